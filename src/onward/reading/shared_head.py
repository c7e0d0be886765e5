"""Adjectives that share one noun: "cardiac, pulmonary or renal disease" is spelled out before words are looked up."""

from __future__ import annotations

import re

from onward.reading.sought import sought

_ORGANS = (
    "cardiac|cardiovascular|pulmonary|respiratory|hepatic|liver|renal|kidney|neurologic|neurological|psychiatric|psychological|endocrine|metabolic|hematologic|hematological|haematological|hematopoietic|gastrointestinal|gi|autoimmune|"
    "inflammatory|infectious|immunologic|immunological|rheumatologic|rheumatological|dermatologic|dermatological|ocular|vascular|cerebrovascular|coronary|thyroid|adrenal|medical|mental|skin|lung|heart|bleeding|coagulation|thrombotic|"
    "thromboembolic|pleural|pericardial|peritoneal|bacterial|viral|fungal|mycobacterial|parasitic|systemic|biliary|hepatobiliary|pancreatic|urinary|urological|genitourinary|musculoskeletal|connective tissue|collagen vascular|nervous system|"
    "surgical|nutritional|emotional|cognitive|movement|seizure|personality|anxiety|mood|eating|sleep|lymphatic|oncologic|oncological|gynecologic|gynecological|genetic|neuromuscular|peripheral vascular|peripheral arterial|corneal|retinal|cerebral|central nervous system|cns|malabsorption|substance abuse|alcohol abuse|drug abuse|substance use|addictive|behavioral|"
    "upper gastrointestinal|lower gastrointestinal|ischemic|valvular|structural|conduction|arrhythmic|demyelinating|neurodegenerative|allergic|congenital|hereditary|obstructive|interstitial|chronic lung"
)
_HEADS = "disease|disorder|illness|dysfunction|condition|insufficiency|failure|impairment|abnormality|infection|effusion|event|problem|comorbidity|syndrome|deficiency|complication|symptom"
_JOIN = r" (?:,|/|or|and|and/or|, or|, and|, and/or|nor) "
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

    return _LIST.sub(spell, line)
