"""`inspector doctor`: check this machine and say what to do about what is wrong."""

import argparse
import json

from inspector_app.settings import read_settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the form of the answer and how thorough the check is."""
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.add_argument("--self-test", action="store_true", help="also save, seal, detect and paint once, for real")


def act(args: argparse.Namespace) -> int:
    """Check; return 1 if something is broken."""
    from inspector_app.app.doctor import examine

    checks = examine(read_settings(), self_test=args.self_test)
    if args.json:
        told = {"healthy": all(c.is_well for c in checks), "checks": [vars(c) for c in checks]}
        print(json.dumps(told, indent=1))
    else:
        for check in checks:
            print(f"{'ok  ' if check.is_well else 'BAD '} {check.name:<16} {check.told}")
    return 0 if all(check.is_well for check in checks) else 1
