"""Tests, formulas and blood products in one short form: "GFR by the CKD-EPI 2021 equation", "transfusion of red blood cells"."""

from __future__ import annotations

from onward.reading.sought import Changes, sought

_BLOOD = r"(?:(?:packed |whole )?(?:red blood cell|red cell|erythrocyte|rbc|prbc|platelet|thrombocyte|blood product|blood component|blood|plasma)(?: \( (?:p?rbcs?|plts?) \))?)"
_BLOODS = rf"(?:{_BLOOD}(?:(?: ,| or| and| and/or| /)+ {_BLOOD})*)"
_GCSF = r"(?:(?:granulocyte )?colony stimulating factor|g csf|gcsf|gm csf|filgrastim|growth factor|erythropoietin|epo)"
_CHANGES = Changes(
    # Formulas that hold the name of an illness.
    (sought(r"\bchronic kidney disease epidemiology(?: collaboration)?(?: ?\( ?(?:ckd ?epi|ckd) ?\)| ckd epi)?(?: creatinine)?(?: cystatin c)?(?: \( (?:20\d\d) \)| 20\d\d)?(?= |$)"), "ckdepi"),
    (sought(r"\bckd ?epi(?: \( (?:20\d\d) \)| 20\d\d)?(?= |$)"), "ckdepi"),
    (sought(r"\bmodification of diet in renal disease(?: \( mdrd \))?(?: abbreviated)?(?= |$)"), "mdrd"),
    (sought(r"\bckdepi \( ckdepi \)"), "ckdepi"),
    (sought(r"\b(?:radioisotope|isotopic|nuclear|radionuclide) (?=(?:gfr|egfr|glomerular))"), ""),
    # Which of two tests may stand for the other: both are named anyway.
    (sought(r"\( (?:e?gfr|glomerular filtration rate)(?: \( e?gfr \))? (?:can|may) (?:also )?be used (?:in place|instead) of (?:creatinine|serum creatinine|crcl|creatinine clearance)(?: or (?:crcl|creatinine clearance))? \) ?"), ""),
    # When it was measured, in brackets.
    (sought(r"\( (?:the )?(?:last|most recent|to be|must be|must have been|should be|has to be|documented|assessed|determined|collected|drawn|done|tested|as|values?|test|measurement|performed|obtained|measured)(?: (?:measurement|value|test|performed|obtained|measured|drawn|done|taken|assessed|collected|be))* (?=(?:≤ |within )[^()]{3,60}\) )"), "( "),
    # Blood products.
    (sought(rf"\b(transfusion) (?:of|with) {_BLOODS}(?= |$)"), r"\1"),
    (sought(rf"(?<![^ ]){_BLOOD}(?:(?: ,| or| and| and/or| /)+ {_BLOOD})+ (transfusion)(?: support)?(?= |$)"), r"\1"),
    (sought(rf"(?<=transfusion )\( including (?:only )?{_BLOODS} \) ?"), ""),
    (sought(rf"\b({_GCSF}) (?:administration|support|use|injection|therapy|treatment)(?= (?:within|in|for|at|≤|<|or|and|,|\)))"), r"\1"),
    # Which vaccines are live, and that others are none: it only explains.
    (sought(r"(?: ?\. )(?:note : )?(?:some )?example of (?:such )?(?:live )?(?:\( ?)?(?:attenuated )?(?:\) )?vaccine include\b[^.]*(?=\. |$)"), " "),
    (sought(r"(?: ?\. )(?:the )?(?:intranasal |injectable |seasonal )*(?:influenza|flu) vaccine (?:for injection )?are (?:generally |usually )?(?:killed|inactivated) (?:virus )?(?:flu )?vaccine(?: ,)? and are (?:allowed|permitted)(?: ?[;.] however ?,? ?intranasal (?:influenza|flu) vaccine (?:\( [^()]*(?:\( [^()]*\) )?\) )?are live (?:attenuated )?vaccine(?: ,)? and are not (?:allowed|permitted))? ?(?=\. |$)"), " "),
    # A vaccine given is a vaccination.
    (sought(r"\b(?:immunization|vaccination|inoculation) (?:with|by|using) (?:any |a )?(?=(?:live|attenuated|inactivated) [a-z ]{0,24}vaccine)"), ""),
    # A heading that names two things before what is said of one.
    (sought(r"^(?:pregnancy|contraception|birth control|lactation|breast ?feeding|nursing)(?: (?:/|and|or) (?:pregnancy|contraception|birth control|lactation|breast ?feeding|nursing))+ : (?=.)"), ""),
    # Of whom a clearance is determined at all.
    (sought(r" ?[;.,] confirmation of creatinine clearance is (?:only )?required (?:only )?(?:when|if) creatinine (?:is )?> (?:[^.;()]|\.\d|(?<=\d) ?\. ?(?=\d))*(?= ?[.;]|$)"), " "),
    (sought(r" , no (transfusion|growth factor) (?:is |are )?allowed (?=≤|within)"), r" without \1 "),
    (sought(r"(?<= uln) of direct bilirubin(?= |$)"), ""),
    (sought(r"(?<=\d )(?:x )?1000000000 (?:cell |platelet |neutrophil )?(?:/|per) (?:l|liter|litre)(?= |$)"), "e9 / l"),
    # HbA1c in its other unit.
    (sought(r"\( (?:[≤≥<>] )?\d+(?:\.\d+)? mmol / mol \) ?"), ""),
    (sought(r"\b(?P<one>aspartate|alanine) (?P<joint>or|and|and/or|/|, or) (?P<other>aspartate|alanine) (?P<what>(?:amino)?transferase|transaminase)\b"), r"\g<one> \g<what> \g<joint> \g<other> \g<what>"),
    (sought(r"\b(?:elevation|increase|rise) (?:of|in) (?:serum )?(?=(?:transaminase|ast|alt|alkaline phosphatase|bilirubin|creatinine|aminotransferase)\b)"), "elevated "),
    # Who still breastfeeds may not enter.
    (sought(r"(?P<before>\bpregnan\w+ [^;]*?\bexcluded\b.*?)\bbreast ?feeding (?:should|must) be (?:discontinued|stopped) (?:prior to|before) (?:enrollment|registration|study entry|entry|study start|inclusion|randomization|first dose)"), r"\g<before>breastfeeding woman are excluded"),
    # What is eaten and drunk.
    (sought(r"\b(?:consumption|intake|ingestion|consuming|drinking|consumed|ingested|consume) (?:of )?(?=(?:grapefruit|seville orange)\b)"), "use of "),
    (sought(r"\b(grapefruit(?: juice)?) (?:consumption|intake|concentrate)(?= |$)"), r"\1"),
    (sought(r"\bgrapefruit(?: juice)? containing (?:food|beverage|product|juice)(?:(?: or| and| /| ,)+ (?:food|beverage|product|juice))*"), "grapefruit product"),
    (sought(r"\bherbal \( alternative \) (?=medicine|medication|product|supplement|remed)"), "herbal "),
    # What should have been done about the sugar before, and vaccines that others were given.
    (sought(r"(?: ?[.;])? ?(?:\( )?(?:note : )?(?:optimal |good |adequate )?(?:glyc(?:ae|e)mic|glucose|blood glucose) control should be (?:achieved|optimi[sz]ed) (?:before|prior to) [^.()]*?(?: \))?(?= *(?:[.;]|$))"), ""),
    (sought(r" \. (?:(?:patient|subject|participant) should also avoid )?close contact with (?:those|others|other|people|person)(?: who)? have received (?:live )?attenuated (?:live )?vaccine(?: should be avoided)?[^.]*(?=\. |\.?$)"), " "),
    (sought(r"\bej \. "), "eg "),
    (sought(r"(?<=\( )eg \. (?=[a-z])"), "eg "),
    (sought(r"(?<=gault )\d{4} (?=\))"), ""),
    # Contraception is no treatment of cancer, and belongs to what is denied with it.
    (sought(r"\b(?P<what>hormonal|hormone|endocrine) (?:therapy|treatment) (?:, )?including (?=(?:hormonal|oral) contracepti|hormone replacement)"), r"\g<what> therapy or "),
    (sought(r"\bsteroid hormone (?=therapy|replacement|treatment)"), "steroidal hormone "),
    # Signs and words that a hand left over.
    (sought(r"(?<=[≤≥<>] )than (?=\d|\.)"), ""),
    (sought(r"\bgilbert s (?=syndrome|disease)"), "gilbert "),
    (sought(r"\bhx of\b"), "history of"),
    (sought(r"(?<=upper limit of normal )(?:for (?:the )?lab(?:oratory)?|in (?:the )?facility|of (?:the )?reference range|reference range|according to (?:performing|local|institutional) lab(?:oratory)?(?: reference range)?)(?= |$)"), ""),
    (sought(r"(?<= uln )(?:for (?:the )?lab(?:oratory)?|in (?:the )?facility|of (?:the )?(?:normal )?reference range|reference range|according to (?:performing|local|institutional) lab(?:oratory)?(?: reference range)?)(?= |$)"), ""),
    (sought(r"(?<=normal )\( (?:ulrr|ulnr|uln range) (?=[;)])"), "( "),
    (sought(r"\b(?:of|prior to|before) (?:the )?(?:screening )?(?:laboratory|lab) (?:sample collection|test used to determine eligibility|assessment|sample|test|testing|evaluation)(?= |$)"), "prior to screening"),
)  # fmt: skip


def with_short_tests(line: str) -> str:
    """A canonical line with the short form of its tests."""
    return _CHANGES.made_in(line)
