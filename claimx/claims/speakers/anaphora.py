"""What a definite or bare noun takes up: "the ministry", "the report", "officials", "both countries"."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING

from claimx.claims.speakers.names import describe, words_of
from claimx.claims.speakers.pronouns import Guess, antecedent
from claimx.claims.speakers.roles import gender_of, is_possessive, key, words

if TYPE_CHECKING:
    from claimx.claims.speakers.cast import Cast, Referent
    from claimx.claims.speakers.units import Part

PASSING = frozenset(
    {"team", "staff", "office", "administration", "board", "delegation", "officials", "rebels", "militants", "troops"}
)
"""Nouns that take up what the text named in passing, as documents and a country's own bodies do."""
DEFINITE = frozenset({"the", "these", "those"})
BODIES = frozenset({"agency", "body", "group", "institution", "organisation", "organization"})
"""Nouns that take up a body of any kind."""
_start = attrgetter("start")
WINDOW = 300
"""So many mentions before a noun are looked at."""


def by_institution(cast: Cast, part: Part, head: str, *, owned: bool) -> Guess | None:
    """The body named before that the noun takes up: "the ministry", "the newspaper", "his party"."""
    known = words()
    if head not in known.institutions or (not owned and part.lead not in {"the", "this", "that"}):
        return None
    if part.tail is not None or (owned and (part.end - part.start > 1 or head in known.bare_possessor)):
        return None
    core = words_of(cast, part.start, part.end).casefold()
    best: tuple[int, Referent] | None = None
    for referent in cast.headed(head):
        if part.end - part.start > 1 and not f" {referent.name}".casefold().endswith(f" {core}"):
            continue
        seen = cast.last_seen(referent, part.start)
        if seen is not None and (best is None or seen > best[0]):
            best = (seen, referent)
    if best is None:
        return None
    return Guess(best[1], 0.75, f"'the {head}' → {best[1].name}")


def by_description(cast: Cast, part: Part, head: str, text: str) -> Guess | None:
    """The described source that the noun takes up: "the report", "officials", "police"."""
    known = words()
    bare = part.end - part.start == 1 and part.tail is None
    if not bare and part.lead not in {"the", "this", "that", "these", "those"}:
        return None
    if not part.lead and head not in known.collectives:
        return None
    terms = frozenset(text.split()) - known.adjectives
    best: tuple[int, Referent] | None = None
    for referent in cast.headed(head):
        if referent.entity is not None or not terms <= referent.terms | {head, referent.head}:
            continue
        seen = cast.last_seen(referent, part.start)
        if seen is not None and (best is None or seen > best[0]):
            best = (seen, referent)
    if best is None:
        return _in_passing(cast, part, head) if bare else None
    return Guess(best[1], 0.7, f"'{text}' → {best[1].name}, described before")


def _in_passing(cast: Cast, part: Part, head: str) -> Guess | None:
    """A document that the text named in passing: "the poll" after "an Orba poll"."""
    known = words()
    tokens = cast.annotation.tokens
    if part.lead != "the" or not (head in known.documents or head in known.national or head in PASSING):
        return None
    same = known.synonyms.get(head, head)
    for at in range(part.start - 1, max(0, part.start - WINDOW), -1):
        word = key(tokens[at].text)
        if known.synonyms.get(word, word) != same:
            continue
        back = None
        for end in range(at, max(0, at - 3), -1):
            back = back or cast.reader.mention_ending(end)
            between = tokens[end - 1]
            nominal = between.text.isalpha() and between.pos in {"", "NOUN", "PROPN", "ADJ"}
            if not (nominal or is_possessive(between.text)) or key(between.text) in known.determiners:
                break
        if back is not None and back[1] in {"ORG", "PERSON", "COUNTRY", "GROUP"}:
            (found, *_) = cast.reader.read(back[0], at + 1) or (part,)
            name = describe(cast, found)
            referent = cast.described(name, head=head, plural=head.endswith("s"), span=(back[0], at + 1))
            return Guess(referent, 0.65, f"'the {head}' → {name}, named in passing")
    return None


def by_kind(cast: Cast, part: Part, head: str) -> Guess | None:
    """The most prominent body of the kind, for "the company", "the group" and the like.

    Nothing where the noun says which ("the transport ministry"), or where the body's name says that it is of another
    kind: "the company" is no Authority.
    """
    if head not in words().institutions or part.lead not in {"the", "this", "that"} or _is_compound(cast, part):
        return None
    if head not in words().generic or not cast.bodies_in((part.start, part.end)) <= _seen_bodies(cast, part):
        return None
    only = frozenset({"ORG", "GROUP"}) if head in {"group", "party", "movement"} else frozenset({"ORG"})
    guess = antecedent(cast, "it", part.start, only=only, medium=head in words().media - {"agency"})
    if guess is None or not _fits(guess.referent.head, head):
        return None
    return Guess(guess.referent, 0.6, f"'the {head}' → {guess.referent.name}")


def _is_compound(cast: Cast, part: Part) -> bool:
    """Whether another common noun stands before the head: "the transport ministry", not "the Basel-based company"."""
    before = cast.annotation.tokens[part.start : part.end - 1]
    return any(token.text.islower() and token.pos in {"", "NOUN"} for token in before)


def _fits(named: str, noun: str) -> bool:
    """Whether a body whose name ends in `named` can be taken up by `noun`."""
    known = words()
    return (
        named not in known.institutions
        or known.synonyms.get(named, named) == known.synonyms.get(noun, noun)
        or noun in BODIES
    )


def _seen_bodies(cast: Cast, part: Part) -> frozenset[str]:
    """The nationalities and places within the noun; another body in it would name another thing."""
    out: set[str] = set()
    for at in range(part.start, part.end):
        index = cast.reader.starting.get(at)
        if index is not None and cast.annotation.mentions[index].label in {"PLACE", "GROUP", "COUNTRY"}:
            out |= cast.bodies_in((at, at + 1))
    return frozenset(out)


def by_nation(cast: Cast, part: Part, head: str) -> Guess | None:
    """The government or army of the country that the article has been speaking of."""
    if head not in words().national or part.lead != "the" or part.end - part.start > 1 or part.tail is not None:
        return None
    seen: dict[str, list[int]] = {}
    last = bisect_left(cast.annotation.mentions, part.start, key=_start)
    for index in range(max(0, last - WINDOW), last):
        entity = cast.table.by_mention[index]
        record = None if entity is None else cast.table.entities[entity]
        if record is not None and record.iso3 and record.label in {"COUNTRY", "GROUP", "PLACE"}:
            seen.setdefault(record.iso3, []).append(index)
    ranked = sorted(seen, key=lambda iso3: -len(seen[iso3]))
    if not ranked or (len(ranked) > 1 and len(seen[ranked[0]]) <= len(seen[ranked[1]])):
        return None
    mentions = [cast.annotation.mentions[index] for index in seen[ranked[0]]]
    best = next((mention for mention in mentions if mention.label == "GROUP"), None)
    best = best or next((mention for mention in mentions if mention.label == "COUNTRY"), None)
    if best is None:
        return None
    adjective = words_of(cast, best.start, best.end).removesuffix("s" if best.label == "GROUP" else "\0")
    name = f"{adjective} {head}"
    referent = cast.described(name, head=head, plural=False, span=(best.start, best.end))
    return Guess(referent, 0.6, f"'the {head}' → {name}, the country spoken of")


def by_pair(cast: Cast, part: Part, head: str) -> Guess | None:
    """The two who were named together, for "both countries" or "the two lawmakers"."""
    before = key(cast.annotation.tokens[part.start - 1].text) if part.start else ""
    if before not in {"two", "both"} or not head.endswith(("s", "men", "two")):
        return None
    # "two officials" are new to the article; only "the two officials" and "both officials" were named before.
    if before == "two" and (part.start < 2 or key(cast.annotation.tokens[part.start - 2].text) not in DEFINITE):
        return None
    nations = head in {"countries", "nations", "sides", "governments", "capitals", "neighbors", "neighbours"}
    labels = {"COUNTRY"} if nations else {"PERSON"}
    scores: dict[int, float] = {}
    here = cast.sentence_of(part.start)
    for place in range(cast.before(part.start) - 1, max(-1, cast.before(part.start) - 60), -1):
        sighting = cast.sightings[place]
        referent = cast.referents[sighting.referent]
        distance = here - cast.sentence_of(sighting.token)
        if len(referent.members) == 2 and distance < 4:
            return Guess(referent, 0.65, f"'{before} {head}' → {referent.name}")
        if referent.label in labels:
            scores[referent.index] = scores.get(referent.index, 0.0) + max(sighting.weight, 0.3) * 0.7**distance
    best = sorted(sorted(scores, key=lambda index: (-scores[index], index))[:2])
    if len(best) < 2:
        return None
    joint = cast.jointly(tuple(best))
    return Guess(joint, 0.55, f"'{before} {head}' → {joint.name}, the two most prominent before it")


def by_epithet(cast: Cast, part: Part, head: str) -> Guess | None:
    """The person spoken of, for a definite description that no role explains: "the veteran actor"."""
    known = words()
    if (
        part.lead != "the"
        or part.tail is not None
        or part.counted
        or not (head in known.role_of or head in known.epithets)
    ):
        return None
    pronoun = {"f": "she"}.get(gender_of(head), "he")
    guess = antecedent(cast, pronoun, part.start, only=frozenset({"PERSON"}))
    if guess is None:
        return None
    text = words_of(cast, part.start, part.end)
    return Guess(guess.referent, 0.55, f"'the {text}' → {guess.referent.name}, the person spoken of")


def last_speaker(cast: Cast, part: Part, head: str, spoken: list[tuple[int, int]]) -> Guess | None:
    """Whoever spoke last, for "the statement" that nothing else explains."""
    here = cast.sentence_of(part.start)
    for source in reversed(spoken):
        referent = cast.referents[source[1]]
        if here - cast.sentence_of(source[0]) > 2:
            break
        if referent.head not in words().documents:
            return Guess(referent, 0.6, f"the {head} of {referent.name}, who spoke last")
    return None
