"""What became of a person's verdicts between two catalogues.

Both catalogues are held against the same record, so that every difference comes from the trials: a line that was
amended, a trial that is new or gone, a state of recruitment. What became better is told first, then what is new, worse,
the same verdict after a change, and gone. Of trials whose verdict stays `not_eligible` nothing is told.
"""

from __future__ import annotations

from tests.spec.criteria.records import born, cancer, ecog, lab, number, subject
from tests.spec.manual import Section
from tests.spec.trials.paper_trials import inclusion, trial

from onward.criteria import Age, BreastCancer, LabValue, Limits, Performance
from onward.engines.trials import Asking, TrialMatch, VerdictChange, match_trial, prepare, verdict_changes

RECORD = (born("1968-05-12"), cancer("breast cancer", "2019-03-20"), ecog(1), lab("platelets", "90", "10*9/L"))
CANCER = inclusion("Breast cancer", BreastCancer())
FIT = inclusion("ECOG 0 or 1", Performance(scale="ECOG", at_most=1))


def platelets(least: str):  # type: ignore[no-untyped-def]  # a written line
    return inclusion(
        f"Platelets at least {least}",
        LabValue(analyte="platelets", limits=Limits(at_least=number(least)), unit="10*9/L"),
    )


def matches(*trials: object) -> list[TrialMatch]:
    catalogue = prepare(trials)  # type: ignore[arg-type]  # trials as paper_trials gives them
    asking = Asking(catalogue, subject(*RECORD))
    return [match_trial(prepared, asking) for prepared in catalogue.trials]


def table(manual: Section, found: tuple[VerdictChange, ...]) -> None:
    words = {None: "not there"}
    manual.table(
        ("trial", "became", "before", "after", "lines", "the registry changed"),
        [
            (
                one.trial.title,
                one.became.value,
                "none" if one.before is None else one.before.value,
                "none" if one.after is None else one.after.value,
                "; ".join(
                    f"{line.text}: {words.get(line.before) or line.before.value} to "  # type: ignore[union-attr,arg-type]  # not None
                    f"{words.get(line.after) or line.after.value}"  # type: ignore[union-attr,arg-type]  # not None
                    for line in one.lines
                ),
                "; ".join(str(change) for change in one.changes),
            )
            for one in found
        ],
    )


def test_between_two_catalogues(manual: Section) -> None:
    """Her platelets are 90. A limit that falls from 100 to 75 lets her in; one that rises keeps her out for now."""
    before = matches(
        trial(CANCER, platelets("100"), id_="NCT1", title="Limit lowered", status="RECRUITING"),
        trial(CANCER, platelets("75"), id_="NCT2", title="Limit raised", status="RECRUITING"),
        trial(CANCER, FIT, id_="NCT3", title="Closed since", status="RECRUITING"),
        trial(CANCER, FIT, id_="NCT4", title="Gone", status="RECRUITING"),
        trial(CANCER, FIT, id_="NCT5", title="Nothing changed", status="RECRUITING"),
        trial(inclusion("Up to 40 years", Age(at_most_years=40)), id_="NCT6", title="Never hers", status="RECRUITING"),
    )
    after = matches(
        trial(CANCER, platelets("75"), id_="NCT1", title="Limit lowered", status="RECRUITING"),
        trial(CANCER, platelets("100"), id_="NCT2", title="Limit raised", status="RECRUITING"),
        trial(CANCER, FIT, id_="NCT3", title="Closed since", status="COMPLETED"),
        trial(CANCER, FIT, id_="NCT5", title="Nothing changed", status="RECRUITING"),
        trial(inclusion("Up to 40 years", Age(at_most_years=40)), id_="NCT6", title="Never hers", status="COMPLETED"),
        trial(CANCER, id_="NCT7", title="New", status="RECRUITING"),
    )
    found = verdict_changes(before, after)
    table(manual, found)
    assert [(one.trial.id, one.became.value) for one in found] == [
        ("NCT1", "better"),
        ("NCT7", "new"),
        ("NCT2", "worse"),
        ("NCT3", "same verdict"),
        ("NCT4", "gone"),
    ]
    assert [(line.text, line.before, line.after) for line in found[0].lines] != []
    assert {line.text for line in found[0].lines} == {"Platelets at least 75", "Platelets at least 100"}
    assert found[3].lines == () and [change.kind.value for change in found[3].changes] == ["status"]
    assert len(verdict_changes(before, after, all_of_them=True)) == 6
