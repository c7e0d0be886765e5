"""Lines about receptors, ages, performance and what can be measured, written for this book: section, text, plain form (None: unread)."""

from __future__ import annotations

from typing import Any

from tests.unit.reading.disease_lines import (
    ASKED,
    BREAST,
    ER,
    EVALUABLE,
    HER2,
    MEASURABLE,
    METASTATIC,
    NO_ER,
    NO_HER2,
    NO_PR,
    PR,
    age,
    ecog,
    receptor,
)

NON_MEASURABLE: dict[str, Any] = {"finding": {"name": "non-measurable disease"}}
BONE_ONLY: dict[str, Any] = {"spread": {"pattern": "bone only"}}
NOT_METASTATIC: dict[str, Any] = {"not": METASTATIC}
TWO_PLUS: dict[str, Any] = {"her2_score": {"scores": ["2+"]}}
ANY_HER2 = receptor("HER2", "positive", "low", "ultralow", "zero", "negative")
ANY_ER = receptor("ER", "positive", "low positive", "negative")
ANY_PR = receptor("PR", "positive", "negative")


UNRESECTABLE: dict[str, Any] = {"finding": {"name": "locally advanced unresectable disease"}}
LOCAL: dict[str, Any] = {"finding": {"name": "locally advanced disease"}}
LYTIC: dict[str, Any] = {"condition": {"groups": ["lytic bone lesion"]}}


def kind(name: str) -> dict[str, Any]:
    return {"cancer_type": {"kinds": [name]}}


def karnofsky(**bounds: int) -> dict[str, Any]:
    return {"performance": {"scale": "Karnofsky", **bounds}}


def tnm(axis: str, *categories: str, staged: str | None = None) -> dict[str, Any]:
    return {"tnm_category": {"axis": axis, "categories": list(categories), **({"staged": staged} if staged else {})}}


RECEPTOR_PERSON_LINES: tuple[tuple[str, str, Any], ...] = (
    # a result beside a call says what the call says
    ("inclusion", "HER2-negative by CISH or FISH, or 0 or 1+ by immunohistochemistry", NO_HER2),
    ("exclusion", "HER2 overexpression either by IHC 3+ or FISH+", HER2),
    ("inclusion", "HER2-negative, defined as IHC 0 or 1+, or a FISH ratio < 2.0", NO_HER2),
    ("exclusion", "HER2-negative or IHC 3+", {"any_of": [NO_HER2, ASKED]}),
    ("inclusion", "IHC 0, IHC 1+", {"her2_score": {"scores": ["0", "1+"]}}),
    ("inclusion", "HER2 overexpression (IHC 3+) must be confirmed by the central laboratory", {"her2_score": {"scores": ["3+"]}}),
    ("inclusion", "HER2 status must be centrally tested and must be HER2-positive", HER2),
    ("inclusion", "HER2-positive breast cancer defined as 2+ staining by immunohistochemistry together with HER2 gene amplification by FISH", {"all_of": [TWO_PLUS, {"her2_ish": {"states": ["amplified"]}}, BREAST]}),
    ("inclusion", "If IHC is 2+, FISH must be negative", {"when": {"condition": TWO_PLUS, "then": {"her2_ish": {"states": ["not amplified"]}}}}),
    ("exclusion", "If IHC is 2+, FISH must be negative", None),
    ("inclusion", "HER2 1-2+ expression by IHC or", {"her2_score": {"scores": ["1+", "2+"]}}),
    ("inclusion", "Confirmation of HER2 biomarker eligibility based on valid results from central testing of tumor tissue documenting HER2-positivity", HER2),
    # whether a result is there at all
    ("exclusion", "HER2 status unknown", {"not": ANY_HER2}),
    ("exclusion", "Unknown hormone receptor status", {"any_of": [{"not": ANY_ER}, {"not": ANY_PR}]}),
    ("inclusion", "HER2 status unknown", None),
    ("inclusion", "Estrogen and progesterone receptor status of the primary tumor known or pending", {"any_of": [{"all_of": [ANY_ER, ANY_PR]}, ASKED]}),
    # either kind of one disease
    ("exclusion", "Triple negative (ER-/PR-/HER2-) or HER2+ breast cancer", {"all_of": [{"any_of": [{"all_of": [NO_ER, NO_PR, NO_HER2]}, HER2]}, BREAST]}),
    ("inclusion", "Expression of ER or PR and negative expression of HER2", {"all_of": [{"any_of": [ER, PR]}, NO_HER2]}),
    # a bracket that nothing opened ends nothing, but where the line may be the end of another
    ("inclusion", "HER2-positive breast cancer)", {"all_of": [HER2, BREAST]}),
    ("inclusion", "tamoxifen, toremifene)", None),
    # signs that were lost let their number in
    ("inclusion", "Women aged  20 and  70 years", {"all_of": [{"has_sex": {"sex": "female"}}, age(20, 70)]}),
    ("exclusion", "Patient is <20 or  80 years of age", {"any_of": [age(None, 19), age(80)]}),
    ("exclusion", "Patient is <20 or  10 years of age", None),
    # ages
    ("inclusion", "At least 5 and maximally 12 years of age", age(5, 12)),
    ("inclusion", "Patients must be ≥ 3 years and ≤ 25 years", age(3, 25)),
    ("inclusion", "Patients must be 30 years of age and less", age(None, 30)),
    ("inclusion", "Participants over 20 years of age, regardless of gender or race", age(20)),
    ("inclusion", "Adult patients (age 21 or older)", age(21)),
    ("exclusion", "Outside the age range of 20-60", {"not": age(20, 60)}),
    ("inclusion", "Outside the age range of 20-60", None),
    ("exclusion", "Women under the age of 20 will not be eligible", age(None, 19)),
    ("inclusion", "Women under the age of 20 will not be eligible", None),
    # performance
    ("inclusion", "Performance status 0, 1 or 2", ecog(2)),
    ("inclusion", "ECOG performance status 0-1 or better", ecog(1)),
    ("inclusion", "Baseline performance status must be ECOG 0 or 1", ecog(1)),
    ("exclusion", "Performance status of < 70% (Karnofsky)", karnofsky(at_most=60)),
    ("inclusion", "Karnofsky performance status of at least 60 (i.e. able to care for most of the own needs)", karnofsky(at_least=60)),
    ("exclusion", "Patient has an ECOG score of 4", {"performance": {"scale": "ECOG", "at_least": 4}}),
    ("exclusion", "Patient has an ECOG score of 2", {"all_of": [{"performance": {"scale": "ECOG", "at_least": 2}}, ASKED]}),
    # a number without its sign: itself, or a limit; beyond it nobody fits either way
    ("inclusion", "ECOG performance status 2", {"all_of": [ecog(2), ASKED]}),
    ("inclusion", "Karnofsky performance status 70", {"all_of": [karnofsky(at_least=70), ASKED]}),
    ("inclusion", "ECOG performance status 0", ecog(0)),
    # what can be measured, and by which sizes the criteria call it so
    ("inclusion", "At least one measurable lesion according to [RECIST; 2000], or bone-only disease", {"any_of": [MEASURABLE, BONE_ONLY]}),
    ("inclusion", "Measurable disease or non measurable disease bone lesions in the absence of measurable disease", {"any_of": [MEASURABLE, {"metastatic_sites": {"sites": ["bone"]}}]}),
    ("inclusion", "One or more lesions that are measurable and/or non-measurable and that can be accurately assessed at baseline", {"any_of": [MEASURABLE, NON_MEASURABLE]}),
    ("inclusion", "At least one measurable lesion greater than or equal to 10 mm in the longest diameter for a non-lymph node or greater than or equal to 15 mm in the short axis for a lymph node", MEASURABLE),
    ("inclusion", "Measurable disease of ≥ 20 mm by conventional CT or ≥ 10 mm by spiral CT", MEASURABLE),
    ("inclusion", "Measurable disease of ≥ 20 mm", {"all_of": [MEASURABLE, ASKED]}),
    ("inclusion", "Uni-dimensionally measurable disease (CT or MRI)", MEASURABLE),
    ("inclusion", "Measurable or evaluable disease by physical exam, plain radiograph, CT scan, or MRI", {"any_of": [MEASURABLE, EVALUABLE]}),
    ("inclusion", "Radiographic or clinical evidence of at least one site of measurable disease", MEASURABLE),
    ("inclusion", "Within 28 days before the first dose of study drug, patients must have at least one measurable lesion", MEASURABLE),
    ("inclusion", "Patients must have measurable disease. Bone-only disease is allowed.", {"any_of": [MEASURABLE, BONE_ONLY]}),
    # the stage in more spellings
    ("inclusion", "Clinically or ultrasound axillary N0", tnm("N", "N0", staged="clinical")),
    ("inclusion", "Pathologic T 1, 2 or 3, N 1 or 2 disease", {"all_of": [tnm("T", "T1", "T2", "T3", staged="pathologic"), tnm("N", "N1", "N2", staged="pathologic")]}),
    ("inclusion", "TNM classification at time of diagnosis: T1-2, N0, M0", {"all_of": [tnm("T", "T1", "T2"), tnm("N", "N0"), NOT_METASTATIC]}),
    ("inclusion", "4 or more involved axillary lymph nodes (N2)", {"all_of": [{"finding": {"name": "node-positive disease"}}, ASKED]}),
    ("inclusion", "Operable, histologically confirmed adenocarcinoma of the female breast", {"all_of": [{"finding": {"name": "operable disease"}}, BREAST]}),
    # what cannot be operated on, beside metastases
    ("inclusion", "Inoperable metastatic or locally advanced breast cancer", {"all_of": [{"any_of": [METASTATIC, UNRESECTABLE]}, BREAST]}),
    ("inclusion", "Metastatic or advanced and unresectable breast cancer", {"all_of": [{"any_of": [METASTATIC, UNRESECTABLE]}, BREAST]}),
    ("inclusion", "Unresectable stage III or IV melanoma", {"all_of": [{"any_of": [{"all_of": [{"stage": {"groups": ["III"]}}, UNRESECTABLE]}, {"stage": {"groups": ["IV"]}}]}, {"cancer_type": {"kinds": ["melanoma"]}}]}),
    ("inclusion", "Unresectable metastatic disease", {"all_of": [METASTATIC, ASKED]}),
    ("inclusion", "Inoperable or metastatic solid tumor", {"all_of": [{"any_of": [UNRESECTABLE, METASTATIC]}, {"cancer_type": {"kinds": ["solid tumour"]}}]}),
    # a lytic lesion is a way to be measured, in a definition as well
    ("inclusion", "Measurable disease or at least one predominantly lytic bone lesion", {"any_of": [MEASURABLE, LYTIC]}),
    ("inclusion", "Measurable disease, i.e. at least one measurable lesion by RECIST 1.1 or at least one lytic bone lesion", {"any_of": [MEASURABLE, LYTIC]}),
    # what is enough in one part of a trial only
    ("inclusion", "Evaluable disease is allowed in dose escalation; patients in dose expansion must have measurable disease", {"any_of": [MEASURABLE, {"all_of": [EVALUABLE, ASKED]}]}),
    ("inclusion", "Measurable disease for the phase 2 part, ECOG 0 for the phase 1 part", None),
    # cancers by their cells and a list of organs
    ("inclusion", "Squamous cell carcinoma of the oral cavity, larynx or hypopharynx", {"all_of": [kind("head and neck"), ASKED]}),
    ("inclusion", "Adenocarcinoma originating from the rectum or colon", kind("colorectal")),
    ("inclusion", "Cancer of the pancreas or stomach", {"cancer_type": {"kinds": ["pancreatic", "gastric"]}}),
    ("inclusion", "Lung or head and neck cancer", {"cancer_type": {"kinds": ["lung", "head and neck"]}}),
    ("inclusion", "Breast, prostate or thyroid solid tumor cancer", {"cancer_type": {"kinds": ["breast", "prostate", "thyroid"]}}),
    ("inclusion", "Squamous cell or undifferentiated gastric cancer", {"all_of": [kind("gastric"), ASKED]}),
    ("inclusion", "Transitional cell carcinoma of the bladder", kind("urothelial")),
    # genes
    ("inclusion", "KRAS p.G12D mutation", {"has_variant": {"genes": ["KRAS"], "proteins": ["G12D"]}}),
    ("inclusion", "RAS mutation", {"has_variant": {"genes": ["KRAS", "NRAS", "HRAS"]}}),
    ("inclusion", "RAS pathway mutation", None),
    ("inclusion", "EGFR mutation (exon 19 deletion or L858R)", {"any_of": [{"has_variant": {"genes": ["EGFR"], "exon": "19"}}, {"has_variant": {"genes": ["EGFR"], "proteins": ["L858R"]}}]}),
    ("inclusion", "Documentation of a deleterious, suspected deleterious or pathogenic germline BRCA1 mutation", {"has_variant": {"genes": ["BRCA1"], "origin": "germline", "pathogenic": True}}),
    ("inclusion", "Loss of function germline or tumor mutation in BRCA1 or PALB2", {"has_variant": {"genes": ["BRCA1", "PALB2"]}}),
    # recent and planned
    ("exclusion", "Current, recent (within 4 weeks of the first infusion of this study), or planned participation in an experimental drug study", {"any_of": [{"not": {"washout": {"drugs": {"classes": ["investigational drug"]}, "days": 28}}}, ASKED]}),
    # the last of a list is weighed, and what stands before it keeps out by itself
    ("exclusion", "Sarcoidosis, or any other illness that, in the investigator's opinion, could interfere with the study", {"any_of": [{"condition": {"groups": ["sarcoidosis"]}}, ASKED]}),
    ("exclusion", "Psychiatric illness or any other condition that would limit compliance", None),
    ("exclusion", "Sarcoidosis that in the opinion of the investigator is unstable, or any other illness that would interfere", None),
    ("exclusion", "Conditions such as sarcoidosis or any other illness that would interfere with the study", None),
    ("inclusion", "Disease evaluable for response by appropriate criteria", EVALUABLE),
    # a bracket behind the last of several ways is said of the last
    ("inclusion", "Locally advanced or metastatic (stage IV) disease", {"any_of": [LOCAL, METASTATIC]}),
    ("inclusion", "Metastatic or locally advanced (stage III) breast cancer", {"all_of": [{"any_of": [METASTATIC, {"all_of": [LOCAL, {"stage": {"groups": ["III"]}}]}]}, BREAST]}),
    ("inclusion", "Locally advanced or metastatic (American Joint Committee on Cancer [AJCC] stage IV) disease", {"any_of": [LOCAL, METASTATIC]}),
    # a definition that denies its word is none
    ("inclusion", "No HER2 overexpression (0, 1+ or 2+ and FISH not amplified)", NO_HER2),
    ("inclusion", "HER2 overexpression (IHC 0 or 1+)", {"all_of": [HER2, ASKED]}),
    ("inclusion", "HER2/neu 0, 1+ or 2+", {"her2_score": {"scores": ["0", "1+", "2+"]}}),
    ("inclusion", "HER2-low or HER2-0", {"any_of": [receptor("HER2", "low"), receptor("HER2", "zero")]}),
    ("inclusion", "Estrogen receptor positive > 10%", {"receptor_percent": {"marker": "ER", "limits": {"above": "10"}}}),
    # words before one noun
    ("exclusion", "Inflammatory or bilateral breast cancer", {"any_of": [{"finding": {"name": "inflammatory breast cancer"}}, {"finding": {"name": "bilateral breast cancer"}}]}),
    ("exclusion", "Bilateral breast cancer or multiple tumors within their breast", {"any_of": [{"finding": {"name": "bilateral breast cancer"}}, {"finding": {"name": "multicentric or multifocal disease"}}]}),
    ("inclusion", "Participants with bone only disease must have at least one lytic bone lesion", {"when": {"condition": BONE_ONLY, "then": LYTIC}}),
)  # fmt: skip
