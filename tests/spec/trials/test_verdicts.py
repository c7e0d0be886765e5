"""Verdicts on trials.

Each line of a trial is answered for one person: **yes** it lets her in (of an exclusion: it does not apply), **no** it
stands in the way, **unknown**. From the lines follows the verdict on the trial:

| the lines | verdict |
|---|---|
| one stands in the way and cannot change | `not_eligible` |
| else one stands in the way and can change | `not_now` |
| else one is unknown | `possible` |
| else | `eligible` |

Undecided is not ineligible, and missing data is never a no. Nobody is `eligible` for a trial unless a line that lets
people in was met by a fact of her disease or its treatment: age and fitness alone do not say that a trial is for her.
"""

from __future__ import annotations

import pytest
from tests.spec.criteria.record_words import words
from tests.spec.criteria.records import (
    AS_OF,
    METASTATIC,
    Piece,
    born,
    cancer,
    condition,
    course,
    ecog,
    lab,
    line,
    number,
    receptor,
)
from tests.spec.manual import Section
from tests.spec.trials.paper_trials import Written, exclusion, inclusion, matched, no_heading, trial

from onward.criteria import (
    Age,
    AllOf,
    AnyOf,
    AskHuman,
    BreastCancer,
    Condition,
    DrugSet,
    Exposed,
    HasSex,
    LabValue,
    Limits,
    Metastatic,
    Not,
    Performance,
    Receptor,
    Washout,
)
from onward.engines.trials import TrialMatch, outlook
from onward.reading import StructuredField
from onward.registry import CohortCriteria
from onward.terms import Truth

WOMAN = born("1968-05-12")
BREAST = cancer("invasive ductal carcinoma of left breast", "2019-03-20", histology="ductal")
HER2_POSITIVE = receptor("HER2", "positive", "2024-02-01", score="3+")
HER2_LOW = receptor("HER2", "low", "2024-02-01", score="1+")

BREAST_CANCER = inclusion("Invasive breast cancer", BreastCancer())
ADULT = inclusion("Age 18 years or older", Age(at_least_years=18))
FIT = inclusion("ECOG 0 or 1", Performance(scale="ECOG", at_most=1))
PLATELETS = inclusion(
    "Platelets at least 100 x 10^9/L",
    LabValue(analyte="platelets", limits=Limits(at_least=number("100")), unit="10*9/L"),
)
LUNGS = exclusion("Interstitial lung disease, ever", Condition(groups=("interstitial lung disease",)))
CONSENT = inclusion("Signed informed consent", why="consent")
STRANGE = inclusion("Zorblax index below the institutional frobnication limit")


def table(manual: Section, found: TrialMatch, *record: Piece) -> None:
    """The lines of a trial with their verdicts, as a page shows them."""
    manual.text(
        f"The record says: {words(*record) or 'nothing'}. Verdict: **{found.verdict.value}**, because {found.because}."
    )
    manual.table(
        ("section", "line", "verdict", "because"),
        [
            (
                one.line.section,
                one.line.text,
                one.truth.value if one.decides else one.line.part.value,
                one.line.why if one.answer is None else one.answer.because + _prospect(one.truth, one.answer),
            )
            for one in found.lines
        ],
    )


def _prospect(truth: Truth, answer: object) -> str:
    from onward.criteria import Answer

    assert isinstance(answer, Answer)
    return f" ({outlook(answer).words})" if truth is Truth.NO else ""


def verdict(manual: Section, lines: tuple[Written, ...], *record: Piece) -> str:
    found = matched(trial(*lines), *record)
    table(manual, found, *record)
    return found.verdict.value


def test_eligible(manual: Section) -> None:
    """Every line that a record can answer lets her in; lines for a human are listed and decide nothing."""
    assert verdict(manual, (BREAST_CANCER, ADULT, FIT, CONSENT), WOMAN, BREAST, ecog(1)) == "eligible"


def test_possible(manual: Section) -> None:
    """One line is unknown, none stands in the way."""
    assert verdict(manual, (ADULT, FIT, PLATELETS), WOMAN, ecog(1)) == "possible"


def test_not_now(manual: Section) -> None:
    """A line stands in the way that can change. At the limit itself she is let in: 100 is at least 100."""
    lines = (BREAST_CANCER, ADULT, PLATELETS)
    assert verdict(manual, lines, WOMAN, BREAST, lab("platelets", "99", "10*9/L")) == "not_now"
    assert verdict(manual, lines, WOMAN, BREAST, lab("platelets", "100", "10*9/L")) == "eligible"


def test_not_eligible(manual: Section) -> None:
    """A line stands in the way that cannot change, whatever the others say."""
    positive = inclusion("HER2-positive disease", Receptor(marker="HER2", calls=("positive",)))
    assert verdict(manual, (ADULT, positive, PLATELETS), WOMAN, HER2_LOW) == "not_eligible"


def test_a_number_without_unit_is_unknown(manual: Section) -> None:
    """Platelets of 90 without a unit are neither below nor above 100: the line stays open."""
    assert verdict(manual, (PLATELETS,), WOMAN, lab("platelets", "90", "")) == "possible"


def test_an_exclusion_is_turned_round(manual: Section) -> None:
    """YES to what an exclusion says keeps her out. A denial in the record lets her in; silence leaves it open."""
    from onward.timeline import Standing

    had = condition("interstitial lung disease", "resolved", "2024-01-10")
    denied = condition("interstitial lung disease", standing=Standing.REFUTED)
    lines = (BREAST_CANCER, ADULT, LUNGS)
    assert verdict(manual, lines, WOMAN, BREAST, had) == "not_eligible"
    assert verdict(manual, lines, WOMAN, BREAST, denied) == "eligible"
    assert verdict(manual, lines, WOMAN, BREAST) == "possible"


def test_a_washout_names_its_day(manual: Section) -> None:
    """What stands in the way until a day says which day."""
    washed = inclusion(
        "At least 28 days since the last capecitabine", Washout(drugs=DrugSet(drugs=("capecitabine",)), days=28)
    )
    taken = line(
        1, course("capecitabine", "antimetabolite", "2026-03-01", "2026-10-15", why="progression"), why="progression"
    )
    found = matched(trial(washed), WOMAN, METASTATIC, taken)
    table(manual, found, WOMAN, METASTATIC, taken)
    assert found.verdict.value == "not_now"
    answer = found.lines[0].answer
    assert answer is not None
    assert outlook(answer).words == "washout ends on 12 November 2026"  # 15 October and 28 days


def test_what_could_change_is_what_stands_in_the_way(manual: Section) -> None:
    """Of several parts in one line the one that is not met is named; what is met needs no recovery."""
    both = inclusion(
        "Platelets at least 100, ECOG 0 or 1",
        AllOf(
            of=(
                LabValue(analyte="platelets", limits=Limits(at_least=number("100")), unit="10*9/L"),
                Performance(scale="ECOG", at_most=1),
            )
        ),
    )
    found = matched(trial(both), WOMAN, lab("platelets", "140", "10*9/L"), ecog(2))
    answer = found.lines[0].answer
    assert answer is not None
    assert outlook(answer).words == "the performance status could change"
    fixed = exclusion("Active infection", AnyOf(of=(Condition(groups=("infection",), status="now"),)))
    found = matched(trial(fixed), WOMAN, condition("infection", "active"))
    answer = found.lines[0].answer
    assert answer is not None
    assert outlook(answer).words == "the condition could resolve"
    table(manual, found, WOMAN, condition("infection", "active"))


def test_not_understood_is_never_eligible(manual: Section) -> None:
    """A line that nobody could read keeps the trial possible, and a reason to keep her out still counts."""
    assert verdict(manual, (ADULT, STRANGE), WOMAN) == "possible"
    male = inclusion("Men only", HasSex(sex="male"))
    assert verdict(manual, (male, STRANGE), WOMAN) == "not_eligible"


def test_judgement_and_logistics_decide_nothing(manual: Section) -> None:
    """Lines for a human are shown as such; headings, permissions and notes ask nothing at all."""
    lines = (
        ADULT,
        BREAST_CANCER,
        inclusion("Key inclusion criteria:", why="heading"),
        inclusion("In the opinion of the investigator a candidate for treatment", why="judgement"),
        inclusion("Able to travel to the centre", why="logistics"),
        inclusion("Prior radiotherapy is allowed", why="permission"),
    )
    assert verdict(manual, lines, WOMAN, BREAST) == "eligible"


def test_a_question_for_a_human_inside_a_line_keeps_it_open(manual: Section) -> None:
    """Half of the line can be answered, the other half needs a person: unknown, unless the first half decides."""
    grave = AllOf(
        of=(Condition(groups=("hypertension",)), AskHuman(question="Is it uncontrolled?", because="judgement"))
    )
    line_ = exclusion("Uncontrolled hypertension", grave)
    assert verdict(manual, (ADULT, line_), WOMAN, condition("hypertension", "active")) == "possible"


def test_lines_without_a_heading_stay_open(manual: Section) -> None:
    """Where a text has no sections nobody can tell whether a line lets in or keeps out."""
    assert verdict(manual, (no_heading("Metastatic disease", Metastatic()),), WOMAN, METASTATIC) == "possible"


def test_a_requirement_under_an_exclusion_heading_stays_open(manual: Section) -> None:
    """A lost heading: a line that would keep out everybody of age, fit and sound is no exclusion, and is left open."""
    lines = (
        BREAST_CANCER,
        exclusion("18 years or older", Age(at_least_years=18)),
        exclusion("ECOG 0 or 1", Performance(scale="ECOG", at_most=1)),
        exclusion(
            "Platelets at least 100 x 10^9/L",
            LabValue(analyte="platelets", limits=Limits(at_least=number("100")), unit="10*9/L"),
        ),
        exclusion(
            "Bilirubin at most 1.5 times the upper limit",
            LabValue(analyte="bilirubin", limits=Limits(at_most=number("1.5")), times="ULN"),
        ),
    )
    assert verdict(manual, lines, WOMAN, BREAST, ecog(1), lab("platelets", "140", "10*9/L")) == "possible"
    # These do keep people out.
    old = exclusion("70 years or older", Age(at_least_years=70))
    low = exclusion(
        "Platelets below 100 x 10^9/L",
        LabValue(analyte="platelets", limits=Limits(below=number("100")), unit="10*9/L"),
    )
    unfit = exclusion("ECOG 2 or more", Performance(scale="ECOG", at_least=2))
    kept_out = (WOMAN, BREAST, ecog(2), lab("platelets", "90", "10*9/L"))
    assert verdict(manual, (BREAST_CANCER, low, unfit), *kept_out) == "not_now"
    assert verdict(manual, (BREAST_CANCER, old), born("1950-01-01"), BREAST) == "not_eligible"


def test_bullets_are_not_counted_twice(manual: Section) -> None:
    """ "One of the following" is one line; its bullets are listed with their own answers and decide nothing."""
    her2 = Receptor(marker="HER2", calls=("positive",))
    low = Receptor(marker="HER2", calls=("low",))
    lines = (
        inclusion("One of the following:", AnyOf(of=(her2, low))),
        inclusion("HER2-positive", her2, part_of=0),
        inclusion("HER2-low", low, part_of=0),
    )
    assert verdict(manual, lines, WOMAN, HER2_LOW) == "eligible"


def test_an_unread_list_is_one_unknown(manual: Section) -> None:
    """A list that could not be put together is unknown; its bullets still do not decide."""
    lines = (
        ADULT,
        inclusion("Any of, as applicable:"),
        inclusion("HER2-positive", Receptor(marker="HER2", calls=("positive",)), part_of=1),
    )
    assert verdict(manual, lines, WOMAN, HER2_LOW) == "possible"


def test_an_empty_record_is_eligible_for_nothing(manual: Section) -> None:
    """Nobody without a record is let in anywhere, nor kept out."""
    assert verdict(manual, (ADULT, LUNGS)) == "possible"
    assert verdict(manual, (CONSENT,)) == "possible"


def test_a_trial_without_criteria(manual: Section) -> None:
    """Without criteria in the file a trial is possible at most, and says so; its age limits still count."""
    found = matched(trial(), WOMAN)
    manual.text(f"Verdict: **{found.verdict.value}**, because {found.because}.")
    assert found.verdict.value == "possible"
    assert found.because == "the trial's criteria are not in the file"
    children = StructuredField(text="Maximum age: 17 Years", criterion=Age(at_most_years=17))
    assert matched(trial(fields=(children,)), WOMAN).verdict.value == "not_eligible"


def test_only_lines_for_a_human(manual: Section) -> None:
    """A trial that asks nothing of a record is possible, not eligible."""
    assert verdict(manual, (CONSENT,), WOMAN, ecog(0)) == "possible"


def test_age_and_fitness_alone_make_nobody_eligible(manual: Section) -> None:
    """Every line lets her in, and none was met by her disease or its treatment: nothing says that it is for her."""
    found = matched(trial(ADULT, FIT), WOMAN, BREAST, ecog(1))
    table(manual, found, WOMAN, BREAST, ecog(1))
    assert found.verdict.value == "possible"
    assert found.because.startswith("no line that lets people in was met by a fact of the disease")
    # A therapy that she had counts as well; one that she must not have had keeps out and says nothing for her.
    capecitabine = DrugSet(drugs=("capecitabine",))
    taken = line(1, course("capecitabine", "antimetabolite", "2026-03-01", "2026-10-15"))
    had = inclusion("Prior capecitabine", Exposed(to=capecitabine))
    assert verdict(manual, (ADULT, had), WOMAN, METASTATIC, taken) == "eligible"
    old = exclusion("Prior capecitabine within seven days", Not(of=Washout(drugs=capecitabine, days=7)))
    assert verdict(manual, (ADULT, old), WOMAN, METASTATIC, taken) == "possible"


def test_fields_of_the_registry_count(manual: Section) -> None:
    """Age and sex of the registry's own fields are lines like any other."""
    adult = StructuredField(text="Minimum age: 18 Years", criterion=Age(at_least_years=18))
    women = StructuredField(text="Sex: FEMALE", criterion=HasSex(sex="female"))
    found = matched(trial(inclusion("Breast cancer", BreastCancer()), fields=(adult, women)), WOMAN, BREAST)
    table(manual, found, WOMAN, BREAST)
    assert found.verdict.value == "eligible"
    man = born("1968-05-12", "male")
    found = matched(trial(inclusion("Breast cancer", BreastCancer()), fields=(adult, women)), man, BREAST)
    table(manual, found, man, BREAST)
    assert found.verdict.value == "not_eligible"


def test_the_best_cohort_counts(manual: Section) -> None:
    """Each arm has its own lines beside those of the trial; who fits one of them fits the trial."""
    arms = (
        CohortCriteria(level="arm", code="A", label="HER2-positive"),
        CohortCriteria(level="arm", code="B", label="HER2-low"),
    )
    lines = (
        ADULT,
        inclusion("HER2-positive", Receptor(marker="HER2", calls=("positive",)), cohort="A"),
        inclusion("HER2-low", Receptor(marker="HER2", calls=("low",)), cohort="B"),
    )
    found = matched(trial(*lines, cohorts=arms), WOMAN, HER2_LOW)
    manual.text(f"The record says: {words(WOMAN, HER2_LOW)}. Verdict: **{found.verdict.value}**.")
    manual.table(
        ("cohort", "verdict"), [(f"{one.cohort.code}: {one.cohort.label}", one.verdict.value) for one in found.cohorts]
    )
    assert [one.verdict.value for one in found.cohorts] == ["not_eligible", "eligible"]
    assert found.verdict.value == "eligible"
    assert found.best.cohort.code == "B"


def test_a_dose_level_has_the_lines_of_its_arm(manual: Section) -> None:
    """Whoever enters a dose level has to fit the trial, the arm and the level."""
    levels = (
        CohortCriteria(level="arm", code="A"),
        CohortCriteria(level="dose level", code="A1", parent=0),
        CohortCriteria(level="dose level", code="A2", parent=0, suspended=True),
    )
    lines = (
        inclusion("HER2-positive", Receptor(marker="HER2", calls=("positive",)), cohort="A"),
        inclusion("ECOG 0", Performance(scale="ECOG", at_most=0), cohort="A1"),
        inclusion("ECOG 0 to 2", Performance(scale="ECOG", at_most=2), cohort="A2"),
    )
    found = matched(trial(*lines, cohorts=levels), WOMAN, HER2_POSITIVE, ecog(2))
    manual.table(
        ("dose level", "suspended", "verdict"),
        [(one.cohort.code, str(one.cohort.suspended).lower(), one.verdict.value) for one in found.cohorts],
    )
    assert [(one.cohort.code, one.verdict.value) for one in found.cohorts] == [("A1", "not_now"), ("A2", "eligible")]
    assert all(
        one.verdict.value == "not_eligible" for one in matched(trial(*lines, cohorts=levels), WOMAN, HER2_LOW).cohorts
    )


@pytest.mark.parametrize(
    ("cohorts", "expected"),
    [
        # One phase alone is named: there is another, of which the text says nothing.
        (("Phase 2",), {"Phase 2": "not_eligible", "": "eligible"}),
        # Phases exclude each other; a cohort goes with each of them.
        (("Phase 1", "Phase 2"), {"Phase 1": "not_eligible", "Phase 2": "not_eligible"}),
        (("Part C, Part D",), {"Part C": "not_eligible", "Part D": "not_eligible"}),
        (
            ("Phase 2", "Cohort B"),
            {
                "Phase 2 + Cohort B": "not_eligible",
                "Phase 2": "not_eligible",
                "Cohort B": "not_eligible",
                "": "eligible",
            },
        ),
        # What is asked of Part B is asked of the group within it.
        (
            ("Part B", "Part B > with brain metastases"),
            {"Part B": "not_eligible", "Part B > with brain metastases": "not_eligible"},
        ),
        # Phase 1 is no way of its own where the text tells 1a from 1b.
        (("Phase 1", "Phase 1a", "Phase 1b"), {"Phase 1a": "not_eligible", "Phase 1b": "not_eligible"}),
    ],
)
def test_parts_that_only_the_text_names(manual: Section, cohorts: tuple[str, ...], expected: dict[str, str]) -> None:
    """Each line below asks for a HER2-positive cancer in its part of the trial; the person's is HER2-low."""
    positive = Receptor(marker="HER2", calls=("positive",))
    lines = (ADULT, BREAST_CANCER, *(inclusion("HER2-positive", positive, cohort=cohort) for cohort in cohorts))
    found = matched(trial(*lines), WOMAN, BREAST, HER2_LOW)
    got = {one.cohort.code: one.verdict.value for one in found.cohorts}
    told = "; ".join(f"{code or 'any other'}: {verdict}" for code, verdict in got.items())
    manual.row(("lines for", "ways into the trial"), (" / ".join(cohorts), told))
    assert got == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("prior trastuzumab deruxtecan", "not_eligible"),
        ("prior trastuzumab", "possible"),
    ],
)
def test_absent_data_never_passes_an_exclusion(manual: Section, said: str, expected: str) -> None:
    """A record that lists one drug does not say that another was never given."""
    drugs = DrugSet(drugs=("trastuzumab deruxtecan",))
    banned = exclusion("Prior trastuzumab deruxtecan", Exposed(to=drugs))
    taken = line(1, course(said.removeprefix("prior "), "anti-HER2", "2025-01-10", "2025-12-10"))
    found = matched(trial(ADULT, banned), WOMAN, METASTATIC, taken)
    manual.row(("the record holds", "verdict"), (said, found.verdict.value))
    assert found.verdict.value == expected


def test_double_negation(manual: Section) -> None:
    """ "Not able to swallow" under the exclusions is a denial of a denial."""
    fit = exclusion("ECOG not 0 or 1", Not(of=Performance(scale="ECOG", at_most=1)))
    assert verdict(manual, (BREAST_CANCER, fit), WOMAN, BREAST, ecog(1)) == "eligible"
    assert verdict(manual, (BREAST_CANCER, fit), WOMAN, BREAST, ecog(2)) == "not_now"


assert AS_OF.isoformat() == "2026-11-01"
