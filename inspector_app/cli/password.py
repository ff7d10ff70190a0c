"""The password that unlocks a profile on the command line."""

import getpass
import os
import sys

from inspector_app.core.errors import AccessError

VARIABLE = "WALKAROUND_PASSWORD"


def ask_password(email: str) -> str:
    """Return the password from the environment, or ask for it where a person can answer."""
    known = os.environ.get(VARIABLE)
    if known is not None:
        return known
    if not sys.stdin.isatty():
        raise AccessError("password_needed", variable=VARIABLE)
    return getpass.getpass(f"Password of {email}: ")
