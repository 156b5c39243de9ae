"""Verb forms of the relation rules (``ontology/rules/verbs.csv``): patterns for their active and passive groups, and what a
matched group says of the modality: asserted, planned, requested, reported or denied."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from kg.lexicon.files import Row, ontology_root, read_table
from kg.lexicon.late import late
from kg.lexicon.letters import letters, letters_pattern
from kg.lexicon.wording import Wording
from kg.relate.mask import ACTORS, WORD, char_class

COLUMNS = ("lemma", "present_3s", "present_3p", "participle", "future_stem", "imperfect_stem", "past_3s")

_ADVERB = (
    r"(?: (?:[a-z]+ment|(?:aussi|ainsi|en outre|en revanche|en particulier|par ailleurs|ensuite|enfin|encore|toutefois|pourtant|"
    r"aussitôt|alors|toujours|quant à lui|quant à elle|pour sa part|hier|aujourd'hui|ce jour|d'abord|déjà|désormais|donc|"
    r"tout prochainement|"
    r"à l'unanimité|bien|auparavant|de nouveau|à nouveau|à son tour|ensemble|par la suite|entre-temps|d'ores et déjà|"
    r"dans la foulée)))?"
)
ADVERB_FOLDED = letters_pattern(_ADVERB).removeprefix("(?: ").removesuffix(")?")
"""The adverbs that may stand with a verb, folded, without the space before them."""
_WORD_BEGINS = r"(?<!\w)"
"""What stands before a group, or "sera modifié" would be read as "a modifié"."""
_NOT = r"(?: (?:pas|plus|jamais|point|guère))?"
_MODAL = (
    r"(?:(?:va|vont|allait|doit|doivent|devait|devra|devront|devrait|devraient|peut|peuvent|pourra|pourront|pourrait|pourraient|"
    r"entend|entendent|souhaite|souhaitent|souhaiterait|veut|veulent|voudrait|compte|comptent|espère|espèrent)|"
    r"(?:envisage|envisagent|envisageait|prévoit|prévoient|prévoyait|propose|proposent|se propose|a décidé|ont décidé|a prévu|"
    r"ambitionne|refuse|refusent|s'abstient|évite) d(?:e|')|"
    r"(?:s'apprête|s'apprêtent|s'engage|s'est engagé|s'est engagée|renonce|a renoncé) à)"
)
_PURPOSE = (
    r"(?:vise|visent|visait|tend|tendent|tendait)(?: pas| plus)? (?:notamment |également |ainsi )?à|(?:a|ont|"
    r"avait)(?: pas| plus)? (?:notamment |également |ainsi )?pour (?:objet|but|objectif|effet)(?: notamment)? d(?:e|"
    r"')|(?:permet|permettent)(?: pas| plus)?(?: notamment)? d(?:e|')|(?:vient|viennent) de"
)
_WORDY = {part: letters_pattern(part) for part in (_MODAL, _PURPOSE)}
"""The long parts of a verb group, folded."""


class Turns(NamedTuple):
    """What the expressions of a passage need: whether modals and purposes can stand in it; and the words of its document where
    they are known, which say more."""

    modal: bool
    wording: Wording | None = None


@cache
def _modals() -> frozenset[str]:
    """Words of which one stands in every modal or purpose."""
    return frozenset(WORD.findall(_WORDY[_MODAL] + _WORDY[_PURPOSE])) - _SMALL - _AMONG_OTHERS


_SMALL = frozenset(
    ["a", "d", "de", "e", "la", "l", "s", "se", "en", "par", "pour", "et", "son", "dans", "tout", "est", "ont", "avait"]
)
"""Words of those turns that say nothing by themselves."""
_AMONG_OTHERS = frozenset(["notamment", "egalement", "ainsi"])
"""Words that may stand in a purpose, and need not."""


def turns_of(words: frozenset[str], wording: Wording | None = None) -> Turns:
    """The turns that can stand in a folded passage of these words, ``wording`` being those of its document where expressions are
    made for that alone."""
    if wording:
        return Turns(True, wording)
    return Turns(not words.isdisjoint(_modals()))


def shortened(expression: str, turns: Turns) -> str:
    """A rule's expression without the parts that cannot match in a passage of these turns: it finds the same there, and is
    compiled in a fraction of the time."""
    if turns.wording:
        return turns.wording.cut(expression)
    if turns.modal:
        return expression
    return expression.replace(_WORDY[_MODAL], "(?!)").replace(_WORDY[_PURPOSE], "(?!)")


_PLANNED = late(rf"^(?:ne |n')?{letters_pattern(_MODAL)}(?:\b.*|(?<=').*)\w$")
_REFUSED = late(r"^(?:ne |n')?(?:refuse(?:nt)? de|renonce a|a renonce a|s'abstient de|evite de)\b")
_DENIED = late(r"\b(?:ne |n').*\b(?:pas|plus|jamais|point|guere)\b|^(?:ne|n')\b")
_FUTURE = late(r"^(?:ne |n')?(?:l')?(?:sera|seront|aura|auront)\b")
_CONDITIONAL = late(r"^(?:ne |n')?(?:l')?(?:serait|seraient|aurait|auraient)\b")
_SUBJUNCTIVE = late(r"^(?:ne |n')?(?:l')?(?:soit|soient|puisse|puissent|ait|aient)\b")


@dataclass(frozen=True, slots=True)
class Verb:
    """The folded forms of one verb, third person."""

    lemma: str
    finite: tuple[str, ...]
    future: tuple[str, ...]
    conditional: tuple[str, ...]
    participle: str
    infinitive: str

    def forms(self) -> frozenset[str]:
        """Every form, one of which stands in each group of the verb."""
        return frozenset(
            (
                *self.finite,
                *self.future,
                *self.conditional,
                self.infinitive,
                *self.participle_forms(),
            )
        )

    def participle_forms(self) -> frozenset[str]:
        """The participle in all genders and numbers."""
        return frozenset(self.participle + end for end in ("", "e", "s", "es"))

    def participles(self) -> str:
        """A pattern for the participle in all genders and numbers."""
        return f"(?:{'|'.join(sorted(self.participle_forms(), reverse=True))})"


def _verb(row: Row) -> Verb:
    lemma = row["lemma"]
    stem = lemma[:-2]
    if not lemma.endswith("er") and not all(row[column] for column in COLUMNS[1:]):
        raise row.error(f"{lemma} is not in -er: all its forms must be given")
    present = (row["present_3s"] or stem + "e", row["present_3p"] or stem + "ent")
    imperfect = row["imperfect_stem"] or stem
    future = row["future_stem"] or lemma
    past = row["past_3s"] or stem + "a"
    plural_past = past.removesuffix("a") + "èrent" if past.endswith("a") else past.removesuffix("t") + "rent"
    return Verb(
        lemma=lemma,
        finite=tuple(letters(form) for form in (*present, imperfect + "ait", imperfect + "aient", past, plural_past)),
        future=tuple(letters(future + ending) for ending in ("a", "ont")),
        conditional=tuple(letters(future + ending) for ending in ("ait", "aient")),
        participle=letters(row["participle"] or stem + "é"),
        infinitive=letters(lemma),
    )


@cache
def verbs() -> Mapping[str, Verb]:
    """The verbs by lemma; raises OntologyError for a repeated or incomplete one."""
    out: dict[str, Verb] = {}
    for row in read_table(ontology_root() / "rules" / "verbs.csv", COLUMNS):
        if row["lemma"] in out:
            raise row.error(f"{row['lemma']} stands in an earlier line")
        out[row["lemma"]] = _verb(row)
    return out


def active(group: Sequence[Verb]) -> str:
    """A pattern for active groups of any of some verbs: simple tenses, compound tenses, modal and purpose constructions."""
    simple = "|".join(form for verb in group for form in (*verb.finite, *verb.future, *verb.conditional))
    participle = "|".join(verb.participle for verb in group)
    infinitive = "|".join(verb.infinitive for verb in group)
    return (
        rf"{_WORD_BEGINS}(?:ne |n'|se |s')?(?:(?:{simple})\b{_NOT}|(?:a|ont|avait|avaient|aura|auront|aurait|"
        rf"auraient){_NOT}{_ADVERB} (?:{participle})(?:e|s|es)?\b"
        rf"|(?:{_MODAL}{_NOT}{_ADVERB}(?:[ ]|(?<=d'))|(?:{_PURPOSE})(?:[ ]|(?<=d'))(?:notamment )?)(?:{infinitive}))"
    )


def with_object(group: Sequence[Verb]) -> str:
    """A pattern for active groups whose object is a pronoun before them: "l'a adoptée", "ne l'examinera pas", "le présentera"."""
    elided, plain = (
        "|".join(
            form
            for verb in group
            if (verb.lemma[0] in "aeéiou") == vowel
            for form in (*verb.finite, *verb.future, *verb.conditional)
        )
        for vowel in (True, False)
    )
    participle = "|".join(verb.participle for verb in group)
    return (
        rf"{_WORD_BEGINS}(?:ne )?(?:l'(?:(?:a|ont|avait|avaient|aura|auront|aurait|auraient){_NOT}{_ADVERB} "
        rf"(?:{participle})(?:e|s|es)?\b|(?:{elided or '(?!)'})\b{_NOT})|(?:le |la )(?:{plain or '(?!)'})\b{_NOT})"
    )


def passive(group: Sequence[Verb]) -> str:
    """A pattern for passive groups of any of some verbs: "a été missionné", "est examiné", "sera adoptée"."""
    participle = "|".join(verb.participle for verb in group)
    return (
        rf"{_WORD_BEGINS}(?:ne |n')?(?:(?:est|sont|était|étaient|fut|furent|sera|seront|serait|seraient|soit|soient)"
        rf"{_NOT}{_ADVERB}|(?:a|ont|avait|avaient|aura|aurait){_NOT}{_ADVERB} été{_ADVERB}|"
        rf"{_MODAL}{_NOT} être) (?:{participle})(?:e|s|es)?\b"
    )


_GROUP = late(r"<(passif_|objet_|)([a-zà-ÿ]+)>(?:\|<\1[a-zà-ÿ]+>)*")
_NOTATION = {"": active, "passif_": passive, "objet_": with_object}


def with_verbs(source: str) -> str:
    """A pattern in which "<verbe>|<verbe>" and "<passif_verbe>|…" have become one expression each: what the verbs of a group
    share is written once."""

    def expression(match: re.Match[str]) -> str:
        lemmas = [name.removeprefix(match[1]) for name in re.findall(r"<([^>]+)>", match.group())]
        group = [verbs()[lemma] for lemma in lemmas if lemma in verbs()]
        if not group:
            return match.group()
        # What is no verb is left for the macros, where it is told if it is none either.
        others = "".join(f"|<{match[1]}{lemma}>" for lemma in lemmas if lemma not in verbs())
        return f"(?:{_NOTATION[match[1]](group)}{others})"

    return _GROUP.sub(expression, source)


@cache
def verb_macros() -> Mapping[str, str]:
    """``<participe_verbe>`` for every verb of the table, ``<adv>`` and ``<datesign>``."""
    out = {"adv": _ADVERB, "datesign": f"[{char_class(['Date'])}]", "actorsign": f"[{char_class(sorted(ACTORS))}]"}
    return out | {f"participe_{lemma}": _WORD_BEGINS + verb.participles() for lemma, verb in verbs().items()}


@cache
def _tenses() -> tuple[frozenset[str], frozenset[str]]:
    return (
        frozenset(form for verb in verbs().values() for form in verb.future),
        frozenset(form for verb in verbs().values() for form in verb.conditional),
    )


def modality_of(group: str) -> str:
    """What a verb group (folded, as matched) asserts: "" for a fact, "planned", "reported", "requested" or "denied".

    A negation makes it denied; a modal or a future planned; a conditional reported; a subjunctive requested.
    """
    words = group.strip()
    if _REFUSED.search(words) or _DENIED.search(words):
        return "denied"
    if _SUBJUNCTIVE.search(words):
        return "requested"
    if _PLANNED.search(words) or _FUTURE.search(words):
        return "planned"
    if _CONDITIONAL.search(words):
        return "reported"
    future, conditional = _tenses()
    tokens = set(re.findall(r"\w+", words))
    if tokens & future:
        return "planned"
    return "reported" if tokens & conditional else ""
