from __future__ import annotations

from typing import Any

import pytest

from claimx.rendering.figures import value_words
from claimx.schema import Entity, EntityMention, Money, Quantity, Time


def entity(value: Any) -> Entity:
    mention = EntityMention(start=0, end=1, text="x")
    return Entity(id="e1", label="NUMBER", name="x", value=value, mentions=(mention,))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Money(amount=7e9, currency="USD"), "USD 7,000,000,000"),
        (Money(amount=1.5, currency="EUR"), "EUR 1.5"),
        (Money(amount=0.25), "0.25"),
        (Money(amount=1e6, high=2e6, currency="GBP"), "GBP 1,000,000–2,000,000"),
        (Money(amount=10, currency="USD", per="day"), "USD 10 per day"),
        (Money(amount=None, currency="USD", order=1e9), "billions of USD"),
        (Money(amount=None, currency="USD", order=1e9, per="year"), "billions of USD per year"),
        (Money(amount=None, currency="USD"), None),
        (Quantity(amount=12, unit="percent"), "12 %"),
        (Quantity(amount=3, high=4.5), "3–4.5"),
        (Quantity(amount=None, order=1e3), "thousands"),
        (Quantity(amount=None), None),
        (Time(type="date", value="2025-01-30"), "2025-01-30"),
        (Time(type="range", start="2022", end="2025"), "2022 to 2025"),
        (Time(type="range", start="2022"), "2022 to …"),
        (Time(type="vague"), None),
        (None, None),
    ],
)
def test_figures_in_words(value: Any, expected: str | None):
    assert expected == value_words(entity(value))
