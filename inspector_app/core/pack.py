"""A pack: a folder with a signed manifest, that brings a model or other knowledge to the laptop."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from inspector_app.core.errors import ModelError
from inspector_app.core.ids import Sha256

MANIFEST: Final = "manifest.toml"
SIGNATURE: Final = "manifest.sig"
FORMAT: Final = 1
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}(/[A-Za-z0-9][A-Za-z0-9._-]{0,63})*")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_VERSION: Final = re.compile(r"\d{1,6}\.\d{1,6}\.\d{1,6}")


@dataclass(frozen=True)
class PackFile:
    """One file of a pack, by its path inside the folder (forward slashes) and its hash."""

    path: str
    sha256: Sha256
    bytes: int


@dataclass(frozen=True)
class PackManifest:
    """What a pack says of itself."""

    kind: str
    id: str
    version: str
    minimum_app: str
    licence: str
    origin: str
    files: tuple[PackFile, ...]
    contents: Mapping[str, Any] = field(default_factory=dict)
    """The tables that belong to the pack's kind alone."""

    def file(self, path: str) -> PackFile:
        """Return a file of the pack; raises ModelError where the manifest does not name it."""
        for known in self.files:
            if known.path == path:
                return known
        raise ModelError("model_unreadable", reason=f"its manifest does not name {path}")

    def fits(self, app_version: str) -> bool:
        """Tell whether this version of the app may use the pack."""
        return _numbers(self.minimum_app) <= _numbers(app_version)


def _numbers(version: str) -> tuple[int, ...]:
    """Return a version's three numbers; what follows them does not order."""
    found = _VERSION.match(version)
    return tuple(int(part) for part in found.group().split(".")) if found else (0, 0, 0)


def _text(table: Mapping[str, Any], name: str, pattern: re.Pattern[str] | None = None) -> str:
    """Return a text of the manifest; raises ValueError where it is not there or not of its form."""
    value = table.get(name)
    if not isinstance(value, str) or not value or (pattern and not pattern.fullmatch(value)):
        raise ValueError(f"{name} is wrong in its manifest")
    return value


def _file(table: object) -> PackFile:
    """Return one file's entry; raises ValueError where it is not of its form."""
    if not isinstance(table, dict) or not isinstance(table.get("bytes"), int):
        raise ValueError("files is wrong in its manifest")  # noqa: TRY004  one kind of trouble, told in one way
    return PackFile(_text(table, "path", _NAME), Sha256(_text(table, "sha256", _SHA256)), table["bytes"])


def _manifest(table: dict[str, Any]) -> PackManifest:
    """Return the manifest that a parsed file holds; raises ValueError where something is not of its form."""
    if table.pop("format", None) != FORMAT:
        raise ValueError("its manifest is of an unknown format")
    files = table.pop("files", None)
    if not isinstance(files, list) or not files:
        raise ValueError("files is wrong in its manifest")
    return PackManifest(
        kind=_text(table, "kind", _NAME),
        id=_text(table, "id", _NAME),
        version=_text(table, "version", _VERSION),
        minimum_app=_text(table, "minimum_app", _VERSION),
        licence=_text(table, "licence"),
        origin=_text(table, "origin"),
        files=tuple(_file(entry) for entry in files),
        contents={name: value for name, value in table.items() if isinstance(value, dict)},
    )


def read_manifest(data: bytes) -> PackManifest:
    """Parse a manifest; raises ModelError `model_unreadable` with the reason."""
    try:
        return _manifest(tomllib.loads(data.decode("utf-8")))
    except UnicodeDecodeError as error:
        raise ModelError("model_unreadable", reason="its manifest is not text") from error
    except tomllib.TOMLDecodeError as error:
        raise ModelError("model_unreadable", reason="its manifest is not TOML") from error
    except ValueError as error:
        raise ModelError("model_unreadable", reason=str(error)) from error
