"""HER2 immunohistochemistry as written: scores, ranges of scores, words, remarks and membrane staining
(disease/receptors, ihc_score_spelling, her2-ihc-*).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onward.disease.picture import UnusedResult
from onward.disease.receptors_percent import says_nothing
from onward.timeline import Method, ReceptorResult

POSITIVE, LOW, ULTRALOW, ZERO = "positive", "low", "ultralow", "zero"
NOT_POSITIVE = frozenset({ZERO, ULTRALOW, LOW})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ihc:
    """One reading by immunohistochemistry.

    scores     the scores that it may be: 0, 1, 2, 3; one, or two neighbours ("1-2+"), or those a word stands for
    staining   membrane staining where the score is 0: True, False, None when not stated
    rule       the rule that stands for the reading as a whole, "" where each score has its own
    word       the word given for the IHC result itself
    from_word  known by the word only
    clash      how word and score contradict, "" when they do not
    remark     what else is written
    """

    scores: tuple[int, ...]
    staining: bool | None = None
    rule: str = ""
    word: str = ""
    from_word: bool = False
    clash: str = ""
    remark: str = ""

    def as_zero(self) -> frozenset[str]:
        """What IHC 0 stands for with this staining."""
        if self.staining is None:
            return frozenset({ZERO, ULTRALOW})
        return frozenset({ULTRALOW if self.staining else ZERO})

    @property
    def words(self) -> str:
        """ "IHC 2+", "IHC 0-1+", "IHC called negative"."""
        if self.from_word:
            return f"IHC called {self.word}"
        shown = "-".join(str(score) for score in self.scores)
        staining = {True: " with membrane staining", False: " without membrane staining", None: ""}[self.staining]
        plus = "" if shown == "0" else "+"
        return f"IHC {shown}{plus}{staining if 0 in self.scores else ''}{f' ({self.remark})' if self.remark else ''}"


_RANGE_RULES = {(0, 1): "her2-ihc-0-to-1", (1, 2): "her2-ihc-1-to-2", (2, 3): "her2-ihc-2-to-3"}
_WORD_SCORES: dict[str, tuple[int, ...]] = {"positive": (3,), "negative": (0, 1), "equivocal": (2,)}
_FITS = {0: "negative", 1: "negative", 2: "equivocal", 3: "positive"}
_CLASH_RULE = "her2-ihc-word-contradicts"

_PLAIN = r"(?:ihc|score|her2|her-2)?\s*:?\s*"
_RANGE = re.compile(
    rf"{_PLAIN}(?P<low>[0-2])\+?\s*(?:-|–|/|to)\s*(?P<high>[1-3])\+?\s*(?:\((?P<remark>[^)]*)\))?", re.I
)
_SCORE = re.compile(rf"{_PLAIN}(?P<score>[0-3])\+?\s*(?:\((?P<remark>[^)]*)\)|[,;]?\s+(?P<tail>[a-z].*))?", re.I)
_WORDED = re.compile(r"(?P<word>[a-z ]+?)\s*\(\s*(?:ihc\s*|score\s*)?(?P<score>[0-3])\+?\s*\)", re.I)
_ULTRALOW = re.compile(r">\s*0\s*(?:and|,|but)?\s*<\s*1\+?", re.I)
_SECOND = re.compile(r"\b(?P<score>[0-3])\+")
_NULL = frozenset({"null", "no staining", "no membrane staining", "no staining observed", "absent"})


def read_ihc(results: Sequence[ReceptorResult]) -> tuple[list[Ihc], list[UnusedResult]]:
    """Every different reading of one specimen; words without a score belong to the score beside them."""
    scored: list[Ihc] = []
    words: list[str] = []
    unused: list[UnusedResult] = []
    for result in results:
        word = result.status.casefold() if result.method is Method.IHC and not says_nothing(result.status) else ""
        text = result.ihc_score.strip()
        if not text or says_nothing(text):
            if word in _WORD_SCORES:
                words.append(word)
            continue
        found = read_score(text)
        if not found:
            unused.append(_not_understood(result, text))
            continue
        scored.extend(replace(ihc, word=word if index == 0 else "") for index, ihc in enumerate(found))
    scored = _with_staining(scored, [r.membrane_staining for r in results if r.membrane_staining is not None])
    if not scored:
        kept = dict.fromkeys(words)
        return [
            Ihc(scores=_WORD_SCORES[word], word=word, from_word=True, rule="her2-ihc-status") for word in kept
        ], unused
    if len({ihc.scores for ihc in scored}) == 1:
        word = next((ihc.word for ihc in scored if _is_clash(ihc.scores, ihc.word)), "") or next(
            (word for word in words if _is_clash(scored[0].scores, word)), scored[0].word
        )
        scored = [replace(scored[0], word=word)]
    distinct: dict[tuple[tuple[int, ...], bool | None], Ihc] = {}
    for ihc in scored:
        judged = _with_word(ihc)
        distinct.setdefault((judged.scores, judged.staining), judged)
    return list(distinct.values()), unused


def read_score(text: str) -> list[Ihc]:
    """A score as written; two where a second one stands in brackets (her2-ihc-remark); none when not understood."""
    plain = text.strip()
    if _ULTRALOW.fullmatch(plain) is not None:
        return [Ihc(scores=(0,), staining=True)]
    if (found := _RANGE.fullmatch(plain)) is not None:
        scores = (int(found["low"]), int(found["high"]))
        rule = _RANGE_RULES.get(scores)
        return [Ihc(scores=scores, rule=rule, remark=found["remark"] or "")] if rule is not None else []
    if (found := _SCORE.fullmatch(plain)) is not None:
        remark = (found["remark"] or found["tail"] or "").strip()
        if found["score"] == "0" and remark.casefold() in _NULL:
            return [Ihc(scores=(0,), staining=False)]
        first = Ihc(scores=(int(found["score"]),), remark=remark)
        second = _SECOND.search(remark)
        if second is None or int(second["score"]) == first.scores[0]:
            return [first]
        return [first, Ihc(scores=(int(second["score"]),), remark="second reading")]
    if (found := _WORDED.fullmatch(plain)) is not None:
        return [Ihc(scores=(int(found["score"]),))]
    return []


def _not_understood(result: ReceptorResult, text: str) -> UnusedResult:
    return UnusedResult(
        kind="ihc-score",
        what=f'A HER2 IHC score that is not understood: "{text[:40]}".',
        did="It was left out; scores are 0, 1+, 2+, 3+ or between two of them.",
        fact=result,
    )


def _with_staining(scored: Sequence[Ihc], told: Sequence[bool]) -> list[Ihc]:
    """Membrane staining from whichever result told it, where all that told agree."""
    if len(set(told)) != 1:
        return list(scored)
    return [replace(ihc, staining=told[0]) if 0 in ihc.scores and ihc.staining is None else ihc for ihc in scored]


def _is_clash(scores: tuple[int, ...], word: str) -> bool:
    return word in _WORD_SCORES and all(_FITS[score] != word for score in scores)


def _with_word(ihc: Ihc) -> Ihc:
    """Set the word of IHC beside its score; where both sides stay possible the other score joins."""
    if not _is_clash(ihc.scores, ihc.word):
        return ihc
    clash = f"{ihc.words} is called {ihc.word} by IHC."
    if ihc.word == "positive" and max(ihc.scores) <= 1:
        return replace(ihc, scores=(*ihc.scores, 3), rule=_CLASH_RULE, clash=clash)
    if ihc.word == "negative" and min(ihc.scores) == 3:
        return replace(ihc, scores=(0, 1, 3), rule=_CLASH_RULE, clash=clash)
    return replace(ihc, rule=ihc.rule or _CLASH_RULE, clash=clash)
