"""Measurements, each a table and a JSON file."""
