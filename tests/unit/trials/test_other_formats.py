"""Trials as old XML, as CTML and as FHIR ResearchStudy."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.unit.trials.files import write

from onward.intake import read_trials
from onward.registry import (
    MatchAll,
    MatchAny,
    MatchLeaf,
    MatchUnread,
    criteria_lines,
    criteria_of,
    enrolling_cohorts,
    is_suspended,
    leaves_of,
)

XML = """<?xml version="1.0" encoding="UTF-8"?>
<clinical_study>
  <id_info><org_study_id>X-1</org_study_id><nct_id>NCT00000001</nct_id></id_info>
  <brief_title>A study</brief_title>
  <overall_status>Active, not recruiting</overall_status>
  <start_date type="Actual">March 2020</start_date>
  <phase>Phase 1/Phase 2</phase>
  <intervention><intervention_type>Drug</intervention_type><intervention_name>Palbociclib</intervention_name>
    <arm_group_label>A</arm_group_label><other_name>Ibrance</other_name></intervention>
  <arm_group><arm_group_label>A</arm_group_label></arm_group>
  <eligibility><criteria><textblock>
        Inclusion Criteria:

          -  Histologically confirmed breast
             cancer &gt; 1 cm

          -  ECOG 0-1
  </textblock></criteria><gender>Female</gender><minimum_age>18 Years</minimum_age><maximum_age>N/A</maximum_age>
  <healthy_volunteers>No</healthy_volunteers></eligibility>
  <location><facility><name>Hospital</name><address><city>Boston</city><state>Massachusetts</state><zip>02115</zip>
    <country>United States</country></address></facility><status>Recruiting</status>
    <contact><last_name>Desk</last_name><phone>1</phone><phone_ext>2</phone_ext></contact></location>
  <location_countries><country>United States</country><country>France</country></location_countries>
  <last_update_posted type="Actual">July 24, 2020</last_update_posted>
</clinical_study>
"""


def test_a_record_in_the_old_xml_form(tmp_path: Path) -> None:
    file = tmp_path / "t.xml"
    file.write_text(XML)
    read = read_trials(file)
    (trial,) = read.trials
    assert read.issues == ()
    assert (trial.id, trial.other_ids, trial.status) == ("NCT00000001", ("X-1",), "Active, not recruiting")
    assert (str(trial.start), str(trial.last_update)) == ("2020-03", "2020-07-24")
    assert trial.phases == ("Phase 1", "Phase 2")
    assert trial.healthy_volunteers is False
    assert trial.arms[0].interventions == ("Drug: Palbociclib",)
    assert [(site.facility, site.country, site.is_country_only) for site in trial.sites] == [
        ("Hospital", "United States", False),
        ("", "France", True),
    ]
    assert trial.sites[0].contacts[0].phone == "1 ext. 2"


def test_wrapped_text_stays_as_it_is_and_its_lines_are_joined_for_comparing(tmp_path: Path) -> None:
    file = tmp_path / "t.xml"
    file.write_text(XML)
    (trial,) = read_trials(file).trials
    assert "breast\n             cancer > 1 cm" in trial.eligibility_text
    assert [line.text for line in criteria_lines(trial)] == [
        "Inclusion Criteria:",
        "Histologically confirmed breast cancer > 1 cm",
        "ECOG 0-1",
    ]


def test_several_records_in_one_envelope(tmp_path: Path) -> None:
    body = XML.partition("?>")[2]
    file = tmp_path / "t.xml"
    file.write_text(f"<search_results>{body}{body.replace('NCT00000001', 'NCT00000002')}</search_results>")
    assert [(one.id, one.source.place) for one in read_trials(file).trials] == [
        ("NCT00000001", "clinical_study[0]"),
        ("NCT00000002", "clinical_study[1]"),
    ]


def test_of_a_broken_envelope_the_whole_records_are_read(tmp_path: Path) -> None:
    body = XML.partition("?>")[2]
    file = tmp_path / "t.xml"
    broken = body.replace("NCT00000001", "NCT00000002").replace("<phase>", "<phase")
    file.write_text(f"<search_results>{body}{broken}</search_results>")
    read = read_trials(file)
    assert [one.id for one in read.trials] == ["NCT00000001"]
    assert "not valid XML" in read.issues[0].what
    assert read.issues[0].place.startswith("clinical_study[1]")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('<!DOCTYPE x [<!ENTITY a "b">]><clinical_study>&a;</clinical_study>', "XML that defines entities"),
        ("<clinical_study><phase></clinical_study>", "text that is not valid XML"),
    ],
)
def test_xml_that_is_dangerous_or_broken(tmp_path: Path, text: str, what: str) -> None:
    file = tmp_path / "t.xml"
    file.write_text(text)
    read = read_trials(file)
    assert (read.trials, [issue.what for issue in read.issues]) == ((), [what])
    assert read.tally.unreadable == 1


CTML = """\
---
protocol_no: 20-001
NCT_ID: NCT00000001
long_title: A phase I/II study
status: open to accrual
phase: I/II
prior_treatment_requirements:
  - At least one prior line of chemotherapy
drug_list: {drug: [{drug_name: alpelisib}]}
site_list: {site: [{site_name: Hospital, site_status: Open to Accrual}]}
treatment_list:
  step:
    - step_code: '1'
      match:
        - clinical:
            AGE_NUMERICAL: '>=18'
            ONCOTREE_PRIMARY_DIAGNOSIS: Invasive Breast Carcinoma
      arm:
        - arm_code: EXP
          arm_description: Alpelisib
          arm_suspended: N
          match:
            - and:
                - genomic:
                    hugo_symbol: PIK3CA
                    variant_category: '!Mutation'
                    protein_change: p.H1047R
                - or:
                    - clinical: {er_status: Positive}
                    - clinical: {HER2_STATUS: Negative}
                    - weather: rain
          dose_level:
            - level_code: DL1
              level_suspended: Y
              match: []
            - level_code: DL2
              match:
                - clinical: {tmb_numerical: '>10'}
        - ARM_CODE: CTRL
          arm_suspended: N
"""


def test_ctml_with_arms_and_dose_levels(tmp_path: Path) -> None:
    """A lone step is the trial; each leaf is one line with all of its values, and negation is seen."""
    file = tmp_path / "t.yaml"
    file.write_text(CTML)
    read = read_trials(file)
    (trial,) = read.trials
    assert read.issues == ()
    assert (trial.id, trial.protocol_no, trial.other_ids) == ("NCT00000001", "20-001", ("20-001",))
    assert trial.eligibility_text == "At least one prior line of chemotherapy"
    assert [str(leaf) for leaf in leaves_of(trial.match)] == [
        "clinical: AGE_NUMERICAL: >=18; ONCOTREE_PRIMARY_DIAGNOSIS: Invasive Breast Carcinoma"
    ]
    assert [(one.level, one.code, one.suspended, one.parent) for one in trial.cohorts] == [
        ("arm", "EXP", False, None),
        ("dose level", "DL1", True, 0),
        ("dose level", "DL2", None, 0),
        ("arm", "CTRL", False, None),
    ]
    tree = trial.cohorts[0].match
    assert isinstance(tree, MatchAll)
    first, second = tree.parts
    assert isinstance(first, MatchLeaf) and first.is_negated
    assert str(first) == "genomic: HUGO_SYMBOL: PIK3CA; VARIANT_CATEGORY: not Mutation; PROTEIN_CHANGE: p.H1047R"
    assert isinstance(second, MatchAny)
    assert isinstance(second.parts[2], MatchUnread)
    assert second.parts[2].text == "weather: rain"


def test_whoever_enters_a_dose_level_fits_all_above_it(tmp_path: Path) -> None:
    file = tmp_path / "t.yaml"
    file.write_text(CTML)
    (trial,) = read_trials(file).trials
    assert [trial.cohorts[at].code for at in enrolling_cohorts(trial)] == ["DL1", "DL2", "CTRL"]
    assert [None if one is None else one.code for one, _ in criteria_of(trial, 2)] == [None, "EXP", "DL2"]
    assert [is_suspended(trial, at) for at in range(4)] == [False, True, False, False]


def test_the_same_trial_as_json(tmp_path: Path) -> None:
    import yaml

    yaml_file, json_file = tmp_path / "t.yaml", tmp_path / "t.json"
    yaml_file.write_text(CTML)
    json_file.write_text(json.dumps(yaml.load(CTML, Loader=yaml.BaseLoader)))
    (as_yaml,), (as_json,) = read_trials(yaml_file).trials, read_trials(json_file).trials
    assert (as_json.match, as_json.cohorts) == (as_yaml.match, as_yaml.cohorts)


def test_several_steps_are_cohorts_themselves(tmp_path: Path) -> None:
    body = {
        "protocol_no": "1",
        "treatment_list": {"step": [{"step_code": "1", "arm": [{"arm_code": "A"}]}, {"step_number": 2}]},
    }
    (trial,) = read_trials(write(tmp_path / "t.json", body)).trials
    assert [(one.level, one.code, one.parent) for one in trial.cohorts] == [
        ("step", "1", None),
        ("arm", "A", 0),
        ("step", "2", None),
    ]


def test_a_broken_ctml_file_names_its_line_and_the_other_documents_are_read(tmp_path: Path) -> None:
    file = tmp_path / "t.yaml"
    file.write_text("protocol_no: 1\ntreatment_list: {}\n---\nprotocol_no: 2\nstatus: open: now\n---\nprotocol_no: 3\n")
    read = read_trials(file)
    assert [one.id for one in read.trials] == ["1", "3"]
    (issue,) = read.issues
    assert issue.place.startswith("document 2, line 5")


def research_study(**more: Any) -> dict[str, Any]:
    """A study as services return it: places contained, criteria in the display of a reference."""
    return {
        "resourceType": "ResearchStudy",
        "identifier": [{"system": "http://clinicaltrials.gov", "value": "NCT00000001"}],
        "title": "A study",
        "status": "closed-to-accrual",
        "phase": {"coding": [{"code": "phase-1-phase-2"}]},
        "condition": [{"text": "Breast cancer"}],
        "enrollment": [{"reference": "#g", "display": "Inclusion Criteria: age 18 or older"}],
        "location": [{"text": "United States"}],
        "site": [{"reference": "#l"}],
        "contained": [
            {
                "resourceType": "Location",
                "id": "l",
                "name": "Hospital",
                "status": "active",
                "address": {"city": "Boston", "state": "MA", "postalCode": "02115", "country": "US"},
                "position": {"latitude": 42.3, "longitude": -71.1},
                "telecom": [{"system": "phone", "value": "1"}],
            }
        ],
        **more,
    }


def test_a_research_study_with_contained_places(tmp_path: Path) -> None:
    (trial,) = read_trials(write(tmp_path / "t.json", research_study())).trials
    assert (trial.id, trial.status, trial.phases) == ("NCT00000001", "closed-to-accrual", ("phase-1-phase-2",))
    assert trial.eligibility_text == "Inclusion Criteria: age 18 or older"
    hospital, country = trial.sites
    assert (hospital.facility, hospital.zip, hospital.latitude) == ("Hospital", "02115", 42.3)
    assert hospital.status == ""  # that a place is in use does not say that it takes people
    assert country.is_country_only and country.country == "United States"


def test_a_bundle_with_places_in_entries_of_their_own(tmp_path: Path) -> None:
    study = research_study(contained=[], site=[{"reference": "Location/l9"}], id="s1")
    place = {"resourceType": "Location", "id": "l9", "name": "Clinic", "address": {"country": "France"}}
    bundle = {
        "resourceType": "Bundle",
        "type": "searchset",
        "entry": [{"fullUrl": "urn:uuid:1", "resource": study}, {"resource": place}],
    }
    read = read_trials(write(tmp_path / "t.json", bundle))
    (trial,) = read.trials
    assert trial.sites[0].facility == "Clinic"
    assert trial.source.place == "entry[0].resource"
    assert read.issues == ()


def test_a_place_that_is_not_in_the_file_is_said(tmp_path: Path) -> None:
    study = research_study(contained=[], site=[{"reference": "Location/l9", "display": "Clinic"}])
    read = read_trials(write(tmp_path / "t.json", study))
    assert read.trials[0].sites[0].facility == "Clinic"
    assert "refers to a Location that is not in the file" in read.issues[0].what
