"""From the COG to the pack's places and communes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.authority.cog import Area
from kg.authority.tables import Table, joined

_GENERIC = {"region": "région", "departement": "département"}
_INSEE = "http://id.insee.fr/geo/"


def places(areas: Iterable[Area], table: Table) -> Mapping[str, tuple[str, str]]:
    """Fills the table with régions and départements (the overseas collectivities stand with the latter, as their codes do);
    returns name and charnière of each département's code."""
    links: dict[str, tuple[str, str]] = {}
    for area in areas:
        if area.kind == "commune" or (area.kind == "region" and area.zone == "com"):
            continue
        generic = _GENERIC[area.kind] if area.zone != "com" else "collectivité d'outre-mer"
        names = [f"{area.name} ({generic})", f"{generic} {area.link}{area.name}"]
        if area.name.startswith("La "):
            names += [area.name[3:], f"{generic} de la {area.name[3:]}"]
        if area.name == "Paris":
            names = names[:1]
        table.put(
            f"place/{area.kind}-{area.code.lower()}",
            label=area.name,
            alt_labels=joined(names),
            kind="collectivity" if area.zone == "com" else area.kind,
            cog=area.code,
            parent=f"place/region-{area.region}" if area.region and area.zone != "com" else "",
            charniere=area.link,
            insee=f"{_INSEE}{area.kind}/{area.code}" if area.zone != "com" else "",
        )
        if area.kind == "departement":
            links[area.code] = (area.name, area.link)
    return links


def communes(areas: Iterable[Area], table: Table) -> None:
    """Fills the table of communes."""
    for area in areas:
        if area.kind == "commune":
            population = "" if area.population is None else str(area.population)
            table.put(
                f"place/commune-{area.code.lower()}",
                label=area.name,
                cog=area.code,
                departement=area.departement,
                population=population,
            )
