"""Packets built by hand for the page's own tests: a person with everything, and people with next to nothing.

The person with everything follows the story of the first example (examples/README.md) and adds what pages stumble
over: markup in names and texts, results without unit or date, a month alone, an order that nobody confirmed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from onward.disease import (
    Cns,
    DiseasePicture,
    EndocrineSensitivity,
    OnsetOfMetastasis,
    ReceptorCall,
    SiteOfDisease,
    Subtype,
)
from onward.packet import InputFile, KnowledgeFile, Packet, assemble_packet
from onward.terms import UNDATED, Issue, PartialDate, Period, Truth, at, parse_date
from onward.timeline import (
    AnyFact,
    CancerDiagnosis,
    Death,
    Demographics,
    Marker,
    Metastasis,
    Method,
    ReceptorResult,
    Sex,
    Source,
    SpecimenFact,
    SpecimenKind,
    Variant,
    build_timeline,
)

AS_OF = date(2026, 11, 13)
FILE = "bundle.json"
SCRIPT_NAME = 'Rowena <script>alert("x")</script> Quillfeather'


def day(text: str) -> PartialDate:
    found = parse_date(text)
    assert found is not None, text
    return found


def when(start: str, end: str = "") -> Period:
    if not start and not end:
        return UNDATED
    if not end:
        return at(day(start))
    return Period(day(start) if start else None, day(end))


class Numbered:
    """Gives every fact its own source resource."""

    def __init__(self) -> None:
        self.count = 0

    def source(self, kind: str) -> tuple[Source, ...]:
        self.count += 1
        return (
            Source(
                file=FILE,
                sha256="ab" * 32,
                place=f"entry[{self.count}]",
                resource=f"{kind}/{kind.lower()}-{self.count}",
            ),
        )


def resources_of(packet: Packet) -> dict[str, str]:
    """An original text for every source, as the application hands them over."""
    return {
        f"{source.file}#{source.place}": f'{{\n  "resourceType": "{source.resource.split("/", 1)[0]}",\n'
        f'  "id": "{source.resource.rsplit("/", 1)[-1]}",\n  "note": "<b>as it stood</b> & no other"\n}}'
        for fact in packet.timeline.facts
        for source in fact.sources
    }


def _knowledge() -> tuple[KnowledgeFile, ...]:
    return (
        KnowledgeFile(
            id="disease/receptors",
            version="2026-11-23",
            sha256="1a" * 32,
            review="none",
            expires=date(2027, 11, 23),
            stale=False,
        ),
        KnowledgeFile(
            id="disease/lines",
            version="2025-01-01",
            sha256="2b" * 32,
            review="none",
            expires=date(2026, 1, 1),
            stale=True,
        ),
    )


def assembled(
    facts: list[AnyFact], picture: DiseasePicture, issues: tuple[Issue, ...] = (), as_of: date = AS_OF
) -> Packet:
    timeline = replace(build_timeline(picture.person, facts), as_of=as_of)
    return assemble_packet(
        timeline,
        picture,
        as_of=as_of,
        inputs=[InputFile(name=FILE, sha256="ab" * 32)],
        knowledge=_knowledge(),
        onward_version="0.1.0",
        issues=issues,
    )


def nothing_told(person: str) -> DiseasePicture:
    """The picture of a record from which nothing can be told."""
    return DiseasePicture(
        person=person,
        metastatic=Truth.UNKNOWN,
        metastatic_because="No stage, status or metastasis is recorded.",
        onset=OnsetOfMetastasis(onset="unknown", rule="", because="", first_diagnosis=None, first_metastasis=None),
        receptors=(),
        subtype=Subtype(
            code="HR?/HER2?",
            plain="subtype not recorded",
            because="",
            rule="",
            from_calls=(),
            settle="The pathology report with ER, PR and HER2.",
        ),
        sites=(),
        bone_only=Truth.UNKNOWN,
        visceral=Truth.UNKNOWN,
        cns=Cns(status="unknown", rule="", because="", since=None),
        courses=(),
        lines=(),
        exposures=(),
        endocrine=EndocrineSensitivity(status="unknown", rule="", because=""),
        conflicts=(),
        age_years=None,
    )


def empty_packet() -> Packet:
    """A record that names a person and nothing else."""
    number = Numbered()
    return assembled([Demographics(names=("Nobody Atall",), sources=number.source("Patient"))], nothing_told("empty"))


def other_cancer_packet() -> Packet:
    """A man with lung cancer: no breast cancer is recorded, and the page says so."""
    number = Numbered()
    facts: list[AnyFact] = [
        Demographics(sex=Sex.MALE, birth=day("1950-01"), sources=number.source("Patient")),
        CancerDiagnosis(
            is_breast=False,
            text="Non-small cell lung cancer",
            when=when("2020-02-01"),
            sources=number.source("Condition"),
        ),
    ]
    return assembled(facts, replace(nothing_told("lung"), age_years=(76, 76)))


def one_event_packet() -> Packet:
    """One dated fact: a breast cancer, and the person has died since."""
    number = Numbered()
    facts: list[AnyFact] = [
        Demographics(sex=Sex.FEMALE, sources=number.source("Patient")),
        CancerDiagnosis(
            is_breast=True, text="Breast cancer", when=when("2019-05-02"), sources=number.source("Condition")
        ),
        Death(when=when("2021-02"), sources=number.source("Patient")),
    ]
    picture = nothing_told("one")
    onset = replace(picture.onset, first_diagnosis=day("2019-05-02"))
    return assembled(facts, replace(picture, onset=onset))


def study_packet() -> Packet:
    """A person of a research study: months in place of dates, a sample, variants, nothing dated."""
    number = Numbered()
    sample = "P-0000004-T01-IM3"
    er = ReceptorResult(
        marker=Marker.ER,
        method=Method.IHC,
        status="positive",
        specimen=sample,
        specimen_kind=SpecimenKind.METASTASIS,
        sources=number.source("row"),
    )
    facts: list[AnyFact] = [
        Demographics(sex=Sex.FEMALE, age_years_at_diagnosis=Decimal("51"), sources=number.source("row")),
        CancerDiagnosis(
            is_breast=True, text="Breast Invasive Ductal Carcinoma", histology="ductal", sources=number.source("row")
        ),
        SpecimenFact(key=sample, kind=SpecimenKind.METASTASIS, site="liver", sources=number.source("row")),
        Metastasis(site="liver", basis="biopsy", sources=number.source("row")),
        er,
        *(
            Variant(gene=gene, protein=protein, specimen=sample, tissue="tissue", sources=number.source("row"))
            for gene, protein in (("PIK3CA", "p.H1047R"), ("TP53", "p.X125_splice"), ("ESR1", "p.Y537S"))
        ),
    ]
    call = ReceptorCall(
        marker=Marker.ER,
        call="positive",
        rule="er-word",
        because="The laboratory called it positive.",
        date=None,
        specimen=sample,
        specimen_kind=SpecimenKind.METASTASIS,
        specimen_site="liver",
        inputs=(er,),
    )
    picture = replace(
        nothing_told("P-0000004"),
        metastatic=Truth.YES,
        metastatic_because="A metastasis was biopsied.",
        receptors=(call,),
        sites=(
            SiteOfDisease(
                site="liver",
                text="",
                first=None,
                last=None,
                evidence=("biopsy",),
                facts=tuple(fact for fact in facts if isinstance(fact, Metastasis)),
            ),
        ),
    )
    return assembled(facts, picture)
