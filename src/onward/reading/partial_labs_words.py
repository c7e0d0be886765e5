"""Words around laboratory limits, by what they do: introduce, tell how, widen, restrict, turn."""

from __future__ import annotations

from onward.reading.sought import sought
from onward.reading.word_set import word_set

# Before a limit, skipped: they name the sample or join.
SKIPPED = word_set("serum total plasma blood both also documented peripheral fasting baseline with have has having")

# They introduce a limit and say nothing themselves.
FRAMES = word_set(
    "adequate acceptable sufficient normal appropriate satisfactory preserved good baseline organ function functions bone marrow renal kidney hepatic liver cardiac heart pulmonary lung",
    "hematologic hematological haematologic haematological hematology hematopoietic haematology biochemistry biochemical chemistry chemical metabolic coagulation blood count counts laboratory lab clinical physiologic endocrine",
    "value values parameter parameters test tests result results criterion criteria level levels status reserve capacity screening pre post treatment registration system table profile routine examination",
    "patient subject participant must have has had having should show with be is are was as defined evidenced evidence by demonstrated shown determined documented indicated assessed measured meeting meet met meets",
    "following follow listed below the a an of on in at prior to first dose before study entry enrollment randomization start all and , : ( ) - / within obtained performed required include including ie eg",
    "accordance accordingly confirmed which that this these consist consisting based established initial minimum range acceptable serum plasma major end vital reasonable requirement non hematologic",
)

# They tell how, where or when it was measured.
NEUTRAL = word_set(
    "( ) , : - . obtained performed done measured calculated estimated determined assessed drawn collected by per using according to as with from on in at of for based the a an is are was were be must have been",
    "local institutional institution laboratory lab reference center site facility formula equation method standard estimate collection urine test testing screening baseline study entry registration randomization enrollment pre",
    "cockcroft gault cockroft mdrd ckd epi direct actual either both these this specimen result value assay analysis see protocol appendix detail data sheet within prior before first dose last all which each time point day cycle start treatment",
    "and/or or / min",
)

# Blood products and growth factors, that raise a count.
BLOOD_GIVEN = sought(
    r"\b(?:transfus\w+|growth factor|g ?csf|gcsf|gm csf|filgrastim|pegfilgrastim|erythropoie\w+|epo|esa|hematopoietic support|platelet support|iron|support\w*)\b"
)
# ... and are not to have raised it.
UNAIDED = sought(
    r"\b(?:not|no|without|washout|wash out|independent|unsupported|absence|free of|discontinued|since|after most|following (?:last|most)|unassisted|prohibited)\b(?<!with or without)"
)
# What keeps out.
FORBIDS = sought(
    r"\b(?:not (?:be )?(?:allowed|permitted|acceptable|eligible|permissible|enrolled|included)|must not|may not|cannot|can not|ineligible|excluded|prohibited)\b"
)
# What widens: more people are let in than the limit says.
LETS_IN = sought(
    r"\b(?:allowed|permitted|may|can|acceptable|eligible|be corrected|is corrected|tolerated|accepted|permissible|with or without|waived|exempt|could|utilized|regardless)\b"
)
# A demand of its own behind a limit: the limit tells of whom.
DEMANDS = sought(r"\b(?:must|should|shall|need|will|required?|requires|recommended|performed if|has to|have to)\b")
# Other people, or the opposite, are spoken of.
TURNS = sought(
    r"\b(?:if|unless|except\w*|exception|excluding|otherwise|not|no|without|when|whichever|either|instead|in case|who|whose|for patient|for subject|for participant|only|alternatively|neither|nor|provided|but|however|than)\b"
)
CONDITION = sought(
    r"(?:\(? ?)(?:if|when|where|in case|for (?:all |those )?(?:patient|subject|participant|woman|man|those)|in (?:patient|subject|participant|those)|patient with|subject with|participant with|only if|among)\b"
)
# An alternative follows.
BESIDE = frozenset({"or"})
RESTRICTS = word_set(
    "without with after stable independent unresponsive despite persistent confirmed unsupported plus requiring"
)
