"""The auction backend's client, usable from any program."""
