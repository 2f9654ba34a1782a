"""Persons by their role: "the Italian prime minister", "the spokesman", "a top official" of a lead."""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter
from typing import TYPE_CHECKING

from claimx.claims.names import words_of
from claimx.claims.profiles import kind_of
from claimx.claims.pronouns import Guess
from claimx.claims.roles import gender_of, key, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimx.claims.cast import Cast, Referent, Role
    from claimx.claims.phrases import Part

LEAD_SENTENCES = 3
"""Up to which sentence an indefinite description ("a top official") can stand for a person named just after it."""
_start = attrgetter("start")
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
    """Whoever a lead describes first and names in the next sentences ("A top official says … Jane Doe said …")."""
    known = words()
    here = cast.sentence_of(part.start)
    if here >= LEAD_SENTENCES or part.counted:
        return None
    wanted = "ORG" if head in known.institutions or head in known.media else "PERSON"
    if head not in known.role_of and (head in known.collectives or head in known.documents or head.endswith("s")):
        return None
    first = bisect_right(sources, (part.end, part.end))
    for start, end in sources[first : first + WINDOW]:
        if cast.sentence_of(start) > here + 2:
            break
        parts = cast.reader.read(start, end)
        if len(parts) != 1 or parts[0].kind != "name" or parts[0].mention is None:
            continue
        entity = cast.table.by_mention[parts[0].mention]
        if entity is None or cast.table.entities[entity].label != wanted:
            continue
        if wanted == "ORG" and part.lead not in {"a", "an"}:
            return None
        referent = cast.named(entity)
        if cast.last_seen(referent, part.start) is not None:
            continue
        if wanted == "PERSON" and referent.roles and not _agrees(referent, head, role):
            continue
        return Guess(referent, 0.65, f"'{words_of(cast, part.start, part.end)}' is {referent.name}, named after it")
    return _body_ahead(cast, part, here) if wanted == "ORG" and part.lead in {"a", "an"} else None


def _body_ahead(cast: Cast, part: Part, here: int) -> Guess | None:
    """The first body named after the sentence, for "a rights group" of the lead."""
    first = bisect_right(cast.annotation.mentions, part.end, key=_start)
    for index in range(first, min(first + WINDOW, len(cast.annotation.mentions))):
        mention, entity = cast.annotation.mentions[index], cast.table.by_mention[index]
        sentence = cast.sentence_of(mention.start)
        if sentence > here + 2:
            break
        if sentence <= here or mention.label != "ORG" or entity is None:
            continue
        referent = cast.named(entity)
        if kind_of(referent) == "government" or cast.last_seen(referent, part.start) is not None:
            return None
        return Guess(referent, 0.6, f"'{words_of(cast, part.start, part.end)}' is {referent.name}, named after it")
    return None


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
