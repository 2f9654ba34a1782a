"""The name under which a described source appears: without article, number or relative clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.claims.speakers.roles import is_possessive, key, words

if TYPE_CHECKING:
    from claimx.claims.speakers.cast import Cast
    from claimx.claims.speakers.units import Part


def words_of(cast: Cast, start: int, end: int) -> str:
    """The text of a token span, with single spaces."""
    low, high = cast.annotation.chars(start, end)
    return " ".join(cast.annotation.text[low:high].split())


def describe(cast: Cast, part: Part, *, owner: str | None = None) -> str:
    """The name of a noun part; `owner` replaces the possessive pronoun that leads it."""
    known = words()
    tokens = cast.annotation.tokens
    head = key(tokens[part.end - 1].text)
    start = part.start
    while head in known.documents and start < part.end - 1 and _passing(cast, start):
        start += 1
    core = _core(cast, start, part.end, bare=head in known.bare_possessor)
    if owner is not None:
        core = f"{owner} {core}" if head in known.bare_possessor else f"{possessive(owner)} {core}"
    if part.tail is None:
        return core
    preposition = key(tokens[part.tail[0]].text)
    if preposition not in known.prepositions:
        maker = _maker(cast, part.tail) if head in known.documents else None
        return core if maker is None else f"{maker} {core.split()[-1]}"
    start, end = part.tail[0] + 1, _tail_end(cast, part.tail)
    named = any(at in cast.reader.starting for at in range(part.start, part.end))
    empty = all(token.text.isdigit() for token in tokens[start:end])
    if empty or (named and preposition in {"in", "at", "on"}):
        return core
    if head in known.fronting.get(preposition, ()):
        whose = _undetermined(cast, start, end)
        *before, noun = core.split()
        return " ".join([whose, noun] if head in known.documents else [*before, whose, noun])
    person = _person_at_end(cast, start, end)
    if person is not None:
        return f"{core} {preposition} {person}"
    return f"{core} {words_of(cast, part.tail[0], end)}"


def _person_at_end(cast: Cast, start: int, end: int) -> str | None:
    """The full name of the person with whom a tail ends, where only titles and roles stand before the name."""
    back = cast.reader.mention_ending(end)
    if back is None or back[1] != "PERSON" or back[0] < start:
        return None
    lower = [cast.annotation.tokens[at].text for at in range(start, back[0])]
    if any(is_possessive(text) or key(text) in words().prepositions or key(text) == "and" for text in lower):
        return None
    index = cast.reader.starting[back[0]]
    entity = cast.table.by_mention[index]
    return None if entity is None else cast.table.entities[entity].name


def _maker(cast: Cast, tail: tuple[int, int]) -> str | None:
    """The body behind "by" in "a poll conducted by the Doe Institute"."""
    tokens = cast.annotation.tokens
    for at in range(tail[0], tail[1] - 1):
        if key(tokens[at].text) == "by":
            start = at + 2 if key(tokens[at + 1].text) in words().determiners else at + 1
            index = cast.reader.starting.get(start)
            mention = None if index is None else cast.annotation.mentions[index]
            return None if mention is None or mention.label != "ORG" else words_of(cast, start, mention.end)
    return None


def _passing(cast: Cast, at: int) -> bool:
    """Whether the word only tells how new a document is."""
    token = cast.annotation.tokens[at]
    index = cast.reader.starting.get(at)
    dated = index is not None and cast.annotation.mentions[index].label == "DATE"
    return dated or is_possessive(token.text) or key(token.text) in words().adjectives or token.text.isdigit()


def possessive(name: str) -> str:
    """The name with the mark of a possessive."""
    return f"{name}'s"


def _core(cast: Cast, start: int, end: int, *, bare: bool) -> str:
    """The core of a noun phrase; persons in it by their full name, or as written before "campaign" and the like."""
    tokens = cast.annotation.tokens
    out: list[str] = []
    at = start
    while at < end:
        index = cast.reader.starting.get(at)
        mention = None if index is None else cast.annotation.mentions[index]
        if mention is not None and mention.end <= end and mention.label == "PERSON" and index is not None:
            while len(out) > 1 and key(out[-2]) in words().titles and out[-1] == " ":
                del out[-2:]
            entity = cast.table.by_mention[index]
            owned = mention.end < end and is_possessive(tokens[mention.end].text)
            written = words_of(cast, mention.start, mention.end)
            brief = bare or entity is None or key(tokens[end - 1].text).endswith("s") or not owned
            full = written if brief or entity is None else cast.table.entities[entity].name
            at = mention.end
            out.append(full)
            if owned and bare:
                out.append(" ")
                at += 1
            elif at < end and tokens[at].start > tokens[at - 1].end:
                out.append(" ")
            continue
        token = tokens[at]
        if not token.text.isspace():
            out.append(token.text)
            if at + 1 < end and tokens[at + 1].start > token.end:
                out.append(" ")
        at += 1
    text = " ".join("".join(out).split())
    return _lowered(cast, start, text)


def _lowered(cast: Cast, start: int, text: str) -> str:
    """The text with a small initial where only the beginning of the sentence made it great."""
    token = cast.annotation.tokens[start]
    opens = start in cast.reader.starting or token.text[1:2].isupper() or token.pos == "PROPN"
    first = cast.sentence_starts[cast.sentence_of(start)]
    if opens or start - first > 3 or not token.text[:1].isupper():
        return text
    return text[:1].lower() + text[1:]


def _tail_end(cast: Cast, tail: tuple[int, int]) -> int:
    """Where the tail ends: before a participle, a date or a second preposition of place."""
    tokens = cast.annotation.tokens
    known = words()
    at = tail[0] + 1
    while at < tail[1]:
        index = cast.reader.starting.get(at)
        mention = None if index is None else cast.annotation.mentions[index]
        if mention is not None and mention.end <= tail[1]:
            if mention.label in {"DATE", "TIME"} and key(tokens[at - 1].text) not in known.determiners | {"of"}:
                return at
            at = mention.end
            continue
        led = (
            at > tail[0] + 1
            and tokens[at - 1].end < tokens[at].start
            and key(tokens[at - 1].text) not in known.determiners
        )
        if (led and key(tokens[at].text) in known.postnominal) or key(tokens[at].text) in known.relatives:
            return at
        at += 1
    return tail[1]


def _undetermined(cast: Cast, start: int, end: int) -> str:
    """A noun phrase without determiners and titles, cut before its own first preposition."""
    known = words()
    tokens = cast.annotation.tokens
    while start < end - 1 and start not in cast.reader.starting:
        word = key(tokens[start].text)
        titled = word in known.titles and any(
            cast.annotation.mentions[cast.reader.starting[at]].label == "PERSON"
            for at in range(start, min(end, start + 4))
            if at in cast.reader.starting
        )
        if word not in known.determiners and not titled:
            break
        start += 1
    at = start
    while at < end:
        index = cast.reader.starting.get(at)
        mention = None if index is None else cast.annotation.mentions[index]
        if mention is not None and mention.end <= end:
            if mention.label == "PERSON":
                return words_of(cast, at, mention.end)
            at = mention.end
            continue
        if at > start and key(tokens[at].text) in known.prepositions and key(tokens[at].text) != "of":
            break
        at += 1
    return words_of(cast, start, max(at, start + 1))
