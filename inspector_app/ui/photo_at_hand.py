"""The photo at hand on its canvas: at once from its thumbnail, sharp as soon as it is read, the next one fetched."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from inspector_app.core.ids import Sha256
from inspector_app.core.photo import Photo
from inspector_app.qt.pictures import Pictures
from inspector_app.ui.photo_canvas import PhotoCanvas
from inspector_app.ui.photo_strip import THUMB_SIDE

PHOTO_SIDE = 2400
"""Longest side of what the canvas shows, pixels: enough to zoom in, little enough to stay quick."""


class PhotoAtHand(QObject):
    """Keeps a canvas and a photo together while pictures come in."""

    def __init__(self, canvas: PhotoCanvas, pictures: Pictures) -> None:
        super().__init__(canvas)
        self._canvas, self._pictures = canvas, pictures
        self._photo: Photo | None = None
        self._after: Sha256 | None = None
        self._is_sharp = False
        pictures.loaded.connect(self._refresh)

    @property
    def photo(self) -> Photo | None:
        """The photo that is shown, or None."""
        return self._photo

    @property
    def is_sharp(self) -> bool:
        """Whether the canvas shows the photo itself, not only its thumbnail."""
        return self._is_sharp

    def forget(self) -> None:
        """Show no photo."""
        self._photo = None

    def show(self, photo: Photo, after: Sha256 | None) -> bool:
        """Show a photo, and have the one `after` it read meanwhile; return whether it is another than before."""
        is_other = self._photo is None or self._photo.id != photo.id
        self._photo, self._after = photo, after
        if is_other:
            self._is_sharp = False
            self._canvas.show_photo(QImage(), photo.width, photo.height)
        self._refresh()
        return is_other

    def _refresh(self, _: str = "") -> None:
        photo = self._photo
        if photo is None or self._is_sharp:
            return
        image = self._pictures.image(photo.sha256, PHOTO_SIDE)
        if image is None:
            rough = self._pictures.image(photo.thumb_sha256, THUMB_SIDE) if photo.thumb_sha256 else None
            self._canvas.sharpen(rough or QImage())
            return
        self._is_sharp = True
        self._canvas.sharpen(image, self.tr("This photo cannot be shown: its file is damaged or missing."))
        if self._after:
            self._pictures.image(self._after, PHOTO_SIDE)
