from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx.claims.times.values import read_time
from claimx.schema import Time

DATA = Path(__file__).with_name("data") / "times.heldout.jsonl"
HELD_OUT = [json.loads(line) for line in DATA.read_text("utf-8").splitlines()]
SATURDAY = date(2022, 1, 15)


def read(case):
    published = date.fromisoformat(case["published"]) if case["published"] else None
    return read_time(case["text"], label=case["label"], published=published, tense=case["tense"])


def test_times_held_out_floor():
    results = [(case, read(case), case["expected"] and Time(**case["expected"])) for case in HELD_OUT]
    wrong = [(case["text"], got, expected) for case, got, expected in results if got != expected]
    report = "\n".join(f"{text!r}\n  got      {got!r}\n  expected {expected!r}" for text, got, expected in wrong)
    assert len(HELD_OUT) >= 100
    assert len(wrong) <= 0.10 * len(HELD_OUT), report


@pytest.mark.parametrize(
    ("text", "tense", "value"),
    [
        ("Thursday", "past", "2022-01-13"),
        ("Thursday", None, "2022-01-13"),
        ("Thursday", "future", "2022-01-20"),
        ("Saturday", "past", "2022-01-15"),
        ("Saturday", "future", "2022-01-15"),
        ("next Saturday", "future", "2022-01-22"),
        ("last Saturday", "past", "2022-01-08"),
        ("Jan. 20", "past", "2021-01-20"),
        ("Jan. 20", "future", "2022-01-20"),
        ("Jan. 20", None, "2022-01-20"),
        ("Monday, Jan. 17", "past", "2022-01-17"),
        ("Friday evening, Jan. 14", "past", "2022-01-14TEV"),
        ("the week of Jan. 10", "past", "2022-W02"),
        ("January 20 next year", "future", "2023-01-20"),
        ("the fourth quarter of last year", "past", "2021-Q4"),
        ("year's end", "past", "2022"),
        ("more than a decade ago", "past", "2012"),
        ("this decade", None, "202X"),
        ("tomorrow at noon", "future", "2022-01-16T12:00"),
        ("Feb. 29", "past", "2020-02-29"),
    ],
)
def test_times_relative_date_hangs_on_publication(text, tense, value):
    time = read_time(text, label="DATE", published=SATURDAY, tense=tense)
    assert time is not None
    assert ("date", value, "published") == (time.type, time.value, time.basis)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Thursday", None),
        ("last week", None),
        ("two weeks ago", None),
        ("today", None),
        ("Tuesday night", None),
        ("Jan. 20", "XXXX-01-20"),
        ("August", "XXXX-08"),
        ("summer", "XXXX-SU"),
        ("the 10th", "XXXX-XX-10"),
    ],
)
def test_times_relative_date_without_publication_is_unresolved(text, value):
    time = read_time(text, label="DATE", published=None, tense="past")
    assert time is not None
    assert ("date", value, "none") == (time.type, time.value, time.basis)


@pytest.mark.parametrize("published", [None, SATURDAY])
@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("Aug. 15, 2021", "2021-08-15", "day"),
        ("15 August 2021", "2021-08-15", "day"),
        ("1/20/2022", "2022-01-20", "day"),
        ("20.1.2022", "2022-01-20", "day"),
        ("August 2021", "2021-08", "month"),
        ("2021-08", "2021-08", "month"),
        ("the 1990s", "199X", "decade"),
        ("the 1800s", "18XX", "century"),
        ("the 20th century", "19XX", "century"),
        ("the last quarter of 1999", "1999-Q4", "season"),
        ("44 B.C.", "BC0044", "year"),
        ("9 a.m.", "T09:00", "time"),
        ("12:30 p.m. EDT (1630 GMT)", "T12:30", "time"),
        ("9/11", "2001-09-11", "day"),
    ],
)
def test_times_explicit_date_needs_no_publication(text, value, precision, published):
    expected = Time(type="date", value=value, precision=precision, basis="explicit")
    assert expected == read_time(text, label="DATE", published=published)


@pytest.mark.parametrize(
    ("text", "tense", "start", "end"),
    [
        ("between 2014 and 2016", None, "2014", "2016"),
        ("2015-16", None, "2015", "2016"),
        ("1999-2000", None, "1999", "2000"),
        ("2003-4", None, "2003", "2004"),
        ("since 2021", None, "2021", None),
        ("March 3-5", "future", "2022-03-03", "2022-03-05"),
        ("Dec. 30 to Jan. 2", "past", "2021-12-30", "2022-01-02"),
        ("Dec. 30, 2018 to Jan. 2, 2019", "past", "2018-12-30", "2019-01-02"),
        ("Dec. 30 to Jan. 2, 2019", "past", "2018-12-30", "2019-01-02"),
        ("Monday-Friday", "past", "2022-01-10", "2022-01-14"),
        ("Monday-Friday", "future", "2022-01-17", "2022-01-21"),
        ("9 to 11 a.m.", None, "T09:00", "T11:00"),
        ("9 a.m. to 5 p.m. Friday", "past", "2022-01-14T09:00", "2022-01-14T17:00"),
        ("the last three months of 2004", None, "2004-10", "2004-12"),
        ("the first half of the 20th century", None, "1900", "1949"),
        ("the second week of January", "past", "2022-01-08", "2022-01-14"),
        ("the past decade", "past", "2012", "2022"),
        ("the past 48 hours", "past", "2022-01-13", "2022-01-15"),
        ("this weekend", "future", "2022-01-15", "2022-01-16"),
        ("July-August 2006", None, "2006-07", "2006-08"),
    ],
)
def test_times_range_is_read(text, tense, start, end):
    time = read_time(text, label="DATE", published=SATURDAY, tense=tense)
    assert time is not None
    assert ("range", start, end) == (time.type, time.start, time.end)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("two decades", "P20Y"),
        ("half-a-day", "P0.5D"),
        ("three-day", "P3D"),
        ("47-year-old", "P47Y"),
        ("47", "P47Y"),
        ("aged 12", "P12Y"),
        ("2 years, 3 months", "P2Y3M"),
        ("an hour and 20 minutes", "PT1H20M"),
        ("a quarter century", "P25Y"),
        ("eight consecutive years", "P8Y"),
        ("a matter of weeks", "PXW"),
        ("hundreds of years", "PXY"),
        ("several hours", "PTXH"),
        ("fortnight-long", "P2W"),
    ],
)
def test_times_duration_is_read(text, value):
    assert Time(type="duration", value=value, basis="explicit") == read_time(text, label="DATE", published=SATURDAY)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("every Friday", "XXXX-WXX-5"),
        ("every Sunday morning", "XXXX-WXX-7TMO"),
        ("every other day", "P2D"),
        ("three times a week", "P1W"),
        ("once every five years", "P5Y"),
        ("each January", "XXXX-01"),
        ("weekends", "XXXX-WXX-WE"),
        ("Monday nights", "XXXX-WXX-1TNI"),
    ],
)
def test_times_set_is_read(text, value):
    assert Time(type="set", value=value, basis="explicit") == read_time(text, label="DATE", published=SATURDAY)


@pytest.mark.parametrize(
    "text",
    ["in recent days", "the past couple of years", "years ago", "his late 40s", "mid-week", "2014 and 2016", "soon"],
)
def test_times_vague_stays_vague(text):
    assert Time(type="vague") == read_time(text, label="DATE", published=SATURDAY)


@pytest.mark.parametrize("text", ["", " ", ",", "the election", "Feb. 30", "Feb. 29, 2021", "12345", "1,998"])
def test_times_of_other_words_are_none(text):
    assert read_time(text, label="DATE", published=SATURDAY) is None


@pytest.mark.parametrize(
    "text",
    ["3/4/2022", "9:30", "Easter", "two years later", "the following day", "that night", "last week of the race"],
)
def test_times_in_doubt_have_no_value(text):
    time = read_time(text, label="DATE", published=SATURDAY)
    assert time is not None
    assert ("date", None, "none") == (time.type, time.value, time.basis)


WORDS = (
    "the last next 5 2021 Jan. Friday of to and - , weeks ago year's 20th century '90s 9 a.m. "
    "night every half since 1/2 : early"
)


@settings(max_examples=200, deadline=None)
@given(
    st.one_of(st.text(max_size=40), st.lists(st.sampled_from(WORDS.split())).map(" ".join)),
    st.one_of(st.none(), st.dates()),
    st.sampled_from([None, "past", "present", "future"]),
)
def test_times_never_raise(text, published, tense):
    time = read_time(text, label="DATE", published=published, tense=tense)
    assert time is None or published is not None or time.basis != "published"


@pytest.mark.parametrize("case", [case["text"] for case in HELD_OUT])
@pytest.mark.parametrize("published", [date.min, date.max])
def test_times_hold_at_the_ends_of_the_calendar(case, published):
    time = read_time(case, label="DATE", published=published)
    assert time is None or time.type in ("date", "range", "duration", "set", "vague")


@pytest.mark.parametrize("unit", ["the ", "1", "Jan. ", "“", "- "])
def test_times_of_endless_text_are_none(unit):
    assert read_time(unit * 100_000, label="DATE", published=SATURDAY) is None
