"""Segmentations and reports that others wrote: we see the same voxels and numbers as dcmqi and highdicom do."""

from __future__ import annotations

import csv
import os
import subprocess
import warnings
from io import StringIO
from pathlib import Path

import numpy as np
import pytest
from tests.phantoms.lesions import lies_where, seen_by_dcmqi

from onward.cli import main
from onward.intake import read
from onward.intake.dicom import TracedRegion, read_folder, read_segmentation
from onward.timeline import LesionMeasurement

pytestmark = pytest.mark.real


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = Path(os.environ.get("ONWARD_DATA", ""))
    if not (data / "unpack.sh").is_file():
        pytest.skip("ONWARD_DATA names no folder with unpack.sh")
    folder = tmp_path_factory.mktemp("imaging")
    for name in ("dcmqi", "highdicom"):
        subprocess.run(["tar", "-xf", data / "imaging" / f"{name}.tar.xz", "-C", folder], check=True)
    return folder


def file_of(images: Path, name: str) -> Path:
    (found,) = images.rglob(name)
    return found


def regions_of(path: Path) -> tuple[TracedRegion, ...]:
    regions, issues = read_segmentation(read_folder([path]).series[0].instances[0])
    assert issues == ()
    return regions


@pytest.mark.parametrize(
    "name",
    ["liver.dcm", "partial_overlaps.dcm", "sparse-labelmap-ppv5.dcm", "sparse-labelmap-noppv.dcm", "seg.dcm",
     "seg_image_ct_binary.dcm", "seg_image_ct_binary_overlap.dcm"],
)  # fmt: skip
def test_segmentations_as_dcmqi_sees_them(images: Path, tmp_path: Path, name: str) -> None:
    path = file_of(images, name)
    seen, _ = seen_by_dcmqi(path, tmp_path / "dcmqi")
    regions = {region.number: region for region in regions_of(path)}
    # In the frames that a label map leaves out dcmqi sees its padding value, which is no segment.
    assert set(regions) == set(seen) - ({5} if name == "sparse-labelmap-ppv5.dcm" else set())
    for number, region in regions.items():
        assert region.mask is not None
        grid, mask = region.mask
        assert np.array_equal(lies_where(seen[number], grid), mask)


@pytest.mark.parametrize("name", ["seg_image_ct_binary_fractional.dcm", "seg_image_ct_true_fractional.dcm"])
def test_fractional_segmentations_as_highdicom_sees_them(images: Path, name: str) -> None:
    import highdicom

    path = file_of(images, name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        volume = highdicom.seg.segread(path).get_volume(allow_missing_positions=True, rescale_fractional=True)
    (region,) = regions_of(path)
    assert region.mask is not None
    grid, mask = region.mask
    theirs = volume.array[..., 0] >= 0.5
    assert int(theirs.sum()) == int(mask.sum())
    # Each of their voxels lies at one of ours.
    spots = np.argwhere(theirs)
    places = spots @ volume.affine[:3, :3].T + volume.affine[:3, 3]
    indices = np.rint(grid.to_indices(places)).astype(int)
    assert mask[indices[:, 0], indices[:, 1], indices[:, 2]].all()


def test_the_report_of_dcmqi_gives_the_numbers_of_the_data_folders_readme(images: Path) -> None:
    (person,) = read(file_of(images, "sr.dcm")).people
    facts = {fact.measure: str(fact.value) for fact in person.facts if isinstance(fact, LesionMeasurement)}
    assert facts == {
        "SUVmean": "6.01529 g/mL",
        "SUVmax": "10.3814 g/mL",
        "SUVpeak": "9.45534 g/mL",
        "SUV SD": "1.62653 g/mL",
        "volume": "33.5824 ml",
        "TLG": "202.008 g",
    }


def test_the_report_of_dcmqi_as_a_table_keeps_every_number(images: Path, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "sr.dcm").write_bytes(file_of(images, "sr.dcm").read_bytes())
    assert main(["imaging", "convert", str(folder), "--to", "csv,fhir", "--out", str(tmp_path / "out")]) == 0
    rows = list(csv.DictReader(StringIO((tmp_path / "out" / "lesions.csv").read_text())))
    values = {row["measure"]: row["value"] for row in rows}
    assert len(rows) == len(values) == 22
    assert values["SUVmax"] == "10.3814"
    assert values["SUVbw, minimum"] == "2.91136"
    assert values["Standardized Added Metabolic Activity"] == "107.283"


def test_healthy_anatomy_of_highdicoms_reports_is_no_lesion(images: Path) -> None:
    found = read([file_of(images, "sr_document_with_multiple_groups.dcm"), file_of(images, "sr_document.dcm")])
    facts = [fact for person in found.people for fact in person.facts]
    assert [(fact.measure, str(fact.value), fact.site) for fact in facts if isinstance(fact, LesionMeasurement)] == [
        ("longest diameter", "10.0 mm", "lung")
    ]
