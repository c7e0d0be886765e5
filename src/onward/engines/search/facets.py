"""What a trial's own text states of subtype, setting, line and visits: said where it is said, else `not stated`.

Taken from titles, conditions, keywords, summary and those criteria that are no exclusions. It helps to find a trial;
whether somebody fits is for the matcher, which reads every line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onward.engines.search.fields import is_exclusion
from onward.engines.search.words import Words
from onward.knowledge import Codes, NameIndex, SearchWords, is_denied
from onward.registry import Phase, Recruitment, Trial, criteria_lines, phases_of, recruitment_of

NOT_STATED = "not stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialFacets:
    """What a trial can be filtered by.

    subtypes      "HR+/HER2-", "HR+/HER2+", "HR-/HER2+", "HR+", "HER2+", "HER2-", "HER2-low", "HER2-ultralow", "TNBC"
    metastatic    "yes", "no" or NOT_STATED
    lines         "first", "second", "third", "later"
    classes       classes of its drugs, and the registry's types of intervention in lower case
    remote        whether its text speaks of visits that need no travel
    """

    recruitment: Recruitment
    phases: tuple[Phase, ...]
    subtypes: tuple[str, ...]
    metastatic: str
    lines: tuple[str, ...]
    classes: tuple[str, ...]
    remote: bool
    countries: tuple[str, ...]


# Lines that leave the receptor open, such as "estrogen receptor positive or negative" and "HER2 status: any", or only
# let a kind in: "HER2-positive disease is allowed if ...".
_OPEN = re.compile(
    r"positive (?:or|and|and or) negative|negative (?:or|and|and or) positive|regardless|irrespective"
    r"|any (?:\w+ ){0,2}status|status (?:known|unknown|not specified|any)|not specified"
    r"|(?:cancer|disease|tumou?r|carcinoma|patient|participant|subject)s? "
    r"(?:is |are |be )?(?:also )?(?:allowed|permitted|acceptable)\b"
)
_DENIALS = frozenset({"no", "not", "non", "without", "never", "absence", "free", "exclude", "excluding", "excluded"})
_AT_LEAST = re.compile(
    r"(?:at least|minimum of) (one|1|two|2|three|3|four|4) (?:or more )?(?:prior|previous) (?:\w+ ){0,12}?"
    r"(?:metastatic|advanced|mbc|unresectable|recurrent)"
)
_AFTER = {
    "one": "second",
    "1": "second",
    "two": "third",
    "2": "third",
    "three": "later",
    "3": "later",
    "four": "later",
    "4": "later",
}
_LINES = ("first", "second", "third", "later")


class FacetReader:
    """Reads facets with one set of words."""

    def __init__(self, codes: Codes, knowledge: SearchWords, words: Words) -> None:
        self._codes = codes
        self._words = words
        self._subtypes = self._index((name, word) for name, one in knowledge.subtypes.items() for word in one.words)
        self._metastatic = self._index(("yes", word) for word in knowledge.metastatic["says"].words)
        self._not_after = [tuple(words.plain(word)) for word in knowledge.metastatic["not_after"].words]
        self._excludes = self._index(("no", word) for word in knowledge.metastatic["excludes"].words)
        self._excludes_only = frozenset(
            part for word in knowledge.metastatic["excludes_only"].words for part in words.plain(word)
        )
        self._lines = self._index((name, word) for name, one in knowledge.lines.items() for word in one.words)
        self._remote = self._index(("remote", word) for word in knowledge.remote.words)

    def _index(self, named: Iterable[tuple[str, str]]) -> NameIndex[str]:
        names: list[tuple[str, str]] = [(" ".join(self._words.plain(word)), meaning) for meaning, word in named]
        return NameIndex[str].of(names)

    def read(self, trial: Trial) -> TrialFacets:
        """The facets of one trial."""
        heads = [
            self._words.plain(text)
            for text in (trial.brief_title, trial.official_title, *trial.conditions, *trial.keywords)
            if text
        ]
        summary = [self._words.plain(line) for line in re.split(r"[.\n]", trial.brief_summary) if line.strip()]
        inclusion: list[list[str]] = []
        exclusion: list[list[str]] = []
        for line in criteria_lines(trial):
            (exclusion if is_exclusion(line.under) else inclusion).append(self._words.plain(line.text))
        lines = set(self._lines_of((*heads, *summary, *inclusion)))
        return TrialFacets(
            recruitment=recruitment_of(trial.status),
            phases=phases_of(trial.phases),
            subtypes=self._subtypes_of((*heads, *inclusion)),
            metastatic=self._metastatic_of(heads, inclusion, exclusion),
            lines=tuple(line for line in _LINES if line in lines),
            classes=self._classes_of(trial),
            remote=any(self._affirmed(self._remote, words) for words in (*heads, *summary, *inclusion)),
            countries=tuple(dict.fromkeys(site.country for site in trial.sites if site.country)),
        )

    def subtypes_in(self, text: str) -> tuple[str, ...]:
        """The subtypes that one text names."""
        return self._subtypes_of([self._words.plain(text)])

    def _affirmed(self, names: NameIndex[str], words: list[str]) -> set[str]:
        if names.by_first_word.keys().isdisjoint(words):
            return set()
        return {meaning for at, meaning in names.places(words) if not is_denied(words, at)}

    def _subtypes_of(self, lines: Iterable[list[str]]) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for words in lines:
            said = self._affirmed(self._subtypes, words)
            if said and not _OPEN.search(" ".join(words)):
                found.update(dict.fromkeys(_subtypes_said(said)))
        stated = set(found)
        if stated == {"HR+", "HER2-"}:  # two criteria that both have to hold, and no other group of people
            return ("HR+/HER2-",)
        # What a combination says already is not said again alone.
        whole = {part for one in stated if "/" in one for part in one.split("/")}
        return tuple(sorted(one for one in stated if one not in whole))

    def _metastatic_of(
        self, heads: Sequence[list[str]], inclusion: Sequence[list[str]], exclusion: Sequence[list[str]]
    ) -> str:
        in_heads = any(self._says_metastatic(words) for words in heads)
        kept_out = any(self._keeps_out(words) for words in exclusion)
        if in_heads:
            return NOT_STATED if kept_out else "yes"
        if kept_out:
            return "no"
        return "yes" if any(self._says_metastatic(words) for words in inclusion) else NOT_STATED

    def _says_metastatic(self, words: list[str]) -> bool:
        if self._metastatic.by_first_word.keys().isdisjoint(words):
            return False
        for at, _ in self._metastatic.places(words):
            before = words[:at]
            if not _DENIALS.isdisjoint(before):
                continue
            if any(tuple(before[-len(phrase) :]) == phrase for phrase in self._not_after):
                continue
            return True
        return False

    def _keeps_out(self, words: list[str]) -> bool:
        return self._excludes_only.issuperset(words) and next(self._excludes.places(words), None) is not None

    def _lines_of(self, lines: Iterable[list[str]]) -> Iterator[str]:
        for words in lines:
            yield from self._affirmed(self._lines, words)
            found = _AT_LEAST.search(" ".join(words)) if "least" in words or "minimum" in words else None
            if found is not None:
                yield _AFTER[found[1]]

    def _classes_of(self, trial: Trial) -> tuple[str, ...]:
        texts = [text for one in trial.interventions for text in (one.name, *one.other_names)]
        texts += [name for arm in trial.arms for name in arm.interventions]
        if not texts:
            texts = [*(arm.label for arm in trial.arms), trial.brief_title]
        found: dict[str, None] = {}
        for text in texts:
            for drugs in self._codes.drugs.names.find_all(text):
                for drug in drugs:
                    found.update(dict.fromkeys((drug.drug_class, *drug.also)))
        kinds = dict.fromkeys(one.type.replace("_", " ").lower() for one in trial.interventions if one.type)
        return (*found, *(kind for kind in kinds if kind not in found))


def _subtypes_said(said: set[str]) -> Iterator[str]:
    """The subtypes that one line names. ER alone negative leaves PR open."""
    if {"er_negative", "pr_negative"} <= said:
        said = said | {"hr_negative"}
    if "triple_negative" in said:
        yield "TNBC"
    if "her2_low" in said:
        yield "HER2-low"
    if "her2_ultralow" in said:
        yield "HER2-ultralow"
    hormone = "+" if "hr_positive" in said else "-" if "hr_negative" in said else ""
    both = "hr_positive" in said and "hr_negative" in said
    for name, sign in (("her2_positive", "+"), ("her2_negative", "-")):
        if name in said:
            if not hormone or both:
                yield f"HER2{sign}"
            elif hormone == "-" and sign == "-":
                yield "TNBC"
            else:
                yield f"HR{hormone}/HER2{sign}"
    if "hr_positive" in said and not both and not said & {"her2_positive", "her2_negative"}:
        yield "HR+"
