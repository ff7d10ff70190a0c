"""The developer's tools: bootstrap, checks, rendering."""
