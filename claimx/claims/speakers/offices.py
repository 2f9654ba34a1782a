"""Persons by their role: "the Italian prime minister", "the spokesman", "a top official" of a lead."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING

from claimx.claims.speakers.names import words_of
from claimx.claims.speakers.profiles import kind_of
from claimx.claims.speakers.pronouns import Guess
from claimx.claims.speakers.roles import gender_of, key, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimx.claims.speakers.cast import Cast, Referent, Role
    from claimx.claims.speakers.units import Part

LEAD_SENTENCES = 3
"""Up to which sentence an indefinite description ("a top official") can stand for a person named just after it."""
_start = attrgetter("start")
OPENING = 8
"""A name among so many first words opens its sentence."""
WINDOW = 60
"""So many sources or mentions after a description are looked at for its name."""


def by_role(cast: Cast, part: Part, head: str, role: Role) -> Guess | None:
    """The person whom the article gives this role: "the Italian prime minister", "the spokesman"."""
    known = words()
    group = _role_group(role, head)
    if head not in known.role_of:
        return None
    definite = part.lead in {"the", "this", "that"}
    wanted = role.bodies
    if not definite and not wanted:
        return None
    sentence = cast.sentence_of(part.start)
    if not definite and sentence >= LEAD_SENTENCES:
        return None
    extra = _extra(cast, part, head) & known.modifiers - known.soft
    best: tuple[float, Referent] | None = None
    for referent in cast.referents:
        fit = _fits_role(referent, group, head, wanted, role.terms) if _suits(referent, head, extra) else 0.0
        if not fit or not (definite or (wanted and referent.roles)):
            continue
        seen = cast.last_seen(referent, part.start)
        if seen is None and not (sentence < LEAD_SENTENCES and wanted and referent.roles):
            continue
        score = fit + (seen or 0) / (len(cast.annotation.tokens) + 1)
        if best is None or score > best[0]:
            best = (score, referent)
    if best is None:
        return None
    name = best[1].name
    return Guess(best[1], 0.75, f"'{words_of(cast, part.start, part.end)}' → {name}, who has that role")


def _suits(referent: Referent, head: str, extra: frozenset[str]) -> bool:
    """Whether nothing speaks against the role: its gender, a word such as "deputy" that no role of the referent has."""
    gender = gender_of(head)
    if gender and referent.gender not in {"", gender}:
        return False
    return not extra - referent.terms.union(*(role.terms for role in referent.roles))


def _extra(cast: Cast, part: Part, head: str) -> frozenset[str]:
    """The words of a noun part that are neither its head nor within a name."""
    named: set[int] = set()
    for at in range(part.start, part.end):
        index = cast.reader.starting.get(at)
        if index is not None:
            named.update(range(at, cast.annotation.mentions[index].end))
    tokens = cast.annotation.tokens
    return frozenset(
        key(tokens[at].text)
        for at in range(part.start, part.end)
        if at not in named and tokens[at].text[:1].isalpha() and key(tokens[at].text) != head
    )


def ahead(cast: Cast, part: Part, head: str, role: Role, sources: Sequence[tuple[int, int]]) -> Guess | None:
    """Whoever a lead describes first and names in the next sentences ("A top official says … Jane Doe said …").

    The name is a source there, or opens its sentence, and has not been met before.
    """
    here = cast.sentence_of(part.start)
    wanted = _wanted(part, head)
    if here >= LEAD_SENTENCES or part.counted or not wanted:
        return None
    low = bisect_left(sources, (part.end, 0))
    spoken = sources[low : low + WINDOW]
    mentions = cast.annotation.mentions
    first = bisect_right(mentions, part.end, key=_start)
    for index in range(first, min(first + WINDOW, len(mentions))):
        mention, entity = mentions[index], cast.table.by_mention[index]
        sentence = cast.sentence_of(mention.start)
        if sentence > here + 2:
            break
        if entity is None or mention.label != wanted or sentence == here:
            continue
        opens = mention.start - cast.sentence_starts[sentence] < OPENING and sentence == here + 1
        speaks = any(start <= mention.start and mention.end <= end for start, end in spoken)
        referent = cast.named(entity)
        if not (opens or speaks) or cast.last_seen(referent, part.start) is not None:
            continue
        if not _may_be(referent, head, role, lead=part.lead, opens=opens):
            continue
        text = words_of(cast, part.start, part.end)
        return Guess(referent, 0.65, f"'{text}' is {referent.name}, named after it")
    return None


def _wanted(part: Part, head: str) -> str:
    """The label of a name that can follow the description, or nothing."""
    known = words()
    if head in known.institutions or head in known.media:
        return "" if head in known.national or head in {"administration", "coalition"} else "ORG"
    if head in {"report", "reports"}:
        return "ORG" if part.lead in {"a", "an"} and part.tail is None else ""
    return "PERSON" if head in known.role_of or head in known.epithets else ""


def _may_be(referent: Referent, head: str, role: Role, *, lead: str, opens: bool) -> bool:
    """Whether the description fits the name: its kind, or its roles."""
    known = words()
    if referent.label == "PERSON":
        gender = gender_of(head)
        weak = all(known.role_of[word] in known.weak_roles for held in referent.roles for word in held.heads)
        fits = not referent.roles or _agrees(referent, head, role) or (opens and lead in {"a", "an"} and weak)
        return fits and (not gender or referent.gender in {"", gender})
    kind = kind_of(referent)
    if head in {"report", "reports"} or head in known.media:
        return kind == "medium" and lead in {"a", "an"}
    if lead not in {"a", "an"} and not opens:
        return False
    return kind != "government" or head in known.government


def _agrees(referent: Referent, head: str, role: Role) -> bool:
    """Whether the roles of a person named later do not speak against an earlier description."""
    known = words()
    group = known.role_of.get(head, "")
    for held in referent.roles:
        groups = {known.role_of[word] for word in held.heads}
        if group in groups or known.subsumes.get(group, frozenset()) & groups or role.bodies & held.bodies:
            return True
    return False


def _role_group(role: Role, head: str) -> str:
    known = words()
    if "prime" in role.terms and head == "minister":
        return "prime minister"
    return known.role_of.get(head, "")


def _fits_role(referent: Referent, group: str, head: str, wanted: frozenset[str], terms: frozenset[str]) -> float:
    """How well a referent fits a role, 0 where it does not."""
    if referent.label not in {"PERSON", ""} or referent.plural:
        return 0.0
    known = words()
    if not referent.label:
        return 1.0 if referent.head == head and wanted <= referent.bodies and terms <= referent.terms else 0.0
    best = 0.0
    for role in referent.roles:
        groups = {known.role_of[word] for word in role.heads}
        if "prime" in role.terms and "minister" in role.heads:
            groups.add("prime minister")
        same = head in role.heads or group in groups
        wider = bool(known.subsumes.get(group, frozenset()) & groups)
        if not same and not wider:
            continue
        if wanted and role.bodies and not wanted <= role.bodies:
            continue
        sure = 0.0 if wanted and not role.bodies else 0.5
        best = max(best, (2.0 if same else 1.2) + sure + (0.5 if terms <= role.terms else 0.0))
    return best
