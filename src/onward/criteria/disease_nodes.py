"""Questions about the disease: what it is, how far it has spread, how it began and how it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from onward.criteria.checks import (
    must,
    must_all_be_of,
    must_be_in_order,
    must_be_one_of,
    must_hold_names,
    must_name_something,
    must_not_be_negative,
)

AskedOnset = Literal["de_novo", "recurrent"]
SpreadPattern = Literal["bone only", "visceral"]
AskedCns = Literal["none known", "treated stable", "active", "leptomeningeal"]
TnmAxis = Literal["T", "N"]
StagedHow = Literal["before treatment", "clinical", "pathologic", "after neoadjuvant treatment"]
AskedSensitivity = Literal["primary resistance", "secondary resistance", "sensitive", "not exposed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BreastCancer:
    """An invasive breast cancer is recorded.

    histologies   "ductal", "lobular", "metaplastic", ...: one of them; () for any
    """

    histologies: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        must_hold_names(self.histologies, "breast_cancer: histologies")


@dataclass(frozen=True, slots=True, kw_only=True)
class Metastatic:
    """The disease is metastatic (stage IV)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The stage group is one of these: IV in metastatic disease, else the last recorded; "III" holds IIIA to IIIC."""

    groups: tuple[str, ...]

    def __post_init__(self) -> None:
        must_name_something(self.groups, "stage: groups")


@dataclass(frozen=True, slots=True, kw_only=True)
class TnmCategory:
    """The T or the N category of the breast cancer is one of these: "T1" holds T1mi to T1c, "N0" holds N0(i+).

    axis         "T" for the tumour, "N" for the regional nodes; M is `metastatic`
    categories   "T1c", "T2", "N1mi", ...
    staged       "clinical" (cT2), "pathologic" (pT2), "after neoadjuvant treatment" (ypT2); "before treatment" for
                 whichever of the first two is recorded
    No stage group is made of T and N, and none of them of a stage group.
    """

    axis: TnmAxis
    categories: tuple[str, ...]
    staged: StagedHow = "before treatment"

    def __post_init__(self) -> None:
        must_be_one_of(self.axis, ("T", "N"), "tnm_category: axis")
        must_all_be_of(self.categories, TNM_CATEGORIES[self.axis], "tnm_category: categories")
        must_be_one_of(self.staged, get_args(StagedHow), "tnm_category: staged")


# In their order from the least; X (it cannot be told) stands apart.
TNM_CATEGORIES: dict[str, tuple[str, ...]] = {
    "T": ("T0", "Tis", "T1", "T1mi", "T1a", "T1b", "T1c", "T2", "T3", "T4", "T4a", "T4b", "T4c", "T4d", "TX"),
    "N": (
        "N0", "N0(i-)", "N0(i+)", "N0(mol-)", "N0(mol+)", "N1", "N1mi", "N1a", "N1b", "N1c", "N2", "N2a", "N2b",
        "N3", "N3a", "N3b", "N3c", "NX",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Onset:
    """Metastatic from the first diagnosis on (de_novo), or after earlier disease (recurrent)."""

    onset: AskedOnset

    def __post_init__(self) -> None:
        must_be_one_of(self.onset, get_args(AskedOnset), "onset")


@dataclass(frozen=True, slots=True, kw_only=True)
class DiseaseFreeInterval:
    """Completed months from first diagnosis to first metastasis, in recurrent disease; both bounds are let in."""

    at_least_months: int | None = None
    at_most_months: int | None = None

    def __post_init__(self) -> None:
        must(
            self.at_least_months is not None or self.at_most_months is not None,
            "disease_free_interval needs a bound in months",
        )
        must_not_be_negative(self.at_least_months, "disease_free_interval: at_least_months")
        must_not_be_negative(self.at_most_months, "disease_free_interval: at_most_months")
        must_be_in_order(self.at_least_months, self.at_most_months, "disease_free_interval")


@dataclass(frozen=True, slots=True, kw_only=True)
class MetastaticSites:
    """Metastases are recorded in at least `at_least` of these sites; () counts every site.

    sites   "bone", "liver", "node_distant", ... as in codes/sites
    """

    sites: tuple[str, ...] = ()
    at_least: int = 1

    def __post_init__(self) -> None:
        must_hold_names(self.sites, "metastatic_sites: sites")
        must(self.at_least >= 1, "metastatic_sites: at_least must be 1 or more")
        must(not self.sites or self.at_least <= len(self.sites), "metastatic_sites: more sites asked than named")


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Where the metastases are taken together: in bone only, or in a viscus at least."""

    pattern: SpreadPattern

    def __post_init__(self) -> None:
        must_be_one_of(self.pattern, get_args(SpreadPattern), "spread: pattern")


@dataclass(frozen=True, slots=True, kw_only=True)
class CnsDisease:
    """State of disease in the central nervous system.

    for_at_least_days   it has been in this state so long; None: however long
    """

    states: tuple[AskedCns, ...]
    for_at_least_days: int | None = None

    def __post_init__(self) -> None:
        must_all_be_of(self.states, get_args(AskedCns), "cns_disease: states")
        must_not_be_negative(self.for_at_least_days, "cns_disease: for_at_least_days")


@dataclass(frozen=True, slots=True, kw_only=True)
class DiseaseCourse:
    """How the cancer does by the last recorded judgement.

    values        "progression", "stable", "partial_remission", ... as in codes/status
    within_days   an older judgement is too old; None: any
    """

    values: tuple[str, ...]
    within_days: int | None = None

    def __post_init__(self) -> None:
        must_name_something(self.values, "disease_course: values")
        must_not_be_negative(self.within_days, "disease_course: within_days")


@dataclass(frozen=True, slots=True, kw_only=True)
class EndocrineStatus:
    """Sensitive or resistant to endocrine therapy, as the disease picture derives it."""

    states: tuple[AskedSensitivity, ...]

    def __post_init__(self) -> None:
        must_all_be_of(self.states, get_args(AskedSensitivity), "endocrine_status: states")
