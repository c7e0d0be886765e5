"""When two appearances are one resource, and when they say the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onward.store.identity import content_key, digest, identity_key, storable

SAME = content_key(b"{}")


def test_an_observation_of_one_person_keeps_its_identity_whatever_it_says() -> None:
    assert identity_key("Observation", "1", "anna", "", content_key(b'{"v":1}')) == identity_key(
        "Observation", "1", "anna", "", content_key(b'{"v":2}')
    )


def test_kind_id_and_person_each_make_another_resource() -> None:
    keys = {
        identity_key("Observation", "1", "anna", "", SAME),
        identity_key("Condition", "1", "anna", "", SAME),
        identity_key("Observation", "2", "anna", "", SAME),
        identity_key("Observation", "1", "berta", "", SAME),
        identity_key("Observation", "1", "", "", SAME),
        identity_key("Observation", "1", "", "anna", SAME),
        identity_key("Observation", "", "anna", "", SAME),
    }
    assert len(keys) == 7


def test_a_uuid_is_one_resource_whoever_its_person() -> None:
    uuid = "0c3151bd-1cbf-4d64-b04d-cd9187a4c6e0"
    keys = {
        identity_key("Observation", uuid, "anna", "", SAME),
        identity_key("Observation", uuid.upper(), "berta", "", SAME),
        identity_key("Observation", uuid, "", "hospital|17", SAME),
    }
    assert len(keys) == 1
    assert identity_key("Condition", uuid, "anna", "", SAME) not in keys


def test_words_divided_otherwise_are_other_words() -> None:
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("ab") != digest("ab", "")


def test_white_space_inside_a_string_is_content() -> None:
    assert content_key(b'{"text":"no  change"}') != content_key(b'{"text":"no change"}')
    assert content_key(b'{ "text" :\n"no change" }') == content_key(b'{"text":"no change"}')


def test_bytes_that_are_not_json_have_a_key_too() -> None:
    assert content_key(b"{") != content_key(b"{ ")
    assert content_key(b"\xff") == content_key(b"\xff")
    assert content_key(b"[" * 100_000) != content_key(b"[" * 100_001)


@given(st.text(st.characters(codec=None)))
def test_any_text_becomes_storable_and_stays_so(text: str) -> None:
    stored = storable(text)
    assert "\0" not in stored
    stored.encode("utf-8")
    assert storable(stored) == stored
