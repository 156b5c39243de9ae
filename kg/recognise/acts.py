"""Citations of legal acts by their form (``ontology/rules/citations.toml``), and the short forms that point back to one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.lexicon.calendar import day_of
from kg.lexicon.files import ontology_root
from kg.lexicon.fold import fold
from kg.lexicon.late import late
from kg.lexicon.letters import letters
from kg.lexicon.rules import Rule, read_rules
from kg.lexicon.vocabulary import vocabulary
from kg.model import Mention, Span
from kg.recognise.known_titles import ORDER, known_title
from kg.recognise.overlaps import ACTS
from kg.recognise.titles import title_end

_TITLED = frozenset({"Law", "Ordinance", "Decree"})
_ORDER = letters(ORDER)
_BILL_BEFORE = late(r"(?:projets?|propositions?) de $")
_NAME_END = late(
    r" (?=(?:est|sont|a|ont|sera|qui|que|dont|prévoit|vise|permet|doit|entend|en cours|actuellement|"
    r"porté|présenté|déposé|adopté|examiné|de décembre|de janvier|et (?:aux?|à|de|du|des|la|les?))\b)|[,.;:()«»\n]"
)


_STATE = (
    r"(?:le |la |les |l['’])?(?:[Gg]ouvernement|[A-ZÀ-ÖØ-Þ][\w’'-]*)(?: (?:(?:de la |de l['’]|du |des |de |d['’]|"
    r"et d['’](?=[A-Z])|et de la (?=[A-Z]))?[A-ZÀ-ÖØ-Þ][\w’'-]*|(?:français|fédéral|populaire|suisse|uni|démocratique|"
    r"islamique|hellénique|tchèque|slovaque|italien|portugais|argentin|algérien|tunisien|libanais|américain|[a-zéè]+ien)(?:ne|e)?s?\b))*"
)


@cache
def _parties() -> re.Pattern[str]:
    """The parties of a treaty: "le Gouvernement de la République française et le Gouvernement de l'État du Qatar"."""
    return re.compile(rf"{_STATE}(?:, {_STATE})*,? et {_STATE}(?: (?:du|en date du) \d{{1,2}}(?:er)? [a-zéû]+ \d{{4}})?")


@cache
def citation_rules() -> tuple[Rule, ...]:
    """The rules of citations.toml, in the order of the file: the first that matches at an anchor wins."""
    return tuple(read_rules(ontology_root() / "rules" / "citations.toml"))


@cache
def _compiled_next(rule_id: str, source: str) -> re.Pattern[str]:
    from kg.lexicon.files import read_toml
    from kg.lexicon.letters import letters_pattern
    from kg.lexicon.rules import common_macros, expand

    own = read_toml(ontology_root() / "rules" / "citations.toml").get("macros", {})
    return re.compile(letters_pattern(expand(source, {**common_macros(), **own})))


def _next_pattern(rule: Rule) -> re.Pattern[str]:
    try:
        return _compiled_next(rule.id, str(rule.options["next"]))
    except (re.error, KeyError) as error:
        raise rule.error(f"next is not a pattern: {error}") from error


_ALTERNATIVE = late(r"_[b-d]$")
"""The end of a group's name that says the same in another place of the pattern ("number_b")."""


def _features(match: re.Match[str], text: str, extra: dict[str, str]) -> tuple[tuple[str, str], ...]:
    out = dict(extra)
    for group, value in match.groupdict().items():
        if not value:
            continue
        name, value = _ALTERNATIVE.sub("", group), value.strip()
        if name == "date":
            value = day_of(value)
        elif name == "number":
            value = value.replace(" ", "")
        elif name in ("name", "court", "form", "acronym", "parties", "reference", "historical"):
            value = text[match.start(group) : match.end(group)].strip()
            value = value.lower() if name in ("form", "acronym") else value
        if value:
            out.setdefault(name, value)
    return tuple(sorted(out.items()))


def _printed(match: re.Match[str], text: str, name: str) -> str:
    """What a group, or another way of saying the same, holds as printed."""
    for group, value in match.groupdict().items():
        if value and _ALTERNATIVE.sub("", group) == name:
            return text[match.start(group) : match.end(group)].strip()
    return ""


def _plausible(rule: Rule, match: re.Match[str], text: str, folded: str) -> bool:
    if rule.kind == "Law" and _BILL_BEFORE.search(folded, max(0, match.start() - 16), match.start()):
        return False
    case = rule.options.get("case")
    if case == "name":
        return text[match.start("name")].isupper()
    if case == "acronym":
        return _printed(match, text, "acronym").isupper()
    if case == "parties":
        return _printed(match, text, "parties").lstrip("« ")[:1].isupper()
    if case == "place":
        return _of_place(match, text)
    if case == "named":
        return text[match.start("name")].isupper()
    if case == "capital":
        return text[match.start()].isupper()
    if case == "alone":
        return match.start() == 0 or text[match.start() - 1] == "\n"
    if case == "number":
        return not any(char.islower() for char in _printed(match, text, "number"))
    return True


def _of_place(match: re.Match[str], text: str) -> bool:
    """Whether a treaty bears the name of a town: "accord de Bougival", "convention de Chicago du 7 décembre 1944"."""
    name = text[match.start("place") : match.end("place")]
    if not name[0].isupper() or name.isupper():
        return False
    if match.group("date") or match.group("form") in ("traite", "protocole", "accords"):
        return True
    words = vocabulary()
    known = words.pack.place_named(fold(name)) or words.pack.communes_named(fold(name))
    return bool(known) or any(entry.kind == "Place" for entry in words.tables.find(name))


def _known(rule: Rule, match: re.Match[str], text: str, folded: str, limit: int, form: str) -> tuple[int, str]:
    """The end of the title and the key of an act that the authority knows by the words behind its number or date."""
    if rule.kind not in _TITLED:
        return 0, ""
    number, date = _printed(match, folded, "number").replace(" ", ""), day_of(_printed(match, folded, "date"))
    return known_title(text, folded, match.end(), limit, rule.kind, number, date, letters(form) == _ORDER)


def _name_extent(match: re.Match[str], text: str, limit: int) -> int | None:
    start = match.start("name")
    stop = _NAME_END.search(text, start, limit)
    end = stop.start() if stop else limit
    return end if len(text[start:end].split()) >= 2 else None


def _nickname(match: re.Match[str], text: str) -> tuple[int, str]:
    """The end of the nickname behind the noun of a bill, and the key of the law that bears it; (0, "") where none does."""
    words = list(re.finditer(r"\S+", text[match.start("name") : match.end("name")]))
    for last in reversed(words):
        name = text[match.start("name") : match.start("name") + last.end()]
        found = {
            entry.key
            for entry in vocabulary().tables.find(f"loi {name}")
            if entry.kind == "Law" and not entry.is_ambiguous(f"loi {name}")
        }
        if len(found) == 1:
            return match.start("name") + last.end(), found.pop()
    return 0, ""


def _begins_line(text: str, position: int) -> bool:
    return text[position].isupper() and (position == 0 or text[position - 1] == "\n")


def cite(text: str, folded: str, head: re.Match[str], rule: Rule, limit: int) -> Iterator[Mention]:
    """The citations that ``rule`` finds at a match of its pattern: one, or several where the list goes on. ``limit`` is the end
    of the sentence."""
    if not _plausible(rule, head, text, folded):
        return
    match: re.Match[str] | None = head
    position, end = head.span()
    if rule.options.get("case") == "name":
        named = _name_extent(head, text, limit)
        if named is None:
            return
        yield Mention(
            Span(position, named), rule.kind, rule.id, _features(head, text, {"name": text[head.start("name") : named]})
        )
        return
    if rule.options.get("case") == "nickname":
        end, law = _nickname(head, text)
        if law and rule.kind == "Law":
            yield Mention(Span(*head.span()), rule.kind, rule.id, (("head_end", str(head.end())), ("keys", law)))
        elif law:
            yield Mention(Span(position, end), rule.kind, rule.id, _features(head, text, {"law": law, "name": "-"}))
        return
    first = True
    form = _printed(head, text, "form").lower()
    while match is not None:
        extra: dict[str, str] = {"head_end": str(match.end())}
        if match.groupdict().get("remark"):
            extra["remark_end"] = str(match.end("remark"))
        if not first:
            form = _printed(match, text, "form").lower() or form
            extra |= {"form": form} if form else {}
            if not _OWN_ARTICLE.match(folded, match.start()):
                extra["listed"] = "1"
        end = match.end()
        if rule.options.get("case") == "parties-after":
            parties = _parties().match(text, end, limit)
            if parties is None:
                return
            end = parties.end()
            extra["head_end"] = str(end)
        if rule.options.get("title"):
            known, key = _known(rule, match, text, folded, limit, form)
            if key:
                extra["keys"] = key
            titled = known or title_end(text, end, limit, record=first and _begins_line(text, position))
            if titled is None and rule.options["title"] == "required":
                return
            if titled is not None:
                extra["title"] = text[end:titled].strip(" ,")
                end = titled
        start = match.start() if first else _list_start(folded, match.start())
        yield Mention(Span(start, end), rule.kind, rule.id, _features(match, text, extra))
        first = False
        match = _next_pattern(rule).match(folded, end, limit) if "next" in rule.options else None


def whole_titles(text: str, found: list[Mention]) -> list[Mention]:
    """The mentions, each title that would end within the citation of a European act reaching to the end of that: "portant
    transposition de la directive 2012/13/UE du Parlement européen et du Conseil, du 22 mai 2012, relative au droit …"."""
    acts = sorted((one for one in found if one.kind in ACTS and not one.get("short")), key=lambda one: one.span)
    longer: dict[Mention, Mention] = {}
    for number, outer in enumerate(acts[:-1]):
        end = outer.span.end
        for inner in acts[number + 1 :]:
            if inner.span.start >= end:
                break
            if outer.get("title") and inner.kind == "EUAct" and inner.span.start > outer.span.start:
                end = max(end, inner.span.end)
        if end > outer.span.end:
            features = dict(outer.features) | {"title": text[int(outer.get("head_end")) : end].strip(" ,")}
            longer[outer] = outer._replace(span=Span(outer.span.start, end), features=tuple(sorted(features.items())))
    return [longer.get(one, one) for one in found] if longer else found


_OWN_ARTICLE = late(r"(?:,| et|, et)(?: de)? ?(?:la |le |l'|du |de la )")
_LIST_LEAD = late(r"(?:,| et|, et)(?: de)? (?:la |les |le |l'|du |de la )?")


def _list_start(folded: str, position: int) -> int:
    """Where the words of a later list item begin, its comma or "et" left out."""
    lead = _LIST_LEAD.match(folded, position)
    return lead.end() if lead else position
