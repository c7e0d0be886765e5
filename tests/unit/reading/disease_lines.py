"""Lines about the disease and the person in the words of registries, written for this book: section, text, plain form (None: unread)."""

from __future__ import annotations

from typing import Any

ASKED: dict[str, Any] = {"ask_human": {"question": "asked", "because": "judged"}}
BREAST: dict[str, Any] = {"breast_cancer": {}}
METASTATIC: dict[str, Any] = {"metastatic": {}}
MEASURABLE: dict[str, Any] = {"finding": {"name": "measurable disease"}}
EVALUABLE: dict[str, Any] = {"finding": {"name": "evaluable disease"}}


def age(low: int | None = None, high: int | None = None) -> dict[str, Any]:
    bounds = {"at_least_years": low, "at_most_years": high}
    return {"age": {name: bound for name, bound in bounds.items() if bound is not None}}


def ecog(high: int) -> dict[str, Any]:
    return {"performance": {"scale": "ECOG", "at_most": high}}


def receptor(marker: str, *calls: str) -> dict[str, Any]:
    return {"receptor": {"marker": marker, "calls": list(calls)}}


ER, PR = receptor("ER", "positive", "low positive"), receptor("PR", "positive")
NO_ER, NO_PR = receptor("ER", "negative"), receptor("PR", "negative")
HER2, NO_HER2 = receptor("HER2", "positive"), receptor("HER2", "negative")

DISEASE_LINES: tuple[tuple[str, str, Any], ...] = (
    # how, where and when it was found changes nothing
    ("inclusion", "HER2-positive by the most recent ASCO/CAP guidelines, as determined by central laboratory testing of a tumor sample", HER2),
    ("inclusion", "Age of at least 18 years on the date of signing the written informed consent form", age(18)),
    ("inclusion", "Measurable disease according to RECIST version 1.1 on CT, PET/CT or magnetic resonance imaging", MEASURABLE),
    # ... but a number, or another way in, is no such tail
    ("inclusion", "HER2-negative by IHC 0", {"her2_score": {"scores": ["0"]}}),
    ("inclusion", "Measurable disease by CT or bone marrow infiltration", None),
    # ages and performance in other words
    ("inclusion", "Men and women of at least 21 years of age", age(21)),
    ("inclusion", "From age 20 to age 64 years", age(20, 64)),
    ("inclusion", "Female patients (age 30-60 years)", {"all_of": [{"has_sex": {"sex": "female"}}, age(30, 60)]}),
    ("exclusion", "Minors less than 16 years old", age(None, 15)),
    ("exclusion", "Age <21 or >70 years", {"any_of": [age(None, 20), age(70)]}),
    ("inclusion", "Functional state 0-2 on the ECOG scale", ecog(2)),
    ("inclusion", "ECOG 0-2 (Karnofsky >= 60%)", {"any_of": [ecog(2), {"performance": {"scale": "Karnofsky", "at_least": 60}}]}),
    # an age in weeks or months is none in years
    ("inclusion", "Infants between 4 and 8 weeks of age", None),
    ("inclusion", "Age 6 months to 12 years", {"all_of": [age(None, 12), ASKED]}),
    # nobody keeps out those whom the trial is about
    ("exclusion", "Age >= 18 years", None),
    ("exclusion", "ECOG performance status 0-1", None),
    ("exclusion", "ECOG performance status 2-4", {"performance": {"scale": "ECOG", "at_least": 2, "at_most": 4}}),
    # receptors: the sign behind the last, any tumour, numbers of copies
    ("inclusion", "Tumors must be ER-, PgR- and HER2-negative", {"all_of": [NO_ER, NO_PR, NO_HER2]}),
    ("inclusion", "HER2-positive in the primary tumor or metastatic lesion", HER2),
    ("inclusion", "HER2/CEP17 ratio < 2.0 with an average HER2 copy number < 4.0 signals/cell", {"her2_ish": {"ratio": {"below": "2.0"}, "copies": {"below": "4.0"}}}),
    ("inclusion", "Absence of HER2 gene amplification", NO_HER2),
    # a demand whose head is understood; the rest stays for a human
    ("inclusion", "Breast cancer that has come back after an earlier trial of this group", {"all_of": [BREAST, ASKED]}),
    ("inclusion", "Metastatic breast cancer that has grown or spread further since the last visit", {"all_of": [METASTATIC, BREAST, ASKED]}),
    # ... and those in which it is no demand of everybody
    ("inclusion", "Hormone receptor negatives must have received an earlier vaccine", None),
    ("inclusion", "Breast cancer with skin changes, or ovarian cancer", None),
    ("inclusion", "Metastatic work-up completed before the first visit", None),
    ("inclusion", "No refractory pain due to metastatic disease", {"not": {"condition": {"groups": ["pain"], "status": "now", "qualities": ["refractory", "due to metastatic disease"]}}}),
    # what can be measured, in other words
    ("inclusion", "Measurable or non-measurable, but evaluable, disease", {"any_of": [MEASURABLE, EVALUABLE]}),
    ("inclusion", "At least one lesion that can be accurately measured in at least one dimension", MEASURABLE),
    ("inclusion", "Measurable disease, or bone lesions in the absence of measurable disease", {"any_of": [MEASURABLE, {"metastatic_sites": {"sites": ["bone"]}}]}),
    ("inclusion", "Measurable disease is defined as a lesion of at least 10 mm", None),
    ("inclusion", "HER2 positivity is defined as IHC 3+ or FISH-positive", None),
    # what is asked in one part of a trial only
    ("inclusion", "Measurable disease (phase 2 only)", {"any_of": [{"not": ASKED}, MEASURABLE]}),
    # cancers that share a noun; kind and receptors that two extents share
    ("inclusion", "Stage IV breast, ovarian, or colorectal cancer", {"all_of": [{"stage": {"groups": ["IV"]}}, {"cancer_type": {"kinds": ["breast", "ovarian", "colorectal"]}}]}),
    ("inclusion", "Pancreatic or biliary tract cancer", {"cancer_type": {"kinds": ["pancreatic", "biliary tract"]}}),
    ("inclusion", "HER2-positive locally advanced unresectable breast cancer or metastatic breast cancer", {"all_of": [HER2, {"any_of": [{"finding": {"name": "locally advanced unresectable disease"}}, METASTATIC]}, BREAST]}),
    ("inclusion", "Metastatic or advanced unresectable solid tumor", {"all_of": [{"any_of": [METASTATIC, {"finding": {"name": "locally advanced unresectable disease"}}]}, {"cancer_type": {"kinds": ["solid tumour"]}}]}),
    ("inclusion", "Metastatic breast cancer or locally advanced ovarian cancer", {"any_of": [{"all_of": [METASTATIC, BREAST]}, {"all_of": [{"finding": {"name": "locally advanced disease"}}, {"cancer_type": {"kinds": ["ovarian"]}}]}]}),
    # said of one of two ways in, it narrows that way and not the other
    ("inclusion", "Locally advanced or metastatic disease; locally advanced disease must not be amenable to resection with curative intent", {"any_of": [{"finding": {"name": "locally advanced unresectable disease"}}, METASTATIC]}),
    ("inclusion", "Locally advanced or metastatic disease; locally advanced disease must not be amenable to resection or radiotherapy with curative intent", {"any_of": [{"all_of": [{"finding": {"name": "locally advanced disease"}}, {"not": {"finding": {"name": "candidate for curative treatment"}}}]}, METASTATIC]}),
    # among what keeps out each of a list stands by itself, and "women" is anybody
    ("exclusion", "Bilateral breast cancer, bone metastases as the only site of disease or inflammatory breast cancer", {"any_of": [{"finding": {"name": "bilateral breast cancer"}}, {"spread": {"pattern": "bone only"}}, {"finding": {"name": "inflammatory breast cancer"}}]}),
    ("exclusion", "Women with a deleterious BRCA 1 or BRCA 2 mutation", {"has_variant": {"genes": ["BRCA1", "BRCA2"], "pathogenic": True}}),
    ("inclusion", "Known mutation in breast cancer susceptibility gene 1 (BRCA1) or breast cancer susceptibility gene 2 (BRCA2)", {"has_variant": {"genes": ["BRCA1", "BRCA2"]}}),
    ("inclusion", "Life expectancy of at least 4 months (16 weeks)", {"lab_value": {"analyte": "life expectancy", "limits": {"at_least": "4"}, "unit": "mo"}}),
    ("inclusion", "At least 18 years of age, or of legal age in the country of residence", {"any_of": [age(18), ASKED]}),
    ("inclusion", "Male or female, of any race, at least 30 years of age (inclusive)", age(30)),
    ("inclusion", "Children aged 6 months to 14 years", {"all_of": [age(None, 14), ASKED]}),
    # named changes of a gene, and exons
    ("inclusion", "Tumors must harbor a KRAS G12C mutation confirmed by a CLIA-certified laboratory", {"has_variant": {"genes": ["KRAS"], "proteins": ["G12C"]}}),
    ("inclusion", "EGFR exon 19 deletion or L858R mutation", {"any_of": [{"has_variant": {"genes": ["EGFR"], "exon": "19"}}, {"has_variant": {"genes": ["EGFR"], "proteins": ["L858R"]}}]}),
    ("inclusion", "BRAF V600 mutation", {"has_variant": {"genes": ["BRAF"], "proteins": ["V600"], "level": "codon"}}),
    # how many sites, how much of an organ, not metastatic
    ("inclusion", "No more than 4 metastatic sites", {"not": {"metastatic_sites": {"at_least": 5}}}),
    ("exclusion", "More than 2 different metastatic sites", {"metastatic_sites": {"at_least": 3}}),
    ("exclusion", "More than 60% liver involvement by metastases", {"all_of": [{"metastatic_sites": {"sites": ["liver"]}}, ASKED]}),
    ("inclusion", "Histologically confirmed non-metastatic adenocarcinoma of the breast", {"all_of": [{"not": METASTATIC}, BREAST]}),
    ("inclusion", "Metastatic or chest wall recurrent disease", {"any_of": [METASTATIC, {"finding": {"name": "chest wall recurrence"}}]}),
    # A/B or C/D: what a slash ties comes together first
    ("inclusion", "Patient must have one of the following types of breast cancer: ER+/PgR+/HER2- or ER+/PgR-/HER2-", {"any_of": [{"all_of": [ER, PR, NO_HER2]}, {"all_of": [ER, NO_PR, NO_HER2]}]}),
    ("inclusion", "Diagnosed with one of the following cancers: 1) stage I-II breast cancer; 2) stage III ovarian cancer; or 3) stage II sarcoma", {"any_of": [{"all_of": [{"stage": {"groups": ["I", "II"]}}, BREAST]}, {"all_of": [{"stage": {"groups": ["III"]}}, {"cancer_type": {"kinds": ["ovarian"]}}]}, {"all_of": [{"stage": {"groups": ["II"]}}, {"cancer_type": {"kinds": ["sarcoma"]}}]}]}),
    ("inclusion", "At least 2 metastatic sites, at least one measurable lesion", {"all_of": [{"metastatic_sites": {"at_least": 2}}, MEASURABLE]}),
    # the last of what is asked for
    ("inclusion", "Adequate blood counts, liver function and ECOG performance status 0-1", {"all_of": [ecog(1), ASKED]}),
    # among what keeps out: whoever has not the head is not kept out by it; what it includes may be more
    ("exclusion", "Stage IIIB disease (with a fixed tumor)", {"all_of": [{"stage": {"groups": ["IIIB"]}}, ASKED]}),
    ("exclusion", "Stage IIIB disease (zorbic flanxery)", None),
    ("inclusion", "Females aged >= 21 years and less than 70 years", {"all_of": [{"has_sex": {"sex": "female"}}, age(21, 69)]}),
    ("exclusion", "Distant metastases, including nodes of the other side", {"any_of": [METASTATIC, ASKED]}),
    ("exclusion", "Locally advanced disease that has to be irradiated, or skin nodules", None),
    ("exclusion", "Inflammatory breast cancer, multifocal tumor (of 4 cm or more)", {"any_of": [{"all_of": [{"finding": {"name": "inflammatory breast cancer"}}, ASKED]}, {"all_of": [{"finding": {"name": "multicentric or multifocal disease"}}, ASKED]}]}),
    ("inclusion", "HER2 positive or negative", None),
    # what a clinician sees, by its own name
    ("inclusion", "Supraclavicular lymph node involvement", {"finding": {"name": "supraclavicular or infraclavicular node involvement"}}),
    ("exclusion", "Tumor with direct extension to the chest wall or skin (T4a-c)", {"finding": {"name": "tumour fixed to chest wall or skin"}}),
    ("exclusion", "Lesions invading or encasing any major blood vessel", {"finding": {"name": "tumour invading major vessels"}}),
    ("exclusion", "Liver only metastatic disease", {"all_of": [{"metastatic_sites": {"sites": ["liver"]}}, ASKED]}),
    ("exclusion", "Bone only metastases", {"spread": {"pattern": "bone only"}}),
    ("inclusion", "Blastic only bone lesions are not allowed", None),
    # hormone receptors are of the breast cancer alone; a list of cancers is no demand of its first
    ("inclusion", "Triple negative breast cancer, ovarian cancer or melanoma", {"any_of": [{"all_of": [NO_ER, NO_PR, NO_HER2, BREAST]}, {"cancer_type": {"kinds": ["ovarian", "melanoma"]}}]}),
    ("inclusion", "Patients with lung cancer, triple negative breast cancer and sarcoma must have measurable disease", None),
    ("inclusion", "Metastatic melanoma", {"all_of": [METASTATIC, {"cancer_type": {"kinds": ["melanoma"]}}]}),
    ("inclusion", "Patients with a micrometastasis (0.2-2 mm) will be considered N1", None),
    ("inclusion", "History of lobular carcinoma in situ, ductal carcinoma in situ or stage II breast cancer", {"any_of": [{"condition": {"groups": ["lobular carcinoma in situ"]}}, {"condition": {"groups": ["ductal carcinoma in situ"]}}, {"all_of": [{"stage": {"groups": ["II"]}}, BREAST]}]}),
    ("exclusion", "History of ipsilateral or contralateral invasive breast cancer", {"all_of": [BREAST, ASKED]}),
    ("inclusion", "The diagnosis of breast cancer established by biopsy", BREAST),
    # an inoperable cancer is metastatic, or has grown too far; what came back is what stands behind it
    ("inclusion", "Inoperable hormone receptor-positive breast cancer", {"all_of": [{"any_of": [METASTATIC, {"finding": {"name": "locally advanced unresectable disease"}}]}, {"any_of": [ER, PR]}, BREAST]}),
    ("inclusion", "Inoperable locally advanced breast cancer", {"all_of": [{"finding": {"name": "locally advanced unresectable disease"}}, BREAST]}),
    ("inclusion", "Metastatic or relapsed locally advanced breast cancer", {"all_of": [{"any_of": [METASTATIC, {"all_of": [{"finding": {"name": "recurrent disease"}}, {"finding": {"name": "locally advanced disease"}}]}]}, BREAST]}),
    # two things of one disease
    ("inclusion", "Stage IV breast cancer with metastases to the bone", {"all_of": [{"stage": {"groups": ["IV"]}}, BREAST, {"metastatic_sites": {"sites": ["bone"]}}]}),
    ("inclusion", "Lung cancer harboring an EGFR mutation", {"all_of": [{"cancer_type": {"kinds": ["lung"]}}, {"has_variant": {"genes": ["EGFR"]}}]}),
    ("inclusion", "The tumor must be invasive carcinoma of the breast", BREAST),
    ("inclusion", "Advanced breast cancer (locally advanced or metastatic)", {"all_of": [{"any_of": [{"finding": {"name": "locally advanced disease"}}, METASTATIC]}, BREAST]}),
    ("inclusion", "KRASG12D mutation", {"has_variant": {"genes": ["KRAS"], "proteins": ["G12D"]}}),
    ("inclusion", "At least one measurable lesion and/or non-measurable disease evaluable by RECIST 1.1", {"any_of": [MEASURABLE, EVALUABLE]}),
    # grown-ups; both sides of an age
    ("inclusion", "Adults (age 18 years or older)", age(18)),
    ("inclusion", "Women aged 18 years are eligible for lunch", None),
    ("exclusion", "Under the age of 18 and over the age of 80", {"any_of": [age(None, 17), age(80)]}),
    ("inclusion", "ECOG performance status 0,1 or2", ecog(2)),
    # among what keeps out "and" gathers what keeps out each; of one list the first is not demanded of everybody
    ("exclusion", "Stage IIIC, and inflammatory breast cancer", {"any_of": [{"stage": {"groups": ["IIIC"]}}, {"finding": {"name": "inflammatory breast cancer"}}]}),
    ("inclusion", "Resectable, borderline resectable or metastatic breast cancer", None),
    ("exclusion", "No locally recurrent breast cancer", {"all_of": [{"finding": {"name": "local recurrence"}}, BREAST]}),
    # what nobody can meet was taken from two groups of people
    ("inclusion", "HER2-positive and HER2-negative breast cancer", None),
    ("inclusion", "At least 20 years of age in one country, at least 18 years of age elsewhere", None),
    ("inclusion", "18 to 55 years of age for volunteers and 18 to 65 years of age for patients", None),
    ("exclusion", "High risk of colorectal cancer", None),
    # what cannot be operated on says nothing of the extent; a receptor of whatever kind asks nothing
    ("exclusion", "Unresectable disease", None),
    ("inclusion", "Unresectable mesothelioma", {"all_of": [{"cancer_type": {"kinds": ["mesothelioma"]}}, ASKED]}),
    (
        "inclusion",
        "Metastatic or recurrent locally advanced HER2-positive breast cancer",
        {"all_of": [HER2, {"any_of": [METASTATIC, {"all_of": [{"finding": {"name": "recurrent disease"}}, {"finding": {"name": "locally advanced disease"}}]}]}, BREAST]},
    ),
    ("inclusion", "Stage IIIB with pleural effusion or stage IV breast cancer", None),
    ("inclusion", "New diagnosis of lung cancer, stage IIIB with a positive pleural or pericardial effusion or stage IV", None),
    ("inclusion", "Locally advanced (stage IIIB) not amenable to curative therapy or metastatic (stage IV) lung cancer that carries a change", None),
    ("inclusion", "HER2-positive or HER2-negative metastatic breast cancer", {"all_of": [METASTATIC, BREAST]}),
    ("inclusion", "ER-positive or ER-negative, HER2-negative breast cancer", {"all_of": [NO_HER2, BREAST]}),
    ("inclusion", "Known HER2 status", {"receptor": {"marker": "HER2", "calls": ["positive", "low", "ultralow", "zero", "negative"]}}),
    ("exclusion", "Pregnant (subject or household contact)", {"any_of": [{"pregnancy": {"states": ["pregnant"]}}, ASKED]}),
    # one of several cancers is asked of nobody by itself, and "only if" lets others in
    ("inclusion", "Metastatic anal cancer (squamous), thymic carcinoma, mesothelioma and melanoma, none of them treated before and all of them growing", None),
    ("inclusion", "Advanced melanoma, cutaneous SCC, basal cell carcinoma or sarcoma that cannot be removed by any surgeon", None),
    ("inclusion", "HER2-negative breast cancer; (HER2-positive patients only if pretreated with trastuzumab after surgery)", None),
    # a book of stages in a bracket does not take the bracket with it
    ("exclusion", "Inflammatory breast cancer (cT4d disease as per AJCC 8th edition)", {"finding": {"name": "inflammatory breast cancer"}}),
    ("exclusion", "Locally recurrent or metastatic disease (cM1 disease as per AJCC 8th edition)", {"any_of": [{"finding": {"name": "local recurrence"}}, METASTATIC]}),
    ("inclusion", "Metastatic disease (non-measurable disease is eligible)", METASTATIC),
    ("inclusion", "Axillary node positivity determined by cytology", {"finding": {"name": "node-positive disease"}}),
    # measured in other words
    ("inclusion", "Has at least one measurable target lesion", MEASURABLE),
    ("inclusion", "Measurable or evaluable disease; if disease is measurable, the RECIST criteria should be used", {"any_of": [MEASURABLE, EVALUABLE]}),
    ("inclusion", "Measurable disease defined by at least one measurable lesion (except bone metastases or pleural effusion)", MEASURABLE),
    # performance and years that are expected
    ("inclusion", "Performance status score of 0 or 1 according to the ECOG scale", ecog(1)),
    ("inclusion", "ECOG performance statuses of 0, 1 or 2", ecog(2)),
    ("inclusion", "Performance status of 0-2 on the WHO scale", ecog(2)),
    ("inclusion", "ECOG 0 or 1 (participants in Part B)", {"any_of": [{"not": ASKED}, ecog(1)]}),
    ("inclusion", "HER2 negative of positive", None),
)  # fmt: skip
