"""Phrases of other studies and of half-lives, brought to one: "participated in a study of an investigational agent"."""

from __future__ import annotations

import re

from onward.reading.sought import Sought, sought

# What must stand in a line for the phrase to be looked for; the phrase; what it says.
_PLAIN: tuple[tuple[str, Sought, str], ...] = (
    ("participating ", sought(r"(?<![^ ])(?:is |are )?(?:currently )?participating(?: in)?(?: ,)?(?:(?: and)? (?:first dose|receiving (?:study|trial) (?:therapy|treatment|drug)))?(?: ,)? or (?:(?:has|have) )?participated in (?:clinical )?(?:study|trial) (?:of|with|involving|using) investigational (?:agent|drug|product|compound|therapy)(?: and (?:received (?:study|trial) (?:therapy|treatment|drug)|first dose))?(?: or (?:(?:has|have) )?(?:used|using) investigational device)? "), "have received investigational drug or device "),
    ("be have received ", sought(r"(?<![^ ])(?P<not>must not|should not|may not|cannot|not) be (?:currently )?have received "), r"\g<not> have received "),
    ("medically compatible", sought(r"(?: that (?:is|are))?(?: judged| considered)?(?: by (?:sponsor|investigator))?(?: to)? not(?: to)? be scientifically or medically compatible with (?:this )?study "), " "),
    ("biosimilar", sought(r"(?<![^ ])(?:\( )?or (?:(?:an |its |approved |any |other )*)biosimilar(?: \))? "), ""),
    ("commercial ", sought(r"(?<![^ ])(?:investigational or commercial|commercial or investigational) (?:anti ?cancer |anticancer |antineoplastic )?(?:agent|drug|therapy)(?: or (?:therapy|agent|drug|treatment))?(?: (?:may be |can be )?(?:administered|given|used))?(?: with (?:intent|intention) to treat (?:patient |their |participant )?(?:malignancy|cancer))? "), "anticancer agent "),
    ("compound", sought(r"(?<![^ ])investigational compound or drug "), "investigational drug "),
    (" agent", sought(r"(?<![^ ])(?P<what>investigational|experimental) (?:drug or agent|agent or drug|drug and agent|agent and/or drug) "), "investigational drug "),
    ("device ", sought(r"(?<![^ ])investigational (?:drug|agent) and/or device "), "investigational drug or device "),
)  # fmt: skip


_NUMBER = r"(?:\d+|one|two|three|four|five|six|seven|eight|ten|twelve|fourteen)"
_UP_TO = r"(?: (?:prior to|before|of|from|preceding) (?:planned |scheduled )?[^,;.()]{1,45}?)?"
_HALF = r"(?:\* )?(?:x |time )?(?:their |its |known )?(?:published |drug |elimination |drug elimination |terminal elimination |terminal |plasma )*half (?:life|live)(?: \( t1 / 2 \))?(?: \( if known \))?"
_WHICH = r" ?(?:, |\( )?(?:whichever|which ever)(?: (?:one|period))?(?: (?:is|come|occur))? (?P<which>longer|shorter|longest|shortest|less|greater|later|first)"
_IN = r"(?<![^ ])(?P<within>within|in|during|over|at least|≥|>|more than|less than|<|≤|for)(?: (?:last|past|previous|either))?"
_TIME = rf"(?P<time>{_NUMBER} (?:day|week|month|year))"
_OR = r" ?(?:, |\( )?or (?:, )?(?:if known , )?(?:within |≤ |< |less than |at least )?(?:last )?"
# "Within 30 days before enrolment, or within 5 half-lives of the drug, whichever is longer": one window.
_HALF_LIVES = (
    sought(rf"{_IN} {_TIME}{_UP_TO}{_OR}(?P<half>{_NUMBER}) {_HALF}{_UP_TO}{_WHICH}(?P<close> \))?"),
    sought(rf"{_IN} (?P<half>{_NUMBER}) {_HALF}{_UP_TO}{_OR}{_TIME}{_UP_TO}{_WHICH}(?P<close> \))?"),
)


def _one_window(found: re.Match[str]) -> str:
    close = " )" if found[0].count("( ") < found[0].count(" )") else ""
    return f"{found['within']} {found['time']} or {found['half']} half life , whichever is {found['which']}{close}"


def spelled_study(line: str) -> str:
    """The canonical line with phrases of other studies and of half-lives in one spelling."""
    for word, pattern, plain in _PLAIN:
        if word in line:
            line = pattern.sub(plain, line)
    if "half li" in line and "ever" in line:
        for pattern in _HALF_LIVES:
            line = pattern.sub(_one_window, line)
    return line
