"""What stands around the article on the page: contested claims, all claims, speakers, things named, warnings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.rendering.families import FAMILY_OF
from claimx.rendering.figures import value_words
from claimx.rendering.html_article import escape
from claimx.rendering.outline import FIELDS, LINK_WORDS, content_of, doubt, manner, type_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimx.rendering.outline import Answer, Contest, Outline
    from claimx.schema import Claim, Entity

_SIDES = {"denies": "against", "contradicts": "against", "corroborates": "assent", "no_response": "silence"}


def header_html(found: Outline) -> str:
    """The title and what the article says of itself, with the counts."""
    article = found.report.article
    facts = (article.byline and f"by {article.byline}", article.published, article.dateline, article.path)
    contests = found.contests()
    denied = sum(1 for contest in contests if contest.denials)
    counts = (
        (len(found.claims), "claims"),
        (len(found.tallies()), "speakers"),
        (denied, "contested"),
        (len(contests) - denied, "unanswered"),
    )
    numbers = "".join(f"<li><b>{number:,}</b> {noun}</li>" for number, noun in counts)
    return (
        f"<h1>{_isolated(article.title or article.path or article.id)}</h1>\n"
        f'<p class="facts">{" · ".join(_isolated(fact) for fact in facts if fact)}</p>\n'
        f'<ul class="counts">{numbers}</ul>'
    )


def contested_html(found: Outline) -> str:
    """The contested claims, each with those who deny it below it; empty where there are none."""
    contests = found.contests()
    if not contests:
        return ""
    cards = "\n".join(_contest(found, contest) for contest in contests)
    return f'<section aria-labelledby="h-contested"><h2 id="h-contested">Contested</h2>\n{cards}\n</section>'


def filters_html(found: Outline) -> str:
    """The choices of type and speaker, only those that occur."""
    types: dict[str, tuple[str, int]] = {}
    for claim in found.claims:
        types[claim.type] = (FAMILY_OF[claim.type], types.get(claim.type, ("", 0))[1] + 1)
    boxes = "".join(
        f'<label class="chip {family}"><input type="checkbox" name="type" value="{kind}" checked>'
        f"{kind.replace('_', ' ')} <small>{count}</small></label>"
        for kind, (family, count) in sorted(types.items())
    )
    names = "".join(
        f'<option value="{escape(tally.speaker.id)}">{escape(tally.speaker.name)} ({tally.claims})</option>'
        for tally in found.tallies()
    )
    nobody = sum(1 for claim in found.claims if claim.speaker is None)
    if nobody:
        names += f'<option value="-">no speaker named ({nobody})</option>'
    return (
        f'<label class="pick">Speaker <select id="speaker"><option value="">everybody</option>{names}</select></label>'
        f"<fieldset><legend>Types</legend>{boxes}</fieldset>"
    )


def claims_html(found: Outline, placed: frozenset[str]) -> str:
    """All claims in the order of the text, as items of a list."""
    return "\n".join(_claim(found, claim, is_placed=claim.id in placed) for claim in found.claims)


def speakers_html(found: Outline) -> str:
    """Who says how much, as rows of a table."""
    rows = []
    for tally in found.tallies():
        voice = found.voice(tally.speaker.id)
        standing = " · ".join(_isolated(part) for part in voice.standing) if voice else ""
        rows.append(
            f'<tr><th scope="row">{_isolated(tally.speaker.name)}</th><td>{standing}</td>'
            f'<td class="n">{tally.claims}</td><td class="n">{tally.quoted}</td></tr>'
        )
    return "\n".join(rows)


def named_html(found: Outline) -> str:
    """Countries, groups, sums of money and dates, each with how often and with what it comes to."""
    sections = []
    for heading, labels in FIELDS:
        entities = found.listed(labels)
        if entities:
            items = "".join(_entity(found, entity) for entity in entities)
            sections.append(f"<div><h3>{heading}</h3><ul>{items}</ul></div>")
    return "\n".join(sections)


def warnings_html(found: Outline) -> str:
    """The warnings of the report; empty where there are none."""
    items = "".join(f"<li>{_isolated(warning)}</li>" for warning in found.report.warnings)
    return f'<section class="warnings"><h2>Warnings</h2><ul>{items}</ul></section>' if items else ""


def _contest(found: Outline, contest: Contest) -> str:
    rows = "".join(
        f'<li class="{_SIDES[answer.link.kind]}">'
        f"{_headline(found, answer.claim, LINK_WORDS[answer.link.kind][0])}"
        f"{_quote(answer.claim) if answer.link.kind != 'no_response' else ''}"
        f"{_dotted([_link_to(answer.claim), escape(doubt(answer.link.confidence)), _isolated(answer.link.why)])}</li>"
        for answer in contest.answers
    )
    claim = contest.claim
    return (
        f'<article class="contest {FAMILY_OF[claim.type]}">{_headline(found, claim, type_word(claim))}'
        f"{_quote(claim)}{_dotted([_link_to(claim)])}<ul>{rows}</ul></article>"
    )


def _claim(found: Outline, claim: Claim, *, is_placed: bool) -> str:
    id_ = escape(claim.id)
    place = escape(str(found.place(claim)))
    where = f'<a class="go" href="#a-{id_}" title="Show in the article">{place}</a>' if is_placed else place
    medium = found.voice(claim.relayed_by)
    notes = [*(escape(word) for word in manner(claim)), f"passed on by {_isolated(medium.name)}" if medium else ""]
    relations = "".join(_relations(found, claim))
    reasons = "".join(f"<li>{_isolated(why)}</li>" for why in claim.why)
    classes = f"claim {FAMILY_OF[claim.type]}" + (" inner" if found.depth(claim) else "")
    return (
        f'<li id="c-{id_}" class="{classes}" tabindex="-1" data-c="{id_}" data-type="{claim.type}" '
        f'data-speaker="{escape(claim.speaker or "-")}">'
        f'<span class="id">{id_}</span>{_headline(found, claim, type_word(claim))}{_quote(claim)}'
        f"{_dotted([where, *notes])}{relations}"
        f'<details><summary>Why · <span class="sure">confidence {claim.confidence:.2f}</span></summary>'
        f'<ul class="why">{"".join(_parts(claim))}{reasons}</ul></details></li>'
    )


def _parts(claim: Claim) -> Iterator[str]:
    parts = (
        ("source", claim.source),
        ("cue", claim.cue),
        ("addressed to", claim.addressee),
        ("aimed at", claim.target),
    )
    for name, span in parts:
        if span:
            yield f"<li>{name}: <q>{_isolated(span.text)}</q></li>"


def _relations(found: Outline, claim: Claim) -> Iterator[str]:
    directions: tuple[tuple[int, tuple[Answer, ...]], ...] = (
        (0, found.answers.get(claim.id, ())),
        (1, found.replies.get(claim.id, ())),
    )
    for direction, answers in directions:
        for answer in answers:
            voice = found.voice(answer.claim.speaker)
            who = _isolated(voice.name) if voice else "an unnamed source"
            id_ = escape(answer.claim.id)
            words = LINK_WORDS[answer.link.kind][direction]
            yield f'<p class="link {answer.link.kind}">{words} <a href="#c-{id_}">{who} ({id_})</a></p>'


def _headline(found: Outline, claim: Claim, word: str) -> str:
    voice = found.voice(claim.speaker)
    if voice is None:
        who = '<i class="who">no speaker named</i>'
    else:
        standing = "".join(f" · {_isolated(part)}" for part in voice.standing)
        who = f'<b class="who">{_isolated(voice.name)}</b><span class="standing">{standing}</span>'
    return f'<p class="head"><span class="type">{word}</span> {who}</p>'


def _quote(claim: Claim) -> str:
    return f'<p class="words" dir="auto">{escape(content_of(claim))}</p>'


def _link_to(claim: Claim) -> str:
    id_ = escape(claim.id)
    return f'<a class="go" href="#a-{id_}">{id_} in the article</a>'


def _entity(found: Outline, entity: Entity) -> str:
    value = value_words(entity)
    count = f" <small>×{len(entity.mentions)}</small>" if len(entity.mentions) > 1 else ""
    normal = f" <b>{escape(value)}</b>" if value and value != entity.name else ""
    number = found.place_of(entity.mentions[:1]).paragraph
    where = f' <a class="go" href="#p{number}">¶{number}</a>' if number else ""
    return f"<li>{_isolated(entity.name)}{count}{normal}{where}</li>"


def _dotted(parts: Iterable[str]) -> str:
    return f'<p class="meta">{" · ".join(part for part in parts if part)}</p>'


def _isolated(text: str) -> str:
    """The text in an element that keeps its direction, and any bidi marks in it, to itself."""
    return f"<bdi>{escape(text)}</bdi>"
