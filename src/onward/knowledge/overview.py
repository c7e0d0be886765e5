"""All knowledge files at once: what stands behind an answer, and whether all of it can be read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from onward.knowledge.files import DATA, KnowledgeFile, read_file
from onward.terms import KnowledgeError

_WITH_CASES = (".cases.yaml", ".answers.yaml", ".second.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeProblem:
    """Something about one knowledge file; `broken` when it cannot be used as it is."""

    file: str
    what: str
    broken: bool


@lru_cache(maxsize=1)
def knowledge_files() -> tuple[KnowledgeFile, ...]:
    """Every rule and table file, sorted by id; the cases beside them are no knowledge. Raises KnowledgeError."""
    files = (read_file(path) for path in DATA.rglob("*.yaml") if not path.name.endswith(_WITH_CASES))
    return tuple(sorted(files, key=lambda file: file.id))


def check_knowledge(day: date) -> tuple[KnowledgeProblem, ...]:
    """Read every file as the answers do and judge its expiry on `day`; sources that nobody opened are notes."""
    problems: list[KnowledgeProblem] = []
    for path in sorted(DATA.rglob("*.yaml")):
        if path.parent.name == "response" and path.name.endswith(_WITH_CASES):
            continue  # bare lists of cases: inputs and answers lie apart, so that answers can be derived unseen
        try:
            file = read_file(path)
        except KnowledgeError as error:
            problems.append(KnowledgeProblem(file=str(path.relative_to(DATA)), what=str(error), broken=True))
            continue
        if file.expires <= day:
            problems.append(KnowledgeProblem(file=file.id, what=f"expired on {file.expires}", broken=False))
        problems.extend(
            KnowledgeProblem(file=file.id, what=f"source {source.key} was not opened: {source.title}", broken=False)
            for source in file.sources.values()
            if not source.verified
        )
    problems.extend(_typed())
    return tuple(problems)


def _typed() -> list[KnowledgeProblem]:
    # The typed loaders see more than the head of a file: unknown keys, codes that stand twice, values out of range.
    from onward.knowledge.codes import codes
    from onward.knowledge.ctcae import ctcae_v5
    from onward.knowledge.description_words import description_words
    from onward.knowledge.disease_knowledge import disease_knowledge
    from onward.knowledge.gene_facts import gene_facts
    from onward.knowledge.geography import geography
    from onward.knowledge.imaging_rules import (
        bone_scan_numbers,
        magnetic_resonance_numbers,
        protocol_limits,
        radionuclides,
        skeletal_weights,
    )
    from onward.knowledge.organ_masks import organ_mask_words
    from onward.knowledge.prognosis import breast_gpa_rules
    from onward.knowledge.safety_rules import safety_rules
    from onward.knowledge.search_words import search_words
    from onward.knowledge.unsaid_words import unsaid_words

    problems: list[KnowledgeProblem] = []
    tables = (ctcae_v5, description_words, disease_knowledge, gene_facts, breast_gpa_rules, safety_rules)
    tables = (*tables, geography, search_words, organ_mask_words, unsaid_words)
    tables = (*tables, bone_scan_numbers, magnetic_resonance_numbers, protocol_limits, radionuclides, skeletal_weights)
    for load in (codes().read_all, *tables):
        try:
            load()
        except KnowledgeError as error:
            problems.append(KnowledgeProblem(file="", what=str(error), broken=True))
    return problems
