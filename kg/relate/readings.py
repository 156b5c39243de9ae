"""Other readings of a passage: without its asides, and with the subject of its first verb carried to the verbs that follow.

"Le Sénat, réuni le 16 février, a examiné puis adopté le texte" says, read so, that the Sénat examined it and that the Sénat
adopted it; "adopté hier par le Sénat, le texte …" that the texte was adopted. All are surface readings: an aside stands between
the commas behind a sign, a carried subject is the last sign in subject position whose own verb stands right behind it, a
participle that opens a sentence belongs to the subject behind its comma.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg.lexicon.late import late
from kg.lexicon.wording import Wording
from kg.relate.mask import ALL_SIGNS, WORD, Masked, char_class, signs
from kg.relate.rules import RelationRule
from kg.relate.verbs import ADVERB_FOLDED, modality_of, verbs

_AUXILIARY = r"(?:a|ont|avait|avaient|aura|auront|aurait|auraient|est|sont|etait|etaient|fut|furent|sera|seront|serait|seraient)"
_PARTICIPLE = r"[a-z\x9c]+(?:e|i|u|is|it|us|ert|int|eint|aint)(?:e|s|es)?\b"
_MODAL = (
    r"(?:va|vont|doit|doivent|devra|devront|devrait|devraient|devait|peut|peuvent|pourra|pourront|pourrait|pourraient|"
    r"entend|entendent|veut|veulent|compte|souhaite|"
    r"souhaitent|vient|viennent|vise|visent|tend|tendent|permet|permettent|envisage|refuse|renonce)\b"
)
_DATE, _PROVISION = char_class(["Date"]), char_class(["Provision"])
_VERB_STARTS = (
    rf"(?:(?:ne |n'|se |s'|l'|les |y |en |lui |leur |nous )*{_AUXILIARY}(?: (?:pas|plus|jamais|ete|[a-z]+ment|deja|ensuite|"
    rf"aussi|par ailleurs|en outre|depuis|donc|notamment|egalement))*(?: [{_DATE}])? {_PARTICIPLE}|(?:ne |n')?{_MODAL})"
)
_ASIDE_OPENS = (
    r"(?:qui|que|qu'|dont|ou|lequel|laquelle|lesquels|au nom|aux cotes|en |avec|sur|dans|lors|apres|avant|pour|par|sous|selon|"
    r"malgre|alors|desormais|suite|conformement|comme|ancienne?|egalement|notamment|depuis|a l'|a la |au |aux |ainsi que|"
    rf"{_PARTICIPLE} )"
)
_DETERMINER = r"(?:le |la |l'|les |m\. |mm\. |mme |mmes |monsieur |madame |son |sa |leur )?"
_NOMINATIVE = late(rf"(?:^|[,;:»)] |« ?|\b(?:que|et|mais|car|puis) |\bqu')[«\" -]*{_DETERMINER}$")
_SUBORDINATE = late(r"\b(?:qui|que|dont|lequel|laquelle|lesquels|si|lorsque|quand)\b|\b(?:qu'|s'il)")
_JOINT = (
    r"(?:,? et |,? puis |, |,? mais )(?:(?:ensuite|egalement|aussi|par ailleurs|en outre|enfin|notamment|ainsi|puis|"
    r"a son tour|dans la foulee),? )*"
)
_JOINED = late(_JOINT)


@cache
def _finite() -> str:
    """A pattern for the simple tenses of the verbs that the table knows."""
    forms = sorted({form for verb in verbs().values() for form in (*verb.finite, *verb.future, *verb.conditional)})
    return rf"(?:(?:ne |n'|se |s'|l'|les |lui |y |en )*(?:{'|'.join(forms)})\b)"


@cache
def _aside(wording: Wording | None) -> re.Pattern[str]:
    plain = rf"[^.;:,{ALL_SIGNS}]{{3,90}}"
    opened = rf"(?!(?:mais|puis|car|ni|or|donc)\b){_ASIDE_OPENS}(?:mm?\. |[^.;:]){{2,200}}?"
    expression = (
        rf"(?<=[{ALL_SIGNS}])(?: \([^()]{{1,90}}\)|,? - [^-.;:]{{3,90}} -,?|, (?:{opened}|{plain}),)"
        rf"(?= (?:{ADVERB_FOLDED} )?(?:{_VERB_STARTS}|{_finite()}|[{_PROVISION}]))"
    )
    return re.compile(wording.cut(expression) if wording else expression)


def without_asides(masked: Masked, folded: str, wording: Wording | None = None) -> Masked | None:
    """The passage without what stands between a sign's commas, dashes or parentheses and its verb; None where it has none."""
    if "," not in masked.text and "(" not in masked.text and " - " not in masked.text:
        return None
    out, start = masked, 0
    aside = _aside(wording)
    while match := aside.search(out.text, start):
        out = out.replaced(folded, match.start(), match.end(), None)
        start = match.start()
    return None if out is masked else out


@cache
def _fronting(wording: Wording | None) -> re.Pattern[str]:
    first = "|".join(sorted({verb.participles() for verb in verbs().values()}))
    expression = (
        rf"(?:{first})\b (?:mm?\. |[^.;:]){{2,300}}?(?P<close>,) {_DETERMINER}(?P<sign>[{ALL_SIGNS}])"
        rf"(?=,?(?: [a-z-]+)? (?:{ADVERB_FOLDED} )?(?:{_VERB_STARTS}|{_finite()}|[a-z]+(?:ent|era|eront)\b|[{_PROVISION}]))"
    )
    return re.compile(wording.cut(expression) if wording else expression)


def fronted(masked: Masked, wording: Wording | None = None) -> Masked | None:
    """The passage with its subject before the participle that opens it ("adopté par le Sénat, le texte a été …"); None where
    it opens otherwise."""
    match = _fronting(wording).match(masked.text) if "," in masked.text else None
    return masked.fronted(match.start("sign"), match.start("close")) if match else None


def in_er(printed: str) -> bool:
    """Whether a word, as printed, is the participle of a verb in -er; "crée" is not, "créée" is."""
    return re.search(r"(?:é|(?<!cr)(?<!agr)ée|és|ées)$", printed.strip().lower()) is not None


def is_bare(folded: str, printed: str) -> bool:
    """Whether a verb group is a participle without its auxiliary: the fold levels "abroge" and "abrogé", the print does not."""
    words = folded.strip()
    if " " in words or "'" in words:
        return False
    return in_er(printed) or _not_in_er().fullmatch(words) is not None


@cache
def _not_in_er() -> re.Pattern[str]:
    found = [verb for verb in verbs().values() if not verb.infinitive.endswith("er") and verb.participle not in verb.finite]
    return re.compile("|".join(verb.participles() for verb in found))


@dataclass(frozen=True, slots=True)
class Carried:
    """A subject that a later verb takes over: the name of the argument, where its sign stands, and how its own verb begins."""

    name: str
    position: int
    verb: str


@cache
def _subject_verb(wording: Wording | None) -> re.Pattern[str]:
    expression = rf"(?:,? {ADVERB_FOLDED},?)?,? (?P<who>qui )?(?P<verb>{_VERB_STARTS}|{_finite()})"
    return re.compile(wording.cut(expression) if wording else expression)


def subjects(text: str, wording: Wording | None = None) -> list[tuple[int, str]]:
    """The signs in subject position whose verb stands right behind them, or behind "qui": (position, verb group as far as
    read)."""
    found = []
    subject_verb = _subject_verb(wording)
    for position in (sign.start() for sign in signs(text)):
        verb = subject_verb.match(text, position + 1)
        if verb and (verb.group("who") or _NOMINATIVE.search(text, max(0, position - 24), position)):
            found.append((position, verb.group("verb")))
    return found


@dataclass(frozen=True, eq=False)
class _Tail:
    """The name and the class of the argument that is carried, and what follows it."""

    name: str
    sign: re.Pattern[str]
    expression: str


@cache
def _following(tail: _Tail, wording: Wording | None) -> re.Pattern[str]:
    """What follows a carried subject, compiled when a second verb is there."""
    return re.compile(wording.cut(tail.expression) if wording else tail.expression)


_VERBS = late(r"<(?:passif_|participe_|objet_)?[a-zà-ÿ]+er>|<participe_")
_PARENTHESES = late(r"\\.|[()]", re.DOTALL)


@cache
def _tail(rule: RelationRule) -> _Tail | None:
    """The tail of a rule that begins with its subject and whose verb, its only one, is the next argument; none where the verb is
    one of several turns of the rule, in a group with what follows it."""
    if _VERBS.search(rule.rule.source.partition("(?P<v>")[0]):
        return None
    expression = rule.rule.expression
    opening = re.match(r"\(\?P<(?P<name>[a-z]\d?)>(?P<sign>\[[^\]]+\])\)", expression)
    at = expression.find("(?P<v>")
    if opening is None or at < 0 or rule.stage != "clause" or "(?P<" in expression[opening.end() : at]:
        return None
    if sum({"(": 1, ")": -1}.get(sign.group(), 0) for sign in _PARENTHESES.finditer(expression, 0, at)):
        return None
    lemmas = [lemma for lemma in rule.verb_lemmas if lemma in verbs()]
    bare = "|".join(verbs()[lemma].participles() for lemma in lemmas)
    rest = expression[at + len("(?P<v>") :]
    depth = end = 0
    for sign in _PARENTHESES.finditer(rest):
        depth += {"(": 1, ")": -1}.get(sign.group(), 0)
        if depth < 0:
            end = sign.start()
            break
    alone = rf"|(?:{bare})\b" if bare and "<objet_" not in rule.rule.source else ""
    return _Tail(opening.group("name"), re.compile(opening.group("sign")), f"{_JOINT}(?P<v>{rest[:end]}{alone}{rest[end:]}")


def carried(
    rule: RelationRule, masked: Masked, heads: list[tuple[int, str]], text: str, wording: Wording | None = None
) -> Iterator[tuple[Carried, re.Match[str], str]]:
    """The matches of a rule whose subject stands with an earlier verb, each with the modality that a bare participle takes from
    that verb ("a examiné puis adopté", "n'a pas examiné ni adopté" gives none)."""
    tail = _tail(rule)
    if tail is None:
        return
    for index, (position, verb) in enumerate(heads):
        if not tail.sign.match(masked.text, position):
            continue
        limit = heads[index + 1][0] if index + 1 < len(heads) else len(masked.text)
        first = masked.text.index(verb, position)
        start = first + len(verb)
        if not _JOINED.search(masked.text, start, limit) or not _has_verb(rule, masked.text[start:limit]):
            continue
        following = _following(tail, wording)
        while match := following.search(masked.text, start, limit):
            start = match.start() + 1
            between = masked.text[first : match.start()]
            if re.search(r"(?<!\bm)(?<!\bmm)[.;:]", between) or _SUBORDINATE.search(between):
                break
            modality = modality_of(match.group("v"))
            printed = masked.extent(*match.span("v")).of(text)
            if is_bare(match.group("v"), printed):
                compound = re.match(rf"(?:ne |n')?{_AUXILIARY}\b", verb)
                if compound is None or "n'" in compound.group() or "ne " in compound.group():
                    continue
                whole = masked.extent(first, first + len(verb)).of(text)
                apart = _JUST_COMMA.match(masked.text, match.start()) or _feminine(printed) != _feminine(whole)
                if apart and ("ete" in verb.split() or _TO_BE.match(verb)):
                    continue
                modality = modality_of(verb)
            yield Carried(tail.name, position, verb), match, modality


_TO_BE = late(r"(?:est|sont|etait|etaient|fut|furent|sera|seront|serait|seraient)\b")
_JUST_COMMA = late(rf"(?<=[{ALL_SIGNS}]), (?!(?:et|puis|mais)\b)")


def _feminine(participle: str) -> bool:
    """Whether a participle, as printed, agrees with a feminine: "issue", "adoptées"."""
    return participle.strip().lower().rstrip("s").endswith("e")


def _has_verb(rule: RelationRule, words: str) -> bool:
    """Whether a form of the rule's verbs stands among these words; rules with anchors of their own may have it elsewhere."""
    return bool(rule.rule.anchors) or not rule.words or not rule.words.isdisjoint(WORD.findall(words))


_OTHER_CLAUSE = late(r"\w[^,]* (?:qui|que|dont|laquelle|lequel) |\w[^,]* qu'")
_IN_CLAUSE = late(r"\b(?:dont|ou|laquelle|lequel|que|qu') ?(?:le |la |l'|les )?(?:m\. |mm\. |mme |mmes )?$")
_COORDINATED = late(rf"(?:^|[^,;]*)(?:,? |^)(?:et|ou|puis|mais|ni) (?:{ADVERB_FOLDED} )?")
_ADJACENT = 12
"""Code points behind a complement within which a participle still belongs to it ("l'examen du texte présenté par")."""
_COMPLEMENT = late(
    r"\bpar (?:le |la |l'|les )?[a-z\x9c-]+ $|\bdevenue?s? (?:le |la |l')?$|\b(?:alors|ancien|ancienne|futur|future|ex) ?-?$|"
    r"\b(?:est|sont|sera|seront|etait|etaient) (?:m\. |mm\. |mme |mmes )?$|"
    r"\b(?:par|de|du|des|d'|pour|avec|a|au|aux|sur|sous|dans|chez|contre|entre) ?"
    r"(?:le |la |l'|les |son |sa |ce |cet |cette |ces )?"
    r"(?:m\. |mm\. |mme |mmes |monsieur |madame )?$"
)


def is_complement(rule: RelationRule, match: re.Match[str], masked: Masked, text: str) -> bool:
    """Whether what the rule takes for the subject of a finite verb is the complement of a preposition before it ("présidée par X,
    la commission …", "le cabinet de X a …"), or a title of another day ("l'ancien ministre"), and no relative clause of its own
    follows; or whether the verb is that of a clause on something else ("X a publié une étude qui préconise …"), or of an
    earlier subject ("elle ratifie l'ordonnance X et abroge …")."""
    tail = _tail(rule)
    if tail is not None and _OTHER_CLAUSE.search(masked.text[match.start() + 1 : match.start("v")]):
        return True
    if tail is not None and _COORDINATED.fullmatch(masked.text, match.start() + 1, match.start("v")):
        return not match.group("v").endswith("ant")
    inside = _IN_CLAUSE.search(masked.text, max(0, match.start() - 30), match.start())
    if tail is not None and inside and "," in masked.text[match.start() + 1 : match.start("v")]:
        return True
    if tail is None or not _COMPLEMENT.search(masked.text, max(0, match.start() - 30), match.start()):
        return False
    if is_bare(match.group("v"), masked.extent(*match.span("v")).of(text)) or match.group("v").startswith(("operee", "anime")):
        return match.start("v") > match.start() + _ADJACENT
    return not re.match(r",? (?:qui|lequel|laquelle)\b", masked.text[match.start() + 1 :])
