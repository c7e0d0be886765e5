"""Reading knowledge/data/options: one file per topic, all together one value, every cross-reference checked."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from onward.knowledge.drugs import DrugTable
from onward.knowledge.files import DATA, KnowledgeFile, entries, only_keys, read_file
from onward.knowledge.option_rules import (
    NEVER_IN_FORCE,
    WORDS,
    Condition,
    OptionKnowledge,
    OptionRule,
    SequenceWarning,
    TestToOrder,
    Together,
)
from onward.knowledge.procedures import GeneTable

_LISTS = {
    "conditions": Condition,
    "options": OptionRule,
    "together": Together,
    "sequence": SequenceWarning,
    "tests": TestToOrder,
}


@lru_cache(maxsize=1)
def option_knowledge() -> OptionKnowledge:
    """The rules that come with Onward. Raises KnowledgeError when a file is broken."""
    from onward.knowledge.codes import codes

    return load_options(DATA / "options", drugs=codes().drugs, genes=codes().genes)


def load_options(folder: Path, *, drugs: DrugTable, genes: GeneTable) -> OptionKnowledge:
    """Every file of a folder, cases left out.

    Raises KnowledgeError with file and line: unknown key or word, an id that stands twice, a rule without source or
    condition, a drug, gene, condition or rule that is not known.
    """
    paths = sorted(path for path in folder.glob("*.yaml") if not path.name.endswith(".cases.yaml"))
    files = tuple(read_file(path) for path in paths)
    found: dict[str, list[tuple[KnowledgeFile, tuple[str | int, ...], Any]]] = {name: [] for name in _LISTS}
    gates: tuple[str, ...] = ()
    seen: dict[str, KnowledgeFile] = {}
    for file in files:
        only_keys(file, *_LISTS, "gates")
        gates += _gates(file)
        for name, kind in _LISTS.items():
            for index, one in enumerate(entries(file, kind, name)):
                place = (name, index)
                _check_id(file, one.id, place, seen)
                _check_sources(file, one, place)
                found[name].append((file, place, one))
    shared = {one.id: one for _, _, one in found["conditions"]}
    for file, place, one in found["conditions"]:
        _check_condition(file, one, place, shared, named=True)
    rules = {one.id: one for _, _, one in found["options"]}
    for file, place, one in found["options"]:
        _check_rule(file, one, place, shared, drugs, genes)
    for file, place, one in found["together"]:
        for id_ in (*one.of, *((one.prefer,) if one.prefer else ())):
            if id_ not in rules:
                raise file.broken(f'no rule has the id "{id_}"', *place, "of")
        if one.when is not None:
            _check_condition(file, one.when, (*place, "when"), shared)
    for file, place, one in found["tests"]:
        _check_genes(file, one.gene, (*place, "gene"), genes)
        if one.when is not None:
            _check_condition(file, one.when, (*place, "when"), shared)
    for file, place, one in found["sequence"]:
        if one.of not in ("class", "payload", "target"):
            raise file.broken('expected "class", "payload" or "target"', *place, "of")
    for id_ in gates:
        if id_ not in shared:
            raise files[0].broken(f'the gate "{id_}" is no shared condition')
    return OptionKnowledge(
        rules=tuple(rules[id_] for id_ in sorted(rules)),
        shared=shared,
        gates=gates,
        together=tuple(one for _, _, one in found["together"]),
        sequence=tuple(one for _, _, one in found["sequence"]),
        tests=tuple(one for _, _, one in found["tests"]),
        file_of=seen,
        files=files,
        places={one.id: place for group in found.values() for _, place, one in group},
    )


def _gates(file: KnowledgeFile) -> tuple[str, ...]:
    found = file.body.get("gates", [])
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found):
        raise file.broken("expected a list of ids of conditions", "gates")
    return tuple(found)


def _check_id(file: KnowledgeFile, id_: str, place: tuple[str | int, ...], seen: dict[str, KnowledgeFile]) -> None:
    if not id_:
        raise file.broken('the key "id" is missing', *place)
    if id_ in seen:
        raise file.broken(f'the id "{id_}" stands here twice, first in {seen[id_].id}', *place, "id")
    seen[id_] = file


def _check_sources(file: KnowledgeFile, value: object, place: tuple[str | int, ...]) -> None:
    """Every `source` inside an entry names a source of the file, and nothing that must have one is without."""
    for part, inside in _parts(value, place):
        named: tuple[str, ...] | None = getattr(part, "source", None)
        if named is None:
            continue
        if not named and not isinstance(part, Condition):
            raise file.broken("a value without a source", *inside)
        for key in named:
            if key not in file.sources:
                raise file.broken(f'unknown source "{key}"', *inside, "source")


def _parts(value: object, place: tuple[str | int, ...]) -> Iterator[tuple[object, tuple[str | int, ...]]]:
    if isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _parts(item, (*place, index))
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield value, place
        for one in dataclasses.fields(value):
            yield from _parts(getattr(value, one.name), (*place, one.name))


def _check_condition(
    file: KnowledgeFile,
    one: Condition,
    place: tuple[str | int, ...],
    shared: dict[str, Condition],
    *,
    named: bool = False,
) -> None:
    if one.only not in ("", "fda", "ema"):
        raise file.broken('"only" is fda or ema', *place, "only")
    if one.use:
        if one.id or one.says or one.ask is not None or named:
            raise file.broken('beside "use" nothing else is written', *place)
        if one.use not in shared:
            raise file.broken(f'no shared condition has the id "{one.use}"', *place, "use")
        return
    if one.ask is None:
        raise file.broken('a condition needs "ask", or "use" with the id of a shared one', *place)
    if not one.says:
        raise file.broken('a condition needs "says", the words for it', *place)


def _check_rule(
    file: KnowledgeFile,
    rule: OptionRule,
    place: tuple[str | int, ...],
    shared: dict[str, Condition],
    drugs: DrugTable,
    genes: GeneTable,
) -> None:
    _check_word(file, rule.kind, "kind", (*place, "kind"))
    _check_word(file, rule.group, "group", (*place, "group"))
    _check_word(file, rule.place.rank, "rank", (*place, "place", "rank"))
    for word in rule.place.lines:
        _check_word(file, word, "lines", (*place, "place", "lines"))
    if not rule.drugs and not rule.partners:
        raise file.broken("a rule gives at least one drug", *place, "drugs")
    if not rule.when:
        raise file.broken("a rule needs at least one condition", *place)
    added = tuple(drug for one in rule.additions for drug in one.add)
    for name in (*rule.all_drugs, *rule.may_repeat, *added):
        if name not in drugs.by_name:
            raise file.broken(f'unknown drug "{name}" (names are those of codes/drugs)', *place)
    _check_agencies(file, rule, place)
    _check_genes(file, tuple(one.gene for one in rule.targets if one.gene), (*place, "targets"), genes)
    seen: set[str] = set()
    for index, one in enumerate(rule.when):
        here = (*place, "when", index)
        _check_condition(file, one, here, shared)
        id_ = one.use or one.id
        if not id_:
            raise file.broken("a condition needs an id", *here)
        if id_ in seen:
            raise file.broken(f'the condition "{id_}" stands here twice', *here)
        seen.add(id_)
        if one.id in shared:
            raise file.broken(f'"{one.id}" is the id of a shared condition: write "use"', *here)
    for index, one in enumerate(rule.additions):
        _check_condition(file, one.when, (*place, "additions", index, "when"), shared)


def _check_agencies(file: KnowledgeFile, rule: OptionRule, place: tuple[str | int, ...]) -> None:
    if not rule.agencies:
        raise file.broken("a rule names what at least one agency or guideline decided", *place)
    for index, one in enumerate(rule.agencies):
        here = (*place, "agencies", index)
        _check_word(file, one.agency, "agency", (*here, "agency"))
        _check_word(file, one.status, "status", (*here, "status"))
        in_force = one.status in ("approved", "accelerated", "recommended")
        if in_force and one.first is None:
            raise file.broken("an approval needs the day on which it was first given", *here)
        if in_force and rule.kind in NEVER_IN_FORCE:
            raise file.broken(f'a rule of kind "{rule.kind}" holds no approval', *here)
        if one.agency == "guideline" and not one.body:
            raise file.broken('a guideline is named in "body"', *here)
    names = [one.agency for one in rule.agencies if one.agency != "guideline"]
    if len(names) != len(set(names)):
        raise file.broken("an agency stands here twice", *place, "agencies")


def _check_word(file: KnowledgeFile, word: str, field: str, place: Sequence[str | int]) -> None:
    if word not in WORDS[field]:
        raise file.broken(f'{field} "{word}" is none of {", ".join(WORDS[field])}', *place)


def _check_genes(file: KnowledgeFile, names: Sequence[str], place: Sequence[str | int], genes: GeneTable) -> None:
    for name in names:
        if genes.canonical(name) != name or name.upper() not in genes.by_name:
            raise file.broken(f'unknown gene "{name}" (symbols are those of codes/procedures)', *place)
