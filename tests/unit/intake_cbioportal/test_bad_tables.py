"""Tables as they should not be: each imperfection has its line, and the rest is read."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.intake_cbioportal.studies import (
    MUTATIONS,
    PATIENTS,
    SAMPLES,
    breast,
    of,
    person,
    study,
    tabbed,
    the,
    whats,
)

from onward.intake.cbioportal import read_study, read_study_files, read_study_person, study_file
from onward.terms import Severity
from onward.timeline import Demographics, Sex, SpecimenFact, Variant

SAMPLE_ROWS = """
    PATIENT_ID | SAMPLE_ID | SAMPLE_TYPE
    P1         | S1        | Primary
    P2         | S2        | Metastasis
    """
SEXES = """
    PATIENT_ID | SEX
    P1         | Female
    P2         | Male
    """


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_a_line_end(tmp_path: Path, line_end: str) -> None:
    content = tabbed(SEXES).replace("\n", line_end).encode()
    read = study(tmp_path, breast(SAMPLE_ROWS, {PATIENTS: content}))
    assert the(person(read, "P2"), Demographics).sex is Sex.MALE
    assert whats(read) == (["lines end in carriage returns only"] if line_end == "\r" else [])


def test_latin_1_is_read_and_named(tmp_path: Path) -> None:
    table = tabbed("PATIENT_ID | SEX | HOSPITAL\nP1 | Female | Köln").encode("latin-1")
    read = study(tmp_path, breast(SAMPLE_ROWS, {PATIENTS: table}))
    assert the(person(read), Demographics).sex is Sex.FEMALE
    assert "the text is not UTF-8" in whats(read)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path, encoding: str) -> None:
    read = study(tmp_path, breast(SAMPLE_ROWS, {PATIENTS: tabbed(SEXES).encode(encoding)}))
    assert the(person(read), Demographics).sex is Sex.FEMALE
    assert whats(read) == []


def test_gzipped_tables(tmp_path: Path) -> None:
    packed = gzip.compress(tabbed("Hugo_Symbol | Tumor_Sample_Barcode\nTP53 | S1").encode())
    read = study(tmp_path, breast(SAMPLE_ROWS, {"data_mutations.txt.gz": packed}))
    assert the(person(read), Variant).gene == "TP53"
    assert the(person(read), Variant).sources[0].file == "mbc/data_mutations.txt.gz"


def test_a_damaged_gzip_is_an_error_and_the_rest_is_read(tmp_path: Path) -> None:
    packed = gzip.compress(tabbed("Hugo_Symbol | Tumor_Sample_Barcode\nTP53 | S1").encode())[:-12]
    read = study(tmp_path, breast(SAMPLE_ROWS, {"data_mutations.txt.gz": packed}))
    assert [(issue.file, issue.what) for issue in read.issues] == [
        ("mbc/data_mutations.txt.gz", "the gzip data are damaged")
    ]
    assert len(read.people) == 2


def test_a_short_row_is_filled_up(tmp_path: Path) -> None:
    table = b"PATIENT_ID\tSEX\tAGE\tOS_STATUS\nP1\tFemale\nP2\tMale\t50\t0:LIVING\n"
    read = study(tmp_path, breast(SAMPLE_ROWS, {PATIENTS: table}))
    assert the(person(read), Demographics).sex is Sex.FEMALE
    assert [(issue.place, issue.severity) for issue in read.issues] == [("row 2", Severity.WARNING)]


def test_a_long_row_is_not_used(tmp_path: Path) -> None:
    table = b"PATIENT_ID\tSEX\nP1\tlives\tFemale\nP2\tMale\t\t\n"
    read = study(tmp_path, breast(SAMPLE_ROWS, {PATIENTS: table}))
    assert the(person(read), Demographics).sex is None
    assert the(person(read, "P2"), Demographics).sex is Sex.MALE
    assert ("row 2", Severity.ERROR) in [(issue.place, issue.severity) for issue in read.issues]
    assert read.counts["patient"].issue == 1


def test_a_sample_listed_twice_alike_counts_once(tmp_path: Path) -> None:
    rows = SAMPLE_ROWS + "P1 | S1 | Primary\n"
    read = study(tmp_path, breast(rows))
    assert len(of(person(read), SpecimenFact)) == 1
    assert whats(read) == ["the same row as one before"]
    assert (read.counts["sample"].seen, read.counts["sample"].duplicate) == (3, 1)


def test_a_sample_listed_twice_differently_stays_twice(tmp_path: Path) -> None:
    read = study(tmp_path, breast(SAMPLE_ROWS + "P1 | S1 | Metastasis\n"))
    assert len(of(person(read), SpecimenFact)) == 2
    assert whats(read) == ["a second row for one sample that says something else"]


def test_a_sample_of_two_people_gives_its_findings_to_neither(tmp_path: Path) -> None:
    read = study(
        tmp_path,
        breast(SAMPLE_ROWS + "P2 | S1 | Primary\n", {MUTATIONS: "Hugo_Symbol | Tumor_Sample_Barcode\nTP53 | S1"}),
    )
    assert [fact for record in read.people for fact in of(record, Variant)] == []
    errors = [issue for issue in read.issues if issue.severity is Severity.ERROR]
    assert [issue.file for issue in errors] == [f"mbc/{SAMPLES}", f"mbc/{MUTATIONS}"]


def test_a_sample_whose_person_is_in_no_patient_table_is_still_hers(tmp_path: Path) -> None:
    read = study(tmp_path, breast(SAMPLE_ROWS, {PATIENTS: "PATIENT_ID | SEX\nP1 | Female"}))
    assert [record.person for record in read.people] == ["P1", "P2"]
    assert whats(read) == ["the sample's person is not in the patient table"]


def test_a_patient_without_sample_is_read(tmp_path: Path) -> None:
    read = study(tmp_path, breast(SAMPLE_ROWS, {PATIENTS: "PATIENT_ID | SEX\nP3 | Female\nP1 | Female\nP2 | Male"}))
    assert [record.person for record in read.people] == ["P1", "P2", "P3"]


def test_rows_without_ids_are_named(tmp_path: Path) -> None:
    read = study(tmp_path, breast(SAMPLE_ROWS + "~ | S3 | Primary\nP4 | ~ | Primary\n"))
    assert [(issue.place, issue.what) for issue in read.issues] == [
        ("row 4", "no PATIENT_ID"),
        ("row 5", "no SAMPLE_ID"),
    ]
    assert read.counts["sample"].issue == 2


def test_columns_without_known_meaning_are_listed_and_kept(tmp_path: Path) -> None:
    read = study(tmp_path, breast(SAMPLE_ROWS, {PATIENTS: "PATIENT_ID | SHOE_SIZE | HAIR\nP1 | 38 | red\nP2 | 44 | ~"}))
    (issue,) = read.issues
    assert (issue.place, issue.severity) == ("columns SHOE_SIZE, HAIR", Severity.NOTE)
    assert issue.what.startswith("2 columns")


def test_files_of_other_kinds_are_kept_and_named(tmp_path: Path) -> None:
    read = study(tmp_path, breast(SAMPLE_ROWS, {"data_timeline_treatment.txt": "PATIENT_ID | START_DATE\nP1 | 12"}))
    assert [(issue.file, issue.severity) for issue in read.issues] == [
        ("mbc/data_timeline_treatment.txt", Severity.NOTE)
    ]
    assert "mbc/data_timeline_treatment.txt" in [file.name for file in read.files]


def test_a_study_without_clinical_tables_knows_nobody(tmp_path: Path) -> None:
    read = study(tmp_path, {"meta_study.txt": b"cancer_study_identifier: x\n"})
    assert (read.people, [issue.severity for issue in read.issues]) == ((), [Severity.ERROR])


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    read = read_study(tmp_path / "nowhere", "nowhere")
    assert [issue.severity for issue in read.issues] == [Severity.ERROR]


def test_no_identifier_of_a_person_stands_in_an_issue(tmp_path: Path) -> None:
    rows = """
        PATIENT_ID | SAMPLE_ID   | SAMPLE_TYPE | ER_STATUS | ER_PCT | STAGE
        SECRET-1   | SECRET-1-S1 | odd         | odd       | odd    | odd
        SECRET-2   | SECRET-1-S1 | odd         | odd       | odd    | odd
        """
    files = {
        MUTATIONS: "Hugo_Symbol | Tumor_Sample_Barcode\nTP53 | SECRET-9",
        "data_cna.txt": "Hugo_Symbol | SECRET-8\nA | 9",
    }
    read = study(tmp_path, breast(rows, files))
    issues = [*read.issues, *(issue for record in read.people for issue in record.issues)]
    assert len(issues) > 6
    assert not any("SECRET" in f"{issue.file}{issue.place}{issue.what}{issue.did}" for issue in issues)


def test_one_person_from_bytes_is_the_same_as_from_the_folder(tmp_path: Path) -> None:
    rows = """
        PATIENT_ID | SAMPLE_ID | SAMPLE_TYPE | ER_STATUS
        P1         | S1        | Primary     | Positive
        P2         | S2        | Metastasis  | Negative
        P1         | S11       | Metastasis  | Negative
        P11        | S3        | Metastasis  | Positive
        """
    files = {
        PATIENTS: SEXES,
        MUTATIONS: "Hugo_Symbol | Tumor_Sample_Barcode\nTP53 | S1\nESR1 | S11\nPTEN | S3\nPTEN | S9",
        "data_cna.txt": "Hugo_Symbol | S1 | S2 | S11 | S3\nMYC | 2 | 2 | 0 | -2",
        "data_fusions.txt": "Hugo_Symbol | Tumor_Sample_Barcode | Fusion\nESR1 | S11 | ESR1-X fusion",
        "data_gene_panel_matrix.txt": "SAMPLE_ID | mutations\nS1 | A\nS2 | A\nS11 | B",
    }
    whole = study(tmp_path, breast(rows, files))
    content = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    for record in whole.people:
        assert read_study_person(content, "mbc", record.person) == record
    assert read_study_person(content, "mbc", "P") is None
    assert read_study_person(content, "mbc", "S1") is None


CELLS = st.one_of(
    st.sampled_from(
        ["", "NA", "Positive", "3+", "0-1+", "1.4, 1.9", "1+ (outside 3+)", "IV", "Metastasis", "Liver", "P1", "S1"]
    ),
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12),
)
HEADERS = st.lists(
    st.sampled_from(
        [
            "PATIENT_ID",
            "SAMPLE_ID",
            "SEX",
            "AGE",
            "OS_STATUS",
            "ER_STATUS",
            "ER_PCT",
            "HER2_IHC_SCORE",
            "HER2_FISH",
            "HER2_FISH_RATIO",
            "HER2_COPY_NUMBER",
            "ER_PCT_PRIMARY",
            "HER2_STATUS_PRIMARY",
            "SAMPLE_TYPE",
            "SAMPLE_SITE",
            "T_STAGE",
            "STAGE",
            "TUMOR_GRADE",
            "TMB_NONSYNONYMOUS",
            "MSI_SCORE",
            "KI67",
            "LATERALITY",
            "HISTOLOGY",
            "CANCER_TYPE",
            "METASTATIC_DZ_FUP",
            "Hugo_Symbol",
            "Tumor_Sample_Barcode",
            "Fusion",
            "Site1_Hugo_Symbol",
            "Sample_Id",
            "Value",
            "Mutation_Status",
            "t_alt_count",
            "t_ref_count",
            "S1",
        ]
    ),
    max_size=12,
)
NAMES = [
    PATIENTS,
    SAMPLES,
    MUTATIONS,
    "data_cna.txt",
    "data_fusions.txt",
    "data_sv.txt",
    "data_gene_panel_matrix.txt",
    "data_gene_panel_x.txt",
]


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    header = draw(HEADERS)
    rows = draw(st.lists(st.lists(CELLS, max_size=14), max_size=5))
    ids = [name for name in ("PATIENT_ID", "SAMPLE_ID") if draw(st.booleans())]
    lines = ["\t".join([*ids, *header]), *("\t".join([*(["P1", "S1"][: len(ids)]), *row]) for row in rows)]
    return "\n".join(lines).encode()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(NAMES), st.one_of(tables(), st.binary(max_size=80)), max_size=5))
def test_nothing_in_a_table_raises_and_every_row_is_counted(files: dict[str, bytes]) -> None:
    read = read_study_files([study_file("mbc", name, content) for name, content in sorted(files.items())])
    assert len(read.files) == len(files)
    for record in read.people:
        assert record.person
        for fact in record.facts:
            assert fact.sources
