"""What is missing: each gap with the reason it matters and what would settle it. Nothing recorded is never "no"."""

from __future__ import annotations

from dataclasses import dataclass

from onward.disease import DiseasePicture
from onward.packet.sentence import has_breast_cancer
from onward.terms import Truth
from onward.timeline import (
    BiomarkerScore,
    Demographics,
    GenesStudied,
    MenopausalStatus,
    Origin,
    PerformanceStatus,
    Sex,
    Timeline,
    Variant,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One thing that is not recorded, imprecise or cannot be told.

    what     what is missing
    matters  what it would decide
    settle   the report, test or question that would settle it
    """

    what: str
    matters: str
    settle: str


def find_gaps(picture: DiseasePicture, timeline: Timeline) -> tuple[Gap, ...]:
    """The gaps of one person's record, those that decide most first."""
    if not has_breast_cancer(timeline):
        return (
            Gap(
                what="No breast cancer diagnosis is recorded.",
                matters="Everything that Onward answers is about breast cancer.",
                settle="Add the diagnosis (a Condition or the pathology report), or check whose records these are.",
            ),
        )
    return tuple(
        gap
        for gap in (
            *_extent(picture),
            *_receptors(picture),
            *_genes(picture, timeline),
            *_scores(picture, timeline),
            *_person(timeline),
            *_treatment(picture),
        )
        if gap is not None
    )


def _extent(picture: DiseasePicture) -> list[Gap | None]:
    gaps: list[Gap | None] = []
    if picture.metastatic is Truth.UNKNOWN:
        gaps.append(
            Gap(
                what="Whether the disease is metastatic is not recorded.",
                matters="Setting of every treatment, options and trials.",
                settle="The staging report, or the latest imaging of chest, abdomen and bone.",
            )
        )
    if picture.metastatic is Truth.YES and not picture.sites:
        gaps.append(
            Gap(
                what="The disease is metastatic, but no site is recorded.",
                matters="Bone-only, visceral or brain disease lead to different treatment.",
                settle="The imaging report that found the metastases.",
            )
        )
    if picture.metastatic is Truth.YES and picture.onset.onset == "unknown" and picture.onset.settle:
        gaps.append(
            Gap(
                what="Whether the disease was metastatic from the start or came back is not clear.",
                matters="Endocrine resistance, first-line options and trial eligibility.",
                settle=picture.onset.settle,
            )
        )
    if picture.metastatic is Truth.YES and picture.cns.settle:
        gaps.append(
            Gap(
                what=f"The state of disease in the brain and its coverings is {picture.cns.status}.",
                matters="Active and stable disease of the brain are treated differently, and most trials ask.",
                settle=picture.cns.settle,
            )
        )
    return gaps


def _receptors(picture: DiseasePicture) -> list[Gap | None]:
    gaps: list[Gap | None] = []
    if picture.subtype.settle:
        gaps.append(
            Gap(
                what=f"The subtype is not settled: {picture.subtype.code}.",
                matters="It decides which treatments can be considered at all.",
                settle=picture.subtype.settle,
            )
        )
    named = {(call.marker, call.settle) for call in picture.subtype.from_calls}
    gaps.extend(
        Gap(
            what=f"{call.marker.value} of {call.specimen}: {call.call}.",
            matters="A call on this specimen shows whether the tumour has changed.",
            settle=call.settle,
        )
        # The newest six calls: what older specimens leave open stands in the receptor table.
        for call in picture.receptors[:6]
        if call.settle and (call.marker, call.settle) not in named
    )
    return gaps


# Genes whose result decides between treatments in metastatic disease.
_DECIDING_GENES = {
    "HR+": ("ESR1", "PIK3CA", "AKT1", "PTEN", "BRCA1", "BRCA2"),
    "HR-": ("BRCA1", "BRCA2"),
    "HR?": ("BRCA1", "BRCA2"),
}


def _genes(picture: DiseasePicture, timeline: Timeline) -> list[Gap | None]:
    if picture.metastatic is Truth.NO:
        return []
    studied = {gene for fact in timeline.of(GenesStudied) for gene in fact.genes}
    studied |= {fact.gene for fact in timeline.of(Variant)}
    group = picture.subtype.code.split("/", maxsplit=1)[0]
    missing = [gene for gene in _DECIDING_GENES.get(group, ()) if gene not in studied]
    gaps: list[Gap | None] = []
    if missing:
        gaps.append(
            Gap(
                what=f"No result is recorded for {', '.join(missing)}.",
                matters="Targeted treatments and trials that depend on these genes.",
                settle="The report of tumour or plasma sequencing; if none was done, whether to do it.",
            )
        )
    germline = any(
        fact.origin is Origin.GERMLINE or fact.tissue == "germline sample"
        for fact in (*timeline.of(Variant),)
        if fact.gene in ("BRCA1", "BRCA2")
    ) or any(
        fact.tissue == "germline sample" and {"BRCA1", "BRCA2"} & set(fact.genes) for fact in timeline.of(GenesStudied)
    )
    if not germline:
        gaps.append(
            Gap(
                what="No germline BRCA1/BRCA2 result is recorded.",
                matters="PARP inhibitors; relatives.",
                settle="The report of the germline test; if none was done, whether to offer it.",
            )
        )
    return gaps


def _scores(picture: DiseasePicture, timeline: Timeline) -> list[Gap | None]:
    negative = picture.subtype.code in ("HR-/HER2-", "HR-/HER2-low", "HR-/HER2-ultralow", "HR-/HER2-zero")
    if not negative or picture.metastatic is Truth.NO:
        return []
    if any(fact.name == "PD-L1" for fact in timeline.of(BiomarkerScore)):
        return []
    return [
        Gap(
            what="No PD-L1 result is recorded.",
            matters="Immunotherapy with chemotherapy in triple-negative disease.",
            settle="PD-L1 by 22C3 with the combined positive score on the newest adequate specimen.",
        )
    ]


def _person(timeline: Timeline) -> list[Gap | None]:
    gaps: list[Gap | None] = []
    people = timeline.of(Demographics)
    if not timeline.of(PerformanceStatus):
        gaps.append(
            Gap(
                what="No performance status (ECOG or Karnofsky) is recorded.",
                matters="Nearly every trial, and the choice between treatments.",
                settle="The last clinic note; or ask.",
            )
        )
    female = any(fact.sex is Sex.FEMALE for fact in people)
    if female and not timeline.of(MenopausalStatus):
        gaps.append(
            Gap(
                what="Menopausal status is not recorded.",
                matters="Endocrine treatment, and whether ovarian suppression is needed.",
                settle="Ask; oestradiol and FSH where it is not clear.",
            )
        )
    if not any(fact.birth is not None or fact.age_years_at_diagnosis is not None for fact in people):
        gaps.append(Gap(what="Age is not recorded.", matters="Doses, trials and scores.", settle="The date of birth."))
    return gaps


def _treatment(picture: DiseasePicture) -> list[Gap | None]:
    if picture.metastatic is Truth.YES and not picture.lines:
        return [
            Gap(
                what="No line of therapy can be told from the record.",
                matters="The next option depends on what was given, and for how long.",
                settle="The treatment summary with start and stop dates and why each treatment ended.",
            )
        ]
    return []
