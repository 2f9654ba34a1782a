"""A source phrase, read: its conjuncts, the name or noun that heads each, the role that stands beside it.

The reading uses the words and the entity mentions only, so it works where the pipeline gave no tree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.claims.speakers.roles import is_possessive, key, words
from claimx.claims.speakers.units import (
    NAMES,
    Part,
    Unit,
    are_adjectives,
    conjuncts_of,
    is_qualified,
    joined,
    reaching,
    segments_of,
    stops,
    trim,
    untimed,
    without_and,
)

if TYPE_CHECKING:
    from claimx.annotation import Annotation


class Reader:
    """Reads source phrases of one annotation."""

    def __init__(self, annotation: Annotation) -> None:
        self.annotation = annotation
        self.tokens = annotation.tokens
        self.starting: dict[int, int] = {}
        for index, mention in enumerate(annotation.mentions):
            held = self.starting.get(mention.start)
            if held is None or annotation.mentions[held].end < mention.end:
                self.starting[mention.start] = index

    def units(self, start: int, end: int) -> list[Unit]:
        """The words and mentions between two tokens."""
        out: list[Unit] = []
        tokens = self.tokens
        here = start
        while here < end:
            index = self.starting.get(here)
            mention = None if index is None else self.annotation.mentions[index]
            named = mention is not None and mention.end <= end and mention.label != "NUMBER"
            stop = mention.end if named and mention is not None else here + 1
            word, label = ("", mention.label) if named and mention is not None else (key(tokens[here].text), "")
            if not word.isspace():
                edges = tokens[here].start, tokens[stop - 1].end
                out.append(Unit(here, stop, index if named else None, label, word, *edges))
            here = stop
        return out

    def read(self, start: int, end: int) -> tuple[Part, ...]:
        """The conjuncts of the phrase; none where nothing in it can name a source."""
        segments = segments_of(trim(self.units(start, end)))
        if not segments:
            return ()
        if listed := self._list(segments):
            return listed
        segments = reaching(segments)
        parts = self._conjuncts(segments[0])
        if len(segments) == 1:
            return parts
        if len(parts) == 1 and (more := self._joined_later(parts[0], segments)):
            return more
        if len(parts) > 1 and parts[0].kind != "noun":
            return (*parts[:-1], self._apposed(parts[-1], segments) or parts[-1])
        whole = parts[0] if len(parts) == 1 else self._in_office(parts[-1], segments[0])
        return parts if whole is None else (self._with(whole, segments),)

    def _in_office(self, last: Part, units: list[Unit]) -> Part | None:
        """The phrase as one part, where "and" stands within a role: "party and government spokesman"."""
        is_role = last.kind == "noun" and key(self.tokens[last.end - 1].text) in words().role_of
        return self._part(units) if is_role else None

    def _with(self, part: Part, segments: list[list[Unit]]) -> Part:
        """The part with what stands beside it: the name of a noun, the maker of a document, the role of a person."""
        if part.kind == "name":
            return part if part.role is not None else part._replace(role=self._role_in(segments[1]))
        if part.kind != "noun":
            return part
        made = segments[1]
        is_document = key(self.tokens[part.end - 1].text) in words().documents
        if part.tail is None and is_document and made[0].word in words().postnominal:
            return part._replace(tail=(made[0].start, made[-1].end))
        return self._apposed(part, segments) or part

    def _list(self, segments: list[list[Unit]]) -> tuple[Part, ...]:
        """The members of "A, B and C", each of them a bare name of the same label."""
        if len(segments) < 2:
            return ()
        if are_adjectives(segments):
            return (Part("noun", segments[0][0].start, segments[-1][-1].end),)
        pieces = [*segments[:-1], *conjuncts_of(segments[-1])]
        if len(pieces) == 2 and all(len(piece) == 1 and piece[0].label == "PERSON" for piece in pieces):
            return tuple(part for piece in pieces if (part := self._part(piece)) is not None)
        if len(pieces) < 3 and not (len(pieces) == 2 and segments[1][0].word in {"and", "&"}):
            return ()
        parts = [part for piece in pieces if (part := self._part(without_and(piece))) is not None]
        if len(parts) != len(pieces) or any(part.kind != "name" for part in parts):
            return ()
        labels = {self.annotation.mentions[part.mention].label for part in parts if part.mention is not None}
        return tuple(parts) if len(labels) == 1 or labels <= {"COUNTRY", "ORG", "PLACE", "GROUP"} else ()

    def _conjuncts(self, units: list[Unit]) -> tuple[Part, ...]:
        pieces = conjuncts_of(units)
        first = self._part(pieces[0]) if len(pieces) > 2 else None
        if first is not None and first.kind == "noun" and not self._plausible(first):
            pieces = [[*pieces[0], *pieces[1]], *pieces[2:]]
        parts = [part for piece in pieces if (part := self._part(piece)) is not None]
        if 1 < len(parts) == len(pieces) and self._parallel(parts[0], parts[-1]):
            return tuple(parts)
        whole = self._part(units)
        return () if whole is None else (whole,)

    def _parallel(self, first: Part, last: Part) -> bool:
        """Whether two conjuncts are two sources, not adjectives of one noun, roles of one person or parts of a tail."""
        if first.kind == "noun":
            within = first.tail is not None and last.kind == "name"
            if within or not self._plausible(first) or self._doubles(first, last):
                return False
        elif last.kind == "noun" and self._label(first) in {"GROUP", "COUNTRY"}:
            return False
        return last.kind != "noun" or self._plausible(last)

    def _doubles(self, first: Part, last: Part) -> bool:
        """Whether both conjuncts are roles of one person: "former prosecutor and city mayor Jane Doe"."""
        head = key(self.tokens[first.end - 1].text)
        return first.kind == "noun" and not first.lead and head in words().role_of and self._label(last) == "PERSON"

    def _joined_later(self, first: Part, segments: list[list[Unit]]) -> tuple[Part, ...]:
        """The conjuncts after an apposition: "Jane Doe, the mayor, and Ann Roe"."""
        for segment in segments[1:] if first.kind == "name" else ():
            if segment[0].word == "and" and len(segment) > 1:
                rest = self.read(segment[1].start, segments[-1][-1].end)
                named = rest and (self._label(rest[0]) == "PERSON" or segment[1].word == "others")
                return (first, *rest) if named else ()
        return ()

    def _label(self, part: Part) -> str:
        return "" if part.mention is None else self.annotation.mentions[part.mention].label

    def _plausible(self, part: Part) -> bool:
        """Whether a noun part can stand alone, as "Agriculture" in "Agriculture and Food Minister X" cannot."""
        head = key(self.tokens[part.end - 1].text)
        known = words()
        return bool(part.lead) or head in known.collectives or head in known.role_of or part.tail is not None

    def _part(self, units: list[Unit]) -> Part | None:
        """One conjunct: what leads it, its core up to a preposition or participle, its tail."""
        known = words()
        lead, counted, at = self._lead(units := trim(units))
        units = units[at:]
        if len(units) == 2 and units[0].word in known.pronouns and units[1].word in {"all", "both", "each", "also"}:
            units = units[:1]
        if not units:
            return None
        first = units[0]
        if len(units) == 1 and first.mention is None and (first.word in known.pronouns):
            return Part("pronoun", first.start, first.end, lead=lead)
        stop = next((place for place in range(1, len(units)) if stops(units, place)), len(units))
        core = untimed(units[:stop])
        core = self._medium(core)
        last = core[-1]
        tail = (units[stop].start, units[-1].end) if stop < len(units) else None
        if last.mention is not None and last.label in NAMES:
            role = (core[0].start, core[-2].end) if len(core) > 1 else None
            if last.label == "GROUP" and self.tokens[last.end - 1].text.endswith("s") and (tail or is_qualified(core)):
                return Part("noun", core[0].start, last.end, last.mention, lead, tail, None, counted)
            return Part("name", last.start, last.end, last.mention, lead, tail, role, counted)
        part = Part("noun", core[0].start, last.end, None, lead, tail, None, counted)
        called = self._called(part, units, stop)
        return called or self._office(part, units, stop) or part

    def _lead(self, units: list[Unit]) -> tuple[str, bool, int]:
        """The determiner or possessive pronoun of a phrase, whether a number follows, and where the core begins."""
        known = words()
        lead, counted, at = "", False, 0
        while at < len(units) - 1 and (units[at].mention is None or units[at].label == "PERCENT"):
            word = units[at].word or "percent"
            compound = units[at + 1].word == "-" and joined(units, at + 1)
            if word in known.determiners or word in known.owners:
                lead = word
            elif at == 0 and word in known.leading:
                pass
            elif compound or word in known.keep_quantifier:
                break
            elif word in known.quantifiers or word.isdigit() or (counted and word in {"in", "out"}):
                counted = True
            else:
                break
            at += 1
        if at > 0 and units[at].mention is None and units[at].word in known.prepositions:
            at -= 1
        return lead, counted, at

    def _medium(self, core: list[Unit]) -> list[Unit]:
        """The core without "news agency", "newspaper" and the like behind a name."""
        at = len(core)
        while at > 0 and core[at - 1].mention is None and core[at - 1].word in words().labels:
            at -= 1
        return core[:at] if 0 < at < len(core) and core[at - 1].label in {"ORG", "PRODUCT"} else core

    def _called(self, part: Part, units: list[Unit], stop: int) -> Part | None:
        """The name of "a group called the Greens"."""
        if stop >= len(units) - 1 or units[stop].word not in {"called", "named", "dubbed"}:
            return None
        name = next((unit for unit in units[stop + 1 : stop + 4] if unit.mention is not None), None)
        if name is None or name.label not in NAMES:
            return None
        return Part("name", name.start, name.end, name.mention, part.lead, None, (part.start, part.end))

    def _office(self, part: Part, units: list[Unit], stop: int) -> Part | None:
        """The person of "Secretary of State Jane Doe", where the name stands behind the tail of an office."""
        known = words()
        head = key(self.tokens[part.end - 1].text)
        if head not in known.offices or stop >= len(units) - 1 or units[-1].label != "PERSON":
            return None
        before = len(units) - 2
        while before > stop and units[before].mention is None and units[before].word in known.titles:
            before -= 1
        prior = units[before]
        told = prior.mention is None and (
            prior.word in known.prepositions or prior.word in known.determiners or is_possessive(prior.word)
        )
        if before <= stop or told or prior.word in {"and", "&"} or prior.label in {"COUNTRY", "GROUP"}:
            return None
        person = units[-1]
        return Part("name", person.start, person.end, person.mention, part.lead, None, (part.start, prior.end))

    def _apposed(self, part: Part, segments: list[list[Unit]]) -> Part | None:
        """The name set beside a noun by commas: "the chief, Jane Doe", "the space agency, NASA"."""
        for place, segment in enumerate(segments[1:4]):
            units = [unit for unit in untimed(segment) if unit.word not in words().determiners]
            titled = all(unit.mention is None and unit.word in words().titles | {"-"} for unit in units[:-1])
            if not units or units[-1].mention is None:
                continue
            if units[-1].label == "PERSON" and (titled or self._role_in(segment) is not None):
                role = (part.start, part.tail[1] if part.tail else part.end)
                return Part("name", units[-1].start, units[-1].end, units[-1].mention, part.lead, None, role)
            if place == 0 and len(units) == 1 and units[-1].label in {"ORG", "GROUP"} and part.tail is None:
                return Part("name", units[-1].start, units[-1].end, units[-1].mention, part.lead)
        return None

    def _role_in(self, segment: list[Unit]) -> tuple[int, int] | None:
        """The span of a role in an apposition such as "the deputy mayor of Springfield"."""
        units = [*segment]
        while units and units[0].mention is None and units[0].word in words().determiners:
            units = units[1:]
        stop = next((place for place in range(1, len(units)) if stops(units, place)), len(units))
        heads = [unit for unit in units[:stop] if unit.mention is None and unit.word in words().role_of]
        if not heads:
            return None
        return units[0].start, units[-1].end

    def role_beside(self, mention: int) -> tuple[int, int] | None:
        """The span of the role that the text gives a person just before or after the mention."""
        span = self.annotation.mentions[mention]
        return self._role_before(span.start) or self._role_after(span.end)

    def _role_before(self, start: int) -> tuple[int, int] | None:
        known = words()
        here, found = start, False
        while here > 0 and start - here < 9:
            token = self.tokens[here - 1]
            word = key(token.text)
            back = self.mention_ending(here) if here < start and found else None
            if back is not None and back[1] in {"COUNTRY", "GROUP", "ORG", "PLACE", "PERSON"}:
                here = back[0]
                continue
            if word in known.determiners or not (word in known.role_of or self._belongs(here - 1, found=found)):
                break
            found = found or word in known.role_of
            here -= 1
        while here < start and (
            is_possessive(self.tokens[here].text) or key(self.tokens[here].text) in known.honorifics
        ):
            here += 1
        return (here, start) if found and here < start else None

    def _belongs(self, at: int, *, found: bool) -> bool:
        """Whether the word before a name can be part of its role; `found` tells that the role's noun is behind it."""
        known = words()
        text = self.tokens[at].text
        word = key(text)
        if word in known.titles or word in known.modifiers:
            return True
        if word == "of":
            return at > 0 and key(self.tokens[at - 1].text) in known.offices
        return found and (is_possessive(text) or text[:1].isupper())

    def mention_ending(self, end: int) -> tuple[int, str] | None:
        """The start and the label of the mention that ends before the token."""
        for start in range(end - 1, max(-1, end - 8), -1):
            index = self.starting.get(start)
            if index is not None:
                mention = self.annotation.mentions[index]
                return (start, mention.label) if mention.end == end else None
        return None

    def _role_after(self, end: int) -> tuple[int, int] | None:
        tokens = self.tokens
        if end + 1 >= len(tokens) or tokens[end].text != ",":
            return None
        close = end + 1
        while close < len(tokens) and close - end < 24 and tokens[close].text not in {",", ".", ";", "—", "–"}:
            close += 1
        segments = segments_of(trim(self.units(end + 1, close)))
        if not segments or key(tokens[end + 1].text) in words().relatives:
            return None
        return None if segments[0][-1].label == "PERSON" else self._role_in(segments[0])
