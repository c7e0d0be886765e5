"""Small trials written for these pages: lines as the reader would give them, put together by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tests.spec.criteria.records import Piece, subject

from onward.criteria import Criterion
from onward.engines.trials import Asking, Catalogue, TrialMatch, match_trial, prepare
from onward.reading import EligibilityLine, EligibilityReading, StructuredField
from onward.registry import CohortCriteria, Site, Trial, TrialSource


@dataclass(frozen=True)
class Written:
    """One line of a paper trial."""

    section: str
    text: str
    reading: Criterion | None
    why: str = ""
    cohort: str = ""
    part_of: int | None = None


def inclusion(text: str, reading: Criterion | None = None, why: str = "not understood", **more: object) -> Written:
    """A line under "Inclusion"."""
    return _written("inclusion", text, reading, why, more)


def exclusion(text: str, reading: Criterion | None = None, why: str = "not understood", **more: object) -> Written:
    """A line under "Exclusion"."""
    return _written("exclusion", text, reading, why, more)


def no_heading(text: str, reading: Criterion | None = None, why: str = "not understood", **more: object) -> Written:
    """A line without a heading above it."""
    return _written("unknown", text, reading, why, more)


def _written(section: str, text: str, reading: Criterion | None, why: str, more: dict[str, object]) -> Written:
    part_of = more.get("part_of")
    return Written(
        section,
        text,
        reading,
        "" if reading is not None else why,
        str(more.get("cohort", "")),
        part_of if isinstance(part_of, int) else None,
    )


def trial(
    *lines: Written,
    id_: str = "NCT00000001",
    title: str = "A trial on paper",
    fields: Sequence[StructuredField] = (),
    cohorts: Sequence[CohortCriteria] = (),
    **more: object,
) -> tuple[Trial, EligibilityReading]:
    """A trial with its reading."""
    source = TrialSource(file="paper.ndjson", place="line 1", sha256="0" * 64, format="ClinicalTrials.gov v2")
    read = tuple(
        EligibilityLine(
            section=line.section,  # type: ignore[arg-type]  # one of the three words by the helpers above
            index=number,
            text=line.text,
            reading=line.reading,
            why_unreadable=line.why,  # type: ignore[arg-type]  # a word of the reader
            cohort=line.cohort,
            part_of=line.part_of,
        )
        for number, line in enumerate(lines)
    )
    sites = more.pop("sites", ())
    conditions = more.pop("conditions", ("Breast Cancer",))
    phases = more.pop("phases", ())
    assert isinstance(sites, tuple) and isinstance(conditions, tuple) and isinstance(phases, tuple)
    text = "\n".join(line.text for line in lines)
    return (
        Trial(
            id=id_,
            source=source,
            brief_title=title,
            eligibility_text=text,
            cohorts=tuple(cohorts),
            conditions=conditions,
            phases=phases,
            sites=sites,
            status=str(more.pop("status", "")),
        ),
        EligibilityReading(lines=read, structured=tuple(fields)),
    )


def matched(one: tuple[Trial, EligibilityReading], *record: Piece) -> TrialMatch:
    """A paper trial for the person of a record."""
    catalogue = prepare([one])
    return match_trial(catalogue.trials[0], Asking(catalogue, subject(*record)))


def all_matched(
    trials: Sequence[tuple[Trial, EligibilityReading]], *record: Piece
) -> tuple[Catalogue, list[TrialMatch]]:
    """Several paper trials for one person."""
    catalogue = prepare(trials)
    asking = Asking(catalogue, subject(*record))
    return catalogue, [match_trial(prepared, asking) for prepared in catalogue.trials]


OPEN_SITE = Site(
    facility="A hospital", city="Boston", state="MA", zip="02115", country="United States", status="RECRUITING"
)
