"""Exceptions in sentences of their own: "another malignancy. Patients with basal cell carcinoma are eligible."."""

from __future__ import annotations

import re

_SENTENCE = re.compile(
    r" \. | ; (?=(?:note|nb|patient|subject|participant|individual|exception|acceptable|however|those|woman)\b)"
)
_NOTE = re.compile(r"^(?:(?:note|nb|of note|however|but|please note) (?:: |, |that )*)+")
_EXCEPTIONS = re.compile(
    r"^(?:acceptable |only |permitted |allowed )*exception (?:to this (?:exclusion )?(?:criterion )?)?(?:include|are|is|:|for|to this)(?: :| ,)? (?P<kinds>.+)$"
)
_WHO = r"(?:patient|subject|participant|individual|woman|those|people|history|prior history|prior)"
_LET_IN = r"(?:eligible|not excluded|allowed|permitted|acceptable|accepted|exempt|exempted|exception|not exclusionary|not ineligible|not considered exclusionary|not an exclusion)"
_ELIGIBLE = re.compile(
    rf"^{_WHO} (?:with|of|who (?:have|had|has)(?: had)?|having) (?P<kinds>.+?) (?:is|are|will be|would be|may be) (?:also |still |however )?{_LET_IN}(?: (?:for|to|in|from)(?: this| study| trial| participate| enroll| enter| enrollment| participation| inclusion)+)?(?P<tail> .*)?$"
)
_FOLLOWING = re.compile(
    rf"^(?:only )?following (?:(?:prior |previous )?(?:cancer|malignancy|condition|tumor)s? )?(?:is|are) {_LET_IN}(?: :| ,)? (?P<kinds>.+)$"
)
# The cancers themselves, without the people that have them.
_ALONE = re.compile(
    rf"^(?P<kinds>(?:adequately|appropriately|curatively|successfully|treated|completely|cervical|basal|squamous|non melanoma|nonmelanoma|carcinoma|in situ|skin|superficial|resected|early) .+?) (?:is|are|will be|would be|may be) (?:also |still )?{_LET_IN}(?: for study| for this study| for enrollment)?(?P<tail> .*)?$"
)
_FRAME = re.compile(
    r"^(?:(?:prior|previous|past|history of|diagnosis of|synchronous and/or previous|following (?:cancer|malignancy|condition)|personal) )+"
)
# "... if they have undergone complete resection": no more than that the cancer was treated adequately.
_TREATED = re.compile(
    r"^ ?(?:, )?(?:if|provided|provided that|as long as|when) (?:(?:they|it|these|patient|cancer|tumor|have|has|been|be|was|were|had|are|is|undergone|underwent|received|adequately|appropriately|curatively|completely|definitively|successfully|treated|resected|excised|removed|cured|complete|curative|potentially|resection|treatment|therapy|surgery|and|or|with|intent|considered|disease|free|at|time|of|study|entry|diagnosed) )*$"
)
_WITHIN = re.compile(
    r"^ ?(?:even )?if (?:they were |it was )?diagnosed (?:and|or|and/or) treated within (?:last |past |previous )?(?:[a-z]+|\d+) year(?: :)? (?P<kinds>.+)?$"
)
_FREE = re.compile(
    rf"^{_WHO} (?:with|who (?:have|had|has)(?: had)?) (?:(?:prior|previous|other|another|history|of|a|any|non breast) )*(?:cancer|malignancy|carcinoma|neoplasm|invasive cancer)(?: \( s \))? (?:must|should) (?:have been|be|have) (?P<free>disease free .+)$"
)
_BEFORE = re.compile(
    r"^except for following ,? ?(?P<head>no other (?:prior |previous )?(?:malignancy|cancer)) (?:is|are) allowed(?: :)? (?P<kinds>.+)$"
)


_OTHERS = re.compile(
    rf"^{_WHO} with (?P<kinds>[^.;]+?) (?:is|are) (?:eligible|allowed|not excluded) ?,? (?:while|whereas|but) {_WHO} with (?:other|any other) (?:prior |previous )?(?:malignancy|cancer) must have had (?P<free>[^.;]*disease free [^.;]*)$"
)


def one_sentence(line: str) -> tuple[str, tuple[str, ...]]:
    """The line as one sentence with its exceptions behind it, and exceptions that only a human can weigh.

    A line with a sentence that says something else comes back as it was.
    """
    before = _BEFORE.match(line)
    if before is not None:
        return f"{before['head']} except {before['kinds']}", ()
    others = _OTHERS.match(line.strip(" .;"))
    if others is not None:
        return f"history of other malignancy except {others['kinds']} , unless {others['free']}", ()
    sentences = [part.strip(" .;") for part in _SENTENCE.split(f"{line.strip()} ") if part.strip(" .;")]
    if len(sentences) < 2:
        return line, ()
    text = _unclosed(sentences[0])
    weighed: list[str] = []
    for sentence in sentences[1:]:
        said = _NOTE.sub("", sentence.strip(" ()."))
        found = _FREE.match(said)
        if found is not None:
            text = f"{text} unless {found['free']}"
            continue
        found = _EXCEPTIONS.match(said) or _FOLLOWING.match(said)
        if found is not None:
            text = _with(text, found["kinds"])
            continue
        found = _ELIGIBLE.match(said) or _ALONE.match(said)
        if found is None:
            return line, ()
        kinds = _FRAME.sub("", f"{found['kinds']} ").strip()
        tail = f"{found['tail'] or ''} "
        within = _WITHIN.match(tail)
        if within is not None and within["kinds"]:
            text = _with(text, within["kinds"])
        elif not tail.strip() or _TREATED.match(tail) is not None or within is not None:
            text = _with(text, kinds)
        else:
            weighed.append(f"{kinds}{tail}".strip())
    return f"{text} ", tuple(weighed)


def _unclosed(sentence: str) -> str:
    return f"{sentence} )" if sentence.count("( ") > sentence.count(" )") else sentence


def _with(text: str, kinds: str) -> str:
    # "Other cancers unless free of it for 5 years": the exceptions stand before what is behind "unless".
    head, unless, free = (*_UNLESS.split(text, 1), "", "")[:3]
    joint = "or" if _EXCEPTED.search(head) is not None else "except"
    return f"{head} {joint} {kinds}{f' , {unless} {free}' if unless else ''}"


_UNLESS = re.compile(r" (?:, )?(unless|except if) ")
_EXCEPTED = re.compile(r"\b(?:except|exception|other than|excluding|excepting|not including|apart from)\b")
