"""What criteria need to know about the world, as plain typed values: handed in, never looked up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from onward.criteria.condition_names import folded
from onward.criteria.nodes import Criterion
from onward.knowledge import Analyte, Drug


@dataclass(frozen=True, slots=True, kw_only=True)
class DrugEntry:
    """A drug of codes/drugs, as far as a course of treatment does not say it itself.

    half_life_hours   elimination half-life; None where no source was found
    classes           its class and further groups
    """

    name: str
    half_life_hours: Decimal | None = None
    classes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalyteEntry:
    """An analyte of codes/analytes: molar mass in g/mol, to go between mass and amount of substance."""

    name: str
    molar_mass_g_per_mol: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GeneEntry:
    """A gene, where it is out of the ordinary.

    acquired               its changes arise under treatment: a negative may turn positive with time
    arises                 how they arise and what would show it, a sentence for the reason of a negative
    plasma_negative_counts a negative ctDNA result counts as negative; elsewhere tissue has to be tested as well
    truncating_counts_until  last codon at which a premature stop counts as pathogenic where nobody classified it
    transcripts            accessions, without version, whose protein is numbered like the reference protein
    sequence               the reference protein, one letter a residue; "" where Onward does not carry it
    exons                  exon number -> its first and last codon, as the reference transcript numbers them
    may_be_called          names, in upper case, that may mean this gene or another one
    """

    name: str
    acquired: bool = False
    arises: str = ""
    plasma_negative_counts: bool = False
    truncating_counts_until: int | None = None
    transcripts: frozenset[str] = frozenset()
    sequence: str = field(default="", repr=False)
    exons: Mapping[str, tuple[int, int]] = field(default_factory=dict[str, tuple[int, int]])
    may_be_called: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingEntry:
    """A finding that a clinician judges: what to ask, and what in a record settles it all the same.

    yes_if, no_if   where this is YES, so is (or is not) the finding; neither may ask for a finding itself
    """

    name: str
    question: str
    yes_if: Criterion | None = None
    no_if: Criterion | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """Slices of knowledge, by name. An empty one is allowed: what it lacks makes answers UNKNOWN, never wrong.

    condition_groups   group -> the groups it holds ("cardiac disease" -> "heart failure", ...)
    condition_names    name, folded (condition_names.folded), -> the groups that are called so
    breast_kinds       kinds of cancer that a breast cancer is one of ("breast", "solid tumour", ...)
    """

    drugs: Mapping[str, DrugEntry] = field(default_factory=dict[str, DrugEntry])
    analytes: Mapping[str, AnalyteEntry] = field(default_factory=dict[str, AnalyteEntry])
    genes: Mapping[str, GeneEntry] = field(default_factory=dict[str, GeneEntry])
    condition_groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    condition_names: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    findings: Mapping[str, FindingEntry] = field(default_factory=dict[str, FindingEntry])
    breast_kinds: frozenset[str] = frozenset({"breast", "solid tumour", "cancer"})


def reference_of(
    drugs: Iterable[Drug],
    analytes: Iterable[Analyte],
    *,
    genes: Iterable[GeneEntry] = (),
    condition_groups: Mapping[str, tuple[str, ...]] | None = None,
    condition_words: Iterable[tuple[str, str]] = (),
    findings: Iterable[FindingEntry] = (),
) -> Reference:
    """The slices of the code tables that criteria need: half-lives of codes/drugs, molar masses of codes/analytes.

    condition_words   pairs of a name of an illness and the group that is called so
    """
    called: dict[str, tuple[str, ...]] = {}
    for word, group in condition_words:
        called[folded(word)] = tuple(dict.fromkeys((*called.get(folded(word), ()), group)))
    return Reference(
        drugs={
            drug.name: DrugEntry(
                name=drug.name,
                half_life_hours=drug.half_life_hours,
                classes=frozenset({drug.drug_class, *drug.also}),
            )
            for drug in drugs
        },
        analytes={
            analyte.name: AnalyteEntry(name=analyte.name, molar_mass_g_per_mol=analyte.molar_mass_g_per_mol)
            for analyte in analytes
        },
        genes={gene.name: gene for gene in genes},
        condition_groups=condition_groups or {},
        condition_names=called,
        findings={finding.name: finding for finding in findings},
    )
