"""Widgets and pages."""
