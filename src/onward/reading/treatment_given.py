"""Treatment that a sentence speaks of as given, and its question without what other words may move."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import cast

from onward.criteria import AllOf, AnyOf, AskHuman, Criterion, DrugSet, Exposed, Lines, Not, Relapse, Takes, Washout
from onward.reading.grammar import Draft
from onward.reading.partial_cut import Tokens
from onward.reading.sought import sought
from onward.reading.things import AskedSetting, Fixed, Happened, Several, Thing, Treated, Unless, all_of, any_of
from onward.reading.things_asked import question_of
from onward.reading.word_set import word_set

THING = sought(r"^(?P<letter>[A-Z])(?P<sign>[\ue000-\uf8ff])$")
ENDS = word_set(
    "progression progressed progressive recurrence recurred relapse relapsed refractory resistant resistance intolerant intolerance failed failure on after following during while within whilst upon disease been be of to receiving treated prior previous previously current concurrent clinical radiographic radiological radiologic objective line course regimen second first third"
)
TURNS = sought(
    r"(?:^| )(?:no|not|never|without|none|free|except|unless|if|when|where|may|can|could|might|allowed|permitted|acceptable|excluding|exclude|only|but|however|must|should|need|required|cannot|until|provided|long|naive|least|instead|off)(?= |$)"
)


def holds_a_list(thing: Thing | Criterion) -> bool:
    """Whether words that restrict it hold a list, of which a member may count by itself."""
    match thing:
        case Treated() | Happened():
            return any(re.search(r",| or | and ", words) is not None for words in thing.qualities)
        case Several():
            return any(map(holds_a_list, thing.parts))
        case AllOf() | AnyOf():
            return "AskHuman(" in repr(thing)
        case _:
            return False


def is_for_an_illness(thing: Thing | Criterion, said: str) -> bool:
    """ "A condition requiring systemic treatment": no treatment of the cancer."""
    return "roles=('anticancer',)" in repr(thing) and _ILLNESS.search(said) is not None


_ILLNESS = sought(r"\b(?:condition|disorder|illness|infection|disease requiring|disease that require)\b")


# Treatment that is no drug, and what its question must hold.
_NO_DRUG = (
    (sought(r"\b(?:radiation|radiotherapy|irradiation)\b"), "radi"),
    (sought(r"\b(?:surgery|surgical)\b"), "procedure"),
    (sought(r"\b(?:emboli[sz]ation|ablation|transplant\w*)\b"), "Had("),
    (
        sought(r"\b(?:investigational|experimental) (?:drugs? |agents? |therap\w+ |treatments? )?(?:or|and/or) anti"),
        "investigational",
    ),
)


def leaves_out_a_way(criterion: Criterion, said: str) -> bool:
    """Whether anticancer drugs alone stand for treatment that the words tell in other ways as well.

    "Concurrent anticancer therapy (chemotherapy, radiation ...)": whoever was irradiated alone is meant, too.
    """
    held = re.sub(r"question='[^']*'|question=\"[^\"]*\"", "", repr(criterion))
    return "roles=('anticancer',)" in held and any(
        words.search(said) is not None and part not in held for words, part in _NO_DRUG
    )


def speaks_of_it(value: object) -> bool:
    return isinstance(value, Treated) and value.when in ("ever", "now") and not value.supportive


def turns(draft: Draft, token: str) -> bool:
    words = draft.spoken(token + " ")
    return TURNS.search(re.sub(r"\bat least\b", " ", words)) is not None or "to come" in words


def joins_ends(tokens: Tokens, at: int, draft: Draft) -> bool:
    """Whether an "or" before the drug only joins ways of ending: "progression or recurrence on"."""
    if at == 0 or at + 1 >= len(tokens):
        return False
    for word in (tokens[at - 1], tokens[at + 1]):
        if word in ENDS or word in ("or", "and", ","):
            continue
        found = THING.match(word)
        if found is None or found["letter"] not in "FP":
            return False
        if not set(draft.spoken(word + " ").split()) <= ENDS | {"disease", "cancer", "recurrent"}:
            return False
    return True


def treatment_in(value: object) -> Thing | Criterion | None:
    """Treatment that was, or is, given; None for anything else."""
    match value:
        case Treated():
            return value if value.window is None or not value.window.at_least else None
        case Happened():
            return value if value.window is None or not value.window.at_least else None
        case Several():
            return value if all(treatment_in(part) is not None for part in value.parts) else None
        case Fixed():
            return treatment_in(value.criterion)
        case Unless():
            # Whoever is excepted had it all the same.
            return treatment_in(value.thing)
        case Exposed() | Lines() | Relapse():
            return value
        case AllOf():
            known = [part for part in value.of if treatment_in(part) is not None]
            return all_of(tuple(known)) if known else None
        case AnyOf():
            return value if all(treatment_in(part) is not None for part in value.of) else None
        case _:
            return None


def weakened(thing: Thing | Criterion, *, denied: bool, ended: bool, placed: bool) -> Criterion:
    """The question of it without what the words around it may move: the window; how it ended; where it was given."""

    def weaker(part: Thing | Criterion) -> Criterion:
        return weakened(part, denied=denied, ended=ended, placed=placed)

    match thing:
        case Treated():
            settings, also_for = (thing.settings, thing.also_for) if placed else ((), "")
            bare = replace(thing, window=None, when="ever", at_least_days=None, settings=settings, also_for=also_for)
            return question_of(bare if ended else replace(bare, ended_by=()), denied=denied)
        case Happened():
            return question_of(replace(thing, window=None), denied=denied)
        case Several():
            parts = tuple(weaker(part) for part in thing.parts)
            return any_of(parts) if denied or thing.joint == "or" else all_of(parts)
        case AllOf() | AnyOf():
            return replace(thing, of=tuple(weaker(part) for part in thing.of))
        case Exposed():
            return replace(thing, ended_by=thing.ended_by if ended else (), settings=thing.settings if placed else ())
        case Lines():
            return thing if ended and placed else Lines(at_least=1, settings=_ANY, containing=thing.containing)
        case Relapse():
            return thing if ended and placed else Exposed(to=thing.after)
        case _:
            return cast("Criterion", thing)


_OF_DRUGS = sought(
    r"\b(?:systemic|anti ?cancer|antineoplastic|anti ?neoplastic|antitumor|anti tumor|lines?|regimens?|drugs?|agents?|medications?|medical|chemo\w*|hormon\w+|endocrine|immuno\w+|targeted|adjuvant|neoadjuvant)\b"
)
_OF_CANCER = sought(
    r"\b(?:cancer|tumor|carcinoma|malignan\w+|metasta\w+|lymphoma|leukemia|myeloma|advanced|recurrent|neoplas\w+|anti ?cancer|anticancer|antitumor|antineoplastic|chemo\w*|oncolog\w+|adjuvant|neoadjuvant|lines?|regimens?|progress\w+|refractory|prior|previous\w*)\b"
)


def names_no_drugs(known: Criterion, said: str) -> bool:
    """ "Treatment for breast cancer" may have been an operation, "systemic therapy" that of another illness."""
    if isinstance(known, (AnyOf, AllOf)):
        return any(names_no_drugs(part, said) for part in known.of)
    general = ("anticancer",)
    is_general = (isinstance(known, Exposed) and known.to.roles == general) or (
        isinstance(known, Takes) and known.drugs.roles == general
    )
    if not is_general:
        return False
    return _OF_DRUGS.search(said) is None or _OF_CANCER.search(said) is None


def is_of_another_illness(criterion: Criterion, said: str) -> bool:
    """ "Systemic treatment with an effect on psoriasis": no treatment of a cancer."""
    return "roles=('anticancer',)" in repr(criterion) and _NAMES_CANCER.search(said) is None


_NAMES_CANCER = sought(
    r"\b(?:cancer|tumor|carcinoma|malignan\w+|metasta\w+|lymphoma|leukemia|myeloma|melanoma|sarcoma|neoplas\w+|anti ?cancer|antitumor|anti ?neoplastic|chemo\w*|oncolog\w+|adjuvant|lines?|regimens?|progress\w+|refractory|advanced|recurrent|relapsed|disease|mbc|bc|standard|investigational|study|prior|previous\w*)\b"
)


def bare_given(value: object) -> Criterion | None:
    """Whether the drugs of it were given at any time, with nothing else asked; None for what names more than drugs."""
    match value:
        case Treated(including=Treated() | Several() as among):
            named = among.parts if isinstance(among, Several) else (among,)
            known = [Exposed(to=part.drugs) for part in named if isinstance(part, Treated)]
            return any_of((Exposed(to=value.drugs), *known))
        case Treated():
            return None if value.supportive and not value.when else Exposed(to=value.drugs)
        case Happened():
            return replace(value.event, within_days=None, at_least_days_ago=None)
        case Fixed():
            return bare_given(value.criterion)
        case Unless():
            return bare_given(value.thing)
        case Exposed():
            return Exposed(to=value.to)
        case Lines():
            return Exposed(to=value.containing or DrugSet(roles=("anticancer",)))
        case Relapse():
            return Exposed(to=value.after)
        case Takes():
            return Exposed(to=value.drugs)
        case Washout():
            return Exposed(to=value.drugs)
        case Not():
            return bare_given(value.of)
        case Several():
            known = [bare_given(part) for part in value.parts]
            return any_of(tuple(one for one in known if one)) if all(known) else None
        case AllOf():
            told = [part for part in value.of if not isinstance(part, AskHuman)]
            known = [bare_given(part) for part in told]
            return any_of(tuple(one for one in known if one)) if told and all(known) else None
        case AnyOf():
            known = [bare_given(part) for part in value.of]
            return any_of(tuple(one for one in known if one)) if all(known) else None
        case _:
            return None


_ANY: tuple[AskedSetting, ...] = ("neoadjuvant", "adjuvant", "metastatic")
