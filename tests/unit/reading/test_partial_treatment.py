"""Sentences about treatment of which no more is certain than the drug, and a disease with the treatment it had.

Written by hand. ASKED stands for any question that is left to a human; None: the line must stay unread.
"""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.reading.read_alone import assert_it_says
from tests.unit.reading.treatment_lines import (
    ANY_SETTING,
    ASKED,
    CHEMO,
    HORMONES,
    STUDY_DRUG,
    Plain,
    either,
    every,
    given,
    lines,
    no,
    since,
    within,
)

from onward.knowledge import reading_lexicon
from onward.reading import Section, reader_of

TAXANE: Plain = {"classes": ["taxane"]}
ANTHRACYCLINE: Plain = {"classes": ["anthracycline"]}
TRASTUZUMAB: Plain = {"drugs": ["trastuzumab"]}
HER2_POSITIVE: Plain = {"receptor": {"marker": "HER2", "calls": ["positive"]}}

LINES: list[tuple[Section, str, Plain | None]] = [
    # whoever never had the drug does not meet it
    ("inclusion", "Progression following at least 9 weeks of standard doses of a taxane", every(given(TAXANE), ASKED)),
    ("inclusion", "Received trastuzumab as the second of three zorblax courses", every(given(TRASTUZUMAB), ASKED)),
    ("exclusion", "Prior treatment with a taxane for longer than any zorblax course", every(given(TAXANE), ASKED)),
    ("exclusion", "Current or past treatment with a taxane at zorblax doses", every(given(TAXANE), ASKED)),
    # ... unless another way is named, or it is to come, or somebody else's
    ("inclusion", "Progression on a taxane or zorblax not tolerated", None),
    ("inclusion", "Scheduled for a taxane in zorblax doses", None),
    ("inclusion", "Prior treatment with capecitabine or a taxane or zorblax", None),
    ("inclusion", "Prior treatment with capecitabine or a taxane and zorblax", every(either(given({"drugs": ["capecitabine"]}), given(TAXANE)), ASKED)),
    # how it ended, and where, may be moved by what stands beside it
    ("inclusion", "Must have progressed on, or be intolerant to, a zorblax course of taxanes", every(given(TAXANE), ASKED)),
    ("inclusion", "Progression on trastuzumab for metastatic disease or as adjuvant treatment", given(TRASTUZUMAB, ended_by=["progression"], settings=["metastatic", "adjuvant"])),
    # allowed on a condition: of nobody else it is asked
    ("inclusion", "Patients receiving corticosteroids must be on a stable zorblax dose", either(no(given({"classes": ["corticosteroid"]})), ASKED)),
    ("exclusion", "If hormone therapy was given, it must have been stopped in a zorblax way", every(given(HORMONES), ASKED)),
    ("inclusion", "Prior chemotherapy is allowed, but no prior endocrine therapy of the zorblax kind", None),
    # a disease and its treatment
    ("inclusion", "HER2-positive disease not previously treated with trastuzumab", every(HER2_POSITIVE, no(given(TRASTUZUMAB)))),
    ("inclusion", "Patients with HER2-positive disease must have received trastuzumab", {"when": {"condition": HER2_POSITIVE, "then": given(TRASTUZUMAB)}}),
    ("inclusion", "Breast cancer previously treated with a taxane and an anthracycline", every({"breast_cancer": {}}, given(TAXANE), given(ANTHRACYCLINE))),
    ("inclusion", "Up to 2 prior chemotherapy regimens allowed for metastatic disease", no(lines(3, settings=["metastatic"], containing=CHEMO))),
    ("inclusion", "Anthracyclines for metastatic disease or failed taxanes in the adjuvant setting", either(given(ANTHRACYCLINE, settings=["metastatic"]), given(TAXANE, settings=["adjuvant"], ended_by=["progression"]))),
    ("inclusion", "No more than two prior lines of therapy for metastatic disease, of which no more than one was chemotherapy", every(no(lines(3, settings=["metastatic"])), no(lines(2, settings=["metastatic"], containing=CHEMO)))),
    ("inclusion", "Prior trastuzumab (discontinued for progression and/or intolerance)", given(TRASTUZUMAB, ended_by=["progression", "toxicity"])),
    ("inclusion", "Disease-free interval from completion of adjuvant chemotherapy to recurrence of at least 9 months", {"relapse": {"after": CHEMO, "measured_from": "end", "at_least_months": 9, "settings": ["adjuvant"]}}),
    ("inclusion", "Progressed on a PD-1 or PD-L1 checkpoint inhibitor, except for patients with pancreatic cancer", either(given({"classes": ["PD-1 inhibitor"]}, ended_by=["progression"]), given({"classes": ["PD-L1 inhibitor"]}, ended_by=["progression"]), {"cancer_type": {"kinds": ["pancreatic"]}})),
    ("inclusion", "Taxanes (either adjuvant or metastatic setting)", given(TAXANE)),
    # a class by its target, and "may not" among what keeps out
    ("exclusion", "Prior treatment targeting the ZOR1 pathway", given({"classes": ["zor1 directed therapy"]})),
    ("exclusion", "Patients may not be taking oral corticosteroids except for zorblax replacement", every({"takes": {"drugs": {"classes": ["corticosteroid"]}}}, ASKED, no(ASKED))),
    ("exclusion", "Must have stopped all hormone therapy", {"takes": {"drugs": HORMONES}}),
    ("inclusion", "Hormone therapy: at least 2 weeks", since(HORMONES, 14)),
    ("inclusion", "Current or planned use of chemotherapy", either({"takes": {"drugs": CHEMO}}, ASKED)),
    # what is presupposed, and what is not
    ("inclusion", "Zorblax adverse events of any extent from prior taxane treatment", None),
    ("exclusion", "Zorblax events from prior taxane treatment", every(given(TAXANE), ASKED)),
    ("inclusion", "A zorblax period from previous taxane treatment", None),
    ("inclusion", "Zorblax values for subjects treated with a taxane", None),
    ("exclusion", "Known selective immunoglobulin A deficiency", None),
    ("exclusion", "Received prior taxanes, as well as zorblax of the other kind", None),
    ("exclusion", "A taxane, or those with the zorblax need of it", None),
    ("exclusion", "Prior treatment with a selective PI3K inhibitor", every(given({"classes": ["PI3K inhibitor"]}), ASKED)),
    ("exclusion", "Unable to discontinue use of warfarin", every(given({"drugs": ["warfarin"]}), ASKED)),
    ("inclusion", "Any use of opioids must be stable for at least 2 weeks before entry", either(no(given({"classes": ["opioid"]})), ASKED)),
    ("exclusion", "Any condition requiring systemic treatment with either corticosteroids (> 12 mg daily prednisone equivalent) or other immunosuppressive medications within 15 days", either(every(within({"classes": ["corticosteroid"]}, 15), ASKED), within({"classes": ["immunosuppressant"]}, 15))),
    ("exclusion", "Any condition requiring systemic treatment with a zorblax", None),
    ("exclusion", "Is using insulin or insulin inhibitors", None),
    ("exclusion", "Patients requiring systemic treatment with corticosteroids (> 12 mg daily prednisone equivalent) within 15 days", every(within({"classes": ["corticosteroid"]}, 15), ASKED)),
    ("inclusion", "The last dose of taxanes was 20 days or 5 half-lives prior to the first zorblax dose", None),
    ("exclusion", "Chemotherapy (except for neoadjuvant/adjuvant chemotherapy)", given(CHEMO, settings=["metastatic"])),
    ("inclusion", "At least 1 prior regimen must have included a taxane", lines(1, settings=ANY_SETTING, containing=TAXANE)),
    ("inclusion", "All anti-cancer treatment must stop 3 weeks before the first dose", since({"roles": ["anticancer"]}, 21)),
    ("exclusion", "Targeted therapy including MEK inhibitors, chemotherapy, or immunotherapy within 16 days", either(within({"classes": ["targeted therapy"]}, 16), within(CHEMO, 16), within({"classes": ["immunotherapy"]}, 16))),
    ("inclusion", "Prior trastuzumab allowed if > 7 months elapsed before disease recurrence", either(no(given(TRASTUZUMAB)), ASKED)),
    ("inclusion", "Progressed on a taxane or no curative zorblax is available", either(given(TAXANE, ended_by=["progression"]), ASKED)),
    ("inclusion", "Completed 6 cycles of trastuzumab as the zorblax did", every(given(TRASTUZUMAB), ASKED)),
    ("inclusion", "For patients with HER2-positive disease: prior trastuzumab", {"when": {"condition": HER2_POSITIVE, "then": given(TRASTUZUMAB)}}),
    # sentences that ask for something by themselves
    ("inclusion", "A zorblax history of the first kind. Patients must not have received chemotherapy.", every(ASKED, no(given(CHEMO)))),
    ("inclusion", "A zorblax history of the first kind. In patients with taxanes it must be measured.", None),
    ("inclusion", "Zorblax on a taxane. OR no chemotherapy.", None),
    # another study, its drug and its time
    ("exclusion", "Is currently participating in or has participated in a study of an investigational agent or used an investigational device within 3 weeks of randomization", either(within(STUDY_DRUG, 21), ASKED)),
    ("inclusion", "Must not be currently participating in or have participated in a study of an investigational agent or used an investigational device within 3 weeks of randomization", every(since(STUDY_DRUG, 21), {"not": ASKED})),
    ("exclusion", "Is receiving a taxane or has received such therapy within 21 days", within(TAXANE, 21)),
    ("exclusion", "Taxanes within 20 days before enrolment, or within 5 half-lives of the drug, whichever is longer", within(TAXANE, 20, half_lives=5, whichever="longer")),
    ("exclusion", "Taxanes within 5 half-lives or 20 days, whichever is shorter", within(TAXANE, 20, half_lives=5, whichever="shorter")),
    # a demand among what keeps out
    ("exclusion", "Two weeks must have elapsed since the last hormone therapy", within(HORMONES, 14)),
    ("exclusion", "Hormone therapy must have been stopped at least 14 days before randomization", within(HORMONES, 14)),
    # who never had it did not complete it; when, a human says
    (
        "exclusion",
        "Completion of hormone therapy more than 14 days before randomization",
        every(given(HORMONES), ASKED),
    ),
    ("exclusion", "Prior treatment for metastatic disease with a taxane", given(TAXANE, settings=["metastatic"])),
    ("inclusion", "Have not yet started chemotherapy", no(given(CHEMO))),
    ("exclusion", "Earlier use of agents that target the STING pathway", given({"classes": ["STING agonist"]})),
]  # fmt: skip


@pytest.mark.parametrize(("section", "text", "plain"), LINES, ids=[f"{one[0][:2]}: {one[1][:60]}" for one in LINES])
def test_a_line_says_what_its_words_say(section: Section, text: str, plain: Any) -> None:
    assert_it_says(section, text, plain)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Participation in another clinical study within 4 weeks", "logistics"),
        ("Prior use of a taxane is permitted (but not required)", "permission"),
        ("Is scheduled to receive 4 cycles of a taxane at 80 mg/m2", "judgement"),
    ],
)
def test_a_line_that_asks_for_nothing_is_recognised(text: str, why: str) -> None:
    assert reader_of(reading_lexicon()).read(text, "exclusion" if why == "logistics" else "inclusion").why == why
