"""What an operation touched: the one thing that travels from workflows to screens."""

from dataclasses import dataclass, field, fields
from typing import Self

from inspector_app.core.ids import AppraisalId, AuctionId


@dataclass(frozen=True)
class Changes:
    """The subjects of an operation; screens decide whether to look again."""

    appraisals: frozenset[AppraisalId] = field(default_factory=frozenset)
    auctions: frozenset[AuctionId] = field(default_factory=frozenset)
    queue: bool = False
    session: bool = False
    model: bool = False

    def __or__(self, other: Self) -> "Changes":
        """Return what either touched."""
        return Changes(**{f.name: getattr(self, f.name) | getattr(other, f.name) for f in fields(self)})

    def __bool__(self) -> bool:
        """Whether anything was touched."""
        return any(getattr(self, f.name) for f in fields(self))
