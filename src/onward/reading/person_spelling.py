"""Ages and performance status in one short form: "eighteen (18) years", "from age 18 to age 65", "functional state 0-1 ECOG"."""

from __future__ import annotations

import re

_SCALE = r"(?:eastern cooperative oncology group|ecog|karnofsky|zubrod|lansky|who)"
_AGE = r"\d{1,3} year"
_CHANGES = (
    # A number told in words and in digits.
    (re.compile(r"\b(?:eighteen|twenty|twenty one|thirty|forty|fifty|sixty|sixty five|seventy|seventy five|eighty) \( (\d{1,3}) \) (?=year)"), r"\1 "),
    (re.compile(r"\b((?:greater|less|more) than or equal to) \( [≥≤] \) ?(?=\d)"), r"\1 "),
    (re.compile(rf"\bfrom age (\d{{1,3}}) (?:year )?to (?:age )?(?:≤ )?({_AGE})"), r"age \1 to \2"),
    (re.compile(rf"\b(?:at|with|of) (?:an )?age of (?=(?:≥ |at least |lostsign )?{_AGE})"), "age "),
    (re.compile(r"\b(under|over|below|above) age of (\d{1,3}) year (?:old|of age)\b"), r"\1 age of \2"),
    (re.compile(rf"^(?:minor|child|children|infant|adolescent|individual|subject|patient|participant|person) (?=(?:under|less than|below|younger than|<) {_AGE})"), ""),
    (re.compile(r"\b(?:under|below|younger than) (\d{1,3}) year of age\b"), r"under age of \1"),
    # Two limits of which the second alone names the year.
    (re.compile(r"(?<![^ ])(?:is |are |age |aged )?(<|≤|less than|under|younger than) (\d{1,3}) (?:year )?or (>|≥|greater than|more than|over|older than|above) (\d{1,3}) year(?: of age| old)?(?= |$)"), r"age \1 \2 year or age \3 \4 year"),
    (re.compile(rf"\badult (?:patient |subject |participant |man and woman |woman )?(?:age |aged |between |from )*(?=\d{{1,3}} (?:-|to|and) {_AGE})"), "age "),
    (re.compile(r"(?<=year )(?:, )?(?:\( )?(?:both )?inclusive(?: \))?(?= |$)"), ""),
    (re.compile(r"(?<=year of age )(?:, )?(?:\( )?(?:both )?inclusive(?: \))?(?= |$)"), ""),
    (re.compile(r"\badult (?:patient |subject )?\( (?=(?:age |aged )?(?:≥ |at least |over )?\d)"), "( "),
    (re.compile(rf"\badult , (?=(?:age |aged )?(?:≥ |at least |over |lostsign )?{_AGE})"), ""),
    (re.compile(r"^(?:is |what is )?age of (?:patient|subject|participant) (?=[≥≤<>])"), "age "),
    # How the scale is named around its number.
    (re.compile(rf"\b(?:performance status|functional status|functional state|performance|ps) (?:, |: |according to |as measured by |on |by |\( )?(?={_SCALE} (?!\)))"), ""),
    (re.compile(rf"\b(?:performance status|functional status|functional state) (\d) (?:-|to) (\d) (?:on )?({_SCALE})(?: scale)?(?= |$)"), r"\3 \1 - \2"),
    (re.compile(rf"({_SCALE} (?:performance status |ps |score )?)(?:in|with|a) (?=\d (?:or|-|,))"), r"\1"),
    (re.compile(r"\b(performance (?:status|score)) (?:rating|grade|of grade|level|value) (?=\d)"), r"\1 "),
    (re.compile(r"(?<=\d )\( \d{1,2} \) (?=\.? ?$)"), ""),
    (re.compile(r"^(?:ambulatory |good |adequate |satisfactory )+(?=(?:performance status|ecog|eastern cooperative|karnofsky|who performance))"), ""),
    (re.compile(r"\bof least (?=\d)"), "of at least "),
    (re.compile(r"\blife expectancy (?:is |are )?(?:reasonably |being )?(?:estimated|judged|expected|anticipated|predicted)(?: (?:at|to be|as|of))? (?=(?:at least|less|more|greater|<|>|≥|≤|under|over))"), "life expectancy "),
    (re.compile(r"\b(?:is |are )?expected to (?:have (?:life expectancy of |minimum life expectancy of )?|live |survive )(?:for )?(?=(?:at least|more than|longer than|>|≥) (?:\d+|three|six|twelve) (?:month|week))"), "life expectancy "),
)  # fmt: skip
_WORDS = ("year", "age", "ecog", "eastern", "karnofsky", "expect", "zubrod", "lansky", "performance")


def with_short_person(line: str) -> str:
    """A canonical line with the short form of ages and performance."""
    if not any(word in line for word in _WORDS):
        return line
    for pattern, instead in _CHANGES:
        line = pattern.sub(instead, line)
    return line
