"""The explanation of a claim for people at a terminal, and the list of claims to choose one from."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from claimx.rendering.explanation import MEANINGS, SHARES
from claimx.rendering.outline import LINK_WORDS
from claimx.rendering.terminal.palette import STYLE_OF
from claimx.rendering.terminal.sheet import FANCY, PLAIN, Sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claimx.claims.types.grounds import CueEntry, Grounds, Score
    from claimx.rendering.explanation import ClaimLine, Explanation, Part, Party, Place

_COLUMN = 17
_WIDEST = 110
_ROWS = 40
_SPAN_ROWS = 6
_TYPE_WIDTH = 13
_MARKED = {"source": "bold cyan", "cue": "bold yellow", "content": "underline"}
_BRACKETS = {True: ("<", ">"), False: ("⟨", "⟩")}
_SPACE = re.compile(r"\s+")
_KINDS = {"title": "the name of a work", "nickname": "a nickname"}
_DECIDERS = {
    "cue": "the cue: it is right often enough to decide alone",
    "content rule": "a rule about the content that is right often enough to decide alone",
    "vote": "the vote: no cue or rule is right often enough to decide alone",
}

_Parts = list[tuple[str, str]]


def render_explanation(found: Explanation, *, width: int = 80, color: bool = False, plain: bool = False) -> str:
    """The explanation as lines for a terminal of `width` columns; `plain` draws with ASCII alone, without colour."""
    sheet = Sheet(width=min(width, _WIDEST), color=color and not plain, glyphs=PLAIN if plain else FANCY)
    sheet.hang([], [(f"{found.claim} ", "bold"), (found.type.replace("_", " "), _style(found.type))])
    sheet.hang([], [(found.article, "dim")], rows=1)
    _sentences(sheet, found, brackets=_BRACKETS[plain])
    _spans(sheet, found)
    _type(sheet, found)
    _speaker(sheet, found)
    _wording(sheet, found)
    _links(sheet, found)
    sheet.rule("Confidence")
    sheet.gap()
    _row(sheet, f"{found.confidence:.2f}", [(found.confidence_means, "")])
    return str(sheet)


def render_claims(claims: Sequence[ClaimLine], *, width: int = 80, color: bool = False, plain: bool = False) -> str:
    """The claims in a line each, their ids in front."""
    sheet = Sheet(width=min(width, _WIDEST), color=color and not plain, glyphs=PLAIN if plain else FANCY)
    ids = max((len(claim.id) for claim in claims), default=0)
    for claim in claims:
        kind = claim.type.replace("_", " ").ljust(_TYPE_WIDTH)
        who = (claim.speaker, "bold") if claim.speaker else ("no speaker named", "italic dim")
        sheet.line((claim.id.rjust(ids) + "  ", "bold"), (kind, _style(claim.type)), who, (f": {claim.content}", ""))
    if not claims:
        sheet.line(("No claims were found in this article.", ""))
    return str(sheet)


def marked(sentence: Place, parts: Iterable[Part], *, brackets: tuple[str, str] = _BRACKETS[False]) -> _Parts:
    """The sentence, styled, with brackets around the source, the cue and the content that stand in it.

    What begins before the sentence or ends after it is open at that side, and marked with an ellipsis.
    """
    opened, closed = brackets
    events: dict[int, tuple[list[Part], list[Part]]] = defaultdict(lambda: ([], []))
    for part in parts:
        if part.role in _MARKED and max(part.start, sentence.start) < min(part.end, sentence.end):
            events[max(part.start, sentence.start)][0].append(part)
            events[min(part.end, sentence.end)][1].append(part)
    out: _Parts = []
    inside: list[Part] = []
    last = sentence.start
    for at in sorted(events):
        out.append((sentence.text[last - sentence.start : at - sentence.start], _styles(inside)))
        begun, ended = events[at]
        for part in ended:
            out.append((("…" if part.end > sentence.end else "") + closed, "dim"))
            inside.remove(part)
        for part in sorted(begun, key=_length, reverse=True):
            out.append((f"{opened}{part.role}: " + ("…" if part.start < sentence.start else ""), "dim"))
            inside.append(part)
        last = at
    out.append((sentence.text[last - sentence.start :], _styles(inside)))
    return [(_SPACE.sub(" ", words), style) for words, style in out if words]


def _styles(inside: Sequence[Part]) -> str:
    return " ".join(_MARKED[part.role] for part in inside)


def _length(part: Part) -> int:
    return part.end - part.start


def _style(kind: str) -> str:
    return next((style for name, style in STYLE_OF.items() if name == kind), "bold")


def _row(sheet: Sheet, label: str, body: _Parts, *, rows: int | None = None) -> None:
    sheet.hang([(label, "bold")], body, indent=2, column=_COLUMN, rows=rows)


def _sentences(sheet: Sheet, found: Explanation, *, brackets: tuple[str, str]) -> None:
    sheet.rule("Sentence" if len(found.sentences) == 1 else "Sentences")
    for sentence in found.sentences:
        sheet.gap()
        _row(
            sheet,
            f"{sentence.id} {sheet.glyphs.paragraph}{sentence.paragraph}",
            marked(sentence, found.spans, brackets=brackets),
            rows=_ROWS,
        )
    if not found.text_at_hand:
        sheet.gap()
        _row(sheet, "", [("The article is not at hand: only what the report quotes is shown.", "italic")])


def _spans(sheet: Sheet, found: Explanation) -> None:
    sheet.rule("Spans")
    sheet.gap()
    for part in found.spans:
        lemma = f" ({part.lemma})" if part.lemma and part.lemma != part.text else ""
        body = [(_SPACE.sub(" ", part.text), ""), (f"{lemma}  {part.start}{sheet.glyphs.dash}{part.end}", "dim")]
        _row(sheet, part.role, body, rows=_SPAN_ROWS)
    if found.parent:
        _row(sheet, "inside", [(found.parent, "")])
    if found.children:
        _row(sheet, "around", [(", ".join(found.children), "")])


def _type(sheet: Sheet, found: Explanation) -> None:
    sheet.rule("Type")
    sheet.gap()
    _row(sheet, found.type.replace("_", " "), [("because", "dim")])
    for reason in found.type_reasons:
        score = "" if reason.score is None else f" {reason.score:.2f}"
        _row(sheet, "", [(reason.words, ""), (score, "bold")])
    if found.grounds is None:
        _row(sheet, "", [("For the scores of all voices, explain the article instead of its report.", "italic dim")])
        return
    sheet.gap()
    for label, words in _grounds(found.grounds):
        _row(sheet, label, [(words, "")])


def _grounds(grounds: Grounds) -> Iterator[tuple[str, str]]:
    yield "decided by", f"{_DECIDERS[grounds.decided_by]} (from {grounds.threshold:.2f} on)"
    if grounds.cue:
        yield "cue", _entry(grounds.cue)
    for cue in grounds.other_cues:
        yield "other cue", _entry(cue)
    for rule in grounds.rules:
        yield "rule", f"{rule.rule}: {rule.type}, right in {rule.precision:.2f} (from {rule.source})"
    yield "weights", _scores(grounds.weights)
    if grounds.features:
        yield "", f"most for {grounds.together[0].type}: {', '.join(grounds.features)}"
    yield "learned head", _scores(grounds.learned) or "the pipeline has none"
    if grounds.learned:
        yield "both", _scores(grounds.together)


def _entry(cue: CueEntry) -> str:
    frame = f" with {cue.frame}" if cue.frame else ""
    return f"'{cue.cue}'{frame}: {cue.type or 'not a claim'}, right in {cue.precision:.2f} (from {cue.source})"


def _scores(scores: Iterable[Score]) -> str:
    return ", ".join(f"{score.type} {score.probability:.2f}" for score in scores)


def _speaker(sheet: Sheet, found: Explanation) -> None:
    sheet.rule("Speaker")
    sheet.gap()
    if found.speaker is None:
        _row(sheet, "nobody", [("the article does not say who", "")])
    else:
        _row(sheet, found.speaker.id, _party(sheet, found.speaker))
    for why in found.speaker_reasons:
        _row(sheet, "", [(why, "")])
    if found.relayed_by:
        _row(sheet, "passed on by", _party(sheet, found.relayed_by))


def _party(sheet: Sheet, party: Party) -> _Parts:
    standing = [part for part in (party.role, party.represents, party.kind) if part and part != party.name]
    return [(party.name, "bold"), *((sheet.glyphs.dot + part, "") for part in standing)]


def _wording(sheet: Sheet, found: Explanation) -> None:
    sheet.rule("How it is put")
    sheet.gap()
    share = f"{found.quoted_share:.0%} of its letters stand in quotation marks ({SHARES})"
    _row(sheet, found.directness, [(share, "")])
    for quoted in found.quotations:
        kind = quoted.kind if quoted.counts else f"{_KINDS.get(quoted.kind, quoted.kind)}, does not count"
        place = f"  {quoted.start}{sheet.glyphs.dash}{quoted.end} {quoted.id}, {kind}"
        _row(sheet, "", [(_SPACE.sub(" ", quoted.text), ""), (place, "dim")], rows=_SPAN_ROWS)
    for value in (found.polarity, found.certainty, found.writer_stance):
        _row(sheet, value, [(MEANINGS[value], "")])


def _links(sheet: Sheet, found: Explanation) -> None:
    sheet.rule("Links")
    sheet.gap()
    for link in found.links:
        words = LINK_WORDS[link.kind][0 if link.direction == "from" else 1]
        body = [(f"{link.speaker or 'an unnamed source'}: ", "bold"), (_SPACE.sub(" ", link.content), "")]
        sheet.hang([], [(f"{words} {link.claim} ", "bold"), *body], indent=2, column=2, rows=_SPAN_ROWS)
        _row(sheet, f"{link.confidence:.2f}", [(link.why, "dim")])
    if not found.links:
        _row(sheet, "none", [("it answers no other claim, and none answers it", "")])
