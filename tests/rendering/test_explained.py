from __future__ import annotations

import re

import pytest
from rich.cells import cell_len

from claimx.claims.types.grounds import CueEntry, Grounds, RuleMet, Score
from claimx.rendering.explanation import Part, Place, claim_lines, explain
from claimx.rendering.terminal.explained import marked, render_claims, render_explanation
from claimx.schema import CLAIM_TYPES
from tests.rendering.reports import EMPTY, HOSTILE, HOSTILE_TEXT, HOSTILE_WORDS, REPORT, TEXT

SGR = re.compile(r"\x1b\[[0-9;]*m")
DENIAL = """\
c8 denial
Pakistan says Afghan-based ‘terrorists’ increasingly use US arms for…

Sentence ───────────────────────────────────────────────────────────────────────

  n8 ¶9          ⟨source: Hamdullah Fitrat, the deputy Taliban spokesperson,⟩
                 ⟨cue: vehemently dismissed allegations⟩ Thursday ⟨content: that
                 the military hardware in question has been acquired by
                 terrorist organizations and is being utilized in attacks
                 against Pakistani territory⟩.

Spans ──────────────────────────────────────────────────────────────────────────

  source         Hamdullah Fitrat, the deputy Taliban spokesperson,  1214–1264
  cue            vehemently dismissed allegations (dismiss)  1265–1297
  content        that the military hardware in question has been acquired by
                 terrorist organizations and is being utilized in attacks
                 against Pakistani territory  1307–1451

Type ───────────────────────────────────────────────────────────────────────────

  denial         because
                 cue 'dismissed allegations' → denial
                 For the scores of all voices, explain the article instead of
                 its report.

Speaker ────────────────────────────────────────────────────────────────────────

  s3             Hamdullah Fitrat · deputy Taliban spokesperson · Taliban ·
                 person

How it is put ──────────────────────────────────────────────────────────────────

  indirect       0% of its letters stand in quotation marks (direct from 98% of
                 its letters on, indirect up to 3%)
  negated        it says that something is not so
  certain        put as sure
  neutral        the writer only passes it on

Links ──────────────────────────────────────────────────────────────────────────

  denies c2 Pakistan: that militants are using modern weapons left behind by the
  United States military for cross-border terrorism
  0.81           'dismissed allegations' answers the charge

Confidence ─────────────────────────────────────────────────────────────────────

  0.95           how likely it is that this claim stands in the article with
                 this source and this content, measured on articles annotated by
                 hand; it does not tell whether the type and the speaker are
                 right, nor whether what is said is true
"""
GROUNDS = Grounds(
    decided_by="vote",
    threshold=0.85,
    cue=CueEntry("dismiss {charge}", "clause", "denial", 0.8, "own"),
    other_cues=(CueEntry("dismiss", "", None, 0.4, "taxonomy"),),
    rules=(RuleMet("untrue", "denial", 0.7, "own"),),
    weights=(Score("denial", 0.7), Score("criticism", 0.2)),
    learned=(Score("denial", 0.9),),
    together=(Score("denial", 0.8),),
    features=("cue 'dismiss'", "content 'not'"),
)
VOICES = """\
  decided by     the vote: no cue or rule is right often enough to decide alone
                 (from 0.85 on)
  cue            'dismiss {charge}' with clause: denial, right in 0.80 (from
                 own)
  other cue      'dismiss': not a claim, right in 0.40 (from taxonomy)
  rule           untrue: denial, right in 0.70 (from own)
  weights        denial 0.70, criticism 0.20
                 most for denial: cue 'dismiss', content 'not'
  learned head   denial 0.90
  both           denial 0.80

Speaker"""


def test_explained_tells_people_all_of_it():
    assert DENIAL == render_explanation(explain(REPORT, TEXT, "c8"))


def test_explained_tells_the_scores_of_all_voices():
    assert VOICES in render_explanation(explain(REPORT, TEXT, "c8", grounds=GROUNDS))


def test_explained_tells_how_it_stands_with_others():
    rendered = render_explanation(explain(REPORT, TEXT, "c2"))

    assert "  inside         c1\n" in rendered
    assert "  denied by c8 Hamdullah Fitrat: that the military" in rendered
    assert "  around         c2\n" in render_explanation(explain(REPORT, TEXT, "c1"))
    assert "  passed on by   Taliban-run state television · Taliban · medium\n" in render_explanation(
        explain(REPORT, TEXT, "c9")
    )
    assert "  nobody         the article does not say who\n" in render_explanation(explain(REPORT, TEXT, "c10"))


@pytest.mark.parametrize(("report", "text"), [(REPORT, TEXT), (HOSTILE, HOSTILE_TEXT)], ids=["sample", "hostile"])
@pytest.mark.parametrize("width", [24, 80])
def test_explained_fits_the_width(report, text, width):
    pages = [render_explanation(explain(report, text, claim.id), width=width) for claim in report.claims]
    pages.append(render_claims(claim_lines(report), width=width))

    assert [] == [line for page in pages for line in page.splitlines() if cell_len(line) > max(width, 25)]


def test_explained_colours_change_no_words():
    for claim in REPORT.claims:
        found = explain(REPORT, TEXT, claim.id)
        colored = render_explanation(found, color=True)

        assert SGR.search(colored)
        assert render_explanation(found) == SGR.sub("", colored)


def test_explained_plainly_is_ascii_but_for_the_article():
    found = explain(REPORT, TEXT, "c18")
    rendered = render_explanation(found, plain=True, color=True)

    assert "<source: Taliban officials> <cue: have not publicly responded to> <content:" in " ".join(rendered.split())
    assert {mark for mark in rendered if not mark.isascii()} <= {*TEXT, "→"}  # the arrow stands in the report's reason


def test_explained_prints_no_control_characters():
    for claim in HOSTILE.claims:
        rendered = render_explanation(explain(HOSTILE, HOSTILE_TEXT, claim.id))

        assert not set("\x1b\x9b\x07\u2028\u202e") & set(rendered)
    assert "[/bold] [the mayor] lied [sic]" in HOSTILE_WORDS
    assert "[/bold] [the mayor] lied [sic]" in render_explanation(explain(HOSTILE, HOSTILE_TEXT, "c3"))


def _shown(sentence: Place, *parts: Part) -> str:
    return "".join(words for words, _ in marked(sentence, parts))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ([], "abcdefghij"),
        ([("source", 10, 13), ("cue", 13, 15)], "⟨source: abc⟩⟨cue: de⟩fghij"),
        ([("content", 10, 20)], "⟨content: abcdefghij⟩"),
        ([("source", 12, 14), ("content", 10, 20)], "⟨content: ab⟨source: cd⟩efghij⟩"),
        ([("source", 10, 14), ("content", 10, 20)], "⟨content: ⟨source: abcd⟩efghij⟩"),
        ([("content", 5, 12), ("content", 18, 30)], "⟨content: …ab⟩cdefgh⟨content: ij…⟩"),
        ([("content", 20, 30), ("source", 0, 10), ("cue", 12, 12)], "abcdefghij"),
        ([("target", 10, 13), ("addressee", 10, 13)], "abcdefghij"),
        ([("cue", 12, 15), ("cue", 12, 15)], "ab⟨cue: ⟨cue: cde⟩⟩fghij"),
        ([("source", 11, 15), ("cue", 13, 18)], "a⟨source: bc⟨cue: de⟩fgh⟩ij"),
    ],
)
def test_marked_brackets_what_stands_in_the_sentence(parts, expected):
    sentence = Place("n1", 10, 20, 1, "abcdefghij")

    assert expected == _shown(sentence, *(Part(role, start, end, "x") for role, start, end in parts))


def test_marked_takes_many_parts():
    sentence = Place("n1", 0, 20_000, 1, "ab" * 10_000)
    parts = [Part("content", at, at + 1, "a") for at in range(0, 20_000, 2)]

    assert 10_000 == _shown(sentence, *parts).count("⟨content: a⟩b")


def test_explained_lists_claims():
    lines = render_claims(claim_lines(REPORT)).splitlines()

    assert " c4  statement    Shafqat Ali Khan: “The proofs are regularly provided,”" == lines[3]
    assert "c10  accusation   no speaker named: Tehrik-i-Taliban Pakistan" == lines[9]
    assert "No claims were found in this article.\n" == render_claims(claim_lines(EMPTY))


def test_explained_lists_every_type_in_its_column():
    assert all(len(kind) < 13 for kind in CLAIM_TYPES)
