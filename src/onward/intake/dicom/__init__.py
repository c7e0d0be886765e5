"""DICOM files in: series with their geometry, volumes, PET headers, and regions drawn on them.

Files are told by their content. Whatever cannot be used is an issue with file and tag, and the rest goes on.
"""

from __future__ import annotations

from onward.intake.dicom.codes import DicomCoded
from onward.intake.dicom.folder import DicomFolder, Instance, Series, read_folder
from onward.intake.dicom.pet import pet_headers
from onward.intake.dicom.planar import PlanarView, planar_views, read_planar
from onward.intake.dicom.report_facts import measure_of
from onward.intake.dicom.report_files import ReportFilesRead, read_report_files
from onward.intake.dicom.reports import Report, ReportedGroup, ReportedNumber, read_report
from onward.intake.dicom.segmentation import read_segmentation
from onward.intake.dicom.stacking import Stack, Unstacked, stack_series
from onward.intake.dicom.structures import read_structures
from onward.intake.dicom.traced import TracedRegion
from onward.intake.dicom.voxels import read_voxels

__all__ = [
    "DicomCoded",
    "DicomFolder",
    "Instance",
    "PlanarView",
    "Report",
    "ReportFilesRead",
    "ReportedGroup",
    "ReportedNumber",
    "Series",
    "Stack",
    "TracedRegion",
    "Unstacked",
    "measure_of",
    "pet_headers",
    "planar_views",
    "read_folder",
    "read_planar",
    "read_report",
    "read_report_files",
    "read_segmentation",
    "read_structures",
    "read_voxels",
    "stack_series",
]
