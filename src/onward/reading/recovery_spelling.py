"""Phrases of recovery that say the same in many words, brought to one before a sentence is read as one of recovery."""

from __future__ import annotations

import re

from onward.reading.sought import Instead, Sought, sought

_GRADE = r"(?:(?:≤|<|less than or equal to|no more than|not more than|at most|less than) )?(?:nci )?(?:ctcae )?grade (?:(?:≤|<|less than or equal to) )?(?:0 (?:or|-|to) )?[0-3](?: or (?:less|lower|better|below))?"


def _defined(found: re.Match[str]) -> str:
    """ "Recovered (ie, to grade 1 or baseline, except alopecia) from ...": to which grade, and what is excepted, stand behind."""
    behind = found["behind"]
    apart = f" except {found['apart'].strip()}" if found["apart"] else ""
    if apart and re.search(r"\bexcept|\bexclud|\bother than|\bexception", behind) is not None:
        return found[0]
    baseline = " or baseline" if "baseline" in found[0] else ""
    told = _APART.search(behind)
    if told is not None:
        # "... , except for anaemia": the grade stands before what is excepted.
        before = behind[: told.start()].strip(" ,")
        return f"{found['before']}{before} to {found['grade'].strip()}{baseline}{behind[told.start() :].rstrip()} "
    return f"{found['before']}{behind.strip()} to {found['grade'].strip()}{baseline}{apart} "


_APART = sought(r" (?:, )?(?:except|excluding|with exception|other than|apart from|not including)\b")
_CHANGES: tuple[tuple[str, Sought, Instead], ...] = (
    ("much have ", sought(r"(?<![^ ])much have (?=recovered|resolved)"), "must have "),
    ("ctcae ( version", sought(r"(?<=ctcae )\( (?:version|v)(?: [\d.]+)?(?: \.)? ?\) "), ""),
    ("interval since", sought(r"(?:, )?regardless of (?:the )?interval since (?:last|prior|previous|most recent) (?:treatment|therapy|dose) ?"), ""),
    (" g1", sought(r"(?<=[≤<] )g ?(?P<n>[0-3])(?= |$)"), r"grade \g<n>"),
    ("experienced in study", sought(r"(?<![^ ])experienced in (?:study|trial) [a-z0-9 -]{3,40}?(?:\( nct\d+ \) )?(?=is |are |must |has |have )"), "of prior treatment "),
    ("unless ae", sought(r"(?:, )?unless (?:the )?ae(?:s)? (?:is|are) (?P<what>(?:clinically )?non ?significant)(?: (?:and/or|or) stable on supportive (?:therapy|treatment|care))?"), r"except ae \g<what> or stable on supportive therapy"),
    ("unless ae", sought(r"(?:, )?unless (?:the )?ae(?:s)? (?:is|are) stable on supportive (?:therapy|treatment|care)"), "except ae stable on supportive therapy"),
    ("exception to this", sought(r"\( (?:patient|participant|subject) with (?P<what>[^()]*?) (?:is|are) (?:an )?exception to this criterion[^()]*\) ?"), r"except \g<what> "),
    ("( ie ", sought(rf"^(?P<before>(?:[a-z]+ )*(?:recovered|resolved) )\( ie (?:, )?(?P<grade>{_GRADE})(?: toxicity)? (?:or baseline )?(?P<apart>)\) (?P<behind>from [^()]*|.*)$"), _defined),
    ("( ie ", sought(rf"^(?P<before>)(?P<behind>.*\b(?:recovered|toxicity|effect)\b[^()]*)\( ie (?:, )?(?:return(?:ed)? )?(?:to )?(?:pre ?therapy |pre ?treatment )?(?:baseline (?:level )?or )?(?:to )?(?P<grade>{_GRADE})(?: toxicity)?(?: or baseline)?(?P<apart>) \)(?: (?:prior to|before|at) [a-z0-9 ]+)?(?= ?$)"), _defined),
    ("( defined as ", sought(rf"^(?P<before>)(?P<behind>.*\b(?:recovered|toxicity|effect)\b[^()]*)\( defined as (?:resol\w+ |recover\w+ )?(?:to )?(?P<grade>{_GRADE})(?: , (?:exclud(?:ing|e)|except|other than) (?P<apart>[^()]*?))? ?\)(?: (?:prior to|before|at) [a-z0-9 ]+)?(?= ?$)"), _defined),
    ("toxicity", sought(r"(?<=toxicity )(?P<of>of|from|due to|related to) (?:prior |previous )?[a-z]{3,}(?:mab|tinib|ciclib|platin|taxel|rubicin|lisib|parib)(?= |$)"), r"\g<of> prior treatment"),
    ("such procedure", sought(r"(?<=effect of )such (?:procedure|surgery|therapy|treatment) are not eligible(?: for participation)?(?: in (?:this )?(?:study|trial))?(?= ?$)"), "such treatment"),
    ("therapeutic", sought(r"(?<![^ ])(?:cancer|anti ?cancer|anticancer) therapeutic (?=administered|given|received)"), "agent "),
    ("targeted inhibitor", sought(r"(?<![^ ])targeted inhibitor(?= )"), "targeted agent"),
)  # fmt: skip


def spelled_recovery(line: str) -> str:
    """The canonical line with these phrases in one spelling."""
    line = f"{line.strip(' ;').removesuffix(' .').strip()} "
    for word, pattern, plain in _CHANGES:
        if word in line:
            line = pattern.sub(plain, line)
    return line.strip()
