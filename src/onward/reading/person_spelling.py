"""Ages and performance status in one short form: "eighteen (18) years", "from age 18 to age 65", "functional state 0-1 ECOG"."""

from __future__ import annotations

from onward.reading.sought import Changes, sought

_SCALE = r"(?:eastern cooperative oncology group|ecog|karnofsky|zubrod|lansky|who)"
_AGE = r"\d{1,3} year"
_CHANGES = Changes(
    # Signs and scales told twice, or in other words.
    (sought(r"\bat least (?=[≥>] ?\d)"), ""),
    (sought(r"\b(?:minimum|minimal) (?:body )?weight (?=≥)"), "body weight "),
    (sought(r"\bor(?=[0-4](?: |$))"), "or "),
    (sought(r"\bworld health organization (?:\( who \) )?(?:/ )?(?=eastern cooperative|ecog)"), ""),
    (sought(r"\beastern cooperative group\b"), "eastern cooperative oncology group"),
    (sought(r"(?<![^ ])[≥>] or = to (?=\d)"), "≥ "),
    (sought(r"\bconsent ?(?:/|or) ?assent\b|\bassent ?(?:/|or) ?consent\b"), "consent"),
    (sought(r"^at time of signing (?:informed consent form|informed consent|icf|consent)(?: \( icf \))? ?, "), ""),
    (sought(r"\b(?:eastern )?eastern cooperat(?:e|ive|ion) oncology group\b"), "eastern cooperative oncology group"),
    (sought(r"\( (ecog|karnofsky|kps) , [a-z]?\d{1,3} ?\d{3,4} \) "), ""),
    (sought(r"\bswog \( southwest oncology group \)"), "swog"),
    (sought(r"\bperformance status (?:must |should )be (?=(?:ecog|eastern cooperative|karnofsky|zubrod|who) )"), ""),
    (sought(r"(?<=0 - [12] )or better(?= |$)"), ""),
    (sought(r"(?:\. |; |, )use karnofsky for [^.;]*?lansky for [^.;]*"), " "),
    # What a number of the scale means, told behind it.
    (sought(r"(?<=\d )((?:% )?)\( ie (?:, )?[^()]*\b(?:self|care|caring|activity|ambulatory|ambulation|symptom|work|bed|asymptomatic)\b[^()]*\) ?"), r"\1"),
    (sought(r"\b(at least \d{1,2}) and (?:maximally|maximum|at maximum|a maximum of) (?=\d{1,2} year)"), r"\1 and at most "),
    (sought(r"^((?:patient|subject|participant|child|they) must be )(?=(?:≥|>|at least|older than) \d{1,2} (?:year )?and (?:≤|<|at most|less than|younger than|not older than) \d{1,3} year(?: of age| old)? ?\.? ?$)"), r"\1aged "),
    (sought(r"\b(\d{1,3} year of age) and (?:less|under|below|younger)(?= ?\.? ?$)"), r"\1 or younger"),
    (sought(r"\bage (?:of|at|on) (?:entry|enrollment|inclusion|screening|signing(?: icf| informed consent| consent)?)(?: into| in)?(?: study)? (?=[≥≤<>])"), "age "),
    (sought(r"^child (?=between \d{1,2} (?:year )?and \d{1,2} year of age)"), ""),
    (sought(r"^(between \d{1,2}) year (and \d{1,2} year of age)"), r"\1 \2"),
    # Grown-ups, where the years say so.
    (sought(r"^(?:adult|adult patient|adult subject|adult participant|adult individual) \( ?((?:age |aged )(?:≥ |> |at least |over )?\d{1,3}(?: year)?(?: of age)?(?: or older| and older| or over| and over| and above| or above)?) \) ?\.? ?$"), r"\1"),
    (sought(r"^(?:(?:patient|subject|participant|they|male or female study subject|male or female subject|male or female) must be )?adult (?:patient |subject |participant )*\( ?(?:defined as )?((?:age |aged )?(?:≥ |> |at least |over )?\d{1,3} year[a-z ]*)\) ?\.? ?$"), r"\1"),
    (sought(r"\b(male (?:and|or) female|female (?:and|or) male|man (?:and|or) woman|woman (?:and|or) man) adult (?=(?:aged |age )?(?:≥|at least|over|>|\d{1,3} year))"), r"\1 "),
    (sought(r"^(?:children|child)(?: / adult| of (?:both|either) (?:gender|sex) ?,?)? (?=(?:under|less than|below|younger than|<) \d|\d{1,3} (?:-|to) \d{1,3} year|aged \d{1,3} (?:-|to|and) \d{1,3} year)"), ""),
    (sought(r"\bfrom (\d{1,3}) (?:-|to) (\d{1,3}) (?=year)"), r"age \1 - \2 "),
    (sought(r"^((?:(?:patient|subject|participant|man|woman|male|female|and|or|,) )*(?:age |aged )?(?:≥ |at least |over )?\d{1,3} year[a-z, ]*?)(?:are|is|will be) (?:eligible|enrolled|included)(?: to (?:enroll|participate)| for (?:study|trial|participation|inclusion|enrollment))? ?\.? ?$"), r"\1"),
    (sought(r"(?<![^ ])(?:is |are |age |aged )?(<|less than|under|under age of|younger than) (\d{1,3}) (?:year )?and (>|≥|greater than|over|over age of|over age|older than|above) (\d{1,3})(?: year)?(?: of age| old)?(?= ?\.? ?$)"), lambda found: f"age < {found[2]} year or age {'≥' if found[3] == '≥' else '>'} {found[4]} year"),
    (sought(r"\b(age (?:less than|under|<)) (\d{1,3}) or (≥|>|over|older than) (\d{1,3})(?= ?\.? ?$)"), r"\1 \2 year or age \3 \4 year"),
    (sought(r"\b(age ≥ \d{1,3}) (?=≤ \d{1,3} year)"), r"\1 and "),
    # A number told in words and in digits.
    (sought(r"\b(?:eighteen|twenty|twenty one|thirty|forty|fifty|sixty|sixty five|seventy|seventy five|eighty) \( (\d{1,3}) \) (?=year)"), r"\1 "),
    (sought(r"\b((?:greater|less|more) than or equal to) \( [≥≤] \) ?(?=\d)"), r"\1 "),
    (sought(rf"\bfrom age (\d{{1,3}}) (?:year )?to (?:age )?(?:≤ )?({_AGE})"), r"age \1 to \2"),
    (sought(rf"\b(?:at|with|of) (?:an )?age of (?=(?:≥ |at least |lostsign )?{_AGE})"), "age "),
    (sought(r"\b(under|over|below|above) age of (\d{1,3}) year (?:old|of age)\b"), r"\1 age of \2"),
    (sought(rf"^(?:minor|child|children|infant|adolescent|individual|subject|patient|participant|person|subject is child) (?=(?:under|less than|below|younger than|<) {_AGE})"), ""),
    (sought(r"\b(?:under|below|younger than) (\d{1,3}) year of age\b"), r"under age of \1"),
    # Two limits of which the second alone names the year.
    (sought(r"(?<![^ ])(?:is |are |age |aged )?(<|≤|less than|under|younger than) (\d{1,3}) (?:year )?or (>|≥|greater than|more than|over|older than|above) (\d{1,3}) year(?: of age| old)?(?= |$)"), r"age \1 \2 year or age \3 \4 year"),
    (sought(rf"\badult (?:patient |subject |participant |man and woman |woman )?(?:age |aged |between |from )*(?=\d{{1,3}} (?:-|to|and) {_AGE})"), "age "),
    (sought(r"\( inclusive (?:at|on) (?:time|day) of [a-z ]+ \) "), ""),
    (sought(r"(?<=year )(?:, )?(?:\( )?(?:both )?inclusive(?: \))?(?= |$)"), ""),
    (sought(r"(?<=year of age )(?:, )?(?:\( )?(?:both )?inclusive(?: \))?(?= |$)"), ""),
    (sought(r"\badult (?:patient |subject )?\( (?=(?:age |aged )?(?:≥ |at least |over )?\d)"), "( "),
    (sought(rf"\badult , (?=(?:age |aged )?(?:≥ |at least |over |lostsign )?{_AGE})"), ""),
    (sought(r"^(?:is |what is )?age of (?:patient|subject|participant) (?=[≥≤<>])"), "age "),
    (sought(rf"(?<![≥>≤<] )(?<!least )(?<!than )(?<!to )(?<![^ ])(\d{{1,3}}) (?:year )?(?:to|and|-) (?:<|less than|under) (?={_AGE})"), r"≥ \1 and < "),
    (sought(r"\b(?:, )?(?:of |and )?(?:any|all|every) (?:race|ethnic origin|ethnicity|ethnic group|nationality|sex / gender|race and gender)(?: (?:or|and|and/or|/) (?:race|ethnic origin|ethnicity|ethnic group|gender|sex|religion))*(?: ,)?(?= |$)"), ""),
    (sought(r"(?<= ), regardless of (?:race|gender|sex|ethnicity)(?: (?:or|and) (?:race|gender|sex|ethnicity))*(?= |$)"), ""),
    (sought(r"\b(?:equal(?: to)? or (?:elder|older)(?: than)?|(?:over|above|older) or equal(?: to)?|(?:greater|older) (?:than )?and equal(?: to)?|equal(?: to)? or (?:more|greater|over|above)(?: than)?|≥ or = ?(?:to)?) (?=\d)"), "≥ "),
    (sought(r"\b(?:less|below|under|younger|lower) (?:than )?(?:or|and)? ?equal(?: to)?(?: \( ≤ \))? (?=\d)"), "≤ "),
    (sought(r"\bgreater than equal to (?:\( ≥ \) )?(?=\d)"), "≥ "),
    (sought(r"\bequal (\d{1,3}) or more year of age\b"), r"\1 year of age or older"),
    (sought(r"\b(?:is |are )?presumed to be (?=(?:at least |≥ )?\d{1,3} year)"), ""),
    (sought(r"^(?:outpatient|inpatient|out patient|in patient|inpatient or outpatient|inpatient and outpatient) (?=(?:age |aged |≥ |at least |\d{1,3} year))"), ""),
    (sought(r"(?<=year old)\.(?= |$)"), ""),
    # Years that are expected.
    (sought(r"(?<=life expectancy )((?:of |≥ |> |at least |more than |greater than )*\d+ (?:week|month)) from (?:time|date|day) of (?:enrollment|study entry|study enrollment|randomization|screening|consent|registration)(?= |$)"), r"\1"),
    (sought(r"\b(?:is |are )?expected to have (?:a )?(?:minimum|minimal) of (\d+ (?:week|month)) life expectancy\b"), r"life expectancy of at least \1"),
    (sought(r"\bhas , in (?:the )?opinion of (?:the )?(?:treating )?(?:investigator|physician) , (?=(?:a )?life expectancy)"), "has "),
    # The scale told behind or before, in many words.
    (sought(r"\bperformance status score (?=(?:of |: )?[≤<0-4])"), "performance status "),
    (sought(r"\bperformance statuse? (?=of [0-4])"), "performance status "),
    (sought(r"^recruitment will be limited to those with (?:an )?(?=ecog|eastern cooperative|karnofsky)"), ""),
    (sought(r"\bwho scale(?= ?\.? ?$)"), "who"),
    (sought(r"(?<=\d % ); appendix \w+ (?=\))"), ""),
    (sought(r"\b(?:minimum|minimal) (?:expected |estimated |predicted )?life expectancy (?:of |: |> |≥ )?(?:at least )?(?=\d|three|six|twelve)"), "life expectancy of at least "),
    (sought(r"\blife expectancy (?:of |: )?(?:minimum|minimal)(?: of)? (?=\d|three|six|twelve)"), "life expectancy of at least "),
    (sought(r"(?<=month )\( (?:ie , ?)?\d{1,3} (?:week|day) \) (?=$|\.)"), ""),
    (sought(r"(?<=week )\( (?:ie , ?)?\d{1,2} (?:month|day) \) (?=$|\.)"), ""),
    (sought(r"\b(?:, )?in (?:the )?opinion of (?:treating )?(?:investigator|physician|clinician|pi) ?, (?=(?:a )?life expectancy)"), ""),
    (sought(r"\bexpected survival(?: time| period)? ?(?:: |of |is )?(?=(?:over|more|at least|≥|>|longer|greater|not less))"), "life expectancy "),
    (sought(r"\bas evidenced by (?=(?:eastern|ecog|karnofsky))"), ", "),
    # Children have a scale of their own, which no grown-up is told.
    (sought(r"\bkarnofsky (?:performance status |performance |score |ps )?(?:/|or|and/or) lansky\b"), "karnofsky"),
    (sought(r"\blansky (?:performance status |performance |score |ps )?(?:/|or|and/or) karnofsky\b"), "karnofsky"),
    # How the scale is named around its number.
    (sought(r"\b(?:good|screening|clinical|current|baseline|adequate) (?=(?:ecog|eastern cooperative|karnofsky|zubrod|performance status) )"), ""),
    (sought(rf"(?<=\d )on (?:the )?({_SCALE}) (?:\( [a-z]+ \) )?performance(?: status)? scale\b"), r"on \1 scale"),
    (sought(rf"\b(?:performance status|functional status|functional state|performance|ps) (?:, |: |according to |as measured by |on |by )?(?={_SCALE} (?!\)))"), ""),
    (sought(rf"\b(?:performance status|functional status|functional state) (\d) (?:-|to) (\d) (?:on )?({_SCALE})(?: scale)?(?= |$)"), r"\3 \1 - \2"),
    (sought(rf"({_SCALE} (?:performance status |ps |score )?)(?:in|with|a) (?=\d (?:or|-|,))"), r"\1"),
    (sought(r"\b(performance (?:status|score)) (?:rating|grade|of grade|level|value) (?=\d)"), r"\1 "),
    (sought(r"(?<=\d )\( \d{1,2} \) (?=\.? ?$)"), ""),
    (sought(r"^(?:ambulatory |good |adequate |satisfactory )+(?=(?:performance status|ecog|eastern cooperative|karnofsky|who performance))"), ""),
    (sought(r"\bof least (?=\d)"), "of at least "),
    (sought(r"\blife expectancy (?:is |are )?(?:reasonably |being )?(?:estimated|judged|expected|anticipated|predicted)(?: (?:at|to be|as|of))? (?=(?:at least|less|more|greater|<|>|≥|≤|under|over))"), "life expectancy "),
    (sought(r"\b(?:is |are )?expected to (?:have (?:life expectancy of |minimum life expectancy of )?|live |survive )(?:for )?(?=(?:at least|more than|longer than|>|≥) (?:\d+|three|six|twelve) (?:month|week))"), "life expectancy "),
)  # fmt: skip
_WORDS = (
    "year",
    "age",
    "ecog",
    "eastern",
    "karnofsky",
    "expect",
    "zubrod",
    "lansky",
    "performance",
    "survival",
    " race",
    "ethnic",
)


def with_short_person(line: str) -> str:
    """A canonical line with the short form of ages and performance."""
    if not any(word in line for word in _WORDS):
        return line
    return _CHANGES.made_in(line)
