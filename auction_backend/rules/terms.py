"""Which terms an auction may have."""

from backend_client.contract import AuctionTerms


def broken_rule(terms: AuctionTerms, currency: str, min_duration_s: int) -> str | None:
    """Return the name of the first rule that these terms break, or None."""
    if terms.currency != currency:
        return "currency_of_dealership"
    if terms.reserve_minor is not None and terms.reserve_minor < terms.start_minor:
        return "reserve_below_start"
    if terms.duration_s < min_duration_s:
        return "below_minimum_duration"
    return None
