"""The derived picture: receptors, subtype, onset, sites, lines of therapy, resistance; each with rule and reason."""

from __future__ import annotations

from onward.disease.derive import derive_picture
from onward.disease.onset import CAME_BACK
from onward.disease.picture import (
    Cns,
    Course,
    DiseasePicture,
    EndocrineSensitivity,
    Exposure,
    Line,
    OnsetOfMetastasis,
    PictureConflict,
    ReceptorCall,
    SiteOfDisease,
    Subtype,
    TreatmentQuestion,
    UnusedResult,
)

__all__ = [
    "CAME_BACK",
    "Cns",
    "Course",
    "DiseasePicture",
    "EndocrineSensitivity",
    "Exposure",
    "Line",
    "OnsetOfMetastasis",
    "PictureConflict",
    "ReceptorCall",
    "SiteOfDisease",
    "Subtype",
    "TreatmentQuestion",
    "UnusedResult",
    "derive_picture",
]
