"""Questions about treatment: drugs by name or class, lines, washouts, relapse after treatment, and other events."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from onward.criteria.checks import (
    must,
    must_all_be_of,
    must_be_in_order,
    must_be_one_of,
    must_hold_names,
    must_not_be_negative,
)

AskedSetting = Literal["neoadjuvant", "adjuvant", "metastatic"]
AskedEnd = Literal["progression", "toxicity", "completed", "planned", "choice", "death", "ongoing"]
Whichever = Literal["longer", "shorter"]
MeasuredFrom = Literal["start", "end"]
EventKind = Literal[
    "radiotherapy",
    "procedure",
    "major surgery",
    "live vaccine",
    "vaccine",
    "transfusion",
    "progression",
    "breast cancer diagnosis",
    "first metastasis",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrugSet:
    """Which drugs are meant: one that any of these names, unless `excluding` names it.

    drugs      generic names as in codes/drugs
    classes    class or group there: "CDK4/6 inhibitor", "chemotherapy", "strong CYP3A inhibitor", "QT-prolonging"
    roles      "anticancer", "ovarian suppression", "bone agent", "supportive"
    payloads, targets   of antibody-drug conjugates and antibodies: "topoisomerase-1 inhibitor"; "HER2"
    excluding  drugs or classes that do not count
    """

    drugs: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    payloads: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    excluding: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        named = (self.drugs, self.classes, self.roles, self.payloads, self.targets)
        must(any(named), "drugs: name a drug, a class, a role, a payload or a target")
        for names in (*named, self.excluding):
            must_hold_names(names, "drugs")


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposed:
    """Such a drug was given.

    settings       in one of these settings; () for any
    ended_by       and it ended for one of these reasons ("progression"); () for any, running ones included
    at_least_days  and it was taken for so long
    latest_line    and it was part of the most recent line in that setting
    """

    to: DrugSet
    settings: tuple[AskedSetting, ...] = ()
    ended_by: tuple[AskedEnd, ...] = ()
    at_least_days: int | None = None
    latest_line: bool = False

    def __post_init__(self) -> None:
        if self.settings:
            must_all_be_of(self.settings, get_args(AskedSetting), "exposed: settings")
        if self.ended_by:
            must_all_be_of(self.ended_by, get_args(AskedEnd), "exposed: ended_by")
        must_not_be_negative(self.at_least_days, "exposed: at_least_days")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """At least so many lines of therapy are recorded in these settings.

    containing   only lines with such a drug; None for every line
    ended_by     only lines that ended so; () for any
    "At most" is the denial of one more, not(presume_no(lines: at_least n + 1)), so that the presumption shows.
    """

    at_least: int
    settings: tuple[AskedSetting, ...] = ("metastatic",)
    containing: DrugSet | None = None
    ended_by: tuple[AskedEnd, ...] = ()

    def __post_init__(self) -> None:
        must(self.at_least >= 1, "lines: at_least must be 1 or more")
        must_all_be_of(self.settings, get_args(AskedSetting), "lines: settings")
        if self.ended_by:
            must_all_be_of(self.ended_by, get_args(AskedEnd), "lines: ended_by")


@dataclass(frozen=True, slots=True, kw_only=True)
class Relapse:
    """Metastasis appeared so many months after early treatment began or ended; relapse on treatment counts as month 0.

    at_least_months   not before so many months had passed; at_most_months   within so many months; both let in
    """

    after: DrugSet
    measured_from: MeasuredFrom = "end"
    at_least_months: int | None = None
    at_most_months: int | None = None
    settings: tuple[AskedSetting, ...] = ("neoadjuvant", "adjuvant")

    def __post_init__(self) -> None:
        must_be_one_of(self.measured_from, get_args(MeasuredFrom), "relapse: measured_from")
        must(self.at_least_months is not None or self.at_most_months is not None, "relapse needs a bound in months")
        must_not_be_negative(self.at_least_months, "relapse: at_least_months")
        must_not_be_negative(self.at_most_months, "relapse: at_most_months")
        must_be_in_order(self.at_least_months, self.at_most_months, "relapse")
        must_all_be_of(self.settings, ("neoadjuvant", "adjuvant"), "relapse: settings")


@dataclass(frozen=True, slots=True, kw_only=True)
class Washout:
    """The last dose of every such drug lies so far back.

    days         whole days from the last dose, and/or
    half_lives   of the drug itself (codes/drugs); `whichever` says which counts where both are given
    """

    drugs: DrugSet
    days: int | None = None
    half_lives: Decimal | None = None
    whichever: Whichever = "longer"

    def __post_init__(self) -> None:
        must(self.days is not None or self.half_lives is not None, "washout needs days or half_lives")
        must_not_be_negative(self.days, "washout: days")
        must(self.half_lives is None or self.half_lives > 0, "washout: half_lives must be above 0")
        must_be_one_of(self.whichever, get_args(Whichever), "washout: whichever")


@dataclass(frozen=True, slots=True, kw_only=True)
class Takes:
    """Such a drug is taken now."""

    drugs: DrugSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Had:
    """An event is recorded. Whether surgery was major, and what was in a vaccine, the records that Onward reads do not
    say: those stay UNKNOWN.

    kinds               of a procedure, as in codes/procedures ("mastectomy", "oophorectomy"); () for any operation
    sites               of radiotherapy or procedure, as in codes/sites; () for any
    within_days         the latest one lies no longer back than this
    at_least_days_ago   the latest one lies at least so far back
    """

    event: EventKind
    kinds: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    within_days: int | None = None
    at_least_days_ago: int | None = None

    def __post_init__(self) -> None:
        must_be_one_of(self.event, get_args(EventKind), "had: event")
        must_hold_names(self.kinds, "had: kinds")
        must_hold_names(self.sites, "had: sites")
        must(not self.kinds or self.event == "procedure", "had: kinds are of a procedure")
        must(
            not self.sites or self.event in ("procedure", "radiotherapy"),
            "had: sites are of a procedure or radiotherapy",
        )
        must_not_be_negative(self.within_days, "had: within_days")
        must_not_be_negative(self.at_least_days_ago, "had: at_least_days_ago")
        must(self.within_days is None or self.at_least_days_ago is None, "had: ask one of the two bounds")
