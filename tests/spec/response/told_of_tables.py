"""Cases of the bone, brain, volume and marker books as tables of the manual."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.knowledge.response_reads import read_book
from tests.knowledge.test_bone_brain_marker_cases import BOOKS, told
from tests.spec.manual import Section

from onward.knowledge import response_rules


class ToldOfTables:
    """Tells cases of one criterion on one section of a page; the answers must be those of the book."""

    def __init__(self, criterion: str, manual: Section) -> None:
        self._criterion = criterion
        self._book = BOOKS[criterion]
        self._cases: Mapping[str, Any] = {case["id"]: case for case in read_book(f"{self._book}.cases.yaml")}
        self._answers: Mapping[str, Any] = {one["id"]: one for one in read_book(f"{self._book}.answers.yaml")}
        self._manual = manual

    def cases(self, *ids: str) -> None:
        """What was read and recorded, the answer of each visit, and the reasons of the last one."""
        rows: list[tuple[str, ...]] = []
        for id_ in ids:
            later = [visit for visit in told(self._criterion)[id_]["visits"] if not visit["baseline"]]
            assert [visit["overall"] for visit in later] == self._answers[id_]["overall"]
            because = "; ".join(reason for visit in later[-1:] for reason in visit["because"])
            rows.append((id_, self._read(id_), ", ".join(visit["overall"] for visit in later), because))
        self._manual.table(("case", "read and recorded (day: ...)", "overall", "because (last visit)"), rows)

    def thresholds(self) -> None:
        """Each number of the criterion's own file, where it stands, and whether the source was opened."""
        rules = response_rules(self._book)
        sources = rules.file.sources
        own = [one for one in rules.thresholds.values() if all(key in sources for key in one.source)]
        self._manual.table(
            ("threshold", "value", "unit", "what it bounds", "section", "source"),
            [
                (
                    one.id,
                    str(one.value),
                    one.unit,
                    one.says,
                    one.section,
                    ", ".join(f"{key} ({'opened' if sources[key].verified else 'not opened'})" for key in one.source),
                )
                for one in own
            ],
        )
        assert own

    def _read(self, id_: str) -> str:
        case = self._cases[id_]
        parts = [" / ".join(case.get("visits", case.get("values", ())))]
        for name in ("therapy", "steroids", "clinical", "performance"):
            said = case.get(name, ())
            if said and not (name == "clinical" and all(one.endswith(" stable") for one in said)):
                parts.append(f"{name}: {', '.join(said)}")
        return "; ".join(parts)
