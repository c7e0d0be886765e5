"""Samples of a study: what each is of and where it was taken, and the results of the sample table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from onward.intake.cbioportal.rows import Row, said
from onward.knowledge import codes
from onward.knowledge.study_columns import StudyColumns
from onward.terms import Issue, Quantity, Severity
from onward.timeline import AnyFact, BiomarkerScore, SpecimenFact, SpecimenKind

# Sites of a sample that by themselves do not tell primary from metastasis.
_REGIONAL = frozenset({"", "breast", "node_regional", "other"})
_KINDS = {kind.value: kind for kind in SpecimenKind}


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample and whose it is."""

    person: str
    fact: SpecimenFact

    @property
    def tissue(self) -> str:
        """What a gene test on it is a test of."""
        match self.fact.kind:
            case SpecimenKind.BLOOD:
                return "ctDNA"
            case SpecimenKind.NORMAL:
                return "germline sample"
            case SpecimenKind.UNKNOWN:
                return ""
            case _:
                return "tissue"


def sample_of(row: Row, known: StudyColumns, *, is_breast: bool | None) -> tuple[SpecimenFact, list[Issue]]:
    """The sample of a row. Words on the site that name a local recurrence come before a type of "metastasis"."""
    issues: list[Issue] = []
    types, places = row.of("sample_type"), row.of("sample_site")
    metastatic_places = row.of("metastatic_site")
    kind = SpecimenKind.UNKNOWN
    for cell in types:
        word = known.word("sample", cell.text)
        if not word:
            issues.append(row.issue(cell, "a type of sample that Onward does not know", "took its kind as unknown"))
        elif kind is SpecimenKind.UNKNOWN:
            kind = _KINDS[word]
    if kind is SpecimenKind.METASTASIS or (kind is SpecimenKind.UNKNOWN and not places):
        places = places or metastatic_places
    text = " / ".join(cell.text for cell in places)
    site = codes().sites.body_site((), text) if text else ""
    words = text.casefold()
    if "local recurrence" in words or "locoregional recurrence" in words:
        if kind is SpecimenKind.METASTASIS:
            issues.append(
                row.issue(
                    places[0],
                    "a sample called a metastasis whose site names a local recurrence",
                    "took it as local recurrence, not as distant metastasis",
                    Severity.NOTE,
                )
            )
        kind = SpecimenKind.LOCAL_RECURRENCE
    elif kind is SpecimenKind.UNKNOWN and "primary" in words:
        kind = SpecimenKind.PRIMARY
    elif kind is SpecimenKind.UNKNOWN and is_breast and site not in _REGIONAL:
        kind = SpecimenKind.METASTASIS
    if kind is SpecimenKind.METASTASIS and site == "breast":
        issues.append(
            row.issue(
                places[0],
                "a metastasis taken from the breast: it may be a local recurrence or of the other breast",
                "kept the source's word; the pathology report tells",
                Severity.NOTE,
            )
        )
    if kind is SpecimenKind.METASTASIS and text and not site:
        site = "other"
        issues.append(
            row.issue(
                places[0],
                "a site that is not in the table of sites",
                "took it as another site, in its own words",
                Severity.NOTE,
            )
        )
    if kind is SpecimenKind.PRIMARY and not site and is_breast:
        site = "breast"
    cells = [*types, *places, *row.of("collection_note")]
    fact = SpecimenFact(key=row.sample, kind=kind, site=site, text=said(cells), sources=(row.source(cells),))
    return fact, issues


def scores_of(row: Row, sample: SpecimenFact, known: StudyColumns) -> Iterator[AnyFact | Issue]:
    """Scores of a sample table: Ki-67, microsatellite instability and the study's own mutation rate."""
    for cell in row.of("ki67_percent"):
        value = _decimal(cell.text.removesuffix("%"))
        if value is None or not 0 <= value <= 100:
            yield row.issue(cell, "a Ki-67 that is no percentage", "took nothing from the cell")
            continue
        yield BiomarkerScore(
            name="Ki-67",
            measure="percent",
            value=Quantity(value, "%"),
            specimen=sample.key,
            specimen_kind=sample.kind,
            text=cell.said,
            sources=(row.source([cell]),),
        )
    for cell in row.of("mutation_rate"):
        value = _decimal(cell.text)
        if value is None:
            yield row.issue(cell, "a mutation rate that is no number", "took nothing from the cell")
            continue
        # Not called TMB: studies divide by what they like (breast_msk_2018 by 30), so no threshold applies.
        yield BiomarkerScore(
            name="mutation rate of this study",
            measure="study-specific",
            value=Quantity(value, None),
            specimen=sample.key,
            specimen_kind=sample.kind,
            text=cell.said,
            sources=(row.source([cell]),),
        )
    for cell in row.of("msi_status"):
        status = known.word("msi", cell.text)
        if not status:
            yield row.issue(cell, "a microsatellite status that Onward does not know", "took nothing from the cell")
        elif status != "no status":
            yield BiomarkerScore(
                name="MSI",
                status=status,
                specimen=sample.key,
                specimen_kind=sample.kind,
                text=cell.said,
                sources=(row.source([cell]),),
            )
    for cell in row.of("msi_score"):
        value = _decimal(cell.text)
        # A bare number without its cut-off says neither stable nor high.
        if value is not None and value >= 0:
            yield BiomarkerScore(
                name="MSI",
                measure="score",
                assay=cell.name,
                value=Quantity(value, None),
                specimen=sample.key,
                specimen_kind=sample.kind,
                text=cell.said,
                sources=(row.source([cell]),),
            )


def _decimal(text: str) -> Decimal | None:
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() else None
