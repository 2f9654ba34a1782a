from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from claimx.rendering.terminal import render
from claimx.schema import Claim, Report, Span
from tests.rendering.reports import EMPTY, HOSTILE, HOSTILE_WORDS, REPORT

if TYPE_CHECKING:
    from collections.abc import Iterator

SGR = re.compile(r"\x1b\[[0-9;]*m")
CONTESTED = """\
Pakistan says Afghan-based ‘terrorists’ increasingly use US arms for
cross-border attacks
by Admin · 2025-01-30 · samples/pakistan-us-arms.txt
19 claims · 7 speakers · 1 contested · 1 unanswered · 1 warning

Contested ──────────────────────────────────────────────────────────────────────

  accusation     Pakistan                                                     c2
  │              that militants are using modern weapons left behind by the
  │              United States military for cross-border terrorism
  │              ¶4 312–420
  ├ denied       Hamdullah Fitrat · deputy Taliban spokesperson · Taliban     c8
  │              that the military hardware in question has been acquired by
  │              terrorist organizations and is being utilized in attacks…
  │              ¶9 1307–1451
  └ contradicted Hamdullah Fitrat · deputy Taliban spokesperson · Taliban     c9
                 “All weapons and military equipment are safely stored and
                 maintained to prevent any potential misuse,”
                 ¶10 1454–1556 · unsure (55%)

  accusation     Donald Trump · President · United States                    c15
  │              former President Joe Biden’s administration “gave our military
  │              equipment, a big chunk of it, to the enemy.”
  │              ¶15 3005–3112
  └ no response  Taliban officials · Taliban                                 c18
                 ¶18 3446–3464

Who says what ──────────────────────────────────────────────────────────────────

  statement      Pakistan                                                     c1
                 it had provided Taliban leaders in Afghanistan with “sufficient
                 proof” to substantiate its claims that militants are using
                 modern weapons left behind by the United States military for…
                 partly quoted · ¶4 214–420
"""
CLOSING = """\
Who says how much ──────────────────────────────────────────────────────────────

    4 ▪▪▪▪▪▪▪▪▪  Pakistan                                               2 quoted
    4 ▪▪▪▪▪▪▪▪▪  Shafqat Ali Khan · Foreign Ministry spokesperson · P…  4 quoted
    4 ▪▪▪▪▪▪▪▪▪  Donald Trump · President · United States               2 quoted
    2 ▪▪▪▪       Hamdullah Fitrat · deputy Taliban spokesperson · Tal…  1 quoted
    2 ▪▪▪▪       Taliban officials · Taliban                            1 quoted
    1 ▪▪         regional experts
    1 ▪▪         U.S. Department of Defense report · United States
    1            no speaker named

Named in the article ───────────────────────────────────────────────────────────

  Countries      Pakistan ×3 · United States ×3 · Afghanistan

  Groups         Taliban ×2 · Tehrik-i-Taliban Pakistan ×2

  Sums of money  about $7 billion → USD 7,000,000,000  ¶14
                 billions of dollars a year → billions of USD per year  ¶17

  Dates          Thursday ×2 → 2025-01-30  ¶4
                 August 2021 → 2021-08  ¶13
                 the past three years → 2022-01-30 to 2025-01-30  ¶19

Warnings ───────────────────────────────────────────────────────────────────────

  ! 5 paragraphs at the end are not part of the article and were left out
"""


def one_claim(words: str) -> Report:
    content = Span(start=0, end=len(words), text=words)
    claim = Claim(
        id="c1", type="statement", directness="indirect", speaker=None, source=None, cue=None, content=(content,),
        polarity="affirmed", certainty="certain", writer_stance="neutral", sentence="n1", confidence=1, why=("x",),
    )  # fmt: skip
    return EMPTY.model_copy(update={"claims": (claim,)})


def contents(rendered: str) -> Iterator[str]:
    """The lines of the content of the one claim."""
    lines = rendered.splitlines()
    start = next(i for i, line in enumerate(lines) if "no speaker named" in line) + 1
    end = next(i for i, line in enumerate(lines) if "paraphrased" in line)
    return (line.strip() for line in lines[start:end])


def test_terminal_opens_with_what_is_contested():
    assert render(REPORT).startswith(CONTESTED)


def test_terminal_ends_with_who_and_what_is_named():
    assert render(REPORT).endswith(CLOSING)


@pytest.mark.parametrize(
    "line",
    [
        "  └ accusation   Pakistan                                                     c2\n",
        "                 → denied by Hamdullah Fitrat (c8)\n",
        "                 → contradicted by Hamdullah Fitrat (c9)\n",
        "                 quoted · writer keeps a distance · ¶10 1454–1556\n",
        "                 passed on by Taliban-run state television\n",
        "                 → contradicts Pakistan (c2)\n",
        "  accusation     no speaker named                                            c10\n",
        "                 paraphrased · probable · unsure (41%) · ¶11 1820–1845\n",
        "                 → does not respond to Donald Trump (c15)\n",
    ],
)
def test_terminal_shows(line: str):
    assert line in render(REPORT)


@pytest.mark.parametrize("report", [REPORT, HOSTILE, EMPTY], ids=["sample", "hostile", "empty"])
@pytest.mark.parametrize("width", [30, 59, 60, 80, 200])
@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("full", [False, True])
def test_terminal_stays_inside_its_width(report: Report, width: int, plain: bool, full: bool):  # noqa: FBT001
    lines = render(report, width=width, plain=plain, full=full).splitlines()

    assert [line for line in lines if cell_len(line) > width] == []
    assert [line for line in lines if line != line.rstrip()] == []


@pytest.mark.parametrize("report", [REPORT, HOSTILE, EMPTY], ids=["sample", "hostile", "empty"])
def test_terminal_colour_adds_nothing_but_colour(report: Report):
    colored = render(report, color=True)
    bare = "\n".join(line.rstrip() for line in SGR.sub("", colored).split("\n"))

    assert "\x1b" in colored
    assert render(report) == bare


def test_terminal_uses_the_sixteen_colours_alone():
    codes = {int(code) for sequence in SGR.findall(render(REPORT, color=True)) for code in re.findall(r"\d+", sequence)}

    assert codes <= {0, 1, 2, 3, *range(30, 38), *range(90, 98)}


@pytest.mark.parametrize("options", [{}, {"full": True}, {"color": True}])
def test_terminal_lets_no_control_character_through(options: dict[str, bool]):
    left = SGR.sub("", render(HOSTILE, **options)) if options.get("color") else render(HOSTILE, **options)

    assert re.findall("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", left) == []


@pytest.mark.parametrize(
    "words",
    [
        HOSTILE_WORDS[0],
        HOSTILE_WORDS[1],
        "[/bold] [the mayor] lied [sic]",
        "␛[31mred␛[0m �2J ␇bell",
        "=HYPERLINK(evil)",
        "line�separator �gnihtemos�",
        HOSTILE_WORDS[6],
        HOSTILE_WORDS[7],
    ],
)
def test_terminal_shows_hostile_words_as_they_are(words: str):
    assert f"  ! {words}\n" in render(HOSTILE)


def test_terminal_plain_draws_in_ascii_and_without_colour():
    rendered = render(REPORT, plain=True, color=True)

    assert set("‘’“”") == {char for char in rendered if not char.isascii()}
    assert "\x1b" not in rendered


def test_terminal_full_shows_all_words_and_the_reasons():
    rendered = render(REPORT, full=True)
    flat = " ".join(rendered.split())

    assert [c.id for c in REPORT.claims if any(piece.text not in flat for piece in c.content)] == []
    assert "because: cue 'dismissed allegations' → denial" in flat
    assert "against: former President Joe Biden’s administration" in flat
    assert "…" not in rendered.replace("P…", "").replace("Tal…", "").replace(" … ", "")


def test_terminal_folds_long_content_to_three_lines():
    lines = list(contents(render(one_claim("word " * 100))))

    assert 3 == len(lines)
    assert lines[-1].endswith("…")


def test_terminal_says_so_where_characters_without_width_fill_the_fold():
    lines = list(contents(render(one_claim("a" + "\u0301" * 5000 + " hidden end"))))

    assert lines[-1].endswith("…")


def test_terminal_counts_the_cells_of_wide_characters():
    lines = list(contents(render(one_claim("漢" * 80))))

    assert [62, 62, 36] == [cell_len(line) for line in lines]


def test_terminal_folds_a_megabyte_at_once():
    lines = list(contents(render(one_claim("x" * 1_000_000))))

    assert 3 == len(lines)


def test_terminal_is_the_same_in_every_environment(monkeypatch: pytest.MonkeyPatch):
    expected = render(REPORT, color=True)
    for name, value in {"NO_COLOR": "1", "COLUMNS": "20", "TERM": "dumb", "FORCE_COLOR": ""}.items():
        monkeypatch.setenv(name, value)

    assert expected == render(REPORT, color=True)


def test_terminal_says_that_nothing_was_found():
    rendered = render(EMPTY)

    assert "0 claims · 0 speakers · 0 contested\n" in rendered
    assert "No claims were found in this article.\n" in rendered
    assert "Contested" not in rendered
