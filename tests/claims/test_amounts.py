from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx.claims.amounts.sums import read_money, read_quantity
from claimx.claims.pieces import MAX_LENGTH
from claimx.schema import Money, Quantity

DATA = Path(__file__).with_name("data") / "amounts.heldout.jsonl"
HELD_OUT = [json.loads(line) for line in DATA.read_text("utf-8").splitlines()]


def read(case):
    if case["label"] == "MONEY":
        return read_money(case["text"], country=case.get("country"))
    return read_quantity(case["text"], label=case["label"])


def wanted(case):
    expected = case["expected"]
    if expected is None:
        return None
    return Money(**expected) if case["label"] == "MONEY" else Quantity(**expected)


def figures(amount):
    if amount is None or (amount.amount is None and amount.order is None):
        return None
    return amount.amount, amount.high, amount.order, getattr(amount, "currency", getattr(amount, "unit", None))


def test_amounts_held_out_floors():
    results = [(case, read(case)) for case in HELD_OUT]
    wrong = [(case["text"], got, wanted(case)) for case, got in results if got != wanted(case)]
    silent = [text for text, got, right in wrong if figures(got) is not None and figures(got) != figures(right)]
    report = "\n".join(f"{text!r}\n  got      {got!r}\n  expected {right!r}" for text, got, right in wrong)
    assert len(HELD_OUT) >= 120
    assert len(wrong) <= 0.05 * len(HELD_OUT), report
    assert len(silent) <= 0.01 * len(HELD_OUT), report


SIGN = {"currency": "USD", "currency_basis": "sign"}
WORD = {"currency": "USD", "currency_basis": "word"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$7 billion", {"amount": 7e9, **SIGN}),
        ("about $7 bn", {"amount": 7e9, "qualifier": "about", **SIGN}),
        ("€3.5m", {"amount": 3.5e6, "currency": "EUR", "currency_basis": "sign"}),
        ("Rs 2.5 crore", {"amount": 2.5e7}),
        ("between $5 and $6 billion", {"amount": 5e9, "high": 6e9, **SIGN}),
        ("$10m-$15m", {"amount": 10e6, "high": 15e6, **SIGN}),
        ("half a million dollars", {"amount": 5e5, **WORD}),
        ("billions of dollars a year", {"amount": None, "order": 1e9, "per": "year", **WORD}),
        ("several million dollars", {"amount": None, "order": 1e6, "qualifier": "several", **WORD}),
        ("7bn USD", {"amount": 7e9, "currency": "USD", "currency_basis": "code"}),
        ("PKR500m", {"amount": 5e8, "currency": "PKR", "currency_basis": "code"}),
        ("$85bn-worth", {"amount": 85e9, **SIGN}),
        ("20 billion yuan ($2.9 billion)", {"amount": 20e9, "currency": "CNY", "currency_basis": "word"}),
        ("two million three hundred thousand dollars", {"amount": 2.3e6, **WORD}),
        ("$1.500.000", {"amount": 1.5e6, **SIGN}),
        ("-$5 million", {"amount": -5e6, **SIGN}),
        ("a penny", {"amount": 0.01}),
        ("$200 million dollars", {"amount": 2e8, **SIGN}),
    ],
)
def test_amounts_money_is_read(text, expected):
    assert Money(**expected) == read_money(text)


@pytest.mark.parametrize(
    "text",
    [
        "$500 to $1 million",  # 500 dollars, or 500 thousand
        "$1 million to $2",
        "two billion-dollar companies",  # two of them, or two billions
        "€1.000",  # one, or a thousand
        "$5z",
        "$1.2bn, or $3bn",
        "$5 or €6",
        "$12 3",
        "U.S. $37 miillion",
        "hundreds, if not thousands, of dollars",
    ],
)
def test_amounts_money_in_doubt_has_no_amount(text):
    money = read_money(text)
    assert money is not None
    assert (None, None, None) == (money.amount, money.high, money.order)


@pytest.mark.parametrize(
    "text", ["", " ", "$", "dollars", "money", "$XX million", "almost double the $5 million", "third"]
)
def test_amounts_money_without_a_sum_is_none(text):
    assert read_money(text) is None


@pytest.mark.parametrize(
    ("text", "country", "currency", "basis"),
    [
        ("$5", None, "USD", "sign"),
        ("$5", "USA", "USD", "sign"),
        ("$5", "PAK", "USD", "sign"),
        ("$5", "CAN", "CAD", "dateline"),
        ("US$5", "CAN", "USD", "sign"),
        ("Rs 5", None, None, None),
        ("Rs 5", "IND", "INR", "dateline"),
        ("five rupees", "PAK", "PKR", "dateline"),
        ("five Indian rupees", "PAK", "INR", "word"),
        ("five dollars", "AUS", "AUD", "dateline"),
        ("50 cents", "IRL", "EUR", "dateline"),
        ("five pounds", "EGY", "EGP", "dateline"),
        ("five pesos", None, None, None),
        ("five kroner", "NOR", "NOK", "dateline"),
        ("¥5", "CHN", "CNY", "dateline"),
    ],
)
def test_amounts_currency_follows_the_dateline(text, country, currency, basis):
    money = read_money(text, country=country)
    assert money is not None
    assert (currency, basis) == (money.currency, money.currency_basis)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hundreds of civilians", {"amount": None, "order": 100}),
        ("two-thirds", {"amount": 2 / 3, "unit": "fraction"}),
        ("a dozen", {"amount": 12}),
        ("at least two", {"amount": 2, "qualifier": "at least"}),
        ("third", {"amount": 3, "unit": "ordinal"}),
        ("a third man", {"amount": 3, "unit": "ordinal"}),
        ("20,000-30,000", {"amount": 20000, "high": 30000}),
        ("one in five", {"amount": 0.2, "unit": "fraction"}),
        ("five hundred million", {"amount": 5e8}),
        ("lakh crore", {"amount": None, "order": 1e12}),
        ("between one hundred and two hundred", {"amount": 100, "high": 200}),
        ("five to ten thousand", {"amount": 5000, "high": 10000}),
        ("two-and-a-half", {"amount": 2.5}),
        ("first two", {"amount": 2}),
        ("a quarter-of-a-million", {"amount": 250000}),
        ("51 points", {"amount": 51}),
    ],
)
def test_amounts_number_is_read(text, expected):
    assert Quantity(**expected) == read_quantity(text, label="NUMBER")


@pytest.mark.parametrize(
    "text",
    [
        "3-1",
        "5-0",
        "51 to 49",
        "10:30",
        "24/7",
        "1,23",
        "100m",
        "40km",
        "20 and 30",
        "dozens or hundreds",
        "12-Oct",
        "many",
    ],
)
def test_amounts_number_in_doubt_is_none(text):
    assert read_quantity(text, label="NUMBER") is None


@pytest.mark.parametrize(
    ("text", "amount", "high"),
    [
        ("3.5 percent", 3.5, None),
        ("two percentage points", 2, None),
        ("a percentage point", 1, None),
        ("one-tenth of one percent", 0.1, None),
        ("12%-15%", 12, 15),
        ("25 basis points", 0.25, None),
        ("−3%", -3, None),
        ("5.4", 5.4, None),
        ("51 points", 51, None),
    ],
)
def test_amounts_percentage_is_read(text, amount, high):
    assert Quantity(amount=amount, high=high, unit="percent") == read_quantity(text, label="PERCENT")


def test_amounts_margin_of_error_is_not_negative():
    expected = Quantity(amount=2.4, unit="percent", qualifier="plus or minus")
    assert expected == read_quantity("plus or minus 2.4 percentage points", label="PERCENT")


WORDS = (
    "a $ £ Rs USD 5 2.5 1,000 1/2 million bn m hundreds of and to - between half third dozen "
    "percent % ( : euros per year"
)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=40), st.lists(st.sampled_from(WORDS.split())).map(" ".join)))
def test_amounts_never_raise(text):
    for amount in (read_money(text), read_quantity(text, label="NUMBER"), read_quantity(text, label="PERCENT")):
        assert amount is None or amount.high is None or amount.amount is not None


@pytest.mark.parametrize("unit", ["$", "9", "five ", "half ", "- ", "“", "million "])
def test_amounts_of_endless_text_are_none(unit):
    text = unit * 100_000
    assert len(text) > MAX_LENGTH
    assert read_money(text) is None
    assert read_quantity(text, label="NUMBER") is None


def test_amounts_currency_table_is_sound():
    table = json.loads(files("claimx.knowledge").joinpath("number_currencies.json").read_text("utf-8"))
    codes = [row["code"] for row in table["currencies"]]
    countries = [country for row in table["currencies"] for country in row["countries"]]
    assert len(codes) == len(set(codes))
    assert len(countries) == len(set(countries))
    assert all(re.fullmatch("[A-Z]{3}", code) for code in codes + countries)
    assert set(table["defaults"].values()) <= set(codes)
