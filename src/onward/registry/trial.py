"""A trial as its registry states it: every text verbatim, nothing judged.

Absent is "" for text, () for lists, None for numbers and dates; absent never means "none" or "no".
"""

from __future__ import annotations

from dataclasses import dataclass

from onward.registry.cohorts import CohortCriteria, MatchTree
from onward.registry.site import Contact, Site
from onward.terms import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialSource:
    """Where a trial was read.

    file     name as messages call it
    place    in the file: "line 40", "studies[3]", "entry[0].resource"; "" for the whole file
    sha256   of the original bytes of the file as they lie on disk, hexadecimal
    format   "ClinicalTrials.gov v2", "ClinicalTrials.gov XML", "CTML", "FHIR ResearchStudy"
    """

    file: str
    place: str
    sha256: str
    format: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervention:
    """What is given or done; `type` in the registry's word (DRUG, BIOLOGICAL, Drug, ...)."""

    name: str
    type: str = ""
    description: str = ""
    other_names: tuple[str, ...] = ()
    arms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Arm:
    """An arm of the protocol; `interventions` as written ("Drug: Palbociclib")."""

    label: str
    type: str = ""
    description: str = ""
    interventions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Disease:
    """A coded disease that the registry gives beside its words; `system` as the registry names it ("NCIt", "MeSH")."""

    name: str
    code: str = ""
    system: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One trial.

    id                 NCT id, else the protocol number, else another id of the record; "" when it has none
    protocol_no        the institution's number in CTML; "" elsewhere
    other_ids          further ids as written, without `id`
    status             the registry's own word ("RECRUITING", "Recruiting", "open to accrual"); "" when not stated.
                       `recruitment_of` gives one vocabulary
    why_stopped        the registry's words
    phases             as written, one each ("PHASE1", "PHASE2"; "Phase 1"); `phases_of` gives one vocabulary
    study_type         as written ("INTERVENTIONAL", "Interventional")
    eligibility_text   verbatim, registry escapes and markdown included; "" when there is none.
                       `readable_text` takes the escapes away
    sex                as written ("FEMALE", "All"); "" when not stated
    minimum_age, maximum_age   as written ("18 Years", "6 Months", "N/A"); "" when not stated. `age_limit` reads them
    healthy_volunteers None when not stated
    sites              a site with nothing but a country stands for "somewhere in that country"
    match              criteria tree that holds for the whole trial (CTML), None where the format has none
    cohorts            steps, arms and dose levels with their own criteria tree and suspended flag (CTML), in order
    status_verified    when the registry says that the status was last confirmed
    last_update        when the record was last changed in the registry
    """

    id: str
    source: TrialSource
    protocol_no: str = ""
    other_ids: tuple[str, ...] = ()
    brief_title: str = ""
    official_title: str = ""
    acronym: str = ""
    brief_summary: str = ""
    detailed_description: str = ""
    status: str = ""
    why_stopped: str = ""
    status_verified: PartialDate | None = None
    start: PartialDate | None = None
    primary_completion: PartialDate | None = None
    completion: PartialDate | None = None
    last_update: PartialDate | None = None
    study_type: str = ""
    phases: tuple[str, ...] = ()
    enrollment: int | None = None
    primary_purpose: str = ""
    allocation: str = ""
    masking: str = ""
    sponsor: str = ""
    collaborators: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    diseases: tuple[Disease, ...] = ()
    arms: tuple[Arm, ...] = ()
    interventions: tuple[Intervention, ...] = ()
    primary_outcomes: tuple[str, ...] = ()
    eligibility_text: str = ""
    sex: str = ""
    gender_based: str = ""
    minimum_age: str = ""
    maximum_age: str = ""
    healthy_volunteers: bool | None = None
    sites: tuple[Site, ...] = ()
    contacts: tuple[Contact, ...] = ()
    match: MatchTree | None = None
    cohorts: tuple[CohortCriteria, ...] = ()

    @property
    def title(self) -> str:
        """The title that people read: the brief one, else the official one, else the acronym, else the id."""
        return self.brief_title or self.official_title or self.acronym or self.id

    @property
    def status_as_of(self) -> PartialDate | None:
        """The newest day on which the registry vouches for the status: verified, else last updated."""
        return self.status_verified or self.last_update
