"""The disease in one sentence, as far as it is recorded: what the board reads first."""

from __future__ import annotations

from onward.disease import DiseasePicture, Line
from onward.terms import Truth
from onward.timeline import CancerDiagnosis, Standing, Timeline, site_name


def disease_in_one_sentence(picture: DiseasePicture, timeline: Timeline) -> str:
    """One sentence for the head of the page; every part of it stands, with its sources, further down."""
    if not has_breast_cancer(timeline):
        others = other_cancers(timeline)
        if others:
            return f"No breast cancer is recorded; another cancer is: {', '.join(others)}."
        return "No breast cancer is recorded."
    parts = [_head(picture), _onset(picture), _sites(picture), _line(picture)]
    return "; ".join(part for part in parts if part) + "."


def has_breast_cancer(timeline: Timeline) -> bool:
    """Whether a breast cancer (in situ included) is recorded and not refuted."""
    return any(
        fact.is_breast is True and fact.standing is not Standing.REFUTED for fact in timeline.of(CancerDiagnosis)
    )


def other_cancers(timeline: Timeline) -> tuple[str, ...]:
    """Primary cancers other than breast, in the source's words."""
    return tuple(
        dict.fromkeys(
            fact.text or "another cancer"
            for fact in timeline.of(CancerDiagnosis)
            if fact.is_breast is False and fact.standing is not Standing.REFUTED
        )
    )


def _head(picture: DiseasePicture) -> str:
    match picture.metastatic:
        case Truth.YES:
            kind = "Metastatic breast cancer"
        case Truth.NO:
            kind = "Breast cancer without recorded metastasis"
        case Truth.UNKNOWN:
            kind = "Breast cancer; whether it is metastatic is not recorded"
    return f"{kind}, {picture.subtype.plain}"


def _onset(picture: DiseasePicture) -> str:
    onset = picture.onset
    if picture.metastatic is not Truth.YES:
        return f"diagnosed {onset.first_diagnosis}" if onset.first_diagnosis is not None else ""
    when = f" since {onset.first_metastasis}" if onset.first_metastasis is not None else ""
    match onset.onset:
        case "de_novo":
            return f"metastatic from the start{when}"
        case "recurrent":
            if onset.disease_free_months is None:
                return f"recurrent{when}"
            fewest, most = onset.disease_free_months
            months = str(fewest) if fewest == most else f"{fewest} to {most}"
            return f"recurrent{when}, {months} months after the first diagnosis"
        case "unknown":
            return f"metastatic{when}; de novo or recurrent is not recorded" if when else ""


def _sites(picture: DiseasePicture) -> str:
    if picture.metastatic is not Truth.YES:
        return ""
    if not picture.sites:
        return "sites not recorded"
    names = [site.text if site.site == "other" and site.text else site_name(site.site) for site in picture.sites]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
    return f"in {listed}"


def _line(picture: DiseasePicture) -> str:
    lines = [line for line in picture.lines if line.n is not None and line.n >= 1]
    if not lines:
        return ""
    last: Line = lines[-1]
    state = "now on" if last.why_ended == "ongoing" else "last treated with"
    return f"{state} line {last.n}: {last.regimen}"
