"""Maps of MR (enhancement, diffusion) as parametric map objects (DICOM PS3.3 A.75), by highdicom."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from pydicom import Dataset
from pydicom.sr.codedict import codes
from pydicom.sr.coding import Code as DicomCode
from pydicom.uid import generate_uid

from onward.outputs.dicom.origin import (
    MANUFACTURER,
    MODEL,
    SERIAL,
    mark,
    settle,
    short_text,
    software_version,
    sources_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapKind:
    """What a map shows: its label, words, UCUM unit, and the code of the quantity where DICOM has one.

    window   lowest and highest value that a viewer shows at first
    """

    label: str
    words: str
    unit: str
    unit_words: str
    window: tuple[float, float]
    quantity: DicomCode | None = None


EARLY_ENHANCEMENT = MapKind(
    label="PE_EARLY", words="Early percentage enhancement", unit="%", unit_words="percent", window=(0, 300)
)
LATE_ENHANCEMENT = MapKind(
    label="PE_LATE", words="Late percentage enhancement", unit="%", unit_words="percent", window=(0, 300)
)
ENHANCEMENT_RATIO = MapKind(
    label="SER", words="Signal enhancement ratio", unit="1", unit_words="no units", window=(0, 3)
)
DIFFUSION_COEFFICIENT = MapKind(
    label="ADC",
    words="Apparent diffusion coefficient",
    unit="10*-3.mm2/s",
    unit_words="10^-3 mm2/s",
    window=(0, 3),
    quantity=codes.DCM.ApparentDiffusionCoefficient,
)


def write_map(
    values: NDArray[np.float32], kind: MapKind, headers: Sequence[Dataset], *, written: datetime, description: str = ""
) -> Dataset:
    """One map on the planes of a series; NaN where nothing was measured.

    values    (planes, rows, columns) in the order of `headers`, one header a plane
    Raises ValueError where headers are not one a plane: maps on multi-frame images are not written.
    """
    from highdicom.pm import ParametricMap, RealWorldValueMapping

    if len(headers) != len(values) or any("PerFrameFunctionalGroupsSequence" in one for one in headers):
        raise ValueError("the images are not one a plane: a map on multi-frame images is not written")
    sources = sources_of(headers)
    key = hashlib.sha256(np.ascontiguousarray(values).tobytes())
    key.update("|".join((kind.label, *(str(one.get("SOPInstanceUID")) for one in sources))).encode())
    made_of = key.hexdigest()
    measured = values[np.isfinite(values)]
    limits = (float(measured.min()), float(measured.max())) if measured.size else (0.0, 0.0)
    low, high = kind.window
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what the images' maker wrote against the standard is no news here
        made = ParametricMap(
            source_images=sources,
            pixel_array=values,
            series_instance_uid=generate_uid(entropy_srcs=[made_of, "series"]),
            series_number=900,
            sop_instance_uid=generate_uid(entropy_srcs=[made_of, "instance"]),
            instance_number=1,
            manufacturer=MANUFACTURER,
            manufacturer_model_name=MODEL,
            software_versions=software_version(),
            device_serial_number=SERIAL,
            contains_recognizable_visual_features=False,
            real_world_value_mappings=[
                RealWorldValueMapping(
                    lut_label=kind.label,
                    lut_explanation=kind.words,
                    unit=DicomCode(kind.unit, "UCUM", kind.unit_words),
                    value_range=limits,
                    slope=1.0,
                    intercept=0.0,
                    quantity_definition=kind.quantity,
                )
            ],
            window_center=(low + high) / 2,
            window_width=high - low,
            content_label=kind.label,
            content_description=short_text(description or kind.words),
        )
    mark(made, sources, description or kind.words)
    return settle(made, written)
