"""The composition root: makes each object once."""
