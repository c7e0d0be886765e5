"""The order of trials, near misses, and what to ask next.

The verdict comes first. Then trials whose own words (title, conditions, keywords) name only another disease, subtype
or stage than hers go behind the others. Then whether anybody may enter: open (or nobody says), not yet open, closed for
good. Within that a sum of five shares decides, each between 0 and 1: how much is decided (weight 0.40), how specific
the trial is for her disease (0.30), phase (0.10), distance (0.12), open sites (0.08). Equal sums are put in the order
of their ids.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.spec.criteria.records import (
    AS_OF,
    METASTATIC,
    born,
    cancer,
    ecog,
    lab,
    number,
    receptor,
    subject,
)
from tests.spec.manual import Section
from tests.spec.trials.paper_trials import all_matched, exclusion, inclusion, trial

from onward.criteria import (
    Age,
    Condition,
    LabValue,
    Limits,
    Metastatic,
    Performance,
    Receptor,
)
from onward.engines.trials import (
    WEIGHTS,
    Ranked,
    Reach,
    near_misses,
    outlook,
    questions_over,
    rank,
    relevance,
)

WOMAN = born("1968-05-12")
RECORD = (WOMAN, cancer("breast cancer", "2019-03-20"), METASTATIC, ecog(1), receptor("HER2", "low", score="1+"))

ADULT = inclusion("18 years or older", Age(at_least_years=18))
SPREAD = inclusion("Metastatic disease", Metastatic())
LOW = inclusion("HER2-low", Receptor(marker="HER2", calls=("low",)))


def platelets(least: str) -> LabValue:
    return LabValue(analyte="platelets", limits=Limits(at_least=number(least)), unit="10*9/L")


def ranked(*trials: object, reach: tuple[Reach, ...] = (), record: tuple[object, ...] = RECORD) -> tuple[Ranked, ...]:
    _, matches = all_matched(list(trials), *record)  # type: ignore[arg-type]  # trials as paper_trials gives them
    reaches = reach or tuple(Reach() for _ in matches)
    return rank(list(zip(matches, reaches, strict=True)), subject(*record))  # type: ignore[arg-type]  # record pieces


def ids(found: tuple[Ranked, ...]) -> list[str]:
    return [one.match.prepared.trial.id for one in found]


def show(manual: Section, found: tuple[Ranked, ...]) -> None:
    manual.table(
        ("rank", "trial", "verdict", "recruitment", *WEIGHTS, "sum"),
        [
            (
                str(one.rank),
                one.match.prepared.trial.title,
                one.match.verdict.value,
                one.recruitment.value,
                *(f"{one.shares[name]:.2f}" for name in WEIGHTS),
                f"{one.score:.3f}",
            )
            for one in found
        ],
    )


def test_the_verdict_comes_first(manual: Section) -> None:
    """Nothing moves a trial past a better verdict."""
    good = trial(ADULT, LOW, id_="NCT1", title="Eligible, closed", status="COMPLETED")
    open_ = trial(
        ADULT,
        inclusion("Nobody knows"),
        id_="NCT2",
        title="Possible, recruiting",
        status="RECRUITING",
        phases=("PHASE3",),
    )
    found = ranked(open_, good, reach=(Reach(nearest_km=5, open_sites=10), Reach()))
    show(manual, found)
    assert ids(found) == ["NCT1", "NCT2"]


def test_then_whether_anybody_may_enter(manual: Section) -> None:
    """A state that nobody gives is no closed door: it stands close behind the open ones."""
    found = ranked(
        trial(ADULT, id_="NCT1", title="Completed", status="COMPLETED", phases=("PHASE3",)),
        trial(ADULT, id_="NCT2", title="Not yet recruiting", status="NOT_YET_RECRUITING"),
        trial(ADULT, id_="NCT3", title="Not stated"),
        trial(ADULT, id_="NCT4", title="Recruiting", status="RECRUITING"),
    )
    show(manual, found)
    assert ids(found) == ["NCT4", "NCT3", "NCT2", "NCT1"]


def test_how_specific_a_trial_is(manual: Section) -> None:
    """Her own disease before breast cancer, breast cancer before any solid tumour."""
    found = ranked(
        trial(ADULT, id_="NCT1", title="Any advanced solid tumor", conditions=("Solid Tumor",)),
        trial(ADULT, id_="NCT2", title="Breast cancer, exercise", conditions=("Breast Cancer",)),
        trial(
            ADULT,
            SPREAD,
            LOW,
            id_="NCT3",
            title="HER2-low metastatic breast cancer",
            conditions=("HER2-low Breast Cancer",),
        ),
        trial(ADULT, id_="NCT4", title="Breast and lung cancer", conditions=("Breast Cancer", "Lung Cancer")),
    )
    show(manual, found)
    manual.table(
        ("trial", "points", "because"),
        [
            (
                one.match.prepared.trial.title,
                str(one.relevance.points),
                "; ".join(one.relevance.because) or "nothing in it is hers alone",
            )
            for one in found
        ],
    )
    assert ids(found) == ["NCT3", "NCT2", "NCT1", "NCT4"]
    # Breast cancer alone 2, metastatic 1, a receptor of hers 1; her subtype is not derived on this paper record.
    assert [one.relevance.points for one in found] == [4, 2, 1, 1]


@pytest.mark.parametrize(
    ("title", "hers", "points", "because"),
    [
        ("Triple-negative metastatic breast cancer", "HR-/HER2-zero", 4, "for triple negative disease"),
        (
            "Triple-negative metastatic breast cancer",
            "HR+/HER2-low",
            0,
            "for triple negative disease, and another is on record",
        ),
        ("Triple-negative metastatic breast cancer", "HR?/HER2-zero", 3, ""),
        ("TNBC and HR+/HER2- metastatic breast cancer", "HR+/HER2-zero", 4, "for hormone receptor positive, HER2-"),
        ("TNBC and HR+/HER2- metastatic breast cancer", "HR-/HER2-zero", 4, "for triple negative disease"),
        ("HER2-low metastatic breast cancer", "HR+/HER2-low", 4, "for HER2-low disease"),
        ("HER2-low metastatic breast cancer", "HR+/HER2-zero", 0, "for HER2-low disease, and another is on record"),
        # Called negative without a score: it may be low.
        ("HER2-low metastatic breast cancer", "HR+/HER2-", 3, ""),
        ("HER2-positive metastatic breast cancer", "HR+/HER2+", 4, "for HER2-positive disease"),
        (
            "HER2-positive metastatic breast cancer",
            "HR+/HER2-low",
            0,
            "for HER2-positive disease, and another is on record",
        ),
        ("ER+/HER2- metastatic breast cancer", "HR+/HER2-zero", 4, "for hormone receptor positive, HER2-negative"),
        ("ER+/HER2- metastatic breast cancer", "HR+/HER2+", 0, "another is on record"),
        ("ER+/HER2- metastatic breast cancer", "HR-/HER2-zero", 0, "another is on record"),
        ("HER2- metastatic breast cancer", "HR-/HER2-zero", 4, "for HER2-negative disease"),
        ("Neoadjuvant therapy of early breast cancer", "HR+/HER2-low", 0, "for early disease, and this one has spread"),
        ("Adjuvant or metastatic breast cancer", "HR+/HER2-low", 3, "for metastatic disease"),
        ("Stage I breast cancer", "HR+/HER2-low", 0, "for early disease"),
        ("Stage IV breast cancer", "HR+/HER2-low", 3, "for metastatic disease"),
    ],
)
def test_another_subtype_or_stage(manual: Section, title: str, hers: str, points: int, because: str) -> None:
    """What a trial's title names is held against her only where hers is known to be another.

    Her disease has spread in each of these.
    """
    person = subject(WOMAN, METASTATIC)
    picture = replace(person.picture, subtype=replace(person.picture.subtype, code=hers))
    _, (match,) = all_matched([trial(ADULT, title=title)], WOMAN, METASTATIC)
    found = relevance(match, replace(person, picture=picture))
    manual.row(("title", "hers", "points", "because"), (title, hers, str(found.points), "; ".join(found.because)))
    assert found.points == points
    assert because in "; ".join(found.because)


@pytest.mark.parametrize(
    ("title", "conditions", "elsewhere", "because"),
    [
        ("Semaglutide in Type 2 Diabetes", ("Type 2 Diabetes",), True, "for another disease than cancer"),
        ("A New Drug", ("Non-Small Cell Lung Cancer",), True, "for another cancer"),
        ("A New Drug", ("Prostate Cancer", "Metastatic Cancer"), False, ""),
        ("A New Drug in Advanced Solid Tumors", ("Ovarian Cancer",), False, ""),
        ("Fatigue During Chemotherapy", ("Fatigue",), False, ""),
        ("Exercise and Cancer", ("Cancer",), False, ""),
        ("Lung and Breast Cancer", ("Lung Cancer", "Breast Cancer"), False, "for several cancers"),
        # Nothing but an id: nobody can tell.
        ("NCT1", (), False, ""),
    ],
)
def test_another_disease(
    manual: Section, title: str, conditions: tuple[str, ...], elsewhere: bool, because: str
) -> None:
    """What names only another disease goes to the end of its verdict; what does not say keeps its place."""
    _, (match,) = all_matched([trial(ADULT, id_="NCT1", title=title, conditions=conditions)], *RECORD)
    found = relevance(match, subject(*RECORD))
    manual.row(
        ("title", "conditions", "elsewhere", "because"),
        (title, ", ".join(conditions), "yes" if found.elsewhere else "no", "; ".join(found.because)),
    )
    assert found.elsewhere is elsewhere
    assert because in "; ".join(found.because)


def test_what_is_elsewhere_goes_behind_what_is_closed(manual: Section) -> None:
    """An open trial in diabetes stands behind a finished one in breast cancer of the same verdict."""
    found = ranked(
        trial(ADULT, id_="NCT1", title="Type 2 diabetes", conditions=("Diabetes",), status="RECRUITING"),
        trial(ADULT, id_="NCT2", title="Breast cancer", status="COMPLETED"),
    )
    show(manual, found)
    assert ids(found) == ["NCT2", "NCT1"]


def test_how_much_is_decided(manual: Section) -> None:
    """Of two possible trials the one with fewer open lines comes first."""
    half = trial(ADULT, inclusion("Platelets", platelets("100")), id_="NCT1", title="One of two lines open")  # type: ignore[arg-type]  # a criterion
    most = trial(
        ADULT, SPREAD, LOW, inclusion("Platelets", platelets("100")), id_="NCT2", title="One of four lines open"
    )  # type: ignore[arg-type]  # a criterion
    found = ranked(half, most)
    show(manual, found)
    assert ids(found) == ["NCT2", "NCT1"]


def test_age_and_sex_alone_decide_nothing(manual: Section) -> None:
    """All lines of a screening trial are met by anybody's age; a trial of which half is decided stands before it."""
    screening = trial(ADULT, id_="NCT1", title="Screening of breast cancer", conditions=("Breast Cancer",))
    half = trial(
        ADULT,
        SPREAD,
        inclusion("Platelets", platelets("100")),
        id_="NCT2",
        title="Half of it",
        conditions=("Breast Cancer",),
    )
    found = ranked(screening, half)
    show(manual, found)
    assert [one.match.verdict.value for one in found] == ["possible", "possible"]
    assert ids(found) == ["NCT2", "NCT1"]
    assert found[1].shares["decided"] == 0


def test_distance_and_open_sites(manual: Section) -> None:
    """Full marks up to 50 km, none beyond 1,000 km; more than ten open sites make no difference."""
    found = ranked(
        trial(ADULT, id_="NCT1", title="50 km, one site"),
        trial(ADULT, id_="NCT2", title="525 km, one site"),
        trial(ADULT, id_="NCT3", title="1,000 km, one site"),
        trial(ADULT, id_="NCT4", title="1,000 km, ten sites"),
        reach=(
            Reach(nearest_km=50, open_sites=1),
            Reach(nearest_km=525, open_sites=1),
            Reach(nearest_km=1000, open_sites=1),
            Reach(nearest_km=1000, open_sites=10),
        ),
    )
    show(manual, found)
    assert [one.shares["distance"] for one in found] == [1.0, 0.0, 0.5, 0.0]
    assert ids(found) == ["NCT1", "NCT4", "NCT2", "NCT3"]


def test_equal_sums_in_the_order_of_ids(manual: Section) -> None:
    """The same input always gives the same order, however the file was sorted."""
    first = trial(ADULT, id_="NCT2", title="B")
    second = trial(ADULT, id_="NCT1", title="A")
    assert ids(ranked(first, second)) == ids(ranked(second, first)) == ["NCT1", "NCT2"]
    manual.text("Two trials that differ in nothing but their id: NCT1 before NCT2, whichever comes first in the file.")


def test_near_misses(manual: Section) -> None:
    """Trials lost on one line that can change: by a known day within a year, then by no known day, then later."""
    low = lab("platelets", "90", "10*9/L")
    one_line = trial(ADULT, inclusion("Platelets at least 100", platelets("100")), id_="NCT1", title="One line")  # type: ignore[arg-type]  # a criterion
    two_lines = trial(
        inclusion("Platelets at least 100", platelets("100")),  # type: ignore[arg-type]  # a criterion
        inclusion("ECOG 0", Performance(scale="ECOG", at_most=0)),
        id_="NCT2",
        title="Two lines",
    )
    birthday = trial(inclusion("59 years or older", Age(at_least_years=59)), id_="NCT3", title="A birthday")
    far = trial(inclusion("60 years or older", Age(at_least_years=60)), id_="NCT5", title="A birthday far away")
    never = trial(inclusion("57 years or younger", Age(at_most_years=57)), id_="NCT4", title="Past")
    found = near_misses(ranked(one_line, two_lines, far, birthday, never, record=(*RECORD, low)), AS_OF)
    manual.table(
        ("trial", "line", "what could change"),
        [
            (miss.match.prepared.trial.title, miss.line.line.text, outlook(miss.line.answer).words)
            for miss in found
            if miss.line.answer
        ],
    )
    assert [miss.match.prepared.trial.id for miss in found] == ["NCT3", "NCT1", "NCT5"]
    assert found[0].opens_on is not None and found[0].opens_on.isoformat() == "2027-05-12"


def test_what_to_ask_next(manual: Section) -> None:
    """What finishes a trial comes before what only touches it; limits of one test are one question."""
    lungs = exclusion("Interstitial lung disease", Condition(groups=("interstitial lung disease",)))
    hundred, seventy_five = (
        inclusion(f"Platelets at least {least}", platelets(least))  # type: ignore[arg-type]  # a criterion
        for least in ("100", "75")
    )
    _, matches = all_matched(
        [
            trial(ADULT, hundred, id_="NCT1"),
            trial(ADULT, seventy_five, lungs, id_="NCT2"),
            trial(ADULT, lungs, inclusion("Zorblax"), id_="NCT3"),
            trial(inclusion("18 to 40 years", Age(at_most_years=40)), lungs, id_="NCT4"),
        ],
        *RECORD,
    )
    found = questions_over(matches)
    manual.table(
        ("ask", "trials that wait for it", "an answer rules out", "wait for nothing else", "settled by now"),
        [
            (one.question.text, ", ".join(one.trials), str(one.rules_out), str(one.lets_in), str(one.settles))
            for one in found
        ],
    )
    assert [(one.trials, one.rules_out, one.lets_in, one.settles) for one in found] == [
        # Platelets finish NCT1 (worth 1) and touch NCT2 (one half): 1.5. Pneumonitis: one half, and one half for
        # NCT3, which also has a line that nobody can read. NCT4 is lost on age and asks nothing.
        (("NCT1", "NCT2"), 2, 1, 1),
        (("NCT2", "NCT3"), 2, 1, 2),
    ]
