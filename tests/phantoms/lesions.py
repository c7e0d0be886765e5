"""Lesions on a phantom, measured: what the writers of objects are given."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import SimpleITK as sitk
from numpy.typing import NDArray
from pydicom import Dataset
from tests.phantoms.dicom import Scan, write_scan

from onward.imaging import DrawnLesion, Grid, ReportedLesion, measure_region, reported
from onward.intake.dicom import Stack, read_folder, stack_series

WRITTEN = datetime(2026, 1, 6, 9, 30, tzinfo=UTC)
READER = "Reader 1"


@dataclass(frozen=True)
class OnPhantom:
    """A written series as it is read again, and lesions measured on it."""

    stack: Stack
    lesions: tuple[ReportedLesion, ...]

    @property
    def headers(self) -> list[Dataset]:
        return [plane.instance.header for plane in self.stack.planes]

    @property
    def grid(self) -> Grid:
        return self.stack.grid


def on_phantom(
    folder: Path,
    scan: Scan,
    masks: Mapping[str, NDArray[np.bool_]],
    *,
    reader: str = READER,
    order: Sequence[int] | None = None,
    **of_lesion: Any,
) -> OnPhantom:
    """Write the scan, read it, and measure each mask as a lesion of that label; they lie in the liver."""
    write_scan(folder, scan, order=order)
    stacks = stack_series(read_folder([folder]).series[0])
    assert isinstance(stacks, tuple)
    unit = {"PT": "SUVbw", "CT": "HU"}.get(scan.modality, "")
    lesions = tuple(
        reported(
            DrawnLesion(
                **{
                    "tracking_uid": f"1.2.826.0.1.3680043.10.{number}",
                    "tracking_id": f"L{number}",
                    "label": label,
                    "site": "liver",
                    "grid": stacks[0].grid,
                    "mask": mask,
                    "reader": reader,
                    **of_lesion,
                }
            ),
            measure_region(scan.values, stacks[0].grid, mask, uptake=unit == "SUVbw"),
            number=number,
            unit=unit,
        )
        for number, (label, mask) in enumerate(masks.items(), start=1)
    )
    return OnPhantom(stacks[0], lesions)


def seen_by_dcmqi(path: Path, folder: Path) -> tuple[dict[int, sitk.Image], dict[str, Any]]:
    """The segments of a SEG as dcmqi's `segimage2itkimage` reads them: a mask image by number, and its description."""
    folder.mkdir()
    _dcmqi("segimage2itkimage", "--inputDICOM", str(path), "--outputDirectory", str(folder))
    found: dict[int, sitk.Image] = {}
    for image in sorted(folder.glob("*.nrrd")):
        labels = sitk.ReadImage(str(image))
        for number in np.unique(sitk.GetArrayViewFromImage(labels)):
            if number:
                found[int(number)] = labels == int(number)
    return found, json.loads((folder / "meta.json").read_text())


def report_by_dcmqi(path: Path, folder: Path) -> dict[str, Any]:
    """A report as dcmqi's `tid1500reader` reads it."""
    written = folder / "report.json"
    _dcmqi("tid1500reader", "--inputDICOM", str(path), "--outputMetadata", str(written))
    return json.loads(written.read_text())


def lies_where(image: sitk.Image, grid: Grid) -> NDArray[np.bool_]:
    """The voxels of a grid whose centre lies in an image's region, by the patient positions that the image gives."""
    mask = np.zeros(grid.shape, dtype=bool)
    spots = np.argwhere(sitk.GetArrayViewFromImage(image) > 0)
    for z, y, x in spots:
        place = image.TransformIndexToPhysicalPoint((int(x), int(y), int(z)))
        at = grid.to_indices(np.array([place]))[0]
        assert np.abs(at - np.rint(at)).max() < 0.01, "dcmqi sees the voxel between voxels of the images"
        mask[tuple(np.rint(at).astype(int))] = True
    assert int(mask.sum()) == len(spots)
    return mask


def _dcmqi(program: str, *arguments: str) -> None:
    run = subprocess.run(
        [Path(sys.executable).parent / program, *arguments], capture_output=True, text=True, timeout=120, check=False
    )
    assert run.returncode == 0, run.stderr
