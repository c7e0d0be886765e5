"""Cases of a book as tables of the manual: what was read, what the command answers, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.knowledge.response_reads import read_book
from tests.knowledge.test_response_cases import answered
from tests.spec.manual import Section


class Told:
    """Tells cases of one criterion on one section of a page; the answers must be those of the book."""

    def __init__(self, criterion: str, book: str, manual: Section, *, number: str = "mm") -> None:
        self._number = number
        self._criterion = criterion
        self._cases: Mapping[str, Any] = {case["id"]: case for case in read_book(f"{book}.cases.yaml")}
        self._answers: Mapping[str, Any] = {answer["id"]: answer for answer in read_book(f"{book}.answers.yaml")}
        self._manual = manual

    def cases(self, *ids: str) -> None:
        """Reads and the category of each visit with its reasons."""
        rows: list[tuple[str, ...]] = []
        for id_ in ids:
            later = self._later(id_)
            assert [visit["overall"] for visit in later] == self._answers[id_]["overall"]
            because = "; ".join(reason for visit in later[-1:] for reason in visit["because"])
            rows.append((id_, self._read(id_), ", ".join(visit["overall"] for visit in later), because))
        self._manual.table(("case", f"read (day: lesion={self._number})", "overall", "because (last visit)"), rows)

    def best(self, *ids: str) -> None:
        """Reads, the category of each visit, and the best response with and without confirmation."""
        rows: list[tuple[str, ...]] = []
        for id_ in ids:
            found = answered(self._criterion)[id_]
            assert found["best_overall"] == self._answers[id_]["best"]
            rows.append(
                (
                    id_,
                    self._read(id_),
                    ", ".join(visit["overall"] for visit in self._later(id_)),
                    found["best_overall"],
                    found["best_confirmed"] or "not asked for",
                    found["best_confirmed_because"],
                )
            )
        self._manual.table(("case", "read", "overall", "best", "confirmed", "because"), rows)

    def _later(self, id_: str) -> list[Mapping[str, Any]]:
        return [visit for visit in answered(self._criterion)[id_]["visits"] if not visit["baseline"]]

    def _read(self, id_: str) -> str:
        nodes = [name for name, place in self._cases[id_]["lesions"].items() if "node" in place]
        said = " / ".join(self._cases[id_]["visits"])
        return said + (f" ({', '.join(nodes)} {'is a node' if len(nodes) == 1 else 'are nodes'})" if nodes else "")
