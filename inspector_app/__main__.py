"""The door of the command `inspector`."""

import sys

from inspector_app.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
