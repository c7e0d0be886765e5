"""Short words for the records of spec tests: facts as intake would give them, and parts of a disease picture.

A picture is put together by hand here: these pages stand on what `disease` promises, not on how it gets there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import assert_never

from onward.criteria import Reference, Subject, subject_of
from onward.disease import (
    Cns,
    Course,
    DiseasePicture,
    EndocrineSensitivity,
    Line,
    OnsetOfMetastasis,
    ReceptorCall,
    SiteOfDisease,
    Subtype,
)
from onward.terms import UNDATED, PartialDate, Period, Quantity, Truth, at, parse_date
from onward.timeline import (
    AnyFact,
    BiomarkerScore,
    CancerDiagnosis,
    Comorbidity,
    Demographics,
    DiseaseStatus,
    DrugTreatment,
    Fact,
    GenesStudied,
    LabResult,
    Marker,
    MenopausalStatus,
    Metastasis,
    Method,
    Origin,
    PerformanceStatus,
    ReceptorResult,
    Sex,
    SpecimenKind,
    StageFact,
    Standing,
    TreatmentBasis,
    Variant,
    VariantKind,
    build_timeline,
)

AS_OF = date(2026, 11, 1)


def day(text: str) -> PartialDate | None:
    """A date as records write it; "" for none."""
    if not text:
        return None
    found = parse_date(text)
    assert found is not None, f"{text} is no date"
    return found


def when(text: str) -> Period:
    """ "2026-05-01" a point, "2026-05-01 to 2026-06" a period, "2026-05-01 to ?" an open one, "" undated."""
    if not text:
        return UNDATED
    start, to, end = text.partition(" to ")
    if not to:
        return at(day(start))
    return Period(day(start), None if end == "?" else day(end))


def number(text: str) -> Decimal:
    """A number by its digits."""
    return Decimal(text)


# --- facts


def born(birth: str, sex: str = "female") -> Demographics:
    """A person."""
    return Demographics(birth=day(birth), sex=Sex(sex) if sex else None)


def lab(
    analyte: str,
    value: str,
    unit: str | None,
    on: str = "2026-10-25",
    *,
    low: str = "",
    high: str = "",
    standing: Standing = Standing.CONFIRMED,
) -> LabResult:
    """A laboratory value; `low` and `high` are the laboratory's limits in the same unit."""
    return LabResult(
        analyte=analyte,
        kind="laboratory",
        value=Quantity(Decimal(value), unit),
        low=Quantity(Decimal(low), unit) if low else None,
        high=Quantity(Decimal(high), unit) if high else None,
        when=when(on),
        standing=standing,
    )


def word(analyte: str, result: str, on: str = "2026-10-25") -> LabResult:
    """A laboratory result in words."""
    return LabResult(analyte=analyte, kind="laboratory", word=result, when=when(on))


def ecog(value: int, on: str = "2026-10-25") -> PerformanceStatus:
    """An ECOG performance status."""
    return PerformanceStatus(scale="ECOG", value=value, when=when(on))


def menopause(status: str, on: str = "2024-01-10") -> MenopausalStatus:
    """A menopausal status."""
    return MenopausalStatus(status=status, when=when(on))


def condition(group: str, status: str = "", on: str = "", *, standing: Standing = Standing.CONFIRMED) -> Comorbidity:
    """Another condition."""
    return Comorbidity(group=group, clinical_status=status, when=when(on), text=group, standing=standing)


def cancer(
    text: str,
    on: str = "",
    *,
    is_breast: bool | None = True,
    histology: str = "",
    in_situ: bool = False,
    status: str = "",
    standing: Standing = Standing.CONFIRMED,
) -> CancerDiagnosis:
    """A primary cancer."""
    return CancerDiagnosis(
        text=text,
        is_breast=is_breast,
        histology=histology,
        in_situ=in_situ,
        clinical_status=status,
        when=when(on),
        standing=standing,
    )


def stage(value: str, on: str = "2024-02-01") -> StageFact:
    """A stage group."""
    return StageFact(axis="group", kind="clinical", value=value, text=value, when=when(on))


def category(value: str, kind: str = "clinical", on: str = "2024-02-01", text: str = "") -> StageFact:
    """A T or N category; `text` where the source says more than its value (ypT1)."""
    axis = (value or text or "T")[0]
    return StageFact(axis=axis, kind=kind, value=value, text=text or value, when=when(on))


def status(value: str, on: str) -> DiseaseStatus:
    """How the cancer did, as somebody judged it."""
    return DiseaseStatus(value=value, evidence=("imaging",), when=when(on))


def variant(
    gene: str,
    protein: str = "",
    *,
    kind: str = "small variant",
    present: bool | None = True,
    origin: str = "unknown",
    tissue: str = "tissue",
    on: str = "2026-03-01",
    significance: str = "",
    partner: str = "",
    consequence: str = "",
    coding: str = "",
    specimen: str = "",
) -> Variant:
    """A gene finding, or with present=False a tested negative."""
    return Variant(
        gene=gene,
        protein=protein,
        kind=VariantKind(kind),
        present=present,
        origin=Origin(origin),
        tissue=tissue,
        when=when(on),
        significance=significance,
        partner=partner,
        consequence=consequence,
        coding=coding,
        specimen=specimen,
    )


def panel(*genes: str, tissue: str = "tissue", on: str = "2026-03-01", specimen: str = "") -> GenesStudied:
    """A list of genes that a test looked at."""
    return GenesStudied(panel="panel", genes=genes, tissue=tissue, when=when(on), specimen=specimen)


def score(
    name: str, value: str = "", *, measure: str = "", assay: str = "", word: str = "", unit: str | None = None
) -> BiomarkerScore:
    """A score or state of the tumour."""
    return BiomarkerScore(
        name=name,
        measure=measure,
        assay=assay,
        value=Quantity(Decimal(value), unit) if value else None,
        status=word,
        when=when("2026-03-01"),
    )


# --- parts of the picture


@dataclass(frozen=True)
class Extent:
    """Whether the disease is metastatic, and what the sites are together."""

    metastatic: Truth
    bone_only: Truth = Truth.UNKNOWN
    visceral: Truth = Truth.UNKNOWN

    @property
    def words(self) -> str:
        """As the record column says it."""
        metastatic = {Truth.YES: "metastatic", Truth.NO: "not metastatic", Truth.UNKNOWN: "extent not recorded"}
        more = ", bone only" if self.bone_only is Truth.YES else ""
        return metastatic[self.metastatic] + more


METASTATIC = Extent(Truth.YES)
EARLY = Extent(Truth.NO)
BONE_ONLY = Extent(Truth.YES, bone_only=Truth.YES, visceral=Truth.NO)


def site(name: str, first: str = "2024-02-01") -> SiteOfDisease:
    """A metastatic site."""
    fact = Metastasis(site=name, basis="imaging", when=when(first))
    return SiteOfDisease(site=name, text="", first=day(first), last=day(first), evidence=("imaging",), facts=(fact,))


def receptor(
    marker: str,
    call: str,
    on: str = "2026-03-01",
    *,
    kind: str = "metastasis",
    percent: str = "",
    score: str = "",
    settle: str = "",
    standing: Standing = Standing.CONFIRMED,
) -> ReceptorCall:
    """A receptor call with the result that it rests on."""
    low, _, high = percent.partition("-")
    result = ReceptorResult(
        marker=Marker(marker),
        method=Method.IHC,
        percent_low=Decimal(low) if low else None,
        percent_high=Decimal(high or low) if low else None,
        percent_text=f"{percent} %" if percent else "",
        ihc_score=score,
        status="" if percent or score else call,
        specimen_kind=SpecimenKind(kind),
        when=when(on),
        standing=standing,
    )
    return ReceptorCall(
        marker=Marker(marker),
        call=call,
        rule=f"{marker.lower()}/example",
        because="",
        date=day(on),
        specimen=f"{kind} {on}",
        specimen_kind=SpecimenKind(kind),
        specimen_site="",
        inputs=(result,),
        settle=settle,
    )


def ish(status: str = "", on: str = "2026-03-01", *, ratio: str = "", copies: str = "") -> ReceptorCall:
    """A HER2 in situ hybridisation: what the laboratory concluded, and its numbers."""
    result = ReceptorResult(
        marker=Marker.HER2,
        method=Method.ISH,
        status=status,
        ish_ratio=Quantity(Decimal(ratio), None) if ratio else None,
        her2_copies=Quantity(Decimal(copies), None) if copies else None,
        when=when(on),
    )
    return ReceptorCall(
        marker=Marker.HER2,
        call="cannot be told",
        rule="her2/example",
        because="",
        date=day(on),
        specimen=f"metastasis {on}",
        specimen_kind=SpecimenKind.METASTASIS,
        specimen_site="",
        inputs=(result,),
        settle="",
    )


def course(
    drug: str,
    drug_class: str,
    start: str,
    end: str = "",
    *,
    groups: tuple[str, ...] = (),
    role: str = "anticancer",
    ongoing: bool = False,
    why: str = "",
    only_ordered: bool = False,
    known: bool = True,
    target: str = "",
    payload: str = "",
) -> Course:
    """One drug over one stretch of time."""
    basis = TreatmentBasis.ORDERED if only_ordered else TreatmentBasis.GIVEN
    fact = DrugTreatment(
        drug=drug if known else "", drug_text=drug, basis=basis, when=Period(day(start), day(end)), stop_reason=why
    )
    return Course(
        drug=drug,
        known=known,
        drug_class=drug_class,
        groups=groups,
        role=role,
        start=day(start),
        end=day(end),
        ongoing=ongoing,
        why_stopped=why,
        intent="",
        only_ordered=only_ordered,
        facts=(fact,),
        target=target,
        payload=payload,
    )


def line(n: int, *courses: Course, setting: str = "metastatic", why: str = "unknown") -> Line:
    """A line of therapy; it runs while one of its drugs runs."""
    ongoing = any(one.ongoing for one in courses)
    assert setting in ("neoadjuvant", "adjuvant", "metastatic", "unknown")
    assert why in ("progression", "toxicity", "completed", "planned", "choice", "death", "unknown")
    return Line(
        n=n,
        setting=setting,
        regimen=" + ".join(one.drug for one in courses),
        drugs=tuple(one.drug for one in courses),
        classes=tuple(dict.fromkeys(one.drug_class for one in courses)),
        start=courses[0].start,
        end=None if ongoing else courses[-1].end,
        why_ended="ongoing" if ongoing else why,
        rules=("lines/example",),
        because="",
        courses=courses,
    )


def onset(
    kind: str, diagnosed: str = "", metastatic: str = "", months: tuple[int, int] | None = None
) -> OnsetOfMetastasis:
    """How the metastatic disease began."""
    assert kind in ("de_novo", "recurrent", "unknown")
    return OnsetOfMetastasis(
        onset=kind,
        rule="onset/example",
        because={"de_novo": "metastatic at first diagnosis", "recurrent": "came back", "unknown": "dates missing"}[
            kind
        ],
        first_diagnosis=day(diagnosed),
        first_metastasis=day(metastatic),
        disease_free_months=months,
    )


def cns(status: str, since: str = "", *, looked_on: str = "") -> Cns:
    """State of the central nervous system; `looked_on` the newest imaging of the brain."""
    assert status in ("none known", "treated stable", "active", "leptomeningeal", "unknown")
    told = f"{status}{f' since {since}' if since else ''}{f', brain imaged {looked_on}' if looked_on else ''}"
    return Cns(status=status, rule="cns/example", because=told, since=day(since), looked_on=day(looked_on))


def endocrine(status: str) -> EndocrineSensitivity:
    """Endocrine sensitivity."""
    assert status in ("primary resistance", "secondary resistance", "sensitive", "not exposed", "unknown")
    return EndocrineSensitivity(status=status, rule="resistance/example", because=status)


Piece = AnyFact | ReceptorCall | Course | Line | SiteOfDisease | Extent | OnsetOfMetastasis | Cns | EndocrineSensitivity

EMPTY_PICTURE = DiseasePicture(
    person="example",
    metastatic=Truth.UNKNOWN,
    metastatic_because="no stage, no site and no status of metastasis is recorded",
    onset=onset("unknown"),
    receptors=(),
    subtype=Subtype(code="HR?/HER2?", plain="not known", because="", rule="subtype/example", from_calls=()),
    sites=(),
    bone_only=Truth.UNKNOWN,
    visceral=Truth.UNKNOWN,
    cns=cns("unknown"),
    courses=(),
    lines=(),
    exposures=(),
    endocrine=endocrine("unknown"),
    conflicts=(),
    age_years=None,
)


def subject(*pieces: Piece, as_of: date = AS_OF, reference: Reference | None = None) -> Subject:
    """A person whose record holds just these pieces."""
    facts: list[AnyFact] = []
    picture = EMPTY_PICTURE
    for piece in pieces:
        match piece:
            case Fact():
                facts.append(piece)
            case ReceptorCall():
                receptors = (*picture.receptors, piece)
                current = replace(picture.subtype, from_calls=_newest(receptors))
                picture = replace(picture, receptors=receptors, subtype=current)
            case Course():
                picture = replace(picture, courses=(*picture.courses, piece))
            case Line():
                picture = replace(picture, lines=(*picture.lines, piece), courses=(*picture.courses, *piece.courses))
            case SiteOfDisease():
                picture = replace(picture, sites=(*picture.sites, piece), metastatic=Truth.YES)
            case Extent():
                picture = replace(
                    picture,
                    metastatic=piece.metastatic,
                    metastatic_because=piece.words,
                    bone_only=piece.bone_only,
                    visceral=piece.visceral,
                )
            case OnsetOfMetastasis():
                picture = replace(picture, onset=piece)
            case Cns():
                picture = replace(picture, cns=piece)
            case EndocrineSensitivity():
                picture = replace(picture, endocrine=piece)
            case _:
                assert_never(piece)
    timeline = build_timeline("example", facts)
    return subject_of(timeline, picture, reference or Reference(), as_of=as_of)


def _newest(calls: tuple[ReceptorCall, ...]) -> tuple[ReceptorCall, ...]:
    """The newest call of each marker, as the subtype uses it."""
    newest: dict[Marker, ReceptorCall] = {}
    for call in sorted(calls, key=lambda one: one.date.sort_key if one.date is not None else (date.min, date.min, "")):
        newest[call.marker] = call
    return tuple(newest.values())
