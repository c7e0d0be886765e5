"""A panel report in words as facts of one person; a line that names a gene and is not understood is an issue."""

from __future__ import annotations

import re
from collections import Counter
from typing import TypedDict

from onward.intake.loose import LooseFile, LooseRead, SampleFacts
from onward.intake.panel_text.about import AboutReport
from onward.intake.panel_text.findings import GeneFinding, findings_in, gene_names
from onward.intake.panel_text.heading import START, About, Section, section_of
from onward.intake.panel_text.scores import SaidScore, is_undetermined, names_a_score, scores_in
from onward.intake.result import Counted
from onward.knowledge import codes
from onward.terms import UNDATED, Issue, PartialDate, Period, Severity, at
from onward.timeline import AnyFact, BiomarkerScore, GenesStudied, Origin, Source, Variant

KIND = "line of a panel report"

_BULLET = re.compile(r"^\s*(?:[-*•·>]+|\d+[.)])\s+")
_INLINE_GENES = re.compile(
    r"^\W*(?:genes? (?:tested|analy[sz]ed|assayed|covered|included|sequenced|examined)|gene list|panel content)"
    r"\W*[:=]\s*(?P<genes>.+)$",
    re.IGNORECASE,
)
_ORIGINS = {"germline": Origin.GERMLINE, "somatic": Origin.SOMATIC}
_MOST_ISSUES = 50


def read_panel_text(file: LooseFile) -> LooseRead:
    """The findings of a report. Nothing that stands in it raises."""
    return _Report(file).read()


class _Common(TypedDict):
    """What all facts of a report share."""

    when: Period
    recorded_on: PartialDate | None
    text: str
    sources: tuple[Source, ...]


class _Report:
    """One report on its way: first its head, then line by line."""

    def __init__(self, file: LooseFile) -> None:
        self._file = file
        text = file.content.decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
        self._lines = text.split("\n")
        self._about = AboutReport()
        self._genes = codes().genes
        self._issues: list[Issue] = []
        self._facts: list[AnyFact] = []
        self._studied: dict[str, int] = {}
        self._rows = Counter[str]()

    def read(self) -> LooseRead:
        head = {number for number, line in enumerate(self._lines, 1) if self._about.take(number, line)}
        if len(self._about.people) > 1:
            return self._several()
        for number in self._about.unread:
            self._issue(
                number, "a day that may be read two ways, or none", "took the report without it", Severity.WARNING
            )
        section = START
        for number, line in enumerate(self._lines, 1):
            if not line.strip():
                continue
            if number in head:
                self._rows["kept"] += 1
                continue
            opened = section_of(line, section)
            inline = _INLINE_GENES.match(line)
            if opened is not None and inline is None:
                section = opened
                self._rows["kept"] += 1
            elif inline is not None or section.about is About.GENES:
                self._list(number, inline["genes"] if inline is not None else line)
            elif section.about is About.OTHER:
                self._rows["kept"] += 1
            else:
                self._line(number, _BULLET.sub("", line), section)
        self._add_list()
        person = next(iter(self._about.people), "")
        return LooseRead(
            samples=(
                SampleFacts(
                    sample=self._about.sample,
                    person=person,
                    facts=tuple(self._facts),
                    rows=self._rows["facts"] + self._rows["kept"],
                ),
            ),
            issues=tuple(self._issues),
            counts={KIND: Counted(facts=self._rows["facts"], kept=self._rows["kept"], issue=self._rows["issue"])},
        )

    def _several(self) -> LooseRead:
        number = sum(bool(line.strip()) for line in self._lines)
        self._issue(
            next(iter(self._about.people.values())),
            f"a report that names {len(self._about.people)} people",
            "used for nobody; give each report as a file of its own",
            Severity.ERROR,
        )
        return LooseRead(samples=(), issues=tuple(self._issues), counts={KIND: Counted(issue=number)})

    def _line(self, number: int, line: str, section: Section) -> None:
        """One line: scores first, then genes; what is left of it is said."""
        before = len(self._facts)
        doubts: list[str] = []
        for score in scores_in(line):
            if score.doubt:
                doubts.append(score.doubt)
            if score.value is not None or score.status:
                self._facts.append(self._score(number, line, score))
        if names_a_score(line):
            if len(self._facts) == before and not is_undetermined(line):
                doubts.append("a score that is not understood")
        else:
            found = findings_in(line, section, self._genes)
            doubts += found.doubts
            for finding in found.findings:
                self._add(number, line, finding)
        is_taken = len(self._facts) > before
        for doubt in dict.fromkeys(doubts):
            did = "took the rest of the line" if is_taken else "took nothing from the line; read it in the report"
            self._issue(number, doubt, did, Severity.WARNING)
        self._rows["facts" if is_taken else "issue" if doubts else "kept"] += 1

    def _add(self, number: int, line: str, finding: GeneFinding) -> None:
        doubt = self._genes.doubt(finding.name)
        if doubt:
            self._issue(
                number, doubt, "kept the name as written; its HGNC id tells which gene is meant", Severity.WARNING
            )
        origin = _ORIGINS.get(finding.origin, Origin.UNKNOWN)
        tissue = "germline sample" if origin is Origin.GERMLINE else self._about.tissue
        if tissue == "germline sample":
            origin = Origin.GERMLINE
        self._facts.append(
            Variant(
                **self._common(number, line),
                gene=self._genes.canonical(finding.name),
                partner=self._genes.canonical(finding.partner) if finding.partner else "",
                kind=finding.kind,
                present=finding.present,
                protein=finding.protein,
                coding=finding.coding,
                consequence=finding.consequence,
                origin=origin,
                allele_percent=finding.allele_percent,
                copy_number=finding.copy_number,
                significance=finding.significance if finding.present else "",
                tissue=tissue,
                specimen=self._about.sample,
            )
        )

    def _score(self, number: int, line: str, score: SaidScore) -> BiomarkerScore:
        return BiomarkerScore(
            **self._common(number, line),
            name=score.name,
            measure=score.measure,
            assay=score.assay,
            value=score.value,
            status=score.status,
            specimen=self._about.sample,
        )

    def _list(self, number: int, text: str) -> None:
        names = list(gene_names(text, self._genes))
        for name in names:
            self._studied.setdefault(name, number)
        self._rows["facts" if names else "kept"] += 1

    def _add_list(self) -> None:
        """The genes that the report says were looked at: what makes "not found" a negative."""
        if not self._studied:
            return
        number = min(self._studied.values())
        self._facts.append(
            GenesStudied(
                **self._common(number, self._about.test or "genes tested"),
                panel=self._about.test or "panel",
                genes=tuple(dict.fromkeys(map(self._genes.canonical, self._studied))),
                tissue=self._about.tissue,
                specimen=self._about.sample,
            )
        )

    def _common(self, number: int, line: str) -> _Common:
        return {
            "when": at(self._about.collected) if self._about.collected is not None else UNDATED,
            "recorded_on": self._about.reported,
            "text": line.strip(),
            "sources": (Source(self._file.name, self._file.sha256, f"row {number}", ""),),
        }

    def _issue(self, number: int, what: str, did: str, severity: Severity) -> None:
        if len(self._issues) < _MOST_ISSUES:
            self._issues.append(
                Issue(file=self._file.name, place=f"row {number}", what=what, did=did, severity=severity)
            )
