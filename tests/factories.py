"""Small values of the stages, and one realistic document, for the tests of any stage.

Spans are found by their words: ``span(text, "Jean-Michel MIS")``; a second or later occurrence by its number.
"""

from __future__ import annotations

from typing import Any

from kg.model import (
    Block,
    Claim,
    Document,
    Entity,
    Fact,
    Key,
    Link,
    Mention,
    Metadata,
    Recognised,
    Related,
    Resolved,
    Segmented,
    Sentence,
    Span,
)

MEETING = (
    "Hôtel de Matignon, 9 septembre 2021\n"
    "Le Premier ministre a reçu ce jour le député de la deuxième circonscription de la Loire, Jean-Michel MIS pour la "
    "remise de son rapport « pour un usage responsable et acceptable par la société des technologies de sécurité ».\n"
    "Le Parlement examinera tout prochainement le projet de loi relatif à la responsabilité pénale et à la sécurité intérieure.\n"
    "Le député a été missionné par le Premier ministre le 23 avril dernier sur la sécurité intérieure. "
    "Il recommande un cadre favorable aux expérimentations. Ce texte porte des dispositions sur la captation d'images."
)
ASSEMBLY = "authority/assemblee"


def span(text: str, words: str, nth: int = 0) -> Span:
    """Where ``words`` stand in ``text``, for the ``nth`` time. Raises ValueError where they do not."""
    start = text.index(words)
    for _ in range(nth):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def document(text: str = MEETING, id: str = "rencontre", metadata: Metadata | None = None) -> Document:
    """A document of one paragraph a line."""
    blocks, start = [], 0
    for line in text.split("\n"):
        blocks.append(Block("paragraph", Span(start, start + len(line))))
        start += len(line) + 1
    if metadata is None:
        metadata = Metadata(title="Remise du rapport Mis", date="2021-09-09", publisher="Premier ministre")
    return Document(id=id, source=f"{id}.md", text=text, blocks=tuple(blocks), metadata=metadata)


def segmented(doc: Document) -> Segmented:
    """A document with one sentence a block."""
    return Segmented(doc, tuple(Sentence(block.span, index) for index, block in enumerate(doc.blocks)))


def link(where: Span, kind: str, entity: Key | None, rule: str = "test.rule") -> Link:
    """A mention with its judgement: undecided where no entity is given."""
    return Link(Mention(where, kind, rule), entity, "same" if entity else "undecided")


def claim(subject: Key, predicate: str, object: Key, *evidence: Span, source: Key = "document/rencontre", **more: Any) -> Claim:
    """A claim of the document, with any other field of `Claim` by name."""
    plain = Claim(subject, predicate, object, "relate.test", (source,), evidence, confidence=0.9)
    return plain._replace(**more)


def related(
    doc: Document,
    entities: tuple[Entity, ...] = (),
    links: tuple[Link, ...] = (),
    claims: tuple[Claim, ...] = (),
    vouched: tuple[Claim, ...] = (),
) -> Related:
    """A whole document as `relate` hands it over; ``vouched`` are the authority's own claims."""
    recognised = Recognised(segmented(doc), tuple(link.mention for link in links))
    return Related(
        Resolved(recognised, links, tuple(sorted(entities, key=lambda entity: entity.key)), vouched), (*claims, *vouched)
    )


PRIME_MINISTER = Entity(
    "office/premier-ministre",
    "Office",
    "Premier ministre",
    label_en="Prime Minister",
    same_as=("http://www.wikidata.org/entity/Q1587677",),
    authority="authority/wikidata",
)
MIS = Entity(
    "person/jean-michel-mis",
    "Person",
    "Jean-Michel Mis",
    alt_labels=("Jean-Michel MIS",),
    same_as=("http://www.wikidata.org/entity/Q30379003",),
    identifiers=("PA719952",),
    see_also=("https://www.assemblee-nationale.fr/dyn/deputes/PA719952",),
    authority=ASSEMBLY,
)
CASTEX = Entity(
    "person/jean-castex",
    "Person",
    "Jean Castex",
    same_as=("http://www.wikidata.org/entity/Q3171170",),
    identifiers=("PA773441",),
    authority=ASSEMBLY,
)
LOIRE_2 = Entity(
    "constituency/42-2",
    "Constituency",
    "2e circonscription de la Loire",
    identifiers=("PO717828",),
    facts=(Fact("partOf", "place/departement-42", is_key=True),),
    authority=ASSEMBLY,
)
LOIRE = Entity(
    "place/departement-42",
    "Place",
    "Loire",
    same_as=("http://id.insee.fr/geo/departement/42",),
    identifiers=("42",),
    authority="authority/insee",
)
MANDATE = Entity(
    "mandate/PM720000",
    "Mandate",
    "Jean-Michel Mis, député de la 2e circonscription de la Loire",
    identifiers=("PM720000",),
    facts=(
        Fact("holder", "person/jean-michel-mis", is_key=True),
        Fact("post", "office/depute", is_key=True),
        Fact("constituency", "constituency/42-2", is_key=True),
        Fact("start", "2017-06-21", "date"),
        Fact("end", "2022-06-21", "date"),
    ),
    authority=ASSEMBLY,
)
DEPUTY = Entity("office/depute", "Office", "Député", label_en="Member of the National Assembly", authority=ASSEMBLY)
PARLIAMENT = Entity("organisation/parlement", "Organisation", "Parlement", label_en="Parliament", authority="authority/wikidata")
REPORT = Entity(
    "report/pour-un-usage-responsable",
    "Report",
    "pour un usage responsable et acceptable par la société des technologies de sécurité",
)
BILL = Entity(
    "bill/responsabilite-penale-et-securite-interieure",
    "Bill",
    "projet de loi relatif à la responsabilité pénale et à la sécurité intérieure",
)
LAW = Entity(
    "law/2022-52",
    "Law",
    "loi n° 2022-52 du 24 janvier 2022 relative à la responsabilité pénale et à la sécurité intérieure",
    same_as=("https://www.legifrance.gouv.fr/eli/loi/2022/1/24/2022-52/jo/texte",),
    identifiers=("JORFTEXT000045067923",),
    facts=(Fact("dcterms:date", "2022-01-24", "date"),),
    authority="authority/legifrance",
)
SECURITY = Entity(
    "theme/securite-interieure",
    "Theme",
    "sécurité intérieure",
    label_en="internal security",
    exact_match=("http://eurovoc.europa.eu/4045",),
    authority="authority/themes",
)
MISSION = Entity("document/rencontre/mission/securite-interieure", "Mission", "mission sur la sécurité intérieure")
ADVICE = Entity("document/rencontre/recommendation/cadre-favorable", "Recommendation", "cadre favorable aux expérimentations")
PROVISION = Entity("document/rencontre/provision/captation", "Provision", "dispositions sur la captation d'images")
SOURCE = Entity(
    ASSEMBLY,
    "Document",
    "Assemblée nationale, données ouvertes",
    facts=(
        Fact("dcterms:license", "https://www.etalab.gouv.fr/licence-ouverte-open-licence", "anyURI"),
        Fact("dcterms:source", "https://data.assemblee-nationale.fr/", "anyURI"),
    ),
)
EVERYTHING = (
    PRIME_MINISTER,
    MIS,
    CASTEX,
    LOIRE_2,
    LOIRE,
    MANDATE,
    DEPUTY,
    PARLIAMENT,
    REPORT,
    BILL,
    LAW,
    SECURITY,
    MISSION,
    ADVICE,
    PROVISION,
    SOURCE,
)


def meeting(id: str = "rencontre", text: str = MEETING) -> Related:
    """A short press release, resolved and related: a meeting, a report, a planned examination, an inferred holder, what an
    authority adds, and one mention that stayed undecided."""
    doc = document(text, id)
    received = span(
        text, "Le Premier ministre a reçu ce jour le député de la deuxième circonscription de la Loire, Jean-Michel MIS"
    )
    deputy = span(text, "le député de la deuxième circonscription de la Loire, Jean-Michel MIS")
    handed = span(text, "Jean-Michel MIS pour la remise de son rapport")
    planned = span(text, "Le Parlement examinera tout prochainement le projet de loi relatif à la responsabilité pénale")
    assigned = span(text, "Le député a été missionné par le Premier ministre le 23 avril dernier sur la sécurité intérieure")
    advised = span(text, "Il recommande un cadre favorable aux expérimentations")
    carried = span(text, "Ce texte porte des dispositions sur la captation d'images")
    links = (
        link(span(text, "Hôtel de Matignon"), "Place", None),
        link(span(text, "Premier ministre"), "Office", PRIME_MINISTER.key),
        link(span(text, "deuxième circonscription de la Loire"), "Constituency", LOIRE_2.key),
        link(span(text, "Loire"), "Place", LOIRE.key),
        link(span(text, "Jean-Michel MIS"), "Person", MIS.key),
        link(span(text, "rapport"), "Report", REPORT.key),
        link(span(text, "Parlement"), "Organisation", PARLIAMENT.key),
        link(span(text, "projet de loi relatif à la responsabilité pénale et à la sécurité intérieure"), "Bill", BILL.key),
        link(span(text, "sécurité intérieure"), "Theme", SECURITY.key),
        link(span(text, "Le député", 0), "Person", MIS.key),
        link(span(text, "cadre favorable aux expérimentations"), "Recommendation", ADVICE.key),
        link(span(text, "dispositions sur la captation d'images"), "Provision", PROVISION.key),
        link(span(text, "Ce texte"), "Bill", BILL.key),
    )
    me = doc.key
    claims = (
        claim(PRIME_MINISTER.key, "met", MIS.key, received, source=me, date="2021-09-09", confidence=0.95),
        claim(MIS.key, "holdsOffice", DEPUTY.key, deputy, source=me),
        claim(MIS.key, "represents", LOIRE_2.key, deputy, source=me),
        claim(MIS.key, "authorOf", REPORT.key, handed, source=me),
        claim(REPORT.key, "submittedTo", PRIME_MINISTER.key, handed, source=me, date="2021-09-09"),
        claim(PARLIAMENT.key, "examines", BILL.key, planned, source=me, modality="planned"),
        claim(BILL.key, "about", SECURITY.key, planned, source=me),
        claim(PRIME_MINISTER.key, "assigned", MISSION.key, assigned, source=me, date="2021-04-23"),
        claim(MIS.key, "carriesOut", MISSION.key, assigned, source=me, date="2021-04-23"),
        claim(MISSION.key, "about", SECURITY.key, assigned, source=me),
        claim(me, "about", SECURITY.key, span(text, "sécurité intérieure"), source=me),
        claim(MIS.key, "recommends", ADVICE.key, advised, source=me),
        claim(BILL.key, "contains", PROVISION.key, carried, source=me),
    )
    vouched = (
        Claim(
            CASTEX.key,
            "holdsOffice",
            PRIME_MINISTER.key,
            "resolve.holder",
            (me, "authority/wikidata"),
            (links[1].mention.span,),
            date="2021-09-09",
            inferred=True,
        ),
        Claim(BILL.key, "becameLaw", LAW.key, "authority.legifrance", ("authority/legifrance",), field="dossier.loi"),
    )
    return related(doc, EVERYTHING, links, claims, vouched)
