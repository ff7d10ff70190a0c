"""May everything that the app runs on be shipped with it?"""

import re
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

LOCKS = Path(__file__).resolve().parent.parent.parent / "requirements"
COPYLEFT = re.compile(r"(?<![A-Z])A?GPL|GNU (?:Affero )?General Public", re.IGNORECASE)


def told_licence(package: PackageMetadata) -> str:
    """Return all that a package says of its licence; of a whole licence text its first line."""
    told = package.json
    classifiers = [str(line) for line in told.get("classifier", []) if str(line).startswith("License")]
    return " | ".join([str(told.get("license_expression", "")), str(told.get("license", ""))[:80], *classifiers])


def installed(lock: str) -> dict[str, str]:
    """Return the licence of each package of a lock that is installed here."""
    names = re.findall(r"(?m)^([\w.-]+)==", (LOCKS / lock).read_text(encoding="utf-8"))
    found = {}
    for name in names:
        try:
            found[name] = told_licence(metadata(name))
        except PackageNotFoundError:
            continue  # for another system
    return found


def test_nothing_that_the_app_runs_on_forces_its_own_licence_on_it() -> None:
    licences = installed("app.lock")
    assert len(licences) > 60
    bound = {name: text for name, text in licences.items() if COPYLEFT.search(text) and "LGPL" not in text.upper()}
    assert bound == {}
