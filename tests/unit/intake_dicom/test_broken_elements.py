"""One broken element does not cost the object; a broken part of a report or structure set costs all of it."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from tests.phantoms.dicom import Scan, write_scan, write_structures
from tests.phantoms.reports import MM, group, number, write_report

from onward.app.imaging import index_folder, measure_regions
from onward.intake import read

SHAPE, SPACING = (4, 12, 12), (4.0, 2.0, 2.0)


def scan() -> Scan:
    return Scan(values=np.full(SHAPE, 50.0), spacing_mm=SPACING, modality="CT", slope=1.0)


def replaced(path: Path, what: bytes, by: bytes) -> None:
    content = path.read_bytes()
    assert content.count(what) >= 1
    path.write_bytes(content.replace(what, by, 1))


def test_an_element_of_a_kind_that_is_none_is_left_out_and_named(tmp_path: Path) -> None:
    paths = write_scan(tmp_path, scan())
    # (0010,1030) PatientWeight
    replaced(paths[1], b"\x10\x00\x30\x10DS", b"\x10\x00\x30\x10ZZ")
    found = index_folder([tmp_path])
    (series,) = found.series
    assert series.grids[0].shape == SHAPE
    assert [(issue.file, issue.place, issue.what) for issue in found.issues] == [
        (f"{tmp_path.name}/{paths[1].name}", "PatientWeight", "an element cannot be read")
    ]


def test_a_number_that_is_none_is_left_out(tmp_path: Path) -> None:
    paths = write_scan(tmp_path, scan())
    replaced(paths[0], b"70.0", b"7o.0")
    assert [issue.place for issue in index_folder([tmp_path]).issues] == ["PatientWeight"]


def test_a_report_whose_content_is_broken_gives_nothing(tmp_path: Path) -> None:
    groups = [
        group(
            f"1.2.840.{one}", number(("103339001", "SCT", "Long axis"), "31.5", MM), site=("10200004", "SCT", "Liver")
        )
        for one in range(3)
    ]
    path = write_report(tmp_path, "report.dcm", groups)
    replaced(path, b"31.5", b"3l.5")
    found = read(tmp_path)
    assert [fact for person in found.people for fact in person.facts] == []
    assert found.issues[0].what == "an item of the content cannot be read: measurements may be missing"


def test_a_structure_set_with_a_broken_contour_gives_nothing(tmp_path: Path) -> None:
    one = scan()
    write_scan(tmp_path, one)
    x, y, z = one.position_mm(1)
    square = np.array([[x + 4, y + 4, z], [x + 12, y + 4, z], [x + 12, y + 12, z], [x + 4, y + 12, z]])
    path = write_structures(tmp_path, {"Tumour": [square]}, one)
    assert len(measure_regions(index_folder([tmp_path])).regions) == 1
    replaced(path, f"{x + 12:.4f}".encode(), f"{x + 12:.4f}".replace(".", "_").encode())
    found = measure_regions(index_folder([tmp_path]))
    assert found.regions == ()
    assert "a part of it cannot be read: contours may be missing" in [issue.what for issue in found.issues]


@pytest.mark.parametrize("seed", range(60))
def test_damaged_bytes_raise_nothing(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    one = scan()
    write_scan(tmp_path, one)
    write_report(tmp_path, "report.dcm", [group("1.2.840.1", number(("103339001", "SCT", "Long axis"), "31.5", MM))])
    x, y, z = one.position_mm(1)
    square = np.array([[x + 4, y + 4, z], [x + 12, y + 4, z], [x + 12, y + 12, z], [x + 4, y + 12, z]])
    write_structures(tmp_path, {"Tumour": [square]}, one)
    for path in sorted(tmp_path.iterdir()):
        content = bytearray(path.read_bytes())
        for _ in range(chance.choice((0, 1, 3, 12))):
            at = chance.randrange(132, len(content))
            match chance.randrange(3):
                case 0:
                    content[at] = chance.randrange(256)
                case 1:
                    del content[at : at + chance.randrange(1, 30)]
                case _:
                    content[at:at] = chance.randbytes(chance.randrange(1, 12))
        path.write_bytes(content)
    measure_regions(index_folder([tmp_path]))
    read(tmp_path)
