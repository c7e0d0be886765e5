"""Which files are records: told by content, in a fixed order, with everything else accounted for."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from onward.intake import Encoding, Format, FoundFile, Skipped, find_files
from onward.terms import Issue, Severity

PATIENT = b'{"resourceType":"Patient","id":"anna"}'
PRETTY = b"""{
  "resourceType": "Bundle",
  "entry": [
    {
      "resource": {"resourceType": "Patient"}
    }
  ]
}
"""


def one(path: Path) -> FoundFile | Skipped | Issue:
    (found,) = find_files([path])
    return found


def write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("content", "format"),
    [
        (PATIENT, Format.FHIR_JSON),
        (PATIENT + b"\n", Format.FHIR_JSON),
        (PRETTY, Format.FHIR_JSON),
        (PATIENT + b"\n" + PATIENT, Format.FHIR_NDJSON),
        (b"\n" + PATIENT + b"\r\n" + PATIENT + b"\r\n", Format.FHIR_NDJSON),
        (b'{"broken": \n' + PATIENT + b"\n" + PATIENT, Format.FHIR_NDJSON),
        (b"[" + PATIENT + b"]", Format.FHIR_JSON),
        (
            b'{"resourceType":"Bundle","entry":[\n{"resource":{"resourceType":"Patient"}},\n{"resource":{"resourceType":"Patient"}}\n]}',
            Format.FHIR_JSON,
        ),
    ],
)
def test_the_format_by_content_whatever_the_name(tmp_path: Path, content: bytes, format: Format) -> None:
    for name in ("a.json", "a.ndjson", "a.txt", "a"):
        found = one(write(tmp_path / name, content))
        assert isinstance(found, FoundFile)
        assert (found.format, found.gzipped) == (format, False)


def test_a_first_line_longer_than_what_is_looked_at_first(tmp_path: Path) -> None:
    long = b'{"resourceType":"Binary","id":"x","data":"' + b"A" * 300_000 + b'"}'
    found = one(write(tmp_path / "a.ndjson", long + b"\n" + PATIENT))
    assert isinstance(found, FoundFile)
    assert found.format is Format.FHIR_NDJSON


def test_resource_type_that_comes_late_in_the_file(tmp_path: Path) -> None:
    late = b'{"text":"' + b"A" * 300_000 + b'","resourceType":"Patient"}'
    assert isinstance(one(write(tmp_path / "a.json", late)), FoundFile)


def test_gzip_by_its_first_bytes(tmp_path: Path) -> None:
    found = one(write(tmp_path / "a.json", gzip.compress(PATIENT, mtime=0)))
    assert isinstance(found, FoundFile)
    assert found.gzipped


def test_byte_order_marks(tmp_path: Path) -> None:
    found = one(write(tmp_path / "a.json", b"\xef\xbb\xbf" + PATIENT))
    assert isinstance(found, FoundFile)
    assert found.encoding is Encoding.UTF8_BOM
    found = one(write(tmp_path / "b.json", PATIENT.decode().encode("utf-16")))
    assert isinstance(found, FoundFile)
    assert found.encoding is Encoding.UTF16


def test_a_folder_in_a_fixed_order_with_names_from_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "records"
    write(folder / "b" / "2.json", PATIENT)
    write(folder / "a.json", PATIENT)
    write(folder / "b" / "1.json", PATIENT)
    write(folder / "README.md", b"# About these records")
    write(folder / "scan.png", b"\x89PNG\r\n")
    write(folder / ".DS_Store", b"\x00\x00")
    found = list(find_files([folder]))
    assert [item.name if isinstance(item, FoundFile) else item.file for item in found] == [
        "records/.DS_Store",
        "records/README.md",
        "records/a.json",
        "records/b/1.json",
        "records/b/2.json",
        "records/scan.png",
    ]
    assert [item.why for item in found if isinstance(item, Skipped)] == [
        "a hidden file",
        "text that is not JSON",
        "a PNG image",
    ]


def test_two_given_files_of_one_name_keep_their_paths(tmp_path: Path) -> None:
    paths = [write(tmp_path / "x" / "a.json", PATIENT), write(tmp_path / "y" / "a.json", PATIENT)]
    assert [item.name for item in find_files(paths) if isinstance(item, FoundFile)] == [
        path.as_posix() for path in paths
    ]


def test_links_that_lead_in_circles_are_followed_once(tmp_path: Path) -> None:
    write(tmp_path / "r" / "a.json", PATIENT)
    (tmp_path / "r" / "again").symlink_to(tmp_path / "r", target_is_directory=True)
    (tmp_path / "r" / "gone.json").symlink_to(tmp_path / "nowhere.json")
    found = list(find_files([tmp_path / "r"]))
    assert [type(item).__name__ for item in found] == ["FoundFile", "Skipped", "Issue"]


def test_a_study_folder_is_one_thing(tmp_path: Path) -> None:
    write(tmp_path / "study" / "data_clinical_sample.txt", b"PATIENT_ID\tSAMPLE_ID\n")
    write(tmp_path / "study" / "meta_study.txt", b"cancer_study_identifier: x\n")
    write(tmp_path / "study" / "LICENSE", b"free\n")
    found = list(find_files([tmp_path / "study"]))
    assert isinstance(found[0], FoundFile)
    assert found[0].format is Format.STUDY_FOLDER
    assert [item.file for item in found if isinstance(item, Skipped)] == ["study/LICENSE"]


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("a.json", b"", "the file is empty"),
        ("a.json", b" \n ", "the file holds nothing but white space"),
        ("a.json", b'{"weather": "rain"}', 'JSON that is not FHIR: no "resourceType" in it'),
        (
            "a.xml",
            b'<?xml version="1.0"?><Patient xmlns="http://hl7.org/fhir"/>',
            "FHIR as XML; Onward reads FHIR as JSON",
        ),
        ("a.xml", b'<ClinicalDocument xmlns="urn:hl7-org:v3"/>', "an HL7 V3 document (C-CDA); Onward reads FHIR JSON"),
        ("a.json", PATIENT.decode().encode("utf-16-le"), "UTF-16 text without a byte order mark"),
        ("a.json", b"resourceType: Patient", "expected FHIR JSON or NDJSON, found text that is not JSON"),
        ("a.json.gz", gzip.compress(PATIENT, mtime=0)[:12], "the gzip data are damaged from the start"),
    ],
)
def test_what_should_have_been_a_record(tmp_path: Path, name: str, content: bytes, what: str) -> None:
    found = one(write(tmp_path / name, content))
    assert isinstance(found, Issue)
    assert (found.file, found.what, found.severity) == (name, what, Severity.ERROR)
    assert found.did


def test_what_is_given_by_name_is_no_bystander(tmp_path: Path) -> None:
    """A readme inside a folder is skipped; the same file named on purpose is an issue."""
    path = write(tmp_path / "r" / "notes.txt", b"call the clinic")
    assert [type(item).__name__ for item in find_files([tmp_path / "r"])] == ["Skipped"]
    found = one(path)
    assert isinstance(found, Issue)
    assert found.what == "expected FHIR JSON or NDJSON, found text that is not JSON"


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    found = one(tmp_path / "gone")
    assert isinstance(found, Issue)
    assert found.what == "there is no such file or folder"


def test_a_folder_and_a_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "r" / "closed" / "a.json", PATIENT)
    write(tmp_path / "r" / "locked.json", PATIENT)
    write(tmp_path / "r" / "open.json", PATIENT)
    # Whoever runs the tests may be allowed everything, so the refusal of the system is put in its place.
    listing, opening = Path.iterdir, Path.open

    def refuse_listing(path: Path) -> object:
        if path.name == "closed":
            raise PermissionError(13, "Permission denied")
        return listing(path)

    def refuse_opening(path: Path, *arguments: object, **keywords: object) -> object:
        if path.name == "locked.json":
            raise PermissionError(13, "Permission denied")
        return opening(path, *arguments, **keywords)  # type: ignore[arg-type]  # passed through as it came

    monkeypatch.setattr(Path, "iterdir", refuse_listing)
    monkeypatch.setattr(Path, "open", refuse_opening)
    found = list(find_files([tmp_path / "r"]))
    issues = [item for item in found if isinstance(item, Issue)]
    assert [(issue.file, issue.what) for issue in issues] == [
        ("r/closed", "cannot be read: permission denied"),
        ("r/locked.json", "cannot be read: permission denied"),
    ]
    assert issues[0].did == "skipped it; give read access (chmod u+r r/closed) and run again"
    assert [item.name for item in found if isinstance(item, FoundFile)] == ["r/open.json"]
