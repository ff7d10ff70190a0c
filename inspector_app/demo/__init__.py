"""The main job played from photo to hammer, each step checked."""
