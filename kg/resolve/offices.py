"""Offices: one entity per title and body, and their holder on the document's date where the authority knows exactly one."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from kg import iris
from kg.errors import OntologyError
from kg.lexicon.files import line_of_value, ontology_root, read_toml, shown
from kg.lexicon.fold import fold
from kg.lexicon.late import late
from kg.model import Candidate, Entity, Key, Mention
from kg.resolve.context import Context, known_entity
from kg.resolve.formerly import held_by_the_one_beside, is_past
from kg.resolve.holders import infer_holder
from kg.resolve.strangers import held_by_a_stranger, held_by_any, is_foreign, stranger_beside

_MASCULINE = (
    (r"\bchargée(s?)\b", r"chargé\1"),
    (r"(?<=[a-z]) en charge (?=d)", " chargé "),
    (r"\bdéléguée(s?)\b", r"délégué\1"),
    (r"\bpremière présidente\b", "premier président"),
    (r"\bavocate générale\b", "avocat général"),
    (r"\bprocureure\b", "procureur"),
    (r"\bdirectrice", "directeur"),
    (r"\bprésidente", "président"),
    (r"\bsénatrice", "sénateur"),
    (r"\bdéputée", "député"),
    (r"\brapporteu(?:re|se)\b", "rapporteur"),
    (r"\bsecrétaire générale\b", "secrétaire général"),
    (r"\bhaute-commissaire\b", "haut-commissaire"),
    (r"\bpréfète\b", "préfet"),
    (r"\bpremière ministre\b", "Premier ministre"),
    (r"\binterministérielle (?=d|à)", "interministériel "),
    (r"\bdirecteur générale\b", "directeur général"),
    (
        r"\b(directeur|délégué|secrétaire|président|commissaire|inspecteur)((?: (?:général|adjoint))*) "
        r"(territorial|national|régional|départemental|central|interrégional|général|adjoint)e\b",
        r"\1\2 \3",
    ),
    (r"\b(directeur|président|vice-président) exécutive\b", r"\1 exécutif"),
    (r"(?<=général) adjointe\b", " adjoint"),
    (r"\bgouverneure\b", "gouverneur"),
    (r"\bcheffe\b", "chef"),
    (r"\bministre d[’']etat", "ministre d'État"),
    (r"\bsecrétaire d[’']etat", "secrétaire d'État"),
)
_TITLES_KEPT = 4096
"""How many titles are remembered with what was made of them: texts repeat few."""


_SEAT = late(
    r" (?:(?:près )?(?:de la |de l['’]|la |l['’]|des |du |de |d['’]))"
    r"(?:(?:région|département)(?: (?:de la |de l['’]|des |du |de )| ?d['’]| ))?"
)
_TOWN = late(
    r"(?:[IVX]+|\d+)(?:e|er|ème) arrondissement(?: de [A-ZÀ-Þ][\w-]+)?|(?:L[ae]s? )?[A-ZÀ-ÖØ-Þ][\w’'-]+(?! [A-ZÀ-ÖØ-Þ])\b"
)
_REACH = 12


@lru_cache(_TITLES_KEPT)
def masculine(title: str) -> str:
    """A title in the masculine and the singular, under which the office has its key."""
    out = title
    for pattern, plain in _MASCULINE:
        out = re.sub(pattern, plain, out, flags=re.IGNORECASE)
    return out


@lru_cache(_TITLES_KEPT)
def _signature(title: str) -> tuple[str, str]:
    """(rank, domain) of a minister's title: the same for its long and its short form."""
    folded = fold(masculine(title)).replace("l etat", "letat")
    folded = re.sub(r"^ministre d etat (?:garde des sceaux )?(?=ministre)|^garde des sceaux (?=ministre)", "", folded)
    rank = next(
        (word for word in ("secretaire d etat", "ministre delegue", "haut commissaire", "ministre") if folded.startswith(word)),
        "",
    )
    if not rank:
        return "", ""
    match = re.search(r"\bcharge (?:de la |de l |du |des |de |d )?(.*)$", folded) or re.match(
        rf"{rank} (?:de la |de l |du |des |de |d |a la |aux )(.*)$", folded
    )
    if match is None:
        return "", ""
    if " aupres " in folded or folded.startswith("ministre delegue"):
        rank = "junior" if rank.startswith("ministre") else rank
    return rank, match.group(1)


def resolve_offices(context: Context, indexes: list[int]) -> None:
    """Judge every explicit office of a document, then infer who held it."""
    mentions = context.recognised.mentions
    signatures: dict[tuple[str, str], Key] = {}
    seats: dict[Key, set[Key]] = {}
    for index in sorted(indexes, key=lambda i: (-(mentions[i].span.end - mentions[i].span.start), i)):
        mention = mentions[index]
        title = context.words(mention)
        several = (context.gender(mention) == "p" and re.match(r"\w+s\b", title) is not None) or _heads_a_list(context, mention)
        if several and _of_a_list(context, mention):
            title, several = _singular(title), False
        keys = _candidates(context, mention, title)
        signature = _signature(title)
        if len(keys) != 1 and signature in signatures and signature[0]:
            context.link(
                index,
                signatures[signature],
                entity=Entity(signatures[signature], "Office", title),
                reasons=("the same rank and domain as an office of this document",),
            )
            continue
        if is_foreign(context, mention) or held_by_a_stranger(context, mention, keys):
            context.undecided(index, ("an office of another country",), tuple(Candidate(key, 0.1, ("title",)) for key in keys))
            continue
        if several:
            context.undecided(index, ("a class of office-holders, not one office",))
            continue
        if len(keys) == 1 and (seated := _seated(context, mention, keys[0])) is not None:
            context.link(index, seated.key, entity=seated, reasons=("title and place",))
            seats.setdefault(keys[0], set()).add(seated.key)
        elif len(keys) == 1:
            context.link(index, keys[0], reasons=("title",))
        elif keys and held_by_any(context, keys) and not is_past(context, mention):
            context.undecided(index, ("several offices have this title",), tuple(Candidate(key, 0.5, ("title",)) for key in keys))
            continue
        else:
            label = masculine(title)
            label = label[:1].lower() + label[1:]
            key = f"office/{iris.slug(label)}"
            context.link(
                index,
                key,
                entity=Entity(key, "Office", label, (title,) if fold(title) != fold(label) else ()),
                reasons=("title, unknown to the authority",),
            )
        key = context.links[index].entity or ""
        if signature[0]:
            signatures.setdefault(signature, key)
    for index in sorted(indexes):
        link = context.links.get(index)
        if (
            link is not None
            and len(of := seats.get(link.entity or "", set())) == 1
            and context.gender(link.mention) in ("m", "f")
        ):
            context.link(index, *of, score=0.9, reasons=("the only one of this title that the document names with its place",))
            link = context.links[index]
        if link is not None and link.entity is not None and not stranger_beside(context, link.mention):
            infer_holder(context, link.mention, link.entity)


@cache
def seated_offices() -> frozenset[Key]:
    """The keys of offices of which there is one in each place or court: with it they are one ("maire de Lyon"). They are those of
    ``ontology/rules/offices.toml``, [seated]; raises OntologyError, with its line, for one that is no office."""
    path = ontology_root() / "rules" / "offices.toml"
    keys = [str(key) for key in read_toml(path).get("seated", {}).get("offices", [])]
    for key in keys:
        known = known_entity(key)
        if known is None or known.kind != "Office":
            raise OntologyError(shown(path), line_of_value(path, key), f"[seated]: no office is called {key}")
    return frozenset(keys)


def _seated(context: Context, mention: Mention, key: Key) -> Entity | None:
    """The office of a place ("maire de Lyon"), where one stands behind a title that each place has; else None."""
    title = context.known(key) if key in seated_offices() else None
    joint = _SEAT.match(context.text, mention.span.end) if title is not None else None
    if title is None or joint is None:
        return None
    beside = [other for other in context.around(mention.span, _REACH) if other.span.start == joint.end()]
    ends = [other.span.end for other in beside if other.kind in ("Place", "Organisation")]
    if not ends and (town := _TOWN.match(context.text, joint.end())):
        ends.append(town.end())
    if not ends:
        return None
    place = context.text[mention.span.end : max(ends)]
    seated = f"{key}-{iris.slug(place)}"
    return Entity(seated, "Office", f"{title.label}{place}")


_LISTED = late(r"(?: \([^()]{1,40}\))?(?:,| et) (?:MM?\. |Mmes? )?$")
_BEFORE_NAMES = late(
    r"(?: (?:socialistes|communistes|écologistes|centristes|radicaux|insoumise?s|républicaine?s|indépendante?s))?,? "
    r"(?:(?:sont|seront|étaient|en sont) )?(?:MM?\. |Mmes? )?"
)
"""What stands between a title in the plural and the first of those who hold it."""


def _of_a_list(context: Context, mention: Mention) -> bool:
    """Whether several persons are named right behind a title in the plural, or right before it: "les députés A et B", "A et B,
    députés"."""
    span = mention.span
    persons = sorted((one for one in context.around(span, _LIST) if one.kind == "Person"), key=lambda one: one.span)
    behind = [one.span for one in persons if span.end < one.span.start <= span.end + _LIST]
    before = [one.span for one in persons if span.start - _LIST <= one.span.end < span.start]
    text = context.text
    if _heads_a_list(context, mention):
        return True
    if behind and _BEFORE_NAMES.fullmatch(text, span.end, behind[0].start):
        return len(behind) > 1 and _LISTED.fullmatch(text, behind[0].end, behind[1].start) is not None
    if before and re.fullmatch(r", (?:respectivement )?", text[before[-1].end : span.start]):
        return len(before) > 1 and _LISTED.fullmatch(text, before[-2].end, before[-1].start) is not None
    return False


def _heads_a_list(context: Context, mention: Mention) -> bool:
    """Whether a title in the plural stands over a list of persons."""
    words = context.words(mention)
    return re.match(r"[\w-]+s\b", words) is not None and _HEADED.match(context.text, mention.span.end) is not None


_HEADED = late(r" ?:\s{0,3}(?:[-–•.*]\s?)?(?:MM?\. |Mmes? |MM\. )")
"""What stands behind a title in the plural that heads a list of persons ("Vice-présidents :", "- Rapporteurs : MM. A et B")."""
_LIST = 120
"""Code points from a title in which the first two persons of its list are named."""


def _singular(title: str) -> str:
    """A title of one or two words in the singular: "députées" → "députée"."""
    return re.sub(r"(?<=\w\w\w)s\b", "", title, count=2)


def _candidates(context: Context, mention: Mention, title: str) -> list[Key]:
    """The offices that a title names: of several, the one that who is named beside it held, else the one that was held on the
    document's date; of the past no other than the one of exactly this title."""
    pack = context.vocabulary.pack
    keys = list(mention.get("keys").split("|")) if mention.get("keys") else []
    if not keys:
        rows = pack.offices_named(fold(title)) or pack.offices_named(fold(masculine(title)))
        keys = [row.key for row in rows]
    if keys and (beside := held_by_the_one_beside(context, mention, keys, title)):
        return [beside]
    if len(keys) > 1 and context.date and not is_past(context, mention):
        held = [key for key in keys if pack.holders(key, context.date)]
        keys = held or keys
    if len(keys) > 1:
        exact = [
            key for key in keys if (known := context.known(key)) and fold(known.label) in (fold(title), fold(masculine(title)))
        ]
        keys = exact if len(exact) == 1 else keys
    return keys
