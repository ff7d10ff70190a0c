"""What every message is made of: closed requests, open responses, checked words."""

from enum import StrEnum
from typing import Annotated, Self, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

UUID7_PATTERN = r"^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"
MAX_MINOR = 10**12
"""The largest amount of money that the wire carries, in minor units."""

Id = Annotated[str, Field(pattern=UUID7_PATTERN, description="UUIDv7 as lower-case text")]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$", description="ISO 4217 code")]
Minor = Annotated[int, Field(strict=True, ge=0, le=MAX_MINOR, description="integer minor units of the currency")]
PositiveMinor = Annotated[int, Field(strict=True, gt=0, le=MAX_MINOR, description="integer minor units, above zero")]
Required = Annotated[int, Field(strict=True, ge=0, le=2 * MAX_MINOR, description="the price and one step")]
Count = Annotated[int, Field(strict=True, ge=0, le=2**31 - 1)]
MAX_REVISION = 10_000
Revision = Annotated[int, Field(strict=True, ge=1, le=MAX_REVISION)]
Ppm = Annotated[int, Field(strict=True, ge=0, le=1_000_000, description="parts in a million")]
Pixel = Annotated[int, Field(strict=True, ge=0, le=100_000)]
Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$", description="a word of a code set")]
Word = Annotated[str, Field(max_length=80)]
Reason = Annotated[str, Field(max_length=500)]
Note = Annotated[str, Field(max_length=4_000)]
Box = tuple[Pixel, Pixel, Pixel, Pixel]
"""x, y, width, height in integer pixels of the upright original."""
Instant = AwareDatetime
"""A moment as RFC 3339 text with an offset."""


class Request(BaseModel):
    """What a client sends: closed, so that a word the server would drop is refused instead."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Response(BaseModel):
    """What a server sends: open, so that an old laptop survives a new server."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class OpenEnum(StrEnum):
    """An enumeration in which a value that this version does not know reads as UNKNOWN."""

    @classmethod
    def _missing_(cls, value: object) -> Self | None:
        """Read a value from a newer server as UNKNOWN."""
        return cls("UNKNOWN") if isinstance(value, str) and value != "UNKNOWN" else None


E_ = TypeVar("E_", bound=OpenEnum)


def known(value: E_) -> E_:
    """Return the value, or raise ValueError where a request carries a word that is not in the enumeration."""
    if value == "UNKNOWN":
        raise ValueError("not one of the words that this server knows")
    return value


Known = AfterValidator(known)
"""Marks an enumeration in a request, where UNKNOWN is refused."""
