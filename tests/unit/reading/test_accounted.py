"""What a line names is sought in its reading: what is lost is told, and what may go without saying is not."""

from __future__ import annotations

from typing import Any

import pytest
from tests.unit.reading.read_alone import said

from onward.criteria import from_plain
from onward.knowledge import reading_lexicon
from onward.knowledge.unsaid_words import unsaid_words
from onward.reading import Section
from onward.reading.accounted import Accounts
from onward.reading.clean import one_spelling
from onward.reading.lexicon import lexicon_of
from onward.reading.tokens import canonical

ACCOUNTS = Accounts(lexicon_of(reading_lexicon()))


def lost(text: str, reading: Any) -> tuple[str, ...]:
    return ACCOUNTS.lost(canonical(one_spelling(text)), from_plain(reading))


def ill(name: str, **more: Any) -> dict[str, Any]:
    return {"condition": {"groups": [name], **more}}


def given(**drugs: Any) -> dict[str, Any]:
    return {"exposed": {"to": drugs}}


def asked(question: str) -> dict[str, Any]:
    return {"ask_human": {"question": question, "because": "the words leave it to a human"}}


NEUTROPHILS = {"lab_value": {"analyte": "neutrophils", "limits": {"at_least": 1.5}, "unit": "10*9/L"}}


@pytest.mark.parametrize(
    ("text", "reading", "names"),
    [
        ("Glaucoma, stroke or sarcoidosis", {"any_of": [ill("glaucoma"), ill("stroke")]}, ("sarcoidosis",)),
        ("Prior taxane, everolimus or olaparib", given(classes=["taxane"], drugs=["olaparib"]), ("everolimus",)),
        ("Stroke. Patients with sarcoidosis are excluded as well.", ill("stroke"), ("sarcoidosis",)),
        ("Colitis treated with infliximab", ill("colitis"), ("infliximab",)),
        ("Pancreatitis after radiotherapy", ill("pancreatitis"), ("radiotherapy",)),
        ("Pneumonia, or an ESR1 mutation", ill("pneumonia"), ("esr1",)),
        ("Chemotherapy, or platelets below 50", given(classes=["chemotherapy"]), ("platelet",)),
        (
            "Another malignancy except prostate cancer or cervical carcinoma in situ",
            {"other_cancer": {"except_groups": ["cervical carcinoma in situ"]}},
            ("prostate cancer",),
        ),
        ("A negative pregnancy test, or sarcoidosis", {"lab_word": {"analyte": "pregnancy test", "words": ["negative"]}}, ("sarcoidosis",)),
    ],
)  # fmt: skip
def test_what_is_named_and_does_not_come_back_is_told(text: str, reading: Any, names: tuple[str, ...]) -> None:
    assert lost(text, reading) == names


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        # By another name, or in another form of the word.
        ("Heart attack within a year", ill("myocardial infarction", within_days=365)),
        ("History of hypertensive disease", ill("hypertension")),
        # In the words of what a human is asked.
        ("Stroke, unless it came with sarcoidosis", {"all_of": [ill("stroke"), {"not": asked("Did it come with sarcoidosis?")}]}),
        # A drug by its class, and a class by its drug.
        ("Prior doxorubicin or another anthracycline", given(classes=["anthracycline"])),
        ("An mTOR inhibitor: everolimus", given(drugs=["everolimus"])),
        # Examples of what is named.
        ("Autoimmune disease (e.g. lupus, sarcoidosis)", ill("autoimmune disease")),
        ("Autoimmune disease. These include lupus and rheumatoid arthritis.", ill("autoimmune disease")),
        # The label before a list, and an illness that a bracket defines.
        ("Neutropenia: neutrophils at least 1.5 x 10^9/L", NEUTROPHILS),
        ("No neutropenia (neutrophils at least 1.5 x 10^9/L)", NEUTROPHILS),
        # A scale, a formula, and a moment.
        ("Stroke of CTCAE (Common Terminology Criteria for Adverse Events) grade 3", ill("stroke")),
        ("Creatinine clearance by the Modification of Diet in Renal Disease formula above 60 mL/min",
         {"lab_value": {"analyte": "creatinine clearance", "limits": {"above": 60}, "unit": "mL/min"}}),
        ("Stroke within a month before the first dose of olaparib", ill("stroke", within_days=30)),
        # A reason.
        ("Pregnant women, because olaparib may harm the fetus", {"pregnancy": {"states": ["pregnant"]}}),
        # What is let in and no exception.
        ("Neutrophils at least 1.5 x 10^9/L (growth factors are allowed)", NEUTROPHILS),
        # A class beside its members, and what a bracket repeats.
        ("Hormonal therapy with letrozole within a month", given(drugs=["letrozole"])),
        ("Histone deacetylase inhibitors (i.e., vorinostat, belinostat)", given(drugs=["vorinostat", "belinostat"])),
        ("NSAIDs, including rofecoxib or celecoxib", given(classes=["NSAID"])),
        # A gene spelled out, and the drug of the trial that is swallowed.
        ("Prior programmed cell death protein 1 (PD-1) inhibitor", given(classes=["PD-1 inhibitor"])),
        ("Unable to swallow intact everolimus", {"finding": {"name": "not able to swallow"}}),
        # A reason without "because", and sides that let in all.
        ("HIV, given their compromised immune systems and the risk of pneumonia", ill("HIV")),
        ("Stroke, with or without epilepsy, regardless of treatment with warfarin", ill("stroke")),
        # What says nothing.
        ("Stroke with or without epilepsy", ill("stroke")),
        # The cancer of the trial, and its treatment.
        ("Prior trastuzumab for breast cancer", given(drugs=["trastuzumab"])),
        ("Recovered from the side effects of surgery, radiotherapy and docetaxel", {"finding": {"name": "recovered from earlier treatment"}}),
        ("Women with a tubal ligation need no contraception", {"finding": {"name": "effective contraception"}}),
    ],
)  # fmt: skip
def test_what_goes_without_saying_is_not_missed(text: str, reading: Any) -> None:
    assert lost(text, reading) == ()


@pytest.mark.parametrize(
    ("section", "text"),
    [
        ("inclusion", "Has received no more than 2 prior chemotherapies (which includes PARP inhibitors) for advanced breast cancer"),
        ("inclusion", "No concurrent chemotherapy Hormonal therapy"),
        ("exclusion", "Concurrent use of lapatinib - CYP3A4 inhibitors and inducers"),
        # A quality that has swallowed what stood beside the illness.
        ("exclusion", "Subjects with sleep apnoea of any origin or subjects with history of severe respiratory impairment"),
        ("exclusion", "Glaucoma, predisposing factors for stroke, including uncontrolled hypertension"),
    ],
)  # fmt: skip
def test_a_line_of_which_something_is_lost_is_not_understood(section: Section, text: str) -> None:
    assert said(text, section) == "not understood"


def test_words_that_go_without_saying_say_why() -> None:
    for one in unsaid_words().comes_with:
        assert one.words or one.kinds
        assert one.because
