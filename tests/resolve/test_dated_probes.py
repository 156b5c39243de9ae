"""Who is meant on a day: office and date → the holder, or nobody; hand-overs, governments that the sources leave out or open,
words that speak of nobody in particular, presidents, heads of authorities, changes of group, people on a mission."""

from __future__ import annotations

import pytest
from texts import link, resolved

from kg.lexicon.pack import load_pack

NOBODY = ""
PM = "Le Premier ministre a répondu."
HOLDERS = [
    # hand-overs: the last day of one, the first of the next
    (PM, "2020-07-02", "Édouard Philippe"),
    (PM, "2020-07-03", "Jean Castex"),
    ("La Première ministre a répondu.", "2022-05-16", "Élisabeth Borne"),
    ("La Première ministre a répondu.", "2024-01-08", "Élisabeth Borne"),
    (PM, "2024-01-09", "Gabriel Attal"),
    ("Le Président de la République a répondu.", "2012-05-14", "Nicolas Sarkozy"),
    ("Le Président de la République a répondu.", "2012-05-15", "François Hollande"),
    # a government without an end in the source, one that it lacks, days between two
    (PM, "2024-07-20", "Gabriel Attal"),
    (PM, "2024-10-15", "Michel Barnier"),
    (PM, "2024-12-20", "François Bayrou"),
    (PM, "2025-09-20", "Sébastien Lecornu"),
    (PM, "2025-10-08", NOBODY),
    (PM, "2025-11-03", "Sébastien Lecornu"),
    ("Le ministre de l'intérieur a répondu.", "2024-11-04", "Bruno Retailleau"),
    ("Le garde des sceaux a répondu.", "2025-06-12", "Gérald Darmanin"),
    ("Le ministre de la culture a répondu.", "2025-10-08", NOBODY),
    # women ministers, by either form of the title
    ("La ministre des armées a répondu.", "2019-01-10", "Florence Parly"),
    ("Le ministre des armées a répondu.", "2019-01-10", "Florence Parly"),
    ("La ministre de l'éducation nationale a répondu.", "2024-10-26", "Anne Genetet"),
    ("La ministre des outre-mer a répondu.", "2025-10-16", "Naïma Moutchou"),
    # nobody in particular, nobody any more, nobody yet, elsewhere
    ("Un Premier ministre a répondu.", "2021-09-09", NOBODY),
    ("Chaque Premier ministre a répondu.", "2021-09-09", NOBODY),
    ("Un ministre de la justice a répondu.", "2021-09-09", NOBODY),
    ("L'ancien Premier ministre a répondu.", "2021-09-09", NOBODY),
    ("L'ex-Premier ministre a répondu.", "2021-09-09", NOBODY),
    ("Le Premier ministre de l'époque a répondu.", "2021-09-09", NOBODY),
    ("M. Zzyx, alors Premier ministre, a répondu.", "2021-09-09", NOBODY),
    ("M. Zzyx est nommé Premier ministre.", "2021-09-09", NOBODY),
    ("Le Premier ministre britannique a répondu.", "2021-09-09", NOBODY),
    ("La ministre de la justice d'Espagne a répondu.", "2021-09-09", NOBODY),
    # another date in the sentence, the end of the data
    ("Le 3 mars 2015, le Premier ministre a répondu.", "2021-09-09", "Manuel Valls"),
    ("En 2015, le Premier ministre a répondu.", "2021-09-09", NOBODY),
    ("Le 12 décembre 2030, le Premier ministre répondra.", "2021-09-09", NOBODY),
    ("Le Premier ministre a abrogé le texte du 3 mars 2015.", "2021-09-09", "Jean Castex"),
    (PM, "2026-05-01", NOBODY),
    # presidents of assemblies and committees, heads of authorities
    ("Le président de l'Assemblée nationale a répondu.", "2018-09-20", "Richard Ferrand"),
    ("La présidente de l'Assemblée nationale a répondu.", "2024-12-09", "Yaël Braun-Pivet"),
    ("La présidente de l'Assemblée nationale a répondu.", "2024-07-01", NOBODY),
    ("Le président du Sénat a répondu.", "2012-01-09", "Jean-Pierre Bel"),
    ("Le président du Sénat a répondu.", "2024-12-09", "Gérard Larcher"),
    ("La présidente de la commission des lois de l'Assemblée nationale a répondu.", "2021-09-09", "Yaël Braun-Pivet"),
    ("Le président de la commission des lois de l'Assemblée nationale a répondu.", "2023-09-09", "Sacha Houlié"),
    ("Le président de la commission des lois du Sénat a répondu.", "2022-09-09", "François-Noël Buffet"),
    ("Le président de la commission des lois du Sénat a répondu.", "2025-09-09", NOBODY),
    ("Le président de la commission des finances a répondu.", "2023-09-09", NOBODY),
    ("Le président du Conseil constitutionnel a répondu.", "2016-03-06", NOBODY),
    ("Le président du Conseil constitutionnel a répondu.", "2025-06-01", "Richard Ferrand"),
    ("Le premier président de la Cour des comptes a répondu.", "2024-10-13", "Pierre Moscovici"),
    ("La présidente de la CNIL a répondu.", "2021-09-09", "Marie-Laure Denis"),
    ("Le président du Conseil économique, social et environnemental a répondu.", "2021-05-17", NOBODY),
    ("Le président du CESE a répondu.", "2021-05-18", "Thierry Beaudet"),
    ("Le vice-président du Conseil d'État a répondu.", "2022-01-04", "Bruno Lasserre"),
    ("Le vice-président du Conseil d'État a répondu.", "2022-01-05", "Didier-Roland Tabuteau"),
    ("Le président de l'Arcom a répondu.", "2021-02-02", NOBODY),
    ("Le président de l'Arcom a répondu.", "2025-02-01", "Roch-Olivier Maistre"),
    ("Le président de l'Arcom a répondu.", "2025-02-02", "Martin Ajdari"),
    ("La présidente de l'Arcep a répondu.", "2021-02-02", "Laure de La Raudière"),
    ("La présidente de l'Autorité des marchés financiers a répondu.", "2023-02-02", "Marie-Anne Barbat-Layani"),
    ("Le président de la HATVP a répondu.", "2023-02-02", "Didier Migaud"),
    ("Le président de la HATVP a répondu.", "2025-02-02", NOBODY),
    ("Le premier président de la Cour des comptes a répondu.", "2015-02-02", "Didier Migaud"),
    ("Le premier président de la Cour des comptes a répondu.", "2020-03-02", NOBODY),
    ("Le gouverneur de la Banque de France a répondu.", "2021-02-02", "François Villeroy de Galhau"),
    ("Le préfet de police a répondu.", "2021-02-02", "Didier Lallement"),
    ("Le préfet de police de Paris a répondu.", "2024-02-02", "Laurent Nunez"),
    ("Le préfet de police a répondu.", "2025-10-15", NOBODY),
    ("Le préfet de police de Marseille a répondu.", "2021-02-02", NOBODY),
    ("Le préfet de police des Bouches-du-Rhône a répondu.", "2021-02-02", NOBODY),
    ("L'ex-présidente de la CNIL a répondu.", "2022-09-09", NOBODY),
    ("La future présidente de l'Arcep a répondu.", "2022-09-09", NOBODY),
    ("Le président par intérim de l'AMF a répondu.", "2023-09-09", NOBODY),
    ("Mme Zzyx est nommée présidente de la CNIL.", "2022-09-09", NOBODY),
    ("Le vice-président du Conseil d'État de Belgique a répondu.", "2022-09-09", NOBODY),
    # more hand-overs, governments of short life, the same ministry under other names
    (PM, "2007-05-16", "Dominique de Villepin"),
    (PM, "2007-05-17", "François Fillon"),
    (PM, "2016-12-05", "Manuel Valls"),
    (PM, "2016-12-06", "Bernard Cazeneuve"),
    (PM, "2024-09-04", "Gabriel Attal"),
    (PM, "2024-09-05", "Michel Barnier"),
    (PM, "2024-12-13", "François Bayrou"),
    (PM, "2025-09-09", "Sébastien Lecornu"),
    (PM, "2025-10-10", "Sébastien Lecornu"),
    ("Le Président de la République a répondu.", "2017-05-13", "François Hollande"),
    ("Le Président de la République a répondu.", "2017-05-14", "Emmanuel Macron"),
    ("La ministre de la santé a répondu.", "2020-02-16", "Agnès Buzyn"),
    ("Le ministre des solidarités et de la santé a répondu.", "2020-02-18", "Olivier Véran"),
    ("Le ministre de l'économie a répondu.", "2024-10-20", "Antoine Armand"),
    ("Le ministre de l'économie a répondu.", "2025-11-01", "Roland Lescure"),
    ("Le ministre de l'éducation nationale a répondu.", "2023-07-20", "Pap Ndiaye"),
    ("Le ministre de l'éducation nationale a répondu.", "2023-07-21", "Gabriel Attal"),
    ("La ministre de l'éducation nationale a répondu.", "2024-01-20", "Amélie Oudéa-Castéra"),
    ("La ministre de l'éducation nationale a répondu.", "2024-02-09", "Nicole Belloubet"),
    ("Le garde des sceaux a répondu.", "2016-01-28", "Jean-Jacques Urvoas"),
    ("Le ministre de l'intérieur et des outre-mer a répondu.", "2023-09-09", "Gérald Darmanin"),
    ("Le ministre de l'intérieur et des outre-mer a répondu.", "2021-09-09", NOBODY),
    ("Le président de l'Assemblée nationale a répondu.", "2017-06-26", NOBODY),
    ("Le président de l'Assemblée nationale a répondu.", "2018-09-09", NOBODY),
    ("Le président du Sénat a répondu.", "2014-09-30", "Jean-Pierre Bel"),
    ("Le président du Sénat a répondu.", "2014-10-01", "Gérard Larcher"),
    # heads of authorities before those of today
    ("La présidente de la CNIL a répondu.", "2016-09-09", "Isabelle Falque-Pierrotin"),
    ("Le vice-président du Conseil d'État a répondu.", "2017-09-09", "Jean-Marc Sauvé"),
    ("Le président du CSA a répondu.", "2020-09-09", "Roch-Olivier Maistre"),
    ("Le directeur général de l'ANSSI a répondu.", "2021-09-09", "Guillaume Poupard"),
    ("Claire Hédon, Défenseure des droits, a répondu.", "2022-09-09", "Claire Hédon"),
    ("Le Défenseur des droits, Jacques Toubon, a répondu.", "2018-09-09", "Jacques Toubon"),
    (
        "Dominique Simonnot, contrôleure générale des lieux de privation de liberté, a répondu.",
        "2021-09-09",
        "Dominique Simonnot",
    ),
    ("Mme Zzyx, Contrôleure générale des lieux de privation de liberté, a répondu.", "2020-09-09", NOBODY),
    # of another day, or of a person who held it then
    ("Bruno Le Maire, ministre de l'Agriculture de 2009 à 2012, a répondu.", "2017-11-30", NOBODY),
    ("Emmanuel Macron, alors ministre de l'Économie, a répondu.", "2016-09-21", NOBODY),
    ("Le chef du Gouvernement a répondu.", "2021-09-09", "Jean Castex"),
    ("Le Premier ministre démissionnaire a répondu.", "2024-08-01", "Gabriel Attal"),
    ("Le ministre de l'intérieur a répondu.", "2018-10-03", "Gérard Collomb"),
    ("Le ministre de l'intérieur a répondu.", "2018-10-10", NOBODY),
    ("Le ministre de l'intérieur a répondu.", "2018-10-16", "Christophe Castaner"),
    ("Le ministre de la transition écologique et solidaire a répondu.", "2018-09-03", "Nicolas Hulot"),
    ("Le ministre de la transition écologique et solidaire a répondu.", "2018-09-04", "François de Rugy"),
    # nobody in particular, in other words; a stand-in; a woman where the holder is a man
    ("Le ministre a répondu.", "2021-09-09", NOBODY),
    ("La ministre a répondu.", "2021-09-09", NOBODY),
    ("Les ministres ont répondu.", "2021-09-09", NOBODY),
    ("Le secrétaire d'État a répondu.", "2021-09-09", NOBODY),
    ("Le ministre d'État a répondu.", "2025-03-01", NOBODY),
    ("Le futur Premier ministre a répondu.", "2024-09-01", NOBODY),
    ("Le prochain ministre de l'intérieur répondra.", "2024-09-01", NOBODY),
    ("Aucun ministre de la justice n'a répondu.", "2021-09-09", NOBODY),
    ("Tout ministre de la justice répondra.", "2021-09-09", NOBODY),
    ("Le poste de Premier ministre est vacant.", "2021-09-09", NOBODY),
    ("La fonction de ministre de l'intérieur est exposée.", "2021-09-09", NOBODY),
    ("Il a été Premier ministre.", "2021-09-09", NOBODY),
    ("Élisabeth Borne, ancienne Première ministre, a répondu.", "2025-09-09", NOBODY),
    ("Le Premier ministre par intérim a répondu.", "2021-09-09", NOBODY),
    ("Le ministre de l'intérieur par intérim a répondu.", "2018-10-10", NOBODY),
    ("La ministre des sports a répondu.", "2021-09-09", NOBODY),
    ("La Première ministre a répondu.", "2021-09-09", NOBODY),
    ("L'année dernière, le Premier ministre a répondu.", "2021-09-09", NOBODY),
    ("Il y a deux ans, le Premier ministre a répondu.", "2021-09-09", NOBODY),
    ("En mai 2017, le Premier ministre a répondu.", "2023-09-09", NOBODY),
    ("Le 16 mai 2022, la Première ministre a répondu.", "2023-09-09", "Élisabeth Borne"),
    # elsewhere
    ("Le Premier ministre de la Hongrie a répondu.", "2021-09-09", NOBODY),
    ("Le Premier ministre de François Hollande a répondu.", "2021-09-09", NOBODY),
    ("Le ministre allemand de l'intérieur a répondu.", "2021-09-09", NOBODY),
    ("Le ministre de l'intérieur italien a répondu.", "2021-09-09", NOBODY),
    ("Le président du Sénat belge a répondu.", "2021-09-09", NOBODY),
    ("Le Président de la République italienne a répondu.", "2021-09-09", NOBODY),
    ("Le Président de la République du Sénégal a répondu.", "2021-09-09", NOBODY),
]


@pytest.mark.parametrize(("text", "date", "holder"), HOLDERS)
def test_an_office_has_the_holder_of_the_day_that_is_spoken_of_or_nobody(text: str, date: str, holder: str) -> None:
    whole = resolved(text, date)
    labels = {entity.key: entity.label for entity in whole.entities}

    assert [labels[claim.subject] for claim in whole.claims if claim.inferred] == ([holder] if holder else [])


PEOPLE = [
    # a deputy charged with a mission by a minister is a deputy, and no minister
    ("Le député Woerth confirme.", "2025-11-03", "Woerth", "person/eric-woerth"),
    ("Le ministre Woerth confirme.", "2025-11-03", "Woerth", "document/texte/person/woerth"),
    ("Le ministre Mis confirme.", "2021-06-01", "Mis", "document/texte/person/mis"),
    # homonyms of one day: by given name, by chamber, or not at all
    ("M. Philippe Brun confirme.", "2025-03-03", "Philippe Brun", "person/philippe-brun"),
    ("M. Fabrice Brun confirme.", "2025-03-03", "Fabrice Brun", "person/fabrice-brun"),
    ("M. Brun confirme.", "2025-03-03", "Brun", None),
    # a minister of the day before, and of the day after
    ("Le ministre Retailleau confirme.", "2024-09-20", "Retailleau", "document/texte/person/retailleau"),
    ("Le ministre Retailleau confirme.", "2024-09-21", "Retailleau", "person/bruno-retailleau"),
    ("Le ministre Lescure confirme.", "2025-10-20", "Lescure", "person/roland-lescure"),
]


@pytest.mark.parametrize(("text", "date", "words", "key"), PEOPLE)
def test_a_surname_is_that_of_who_has_the_function_on_the_day(text: str, date: str, words: str, key: str | None) -> None:
    assert link(resolved(text, date), words).entity == key


GROUPS = [
    ("person/aurelien-tache", "2019-01-10", "La République en Marche"),
    ("person/aurelien-tache", "2020-06-01", "Écologie Démocratie Solidarité"),
    ("person/aurelien-tache", "2020-12-01", ""),
    ("person/aurelien-tache", "2025-01-10", "La France insoumise"),
    ("person/roland-lescure", "2025-01-10", "Ensemble pour la République"),
]


@pytest.mark.parametrize(("person", "date", "name"), GROUPS)
def test_a_deputy_sits_with_the_group_of_the_day(person: str, date: str, name: str) -> None:
    group = load_pack().group_on(person, date)

    assert (name in group.label if name else False) if group else not name


def test_the_source_of_the_mandate_vouches_for_the_holder_that_is_inferred() -> None:
    whole = resolved("Le ministre de la ville et du logement a répondu.", "2025-11-09")
    (found,) = [claim for claim in whole.claims if claim.inferred]

    assert found.sources == ("document/texte", "authority/journal-officiel-non-verifie")
