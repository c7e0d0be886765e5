"""One form for expressions that mean the same, and whether two expressions do.

By form: presumptions stripped, logic flattened and ordered, negation pushed inwards, sets taken apart, units and months
brought to one, other words for the same thing replaced. Where the forms differ, both are asked of made people
(`made_people`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

import yaml

from bench.eligibility_truth import FOLDER

Term = tuple[Any, ...]  # ("and" | "or", (parts)), ("not", leaf), ("leaf", name, fields), ("human",), ("yes",), ("no",)
How = Literal["", "form", "people"]
YES, NO, HUMAN = ("yes",), ("no",), ("human",)
BREAST_CANCER: Term = ("leaf", "breast cancer", "")
DAY_FIELDS = ("within_days", "days", "at_least_days", "at_least_days_ago", "for_at_least_days")
_PER_LITRE = {"/uL": "0.001", "/mm3": "0.001", "10*3/uL": "1", "10*9/L": "1", "10*6/L": "0.001", "/L": "1e-9"}
_UNITS: dict[str, tuple[str, str]] = {  # unit -> one unit, times
    **{unit: ("10*9/L", times) for unit, times in _PER_LITRE.items()},
    "g/L": ("g/dL", "0.1"),
    "mg/L": ("mg/dL", "0.1"),
    "ug/L": ("ng/mL", "1"),
    "mo": ("d", "30.4375"),
    "wk": ("d", "7"),
    "a": ("d", "365.25"),
    "ms": ("ms", "1"),
    "s": ("ms", "1000"),
    "ratio": ("1", "1"),
    "{ratio}": ("1", "1"),
    "mg/mg": ("1", "1"),
    "g/g": ("1", "1"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """Other words for the same thing: variant -> the word that stands for all."""

    same: Mapping[str, str]

    def of(self, word: str) -> str:
        plain = re.sub(r"[\s_-]+", " ", word.lower()).strip()
        return self.same.get(plain, plain)


def same_words() -> Words:
    """The table of other words beside the labels."""
    file = yaml.safe_load((FOLDER / "same_words.yaml").read_text(encoding="utf-8"))
    plain = Words({})
    return Words({plain.of(other): plain.of(word) for word, others in file["same"].items() for other in others})


def form_of(plain: Any, words: Words, *, time_open: bool = False) -> Term:
    """The one form of an expression in plain form."""
    return tidy(_term(plain, words, time_open))


def aligned(plain: Any, days: Iterable[int]) -> Any:
    """The expression with each number of days that means one of `days` replaced by it: months, years, the last day."""
    known = sorted(set(days))

    def walk(value: Any, key: str = "") -> Any:
        if isinstance(value, Mapping):
            return {name: walk(one, name) for name, one in value.items()}
        if isinstance(value, list):
            return [walk(one) for one in value]
        if key in DAY_FIELDS and value is not None:
            number = int(value)
            return next((day for day in known if same_days(number, day)), number)
        return value

    return walk(plain)


def days_of(plain: Any) -> list[int]:
    """Every number of days in an expression."""
    if isinstance(plain, Mapping):
        own = [int(value) for key, value in plain.items() if key in DAY_FIELDS and value is not None]
        return own + [day for value in plain.values() for day in days_of(value)]
    return [day for one in plain for day in days_of(one)] if isinstance(plain, list) else []


def same_days(one: int, other: int) -> bool:
    """30 to 31 days a month, 365 to 366 a year; whether the last day counts is not compared."""
    if abs(one - other) <= 1 and min(one, other) > 1:
        return True
    months = {round(one / 30.4375), round(other / 30.4375)} - {0}
    if any(30 * n <= day <= 31 * n for n in months for day in (one,)) and any(
        30 * n <= one <= 31 * n and 30 * n <= other <= 31 * n for n in months
    ):
        return True
    years = {round(one / 365.25), round(other / 365.25)} - {0}
    return any(360 * n <= one <= 366 * n and 360 * n <= other <= 366 * n for n in years)


def human_only(term: Term) -> bool:
    """Whether nothing but a human answers it."""
    match term[0]:
        case "human":
            return True
        case "and" | "or":
            return all(human_only(part) for part in term[1])
        case "not":
            return human_only(term[1])
        case _:
            return False


# --- to terms


def _term(plain: Any, words: Words, time_open: bool) -> Term:
    ((name, inside),) = plain.items()
    inside = inside if inside is not None else {}

    def below(one: Any) -> Term:
        return _term(one, words, time_open)

    match name:
        case "all_of":
            return ("and", tuple(below(one) for one in inside))
        case "any_of":
            return ("or", tuple(below(one) for one in inside))
        case "not":
            # Tidied before it is denied: "no locally advanced breast cancer" is "not locally advanced" and no more.
            return denied(tidy(below(inside)))
        case "presume_no":
            return below(inside["of"])
        case "ask_human":
            return HUMAN
        case "when":
            condition, then = below(inside["condition"]), below(inside["then"])
            otherwise = below(inside["otherwise"]) if inside.get("otherwise") is not None else YES
            return ("or", (("and", (condition, then)), ("and", (denied(condition), otherwise))))
        case "at_least":
            parts, n = inside["of"], int(inside["n"])
            if n == len(parts):
                return ("and", tuple(below(one) for one in parts))
            if n == 1:
                return ("or", tuple(below(one) for one in parts))
            return ("leaf", "at_least", (n, tuple(sorted((tidy(below(one)) for one in parts), key=repr))))
        case _:
            return _leaf(name, inside, words, time_open)


def denied(term: Term) -> Term:
    match term[0]:
        case "and":
            return ("or", tuple(denied(part) for part in term[1]))
        case "or":
            return ("and", tuple(denied(part) for part in term[1]))
        case "not":
            return term[1]
        case "yes":
            return NO
        case "no":
            return YES
        case "human":
            return HUMAN
        case _:
            return ("not", term)


def _any(parts: Iterable[Term]) -> Term:
    return ("or", tuple(parts))


def _leaf(name: str, inside: Mapping[str, Any], words: Words, time_open: bool) -> Term:
    fields = dict(inside)
    match name:
        case "age":
            return _bounds("age", fields.get("at_least_years"), fields.get("at_most_years"))
        case "performance":
            window = fields.get("within_days")
            return _bounds(f"{fields['scale']} {window or ''}".strip(), fields.get("at_least"), fields.get("at_most"))
        case "disease_free_interval":
            return _bounds("disease-free months", fields.get("at_least_months"), fields.get("at_most_months"))
        case "relapse":
            key = json.dumps({k: fields.get(k) for k in ("after", "measured_from", "settings")}, sort_keys=True)
            return _bounds(f"relapse {key}", fields.get("at_least_months"), fields.get("at_most_months"))
        case "has_sex":
            return ("leaf", "sex", fields["sex"]) if fields["sex"] == "female" else ("not", ("leaf", "sex", "female"))
        case "menopause":
            return _any(("leaf", "menopause", one) for one in fields["status"])
        case "pregnancy":
            return _any(_pregnancy(one) for one in fields["states"])
        case "breast_cancer":
            hist = [words.of(one) for one in fields.get("histologies", [])]
            return _any(("leaf", "histology", one) for one in hist) if hist else BREAST_CANCER
        case "cancer_type":
            return _any(_cancer(words.of(one)) for one in fields["kinds"])
        case "stage":
            return _any(_stage(one) for one in fields["groups"])
        case "tnm_category":
            how = fields.get("staged", "before treatment")
            return _any(("leaf", "tnm", (one, how)) for one in fields["categories"])
        case "metastatic":
            return ("leaf", "metastatic", "")
        case "metastatic_sites":
            at_least, sites = int(fields.get("at_least", 1)), [words.of(one) for one in fields.get("sites", [])]
            if sites and at_least == 1:
                return _any(("leaf", "site", one) for one in sites)
            return ("leaf", "sites", (at_least, tuple(sorted(sites)))) if at_least > 1 else ("leaf", "metastatic", "")
        case "cns_disease":
            return _any(_cns(one, fields.get("for_at_least_days")) for one in fields["states"])
        case "disease_course":
            return _any(("leaf", "course", (one, fields.get("within_days"))) for one in fields["values"])
        case "endocrine_status":
            return _any(("leaf", "endocrine", one) for one in fields["states"])
        case "receptor":
            return _receptor(fields)
        case "receptor_percent":
            return _limits(f"{fields['marker']} percent {_sample(fields)}", fields["limits"], Decimal(1))
        case "her2_score":
            return _any(("leaf", "HER2 score", (one, _sample(fields))) for one in fields["scores"])
        case "her2_ish":
            return _ish(fields)
        case "has_variant":
            rest = {key: value for key, value in fields.items() if key != "genes"}
            return _any(("leaf", "variant", (gene, json.dumps(rest, sort_keys=True))) for gene in fields["genes"])
        case "gene_tested":
            return ("and", tuple(("leaf", "tested", (g, fields.get("origin", "any"))) for g in fields["genes"]))
        case "score":
            return _score(fields, words)
        case "lab_value":
            return _lab(fields, words)
        case "lab_word":
            key = (words.of(fields["analyte"]), fields.get("within_days"))
            return _any(("leaf", "word", (*key, one.lower())) for one in fields["words"])
        case "exposed":
            return _exposed(fields, words)
        case "lines":
            return _lines(fields, words)
        case "takes":
            return _any(("leaf", "takes", (drug,)) for drug in _drugs(fields["drugs"], words))
        case "washout":
            rest = (fields.get("days"), str(fields.get("half_lives") or ""), fields.get("whichever", "longer"))
            rest = rest if rest[0] is not None and rest[1] else (*rest[:2], "")
            return ("and", tuple(("leaf", "washout", (drug, *rest)) for drug in _drugs(fields["drugs"], words)))
        case "had":
            return _had(fields, words)
        case "condition":
            return _condition(fields, words, time_open)
        case "other_cancer":
            excepted = {words.of(one) for one in fields.get("except_groups", [])}
            in_situ = bool(fields.get("except_in_situ"))
            return ("leaf", "other cancer", (fields.get("within_days"), tuple(sorted(excepted)), in_situ))
        case "allergy_to":
            return _any(("leaf", "allergy", words.of(one)) for one in fields["drugs"])
        case "finding":
            return ("leaf", "finding", words.of(fields["name"]))
        case _:
            return ("leaf", name, json.dumps(fields, sort_keys=True))


def _bounds(variable: str, low: Any, high: Any) -> Term:
    """Whole numbers: at most n is not at least n + 1."""
    parts: list[Term] = []
    if low is not None:
        parts.append(("leaf", "number", (variable, "from", Decimal(int(low)))))
    if high is not None:
        parts.append(("not", ("leaf", "number", (variable, "from", Decimal(int(high) + 1)))))
    return ("and", tuple(parts))


def _limits(variable: str, limits: Mapping[str, Any], times: Decimal) -> Term:
    parts: list[Term] = []
    for key, bound in limits.items():
        value = (Decimal(str(bound)) * times).normalize()
        match key:
            case "at_least":
                parts.append(("leaf", "number", (variable, "from", value)))
            case "above":
                parts.append(("leaf", "number", (variable, "above", value)))
            case "at_most":
                parts.append(("not", ("leaf", "number", (variable, "above", value))))
            case _:
                parts.append(("not", ("leaf", "number", (variable, "from", value))))
    return ("and", tuple(parts))


def _pregnancy(state: str) -> Term:
    if state == "not pregnant":
        return ("not", ("leaf", "pregnant", ""))
    return ("leaf", state, "")


def _cancer(kind: str) -> Term:
    return BREAST_CANCER if kind == "breast" else ("leaf", "cancer", kind)


def _stage(group: str) -> Term:
    return ("leaf", "metastatic", "") if group == "IV" else ("leaf", "stage", group)


def _cns(state: str, days: Any) -> Term:
    if days is None and state == "leptomeningeal":
        return ("leaf", "site", "leptomeninges")
    return ("leaf", "cns", (state, days))


def _sample(fields: Mapping[str, Any]) -> str:
    sample = fields.get("sample", "current")
    return "" if sample in ("current", "latest") else sample


def _receptor(fields: Mapping[str, Any]) -> Term:
    marker, sample = fields["marker"], _sample(fields)
    parts: list[Term] = []
    for call in fields["calls"]:
        if marker == "HER2" and call == "negative":
            parts.append(("not", ("leaf", "HER2", ("positive", sample))))
        else:
            parts.append(("leaf", marker, (call, sample)))
    return _any(parts)


def _ish(fields: Mapping[str, Any]) -> Term:
    sample = _sample(fields)
    if fields.get("states"):
        return _any(("leaf", "HER2 ISH", (one, sample)) for one in fields["states"])
    return ("leaf", "HER2 ISH number", json.dumps({**fields, "sample": sample}, sort_keys=True, default=str))


def _score(fields: Mapping[str, Any], words: Words) -> Term:
    key = " ".join(str(fields.get(k, "")) for k in ("name", "measure", "assay", "unit")).strip()
    parts: list[Term] = []
    if fields.get("limits"):
        parts.append(_limits(f"score {words.of(key)}", fields["limits"], Decimal(1)))
    if fields.get("statuses"):
        parts.append(_any(("leaf", "score", (words.of(key), words.of(one))) for one in fields["statuses"]))
    return ("and", tuple(parts))


def _lab(fields: Mapping[str, Any], words: Words) -> Term:
    unit, times = fields.get("unit", ""), Decimal(1)
    if unit in _UNITS:
        unit, factor = _UNITS[unit]
        times = Decimal(factor)
    of = fields.get("times") or unit
    window = fields.get("within_days")
    name = f"{words.of(fields['analyte'])} in {of}" + (f" within {window}" if window is not None else "")
    return _limits(name, fields["limits"], times)


def _drugs(drugs: Mapping[str, Any], words: Words) -> list[Term]:
    """One entry per named drug, class, role, payload and target, each with what is left out."""
    excluding = tuple(sorted(words.of(one) for one in drugs.get("excluding", [])))
    return [
        (kind, words.of(name), excluding)
        for kind in ("drugs", "classes", "roles", "payloads", "targets")
        for name in drugs.get(kind, [])
    ]


def _exposed(fields: Mapping[str, Any], words: Words) -> Term:
    settings = tuple(sorted(fields.get("settings", [])))
    settings = () if len(settings) == 3 else settings
    rest = (settings, tuple(sorted(fields.get("ended_by", []))), fields.get("at_least_days"))
    latest = bool(fields.get("latest_line"))
    return _any(("leaf", "exposed", (drug, *rest, latest)) for drug in _drugs(fields["to"], words))


def _lines(fields: Mapping[str, Any], words: Words) -> Term:
    at_least = int(fields["at_least"])
    settings, ended = fields.get("settings", ["metastatic"]), fields.get("ended_by", [])
    drugs = fields.get("containing")
    if at_least == 1:
        to = drugs or {"roles": ["anticancer"]}
        return _exposed({"to": to, "settings": settings, "ended_by": ended}, words)
    of = tuple(sorted(_drugs(drugs, words))) if drugs else ()
    of = () if of == (("roles", "anticancer", ()),) else of
    return ("leaf", "lines", (at_least, of, tuple(sorted(settings)), tuple(sorted(ended))))


def _had(fields: Mapping[str, Any], words: Words) -> Term:
    event, within, ago = fields["event"], fields.get("within_days"), fields.get("at_least_days_ago")
    kinds = [words.of(one) for one in fields.get("kinds", [])] or [""]
    sites = [words.of(one) for one in fields.get("sites", [])] or [""]
    of = [(event, kind, site) for kind in kinds for site in sites]
    if ago is None:
        return _any(("leaf", "had", (*one, within)) for one in of)
    ever, since = (_any(("leaf", "had", (*one, bound)) for one in of) for bound in (None, ago))
    return ("and", (ever, denied(since)))


def _condition(fields: Mapping[str, Any], words: Words, time_open: bool) -> Term:
    window = fields.get("within_days")
    status = "" if time_open or window is not None else fields.get("status", "ever")
    excepted = tuple(sorted(words.of(one) for one in fields.get("except_groups", [])))
    grade = fields.get("at_least_grade")
    rest = (status, window, excepted, int(grade) if grade is not None else None)
    base = _any(("leaf", "condition", (words.of(group), *rest)) for group in fields["groups"])
    return ("and", (base, HUMAN)) if fields.get("qualities") else base


# --- tidying


def tidy(term: Term) -> Term:
    match term[0]:
        case "and" | "or":
            return _joined(term[0], [tidy(part) for part in term[1]])
        case "not":
            inner = tidy(term[1])
            return denied(inner) if inner[0] != "leaf" else ("not", inner)
        case _:
            return term


def _of_the_disease(term: Term) -> bool:
    """Whether something asks for the cancer itself: all but who the person is, and what a human judges."""
    match term[0]:
        case "and" | "or":
            return any(_of_the_disease(part) for part in term[1])
        case "not":
            return _of_the_disease(term[1])
        case "leaf":
            return term != BREAST_CANCER and term[1] not in ("sex", "menopause", "pregnant", "breastfeeding", "number")
        case _:
            return False


def _joined(joint: str, parts: list[Term]) -> Term:
    neutral, deciding = (YES, NO) if joint == "and" else (NO, YES)
    flat: list[Term] = []
    for part in parts:
        flat += part[1] if part[0] == joint else [part]
    if deciding in flat:
        return deciding
    kept = {repr(part): part for part in flat if part != neutral}
    if any(repr(denied(part)) in kept for part in kept.values() if part[0] in ("leaf", "not")):
        return deciding
    # Whoever has any receptor, stage or line asked of her breast cancer has one: the words add nothing beside them.
    if joint == "and" and any(_of_the_disease(part) for part in kept.values()):
        kept.pop(repr(BREAST_CANCER), None)
    ordered = tuple(kept[key] for key in sorted(kept))
    if not ordered:
        return neutral
    return ordered[0] if len(ordered) == 1 else (joint, ordered)
