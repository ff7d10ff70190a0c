"""The commands: train, export, evaluate, pack."""

from __future__ import annotations

import sys

from training.commands import main

sys.exit(main())
