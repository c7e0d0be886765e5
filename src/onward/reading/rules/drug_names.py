"""Drugs that no list holds, known by their form: a code ("ABC-1234"), an ending ("-tinib"), a target ("CDK2 inhibitor").

Such a drug is kept under its own name and never taken for another one: no record is compared with a class by it, and a
person who took a drug of that very name is found.
"""

from __future__ import annotations

import re
from decimal import Decimal

from onward.criteria import DrugSet
from onward.reading.grammar import Found, Stage
from onward.reading.pattern import FIRST_THING
from onward.reading.things import Several, Treated
from onward.reading.word_set import word_set

STRANGERS = Stage("drugs that no list holds")
TARGETS = Stage("classes by target")
DRUG_NAMES = Stage("names of drugs beside known ones")

# Endings of generic names that everyday words do not have.
_ENDING = (
    "tinib|ciclib|parib|lisib|rafenib|metinib|degib|zomib|sertib|anib|enib|limab|zumab|ximab|tumab|mumab|olimab|elimab|tuzumab|lizumab|cizumab|rubicin|taxel|platin|trexed|citabine|bulin|tecan|mustine|"
    "toclax|estrant|oxifene|deruxtecan|vedotin|govitecan|emtansine|mertansine|ravtansine|tesirine|leucel|cabtagene|stat|limus|dronate|relin|relix|lutamide|steride|fulvene|trozole|mestane|citinib|kumab|numab|sumab|rumab|lumab|vimab|arabine|lidomide|citidine|tinoin"
)
# Endings of medicines that are taken beside treatment of a cancer: taking them now is meant.
_BESIDE = (
    "gliptin|gliflozin|glutide|glitazone|vastatin|conazole|prazole|floxacin|dipine|setron|pitant|triptan|axaban|coxib"
)
_NO_DRUG = word_set("stat status thermostat humanistat platin unstat hemostat rheostat prostat")


@STRANGERS.raw(
    rf"(?<![^ ])(?P<name>[a-z]{{2,}}(?:{_ENDING})) (?P<more>(?:vedotin|deruxtecan|govitecan|emtansine|mertansine|tesirine) )?",
    gives="D",
    word=rf"[a-z]{{2,}}(?:{_ENDING})",
)
def by_its_ending(found: Found) -> object:
    """ "sitravatinib"."""
    name = found.match["name"]
    if name in _NO_DRUG or len(name) < 6:
        return None
    return Treated(drugs=DrugSet(drugs=(f"{name} {found.match['more'] or ''}".strip(),)))


@STRANGERS.raw(rf"(?<![^ ])(?P<name>[a-z]{{2,}}(?:{_BESIDE})) ", gives="D", word=rf"[a-z]{{2,}}(?:{_BESIDE})")
def medicine_by_its_ending(found: Found) -> object:
    """A medicine beside treatment, by the ending of its generic name: "rosuvastatin", "pantoprazole"."""
    return Treated(drugs=DrugSet(drugs=(found.match["name"],)), supportive=True)


# Words before which a code can only be the name of a drug.
_GIVEN = (
    r"(?:treatment with|treated with|therapy with|exposure to|exposed to|received|receiving|administration of|administered|prior|previous|taking|taken|use of|doses? of|dose of|discontinued|including|with|any|than|on|"
    r"D[\ue000-\uf8ff](?: ,| or| and| /|, or|, and)?|either|naive to|progressed on|progression on)"
)
_LETTERS = (
    r"(?!(?:grade|age|aged|stage|arm|cohort|part|phase|day|week|cycle|group|step|section|module|covid|hla|ca|cd|ki|il|icd|at|to|than|or|of|and|with|in|on|by|for|is|be|over|under|least|most|up|from|first|top|ps|kps|ecog|ef|inr|gy|bmi|"
    r"version|item|dose|total|only|past|last|prior|within|dna|gleason|figo|nyha|pt|sn|pet|no|not|one|two|any|all|the|iu|mg|kg|level|score|factor|class|type|vitamin|omega|protein|level|number|table|appendix|amendment|point|cyp|hpv|cmv|ebv|"
    r"hiv|hbv|hcv|hsv|sars|iodine|radium|strontium|samarium|yttrium|lutetium|carbon|chapter|article|line|year|month|time|nct|eq|sf|qlq|q|p|t|n|m|ii|iii|iv|i) )[a-z]{2,6}"
)


@STRANGERS.raw(
    rf"(?<![^ ])(?P<before>{_GIVEN} (?:(?:any|the|other|prior) )*)(?P<letters>{_LETTERS}) N(?P<number>[\ue000-\uf8ff])(?P<letter> [a-z](?= ))? (?!(?:mg|%|day|week|month|year|time|or more|or less|gy|line|cycle|dose|ml) )",
    gives="",
    one_of="N",
)
def by_its_code(found: Found) -> object:
    """ "prior treatment with ABC-1234"."""
    number = found.draft.at(found.match["number"])
    said = found.draft.said[ord(found.match["number"]) - FIRST_THING]
    if not isinstance(number, Decimal) or number != int(number) or not said.isdigit() or len(said) < 2:
        return None
    name = f"{found.match['letters']}-{said}{(found.match['letter'] or '').strip()}"
    made = found.draft.put("D", Treated(drugs=DrugSet(drugs=(name,))), name)
    return f"{found.match['before']}{made}"


@STRANGERS.raw(
    rf"(?<![^ ])(?P<before>{_GIVEN} (?:(?:any|the|other|prior) )*)(?P<name>(?!(?:ca|cd|ki|il|icd|sf|cyp|hla|nct)\d)[a-z]{{2,6}}\d{{2,7}}[a-z]?\d*)(?P<letter> [a-z](?= ))? ",
    gives="",
    word=r"[a-z]{2,6}\d{2,7}[a-z]?\d*",
)
def by_its_short_code(found: Found) -> object:
    """ "prior treatment with ABC123"."""
    name = f"{found.match['name']}{(found.match['letter'] or '').strip()}"
    made = found.draft.put("D", Treated(drugs=DrugSet(drugs=(name,))), name)
    return f"{found.match['before']}{made}"


# Words that name no drug where one is sought behind "prior treatment with".
_ANY_DRUG = (
    r"(?!(?:any|other|another|such|similar|this|these|those|same|study|trial|protocol|drug|agent|treatment|therapy|medication|medicine|compound|product|regimen|combination|selected|specified|investigational|experimental|approved|systemic|oral|topical|prior|previous|the|a|an|of|at|to|for|in|on|by|within|more|less|than|"
    r"one|two|three|either|both|all|anti|non|high|low|dose|long|term|cancer|tumor|breast|chemo|radio|radiation|radical|curative|palliative|standard|conventional|local|regional|whole|partial|external|surgical|medical|mental|physical|social|cognitive|behavioral|behavioural|psychological|alternative|complementary|"
    r"cytotoxic|targeted|biologic|biological|immune|cellular|cell|stem|bone|marrow|organ|gene|genetic|blood|plasma|platelet|fluid|oxygen|heat|cold|light|laser|contrast|dye|iodine|radioactive|electro|device|implant|transfusion|it|them|or|and|who|that|which|not|no|strong|moderate|weak|selective|multiple|several|hormone|hormonal|endocrine|steroid|smoking|tobacco|alcohol|asbestos|sun|work|occupational) )"
    r"(?![a-z]*(?:ment|tion|sion|gery|ectomy|plasty|scopy|therapy|therapies|ing|graphy|pathy|lysis|apy|ture|inhibitor|inducer|blocker|antibody|agonist|antagonist|degrader|modulator|vaccine|virus|viral|based|class|kind|type|line|regimen|treated|related) )"
)


@STRANGERS.raw(
    rf"^(?P<before>(?:(?:P.|has|have|had|who|any|received|known|documented|history|of|a) )*(?:prior|previous|previously|earlier) (?:treatment|therapy|exposure|treated|exposed|administration) (?:with|to|of) )(?P<name>{_ANY_DRUG}[a-z][a-z-]{{2,}}(?: N(?P<number>[\ue000-\uf8ff])(?=  ?$))?) (?=$|for any |at any |or D|, D|, or D|or any |or other |and D|W)",
    gives="",
    one_of="with to of",
)
def by_its_place(found: Found) -> object:
    """ "Prior treatment with panagen": what somebody was treated with."""
    name = found.draft.spoken(f"{found.match['name']} ").strip().replace(" ", "-")
    return f"{found.match['before']}{found.draft.put('D', Treated(drugs=DrugSet(drugs=(name,))), name)}"


# Words that are no target: they frame, join or grade what follows.
_FRAMES = (
    r"(?!(?:or|and|and/or|of|any|other|another|prior|previous|current|concurrent|strong|moderate|weak|potent|mild|sensitive|selective|specific|known|novel|similar|investigational|experimental|approved|small|molecule|receive|received|receiving|"
    r"with|to|by|for|from|as|than|that|which|who|is|are|was|were|be|been|has|have|had|must|should|may|can|not|no|the|this|these|such|including|use|using|taking|taken|treatment|therapy|combination|single|first|second|line|oral|systemic|targeted|"
    r"monoclonal|human|humanized|unconjugated|conjugated|bispecific|anti|drug|antidrug|positive|negative|neutralizing|on|in|at|all|both|either|least|one|two|more|inhibitor|inducer|antagonist|agonist|substrate|their|its|his|her|requiring|active|chronic|steroid|"
    r"dual|multi|pan|irreversible|reversible|immune|checkpoint|enzyme|growth|factor|non|agent|medication|exposure|antibody|cell|surface|direct|vitamin|class|type|another|previously|concomitant|ongoing|patient|core|surface|igg|igm|antinuclear|autoimmune|targeting|selectively|directed|blocking|select) )"
)
_TARGET = rf"(?:{_FRAMES}[a-z][a-z0-9]*|[a-z]{{1,5}} N[\ue000-\uf8ff]|[GU][\ue000-\uf8ff])"
_PATHWAY = r"(?: (?:kinase|pathway|receptor|tyrosine kinase|synthase|protein|ligase|family|signaling))*"


@TARGETS.raw(
    rf"(?<![^ ])(?P<name>{_TARGET}(?: (?:[a-z]?\d\w*|{_TARGET}))?{_PATHWAY}) (?P<head>inhibitor|antagonist|degrader|inhibition)(?: (?:therapy|treatment|agent|drug|class))? ",
    gives="D",
    one_of="inhibitor antagonist degrader inhibition",
)
def by_its_target(found: Found) -> object:
    """ "CDK2 inhibitor", "aurora kinase inhibitor"."""
    name = found.draft.spoken(found.match["name"])
    head = "inhibitor" if found.match["head"] == "inhibition" else found.match["head"]
    if len(name) < 2 or name.startswith(("cyp", "p gp", "cytochrome")) or " or " in f" {name} ":
        return None
    return Treated(drugs=DrugSet(classes=(f"{name} {head}",)))


@TARGETS.raw(
    rf"(?<![^ ])(?P<name>{_TARGET}(?: (?:[a-z]?\d\w*))?) (?P<what>D[\ue000-\uf8ff]) ",
    gives="D",
    one_of="D",
)
def targeted_at(found: Found) -> object:
    """ "B7-H3 targeted agent": the target narrows the general name."""
    sign = found.match["what"][1]
    said = found.draft.said[ord(sign) - FIRST_THING]
    thing = found.draft.at(sign)
    if not said.startswith(("targeted ", "directed ", "targeting ")) or not isinstance(thing, Treated):
        return None
    if thing.drugs != DrugSet(classes=("targeted therapy",)):
        return None
    return Treated(drugs=DrugSet(classes=(f"{found.draft.spoken(found.match['name'])} directed therapy",)))


_AIM = rf"(?:{_FRAMES}[a-z][a-z0-9]*|[a-z]{{1,5}} N[\ue000-\uf8ff]|[GLUK][\ue000-\uf8ff])(?: (?:[a-z]?\d\w*|N[\ue000-\uf8ff]|beta [a-z0-9]+|beta N[\ue000-\uf8ff]))?"


@TARGETS.raw(
    rf"(?<![^ ])(?:(?:agent|drug|therapy|treatment|antibody|monoclonal antibody|inhibitor|compound|product|molecule|medication) )?(?:(?:selectively |specifically )?(?:targeting|directed against|directed at|directed to)|(?:that|which) (?:selectively |specifically )?target(?:s)?|whose (?:primary )?mechanism of action is to inhibit) (?P<name>{_AIM})(?P<more>(?: (?:pathway|receptor|mutation|protein|axis|signaling|kinase|ligand))*) (?=$|[,;.)]|W|S|within |or |and |for |in |at |prior |is |are )",
    gives="D",
    one_of="targeting directed target mechanism",
)
def aimed_at(found: Found) -> object:
    """ "treatment targeting the STING pathway", "agents that target the IGF receptor"."""
    name = found.draft.spoken(f"{found.match['name']} ")
    known = _AIMS.get(name)
    if known is not None:
        return Treated(drugs=DrugSet(classes=(known,)))
    if len(name) < 2 or name in _NO_AIM:
        return None
    more = re.sub(r" (?:pathway|mutation|axis|signaling)", "", found.match["more"])
    return Treated(drugs=DrugSet(classes=(f"{name}{more} directed therapy",)))


_AIMS = {
    "egfr": "EGFR inhibitor", "vegf": "anti-VEGF", "vegfr": "VEGFR inhibitor", "parp": "PARP inhibitor", "mtor": "mTOR inhibitor", "akt": "AKT inhibitor", "her2": "anti-HER2", "pi3k": "PI3K inhibitor",
    "fgfr": "FGFR inhibitor", "hdac": "HDAC inhibitor", "mek": "MEK inhibitor", "sting": "STING agonist",
}  # fmt: skip
_NO_AIM = word_set("tumor cancer breast brain cell bone disease lesion symptom weight behavior pain cns")


# Adjectives that say nothing of what a drug does.
_NO_KIND = (
    "therapeutic|diagnostic|specific|topical|systemic|generic|active|alternative|effective|sensitive|selective|basic|chronic|toxic|prophylactic|excessive|sensory|respiratory|mandatory|participatory|exploratory|illicit|"
    "predictive|positive|relative|protective|preventive|restorative|palliative|elective|definitive|curative|adjuvant|regulatory|compulsory|history|memory|laboratory|category|clinic|public|academic|electronic|domestic|pediatric"
)


@TARGETS.raw(
    rf"(?<![^ ])(?P<name>(?:anti )?(?!(?:{_NO_KIND}) )[a-z]{{4,}}(?:ory|ic|ive|oid|ergic)) (?:agent|drug|medication|medicine) (?!known|that|which)",
    gives="D",
    one_of="agent drug medication medicine",
)
def by_its_effect(found: Found) -> object:
    """ "immunomodulatory agents", "hepatotoxic drugs": a class by its own words."""
    name = found.match["name"]
    if name in ("psychotropic", "investigational"):
        return None
    return Treated(drugs=DrugSet(classes=(f"{name} drug",)), supportive=True)


_SUFFIX = (
    r"(?:ine|nib|mab|avir|azole|mycin|micin|cillin|one|ole|ide|tin|pam|lam|lol|ril|rtan|afil|xacin|done|ene|mus|cept|stat|ast|ane|fen|vir|dine|zine|mide|zide|xaban|parin|grel|lukast|gliptin|statin|prazole|setron|triptan|pezil|barbital|toin|pine|zepam|"
    r"quine|oxin|olone|asone|terol|tropium|amide|platin|rubicin|taxel|trexed|trexate|ciclib|lisib|parib|limus|tecan|bine|mustine|phylline|fibrate|thromycin|cycline)"
)
_NO_NAME = (
    "medicine|urine|spine|vaccine|hormone|estrogen|someone|bone|alone|outside|inside|beside|guideline|baseline|routine|online|spine|endocrine|combine|line|determine|examine|machine|decline|protein|within|certain|obtain|remain|outcome|"
    "postmenopausal|immune|supine|intestine|provide|include|side|wide|peptide|cancer|ketone|zone|contribute|cytokine|throughout|creatinine|caffeine|nicotine|cocaine|alkaline|feminine|saline|discipline"
)


@DRUG_NAMES.raw(
    rf"(?P<known>D[\ue000-\uf8ff]) (?P<list>(?:(?:, and|, or|,|and|or|/) (?!(?:{_NO_NAME}) )[a-z]{{3,}}{_SUFFIX} )+)(?=$|[,;.)/]|and |or |within |for |W|S|at |during |are |is )",
    gives="D",
    one_of="D",
)
def named_beside(found: Found) -> object:
    """ "ketoconazole, amprenavir and indinavir": names that end as drugs do, in a list with one that is known."""
    known = found.draft.at(found.match["known"][1])
    if not isinstance(known, (Treated, Several)):
        return None
    words = found.match["list"]
    names = [word for word in words.split() if word not in (",", "and", "or", "/")]
    model = known if isinstance(known, Treated) else known.parts[-1]
    if not isinstance(model, Treated) or model.window or model.settings or model.ended_by or model.qualities:
        return None
    behind = found.match.string[found.match.end() :]
    joint = "and" if " and " in f" {words}" or behind.startswith(("and ", ", and ")) else "or"
    new = tuple(Treated(drugs=DrugSet(drugs=(name,)), when=model.when, supportive=model.supportive) for name in names)
    parts = known.parts if isinstance(known, Several) else (known,)
    return Several(joint=joint, parts=(*parts, *new))
