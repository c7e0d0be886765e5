"""Records of ClinicalTrials.gov in the XML form that it handed out until 2024 (element `clinical_study`)."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from onward.intake.registry.fields import Fields
from onward.registry import Arm, Contact, Disease, Intervention, Site, Trial, TrialSource
from onward.terms import PartialDate

# In this form "N/A" stands where there is no phase, no age limit or no enrollment.
_NONE = frozenset({"N/A", ""})


def xml_to_trial(root: Element, source: TrialSource, fields: Fields) -> Trial:
    """A `clinical_study` as a trial. Text blocks stay as they are, wrapped and indented."""
    eligible = root.find("eligibility")
    nct_id = _line(root, "id_info/nct_id")
    others = tuple(
        dict.fromkeys(
            text
            for path in ("id_info/org_study_id", "id_info/secondary_id", "id_info/nct_alias")
            for one in root.iterfind(path)
            if (text := _plain(one))
        )
    )
    return Trial(
        id=nct_id or next(iter(others), ""),
        source=source,
        other_ids=others if nct_id else others[1:],
        brief_title=_line(root, "brief_title"),
        official_title=_line(root, "official_title"),
        acronym=_line(root, "acronym"),
        brief_summary=_block(root, "brief_summary"),
        detailed_description=_block(root, "detailed_description"),
        status=_line(root, "overall_status"),
        why_stopped=_line(root, "why_stopped"),
        status_verified=_date(root, "verification_date", fields),
        start=_date(root, "start_date", fields),
        primary_completion=_date(root, "primary_completion_date", fields),
        completion=_date(root, "completion_date", fields),
        last_update=_date(root, "last_update_posted", fields)
        or _date(root, "last_update_submitted", fields)
        or _date(root, "lastchanged_date", fields),
        study_type=_line(root, "study_type"),
        phases=tuple(part.strip() for part in _line(root, "phase").split("/") if part.strip())
        if _line(root, "phase") not in _NONE
        else ("N/A",) * bool(_line(root, "phase")),
        enrollment=fields.whole({"enrollment": _line(root, "enrollment")}, "enrollment"),
        primary_purpose=_line(root, "study_design_info/primary_purpose"),
        allocation=_line(root, "study_design_info/allocation"),
        masking=_line(root, "study_design_info/masking"),
        sponsor=_line(root, "sponsors/lead_sponsor/agency"),
        collaborators=_lines(root, "sponsors/collaborator/agency"),
        conditions=_lines(root, "condition"),
        keywords=_lines(root, "keyword"),
        diseases=tuple(Disease(name=name, system="MeSH") for name in _lines(root, "condition_browse/mesh_term")),
        arms=tuple(_arm(one, root) for one in root.iterfind("arm_group")),
        interventions=tuple(
            Intervention(
                name=_line(one, "intervention_name"),
                type=_line(one, "intervention_type"),
                description=_line(one, "description"),
                other_names=_lines(one, "other_name"),
                arms=_lines(one, "arm_group_label"),
            )
            for one in root.iterfind("intervention")
        ),
        primary_outcomes=_lines(root, "primary_outcome/measure"),
        eligibility_text=_block(eligible, "criteria"),
        sex=_line(eligible, "gender"),
        gender_based=_line(eligible, "gender_description") or _line(eligible, "gender_based"),
        minimum_age=_line(eligible, "minimum_age"),
        maximum_age=_line(eligible, "maximum_age"),
        healthy_volunteers=fields.flag(
            {"healthy_volunteers": _line(eligible, "healthy_volunteers")}, "healthy_volunteers"
        ),
        sites=tuple(_sites(root)),
        contacts=tuple(
            _contact(one, "CONTACT")
            for path in ("overall_contact", "overall_contact_backup")
            for one in root.iterfind(path)
        ),
    )


def _arm(one: Element, root: Element) -> Arm:
    label = _line(one, "arm_group_label")
    return Arm(
        label=label,
        type=_line(one, "arm_group_type"),
        description=_line(one, "description"),
        interventions=tuple(
            f"{_line(given, 'intervention_type')}: {_line(given, 'intervention_name')}"
            for given in root.iterfind("intervention")
            if label in _lines(given, "arm_group_label")
        ),
    )


def _sites(root: Element) -> Iterator[Site]:
    named: set[str] = set()
    for one in root.iterfind("location"):
        country = _line(one, "facility/address/country")
        named.add(country)
        yield Site(
            facility=_line(one, "facility/name"),
            city=_line(one, "facility/address/city"),
            state=_line(one, "facility/address/state"),
            zip=_line(one, "facility/address/zip"),
            country=country,
            status=_line(one, "status"),
            contacts=(
                *(_contact(who, "CONTACT") for path in ("contact", "contact_backup") for who in one.iterfind(path)),
                *(_contact(who, _line(who, "role")) for who in one.iterfind("investigator")),
            ),
        )
    for country in _lines(root, "location_countries/country"):
        if country not in named:
            yield Site(country=country)


def _contact(one: Element, role: str) -> Contact:
    name = " ".join(part for key in ("first_name", "middle_name", "last_name") if (part := _line(one, key)))
    phone, extension = _line(one, "phone"), _line(one, "phone_ext")
    return Contact(
        name=name,
        role=role,
        phone=f"{phone} ext. {extension}" if phone and extension else phone,
        email=_line(one, "email"),
    )


def _date(root: Element, path: str, fields: Fields) -> PartialDate | None:
    return fields.date_of(_line(root, path), path)


def _plain(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _line(element: Element | None, path: str) -> str:
    """Text of one element on one line; "" when it is not there."""
    found = None if element is None else element.find(path)
    return "" if found is None else _plain(found)


def _lines(element: Element, path: str) -> tuple[str, ...]:
    return tuple(text for one in element.iterfind(path) if (text := _plain(one)))


def _block(element: Element | None, path: str) -> str:
    """A text block as it stands, line by line; "" when it is not there."""
    found = None if element is None else element.find(path)
    if found is None:
        return ""
    inner = found.find("textblock")
    return "".join((found if inner is None else inner).itertext())
