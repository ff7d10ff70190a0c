"""Core's words turned into the wire's, and the wire's answers into core's."""
