"""The sections of the terminal report, in the order in which an editor wants them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.rendering.figures import value_words
from claimx.rendering.outline import (
    FIELDS,
    LINK_WORDS,
    content_of,
    doubt,
    manner,
    outline,
    type_word,
)
from claimx.rendering.terminal.palette import STYLE_OF, STYLE_OF_ANSWER
from claimx.rendering.terminal.sheet import FANCY, PLAIN, Sheet

if TYPE_CHECKING:
    from claimx.rendering.outline import Answer, Outline, Place
    from claimx.schema import Claim, Entity, Report

_WIDEST = 110
_COLUMN = 17
_NARROW = 60
_NARROW_COLUMN = 6
_ROWS = 3
_VOICES = 20
_ANSWER_ROWS = 2
_ANSWER_WORDS = {
    "denies": "denied",
    "contradicts": "contradicted",
    "corroborates": "corroborated",
    "no_response": "no response",
}

_Parts = list[tuple[str, str]]


def render(
    report: Report,
    text: str = "",  # noqa: ARG001 - every renderer takes the text
    *,
    width: int = 80,
    color: bool = False,
    plain: bool = False,
    full: bool = False,
) -> str:
    """The report as lines for a terminal of `width` columns.

    `plain` draws with ASCII alone and uses no colour; `full` folds nothing and adds the reasons.
    """
    sheet = Sheet(width=min(width, _WIDEST), color=color and not plain, glyphs=PLAIN if plain else FANCY)
    found = outline(report)
    _header(sheet, found)
    _contested(sheet, found, full=full)
    _claims(sheet, found, full=full)
    _voices(sheet, found, full=full)
    _named(sheet, found, full=full)
    _warnings(sheet, report)
    return str(sheet)


def _header(sheet: Sheet, found: Outline) -> None:
    article = found.report.article
    sheet.hang([], [(article.title or article.path or article.id, "bold")], rows=3)
    byline = article.byline and f"by {article.byline}"
    path = article.path if article.title else None  # otherwise it stands above
    facts = (byline, article.published, article.dateline, path)
    if any(facts):
        sheet.line((_dotted(sheet, [fact or "" for fact in facts]), "dim"))
    contests = found.contests()
    denied = sum(1 for contest in contests if contest.denials)
    counts = [
        _counted(len(found.claims), "claim"),
        _counted(len(found.tallies()), "speaker"),
        f"{denied} contested",
        f"{len(contests) - denied} unanswered" if len(contests) > denied else "",
        _counted(len(found.report.warnings), "warning") if found.report.warnings else "",
    ]
    sheet.hang([], [(_dotted(sheet, counts), "")])


def _contested(sheet: Sheet, found: Outline, *, full: bool) -> None:
    contests = found.contests()
    if not contests:
        return
    sheet.rule("Contested")
    for contest in contests:
        sheet.gap()
        answers = contest.answers
        _claim_head(sheet, found, contest.claim)
        _content(sheet, contest.claim, rows=None if full else _ROWS, below=sheet.glyphs.stem)
        _footer(sheet, [_where(sheet, found.place(contest.claim))], below=sheet.glyphs.stem)
        for number, answer in enumerate(answers, 1):
            _answer(sheet, found, answer, is_last=number == len(answers), full=full)


def _answer(sheet: Sheet, found: Outline, answer: Answer, *, is_last: bool, full: bool) -> None:
    kind = answer.link.kind
    glyphs = sheet.glyphs
    below = " " * len(glyphs.stem) if is_last else glyphs.stem
    head: _Parts = [(glyphs.corner if is_last else glyphs.branch, "dim")]
    head.append((_ANSWER_WORDS[kind].ljust(_COLUMN - 2 - len(glyphs.branch)), STYLE_OF_ANSWER[kind]))
    sheet.aside([*head, *_voice(sheet, found, answer.claim)], answer.claim.id, indent=2)
    if kind != "no_response" or full:
        _content(sheet, answer.claim, rows=None if full else _ANSWER_ROWS, below=below)
    words = [_where(sheet, found.place(answer.claim)), doubt(answer.link.confidence)]
    if full:
        words.append(answer.link.why)
    _footer(sheet, words, below=below)


def _claims(sheet: Sheet, found: Outline, *, full: bool) -> None:
    sheet.rule("Who says what")
    if not found.claims:
        sheet.gap()
        sheet.line(("No claims were found in this article.", ""), indent=2)
    last: str | None = None
    for claim in found.claims:
        sheet.gap()
        # A speaker who goes on speaking is introduced once.
        _claim_head(sheet, found, claim, is_inner=found.depth(claim) > 0, is_known=claim.speaker == last)
        last = claim.speaker
        _content(sheet, claim, rows=None if full else _ROWS)
        _footer(sheet, [*manner(claim), _where(sheet, found.place(claim))])
        medium = found.voice(claim.relayed_by)
        if medium:
            _footer(sheet, [f"passed on by {medium.name}"])
        for answer in found.answers.get(claim.id, ()):
            _cross(sheet, found, LINK_WORDS[answer.link.kind][0], answer)
        for answer in found.replies.get(claim.id, ()):
            _cross(sheet, found, LINK_WORDS[answer.link.kind][1], answer)
        if full:
            _reasons(sheet, claim)


def _claim_head(sheet: Sheet, found: Outline, claim: Claim, *, is_inner: bool = False, is_known: bool = False) -> None:
    branch = sheet.glyphs.corner if is_inner else ""
    word = type_word(claim).ljust(_COLUMN - 2 - len(branch))
    head: _Parts = [(branch, "dim"), (word, STYLE_OF[claim.type])]
    voice = _voice(sheet, found, claim)
    sheet.aside([*head, *(voice[:1] if is_known else voice)], claim.id, indent=2)


def _voice(sheet: Sheet, found: Outline, claim: Claim) -> _Parts:
    voice = found.voice(claim.speaker)
    if voice is None:
        return [("no speaker named", "italic dim")]
    return [(voice.name, "bold"), *((sheet.glyphs.dot + part, "") for part in voice.standing)]


def _content(sheet: Sheet, claim: Claim, *, rows: int | None, below: str = "") -> None:
    words = content_of(claim, ellipsis=sheet.glyphs.ellipsis)
    if words:
        sheet.hang([(below, "dim")], [(words, "")], indent=2, column=_body(sheet), below=below, rows=rows)


def _footer(sheet: Sheet, words: list[str], *, below: str = "") -> None:
    body = [(_dotted(sheet, words), "dim")]
    sheet.hang([(below, "dim")], body, indent=2, column=_body(sheet), below=below)


def _cross(sheet: Sheet, found: Outline, words: str, answer: Answer) -> None:
    voice = found.voice(answer.claim.speaker)
    who = f" {voice.name}" if voice else " an unnamed source"
    style = "red" if answer.link.kind in ("denies", "contradicts") else "dim"
    body = [(f"{sheet.glyphs.arrow} {words}", style), (who, ""), (f" ({answer.claim.id})", "dim")]
    sheet.hang([], body, column=_body(sheet), rows=1)


def _reasons(sheet: Sheet, claim: Claim) -> None:
    facts = [
        ("source", claim.source.text if claim.source else None),
        ("cue", claim.cue.text if claim.cue else None),
        ("to", claim.addressee.text if claim.addressee else None),
        ("against", claim.target.text if claim.target else None),
        ("confidence", f"{claim.confidence:.2f}"),
        *(("because", why) for why in claim.why),
    ]
    for name, words in facts:
        if words:
            sheet.hang([], [(f"{name}: ", "dim"), (words, "")], column=_body(sheet))


def _voices(sheet: Sheet, found: Outline, *, full: bool) -> None:
    tallies = found.tallies()
    if not tallies:
        return
    sheet.rule("Who says how much")
    sheet.gap()
    most = tallies[0].claims
    room = _COLUMN - 8
    shown = tallies if full else tallies[:_VOICES]
    for tally in shown:
        bar = sheet.glyphs.bar * max(1, round(tally.claims / most * room))
        voice = found.voice(tally.speaker.id)
        standing = [(sheet.glyphs.dot + part, "") for part in voice.standing] if voice else []
        head = [(f"{tally.claims:>4} ", "bold"), (bar.ljust(_COLUMN - 6), "dim"), (tally.speaker.name, "bold")]
        sheet.aside([*head, *standing], f"{tally.quoted} quoted" if tally.quoted else "", indent=1)
    if len(shown) < len(tallies):
        sheet.hang([], [(f"and {len(tallies) - len(shown)} more (--full shows all)", "dim")], indent=1, column=_COLUMN)
    nobody = sum(1 for claim in found.claims if claim.speaker is None)
    if nobody:
        sheet.hang([(f"{nobody:>4} ", "bold")], [("no speaker named", "italic dim")], indent=1, column=_COLUMN)


def _named(sheet: Sheet, found: Outline, *, full: bool) -> None:
    fields = [(heading, entities) for heading, labels in FIELDS if (entities := found.listed(labels))]
    if not fields:
        return
    sheet.rule("Named in the article")
    for heading, entities in fields:
        sheet.gap()
        if any(entity.value for entity in entities):
            for number, entity in enumerate(entities):
                _valued(sheet, found, entity, heading if number == 0 else "")
            continue
        body: _Parts = []
        for entity in entities:
            body += [(sheet.glyphs.dot, "dim")] if body else []
            body += [(entity.name, ""), (_times(sheet, len(entity.mentions)), "dim")]
        sheet.hang([(heading, "bold")], body, indent=2, column=_COLUMN, rows=None if full else 6)


def _valued(sheet: Sheet, found: Outline, entity: Entity, heading: str) -> None:
    value = value_words(entity)
    body: _Parts = [(entity.name, ""), (_times(sheet, len(entity.mentions)), "dim")]
    if value and value != entity.name:
        body += [(f" {sheet.glyphs.arrow} ", "dim"), (value, "bold")]
    place = found.place_of(entity.mentions[:1])
    if place.paragraph:
        body.append((f"  {sheet.glyphs.paragraph}{place.paragraph}", "dim"))
    sheet.hang([(heading, "bold")], body, indent=2, column=_COLUMN, rows=2)


def _warnings(sheet: Sheet, report: Report) -> None:
    if not report.warnings:
        return
    sheet.rule("Warnings")
    sheet.gap()
    for warning in report.warnings:
        sheet.hang([("!", "bold red")], [(warning, "")], indent=2, column=4)


def _body(sheet: Sheet) -> int:
    return _COLUMN if sheet.width >= _NARROW else _NARROW_COLUMN


def _where(sheet: Sheet, place: Place) -> str:
    offsets = f"{place.start}{sheet.glyphs.dash}{place.end}"
    return offsets if place.paragraph is None else f"{sheet.glyphs.paragraph}{place.paragraph} {offsets}"


def _dotted(sheet: Sheet, words: list[str]) -> str:
    return sheet.glyphs.dot.join(word for word in words if word)


def _times(sheet: Sheet, count: int) -> str:
    return f" {sheet.glyphs.times}{count}" if count > 1 else ""


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
