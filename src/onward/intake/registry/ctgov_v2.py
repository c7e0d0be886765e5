"""Studies of the ClinicalTrials.gov API v2 (clinicaltrials.gov/data-api/about-api/study-data-structure)."""

from __future__ import annotations

from onward.intake.registry.fields import Body, Fields
from onward.registry import Arm, Contact, Disease, Intervention, Site, Trial, TrialSource

# What stands at the top of a study; any of them makes a JSON object one.
STUDY_KEYS = frozenset({"protocolSection", "derivedSection", "resultsSection", "documentSection", "annotationSection"})


def study_to_trial(body: Body, source: TrialSource, fields: Fields) -> Trial:
    """A study as a trial; every part of it may be missing."""
    protocol = fields.part(body, "protocolSection")
    who = fields.part(protocol, "identificationModule")
    status = fields.part(protocol, "statusModule")
    design = fields.part(protocol, "designModule")
    about = fields.part(protocol, "descriptionModule")
    what = fields.part(protocol, "armsInterventionsModule")
    conditions = fields.part(protocol, "conditionsModule")
    eligible = fields.part(protocol, "eligibilityModule")
    places = fields.part(protocol, "contactsLocationsModule")
    sponsors = fields.part(protocol, "sponsorCollaboratorsModule")
    info = fields.part(design, "designInfo")
    nct_id = fields.text(who, "nctId").strip()
    others = _other_ids(who, fields)
    return Trial(
        id=nct_id or next(iter(others), ""),
        source=source,
        other_ids=others if nct_id else others[1:],
        brief_title=fields.text(who, "briefTitle"),
        official_title=fields.text(who, "officialTitle"),
        acronym=fields.text(who, "acronym"),
        brief_summary=fields.text(about, "briefSummary"),
        detailed_description=fields.text(about, "detailedDescription"),
        status=fields.text(status, "overallStatus"),
        why_stopped=fields.text(status, "whyStopped"),
        status_verified=fields.date(status, "statusVerifiedDate"),
        start=fields.date(fields.part(status, "startDateStruct"), "date"),
        primary_completion=fields.date(fields.part(status, "primaryCompletionDateStruct"), "date"),
        completion=fields.date(fields.part(status, "completionDateStruct"), "date"),
        last_update=fields.date(fields.part(status, "lastUpdatePostDateStruct"), "date")
        or fields.date(status, "lastUpdateSubmitDate"),
        study_type=fields.text(design, "studyType"),
        phases=fields.texts(design, "phases"),
        enrollment=fields.whole(fields.part(design, "enrollmentInfo"), "count"),
        primary_purpose=fields.text(info, "primaryPurpose"),
        allocation=fields.text(info, "allocation"),
        masking=fields.text(fields.part(info, "maskingInfo"), "masking"),
        sponsor=fields.text(fields.part(sponsors, "leadSponsor"), "name"),
        collaborators=tuple(
            name for one in fields.parts(sponsors, "collaborators") if (name := fields.text(one, "name"))
        ),
        conditions=fields.texts(conditions, "conditions"),
        keywords=fields.texts(conditions, "keywords"),
        diseases=(*_meshes(body, fields), *_nci_diseases(body, fields)),
        arms=tuple(
            Arm(
                label=fields.text(one, "label"),
                type=fields.text(one, "type"),
                description=fields.text(one, "description"),
                interventions=fields.texts(one, "interventionNames"),
            )
            for one in fields.parts(what, "armGroups")
        ),
        interventions=tuple(
            Intervention(
                name=fields.text(one, "name"),
                type=fields.text(one, "type"),
                description=fields.text(one, "description"),
                other_names=fields.texts(one, "otherNames"),
                arms=fields.texts(one, "armGroupLabels"),
            )
            for one in fields.parts(what, "interventions")
        ),
        primary_outcomes=tuple(
            measure
            for one in fields.parts(fields.part(protocol, "outcomesModule"), "primaryOutcomes")
            if (measure := fields.text(one, "measure"))
        ),
        eligibility_text=fields.text(eligible, "eligibilityCriteria"),
        sex=fields.text(eligible, "sex"),
        gender_based=fields.text(eligible, "genderDescription") or fields.text(eligible, "genderBased"),
        minimum_age=fields.text(eligible, "minimumAge"),
        maximum_age=fields.text(eligible, "maximumAge"),
        healthy_volunteers=fields.flag(eligible, "healthyVolunteers"),
        sites=tuple(_site(one, fields) for one in fields.parts(places, "locations")),
        contacts=tuple(_contact(one, fields) for one in fields.parts(places, "centralContacts")),
    )


def _other_ids(who: Body, fields: Fields) -> tuple[str, ...]:
    own = fields.text(fields.part(who, "orgStudyIdInfo"), "id")
    secondary = (fields.text(one, "id") for one in fields.parts(who, "secondaryIdInfos"))
    aliases = fields.texts(who, "nctIdAliases")
    return tuple(dict.fromkeys(one for one in (own, *secondary, *aliases) if one))


def _site(one: Body, fields: Fields) -> Site:
    point = fields.part(one, "geoPoint")
    latitude, longitude = fields.number(point, "lat"), fields.number(point, "lon")
    if latitude is None or longitude is None or not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        if point:
            fields.note("geoPoint", "expected latitude and longitude in degrees")
        latitude = longitude = None
    return Site(
        facility=fields.text(one, "facility"),
        city=fields.text(one, "city"),
        state=fields.text(one, "state"),
        zip=fields.text(one, "zip"),
        country=fields.text(one, "country"),
        status=fields.text(one, "status"),
        latitude=latitude,
        longitude=longitude,
        contacts=tuple(_contact(contact, fields) for contact in fields.parts(one, "contacts")),
    )


def _contact(one: Body, fields: Fields) -> Contact:
    extension = fields.text(one, "phoneExt")
    phone = fields.text(one, "phone")
    return Contact(
        name=fields.text(one, "name"),
        role=fields.text(one, "role"),
        phone=f"{phone} ext. {extension}" if phone and extension else phone,
        email=fields.text(one, "email"),
    )


def _meshes(body: Body, fields: Fields) -> tuple[Disease, ...]:
    browse = fields.part(body, "derivedSection", "conditionBrowseModule")
    return tuple(
        Disease(name=fields.text(one, "term"), code=fields.text(one, "id"), system="MeSH")
        for one in fields.parts(browse, "meshes")
    )


def _nci_diseases(body: Body, fields: Fields) -> tuple[Disease, ...]:
    """Coded diseases that a collection keeps beside the study, as the NCI service gives them."""
    beside = fields.part(body, "onwardSource", "nci")
    return tuple(
        Disease(name=fields.text(one, "name"), code=fields.text(one, "code"), system="NCIt")
        for one in fields.parts(beside, "diseases")
    )
