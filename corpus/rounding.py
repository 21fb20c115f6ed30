"""What rounding leaves of a calculation: whether printed figures can be the result of one."""

from __future__ import annotations

from decimal import Decimal


def rate_fits(
    rate: Decimal,
    numerator: Decimal,
    denominator: Decimal,
    factor: int,
    last_place: Decimal,
    numerator_slack: Decimal = Decimal(0),
    denominator_slack: Decimal = Decimal(0),
) -> bool:
    """Whether a printed rate is that of its parts, rounded or cut at its last place."""
    off = abs(rate * denominator - factor * numerator)
    allowed = last_place * abs(denominator) + factor * numerator_slack + abs(rate) * denominator_slack
    return off < allowed or off == 0
