"""`onward knowledge check`: files, rules, their words, their cases, their expiry, and what vanished since the index."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from onward.app.knowledge_words import unknown_names, vocabulary
from onward.criteria import from_plain
from onward.engines.options import PreparedOptions, prepare_options, prepare_safety
from onward.knowledge import (
    DATA,
    INDEX,
    NEVER_IN_FORCE,
    KnowledgeFile,
    KnowledgeProblem,
    OptionKnowledge,
    OptionRule,
    board_questions,
    check_knowledge,
    codes,
    entries_of,
    knowledge_files,
    option_knowledge,
    read_file,
    read_index,
    safety_rules,
    vanished,
    write_index,
)
from onward.terms import KnowledgeError, UsageError

# What a rule must be shown to do: fire, be ruled out, wait, and what it does exactly at a threshold or a day.
NEEDED = ("option", "rejected", "undecided")


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCase:
    """One case of a rule of treatment, as far as counting goes."""

    rule: str
    expect: str
    edge: bool


def check_everything(day: date) -> tuple[KnowledgeProblem, ...]:
    """Every problem of the knowledge that comes with Onward: broken ones stop an answer, the others are notes.

    day   on which expiry is judged
    """
    problems = list(check_knowledge(day))
    try:
        rules = option_knowledge()
    except KnowledgeError as error:
        problems.append(_broken("options", str(error)))
    else:
        problems += _options(rules, day)
    problems += _gates()
    problems += _questions()
    if not any(problem.broken for problem in problems):
        problems += since_the_index(knowledge_files(), index=read_index(), changelog=_changelog())
    return tuple(problems)


def renew_index() -> int:
    """Write the index anew and give the number of its entries.

    Raises KnowledgeError when something has vanished that the changelog does not name.
    """
    gone = vanished(knowledge_files(), index=read_index(), changelog=_changelog())
    if gone:
        raise KnowledgeError(f"{len(gone)} entries have vanished without a line in data/CHANGELOG.md: {_some(gone)}")
    return write_index(knowledge_files(), INDEX)


def since_the_index(
    files: Iterable[KnowledgeFile], *, index: Iterable[str], changelog: str
) -> Iterator[KnowledgeProblem]:
    """What has gone since the index was written, unless the changelog names it, and how much is new."""
    files, index = tuple(files), tuple(index)
    for line in vanished(files, index=index, changelog=changelog):
        file, where, name = line.split("\t")
        what = f'"{name}" ({where}) has vanished since the index was written, and data/CHANGELOG.md does not say why'
        yield _broken(file, what)
    known = set(index)
    new = Counter(line.split("\t")[0] for line in entries_of(files) if line not in known)
    for file, count in sorted(new.items()):
        what = f"{count} entries are not in the index yet: onward knowledge check --renew-index"
        yield KnowledgeProblem(file=file, what=what, broken=False)


def _changelog() -> str:
    return (DATA / "CHANGELOG.md").read_text(encoding="utf-8")


def _broken(file: str, what: str) -> KnowledgeProblem:
    return KnowledgeProblem(file=file, what=what, broken=True)


def _options(rules: OptionKnowledge, day: date) -> Iterator[KnowledgeProblem]:
    try:
        prepared = prepare_options(rules, codes().drugs.drugs)
    except KnowledgeError as error:
        yield _broken("options", str(error))
        return
    yield from _names_of_rules(prepared)
    yield from _stale(rules, day)
    yield from cases_missing(rules.rules, _cases(), lambda rule: rules.file_of[rule.id])


def _names_of_rules(prepared: PreparedOptions) -> Iterator[KnowledgeProblem]:
    known = vocabulary()
    knowledge = prepared.knowledge
    for one in prepared.rules:
        asked = [*one.asked, *(addition.when for addition in one.additions)]
        for condition in asked:
            for name in unknown_names(condition.criterion, known):
                owner = condition.id if condition.id in knowledge.places else one.rule.id
                error = knowledge.file_of[owner].broken(
                    f'condition "{condition.id}": unknown {name}', *knowledge.places[owner]
                )
                yield _broken(knowledge.file_of[owner].id, str(error))


def _stale(rules: OptionKnowledge, day: date) -> Iterator[KnowledgeProblem]:
    for rule in rules.rules:
        own = rule.expires
        if own is not None and own <= day < rules.file_of[rule.id].expires:
            yield KnowledgeProblem(
                file=rules.file_of[rule.id].id,
                what=f"{rule.id} expired on {own}: shown as stale, never used",
                broken=False,
            )


def cases_missing(
    rules: Iterable[OptionRule], cases: Iterable[RuleCase], file_of: Callable[[OptionRule], KnowledgeFile]
) -> Iterator[KnowledgeProblem]:
    """Rules that no case shows firing, ruled out, waiting and at their edge; of those that never fire, shown at all."""
    by_rule: dict[str, list[RuleCase]] = {}
    for case in cases:
        by_rule.setdefault(case.rule, []).append(case)
    for rule in rules:
        own = by_rule.get(rule.id, [])
        told = {case.expect for case in own}
        needed = ("not available",) if rule.kind in NEVER_IN_FORCE else NEEDED
        lacking = [f'expect: "{word}"' for word in needed if word not in told]
        if rule.kind not in NEVER_IN_FORCE and not any(case.edge for case in own):
            lacking.append("edge: true")
        if lacking:
            what = f"{rule.id} has no case with {', '.join(lacking)}"
            yield _broken(file_of(rule).id, what)


def _cases() -> Iterator[RuleCase]:
    for path in sorted((DATA / "options").glob("*.cases.yaml")):
        yield from read_cases(path)


def read_cases(path: Path) -> Iterator[RuleCase]:
    """The cases of one file. Raises KnowledgeError."""
    file = read_file(path)
    listed = file.body.get("cases")
    if not isinstance(listed, list):
        raise file.broken("expected a list of cases", "cases")
    for index, one in enumerate(listed):
        if not isinstance(one, Mapping) or not isinstance(one.get("rule"), str):
            raise file.broken("a case names its rule", "cases", index)
        yield RuleCase(rule=one["rule"], expect=str(one.get("expect", "")), edge=one.get("edge") == "true")


def _gates() -> Iterator[KnowledgeProblem]:
    try:
        rules = safety_rules()
        prepare_safety(rules, codes().drugs.drugs)
    except KnowledgeError as error:
        yield _broken("safety", str(error))
        return
    known = vocabulary()
    names = known.drugs | known.classes | known.payloads | known.targets | known.roles
    for gate in rules.gates:
        file, index = rules.place[gate.id]
        for name in (*gate.drugs, *gate.but_not):
            if name not in names:
                yield _broken(file.id, str(file.broken(f'{gate.id}: unknown drug or class "{name}"', "gates", index)))
        for plain in (gate.when, gate.applies):
            if plain is None:
                continue
            for name in unknown_names(from_plain(plain), known):
                if "{drug}" not in name:
                    yield _broken(file.id, str(file.broken(f"{gate.id}: unknown {name}", "gates", index)))


def _questions() -> Iterator[KnowledgeProblem]:
    known = vocabulary()
    for one in board_questions():
        try:
            found = unknown_names(from_plain(one.ask), known)
        except UsageError as error:
            yield _broken("criteria/board", f"{one.id}: {error}")
            continue
        for name in found:
            yield _broken("criteria/board", f"{one.id}: unknown {name}")


def _some(lines: tuple[str, ...]) -> str:
    names = [line.rpartition("\t")[2] for line in lines]
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
