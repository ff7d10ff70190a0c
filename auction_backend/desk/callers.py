"""Who asks."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from auction_backend.history import Actor
from auction_backend.rules.roles import sees_market
from auction_backend.tables import Auction
from backend_client.contract import Role

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Caller:
    """A signed-in user, the dealership and the device."""

    user_id: str
    user_name: str
    role: Role
    dealership_id: str
    dealership_name: str
    currency: str
    device_id: str

    @property
    def actor(self) -> Actor:
        """Return the caller as history names one."""
        return Actor(self.user_id, self.dealership_id, self.device_id)

    def owns(self, auction: Auction) -> bool:
        """Tell whether the caller's dealership sells here."""
        return auction.dealership_id == self.dealership_id

    def sees(self, auction: Auction) -> bool:
        """Tell whether the caller may see the auction at all."""
        return self.owns(auction) or sees_market(self.role)


def instant(at_us: int) -> datetime:
    """Return a stored time as the wire carries it."""
    return EPOCH + timedelta(microseconds=at_us)
