"""What a new object takes over from the images it was made on, and how its identifiers come about."""

from __future__ import annotations

import copy
import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from pydicom import Dataset
from pydicom.uid import generate_uid

from onward.imaging import ReportedLesion

MANUFACTURER = "Onward"
MODEL = "Onward"
SERIAL = "0"
# A device has an identifier of its own in reports; Onward's is made of its name, so that it never changes.
DEVICE_UID = generate_uid(entropy_srcs=["Onward", "device"])
SYNTHETIC = "SYNTHETIC"
_SYNTHETIC_COMMENT = "SYNTHETIC: made from synthetic images, no person"

# Elements that must be there, if only empty (type 2), and that broken headers lack.
_MAY_BE_EMPTY = (
    "PatientID", "PatientName", "PatientBirthDate", "PatientSex", "AccessionNumber", "StudyID", "StudyDate",
    "StudyTime", "ReferringPhysicianName",
)  # fmt: skip


def software_version() -> str:
    """Onward's version as objects name it."""
    from importlib.metadata import version

    return version("onward")


def is_synthetic(header: Dataset) -> bool:
    """Whether the images say of themselves that nobody was scanned for them."""
    if str(header.get("SyntheticData") or "").upper() == "YES":
        return True
    return any(
        SYNTHETIC in str(header.get(keyword) or "").upper() for keyword in ("SeriesDescription", "ImageComments")
    )


def sources_of(headers: Sequence[Dataset]) -> list[Dataset]:
    """Copies of the headers that hold, if only empty, what every object must name. Pixels are not needed."""
    if not headers:
        raise ValueError("an object is made on at least one image")
    made: list[Dataset] = []
    for header in headers:
        one = copy.copy(header)
        for keyword in _MAY_BE_EMPTY:
            if keyword not in one:
                setattr(one, keyword, "")
        if str(one.PatientSex or "").strip() not in ("M", "F", "O", ""):
            one.PatientSex = ""
        made.append(one)
    return made


def mark(dataset: Dataset, sources: Sequence[Dataset], description: str) -> None:
    """Write what the series is, and that it is synthetic where its images are."""
    if any(is_synthetic(source) for source in sources):
        dataset.SyntheticData = "YES"
        if "Rows" in dataset:  # reports and structure sets have no comment on images
            dataset.ImageComments = _SYNTHETIC_COMMENT
        if SYNTHETIC not in description.upper():
            description = f"{SYNTHETIC} {description}"
    dataset.SeriesDescription = description[:64]


def settle(dataset: Dataset, written: datetime) -> Dataset:
    """Replace what the library took from clock and chance: the same content gives the same bytes."""
    dataset.InstanceCreationDate = dataset.SeriesDate = f"{written:%Y%m%d}"
    dataset.InstanceCreationTime = dataset.SeriesTime = f"{written:%H%M%S}"
    if "ContentDate" in dataset:
        dataset.ContentDate, dataset.ContentTime = dataset.InstanceCreationDate, dataset.InstanceCreationTime
    if "ContributingEquipmentSequence" in dataset:
        # The last one is the writing library; those before it come from the images and keep their times.
        dataset.ContributingEquipmentSequence[-1].ContributionDateTime = f"{written:%Y%m%d%H%M%S}"
    if "DimensionOrganizationSequence" in dataset:
        uid = generate_uid(entropy_srcs=[dataset.SOPInstanceUID, "dimensions"])
        dataset.DimensionOrganizationSequence[0].DimensionOrganizationUID = uid
        for item in dataset.get("DimensionIndexSequence") or ():
            item.DimensionOrganizationUID = uid
    return dataset


def identifiers(
    kind: str, lesions: Iterable[ReportedLesion], sources: Sequence[Dataset], *more: str
) -> tuple[str, str]:
    """SeriesInstanceUID and SOPInstanceUID of an object, made of what it holds and of the images it was made on."""
    told = hashlib.sha256()
    for part in (kind, str(sources[0].get("SeriesInstanceUID")), *more):
        told.update(part.encode() + b"\0")
    for one in lesions:
        lesion = one.lesion
        told.update("|".join((lesion.tracking_uid, lesion.tracking_id, lesion.label, lesion.reader)).encode() + b"\0")
        told.update(repr((one.number, lesion.grid, one.measures)).encode())
        box = box_of(lesion.mask)
        if box is not None:
            told.update(repr(box).encode() + np.packbits(lesion.mask[box]).tobytes())
    key = told.hexdigest()
    return generate_uid(entropy_srcs=[key, "series"]), generate_uid(entropy_srcs=[key, "instance"])


Box = tuple[slice, slice, slice]


def box_of(mask: NDArray[np.bool_]) -> Box | None:
    """The smallest box that holds a region; None for one without voxels. A lesion is small beside its images."""
    held = np.flatnonzero(mask.any(axis=(1, 2)))
    if not len(held):
        return None
    slices = slice(int(held[0]), int(held[-1]) + 1)
    part = mask[slices].any(axis=0)
    rows, columns = np.flatnonzero(part.any(axis=-1)), np.flatnonzero(part.any(axis=0))
    return slices, slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)


def short_text(text: str, longest: int = 64) -> str:
    """A text as an element of DICOM holds it: one line, no backslash, not too long."""
    plain = "".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") or sign == "\\" else sign for sign in text)
    return " ".join(plain.split())[:longest]
