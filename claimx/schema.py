"""The report: what `claimx extract` answers, as frozen types. The JSON Schema falls out of them.

Offsets are Python code points, half-open, into the decoded text of the file: for every span of a
report `text[span.start:span.end] == span.text`. The contract changes only by addition.
"""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION: Final = "1.0"

ClaimType = Literal[
    "no_comment", "retraction", "denial", "confirmation", "accusation", "refusal", "demand", "commitment",
    "warning", "question", "criticism", "support", "prediction", "opinion", "claim", "report", "statement",
]  # fmt: skip
"""The 17 types, in their order of precedence: where two fit, the earlier one holds."""
CLAIM_TYPES: tuple[ClaimType, ...] = get_args(ClaimType)

EntityLabel = Literal[
    "PERSON", "COUNTRY", "GROUP", "ORG", "PLACE", "MONEY", "DATE", "TIME", "NUMBER", "PERCENT", "EVENT",
    "PRODUCT", "FACILITY",
]  # fmt: skip
ENTITY_LABELS: tuple[EntityLabel, ...] = get_args(EntityLabel)

ParagraphKind = Literal["title", "byline", "dateline", "body", "caption", "note", "boilerplate"]
SpeakerKind = Literal["person", "government", "organization", "group", "medium", "document", "unnamed"]
Directness = Literal["direct", "indirect", "mixed"]
Polarity = Literal["affirmed", "negated"]
Certainty = Literal["certain", "probable", "possible", "unknown"]
WriterStance = Literal["neutral", "distanced", "endorsed"]
QuotationKind = Literal["speech", "scare", "nickname", "title"]
LinkKind = Literal["denies", "contradicts", "corroborates", "no_response"]
Confidence = Annotated[float, Field(ge=0.0, le=1.0)]


class Record(BaseModel):
    """The base of every part of a report: frozen, and closed to unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(Record):
    """A stretch of the article: `text` is exactly what stands from `start` up to `end`."""

    start: int
    end: int
    text: str


class Paragraph(Record):
    """A paragraph of the article and what it is; only title and body carry claims."""

    start: int
    end: int
    kind: ParagraphKind


class ArticleInfo(Record):
    """The article itself: where it came from, what it says of itself, how it is divided."""

    id: str
    path: str | None
    title: str | None
    byline: str | None
    published: str | None = Field(description="ISO date, as the article or the user gives it")
    dateline: str | None
    length: int = Field(description="in code points")
    sha256: str = Field(description="of the decoded text in UTF-8")
    encoding: str
    paragraphs: tuple[Paragraph, ...]


class Sentence(Record):
    """A sentence; `paragraph` is an index into the article's paragraphs."""

    id: str
    start: int
    end: int
    paragraph: int


class EntityMention(Span):
    """One mention; `stands_for` is "government" where a capital or seat stands for its state ("Islamabad said")."""

    stands_for: Literal["government"] | None = None


class Money(Record):
    """A sum; `amount` is null where the words give no figure, `high` is set for a range."""

    amount: float | None
    high: float | None = None
    currency: str | None = Field(default=None, description="ISO 4217")
    currency_basis: Literal["code", "sign", "word", "dateline"] | None = None
    qualifier: str | None = None
    per: str | None = None
    order: float | None = Field(default=None, description='the order of magnitude of "billions of dollars": 1e9')


class Quantity(Record):
    """A count or a percentage; `amount` is null where the words give no figure, `high` is set for a range."""

    amount: float | None
    high: float | None = None
    unit: Literal["percent", "ordinal", "count", "fraction"] = "count"
    qualifier: str | None = None
    order: float | None = None


class Time(Record):
    """A time expression in the manner of TIMEX3: `value`, or `start` and `end`; null where it cannot be resolved."""

    type: Literal["date", "range", "duration", "set", "vague"]
    value: str | None = None
    start: str | None = None
    end: str | None = None
    precision: Literal["year", "month", "week", "day", "time", "season", "decade", "century"] | None = None
    basis: Literal["explicit", "published", "none"] = "none"


class Entity(Record):
    """A thing that the article names, with all its mentions."""

    id: str
    label: EntityLabel
    name: str
    iso3: str | None = None
    value: Money | Quantity | Time | None = None
    mentions: tuple[EntityMention, ...]


class Speaker(Record):
    """Somebody to whom claims are attributed; `represents` and `entity` are ids of entities."""

    id: str
    name: str
    kind: SpeakerKind
    role: str | None = None
    represents: str | None = None
    entity: str | None = None
    mentions: tuple[Span, ...]


class QuotationInfo(Span):
    """A passage in quotation marks; `claim` and `speaker` are null where it is nobody's claim."""

    id: str
    kind: QuotationKind
    claim: str | None = None
    speaker: str | None = None


class Cue(Span):
    """The words that signal an attribution."""

    lemma: str


class Claim(Record):
    """Who says what: one attribution, resolved. `parent` is the claim inside whose content it stands."""

    id: str
    type: ClaimType
    directness: Directness
    speaker: str | None
    relayed_by: str | None = Field(default=None, description="the speaker (a medium, say) who passes it on")
    source: Span | None
    cue: Cue | None
    content: tuple[Span, ...]
    polarity: Polarity
    certainty: Certainty
    writer_stance: WriterStance
    addressee: Span | None = None
    target: Span | None = None
    parent: str | None = None
    entities: tuple[str, ...] = ()
    amounts: tuple[str, ...] = ()
    times: tuple[str, ...] = ()
    sentence: str
    confidence: Confidence
    why: tuple[str, ...]


class Link(Record):
    """How one claim answers another; `from_` is `from` in JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)

    kind: LinkKind
    from_: str = Field(alias="from")
    to: str
    confidence: Confidence
    why: str


class Contest(Record):
    """A claim that others deny, contradict or leave unanswered; who says the same stands beside it. Ids of claims."""

    claim: str
    denied_by: tuple[str, ...] = ()
    contradicted_by: tuple[str, ...] = ()
    corroborated_by: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


class SpeakerClaims(Record):
    """The ids of the claims of one speaker; `speaker` is null for those to whom the article gives none."""

    speaker: str | None
    claims: tuple[str, ...]


class Summary(Record):
    """What is disputed, and what nobody disputes. Ids only: the words stand in the claims.

    Those denied or contradicted come before those that are only left unanswered. A claim that takes part in a
    contest, on either side, is not among the uncontested.
    """

    contested: tuple[Contest, ...] = ()
    uncontested: tuple[SpeakerClaims, ...] = ()


class Report(Record):
    """All that claimx says of one article."""

    schema_version: Literal["1.0"] = SCHEMA_VERSION
    article: ArticleInfo
    sentences: tuple[Sentence, ...] = ()
    entities: tuple[Entity, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    quotations: tuple[QuotationInfo, ...] = ()
    claims: tuple[Claim, ...] = ()
    links: tuple[Link, ...] = ()
    summary: Summary = Summary()
    warnings: tuple[str, ...] = ()


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a report."""
    schema = Report.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
