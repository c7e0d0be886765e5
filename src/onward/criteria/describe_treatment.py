"""Questions about treatment in plain sentences."""

from __future__ import annotations

from typing import assert_never

from onward.criteria.exposure_nodes import DrugSet, Exposed, Had, Lines, Relapse, Takes, Washout
from onward.criteria.nodes import ExposureLeaf
from onward.criteria.words import bounds, days, either, within
from onward.timeline import site_name


def describe_drugs(drugs: DrugSet) -> str:
    """Which drugs are meant: "CDK4/6 inhibitor", "anticancer drug except endocrine therapy"."""
    names = (
        *drugs.drugs,
        *drugs.classes,
        *(f"{role} drug" for role in drugs.roles),
        *(f"drug with a {payload} payload" for payload in drugs.payloads),
        *(f"drug against {target}" for target in drugs.targets),
    )
    apart = f" except {either(drugs.excluding)}" if drugs.excluding else ""
    return f"{either(names)}{apart}"


def describe_treatment(criterion: ExposureLeaf) -> str:
    """The question in words, without a full stop."""
    match criterion:
        case Exposed():
            return _exposed(criterion)
        case Lines():
            plural = "" if criterion.at_least == 1 else "s"
            what = f"at least {criterion.at_least} line{plural} of therapy{_where(criterion.settings)}"
            holding = f" with {describe_drugs(criterion.containing)}" if criterion.containing is not None else ""
            return f"{what}{holding}{_ended(criterion.ended_by)}"
        case Relapse():
            low, high = criterion.at_least_months, criterion.at_most_months
            setting = _adjective(criterion.settings)
            return (
                f"first metastasis {bounds(low, high, 'months')} after the {criterion.measured_from} of "
                f"{setting}{describe_drugs(criterion.after)}"
            )
        case Washout():
            return f"last dose of {describe_drugs(criterion.drugs)} at least {_washout(criterion)} ago"
        case Takes():
            return f"takes {describe_drugs(criterion.drugs)} now"
        case Had():
            ago = criterion.at_least_days_ago
            when = within(criterion.within_days) if ago is None else f", at least {days(ago)} ago"
            return f"{event_name(criterion)}{when}"
        case _:
            assert_never(criterion)


def _exposed(criterion: Exposed) -> str:
    what = f"{describe_drugs(criterion.to)}{_where(criterion.settings)}"
    so_long = f" for at least {days(criterion.at_least_days)}" if criterion.at_least_days is not None else ""
    latest = " as part of the latest line" if criterion.latest_line else ""
    return f"treated with {what}{so_long}{latest}{_ended(criterion.ended_by)}"


def _where(settings: tuple[str, ...]) -> str:
    return f" in the {either(settings)} setting" if settings else ""


def _adjective(settings: tuple[str, ...]) -> str:
    return f"{either(settings)} " if settings else ""


def _ended(reasons: tuple[str, ...]) -> str:
    if not reasons:
        return ""
    words = either("still running" if reason == "ongoing" else reason for reason in reasons)
    return f", ended by {words}" if "ongoing" not in reasons else f", {words}"


def _washout(criterion: Washout) -> str:
    parts = [
        days(criterion.days) if criterion.days is not None else "",
        f"{criterion.half_lives:f} half-lives" if criterion.half_lives is not None else "",
    ]
    told = " or ".join(part for part in parts if part)
    return f"{told} (whichever is {criterion.whichever})" if all(parts) else told


def event_name(criterion: Had) -> str:
    """The event in words: "mastectomy", "radiotherapy of brain", "first metastasis"."""
    name = either(criterion.kinds) if criterion.kinds else criterion.event
    where = either(site_name(site) for site in criterion.sites)
    return f"{name} of {where}" if where else name
