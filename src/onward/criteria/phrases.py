"""Composites that the clinic says in two words, built from the nodes: nothing here that nodes cannot say."""

from __future__ import annotations

from onward.criteria.exposure_nodes import AskedSetting, DrugSet, Lines
from onward.criteria.logic_nodes import AllOf, AnyOf, Not, PresumeNo
from onward.criteria.nodes import Criterion
from onward.criteria.receptor_nodes import AskedCall, Receptor, Sample


def hormone_receptor_positive(sample: Sample = "current", *, with_low_positive: bool = True) -> AnyOf:
    """ER or PR positive; `with_low_positive`: ER of 1 to 10 % counts."""
    er: tuple[AskedCall, ...] = ("positive", "low positive") if with_low_positive else ("positive",)
    return AnyOf(
        of=(
            Receptor(marker="ER", calls=er, sample=sample),
            Receptor(marker="PR", calls=("positive",), sample=sample),
        )
    )


def her2_negative(sample: Sample = "current") -> Receptor:
    """Not HER2-positive: low, ultralow or zero."""
    return Receptor(marker="HER2", calls=("negative",), sample=sample)


def triple_negative(sample: Sample = "current", *, with_low_positive: bool = False) -> AllOf:
    """ER, PR and HER2 negative; `with_low_positive`: ER of 1 to 10 % counts as negative, as in some trials."""
    er: tuple[AskedCall, ...] = ("negative", "low positive") if with_low_positive else ("negative",)
    return AllOf(
        of=(
            Receptor(marker="ER", calls=er, sample=sample),
            Receptor(marker="PR", calls=("negative",), sample=sample),
            her2_negative(sample),
        )
    )


def at_most_lines(
    number: int,
    *,
    because: str,
    settings: tuple[AskedSetting, ...] = ("metastatic",),
    containing: DrugSet | None = None,
) -> Not:
    """No more than `number` lines; that the record lists them all is presumed, where it lists any, because ..."""
    more = Lines(at_least=number + 1, settings=settings, containing=containing)
    return Not(of=PresumeNo(of=more, because=because, provided=Lines(at_least=1, settings=settings)))


def none_recorded(of: Criterion, *, because: str, provided: Criterion | None = None) -> Not:
    """It is not so; where the record is silent, absence is presumed because ..."""
    return Not(of=PresumeNo(of=of, because=because, provided=provided))
