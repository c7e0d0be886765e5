"""UCUM units and conversions; factors from the UCUM tables, worked out by hand."""

from decimal import Decimal

import pytest

from onward.terms import Comparator, Quantity, Truth, convert, is_above, is_below, parse_unit, ucum_of_spelling


@pytest.mark.parametrize(
    ("value", "unit", "to", "expected"),
    [
        ("1.5", "10*3/uL", "10*9/L", "1.5"),
        ("1500", "/uL", "10*9/L", "1.5"),
        ("12.1", "g/dL", "g/L", "121"),
        ("36.6", "Cel", "[degF]", "97.88"),
        ("98.6", "[degF]", "Cel", "37"),
        ("150", "[lb_av]", "kg", "68.0388555"),
        ("1", "U/L", "nkat/L", "16.666666666666666667"),
        ("60", "Gy", "cGy", "6000"),
        ("5", "%", "1", "0.05"),
        ("100", "mm[Hg]", "kPa", "13.3322"),
        ("2.5", "mmol/L", "umol/L", "2500"),
        ("10", "1/1000000{Base}", "1/1000000{Base}", "10"),
        ("3", "wk", "d", "21"),
        ("90", "mL/min/{1.73_m2}", "mL/min", "90"),
    ],
)
def test_convert(value: str, unit: str, to: str, expected: str) -> None:
    converted = convert(Quantity(Decimal(value), unit), to)
    assert converted is not None
    assert converted.unit == to
    assert abs(converted.value - Decimal(expected)) <= abs(Decimal(expected)) * Decimal("1e-18")


def test_creatinine_between_mass_and_amount() -> None:
    """Creatinine 113.12 g/mol: 1 mg/dL is 10 mg/L, 10/113.12 mmol/L = 88.4 umol/L."""
    mass = Decimal("113.12")
    there = convert(Quantity(Decimal(1), "mg/dL"), "umol/L", molar_mass_g_per_mol=mass)
    assert there is not None
    assert round(there.value, 1) == Decimal("88.4")
    back = convert(there, "mg/dL", molar_mass_g_per_mol=mass)
    assert back is not None
    assert abs(back.value - 1) < Decimal("1e-20")


@pytest.mark.parametrize(
    ("unit", "to"),
    [
        (None, "g/L"),  # units are never guessed
        ("mg/dL", "umol/L"),  # without the molar mass
        ("[iU]/L", "U/L"),  # an arbitrary unit is no enzyme unit
        ("kg", "cm"),
        ("furlong", "m"),
        ("g/L", "nonsense"),
    ],
)
def test_what_cannot_be_converted_is_nothing(unit: str | None, to: str) -> None:
    assert convert(Quantity(Decimal(1), unit), to) is None


@pytest.mark.parametrize("code", ["Cel/L", "mg//dL", "mg/", "/", "(mg)", "10*", "m-", "0"])
def test_not_a_unit(code: str) -> None:
    assert parse_unit(code) is None


@pytest.mark.parametrize(
    ("spelled", "ucum"),
    [
        ("K/uL", "10*3/uL"),
        ("x10^9/L", "10*9/L"),
        ("IU/L", "[iU]/L"),
        ("mm Hg", "mm[Hg]"),
        ("mcg/L", "ug/L"),
        ("U/mL", "U/mL"),
    ],
)
def test_spellings_of_hospitals(spelled: str, ucum: str) -> None:
    assert ucum_of_spelling(spelled) == ucum


@pytest.mark.parametrize("spelled", ["", "units", "x", "mg per something", "K"])
def test_spellings_that_could_mean_two_units_mean_none(spelled: str) -> None:
    assert ucum_of_spelling(spelled) in (None, "K")  # K is kelvin to UCUM and nothing else


def test_a_bound_decides_only_what_it_bounds() -> None:
    below_detection = Quantity(Decimal("0.5"), "ng/mL", Comparator.LESS)
    assert is_below(below_detection, Decimal("0.5")) is Truth.YES
    assert is_below(below_detection, Decimal("0.4")) is Truth.UNKNOWN
    assert is_above(below_detection, Decimal("0.5")) is Truth.NO
    assert is_above(below_detection, Decimal("0.1")) is Truth.UNKNOWN
    exactly = Quantity(Decimal("1.5"), "10*9/L")
    assert is_below(exactly, Decimal("1.5")) is Truth.NO
    assert is_above(exactly, Decimal("1.5")) is Truth.NO
