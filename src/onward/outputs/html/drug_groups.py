"""Which colour a drug has: a few groups that a tumour board tells apart at a glance (colours: drug_colours.css)."""

from __future__ import annotations

from collections.abc import Iterable

from onward.disease import Course

# Group of the page and what its legend says, in the legend's order.
GROUPS: dict[str, str] = {
    "endocrine": "endocrine therapy",
    "cdk": "CDK4/6 inhibitor",
    "pathway": "PI3K, AKT or mTOR inhibitor",
    "her2": "anti-HER2 antibody or kinase inhibitor",
    "conjugate": "antibody-drug conjugate",
    "chemo": "chemotherapy",
    "parp": "PARP inhibitor",
    "immune": "immunotherapy",
    "other": "other anticancer drug",
    "ovary": "ovarian suppression",
    "bone": "bone agent",
    "unknown": "drug not known to Onward",
}

_BY_CLASS = {
    "CDK4/6 inhibitor": "cdk",
    "PI3K inhibitor": "pathway",
    "AKT inhibitor": "pathway",
    "mTOR inhibitor": "pathway",
    "antibody-drug conjugate": "conjugate",
    "PARP inhibitor": "parp",
    "immune checkpoint inhibitor": "immune",
}

_BY_GROUP = {
    "endocrine therapy": "endocrine",
    "anti-HER2": "her2",
    "immunotherapy": "immune",
    "chemotherapy": "chemo",
}

# What a treatment chart shows; every other drug stands in the list of medicines.
_ON_CHART = ("anticancer", "ovarian suppression", "bone agent")
_AGAINST_CANCER = ("curative", "palliative", "adjuvant", "neoadjuvant")


def is_cancer_treatment(course: Course) -> bool:
    """Whether a course belongs on the treatment chart: by its role, or by its intent when nobody can name the drug."""
    return course.role in _ON_CHART if course.known else course.intent in _AGAINST_CANCER


def colour_group(course: Course) -> str:
    """The group of a course; one of GROUPS."""
    if not course.known:
        return "unknown"
    match course.role:
        case "ovarian suppression":
            return "ovary"
        case "bone agent":
            return "bone"
        case _:
            pass
    if course.drug_class in _BY_CLASS:
        return _BY_CLASS[course.drug_class]
    return next((_BY_GROUP[group] for group in course.groups if group in _BY_GROUP), "other")


def legend(groups: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Groups that are on a page, with their words, in one order."""
    present = set(groups)
    return tuple((group, words) for group, words in GROUPS.items() if group in present)
