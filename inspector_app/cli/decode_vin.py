"""`inspector decode-vin`: check a VIN and say what it says, without a network."""

import argparse
import json

from inspector_app.core.vehicle import parse_vin


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the VIN."""
    parser.add_argument("vin", metavar="VIN", help="17 characters; blanks, dashes and small letters are taken")
    parser.add_argument("--json", action="store_true", help="as JSON")


def act(args: argparse.Namespace) -> int:
    """Decode and print; a VIN that cannot be is told in one sentence."""
    from inspector_app.reading import decode_vin

    vin = parse_vin(args.vin)
    car = decode_vin(vin)
    facts = {
        "vin": str(vin), "check_digit_holds": vin.check_digit_holds, "year": car.year, "make": car.make,
        "model": car.model, "trim": car.trim,
    }  # fmt: skip
    if args.json:
        print(json.dumps(facts, indent=1))
    else:
        for name, value in facts.items():
            print(f"{name.replace('_', ' '):<18} {'-' if value in (None, '') else value}")
    return 0
