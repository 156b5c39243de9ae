"""Who signed an amendment, where its record says so by official ids: the persons of those ids, and the claims of the fields."""

from __future__ import annotations

from functools import cache

from kg.lexicon.genres import amendment_key, is_amendment
from kg.lexicon.pack import load_pack
from kg.model import Claim, Entity, Key
from kg.resolve.context import Context

_RULE = "import.amendements"
"""The same rule as where an import reads these fields: the same statement, whichever way it comes."""


def resolve_signed(context: Context) -> None:
    """Add the signatories of the document, which it says to be the amendment's. A person whom the authority does not have is
    known by the id alone."""
    document = context.document
    if not document.signed or not is_amendment(document):
        return
    amendment = amendment_key(context.document)
    context.entities.setdefault(amendment, Entity(amendment, "Amendment", document.metadata.title or "amendement"))
    for signed in document.signed:
        for uid in signed.ids:
            if not uid.startswith("PA"):
                continue
            person = _persons().get(uid) or f"person/{uid.lower()}"
            if person not in context.entities:
                context.entities[person] = context.known(person) or Entity(person, "Person", uid, identifiers=(uid,))
            context.claims.append(
                Claim(person, signed.relation, amendment, _RULE, (document.key,), date=context.date, field=signed.field)
            )


@cache
def _persons() -> dict[str, Key]:
    return {uid: row.key for row in load_pack().persons.values() for uid in row.an}
