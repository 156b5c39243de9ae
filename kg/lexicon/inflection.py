"""The forms under which running French text writes a noun phrase: number, contractions, ligature and hyphens.

A small closed set of rules, without a dictionary: a form that no text writes costs a few bytes of an automaton, a form that
is missing costs a match. Feminine and masculine are not exchanged. Source of the rules: the regular plurals of French
(-s, -x after -au and -eu, -al → -aux) and its contractions (de + le = du, de + les = des, à + le = au, à + les = aux).
"""

from __future__ import annotations

import re
from functools import cache

_TOKEN = re.compile(r"[DLdl]'(?=\w)|\S+")
_LINKS_WORDS = """
de d' du des le la les l' à au aux en et ou sur sous pour par dans contre sans avec entre envers vers hors face chez
selon d’ l’ un une
"""
_LINKS = frozenset(_LINKS_WORDS.split())
_INVARIABLE_WORDS = """
accès procès progrès succès congrès décès excès cours concours recours secours parcours discours temps corps poids bois
mois pays avis permis tiers fonds abus virus processus refus puits repos repas divers gros bas français anglais cas bras
pas prix voix taux choix paix croix faux doux plus moins très hors sans dans sous
"""
_INVARIABLE = frozenset(_INVARIABLE_WORDS.split())
_SINGULAR = {"travaux": "travail", "baux": "bail", "coraux": "corail", "yeux": "œil", "vitraux": "vitrail", "émaux": "émail"}
_PLURAL = {"travail": "travaux", "bail": "baux", "corail": "coraux", "œil": "yeux", "vitrail": "vitraux", "bleu": "bleus"}
_SINGULAR_BEHIND = frozenset({"travail"})
"""What is something else in the plural as a complement: "durée des travaux" is none of "durée du travail"."""
_AL_PLUS_S_WORDS = """
festival carnaval bal récital naval fatal natal final banal bancal régal chacal
"""
_AL_PLUS_S = frozenset(_AL_PLUS_S_WORDS.split())
_EUX_NOUNS_WORDS = """
jeux lieux feux enjeux milieux cheveux neveux vœux nœuds aveux pneus
"""
_EUX_NOUNS = frozenset(_EUX_NOUNS_WORDS.split())
_PREFIXES_WORDS = """
demi auto micro mini semi non anti bio co vidéo éco agro télé méga ultra post pré inter e start sous après avant contre
intra multi néo pro quasi radio socio techno
"""
_PREFIXES = frozenset(_PREFIXES_WORDS.split())
_VOWELS = frozenset("aàâeéèêëiîïoôuùûœyh")
_MANY_CHUNKS = 2


def _simple_singular(word: str) -> str:
    if word in _INVARIABLE or len(word) < 4:
        return word
    if word in _SINGULAR:
        return _SINGULAR[word]
    if word.endswith("eaux") or word in _EUX_NOUNS:
        return word[:-1]
    if word.endswith("aux"):
        return word[:-3] + "al"
    if word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def _simple_plural(word: str) -> str:
    if word in _INVARIABLE or word[-1] in "sxz":
        return word
    if word in _PLURAL:
        return _PLURAL[word]
    if word.endswith("al") and word not in _AL_PLUS_S:
        return word[:-2] + "aux"
    if word.endswith(("au", "eu")):
        return word + "x"
    return word + "s"


@cache
def in_number(word: str, plural: bool) -> str:
    """The word in the singular or in the plural. A word with a capital or a digit stays as it is; the parts of a compound
    agree, its prefix aside ("sapeur-pompier" → "sapeurs-pompiers", "mini-jupe" → "mini-jupes")."""
    if not word[0].islower() or not word[-1].isalpha():
        return word
    change = _simple_plural if plural else _simple_singular
    if "-" not in word:
        return change(word)
    parts = word.split("-")
    if len(parts) > _MANY_CHUNKS:
        return word
    return "-".join(part if part in _PREFIXES or not part or part in _LINKS else change(part) for part in parts)


def _links(link: str, word: str, plural: bool) -> tuple[str, ...]:
    """What may stand between two parts of a phrase when the second one, which begins with ``word``, has this number."""
    head, _, last = link.rpartition(" ")
    if link in ("de la", "de l'"):
        head, last = "", link
    vowel = word[0] in _VOWELS
    if last in ("de", "d'"):
        kinds: tuple[str, ...] = (last, "des") if plural else (last,)
    elif last == "des":
        kinds = ("des", "d'" if vowel else "de") if plural else ("de l'",) if vowel else ("du", "de la")
    elif last in ("du", "de la", "de l'"):
        kinds = ("des",) if plural else (last,)
    elif last == "aux":
        kinds = ("aux",) if plural else ("à l'",) if vowel else ("au", "à la")
    elif last in ("au",) or link in ("à la", "à l'"):
        return ("aux",) if plural else (link,)
    elif last == "les":
        kinds = ("les",) if plural else ("l'",) if vowel else ("le", "la")
    elif last in ("le", "la", "l'"):
        kinds = ("les",) if plural else (last,)
    else:
        return (link,)
    return tuple(f"{head} {kind}" if head else kind for kind in kinds)


def _chunks(phrase: str) -> list[tuple[str, tuple[str, ...]]]:
    """The phrase as (link, words) pairs: "droits de la défense" → ("", ("droits",)), ("de la", ("défense",))."""
    chunks: list[tuple[str, tuple[str, ...]]] = []
    link: list[str] = []
    words: list[str] = []
    for token in _TOKEN.findall(phrase) if "'" in phrase else phrase.split():
        if token in _LINKS:
            if words:
                chunks.append((" ".join(link), tuple(words)))
                link, words = [], []
            link.append(token)
        else:
            words.append(token)
    chunks.append((" ".join(link), tuple(words)))
    return chunks


@cache
def _variants(link: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """One part of a phrase, as written first, then in both numbers with the links that each allows."""
    out = {_joined(link, " ".join(words)): None}
    if not words:
        return tuple(out)
    for plural in (False, True):
        if plural and link and words[0] in _SINGULAR_BEHIND:
            continue
        text = " ".join([in_number(word, plural) for word in words])
        if link:
            for kind in _links(link, text, plural):
                out[_joined(kind, text)] = None
        else:
            out[text] = None
    return tuple(out)


def _joined(link: str, text: str) -> str:
    if not link:
        return text
    return link + text if link.endswith("'") else f"{link} {text}"


def phrase_forms(phrase: str) -> tuple[str, ...]:
    """The forms of a French noun phrase, the phrase as written first: "droit de l'enfant" → also "droits de l'enfant", "droit
    des enfants", "droits des enfants". Apostrophes are straight; the forms are not folded, and come in a fixed order.

    A phrase of two parts is varied in both at once, a longer one in one part at a time. A ligature and a hyphen are given
    in their other spelling too ("œuvre" and "oeuvre", "start-up" and "start up").
    """
    phrase = phrase.replace("’", "'")
    parts = [_variants(link, words) for link, words in _chunks(phrase)]
    if len(parts) == 1:
        forms = list(parts[0])
    elif len(parts) == _MANY_CHUNKS:
        forms = [f"{head} {tail}" for head in parts[0] for tail in parts[1]]
    else:
        written = [part[0] for part in parts]
        forms = [" ".join(written)]
        for at, part in enumerate(parts):
            forms += [" ".join([*written[:at], form, *written[at + 1 :]]) for form in part[1:]]
    if "œ" in phrase:
        forms += [form.replace("œ", "oe") for form in forms]
    if "-" in phrase:
        forms += [form.replace("-", " ") for form in forms]
    return tuple(dict.fromkeys(forms))
