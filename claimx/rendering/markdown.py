"""A report as Markdown, to paste into notes or an issue; what the article says never becomes formatting."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimx.rendering.figures import value_words
from claimx.rendering.outline import FIELDS, LINK_WORDS, content_of, doubt, manner, outline, type_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimx.rendering.outline import Outline
    from claimx.schema import Claim, Report

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&!$]|:(?=//)|@(?=\w)|(?<=www)\.")
_AT_START = re.compile(r"^([-+]|\d+(?=[.)]))")
_BREAKS = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029]+")


def render(report: Report, text: str = "") -> str:  # noqa: ARG001 - every renderer takes the text
    """The report as GitHub-flavoured Markdown."""
    found = outline(report)
    sections = (_header(found), _contested(found), _claims(found), _speakers(found), _named(found), _warnings(report))
    return "\n".join("\n".join(section) for section in map(list, sections) if section).rstrip("\n") + "\n"


def literal(text: str) -> str:
    """The text on one line with every character that Markdown would act on escaped."""
    line = _BREAKS.sub(" ", text).strip()
    escaped = _SPECIAL.sub(_escaped, line)
    return _AT_START.sub(_escaped_start, escaped)


def _escaped(match: re.Match[str]) -> str:
    return f"\\{match[0]}"


def _escaped_start(match: re.Match[str]) -> str:
    return f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}"


def _header(found: Outline) -> Iterator[str]:
    article = found.report.article
    yield f"# {literal(article.title or article.path or article.id)}"
    yield ""
    byline = article.byline and f"by {article.byline}"
    facts = [literal(fact) for fact in (byline, article.published, article.dateline, article.path) if fact]
    contests = found.contests()
    denied = sum(1 for contest in contests if contest.denials)
    counts = f"{len(found.claims)} claims, {denied} contested, {len(contests) - denied} unanswered"
    yield " · ".join([*facts, counts])
    yield ""


def _contested(found: Outline) -> Iterator[str]:
    contests = found.contests()
    if not contests:
        return
    yield "## Contested"
    yield ""
    for contest in contests:
        yield f"- {_line(found, contest.claim)}"
        for answer in contest.answers:
            words = LINK_WORDS[answer.link.kind][0]
            unsure = doubt(answer.link.confidence)
            yield f"  - {_line(found, answer.claim, words)}{f' · {unsure}' if unsure else ''}"
    yield ""


def _claims(found: Outline) -> Iterator[str]:
    yield "## Who says what"
    yield ""
    if not found.claims:
        yield "No claims were found in this article."
    for claim in found.claims:
        indent = "  " * min(found.depth(claim), 1)
        medium = found.voice(claim.relayed_by)
        notes = [*manner(claim), f"passed on by {literal(medium.name)}" if medium else ""]
        for direction, linked in enumerate((found.answers, found.replies)):
            answers = linked.get(claim.id, ())
            notes += [f"{LINK_WORDS[answer.link.kind][direction]} {literal(answer.claim.id)}" for answer in answers]
        yield f"{indent}- {_line(found, claim)} · {' · '.join(note for note in notes if note)}".rstrip(" ·")
    yield ""


def _line(found: Outline, claim: Claim, words: str | None = None) -> str:
    voice = found.voice(claim.speaker)
    standing = "".join(f" · {literal(part)}" for part in voice.standing) if voice else ""
    who = f"**{literal(voice.name)}**{standing}" if voice else "*no speaker named*"
    content = literal(content_of(claim))
    return f"`{_code(claim.id)}` **{words or type_word(claim)}** {who}: {content} ({found.place(claim)})"


def _code(id_: str) -> str:
    return _BREAKS.sub(" ", id_.replace("`", "'"))


def _speakers(found: Outline) -> Iterator[str]:
    tallies = found.tallies()
    if not tallies:
        return
    yield "## Who says how much"
    yield ""
    yield "| speaker | role | claims | quoted |"
    yield "| --- | --- | ---: | ---: |"
    for tally in tallies:
        voice = found.voice(tally.speaker.id)
        standing = " · ".join(literal(part) for part in voice.standing) if voice else ""
        yield f"| {literal(tally.speaker.name)} | {standing} | {tally.claims} | {tally.quoted} |"
    yield ""


def _named(found: Outline) -> Iterator[str]:
    fields = [(heading, entities) for heading, labels in FIELDS if (entities := found.listed(labels))]
    if not fields:
        return
    yield "## Named in the article"
    yield ""
    for heading, entities in fields:
        items = []
        for entity in entities:
            value = value_words(entity)
            normal = f" ({literal(value)})" if value and value != entity.name else ""
            count = f" ×{len(entity.mentions)}" if len(entity.mentions) > 1 else ""
            items.append(f"{literal(entity.name)}{normal}{count}")
        yield f"- {heading}: {', '.join(items)}"
    yield ""


def _warnings(report: Report) -> Iterator[str]:
    if not report.warnings:
        return
    yield "## Warnings"
    yield ""
    for warning in report.warnings:
        yield f"- {literal(warning)}"
    yield ""
