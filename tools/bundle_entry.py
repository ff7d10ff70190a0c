"""The bundle's one executable: the inspector, or the backend it carries when its first word is --auction-backend."""

import sys


def main() -> int:
    """Start what was asked for."""
    if sys.argv[1:2] == ["--auction-backend"]:
        from auction_backend.cli import main as serve

        del sys.argv[1]
        return int(serve() or 0)
    from inspector_app.__main__ import main as inspect

    return int(inspect() or 0)


if __name__ == "__main__":
    sys.exit(main())
