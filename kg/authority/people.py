"""From actors and items to the pack's persons: one entity a human being, whatever the number of ids."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kg import iris
from kg.authority.assemblee import Actor
from kg.authority.connector import fault
from kg.authority.tables import Registry, Table, joined, other_names
from kg.authority.wikidata import Item, Post
from kg.lexicon.fold import fold
from kg.model import Finding

_PAGE = "https://www.assemblee-nationale.fr/dyn/deputes/"


@dataclass
class People:
    """The table of persons, and how an id of either publisher leads into it."""

    table: Table
    of_actor: dict[str, str]
    of_item: dict[str, str]

    def named(self, name: str) -> list[str]:
        """The keys of those who bear a name, by its fold."""
        wanted = fold(name)
        return sorted(
            key
            for key, row in self.table.rows.items()
            if wanted == fold(row["label"]) or wanted in map(fold, row["alt_labels"].split("|"))
        )

    def mint(self, name: str, birth: str) -> str:
        """A key that nobody has: the name, with the birth year behind it where a homonym was there first."""
        plain = f"person/{iris.slug(name)}"
        taken = self.table.rows
        if plain not in taken:
            return plain
        dated = f"{plain}-{birth[:4]}" if birth else ""
        return dated if dated and dated not in taken else f"{plain}-{iris.digest(name, birth)}"


def people(
    actors: Iterable[Actor],
    items: Iterable[Item],
    posts: Sequence[Post],
    table: Table,
    registry: Registry,
    same_as: Mapping[str, str],
) -> tuple[People, list[Finding]]:
    """Fills the table with the given actors, and with those holders of ``posts`` who are not among them.

    Two actors of one name and birth date are one person; so are those of one name that ``same_as`` declares to be (id → id).
    An item that two persons would share identifies neither.
    """
    findings: list[Finding] = []
    held: dict[tuple[str, str], list[Actor]] = defaultdict(list)
    for actor in actors:
        held[fold(f"{actor.given} {actor.family}"), actor.birth or same_as.get(actor.uid, actor.uid)].append(actor)
    item_of = {item.an: item for item in items}
    claims: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for who, same in held.items():
        for actor in same:
            if (item := item_of.get(actor.uid)) is not None:
                claims[item.wikidata].add(who)
    out = People(table, {}, {})
    for qid in sorted(qid for qid, whose in claims.items() if len(whose) > 1):
        names = ", ".join(sorted(name for name, _ in claims[qid]))
        findings.append(fault("shared-item", qid, f"identifies several people: {names}; left out", f"commun à {names} : écarté"))
    rows = []
    for same in held.values():
        same.sort(key=lambda actor: (len(actor.uid), actor.uid))
        ids = joined(actor.uid for actor in same)
        qids = {item_of[actor.uid].wikidata for actor in same if actor.uid in item_of}
        qids = {qid for qid in qids if len(claims[qid]) == 1}
        rows.append((registry.find(an=ids), same, ids, min(qids) if len(qids) == 1 else ""))
    table_keys = registry.taken
    for known, same, ids, qid in sorted(rows, key=lambda row: (row[0] is None, row[0] or "", len(row[1][0].uid), row[1][0].uid)):
        first = same[0]
        label = f"{first.given} {first.family}".strip()
        key = known or out.mint(label, first.birth)
        if known is None and key in table_keys:
            key = f"{key}-{iris.digest(ids)}"
        forms = [f"{actor.given} {actor.family}".strip() for actor in same]
        forms += [item_of[actor.uid].title for actor in same if actor.uid in item_of and qid]
        seated = [actor.uid for actor in same if any(tenure.kind == "ASSEMBLEE" for tenure in actor.tenures)]
        table.put(
            key,
            label=label,
            surname=first.family,
            alt_labels=other_names(forms, label),
            gender={"M.": "m", "Mme": "f", "Mlle": "f"}.get(first.civility, ""),
            birth=max(actor.birth for actor in same),
            an=ids,
            wikidata=qid,
            page=_PAGE + seated[-1] if seated else "",
        )
        for actor in same:
            out.of_actor[actor.uid] = key
        if qid:
            out.of_item[qid] = key
    _holders(posts, out, registry)
    return out, findings


def _holders(posts: Sequence[Post], out: People, registry: Registry) -> None:
    """Adds who is known by an item alone; one whom name and birth date show to be an actor gives him the item."""
    by_birth: Mapping[tuple[str, str], str] = {
        (fold(row["label"]), row["birth"]): key for key, row in out.table.rows.items() if row["birth"] and not row["wikidata"]
    }
    for post in sorted(posts, key=lambda post: (post.wikidata, post.name)):
        if post.wikidata in out.of_item:
            row = out.table.rows[out.of_item[post.wikidata]]
            row["alt_labels"] = other_names([*row["alt_labels"].split("|"), post.name], row["label"])
            continue
        key = by_birth.get((fold(post.name), post.birth))
        if key is not None:
            out.table.rows[key]["wikidata"] = post.wikidata
        else:
            key = registry.find(wikidata=post.wikidata) or out.mint(post.name, post.birth)
            surname = post.name.partition(" ")[2]
            out.table.put(key, label=post.name, surname=surname, gender=post.gender, birth=post.birth, wikidata=post.wikidata)
        out.of_item[post.wikidata] = key
