"""Bone scans made for one test: two views as one image of two frames, or as two images. Synthetic, and labelled so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from pydicom import Dataset
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.sequence import Sequence as DicomSequence
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

NM = "1.2.840.10008.5.1.4.1.1.20"
ROWS, COLUMNS, MM = 400, 160, 4.0
CODES = {"anterior": "399321004", "posterior": "399001007"}

Spot = tuple[int, int, float, int]


def body(*spots: Spot, middle: float = 79.5, level: float = 1.0) -> NDArray[np.uint16]:
    """A symmetrical body: soft tissue of 8 counts, a spine, ribs and thighs of 40; and discs at (row, column) of so
    many counts and radius in pixels.
    """
    rows, columns = np.mgrid[:ROWS, :COLUMNS]
    aside = np.abs(columns - middle)
    counts = np.zeros((ROWS, COLUMNS))
    counts[(aside <= 45) & (rows > 20) & (rows < 380)] = 8
    counts[(aside <= 6) & (rows > 40) & (rows < 240)] = 40
    for rib in range(70, 180, 14):
        counts[(aside <= 36) & (aside > 6) & (np.abs(rows - rib) <= 2)] = 40
    counts[(np.abs(aside - 22) <= 5) & (rows > 250) & (rows < 370)] = 40
    for row, column, height, radius in spots:
        counts[(rows - row) ** 2 + (columns - column) ** 2 <= radius**2] = height
    return np.rint(counts * level).astype(np.uint16)


def write_bone_scan(
    folder: Path,
    views: Sequence[tuple[str, NDArray[np.uint16]]],
    *,
    date: str = "20260105",
    coded: bool = True,
    two_files: bool = False,
    mm: float | None = MM,
    oriented: bool = True,
    study: str = "",
) -> str:
    """Write the views in their order; gives the UID of the study. coded False: nothing says which view is which."""
    folder.mkdir(parents=True, exist_ok=True)
    study, series = study or generate_uid(), generate_uid()
    groups = [[one] for one in views] if two_files else [list(views)]
    for number, group in enumerate(groups):
        meta = FileMetaDataset()
        meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = NM, generate_uid()
        meta.TransferSyntaxUID = ExplicitVRLittleEndian
        file = FileDataset("phantom", {}, file_meta=meta, preamble=b"\0" * 128)
        file.SOPClassUID, file.SOPInstanceUID, file.Modality = NM, meta.MediaStorageSOPInstanceUID, "NM"
        file.StudyInstanceUID, file.SeriesInstanceUID = study, series
        file.PatientID, file.SeriesDescription = "PHANTOM", "SYNTHETIC PHANTOM"
        file.StudyDate = file.SeriesDate = file.AcquisitionDate = date
        file.NumberOfFrames = len(group)
        file.DetectorVector = list(range(1, len(group) + 1))
        if mm is not None:
            file.PixelSpacing = [mm, mm]
        detectors: list[Dataset] = []
        for name, _ in group:
            detector = Dataset()
            if oriented:
                detector.ImageOrientationPatient = [1 if name == "anterior" else -1, 0, 0, 0, 0, -1]
            if coded:
                view = Dataset()
                view.CodeValue, view.CodingSchemeDesignator = CODES[name], "SCT"
                view.CodeMeaning = f"{name} projection"
                detector.ViewCodeSequence = DicomSequence([view])
            detectors.append(detector)
        file.DetectorInformationSequence = DicomSequence(detectors)
        stored = np.stack([counts for _, counts in group])
        file.Rows, file.Columns = stored.shape[1:]
        file.SamplesPerPixel, file.PhotometricInterpretation, file.PixelRepresentation = 1, "MONOCHROME2", 0
        file.BitsAllocated = file.BitsStored = 16
        file.HighBit = 15
        file.PixelData = stored.tobytes()
        file.save_as(folder / f"nm-{number}.dcm", enforce_file_format=True)
    return study
