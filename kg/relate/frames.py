"""What the words around a match do to its assertion: suppositions, wishes, other people's words, terms that make a present tense
an order. The words are those of ``ontology/rules/relations.toml``, [frames] and [nominal]."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from kg.lexicon.files import ontology_root, read_toml
from kg.lexicon.letters import letters_pattern
from kg.model import Span
from kg.relate.mask import ACTORS, Masked, char_class
from kg.relate.verbs import modality_of

_COMPOUND = re.compile(r"(?:ne |n')?(?:a|ont|avait|avaient|fut|furent|etait|etaient)\b")
_ONLY = re.compile(r" (?:que |qu')")
_TOTAL = re.compile(r"\b(?:pas|plus|jamais|point|guere|ni)\b")
_AROUND = 90
"""Code points before and behind a quotation in which the verb that tells who speaks stands."""


@cache
def _words(table: str) -> Mapping[str, str]:
    lists = read_toml(ontology_root() / "rules" / "relations.toml").get(table, {})
    return {str(name): letters_pattern("|".join(str(word) for word in words)) for name, words in lists.items()}


@cache
def _supposing() -> re.Pattern[str]:
    words = _words("frames")
    return re.compile(rf"\b(?:{words['suppose']})\b[^,;]*$|\b(?:{words['doubt']}) qu(?:e |')[^.;]*$")


@cache
def _wanting() -> re.Pattern[str]:
    return re.compile(rf"(?:\b(?:{_words('frames')['want']})\w*|\ba ce) qu(?:e |')[^.;]*$")


@cache
def _telling() -> re.Pattern[str]:
    words = _words("frames")
    actor = char_class(sorted(ACTORS))
    return re.compile(
        rf"(?:^|, |« ?)(?:{words['source']}) [^,]{{1,80}},[^.;]*$|^pour (?:le |la |l'|m\. |mme )?[{actor}],[^.;]*$"
        rf"|\b(?:{words['tell']})(?: notamment| egalement| aussi)? qu(?:e |')[^.;]*$"
    )


def telling_verbs() -> str:
    """The verbs of speech, folded, as the inside of a group."""
    return _words("frames")["tell"]


@cache
def _speaking() -> tuple[re.Pattern[str], re.Pattern[str]]:
    tell = telling_verbs()
    return re.compile(rf"(?:\b(?:{tell})[^.»]{{0,60}}|^[^.»«]{{0,80}}):? ?$"), re.compile(
        rf"[ »,]*(?:(?:a-t-|s'est-)?(?:il|elle|on) )?(?:s'est |a |ont |avait )?(?:egalement |aussi |ensuite )?(?:{tell})"
    )


@cache
def _nominal_words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What takes away the assertion of a nominal construction: before it, behind it; what in its sentence puts it in the future,
    and what behind it makes it another's guess."""
    words = _words("nominal")
    wishes, undone, future, guess = (rf"\b(?:{words[name]})" for name in ("wishes", "undone", "future", "guess"))
    return re.compile(wishes), re.compile(undone), re.compile(future), re.compile(guess)


def supposed(masked: Masked, start: int) -> str | None:
    """The modality that the words before a match give it, "" for none, None where it is a mere supposition."""
    before = masked.text[:start]
    if _supposing().search(before) or masked.text.rstrip(' »"').endswith("?"):
        return None
    if _wanting().search(before):
        return "requested"
    return "reported" if _telling().search(before) else ""


def nominal(masked: Masked, start: int, end: int) -> str | None:
    """The same for a construction without a verb ("l'adoption du texte par le Sénat")."""
    wishes, undone, future, guess = _nominal_words()
    if wishes.search(masked.text, 0, start) or undone.search(masked.text, end):
        return None
    if guess.search(masked.text, end):
        return "reported"
    return "planned" if future.search(masked.text) else ""


def of_group(verb: str, behind: str) -> str:
    """The modality of a verb group, a restriction read as what it is: "n'a reçu que X" says that X was received."""
    if _ONLY.match(behind) and not _TOTAL.search(verb):
        verb = re.sub(r"^(?:ne |n')", "", verb)
    return modality_of(verb)


def quoted(text: str, evidence: Span, quotes: tuple[Span, ...]) -> bool:
    """Whether what ``evidence`` shows of a folded text is said inside a quotation whose speaker is told beside it."""
    for quote in quotes:
        if quote.covers(evidence):
            before, behind = _speaking()
            led = text[max(0, quote.start - _AROUND) : quote.start].rpartition("\n")[2]
            return bool(behind.match(text, quote.end, quote.end + _AROUND) or (led.rstrip().endswith(":") and before.search(led)))
    return False


def orders(verb: str, text: str, normative: bool) -> bool:
    """Whether a present tense orders rather than tells: with a term in its sentence, or, unless it is compound, in an act or an
    amendment."""
    return bool(_scheduled().search(text)) or (normative and not _COMPOUND.match(verb.strip()))


@cache
def _scheduled() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words('frames')['term']})(?:\b|(?<='))")
