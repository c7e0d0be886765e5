"""Imaging beside its peers: indexing, folder to SUV volume, lesions on a whole body, diameters.

Everything is made here, so the figures need no data. SimpleITK's series reader and scipy.ndimage are the peers.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

from bench.timing import median_seconds, paired, seconds

Report = Callable[[str, str, str], None]

_SPACING_MM = (3.0, 2.0, 2.0)
_PET = "1.2.840.10008.5.1.4.1.1.128"
_FIRST, _Z = 10001, 98765.432


def measure_images(folder: Path, report: Report, quick: bool) -> None:
    """All of it; `quick` indexes 2,000 instances in place of 10,000."""
    _lesions(report)
    _diameters(report)
    _volume(folder / "pet", report)
    _index(folder / "many", report, 2_000 if quick else 10_000)


def write_pet(folder: Path, slices: int, rows: int, columns: int, *, series: str = "") -> None:
    """A PET series of ramps, one file a slice, written from one header: thousands of files in seconds."""
    folder.mkdir(parents=True, exist_ok=True)
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID, meta.TransferSyntaxUID = _PET, ExplicitVRLittleEndian
    one = FileDataset("bench", {}, file_meta=meta, preamble=b"\0" * 128)
    uid = f"2.25.1{series or '0'}"
    instance, height = f"{uid}.{_FIRST}", f"{_Z:+011.3f}"
    one.SOPClassUID, one.Modality, one.PatientID = _PET, "PT", "BENCH"
    one.SOPInstanceUID = meta.MediaStorageSOPInstanceUID = instance
    one.SeriesInstanceUID, one.StudyInstanceUID, one.FrameOfReferenceUID = uid, f"{uid}.1", f"{uid}.2"
    one.SyntheticData, one.SeriesDescription = "YES", "SYNTHETIC bench"
    one.PatientSex, one.PatientWeight, one.PatientSize = "F", 70.0, 1.7
    one.SeriesDate = one.AcquisitionDate = one.StudyDate = "20260105"
    one.SeriesTime = one.AcquisitionTime = "110000"
    one.InstanceNumber = str(_FIRST)
    one.ImagePositionPatient, one.ImageOrientationPatient = [-200, -200, height], [1, 0, 0, 0, 1, 0]
    one.PixelSpacing, one.SliceThickness = [2.0, 2.0], 3.0
    one.Units, one.DecayCorrection, one.CorrectedImage = "BQML", "START", ["ATTN", "DECY"]
    one.ActualFrameDuration, one.FrameReferenceTime = 120000, 60000
    tracer = Dataset()
    tracer.RadionuclideTotalDose, tracer.RadionuclideHalfLife = 3.5e8, 6586.2
    tracer.RadiopharmaceuticalStartDateTime = "20260105100000"
    one.RadiopharmaceuticalInformationSequence = Sequence([tracer])
    one.RescaleSlope, one.RescaleIntercept = 0.5, 0
    one.Rows, one.Columns, one.SamplesPerPixel, one.PhotometricInterpretation = rows, columns, 1, "MONOCHROME2"
    one.BitsAllocated = one.BitsStored = 16
    one.HighBit, one.PixelRepresentation = 15, 0
    pixels = (np.arange(rows * columns, dtype=np.uint16) % 30000).tobytes()
    one.PixelData = pixels
    made = BytesIO()
    one.save_as(made, enforce_file_format=True)
    head = made.getvalue()[: -len(pixels)]
    for number in range(slices):
        own = head.replace(instance.encode(), f"{uid}.{_FIRST + number}".encode())
        own = own.replace(height.encode(), f"{number * 3.0:+011.3f}".encode())
        (folder / f"{number:05d}.dcm").write_bytes(own + pixels)


def _volume(folder: Path, report: Report) -> None:
    """545 slices of 243 x 238 from folder to SUV, against SimpleITK reading the same series to an array."""
    import SimpleITK

    from onward.app.imaging import index_folder, values_of

    write_pet(folder, 545, 243, 238)

    def ours() -> NDArray[np.float32] | None:
        return values_of(index_folder([folder]).stacks[0])[0]

    def theirs() -> object:
        reader = SimpleITK.ImageSeriesReader()
        reader.SetFileNames(reader.GetGDCMSeriesFileNames(str(folder)))
        return SimpleITK.GetArrayFromImage(reader.Execute()).astype(np.float32)

    found = paired(ours, theirs, runs=5)
    took = sorted(found.ours)[len(found.ours) // 2]
    report("545 slices of 243 x 238, folder to SUV volume", f"{took:.2f} s", "< 1 s")
    report("the same: SimpleITK's time against ours (it knows no SUV)", f"{found.ratio:.2f} times", "")
    shutil.rmtree(folder)


def whole_body(lesions: int = 80) -> NDArray[np.float32]:
    """15 million voxels of smooth noise around SUV 1 with hot balls."""
    from scipy.ndimage import gaussian_filter

    chance = np.random.default_rng(20261128)
    values = gaussian_filter(chance.gamma(2, 0.5, (258, 242, 242)).astype(np.float32), 1.2)
    z, y, x = np.ogrid[-5:6, -7:8, -7:8]
    for _ in range(lesions):
        a, b, c = (int(chance.integers(8, extent - 8)) for extent in values.shape)
        radius = chance.uniform(5, 14)
        ball = (3 * z) ** 2 + (2 * y) ** 2 + (2 * x) ** 2 <= radius**2
        values[a - 5 : a + 6, b - 7 : b + 8, c - 7 : c + 8][ball] += np.float32(chance.uniform(4, 12))
    return values


def _lesions(report: Report) -> None:
    """Threshold, components, statistics and peak of each lesion, against scipy.ndimage for the same."""
    from scipy import ndimage

    from onward.app.lesion_values import measured_near
    from onward.imaging import Grid, find_candidates
    from onward.imaging.peak import sphere_weights

    values = whole_body()
    grid = Grid(
        shape=(values.shape[0], values.shape[1], values.shape[2]),
        origin_mm=(0, 0, 0),
        along_slices=(0, 0, 1),
        along_rows=(0, 1, 0),
        along_columns=(1, 0, 0),
        spacing_mm=_SPACING_MM,
    )

    def ours() -> object:
        found = find_candidates(values, grid, above=4.0)
        return [measured_near(values, grid, one) for one in found]

    def theirs() -> object:
        labels, count = ndimage.label(values >= 4.0, structure=np.ones((3, 3, 3)))
        index = np.arange(1, count + 1)
        means = ndimage.mean(values, labels, index)
        medians = ndimage.median(values, labels, index)
        highest, lowest = ndimage.maximum(values, labels, index), ndimage.minimum(values, labels, index)
        deviations = ndimage.standard_deviation(values, labels, index)
        weights = sphere_weights(_SPACING_MM)
        peaks = []
        for number, box in enumerate(ndimage.find_objects(labels), start=1):
            wide = tuple(slice(max(0, one.start - 4), one.stop + 4) for one in box)
            mean = ndimage.correlate(values[wide], weights / weights.sum(), mode="nearest")
            peaks.append(mean[labels[wide] == number].max())
        return means, medians, highest, lowest, deviations, peaks

    found = paired(ours, theirs, runs=5)
    took = sorted(found.ours)[len(found.ours) // 2]
    report("15 million voxels: threshold, components, statistics, peak", f"{took:.2f} s", "< 0.5 s")
    report("the same: scipy.ndimage's time against ours (without diameters)", f"{found.ratio:.1f} times", "> 1")


def _diameters(report: Report) -> None:
    """Longest axial diameter and its perpendicular of 300 lesions of 4 to 40 mm."""
    from onward.imaging import in_plane_axes

    chance = np.random.default_rng(7)
    z, y, x = np.ogrid[-8:9, -22:23, -22:23]
    masks = [
        (3 * z / a) ** 2 + (y / b) ** 2 + (x / c) ** 2 <= 1
        for a, b, c in (chance.uniform(2, 20, 3) for _ in range(300))
    ]
    took = median_seconds(lambda: [in_plane_axes(mask, (3.0, 1.0, 1.0)) for mask in masks])
    report("axial diameters of 300 lesions", f"{took:.2f} s", "< 0.2 s")


def _index(folder: Path, report: Report, instances: int) -> None:
    """A folder of series of 250 instances into an empty store, and once more."""
    from onward.app.image_index import index_in_store
    from onward.store import Store

    for number in range(instances // 250):
        write_pet(folder / f"{number:03d}", 250, 64, 64, series=f"{number + 1:03d}")
    with Store.open(folder.parent / f"images-{generate_uid()[-8:]}.sqlite") as store:
        cold = seconds(lambda: index_in_store([folder], store))
        warm = median_seconds(lambda: index_in_store([folder], store), runs=5)
    report(f"index of {instances:,} instances, cold", f"{cold:.1f} s", f"< {15 * instances / 10_000:.0f} s")
    report(f"index of {instances:,} instances, warm", f"{warm:.2f} s", "< 0.5 s")
    shutil.rmtree(folder)
