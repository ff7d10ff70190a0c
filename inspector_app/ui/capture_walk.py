"""The walk as the guide shows it: a tile for each shot, then what was taken besides, then room for one more."""

from collections.abc import Sequence
from typing import Final

from inspector_app.core.photo import Photo
from inspector_app.core.shots import CLOSE_UP, QUICK_WALK, next_shot
from inspector_app.ui.photo_strip import Tile

EXTRA: Final = "extra:"


def walk_tiles(photos: Sequence[Photo]) -> list[Tile]:
    """Return the guide's tiles; of several photos of a shot the newest stands in its place."""
    by_shot = {photo.shot: photo for photo in photos}
    tiles = [_tile(shot.id, shot.id, by_shot.get(shot.id)) for shot in QUICK_WALK]
    extras = [photo for photo in photos if by_shot[photo.shot] is not photo or photo.shot == CLOSE_UP.id]
    tiles += [_tile(f"{EXTRA}{photo.id}", photo.shot, photo) for photo in extras]
    return [*tiles, _tile(CLOSE_UP.id, CLOSE_UP.id, None)]


def shot_of(tile_id: str, photos: Sequence[Photo]) -> str:
    """Return the shot that a tile stands for; without a tile the next of the walk."""
    if tile_id.startswith(EXTRA):
        return next((p.shot for p in photos if p.id == tile_id.removeprefix(EXTRA)), CLOSE_UP.id)
    return tile_id or next_shot(photo.shot for photo in photos).id


def _tile(tile_id: str, shot: str, photo: Photo | None) -> Tile:
    sha256 = (photo.thumb_sha256 or photo.sha256) if photo else None
    return Tile(tile_id, shot, sha256, is_done=photo is not None)
