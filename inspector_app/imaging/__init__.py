"""Decoding, orienting and judging photos; the decoders are loaded with the first photo."""

from inspector_app.core.ids import Micros
from inspector_app.core.photo import Picture
from inspector_app.imaging.header import HEIC, SOMETHING, Header, captured_at, read_header, refuse_huge

__all__ = ["PhotoImaging", "captured_at", "imaging"]


class PhotoImaging:
    """The port `Imaging`: pure functions of bytes, safe from any lane."""

    def inspect(self, data: bytes, *, name: str = SOMETHING) -> tuple[str, int, int]:
        """Return mime and upright size from the header; raises InputError `image_unreadable` or `image_huge`."""
        header = _header(data, name)
        return header.mime, *header.upright

    def decode(self, data: bytes, *, max_side: int | None = None, name: str = SOMETHING) -> Picture:
        """Return upright RGB pixels, reduced to `max_side`; raises InputError as `inspect` does."""
        from inspector_app.imaging.decode import decode

        return decode(data, _header(data, name), max_side=max_side, name=name)

    def thumbnail(self, data: bytes, *, side: int = 320, name: str = SOMETHING) -> bytes:
        """Return a small upright JPEG; raises InputError as `inspect` does."""
        from inspector_app.imaging.thumbs import jpeg_of

        return jpeg_of(self.decode(data, max_side=side, name=name), name=name)

    def captured_at(self, data: bytes) -> Micros | None:
        """Return when the photo was taken, as its EXIF says; None where it does not say."""
        return captured_at(data)


def _header(data: bytes, name: str) -> Header:
    header = read_header(data, name=name)
    if header.mime != HEIC:
        return header
    from inspector_app.imaging.decode import heic_size

    width, height = heic_size(data, name=name)
    refuse_huge(width, height, name=name)
    return Header(HEIC, width, height, header.tags)


imaging = PhotoImaging()
"""The one that the app uses; it holds no state."""
