"""Eligibility lines about illnesses, infections, allergies, pregnancy, other cancers and the brain, written by us.

Each case is what the line means, derived from its words before it was read; None: it must not be read as a question.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest

from onward.criteria import AllOf, AnyOf, AskHuman, Criterion, Not, When, from_plain
from onward.knowledge import reading_lexicon
from onward.reading import Section, reader_of

BRAIN: dict[str, Any] = {"metastatic_sites": {"sites": ["brain"]}}
SKIN, CERVIX = "basal or squamous skin cancer", "cervical carcinoma in situ"
BASAL = "basal cell carcinoma"
HUMAN: dict[str, Any] = {"human": {}}


@cache
def _read(text: str, section: Section) -> Criterion | None:
    return reader_of(reading_lexicon()).read(text, section).reading


def _form(criterion: Criterion) -> Any:
    """The criterion with every question for a human as one, and parts without order."""
    match criterion:
        case AskHuman():
            return "a human"
        case AllOf() | AnyOf():
            return (type(criterion).__name__, frozenset(_form(part) for part in criterion.of))
        case Not():
            return ("not", _form(criterion.of))
        case When():
            return ("when", _form(criterion.condition), _form(criterion.then))
        case _:
            return criterion


def _expected(plain: Any) -> Any:
    match plain:
        case {"human": {}}:
            return "a human"
        case {"all_of": parts}:
            return ("AllOf", frozenset(_expected(part) for part in parts))
        case {"any_of": parts}:
            return ("AnyOf", frozenset(_expected(part) for part in parts))
        case {"not": part}:
            return ("not", _expected(part))
        case {"when": {"condition": condition, "then": then}}:
            return ("when", _expected(condition), _expected(then))
        case _:
            return from_plain(plain)


def ill(*groups: str, **more: Any) -> dict[str, Any]:
    return {"condition": {"groups": list(groups), **more}}


def cancer(days: int | None = None, *groups: str, in_situ: bool = False) -> dict[str, Any]:
    fields: dict[str, Any] = {} if days is None else {"within_days": days}
    return {"other_cancer": {**fields, "except_groups": list(groups), "except_in_situ": in_situ}}


PREGNANT: dict[str, Any] = {"pregnancy": {"states": ["pregnant"]}}
BREASTFEEDING: dict[str, Any] = {"pregnancy": {"states": ["breastfeeding"]}}
FERTILE: dict[str, Any] = {"finding": {"name": "childbearing potential"}}
CONTRACEPTION: dict[str, Any] = {"finding": {"name": "effective contraception"}}
TRIAL_DRUG: dict[str, Any] = {"finding": {"name": "allergy to a trial drug"}}
SWALLOWS: dict[str, Any] = {"finding": {"name": "able to swallow"}}


def negative_test(days: int | None = None) -> dict[str, Any]:
    fields: dict[str, Any] = {} if days is None else {"within_days": days}
    return {"lab_word": {"analyte": "pregnancy test", "words": ["negative"], **fields}}


KEPT_OUT: list[tuple[str, Any]] = [
    # --- another cancer
    ("Another malignancy in the last 3 years", cancer(1095)),
    ("Second cancer, other than treated basal cell carcinoma of the skin or cervical carcinoma in situ, within 5 years", cancer(1825, BASAL, CERVIX)),
    ("Any previous cancer, unless the patient has been disease-free for at least 2 years", cancer(730)),
    ("Prior malignancy except non-melanoma skin cancer or another cancer cured more than 10 years ago", cancer(3650, SKIN)),
    ("Other active malignancy", cancer(0)),
    ("History of other cancer except carcinoma in situ of the cervix or breast", cancer(None, CERVIX, "breast carcinoma in situ")),
    ("No other cancer within the past 5 years", cancer(1825)),
    ("History of another invasive cancer", cancer(None, in_situ=True)),
    # What stands in the lines below is not known here.
    ("Other malignancy except:", None),
    ("Chemotherapy for another cancer", {"all_of": [{"exposed": {"to": {"classes": ["chemotherapy"]}}}, HUMAN]}),
    # --- transplants: across a slash two kinds stand, only bleeding says the same twice
    ("Stem cell/solid organ transplant", {"any_of": [ill("stem cell transplant"), ill("transplant")]}),
    ("Pulmonary haemorrhage/bleeding within 4 weeks", ill("pulmonary bleeding", within_days=28)),
    # --- allergies
    ("Known hypersensitivity to docetaxel or to other drugs containing polysorbate 80", {"allergy_to": {"drugs": ["docetaxel", "polysorbate 80"]}}),
    ("Allergy to any component of the study drug", TRIAL_DRUG),
    ("Severe allergic reaction to compounds of similar composition to letrozole", {"any_of": [{"allergy_to": {"drugs": ["letrozole"]}}, HUMAN]}),
    # Macrolides are not all antibiotics.
    ("Allergy to macrolide antibiotics", {"allergy_to": {"drugs": ["macrolide antibiotic"]}}),
    ("Peanut allergy", {"allergy_to": {"drugs": ["peanut"]}}),
    # --- brain
    ("Untreated or progressive brain metastases", {"cns_disease": {"states": ["active"]}}),
    ("Leptomeningeal disease", {"cns_disease": {"states": ["leptomeningeal"]}}),
    ("Brain metastases, unless they were irradiated and have been stable for 3 months", {"all_of": [BRAIN, {"not": {"cns_disease": {"states": ["treated stable"], "for_at_least_days": 90}}}]}),
    ("Brain metastases unless treated, stable for 4 weeks and without steroids", {"all_of": [BRAIN, {"not": {"all_of": [{"cns_disease": {"states": ["treated stable"], "for_at_least_days": 28}}, HUMAN]}}]}),
    # The rest of a sentence that began in the line above.
    ("are stable for at least 4 weeks after treatment of the brain metastases", None),
    # --- pregnancy
    ("Women who are pregnant or nursing", {"any_of": [PREGNANT, BREASTFEEDING]}),
    ("Pregnant women are excluded because the effects on the child are unknown", PREGNANT),
    ("Pregnancy, lactation, or women of childbearing potential who do not use effective contraception", {"any_of": [PREGNANT, BREASTFEEDING, {"all_of": [FERTILE, {"not": CONTRACEPTION}]}]}),
    ("Breastfeeding or planning to become pregnant during the study", {"any_of": [BREASTFEEDING, HUMAN]}),
    # "Given birth" is more than pregnancy.
    ("Pregnant or has given birth in the last six weeks", {"any_of": [PREGNANT, HUMAN]}),
    # --- infections
    ("Known hepatitis B or C", {"any_of": [ill("hepatitis B"), ill("hepatitis C")]}),
    ("Active hepatitis B or C infection", {"any_of": [ill("hepatitis B", status="now"), ill("hepatitis C", status="now")]}),
    ("Patients seropositive for HIV", ill("HIV")),
    ("Ongoing or active infection", ill("infection", status="now")),
    # Of some other status the words do not tell which.
    ("HIV status", None),
    # --- heart
    ("Heart failure (NYHA class III-IV)", ill("heart failure", qualities=["NYHA class iii iv"])),
    ("Myocardial infarction or stroke within 6 months", {"any_of": [ill("myocardial infarction", within_days=180), ill("stroke", within_days=180)]}),
    # A lasting illness in front of the window: a human says whether the window is meant for it.
    ("Heart failure, stroke, or myocardial infarction within 6 months", {"any_of": [ill("heart failure", qualities=["within 180 days"]), ill("stroke", within_days=180), ill("myocardial infarction", within_days=180)]}),
    ("Myocardial infarction within 6 months, or asthma", {"any_of": [ill("myocardial infarction", within_days=180), ill("asthma")]}),
    # --- adjectives, windows and what goes on
    ("Severe hepatic, pulmonary or renal disease", {"any_of": [ill(one, qualities=["severe"]) for one in ("liver disease", "lung disease", "chronic kidney disease")]}),
    ("Severe asthma or HIV infection", {"any_of": [ill("asthma", qualities=["severe"]), ill("HIV")]}),
    ("Chemotherapy, radiotherapy or major surgery within 3 weeks", {"any_of": [{"not": {"washout": {"drugs": {"classes": ["chemotherapy"]}, "days": 21}}}, {"had": {"event": "radiotherapy", "within_days": 21}}, {"had": {"event": "major surgery", "within_days": 21}}]}),
    ("Receipt of a live, attenuated vaccine within 4 weeks, or anticipation that such a vaccine will be needed", {"any_of": [{"had": {"event": "live vaccine", "within_days": 28}}, HUMAN]}),
    ("Concurrent radiotherapy", {"all_of": [{"had": {"event": "radiotherapy"}}, HUMAN]}),
    ("Pneumonitis that required steroids", ill("pneumonitis", qualities=["that required steroid"])),
    ("Celiac disease or other illness that affects absorption", {"any_of": [ill("celiac disease"), HUMAN]}),
    ("Active infection, or psychiatric illness/social situations that would limit compliance", {"any_of": [ill("infection", status="now"), HUMAN]}),
    ("Heart failure, or symptomatic angina or arrhythmia", {"any_of": [ill("heart failure"), ill("angina", qualities=["symptomatic"]), ill("arrhythmia or long QT", qualities=["symptomatic"])]}),
    # --- swallowing
    ("Inability to swallow tablets", {"not": SWALLOWS}),
    # --- denied once: who has it is kept out, under whichever heading it stands
    ("No history of stroke", ill("stroke")),
    ("Patients must not be pregnant", PREGNANT),
]  # fmt: skip

ASKED_FOR: list[tuple[str, Any]] = [
    # A hepatitis B that is over leaves the antigen negative: the test is asked, not the illness.
    ("Hepatitis B surface antigen negative", {"lab_word": {"analyte": "hepatitis B surface antigen", "words": ["negative"]}}),
    ("No other malignancy within the past 5 years except treated basal cell carcinoma of the skin", {"not": cancer(1825, BASAL)}),
    ("Disease-free of prior cancers for at least 5 years", {"not": cancer(1825)}),
    ("At least 3 years since any other cancer", {"not": cancer(1095)}),
    # An exception alone belongs to the line above.
    ("Adequately treated carcinoma in situ of the cervix", None),
    ("No known allergy to taxanes", {"not": {"allergy_to": {"drugs": ["taxane"]}}}),
    ("No brain metastases", {"not": BRAIN}),
    ("Patients with brain metastases are eligible if treated and stable for at least 4 weeks", {"when": {"condition": BRAIN, "then": {"cns_disease": {"states": ["treated stable"], "for_at_least_days": 28}}}}),
    ("Women of childbearing potential must have a negative pregnancy test within 14 days of registration and must not be nursing", {"all_of": [{"not": BREASTFEEDING}, {"when": {"condition": FERTILE, "then": negative_test(14)}}]}),
    ("Negative urine pregnancy test in women of childbearing potential within 2 weeks", {"when": {"condition": FERTILE, "then": negative_test(14)}}),
    ("HIV negative", {"not": ill("HIV")}),
    ("Able to swallow capsules", SWALLOWS),
    ("No concurrent radiotherapy", {"not": {"all_of": [{"had": {"event": "radiotherapy"}}, HUMAN]}}),
    # Contraception alone would lose the age.
    ("Women at least 18 years old using effective contraception", {"all_of": [{"has_sex": {"sex": "female"}}, {"age": {"at_least_years": 18}}, HUMAN]}),
    # The heading that denied these was lost: nobody asks for them.
    ("Diagnosis of HIV", None),
    ("Congestive heart failure", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "meaning"), KEPT_OUT, ids=[text for text, _ in KEPT_OUT])
def test_what_keeps_out(text: str, meaning: Any) -> None:
    reading = _read(text, "exclusion")
    assert (None if reading is None else _form(reading)) == (None if meaning is None else _expected(meaning))


@pytest.mark.parametrize(("text", "meaning"), ASKED_FOR, ids=[text for text, _ in ASKED_FOR])
def test_what_is_asked_for(text: str, meaning: Any) -> None:
    reading = _read(text, "inclusion")
    assert (None if reading is None else _form(reading)) == (None if meaning is None else _expected(meaning))
