"""The profiles on this laptop: one folder for each (server, dealership, user), and which was open last."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from inspector_app.core.session import Account

INDEX = "profiles.json"


@dataclass(frozen=True)
class Profile:
    """Where one user's work at one dealership lies."""

    id: str
    server_url: str
    email: str
    dealership: str
    folder: Path


class Profiles:
    """The index of profiles; it holds no secret: addresses and names to choose from before anything is unlocked."""

    def __init__(self, data_dir: Path) -> None:
        self._root = data_dir / "profiles"

    def all(self) -> tuple[Profile, ...]:
        """Return the profiles, the one that was open last first; an unreadable index counts as empty."""
        try:
            rows = json.loads((self._root / INDEX).read_text(encoding="utf-8"))
            return tuple(Profile(**(row | {"folder": self._root / row["id"]})) for row in rows)
        except (OSError, ValueError, TypeError, KeyError):
            return ()

    def last(self) -> Profile | None:
        """Return the profile that was open last, or None on a fresh laptop."""
        return next(iter(self.all()), None)

    def of(self, account: Account) -> Profile:
        """Return the profile of an account, whether it exists already or not."""
        parts = (account.server_url.rstrip("/"), account.dealership_id, account.user_id)
        import hashlib

        name = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]
        return Profile(name, account.server_url, account.email, account.dealership_name, self._root / name)

    def opened(self, profile: Profile, write: Callable[[Path, bytes], None]) -> None:
        """Put a profile first; `write` keeps bytes durably."""
        rest = [known for known in self.all() if known.id != profile.id]
        rows = [{k: v for k, v in asdict(p).items() if k != "folder"} for p in (profile, *rest)]
        self._root.mkdir(parents=True, exist_ok=True)
        write(self._root / INDEX, json.dumps(rows, indent=1).encode())
