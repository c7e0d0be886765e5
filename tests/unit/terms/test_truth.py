"""Kleene's three values, as the nine-row tables say."""

import pytest

from onward.terms import Truth, all_of, any_of

Y, N, U = Truth.YES, Truth.NO, Truth.UNKNOWN


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (Y, Y, Y, Y), (Y, N, N, Y), (Y, U, U, Y),
        (N, Y, N, Y), (N, N, N, N), (N, U, N, U),
        (U, Y, U, Y), (U, N, N, U), (U, U, U, U),
    ],
)  # fmt: skip
def test_and_or(left: Truth, right: Truth, both: Truth, either: Truth) -> None:
    assert (left & right) is both
    assert (left | right) is either
    assert ~(left & right) is (~left | ~right)


def test_not_leaves_unknown_unknown() -> None:
    assert [~Y, ~N, ~U] == [N, Y, U]


def test_a_truth_is_never_used_as_a_bool() -> None:
    with pytest.raises(TypeError, match="three values"):
        bool(U)


def test_nothing_to_ask() -> None:
    assert all_of([]) is Y
    assert any_of([]) is N
    assert all_of([Y, U, N]) is N
    assert any_of([N, U]) is U
