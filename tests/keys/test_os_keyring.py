"""The system's keyring is used where it can be trusted; whatever it does, the app goes on."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.backends.fail import Keyring as FailKeyring
from keyring.backends.null import Keyring as NullKeyring

from inspector_app.keys.os_keyring import OsKeyring, trusted_among, usable_keyring
from tests.keys.rings import KeepingBackend, RefusingBackend

ROOT = Path(__file__).resolve().parents[2]


class Chain(ChainerBackend):
    """A chain of given backends, as the keyring package makes one of several."""

    backends = (NullKeyring(), KeepingBackend())  # type: ignore[no-untyped-call]


def test_a_machine_without_a_keyring_has_none() -> None:
    assert usable_keyring() is None


@pytest.mark.parametrize("kind", [FailKeyring, NullKeyring, RefusingBackend])
def test_a_backend_that_is_not_on_the_list_is_not_trusted(kind: Callable[[], KeyringBackend]) -> None:
    assert trusted_among(kind()) is None


def test_a_trusted_backend_is_found_alone_and_in_a_chain() -> None:
    for kind in (KeepingBackend, Chain):
        ring = trusted_among(kind())
        assert ring is not None
        assert ring.set("profile", "secret")
        assert ring.get("profile") == "secret"
        assert ring.get("another") is None


def test_a_keyring_that_refuses_is_an_answer_and_no_crash() -> None:
    ring = OsKeyring(RefusingBackend())
    assert ring.get("profile") is None
    assert not ring.set("profile", "secret")


def test_a_broken_keyring_setting_means_none() -> None:
    code = "from inspector_app.keys import usable_keyring; assert usable_keyring() is None"
    for setting in ("no.such.module.Keyring", "nonsense"):
        environment = {"PYTHON_KEYRING_BACKEND": setting, "PATH": ""}
        assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=False).returncode == 0


def test_the_keyring_package_is_not_imported_before_it_is_needed() -> None:
    code = "import sys, inspector_app.keys.profile_key; assert not {'keyring', 'argon2'} & set(sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
