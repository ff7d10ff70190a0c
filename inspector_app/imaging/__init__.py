"""Decoding, orienting and judging photos."""
