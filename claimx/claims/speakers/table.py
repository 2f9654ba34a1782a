"""Who speaks: every attribution's source resolved to a speaker of the report, or to none.

Hobbs' remark holds here: a little salience and agreement go a long way. The steps are: read the source
phrase, look the name up, else take the noun up through roles, institutions and earlier descriptions, else
find the pronoun's antecedent; where an attribution has no source, carry the speaker on.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimx import schema
from claimx.claims.places import Places
from claimx.claims.speakers.cast import SPEAKING, Referent
from claimx.claims.speakers.clauses import main_subject
from claimx.claims.speakers.profiles import kind_of, represented, role_text
from claimx.claims.speakers.pronouns import Guess
from claimx.claims.speakers.resolving import Frame, Resolver
from claimx.claims.speakers.roles import key, words
from claimx.claims.speakers.units import MARKS

if TYPE_CHECKING:
    from claimx.annotation import Annotation, Attribution
    from claimx.claims.entities.table import EntityTable
    from claimx.reading.article import Article

THRESHOLD = 0.5
"""Below this a speaker is not told."""
NEAR = 30
"""So many neighbours are asked for the speaker of words without a cue."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """The speaker of one attribution: indices into the table's speakers, how sure, and why."""

    speaker: int | None
    relayed_by: int | None
    confidence: float
    why: str


@dataclass(frozen=True, slots=True)
class SpeakerTable:
    """The speakers of an article, and one resolution for each attribution of its annotation."""

    speakers: tuple[schema.Speaker, ...]
    by_attribution: tuple[Resolution, ...]


def resolve_speakers(annotation: Annotation, table: EntityTable, article: Article) -> SpeakerTable:
    """The speakers of the article, in order of first mention, and who says each attribution."""
    run = _Run(annotation, table, article)
    return run.table()


class _Run:
    """One pass over the attributions of an article."""

    def __init__(self, annotation: Annotation, table: EntityTable, article: Article) -> None:
        self.annotation = annotation
        self.table_of_entities = table
        self.article = article
        self.resolver = Resolver(annotation, table, article.byline or "writer", told=Places(article).claims_at)
        self.cast = self.resolver.cast
        self.found: dict[int, Guess | None] = {}
        self.relays: dict[int, Referent] = {}
        self.through: set[int] = set()
        self.reasons: dict[int, str] = {}
        self.open: set[int] = set()
        self._order = self.order()
        self._rank = {attribution: place for place, attribution in enumerate(self._order)}
        self._mention_starts = [mention.start for mention in annotation.mentions]

    def order(self) -> list[int]:
        """The attributions by the place of their source."""
        return sorted(range(len(self.annotation.attributions)), key=lambda index: (self._place(index), index))

    def _place(self, index: int) -> int:
        attribution = self.annotation.attributions[index]
        spans = [span for span in (attribution.source, attribution.cue, *attribution.content[:1]) if span is not None]
        return spans[0][0] if spans else 0

    def guess(self, index: int) -> Guess | None:
        """The speaker of an attribution, as far as it can be told."""
        if index in self.found:
            return self.found[index]
        if index in self.open:
            return None
        self.open.add(index)
        attribution = self.annotation.attributions[index]
        if attribution.source is not None:
            found = self.resolver.source(attribution.source, self._frame(attribution))
            if found is None:
                self.reasons[index] = "the source is not told elsewhere"
            found = self._relay(index, attribution, found)
        else:
            found = self._sourceless(index, attribution)
        if found is not None and found.confidence < THRESHOLD:
            self.reasons[index] = f"too unsure: {found.why}"
            found = None
        self.found[index] = found
        self.open.discard(index)
        if found is not None and attribution.source is not None:
            self.cast.see(attribution.source[0], found.referent, SPEAKING)
            self.resolver.spoken.append((attribution.source[0], found.referent.index))
        return found

    def _frame(self, attribution: Attribution) -> Frame:
        outer = None
        quoted = attribution.source is not None and self.cast.quoted(attribution.source[0])
        if attribution.parent is not None:
            guess = self.guess(attribution.parent)
            outer = None if guess is None else guess.referent
        spoken = set()
        for start, end in attribution.content:
            for index in self._mentions_in(start, end):
                entity = self.table_of_entities.by_mention[index]
                if entity is not None:
                    spoken.add(self.cast.named(entity).index)
        return Frame(outer, quoted, frozenset(spoken))

    def _mentions_in(self, start: int, end: int) -> list[int]:
        low = bisect_left(self._mention_starts, start)
        return [index for index in range(low, len(self._mention_starts)) if self._mention_starts[index] < end]

    def _relay(self, index: int, attribution: Attribution, found: Guess | None) -> Guess | None:
        """The speaker, once the medium that passes the words on is noted: it quotes him, or he stands in its report."""
        if found is None or attribution.source is None:
            return None
        quoted = self._quoted_in_cue(attribution)
        if quoted is not None and found.referent.label != "PERSON":
            self.relays[index] = found.referent
            self.through.add(index)
            return quoted
        quoting = self._quoting_before(attribution.source[0])
        if quoting is not None and quoting.referent.index != found.referent.index:
            self.relays[index] = quoting.referent
        elif attribution.parent is not None:
            outer = self.guess(attribution.parent)
            cue = self.annotation.attributions[attribution.parent].cue
            if outer is not None and outer.referent.index != found.referent.index:
                relays = cue is not None and self._relays(range(*cue))
                if relays or kind_of(outer.referent) == "medium":
                    self.relays[index] = outer.referent
        return found

    def _relays(self, at: range) -> bool:
        return any(key(self.annotation.tokens[place].text) in words().relay_cues for place in at)

    def _quoted_in_cue(self, attribution: Attribution) -> Guess | None:
        """The person of "quoted Doe as saying", whether the cue holds the name or a piece of the content does."""
        if attribution.cue is None or not self._relays(range(*attribution.cue)):
            return None
        relayed = [piece for piece in attribution.content if only_relays(self.annotation, *piece)]
        for start, end in (attribution.cue, *relayed[: len(attribution.content) - 1]):
            for index in self._mentions_in(start, end):
                entity = self.table_of_entities.by_mention[index]
                if entity is not None and self.table_of_entities.entities[entity].label == "PERSON":
                    referent = self.cast.named(entity)
                    return Guess(referent, 0.85, f"quoted: {referent.name}")
        return None

    def _quoting_before(self, source: int) -> Guess | None:
        """Whoever stands before "quoted" just in front of a source ("state television quoted Doe as saying")."""
        verb = source - 1
        if verb < 1 or not self._relays(range(verb, source)):
            return None
        start = max(self.cast.sentence_starts[self.cast.sentence_of(verb)], verb - 12)
        for at in range(verb - 1, start - 1, -1):
            if self.annotation.tokens[at].text in MARKS:
                start = at + 1
                break
        return self.resolver.source((start, verb), Frame(None, quoted=False)) if start < verb else None

    def _sourceless(self, index: int, attribution: Attribution) -> Guess | None:
        """The speaker of an attribution that has no source of its own."""
        if attribution.cue is None:
            return self._carried(index, attribution)
        text = {key(self.annotation.tokens[at].text) for at in range(*attribution.cue)}
        if text & words().open_cues:
            return Guess(self.resolver.author("writer"), 0.6, "the writer's own judgement")
        self.reasons[index] = "the article names no source"
        first = self.annotation.tokens[attribution.cue[0]].text.casefold()
        if first.endswith("ing"):
            return self._same_sentence(index, attribution.cue[0], attribution) or self._of_main_clause(attribution)
        return None

    def _of_main_clause(self, attribution: Attribution) -> Guess | None:
        """The subject of the clause that a participle belongs to ("A court blocked the plan, saying that ...")."""
        span = None if attribution.cue is None else main_subject(self.cast, attribution.cue[0])
        guess = None if span is None else self.resolver.source(span, self._frame(attribution))
        if guess is None:
            return None
        return Guess(guess.referent, 0.6, f"subject of the main clause: {guess.referent.name}")

    def _same_sentence(self, index: int, cue: int, attribution: Attribution) -> Guess | None:
        """The speaker of the attribution before it in the sentence, for a participle ("..., adding that ...")."""
        sentence = self.cast.sentence_of(cue)
        order = self._order
        for place in range(self._rank[index] - 1, -1, -1):
            other = order[place]
            held = self.annotation.attributions[other]
            if self.cast.sentence_of(self._place(other)) != sentence:
                break
            if held.source is not None and held.parent == attribution.parent:
                guess = self.guess(other)
                return None if guess is None else Guess(guess.referent, 0.65, f"goes on from {guess.referent.name}")
        return None

    def _carried(self, index: int, attribution: Attribution) -> Guess | None:
        """The speaker of the neighbouring attribution, for words without a cue."""
        self.reasons[index] = "no cue and no speaker beside it"
        if attribution.parent is not None:
            return self.guess(attribution.parent)
        place = self._place(index)
        order, at = self._order, self._rank[index]
        around = [*range(at - 1, max(-1, at - NEAR), -1), *range(at + 1, min(len(order), at + NEAR))]
        for other in (order[rank] for rank in around):
            neighbour = self.annotation.attributions[other]
            if neighbour.level or neighbour.source is None:
                continue
            guess = self.guess(other)
            if guess is not None and abs(self._place(other) - place) < 200:
                return Guess(guess.referent, 0.7, f"carried on from {guess.referent.name}")
        return None

    def table(self) -> SpeakerTable:
        """The speakers found, numbered by first mention."""
        for index in self._order:
            self.guess(index)
        spans: dict[int, list[tuple[int, int]]] = {}
        for index, guess in self.found.items():
            source = self.annotation.attributions[index].source
            if guess is not None:
                held = spans.setdefault(guess.referent.index, [])
                if source is not None and index not in self.through:
                    held.append(self.annotation.chars(*source))
        for index, relay in self.relays.items():
            source = self.annotation.attributions[index].source
            held = spans.setdefault(relay.index, [])
            if source is not None and index in self.through:
                held.append(self.annotation.chars(*source))
        order = sorted(
            spans, key=lambda referent: (min(spans[referent], default=(len(self.annotation.text), 0)), referent)
        )
        number = {referent: place for place, referent in enumerate(order)}
        speakers = tuple(self._speaker(place, referent, spans[referent]) for place, referent in enumerate(order))
        return SpeakerTable(speakers, tuple(self._resolution(index, number) for index in range(len(self._order))))

    def _resolution(self, index: int, number: dict[int, int]) -> Resolution:
        found = self.found[index]
        if found is None:
            return Resolution(None, None, 0.0, self.reasons.get(index, "the article names no source"))
        relay = self.relays.get(index)
        relayed_by = None if relay is None else number[relay.index]
        return Resolution(number[found.referent.index], relayed_by, round(found.confidence, 3), found.why)

    def _kind(self, referent: Referent) -> schema.SpeakerKind:
        """The kind of a speaker; several at once are a group unless they are of one kind."""
        kinds = {kind_of(self.cast.referents[member]) for member in referent.members} or {kind_of(referent)}
        return kinds.pop() if len(kinds) == 1 else "group"

    def _speaker(self, place: int, index: int, spans: list[tuple[int, int]]) -> schema.Speaker:
        referent = self.cast.referents[index]
        text = self.annotation.text
        entities = self.table_of_entities.entities
        represents = represented(self.cast, referent)
        return schema.Speaker(
            id=f"s{place + 1}",
            name=referent.name,
            kind=self._kind(referent),
            role=role_text(self.cast, referent),
            represents=None if represents is None else entities[represents].id,
            entity=None if referent.entity is None else entities[referent.entity].id,
            mentions=tuple(schema.Span(start=s, end=e, text=text[s:e]) for s, e in sorted(set(spans))),
        )


def only_relays(annotation: Annotation, start: int, end: int) -> bool:
    """Whether a piece of content, as token indices, is no more than "Doe as saying"."""
    told = [key(token.text) for token in annotation.tokens[start:end] if token.text not in MARKS]
    return 2 < len(told) < 8 and told[-2] == "as" and told[-1].endswith("ing")
