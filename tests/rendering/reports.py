"""Hand-made reports for tests: one over the sample article, one over hostile text, one with nothing in it.

Spans are found by their words, so that every offset is exact by construction.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

from claimx.claims.summary import summarize
from claimx.schema import (
    ArticleInfo,
    Claim,
    Cue,
    Entity,
    EntityMention,
    Link,
    Money,
    Paragraph,
    QuotationInfo,
    Report,
    Sentence,
    Span,
    Speaker,
    Time,
)

SAMPLE = Path(__file__).parents[2] / "samples" / "pakistan-us-arms.txt"
TEXT = SAMPLE.read_text(encoding="utf-8")


def offsets(words: str, nth: int = 1, text: str = TEXT) -> dict[str, Any]:
    """The start, end and text of the `nth` place where `words` stand."""
    start = -1
    for _ in range(nth):
        start = text.index(words, start + 1)
    return {"start": start, "end": start + len(words), "text": words}


def span(words: str, nth: int = 1) -> Span:
    """The span of the `nth` place where `words` stand."""
    return Span(**offsets(words, nth))


def within(words: str, part: str) -> Span:
    """The span of `part` inside the first place where `words` stand."""
    start = TEXT.index(words) + words.index(part)
    return Span(start=start, end=start + len(part), text=part)


def between(first: str, last: str) -> Span:
    """The span from where `first` begins up to where the next `last` ends."""
    start = TEXT.index(first)
    end = TEXT.index(last, start) + len(last)
    return Span(start=start, end=end, text=TEXT[start:end])


def cue(words: str, lemma: str, nth: int = 1) -> Cue:
    """The cue at the `nth` place where `words` stand."""
    return Cue(**offsets(words, nth), lemma=lemma)


def mention(words: str, nth: int = 1, stands_for: Any = None) -> EntityMention:
    """The mention at the `nth` place where `words` stand."""
    return EntityMention(**offsets(words, nth), stands_for=stands_for)


def article_info(text: str, paragraphs: tuple[Paragraph, ...], **fields: Any) -> ArticleInfo:
    """What a report says of the article with this text."""
    empty = dict.fromkeys(("path", "title", "byline", "published", "dateline"))
    digest = hashlib.sha256(text.encode()).hexdigest()
    known = {"id": digest[:16], "length": len(text), "sha256": digest, "encoding": "utf-8", "paragraphs": paragraphs}
    return ArticleInfo(**(empty | known | fields))


def _paragraphs() -> tuple[Paragraph, ...]:
    kinds = {0: "title", 1: "byline", 2: "title"}
    tail = TEXT.index("Source Link")
    matches = re.finditer(r"[^\n]+", TEXT)
    return tuple(
        Paragraph(start=m.start(), end=m.end(), kind="boilerplate" if m.start() >= tail else kinds.get(i, "body"))
        for i, m in enumerate(matches)
    )


PARAGRAPHS = _paragraphs()


def _sentences() -> tuple[Sentence, ...]:
    found: list[tuple[int, int, int]] = []
    for index, paragraph in enumerate(PARAGRAPHS):
        if paragraph.kind not in ("title", "body"):
            continue
        start = paragraph.start
        for gap in re.compile(r"(?<=[a-z]\.) (?=[A-Z])").finditer(TEXT, paragraph.start, paragraph.end):
            found.append((start, gap.start(), index))
            start = gap.end()
        found.append((start, paragraph.end, index))
    return tuple(Sentence(id=f"n{i}", start=s, end=e, paragraph=p) for i, (s, e, p) in enumerate(found, 1))


SENTENCES = _sentences()

ENTITIES = (
    Entity(
        id="e1",
        label="COUNTRY",
        name="Pakistan",
        iso3="PAK",
        mentions=(mention("Pakistan"), mention("Pakistan", 2), mention("Pakistan", 3)),
    ),
    Entity(id="e2", label="COUNTRY", name="Afghanistan", iso3="AFG", mentions=(mention("Afghanistan"),)),
    Entity(
        id="e3",
        label="COUNTRY",
        name="United States",
        iso3="USA",
        mentions=(mention("US"), mention("United States"), mention("U.S.")),
    ),
    Entity(id="e4", label="GROUP", name="Taliban", mentions=(mention("Taliban"), mention("Taliban", 2))),
    Entity(id="e5", label="PERSON", name="Shafqat Ali Khan", mentions=(mention("Shafqat Ali Khan"),)),
    Entity(
        id="e6",
        label="PLACE",
        name="Islamabad",
        iso3="PAK",
        mentions=(mention("Islamabad"), mention("Islamabad", 2, "government"), mention("Islamabad", 3, "government")),
    ),
    Entity(id="e7", label="PERSON", name="Hamdullah Fitrat", mentions=(mention("Hamdullah Fitrat"),)),
    Entity(id="e8", label="PERSON", name="Donald Trump", mentions=(mention("Donald Trump"), mention("Trump", 2))),
    Entity(
        id="e9",
        label="MONEY",
        name="about $7 billion",
        value=Money(amount=7e9, currency="USD", currency_basis="sign", qualifier="about"),
        mentions=(mention("about $7 billion"),),
    ),
    Entity(
        id="e10",
        label="MONEY",
        name="billions of dollars a year",
        value=Money(amount=None, currency="USD", currency_basis="word", per="year", order=1e9),
        mentions=(mention("billions of dollars a year"),),
    ),
    Entity(
        id="e11",
        label="DATE",
        name="Thursday",
        value=Time(type="date", value="2025-01-30", precision="day", basis="published"),
        mentions=(mention("Thursday"), mention("Thursday", 2)),
    ),
    Entity(
        id="e12",
        label="DATE",
        name="August 2021",
        value=Time(type="date", value="2021-08", precision="month", basis="explicit"),
        mentions=(mention("August 2021"),),
    ),
    Entity(
        id="e13",
        label="DATE",
        name="the past three years",
        value=Time(type="range", start="2022-01-30", end="2025-01-30", precision="day", basis="published"),
        mentions=(mention("the past three years"),),
    ),
    Entity(
        id="e14",
        label="GROUP",
        name="Tehrik-i-Taliban Pakistan",
        mentions=(mention("Tehrik-i-Taliban Pakistan"), mention("TTP")),
    ),
    Entity(
        id="e15",
        label="ORG",
        name="U.S. Department of Defense",
        iso3="USA",
        mentions=(mention("U.S. Department of Defense"),),
    ),
)  # fmt: skip

SPEAKERS = (
    Speaker(id="s1", name="Pakistan", kind="government", represents="e1", entity="e1", mentions=(span("Pakistan", 3),)),
    Speaker(
        id="s2",
        name="Shafqat Ali Khan",
        kind="person",
        role="Foreign Ministry spokesperson",
        represents="e1",
        entity="e5",
        mentions=(span("Foreign Ministry spokesperson Shafqat Ali Khan"), span("Khan", 2), span("the spokesperson")),
    ),
    Speaker(
        id="s3",
        name="Hamdullah Fitrat",
        kind="person",
        role="deputy Taliban spokesperson",
        represents="e4",
        entity="e7",
        mentions=(span("Hamdullah Fitrat, the deputy Taliban spokesperson"), span("Fitrat", 2)),
    ),
    Speaker(
        id="s4",
        name="Taliban-run state television",
        kind="medium",
        represents="e4",
        mentions=(span("Taliban-run state television"),),
    ),
    Speaker(id="s5", name="regional experts", kind="unnamed", mentions=(span("regional experts"),)),
    Speaker(
        id="s6",
        name="U.S. Department of Defense report",
        kind="document",
        represents="e3",
        entity="e15",
        mentions=(span("A U.S. Department of Defense report in 2022"),),
    ),
    Speaker(
        id="s7",
        name="Donald Trump",
        kind="person",
        role="President",
        represents="e3",
        entity="e8",
        mentions=(span("President Donald Trump"), span("Trump", 2)),
    ),
    Speaker(id="s8", name="Taliban officials", kind="unnamed", represents="e4", mentions=(span("Taliban officials"),)),
)  # fmt: skip


def _sentence_of(offset: int) -> str:
    return next(s.id for s in SENTENCES if s.start <= offset < s.end)


def claim(id_: str, type_: str, speaker: str | None, content: tuple[Span, ...], **fields: Any) -> Claim:
    """A claim with plain values for whatever `fields` leaves out."""
    plain: dict[str, Any] = {
        "directness": "indirect",
        "source": None,
        "cue": None,
        "polarity": "affirmed",
        "certainty": "certain",
        "writer_stance": "neutral",
        "confidence": 0.95,
        "why": (f"cue → {type_}",),
        "sentence": _sentence_of(content[0].start),
    }
    return Claim(id=id_, type=type_, speaker=speaker, content=content, **(plain | fields))


CLAIMS = (
    claim(
        "c1", "statement", "s1",
        (between("it had provided", "cross-border terrorism"),),
        directness="mixed", source=span("Pakistan", 3), cue=cue("said", "say"),
        entities=("e2", "e4"), times=("e11",), confidence=0.97, why=("cue 'said' → statement",),
    ),
    claim(
        "c2", "accusation", "s1",
        (between("that militants are using", "cross-border terrorism"),),
        source=span("its"), cue=cue("claims", "claim"), parent="c1", writer_stance="distanced",
        entities=("e3",), confidence=0.84, why=("cue 'claims' → claim", "content charges 'militants' → accusation"),
    ),
    claim(
        "c3", "statement", "s2",
        (between("that the presence of U.S. advanced", "government in Kabul"),),
        directness="mixed", source=span("Foreign Ministry spokesperson Shafqat Ali Khan"), cue=cue("stated", "state"),
        entities=("e3", "e4"), confidence=0.97, why=("cue 'stated' → statement",),
    ),
    claim(
        "c4", "statement", "s2", (span("“The proofs are regularly provided,”"),),
        directness="direct", source=span("Khan", 2), cue=cue("said", "say", 2), why=("cue 'said' → statement",),
    ),
    claim(
        "c5", "accusation", "s2", (between("“We have given sufficient", "inside Pakistan,”"),),
        directness="direct", source=span("the spokesperson"), cue=cue("asserted", "assert"),
        entities=("e1", "e4"), confidence=0.88,
    ),
    claim(
        "c6", "statement", "s2", (between("Islamabad has consistently", "wrong hands.”"),),
        directness="mixed", source=span("Khan", 3), cue=cue("said", "say", 3),
    ),
    claim(
        "c7", "demand", "s1", (between("the de facto Afghan leaders to ensure", "wrong hands.”"),),
        directness="mixed", source=span("Islamabad", 2), cue=cue("urged", "urge"), parent="c6",
        addressee=span("the de facto Afghan leaders"),
    ),
    claim(
        "c8", "denial", "s3", (between("that the military hardware", "Pakistani territory"),),
        source=span("Hamdullah Fitrat, the deputy Taliban spokesperson,"),
        cue=cue("vehemently dismissed allegations", "dismiss"), polarity="negated", times=("e11",),
        why=("cue 'dismissed allegations' → denial",),
    ),
    claim(
        "c9", "claim", "s3", (between("“All weapons and military", "misuse,”"),),
        directness="direct", source=span("Fitrat", 2), cue=cue("as claiming", "claim"), relayed_by="s4",
        writer_stance="distanced", confidence=0.91,
    ),
    claim(
        "c10", "accusation", None, (span("Tehrik-i-Taliban Pakistan"),),
        cue=cue("is primarily attributed to", "attribute"), entities=("e14",), certainty="probable", confidence=0.41,
        why=("cue 'attributed to' → accusation", "passive: no source in the sentence"),
    ),
    claim(
        "c11", "accusation", "s1",
        (span("Tehrik-i-Taliban Pakistan"), between("is being sheltered", "Afghan rulers")),
        source=span("Islamabad", 3), cue=cue("claims", "claim", 2), writer_stance="distanced",
        entities=("e14",), confidence=0.9,
    ),
    claim(
        "c12", "statement", "s5", (between("a marked increase in", "couple of years"),),
        source=span("regional experts"), cue=cue("note", "note"), writer_stance="endorsed",
    ),
    claim(
        "c13", "report", "s6", (between("that about $7 billion", "was completed"),),
        source=span("A U.S. Department of Defense report in 2022"), cue=cue("found", "find"), amounts=("e9",),
    ),
    claim(
        "c14", "commitment", "s7", (span("to retrieve the U.S. military weapons from the Taliban"),),
        source=span("President Donald Trump"), cue=cue("pledged", "pledge"), entities=("e3", "e4"),
    ),
    claim(
        "c15", "accusation", "s7", (between("former President Joe", "the enemy.”"),),
        directness="mixed", source=span("President Donald Trump"), cue=cue("claiming", "claim", 2),
        target=span("former President Joe Biden’s administration"), writer_stance="distanced", confidence=0.93,
    ),
    claim(
        "c16", "demand", "s7", (between("that future financial assistance", "military equipment"),),
        source=span("Trump", 2), cue=cue("stated", "state", 2), entities=("e2",),
    ),
    claim(
        "c17", "commitment", "s7", (between("“If we’re going to pay", "military equipment,”"),),
        directness="direct", source=within("he said.", "he"),
        cue=Cue(**within("he said.", "said").model_dump(), lemma="say"), amounts=("e10",), certainty="possible",
    ),
    claim(
        "c18", "no_comment", "s8", (span("Trump’s assertions"),),
        source=span("Taliban officials"), cue=cue("have not publicly responded to", "respond"), polarity="negated",
    ),
    claim(
        "c19", "claim", "s8", (between("they fought against", "spoils of the war.”"),),
        directness="mixed", source=span("Taliban officials"), cue=cue("privately claim", "claim"),
        writer_stance="distanced",
    ),
)  # fmt: skip

LINKS = (
    Link(kind="denies", from_="c8", to="c2", confidence=0.81, why="'dismissed allegations' answers the charge"),
    Link(kind="contradicts", from_="c9", to="c2", confidence=0.55, why="'safely stored' against 'militants are using'"),
    Link(kind="corroborates", from_="c12", to="c11", confidence=0.52, why="both tell of more attacks"),
    Link(kind="no_response", from_="c18", to="c15", confidence=0.9, why="'not responded to Trump’s assertions'"),
)


def _quotations() -> tuple[QuotationInfo, ...]:
    asked = (
        ("‘terrorists’", "scare", None, None),
        ("“sufficient proof”", "speech", "c1", "s1"),
        ("“remains a source of concern,”", "speech", "c3", "s2"),
        ("“The proofs are regularly provided,”", "speech", "c4", "s2"),
        ("“do not fall into the wrong hands.”", "speech", "c7", "s1"),
        ("“spoils of the war.”", "speech", "c19", "s8"),
    )
    return tuple(
        QuotationInfo(**offsets(words), id=f"q{i}", kind=kind, claim=of, speaker=by)
        for i, (words, kind, of, by) in enumerate(asked, 1)
    )


REPORT = Report(
    article=article_info(
        TEXT,
        PARAGRAPHS,
        path="samples/pakistan-us-arms.txt",
        title=TEXT[: PARAGRAPHS[0].end],
        byline="Admin",
        published="2025-01-30",
    ),
    sentences=SENTENCES,
    entities=ENTITIES,
    speakers=SPEAKERS,
    quotations=_quotations(),
    claims=CLAIMS,
    links=LINKS,
    summary=summarize(CLAIMS, LINKS),
    warnings=("5 paragraphs at the end are not part of the article and were left out",),
)

EMPTY_TEXT = "Nothing was said.\n"
EMPTY = Report(article=article_info(EMPTY_TEXT, (Paragraph(start=0, end=17, kind="body"),)))

HOSTILE_WORDS = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "[/bold] [the mayor] lied [sic]",
    "\x1b[31mred\x1b[0m \x9b2J \x07bell",
    "=HYPERLINK(evil)",
    "line\u2028separator \u202egnihtemos\u202c",
    "*star* _under_ `tick` <b>bold</b> # | \\ &amp; $x$",
    "👩‍👩‍👧 漢字の引用 שלום עולם مرحبا",
)
HOSTILE_TEXT = "\n\n".join(HOSTILE_WORDS) + "\n"


def _hostile() -> Report:
    spans = [Span(**offsets(words, text=HOSTILE_TEXT)) for words in HOSTILE_WORDS]
    paragraphs = tuple(Paragraph(start=s.start, end=s.end, kind="body") for s in spans)
    speakers = tuple(
        Speaker(id=f"s{i}", name=s.text, kind="person", role=s.text, represents=f"e{i}", mentions=(s,))
        for i, s in enumerate(spans, 1)
    )
    entities = tuple(
        Entity(id=f"e{i}", label="COUNTRY", name=s.text, iso3=None, mentions=(EntityMention(**s.model_dump()),))
        for i, s in enumerate(spans, 1)
    )
    claims = tuple(
        Claim(
            id=f"c{i}", type="claim", directness="direct", speaker=f"s{i}", source=s,
            cue=Cue(**s.model_dump(), lemma="say"),
            content=(s,), polarity="affirmed", certainty="certain", writer_stance="neutral", sentence=f"n{i}",
            entities=(f"e{i}",), confidence=0.2, why=(s.text,),
        )
        for i, s in enumerate(spans, 1)
    )  # fmt: skip
    title = " ".join(HOSTILE_WORDS)
    links = tuple(Link(kind="denies", from_=f"c{i + 1}", to=f"c{i}", confidence=0.5, why="x") for i in range(1, 8))
    return Report(
        article=article_info(HOSTILE_TEXT, paragraphs, title=title, byline=title, path=HOSTILE_WORDS[0]),
        sentences=tuple(
            Sentence(id=f"n{i}", start=s.start, end=s.end, paragraph=i - 1) for i, s in enumerate(spans, 1)
        ),
        entities=entities,
        speakers=speakers,
        claims=claims,
        links=links,
        summary=summarize(claims, links),
        warnings=HOSTILE_WORDS,
    )


HOSTILE = _hostile()
