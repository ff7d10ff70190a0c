"""Who may do what: one table of roles and actions, checked in one place."""

from enum import StrEnum
from typing import Final

from backend_client.contract import Role


class Action(StrEnum):
    """What a route lets somebody do."""

    ANYONE = "anyone"
    """No sign-in is asked for."""
    SIGN_OUT = "sign_out"
    FILE_APPRAISAL = "file_appraisal"
    LIST_APPRAISALS = "list_appraisals"
    READ_APPRAISAL = "read_appraisal"
    LAUNCH_AUCTION = "launch_auction"
    READ_AUCTION = "read_auction"
    BID = "bid"


EVERY_ROLE: Final = frozenset({Role.INSPECTOR, Role.MANAGER, Role.BUYER, Role.ADMIN})

ALLOWED: Final[dict[Action, frozenset[Role]]] = {
    Action.ANYONE: EVERY_ROLE,
    Action.SIGN_OUT: EVERY_ROLE,
    Action.FILE_APPRAISAL: frozenset({Role.INSPECTOR, Role.MANAGER, Role.ADMIN}),
    Action.LIST_APPRAISALS: frozenset({Role.INSPECTOR, Role.MANAGER, Role.ADMIN}),
    Action.READ_APPRAISAL: EVERY_ROLE,
    Action.LAUNCH_AUCTION: frozenset({Role.MANAGER, Role.ADMIN}),
    Action.READ_AUCTION: EVERY_ROLE,
    Action.BID: frozenset({Role.BUYER, Role.MANAGER}),
}

MARKET_ROLES: Final = frozenset({Role.BUYER, Role.MANAGER, Role.ADMIN})
"""The roles that see other dealerships' auctions; an inspector sees those of the own dealership."""


def may(role: Role, action: Action) -> bool:
    """Tell whether a role may do this at all; whose entity it is, is asked where the entity is read."""
    return role in ALLOWED[action]


def sees_market(role: Role) -> bool:
    """Tell whether a role sees the auctions of other dealerships."""
    return role in MARKET_ROLES
