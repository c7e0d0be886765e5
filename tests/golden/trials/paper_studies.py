"""Studies invented for the example people, in the shape of a registry's API (ClinicalTrials.gov v2).

Ids from NCT99990001 on belong to no study. Titles, lines and sites are ours.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

BOSTON: dict[str, object] = {
    "facility": "Harbor Breast Center",
    "city": "Boston",
    "state": "Massachusetts",
    "zip": "02115",
    "country": "United States",
    "status": "RECRUITING",
    "geoPoint": {"lat": 42.343, "lon": -71.092},
    "contacts": [{"name": "Study office", "role": "CONTACT", "phone": "555-0100"}],
}
DENVER: dict[str, object] = {
    "facility": "Mountain Clinic",
    "city": "Denver",
    "state": "Colorado",
    "zip": "80218",
    "country": "United States",
    "status": "NOT_YET_RECRUITING",
}


@dataclass(frozen=True)
class Study:
    """One study; `inclusion` None for a record without criteria."""

    id: str
    title: str
    conditions: tuple[str, ...]
    inclusion: tuple[str, ...] | None
    exclusion: tuple[str, ...] = ()
    status: str = "RECRUITING"
    phases: tuple[str, ...] = ("PHASE2",)
    sex: str = "ALL"
    minimum_age: str = "18 Years"
    sites: tuple[dict[str, object], ...] = (BOSTON, DENVER)


STUDIES = (
    Study(
        id="NCT99990001",
        title="Oral SERD and Everolimus in ER-positive, HER2-negative Metastatic Breast Cancer With an ESR1 Mutation",
        conditions=("Metastatic Breast Cancer",),
        phases=("PHASE3",),
        inclusion=(
            "Metastatic breast cancer",
            "ER-positive and HER2-negative disease",
            "ESR1 mutation",
            "ECOG performance status 0 or 1",
            "Platelets at least 100 x 10^9/L",
            "Able to give written informed consent",
        ),
        exclusion=("Brain metastases",),
    ),
    Study(
        id="NCT99990002",
        title="A New Conjugate in HER2-positive Metastatic Breast Cancer",
        conditions=("HER2-positive Metastatic Breast Cancer",),
        inclusion=("HER2-positive metastatic breast cancer", "Prior trastuzumab", "ECOG performance status 0 to 2"),
        exclusion=("History of interstitial lung disease",),
    ),
    Study(
        id="NCT99990003",
        title="Keeping the Heart Safe in HER2-positive Metastatic Breast Cancer",
        conditions=("HER2-positive Breast Cancer",),
        inclusion=("HER2-positive metastatic breast cancer", "LVEF at least 50%"),
    ),
    Study(
        id="NCT99990004",
        title="Platinum in Triple-negative Breast Cancer With a Germline BRCA Mutation",
        conditions=("Triple Negative Breast Cancer",),
        inclusion=("Triple-negative breast cancer", "Germline BRCA1 or BRCA2 mutation"),
        exclusion=("Prior treatment with a PARP inhibitor",),
    ),
    Study(
        id="NCT99990005",
        title="A TROP2 Conjugate After Chemotherapy for Metastatic Triple-negative Breast Cancer",
        conditions=("Metastatic Triple-negative Breast Cancer",),
        inclusion=(
            "Triple-negative breast cancer",
            "At least one prior chemotherapy regimen for metastatic disease",
            "ECOG performance status 0 or 1",
            "Hemoglobin at least 9 g/dL",
        ),
    ),
    Study(
        id="NCT99990006",
        title="A First-in-human Study in Metastatic Breast Cancer",
        conditions=("Metastatic Breast Cancer",),
        phases=("PHASE1",),
        inclusion=("Metastatic breast cancer",),
        exclusion=("Chemotherapy or targeted therapy within 4 weeks",),
    ),
    Study(
        id="NCT99990007",
        title="Prostate and Other Cancers of Men",
        conditions=("Prostate Cancer",),
        sex="MALE",
        inclusion=("Metastatic cancer",),
    ),
    Study(
        id="NCT99990008",
        title="A Checkpoint Inhibitor in Lung Cancer",
        conditions=("Non-small Cell Lung Cancer",),
        inclusion=("Histologically confirmed non-small cell lung cancer", "Zorblax index within institutional limits"),
    ),
    Study(
        id="NCT99990009",
        title="A Study Whose Record Holds No Criteria",
        conditions=("Metastatic Breast Cancer",),
        inclusion=None,
    ),
    Study(
        id="NCT99990010",
        title="A Study With a Line That Nobody Can Compute",
        conditions=("Metastatic Breast Cancer",),
        inclusion=("Metastatic breast cancer", "Zorblax index within institutional frobnication limits"),
    ),
    Study(
        id="NCT99990011",
        title="Geriatric Assessment Before Treatment for Metastatic Breast Cancer",
        conditions=("Metastatic Breast Cancer",),
        phases=("NA",),
        minimum_age="65 Years",
        inclusion=("Metastatic breast cancer",),
    ),
    Study(
        id="NCT99990012",
        title="A Finished Study in Metastatic Breast Cancer",
        conditions=("Metastatic Breast Cancer",),
        status="COMPLETED",
        inclusion=("Metastatic breast cancer", "18 years or older"),
        sites=(),
    ),
)


def record_of(study: Study) -> dict[str, object]:
    """The study as the registry's API would give it."""
    criteria: dict[str, object] = {"sex": study.sex, "minimumAge": study.minimum_age, "stdAges": ["ADULT"]}
    if study.inclusion is not None:
        lines = ["Inclusion Criteria:", "", *(f"* {line}" for line in study.inclusion)]
        if study.exclusion:
            lines += ["", "Exclusion Criteria:", "", *(f"* {line}" for line in study.exclusion)]
        criteria["eligibilityCriteria"] = "\n".join(lines)
    return {
        "protocolSection": {
            "identificationModule": {"nctId": study.id, "briefTitle": study.title},
            "statusModule": {"overallStatus": study.status, "statusVerifiedDate": "2026-10"},
            "descriptionModule": {"briefSummary": f"{study.title}. Invented for tests."},
            "conditionsModule": {"conditions": list(study.conditions)},
            "designModule": {
                "studyType": "INTERVENTIONAL",
                "phases": list(study.phases),
                "designInfo": {
                    "allocation": "RANDOMIZED",
                    "primaryPurpose": "TREATMENT",
                    "maskingInfo": {"masking": "NONE"},
                },
                "enrollmentInfo": {"count": 120},
            },
            "armsInterventionsModule": {
                "armGroups": [
                    {"label": "A", "type": "EXPERIMENTAL", "interventionNames": ["Drug: Elacestrant"]},
                    {"label": "B", "type": "PLACEBO_COMPARATOR", "interventionNames": ["Drug: Placebo"]},
                ],
                "interventions": [
                    {"type": "DRUG", "name": "Elacestrant", "otherNames": ["RAD1901"]},
                    {"type": "DRUG", "name": "Placebo"},
                ],
            },
            "eligibilityModule": criteria,
            "contactsLocationsModule": {"locations": list(study.sites)},
        }
    }


def write_studies(folder: Path, studies: tuple[Study, ...] = STUDIES) -> Path:
    """The studies as one NDJSON file in a folder."""
    file = folder / "studies.ndjson"
    file.write_text("".join(json.dumps(record_of(study)) + "\n" for study in studies), encoding="utf-8")
    return file
