import pytest

from claimx.reading.stamps import Stamp, is_stamp, read_stamps


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Published: 30 January 2025", [("2025-01-30", "published")]),
        ("Jan. 30, 2025", [("2025-01-30", None)]),
        ("2025-01-30T10:45:00+05:00", [("2025-01-30", None)]),
        ("2025-01-30", [("2025-01-30", None)]),
        ("30th Jan 2025", [("2025-01-30", None)]),
        ("30-Jan-2025", [("2025-01-30", None)]),
        ("Updated 2:30 PM EST, Thu January 30, 2025", [("2025-01-30", "updated")]),
        ("Thursday 30 January 2025 10.45 GMT", [("2025-01-30", None)]),
        ("January 30, 2025 at 10:45 a.m. EST", [("2025-01-30", None)]),
        ("Jan 5, 2025 · 3 min read", [("2025-01-05", None)]),
        ("01/30/2025", [("2025-01-30", None)]),
        ("30/01/2025", [("2025-01-30", None)]),
        ("03/03/2025", [("2025-03-03", None)]),
        ("03/04/2025", [(None, None)]),
        ("30.01.2025", [("2025-01-30", None)]),
        ("Tue 4 Feb 2025 00.01 GMT", [("2025-02-04", None)]),
        ("Tue, 4 Feb 2025 00:01:02 +0000", [("2025-02-04", None)]),
        ("First published on Tue 4 Feb 2025 00.01 GMT", [("2025-02-04", "published")]),
        ("Last modified on Wed 5 Feb 2025 09.30 EST", [("2025-02-05", "updated")]),
        ("30 February 2025", [(None, None)]),
        ("Published Jan. 30, 2025 | Updated Feb. 1, 2025", [("2025-01-30", "published"), ("2025-02-01", "updated")]),
        ("Updated Jan. 30, 10:45 a.m.", []),
    ],
)
def test_stamps_read(line, expected):
    assert is_stamp(line)
    assert tuple(Stamp(*stamp) for stamp in expected) == read_stamps(line)


@pytest.mark.parametrize(
    "line",
    [
        "", "2025", "September 11", "May 2, 2024 was a bad day", "On January 30, 2025, the minister resigned.",
        "Published in 2025", "Updated", "He was 30", "10:45", "\u00b2\u00b2\u00b2\u00b2\u00b2\u00b2\u00b2",
    ],
)  # fmt: skip
def test_stamps_refuse(line):
    assert not is_stamp(line)
