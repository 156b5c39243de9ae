"""Parts in reading order → the blocks of the document: cut paragraphs joined, furniture known, contacts left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from kg.lexicon.late import late
from kg.read.pieces import Joiner, Part, Raw, normalise
from kg.read.rules import Rules

HEADER = 12
"""How many blocks at the top may be letterhead, dateline, genre or title."""

LONGEST_CUE = 300
"""Longest block, in characters, that is held against the cues: what is longer is prose."""

_CLOSED = late(r"[.!?…:;][»”\"’')\]]{0,3}$|[.!?…:;] [»”]$")
_GOES_ON = late(r"[a-zà-öø-ÿœ]|[,;)\]»]")
_NO_SPACE_BEFORE = late(r"[,.)\]…]")
_BARE = late(r"[.,;)\]»…]+")
_LABEL = late(r"[a-z0-9]{1,4}(?:[)°.]|\s?[-–—]\s)")
_WORD = late(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BREAK = late(r"([^\W\d_]+)-[ \t]*\r?\n[ \t]*([^\W\d_]+)")
_NAME_BEGINS = late(r"(?:^|['’-])[A-ZÀ-Ý][^\W_]*$")
_NAME_GOES_ON = late(r"(?:[a-zà-ÿ]{1,4}[-'’]){1,3}[A-ZÀ-Ý]")
_BREAKS = 4
"""Broken words from which a text is one whose words are broken."""
_BULLET = late(r"[-•▪◦●■►] (?=\S)")
_LETTERS = late(r"[^\W\d_]+")
_HEADLINE = 160
_FOOTER = 14
_PAGES = 3
_PRESENTED = (4, 3, 2)
"""Of how many blocks a title and who presents the text may be: "PROPOSITION DE LOI", "visant à …", "présentée par", the name."""


def joiner(clean: str, rules: Rules) -> Joiner:
    """Decides on hyphens at line ends: the same text's other spellings first, then the words of the rules."""

    @cache
    def words() -> frozenset[str]:
        return frozenset(word.lower() for word in _WORD.findall(_BREAK.sub(" ", clean)))

    @cache
    def hyphenated() -> bool:
        """Whether words are broken at line ends, so that not every hyphen there is one that the author wrote."""
        pairs = ((left.lower(), right.lower()) for left, right in _BREAK.findall(clean))
        return sum(left not in rules.kept_after and right not in rules.kept_before for left, right in pairs) >= _BREAKS

    def joins(left: str, right: str) -> bool:
        capitals = left.isupper() and right.isupper()
        # "Île-|de-France", "Saint-Germain-|en-Laye": a name goes on with a particle.
        name = _NAME_BEGINS.search(left) and _NAME_GOES_ON.match(right)
        left, tail = left.replace("’", "'").rpartition("'")[2].lower(), right.lower()
        if not left or not right[:1].isalpha():
            return False
        if left + tail in words():
            return True
        if f"{left}-{tail}" in words():
            return False
        if name or any((left + tail).startswith(start) for start in rules.one_word):
            return name is None
        if not right[:1].islower():
            return capitals and _is_surname(left + tail) and not _is_surname(f"{left}-{tail}")
        if tail in rules.kept_before or tail.split("-")[0] in rules.kept_before:
            return False
        if left in rules.kept_always:
            return False
        # "ex-ministre" or "ex-périence": where words are broken, the rest is a word of the text or the hyphen is none.
        return left not in rules.kept_after or (hyphenated() and tail not in words())

    return joins


def _is_surname(word: str) -> bool:
    """Whether the authority knows somebody of this surname, which a word processor may have broken ("DARMA-|NIN")."""
    from kg.lexicon.fold import fold
    from kg.lexicon.pack import load_pack

    return load_pack().is_surname(fold(word))


def assemble(raws: Iterable[Raw], clean: str, rules: Rules) -> list[Part]:
    """The document's blocks, in order, each with text."""
    joins = joiner(clean, rules)
    parts = [part for raw in raws if (part := normalise(raw, joins)).text]
    parts = _mark_headings([_as_item(part) for part in _join(parts, rules)])
    return _mark_furniture(_without_contacts(parts, rules), rules)


Group = list[tuple[str, Part]]
"""The parts of one block, each with what stands before it: put together once, so that joining many lines stays linear."""


def _join(parts: Sequence[Part], rules: Rules) -> list[Part]:
    groups: list[Group] = []
    for part in parts:
        glue = _glue(groups[-1], part, rules) if groups else None
        if glue is None:
            groups.append([("", part)])
        else:
            groups[-1].append((glue, part))
    return [group[0][1] if len(group) == 1 else _merged(group) for group in groups]


def with_presenters(parts: Sequence[Part], rules: Rules) -> list[Part]:
    """The blocks, each title of a bill with the lines below it that end it or say who presents it: no sentence without it."""
    out: list[Part] = []
    at = 0
    while at < len(parts):
        taken = next((count for count in _PRESENTED if _presents(parts[at : at + count], rules)), 1)
        first, *below = parts[at : at + taken]
        out.append(_merged([("", first), *((" ", part) for part in below)]) if below else first)
        at += taken
    return out


def _presents(parts: Sequence[Part], rules: Rules) -> bool:
    if parts[0].kind not in {"title", "heading"} or not all(part.kind in {"paragraph", "heading"} for part in parts[1:]):
        return False
    return all(len(part.text) <= LONGEST_CUE for part in parts[1:]) and bool(
        rules.whole("presented", "\n".join(part.text for part in parts))
    )


def _merged(group: Group) -> Part:
    texts: list[str] = []
    points: list[tuple[int, int]] = []
    length = 0
    for glue, part in group:
        length += len(glue)
        points += [(start + length, source) for start, source in part.points]
        texts += (glue, part.text)
        length += len(part.text)
    first = group[0][1]
    return Part(first.kind, "".join(texts), tuple(points), first.level, first.soft, all(part.bold for _, part in group))


def _tail(group: Group) -> str:
    """The last words of a block so far, enough to see how it ends."""
    return "".join(glue + part.text for glue, part in group[-8:])[-80:]


def _glue(group: Group, part: Part, rules: Rules) -> str | None:
    """What stands between two blocks that are one: a space or nothing; None where they are two."""
    before, text = group[0][1], _tail(group)
    if _BARE.fullmatch(part.text) and len(part.text) < 4 and before.kind != "heading":
        return "" if _NO_SPACE_BEFORE.match(part.text) else " "
    if before.kind != part.kind and not (before.kind in {"item", "quote"} and part.kind == "paragraph" and part.soft):
        return None
    if part.kind != "paragraph" and before.kind not in {"paragraph", "item", "quote"}:
        return None
    if part.kind in {"item", "cell", "heading"}:
        return None
    if part.soft and len(text) + len(part.text) < 60 and rules.whole("phrase", f"{text} {part.text}"):
        return " "
    if part.soft and text.isupper() and part.text.isupper() and len(text) < 60:
        first = _LETTERS.match(part.text)
        return " " if first and first.group() in rules.continues else None
    if _CLOSED.search(text[-6:]) or not _GOES_ON.match(part.text) or _LABEL.match(part.text):
        return None
    # A short line that starts in lower case ("le Gouvernement") opens a text or signs it; a cut paragraph was long or
    # ends in a comma.
    if len(text) < 30 and text[-1] != ",":
        return None
    if before.bold != part.bold and text[-1] != ",":
        return None
    return "" if _NO_SPACE_BEFORE.match(part.text) else " "


def _as_item(part: Part) -> Part:
    """A paragraph that opens with a dash or a bullet, which no list element says is an item: an item without its mark."""
    mark = _BULLET.match(part.text) if part.kind == "paragraph" else None
    if not mark:
        return part
    cut = mark.end()
    below = [point for point in part.points if point[0] <= cut]
    points = [(0, below[-1][1] + cut - below[-1][0])] + [(at - cut, source) for at, source in part.points if at > cut]
    return Part("item", part.text[cut:], tuple(points), 1, part.soft, part.bold)


def _mark_headings(parts: Sequence[Part]) -> list[Part]:
    return [part.of_kind("heading", 3 if part.bold else 2) if _is_headline(part) else part for part in parts]


def _is_headline(part: Part) -> bool:
    text = part.text
    if part.kind != "paragraph" or len(text) > _HEADLINE or not any(map(str.isalpha, text)):
        return False
    if part.bold:
        return text[-1] not in ".;,"
    return text.isupper() and text[-1] not in ".;," and sum(map(str.isalpha, text)) > 3


def _mark_furniture(parts: Sequence[Part], rules: Rules) -> list[Part]:
    """The motto, page numbers, and what is printed beside the page numbers on at least three pages, after its first time."""
    # A number alone in a cell is a figure; a line of navigation is not less so for being laid out in a table.
    fits = [
        len(part.text) <= LONGEST_CUE
        and (part.kind not in {"cell", "item", "title"} or (part.kind == "cell" and not any(map(str.isdigit, part.text))))
        for part in parts
    ]
    marked = [fit and rules.whole("furniture", part.text) is not None for fit, part in zip(fits, parts, strict=True)]
    beside = Counter(
        part.text
        for index, part in enumerate(parts)
        if fits[index] and not marked[index] and any(marked[max(0, index - 1) : index + 2])
    )
    seen: set[str] = set()
    for index, part in enumerate(parts):
        if fits[index] and beside[part.text] >= _PAGES:
            marked[index] = part.text in seen
            seen.add(part.text)
    return [part.of_kind("furniture") if mark else part for mark, part in zip(marked, parts, strict=True)]


def _without_contacts(parts: list[Part], rules: Rules) -> list[Part]:
    """Leaves out the footer: from a block that opens it (in the last blocks, what follows being contact details or short
    lines), and the contact details at the very end."""
    opening, *details = rules.cues["contact"]

    def is_detail(part: Part) -> bool:
        text = part.text
        if len(text) > LONGEST_CUE:
            return False
        return any(cue.pattern.search(text) if cue.id == "contact.detail" else cue.pattern.fullmatch(text) for cue in details)

    end = len(parts)
    while end > 1 and is_detail(parts[end - 1]) and not parts[end - 1].text.endswith((".", "»")):
        end -= 1
    for index in range(max(1, len(parts) - _FOOTER), len(parts)):
        text = parts[index].text
        if len(text) > LONGEST_CUE or not opening.pattern.match(text):
            continue
        rest = parts[index + 1 :]
        if all(is_detail(part) or len(part.text) < 90 or part.kind == "furniture" for part in rest) and (
            is_detail(parts[index]) or any(map(is_detail, rest)) or not rest
        ):
            return parts[: min(end, index)]
    return parts[:end]
