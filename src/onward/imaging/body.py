"""Body sizes that uptake is divided by: lean body mass, ideal weight, surface area.

Formulas as the IBSI-SUV manual lists them. Weight in kg, height in metres. For a recorded sex "O" the manual takes
the mean of the two sexes' values.
"""

from __future__ import annotations

from collections.abc import Callable


def lean_body_mass_janmahasatian_kg(weight_kg: float, height_m: float, sex: str) -> float:
    """Lean body mass by Janmahasatian (Clin Pharmacokinet 2005;44:1051), the one of PERCIST's SUL today."""
    body_mass_index = weight_kg / height_m**2
    return _by_sex(
        sex,
        lambda: 9270 * weight_kg / (6680 + 216 * body_mass_index),
        lambda: 9270 * weight_kg / (8780 + 244 * body_mass_index),
    )


def lean_body_mass_james_kg(weight_kg: float, height_m: float, sex: str) -> float:
    """Lean body mass by James with the factor 128 for men."""
    squared = (weight_kg / (100 * height_m)) ** 2
    return _by_sex(sex, lambda: 1.10 * weight_kg - 128 * squared, lambda: 1.07 * weight_kg - 148 * squared)


def lean_body_mass_morgan_kg(weight_kg: float, height_m: float, sex: str) -> float:
    """Lean body mass by Morgan, with the factor 120 for men."""
    squared = (weight_kg / (100 * height_m)) ** 2
    return _by_sex(sex, lambda: 1.10 * weight_kg - 120 * squared, lambda: 1.07 * weight_kg - 148 * squared)


def ideal_weight_kg(height_m: float, sex: str) -> float:
    """Ideal body weight."""
    over = 100 * height_m - 152
    return _by_sex(sex, lambda: 48.0 + 1.06 * over, lambda: 45.5 + 0.91 * over)


def surface_area_m2(weight_kg: float, height_m: float) -> float:
    """Body surface area by Du Bois and Du Bois."""
    return 0.007184 * (100 * height_m) ** 0.725 * weight_kg**0.425


def _by_sex(sex: str, male: Callable[[], float], female: Callable[[], float]) -> float:
    match sex:
        case "M":
            return male()
        case "F":
            return female()
        case "O":
            return (male() + female()) / 2
        case _:
            raise ValueError("sex must be M, F or O")
