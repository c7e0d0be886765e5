"""An illness that its own limits define: "renal impairment (creatinine clearance < 30 mL/min)", "anaemia (haemoglobin < 8 g/dL)"."""

from __future__ import annotations

from typing import cast

from onward.criteria import Criterion
from onward.reading.grammar import Found, Stage
from onward.reading.partial_labs_pieces import labs_of
from onward.reading.rules.limits import asks_for_values, is_closed, numbers_of
from onward.reading.sought import sought
from onward.reading.things import Ill

LAB_DEFINED = Stage("illnesses that limits define")
rule = LAB_DEFINED.rule

# Which tests tell of an illness, and whether a low value does.
_KIDNEY = frozenset({"creatinine", "creatinine clearance", "eGFR", "urea", "urea nitrogen"})
_LIVER = frozenset(
    {"AST", "ALT", "bilirubin", "bilirubin direct", "alkaline phosphatase", "GGT", "albumin", "INR", "prothrombin time"}
)
_TESTS: dict[str, frozenset[str]] = {
    "chronic kidney disease": _KIDNEY,
    "abnormal kidney function": _KIDNEY,
    "acute kidney injury": _KIDNEY,
    "impaired liver function": _LIVER,
    "liver disease": _LIVER,
    "liver failure": _LIVER,
    "anaemia": frozenset({"hemoglobin", "hematocrit"}),
    "neutropenia": frozenset({"neutrophils"}),
    "leukopenia": frozenset({"leukocytes", "lymphocytes"}),
    "thrombocytopenia": frozenset({"platelets"}),
    "hypercalcaemia": frozenset({"calcium", "calcium corrected for albumin", "calcium ionised"}),
    "hypokalaemia": frozenset({"potassium"}),
    "hyponatraemia": frozenset({"sodium"}),
    "hypoalbuminaemia": frozenset({"albumin"}),
}
_LOW = frozenset(
    {"hemoglobin", "hematocrit", "neutrophils", "leukocytes", "lymphocytes", "platelets", "potassium", "sodium", "albumin", "creatinine clearance", "eGFR"}
)  # fmt: skip
# Of kidney and liver only a function is measured; "liver disease (AST > 3 x ULN)" may be an illness of which the value tells.
_FUNCTION = sought(r"function|impair|insufficien|failure|compromise")
_SO = "ie|defined as|, defined as|defined by|, defined by|as defined by|, as defined by|as evidenced by|evidenced by|as indicated by|indicated by|:|, ie"


@rule(
    f"<C> [level|value] ( [{_SO}] <X> )",
    f"<C> {{{_SO}}} <X>",
    gives="X",
)
def measured(found: Found) -> object:
    """ "renal impairment (creatinine > 2 mg/dL)": the limits say what is meant."""
    ill, value = found.any("C"), found.any("X")
    if (
        not isinstance(ill, Ill)
        or len(ill.groups) != 1
        or ill.qualities
        or ill.window
        or ill.except_groups
        or ill.grade
    ):
        return None
    tests = _TESTS.get(ill.groups[0])
    if tests is None or not asks_for_values(value) or not is_closed(found.words):
        return None
    said = found.draft.spoken(f"C{found.sign('C')} ")
    if ill.groups[0] in ("chronic kidney disease", "liver disease") and _FUNCTION.search(said) is None:
        return None
    limits = labs_of(cast("Criterion", value))
    if not limits or not {one.analyte for one in limits} <= tests:
        return None
    for one in limits:
        low, high = numbers_of(one.limits)
        if (high is None) if one.analyte in _LOW else (low is None):
            return None
    before = found.match.string[: found.match.start()].split()
    if before and before[-1][0] == "Q" and len(before[-1]) == 2:
        # "Moderate renal insufficiency (GFR < 60 mL/min)": the limit tells of the degree, which is said before.
        return None
    denied = {"no", "not", "without", "absence"}.intersection(before)
    return value if found.draft.denied or denied else None
