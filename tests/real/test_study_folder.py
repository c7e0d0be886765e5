"""A public study of 1,037 people (breast_msk_2018): what is read equals its tables, counted here by plain csv."""

from __future__ import annotations

import csv
import os
from collections import Counter
from pathlib import Path

import pytest

from onward.intake import PersonRecord
from onward.intake.cbioportal import StudyRead, read_study, read_study_person
from onward.terms import Severity
from onward.timeline import (
    AnyFact,
    Death,
    Demographics,
    GenesStudied,
    Marker,
    Metastasis,
    Method,
    ReceptorResult,
    Sex,
    SpecimenFact,
    SpecimenKind,
    StageFact,
    Standing,
    Variant,
    VariantKind,
)

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def folder() -> Path:
    data = os.environ.get("ONWARD_DATA", "")
    found = Path(data) / "molecular" / "breast_msk_2018"
    if not data or not found.is_dir():
        pytest.skip("set ONWARD_DATA to the folder of public data to read the study breast_msk_2018")
    return found


@pytest.fixture(scope="module")
def read(folder: Path) -> StudyRead:
    return read_study(folder, "breast_msk_2018")


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / name).open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def facts(read: StudyRead) -> list[AnyFact]:
    return [fact for record in read.people for fact in record.facts]


def test_people_and_samples(read: StudyRead) -> None:
    own = [fact for fact in facts(read) if isinstance(fact, SpecimenFact) and not fact.key.startswith("primary")]
    assert len(read.people) == 1037
    assert len(own) == 1131
    kinds = Counter(fact.kind for fact in own)
    # 588 samples are labelled metastasis; 12 of them name a local recurrence as their site.
    assert kinds == {
        SpecimenKind.PRIMARY: 543,
        SpecimenKind.METASTASIS: 576,
        SpecimenKind.LOCAL_RECURRENCE: 12,
    }


def test_every_row_is_accounted_for(read: StudyRead, folder: Path) -> None:
    names = {
        "patient": "data_clinical_patient.txt",
        "sample": "data_clinical_sample.txt",
        "mutation": "data_mutations.txt",
        "copy number of a gene": "data_cna.txt",
        "fusion": "data_fusions.txt",
        "gene panel of a sample": "data_gene_panel_matrix.txt",
    }
    assert {kind: counted.seen for kind, counted in read.counts.items()} == {
        kind: len(table(folder, name)) for kind, name in names.items()
    }
    assert not [issue for issue in read.issues if issue.severity is Severity.ERROR]


def test_deaths_and_sex(read: StudyRead) -> None:
    deaths = [fact for fact in facts(read) if isinstance(fact, Death)]
    assert sum(fact.standing is Standing.CONFIRMED for fact in deaths) == 225
    assert sum(fact.standing is Standing.REFUTED for fact in deaths) == 812
    sexes = Counter(fact.sex for fact in facts(read) if isinstance(fact, Demographics))
    assert sexes == {Sex.FEMALE: 1030, Sex.MALE: 7}


def test_metastatic_disease_and_stage_at_diagnosis(read: StudyRead, folder: Path) -> None:
    told = Counter(fact.standing for fact in facts(read) if isinstance(fact, Metastasis))
    assert told == {Standing.CONFIRMED: 751, Standing.REFUTED: 286}
    stages = {row["PATIENT_ID"]: row["STAGE_AT_DIAGNOSIS"] for row in table(folder, "data_clinical_sample.txt")}
    groups = Counter(fact.value for fact in facts(read) if isinstance(fact, StageFact) and fact.axis == "group")
    assert groups == Counter(value for value in stages.values() if value != "unk")


def of_samples(read: StudyRead, marker: Marker, method: Method) -> list[ReceptorResult]:
    return [
        fact
        for fact in facts(read)
        if isinstance(fact, ReceptorResult)
        and fact.marker is marker
        and fact.method is method
        and not fact.specimen.startswith("primary")
    ]


def test_her2_scores_of_the_samples_stay_as_written(read: StudyRead, folder: Path) -> None:
    scores = Counter(fact.ihc_score for fact in of_samples(read, Marker.HER2, Method.IHC))
    written = Counter(row["HER2_IHC_SCORE"] for row in table(folder, "data_clinical_sample.txt"))
    del written["Not Available"]
    assert scores == written
    assert (scores["0-1+"], scores["1-2+"], scores["1+ (outside 3+)"]) == (243, 40, 2)


def test_fish_that_was_not_done_gives_no_result(read: StudyRead, folder: Path) -> None:
    rows = table(folder, "data_clinical_sample.txt")
    assert sum(row["HER2_FISH"] == "Not Applicable" for row in rows) == 828
    silent = {"Not Applicable", "Unk/ND"}
    tested = [row["SAMPLE_ID"] for row in rows if row["HER2_FISH"] not in silent]
    found = of_samples(read, Marker.HER2, Method.ISH)
    assert {fact.specimen for fact in found} == set(tested)


def test_er_of_samples_and_of_primaries(read: StudyRead, folder: Path) -> None:
    rows = table(folder, "data_clinical_sample.txt")
    found = of_samples(read, Marker.ER, Method.UNSPECIFIED)
    assert Counter(fact.status for fact in found) == {"positive": 895, "negative": 210}
    # ER of the primary is given with every sample of a person: once for each different statement.
    stated = {
        (row["PATIENT_ID"], row["ER_STATUS_PRIMARY"], row["ER_PCT_PRIMARY"])
        for row in rows
        if row["ER_STATUS_PRIMARY"] != "Unk/ND"
    }
    of_primaries = {
        (record.person, fact.status, fact.percent_text)
        for record in read.people
        for fact in record.facts
        if isinstance(fact, ReceptorResult) and fact.marker is Marker.ER and fact.specimen.startswith("primary")
    }
    assert of_primaries == {
        (person, status.lower(), "" if percent in ("", "Not Available") else percent)
        for person, status, percent in stated
    }


def small(read: StudyRead) -> list[Variant]:
    return [fact for fact in facts(read) if isinstance(fact, Variant) and fact.kind is VariantKind.SMALL]


def test_mutations(read: StudyRead, folder: Path) -> None:
    rows = table(folder, "data_mutations.txt")
    assert (len(rows), len({row["Tumor_Sample_Barcode"] for row in rows})) == (5235, 1083)
    different = {tuple(row.items()) for row in rows}
    found = small(read)
    assert len(found) == len(different)
    assert len({fact.specimen for fact in found}) == 1083
    assert read.counts["mutation"].duplicate == 5235 - len(different)
    assert sum(fact.gene == "PIK3CA" for fact in found) == sum(
        dict(row)["Hugo_Symbol"] == "PIK3CA" for row in different
    )


def test_copy_number(read: StudyRead, folder: Path) -> None:
    values = Counter(
        value
        for row in table(folder, "data_cna.txt")
        for name, value in row.items()
        if name != "Hugo_Symbol" and value != "0"
    )
    kinds = Counter(fact.kind for fact in facts(read) if isinstance(fact, Variant))
    assert kinds[VariantKind.AMPLIFICATION] == values["2"] == 3478
    assert kinds[VariantKind.DEEP_DELETION] == values["-2"] + values["-1.5"] == 507
    amplified = {
        fact.specimen
        for fact in facts(read)
        if isinstance(fact, Variant) and fact.gene == "ERBB2" and fact.kind is VariantKind.AMPLIFICATION
    }
    (erbb2,) = (row for row in table(folder, "data_cna.txt") if row["Hugo_Symbol"] == "ERBB2")
    assert amplified == {name for name, value in erbb2.items() if value == "2"}


def test_fusions(read: StudyRead, folder: Path) -> None:
    rows = table(folder, "data_fusions.txt")
    events = {(row["Tumor_Sample_Barcode"], row["Fusion"]) for row in rows}
    intragenic = sum("intragenic" in text for _, text in events)
    kinds = Counter(fact.kind for fact in facts(read) if isinstance(fact, Variant))
    assert len(rows) == 312
    assert kinds[VariantKind.OTHER] == intragenic
    assert kinds[VariantKind.FUSION] == len(events) - intragenic
    assert all(fact.partner for fact in facts(read) if isinstance(fact, Variant) and fact.kind is VariantKind.FUSION)


def test_genes_are_known_only_for_the_panel_that_is_in_the_folder(read: StudyRead) -> None:
    studied = [fact for fact in facts(read) if isinstance(fact, GenesStudied)]
    assert Counter(fact.panel for fact in studied) == {"IMPACT410": 586, "IMPACT468": 287, "IMPACT341": 258}
    assert {fact.panel for fact in studied if fact.genes} == {"IMPACT410"}


def test_no_score_is_called_tumour_mutational_burden(read: StudyRead) -> None:
    assert "TMB" not in {getattr(fact, "name", "") for fact in facts(read)}


def test_one_person_from_stored_bytes(read: StudyRead, folder: Path) -> None:
    files = {path.name: path.read_bytes() for path in folder.iterdir() if path.name.startswith(("data_", "meta_"))}
    record: PersonRecord = max(read.people, key=lambda each: each.resources)
    assert read_study_person(files, "breast_msk_2018", record.person) == record
