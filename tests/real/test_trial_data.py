"""Public trial records: what is read equals the files, counted here by plain json and xml."""

from __future__ import annotations

import gzip
import json
import os
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from onward.intake import TrialsRead, read_trials
from onward.knowledge import geography
from onward.registry import LocatedBy, age_limit, locate, phases_of, recruitment_of

pytestmark = pytest.mark.real

COLLECTIONS = ("breast_dev", "other_dev", "nci_sites_dev")


@pytest.fixture(scope="module")
def folder() -> Path:
    data = os.environ.get("ONWARD_DATA", "")
    found = Path(data) / "trials"
    if not data or not found.is_dir():
        pytest.skip("set ONWARD_DATA to the folder of public data to read its trials")
    return found


@pytest.fixture(scope="module")
def studies(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Every line of every collection, by plain json."""
    found = {}
    for name in COLLECTIONS:
        with gzip.open(folder / f"{name}.ndjson.gz", "rt", encoding="utf-8") as lines:
            found[name] = [json.loads(line) for line in lines]
    return found


@pytest.fixture(scope="module")
def read(folder: Path) -> dict[str, TrialsRead]:
    return {name: read_trials(folder / f"{name}.ndjson.gz") for name in COLLECTIONS}


def protocol(study: dict[str, Any], module: str) -> dict[str, Any]:
    return study["protocolSection"].get(module, {})


def locations(study: dict[str, Any]) -> list[dict[str, Any]]:
    return protocol(study, "contactsLocationsModule").get("locations", [])


@pytest.mark.parametrize(("name", "trials", "sites"), [("breast_dev", 676, 3421), ("other_dev", 1500, 3387)])
def test_every_trial_is_read_with_its_sites(
    read: dict[str, TrialsRead], studies: dict[str, list[dict[str, Any]]], name: str, trials: int, sites: int
) -> None:
    """The numbers of the folder's own readme; rows with a country alone are no sites there."""
    assert len(studies[name]) == trials
    assert (len(read[name].trials), read[name].tally.seen, read[name].issues) == (trials, trials, ())
    assert sum(not site.is_country_only for trial in read[name].trials for site in trial.sites) == sites
    assert sum(len(trial.sites) for trial in read[name].trials) == sum(len(locations(one)) for one in studies[name])


def test_the_sites_of_the_nci_collection(read: dict[str, TrialsRead], studies: dict[str, list[dict[str, Any]]]) -> None:
    """127 trials, 9,392 rows of sites: ZIP 3,295, coordinates 8,018, status all."""
    trials = read["nci_sites_dev"].trials
    assert len(trials) == len(studies["nci_sites_dev"]) == 127
    sites = [site for trial in trials for site in trial.sites if not site.is_country_only]
    assert len(sites) == 9392
    assert sum(bool(site.zip) for site in sites) == 3295
    assert sum(site.latitude is not None for site in sites) == 8018
    assert all(site.status and site.facility and site.city for site in sites)
    assert sum(bool(trial.eligibility_text) for trial in trials) == 22


@pytest.mark.parametrize("name", COLLECTIONS)
def test_field_by_field_the_trials_are_the_studies(
    read: dict[str, TrialsRead], studies: dict[str, list[dict[str, Any]]], name: str
) -> None:
    for study, trial in zip(studies[name], read[name].trials, strict=True):
        eligible = protocol(study, "eligibilityModule")
        assert trial.id == protocol(study, "identificationModule")["nctId"]
        assert trial.brief_title == protocol(study, "identificationModule").get("briefTitle", "")
        assert trial.eligibility_text == eligible.get("eligibilityCriteria", "")
        assert trial.minimum_age == eligible.get("minimumAge", "")
        assert trial.sex == eligible.get("sex", "")
        assert trial.status == protocol(study, "statusModule").get("overallStatus", "")
        assert list(trial.phases) == protocol(study, "designModule").get("phases", [])
        assert list(trial.conditions) == protocol(study, "conditionsModule").get("conditions", [])
        interventions = protocol(study, "armsInterventionsModule").get("interventions", [])
        assert [one.name for one in trial.interventions] == [one.get("name", "") for one in interventions]
        for site, place in zip(trial.sites, locations(study), strict=True):
            assert site.facility == place.get("facility", "")
            assert (site.zip, site.status) == (place.get("zip", ""), place.get("status", ""))
            assert site.latitude == place.get("geoPoint", {}).get("lat")


def test_all_words_of_status_phase_and_age_are_understood(read: dict[str, TrialsRead]) -> None:
    """Only the registry's own UNKNOWN is unknown."""
    unknown: Counter[str] = Counter()
    for one in read.values():
        for trial in one.trials:
            if trial.status and recruitment_of(trial.status).value == "unknown":
                unknown[trial.status] += 1
            assert not trial.phases or phases_of(trial.phases)
            assert all(age_limit(age) for age in (trial.minimum_age, trial.maximum_age) if age)
            for site in trial.sites:
                if site.status and recruitment_of(site.status).value == "unknown":
                    unknown[site.status] += 1
    assert set(unknown) <= {"UNKNOWN"}


def test_complete_records_of_the_registry_are_read(folder: Path) -> None:
    """Seven records with results; the licence beside them is no trial and no issue."""
    read = read_trials(folder / "ctgov_v2_full")
    assert (len(read.trials), read.issues) == (7, ())
    assert [skipped.file for skipped in read.skipped] == ["ctgov_v2_full/LICENSE"]
    assert all(trial.last_update is not None and trial.eligibility_text for trial in read.trials)
    assert all(trial.source.sha256 for trial in read.trials)


def test_the_record_in_the_old_xml_form(folder: Path) -> None:
    """Counted by the standard library's parser."""
    (trial,) = read_trials(folder / "legacy_xml" / "NCT03377387.xml").trials
    root = ElementTree.parse(folder / "legacy_xml" / "NCT03377387.xml").getroot()
    assert trial.id == "NCT03377387"
    assert trial.phases == ("Phase 1", "Phase 2")
    assert len(trial.sites) == len(root.findall("location")) == 10
    assert [arm.label for arm in trial.arms] == [one.findtext("arm_group_label") for one in root.findall("arm_group")]
    assert trial.eligibility_text == root.findtext("eligibility/criteria/textblock")
    assert str(trial.start) == "2017-12-13"
    assert trial.source.format == "ClinicalTrials.gov XML"


def test_a_site_in_alaska_whose_coordinates_lie_in_washington(read: dict[str, TrialsRead]) -> None:
    """Anchorage, AK, with the ZIP code 98508 and the coordinates of Olympia, WA: the town is taken, and it is said."""
    places = geography()
    found = [
        locate(site, places)
        for one in read.values()
        for trial in one.trials
        for site in trial.sites
        if site.facility == "Anchorage Associates in Radiation Medicine" and site.zip == "98508"
    ]
    assert found
    for one in found:
        assert one.by is LocatedBy.TOWN
        assert one.latitude is not None and 60 < one.latitude < 62
        assert "its ZIP code lies in WA, not in AK" in one.doubts


def test_only_few_sites_contradict_their_address(read: dict[str, TrialsRead]) -> None:
    """Two facilities with a mistyped ZIP code (one of them spelled in two ways); all other coordinates fit."""
    places = geography()
    doubted = {
        site.facility.replace(" / ", "/")
        for one in read.values()
        for trial in one.trials
        for site in trial.sites
        if locate(site, places).doubts
    }
    assert doubted == {
        "Anchorage Associates in Radiation Medicine",
        "Tacoma/Valley Radiation Oncology Centers-Jackson Hall",
    }
