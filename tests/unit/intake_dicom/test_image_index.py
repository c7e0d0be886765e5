"""The index of images in the store: the same answers as reading everything, and only what changed is read again."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from tests.phantoms.dicom import Scan, write_scan

from onward.app.image_index import StoredIndex, index_in_store
from onward.app.imaging import index_folder
from onward.imaging import SeriesFound
from onward.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "index.sqlite") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two series, a text and a broken file."""
    root = tmp_path / "images"
    write_scan(root / "pet", Scan(values=np.ones((6, 5, 4)), tags={"PatientID": "P1"}))
    write_scan(root / "ct", Scan(values=np.zeros((4, 5, 4)), modality="CT", slope=1, tags={"KVP": 120}))
    (root / "notes.txt").write_text("no image", encoding="utf-8")
    whole = (root / "ct" / "image-000.dcm").read_bytes()
    (root / "cut.dcm").write_bytes(whole[:300])
    return root


def told(found: StoredIndex) -> set[tuple[str, str, int]]:
    return {(one.series_instance_uid, one.modality, one.instances) for one in found.series}


def test_the_index_says_what_reading_everything_says(folder: Path, store: Store) -> None:
    plain = index_folder([folder])
    for expected_reads in (12, 0):
        found = index_in_store([folder], store)
        assert found.read == expected_reads
        assert sorted(found.series, key=_uid) == sorted(plain.series, key=_uid)
        assert set(found.skipped) == set(plain.skipped)
        assert set(found.issues) == set(plain.issues)


def _uid(one: SeriesFound) -> str:
    return one.series_instance_uid


def test_only_what_is_new_is_read(folder: Path, store: Store) -> None:
    index_in_store([folder], store)
    write_scan(folder / "later", Scan(values=np.ones((3, 5, 4))))
    found = index_in_store([folder], store)
    assert found.read == 3 and len(found.series) == 3


def test_a_file_that_is_gone_is_gone_from_its_series(folder: Path, store: Store) -> None:
    index_in_store([folder], store)
    (folder / "pet" / "image-005.dcm").unlink()
    found = index_in_store([folder], store)
    assert found.read == 0
    assert sorted(count for _, _, count in told(found)) == [4, 5]
    assert {one.grids[0].shape[0] for one in found.series} == {4, 5}


def test_a_changed_header_is_seen(folder: Path, store: Store) -> None:
    index_in_store([folder], store)
    changed = Scan(values=np.ones((6, 5, 4)), tags={"PatientID": "P1", "SeriesDescription": "ANOTHER"})
    shutil.rmtree(folder / "pet")
    write_scan(folder / "pet", changed)
    found = index_in_store([folder], store)
    assert found.read == 6 and "ANOTHER" in {one.description for one in found.series}


def test_a_folder_that_was_only_touched_is_not_read_again(folder: Path, store: Store) -> None:
    index_in_store([folder], store)
    for file in (folder / "pet").iterdir():
        os.utime(file, (1_800_000_000, 1_800_000_000))
    assert index_in_store([folder], store).read == 0
    assert index_in_store([folder], store).read == 0, "the new times were kept"


def test_one_byte_of_a_header_that_changed_under_the_same_size_and_another_time_is_seen(
    folder: Path, store: Store
) -> None:
    index_in_store([folder], store)
    file = folder / "pet" / "image-003.dcm"
    file.write_bytes(file.read_bytes().replace(b"SYNTHETIC PHANTOM", b"SYNTHETIC PHANTON"))
    os.utime(file, (1_800_000_000, 1_800_000_000))
    assert index_in_store([folder], store).read == 1


def test_archives_count_as_one_file(folder: Path, store: Store, tmp_path: Path) -> None:
    archive = tmp_path / "images.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for file in sorted((folder / "pet").iterdir()):
            packed.write(file, f"inside/{file.name}")
    assert [count for _, _, count in told(index_in_store([archive], store))] == [6]
    again = index_in_store([archive], store)
    assert again.read == 0 and [count for _, _, count in told(again)] == [6]


def test_two_patients_under_one_series_uid_are_two_series(tmp_path: Path, store: Store) -> None:
    for person in ("P1", "P2"):
        scan = Scan(values=np.ones((3, 5, 4)), tags={"PatientID": person}, series_uid="1.2.3")
        write_scan(tmp_path / "two" / person, scan)
    assert len(index_in_store([tmp_path / "two"], store).series) == 2


def test_a_part_of_an_indexed_folder_is_known(folder: Path, store: Store) -> None:
    index_in_store([folder], store)
    found = index_in_store([folder / "ct"], store)
    assert found.read == 0 and len(found.series) == 1
    assert index_in_store([folder], store).read == 0, "the rest of the folder is still known"


def test_processes_give_what_one_gives(tmp_path: Path, store: Store) -> None:
    root = tmp_path / "many"
    for number in range(3):
        write_scan(root / f"{number}", Scan(values=np.ones((250, 2, 2))))
    found = index_in_store([root], store, workers=2)
    assert found.read == 750
    assert told(found) == {
        (one.series_instance_uid, one.modality, one.instances) for one in index_folder([root]).series
    }


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, store: Store) -> None:
    found = index_in_store([tmp_path / "nowhere"], store)
    assert found.series == () and "no such file" in found.issues[0].what


def test_how_a_series_was_made_is_listed(folder: Path, store: Store) -> None:
    by_modality = {one.modality: one.acquisition for one in index_in_store([folder], store).series}
    assert by_modality["CT"]["kvp_kv"] == 120
    assert by_modality["PT"]["injected_mbq"] == 350.0
    assert by_modality["PT"]["frame_duration_s"] == 300.0
