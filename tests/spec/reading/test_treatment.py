"""Reading: treatment.

Three questions about treatment: was it given (in which setting, how did it end), how many lines, and how long ago was
the last dose. A class stands for all its drugs and brands. "At most two lines" is the denial of three. "Within 4 weeks"
is the denial of a washout of 28 days, so that the answer can say on which day the washout ends.
"""

from __future__ import annotations

from tests.spec.manual import Section
from tests.spec.reading.written import (
    ANTICANCER,
    ASKED,
    CHEMO,
    EXCLUSION,
    HORMONES,
    INCLUSION,
    classes,
    drugs,
    either,
    every,
    given,
    had,
    leaves,
    lines,
    no,
    reads,
    since,
    takes,
    within,
)

_TRIAL_DRUG = classes("investigational drug")


def test_what_was_given(manual: Section) -> None:
    """Given ever, in a setting, ended by progression."""
    reads(
        manual,
        INCLUSION,
        ("Prior treatment with a taxane", given(classes("taxane")), "a class: every drug of it counts"),
        (
            "Must have received an anthracycline and a taxane",
            every(given(classes("anthracycline")), given(classes("taxane"))),
            '"and" joins two demands',
        ),
        (
            "Disease progression on a CDK4/6 inhibitor",
            given(classes("CDK4/6 inhibitor"), ended_by=["progression"]),
            "given, and ended by progression",
        ),
        (
            "No prior chemotherapy for metastatic disease",
            no(given(CHEMO, settings=["metastatic"])),
            "denied in one setting only",
        ),
        ("No prior treatment with everolimus", no(given(drugs("everolimus"))), "one drug, denied"),
    )


def test_how_many_lines(manual: Section) -> None:
    """At least n lines, or not n + 1."""
    reads(
        manual,
        INCLUSION,
        (
            "At least two prior chemotherapy regimens for metastatic disease",
            lines(2, containing=CHEMO),
            '"regimen" is a line',
        ),
        (
            "No more than two prior lines of chemotherapy in the metastatic setting",
            no(lines(3, containing=CHEMO)),
            "the denial of a third",
        ),
        (
            "Up to 1 prior line of endocrine therapy for metastatic disease",
            no(lines(2, containing=HORMONES)),
            "none is let in as well",
        ),
        (
            "1 to 3 prior lines of chemotherapy for metastatic disease",
            every(lines(1, containing=CHEMO), no(lines(4, containing=CHEMO))),
            "a range has two ends",
        ),
    )


def test_how_long_ago(manual: Section) -> None:
    """Washouts in days, weeks, months and half-lives."""
    reads(
        manual,
        INCLUSION,
        ("At least 4 weeks since prior chemotherapy", since(CHEMO, 28), "28 days; who never had it meets the line"),
        ("At least 2 weeks since prior radiotherapy", no(had("radiotherapy", within_days=14)), "an event, not a drug"),
    )
    reads(
        manual,
        EXCLUSION,
        ("Chemotherapy within 3 weeks prior to randomization", within(CHEMO, 21), "randomisation is taken as today"),
        (
            "Treatment with any investigational agent within 28 days or 5 half-lives, whichever is longer",
            within(_TRIAL_DRUG, 28, half_lives="5"),
            "the longer of the two",
        ),
        (
            "Major surgery within 28 days before the first dose of study drug",
            had("major surgery", within_days=28),
            "an event with a window",
        ),
    )


def test_settings_and_relapse(manual: Section) -> None:
    """Adjuvant and metastatic treatment are told apart; a relapse is counted from the end of treatment."""
    reads(
        manual,
        INCLUSION,
        (
            "Prior adjuvant chemotherapy with an anthracycline",
            given(classes("anthracycline"), settings=["adjuvant"]),
            "in the adjuvant setting only",
        ),
        (
            "Relapse within 12 months of completing adjuvant endocrine therapy",
            {"relapse": {"after": HORMONES, "measured_from": "end", "at_most_months": 12, "settings": ["adjuvant"]}},
            "from the end of adjuvant treatment to the first metastasis",
        ),
        (
            "No prior systemic therapy for metastatic disease",
            no(given(ANTICANCER, settings=["metastatic"])),
            "of any kind",
        ),
    )


def test_treatment_that_keeps_out(manual: Section) -> None:
    """In an exclusion a list with "or" keeps out by any of its members."""
    reads(
        manual,
        EXCLUSION,
        ("Prior therapy with a PARP inhibitor", given(classes("PARP inhibitor")), "ever"),
        (
            "Prior treatment with capecitabine or eribulin",
            either(given(drugs("capecitabine")), given(drugs("eribulin"))),
            "one is enough",
        ),
        ("Concurrent use of strong CYP3A4 inhibitors", takes(classes("strong CYP3A inhibitor")), "taken now"),
        ("More than three prior lines of systemic therapy for metastatic disease", lines(4), "four or more"),
        (
            "All prior hormonal therapy must be stopped at least 2 weeks before entry",
            within(HORMONES, 14),
            "a demand among what keeps out: whoever took it later is kept out",
        ),
    )


def test_what_has_to_be_among_it(manual: Section) -> None:
    """What stands behind "including" has to be among it; with "or" it may only illustrate, and a human is asked."""
    reads(
        manual,
        INCLUSION,
        (
            "Prior chemotherapy including an anthracycline and a taxane",
            every(given(CHEMO), given(classes("anthracycline")), given(classes("taxane"))),
            "three demands",
        ),
        (
            "Prior chemotherapy including an anthracycline or a taxane",
            every(given(CHEMO), either(given(classes("anthracycline")), given(classes("taxane")), ASKED)),
            "perhaps another one is meant as well",
        ),
        (
            "No prior chemotherapy including an anthracycline or a taxane",
            no(given(CHEMO)),
            "denied, with all that belongs to it",
        ),
    )


def test_what_is_read_in_part(manual: Section) -> None:
    """ "And" beside "or" without brackets has two meanings: only that one of the drugs was given is certain."""
    reads(
        manual,
        INCLUSION,
        (
            "Prior treatment with a taxane or capecitabine and eribulin",
            every(either(given(classes("taxane")), given(drugs("capecitabine")), given(drugs("eribulin"))), ASKED),
            "which of the two binds first a human says",
        ),
    )


def test_what_is_not_read(manual: Section) -> None:
    """ "Long enough ago" among what keeps out, of one of two things, has no meaning that is certain."""
    leaves(
        manual,
        EXCLUSION,
        (
            "Completion of hormonal therapy or zorblax more than 2 weeks before entry",
            "not understood",
            "long ago among what keeps out, and of one of two things: turned, or not?",
        ),
    )
