"""The condition report as PDF."""
