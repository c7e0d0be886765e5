"""Gates of safety: what a label wants looked at before a drug is started (data: safety/*.yaml, each with its cases).

What a gate asks of the record stands in the plain form of `criteria`, which this room only carries.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from onward.knowledge.files import DATA, KnowledgeFile, KnowledgeSource, entries, only_keys, read_file

GateKind = Literal["contraindication", "caution", "check"]
GateAgency = Literal["", "fda", "ema"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyGate:
    """One gate.

    drugs      generic names, or classes, groups and roles of codes/drugs; but_not: those of them that it leaves out
    kind       contraindication: the label says not to give it, or would have it withheld; caution: to be weighed;
               check: only to be known before the start
    when       the question; YES: the gate is met. "{drug}" in it stands for the drug
    applies    asked first; NO: the gate has no say
    text       what is said when it is met
    check      what the record has to tell before the start, and what the label says of it ("LVEF of the last 90 days;
               label: before the start"); said with why it does not tell ("not recorded: ..."); "" for silence
    medicines  of an interaction: the medicines it is about, to be listed where no medication list rules them out
    agency     whose label says it; "" when both do
    section    of the label
    """

    id: str
    drugs: tuple[str, ...]
    kind: GateKind
    when: object
    section: str
    source: tuple[str, ...]
    but_not: tuple[str, ...] = ()
    applies: object = None
    text: str = ""
    check: str = ""
    medicines: str = ""
    agency: GateAgency = ""


@dataclass(frozen=True, slots=True)
class SafetyRules:
    """All gates with the files that they stand in; `place` gives file and index of each id, for messages."""

    gates: tuple[SafetyGate, ...]
    files: tuple[KnowledgeFile, ...]
    place: Mapping[str, tuple[KnowledgeFile, int]]

    @classmethod
    def load(cls, folder: Path) -> SafetyRules:
        """Read every file of the folder `safety`. Raises KnowledgeError."""
        files = tuple(
            read_file(path) for path in sorted(folder.glob("*.yaml")) if not path.name.endswith(".cases.yaml")
        )
        gates: list[SafetyGate] = []
        place: dict[str, tuple[KnowledgeFile, int]] = {}
        for file in files:
            only_keys(file, "how_to_read", "terms", "gates")
            for index, gate in enumerate(_gates(file)):
                if gate.id in place:
                    raise file.broken(f'the gate "{gate.id}" stands here twice', "gates", index)
                problem = _problem(gate)
                if problem:
                    raise file.broken(f"{gate.id}: {problem}", "gates", index)
                place[gate.id] = (file, index)
                gates.append(gate)
        return cls(tuple(gates), files, place)

    def sources_of(self, gate: SafetyGate) -> tuple[KnowledgeSource, ...]:
        """The sources that a gate cites."""
        file = self.place[gate.id][0]
        return tuple(file.sources[key] for key in gate.source)


@lru_cache(maxsize=1)
def safety_rules() -> SafetyRules:
    """All gates of safety. Raises KnowledgeError."""
    return SafetyRules.load(DATA / "safety")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """A gate as written, without what it asks, which has any shape."""

    id: str
    drugs: tuple[str, ...]
    kind: GateKind
    section: str
    source: tuple[str, ...]
    but_not: tuple[str, ...] = ()
    text: str = ""
    check: str = ""
    medicines: str = ""
    agency: GateAgency = ""


def _gates(file: KnowledgeFile) -> list[SafetyGate]:
    listed = file.body.get("gates")
    if not isinstance(listed, list):
        raise file.broken("expected a list of gates", "gates")
    asked: list[tuple[object, object]] = []
    plain: list[object] = []
    for index, one in enumerate(listed):
        if not isinstance(one, dict) or "when" not in one:
            raise file.broken('a gate needs the key "when"', "gates", index)
        asked.append((one["when"], one.get("applies")))
        plain.append({key: value for key, value in one.items() if key not in ("when", "applies")})
    written = entries(_with(file, plain), _Written, "gates")
    return [
        SafetyGate(
            id=one.id,
            drugs=one.drugs,
            kind=one.kind,
            when=when,
            section=one.section,
            source=one.source,
            but_not=one.but_not,
            applies=applies,
            text=one.text,
            check=one.check,
            medicines=one.medicines,
            agency=one.agency,
        )
        for one, (when, applies) in zip(written, asked, strict=True)
    ]


def _with(file: KnowledgeFile, gates: list[object]) -> KnowledgeFile:
    return KnowledgeFile(
        path=file.path,
        id=file.id,
        version=file.version,
        about=file.about,
        sources=file.sources,
        review=file.review,
        expires=file.expires,
        sha256=file.sha256,
        body={"gates": gates},
    )


def _problem(gate: SafetyGate) -> str:
    if not gate.drugs or not gate.source:
        return "a gate names its drugs and its source"
    if gate.kind == "check" and (gate.text or not gate.check):
        return "a check says what is to be checked, and nothing else"
    if gate.kind != "check" and not gate.text:
        return "what is said when it is met is missing"
    if gate.medicines and gate.check:
        return "an interaction is listed by its medicines; it has no check of its own"
    return ""
