"""The reasons of judgements in French: the resolvers give them in English, readers see both."""

from __future__ import annotations

import re
from functools import cache

_FRENCH = (
    ("full name", "nom complet"),
    ("one of the two surnames", "l'un des deux noms de famille"),
    ("surname", "nom de famille"),
    ("initials {} and surname", "initiales {} et nom de famille"),
    ("in office on {}: {}", "en fonction le {} : {}"),
    ("in office when the data end ({}): {}", "en fonction à la fin des données ({}) : {}"),
    ("perhaps in office: known to be until {}", "peut-être en fonction : attesté jusqu'au {}"),
    ("held such an office before", "a exercé une telle fonction auparavant"),
    ("the function fits ({})", "la fonction convient ({})"),
    ("holds the office beside the name ({})", "exerce la fonction citée à côté du nom ({})"),
    ("another holds the office beside the name ({})", "un autre exerce la fonction citée à côté du nom ({})"),
    ("the constituency beside the name is theirs ({})", "la circonscription citée à côté du nom est la sienne ({})"),
    ("sits for another ({})", "élu d'une autre circonscription ({})"),
    ("the group beside the name is theirs ({})", "le groupe cité à côté du nom est le sien ({})"),
    ("sits with another ({})", "siège dans un autre groupe ({})"),
    ("sits with most of the others in this passage ({})", "siège avec la plupart des autres personnes du passage ({})"),
    ("printed as {} at that time", "imprimé « {} » à cette date"),
    ("named in full in this document", "nommé en entier dans ce document"),
    ("the only one of this surname in the authority", "seul de ce nom dans la base d'autorité"),
    ("surname of the only person of that name in this document", "nom de la seule personne ainsi nommée dans ce document"),
    ("full name, unknown to the authority", "nom complet, inconnu de la base d'autorité"),
    ("surname alone, nobody known by it in office", "nom seul, personne de ce nom n'est connu en fonction"),
    ("homonyms that nothing here tells apart", "homonymes que rien ici ne distingue"),
    ("nothing here tells that it is this person", "rien ici ne dit que c'est cette personne"),
    ("several persons of this name in this document", "plusieurs personnes de ce nom dans ce document"),
    ("several persons of this name were in office", "plusieurs personnes de ce nom étaient en fonction"),
    ("title", "titre"),
    ("title, unknown to the authority", "titre inconnu de la base d'autorité"),
    ("several offices have this title", "plusieurs fonctions ont ce titre"),
    ("a class of office-holders, not one office", "une catégorie de titulaires, non une fonction"),
    ("an office of another country", "une fonction d'un autre pays"),
    ("the same rank and domain as an office of this document", "même rang et même domaine qu'une fonction du document"),
    (
        "the office of the only one named before who holds one of that rank",
        "la fonction de la seule personne nommée avant qui en exerce une de ce rang",
    ),
    ("the office that the person behind it holds", "la fonction exercée par la personne nommée juste après"),
    ("the only one that the sentence before names and that agrees", "seul texte de la phrase précédente qui s'accorde"),
    ("title of a proposal", "titre d'une proposition d'acte"),
    ("a report of its own, told by when it was published", "un rapport propre, désigné par sa publication"),
    ("several bodies have this name", "plusieurs organismes portent ce nom"),
    ("several places have this name", "plusieurs lieux portent ce nom"),
    ("accepted by hand ({}): {}", "accepté à la main ({}) : {}"),
    ("rejected by hand ({}): {}", "rejeté à la main ({}) : {}"),
    ("merged by hand ({}): {}", "fusionné à la main ({}) : {}"),
    ("split by hand ({}): {}", "séparé à la main ({}) : {}"),
)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(re.escape(english).replace(r"\{\}", "(.*)")), french) for english, french in _FRENCH)


def french(reason: str) -> str:
    """The reason in French; as it is where none is known."""
    for pattern, told in _patterns():
        if match := pattern.fullmatch(reason):
            return told.format(*match.groups())
    return reason


def both(reason: str) -> str:
    """The reason in English, with the French behind it where there is one."""
    told = french(reason)
    return reason if told == reason else f"{reason} [{told}]"
