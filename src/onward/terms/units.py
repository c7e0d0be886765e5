"""UCUM units: enough of the grammar for clinical laboratories, vital signs and doses.

A unit is read into a factor and a dimension; two units convert when their dimensions are equal. Units that
UCUM calls arbitrary ([iU], {score}, ...) are dimensions of their own and never convert into anything else.
Source: The Unified Code for Units of Measure, version 2.2 (ucum.org), tables 1 to 10.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

# Exponents of base units by name: g, m, s, mol, K; arbitrary units under their own names.
Dimension = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as factor times base units.

    factor      how many base units one of it is (g, m, s, mol, K)
    dimension   exponents of the base units, sorted by name; () for pure numbers
    offset      to add after scaling, for temperatures only (degrees Celsius and Fahrenheit)
    """

    factor: Decimal
    dimension: Dimension
    offset: Decimal = Decimal(0)


_PREFIXES: dict[str, Decimal] = {
    "Y": Decimal("1e24"), "Z": Decimal("1e21"), "E": Decimal("1e18"), "P": Decimal("1e15"),
    "T": Decimal("1e12"), "G": Decimal("1e9"), "M": Decimal("1e6"), "k": Decimal("1e3"),
    "h": Decimal("1e2"), "da": Decimal("1e1"), "d": Decimal("1e-1"), "c": Decimal("1e-2"),
    "m": Decimal("1e-3"), "u": Decimal("1e-6"), "n": Decimal("1e-9"), "p": Decimal("1e-12"),
    "f": Decimal("1e-15"), "a": Decimal("1e-18"),
}  # fmt: skip


def _base(**exponents: int) -> Dimension:
    return tuple(sorted(exponents.items()))


_METRIC: dict[str, Unit] = {
    "g": Unit(Decimal(1), _base(g=1)),
    "m": Unit(Decimal(1), _base(m=1)),
    "s": Unit(Decimal(1), _base(s=1)),
    "mol": Unit(Decimal(1), _base(mol=1)),
    "K": Unit(Decimal(1), _base(K=1)),
    "L": Unit(Decimal("1e-3"), _base(m=3)),
    "l": Unit(Decimal("1e-3"), _base(m=3)),
    "Pa": Unit(Decimal(1000), _base(g=1, m=-1, s=-2)),
    "J": Unit(Decimal(1000), _base(g=1, m=2, s=-2)),
    "Hz": Unit(Decimal(1), _base(s=-1)),
    "Bq": Unit(Decimal(1), _base(s=-1)),
    "Gy": Unit(Decimal(1), _base(m=2, s=-2)),
    "kat": Unit(Decimal(1), _base(mol=1, s=-1)),
    # Enzyme unit: 1 umol per minute (UCUM table 5).
    "U": Unit(Decimal("1e-6") / 60, _base(mol=1, s=-1)),
    "eq": Unit(Decimal(1), _base(eq=1)),
    "osm": Unit(Decimal(1), _base(osm=1)),
    "[iU]": Unit(Decimal(1), (("[iU]", 1),)),
    "[IU]": Unit(Decimal(1), (("[iU]", 1),)),
    # 133.322 kPa (UCUM table 6); with the gram as base mass 1 Pa is 1000 g/(m.s2).
    "m[Hg]": Unit(Decimal("133322") * 1000, _base(g=1, m=-1, s=-2)),
    "m[H2O]": Unit(Decimal("9806.65") * 1000, _base(g=1, m=-1, s=-2)),
    "cal": Unit(Decimal("4184"), _base(g=1, m=2, s=-2)),
    "bar": Unit(Decimal("1e8"), _base(g=1, m=-1, s=-2)),
    "Ci": Unit(Decimal("3.7e10"), _base(s=-1)),
}

_PLAIN: dict[str, Unit] = {
    "%": Unit(Decimal("0.01"), ()),
    "[ppth]": Unit(Decimal("0.001"), ()),
    "[ppm]": Unit(Decimal("1e-6"), ()),
    "min": Unit(Decimal(60), _base(s=1)),
    "h": Unit(Decimal(3600), _base(s=1)),
    "d": Unit(Decimal(86400), _base(s=1)),
    "wk": Unit(Decimal(604800), _base(s=1)),
    # UCUM's mean Julian month and year.
    "mo": Unit(Decimal("2629800"), _base(s=1)),
    "a": Unit(Decimal("31557600"), _base(s=1)),
    "Cel": Unit(Decimal(1), _base(K=1), Decimal("273.15")),
    "[degF]": Unit(Decimal(5) / Decimal(9), _base(K=1), Decimal("459.67") * Decimal(5) / Decimal(9)),
    "[lb_av]": Unit(Decimal("453.59237"), _base(g=1)),
    "[oz_av]": Unit(Decimal("28.349523125"), _base(g=1)),
    "[in_i]": Unit(Decimal("0.0254"), _base(m=1)),
    "[ft_i]": Unit(Decimal("0.3048"), _base(m=1)),
    "t": Unit(Decimal("1e6"), _base(g=1)),
    "[arb'U]": Unit(Decimal(1), (("[arb'U]", 1),)),
    "[APL'U]": Unit(Decimal(1), (("[APL'U]", 1),)),
    # A logarithm (UCUM table 4): it compares with itself only.
    "[pH]": Unit(Decimal(1), (("[pH]", 1),)),
}

_NUMBER = re.compile(r"(?:10[*^](?P<power>[+-]?\d+))|(?P<plain>\d+)")
_TERM = re.compile(
    r"(?P<number>10[*^][+-]?\d+|\d+)(?![A-Za-z\[%])|(?P<atom>(?:[A-Za-z]*\[[^\]]+\])|%|[A-Za-z]+)(?P<exponent>[+-]?\d+)?|(?P<annotation>\{[^}]*\})"
)


def _atom(name: str) -> Unit | None:
    plain = _PLAIN.get(name) or _METRIC.get(name)
    if plain is not None:
        return plain
    for length in (2, 1):
        prefix, rest = name[:length], name[length:]
        if prefix in _PREFIXES and rest in _METRIC:
            unit = _METRIC[rest]
            return Unit(unit.factor * _PREFIXES[prefix], unit.dimension)
    return None


def _times(left: Unit, right: Unit, sign: int) -> Unit:
    exponents: dict[str, int] = dict(left.dimension)
    for name, exponent in right.dimension:
        exponents[name] = exponents.get(name, 0) + sign * exponent
    factor = left.factor * right.factor if sign > 0 else left.factor / right.factor
    return Unit(factor, tuple(sorted((n, e) for n, e in exponents.items() if e)))


@lru_cache(maxsize=1024)
def parse_unit(ucum: str) -> Unit | None:
    """Read a UCUM code; None when it is not one that Onward knows (the caller says so, and converts nothing)."""
    text = ucum.strip()
    if text in ("", "1"):
        return Unit(Decimal(1), ())
    if "(" in text:  # parentheses do not occur in the units of clinical results
        return None
    result = Unit(Decimal(1), ())
    place, sign = 0, 1
    if text.startswith("/"):
        place, sign = 1, -1
    parts = 0
    while place < len(text):
        found = _TERM.match(text, place)
        if found is None:
            return None
        place = found.end()
        unit = _term(found)
        if unit is None:
            return None
        if unit.offset and (parts or place < len(text)):
            return None  # a temperature scale with an offset cannot be part of a product
        result = Unit(unit.factor, unit.dimension, unit.offset) if unit.offset else _times(result, unit, sign)
        parts += 1
        annotation = re.compile(r"\{[^}]*\}").match(text, place)
        if annotation is not None:
            place = annotation.end()
        if place == len(text):
            return result
        if text[place] not in "./":
            return None
        sign = 1 if text[place] == "." else -1
        place += 1
    return None


def _term(found: re.Match[str]) -> Unit | None:
    if found["annotation"] is not None:
        return Unit(Decimal(1), ())
    if found["number"] is not None:
        number = _NUMBER.fullmatch(found["number"])
        assert number is not None, "the term pattern lets only numbers of this form through"
        if number["power"] is not None:
            return Unit(Decimal(10) ** int(number["power"]), ())
        return Unit(Decimal(number["plain"]), ()) if int(number["plain"]) else None
    unit = _atom(found["atom"])
    if unit is None or found["exponent"] is None:
        return unit
    exponent = int(found["exponent"])
    if unit.offset or not exponent:
        return None
    return Unit(unit.factor**exponent, tuple((name, e * exponent) for name, e in unit.dimension))


# Spellings met in records in place of UCUM, each with the one UCUM code that it can mean. A spelling that could
# mean two units has no place here: units are never guessed.
_SPELLINGS: dict[str, str] = {
    "k/ul": "10*3/uL", "k/mm3": "10*3/uL", "k/cumm": "10*3/uL", "thou/ul": "10*3/uL", "thousand/ul": "10*3/uL",
    "th/mm3": "10*3/uL", "x10e3/ul": "10*3/uL", "10e3/ul": "10*3/uL", "10^3/ul": "10*3/uL", "x10^3/ul": "10*3/uL",
    "x10(3)/mcl": "10*3/uL", "10*3/mcl": "10*3/uL", "k/mcl": "10*3/uL",
    "m/ul": "10*6/uL", "10^6/ul": "10*6/uL", "x10e6/ul": "10*6/uL", "10e6/ul": "10*6/uL",
    "10^9/l": "10*9/L", "x10^9/l": "10*9/L", "10e9/l": "10*9/L", "x10e9/l": "10*9/L", "x 10^9/l": "10*9/L",
    "giga/l": "10*9/L", "gpt/l": "10*9/L", "10^12/l": "10*12/L", "x10^12/l": "10*12/L", "tpt/l": "10*12/L",
    "/mm3": "/uL", "/cumm": "/uL", "cells/ul": "/uL", "cells/mm3": "/uL", "cells/mcl": "/uL", "/mcl": "/uL",
    "iu/l": "[iU]/L", "iu/ml": "[iU]/mL", "miu/ml": "m[iU]/mL", "miu/l": "m[iU]/L", "uiu/ml": "u[iU]/mL",
    "u/l": "U/L", "units/l": "U/L", "u/ml": "U/mL", "ku/l": "kU/L", "units/ml": "U/mL",
    "mg/dl": "mg/dL", "g/dl": "g/dL", "gm/dl": "g/dL", "mmol/l": "mmol/L", "umol/l": "umol/L", "µmol/l": "umol/L",
    "μmol/l": "umol/L", "micromol/l": "umol/L", "mcmol/l": "umol/L", "nmol/l": "nmol/L", "pmol/l": "pmol/L",
    "meq/l": "meq/L", "ng/ml": "ng/mL", "pg/ml": "pg/mL", "ug/l": "ug/L", "µg/l": "ug/L", "mcg/l": "ug/L",
    "ug/ml": "ug/mL", "mcg/ml": "ug/mL", "ug/dl": "ug/dL", "mcg/dl": "ug/dL", "ng/dl": "ng/dL", "mg/l": "mg/L",
    "g/ml": "g/mL", "{suvbw}g/ml": "g/mL", "{suvlbm}g/ml": "g/mL", "suv": "g/mL", "sul": "g/mL", "mbq": "MBq",
    "g/l": "g/L", "ng/l": "ng/L", "fl": "fL", "pg": "pg", "ml/min": "mL/min", "ml/min/1.73m2": "mL/min/{1.73_m2}",
    "ml/min/1.73 m2": "mL/min/{1.73_m2}", "ml/min/{1.73_m2}": "mL/min/{1.73_m2}", "ml/min/1.73m^2": "mL/min/{1.73_m2}",
    "mmhg": "mm[Hg]", "mm hg": "mm[Hg]", "bpm": "/min", "beats/min": "/min", "beats/minute": "/min",
    "breaths/min": "/min", "per minute": "/min", "kg": "kg", "lb": "[lb_av]", "lbs": "[lb_av]", "cm": "cm",
    "mm": "mm", "in": "[in_i]", "inches": "[in_i]", "ms": "ms", "msec": "ms", "percent": "%", "%": "%",
    "degc": "Cel", "°c": "Cel", "celsius": "Cel", "degf": "[degF]", "°f": "[degF]", "fahrenheit": "[degF]",
    "kg/m2": "kg/m2", "kg/m^2": "kg/m2", "m2": "m2", "m^2": "m2", "gy": "Gy", "cgy": "cGy", "mg": "mg", "mcg": "ug",
    "ug": "ug", "g": "g", "sec": "s", "seconds": "s", "days": "d", "weeks": "wk", "months": "mo", "years": "a",
    "mut/mb": "1/1000000{Base}", "mutations/mb": "1/1000000{Base}", "muts/mb": "1/1000000{Base}",
    "mutations per megabase": "1/1000000{Base}", "{mutations}/mb": "1/1000000{Base}", "mutation/mb": "1/1000000{Base}",
    "mut/megabase": "1/1000000{Base}", "muts/megabase": "1/1000000{Base}", "mutation/megabase": "1/1000000{Base}",
    "mutations/megabase": "1/1000000{Base}", "mutations per mb": "1/1000000{Base}", "mut per mb": "1/1000000{Base}",
    "mutations/million bases": "1/1000000{Base}", "{mutation}/mb": "1/1000000{Base}", "{mut}/mb": "1/1000000{Base}",
    "/mb": "1/1000000{Base}", "1/mb": "1/1000000{Base}", "per mb": "1/1000000{Base}", "per megabase": "1/1000000{Base}",
}  # fmt: skip


def ucum_of_spelling(text: str) -> str | None:
    """The UCUM code for a unit as hospitals spell it, or None when the spelling is unknown or could mean two.

    Spellings come first: "K/uL" is good UCUM for kelvin per microlitre, and no laboratory means that.
    """
    known = _SPELLINGS.get(text.strip().lower())
    if known is not None:
        return known
    return text.strip() if text.strip() and parse_unit(text) is not None else None
