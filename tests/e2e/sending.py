"""A laptop's sync as a process of its own, to be killed: python -m tests.e2e.sending FOLDER."""

import sys
from pathlib import Path

from tests.e2e.laptop import Laptop


def main(folder: Path) -> None:
    """Send what waits, as whoever signed in last."""
    laptop = Laptop(folder)
    account = laptop.session.account()
    assert account is not None
    laptop.gateway.use(account, laptop.session.token())
    laptop.sync.run_once()
    laptop.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
