"""Medicines that are taken beside treatment: enzymes and transporters in their many wordings, drugs that prolong QT."""

from __future__ import annotations

from typing import Any

import pytest

from onward.criteria import from_plain
from onward.knowledge import reading_lexicon
from onward.reading import Section, reader_of


def takes(*classes: str) -> dict[str, Any]:
    each = [{"takes": {"drugs": {"classes": [one]}}} for one in classes]
    return each[0] if len(each) == 1 else {"any_of": each}


def narrowed(name: str, words: str) -> dict[str, Any]:
    asked = {"ask_human": {"question": f"Is it so: {words}?", "because": "the words leave it to a human"}}
    return {"all_of": [takes(name), asked]}


_STRONG = ("strong CYP3A inhibitor", "strong CYP3A inducer")
LINES: list[tuple[Section, str, dict[str, Any] | None]] = [
    ("exclusion", "Use of substances that are known potent inhibitors or inducers of cytochrome P450 3A4 (CYP3A4)", takes(*_STRONG)),
    ("exclusion", "Taking medicines or supplements known to be strong inhibitors or inducers of the enzyme cytochrome P450, family 3, subfamily A (CYP3A)", takes(*_STRONG)),
    ("exclusion", "On strong or moderate CYP 3A4 inducers", takes("strong CYP3A inducer", "moderate CYP3A inducer")),
    ("exclusion", "Taking strong CYP3A4 inhibitors (such as ketoconazole) or inducers (such as phenytoin)", None),
    ("exclusion", "Inhibitors of breast cancer resistance protein (BCRP) or P-glycoprotein (P-gp)", takes("BCRP inhibitor", "P-gp inhibitor")),
    ("exclusion", "Is taking drugs that inhibit or induce CYP2D6", takes("CYP2D6 inhibitor", "CYP2D6 inducer")),
    # what narrows a class stays, for a human
    ("exclusion", "Drugs with a narrow therapeutic index that are primarily metabolised by CYP3A4/5", narrowed("CYP3A substrate", "with narrow therapeutic index")),
    ("exclusion", "Sensitive CYP3A4 substrates", narrowed("CYP3A substrate", "sensitive")),
    ("exclusion", "Requiring intravenous antibiotics", narrowed("antibiotic", "intravenous")),
    ("exclusion", "Taking oral anticoagulants", {"takes": {"drugs": {"classes": ["vitamin K antagonist", "direct oral anticoagulant"]}}}),
    # contraception is no treatment of cancer
    ("inclusion", "No concurrent hormonal therapy, including hormonal contraception", {"not": {"any_of": [takes("endocrine therapy"), takes("hormonal contraceptive")]}}),
    # asked of those alone who take it
    ("inclusion", "Stable anticoagulant regimen for patients receiving anticoagulation", {"any_of": [{"not": takes("anticoagulant")}, {"ask_human": {"question": "Is it so: stable anticoagulant regimen for patient receiving anticoagulation?", "because": "the words leave it to a human"}}]}),
    ("inclusion", "Stable insulin regimen for patients receiving anticoagulation", None),
    # which vaccines are live only explains
    ("exclusion", "Has received a live vaccine within 30 days. Examples of live vaccines include, but are not limited to, the following: measles, mumps and typhoid vaccine. Seasonal influenza vaccines for injection are generally killed virus vaccines and are allowed; however, intranasal influenza vaccines (e.g., FluMist) are live attenuated vaccines and are not allowed.", {"had": {"event": "live vaccine", "within_days": 30}}),
    # what is to come
    ("exclusion", "Immunization with live attenuated vaccines within one week of study entry or during the study", {"any_of": [{"had": {"event": "live vaccine", "within_days": 7}}, {"ask_human": {"question": "Is such a vaccine planned during the study?", "because": "the words leave it to a human"}}]}),
    ("exclusion", "Concomitant use of medicines with a known risk of causing torsades de pointes", takes("QT-prolonging")),
    ("exclusion", "Taking any drug that may prolong the QTc interval or cause torsades de pointes", takes("QT-prolonging")),
    # another enzyme is another class
    ("exclusion", "Taking strong inhibitors of CYP2C8", takes("strong CYP2C8 inhibitor")),
    # what the list of a trial prohibits is not the trial's own drug
    ("exclusion", "Taking any lapatinib-prohibited medication within 7 days of the first dose", None),
    # names of medicines that are taken beside treatment
    ("exclusion", "Currently taking melatonin", {"takes": {"drugs": {"drugs": ["melatonin"]}}}),
    # no drug is named
    ("exclusion", "Poor metaboliser of CYP2D6 by genotype", None),
    ("inclusion", "QTc interval not prolonged by torsades", None),
]  # fmt: skip


@pytest.mark.parametrize(("section", "text", "plain"), LINES, ids=[one[1] for one in LINES])
def test_a_medicine_in_whatever_words(section: Section, text: str, plain: dict[str, Any] | None) -> None:
    reading = reader_of(reading_lexicon()).read(text, section).reading
    if "ketoconazole" in text:
        assert "strong CYP3A inducer" in repr(reading)
        assert "strong CYP3A inhibitor" in repr(reading)
    else:
        assert reading == (None if plain is None else from_plain(plain))
