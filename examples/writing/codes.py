"""Codes of the stories, looked up in mCODE, its examples and published FHIR guides; where unsure, words alone.

LOINC is copyright Regenstrief Institute, Inc. (loinc.org/license); SNOMED CT is copyright SNOMED International.
"""

LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
UCUM = "http://unitsofmeasure.org"
HGNC = "http://www.genenames.org"
HGVS = "http://varnomen.hgvs.org"
MCODE = "http://hl7.org/fhir/us/mcode/StructureDefinition/mcode-"
THO = "http://terminology.hl7.org/CodeSystem/"

Concept = dict[str, object]

# key: LOINC, name, UCUM unit, lower limit, upper limit (empty: no limit)
ANALYTES: dict[str, tuple[str, str, str, str, str]] = {
    "hb": ("718-7", "Hemoglobin [Mass/volume] in Blood", "g/dL", "12.0", "15.5"),
    "wbc": ("6690-2", "Leukocytes [#/volume] in Blood by Automated count", "10*3/uL", "4.0", "10.5"),
    "anc": ("751-8", "Neutrophils [#/volume] in Blood by Automated count", "10*3/uL", "1.8", "7.5"),
    "plt": ("777-3", "Platelets [#/volume] in Blood by Automated count", "10*3/uL", "150", "400"),
    "creat": ("2160-0", "Creatinine [Mass/volume] in Serum or Plasma", "mg/dL", "0.5", "1.1"),
    "alt": ("1742-6", "Alanine aminotransferase [Enzymatic activity/volume] in Serum or Plasma", "U/L", "7", "40"),
    "ast": ("1920-8", "Aspartate aminotransferase [Enzymatic activity/volume] in Serum or Plasma", "U/L", "10", "40"),
    "alp": ("6768-6", "Alkaline phosphatase [Enzymatic activity/volume] in Serum or Plasma", "U/L", "40", "120"),
    "bili": ("1975-2", "Bilirubin.total [Mass/volume] in Serum or Plasma", "mg/dL", "0.2", "1.2"),
    "alb": ("1751-7", "Albumin [Mass/volume] in Serum or Plasma", "g/dL", "3.5", "5.0"),
    "ca": ("17861-6", "Calcium [Mass/volume] in Serum or Plasma", "mg/dL", "8.6", "10.2"),
    "ca153": ("6875-9", "Cancer Ag 15-3 [Units/volume] in Serum or Plasma", "U/mL", "", "30"),
    "cea": ("2039-6", "Carcinoembryonic Ag [Mass/volume] in Serum or Plasma", "ng/mL", "", "5.0"),
    "glu": ("2345-7", "Glucose [Mass/volume] in Serum or Plasma", "mg/dL", "70", "99"),
    "a1c": ("4548-4", "Hemoglobin A1c/Hemoglobin.total in Blood", "%", "4.0", "5.6"),
    "k": ("2823-3", "Potassium [Moles/volume] in Serum or Plasma", "mmol/L", "3.5", "5.1"),
    "tsh": ("3016-3", "Thyrotropin [Units/volume] in Serum or Plasma", "m[IU]/L", "0.4", "4.5"),
    "fsh": ("15067-2", "Follitropin [Units/volume] in Serum or Plasma", "m[IU]/mL", "", ""),
    "e2": ("2243-4", "Estradiol (E2) [Mass/volume] in Serum or Plasma", "pg/mL", "", ""),
}

# key: LOINC, name, UCUM unit ("" where the value is a word)
TISSUE_TESTS: dict[str, tuple[str, str, str]] = {
    "er_percent": ("14228-1", "Cells.estrogen receptor/100 cells in Tissue by Immune stain", "%"),
    "er_status": ("85337-4", "Estrogen receptor Ag [Presence] in Breast cancer specimen by Immune stain", ""),
    "pr_percent": ("14230-7", "Cells.progesterone receptor/100 cells in Tissue by Immune stain", "%"),
    "pr_status": ("85339-0", "Progesterone receptor Ag [Presence] in Breast cancer specimen by Immune stain", ""),
    "her2_ihc": ("85319-2", "HER2 [Presence] in Breast cancer specimen by Immune stain", ""),
    "her2_ish": ("85318-4", "HER2 [Presence] in Breast cancer specimen by FISH", ""),
    "her2_ratio": ("49683-6", "ERBB2 gene copy number/Chromosome 17 copy number in Tissue by FISH", "1"),
    "her2_copies": ("74860-8", "ERBB2 gene copy number/nucleus in Tissue by FISH", "1"),
    "her2_panel": ("74885-5", "ERBB2 gene (HER2) duplication associated observations panel - Tissue by FISH", ""),
    "her2_status": ("48676-1", "HER2 [Interpretation] in Tissue", ""),
    "ki67": ("85330-9", "Cells.Ki-67 nuclear Ag/100 cells in Breast cancer specimen by Immune stain", "%"),
    "pdl1_22c3": ("85147-7", "PD-L1 by clone 22C3 in Tissue by Immune stain Report", ""),
    "pdl1_sp142": ("83057-0", "PD-L1 by clone SP142 [Presence] in Tissue by Immune stain", ""),
    "msi": ("81695-9", "Microsatellite instability [Interpretation] in Cancer specimen Qualitative", ""),
    "tmb": ("94076-7", "Mutations/Megabase [# Ratio] in Tumor", "1/1000000{Base}"),
}

# Answer codes of LOINC; the score also stands as text. IHC: answer list LL4396-9.
ANSWERS: dict[str, str] = {
    "Positive": "LA6576-8",
    "Negative": "LA6577-6",
    "IHC 1+": "LA11841-6",
    "IHC 2+": "LA11842-4",
    "IHC 3+": "LA11843-2",
}

# RxNorm ingredients; drugs without an entry are written as text alone, as real records often do.
DRUGS: dict[str, str] = {
    "doxorubicin": "3639",
    "cyclophosphamide": "3002",
    "paclitaxel": "56946",
    "docetaxel": "72962",
    "carboplatin": "40048",
    "gemcitabine": "12574",
    "capecitabine": "194000",
    "tamoxifen": "10324",
    "letrozole": "72965",
    "fulvestrant": "282357",
    "ribociclib": "1873916",
    "olaparib": "1597582",
    "trastuzumab": "224905",
    "pertuzumab": "1298944",
    "trastuzumab deruxtecan": "2267582",
    "tucatinib": "2361285",
    "pembrolizumab": "1547545",
    "goserelin": "50610",
    "denosumab": "993449",
    "zoledronic acid": "77655",
    "dexamethasone": "3264",
    "prednisone": "8640",
    "ondansetron": "26225",
    "pegfilgrastim": "338036",
    "loperamide": "6468",
    "levothyroxine": "10582",
    "metformin": "6809",
    "amlodipine": "17767",
    "atorvastatin": "83367",
}

# key: SNOMED CT code, name
BODY_SITES: dict[str, tuple[str, str]] = {
    "left breast": ("80248007", "Left breast structure (body structure)"),
    "right breast": ("73056007", "Right breast structure (body structure)"),
    "liver": ("10200004", "Liver structure (body structure)"),
    "lung": ("39607008", "Lung structure (body structure)"),
    "brain": ("12738006", "Brain structure (body structure)"),
    "mediastinal lymph node": ("62683002", "Mediastinal lymph node structure (body structure)"),
}

METASTASES: dict[str, tuple[str, str]] = {
    "bone": ("94222008", "Secondary malignant neoplasm of bone (disorder)"),
    "liver": ("94381002", "Secondary malignant neoplasm of liver (disorder)"),
    "lung": ("94391008", "Secondary malignant neoplasm of lung (disorder)"),
    "brain": ("94225005", "Secondary malignant neoplasm of brain (disorder)"),
    "lymph node": ("94392001", "Secondary malignant neoplasm of lymph node (disorder)"),
}

PRIMARIES: dict[str, tuple[str, str]] = {
    "left": ("353431000119107", "Primary malignant neoplasm of female left breast (disorder)"),
    "right": ("353511000119101", "Primary malignant neoplasm of female right breast (disorder)"),
}

# what is staged: SNOMED CT code, name, mCODE profile
STAGINGS: dict[str, tuple[str, str, str]] = {
    "cT": ("399504009", "cT category", "tnm-primary-tumor-category"),
    "cN": ("399534004", "cN category", "tnm-regional-nodes-category"),
    "cM": ("399387003", "cM category", "tnm-distant-metastases-category"),
    "pT": ("384625004", "pT category", "tnm-primary-tumor-category"),
    "pN": ("371494008", "pN category", "tnm-regional-nodes-category"),
    "clinical stage": ("399537006", "Clinical TNM stage grouping", "tnm-stage-group"),
    "pathologic stage": ("399588009", "Pathologic TNM stage grouping", "tnm-stage-group"),
}

STAGES: dict[str, str] = {
    "cT1": "1228889001",
    "cT2": "1228929004",
    "cN0": "1229967007",
    "cN1": "1229973008",
    "cM0": "1229901006",
    "cM1": "1229903009",
    "pT1": "1228957006",
    "pT2": "1229852009",
    "pN0": "1229947003",
    "pN1": "1229951001",
    "IIB": "1222769001",
    "IV": "1222837003",
    "IA": "261634002",
}
AJCC_EDITIONS: dict[str, tuple[str, str]] = {
    "7": ("443830009", "AJCC Cancer Staging Manual, 7th edition neoplasm staging system"),
    "8": ("897275008", "AJCC Cancer Staging Manual, 8th edition neoplasm staging system"),
}

CONDITIONS: dict[str, str] = {
    "Hypertension": "38341003",
    "Type 2 diabetes mellitus": "44054006",
    "Backache": "161891005",
    "Postmenopausal": "307429007",
    "Premenopausal": "309606002",
    "Hypothyroidism": "40930008",
    "Febrile neutropenia": "409089005",
    "Anemia": "271737000",
    "Hyperlipidemia": "55822004",
}

STATUSES: dict[str, tuple[str, str]] = {
    "none": ("281900007", "No abnormality detected (finding)"),
    "improved": ("268910001", "Patient's condition improved (finding)"),
    "stable": ("359746009", "Patient's condition stable (finding)"),
    "worsened": ("271299001", "Patient's condition worsened (finding)"),
}
EVIDENCE: dict[str, tuple[str, str]] = {
    "imaging": ("363679005", "Imaging (procedure)"),
    "pathology": ("108257001", "Anatomic pathology procedure (procedure)"),
    "examination": ("5880005", "Physical examination procedure (procedure)"),
    "laboratory": ("386344002", "Laboratory data interpretation (procedure)"),
}

INTENTS: dict[str, tuple[str, str]] = {
    "curative": ("373808002", "Curative - procedure intent (qualifier value)"),
    "palliative": ("363676003", "Palliative - procedure intent (qualifier value)"),
}
WHY_STOPPED: dict[str, tuple[str, str, str]] = {
    "completed": ("182992009", "Treatment completed (situation)", "Planned course completed"),
    "progression": ("266721009", "No response to treatment (situation)", "Disease progression"),
    "toxicity": ("407563006", "Treatment not tolerated (situation)", "Not tolerated"),
    "changed": ("445528004", "Treatment changed (situation)", "Dose changed"),
    "choice": ("105480006", "Refusal of treatment by patient (situation)", "Patient's choice"),
}

PROCEDURES: dict[str, tuple[str, str]] = {
    "core biopsy of breast": ("723990008", "Biopsy of breast using ultrasonographic guidance (procedure)"),
    "breast conserving surgery, left": ("736753001", "Excision of part of left breast (procedure)"),
    "bilateral mastectomy": ("27865001", "Bilateral mastectomy (procedure)"),
    "sentinel node biopsy": ("396487001", "Sentinel lymph node biopsy (procedure)"),
    "liver biopsy": ("438300009", "Biopsy of liver using ultrasound guidance (procedure)"),
}

# key: LOINC (or empty), name, DICOM modality
IMAGING: dict[str, tuple[str, str, str]] = {
    "CT": ("72254-6", "CT Chest and Abdomen and Pelvis W contrast IV", "CT"),
    "MR brain": ("24587-8", "MR Brain WO and W contrast IV", "MR"),
    "bone scan": ("", "Bone scintigraphy, whole body", "NM"),
    "mammography": ("", "Diagnostic mammography, both breasts", "MG"),
    "MR breast": ("", "MR of both breasts with contrast", "MR"),
    "CT chest": ("", "High-resolution CT of the chest", "CT"),
}

GENES: dict[str, str] = {
    "ESR1": "HGNC:3467",
    "PIK3CA": "HGNC:8975",
    "TP53": "HGNC:11998",
    "BRCA1": "HGNC:1100",
    "BRCA2": "HGNC:1101",
    "PALB2": "HGNC:26144",
    "PTEN": "HGNC:9588",
    "AKT1": "HGNC:391",
    "ERBB2": "HGNC:3430",
    "CDH1": "HGNC:1748",
}
ORIGINS: dict[str, tuple[str, str]] = {"somatic": ("LA6684-0", "Somatic"), "germline": ("LA6683-2", "Germline")}

ECOG: tuple[tuple[str, str], ...] = (
    ("LA9622-7", "Fully active, able to carry on all pre-disease performance without restriction"),
    ("LA9623-5", "Restricted in physically strenuous activity but ambulatory and able to carry out light work"),
    ("LA9624-3", "Ambulatory and capable of all selfcare but unable to carry out any work activities"),
    ("LA9625-0", "Capable of only limited selfcare, confined to bed or chair more than 50% of waking hours"),
)

RELATIVES: dict[str, tuple[str, str]] = {
    "mother": ("MTH", "mother"),
    "sister": ("NSIS", "natural sister"),
    "maternal aunt": ("MAUNT", "maternal aunt"),
}


def concept(system: str, code: str, display: str, text: str = "") -> Concept:
    """A coded concept; without a code the words alone."""
    if not code:
        return {"text": text or display}
    coded: Concept = {"coding": [{"system": system, "code": code, "display": display}]}
    if text:
        coded["text"] = text
    return coded


def snomed(pair: tuple[str, str]) -> Concept:
    return concept(SNOMED, *pair)
