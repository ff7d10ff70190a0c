"""Qt without widgets: lanes, hub, camera, beats and list models."""
