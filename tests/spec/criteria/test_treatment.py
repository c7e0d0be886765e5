"""Questions about treatment.

Drugs by name or class, number of lines, relapse after early treatment, washouts, other events. What the record does not
hold was not "not given": such a NO needs a denial in the record, or a presumption that stands in the question.
"""

from tests.spec.criteria.conftest import Ask, row
from tests.spec.criteria.records import (
    EARLY,
    cancer,
    course,
    line,
    number,
    onset,
    site,
    status,
    when,
)

from onward.criteria import (
    DrugEntry,
    DrugSet,
    Exposed,
    Had,
    Lines,
    Reference,
    Relapse,
    Takes,
    Washout,
    at_most_lines,
)
from onward.disease import Course
from onward.timeline import DrugTreatment, ProcedureFact, Radiotherapy, Standing, TreatmentBasis

CDK46 = DrugSet(classes=("CDK4/6 inhibitor",))
ENDOCRINE = DrugSet(classes=("endocrine therapy",))
CHEMOTHERAPY = DrugSet(classes=("chemotherapy",))
STRONG_CYP3A = DrugSet(classes=("strong CYP3A inhibitor",))

LETROZOLE = course("letrozole", "aromatase inhibitor", "2024-01-10", "2025-06-01", groups=("endocrine therapy",))
PALBOCICLIB = course(
    "palbociclib", "CDK4/6 inhibitor", "2024-01-10", "2025-06-01", groups=("targeted therapy",), why="progression"
)
FULVESTRANT = course("fulvestrant", "SERD", "2025-07-01", groups=("endocrine therapy",), ongoing=True)
FIRST = line(1, LETROZOLE, PALBOCICLIB, why="progression")
SECOND = line(2, FULVESTRANT)
ADJUVANT = line(
    0,
    course("tamoxifen", "SERM", "2018-06-01", "2023-06-01", groups=("endocrine therapy",)),
    setting="adjuvant",
    why="completed",
)
NEVER_PALBOCICLIB = DrugTreatment(
    drug="palbociclib", drug_text="palbociclib", basis=TreatmentBasis.STATED, standing=Standing.REFUTED
)


def test_exposure_to_a_class(ask: Ask) -> None:
    """Given is given for good; silence is not a NO."""
    ask(
        Exposed(to=CDK46),
        row("YES for good", FIRST),
        row("UNKNOWN: not recorded", ADJUVANT),
        row("UNKNOWN: not recorded"),
        row(
            "YES for good; presuming: what was ordered was also taken",
            course("palbociclib", "CDK4/6 inhibitor", "2024-01-10", "2025-06-01", only_ordered=True),
        ),
        row("UNKNOWN: unreadable", course("study drug 17", "", "2025-01-10", known=False)),
    )
    ask(Exposed(to=DrugSet(drugs=("palbociclib",))), row("NO, can change", NEVER_PALBOCICLIB))


def test_exposure_in_a_setting(ask: Ask) -> None:
    """Given before, elsewhere: whether it was given in this setting as well the record does not say."""
    ask(
        Exposed(to=ENDOCRINE, settings=("metastatic",)),
        row("YES for good", FIRST),
        row("UNKNOWN: not recorded", ADJUVANT),
        row("YES for good", ADJUVANT, FIRST),
        row("UNKNOWN: imprecise", LETROZOLE),
    )


def test_how_it_ended(ask: Ask) -> None:
    """Progression on a CDK4/6 inhibitor. What still runs may yet end so; what ended otherwise has ended."""
    ask(
        Exposed(to=CDK46, ended_by=("progression",)),
        row("YES for good", FIRST),
        row(
            "NO for good",
            line(1, course("ribociclib", "CDK4/6 inhibitor", "2024-01-10", "2024-03-01", why="toxicity")),
        ),
        row("NO, can change", line(1, course("ribociclib", "CDK4/6 inhibitor", "2024-01-10", ongoing=True))),
        row("UNKNOWN: imprecise", line(1, course("ribociclib", "CDK4/6 inhibitor", "2024-01-10", "2025-01-01"))),
    )


def test_how_long(ask: Ask) -> None:
    """At least six months, 182 days: what runs reaches it on a day."""
    ask(
        Exposed(to=CDK46, at_least_days=182),
        row("YES for good", course("abemaciclib", "CDK4/6 inhibitor", "2024-01-01", "2024-07-01")),
        row("NO for good", course("abemaciclib", "CDK4/6 inhibitor", "2024-01-01", "2024-06-30")),
        row("NO until 2026-12-30", course("abemaciclib", "CDK4/6 inhibitor", "2026-07-01", ongoing=True)),
        row("UNKNOWN: imprecise", course("abemaciclib", "CDK4/6 inhibitor", "2024-01", "2024-07-15")),
        row("UNKNOWN: imprecise", course("abemaciclib", "CDK4/6 inhibitor", "2024-01-01")),
        row(
            "UNKNOWN: needs a human",
            course("abemaciclib", "CDK4/6 inhibitor", "2024-01-01", "2024-04-01"),
            course("abemaciclib", "CDK4/6 inhibitor", "2024-06-01", "2024-10-01"),
        ),
    )


def test_in_the_latest_line(ask: Ask) -> None:
    """Part of the most recent line: later lines may come."""
    ask(
        Exposed(to=CDK46, settings=("metastatic",), latest_line=True),
        row("YES", FIRST),
        row("NO, can change", FIRST, SECOND),
    )


def test_conjugates_by_payload_and_target(ask: Ask) -> None:
    """A topoisomerase-1 payload, whatever the antibody; an antibody against HER2, whatever it carries."""
    t_dxd = course(
        "trastuzumab deruxtecan",
        "antibody-drug conjugate",
        "2025-01-10",
        "2025-09-01",
        groups=("anti-HER2",),
        payload="topoisomerase-1 inhibitor",
        target="HER2",
    )
    ask(Exposed(to=DrugSet(payloads=("topoisomerase-1 inhibitor",))), row("YES for good", t_dxd))
    ask(Exposed(to=DrugSet(targets=("HER2",))), row("YES for good", t_dxd), row("UNKNOWN: not recorded", FIRST))


def test_all_but_some_drugs(ask: Ask) -> None:
    """Any anticancer drug but endocrine therapy."""
    ask(
        Exposed(to=DrugSet(roles=("anticancer",), excluding=("endocrine therapy",)), settings=("metastatic",)),
        row("YES for good", FIRST),
        row("UNKNOWN: not recorded", SECOND),
    )


def test_number_of_lines(ask: Ask) -> None:
    """Recorded lines are a lower bound: enough of them is YES, fewer leaves the question open."""
    ask(
        Lines(at_least=2),
        row("YES for good", FIRST, SECOND),
        row("UNKNOWN: not recorded", FIRST),
        row("UNKNOWN: not recorded", ADJUVANT, FIRST),
        row("UNKNOWN: imprecise", FIRST, line(2, FULVESTRANT, setting="unknown")),
        row("UNKNOWN: not recorded"),
        row("NO, can change", EARLY),
    )
    ask(
        Lines(at_least=1, containing=ENDOCRINE, ended_by=("progression",)),
        row("YES for good", FIRST),
        row("UNKNOWN: not recorded", SECOND),
    )


def test_at_most_so_many_lines(ask: Ask) -> None:
    """At most one line: that the record lists every line is presumed, in the open, and only where it lists any."""
    ask(
        at_most_lines(1, because="the treatment summary lists every line"),
        row("YES; presuming: the treatment summary lists every line", FIRST),
        row("NO for good", FIRST, SECOND),
        row("UNKNOWN: not recorded"),
        row("UNKNOWN: imprecise", FIRST, line(2, FULVESTRANT, setting="unknown")),
    )


def test_relapse_after_early_treatment(ask: Ask) -> None:
    """Relapse within 12 months of the end of adjuvant endocrine therapy; relapse on treatment counts."""
    ask(
        Relapse(after=ENDOCRINE, at_most_months=12),
        row("YES for good", ADJUVANT, onset("recurrent", "2018-03-01", "2024-06-01")),
        row("NO for good", ADJUVANT, onset("recurrent", "2018-03-01", "2024-06-02")),
        row("YES for good", ADJUVANT, onset("recurrent", "2018-03-01", "2022-02-01")),
        row("UNKNOWN: imprecise", ADJUVANT, onset("recurrent", "2018-03-01", "2024")),
        row("UNKNOWN: not recorded", FIRST, onset("recurrent", "2018-03-01", "2024-01-01")),
        row("NO for good", onset("de_novo", "2024-01-01", "2024-01-01")),
        row("UNKNOWN: not recorded", ADJUVANT),
    )


def test_relapse_after_the_first_two_years(ask: Ask) -> None:
    """Not within the first 24 months of adjuvant endocrine therapy."""
    ask(
        Relapse(after=ENDOCRINE, measured_from="start", at_least_months=24),
        row("YES for good", ADJUVANT, onset("recurrent", "2018-03-01", "2020-06-01")),
        row("NO for good", ADJUVANT, onset("recurrent", "2018-03-01", "2020-05-31")),
    )


def test_washout_in_days(ask: Ask) -> None:
    """Three weeks from the last dose: the 21st day is enough, and a NO says the day on which it ends."""

    def capecitabine(end: str, *, ongoing: bool = False) -> Course:
        groups = ("chemotherapy",)
        return course("capecitabine", "antimetabolite", "2026-01-10", end, groups=groups, ongoing=ongoing)

    ask(
        Washout(drugs=CHEMOTHERAPY, days=21),
        row("YES", capecitabine("2026-10-11")),
        row("NO until 2026-11-02", capecitabine("2026-10-12")),
        row("NO, can change", capecitabine("", ongoing=True)),
        row("UNKNOWN: imprecise", capecitabine("")),
        row("UNKNOWN: imprecise", capecitabine("2026-10")),
        row("NO until 2026-11-10", capecitabine("2026-09-01"), capecitabine("2026-10-20")),
        row("UNKNOWN: not recorded"),
    )


def test_washout_in_half_lives(ask: Ask) -> None:
    """Five half-lives of 29 hours are 145 hours: seven whole days. Of days and half-lives the longer or the shorter."""
    known = Reference(drugs={"palbociclib": DrugEntry(name="palbociclib", half_life_hours=number("29"))})

    def palbociclib(end: str):  # a course, as every line here shows
        return course("palbociclib", "CDK4/6 inhibitor", "2026-01-10", end)

    ask(
        Washout(drugs=CDK46, half_lives=number("5")),
        row("YES", palbociclib("2026-10-25")),
        row("NO until 2026-11-02", palbociclib("2026-10-26")),
        reference=known,
    )
    ask(
        Washout(drugs=CDK46, days=14, half_lives=number("5")),
        row("NO until 2026-11-08", palbociclib("2026-10-25")),
        row("YES", palbociclib("2026-10-18")),
        reference=known,
    )
    ask(
        Washout(drugs=CDK46, days=14, half_lives=number("5"), whichever="shorter"),
        row("YES", palbociclib("2026-10-25")),
        reference=known,
    )
    ask(
        Washout(drugs=CDK46, days=14, half_lives=number("5")),
        row("UNKNOWN: not recorded", palbociclib("2026-10-01")),
        row("NO, can change", palbociclib("2026-10-25")),
    )


def test_medication_by_interaction(ask: Ask) -> None:
    """A strong CYP3A inhibitor, now."""

    def clarithromycin(start: str, end: str, *, ongoing: bool = False) -> Course:
        groups = ("strong CYP3A inhibitor",)
        return course("clarithromycin", "antibiotic", start, end, groups=groups, role="other", ongoing=ongoing)

    ask(
        Takes(drugs=STRONG_CYP3A),
        row("YES", clarithromycin("2026-10-28", "", ongoing=True)),
        row("NO, can change", clarithromycin("2026-01-28", "2026-02-04")),
        row("UNKNOWN: not recorded", FIRST),
    )


def test_radiotherapy(ask: Ask) -> None:
    """No radiotherapy in the last two weeks: the latest one counts, and the window moves on."""
    brain = Radiotherapy(sites=("brain",), when=when("2026-10-01 to 2026-10-20"))
    nowhere = Radiotherapy(when=when("2026-10-20"))
    ask(
        Had(event="radiotherapy", within_days=14),
        row("YES until 2026-11-04", brain),
        row("NO, can change", Radiotherapy(sites=("bone",), when=when("2025-01-10 to 2025-01-20"))),
        row("UNKNOWN: not recorded"),
    )
    ask(
        Had(event="radiotherapy", sites=("brain",)),
        row("YES for good", brain),
        row("UNKNOWN: imprecise", nowhere),
        row("UNKNOWN: not recorded", Radiotherapy(sites=("bone",), when=when("2026-10-20"))),
    )


def test_procedures(ask: Ask) -> None:
    """Ovaries removed; a procedure that was not done is none."""
    day = when("2020-02-03")
    removed = ProcedureFact(kind="oophorectomy", status="completed", text="bilateral oophorectomy", when=day)
    planned = ProcedureFact(kind="oophorectomy", status="not-done", text="oophorectomy", when=day)
    of_one = ProcedureFact(kind="oophorectomy", status="completed", text="left oophorectomy", when=day)
    ask(
        Had(event="procedure", kinds=("oophorectomy",)),
        row("YES for good", removed),
        row("UNKNOWN: imprecise", of_one),
        row("UNKNOWN: not recorded", planned),
    )


def test_any_operation(ask: Ask) -> None:
    """Where no kind is named an operation is meant: a mammogram is none, a biopsy may have been one."""
    day = when("2020-02-03")
    ask(
        Had(event="procedure"),
        row("YES for good", ProcedureFact(kind="mastectomy", status="completed", text="mastectomy", when=day)),
        row("YES for good", ProcedureFact(kind="", status="completed", text="Cholecystectomy", when=day)),
        row("UNKNOWN: imprecise", ProcedureFact(kind="biopsy", status="completed", text="core biopsy", when=day)),
        row("UNKNOWN: not recorded", ProcedureFact(kind="mammography", status="completed", text="mammogram", when=day)),
    )


def test_procedures_by_their_own_name(ask: Ask) -> None:
    """A procedure that no list holds is the one asked for where the record's own words name it."""
    named = ProcedureFact(kind="", status="completed", text="Open lobectomy of lung", when=when("2020-02-03"))
    british = ProcedureFact(kind="", status="completed", text="Oesophagectomy", when=when("2020-02-03"))
    other = ProcedureFact(kind="", status="completed", text="Bilobectomy", when=when("2020-02-03"))
    known = ProcedureFact(kind="mastectomy", status="completed", text="mastectomy", when=when("2020-02-03"))
    ask(
        Had(event="procedure", kinds=("lobectomy",)),
        row("YES for good", named),
        row("UNKNOWN: imprecise", other),
        row("UNKNOWN: not recorded", known),
    )
    ask(Had(event="procedure", kinds=("esophagectomy",)), row("YES for good", british))


def test_time_since(ask: Ask) -> None:
    """At least 28 days since major surgery; since progression; since the first metastasis."""
    surgery = ProcedureFact(kind="mastectomy", status="completed", text="mastectomy", when=when("2026-10-10"))
    ask(Had(event="procedure", kinds=("mastectomy",), at_least_days_ago=28), row("NO until 2026-11-07", surgery))
    ask(
        Had(event="progression", within_days=28),
        row("YES until 2026-11-12", status("progression", "2026-10-14")),
        row("UNKNOWN: not recorded", status("stable", "2026-10-14")),
    )
    ask(
        Had(event="first metastasis", at_least_days_ago=365),
        row("YES", site("bone"), onset("de_novo", "2024-02-01", "2024-02-20")),
        row("NO until 2027-02-20", site("bone"), onset("de_novo", "2026-02-01", "2026-02-20")),
    )
    ask(
        Had(event="breast cancer diagnosis"),
        row("YES for good", cancer("breast cancer", "2018-03-01")),
        row("UNKNOWN: not recorded"),
    )
