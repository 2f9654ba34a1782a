"""What the renderers for people have in common: a report with its ids looked up, and what is contested in it."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from claimx.schema import Claim, Entity, Link, Paragraph, Report, Span, Speaker

UNSURE = 0.6
"""A confidence below this is shown to the reader."""

LINK_WORDS = {
    "denies": ("denied by", "denies"),
    "contradicts": ("contradicted by", "contradicts"),
    "corroborates": ("corroborated by", "corroborates"),
    "no_response": ("no response from", "does not respond to"),
}
"""Each kind of link in words: as the claim that it points to has it, and as the one that it comes from."""

DIRECTNESS_WORDS = {"direct": "quoted", "mixed": "partly quoted", "indirect": "paraphrased"}
STANCE_WORDS = {"distanced": "writer keeps a distance", "endorsed": "writer endorses"}

FIELDS = (
    ("Countries", frozenset({"COUNTRY"})),
    ("Groups", frozenset({"GROUP"})),
    ("Sums of money", frozenset({"MONEY"})),
    ("Dates", frozenset({"DATE", "TIME"})),
)
"""The entities that are listed for readers: a heading, and the labels below it."""


class Place(NamedTuple):
    """Where something stands: offsets, and the number of its paragraph, from 1."""

    start: int
    end: int
    paragraph: int | None

    def __str__(self) -> str:
        """The paragraph and the offsets, `¶5 540–571`."""
        offsets = f"{self.start}–{self.end}"
        return offsets if self.paragraph is None else f"¶{self.paragraph} {offsets}"


class Answer(NamedTuple):
    """A claim that a link joins to another."""

    link: Link
    claim: Claim


class Contest(NamedTuple):
    """A contest of the report's summary with its ids looked up: who says the same, who denies it, who stays silent."""

    claim: Claim
    supports: tuple[Answer, ...]
    denials: tuple[Answer, ...]
    silences: tuple[Answer, ...]

    @property
    def answers(self) -> tuple[Answer, ...]:
        """All who take part: on the claim's side, against it, in silence."""
        return (*self.supports, *self.denials, *self.silences)


class Voice(NamedTuple):
    """A speaker as a reader wants to see one: the name, then whatever tells who that is."""

    name: str
    role: str | None
    represents: str | None

    @property
    def standing(self) -> tuple[str, ...]:
        """The role and the party, where they say more than the name does."""
        return tuple(part for part in (self.role, self.represents) if part and part != self.name)

    def __str__(self) -> str:
        """The name and the standing, dots between them."""
        return " · ".join((self.name, *self.standing))


class Tally(NamedTuple):
    """A speaker and how many claims the article gives to that name; `quoted` of them in the speaker's own words."""

    speaker: Speaker
    claims: int
    quoted: int


@dataclass(frozen=True, slots=True)
class Outline:
    """A report with its ids looked up; `claims` stand in the order of the text, each after its parent."""

    report: Report
    claims: tuple[Claim, ...]
    claim_of: dict[str, Claim]
    speaker_of: dict[str, Speaker]
    entity_of: dict[str, Entity]
    answers: dict[str, tuple[Answer, ...]]
    replies: dict[str, tuple[Answer, ...]]

    def voice(self, speaker_id: str | None) -> Voice | None:
        """The speaker with this id in words; nothing for nobody."""
        speaker = self.speaker_of.get(speaker_id or "")
        if speaker is None:
            return None
        party = self.entity_of.get(speaker.represents or "")
        return Voice(speaker.name, speaker.role, party.name if party else None)

    def place(self, claim: Claim) -> Place:
        """Where a claim's content stands; its cue or source, where it has no content."""
        return self.place_of(_anchors(claim))

    def place_of(self, spans: Iterable[Span]) -> Place:
        """From where the first of some spans begins up to where the last one ends."""
        spans = list(spans)
        start = min((span.start for span in spans), default=0)
        paragraphs = self.report.article.paragraphs
        index = bisect_right(paragraphs, start, key=_paragraph_start) - 1
        return Place(start, max((span.end for span in spans), default=0), index + 1 if index >= 0 else None)

    def depth(self, claim: Claim) -> int:
        """How many claims this one stands inside of."""
        depth, seen = 0, {claim.id}
        while claim.parent in self.claim_of and claim.parent not in seen:
            seen.add(claim.parent)
            claim = self.claim_of[claim.parent]
            depth += 1
        return depth

    def contests(self) -> tuple[Contest, ...]:
        """The contests of the report's summary, in its order."""
        return tuple(
            Contest(
                self.claim_of[contest.claim],
                self._answers(contest.claim, contest.corroborated_by),
                self._answers(contest.claim, (*contest.denied_by, *contest.contradicted_by)),
                self._answers(contest.claim, contest.silent),
            )
            for contest in self.report.summary.contested
            if contest.claim in self.claim_of
        )

    def _answers(self, claim: str, ids: Collection[str]) -> tuple[Answer, ...]:
        """Those of the claims with these `ids` that a link joins to the claim; two that agree do so either way."""
        back = [answer for answer in self.replies.get(claim, ()) if answer.link.kind == "corroborates"]
        return tuple(answer for answer in (*self.answers.get(claim, ()), *back) if answer.claim.id in ids)

    def tallies(self) -> tuple[Tally, ...]:
        """Who said how much: the speakers with claims, the busiest first."""
        claims = Counter(claim.speaker for claim in self.claims)
        quoted = Counter(claim.speaker for claim in self.claims if claim.directness != "indirect")
        found = [Tally(s, claims[s.id], quoted[s.id]) for s in self.report.speakers if claims[s.id]]
        return tuple(sorted(found, key=_busiest))

    def listed(self, labels: frozenset[str]) -> tuple[Entity, ...]:
        """The entities with these labels, the most often mentioned first."""
        found = [entity for entity in self.report.entities if entity.label in labels]
        return tuple(sorted(found, key=_most_mentioned))


def outline(report: Report) -> Outline:
    """The outline of a report."""
    claims = tuple(sorted(report.claims, key=_where))
    claim_of = {claim.id: claim for claim in claims}
    answers: dict[str, list[Answer]] = {}
    replies: dict[str, list[Answer]] = {}
    for link in report.links:
        if link.from_ in claim_of and link.to in claim_of:
            answers.setdefault(link.to, []).append(Answer(link, claim_of[link.from_]))
            replies.setdefault(link.from_, []).append(Answer(link, claim_of[link.to]))
    return Outline(
        report=report,
        claims=claims,
        claim_of=claim_of,
        speaker_of={speaker.id: speaker for speaker in report.speakers},
        entity_of={entity.id: entity for entity in report.entities},
        answers={key: tuple(found) for key, found in answers.items()},
        replies={key: tuple(found) for key, found in replies.items()},
    )


def content_of(claim: Claim, *, ellipsis: str = "…") -> str:
    """The words of a claim on one line: its pieces, an ellipsis between them; its cue, where it has none."""
    pieces = [" ".join(piece.text.split()) for piece in claim.content]
    if not pieces and claim.cue:
        pieces = [" ".join(claim.cue.text.split())]
    return f" {ellipsis} ".join(pieces)


def type_word(claim: Claim) -> str:
    """The type of a claim as a word."""
    return claim.type.replace("_", " ")


def remarks(claim: Claim) -> tuple[str, ...]:
    """What sets a claim apart, in words; empty for a plain statement of which the tool is sure."""
    is_negative = claim.type in ("denial", "refusal", "no_comment")
    found = [
        "negated" if claim.polarity == "negated" and not is_negative else "",
        claim.certainty if claim.certainty in ("probable", "possible") else "",
        STANCE_WORDS.get(claim.writer_stance, ""),
        doubt(claim.confidence),
    ]
    return tuple(word for word in found if word)


def manner(claim: Claim) -> tuple[str, ...]:
    """How a claim is put, then its remarks; who gives no comment is neither quoted nor paraphrased."""
    directness = () if claim.type == "no_comment" else (DIRECTNESS_WORDS[claim.directness],)
    return (*directness, *remarks(claim))


def doubt(confidence: float) -> str:
    """A low confidence in words; empty for one that needs no mention."""
    return f"unsure ({confidence:.0%})" if confidence < UNSURE else ""


def _paragraph_start(paragraph: Paragraph) -> int:
    return paragraph.start


def _anchors(claim: Claim) -> tuple[Span, ...]:
    anchor = claim.cue or claim.source
    return claim.content or ((anchor,) if anchor else ())


def _where(claim: Claim) -> tuple[int, int]:
    spans = _anchors(claim)
    start = min((span.start for span in spans), default=0)
    return start, -max((span.end for span in spans), default=0)


def _busiest(tally: Tally) -> int:
    return -tally.claims


def _most_mentioned(entity: Entity) -> int:
    return -len(entity.mentions)
