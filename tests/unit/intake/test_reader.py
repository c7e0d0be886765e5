"""Cutting files into resources: exact bytes, exact places, and whatever is broken costs only itself."""

from __future__ import annotations

import gzip
from pathlib import Path

import orjson
import pytest

from onward.intake import FoundFile, find_files
from onward.intake.fhir import RawResource, parse, read_resources
from onward.terms import Issue, Severity

ANNA = b'{"resourceType":"Patient","id":"anna"}'
WEIGHT = b'{ "id": "o1",\n "resourceType": "Observation", "valueQuantity": {"value": 1.10} }'


def cut(tmp_path: Path, content: bytes, name: str = "a.json") -> list[RawResource | Issue]:
    path = tmp_path / name
    path.write_bytes(content)
    (found,) = find_files([path])
    assert isinstance(found, FoundFile)
    return list(read_resources(found))


def resources(items: list[RawResource | Issue]) -> list[RawResource]:
    return [item for item in items if isinstance(item, RawResource)]


def issues(items: list[RawResource | Issue]) -> list[Issue]:
    return [item for item in items if isinstance(item, Issue)]


def test_a_bundle_gives_exact_bytes_and_places(tmp_path: Path) -> None:
    bundle = (
        b'{"resourceType":"Bundle","entry":[{"fullUrl":"urn:uuid:1","resource":'
        + ANNA
        + b'},\n{"resource":'
        + WEIGHT
        + b"}]}"
    )
    anna, weight = resources(cut(tmp_path, bundle))
    assert (anna.kind, anna.id, anna.place, anna.full_url, anna.bundle) == (
        "Patient",
        "anna",
        "entry[0].resource",
        "urn:uuid:1",
        1,
    )
    assert weight.raw == WEIGHT
    assert bundle[weight.offset : weight.offset + len(weight.raw)] == WEIGHT
    assert b"1.10" in weight.raw


def test_equal_entries_have_their_own_places(tmp_path: Path) -> None:
    bundle = b'{"resourceType":"Bundle","entry":[{"resource":' + ANNA + b'},{"resource":' + ANNA + b"}]}"
    first, second = resources(cut(tmp_path, bundle))
    assert first.offset < second.offset
    assert bundle[second.offset :].startswith(ANNA)


def test_bundles_inside_bundles_are_opened(tmp_path: Path) -> None:
    inner = b'{"resourceType":"Bundle","entry":[{"resource":' + WEIGHT + b"}]}"
    outer = b'{"resourceType":"Bundle","entry":[{"resource":' + ANNA + b'},{"resource":' + inner + b"}]}"
    anna, weight = resources(cut(tmp_path, outer))
    assert (anna.bundle, weight.bundle) == (1, 2)
    assert weight.place == "entry[1].resource.entry[0].resource"
    assert outer[weight.offset :].startswith(WEIGHT)


def test_contained_resources_stay_where_they_are(tmp_path: Path) -> None:
    order = b'{"resourceType":"MedicationRequest","id":"m","contained":[{"resourceType":"Medication","id":"d"}]}'
    (found,) = resources(cut(tmp_path, order))
    assert (found.kind, found.raw, found.place, found.bundle) == ("MedicationRequest", order, "", 0)


def test_entries_without_a_resource_are_none(tmp_path: Path) -> None:
    response = (
        b'{"resourceType":"Bundle","entry":[{"response":{"status":"201"}},{"resource":null},{"resource":'
        + ANNA
        + b"}]}"
    )
    items = cut(tmp_path, response)
    assert [item.place for item in resources(items)] == ["entry[2].resource"]
    assert issues(items) == []


def test_ndjson_with_bundles_blank_lines_and_a_broken_line(tmp_path: Path) -> None:
    lines = [
        ANNA,
        b"",
        b'{"resourceType":"Observation"',
        b'{"resourceType":"Bundle","entry":[{"resource":' + ANNA + b"}]}",
        b"[1]",
    ]
    content = b"\r\n".join(lines)
    items = cut(tmp_path, content, "a.ndjson")
    assert [(item.place, item.bundle) for item in resources(items)] == [("line 1", 0), ("line 4, entry[0].resource", 1)]
    assert [(issue.place, issue.what) for issue in issues(items)] == [
        ("line 3", "JSON that is cut off before its end"),
        ("line 5", "a JSON value without resourceType"),
    ]
    second = resources(items)[1]
    assert content[second.offset :].startswith(ANNA)


def test_compressed_ndjson(tmp_path: Path) -> None:
    items = cut(tmp_path, gzip.compress(ANNA + b"\n" + ANNA), "a.ndjson.gz")
    assert [item.place for item in resources(items)] == ["line 1", "line 2"]


def test_an_array_of_resources_is_read_and_noted(tmp_path: Path) -> None:
    items = cut(tmp_path, b"[" + ANNA + b"," + WEIGHT + b"]")
    assert [item.place for item in resources(items)] == ["[0]", "[1]"]
    assert [issue.severity for issue in issues(items)] == [Severity.NOTE]


def test_utf_16_and_byte_order_marks(tmp_path: Path) -> None:
    assert resources(cut(tmp_path, b"\xef\xbb\xbf" + ANNA))[0].raw == ANNA
    assert resources(cut(tmp_path, ANNA.decode().encode("utf-16"), "b.json"))[0].raw == ANNA


# --- broken


def bundle_of(count: int) -> bytes:
    entries = [b'{"resource":{"resourceType":"Observation","id":"o%d"}}' % number for number in range(count)]
    return b'{"resourceType":"Bundle","entry":[' + b",".join(entries) + b"]}"


@pytest.mark.parametrize("lost", [1, 2, 5, 30, 55])
def test_a_bundle_that_was_cut_off_keeps_its_complete_entries(tmp_path: Path, lost: int) -> None:
    whole = bundle_of(3)
    items = cut(tmp_path, whole[:-lost])
    # Entries end 2, 51 and more bytes before the end: what is complete is told by counting braces.
    complete = whole[:-lost].count(b"}}")
    assert [item.id for item in resources(items)] == ["o0", "o1", "o2"][:complete]
    (issue,) = issues(items)
    assert issue.severity is Severity.ERROR
    assert issue.what == "JSON that is cut off before its end"
    assert issue.did.startswith(f"read the {complete} entries that are complete")


def test_a_bundle_broken_in_the_middle_keeps_the_rest(tmp_path: Path) -> None:
    broken = bundle_of(3).replace(b'"id":"o1"', b'"id":,"o1"')
    items = cut(tmp_path, broken)
    assert [item.id for item in resources(items)] == ["o0", "o2"]
    assert {issue.place for issue in issues(items)} == {"", "entry[1]"}


def test_an_entry_of_another_shape_costs_only_itself(tmp_path: Path) -> None:
    odd = (
        b'{"resourceType":"Bundle","entry":[7,{"fullUrl":5,"resource":'
        + ANNA
        + b'},{"resource":"text"},{"resource":'
        + WEIGHT
        + b"}]}"
    )
    items = cut(tmp_path, odd)
    assert [item.id for item in resources(items)] == ["anna", "o1"]
    assert [issue.what for issue in issues(items)] == ["a JSON value without resourceType"]


def test_a_bundle_whose_entry_is_no_array(tmp_path: Path) -> None:
    items = cut(tmp_path, b'{"resourceType":"Bundle","entry":"none"}')
    assert [issue.what for issue in issues(items)] == ["a Bundle whose entry is no array of objects"]


def test_a_truncated_single_resource(tmp_path: Path) -> None:
    items = cut(tmp_path, ANNA[:-5])
    assert [issue.what for issue in issues(items)] == ["JSON that is cut off before its end"]


def test_latin_1_costs_the_resource_that_has_it(tmp_path: Path) -> None:
    latin = '{"resourceType":"Patient","id":"x","name":[{"family":"Grün"}]}'.encode("latin-1")
    first, second = resources(
        cut(tmp_path, b'{"resourceType":"Bundle","entry":[{"resource":' + latin + b'},{"resource":' + ANNA + b"}]}")
    )
    problem = parse(first, "a.json")
    assert isinstance(problem, Issue)
    assert problem.what == "text that is not UTF-8 (first at byte 56)"
    assert not isinstance(parse(second, "a.json"), Issue)


def test_deep_nesting_is_an_issue_and_no_crash(tmp_path: Path) -> None:
    deep = b'{"resourceType":"Basic","id":"d","extension":' + b'[{"extension":' * 5000 + b"[]" + b"}]" * 5000 + b"}"
    items = cut(tmp_path, b'{"resourceType":"Bundle","entry":[{"resource":' + deep + b'},{"resource":' + ANNA + b"}]}")
    assert "anna" in [item.id for item in resources(items)]
    said = issues(items) + [p for item in resources(items) if isinstance(p := parse(item, "a.json"), Issue)]
    assert any(issue.what == "JSON nested deeper than any FHIR resource" for issue in said)


def test_a_string_of_ten_megabytes(tmp_path: Path) -> None:
    big = orjson.dumps({"resourceType": "Binary", "id": "b", "data": "A" * 10_000_000})
    (found,) = resources(cut(tmp_path, big))
    assert found.raw == big
    assert len(resources(cut(tmp_path, b'{"resourceType":"Bundle","entry":[{"resource":' + big + b"}"))) == 1


def test_a_gzip_that_ends_too_early_keeps_the_complete_lines(tmp_path: Path) -> None:
    # Random-looking content so that the compressed stream is long enough to be cut.
    lines = [
        b'{"resourceType":"Basic","id":"b%d-%s"}' % (n, str(hash((n, "x"))).encode().strip(b"-")) for n in range(4000)
    ]
    items = cut(tmp_path, gzip.compress(b"\n".join(lines))[:-2000], "a.ndjson.gz")
    assert 100 < len(resources(items)) < 4000
    assert issues(items)[-1].what == "gzip data that end too early or are damaged"
