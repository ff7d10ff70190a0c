"""Money: integer minor units and an ISO 4217 currency; no floats anywhere."""

from dataclasses import dataclass
from typing import Final, Self

MINOR_DIGITS: Final = {"JPY": 0, "KRW": 0}
"""Currencies without cents; all others have two digits."""


@dataclass(frozen=True, order=True)
class Money:
    """An amount of money in integer minor units."""

    minor: int
    currency: str = "USD"

    def __str__(self) -> str:
        """Return the amount as a person writes it: $17,100 or 17,100.50 CHF."""
        digits = MINOR_DIGITS.get(self.currency, 2)
        whole, rest = divmod(abs(self.minor), 10**digits)
        text = f"{whole:,}" + (f".{rest:0{digits}d}" if rest else "")
        sign = "-" if self.minor < 0 else ""
        symbol = {"USD": "$", "CAD": "C$", "GBP": "£", "EUR": "€"}.get(self.currency)
        return f"{sign}{symbol}{text}" if symbol else f"{sign}{text} {self.currency}"

    @classmethod
    def of(cls, whole: int, currency: str = "USD") -> Self:
        """Return whole units of a currency as money."""
        return cls(whole * 10 ** MINOR_DIGITS.get(currency, 2), currency)
