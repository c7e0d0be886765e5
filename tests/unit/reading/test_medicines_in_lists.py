"""How a medicine was given, when, and of whom it is said: lines that once lost it, each with a neighbour that stays."""

from __future__ import annotations

import pytest
from tests.unit.reading.read_alone import said

from onward.criteria import describe_criterion
from onward.knowledge import reading_lexicon
from onward.reading import Section, read_text, reader_of

ASKED = "(the words leave it to a human)"


def human(words: str) -> str:
    return f"for a human: Is it so: {words}? {ASKED}"


CASES: list[tuple[Section, str, str]] = [
    # For how long and how much of it: a list of what is taken now does not tell.
    ("exclusion", "Requires chronic treatment with strong CYP3A inducers", f"takes strong CYP3A inducer now and {human('chronic')}"),
    ("exclusion", "Long-term use of corticosteroids", f"takes corticosteroid now and {human('long term')}"),
    ("exclusion", "Use of corticosteroids", "takes corticosteroid now"),
    ("exclusion", "Patients on therapeutic anticoagulation", f"takes anticoagulant now and {human('therapeutic')}"),
    ("exclusion", "Patients on anticoagulation", "takes anticoagulant now"),
    ("exclusion", "Aspirin or full-dose anticoagulants within 10 days", f"not last dose of aspirin at least 10 days ago or (not last dose of anticoagulant at least 10 days ago and {human('full dose')})"),
    ("exclusion", "Systemically active antibiotics within 3 days", f"not last dose of antibiotic at least 3 days ago and {human('systemically active')}"),
    # Of two classes behind "investigational" both are meant, as far as it is certain.
    ("exclusion", "Prior treatment with investigational SERDs/investigational AKT inhibitors, or fulvestrant", f"(treated with SERD and {human('investigational')}) or (treated with AKT inhibitor and {human('investigational')}) or treated with fulvestrant"),
    # Other drugs of a kind are not the one that names it.
    ("exclusion", "Taking warfarin or other coumadin derived anticoagulants", "takes warfarin now or takes coumarin anticoagulant now"),
    # An earlier illness that required a medicine does not require it today.
    ("exclusion", "A history of any condition requiring antiplatelet therapy", "not understood"),
    ("exclusion", "Any condition requiring antiplatelet therapy", "takes antiplatelet now"),
    # What was once left over of a treatment, and what still is.
    ("exclusion", "History of persistent grade 2 or higher hematologic toxicity from prior therapy", "toxicity of earlier treatment of grade 2 or more, hematologic, ever"),
    ("exclusion", "Persistent grade 2 or higher hematologic toxicity from prior therapy", "toxicity of earlier treatment of grade 2 or more, hematologic now"),
    # Of values that may be too low, one is enough to keep out.
    ("exclusion", "FEV1 or DLCO < 40% of predicted", "FEV1 below 40 % or DLCO below 40 %"),
    ("exclusion", "ALT or AST > 4 x ULN", "ALT above 4 times the upper limit of normal or AST above 4 times the upper limit of normal"),
    ("exclusion", "Transaminases > 2 x ULN", "AST above 2 times the upper limit of normal or ALT above 2 times the upper limit of normal"),
    ("inclusion", "Transaminases ≤ 2 x ULN", "AST at most 2 times the upper limit of normal and ALT at most 2 times the upper limit of normal"),
    # A grade behind the last of what treatment does to people is the grade of each; illnesses of other kinds keep theirs.
    ("exclusion", "Nausea or vomiting of grade 2 or more", "nausea of grade 2 or more now or vomiting of grade 2 or more now"),
    ("exclusion", "Heart failure, or neuropathy of grade 2 or more", "heart failure, ever or peripheral neuropathy of grade 2 or more now"),
    # Toxicity of one drug is not that of any treatment.
    ("exclusion", "Known toxicity to irinotecan", "toxicity of earlier treatment, to irinotecan, ever"),
    ("exclusion", "Unresolved grade 2 or more toxicity from prior chemotherapy", "toxicity of earlier treatment of grade 2 or more now"),
    # Immunosuppression that somebody needs is a treatment, and no illness.
    ("exclusion", "Requirement for systemic immunosuppression", "takes immunosuppressant now and for a human: Is it so: systemic? (the words leave it to a human)"),
    ("exclusion", "Immunosuppression", "immunodeficiency, ever"),
    # An allergy is not set aside for what a human weighs beside it.
    ("exclusion", "Known allergy to docetaxel or other contraindication to taxanes", f"allergy to docetaxel or for a human: Is there a contraindication to it: taxane? {ASKED}"),
    # What only tells of risks lets nobody in.
    ("exclusion", "Pregnant women. The mother should not breastfeed during treatment with zorblaxin. These potential risks may also apply to other agents.", "pregnant"),
    # What is taken now around an operation is told from what is taken for metastases.
    ("exclusion", "Undergoing neoadjuvant chemotherapy", f"takes chemotherapy now and {human('in the neoadjuvant setting')}"),
    ("exclusion", "Concurrent chemotherapy for metastatic disease", f"takes chemotherapy now and {human('in the metastatic setting')}"),
    # Not every adverse reaction is an allergy, and an earlier test is none of today.
    ("exclusion", "Allergic or other adverse reactions to zorblaxin", f"allergy to zorblaxin or for a human: Was there an adverse reaction to it: zorblaxin? {ASKED}"),
    ("exclusion", "Allergic reactions to zorblaxin", "allergy to zorblaxin"),
    ("exclusion", "Previously tested HER2-positive on prior biopsy", "not understood"),
    ("exclusion", "Graft-versus-host disease. Patients requiring topical steroids alone are eligible", f"graft versus host disease, ever and not {human('patient requiring topical steroid alone are eligible')}"),
    ("exclusion", "Prior (or any) chemotherapy for metastatic disease", "treated with chemotherapy in the metastatic setting"),
    # The drug of the trial is no other, however it is called.
    ("exclusion", "Radiotherapy within 14 days before the start of ZBX-1234 treatment", "radiotherapy, within 14 days"),
    ("exclusion", "Live vaccine within 30 days prior to the first dose of zorblaxumab and during the study", "live vaccine, within 30 days or for a human: Is such a vaccine planned during the study? " + ASKED),
    ("exclusion", "Chemotherapy within 14 days before the start of radiotherapy", f"not last dose of chemotherapy at least 14 days ago and {human('before start of radiotherapy')}"),
    ("exclusion", "Use of an investigational drug within 30 days or five half-lives of the drug, whichever is longer of the two", "not last dose of investigational drug at least 30 days or 5 half-lives (whichever is longer) ago"),
    # Of whatever kind an antibody is.
    ("exclusion", "Anaphylactic reactions to humanized or murine monoclonal antibodies", "allergy to monoclonal antibody"),
    ("exclusion", "Anaphylactic reactions to murine antibodies", "allergy to murine antibody"),
    # Who is considered controlled is not kept out, and the time of an exception is not that of the rest.
    ("exclusion", "Active infection: HIV on therapy with a high CD4 count is considered controlled", "note"),
    # A point of a list begins anew in the midst of a line, and a footnote's number is no amount.
    ("exclusion", "History of stroke • Pregnant women", "stroke, ever or pregnant"),
    ("exclusion", "Use of hormone replacement therapy within the last 5 weeks 12.", "not last dose of hormone replacement therapy at least 35 days ago"),
    ("exclusion", "Small molecule kinase inhibitors or VEGF-targeted therapy within 3 weeks", f"(not last dose of kinase inhibitor at least 21 days ago and {human('small molecule')}) or not last dose of anti-VEGF at least 21 days ago"),
    # A transfusion of platelets is no transfusion of red cells.
    ("exclusion", "Platelet transfusion within 10 days", f"transfusion, within 10 days and {human('platelet')}"),
    ("exclusion", "Blood transfusion within 10 days", "transfusion, within 10 days"),
    ("exclusion", "Disease significantly affecting gastrointestinal function", "disease significantly affecting gastrointestinal function, ever"),
]  # fmt: skip


@pytest.mark.parametrize(("section", "text", "expected"), CASES)
def test_how_it_was_given_is_not_lost(section: Section, text: str, expected: str) -> None:
    assert said(text, section) == expected


def test_an_earlier_breast_cancer_is_told_from_that_of_today_beside_a_bracket() -> None:
    reading = said("Any prior (ipsilateral or contralateral) invasive breast cancer", "exclusion")
    assert reading.startswith("invasive breast cancer and for a human: Is it so: an earlier one (")


def test_a_medicine_that_goes_on_beside_one_that_was_stopped_is_not_asked_of_the_past() -> None:
    line = "Use of experimental drugs within 3 weeks or 5 half-lives, whichever is longer, or, concurrent treatment with an investigational agent or participation in another clinical trial of investigational agents"
    assert said(line, "exclusion").endswith("or takes investigational drug now")
    line = "Major surgery within 4 weeks, zorblaxation, or warfarin"
    assert said(line, "exclusion").endswith(
        f"or (treated with warfarin and {human('the time that is said in the list')})"
    )


def test_the_setting_behind_the_last_of_a_list_may_be_meant_for_all() -> None:
    line = "Prior lapatinib, or any zorblaxing HER2 tyrosine kinase inhibitor in the metastatic setting"
    assert human("in the same setting (said behind the list)") in said(line, "exclusion")
    line = "Prior lapatinib, other glimmering agents, or any previous chemotherapy for metastatic disease"
    assert "same setting" not in said(line, "exclusion")


def test_the_time_behind_a_semicolon_may_be_meant_for_what_stands_before_it() -> None:
    line = "Experimental drugs; zorblax, or glimmering therapy within the past 6 weeks. Denosumab is allowed."
    assert said(line, "exclusion") == "not understood"


def test_examples_with_a_time_do_not_leave_it_to_what_is_taken_now() -> None:
    line = "Herbal medicines (not zorblaxed). These include kava and ginseng within 10 days before treatment"
    assert "takes" not in said(line, "exclusion")


def test_what_somebody_cannot_do_is_asked_as_such() -> None:
    line = "Unable or unwilling to swallow tablets or receive injections"
    assert "unwilling to receive injection" in said(line, "exclusion")


def test_what_should_not_have_been_given_is_asked_as_what_was_given() -> None:
    line = "More than one line of treatment for metastatic disease. Patients shouldn't have received prior zorblax"
    assert human("patients received prior zorblax") in said(line, "exclusion") or "have received" in said(
        line, "exclusion"
    )


def test_contraception_keeps_out_nobody_who_can_bear_no_child() -> None:
    fertile = "childbearing potential and not effective contraception"
    assert (
        said("Unwillingness to use adequate birth control", "exclusion")
        == "(childbearing potential or sex male) and not effective contraception"
    )
    assert fertile in said("Pregnant, nursing, or using inadequate contraception", "exclusion")
    assert "contraception" not in said(
        "Nursing, or planning to become pregnant within the time frame in which contraception is required", "exclusion"
    ).replace("time frame in which contraception is required", "")
    men = said(
        "Male patients whose partners are of childbearing potential and who are not willing to use contraception",
        "exclusion",
    )
    assert men.startswith("sex male and not effective contraception and for a human")


def test_what_stands_under_an_allergy_is_never_treatment() -> None:
    """Below "hypersensitivity to:" a drug is what somebody is allergic to, whatever else the line says."""
    lines = "Exclusion Criteria:\n* Hypersensitivity to:\n  * paclitaxel\n  * ibuprofen or to more than one glimmering drug\n"
    found = [
        describe_criterion(line.reading)
        for line in read_text(lines, reader_of(reading_lexicon()))
        if line.reading is not None
    ]
    assert found and all("treated" not in one and "takes" not in one for one in found)
