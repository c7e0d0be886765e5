"""A condition carries the stage that it has now; the day on which the cancer began does not date it."""

from datetime import date

from tests.unit.intake.reading import extracted

from onward.disease import derive_picture
from onward.intake import PersonRecord
from onward.knowledge import disease_knowledge
from onward.timeline import StageFact, build_timeline


def condition(stage: str) -> dict[str, object]:
    return {
        "resourceType": "Condition",
        "id": "c1",
        "subject": {"reference": "Patient/anna"},
        "code": {"coding": [{"system": "http://snomed.info/sct", "code": "254837009"}]},
        "onsetDateTime": "2016-03-14",
        "recordedDate": "2016-03-20",
        "stage": [{"summary": {"text": stage}}],
    }


def test_the_stage_is_undated() -> None:
    found = extracted(condition("Stage IV"))
    (stage,) = [fact for fact in found.facts if isinstance(fact, StageFact)]
    assert (stage.value, str(stage.when)) == ("IV", "undated")


def test_stage_iv_on_an_old_condition_is_metastatic_and_not_de_novo() -> None:
    """Diagnosed in 2016; the condition was updated when it came back. When that was, the record does not say."""
    found = extracted(condition("Stage IV"))
    record = PersonRecord(person="anna", facts=found.facts)
    picture = derive_picture(build_timeline(record.person, record.facts), disease_knowledge(), as_of=date(2026, 11, 23))
    assert picture.metastatic.value == "yes"
    assert picture.onset.onset == "unknown"
