"""The user's own settings on the disk."""

from pathlib import Path

from inspector_app.core.errors import StorageError
from inspector_app.settings import user_file, with_user_values


def keep_settings(data_dir: Path, values: dict[str, str | int | bool]) -> None:
    """Put values into the user's own settings file, whole or not at all; raises StorageError."""
    from inspector_app.store.durable import write_durably

    path = user_file(data_dir)
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    try:
        write_durably(path, with_user_values(text, values).encode())
    except OSError as error:
        raise StorageError("disk_trouble", reason=error.strerror or "") from error
