"""Requirements that stand under an exclusion heading by mistake: "Platelets at least 100" cannot keep people out.

Registry texts lose their headings now and then. A line that would keep out everybody of age, or everybody with sound
organs, is no exclusion; whether it is a requirement instead, only a person can tell. So it is left open.
"""

from __future__ import annotations

from onward.criteria import Age, AllOf, Criterion, LabValue, Performance

# Adults: nobody keeps out all of them from a trial in a cancer of adults.
_OF_AGE_YEARS = 21
_FIT_ECOG = 2
_FIT_KARNOFSKY = 80
# Of these a low value is the danger, of the others a high one.
_LOW_IS_BAD = frozenset(
    {
        "platelets",
        "neutrophils",
        "leukocytes",
        "hemoglobin",
        "lymphocytes",
        "creatinine clearance",
        "eGFR",
        "LVEF",
        "albumin",
    }
)
_HIGH_IS_BAD = frozenset({"bilirubin", "creatinine", "ALT", "AST", "alkaline phosphatase", "INR"})


def reads_like_a_requirement(criterion: Criterion) -> bool:
    """Whether a line that keeps people out would keep out everybody who is of age, fit and sound."""
    match criterion:
        case AllOf():
            return all(reads_like_a_requirement(part) for part in criterion.of)
        case Age():
            low, high = criterion.at_least_years, criterion.at_most_years
            return low is not None and low <= _OF_AGE_YEARS and high is None
        case Performance(scale="ECOG"):
            return criterion.at_most is not None and criterion.at_most <= _FIT_ECOG and not criterion.at_least
        case Performance():
            low = criterion.at_least
            return low is not None and low <= _FIT_KARNOFSKY and criterion.at_most is None
        case LabValue():
            limits = criterion.limits
            has_low = limits.at_least is not None or limits.above is not None
            has_high = limits.at_most is not None or limits.below is not None
            if criterion.analyte in _LOW_IS_BAD:
                return has_low and not has_high
            return criterion.analyte in _HIGH_IS_BAD and has_high and not has_low
        case _:
            return False
