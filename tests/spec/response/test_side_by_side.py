"""Criteria side by side.

`onward response RECORDS` answers by every criterion that applies and lays the answers of one person side by side:
`side_by_side` in --json, a line with "kind": "side_by_side" for each person in --ndjson, a table on the board. Each
visit has a verdict (agree, disagree, or open where fewer than two criteria point a way), and `why`: what in the same
reads may explain a disagreement, what would settle it, and the lesions. It makes no category of its own. Markers and
recorded statuses belong to the visit that lies nearest, at most 28 days away.
Cases: knowledge/data/response/side_by_side.cases.yaml, answers beside it.
"""

from __future__ import annotations

from tests.knowledge.response_reads import read_book
from tests.knowledge.test_side_by_side_cases import laid
from tests.spec.manual import Section


def test_what_is_told(manual: Section) -> None:
    """Each case with its verdicts and what is said at the last visit."""
    answers = {one["id"]: one for one in read_book("side_by_side.answers.yaml")}
    rows: list[tuple[str, ...]] = []
    for case in read_book("side_by_side.cases.yaml"):
        found = laid().get(case["id"])
        if found is None:
            rows.append((case["id"], case["about"], "one criterion answered", ""))
            continue
        verdicts = [visit["verdict"] for visit in found["visits"]]
        assert verdicts == answers[case["id"]]["verdict"]
        why = "; ".join(f"{one['kind']}: {one['says']}" for one in found["visits"][-1]["why"])
        rows.append((case["id"], case["about"], ", ".join(verdicts), why))
    manual.table(("case", "about", "verdicts", "why (last visit)"), rows)
    assert len(rows) >= 19


def test_explanations(manual: Section) -> None:
    """An explanation is possible, never proven; a disagreement that nothing explains is called so."""
    manual.table(
        ("kind", "when"),
        [
            (
                "bone flare",
                "the bone criteria see healing or an open flare where RECIST 1.1 counts the spots, or it settled",
            ),
            ("pseudo-progression", "RECIST 1.1 progresses and iRECIST waits; new in the brain under immunotherapy"),
            ("bone is judged apart", "healing that RECIST 1.1 does not measure, or growth short of unequivocal"),
            ("mixed response", "lesions that shrank by 30 % beside lesions that grew by 20 % and 5 mm, or are new"),
            ("metabolism and size", "PERCIST or EORTC points another way than diameters or bone"),
            ("brain and body apart", "RANO-BM and RECIST 1.1 point different ways, or RANO-BM is open"),
            ("diameter and volume", "RANO-BM's targets and the volumes differ"),
            ("marker and images", "a marker rises while images do not, or falls while they progress"),
            ("symptoms and images", "clinically worse while images show no progression"),
            ("record and measurements", "the care team's status agrees with no criterion"),
            ("readers differ", "two readers answer the same criterion differently"),
            ("not explained", "none of these"),
        ],
    )
