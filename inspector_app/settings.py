"""Frozen settings: managed before user before default."""
