"""The QT interval by one name however it is told, and how often or how a heart value was measured left out.

"Mean resting QT interval corrected for heart rate by Fridericia's formula (QTcF) > 470 msec on 3 consecutive ECGs" becomes
"qtcf > 470 msec".
"""

from __future__ import annotations

import re

from onward.reading.sought import Changes, sought

_METHOD = r"(?:fridericias?|fredericias?|friderichias?|bazetts?|framinghams?)"
# Words that may stand in the name of the interval; a bracket within it is taken off before.
_OF_THE_NAME = (
    rf"(?:{_METHOD}|mean|average|averaged|baseline|screening|resting|single|corrected|correction|correcting|adjusted|qt|qtc|qtcf|qtcb|qtf|interval|intervals|duration|time|"
    r"for|heart|rate|by|using|to|with|per|via|according|as|calculated|determined|formula|method|equation|electrocardiogram|ecg|calculation)"
)
_NAME = sought(
    rf"(?<![^ ])(?:(?:mean|average|averaged|baseline|screening|resting|single|corrected|{_METHOD}|qt / qtc|heart rate) )*(?:qt|qtc|qtcf|qtcb)(?: {_OF_THE_NAME}| / (?:qtc|qtcf)(?= )| \( {_OF_THE_NAME}(?: {_OF_THE_NAME})* \))*(?: values?(?= [>≥<≤]))?(?= |$)"
)
_LAST = sought(
    r"(?: (?:for|by|using|to|with|per|via|according|as|determined|calculated|heart|electrocardiogram|ecg))+$"
)
_BEHIND = sought(
    rf"(?<![^ ])(?P<name>qtc) (?P<value>(?:interval )?(?:of |is )?(?:>|≥|greater than|more than|above|equal to|or|at least|<|≤|less than| )*\d+(?:\.\d+)? (?:msec|ms|millisecond|second|sec|s) (?:(?:on|by) (?:(?:screening|baseline|resting|12 lead) )*(?:ecg|electrocardiogram|ekg) )?)(?:\( )?(?:by |using |per |with |according to |as |corrected |calculated |determined |assessed |measured )*(?P<method>{_METHOD}|qtcf|qtcb)(?: (?:formula|method|correction|equation))*(?: \))?(?= |$)"
)
_COUNT = r"(?:(?:at least|≥|a minimum of|up to|all|any|each of|either of|both) )?(?:2|3|4|5|two|three|four|five|triplicate|duplicate|repeated|repeat|consecutive|serial|separate|multiple|different|successive|independent)"
_READ = r"(?:electrocardiograms?|ecgs?|ekgs?|measurements?|measures?|occasions?|readings?|recordings?|assessments?|determinations?|evaluations?|tracings?|visits?|days?|tests?)"
_OFTEN = (
    r"(?:(?:obtained|measured|determined|calculated|derived|averaged|documented|confirmed|demonstrated|found|recorded|taken|based|as) )*(?:from|on|in|over|of|by|during|at|using|as) (?:the )?(?:(?:average|mean|median) (?:of|from) )?"
    rf"(?:{_COUNT} )+(?:(?:consecutive|separate|resting|screening|12 lead|single|different|repeated|successive|12 - lead|twelve lead|baseline|digital|supine|sitting|evaluable|independent|blood pressure|qtc|qtcf|interpretable|ecg|of) )*{_READ}"
    r"(?: (?:separated by|taken|obtained|at least|performed|recorded|collected|measured|within|apart|over|a|period|of|\d+|minutes?|min|hours?|days?|weeks?|week|apart|and|-|to|in) ?)*"
)
_MEASURED = Changes(
    (sought(r"millisecond \( m?secs? \)|millisecond \( ms \)|milli ?seconds? \( ms(?:ec)? \)"), "msec"),
    (sought(rf" \( (?:(?:the |as )?(?:average|mean|median) (?:of|from|value of|value from) )?(?:(?:obtained |calculated |measured |based )?(?:from|on|in|of) )?(?:{_COUNT} )+(?:(?:consecutive|separate|resting|screening|12 lead|single|different|repeated|successive|baseline) )*{_READ}?(?: [a-z0-9 ]{{0,40}})? \)"), ""),
    (sought(r"\brepeated demonstration of (?:a )?"), ""),
)  # fmt: skip
_OF_THE_HEART = sought(r"\bqt|\bblood pressure|\bsystolic|\bdiastolic|\bbp\b|\bsbp\b|\bhypertens|\bejection|\blvef")
_OFTEN_AT = sought(rf"(?<= )(?:, )?{_OFTEN}(?= (?:\.|;|,|\)|or|and|despite|in spite)| ?$)")
# "Prolongation of QTc on ECG, defined as > 450 ms": the limit says when it is prolonged.
_LONG = r"(?:clinically |significantly |significant |marked |baseline |evidence of |presence of )*"
_SIGN = r"(?=(?:>|≥|<|≤|greater|more than|above|at least|\d))"
_ON_ECG = r"(?:(?:on|by|in) (?:(?:screening|baseline|resting|12 lead|pre entry|an?) )*(?:ecg|ekg|electrocardiogram) )?"
_PROLONGED = (
    sought(rf"(?<![^ ]){_LONG}(?:prolong\w*|lengthen\w*) (?:of )?(?:baseline )?(?P<name>qtc[fb]?) (?:interval )?{_ON_ECG}\( (?:ie |defined as |of )?{_SIGN}(?P<limit>[^()]*) \)"),
    sought(rf"(?<![^ ]){_LONG}(?:prolong\w*|lengthen\w*) (?:of )?(?:baseline )?(?P<name>qtc[fb]?) (?:interval )?{_ON_ECG}(?:, )?(?:as defined by|defined as|ie|defined by|of|to|that is|which is|is|:|with)? ?{_SIGN}(?P<limit>[^()]*)"),
    sought(rf"(?<![^ ])(?P<name>qtc[fb]?) (?:\) )?(?:interval )?prolong\w+ {_ON_ECG}(?:, )?(?:as defined by|defined as|to|of|ie|that is|defined by|which is)? ?{_SIGN}(?P<limit>[^()]*)"),
)  # fmt: skip
_LONG_FOR_EXAMPLE = sought(
    r"(?<![^ ])(?:(?:clinically |significantly |significant |marked |baseline )+)prolongation of (?:baseline )?(?:qtc[fb]?|qt interval) \( (?:eg|for example|such as)(?: ,)? "
)
_SECONDS = sought(r"(?<![^ ])0?\.(?P<ms>[3-6]\d)(?P<more>\d?) (?:s|sec|second|seconds)(?= |$)")
_ECG_SHOWS = sought(
    r"(?:(?:baseline|screening|resting|single|12 lead|12|lead|standard|pre study) )*(?:ecg|electrocardiogram|ekg)(?: (?:recording|tracing|result))? (?:with|showing|demonstrating|revealing|that (?:show|demonstrate|reveal)s?|indicating) (?=(?:qtc[fb]?|qt interval) )"
)
_NORMAL = Changes(
    (sought(r"\b(lower|upper) limit of (?:(?:local|institution|institutional|institutions|laboratory|institute|center|normal|reference|standard) )*(?:normal|reference|institution)(?: range)?(?: of normal)?(?= |$)"), r"\1 limit of normal"),
    (sought(r"\b(?:(?:local|institution|institutional) )+(lower|upper) limit of normal(?= |$)"), r"\1 limit of normal"),
    (sought(r"(?<=ejection fraction )outside (?:of )?(?:(?:institutional|institution|local|normal|standard) )*(?:normal |range )*range(?: of normal)?(?= |$)|(?<=lvef )outside (?:of )?(?:(?:institutional|institution|local|normal|standard) )*(?:normal |range )*range(?: of normal)?(?= |$)"), "< lower limit of normal"),
)  # fmt: skip


def with_short_heart(line: str) -> str:
    """A canonical line with one name for the QT interval, and without how often a value was measured."""
    if _OF_THE_HEART.search(line) is None:
        return line
    line = _MEASURED.made_in(line)
    if "qt" in line:
        line = _BEHIND.sub(_with_method, _NAME.sub(_short, line))
        line = _SECONDS.sub(lambda found: f"{found['ms']}{found['more'] or '0'} msec", line)
        if "prolong" in line or "lengthen" in line:
            line = _LONG_FOR_EXAMPLE.sub("significant qt prolongation ( eg ", line)
            for one in _PROLONGED:
                line = one.sub(lambda found: f"{found['name']} {found['limit']}", line)
        line = _ECG_SHOWS.sub("", line)
    elif "ejection" in line or "lvef" in line:
        line = _NORMAL.made_in(line)
    return _OFTEN_AT.sub("", line).replace("  ", " ")


def _short(found: re.Match[str]) -> str:
    words = found[0]
    # "... QTc as": the words behind the name stay where they belong to what follows.
    tail = _LAST.search(words)
    kept = "" if tail is None or _METHOD_AT.search(tail[0]) else tail[0]
    if words.count("(") != words.count(")"):
        return words
    if "frid" in words or "fred" in words or "qtcf" in words:
        name = "qtcf"
    elif "bazett" in words or "qtcb" in words:
        name = "qtcb"
    elif "framingham" in words:
        return words
    elif "correct" in words or "qtc" in words or "adjust" in words:
        name = "qtc"
    else:
        return words
    return name + kept


_METHOD_AT = re.compile(_METHOD)


def _with_method(found: re.Match[str]) -> str:
    method = found["method"]
    if method.startswith("fra"):
        return found[0]
    return f"{'qtcb' if method.startswith(('baz', 'qtcb')) else 'qtcf'} {found['value']}".rstrip()
