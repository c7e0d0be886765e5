"""Lines about another cancer: one head, perhaps a window, a list of exceptions, "unless free of it for 5 years".

They come in a thousand wordings and all ask the same. A line is read only when every word of it is accounted for.
"""

from __future__ import annotations

import re

from onward.criteria import Criterion
from onward.reading.other_cancer_sentences import one_sentence
from onward.reading.other_cancer_weighed import DAYS, SITU_BUT, TIME, Read, days_of, is_weighed
from onward.reading.other_cancer_words import (
    BREAST,
    FREE_WORDS,
    ORGANS,
    kind_at,
    skin_cancers_together,
)
from onward.reading.sought import sought
from onward.reading.things import SecondCancer, Window, negated
from onward.reading.things_asked import question_of

_ABOUT = sought(r"\b(?:malignanc\w*|malignant|cancer|carcinoma|neoplasm|tumor|neoplasia|primary)\b")
_NUMBERS = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10"}  # fmt: skip
_NUMBERS["fifteen"] = "15"
# --- the head: "no other prior or concurrent invasive malignancy"

_FRAME = (
    "patient|subject|participant|individual|woman|person|who|with|has|have|had|having|must|should|be|been|is|are|there|also|known|any|a|history|of|evidence|presence|diagnosis|diagnosed|documented|"
    "personal|medical|past|apparent|for|or|and|and/or|/|,|:|prior|previous|previously|concurrent|concurrently|concomitant|active|current|currently|synchronous|simultaneous|invasive|primary|additional|other|"
    "another|second|secondary|different|non breast cancer|non breast|nonbreast|coexisting|co existing|type|serious|uncontrolled|ongoing|distinct|pre existing|preexisting|third|systemic|solid|hematologic|hematological|non hematologic|non hematological|nonhematologic|experience|"
    "no|not|without|free from|free of|disease free of|disease free from|disease free|does|do|recent|status after|status post|clinically|clinical|new|all|confirmed|separate|recurrent|form|stage iii or iv|stage iii or stage iv|"
    "known to have|suspected|in|their|existing|excluded|excluding patient|will be|being|experienced|actively|actively treated|being treated for|be treated for|treated for|simultaneously|personal history of|uncontrolled"
)
_NOUN = "malignancy|malignant disease|malignant tumor|malignant neoplasm|malignant neoplasia|cancer|neoplasm|neoplasia|carcinoma|tumor|cancer diagnosis|malignant"
_HEAD = sought(rf"^(?P<lead>(?:(?:{_FRAME}) )*?)(?P<noun>(?:{_NOUN}) )(?:diagnosis )?")
_NEGATION = sought(r"\b(?:no|not|without|free)\b")
_OTHER = sought(
    r"\b(?:other|another|second|secondary|prior|previous|previously|history|additional|different|non breast|nonbreast|concurrent|concurrently|concomitant|synchronous|distinct|coexisting|co existing|third|separate|past)\b"
)
_PAST = sought(r"\b(?:prior|previous|previously|history|past|other or|status)\b")
_NOW = sought(
    r"\b(?:active|current|currently|concurrent|concurrently|concomitant|synchronous|simultaneous|ongoing|presence)\b"
)
_IDENTITY = sought(
    rf"^(?:\( |, )?(?:other than|other that|than|besides|beside|not|different from|distinct from|apart from|in addition to|that is distinct in primary site or histology from|with different primary site or histology from|with exception of|except for|except|excluding|not including|aside from|outside of) {BREAST} (?:\) )?(?=$|[,;(.]|within|in|or|and|unless|except|with|that|which|during|<|≤|≥|>|if|requiring|are|is|will|diagnosed|excluding)"
)
_WHERE = sought(r"^(?:of any (?:type|kind|other kind|site|origin)|at (?:any )?other site|of other site|at any (?:other )?(?:site|side)|elsewhere|of any other site|of (?:other|different|another) (?:primary )?(?:origin|site)|\( non breast \)|history|in situ or invasive|in medical history|in past|at time of (?:study entry|enrollment|inclusion|screening))\b ?")  # fmt: skip
_NEEDS = sought(
    r"^(?:that |which )?(?:is |are |has |have |had |was |were )?(?:currently |actively )?(?P<needs>(?:requiring|required|requires|require|needing|undergoing|receiving|treated with|under)(?: (?:prior|or|current|and|active|systemic|any|ongoing|concurrent|anticancer|anti|tumor|cancer|chemotherapy|radiation|radiotherapy|treatment|therapy|surgery|hormonal|specific|further|other|adjuvant|\(|\)|including|,))+) "
)
_ACTIVE = sought(r"^(?:that |which )?(?:is|are|was|were)? ?(?:currently |concurrently )?(?:progressing (?:or|and|and/or) (?:that )?(?:has |have )?(?:requiring|require|requires|required|needs|need) (?:active |systemic )?(?:treatment|therapy)|active|progressing|clinically active|actively being treated|uncontrolled) (?=$|[,;(]|within|in|or|except|other)")  # fmt: skip
_WINDOW = sought(
    rf"^(?:that |which )?(?:has |have |had )?(?:been |was |were |is |are |being )?(?:(?:progressed|progressing|that|has|have|required therapy|requiring therapy|requires therapy|required systemic therapy|treated with curative intent|required active treatment|requiring active treatment|requires active treatment|required treatment|diagnosed|treated|active|present|occurring|occurred|detected|developed|known|treatment|diagnosis|of|and|or|/|,|either|history|existing|and/or|any) )*(?:within|in|during|over|for|<|≤|less than|fewer than|at any time within|any time within) (?:last |past |previous |prior |preceding |immediately |period of |a )*(?:[<≤] )?{TIME}"
)
_ANCHOR = sought(
    r"^(?:(?:prior to|before|of|preceding|from|to|prior|at|after|since|until|signing|in|on|into|this|for|or|time|planned|date|study|trial|entry|enrollment|enrolment|randomization|registration|screening|first|dose|treatment|start|day|1|drug|informed|consent|form|initiation|inclusion|baseline|participation|administration|therapy|visit|protocol|cycle|c1d1|starting|beginning|receiving|entering|intervention|step|recruitment|pre|/|previous|previously|ago|earlier) )+(?=$|[,;:.(]|which|whose|must|should|beside|except|other|unless|with|excluding|that|and|or|\))"
)

_FOR_YEARS = sought(rf"^(?:for |within )?(?:last |past )?{TIME}(?: or more)?")
_SINCE = sought(
    r"^(?:at least|more than|≥|>|over) (?P<number>\d+) (?P<unit>year|month) since (?=(?:\w+ ){0,3}?(?:other|prior|previous|any|another) )"
)

# --- exceptions

_APART = sought(
    r"^(?:, |; |\( |: |- )*(?:except(?:ion)?(?:ed)?(?: (?:for|of|that|are|is|include|if|being|patient with|those with|in case of))*|other than|than|with (?:following )?exception(?: (?:of|for|that|being))?|excluding|excluded|excludes|apart from|aside from|not including|exclusive of|excepting|besides|beside|unless (?:it|this|they|these|that|cancer) (?:was|is|were|are)|but not|(?:must|should) exclude|including not|exempt|barring)(?: (?:following|for|of))*(?: exception)?(?: :)? "
)
_UNLESS = sought(
    r"^(?:, |; |\( )*(?:unless|except if|if not|(?:patient |and )?(?:must|should) (?:be|have been)|(?:who |that |which )?(?:is |are |will be )?(?:eligible|allowed|permitted|acceptable)(?: only)? (?:if|provided(?: that)?|as long as|when|only if)|(?:only )?(?:provided|as long as)(?: that)?) "
)
_SEPARATOR = sought(r"^(?:,|;|or|and|/|and/or|\(|\)|:|other|any|any other|as well as|nor|either|also|eg|\[|\]|type of|patient with|history of|those with|for|of|ie|following|a|that|which|b|small|limited|localised|such|such as|all|her|his|their|site|including) ")  # fmt: skip
_TREATED = sought(
    r"^(?:(?:treated|resected|excised|cured|controlled|removed|managed|treatment for|therapy for|adequate|adequately|appropriately|curatively|successfully|effectively|properly|completely|definitively|surgically|fully|previously|radically|well|locally|curative|accurately|currently|considered|potentially|"
    r"prior|previous|early|superficial(?! (?:urinary )?bladder)|localized|simple|if|with curative intent|with curative treatment|with curative surgery|for cure|for curative intent|with surgery|by surgery|by cone biopsy or (?:surgery|resection|excision)|by cone biopsy|by local excision|with local therapy|with local excision|that were|which were|were|with local resection|by local resection|with local treatment|that had undergone|curative treatment|local treatment|in one breast|in 1 breast|in same breast|in complete remission|in remission|with no evidence of disease|without evidence of disease|"
    r"with no evidence of recurrence|without evidence of recurrence|that has been|that have been|which has been|which have been|that was|has been|have been|must have been|all of which|undergone|therapy|surgery|undergoing|who have undergone|that has undergone|that have undergone|curative therapy|potentially curative therapy|treated for|treatment|and|or|nonmetastatic|non metastatic|concurrently|cone biopsied|ipsilateral|undergone curative treatment|only|by cone biopsy or (?:surgery|resection|excision)|cone biopsy|by) )+(?=$|.)"
)
_ORGAN = sought(
    rf"^(?:of )?(?P<organ>{'|'.join(sorted(ORGANS, key=len, reverse=True))}) (?=$|[,;)(.]|or|and|/|within|in|unless)"
)
# A cancer that only a human can weigh: it stays in its words.
_WEIGHED = sought(
    r"^(?P<words>(?:(?:other|any|adequately|appropriately|curatively|treated|localized|low|very|early|grade|risk|resected|completely|stage|i|ii|1|2|or|and|prostate|solid|in|situ|tumor|cancer|malignancy|carcinoma|lesion|neoplasm|lobular|ductal|superficial|deemed|cured|not|with|systemic|therapy|treatment) )*"
    r"(?:(?:stage (?:i|1)(?:(?: or| and|/| ,)* (?:stage )?(?:ii|2))? (?:cancer|malignancy|disease)|localized prostate cancer|low risk prostate cancer|early stage prostate cancer|prostate cancer|with (?:outcome|similar|negligible|low|very low|minimal)[^,;()]*|of low (?:potential|malignant|metastatic)[^,;()]*|low grade [a-z ]{3,30}|considered cured[^,;()0-9]*|local tumor considered cured by local treatment|that (?:has|have) (?:a )?(?:very )?low risk[^,;()]*) ?)"
    r"(?:(?:(?:from which patient (?:is|has been) )?(?:currently )?in complete remission|(?:that (?:is|are|has been|have been) )?(?:currently |adequately |curatively )?(?:treated|cured)|with no evidence of (?:disease|recurrence)) )*)"
)
# "... from which she has been free for 5 years": what must hold for so many years.
_FREE_NEEDS = sought(r"\b(?:free|remission|cured|curative|curatively|treated|treatment|diagnosed|evidence|recurrence|relapse|off|completed)\b")  # fmt: skip


# "... should not be enrolled" behind it all says once more that it keeps out.
_VERDICT = sought(
    r"^(?:, )?(?:(?:will be|is|are) (?:ineligible|excluded|not eligible)|(?:should|must|may|can|will) not be (?:enrolled|included|eligible))(?: for study| from study)? (?=$|[;.])"
)
# The noun once more: "concurrent malignancy or malignancy within 3 years".
_AGAIN = sought(
    r"^(?:or|and|and/or) (?P<lead>(?:(?:had|has|have|any|other|another|previous|prior|past|history of|evidence of|diagnosis of|status after|secondary|second|invasive) )*)(?:malignancy|malignant disease|malignant tumor|cancer|neoplasm) "
)
# What kind of cancer it must be, for a human: "whose natural history may interfere with the study".
_SUCH = sought(
    r"^(?:that|which|whose|, and (?:is|are|was|were|has|have|require)|and (?:is|are|was|were|has|have|require)) (?!(?:is|are|was|were|has been|have been) (?:not |currently |also )*(?:allowed|permitted|eligible|excluded))(?:(?!(?:unless|except|within|excluding|who|patient) )[a-z]+ ){2,20}(?=$|[(,;]|except|unless|excluding|with exception)"
)
# "... for 5 years and deemed to be at low risk": both together.
_AND_MORE = sought(
    r"(?:with (?:probability|low|risk)|deemed|judged|thought|believed|at low|(?:and|or|,) (?:is|are|was|were|has|have|no|deemed|considered|they|must|not|there)\b)|(?:from|for|of) which |(?:\) )?(?:for )?(?:more than|at least|≥|>) \d"
)


def is_with_exceptions(line: str) -> bool:
    """Whether a line speaks of another cancer with exceptions: what is not read of it as a whole is not read in parts."""
    head = _HEAD.match(_plain(line)) if _ABOUT.search(line) is not None and len(line) <= 900 else None
    return (
        head is not None and _OTHER.search(head["lead"]) is not None and _EXCEPTED.search(line, head.end()) is not None
    )


_LET_IN = sought(
    r" \. (?:\( )?(?:.*\bnot (?:be )?(?:excluded|exclusionary|ineligible)\b|(?!(?:patient|participant|subject|individual|woman|those|allowed|exception|prior|note|however) )[^.]*\b(?:eligible|allowed|permitted|exempt)(?: \))? (?:\.|$)|(?:only )?exception (?:to this (?:criterion )?)?(?:are|is|include)\b|[^.]*\bmay (?:also )?(?:enter|enroll|participate|be (?:enrolled|included))\b)"
)


def has_exceptions_behind(line: str) -> bool:
    """Whether a line about another cancer says in a sentence of its own whom it does not keep out."""
    return (
        _LET_IN.search(line) is not None and _ABOUT.search(line) is not None and _HEAD.match(_plain(line)) is not None
    )


_EXCEPTED = sought(r"\b(?:except\w*|other than|unless|exclud\w+|exception)\b")


_MORE_SENTENCES = sought(r" \. (?!(?:\( )?(?:except|unless|other than|exception|\)))")


def read_other_cancer(line: str, *, denied: bool) -> Criterion | None:
    """The question of a canonical line that is about another cancer and nothing else; None for others."""
    if _ABOUT.search(line) is None or len(line) > 900:
        return None
    told, weighed = one_sentence(line)
    if told == line and _MORE_SENTENCES.search(line.strip(" .;")) is not None:
        # What another sentence says is no exception.
        return None
    text = _plain(told)
    read = Read(words=list(weighed))
    since = _SINCE.match(text)
    if since is not None:
        read.free = days_of(int(since["number"]), since["unit"])
        text = f"no {text[since.end() :]}"
    head = _HEAD.match(text)
    if head is None:
        return None
    lead: str = head["lead"]
    rest = text[head.end() :]
    if " in situ" in f" {rest[:8]}" or (head["noun"] == "carcinoma " and rest.startswith("in ")):
        return None
    identity = False
    negative = _NEGATION.search(lead) is not None
    allowed = False
    listing = False
    situ_before = situ_first = False
    adjectives = ""
    illustrated = re.search(r"in ?situ \( (?:eg|such as|including|for example)", text) is not None
    while rest:
        found = _IDENTITY.match(rest)
        if found is not None:
            identity = True
            rest = rest[found.end() :]
            # "other than breast cancer, basal cell carcinoma, ...": the list of exceptions goes on.
            listing = re.match(r"(?:, |or |and |/ )", rest) is not None and _WINDOW.match(rest[2:]) is None
            continue
        found = _WINDOW.match(rest)
        if found is not None and not re.search(
            r"[≥>]|\b(?:at least|more than|over|greater|minimum|longer)\b", found[0]
        ):
            if read.window is not None:
                return None
            read.window = days_of(int(found["number"]), found["unit"])
            rest = rest[found.end() :].lstrip()
            anchor = _ANCHOR.match(rest)
            rest = rest[anchor.end() :] if anchor is not None else rest
            continue
        found = _VERDICT.match(rest)
        if found is not None:
            rest = rest[found.end() :]
            continue
        found = _AGAIN.match(rest)
        if found is not None and not (read.groups or read.words or read.in_situ):
            lead = f"{lead}{found['lead']}"
            rest = rest[found.end() :]
            listing = False
            continue
        found = _UNLESS.match(rest)
        if found is not None:
            only_then = "unless" not in found[0] and "except" not in found[0] and "not" not in found[0]
            allowed = allowed or only_then
            before = read.free
            end = _free(rest, found.end(), read)
            if end is None or _AND_MORE.match(rest[end:]) is not None:
                read.free = before
                if only_then or not is_weighed(rest[found.end() :], read, within=True):
                    return None
                rest = ""
                continue
            rest = rest[end:]
            listing = True
            continue
        found = _APART.match(rest)
        if found is not None:
            if listing and (
                read.groups or read.in_situ or read.words or (read.free is not None and found[0].startswith("( excl"))
            ):
                # "Carcinoma in situ, excluding that of the bladder": an exception to an exception.
                return None
            listing = True
            rest = rest[found.end() :]
            if not rest.strip(" ,;:."):
                # The exceptions stand in the lines below.
                return None
            continue
        if listing:
            if _OF_THAT_KIND.match(rest) is not None and read.groups:
                # "Other than basal cell carcinoma treated more than 6 months ago": the time is that of the one kind.
                return None
            end = _free(rest, 0, read)
            if end is not None:
                rest = rest[end:]
                continue
            if SITU_BUT.match(rest) is not None:
                if not is_weighed(rest, read, within=True):
                    return None
                rest = ""
                continue
            organ = _ORGAN.match(rest)
            if organ is not None and situ_before and illustrated:
                rest = rest[organ.end() :]
                continue
            if organ is not None and situ_before:
                read.groups.append(ORGANS[organ["organ"]])
                if read.in_situ and not any(name.endswith("in situ") for name in read.groups[:-1]):
                    read.in_situ = False
                rest = rest[organ.end() :]
                continue
            kind = kind_at(rest)
            if kind is not None:
                one, name = kind
                if name == "cervical cancer" and situ_first:
                    # "In situ breast or cervical cancer".
                    name = "cervical carcinoma in situ"
                adjectives = ""
                situ_first = one[0].startswith(("in situ", "insitu"))
                situ_before = "situ" in one[0] or " cis " in f" {one[0]}"
                if name == "in situ":
                    if re.match(r"of (?!any)", rest[one.end() :]):
                        organ = _ORGAN.match(rest[one.end() :])
                        if organ is None:
                            return None
                    read.in_situ = True
                elif name == "skin cancer":
                    # "Skin cancer (basal or squamous)": the brackets say which.
                    told = (
                        re.search(r"\b(?:basal|squamous|non ?melanoma\w*)\b", text) is not None or "carcinoma" in one[0]
                    )
                    read.groups.extend(("basal or squamous skin cancer", *(() if told else ("melanoma",))))
                elif name != "breast":
                    read.groups.append(name)
                rest = rest[one.end() :]
                continue
            weighed = _WEIGHED.match(rest)
            if weighed is not None:
                if _AND_MORE.match(rest[weighed.end() :]) is not None:
                    # "Stage I or II cancer from which she has been free for 5 years": free of that kind alone.
                    if not is_weighed(rest, read):
                        return None
                    rest = ""
                    continue
                read.words.append(re.sub(r"^(?:(?:or|and|other|any) )+", "", weighed["words"].strip()))
                rest = rest[weighed.end() :]
                continue
            found = _TREATED.match(rest) or _SEPARATOR.match(rest)
            if found is not None and found.end() > 0:
                adjectives = found[0] if _TREATED.match(rest) is not None else ""
                rest = rest[found.end() :]
                continue
            if not is_weighed(f"{adjectives}{rest}", read):
                return None
            rest = ""
            continue
        found = _FOR_YEARS.match(rest) if "free" in lead else None
        if found is not None:
            read.free = days_of(int(found["number"]), found["unit"])
            rest = rest[found.end() :].lstrip()
            anchor = _ANCHOR.match(rest)
            rest = rest[anchor.end() :] if anchor is not None else rest
            continue
        found = _NEEDS.match(rest)
        if found is not None:
            read.qualities.append(" ".join(found["needs"].split()))
            rest = rest[found.end() :]
            continue
        found = _ACTIVE.match(rest)
        if found is not None:
            lead = f"{lead}active "
            rest = rest[found.end() :]
            continue
        found = _SUCH.match(rest)
        if found is not None:
            read.qualities.append(found[0].strip())
            rest = rest[found.end() :]
            continue
        found = _WHERE.match(rest) or _EXCLUDED_OR_ALLOWED.match(rest) or _JOINT.match(rest)
        if found is not None:
            if _ALLOWED.match(found[0]):
                if not negative:
                    return None
            elif "allowed" in found[0] or "eligible" in found[0] or "excluded" in found[0] or "permitted" in found[0]:
                negative = True
            rest = rest[found.end() :]
            continue
        return None
    return _criterion(
        read, lead, denied=denied, negative=negative or allowed, identity=identity, free_head="free" in lead
    )


_OF_THAT_KIND = sought(
    r"^(?:(?:that|which) (?:was|were|has been|have been) )?(?:(?:successfully|adequately|curatively|completely|definitively|appropriately|surgically) )*(?:treated|resected|excised|removed|cured) (?:>|≥|more than|at least|over) ?\d"
)
_EXCLUDED_OR_ALLOWED = sought(
    r"^(?:is|are|will be) (?:excluded|ineligible|not eligible|not allowed|not permitted|allowed|permitted) (?:from study |from this study |for this study |for study )?"
)
_JOINT = sought(r"^[,;:.()] ")
_ALLOWED = sought(r"^(?:is|are|will be) (?:allowed|permitted)")


def _plain(line: str) -> str:
    """Numbers as digits, said once; no brackets that were not closed."""
    words = [_NUMBERS.get(word, word) for word in line.split() if word != "."]
    text = re.sub(r"(?<=[a-z]) \d{1,2} $", " ", " ".join(words) + " ")
    return re.sub(r"(\d+) (?:\( \1 \)|or more(?= (?:year|month)\b)) ?", r"\1 ", text)


def _free(rest: str, at: int, read: Read) -> int | None:
    """Where a clause ends that says for how many years there must have been no cancer; None where none begins here."""
    words = rest[at:].split(" ")
    taken: list[str] = []
    number: int | None = None
    length = at
    for n, word in enumerate(words):
        if not word:
            break
        if word.isdigit() and number is None and n + 1 < len(words) and words[n + 1] in DAYS:
            number = days_of(int(word), words[n + 1])
        elif (word in DAYS and taken and taken[-1].isdigit()) or (
            word in ("(", ")") and number is None and "(" in taken and word == ")"
        ):
            pass
        elif word not in FREE_WORDS:
            break
        taken.append(word)
        length += len(word) + 1
    while taken and taken[-1] in (",", "or", "and", "other", "any"):
        length -= len(taken.pop()) + 1
    clause = " ".join(taken)
    if number is None or _FREE_NEEDS.search(clause) is None or re.search(r"\b(?:basal|situ)\b", clause):
        return None
    read.free = number if read.free is None else min(read.free, number)
    return min(length, len(rest))


def _criterion(
    read: Read, lead: str, *, denied: bool, negative: bool, identity: bool, free_head: bool
) -> Criterion | None:
    if free_head and read.days() is None:
        return None
    if _OTHER.search(lead) is None and not identity and not (read.days() is not None and (read.groups or read.in_situ)):
        return None
    if not denied and not negative:
        return None
    days = read.days()
    now = _NOW.search(lead) is not None and _PAST.search(lead) is None
    if days is None and now:
        days = 0
    cancer = SecondCancer(
        window=None if days is None else Window(days=days),
        except_groups=skin_cancers_together(read.groups),
        except_in_situ=read.in_situ or re.search(r"(?<!non )\binvasive\b", lead) is not None,
        except_words=tuple(read.words),
        qualities=(
            *(("stage III or IV",) if "stage iii" in lead else ()),
            *(word for word in ("uncontrolled", "serious") if re.search(rf"\b{word}\b", lead)),
            *read.qualities,
        ),
    )
    question = question_of(cancer, denied=True)
    # Among what keeps out, a line that says its requirement with its own "no" still names what keeps out.
    return question if denied else negated(question)
