"""The report of an article: everything that its annotation holds, resolved, numbered and pointing at the text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

from claimx import schema
from claimx.claims.amounts.sums import read_money, read_quantity
from claimx.claims.directness import directness_of, quoted_passages
from claimx.claims.drafts import Draft, drafts_of
from claimx.claims.entities.table import entities_of
from claimx.claims.links import evidence_of, find_links
from claimx.claims.places import Places
from claimx.claims.quoted import quotations_of
from claimx.claims.speakers.table import SpeakerTable, resolve_speakers
from claimx.claims.summary import summarize
from claimx.claims.times.values import read_time
from claimx.claims.types.frames import wording_of
from claimx.claims.types.targets import addressee_of, target_of
from claimx.knowledge.countries import place as known_place

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claimx.annotation import Annotation
    from claimx.claims.entities.table import EntityTable
    from claimx.reading.article import Article

AMOUNTS = frozenset({"MONEY", "PERCENT", "NUMBER"})
TIMES = frozenset({"DATE", "TIME"})
Value = schema.Money | schema.Quantity | schema.Time


def build_report(article: Article, annotation: Annotation, *, published: date | None = None) -> schema.Report:
    """The report of an annotated article; relative dates hang on `published`, or else on the article's own date."""
    day = published or _day(article.published)
    entities = entities_of(annotation, value_of=_values(article, day))
    places = Places(article)
    resolved = resolve_speakers(annotation, entities, article)
    drafts = drafts_of(annotation, resolved.by_attribution, places)
    speakers, number = _speakers(resolved, drafts)
    sentences = _sentences(annotation, places)
    claims = _claims(annotation, entities, drafts, number, [(at, sentence.id) for at, sentence in sentences])
    links = _links(annotation, entities, drafts, claims, speakers, sentences)
    return schema.Report(
        article=_info(article, day),
        sentences=tuple(sentence for _, sentence in sentences),
        entities=entities.entities,
        speakers=speakers,
        quotations=quotations_of(annotation, drafts, number),
        claims=claims,
        links=links,
        summary=summarize(claims, links),
        warnings=(*article.warnings, *_unclosed(annotation)),
    )


def _day(text: str | None) -> date | None:
    """The day of an ISO date or timestamp."""
    if text is None or len(text) < 10 or not (text[:4] + text[5:7] + text[8:10]).isdecimal():
        return None
    year, month, day = int(text[:4]), int(text[5:7]), int(text[8:10])
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    return date(year, month, day) if year > 0 and 0 < month <= 12 and 0 < day <= days[month - 1] else None


def _values(article: Article, published: date | None) -> Callable[[str, str, int], Value | None]:
    """A reader of amounts and times; bare dollars are those of the country in the dateline."""
    country = _country(article.dateline)

    def value_of(text: str, label: str, _offset: int) -> Value | None:
        if label == "MONEY":
            return read_money(text, country=country)
        if label in {"NUMBER", "PERCENT"}:
            return read_quantity(text, label="NUMBER" if label == "NUMBER" else "PERCENT")
        return read_time(text, label="DATE" if label == "DATE" else "TIME", published=published)

    return value_of


def _info(article: Article, published: date | None) -> schema.ArticleInfo:
    return schema.ArticleInfo(
        id=article.id,
        path=article.path,
        title=article.title,
        byline=article.byline,
        published=article.published if published is None else published.isoformat(),
        dateline=article.dateline,
        length=len(article.text),
        sha256=sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest(),
        encoding=article.encoding,
        paragraphs=tuple(
            schema.Paragraph(start=block.start, end=block.end, kind=block.kind) for block in article.blocks
        ),
    )


def _sentences(annotation: Annotation, places: Places) -> list[tuple[int, schema.Sentence]]:
    """The sentences that hold words, each with its first token."""
    out: list[tuple[int, schema.Sentence]] = []
    for first, last in annotation.sentences:
        start, end = annotation.chars(first, last)
        if annotation.text[start:end].strip():
            paragraph = places.paragraph(start)
            out.append((first, schema.Sentence(id=f"n{len(out) + 1}", start=start, end=end, paragraph=paragraph)))
    return out


def _speakers(resolved: SpeakerTable, drafts: Sequence[Draft]) -> tuple[tuple[schema.Speaker, ...], dict[int, str]]:
    """The speakers of the claims, numbered anew, and the id of each by its index in the table."""
    used = {
        index
        for draft in drafts
        for index in (draft.resolution.speaker, draft.resolution.relayed_by)
        if index is not None
    }
    number = {index: f"s{place + 1}" for place, index in enumerate(sorted(used))}
    speakers = tuple(resolved.speakers[index].model_copy(update={"id": number[index]}) for index in sorted(used))
    return speakers, number


def _claims(
    annotation: Annotation,
    entities: EntityTable,
    drafts: Sequence[Draft],
    speakers: dict[int, str],
    sentences: Sequence[tuple[int, str]],
) -> tuple[schema.Claim, ...]:
    passages = quoted_passages(annotation)
    starts = [mention.start for mention in annotation.mentions]
    firsts = [first for first, _ in sentences]
    out: list[schema.Claim] = []
    for place, draft in enumerate(drafts):
        attribution = annotation.attributions[draft.attribution]
        judged, resolution = draft.judgement, draft.resolution
        named = _named(annotation, entities, starts, attribution.content)
        anchor = attribution.cue or attribution.content[0]
        cue = None if attribution.cue is None else _cue(annotation, *attribution.cue)
        wording = wording_of(annotation, draft.attribution)
        out.append(
            schema.Claim(
                id=f"c{place + 1}",
                type=judged.type,
                directness=directness_of(annotation, draft.content, passages=passages),
                speaker=None if resolution.speaker is None else speakers[resolution.speaker],
                relayed_by=None if resolution.relayed_by is None else speakers[resolution.relayed_by],
                source=None if draft.source is None else _span(annotation.text, *draft.source),
                cue=cue,
                content=tuple(_span(annotation.text, *piece) for piece in draft.content),
                polarity=judged.polarity,
                certainty=judged.certainty,
                writer_stance=judged.writer_stance,
                addressee=_token_span(annotation, addressee_of(annotation, draft.attribution, wording)),
                target=_token_span(annotation, target_of(annotation, draft.attribution, wording, judged.type)),
                parent=None if draft.parent is None else f"c{draft.parent + 1}",
                entities=tuple(entity.id for entity in named if entity.label not in AMOUNTS | TIMES),
                amounts=tuple(entity.id for entity in named if entity.label in AMOUNTS),
                times=tuple(entity.id for entity in named if entity.label in TIMES),
                sentence=sentences[max(0, bisect_right(firsts, anchor[0]) - 1)][1],
                confidence=round(min(max(0.0, attribution.confidence), 1.0), 3),
                why=(*judged.why, f"speaker: {resolution.why}"),
            )
        )
    return tuple(out)


def _links(
    annotation: Annotation,
    entities: EntityTable,
    drafts: Sequence[Draft],
    claims: Sequence[schema.Claim],
    speakers: Sequence[schema.Speaker],
    sentences: Sequence[tuple[int, schema.Sentence]],
) -> tuple[schema.Link, ...]:
    """The links among the claims; parties are the entities that speakers stand for."""
    who = {speaker.id: speaker for speaker in speakers}
    names = {entity.id: entity.name for entity in entities.entities}
    order = {sentence.id: place for place, (_, sentence) in enumerate(sentences)}
    evidence = []
    for draft, claim in zip(drafts, claims, strict=True):
        wording = wording_of(annotation, draft.attribution)
        speaker = None if claim.speaker is None else who[claim.speaker]
        place = order[claim.sentence]
        evidence.append(
            evidence_of(
                annotation,
                draft.attribution,
                wording,
                draft.judgement,
                speaker=None if speaker is None else speaker.name,
                party=None if speaker is None or speaker.represents is None else names[speaker.represents],
                entities=frozenset(claim.entities),
                target=target_of(annotation, draft.attribution, wording, claim.type),
                sentence=place,
                paragraph=sentences[place][1].paragraph,
                parent=draft.parent,
            )
        )
    return tuple(
        schema.Link(
            kind=link.kind,
            from_=claims[link.source_index].id,
            to=claims[link.target_index].id,
            confidence=round(min(max(link.confidence, 0.0), 1.0), 3),
            why=link.why,
        )
        for link in find_links(evidence)
    )


def _token_span(annotation: Annotation, tokens: tuple[int, int] | None) -> schema.Span | None:
    return None if tokens is None or tokens[0] >= tokens[1] else _span(annotation.text, *annotation.chars(*tokens))


def _named(
    annotation: Annotation, entities: EntityTable, starts: Sequence[int], content: Sequence[tuple[int, int]]
) -> list[schema.Entity]:
    """The entities mentioned within the content, in order of first mention, each once."""
    found: dict[int, schema.Entity] = {}
    for start, end in content:
        for index in range(bisect_left(starts, start), bisect_left(starts, end)):
            entity = entities.by_mention[index]
            if entity is not None and annotation.mentions[index].end <= end:
                found.setdefault(entity, entities.entities[entity])
    return list(found.values())


def _span(text: str, start: int, end: int) -> schema.Span:
    return schema.Span(start=start, end=end, text=text[start:end])


def _cue(annotation: Annotation, first: int, last: int) -> schema.Cue:
    """The cue, with the lemma of its head: of the last verb, or else of its last word."""
    start, end = annotation.chars(first, last)
    tokens = annotation.tokens[first:last]
    heads = [token for token in tokens if not first <= token.head < last] or list(tokens)
    head = next((token for token in heads if token.pos == "VERB"), heads[0])
    return schema.Cue(start=start, end=end, text=annotation.text[start:end], lemma=head.lemma or head.text.casefold())


def _unclosed(annotation: Annotation) -> tuple[str, ...]:
    """One warning for all quotations that never close."""
    offsets = [str(quotation.start) for quotation in annotation.quotations if not quotation.closed]
    if not offsets:
        return ()
    if len(offsets) == 1:
        return (f"The quotation that opens at offset {offsets[0]} is never closed.",)
    shown = ", ".join(offsets[:5]) + (", …" if len(offsets) > 5 else "")
    return (f"{len(offsets)} quotations are never closed; they open at offsets {shown}.",)


def _country(dateline: str | None) -> str | None:
    """The country (ISO alpha-3) of a dateline such as "CANBERRA, Australia"."""
    for part in (dateline or "").split(","):
        found = known_place(part.strip())
        if found is not None:
            return found.iso3
    return None
