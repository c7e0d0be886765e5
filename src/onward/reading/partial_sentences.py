"""Several sentences of which some are not understood: the first asks, the others ask for more, allow, forbid or explain."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from onward.criteria import Criterion, When
from onward.reading.decides import can_decide
from onward.reading.forbids_or_allows import (
    ALLOWS,
    EXCEPTS,
    EXPLAINS,
    FORBIDS,
    IS_FREE,
    OTHER_WAY,
    is_let_in_still,
    lets_in_elsewhere,
    lets_in_instead,
    lets_in_no_others,
)
from onward.reading.kept_out_words import asked_as_kept_out
from onward.reading.kin_words import share_a_word
from onward.reading.of_whom import speaks_of_some
from onward.reading.partial_labs_people import instead_of
from onward.reading.partial_part import asked
from onward.reading.partial_timed import illustrates_with_a_time
from onward.reading.sought import sought
from onward.reading.study_conduct import tells_conduct
from onward.reading.things import all_of, any_of, negated
from onward.reading.washout_sentences import washed_out

# "Active liver disease with the exception of ..." names what keeps out, and lets nobody in by itself.
_EXCEPTING = sought(r"(?<=[a-z\ue000-\uf8ff] )(?:, |\( )?with (?:the )?exceptions? of\b")
_NARROWS = sought(
    r"\b(?:that|which) (?:may|can|could|might|are considered|is considered)\b"
    # What may come of it lets nobody in.
    r"|\b(?:may|can|could|might) (?:\w+ )?(?:decrease|increase|reduce|affect|alter|cause|result|lead|interfere|enhance|influence|pose|compromise|impair|predispose|prolong|raise|lower|be (?:harmful|at risk|associated|related|due|affected))\b"
)
# "... and must be eligible by what was found" asks for it, and lets in nobody.
_MUST_BE_ELIGIBLE = sought(
    r"\b(?:must|should|ha(?:s|ve) to|needs? to|in order to) (?:also )?be (?:eligible|acceptable|allowed)\b"
)
# A limit for some only, behind the limit for all.
_FOR_SOME = sought(r"^(?:for|in|if|when|patient|participant|subject|those)\b.*(?:\d|[≥≤<>])")
_OTHERS = sought(
    r"^(?:patient|participant|subject|those|individual|woman) (?:on|with|receiving|taking|who (?:are|is) (?:on|receiving|taking|treated)|whose|treated)\b"
)
_DEMANDS = sought(r"\b(?:must|should|shall|has to|have to|required?|needs?)\b")
_POINTS = sought(
    r"^(?:in|for|among|this|these|those|such|they|it|he|she|if|however|otherwise|in|for|when|where|all|both|either|then|also|thus|therefore)\b"
)
_HOWEVER_MUST = sought(
    r"^(?:however|but) (?:, )?(?=(?:patient|subject|participant|all|they) (?:\w+ )?(?:must|should|need))"
)
_ADDS = sought(r"^(?:also|in addition|additionally|furthermore|moreover|likewise|similarly)\b")
# "For the second cohort: in addition, any with ...": more are kept out there.
_ADDS_FOR_SOME = sought(
    r"^(?:for|in) (?:\w+ ){0,4}?(?:cohort|arm|phase|part|group|stratum)s?(?: [0-9a-z]{1,3})?(?: only)? (?:: |, )?(?:in addition|also|additionally)\b"
)
# "In premenopausal women, allergy to goserelin": one criterion more, and no exception.
_OF_THOSE = sought(
    r"^(?:in|for|among) (?!this|these|those|such|which|that|it|other|particular|short|fact|contrast|addition|general|case|order|example)[^.;]*?, "
)
_POINTS_BACK = sought(r"^(?:this|these|those|such|they|it|he|she|however|otherwise|then)\b")
_ONLY_SAYS_MORE = sought(r"^(?:note|nb|please|see|refer|example|eg|ie|as per|according|reference|definition)\b")
# "... . OR recurrence during it": another way, and no demand more.
_ONLY_WHEN = sought(
    r"^(?:within|during|in) (?:(?:the )?(?:last|past|previous) )?\d+ (?:hour|day|week|month|year)\b[^,;:]*$"
)
# "To be eligible, patients must have ..." lets in nobody else.
_TO_BE_ELIGIBLE = sought(
    r"^(?:in order )?to be (?:considered )?(?:eligible|included|enrolled)(?: (?:for|in|to) (?:[a-z]+ ){1,4}?)? ?, (?=(?:all |the )?(?:patient|subject|participant|woman|they|individual)\b)"
)


def sentences_question(
    sentences: list[str],
    *,
    denied: bool,
    read: Callable[[str], tuple[Criterion | None, bool]],
    why: Callable[[str], str],
    those: Callable[[str], Criterion | None],
    demanded: Callable[[str], Criterion | None] = lambda _: None,
) -> Criterion | None:
    """The question of several sentences; None where it is not certain what they make of each other.

    read   a sentence -> its question, and whether every word of it is understood
    why    why a sentence is for a human, "not understood" for none of the reasons
    those  a sentence -> what they have of whom alone it speaks; None where it may speak of everybody
    demanded  a sentence -> what it asks for among what is asked for, where every word of it is understood
    """

    def asked_of_them(sentence: str, words: str) -> Criterion:
        """What a sentence lets in, for a human; nobody else is meant than those of whom it speaks."""
        of_whom = those(sentence)
        return asked(words) if of_whom in (None, first) else all_of((of_whom, asked(words)))

    sentences = [_TO_BE_ELIGIBLE.sub("", one) for one in sentences]
    if any(OTHER_WAY.match(one) or (denied and _ONLY_WHEN.match(one)) for one in sentences[1:]):
        return None
    first, _ = read(sentences[0])
    if first is None:
        first = _asked_first(sentences, denied=denied, why=why)
        if first is None:
            return None
    more: list[Criterion] = []
    narrower: list[Criterion] = []
    exceptions: list[Criterion] = []
    # Of an inclusion, the exceptions of one of its sentences: where it stands among what is asked, 0 the first.
    own: dict[int, list[Criterion]] = {}
    said = {0: sentences[0]}
    for before, sentence in pairwise(sentences):
        if not denied and len(narrower) not in said and narrower:
            said[len(narrower)] = before
        words = sentence.strip(" .;,:")
        plain = _MUST_BE_ELIGIBLE.sub(" must be ", _NARROWS.sub(" ", sentence))
        found, whole = read(sentence)
        if (found is None or not whole) and tells_conduct(sentence):
            continue
        forbidden = FORBIDS.search(plain) is not None
        allows = ALLOWS.search(_EXCEPTING.sub(" ", FORBIDS.sub(" ", plain))) is not None
        if found is None and _ASKS_NOTHING.search(plain) is not None and _OF_TESTS.search(plain) is not None:
            continue
        if IS_FREE.search(plain) is not None and (found is None or not whole):
            continue
        if "Age(" in repr(first) and _OF_CHILDREN.search(sentence) is not None:
            continue
        if not denied and "LabValue(" in repr(first) and _FOR_SOME.match(plain) is not None:
            if isinstance(found, When) and whole:
                instead = instead_of(first, found)
                if instead is None:
                    narrower.append(found)
                else:
                    first = instead
                continue
            of_whom = those(sentence)
            if of_whom is None or forbidden or _has_ways(first):
                return None
            if not allows:
                # "If there are liver metastases, at most 5 x ULN": the first limit is not theirs.
                first = When(condition=of_whom, then=asked(words), otherwise=first)
                continue
            exceptions.append(all_of((of_whom, asked(words))))
            continue
        of_others = "LabValue(" in repr(first) and _OTHERS.match(plain) is not None
        if of_others and not (denied or forbidden or allows) and share_a_word(sentences[0], sentence):
            # "INR ≤ 1.5. Patients on anticoagulants must have an INR in their range": the first is not asked of them.
            return None
        if not denied and _IF_POSITIVE.match(plain) is not None and "LabWord(" in repr(first):
            # "Anti-HCV negative. If it is positive, the RNA must be negative": another way in.
            exceptions.append(asked(words))
            continue
        over = washed_out(first, sentence) if denied else None
        if over is not None:
            first = over
        elif EXCEPTS.match(sentence) is not None:
            if not denied:
                return None
            exceptions.append(asked(words))
        elif denied and (
            _NONE_MAY.search(plain) is not None
            or (_IS_REQUIRED.search(plain) is not None and not (forbidden or allows))
        ):
            # "Recovery to grade 1 is required": whoever has not recovered is kept out as well.
            more.append(negated(asked(words)))
        elif EXPLAINS.search(plain) is not None and not forbidden and not allows:
            # What a word of the first sentence means: no alternative to it, and nothing apart from it.
            if _ASKS_NOTHING.search(plain) is None:
                narrower.append(asked(words))
        elif forbidden and denied and not allows and re.search(r"\b(?:unless|except)\b", sentence) is not None:
            # An exclusion of its own, with an exception of its own.
            more.append(asked(words))
        elif allows and not denied and _CONDITIONALLY.search(sentence) is not None and _has_ways(first):
            # "... except in A. Patients with A may enter if B": A alone is no way in.
            return None
        elif forbidden and (allows or re.search(r"\b(?:unless|except|if)\b", sentence) is not None):
            # Who is kept out, and who is not: both in one.
            return None
        elif forbidden and found is not None and whole:
            (more if denied else narrower).append(found)
        elif forbidden:
            kept_out = _ALSO.sub("", FORBIDS.sub("", words))
            alone, plainly = read(f"{kept_out} ") if denied else (None, False)
            question = alone if alone is not None and plainly else asked(kept_out)
            # Among what is asked for it is one demand more.
            (more if denied else narrower).append(question if denied else negated(question))
        elif allows and not denied and lets_in_no_others(sentence) and not is_let_in_still(first, sentences, sentence):
            narrower.append(asked(words))
        elif allows and not denied and lets_in_elsewhere(first, sentence):
            # "No taxane for metastatic disease. Adjuvant taxanes are allowed if over for 6 months": no exception to it.
            if _CONDITIONALLY.search(sentence) is not None or _TIMED.search(sentence) is not None:
                narrower.append(found if found is not None else asked(words))
        elif allows and found is not None and _still_asks(found):
            # "... is allowed, but must have been stopped 3 weeks before" asks for that.
            more.append(found) if denied else narrower.append(found)
        elif allows and not denied and _UP_TO.search(sentence) is not None and not speaks_of_some(sentence):
            # "Up to two earlier regimens are allowed" is a limit, and no other way in.
            narrower.append(found if found is not None and whole else asked(words))
        elif allows:
            # Patients with an illness of their own are let in in spite of what was asked before.
            related = (denied and speaks_of_some(sentence)) or share_a_word(sentences[0], sentence)
            related = (
                related or _POINTS.match(sentence) is not None or (not denied and lets_in_instead(first, sentence))
            )
            of_one = next((n for n in sorted(said, reverse=True) if share_a_word(said[n], sentence)), None)
            if of_one is not None and not denied:
                own.setdefault(of_one, []).append(asked_of_them(sentence, words))
            elif related or _TELLS_WHO.search(sentence) is not None or why(sentence) != "permission":
                exceptions.append(asked_of_them(sentence, words))
        elif not denied:
            if found is None and why(sentence) not in ("not understood", "consent", "judgement", "logistics"):
                continue
            plainly = _HOWEVER_MUST.sub("", sentence)
            found, whole = (found, whole) if plainly == sentence else read(plainly)
            narrower.append(found if found is not None and whole and not _POINTS_BACK.match(plainly) else asked(words))
        elif found is None and why(sentence) in ("note", "heading"):
            if illustrates_with_a_time(sentence):
                return None
            continue
        elif _DEMANDS.search(sentence) is not None:
            if (
                found is not None
                and whole
                and (demanded(sentence) == negated(found) or _IS_LEFT_OVER.search(repr(found)) is not None)
            ):
                # "Any neuropathy must have gone back to grade 1": whoever has more is kept out.
                more.append(found)
                continue
            if share_a_word(sentences[0], sentence) or _POINTS.match(sentence):
                if those(sentence) == first:
                    # "Warfarin. Patients on warfarin must be switched": whoever is not stays out.
                    exceptions.append(asked(words))
                    continue
                return None
            # Whoever has it not is kept out; whoever has what must not be, too.
            more.append(asked_as_kept_out(words))
        elif (
            _ADDS.match(sentence) is not None or _ADDS_FOR_SOME.match(sentence) is not None or _OF_THOSE.match(sentence)
        ):
            # "Also, any with ...", "In men, ...": they are kept out as well.
            more.append(found if found is not None and whole else asked_as_kept_out(words))
        elif _POINTS.match(sentence) or _ONLY_SAYS_MORE.match(sentence):
            exceptions.append(asked(words))
        else:
            more.append(found if found is not None and whole else asked_as_kept_out(words))
    for n, ways in own.items():
        if n == 0:
            first = any_of((first, *ways))
        else:
            narrower[n - 1] = any_of((narrower[n - 1], *ways))
    return _joined(first, more, narrower, exceptions, denied=denied)


_ALSO = sought(r"(?: (?:is|are|will be))? also(?= *$)")
_IS_LEFT_OVER = sought(
    r"recovered from earlier treatment|toxicity of earlier treatment|^Condition\(.*at_least_grade=\d"
)
_IF_POSITIVE = sought(
    r"^(?:if|in case|when|where|for|those|patient|participant|subject)\b.*?\b(?:positive|reactive|detected|detectable)\b"
)
# "No other agents may have been given": whoever had them is kept out.
_NONE_MAY = sought(r"^(?:in addition , |also , |additionally , )?no (?:\w+ ){1,12}may (?:be|have)\b")
_IS_REQUIRED = sought(
    r"^(?!.*\b(?:test\w*|imaging|scan|ct|mri|assessment|confirmation)\b).*\b(?:is|are) (?:required|mandatory)[ .;]*$"
)
_ASKS_NOTHING = sought(
    r"\b(?:not (?:be )?required|(?<!not )(?<!not be )sufficient|recommended|encouraged|test(?:ing)? (?:is|are) not)\b"
)


# "Because nothing is known of it in children, they are excluded": the age says so.
_OF_CHILDREN = sought(
    r"\bchild (?:is|are|will be) (?:excluded|not eligible|ineligible)\b|\bchild from this study\b|\bexclude child\b"
)
_UP_TO = sought(
    r"\b(?:up to|at most|no more than|not more than|maximum of|only|≤|<|less than|fewer than) (?:one|two|three|four|five|\d+)\b"
)
_OF_TESTS = sought(
    r"\b(?:test\w*|assessment|pathology|screening|confirmation|re ?evaluation|imaging|scan|documentation)\b"
)
_TIMED = sought(r"[≥>]|\bat least\b|\bmore than\b")


def _asked_first(sentences: list[str], *, denied: bool, why: Callable[[str], str]) -> Criterion | None:
    """The first sentence as a question for a human, where it asks for something by itself."""
    first = sentences[0]
    if ALLOWS.search(first) is not None or FORBIDS.search(first) is not None or len(first.split()) > _LONGEST_ASKED:
        return None
    if re.search(r"\b(?:unless|except|other than|exclud\w+|if|however)\b", first) is not None or why(first) not in (
        {"not understood", "judgement", "consent"} if denied else {"not understood"}
    ):
        return None
    if any(ALLOWS.search(one) is not None or FORBIDS.search(one) is not None for one in sentences[1:]):
        return None
    question = asked(first)
    return negated(question) if denied and _DEMANDS.search(first) is not None else question


_LONGEST_ASKED = 40


def _still_asks(found: Criterion) -> bool:
    return "AskHuman(" not in repr(found) and "Washout(" in repr(found)


# "The following is allowed: ...", "those who ... are also eligible" is said of what was asked before, whatever its words.
_TELLS_WHO = sought(
    r"^(?:only )?(?:following|exceptions?|acceptable|permitted|allowed)\b|\balso (?:be )?(?:eligible|included|enrolled|allowed to (?:enter|participate|enroll))\b"
)
_CONDITIONALLY = sought(r"\b(?:if|provided|only|as long as|when)\b")


def _has_ways(criterion: Criterion) -> bool:
    return "AnyOf(" in repr(criterion) or "When(" in repr(criterion)


def _joined(
    first: Criterion, more: list[Criterion], narrower: list[Criterion], exceptions: list[Criterion], *, denied: bool
) -> Criterion | None:
    if denied:
        kept_out = any_of((first, *more))
        found = all_of((kept_out, *narrower, *(negated(one) for one in exceptions)))
    else:
        let_in = all_of((first, *narrower))
        found = any_of((let_in, *exceptions)) if exceptions else let_in
    return found if can_decide(found) else None
