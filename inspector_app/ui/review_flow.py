"""What the review shows and where it goes next: pure sums over a dossier, for the page to paint."""

from collections.abc import Collection, Mapping, Sequence

from inspector_app.core.finding import Review
from inspector_app.core.ids import PhotoId
from inspector_app.core.photo import Photo
from inspector_app.core.shots import QUICK_WALK
from inspector_app.qt.terms import label_name
from inspector_app.services.appraise import Dossier
from inspector_app.ui.finding_list import MarkRow, rows_of
from inspector_app.ui.marks import Mark
from inspector_app.ui.photo_strip import Tile
from inspector_app.ui.tokens import LABEL_HUES, Tone

Rows = Mapping[PhotoId, Sequence[MarkRow]]
WALK = {shot.id: place for place, shot in enumerate(QUICK_WALK)}


def in_walking_order(photos: Sequence[Photo]) -> tuple[Photo, ...]:
    """Return the photos as one walks round the car, close-ups last in the order they were taken."""
    return tuple(sorted(photos, key=lambda photo: (WALK.get(photo.shot, len(WALK)), photo.captured_at)))


def rows_by_photo(dossier: Dossier) -> dict[PhotoId, tuple[MarkRow, ...]]:
    """Return what is marked in each photo, in walking order."""
    photos = in_walking_order(dossier.photos)
    return {photo.id: rows_of(photo.id, dossier.findings, dossier.damages) for photo in photos}


def tile_of(photo: Photo, rows: Sequence[MarkRow]) -> Tile:
    """Return a photo's tile: how many decisions wait in it, or a tick once it was looked at and none waits."""
    waiting = sum(row.is_undecided for row in rows)
    is_done = not waiting and photo.looked_at_by is not None
    return Tile(photo.id, photo.shot, photo.thumb_sha256 or photo.sha256, waiting, Tone.WARN, is_done)


def next_open(rows: Rows, here: str, given: Collection[str]) -> tuple[PhotoId, str] | None:
    """Return photo and mark of the next open decision, here first, then on and round; `given` are on their way."""
    photos = list(rows)
    start = photos.index(PhotoId(here)) if here in rows else 0
    for photo in photos[start:] + photos[:start]:
        for row in rows[photo]:
            if row.is_undecided and row.id not in given:
                return photo, row.id
    return None


def likely_after(rows: Rows, here: PhotoId) -> PhotoId | None:
    """Return the photo that will most likely be looked at next: the next with a decision, else the next."""
    photos = list(rows)
    after = photos[photos.index(here) + 1 :]
    return next((p for p in after if any(row.is_undecided for row in rows[p])), next(iter(after), None))


def marks_of(rows: Sequence[MarkRow], *, without: str = "") -> list[Mark]:
    """Return the boxes for the canvas, without the one that is being corrected."""
    return [
        Mark(row.id, row.box, _tag(row), LABEL_HUES[row.label], row.is_undecided, row.review is Review.REJECTED)
        for row in rows
        if row.id != without
    ]


def _tag(row: MarkRow) -> str:
    sure = f" {round(row.confidence_ppm / 10_000)} %" if row.finding else ""
    return f"{label_name(row.label)}{sure}"
