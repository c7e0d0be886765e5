"""Long ways to say one thing of a disease, in one short form: that it can, or can no longer, be treated for cure."""

from __future__ import annotations

from onward.reading.sought import Changes, sought

_MODE = (
    "local|locoregional|loco regional|definitive|potentially|surgical|surgery|resection|radiation|radiotherapy|radiation therapy|chemoradiation|chemoradiotherapy|therapy|"
    "treatment|with|of|by|other|any|standard|intent|further|combined|modality|excision|irradiation|re irradiation|ablation|either|local therapy|for|multimodality|systemic|chemotherapy|approach|curative"
)
# "amenable to resection or radiation therapy with curative intent", "candidate for local curative treatment".
_CURABLE = sought(
    r"(?<![^ ])(?:amenable|suitable|accessible|candidate|eligible|susceptible|treatable|appropriate)(?: (?:to|for|by|with))? "
    rf"(?:(?:{_MODE}|or|and|and/or|/|,) )*?(?:curative|potentially curative|cure)(?:(?: (?:or|and|and/or|/|,))* (?:intent|intention|treatment|therapy|surgery|resection|radiotherapy|radiation|radiation therapy|approach|purpose|option|modality|excision|local|by|with|surgical|intervention|procedure|measure|management))*(?= |$)"
)
# "Locally advanced disease must not be amenable to resection with curative intent": of an operation alone it is said.
_NOT_TO_RESECT = sought(
    r"(?<![^ ])locally advanced (?:disease|tumor|cancer|breast cancer|carcinoma) (?:must|should) not be (?:considered )?(?:amenable|suitable|accessible|eligible|candidate)(?: (?:to|for))? "
    r"(?:curative (?:surgery|resection|surgical resection|operation)|(?:surgery|resection|surgical resection|excision|surgical excision) (?:with|of|for) (?:a )?curative (?:intent|intention|purpose))(?= |$)"
)
_UNRESECTABLE = r"(?:unresectable|inoperable|non ?resectable|nonresectable)"
_RECURRENT = sought(rf"(?<!, )(?<![^ ])locally recurrent (?:, |and |and/or )?{_UNRESECTABLE} (?!, |or )")


# "No inflammatory disease or fixed axillary nodes": that of the breast.
_BESIDE_NODES = sought(
    r"\binflammatory disease\b.*\b(?:axilla|fixed|t4|chest wall|skin (?:oedema|edema|nodule))|\b(?:axilla|fixed|t4|chest wall)\w* .*\binflammatory disease\b"
)
_OF_THE_BREAST = sought(r"\bbreast|\bibc\b|\bt4|\bstage\b|\btumor|\bcancer|\bmetasta")


_SHOWN = r"(?:histologically|cytologically|pathologically|histopathologically|biopsy|radiographically|radiologically)"
_STAGED_BY = r"(?:ajcc|uicc|tnm|figo|american joint committee on cancer(?: \( ajcc \))?|union for international cancer control(?: \( uicc \))?|ann arbor|international staging system)"
_BY_THE_BOOK = (
    rf"(?:as )?(?:per|by|according to|based on|defined by|using|in accordance with|following)(?: {_STAGED_BY})+(?: (?:/|and|,) {_STAGED_BY})*(?: (?:cancer )?(?:staging|stage)(?: system| manual| criterion| classification)?)?"
    r"(?: ?,? ?(?:version )?\d{1,2}(?: ?th)?(?: edition)?| \( (?:version )?\d{1,2}(?: ?th)?(?: edition)? \))?(?: ?,? \d{4})?(?: (?:tnm|cancer|staging|stage|system|manual|criterion|classification|edition|version|guideline|grouping))*"
)
_CHANGES = Changes(
    # By which book it was staged or named.
    (sought(r"\b((?:ajcc|uicc|american joint committee on cancer|figo) )\d{1,2} ?th edition (?=(?:clinical |pathologic |anatomic )?stage )"), ""),
    (sought(r"\( (?:ajcc|uicc|figo|ajcc / uicc|uicc / ajcc|union for international cancer control / american joint committee on cancer) (?:v(?:ersion)? ?)?\d{1,2}(?: ?th)?(?: ed| edition)? \)"), ""),
    # Letters and their numbers apart: "T 1, 2 or 3, N 0 or 1".
    (sought(r"\bt (?=[0-4](?: ,| or| -| to| /)[^.;]*\bn [0-3]\b)"), "t"),
    (sought(r"(?<=[0-4] )n (?=[0-3](?: ,| or| -| to| /| stage| disease|$))|(?<=, )n (?=[0-3](?: ,| or| -| to| /| stage| disease|$))"), "n"),
    # When it was staged, which is when the staging on record was made.
    (sought(r"\b(tnm (?:classification|stage|staging|category)|stage) at (?:time of )?(?:initial |first |primary )?(?:diagnosis|presentation) ?: ?"), r"\1 : "),
    (sought(r"^(?:clinically|clinical|sonographic|ultrasound)(?: (?:or|and|and/or|/) (?:clinically|clinical|sonographic|ultrasound|radiologically|radiological|radiographically))+ (?=(?:axillary )?(?:n0|node negative|lymph node negative))"), "clinical "),
    (sought(r"\b(?:involved|tumor involved|invaded) (axillary |regional )?(?=lymph node(?: |$))"), r"positive \1"),
    (sought(r"(?<=positive lymph node )\( [cp]*n[123][a-c]?(?: (?:nodal|node))?(?: (?:stage|disease|status))? \)|(?<=positive axillary lymph node )\( [cp]*n[123][a-c]?(?: (?:nodal|node))?(?: (?:stage|disease|status))? \)"), ""),
    (sought(r"\bof female (?=breast(?: |$))"), "of "),
    (sought(r"\b(?:based on|by|according to|on|per) (?:staging|metastatic|imaging) (?:work ?up|evaluation|study|assessment)(?= ?[.;]? ?$)"), ""),
    (sought(r"(?<=metastasis )\( stage (?:4|iv) \)"), ""),
    (sought(r"^(?:the )?imaging (?:show|demonstrate|reveal|suggest)s? that (?:patient|subject|participant) (?=has|have)"), ""),
    (sought(r"(?<=metastatic disease )(?:pre ?operatively|before surgery|at baseline|at screening)(?= ?\.? ?$)"), ""),
    (sought(rf"(?<![^ ])\( {_BY_THE_BOOK} \) ?"), ""),
    (sought(rf"(?:, )?(?<![^ ]){_BY_THE_BOOK}(?: |$)"), ""),
    (sought(rf"(?<![^ ])\( {_STAGED_BY} (?:v(?:ersion)? ?)?\d{{1,2}}(?: ?th)?(?: edition)?(?: staging)? \)"), ""),
    (sought(r"(?<![^ ])(?:ann arbor|figo|ajcc|uicc|american joint committee on cancer(?: \( ajcc \))?) stage\b"), "stage"),
    (sought(r"(?<![^ ])\( (?:american joint committee on cancer|ajcc)(?: \( ajcc \))?(?: (?:staging|classification)(?: system| manual)?)? \) ?"), ""),
    (sought(r"(?<=cancer )breast cancer staging \d{1,2} ?th edition(?= |$)"), ""),
    (sought(r"\b(stage (?:\d|[iv]+)[abc]?) (?:american joint committee on cancer|ajcc)(?: \( ajcc \))?(?: \d{1,2} ?th edition)?(?= |$)"), r"\1"),
    # Words before one noun, each with its own.
    (sought(r"\b((?:synchronous |metachronous )?(?:contralateral|inflammatory|bilateral|multicentric|multifocal)) (or|and/or|/) (?=(?:inflammatory|bilateral|multicentric|multifocal|metastatic|recurrent) breast cancer(?: |$))"), r"\1 breast cancer \2 "),
    (sought(r"\bmultiple (?:tumor|cancer|malignancy|lesion) within (?:their |one |same )?breast\b"), "multifocal breast cancer"),
    (sought(r"(?<=lytic )or mixed (?:lytic (?:/ |and |or )?(?:sclerotic|blastic)|\( [^()]{0,40}\)) (?=(?:bone )?(?:lesion|metastasis))"), ""),
    (sought(r"\b(?:clinical|anatomic) (?:or|and/or|/|and) (?:clinical|anatomic|pathologic|pathological) stage\b"), "stage"),
    (sought(r"^by (?:clinical|pathologic|pathological) (?:evaluation|assessment|examination|staging) , "), ""),
    # How it was shown, told in a row.
    (sought(rf"\b{_SHOWN} (?:confirmed|proven|documented|verified) (?:or|and/or|and|/) (?={_SHOWN} (?:confirmed|proven|documented|verified|diagnosed) )"), ""),
    (sought(r"\b(?:histological|histologic|histopathological|histology)(?: ,)? (?:pathological|pathologic|pathology)(?: ,)? (?:and/or|or|and) (?:cytological|cytologic|cytology) (?=confirmation|diagnosis|evidence|proof|documentation|confirmed)"), "histological "),
    (sought(r"\bhistological , pathological , (?:and/or|or|and) cytological (?=confirmation|diagnosis|evidence|proof|documentation)"), "histological "),
    (sought(r"\bhistopathological , (?:and/or|or|and) cytological (?=confirmation|diagnosis|evidence|proof|documentation)"), "histological "),
    (sought(rf"\b(advanced|metastatic|recurrent|relapsed|refractory|unresectable) , (?={_SHOWN} (?:or|and|and/or|/|confirmed|proven|documented))"), r"\1 "),
    (sought(r"\b(?:radiograph|imaging|biopsy|pathology) documented (?=metastatic|recurrent|progressive|disease|breast)"), ""),
    (sought(r"\bdiagnosed as (?=[a-z ]*(?:cancer|carcinoma|lymphoma|leukemia|melanoma|sarcoma|adenocarcinoma))"), "diagnosed with "),
    # Whom else it is said of.
    (sought(r"(?<![^ ])\( (?:in )?(?:subject|patient|participant) or (household contact|close contact) \)"), r"or \1 so affected"),
    (sought(r"^i (?=have |do not have |had |am )"), ""),
    (sought(r"^does patient have (?=[a-z])"), "has "),
    # Both kinds there are.
    (sought(r"(?<![^ ])(?:\( )?(?:squamous (?:cell )?(?:or|and|/|and/or) non ?squamous|non ?squamous (?:or|and|/|and/or) squamous)(?: cell)?(?: histology)? (?:\) )?(?=(?:nsclc|non small cell|histology|$))"), ""),
    (sought(r"(?<![^ ])female (?=\( [^()]*\) (?:breast|tumor))"), "female "),
    (sought(r"\banaplastic lymphoma kinase(?: \( alk \))?"), "alk"),
    # A change written onto its gene.
    (sought(r"\b(kras|nras|hras|braf|pik3ca|egfr|esr1|akt1|idh1|idh2|tp53|fgfr3|kit|met)[ -]?([acdefghiklmnpqrstvwy]\d{2,4}[acdefghiklmnpqrstvwy])\b"), lambda found: f"{found[1].replace('ras', 'ra')} {found[2]}"),
    (sought(r"\bunresectable locally advanced (?:/|or|and/or) (?:locally )?recurrent (?=breast|disease|cancer|tumor|solid|j)"), "unresectable locally advanced or unresectable locally recurrent "),
    (sought(r"(?<=\d % )expression by (?:ihc|immunohistochemistry)"), "by ihc"),
    (sought(r"\bher2 (?:neu )?(?:over ?expression|overexpressing) either (?=by |on )"), "her2 positive "),
    (sought(r"(?<![^ ])\( (?:pr / pgr|pgr / pr) \) "), ""),
    # "T1b-c".
    (sought(r"\b([cpy]*[tn][14])([a-c]) (?:- )?([b-d])(?= |$)"), r"\1\2 \1\3"),
    # A micrometastasis, and no heart attack: "T1 mi", "N1(mi)".
    (sought(r"\b([cpy]*[tn]1) \(? ?mi(?:c|cro)?\b(?: \))?"), r"\1mi"),
    # How many sites, and how much of an organ.
    (sought(r"\b(?:min|minimum) \. ?(?=\d)"), "at least "),
    (sought(r"\b(?:different |distinct |separate )?site of (?:metastasis|metastatic disease|distant metastasis)\b"), "metastatic site"),
    (sought(r"(?<=metastatic site )(?:involving|in) one or more (?:different )?organ(?: \( [^()]* \))?"), ""),
    (sought(r"\b(unresectable|inoperable) , (locally (?:recurrent|advanced))(?= )"), r"\1 \2"),
    (sought(r"(?:, |\( )(?:not otherwise specified|nos)(?: \( nos \))? ?(?:\) )?(?=:|,|$|\.)"), " "),
    (sought(r"\b(positive|negative) must (?:also )?(?:be|have been) (?:assessed|determined|confirmed|documented|tested|verified|established) (?=by|per|at|in|using|according)"), r"\1 as determined "),
    (sought(r"\bno (?:clinical |radiological |radiographic )?(?:evidence (?:or|of) )?suspicion of (?=metasta)"), "no evidence of "),
    (sought(r"\bno evidence of metastasis disease\b"), "no evidence of metastatic disease"),
    (sought(r"\blocally advance (?=breast|disease|cancer|or|and|/|tumor|solid)"), "locally advanced "),
    (sought(r"\bconfirmation and documentation of\b"), "confirmation of"),
    (sought(r"\bfirst , primary (?=diagnosis|breast)"), "primary "),
    (sought(r"\banatomic , clinical stage\b"), "clinical stage"),
    (sought(r"\bnon small cell or small cell lung (?:cancer|carcinoma)\b"), "nsclc or sclc"),
    (sought(r"\bhodgkin or non hodgkins? lymphoma\b"), "lymphoma"),
    (sought(r"\bmicro satellite\b"), "microsatellite"),
    (sought(r"\( (?:male or female|female or male|man or woman|woman or man|either sex) \) "), ""),
    # What a sign of the stage says again.
    (sought(r"(?<=chest wall or skin )\( [cp]*t4[a-d]?(?: (?:-|to|,|or|/)? ?(?:t4)?[a-d])* \)"), ""),
    (sought(r"\b(fixed axillary (?:lymph )?node(?: metastasis)?|matted (?:axillary )?(?:lymph )?node) \( [cp]*n2a? \)"), r"\1"),
    (sought(r"\b(supraclavicular (?:lymph )?node(?: involvement| metastasis)?) \( [cp]*n3c? \)"), r"\1"),
    (sought(r"\b(?:tumor|lesion|disease|metastasis|cancer) (?:(?:in|contact|with|invading|encasing|involving|infiltrating|surrounding|abutting|any|or|and|,|that|is|are|show|evidence|of) )+(?:major|large|great) (?:blood )?vessel"), "tumor invading major blood vessel"),
    (sought(r"\binvolvement of (?:large|major) (?:pulmonary |blood )?vessel by tumor\b"), "tumor invading major blood vessel"),
    (sought(r"^breast cancer patient who (?:are|is) (male|female)\b"), r"\1 patient"),
    # One bone, one breast.
    (sought(r"\b(?:metastasis|metastatic disease|disease|metastatic lesion) (?:limited|confined|restricted|localized) (?:only )?to (?:the )?(?:bone|skeleton)(?: only)?(?= |$)"), "bone only disease"),
    (sought(r"\bbone metastasis (?:(?:are|is|being) )?(?:as|is|are|being) (?:the )?(?:only|sole|exclusive) (?:metastatic |disease )?(?:site(?: of (?:disease|metastasis|metastatic disease))?|manifestation|evidence of (?:disease|metastasis)|disease site|metastatic site|disease)"), "bone only disease"),
    (sought(r"(?<!blastic )(?<!lytic )(?<!sclerotic )(?<!lesion )\b(?:exclusively|only) bone (?:metastasis|disease|lesion)\b|\bbone (?:limited|exclusive) (?:metastasis|disease)\b|\bbone metastasis (?:only|exclusively)\b|\bbone lesion only disease\b|\bonly bone metastasis\b"), "bone only disease"),
    # The sign of a stage behind the words for it.
    (sought(r"\b(inflammatory (?:breast )?(?:cancer|carcinoma)(?: of breast)?) \( (?:[cp]*t4d|ibc)(?: tumor| disease)? \)"), r"\1"),
    (sought(r"(?<=metastatic disease )\( [cp]*m1(?: disease)? \)"), ""),
    (sought(r"(?<=distant metastasis )\( [cp]*m[01](?: disease)? \)"), ""),
    (sought(r"(?<=metastasis )\( (?:[cp]*m[01] disease|[cp]*m1|stage 4|stage iv) \)"), ""),
    (sought(r"(?<=no evidence of metastasis )\( [cp]*m0 \)"), ""),
    # What asks for nothing: "any nodal stage", "non-measurable disease is eligible".
    (sought(r", any (?:nodal|node|n) (?:stage|status|category)(?= |$)"), ""),
    (sought(r"\( (?:non ?measurable|evaluable) (?:disease|lesion) (?:is|are) (?:also )?(?:eligible|allowed|permitted|acceptable) \)"), ""),
    (sought(r"\b(?:axillary |regional |lymph )*(?:node|nodal) positivity\b"), "node positive disease"),
    # Genes told at length.
    (sought(r"\bbreast cancer (?:susceptibility )?gene ([12]) \( brca\1 \)"), r"brca\1"),
    (sought(r"\bbreast cancer (?:susceptibility )?gene (?:brca ?([12]))\b"), r"brca\1"),
    (sought(r"\bbreast cancer (?:susceptibility )?gene ([12])\b"), r"brca\1"),
    (sought(r"\bphosphatidylinositol (?:4 , 5 bisphosphate )?3 kinase(?: catalytic subunit alpha)? \( pik3ca \)"), "pik3ca"),
    (sought(r"\b(?:kirsten rat sarcoma(?: viral oncogene homolog)?|estrogen receptor 1|tumor protein p53|phosphatase and tensin homolog|v raf murine sarcoma viral oncogene homolog b1?|anaplastic lymphoma kinase) \( (kras|esr1|tp53|pten|braf|alk) \)"), r"\1"),
    (sought(r"\bbrca ([12])(?= )"), r"brca\1"),
    (sought(r"(?<=brca1 )(and|or|and/or|/) ?(?:brca ?)?2(?= )"), r"\1 brca2"),
    (sought(r"\bp53 (?=(?:gene |pathway )?(?:mutation|mutated|mutant|alteration|variant))"), "tp53 "),
    (sought(r"\bmutation in p53(?= |$)"), "mutation in tp53"),
    (sought(r"\bvariant mutation\b"), "mutation"),
    (sought(r"\bmutation \( ?(germline|somatic)(?: (?:or|and/or|and|/) (germline|somatic))? ?\)"), lambda found: "mutation" if found[2] else f"{found[1]} mutation"),
    (sought(r"(?<=mutation )from myriad genetic(?: laboratory)? or (?:other|another) laboratory approved by [a-z ]+?(?=$|\.)"), ""),
    # A positive androgen receptor.
    (sought(r"\bar positive (?=(?:breast|triple|tnbc|metastatic|advanced|tumor|cancer|disease))"), "androgen receptor positive "),
)  # fmt: skip


_FOLLOWING = sought(
    r"\b(?:at least )?(?:one|any|any one|1|any of|one or more) of following (?:advanced |metastatic |solid |type of |breast |specified |eligible |malignant )*(?:cancer|tumor|malignancy|tumor type|cancer type|cancer diagnosis|tumor histology|solid tumor|breast cancer)(?: type)?(?: \( [^()]{0,50}\) )? ?: "
)


# A breast cancer that cannot be operated on is metastatic, or has grown too far where it is; of other cancers the word
# alone says nothing of the extent.
_CALLED = r"(?:(?:er|pr|hr|her2|estrogen|progesterone|hormone|receptor|triple|positive|negative|low|invasive|primary|or|and|and/or|/|,|\+) ){0,10}"
_NOT_TO_OPERATE = sought(
    rf"(?<![^ ])(inoperable|unresectable|non ?resectable) (?={_CALLED}breast (?:cancer|carcinoma|adenocarcinoma|tumor))"
)
_NOT_REMOVED = sought(
    r"(?<![^ ])(?:inoperable|unresectable|non ?resectable) (?=(?:(?:[a-z]+ ){0,3}(?:cancer|carcinoma|melanoma|sarcoma|adenocarcinoma)|[a-z]+oma|disease|tumor|malignancy)(?: |$))"
)
_SAID_AGAIN = sought(r", (?:ie|eg) ,? ?[^.;]*|\( (?:ie|eg) [^()]*\)")
_HOW_FAR = sought(r"metasta|local|stage|recurr|limited|advanced|\bt4|distant|operable or")


def with_short_disease(line: str) -> str:
    """A canonical line with the short form of what it says at length of the disease."""
    if "curative" in line or " cure" in line:
        line = _NOT_TO_RESECT.sub("locally advanced disease must be unresectable", line)
        line = _CURABLE.sub("amenable to curative treatment", line)
    if "inflammatory disease" in line and _BESIDE_NODES.search(line) is not None:
        line = line.replace("inflammatory disease", "inflammatory breast cancer")
    elif "inflammatory disease" in line and _OF_THE_BREAST.search(line) is None:
        # An inflammation somewhere, which is no inflammatory breast cancer.
        line = line.replace("inflammatory disease", "inflammatory disorder")
    if " present " in line:
        line = line.replace("must not present ", "must not have ").replace("do not present with ", "do not have ")
    if ("operable" in line or "resectable" in line) and _HOW_FAR.search(_SAID_AGAIN.sub("", line)) is None:
        line = _NOT_TO_OPERATE.sub(r"metastatic or \1 ", line)
        if "metastatic or " not in line:
            line = _NOT_REMOVED.sub("irresectable ", line)
    if "locally recurrent" in line:
        line = _RECURRENT.sub("unresectable locally recurrent ", line)
    listed = _FOLLOWING.search(line)
    if listed is not None:
        # One of those that follow: semicolons part them.
        behind = line[listed.end() :].replace(" ; or ", " or ").replace(" ; ", " or ")
        line = f"{line[: listed.start()]}{behind}"
    return _CHANGES.made_in(line)
