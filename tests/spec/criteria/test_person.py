"""Questions about the person.

Age, sex, menopause and pregnancy.
"""

from tests.spec.criteria.conftest import Ask, row
from tests.spec.criteria.records import born, menopause, when

from onward.criteria import Age, HasSex, Menopause, Pregnancy
from onward.timeline import PregnancyFact, ProcedureFact

PAST = "after the menopause, without a womb, or at 60 and over she is neither pregnant nor breastfeeding"


def operation(kind: str, on: str) -> ProcedureFact:
    return ProcedureFact(kind=kind, status="completed", when=when(on))


def pregnancy(state: str, on: str) -> PregnancyFact:
    return PregnancyFact(state=state, when=when(on))


def test_age_from_a_limit_on(ask: Ask) -> None:
    """Completed years on the day of asking; the limit is let in. A NO below it ends on the birthday."""
    ask(
        Age(at_least_years=18),
        row("YES for good", born("2008-11-01")),
        row("NO until 2026-11-02", born("2008-11-02")),
        row("UNKNOWN: imprecise", born("2008")),
        row("YES for good", born("2008-10")),
        row("NO until 2027-01-01", born("2009")),
        row("UNKNOWN: not recorded"),
        row("UNKNOWN: conflicting", born("1960-01-01"), born("2010-01-01")),
    )


def test_age_up_to_a_limit(ask: Ask) -> None:
    """At most 75 years holds until the 76th birthday; afterwards it is NO for good."""
    ask(
        Age(at_most_years=75),
        row("YES until 2026-11-02", born("1950-11-02")),
        row("NO for good", born("1950-11-01")),
        row("YES until 2027-05-20", born("1951-05-20")),
        row("UNKNOWN: imprecise", born("1950")),
    )


def test_age_between_two_limits(ask: Ask) -> None:
    """Both limits are let in."""
    ask(
        Age(at_least_years=18, at_most_years=70),
        row("YES until 2027-11-01", born("1956-11-01")),
        row("NO for good", born("1955-11-01")),
        row("NO until 2028-03-01", born("2010-03-01")),
    )


def test_sex(ask: Ask) -> None:
    """Administrative sex as recorded; two different ones are a conflict to look into."""
    ask(
        HasSex(sex="female"),
        row("YES for good", born("1970-01-01")),
        row("NO for good", born("1970-01-01", "male")),
        row("UNKNOWN: not recorded", born("1970-01-01", "")),
        row("UNKNOWN: conflicting", born("1970-01-01"), born("1970-01-01", "male")),
    )


def test_menopause(ask: Ask) -> None:
    """The last recorded state counts. A woman before the menopause may come after it, not the other way round."""
    ask(
        Menopause(status=("post",)),
        row("YES for good", menopause("post")),
        row("NO, can change", menopause("pre")),
        row("YES for good", menopause("pre", "2019-05-01"), menopause("post", "2025-05-01")),
        row("UNKNOWN: conflicting", menopause("pre", "2025-05-01"), menopause("post", "2025-05-01")),
        row("UNKNOWN: not recorded", born("1950-01-01")),
        row("NO for good", born("1950-01-01", "male")),
    )


def test_an_old_menopausal_status(ask: Ask) -> None:
    """Premenopausal two years ago may have passed; postmenopausal stays."""
    ask(
        Menopause(status=("post",), within_days=365),
        row("UNKNOWN: too old", menopause("pre", "2024-01-10")),
        row("NO, can change", menopause("pre", "2026-01-10")),
        row("YES for good", menopause("post", "2010-01-10")),
        row("UNKNOWN: imprecise", menopause("peri", "")),
    )


def test_before_the_menopause(ask: Ask) -> None:
    """Pre- or perimenopausal: what lies behind her is NO for good."""
    ask(
        Menopause(status=("pre", "peri")),
        row("YES", menopause("peri")),
        row("NO for good", menopause("post")),
    )


def test_pregnancy(ask: Ask) -> None:
    """Pregnant and breastfeeding are two matters: "not pregnant" does not say that she is not breastfeeding."""
    ask(
        Pregnancy(states=("pregnant", "breastfeeding"), within_days=28),
        row("YES", pregnancy("pregnant", "2026-10-20")),
        row("UNKNOWN: not recorded", pregnancy("not pregnant", "2026-10-20")),
        row("UNKNOWN: not recorded"),
        row("NO for good", born("1960-04-04", "male")),
    )
    ask(
        Pregnancy(states=("pregnant",), within_days=28),
        row("NO, can change", pregnancy("not pregnant", "2026-10-20")),
        row("NO, can change", pregnancy("not pregnant", "2026-10-04")),
        row("UNKNOWN: too old", pregnancy("not pregnant", "2026-10-03")),
        row("UNKNOWN: imprecise", pregnancy("not pregnant", "2026-10")),
        row("UNKNOWN: imprecise", pregnancy("not pregnant", "")),
    )


def test_pregnancy_out_of_the_question(ask: Ask) -> None:
    """After the menopause, without a womb, or at 60 and over: NO, and it says that this is presumed."""
    ask(
        Pregnancy(states=("pregnant", "breastfeeding"), within_days=28),
        row(f"NO for good; presuming: {PAST}", menopause("post")),
        row(f"NO for good; presuming: {PAST}", operation("hysterectomy", "2019-05-01")),
        row("UNKNOWN: not recorded", operation("oophorectomy", "2019-05-01")),
        row(f"NO for good; presuming: {PAST}", born("1966-11-01")),
        row("UNKNOWN: not recorded", born("1966-11-02")),
        row("UNKNOWN: not recorded", menopause("peri")),
        # What the record says goes before what is presumed.
        row("YES", born("1966-11-01"), pregnancy("pregnant", "2026-10-20")),
    )
    ask(Pregnancy(states=("not pregnant",), within_days=28), row(f"YES for good; presuming: {PAST}", menopause("post")))
