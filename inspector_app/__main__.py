"""The door of the command `inspector`."""

import sys

from inspector_app.cli.main import main

if __name__ == "__main__":
    if getattr(sys, "frozen", False):  # in the bundle the backend's own processes come in by this door too
        from multiprocessing import freeze_support

        freeze_support()
    sys.exit(main())
