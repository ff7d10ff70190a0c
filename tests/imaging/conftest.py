"""Every test of the imaging also listens to the terminal."""

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def nothing_on_the_terminal(capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """Fail a test in which a decoder wrote to the terminal behind our back."""
    yield
    assert capfd.readouterr().err == ""
