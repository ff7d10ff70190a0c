"""The main job played from photo to hammer, each step checked."""

from inspector_app.demo.play import play

__all__ = ["play"]
