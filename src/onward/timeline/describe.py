"""One fact in a few plain words, for pages and tables."""

from __future__ import annotations

from typing import assert_never

from onward.timeline.facts import (
    Allergy,
    AnyFact,
    BiomarkerScore,
    CancerDiagnosis,
    Comorbidity,
    Death,
    Demographics,
    DiseaseStatus,
    DrugTreatment,
    FamilyHistory,
    GenesStudied,
    ImagingFact,
    LabResult,
    LesionMeasurement,
    MenopausalStatus,
    Metastasis,
    Origin,
    PerformanceStatus,
    PetAcquisition,
    PregnancyFact,
    ProcedureFact,
    Radiotherapy,
    ReceptorResult,
    ReportFact,
    SpecimenFact,
    StageFact,
    Standing,
    Variant,
)

_SITE_NAMES = {
    "node_regional": "regional lymph nodes",
    "node_distant": "distant lymph nodes",
    "soft_tissue": "soft tissue",
    "bone_marrow": "bone marrow",
}


def site_name(site: str) -> str:
    """A site as people say it: "distant lymph nodes" for node_distant."""
    return _SITE_NAMES.get(site, site.replace("_", " "))


def kind_of(fact: AnyFact) -> str:
    """The kind of a fact as the command line writes it: "lab_result", "receptor_result", ..."""
    return _KINDS[type(fact)]


_KINDS: dict[type[object], str] = {
    Demographics: "demographics",
    Death: "death",
    CancerDiagnosis: "cancer_diagnosis",
    Metastasis: "metastasis",
    StageFact: "stage",
    SpecimenFact: "specimen",
    ReceptorResult: "receptor_result",
    BiomarkerScore: "biomarker_score",
    Variant: "variant",
    GenesStudied: "genes_studied",
    LabResult: "lab_result",
    PerformanceStatus: "performance_status",
    MenopausalStatus: "menopausal_status",
    DrugTreatment: "drug_treatment",
    ProcedureFact: "procedure",
    Radiotherapy: "radiotherapy",
    DiseaseStatus: "disease_status",
    ImagingFact: "imaging",
    ReportFact: "report",
    Comorbidity: "comorbidity",
    Allergy: "allergy",
    PregnancyFact: "pregnancy",
    FamilyHistory: "family_history",
    LesionMeasurement: "lesion_measurement",
    PetAcquisition: "pet_acquisition",
}


FACT_KINDS = frozenset(_KINDS.values())


def describe(fact: AnyFact) -> str:
    """What a fact says, without its date and its source; patient names are left to the page."""
    words = _words(fact)
    match fact.standing:
        case Standing.CONFIRMED:
            return words
        case Standing.PROVISIONAL:
            return f"{words} (provisional)"
        case Standing.REFUTED:
            return f"not: {words}"


def _join(*parts: str | None, by: str = ", ") -> str:
    return by.join(part for part in parts if part)


def _words(fact: AnyFact) -> str:
    match fact:
        case Demographics():
            born = f"born {fact.birth}" if fact.birth is not None else ""
            age = f"{fact.age_years_at_diagnosis} years at diagnosis" if fact.age_years_at_diagnosis is not None else ""
            return _join(fact.sex.value if fact.sex is not None else "", born, age) or "person"
        case Death():
            return "died"
        case CancerDiagnosis():
            name = fact.text or fact.histology or "primary cancer"
            return _join(
                name,
                fact.histology if fact.text else "",
                f"grade {fact.grade}" if fact.grade is not None else "",
                fact.laterality.value if fact.laterality is not None else "",
            )
        case Metastasis():
            where = site_name(fact.site) if fact.site and fact.site != "other" else fact.text or "site not recorded"
            return f"metastasis: {where}"
        case StageFact():
            axis = "stage" if fact.axis == "group" else f"{fact.axis} category"
            return _join(fact.kind, axis, fact.value or fact.text or "not understood", by=" ")
        case SpecimenFact():
            return _join("specimen", fact.kind.value, site_name(fact.site))
        case ReceptorResult():
            return _receptor(fact)
        case BiomarkerScore():
            value = str(fact.value) if fact.value is not None else ""
            return _join(fact.name, fact.assay, _join(fact.measure, value, by=" "), fact.status)
        case Variant():
            change = fact.protein or fact.coding or fact.genomic
            if fact.partner:
                change = f"fusion with {fact.partner}"
            elif not change or fact.kind.value != "small variant":
                change = _join(change, "" if fact.kind.value == "small variant" else fact.kind.value, by=" ")
            found = "" if fact.present is not False else "not found"
            share = f"{fact.allele_percent.normalize():f} %" if fact.allele_percent is not None else ""
            # Tumour-only sequencing does not tell the origin; saying so at every variant would only be noise.
            origin = "" if fact.origin is Origin.UNKNOWN else fact.origin.value
            return _join(_join(fact.gene, change, by=" "), origin, fact.significance, share, found)
        case GenesStudied():
            return _join(fact.panel or "gene panel", f"{len(fact.genes)} genes studied")
        case LabResult():
            value = str(fact.value) if fact.value is not None else fact.word
            return _join(fact.analyte or fact.text or "result", value, by=" ")
        case PerformanceStatus():
            return f"{fact.scale} {fact.value}"
        case MenopausalStatus():
            return _join(f"{fact.status}menopausal", fact.reason)
        case DrugTreatment():
            told = str(fact.told) if fact.told is not None else ""
            return _join(
                fact.drug or fact.drug_text or "drug not named", fact.basis.value, fact.status, fact.intent, told
            )
        case ProcedureFact():
            return _join(fact.text or fact.kind or "procedure", fact.laterality.value if fact.laterality else "")
        case Radiotherapy():
            dose = f"{fact.dose_gy.normalize():f} Gy" if fact.dose_gy is not None else ""
            parts = f"{fact.fractions} fractions" if fact.fractions is not None else ""
            return _join("radiotherapy", " and ".join(site_name(site) for site in fact.sites), dose, parts)
        case DiseaseStatus():
            value = fact.value.replace("_", " ") or fact.text or "not understood"
            return _join(f"disease status: {value}", " and ".join(kind.replace("_", " ") for kind in fact.evidence))
        case ImagingFact():
            return _join(fact.modality or "imaging", fact.description or fact.text, fact.body_site)
        case ReportFact():
            return _join(fact.text or fact.category or "report")
        case Comorbidity():
            return _join(fact.text or fact.group, fact.clinical_status)
        case Allergy():
            return _join(f"allergy: {fact.text or fact.drug}", fact.criticality)
        case PregnancyFact():
            return fact.state
        case FamilyHistory():
            return _join(fact.relationship or "relative", fact.condition, by=": ")
        case LesionMeasurement():
            where = site_name(fact.site) if fact.site else fact.site_text
            value = str(fact.value) if fact.value is not None else fact.state or fact.not_done
            return _join(f"lesion {fact.lesion}", fact.role, where, _join(fact.measure, value, by=" "), fact.reader)
        case PetAcquisition():
            dose = f"{fact.dose_mbq.normalize():f} MBq" if fact.dose_mbq is not None else ""
            wait = f"{fact.uptake_minutes.normalize():f} min after injection" if fact.uptake_minutes is not None else ""
            return _join(_join("PET", fact.tracer, by=" "), dose, wait, fact.scanner, fact.reconstruction)
        case _:
            assert_never(fact)


def _receptor(fact: ReceptorResult) -> str:
    percent = ""
    if fact.percent_text:
        percent = fact.percent_text if "%" in fact.percent_text else f"{fact.percent_text} %"
    elif fact.percent_low is not None:
        percent = f"{fact.percent_low.normalize():f} %"
    staining = {True: "membrane staining", False: "no membrane staining", None: ""}[fact.membrane_staining]
    ratio = f"ratio {fact.ish_ratio}" if fact.ish_ratio is not None else ""
    copies = f"HER2 copies {fact.her2_copies}" if fact.her2_copies is not None else ""
    method = "" if fact.method.value == "unspecified" else fact.method.value
    marker = "hormone receptor (ER or PR)" if fact.either else fact.marker.value
    return _join(
        _join(marker, method, by=" "),
        fact.status,
        percent,
        fact.ihc_score,
        staining,
        ratio,
        copies,
        fact.assay,
    )
