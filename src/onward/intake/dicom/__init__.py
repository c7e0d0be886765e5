"""DICOM files in: series with their geometry, volumes, PET headers, and regions drawn on them.

Files are told by their content. Whatever cannot be used is an issue with file and tag, and the rest goes on.
"""

from __future__ import annotations

from onward.intake.dicom.acquisition import acquisition_of
from onward.intake.dicom.codes import DicomCoded
from onward.intake.dicom.diffusion import DiffusionSet, b_value_of, diffusion_sets, is_adc_map
from onward.intake.dicom.dynamic import DynamicSet, dynamic_sets
from onward.intake.dicom.folder import (
    DicomFolder,
    Instance,
    Series,
    grouped,
    instance_from,
    read_file,
    read_folder,
)
from onward.intake.dicom.pet import pet_headers
from onward.intake.dicom.planar import PlanarView, planar_views, read_planar
from onward.intake.dicom.presentation import (
    PRESENTATION_STATES,
    AnnotatedLine,
    calibrated_spacing_mm,
    read_lines,
    single_image_calibration,
)
from onward.intake.dicom.protocol import protocol_of
from onward.intake.dicom.real_world import MapsOfObjects, maps_of, read_maps
from onward.intake.dicom.report_facts import measure_of
from onward.intake.dicom.report_files import ReportFilesRead, read_report_files
from onward.intake.dicom.reports import Report, ReportedGroup, ReportedNumber, read_report
from onward.intake.dicom.segmentation import read_segmentation
from onward.intake.dicom.stacking import Stack, Unstacked, stack_series
from onward.intake.dicom.structures import read_structures
from onward.intake.dicom.traced import TracedRegion
from onward.intake.dicom.voxels import read_voxels, rescale_of

__all__ = [
    "PRESENTATION_STATES",
    "AnnotatedLine",
    "DicomCoded",
    "DicomFolder",
    "DiffusionSet",
    "DynamicSet",
    "Instance",
    "MapsOfObjects",
    "PlanarView",
    "Report",
    "ReportFilesRead",
    "ReportedGroup",
    "ReportedNumber",
    "Series",
    "Stack",
    "TracedRegion",
    "Unstacked",
    "acquisition_of",
    "b_value_of",
    "calibrated_spacing_mm",
    "diffusion_sets",
    "dynamic_sets",
    "grouped",
    "instance_from",
    "is_adc_map",
    "maps_of",
    "measure_of",
    "pet_headers",
    "planar_views",
    "protocol_of",
    "read_file",
    "read_folder",
    "read_lines",
    "read_maps",
    "read_planar",
    "read_report",
    "read_report_files",
    "read_segmentation",
    "read_structures",
    "read_voxels",
    "rescale_of",
    "single_image_calibration",
    "stack_series",
]
