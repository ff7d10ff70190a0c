"""Walkaround, the inspector's app: from photo to condition report to auction, on line or off."""

__version__ = "0.1.0"
