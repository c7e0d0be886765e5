"""A question in one plain sentence: what a page shows beside the answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from onward.criteria.condition_nodes import AllergyTo, Condition, OtherCancer
from onward.criteria.describe_treatment import describe_treatment
from onward.criteria.disease_nodes import (
    BreastCancer,
    CnsDisease,
    DiseaseCourse,
    DiseaseFreeInterval,
    EndocrineStatus,
    Metastatic,
    MetastaticSites,
    Onset,
    Spread,
    Stage,
    TnmCategory,
)
from onward.criteria.exposure_nodes import Exposed, Had, Lines, Relapse, Takes, Washout
from onward.criteria.finding_nodes import CancerType, Finding
from onward.criteria.logic_nodes import AllOf, AnyOf, AskHuman, AtLeast, Not, PresumeNo, Recorded, When
from onward.criteria.measure_nodes import LabValue, LabWord, Performance
from onward.criteria.nodes import Composite, Criterion, DiseaseLeaf, ReceptorLeaf, VariantLeaf
from onward.criteria.person_nodes import Age, HasSex, Menopause, Pregnancy
from onward.criteria.receptor_nodes import Her2Ish, Her2Score, Receptor, ReceptorPercent
from onward.criteria.variant_nodes import GeneTested, HasVariant, Score
from onward.criteria.words import bounds, days, either, within
from onward.timeline import site_name


def describe_criterion(criterion: Criterion) -> str:
    """The question in words, without a full stop."""
    match criterion:
        case AllOf() | AnyOf() | Not() | AtLeast() | When() | PresumeNo():
            return _composite(criterion)
        case AskHuman():
            return f"for a human: {criterion.question} ({criterion.because})"
        case Recorded():
            return f"{criterion.what} on record"
        case Age():
            return f"age {bounds(criterion.at_least_years, criterion.at_most_years, 'years')}"
        case HasSex():
            return f"sex {criterion.sex}"
        case Menopause():
            states = either(f"{status}menopausal" for status in criterion.status)
            return f"{states}{within(criterion.within_days)}"
        case Pregnancy():
            return f"{either(criterion.states)}{within(criterion.within_days)}"
        case (
            BreastCancer()
            | Metastatic()
            | Stage()
            | TnmCategory()
            | Onset()
            | DiseaseFreeInterval()
            | MetastaticSites()
            | Spread()
            | CnsDisease()
            | DiseaseCourse()
            | EndocrineStatus()
        ):
            return _disease(criterion)
        case Receptor() | ReceptorPercent() | Her2Score() | Her2Ish():
            return _receptor(criterion)
        case HasVariant() | GeneTested() | Score():
            return _variant(criterion)
        case LabValue():
            unit = f" times the {_NORMAL[criterion.times]}" if criterion.times else f" {criterion.unit}"
            return (
                f"{criterion.analyte} {criterion.limits}{'' if unit == ' 1' else unit}{within(criterion.within_days)}"
            )
        case LabWord():
            return f"{criterion.analyte}: {either(criterion.words)}{within(criterion.within_days)}"
        case Performance():
            return f"{criterion.scale} {bounds(criterion.at_least, criterion.at_most)}{within(criterion.within_days)}"
        case Exposed() | Lines() | Relapse() | Washout() | Takes() | Had():
            return describe_treatment(criterion)
        case Condition():
            now = " now" if criterion.status == "now" else ""
            window = within(criterion.within_days) or ("" if now else ", ever")
            quality = "".join(f", {quality}" for quality in criterion.qualities)
            grade = "" if criterion.at_least_grade is None else f" of grade {criterion.at_least_grade} or more"
            return f"{either(criterion.groups)}{grade}{quality}{now}{window}{_except(criterion.except_groups)}"
        case OtherCancer():
            apart = (*criterion.except_groups, *(("cancer in situ",) if criterion.except_in_situ else ()))
            return f"another cancer{within(criterion.within_days) or ', ever'}{_except(apart)}"
        case AllergyTo():
            return f"allergy to {either(criterion.drugs)}"
        case Finding():
            return criterion.name
        case CancerType():
            kinds = either(criterion.kinds)
            return kinds if kinds.endswith(("tumour", "cancer")) else f"{kinds} cancer"
        case _:
            assert_never(criterion)


_NORMAL = {"ULN": "upper limit of normal", "LLN": "lower limit of normal"}


def _composite(criterion: Composite) -> str:
    match criterion:
        case AllOf():
            return _joined(criterion.of, "and")
        case AnyOf():
            return _joined(criterion.of, "or")
        case AtLeast():
            return f"at least {criterion.n} of: {'; '.join(_inside(part) for part in criterion.of)}"
        case Not():
            return f"not {_inside(criterion.of)}"
        case When():
            rest = "" if criterion.otherwise is None else f", otherwise {_inside(criterion.otherwise)}"
            return f"if {_inside(criterion.condition)}, then {_inside(criterion.then)}{rest}"
        case PresumeNo():
            provided = "" if criterion.provided is None else f" where {_inside(criterion.provided)}"
            return f"{_inside(criterion.of)} (presumed not{provided}, because {criterion.because})"
        case _:
            assert_never(criterion)


def _joined(parts: tuple[Criterion, ...], word: str) -> str:
    return f" {word} ".join(_inside(part) for part in parts)


def _inside(part: Criterion) -> str:
    """A part of a longer sentence: in brackets where it would be misread without."""
    words = describe_criterion(part)
    return f"({words})" if isinstance(part, AllOf | AnyOf | AtLeast | When) else words


def _except(names: tuple[str, ...]) -> str:
    return f", except {either(names)}" if names else ""


def _disease(criterion: DiseaseLeaf) -> str:
    match criterion:
        case BreastCancer():
            kind = f"{either(criterion.histologies)} " if criterion.histologies else ""
            return f"invasive {kind}breast cancer"
        case Metastatic():
            return "metastatic disease"
        case Stage():
            return f"stage {either(criterion.groups)}"
        case TnmCategory():
            how = {"clinical": "clinical ", "pathologic": "pathologic "}.get(criterion.staged, "")
            when = " after neoadjuvant treatment" if criterion.staged == "after neoadjuvant treatment" else ""
            return f"{how}{either(criterion.categories)}{when}"
        case Onset():
            return {
                "de_novo": "metastatic from the first diagnosis on",
                "recurrent": "metastatic after earlier disease",
            }[criterion.onset]
        case DiseaseFreeInterval():
            low, high = criterion.at_least_months, criterion.at_most_months
            return f"first diagnosis to first metastasis {bounds(low, high, 'months')}"
        case MetastaticSites():
            names = tuple(site_name(site) for site in criterion.sites)
            if criterion.at_least == 1:
                return f"metastasis in {either(names)}" if names else "a metastatic site on record"
            return f"metastases in at least {criterion.at_least} {'of ' + ', '.join(names) if names else 'sites'}"
        case Spread():
            return {"bone only": "metastases in bone only", "visceral": "visceral metastases"}[criterion.pattern]
        case CnsDisease():
            so_long = f" for at least {days(criterion.for_at_least_days)}" if criterion.for_at_least_days else ""
            return f"disease of the central nervous system {either(criterion.states)}{so_long}"
        case DiseaseCourse():
            values = either(value.replace("_", " ") for value in criterion.values)
            return f"disease status {values}{within(criterion.within_days)}"
        case EndocrineStatus():
            return f"endocrine therapy: {either(criterion.states)}"
        case _:
            assert_never(criterion)


_SAMPLE = {
    "current": "",
    "latest": " in the latest specimen",
    "any": " in any specimen",
    "every": " in every specimen",
    "primary": " in the primary tumour",
    "metastasis": " in a metastasis",
}


def _receptor(criterion: ReceptorLeaf) -> str:
    where = _SAMPLE[criterion.sample]
    match criterion:
        case Receptor():
            return f"{criterion.marker} {either(criterion.calls)}{where}"
        case ReceptorPercent():
            return f"{criterion.marker} {criterion.limits} % of nuclei{where}"
        case Her2Score():
            return f"HER2 IHC {either(criterion.scores)}{where}"
        case Her2Ish():
            numbers = (
                f"HER2/CEP17 ratio {criterion.ratio}" if criterion.ratio is not None else "",
                f"{criterion.copies} HER2 copies per nucleus" if criterion.copies is not None else "",
            )
            told = f"HER2 ISH {either(criterion.states)}" if criterion.states else ""
            return f"{told}{' and '.join(number for number in numbers if number)}{where}"
        case _:
            assert_never(criterion)


def _variant(criterion: VariantLeaf) -> str:
    match criterion:
        case HasVariant():
            return _alteration(criterion)
        case GeneTested():
            origin = "" if criterion.origin == "any" else f" ({criterion.origin})"
            return f"{_and(criterion.genes)} tested{origin}"
        case Score():
            what = " ".join(word for word in (criterion.name, criterion.measure) if word)
            assay = f" by {criterion.assay}" if criterion.assay else ""
            number = "" if criterion.limits is None else f"{criterion.limits} {criterion.unit}".rstrip()
            words = either(criterion.statuses)
            return f"{what}{assay} {' or '.join(part for part in (number, words) if part)}"
        case _:
            assert_never(criterion)


def _alteration(criterion: HasVariant) -> str:
    what = either(criterion.genes)
    if criterion.exon:
        effects = f"{either(criterion.effects)} " if criterion.effects else ""
        what += f" {effects}variant of exon {criterion.exon}"
    elif criterion.proteins:
        what += f" {'any change of the codon of ' if criterion.level == 'codon' else ''}{either(criterion.proteins)}"
    elif criterion.kinds == ("small variant",):
        effects = f"{either(criterion.effects)} " if criterion.effects else ""
        what += f" {effects}variant"
    else:
        what += f" {either(criterion.kinds)}{f' ({either(criterion.effects)})' if criterion.effects else ''}"
    if criterion.codons is not None:
        what += f" in codons {criterion.codons[0]} to {criterion.codons[1]}"
    if criterion.partner:
        what += f" with {criterion.partner}"
    details = (
        "" if criterion.origin == "any" else criterion.origin,
        "" if criterion.tissue == "any" else f"in {criterion.tissue}",
        "pathogenic or likely pathogenic" if criterion.pathogenic else "",
    )
    told = ", ".join(detail for detail in details if detail)
    return f"{what} ({told})" if told else what


def _and(names: Iterable[str]) -> str:
    return either(names).replace(" or ", " and ")
