"""In which setting treatment was given: "in the adjuvant setting", "for metastatic disease"."""

from __future__ import annotations

from typing import cast

from onward.criteria import AllOf, AnyOf, BreastCancer, Criterion, Finding, Metastatic
from onward.criteria import Stage as StageGroup
from onward.reading.grammar import Found, Stage
from onward.reading.rules.disease import is_extent
from onward.reading.things import AskedSetting, Fixed, SecondCancer, Where

SETTINGS = Stage("settings")
setting_rule = SETTINGS.rule

_ADJUVANT: tuple[AskedSetting, ...] = ("adjuvant",)
_NEOADJUVANT: tuple[AskedSetting, ...] = ("neoadjuvant",)
_EARLY: tuple[AskedSetting, ...] = ("neoadjuvant", "adjuvant")
_METASTATIC: tuple[AskedSetting, ...] = ("metastatic",)


@setting_rule(
    "{as|given as|as part of} [neo|( neo )] {adjuvant|neoadjuvant} [{and/or|or|and|/} [neo] {adjuvant|neoadjuvant}] {therapy|treatment} for [their|her|this|early|primary] <F:cancer>",
    "{in|for|as part of|during|as|given as|given for|given in} [neo|( neo )] {adjuvant|neoadjuvant} [{and/or|or|and|/} [in] [neo] {adjuvant|neoadjuvant}] {setting|therapy|treatment|purpose|regimen|chemotherapy}",
    "{in|for} [neo|( neo )] {adjuvant|neoadjuvant} [{and/or|or|and|/} [neo] {adjuvant|neoadjuvant}] [disease] setting",
    gives="S",
)
def early_setting(found: Found) -> object:
    """ "in the adjuvant setting"."""
    if found.has("cancer") and found.any("cancer") != Fixed(criterion=BreastCancer()):
        return None
    return Where(early(found.words))


def early(words: str) -> tuple[AskedSetting, ...]:
    """Which of neoadjuvant and adjuvant the words name."""
    tokens = words.replace("( neo )", "neo").split()
    before = "neoadjuvant" in tokens or "neo" in tokens or "preoperative" in tokens
    after = any(
        token in ("adjuvant", "postoperative") and (n == 0 or tokens[n - 1] != "neo") for n, token in enumerate(tokens)
    )
    if "( neo )" in words:
        return _EARLY
    if before and after:
        return _EARLY
    return _NEOADJUVANT if before else _ADJUVANT


@setting_rule(
    "[in|for|to treat|as treatment for|as treatment of|in treatment of|for treatment of|given for|administered for|in setting of|for their|as therapy for|for management of|used for|to] [current|patients|her|this|their|known|therapy of] <F:where> [setting|breast cancer|recurrence|breast carcinoma|cancer|disease]",
    "{in|for|within} {metastatic|advanced|advanced/metastatic|metastatic or locally advanced|recurrent/metastatic|palliative} [disease|breast cancer] setting",
    gives="S",
)
def metastatic_setting(found: Found) -> object:
    """ "for metastatic disease"."""
    words = found.words
    if found.has("where"):
        if not words.startswith(
            ("in ", "for ", "to treat ", "as treatment", "given for", "administered for", "as therapy", "used for")
        ):
            return None
        where = found.any("where")
        if not is_extent(where) and not _is_metastatic_disease(where):
            return None
        criterion = cast("Fixed", where).criterion
        if not _holds_metastatic(criterion):
            return None
        if words.startswith("in ") and "setting" not in words and "treatment" not in words:
            return None
        if _holds_local_recurrence(criterion):
            return Where(_METASTATIC, also_for="local recurrence")
    return Where(_METASTATIC)


def _holds_local_recurrence(criterion: Criterion) -> bool:
    if isinstance(criterion, (AllOf, AnyOf)):
        return any(_holds_local_recurrence(part) for part in criterion.of)
    return (isinstance(criterion, Finding) and "local recurrence" in criterion.name) or criterion in _LOCAL


def _holds_metastatic(criterion: Criterion) -> bool:
    if isinstance(criterion, (AllOf, AnyOf)):
        return any(_holds_metastatic(part) for part in criterion.of)
    return criterion == Metastatic() or (isinstance(criterion, StageGroup) and "IV" in criterion.groups)


_LOCAL = (Finding(name="locally recurrent unresectable disease"), Finding(name="recurrent disease"))


def _is_metastatic_disease(value: object) -> bool:
    return isinstance(value, Fixed) and _holds_metastatic(value.criterion)


@setting_rule(
    "{for|to treat|for treatment of} [this|their|her|his] <F:cancer> {or|and|and/or} <C:again>",
    "{for|to treat|for treatment of} [current|currently|newly|current or newly|new or current] [diagnosed] [this|their|her|his|patient|primary|invasive|known|same|any] [newly diagnosed|diagnosed] <F:cancer>",
    "{for|to treat|for treatment of} [current|this|their|her|his|same|study] {breast cancer|cancer|malignancy|<J>|disease}",
    gives="S",
)
def for_this_cancer(found: Found) -> object:
    """ "for breast cancer" says no more than that it was treatment."""
    if found.has("again") and found.any("again") != SecondCancer():
        return None
    if found.has("cancer"):
        thing = found.any("cancer")
        return Where() if isinstance(thing, Fixed) and thing.criterion == BreastCancer() else None
    if found.has("J") and found.any("J") != "cancer":
        return None
    return Where()


@setting_rule(
    "{for|in} {primary|early|early stage|localized|non metastatic|operable} {disease|breast cancer|cancer|setting}",
    gives="S",
)
def early_disease(_found: Found) -> object:
    """ "for primary disease"."""
    return Where(_EARLY)


@setting_rule(
    "{in|for} [either] [neoadjuvant ,|neoadjuvant or|neoadjuvant /|neoadjuvant and/or|( neo )|neo / |neo] adjuvant [,] [setting|treatment] {or|and/or|/|and|, or} [in] [advanced /|advanced or] <F:late> [setting|disease]",
    "{in|for} <F:late> [setting] {or|and/or|/|and|, or} [in] [neoadjuvant ,|neoadjuvant or|neoadjuvant /|( neo )] adjuvant [setting]",
    gives="S",
)
def early_or_late(found: Found) -> object:
    """ "in the neoadjuvant, adjuvant or metastatic setting"."""
    if not _is_metastatic_disease(found.any("late")):
        return None
    return Where() if "neo" in found.words else Where((*_ADJUVANT, *_METASTATIC))


@setting_rule(
    "{in|for} [either] {localized|early|early stage|early or|primary} or <F:late> [setting|disease]",
    "{in|for} [either] <F:late> or {localized|early|early stage|primary} [setting|disease|breast cancer]",
    gives="S",
)
def localized_or_late(found: Found) -> object:
    """ "in the localised or metastatic setting": in any."""
    return Where() if _is_metastatic_disease(found.any("late")) else None


@setting_rule(
    "{in|for} any setting",
    "in [current or] {prior|previous} [or current] disease setting",
    "{in|for} {adjuvant , neoadjuvant , or metastatic|adjuvant or metastatic|neoadjuvant , adjuvant or metastatic|either adjuvant or metastatic|neoadjuvant , adjuvant , or metastatic|( neo ) adjuvant or metastatic} setting",
    gives="S",
)
def any_setting(_found: Found) -> object:
    """ "in any setting"."""
    return Where()


@setting_rule(
    "<S> [setting] {or|and/or|/|, or|, and/or} <S:other> [setting|line|disease|treatment|therapy]",
    "{as|in} [neo|( neo )] {adjuvant|neoadjuvant} [{and/or|or|/} [neo] {adjuvant|neoadjuvant}] [therapy|treatment|setting] {or|and/or|, or|/} <S:other> [setting|line|disease|treatment|therapy]",
    "{in|for} [either] <F:late> [setting|disease] {or|and/or|/|, or} [in|for|as] [neo|( neo )] {adjuvant|neoadjuvant} [{or|and/or|/} [neo] {adjuvant|neoadjuvant}] [setting|treatment|therapy]",
    gives="S",
    again=True,
)
def either_setting(found: Found) -> object:
    """ "in the adjuvant setting or for metastatic disease": in one of them."""
    if found.has("late"):
        if not _is_metastatic_disease(found.any("late")):
            return None
        one, other = Where(early(found.words)), Where(_METASTATIC)
    else:
        one, other = found.maybe("S", Where) or Where(early(found.words)), found.take("other", Where)
    if not one.settings or not other.settings or (one.also_for and other.also_for):
        return None
    settings = tuple(dict.fromkeys((*one.settings, *other.settings)))
    also_for = one.also_for or other.also_for
    return Where() if len(settings) == _EVERY else Where(settings, also_for)


_EVERY = 3
