"""Who is in the demo: a dealership that sells, and three that buy."""

from dataclasses import asdict, dataclass

DEFAULT_PASSWORD = "walkaround-demo"  # noqa: S105 - of the demo, on loopback only
DOMAIN = "demo.example"


@dataclass(frozen=True, slots=True)
class DemoUser:
    """One user of the demo."""

    email: str
    role: str
    name: str
    dealership: str


PEOPLE = (
    DemoUser(f"inspector@{DOMAIN}", "inspector", "Ines Inspector", "Lakeside Motors"),
    DemoUser(f"manager@{DOMAIN}", "manager", "Max Manager", "Lakeside Motors"),
    DemoUser(f"alder@{DOMAIN}", "buyer", "Ada Alder", "Alder Autos"),
    DemoUser(f"birch@{DOMAIN}", "buyer", "Ben Birch", "Birch Cars"),
    DemoUser(f"cedar@{DOMAIN}", "buyer", "Cleo Cedar", "Cedar Vehicles"),
)


def demo_users(password: str) -> list[dict[str, str]]:
    """Return how to sign in as each of them."""
    return [{**asdict(user), "password": password} for user in PEOPLE]
