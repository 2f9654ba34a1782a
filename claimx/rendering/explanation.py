"""Why a report says what it says of one claim, as data: enough to check it against the article, and to mend it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, fields, is_dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from claimx.claims.directness import SOME, WHOLE
from claimx.rendering.outline import content_of, outline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from claimx.claims.types.grounds import Grounds
    from claimx.rendering.outline import Answer, Outline
    from claimx.schema import Claim, Report, Sentence, Span

Role = Literal["source", "cue", "content", "addressee", "target"]
Direction = Literal["to", "from"]

SPEAKER = "speaker: "
HEAD = "learned head: "

SHARES = f"direct from {WHOLE:.0%} of its letters on, indirect up to {SOME:.0%}"
COUNTED = frozenset({"speech", "scare"})
MEANINGS = {
    "direct": "all of it stands in quotation marks",
    "mixed": "some of it stands in quotation marks",
    "indirect": "none of it stands in quotation marks that count",
    "affirmed": "it says that something is so",
    "negated": "it says that something is not so",
    "certain": "put as sure",
    "probable": "put as likely",
    "possible": "put as possible",
    "unknown": "its words do not tell how sure",
    "neutral": "the writer only passes it on",
    "distanced": "the writer keeps a distance",
    "endorsed": "the writer takes it for true",
}
"""The values of directness, polarity, certainty and the writer's stance, in words."""
CONFIDENCE = (
    "how likely it is that this claim stands in the article with this source and this content, measured on articles "
    "annotated by hand; it does not tell whether the type and the speaker are right, nor whether what is said is true"
)


class Place(NamedTuple):
    """A stretch of the article: a sentence; `paragraph` counts from 1."""

    id: str
    start: int
    end: int
    paragraph: int
    text: str


class Part(NamedTuple):
    """A span of the claim and what it is in it; `lemma` stands on cues."""

    role: Role
    start: int
    end: int
    text: str
    lemma: str | None = None


class Reason(NamedTuple):
    """What speaks for the type: words of a rule or a cue, or the learned head with its probability."""

    words: str
    score: float | None


class Party(NamedTuple):
    """A speaker with whatever tells who that is."""

    id: str
    name: str
    kind: str
    role: str | None
    represents: str | None


class Quoted(NamedTuple):
    """A passage in quotation marks that reaches into the content; names of works and nicknames do not count."""

    id: str
    kind: str
    start: int
    end: int
    text: str
    counts: bool


class Tie(NamedTuple):
    """A link of the claim: `to` another that it answers, or `from` one that answers it."""

    kind: str
    direction: Direction
    claim: str
    speaker: str | None
    content: str
    confidence: float
    why: str


class ClaimLine(NamedTuple):
    """A claim in a line."""

    id: str
    type: str
    speaker: str | None
    content: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """All that is known of one claim. `grounds` is None where only a saved report was there to be asked.

    `quoted_share` is the share of the content's letters and digits that stands in quotation marks.
    `text_at_hand` is false where the article itself was not; the sentences then hold only what the report quotes.
    """

    article: str
    path: str | None
    text_at_hand: bool
    claim: str
    type: str
    type_reasons: tuple[Reason, ...]
    grounds: Grounds | None
    sentences: tuple[Place, ...]
    spans: tuple[Part, ...]
    speaker: Party | None
    relayed_by: Party | None
    speaker_reasons: tuple[str, ...]
    directness: str
    quoted_share: float
    quotations: tuple[Quoted, ...]
    polarity: str
    certainty: str
    writer_stance: str
    parent: str | None
    children: tuple[str, ...]
    links: tuple[Tie, ...]
    confidence: float
    confidence_means: str


def claim_lines(report: Report) -> tuple[ClaimLine, ...]:
    """The claims of a report in a line each, in its order."""
    found = outline(report)
    return tuple(
        ClaimLine(
            claim.id, claim.type, voice.name if (voice := found.voice(claim.speaker)) else None, content_of(claim)
        )
        for claim in report.claims
    )


def explain(report: Report, text: str, claim_id: str, *, grounds: Grounds | None = None) -> Explanation:
    """The explanation of a claim that the report has; `text` is the article's, as far as it is at hand."""
    found = outline(report)
    claim = found.claim_of[claim_id]
    parts = tuple(_parts(claim))
    quotations = tuple(_quotations(report, claim))
    return Explanation(
        article=report.article.title or report.article.path or report.article.id,
        path=report.article.path,
        text_at_hand=sha256(text.encode("utf-8", "surrogatepass")).hexdigest() == report.article.sha256,
        claim=claim.id,
        type=claim.type,
        type_reasons=tuple(_reason(why) for why in claim.why if not why.startswith(SPEAKER)),
        grounds=grounds,
        sentences=tuple(_sentences(report, text, claim, parts)),
        spans=parts,
        speaker=_party(found, claim.speaker),
        relayed_by=_party(found, claim.relayed_by),
        speaker_reasons=tuple(why.removeprefix(SPEAKER) for why in claim.why if why.startswith(SPEAKER)),
        directness=claim.directness,
        quoted_share=_quoted_share(claim, [quoted for quoted in quotations if quoted.counts]),
        quotations=quotations,
        polarity=claim.polarity,
        certainty=claim.certainty,
        writer_stance=claim.writer_stance,
        parent=claim.parent,
        children=tuple(inner.id for inner in report.claims if inner.parent == claim.id),
        links=(
            *(_tie(found, answer, "to") for answer in found.replies.get(claim.id, ())),
            *(_tie(found, answer, "from") for answer in found.answers.get(claim.id, ())),
        ),
        confidence=claim.confidence,
        confidence_means=CONFIDENCE,
    )


def as_data(value: object) -> Any:
    """An explanation, or a part of one, as dictionaries and lists for JSON."""
    if isinstance(value, tuple):
        names = getattr(value, "_fields", None)
        items = [as_data(item) for item in value]
        return items if names is None else dict(zip(names, items, strict=True))
    if is_dataclass(value):
        return {field.name: as_data(getattr(value, field.name)) for field in fields(value)}
    return value


def _parts(claim: Claim) -> Iterator[Part]:
    if claim.source:
        yield _part("source", claim.source)
    if claim.cue:
        yield _part("cue", claim.cue)._replace(lemma=claim.cue.lemma)
    for piece in claim.content:
        yield _part("content", piece)
    if claim.addressee:
        yield _part("addressee", claim.addressee)
    if claim.target:
        yield _part("target", claim.target)


def _part(role: Role, span: Span) -> Part:
    return Part(role, span.start, span.end, span.text)


def _reason(why: str) -> Reason:
    """The reason; of the learned head's, the probability is taken out of its words."""
    words, _, score = why.rpartition(" ")
    try:
        return Reason(words, float(score)) if why.startswith(HEAD) else Reason(why, None)
    except ValueError:
        return Reason(why, None)


def _sentences(report: Report, text: str, claim: Claim, parts: Iterable[Part]) -> Iterator[Place]:
    """The sentences in which the claim has a span, in text order, and the one that it counts to."""
    wanted = {place for place, sentence in enumerate(report.sentences) if sentence.id == claim.sentence}
    for part in parts:
        place = max(0, bisect_right(report.sentences, part.start, key=_start) - 1)
        while place < len(report.sentences) and report.sentences[place].start < part.end:
            if part.start < report.sentences[place].end:
                wanted.add(place)
            place += 1
    for place in sorted(wanted):
        one = report.sentences[place]
        yield Place(one.id, one.start, one.end, one.paragraph + 1, text[one.start : one.end])


def _start(sentence: Sentence) -> int:
    return sentence.start


def _quotations(report: Report, claim: Claim) -> Iterator[Quoted]:
    for quotation in report.quotations:
        if any(quotation.start < piece.end and piece.start < quotation.end for piece in claim.content):
            counts = quotation.kind in COUNTED
            yield Quoted(quotation.id, quotation.kind, quotation.start, quotation.end, quotation.text, counts)


def _quoted_share(claim: Claim, quotations: Sequence[Quoted]) -> float:
    """The share of the letters and digits of the content that stand in one of the quotations."""
    letters = quoted = 0
    for piece in claim.content:
        flags = bytearray(len(piece.text))
        for quotation in quotations:
            low, high = max(0, quotation.start - piece.start), min(len(piece.text), quotation.end - piece.start)
            if low < high:
                flags[low:high] = b"\1" * (high - low)
        letters += sum(map(str.isalnum, piece.text))
        quoted += sum(1 for mark, flag in zip(piece.text, flags, strict=True) if flag and mark.isalnum())
    return round(quoted / letters, 3) if letters else 0.0


def _party(found: Outline, speaker_id: str | None) -> Party | None:
    speaker, voice = found.speaker_of.get(speaker_id or ""), found.voice(speaker_id)
    if speaker is None or voice is None:
        return None
    return Party(speaker.id, speaker.name, speaker.kind, speaker.role, voice.represents)


def _tie(found: Outline, answer: Answer, direction: Direction) -> Tie:
    link, voice = answer.link, found.voice(answer.claim.speaker)
    name = voice.name if voice else None
    return Tie(link.kind, direction, answer.claim.id, name, content_of(answer.claim), link.confidence, link.why)
