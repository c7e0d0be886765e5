"""Reading: bad input.

Registries hand out texts with tags, tabs, signs from broken encodings, ages in months and lines that contradict each
other. What can be mended without a guess is mended; the rest is said. No line is dropped.
"""

from __future__ import annotations

from dataclasses import replace

from tests.spec.criteria.records import AS_OF, born, cancer, receptor, subject
from tests.spec.manual import Section
from tests.spec.reading.written import (
    BREAST,
    ER,
    INCLUSION,
    METASTATIC,
    age,
    every,
    ill,
    lab,
    leaves,
    lines_of,
    reads,
    reads_text,
)
from tests.spec.trials.paper_trials import matched
from tests.spec.trials.paper_trials import trial as paper_trial

from onward.criteria import Age, answer, describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading import read_eligibility, structured_fields
from onward.registry import Trial
from onward.terms import Truth

_PAPER, _ = paper_trial()


def _trial(text: str = "", **fields: str) -> Trial:
    return replace(_PAPER, eligibility_text=text, **fields)


def test_tags(manual: Section) -> None:
    """HTML becomes lines; a line is shown as it was written, and read with its signs."""
    reads_text(
        manual,
        "Inclusion Criteria:<br><ul><li>Age &ge; 18 years</li><li>Metastatic <b>breast cancer</b></li></ul>",
        ("inclusion", "Inclusion Criteria:", "heading", None),
        ("inclusion", "Age &ge; 18 years", age(at_least_years=18), None),
        ("inclusion", "Metastatic breast cancer", every(METASTATIC, BREAST), None),
    )


def test_tabs_and_line_ends(manual: Section) -> None:
    """Tabs and the line ends of other systems are spaces and line ends."""
    reads_text(
        manual,
        "Inclusion Criteria:\r\n\t-\tER-positive tumor\r\n\t-\tAge 18 years or older\r\n",
        ("inclusion", "Inclusion Criteria:", "heading", None),
        ("inclusion", "ER-positive tumor", ER, None),
        ("inclusion", "Age 18 years or older", age(at_least_years=18), None),
    )


def test_broken_encodings(manual: Section) -> None:
    """UTF-8 that was once read as Windows-1252: the sign decides the side of the limit, so it is mended first."""
    reads_text(
        manual,
        "Inclusion Criteria:\n\n* Platelets â‰¥ 100 x 10^9/L\n* Total bilirubin â‰¤ 1.5 Ã— ULN\n",
        ("inclusion", "Inclusion Criteria:", "heading", None),
        ("inclusion", "Platelets ≥ 100 x 10^9/L", lab("platelets", "10*9/L", at_least="100"), None),
        ("inclusion", "Total bilirubin ≤ 1.5 × ULN", lab("bilirubin", "ULN", at_most="1.5"), None),
    )


def test_signs_in_words(manual: Section) -> None:
    """One limit in the ways of writing it."""
    wanted = lab("platelets", "10*9/L", at_least="100")
    reads(
        manual,
        INCLUSION,
        ("Platelets ≥ 100 x 10^9/L", wanted, "the sign"),
        ("Platelets >= 100 x 10^9/L", wanted, "two signs"),
        ("Platelets greater than or equal to 100 x 10^9/L", wanted, "words"),
        ("Platelets at least 100 x 10^9/L", wanted, "words"),
        ("Platelets of 100 x 10^9/L or more", wanted, "words behind"),
    )


def test_a_sign_that_is_gone_for_good(manual: Section) -> None:
    """Whether a number without its sign is a lower or an upper limit nobody can tell."""
    leaves(manual, INCLUSION, ("Age ? 60 years", "not understood", "the sign became a question mark"))


def test_one_long_paragraph(manual: Section) -> None:
    """A paragraph without any line end is cut at its own numbers; every item is read by itself."""
    reads_text(
        manual,
        "Inclusion Criteria: 1. Metastatic breast cancer 2. Age 18 years or older 3. ER-positive tumor"
        " Exclusion Criteria: 1. Stroke; 2. Known HIV infection",
        ("inclusion", "Inclusion Criteria:", "heading", None),
        ("inclusion", "Metastatic breast cancer", every(METASTATIC, BREAST), None),
        ("inclusion", "Age 18 years or older", age(at_least_years=18), None),
        ("inclusion", "ER-positive tumor", ER, None),
        ("exclusion", "Exclusion Criteria:", "heading", None),
        ("exclusion", "Stroke;", ill("stroke"), None),
        ("exclusion", "Known HIV infection", ill("HIV"), None),
    )
    whose = lines_of("Inclusion Criteria:\n\n* Women\n\nDonor Exclusion Criteria:\n\n* Stroke\n")
    assert [line.text for line in whose] == ["Inclusion Criteria:", "Women", "Donor Exclusion Criteria:", "Stroke"]


def test_ages_in_months(manual: Section) -> None:
    """The registry's own fields. A lower limit below adult age says nothing; an upper one keeps adults out."""
    rows: list[tuple[str, str, str]] = []
    for written, wanted in (("216 Months", [Age(at_least_years=18)]), ("6 Months", [])):
        found = structured_fields(_trial(minimum_age=written, sex=""))
        assert [field.criterion for field in found] == wanted
        rows.append(("minimum age", written, describe_criterion(found[0].criterion) if found else "asks nothing"))
    child = structured_fields(_trial(maximum_age="24 Months", sex=""))
    assert len(child) == 1
    woman = subject(born("1968-05-12"), as_of=AS_OF)
    assert answer(child[0].criterion, woman).truth is Truth.NO
    rows.append(("maximum age", "24 Months", describe_criterion(child[0].criterion)))
    manual.table(("field", "as written", "read as"), rows)


def test_lines_that_contradict_each_other(manual: Section) -> None:
    """Both are kept and answered as they stand: one of them is in everybody's way, and she sees both."""
    text = (
        "Inclusion Criteria:\n\n* Metastatic breast cancer\n* HER2-positive tumor\n\n"
        "Exclusion Criteria:\n\n* HER2-positive tumor\n"
    )
    trial = _trial(text, sex="")
    reading = read_eligibility(trial, reading_lexicon())
    assert [line.reading is not None for line in reading.lines] == [False, True, True, False, True]
    rows: list[tuple[str, str]] = []
    for call, score in (("positive", "3+"), ("negative", "0")):
        found = matched(
            (trial, reading),
            born("1968-05-12"),
            cancer("invasive ductal carcinoma of left breast", "2019-03-20", histology="ductal"),
            receptor("HER2", call, "2024-02-01", score=score),
        )
        of_her2 = [one.truth for one in found.lines if one.line.text == "HER2-positive tumor"]
        assert sorted(truth.value for truth in of_her2) == ["no", "yes"], of_her2
        assert found.verdict.value in ("not_eligible", "not_now")
        rows.append((f"HER2 {call}", found.verdict.value))
    manual.code(text)
    manual.table(("she is", "verdict"), rows)


def test_a_trial_without_text(manual: Section) -> None:
    """No line is no criterion: nobody is let in by silence."""
    trial = _trial("", sex="")
    reading = read_eligibility(trial, reading_lexicon())
    assert reading.lines == ()
    found = matched((trial, reading), born("1968-05-12"))
    assert found.verdict.value == "possible"
    manual.table(("lines", "verdict"), [("none", found.verdict.value)])
