"""Moments of the day as a person reads them, in this laptop's time and language."""

from PySide6.QtCore import QDateTime, QLocale

from inspector_app.core.ids import Micros


def clock_time(at: Micros, *, seconds: bool = False) -> str:
    """Return the time of day, 14:03 or 14:03:11 where seconds matter."""
    moment = QDateTime.fromMSecsSinceEpoch(at // 1000).time()
    return moment.toString("HH:mm:ss") if seconds else QLocale().toString(moment, QLocale.FormatType.ShortFormat)
