"""Questions about other conditions: comorbidity, other cancers, allergies."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from onward.criteria.checks import must, must_be_one_of, must_hold_names, must_name_something, must_not_be_negative

ConditionStatus = Literal["ever", "now"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A condition of one of these groups is recorded.

    groups        as in codes/status ("interstitial lung disease", "heart failure"); a group may hold others
    status        "now": active; "ever": now or in the past
    within_days   it was present at some time in the last so many days; None: any time
    except_groups conditions of these groups do not count
    qualities     and it is all of this ("uncontrolled", "requiring systemic treatment"), which a human judges
    at_least_grade   and it is of this CTCAE grade or a higher one
    """

    groups: tuple[str, ...]
    status: ConditionStatus = "ever"
    within_days: int | None = None
    except_groups: tuple[str, ...] = ()
    qualities: tuple[str, ...] = ()
    at_least_grade: int | None = None

    def __post_init__(self) -> None:
        must_name_something(self.groups, "condition: groups")
        must_be_one_of(self.status, get_args(ConditionStatus), "condition: status")
        must_hold_names(self.except_groups, "condition: except_groups")
        must_not_be_negative(self.within_days, "condition: within_days")
        must_hold_names(self.qualities, "condition: qualities")
        must(
            self.at_least_grade is None or 1 <= self.at_least_grade <= 5,  # CTCAE grades run from 1 to 5
            "condition: at_least_grade lies between 1 and 5",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherCancer:
    """A cancer other than breast cancer is recorded.

    within_days      diagnosed, or still active, in the last so many days; None: any time
    except_groups    condition groups that do not count ("skin basal/squamous")
    except_in_situ   cancers in situ do not count
    """

    within_days: int | None = None
    except_groups: tuple[str, ...] = ()
    except_in_situ: bool = False

    def __post_init__(self) -> None:
        must_hold_names(self.except_groups, "other_cancer: except_groups")
        must_not_be_negative(self.within_days, "other_cancer: within_days")


@dataclass(frozen=True, slots=True, kw_only=True)
class AllergyTo:
    """An allergy or intolerance to one of these drugs is recorded."""

    drugs: tuple[str, ...]

    def __post_init__(self) -> None:
        must_name_something(self.drugs, "allergy_to: drugs")
