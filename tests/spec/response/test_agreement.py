"""How far readers agree.

`onward reads compare` and `onward reads quality`: kappa for categories, intraclass correlation and limits of agreement
for sums, shares with intervals. Each formula is held against an example that was published with its result; the page
docs/explanation/agreement-of-readers.md says what each number means and when it misleads."""

from __future__ import annotations

import pytest
from tests.spec.manual import Section

from onward.engines.response.readings import (
    Weights,
    agreement_between,
    intraclass,
    kappa_of_pairs,
    kappa_of_table,
    limits_of_agreement,
    share,
)

# Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, chapter 18: 100 people, three diagnoses.
DIAGNOSES = ((75, 1, 4), (5, 4, 1), (0, 0, 10))
# Cohen 1968, Table 1: shares of 200 people, and how bad each disagreement is.
COHEN = ((88, 14, 18), (10, 40, 10), (2, 6, 12))
BADNESS = ((0, 1, 3), (1, 0, 6), (3, 6, 0))
# Shrout and Fleiss 1979, Table 2: six people (rows) rated by four judges.
JUDGED = ((9, 2, 5, 8), (6, 1, 3, 2), (8, 4, 6, 8), (7, 1, 2, 6), (10, 5, 6, 9), (6, 2, 4, 7))
# Bland and Altman 1986, Table I: peak flow in l/min, first reading by large and by mini meter.
LARGE = (494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427)
MINI = (512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451)


def test_kappa(manual: Section) -> None:
    """Agreement on categories beyond chance, with the large-sample interval of Fleiss, Cohen and Everitt (1969)."""
    found = kappa_of_table(DIAGNOSES, ("psychotic", "neurotic", "organic"))
    # Published: 0.68, standard error 0.087, interval 0.51 to 0.85. By hand: (0.89 - 0.66) / (1 - 0.66).
    assert found.observed == pytest.approx(0.89)
    assert found.expected == pytest.approx(0.66)
    assert found.value == pytest.approx(0.23 / 0.34)
    assert found.standard_error == pytest.approx(0.087, abs=0.001)
    assert (found.low, found.high) == (pytest.approx(0.51, abs=0.01), pytest.approx(0.85, abs=0.01))
    manual.table(
        ("example", "agreement", "by chance", "kappa", "95 % interval"),
        [
            (
                "Fleiss: 100 people, 3 diagnoses",
                "0.89",
                "0.66",
                f"{found.value:.2f}",
                f"{found.low:.2f} to {found.high:.2f}",
            )
        ],
    )


def test_weighted_kappa(manual: Section) -> None:
    """A disagreement counts by how far apart the categories are. Response categories have quadratic weights over the
    order CR, PR, SD, NON-CR/NON-PD, PD; what cannot be evaluated (NE) has no place in an order and is left out, and
    counted."""
    plain = kappa_of_table(COHEN, ("a", "b", "c"))
    weighted = kappa_of_table(COHEN, ("a", "b", "c"), weights=[[1 - bad / 6 for bad in row] for row in BADNESS])
    assert plain.value == pytest.approx(0.492, abs=0.0005)  # Cohen 1960 and 1968 print both
    assert weighted.value == pytest.approx(0.348, abs=0.0005)
    # CR and PD lie as far apart as can be: the weight of PR and SD against each other is 1 - (1/4)² = 0.9375.
    pairs = [("CR", "CR"), ("PR", "SD"), ("SD", "SD"), ("PD", "PD")]
    order = ("CR", "PR", "SD", "NON-CR/NON-PD", "PD")
    found = kappa_of_pairs(pairs, order, weights=Weights.QUADRATIC)
    assert found is not None
    assert found.observed == pytest.approx((3 + 0.9375) / 4)
    manual.table(("example", "kappa", "weighted"), [("Cohen 1968", f"{plain.value:.3f}", f"{weighted.value:.3f}")])


def test_where_kappa_says_nothing(manual: Section) -> None:
    """Without a pair there is none. When both readers used one category only, chance alone explains everything.
    Without any disagreement the formula gives no interval, and none is printed."""
    assert kappa_of_pairs([], ("CR", "PD")) is None
    one_category = kappa_of_pairs([("SD", "SD")] * 3, ("SD", "PD"))
    assert one_category is not None
    assert one_category.value is None
    perfect = kappa_of_pairs([("SD", "SD"), ("PD", "PD")], ("SD", "PD"))
    assert perfect is not None
    assert (perfect.value, perfect.low, perfect.high) == (1.0, None, None)
    left_out = agreement_between(("a", "b"), [("SD", "NE"), ("SD", "SD"), ("PD", "PD")], [])
    assert left_out.not_ordered == 1
    assert left_out.kappa is not None
    assert left_out.kappa.n == 3  # unweighted kappa takes NE as a category of its own
    assert left_out.weighted is not None
    assert left_out.weighted.n == 2


def test_intraclass_correlation(manual: Section) -> None:
    """How much of the variation of sums lies between visits and not between readers. ICC(2,1): the readers stand for
    all readers, their bias counts. ICC(3,1): these readers only, a constant bias does not count."""
    found = intraclass(JUDGED)
    assert found is not None
    absolute, consistent = found
    # Published: 0.29 and 0.71; the intervals by the formulas of the same paper are 0.02 to 0.76 and 0.34 to 0.95.
    assert absolute.value == pytest.approx(0.29, abs=0.005)
    assert (absolute.low, absolute.high) == (pytest.approx(0.019, abs=0.001), pytest.approx(0.761, abs=0.001))
    assert consistent.value == pytest.approx(0.71, abs=0.005)
    assert (consistent.low, consistent.high) == (pytest.approx(0.342, abs=0.001), pytest.approx(0.946, abs=0.001))
    manual.table(
        ("example", "ICC(2,1)", "ICC(3,1)"),
        [("Shrout and Fleiss 1979", "0.29 (0.02 to 0.76)", "0.71 (0.34 to 0.95)")],
    )
    assert intraclass([[1.0, 2.0]]) is None  # one visit varies with nothing


def test_a_constant_bias_lowers_one_coefficient_only(manual: Section) -> None:
    """A reader who measures every sum 10 mm larger is consistent and does not agree. By hand: the sums 50, 60, 70 and
    60, 70, 80 have mean squares 200 (visits), 150 (readers), 0 (rest): ICC(3,1) = 1, ICC(2,1) = 200 / (200 + 2·150/3)
    = 2/3."""
    found = intraclass([[50, 60], [60, 70], [70, 80]])
    assert found is not None
    assert found[0].value == pytest.approx(2 / 3)
    assert found[1].value == pytest.approx(1.0)


def test_limits_of_agreement(manual: Section) -> None:
    """Between which differences of two readers most lie, and how sure that is (Bland and Altman 1986)."""
    found = limits_of_agreement(list(zip(LARGE, MINI, strict=True)), deviations=2)
    assert found is not None
    # Published: mean -2.1, deviation 38.8, limits -79.7 and 75.5, with intervals.
    assert found.bias.value == pytest.approx(-2.1, abs=0.05)
    assert found.deviation == pytest.approx(38.8, abs=0.05)
    assert (found.lower.value, found.upper.value) == (pytest.approx(-79.7, abs=0.1), pytest.approx(75.5, abs=0.1))
    assert (found.bias.low, found.bias.high) == (pytest.approx(-22.0, abs=0.1), pytest.approx(17.8, abs=0.1))
    assert (found.lower.low, found.lower.high) == (pytest.approx(-114.3, abs=0.2), pytest.approx(-45.1, abs=0.2))
    assert (found.upper.low, found.upper.high) == (pytest.approx(40.9, abs=0.2), pytest.approx(110.1, abs=0.2))
    manual.table(
        ("example", "bias", "lower limit", "upper limit"),
        [("Bland and Altman 1986", "-2.1 (-22.0 to 17.8)", "-79.7 (-114.3 to -45.1)", "75.5 (40.9 to 110.1)")],
    )


def test_a_difference_that_grows_with_the_size(manual: Section) -> None:
    """One pair of limits does not fit all sizes then; the slope of the differences over the means says so."""
    found = limits_of_agreement([(20, 20), (40, 38), (60, 56), (80, 74), (100, 92)])
    assert found is not None
    assert found.slope is not None
    # Means 20, 39, 58, 77, 96 and differences 0, 2, 4, 6, 8: a straight line, 2 in 19.
    assert found.slope.value == pytest.approx(2 / 19)
    assert found.slope.low > 0


def test_shares(manual: Section) -> None:
    """k of n with Wilson's interval, which stays right where k is 0 or n is small (examples of Newcombe 1998, Table
    I)."""
    published = {
        (81, 263): (0.2553, 0.3662),
        (15, 148): (0.0624, 0.1605),
        (0, 20): (0.0, 0.1611),
        (1, 29): (0.0061, 0.1718),
    }
    for (k, n), (low, high) in published.items():
        found = share(k, n)
        assert (found.low, found.high) == (pytest.approx(low, abs=0.0001), pytest.approx(high, abs=0.0001))
        manual.row(("k", "n", "95 % interval"), (str(k), str(n), f"{low:.1%} to {high:.1%}"))
    assert share(0, 0).low is None
