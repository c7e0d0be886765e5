"""Brain metastasis whose treatment and course are recorded by pointing to it, and tissue of the brain."""

from __future__ import annotations

from datetime import date

from tests.knowledge.extent_records import extent_rules

from onward.disease.cns import cns_status
from onward.disease.extent import extent_of
from onward.disease.picture import Cns
from onward.terms import at, parse_date
from onward.timeline import (
    AnyFact,
    CancerDiagnosis,
    DiseaseStatus,
    ImagingFact,
    Metastasis,
    Radiotherapy,
    Source,
    SpecimenFact,
    SpecimenKind,
    build_timeline,
)

BRAIN = "Condition/brain"


def status_of(*facts: AnyFact) -> Cns:
    """State of the central nervous system of a person with breast cancer."""
    breast = CancerDiagnosis(is_breast=True, key="Condition/breast")
    extent = extent_of(build_timeline("case", [breast, *facts]), extent_rules(), as_of=date(2026, 11, 1))
    return cns_status(extent)


def brain_metastasis(day: str) -> Metastasis:
    """A condition that other resources point to."""
    source = Source(file="bundle.json", sha256="", place="entry[0].resource", resource=BRAIN)
    return Metastasis(when=at(parse_date(day)), site="brain", basis="condition", sources=(source,))


def test_radiotherapy_for_the_brain_metastasis_is_of_the_brain() -> None:
    """The course names no site, but the condition that it was given for."""
    treated = Radiotherapy(when=at(parse_date("2026-02-01")), for_cancer=BRAIN, status="completed")
    assert status_of(brain_metastasis("2026-01-10"), treated).rule == "cns-treated-not-assessed"


def test_a_state_of_the_brain_metastasis_is_a_look_at_the_brain() -> None:
    """Stable disease whose focus is the brain metastasis."""
    treated = Radiotherapy(when=at(parse_date("2026-02-01")), sites=("brain",), status="completed")
    stable = DiseaseStatus(when=at(parse_date("2026-05-01")), value="stable", of_cancer=BRAIN)
    found = status_of(brain_metastasis("2026-01-10"), treated, stable)
    assert (found.status, str(found.since)) == ("treated stable", "2026-05-01")


def test_radiotherapy_that_was_not_done_is_none() -> None:
    """A planned course treats nothing."""
    planned = Radiotherapy(when=at(parse_date("2026-02-01")), sites=("brain",), status="not-done")
    assert status_of(brain_metastasis("2026-01-10"), planned).rule == "cns-active-untreated"


def test_tissue_of_the_brain_without_a_word_on_treatment_is_unknown() -> None:
    """A sample of a brain metastasis comes from an operation: a biopsy, or the removal that is local therapy."""
    tissue = SpecimenFact(key="S1", kind=SpecimenKind.METASTASIS, site="brain")
    found = status_of(tissue)
    assert (found.status, found.rule) == ("unknown", "cns-treated-not-assessed")
    assert found.settle


def test_a_new_lesion_on_an_mri_of_the_brain_is_progression() -> None:
    """A new unequivocal lesion is progression (RANO-BM), also where the report does not say metastasis again."""
    treated = Radiotherapy(when=at(parse_date("2025-03-04")), sites=("brain",), status="completed")
    report = ImagingFact(
        when=at(parse_date("2025-08-20")),
        modality="MR",
        body_site="brain",
        conclusion="Treated lesions 9 mm and 5 mm. New lesion left occipital 7 mm.",
    )
    found = status_of(brain_metastasis("2025-02-18"), treated, report)
    assert (found.status, found.rule, str(found.since)) == ("active", "cns-active-progression", "2025-08-20")
