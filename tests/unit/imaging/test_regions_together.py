"""One region from several readers': STAPLE held against ITK's and a hand-reckoned example, and the majority."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from onward.imaging import dice, majority, same_lesions, staple
from onward.imaging.together import Mask


def ball(centre: tuple[float, float, float], radius: float, shape: tuple[int, int, int] = (20, 24, 28)) -> Mask:
    planes = np.indices(shape)
    return sum((planes[axis] - centre[axis]) ** 2 for axis in range(3)) <= radius**2


def by_itk(masks: list[Mask]) -> tuple[NDArray[np.float64], list[float], list[float]]:
    """The same by SimpleITK, whose prior and start are those of one region and the mean of all."""
    import SimpleITK as sitk

    engine = sitk.STAPLEImageFilter()
    engine.SetForegroundValue(1)
    found = engine.Execute([sitk.GetImageFromArray(mask.astype(np.uint8)) for mask in masks])
    return sitk.GetArrayFromImage(found), list(engine.GetSensitivity()), list(engine.GetSpecificity())


READERS = [
    [ball((10, 12, 14), 5), ball((10, 12, 15), 5), ball((10, 13, 14), 6)],
    [ball((10, 12, 14), 6), ball((10, 12, 14), 4)],
    [ball((10, 12, 14), 5), ball((10, 12, 14), 5), ball((10, 12, 14), 5), ball((4, 4, 4), 3)],
]


@pytest.mark.parametrize("masks", READERS)
def test_staple_is_that_of_itk(masks: list[Mask]) -> None:
    """Over the whole volume, as ITK looks at it."""
    found = staple(masks, margin_voxels=None)
    probability, sensitivity, specificity = by_itk(masks)
    assert np.allclose(found.probability, probability, atol=1e-3)
    assert found.sensitivity == pytest.approx(sensitivity, abs=1e-3)
    assert found.specificity == pytest.approx(specificity, abs=1e-3)


def test_staple_by_hand() -> None:
    """Two of three readers draw the same two voxels of ten, the third one of them.

    The fixed point: the region is the two voxels. Sensitivity 1, 1 and 1/2, specificity 1 for all, since nobody drew
    anything else: the voxels that two drew cannot lie outside of it when these two never draw outside.
    """
    full, part = np.zeros((1, 1, 10), dtype=bool), np.zeros((1, 1, 10), dtype=bool)
    full[0, 0, 3:5] = True
    part[0, 0, 3] = True
    found = staple([full, full, part], margin_voxels=None)
    assert found.sensitivity == pytest.approx((1.0, 1.0, 0.5), abs=1e-3)
    assert found.specificity == pytest.approx((1.0, 1.0, 1.0), abs=1e-3)
    assert (found.mask == full).all()


def test_a_reader_who_draws_elsewhere_is_found_out() -> None:
    """Three agree, the fourth drew another place: the region is theirs, and his sensitivity is 0."""
    found = staple(READERS[2])
    assert (found.mask == READERS[2][0]).all()
    assert found.sensitivity[3] == pytest.approx(0.0, abs=1e-3)


def test_the_majority_of_readers() -> None:
    """Voxels that more than half drew; a tie of two is outside; a reader who drew nothing has a vote."""
    one, other = ball((10, 12, 14), 5), ball((10, 12, 14), 3)
    assert (majority([one, one, other]) == one).all()
    assert (majority([one, other]) == other).all()  # only where both drew
    assert not majority([one], people=2).any()
    assert (majority([one, one], people=3) == one).all()


def test_overlap() -> None:
    one = np.array([[[True, True, False, False]]])
    other = np.array([[[False, True, True, True]]])
    assert dice(one, other) == pytest.approx(2 * 1 / (2 + 3))
    assert dice(~one & one, ~one & one) == 1.0


def test_regions_of_one_lesion_are_found_by_their_overlap() -> None:
    """Reader a has two lesions, b has the same two in another order, c only one and another elsewhere."""
    first, second, third = ball((5, 6, 7), 3), ball((14, 16, 20), 3), ball((5, 18, 6), 2)
    drawn = [
        ("a", first),
        ("a", second),
        ("b", ball((14, 16, 19), 3)),
        ("b", ball((5, 6, 8), 3)),
        ("c", first),
        ("c", third),
    ]
    assert same_lesions(drawn) == ((0, 3, 4), (1, 2), (5,))


def test_two_regions_of_one_reader_are_never_one_lesion() -> None:
    """One reader split what the other drew as one: the larger part is paired, the other stays alone."""
    whole, part, rest = ball((10, 12, 14), 6), ball((10, 12, 12), 4), ball((10, 12, 19), 2)
    assert same_lesions([("a", whole), ("b", part), ("b", rest)]) == ((0, 1), (2,))


def test_what_staple_refuses() -> None:
    with pytest.raises(ValueError, match="one shape"):
        staple([ball((1, 1, 1), 1), np.zeros((2, 2, 2), dtype=bool)])
    with pytest.raises(ValueError, match="nobody drew"):
        staple([np.zeros((2, 2, 2), dtype=bool)])


@settings(max_examples=30, deadline=None)
@example(
    [
        [True, False, True, False, True, False, False, True, False, True, True, False],
        [False, True, False, True, False, True, True, False, True, False, False, True],
    ]
    * 2
)
@given(st.lists(st.lists(st.booleans(), min_size=12, max_size=12), min_size=2, max_size=4))
def test_the_order_of_readers_does_not_matter(drawn: list[list[bool]]) -> None:
    masks = [np.array(one).reshape(2, 2, 3) for one in drawn]
    if not np.logical_or.reduce(masks).any():
        return
    found = staple(masks)
    turned = staple(masks[::-1])
    assert np.allclose(found.probability, turned.probability, atol=1e-9)
    assert found.sensitivity == pytest.approx(turned.sensitivity[::-1])
    assert (majority(masks) == majority(masks[::-1])).all()
