"""The command line as a person or a script calls it, on a laptop of its own."""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest

from inspector_app.app.desk import Desk, open_desk
from inspector_app.app.opening import Door
from inspector_app.cli.main import main
from inspector_app.settings import Settings, read_settings
from tests.live_backend import LiveBackend, Login, running_backend


@dataclass(frozen=True)
class Said:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


@contextmanager
def variables(**values: str) -> Iterator[None]:
    """Set variables of the environment for a while."""
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


@dataclass(frozen=True)
class Shell:
    """A shell on a laptop whose data lies in a folder."""

    folder: Path

    @property
    def settings(self) -> Settings:
        """The settings that every command here reads."""
        return read_settings({"WALKAROUND_DATA_DIR": str(self.folder)})

    def run(self, *words: str, **env: str) -> Said:
        """Run a command."""
        out, err = StringIO(), StringIO()
        with variables(WALKAROUND_DATA_DIR=str(self.folder), **env), redirect_stdout(out), redirect_stderr(err):
            try:
                code = main(words)
            except SystemExit as end:
                code = int(end.code or 0)
        return Said(code, out.getvalue(), err.getvalue())

    @contextmanager
    def signed_in(self, url: str, login: Login) -> Iterator[Desk]:
        """Sign in as the window does, and give the open profile."""
        door = Door(self.settings)
        opened = door.sign_in(url, login.email, login.password)
        with closing(open_desk(opened, self.settings, door.device_id())) as desk:
            yield desk


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path / "data")


@pytest.fixture(scope="session")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveBackend]:
    with running_backend(tmp_path_factory.mktemp("backend")) as made:
        yield made
