"""Settings: frozen, read once; managed > user > default (TOML files and WALKAROUND_* variables)."""

import os
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import platformdirs

APP_NAME = "Walkaround"
PREFIX = "WALKAROUND_"


class SettingsError(ValueError):
    """A settings file or a variable cannot be read; `name` says which, `reason` why."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


@dataclass(frozen=True)
class Settings:
    """What may differ between laptops; changed only through the settings page or a managed file."""

    data_dir: Path
    """Profiles, logs, installed packs."""
    models_dir: Path
    assets_dir: Path
    server_url: str = ""
    """Proposed at the first sign-in."""
    ca_bundle: str = ""
    """File with the certificates that a dealership's own server is signed by; empty for the usual ones."""
    offline_days: int = 14
    theme: str = "system"
    """system, light, dark or sunlight."""
    text_scale: int = 100
    """Size of letters in per cent."""
    glove: bool = False
    """Large targets for gloved hands."""
    language: str = ""
    min_free_mb: int = 200
    """Below this the app warns before it takes photos."""


def default_settings() -> Settings:
    """Return the settings of a laptop that nobody configured."""
    root = resource_root()
    data = Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))
    return Settings(data_dir=data, models_dir=root / "models", assets_dir=root / "assets")


def resource_root() -> Path:
    """Return the folder that holds `models` and `assets`: the checkout, or the bundle's."""
    return Path(__file__).resolve().parents[1]


def read_settings(environ: dict[str, str] | None = None) -> Settings:
    """Return default < user file < environment < managed file; unknown names are ignored. Raises SettingsError."""
    env = dict(os.environ if environ is None else environ)
    defaults = default_settings()
    data_dir = Path(env.get(f"{PREFIX}DATA_DIR", str(defaults.data_dir)))
    values: dict[str, Any] = {f.name: getattr(defaults, f.name) for f in fields(Settings)} | {"data_dir": data_dir}
    for layer in (_file(user_file(data_dir)), _variables(env), _file(_managed_path())):
        values |= {name: _like(name, values[name], given) for name, given in layer.items() if name in values}
    return Settings(**values)


def with_user_values(text: str, values: dict[str, str | int | bool]) -> str:
    """Return the text of a user's settings file with these values put in; others stay as they are."""
    kept = [line for line in text.splitlines() if line.partition("=")[0].strip() not in values]
    new = [f"{name} = {_toml(value)}" for name, value in values.items()]
    return "\n".join([*kept, *new, ""])


def user_file(data_dir: Path) -> Path:
    """Return where the user's own settings are kept."""
    return data_dir / "settings.toml"


def _toml(value: str | int | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value) if isinstance(value, int) else f'"{value}"'


def _managed_path() -> Path:
    return Path(platformdirs.site_config_dir(APP_NAME, appauthor=False)) / "managed.toml"


def _variables(env: dict[str, str]) -> dict[str, Any]:
    return {key.removeprefix(PREFIX).lower(): value for key, value in env.items() if key.startswith(PREFIX)}


def _file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    except OSError as error:
        raise SettingsError(str(path), error.strerror or type(error).__name__) from error
    except ValueError as error:
        raise SettingsError(str(path), str(error)) from error


def _like(name: str, sample: object, given: object) -> object:
    """Return the given value in the type of the default; raises SettingsError where it has none of that type."""
    if isinstance(sample, bool):
        return str(given).lower() in {"1", "true", "yes", "on"}
    if isinstance(sample, int):
        try:
            return int(str(given))
        except ValueError as error:
            raise SettingsError(name, f"{given} is no whole number") from error
    return Path(str(given)) if isinstance(sample, Path) else str(given)
