"""One trial as it stands in a file, before anything of it is understood."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from onward.terms import Issue, Severity


class TrialFormat(Enum):
    """The forms in which registries hand out trials."""

    CTGOV_V2 = "ClinicalTrials.gov v2"
    CTGOV_XML = "ClinicalTrials.gov XML"
    CTML = "CTML"
    RESEARCH_STUDY = "FHIR ResearchStudy"


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTrial:
    """One trial of a file.

    raw      its original bytes; for a ResearchStudy whose sites stand in other entries of its bundle, a bundle of
             just these
    place    where in the file: "line 40", "studies[3]", "entry[0].resource", "" for a file that is one trial
    offset   of `raw` in the unpacked file, in bytes; -1 where `raw` is no slice of it
    body     what the parser made of it: a dict, or the root element of XML
    """

    format: TrialFormat
    raw: bytes
    place: str
    offset: int
    body: object


@dataclass(frozen=True, slots=True)
class LostTrial:
    """A record that stands in a file and could not be read, and why."""

    issue: Issue


def trial_issue(file: str, place: str, what: str, did: str, severity: Severity = Severity.ERROR) -> Issue:
    """An issue of a trial file; an ERROR costs one trial or more."""
    return Issue(file=file, place=place, what=what, did=did, severity=severity)
