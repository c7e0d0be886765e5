"""Operations, radiotherapy and recovery in the words of registries, written for this book: section, text, plain form."""

from __future__ import annotations

from typing import Any

ASKED: dict[str, Any] = {"ask_human": {"question": "asked", "because": "judged"}}
MEASURABLE: dict[str, Any] = {"finding": {"name": "measurable disease"}}


def both(*parts: Any) -> dict[str, Any]:
    return {"all_of": list(parts)}


def either(*parts: Any) -> dict[str, Any]:
    return {"any_of": list(parts)}


def no(part: Any) -> dict[str, Any]:
    return {"not": part}


def radiotherapy(days: int | None = None) -> dict[str, Any]:
    return {"had": {"event": "radiotherapy"} | ({} if days is None else {"within_days": days})}


def procedure(*kinds: str, days: int | None = None) -> dict[str, Any]:
    return {"had": {"event": "procedure", "kinds": list(kinds)} | ({} if days is None else {"within_days": days})}


MAJOR = {"had": {"event": "major surgery", "within_days": 28}}
BREAST = ("mastectomy", "breast conserving surgery")
NODES = procedure("axillary surgery")

LEFT: dict[str, Any] = {
    "condition": {"groups": ["toxicity of earlier treatment"], "status": "now", "at_least_grade": 2}
}
RECOVERED: dict[str, Any] = {"finding": {"name": "recovered from earlier treatment"}}
STOPPED: dict[str, Any] = {"exposed": {"to": {"drugs": ["fulvestrant"]}, "ended_by": ["toxicity"]}}

LOCAL_LINES: tuple[tuple[str, str, Any], ...] = (
    # which operation of the breast, and when
    ("inclusion", "Must have undergone lumpectomy or mastectomy with sentinel node biopsy", both(procedure(*BREAST), NODES)),
    ("inclusion", "Total mastectomy and level II axillary node dissection", both(procedure("mastectomy"), NODES)),
    ("inclusion", "No more than 10 weeks since total or partial mastectomy", procedure(*BREAST, days=70)),
    ("inclusion", "The interval between the last breast surgery and registration must be no more than 60 days", procedure(*BREAST, days=60)),
    ("inclusion", "No more than 8 weeks may elapse between definitive surgery and randomization", procedure(*BREAST, days=56)),
    ("exclusion", "Mastectomy with axillary dissection", both(procedure("mastectomy"), ASKED)),
    ("inclusion", "Biopsy-proven breast cancer", {"breast_cancer": {}}),
    ("inclusion", "Invasive breast cancer, excised with negative margins of at least 2 mm", both({"breast_cancer": {}}, procedure(*BREAST), {"finding": {"name": "clear resection margins"}}, ASKED)),
    ("exclusion", "Prior bilateral mastectomy", both(procedure("mastectomy"), ASKED)),
    ("exclusion", "Modified radical or total mastectomy", procedure("mastectomy")),
    # what does not count, told in a bracket behind it
    ("exclusion", "Major surgery within 4 weeks (a dental extraction is not considered major surgery)", both(MAJOR, no(ASKED))),
    ("inclusion", "At least 28 days since radiotherapy (except for a single painful rib)", either(no(radiotherapy(28)), ASKED)),
    ("inclusion", "At least 28 days since radiotherapy or major surgery, whichever was last", both(no(radiotherapy(28)), no(MAJOR))),
    # the time behind the second goes for the first, whatever stands behind it
    ("exclusion", "Major surgery or trauma within 28 days or a non-healing wound", either(MAJOR, {"condition": {"groups": ["traumatic injury"], "within_days": 28}}, {"condition": {"groups": ["wound"], "status": "now", "qualities": ["non healing"]}})),
    # spread that counts as threatening life, and what only has to be there as paper
    ("exclusion", "Life-threatening metastases, defined as extensive hepatic involvement, or brain or leptomeningeal involvement", either({"metastatic_sites": {"sites": ["brain"]}}, {"cns_disease": {"states": ["leptomeningeal"]}}, ASKED)),
    ("inclusion", "Records of any CNS treatment must be available for review", None),
    ("inclusion", "No surgical contra-indication", None),
    # a procedure that no list holds
    ("exclusion", "Lobectomy", procedure("lobectomy")),
    ("exclusion", "Open cholecystectomy within 4 weeks", procedure("open cholecystectomy", days=28)),
    ("exclusion", "History of corneal transplant", {"condition": {"groups": ["corneal transplant"]}}),
    ("inclusion", "Vasectomy", None),
    # of one organ, not of any
    ("exclusion", "History of lung transplantation", {"condition": {"groups": ["lung transplant"]}}),
    ("exclusion", "Organ transplant", {"condition": {"groups": ["transplant"]}}),
    # what is planned is for a human; the window of a list goes on
    ("exclusion", "Major surgery, open biopsy or significant traumatic injury within 28 days, or anticipation of need for major surgery during the study", either(MAJOR, both(procedure("biopsy", days=28), ASKED), {"condition": {"groups": ["traumatic injury"], "within_days": 28, "qualities": ["significant"]}}, ASKED)),
    ("exclusion", "Has had or is scheduled to have major surgery within 28 days", either(MAJOR, ASKED)),
    # where radiotherapy was
    ("exclusion", "Prior radiotherapy to the ipsilateral breast or axilla", both(radiotherapy(), ASKED)),
    ("exclusion", "Radiotherapy to a target or non-target lesion within 4 weeks", both(radiotherapy(28), ASKED)),
    ("exclusion", "Radiotherapy within 2 weeks, except if to a non-target lesion only", both(radiotherapy(14), no(ASKED))),
    ("inclusion", "More than 2 weeks since prior radiotherapy, except if to a non-target lesion only", either(no(radiotherapy(14)), ASKED)),
    ("inclusion", "Prior radiotherapy is allowed but must be completed at least 3 weeks before randomization", no(radiotherapy(21))),
    ("inclusion", "At least one measurable lesion that has not been irradiated", both(MEASURABLE, either(no(radiotherapy()), ASKED))),
    ("inclusion", "Previously irradiated areas must not be the only site of disease", either(no(radiotherapy()), ASKED)),
    # of an organ, in a way, for an illness: that stays with it
    ("exclusion", "Bowel irradiation within 5 weeks", both(radiotherapy(35), ASKED)),
    ("exclusion", "History of colorectal or bladder surgery", both({"had": {"event": "procedure"}}, ASKED)),
    ("inclusion", "No prior inguinal or pelvic radiotherapy", no(both(radiotherapy(), ASKED))),
    ("exclusion", "Surgery of the middle ear within 40 days", both({"had": {"event": "procedure", "within_days": 40}}, ASKED)),
    ("exclusion", "Surgery (with deep sedation) within 40 days", both({"had": {"event": "procedure", "within_days": 40}}, ASKED)),
    ("exclusion", "Radiation therapy for bone metastasis within 10 days, any other radiation therapy within 20 days", either(both(radiotherapy(10), ASKED), radiotherapy(20))),
    ("exclusion", "Radiation therapy, phototherapy or cryotherapy within 20 days", either(radiotherapy(20), procedure("phototherapy", days=20), procedure("cryotherapy", days=20))),
    ("exclusion", "Multiorgan transplant", {"condition": {"groups": ["transplant"], "qualities": ["multiorgan"]}}),
    # local treatment may have been irradiation or an operation
    ("exclusion", "Prior local therapy for breast cancer", either(both({"exposed": {"to": {"roles": ["anticancer"]}}}, ASKED), both(radiotherapy(), ASKED), both({"had": {"event": "procedure"}}, ASKED))),
    # a transplant has the time of the treatment beside it
    ("exclusion", "History of allogeneic stem cell transplant or CAR-T therapy within the last 40 days", either({"condition": {"groups": ["allogeneic stem cell transplant"], "within_days": 40}}, no({"washout": {"drugs": {"classes": ["CAR-T cell therapy"]}, "days": 40}}))),
    # what the trial takes or does not take as tissue
    ("inclusion", "Bone biopsies are not allowed", None),
    # who is not excluded, and what is required, in a sentence of its own
    ("exclusion", "Progression on platinum chemotherapy; those who received low-dose platinum in combination with radiation are not excluded", both({"exposed": {"to": {"classes": ["platinum"]}, "ended_by": ["progression"]}}, no(ASKED))),
    ("exclusion", "Radiotherapy within 20 days. Recovery to grade 1 or less from radiation-induced toxic effects, except alopecia, is required.", either(radiotherapy(20), no(ASKED))),
    # irradiation in the bracket of a general name is no drug
    ("exclusion", "Anticancer therapy (chemotherapy, radiotherapy and/or biotherapy) within 20 days", either(no({"washout": {"drugs": {"roles": ["anticancer"]}, "days": 20}}), radiotherapy(20))),
    ("exclusion", "Concurrent cancer therapy (chemotherapy, radiotherapy, immunotherapy)", either({"takes": {"drugs": {"roles": ["anticancer"]}}}, both(radiotherapy(), ASKED))),
    ("inclusion", "Radiotherapy completed at least 9 days before randomization to the spine and recovered", both(no(both(radiotherapy(9), ASKED)), RECOVERED)),
    # what is needed, or would be best, was not given
    ("exclusion", "Participants for whom an operation as the first step is the best option to treat their disease", None),
    ("exclusion", "Need for irradiation of the hip", None),
    # what no other agent may have been keeps out whoever had it
    ("exclusion", "Radiotherapy within 20 days. In addition, no kinase inhibitors may have been given by the local team.", either(radiotherapy(20), no(ASKED))),
    # once, or still to come
    ("exclusion", "Prior or planned stem cell transplantation", either({"condition": {"groups": ["stem cell transplant"]}}, ASKED)),
    ("exclusion", "Major surgery within 28 days, or plans for surgery within 5 weeks after the first dose", either(MAJOR, ASKED)),
    ("inclusion", "Patients must have a resection of the pancreas planned", None),
    ("inclusion", "Patients who will undergo surgery", None),
    # an exception in a bracket is no place
    ("inclusion", "At least 28 days since major surgery or radiotherapy (with exceptions for minor procedures)", None),
    # whoever had none for so long has none now
    ("inclusion", "More than 4 weeks since prior and no concurrent radiotherapy", no(radiotherapy(28))),
    # the setting before a list goes for the radiotherapy as well
    ("exclusion", "Preoperative chemotherapy or radiation therapy", either({"exposed": {"to": {"classes": ["chemotherapy"]}, "settings": ["neoadjuvant"]}}, both(radiotherapy(), ASKED))),
    ("exclusion", "Neo-adjuvant chemotherapy or radiation therapy", either({"exposed": {"to": {"classes": ["chemotherapy"]}, "settings": ["neoadjuvant"]}}, both(radiotherapy(), ASKED))),
    ("exclusion", "Prior chemotherapy or radiotherapy", either({"exposed": {"to": {"classes": ["chemotherapy"]}}}, radiotherapy())),
    # the scale of a grade adds nothing
    ("exclusion", "Peripheral neuropathy of grade 2 or more (NCI CTCAE version 5.0)", {"condition": {"groups": ["peripheral neuropathy"], "status": "now", "at_least_grade": 2}}),
    ("inclusion", "Pre-existing peripheral neuropathy must be grade 1 or less by CTCAE v4.03", no({"condition": {"groups": ["peripheral neuropathy"], "status": "now", "at_least_grade": 2}})),
    # recovery: exceptions in their own sentence, what is left and grave, of the blood
    ("inclusion", "Recovered to grade 1 or less from the toxicity of prior therapy. Participants with grade 2 neuropathy are eligible.", either(no(LEFT), ASKED)),
    ("exclusion", "Any toxicity of prior therapy that has not resolved to grade 1, except neuropathy, which must have resolved to grade 2", both(LEFT, no(ASKED))),
    ("exclusion", "Ongoing toxicity of grade 2 or greater from prior therapy, except alopecia", {"condition": {"groups": ["toxicity of earlier treatment"], "status": "now", "except_groups": ["alopecia"], "at_least_grade": 2}}),
    ("exclusion", "Persistent grade 2 or higher hematologic toxicity from prior therapy", {"condition": {"groups": ["toxicity of earlier treatment"], "status": "now", "at_least_grade": 2, "qualities": ["hematologic"]}}),
    ("exclusion", "Unresolved serious toxicity from prior therapy", {"condition": {"groups": ["toxicity of earlier treatment"], "status": "now", "qualities": ["unresolved serious toxicity from prior therapy"]}}),
    ("inclusion", "A zorbic wash of three weeks, and recovered from the effects of prior surgery", both(ASKED, RECOVERED)),
    ("inclusion", "Patients may have had a zorbic wash, and recovered from the effects of it", None),
    # what stands before an illness is the illness's, not the cancer's
    ("exclusion", "Refractory nausea", {"condition": {"groups": ["nausea"], "status": "now", "qualities": ["refractory"]}}),
    ("exclusion", "Gastrointestinal disease resulting in an inability to take oral medication", {"condition": {"groups": ["gastrointestinal disease"], "qualities": ["resulting in inability to take oral medication"]}}),
    ("exclusion", "Prior surgical procedures affecting absorption", both({"had": {"event": "procedure"}}, ASKED)),
    # what ended a treatment
    ("exclusion", "Discontinued prior fulvestrant due to toxicity", STOPPED),
    ("exclusion", "Discontinued prior fulvestrant due to grade 3 or higher adverse event", both(STOPPED, ASKED)),
    ("exclusion", "Discontinued prior fulvestrant due to relocation", None),
    ("exclusion", "Grade 3 or higher immune-related adverse event from prior immunotherapy", {"condition": {"groups": ["immune-related adverse event"], "at_least_grade": 3}}),
)  # fmt: skip

# Set aside: what is planned, what is examined when. What was done, or has to be found, never is.
ASIDE: tuple[tuple[str, str, str], ...] = (
    ("exclusion", "Patient is planning major surgery within the next 6 months", "logistics"),
    ("exclusion", "Scheduled free flap reconstruction", "logistics"),
    ("exclusion", "Regional radiotherapy is indicated", "logistics"),
    ("exclusion", "Anticipation of need for major surgery (other than the required breast surgery) during the study and for at least 3 months following the last dose", "logistics"),
    ("exclusion", "Planned surgery during the study or major surgery within 4 weeks", "not understood"),
    ("exclusion", "Undergoing postoperative management for cataract surgery", "not understood"),
    ("inclusion", "Surgery: See Disease Characteristics", "note"),
    ("inclusion", "Bilateral mammogram within 3 months before randomization", "logistics"),
    ("inclusion", "Must have had breast imaging with ultrasound or MRI within 6 weeks prior to registration", "logistics"),
    ("inclusion", "Suspicious lesion on a mammogram within 3 months", "not understood"),
    ("inclusion", "Currently receiving treatment with medical castration", "not understood"),
)  # fmt: skip
