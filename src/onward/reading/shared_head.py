"""Adjectives that share one noun: "cardiac, pulmonary or renal disease" is spelled out before words are looked up."""

from __future__ import annotations

import re

from onward.reading.sought import Changes, sought

_ORGANS = (
    "cardiac|cardiovascular|pulmonary|respiratory|hepatic|liver|renal|kidney|neurologic|neurological|psychiatric|psychological|endocrine|metabolic|hematologic|hematological|haematological|hematopoietic|gastrointestinal|gi|autoimmune|"
    "inflammatory|infectious|immunologic|immunological|rheumatologic|rheumatological|dermatologic|dermatological|ocular|vascular|cerebrovascular|coronary|thyroid|adrenal|medical|mental|skin|lung|heart|bleeding|coagulation|thrombotic|"
    "thromboembolic|pleural|pericardial|peritoneal|bacterial|viral|fungal|mycobacterial|parasitic|systemic|biliary|hepatobiliary|pancreatic|urinary|urological|genitourinary|musculoskeletal|connective tissue|collagen vascular|nervous system|"
    "surgical|nutritional|emotional|cognitive|movement|seizure|personality|anxiety|mood|eating|sleep|lymphatic|oncologic|oncological|gynecologic|gynecological|genetic|neuromuscular|peripheral vascular|peripheral arterial|corneal|retinal|cerebral|central nervous system|cns|malabsorption|substance abuse|alcohol abuse|drug abuse|substance use|addictive|behavioral|"
    "upper gastrointestinal|lower gastrointestinal|ischemic|valvular|structural|conduction|arrhythmic|demyelinating|neurodegenerative|allergic|congenital|hereditary|obstructive|interstitial|chronic lung"
)
_HEADS = "disease|disorder|illness|dysfunction|condition|insufficiency|failure|impairment|abnormality|infection|effusion|event|problem|comorbidity|syndrome|deficiency|complication|symptom"
_JOIN = r" (?:,|/|or|and|and/or|, or|, and|, and/or|nor) "
# Names of two words of which lists share the second: "arterial or venous thromboembolism", "atrial or ventricular arrhythmia".
_NAMED = (
    (
        "arterial|venous|arteriovenous",
        "(?:thrombotic|thromboembolic|embolic|thrombosis|thromboembolism|embolism|thrombus|thrombo)(?: (?:or|and|and/or|/) (?:thrombotic|thromboembolic|embolic|embolism|thromboembolism))?(?: (?:event|disease|disorder|complication|episode))?",
    ),
    (
        "atrial|ventricular|supraventricular|nodal",
        "(?:arrhythmia|arrythmia|dysrhythmia|tachycardia|tachyarrhythmia|fibrillation|flutter|premature contraction|ectopy)",
    ),
    ("hemorrhagic|thromboembolic|thrombotic|embolic|ischemic|thrombolic|bleeding", "(?:event|episode|complication|disorder|stroke|disease)"),
    ("arterial|venous|thrombotic|embolic|thromboembolic|thrombolic|vascular", "(?:event|disease|disorder)"),
    ("ischemic|hemorrhagic|embolic|thrombotic", "stroke"),
    ("sensory|motor|autonomic|peripheral|painful|cranial", "neuropathy"),
    ("pleural|pericardial|peritoneal|ascitic", "(?:effusion|fluid)"),
    ("gastric|duodenal|peptic|intestinal|gastrointestinal|oesophageal|esophageal", "(?:ulcer|bleeding|perforation|ulceration)"),
    ("acute|chronic|subacute", "(?:pancreatitis|hepatitis|infection|leukemia|coronary syndrome|diarrhea|pain|renal failure|kidney injury)"),
    ("first|second|third|2 th|3 th|1 th", "degree (?:atrioventricular|av|heart) block"),
    ("left|right", "(?:complete )?bundle branch block"),
    ("oral|intravenous|gastrointestinal|vaginal|nasal|rectal|pulmonary|intracranial|cerebral|retinal", "(?:bleeding|hemorrhage)"),
)  # fmt: skip
_OWN = "(?:(?:systemic|invasive|clinically significant|significant|acute|chronic|active) )?"
_NAMED_LISTS = tuple(
    sought(rf"(?<![^ ])(?P<list>(?:{kinds})(?:{_JOIN}{_OWN}(?:{kinds}))+) (?P<head>{head})(?= |$)")
    for kinds, head in _NAMED
)
# "Viral, bacterial, or systemic fungal infection": an adjective of its own stands before the last kind.
_INFECTIONS = "bacterial|viral|fungal|parasitic|mycobacterial|protozoal"
_LAST_INFECTION = sought(
    rf"(?<![^ ])(?P<list>(?:{_INFECTIONS})(?:{_JOIN}(?:{_INFECTIONS}))*)(?P<join>{_JOIN})(?P<head>(?:systemic|invasive|disseminated|opportunistic|deep|serious|severe|active) (?:{_INFECTIONS}) infection)(?= |$)"
)
# "Active lung or heart disease": both are active. Not where an adjective before it may be meant for both as well.
_AT_PRESENT = sought(
    rf"(?P<before>^|(?<![^ ])(?:of|with|have|has|any|known|or|,|and|other|;|no|patient) )(?P<when>(?:(?:current|active|ongoing) )+)(?P<list>(?:{_ORGANS})(?:{_JOIN}(?:{_ORGANS}))+) (?P<head>{_HEADS}) "
)
_LIST = sought(rf"(?<![^ ])(?P<list>(?:{_ORGANS})(?:{_JOIN}(?:{_ORGANS}))+) (?P<head>{_HEADS}) ")
# "Acute or chronic" leaves nothing out.
_EITHER_WAY = sought(
    r"(?<![^ ])(?:acute (?:or|and|and/or|/) chronic|chronic (?:or|and|and/or|/) acute|symptomatic or asymptomatic|asymptomatic or symptomatic|known or suspected|suspected or known|confirmed or suspected|suspected or confirmed|current or past or prior|(?:acquired|hereditary|inherited|congenital|genetic)(?: or| of|/) (?:acquired|hereditary|inherited)|acquired or congenital|primary (?:or|and|and/or|/) secondary(?= (?!cancer|tumor|malign|neoplasm|bone|brain|breast|progress|surg|debulk|prevent|end))) "
)


def spelled_out(line: str) -> str:
    """The canonical line with its shared nouns behind each of their adjectives."""
    line = _EITHER_WAY.sub("", line) if " or " in line or " and" in line or " / " in line else line

    def spell(found: re.Match[str]) -> str:
        head = found["head"]
        parts = re.split(rf"({_JOIN})", found["list"])
        return "".join(part if n % 2 else f"{part} {head}" for n, part in enumerate(parts)) + " "

    if "active " in line or "current " in line or "ongoing " in line:
        line = _AT_PRESENT.sub(_each_at_present, line)
    line = _LIST.sub(spell, line)
    if " or " in line or " and" in line or " / " in line:
        line = _SHARED.made_in(line)
    return line


def _each_at_present(found: re.Match[str]) -> str:
    pieces = re.split(rf"({_JOIN})", found["list"])
    made = "".join(piece if n % 2 else f"{found['when']}{piece} {found['head']}" for n, piece in enumerate(pieces))
    return f"{found['before']}{made} "


def _with_infection(found: re.Match[str]) -> str:
    pieces = re.split(rf"({_JOIN})", found["list"])
    made = "".join(piece if n % 2 else f"{piece} infection" for n, piece in enumerate(pieces))
    return f"{made}{found['join']}{found['head']}"


def _with_noun(found: re.Match[str]) -> str:
    """Each kind with the noun of the last: "arterial thromboembolism or venous thromboembolism"."""
    pieces = re.split(rf"({_JOIN})", found["list"])
    return "".join(piece if n % 2 else f"{piece} {found['head']}" for n, piece in enumerate(pieces))


_SHARED = Changes(*((one, _with_noun) for one in _NAMED_LISTS), (_LAST_INFECTION, _with_infection))
