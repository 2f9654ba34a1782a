"""Sums, counts and dates of a report in words: the normal form that stands beside what the article says."""

from __future__ import annotations

from claimx.schema import Entity, Money, Quantity, Time

_ORDERS = {1e3: "thousands", 1e6: "millions", 1e9: "billions", 1e12: "trillions"}


def value_words(entity: Entity) -> str | None:
    """The value of a sum, a count or a date in words; nothing where the entity has none that was resolved."""
    value = entity.value
    if isinstance(value, Money):
        return _money(value)
    if isinstance(value, Quantity):
        return _quantity(value)
    return _time(value) if isinstance(value, Time) else None


def _money(money: Money) -> str | None:
    figure = _range(money.amount, money.high, money.order)
    if figure is None:
        return None
    currency = money.currency or ""
    words = (currency, figure) if money.amount is not None or not currency else (figure, "of", currency)
    return " ".join(word for word in (*words, f"per {money.per}" if money.per else "") if word)


def _quantity(quantity: Quantity) -> str | None:
    figure = _range(quantity.amount, quantity.high, quantity.order)
    if figure is None:
        return None
    return f"{figure} %" if quantity.unit == "percent" else figure


def _range(amount: float | None, high: float | None, order: float | None) -> str | None:
    if amount is None:
        return _ORDERS.get(order) if order else None
    return _figure(amount) if high is None else f"{_figure(amount)}–{_figure(high)}"


def _figure(number: float) -> str:
    if number.is_integer():
        return f"{number:,.0f}"
    return f"{number:,.6f}".rstrip("0").rstrip(".")


def _time(time: Time) -> str | None:
    if time.value:
        return time.value
    if time.start or time.end:
        return f"{time.start or '…'} to {time.end or '…'}"
    return None
