"""One invented person for the pages on real-life criteria: recurrent HR+ disease, two lines, the record not complete.

Born 12 May 1968. 2019 ductal cancer of the breast, operated, chemotherapy, letrozole; August 2023 bone and liver
metastases while on letrozole; fulvestrant with ribociclib until progression in October 2025; capecitabine until
progression in October 2026. Nothing is recorded on the brain, on PD-L1, on hepatitis C or on pneumonitis.
"""

from __future__ import annotations

from tests.spec.criteria.records import (
    Extent,
    Piece,
    born,
    cancer,
    condition,
    course,
    ecog,
    endocrine,
    lab,
    line,
    menopause,
    number,
    onset,
    panel,
    receptor,
    site,
    status,
    variant,
    when,
    word,
)

from onward.criteria import AnalyteEntry, DrugEntry, GeneEntry, Reference
from onward.terms import Truth
from onward.timeline import ImagingFact, ProcedureFact, Radiotherapy

REFERENCE = Reference(
    drugs={"capecitabine": DrugEntry(name="capecitabine", half_life_hours=number("0.75"))},
    analytes={"creatinine": AnalyteEntry(name="creatinine", molar_mass_g_per_mol=number("113.12"))},
    genes={"ESR1": GeneEntry(name="ESR1", acquired=True, plasma_negative_counts=True)},
    condition_groups={"cardiac disease": ("heart failure", "ischaemic heart disease", "arrhythmia or long QT")},
)

PERSON: tuple[Piece, ...] = (
    born("1968-05-12"),
    menopause("post", "2021-02-10"),
    cancer("invasive ductal carcinoma of left breast", "2019-03-20", histology="ductal", status="active"),
    onset("recurrent", "2019-03-20", "2023-08-15", (52, 52)),
    site("bone", "2023-08-15"),
    site("liver", "2023-08-15"),
    Extent(Truth.YES, bone_only=Truth.NO, visceral=Truth.YES),
    # receptors: primary 2019, liver 2023
    receptor("ER", "positive", "2019-03-20", kind="primary", percent="90"),
    receptor("PR", "positive", "2019-03-20", kind="primary", percent="40"),
    receptor("HER2", "low", "2019-03-20", kind="primary", score="1+"),
    receptor("ER", "positive", "2023-09-01", percent="80"),
    receptor("PR", "negative", "2023-09-01", percent="0"),
    receptor("HER2", "ultralow", "2023-09-01", score="0"),
    # genes: tissue 2023, plasma 2025, germline 2019
    variant("PIK3CA", "p.H1047R", on="2023-09-15"),
    panel("PIK3CA", "AKT1", "PTEN", "ESR1", "ERBB2", on="2023-09-15"),
    variant("ESR1", "p.D538G", tissue="ctDNA", on="2025-10-20"),
    panel("BRCA1", "BRCA2", "PALB2", tissue="germline sample", on="2019-06-01"),
    # treatment
    line(
        0,
        course("doxorubicin", "anthracycline", "2019-05-20", "2019-07-20", groups=("chemotherapy",)),
        course("paclitaxel", "taxane", "2019-08-01", "2019-10-01", groups=("chemotherapy",)),
        setting="adjuvant",
        why="completed",
    ),
    line(
        0,
        course(
            "letrozole",
            "aromatase inhibitor",
            "2019-11-01",
            "2023-08-20",
            groups=("endocrine therapy",),
            why="progression",
        ),
        setting="adjuvant",
        why="progression",
    ),
    line(
        1,
        course("fulvestrant", "SERD", "2023-09-20", "2025-10-05", groups=("endocrine therapy",), why="progression"),
        course(
            "ribociclib",
            "CDK4/6 inhibitor",
            "2023-09-20",
            "2025-10-05",
            groups=("targeted therapy",),
            why="progression",
        ),
        why="progression",
    ),
    line(
        2,
        course(
            "capecitabine", "antimetabolite", "2025-11-01", "2026-10-12", groups=("chemotherapy",), why="progression"
        ),
        why="progression",
    ),
    course("denosumab", "RANKL inhibitor", "2023-10-01", role="bone agent", ongoing=True),
    course(
        "clarithromycin", "antibiotic", "2026-10-10", "2026-10-20", groups=("strong CYP3A inhibitor",), role="other"
    ),
    endocrine("secondary resistance"),
    status("progression", "2026-10-14"),
    ImagingFact(modality="CT", text="CT chest and abdomen", when=when("2026-10-14")),
    ProcedureFact(kind="mastectomy", status="completed", text="mastectomy", when=when("2019-04-10")),
    Radiotherapy(sites=("bone",), when=when("2026-05-04 to 2026-05-15")),
    # fitness and laboratory
    ecog(1, "2026-10-26"),
    lab("neutrophils", "1.4", "10*9/L", "2026-10-26"),
    lab("platelets", "180", "10*9/L", "2026-10-26"),
    lab("hemoglobin", "10.2", "g/dL", "2026-10-26"),
    lab("creatinine", "0.9", "mg/dL", "2026-10-26", high="1.1"),
    lab("bilirubin", "1.0", "mg/dL", "2026-10-26", high="1.2"),
    lab("AST", "160", "U/L", "2026-10-26", high="40"),
    lab("ALT", "70", "U/L", "2026-10-26", high="40"),
    lab("HbA1c", "6.1", "%", "2026-07-01"),
    lab("LVEF", "58", "%", "2026-09-10"),
    lab("QTcF", "441", "ms", "2026-10-26"),
    lab("potassium", "4.2", None, "2026-10-26"),
    word("hepatitis B surface antigen", "negative", "2023-09-10"),
    condition("hypertension", "active", "2015"),
    condition("venous thromboembolism", "resolved", "2024-05-01 to 2024-11-15"),
)
