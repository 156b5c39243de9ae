"""Coordinations ("A, B et C") as one sign with several members, so that what is said of them is said of each."""

from __future__ import annotations

import re

from kg.lexicon.late import late
from kg.relate.mask import ACTORS, Masked, Slot, char_class, is_first_person, signs

__all__ = ["coordinated"]

_ACTOR = char_class(sorted(ACTORS))
_ACTS = char_class(["Law", "Bill", "Code", "Ordinance", "Decree", "EUAct", "Treaty", "CourtDecision", "Article"])
_DET = (
    r"(?:le |la |l'|les |du |de la |de l'|des |au |aux |à la |a la |(?:son|sa|ses) (?:collegues?|homologues?) )?"
    r"(?:m\. |mme |mm\. |mmes |monsieur |madame |entreprise |societe |start-up |ong |groupe |syndicat |association |collectif |"
    r"syndicats |associations |organisations |entreprises |federations |fondations |ong )?"
)
_PERSON = char_class(["Person"])
_LISTS = (
    re.compile(
        rf"(?P<first>[{_ACTOR}])(?P<more>(?:, {_DET}[{_ACTOR}])*(?:,? (?:et|ainsi que|puis) (?:par |avec )?{_DET}[{_ACTOR}]))"
        r"(?P<close>,?)"
    ),
    re.compile(
        rf"(?P<first>[{_PERSON}])(?P<more>(?:, (?:m\. |mme |mm\. |mmes )[{_PERSON}])+(?:(?<=[{_PERSON}]),(?= [{_ACTOR}])|$)|"
        rf"(?:, (?:m\. |mme |mm\. |mmes )[{_PERSON}]){{2,}})(?P<close>)"
    ),
    re.compile(rf"(?P<first>[{_ACTOR}])(?P<more>,? ainsi que (?:par |avec )?{_DET}[{_ACTOR}])(?P<close>,?)"),
    re.compile(rf"(?P<first>[{_ACTS}])(?P<more>(?:, {_DET}[{_ACTS}])*(?:,? et {_DET}[{_ACTS}]))(?P<close>)"),
)
_OFFICE = re.compile(f"[{char_class(['Office'])}]")
_SEVERAL = late(r"\b(?:les|nos|ses|leurs|des|aux|(?:les |nos |ses )?(?:deux|trois|quatre))(?: anciens| nouveaux| deux| trois)? $")
_ADVERBIAL = late(
    r"(?:(?:a|au|aux|avec|selon|pour|dans|en|sous|sur|lors|apres|outre|par|contre|devant|face)\b|"
    r"(?:recu|saisi|interroge|auditionne|reuni|accueilli|presente|porte|soutenu|defendu|depose|demande|invite)(?:e|s|es)?\b"
    r"[^,;:.]*\bpar\b)[^,;:.]*$"
)


def coordinated(masked: Masked, folded: str) -> Masked:
    """Coordinations ("A, B et C") as one sign with several members."""
    if len(masked.slots) < 2:
        return masked
    for pattern in _LISTS:
        start = 0
        while match := pattern.search(masked.text, start):
            if _ADVERBIAL.match(masked.text, 0, match.start()) and match["more"].startswith(",") and not match["close"]:
                # "À la demande de A, B et C ont …": A is none of those who did.
                start = match.start() + 1
                continue
            if _OFFICE.match(match["first"]) and match["more"].startswith(",") and _SEVERAL.search(masked.text, 0, match.start()):
                # "les rapporteurs, A et B": who they are is told behind the comma.
                start = match.start() + 1
                continue
            found = signs(masked.text, match.start(), match.end("more"))
            slots = [masked.slot(sign.group(), sign.start()) for sign in found]
            if any(is_first_person(folded, slot) for slot in slots):
                # "Il a vu A et j'ai …": who speaks has a verb of his own.
                start = match.start() + 1
                continue
            kinds = {slot.kind for slot in slots}
            kind = kinds.pop() if len(kinds) == 1 else "Mixed" if kinds | {"Mixed"} <= ACTORS | {"Mixed"} else slots[0].kind
            if len(slots) > 1 and len({slot.kind for slot in slots}) > 1 and kind != "Mixed":
                start = match.start() + 1
                continue
            members = tuple(dict.fromkeys(member for slot in slots for member in slot.members))
            masked = masked.replaced(
                folded, match.start(), match.end("more"), Slot(kind, members, masked.extent(match.start(), match.end("more")))
            )
            start = match.start() + 1
    return masked
