"""The titles of government: from the name of a ministry and a rank to what a communiqué prints, and the forms that the same
title takes in texts (feminine, without "auprès de …", "au numérique" for "chargé du numérique", a domain alone).

The masculine title is the office's label, whoever holds it: one office stays one entity when its holder changes.
"""

from __future__ import annotations

import re

_REPAIRS = (
    (re.compile(r"\bMin(?:stère|sitère)\b"), "Ministère"),
    (re.compile(r"\bEtat\b"), "État"),
    (re.compile(r"\baprès (?=de la|du|des)"), "auprès "),
    (re.compile(r"\bdes des\b"), "des"),
    (re.compile(r"d'État, auprès\b"), "d'État auprès"),
    (re.compile(r"'\s+(?=\w)"), "'"),
    (re.compile(r"\bauprès de M\. ?le\b"), "auprès du"),
    (re.compile(r"\bauprès du ministère\b"), "auprès du ministre"),
    (re.compile(r"\bPorte- parole\b"), "porte-parole"),
    (re.compile(r"\bgouvernement$"), "Gouvernement"),
    (re.compile(r"\. (?=porte-parole)"), ", "),
    (re.compile(r"\baffaires étrangère\b"), "affaires étrangères"),
    (re.compile(r"\bde l'Immigration\b"), "de l'immigration"),
    (re.compile(r"\b(libéra)(?=les et de la consommation)"), r"\1"),
)
_HEAD = re.compile(
    r"^(?:Ministère d'État, Ministre|Ministère|Ministre déléguée?|Secrétariat d'État|Secrétaire d'État|Haut-commissariat)[, ]*"
)
_MASCULINE = (
    (re.compile(r"\bde la (?=ministre|secrétaire d'État|garde des sceaux)"), "du "),
    (re.compile(r"\bla (?=ministre)"), "le "),
    (re.compile(r"\bde la Première ministre\b"), "du Premier ministre"),
    (re.compile(r"\bPremière ministre\b"), "Premier ministre"),
    (re.compile(r"\bchargée(?=\b)"), "chargé"),
    (re.compile(r"\bdéléguée\b"), "délégué"),
)
_FEMININE = (
    (re.compile(r"\bchargé\b"), "chargée"),
    (re.compile(r"\bdélégué\b"), "déléguée"),
    (re.compile(r"^Premier ministre$"), "Première ministre"),
    (re.compile(r"^haut-commissaire\b"), "haute-commissaire"),
    (re.compile(r"^président\b"), "présidente"),
    (re.compile(r"^député$"), "députée"),
    (re.compile(r"^sénateur$"), "sénatrice"),
)
_NEAR = re.compile(r",? auprès d.*?(?=, chargé|, porte-parole|$)")
_SPEAKER = re.compile(r", porte-parole du Gouvernement$")
_CHARGED = re.compile(r"^(secrétaire d'État|ministre délégué|ministre),? chargé (.+)$")
_AT = re.compile(r"^(secrétaire d'État|ministre délégué) (à la |à l'|aux? )(.+)$")
_JOINS = re.compile(r"(^|, | et |, et )(du |de la |de l'|des )")
_TO = {"du ": "au ", "de la ": "à la ", "de l'": "à l'", "des ": "aux "}
_FROM = {to: source for source, to in _TO.items()}
_TO_JOINS = re.compile(r"(^|, | et |, et )(au |à la |à l'|aux )")
_PARTS = re.compile(r"(?:, et |, | et )(?=de la |du |des |de l'|d')")


def repaired(label: str) -> str:
    """A body's name with the publisher's slips mended ("Minsitère", "Secrétariat d'Etat, auprès")."""
    for pattern, good in _REPAIRS:
        label = pattern.sub(good, label)
    return re.sub(r"\s+", " ", label).strip()


def masculine(title: str) -> str:
    """The title as it reads where both the holder and the minister above are men: the neutral form of the law."""
    for pattern, good in _MASCULINE:
        title = pattern.sub(good, title)
    return title


def feminine(title: str) -> str:
    """The title of a woman; the minister above stays as printed."""
    for pattern, good in _FEMININE:
        title = pattern.sub(good, title)
    return title


def title_of(quality: str, ministry: str) -> str:
    """The masculine title of who has rank ``quality`` ("Ministre délégué") in the body named ``ministry``.

    >>> title_of("Secrétaire d'État", "Secrétariat d'État, auprès du Premier ministre, chargé du numérique")
    "secrétaire d'État auprès du Premier ministre, chargé du numérique"
    """
    rank = repaired(quality)
    rest = masculine(_HEAD.sub("", repaired(ministry))).strip(" ,")
    if rank == "Premier ministre" or rank == "Première ministre":
        return "Premier ministre"
    lower = rank[0].lower() + rank[1:]
    if "arde des" in lower:
        lower = lower.replace("Garde des Sceaux", "garde des sceaux")
        return lower + rest.removeprefix("de la justice") if rest.startswith("de la justice") else lower
    if rest.startswith("porte-parole"):
        return f"{lower}, {rest}"
    return f"{lower} {rest}"


def forms(title: str) -> tuple[str, ...]:
    """Other forms of a masculine title that texts print, sorted, the title itself left out."""
    found = {title}
    plain = re.sub(r"^ministre d'État, ", "", title)
    found.add(plain)
    if plain.startswith("garde des sceaux"):
        found.update(("garde des sceaux", "ministre de la justice", plain.removeprefix("garde des sceaux, ")))
    speaker = _SPEAKER.search(plain)
    if speaker:
        found.add("porte-parole du Gouvernement")
        plain = plain[: speaker.start()]
        found.add(plain)
    bare = _NEAR.sub("", plain)
    if bare != plain and " " in bare and bare not in ("secrétaire d'État", "ministre délégué", "ministre"):
        bare = re.sub(r"^(secrétaire d'État|ministre délégué|ministre), chargé", r"\1 chargé", bare)
        found.add(bare)
    charged = _CHARGED.match(bare)
    if charged:
        rank, domain = charged.groups()
        domain = domain.split(", chargé ")[0]
        found.add(f"{rank} {_JOINS.sub(lambda m: m[1] + _TO[m[2]], domain)}")
        if rank == "ministre délégué":
            found.add(f"ministre chargé {domain}")
        elif rank == "ministre":
            found.update((f"ministre délégué chargé {domain}", f"ministre {domain}"))
    at = _AT.match(bare)
    if at:
        found.add(f"{at[1]} chargé {_TO_JOINS.sub(lambda m: m[1] + _FROM[m[2]], at[2] + at[3])}")
    if re.match(r"ministre (?:de |du |des |d')", plain) and "auprès" not in plain and "chargé" not in plain:
        parts = _PARTS.split(plain.removeprefix("ministre "))
        if len(parts) > 1:
            found.update(f"ministre {_singular(part)}" for part in parts)
    found |= {feminine(form) for form in found}
    if "auprès du ministre" in title or "auprès du Premier ministre" in title:
        for form in (title, feminine(title)):
            found.add(re.sub(r"auprès du ministre", "auprès de la ministre", form))
            found.add(form.replace("auprès du Premier ministre", "auprès de la Première ministre"))
    return tuple(sorted(form for form in found if form != title))


def _singular(part: str) -> str:
    """A domain cut out of a list whose adjective agreed with all of it: "de la fonction publiques" → "… publique"."""
    return part[:-1] if part.startswith(("de la ", "du ", "de l'")) and part.endswith("iques") else part
