"""The hand-derived cases of knowledge/data/options, each through the whole way from bundle to answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml
from tests.knowledge.option_people import person_of, record_of

from onward.app.options import options_of
from onward.engines.options import DecidedRule, OptionsAnswer
from onward.knowledge.files import DATA

Region = Literal["us", "eu"]
_KEYS = frozenset(
    {"id", "rule", "says", "derived", "person", "region", "as_of", "expect", "by", "edge", "shows", "silent"}
)
EXPECTED = frozenset({"option", "undecided", "rejected", "continuing", "not available"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionCase:
    """One case: who she is, the rule asked about, and the list in which it must stand, derived by hand.

    shows   words that must stand in what is said with the option; silent   words that must not
    """

    id: str
    file: str
    rule: str
    says: str
    derived: str
    person: Mapping[str, Any]
    region: Region
    as_of: date
    expect: str
    by: str
    edge: bool
    shows: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


@lru_cache(maxsize=1)
def option_cases() -> tuple[OptionCase, ...]:
    """Every case of every file, in order."""
    found: list[OptionCase] = []
    for path in sorted((DATA / "options").glob("*.cases.yaml")):
        content = yaml.load(path.read_bytes(), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
        people = content.get("people") or {}
        for one in content["cases"]:
            unknown = one.keys() - _KEYS
            assert not unknown, f"{path.name}, {one.get('id')}: unknown keys {sorted(unknown)}"
            found.append(
                OptionCase(
                    id=one["id"],
                    file=path.name,
                    rule=one["rule"],
                    says=one["says"],
                    derived=one["derived"],
                    person=person_of(one["person"] or {}, people),
                    region=one.get("region", "us"),
                    as_of=date.fromisoformat(one["as_of"]),
                    expect=one["expect"],
                    by=one.get("by", ""),
                    edge=one.get("edge", "false") == "true",
                    shows=tuple(one.get("shows", ())),
                    silent=tuple(one.get("silent", ())),
                )
            )
    return tuple(found)


def decide_case(case: OptionCase, folder: Path) -> tuple[DecidedRule, OptionsAnswer]:
    """The rule of a case, decided for its person."""
    found = options_of(record_of(case.person, folder), region=case.region, as_of=case.as_of).options
    return next(one for one in found.decided if one.rule.id == case.rule), found
