"""The parts of the documentation that are made by running claimx, or from what it says of itself.

Cog runs these from the Markdown files (`make fix` writes, `make docs` checks), from the root of a checkout.
"""

# ruff: noqa: INP001  (a folder of pages is no package)

from __future__ import annotations

import json
from typing import Any

from typer.testing import CliRunner

from claimx.cli.app import app
from claimx.schema import json_schema

NOTES = {
    "Report.schema_version": "changes only by addition: what reads 1.0 reads every later 1.x",
    "Report.article": "where it came from, and how it is divided",
    "Report.sentences": "in the order of the text",
    "Report.entities": "each once, with all its mentions",
    "Report.speakers": "each once, however many claims it makes",
    "Report.quotations": "in the order of the text, nobody's ones included",
    "Report.claims": "in the order of the text",
    "Report.links": "how claims answer one another",
    "Report.summary": "what is disputed and what is not, by ids",
    "Report.warnings": "sentences for the reader, such as quotation marks that are never closed",
    "ArticleInfo.id": "the name of the file without its ending, or as given",
    "ArticleInfo.path": "as given on the command line; null for standard input and for text given from Python",
    "ArticleInfo.title": "the headline",
    "ArticleInfo.byline": "who wrote it, without “By”",
    "ArticleInfo.dateline": "the place it is sent from, as the first paragraph has it",
    "ArticleInfo.encoding": "of the file, as found or as given",
    "ArticleInfo.paragraphs": "in the order of the text; nothing is deleted from it",
    "Span.start": "offset of the first character, in code points",
    "Span.end": "offset after the last one",
    "Span.text": "exactly `text[start:end]`",
    "Paragraph.kind": "only `title` and `body` carry claims",
    "Sentence.id": "`n1`, `n2`, …",
    "Sentence.paragraph": "an index into `article.paragraphs`",
    "EntityMention.stands_for": "`government` where a capital or a seat speaks for its state: “Islamabad said”",
    "Money.amount": "the figure, multiplied out; null where the words give none",
    "Money.high": "the upper end of a range",
    "Money.currency_basis": "what the currency was told by",
    "Money.qualifier": "“about”, “more than”, …",
    "Money.per": "“a year”, “a barrel”, …",
    "Quantity.amount": "the figure; null where the words give none",
    "Quantity.high": "the upper end of a range",
    "Quantity.unit": "what is counted",
    "Quantity.qualifier": "“at least”, “nearly”, …",
    "Quantity.order": "the order of magnitude of “hundreds”: 100",
    "Time.type": "what kind of expression it is",
    "Time.value": "ISO 8601, as far as it is known: `2025-01-30`, `2021-08`, `XXXX-01-20`, `P15Y`",
    "Time.start": "of a range, ISO 8601",
    "Time.end": "of a range, ISO 8601",
    "Time.precision": "how exact the words are",
    "Time.basis": "`published` where it is counted from the day of publication; `none` where that is not known",
    "Entity.id": "`e1`, `e2`, …",
    "Entity.label": "what kind of thing it is",
    "Entity.name": "the fullest form in the article, or the usual name of a country",
    "Entity.iso3": "of a country, and of a place, group or institution that belongs to one (ISO 3166)",
    "Entity.value": "of a sum, count, date or time",
    "Entity.mentions": "every place where the article names it",
    "Speaker.id": "`s1`, `s2`, …",
    "Speaker.name": "the fullest name that the article gives, without titles; a description where it gives none",
    "Speaker.kind": "what kind of source it is",
    "Speaker.role": "the office or function, in the words of the article",
    "Speaker.represents": "id of the entity for which it speaks",
    "Speaker.entity": "id of the entity that it is",
    "Speaker.mentions": "every place where it stands as a source, pronouns included",
    "QuotationInfo.id": "`q1`, `q2`, …",
    "QuotationInfo.kind": "`scare` for words held at arm's length, `title` for the name of a work",
    "QuotationInfo.claim": "id of the claim that it belongs to; null where it is nobody's",
    "QuotationInfo.speaker": "id of who says it",
    "Cue.lemma": "of the word that carries the cue",
    "Claim.id": "`c1`, `c2`, …",
    "Claim.type": "what the speaker does with the content: see [claim-types.md](claim-types.md)",
    "Claim.directness": "in the speaker's words, in the writer's, or in both",
    "Claim.speaker": "id of who says it; null where the article gives nobody, never a guess",
    "Claim.source": "the words that name the source here, be it “he”",
    "Claim.cue": "the words that signal the attribution; null where there are none, as after a dash",
    "Claim.content": "what is said, in several pieces where the cue interrupts it",
    "Claim.polarity": "whether the content as the speaker has it affirms or negates",
    "Claim.certainty": "how sure the speaker is",
    "Claim.writer_stance": "`distanced` by words like “so-called”, `endorsed` by words like “admit”",
    "Claim.addressee": "to whom it is said",
    "Claim.target": "whom an accusation, criticism, demand or warning is aimed at",
    "Claim.parent": "id of the claim inside whose content this one stands",
    "Claim.entities": "ids of persons, countries, groups, … named in the content",
    "Claim.amounts": "ids of sums and counts in the content",
    "Claim.times": "ids of dates and times in the content",
    "Claim.sentence": "id of the sentence in which it begins",
    "Claim.confidence": "how likely source and content are right, calibrated on development articles",
    "Claim.why": "the grounds of type and speaker, in words",
    "Link.kind": "how the one answers the other",
    "Link.from": "id of the answering claim",
    "Link.to": "id of the claim that it answers",
    "Link.confidence": "how likely the link is right",
    "Link.why": "the grounds, in words",
    "Contest.claim": "id of the disputed claim",
    "Contest.denied_by": "ids of claims that deny it",
    "Contest.contradicted_by": "ids of claims that cannot be true beside it",
    "Contest.corroborated_by": "ids of claims of others that say the same",
    "Contest.silent": "ids of the claims in which somebody gives no answer to it",
    "SpeakerClaims.speaker": "id; null for claims to which the article gives no speaker",
    "SpeakerClaims.claims": "ids of claims",
    "Summary.contested": "claims that somebody disputes or leaves unanswered",
    "Summary.uncontested": "the other claims, by speaker",
}
"""What a field holds, where the schema itself does not say; `Span` stands for all records with its three fields."""


def shown(*arguments: str) -> str:
    """What claimx prints for these arguments."""
    result = CliRunner().invoke(app, arguments, prog_name="claimx", env={"COLUMNS": "100"})
    if result.exit_code:
        raise RuntimeError(f"claimx {' '.join(arguments)}: {result.stderr or result.exception!r}")
    return result.stdout


def screen(path: str, *, lines: int) -> str:
    """The first lines of what a terminal of 80 columns shows for an article, as a block of code."""
    told = shown("extract", path, "--format", "terminal", "--plain", "--width", "80").splitlines()[:lines]
    return "\n".join(["```text", *told, "[...]", "```"])


def excerpt(path: str, *, kind: str, keys: tuple[str, ...]) -> str:
    """The first claim of one type, some of its keys, its speaker, and the links from it, as a block of JSON."""
    report = json.loads(shown("extract", path, "--format", "json"))
    answering = {link["from"] for link in report["links"]}
    claims = [claim for claim in report["claims"] if claim["type"] == kind]
    claim = next((claim for claim in claims if claim["id"] in answering), claims[0])
    speakers = [
        {key: value for key, value in speaker.items() if key not in {"mentions", "entity"}}
        for speaker in report["speakers"]
        if speaker["id"] == claim["speaker"]
    ]
    links = [
        {key: link[key] for key in ("kind", "from", "to")} for link in report["links"] if link["from"] == claim["id"]
    ]
    lines = [f'{{"speakers": [{_line(speakers[0])}],' if speakers else '{"speakers": [],', ' "claims": [{']
    lines += [f"   {json.dumps(key)}: {_line(claim[key])}{',' if key != keys[-1] else ''}" for key in keys]
    lines += [" }],", f' "links": {_line(links)}}}']
    return "\n".join(["```json", *lines, "```"])


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def fields() -> str:
    """Every record of the report with its fields, as Markdown: the order is that in which one meets them."""
    schema = json_schema()
    records: dict[str, dict[str, Any]] = {"Report": schema}
    queue = [schema]
    while queue:
        for found in _references(queue.pop(0)):
            if found not in records:
                records[found] = schema["$defs"][found]
                queue.append(records[found])
    return "\n\n".join(_record(name, record) for name, record in records.items())


def words_of(record: str, name: str, field: dict[str, Any]) -> str:
    """What a field holds; an empty string where nothing says so."""
    inherited = "Span" if name in {"start", "end", "text"} else record
    return field.get("description") or NOTES.get(f"{record}.{name}") or NOTES.get(f"{inherited}.{name}", "")


def _record(name: str, record: dict[str, Any]) -> str:
    rows = [
        f"| `{field}` | {_type(what)} | {words_of(name, field, what)} |" for field, what in record["properties"].items()
    ]
    told = " ".join(record["description"].split())
    return "\n".join([f"### {name}", "", told, "", "| field | type | what stands there |", "|---|---|---|", *rows])


def _references(part: object) -> list[str]:
    if isinstance(part, list):
        return [name for item in part for name in _references(item)]
    if not isinstance(part, dict):
        return []
    found = [part["$ref"].rpartition("/")[2]] if "$ref" in part else []
    return found + [name for key, item in part.items() if key != "$defs" for name in _references(item)]


def _type(field: dict[str, Any]) -> str:
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "const" in field:
        return f"`{_line(field['const'])}`"
    if "enum" in field:
        return ", ".join(f"`{value}`" for value in field["enum"])
    if "anyOf" in field:
        return " or ".join(_type(choice) for choice in field["anyOf"])
    if field["type"] == "array":
        return f"list of {_type(field['items'])}"
    return {"integer": "integer", "number": "number", "string": "string", "null": "null"}[field["type"]]
