"""Adjectives: which words narrow the noun beside them, and which only say how much of an illness there is."""

from __future__ import annotations

from onward.reading.sought import sought
from onward.reading.word_set import word_set

# What may stand between frame and thing: an adjective narrows the noun behind it. These do not, or name another thing.
_NO_ADJECTIVE = sought(
    r"^(?:no|not|non|none|never|without|neither|nor|free|absence|absent|lack|negative|un\w*known|possible|potential|potentially|suspected|presumed|presumptive|probable|risk|family|familial|anti|pre|post|post\w+ive|former|low|lower|high|higher|elevated|increased|decreased|reduced|"
    r"partner|sibling|sister|mother|relative|donor|caregiver|healthy|normal|adequate|other|another|than|same|different|either|both|including|such|like|unless|except|if|may|can|could|would|will|able|unable|ability|inability|willing|unwilling|"
    r"planned|planning|scheduled|need|needing|candidate|indication|contraindication|allergy|hypersensitivity|intolerance|resistant|refractory|response|responding|last|first|second|third|only|sole|time|day|week|month|year|test|testing|"
    r"or|and|and/or|of|for|to|in|on|at|by|from|as|per|during|after|before|since|until|about|between|through|but|which|whose|whom|his|her|their|its|it|this|these|those|they|he|she|every|some|few|most|much|number|dose|cycle|course|line|regimen|agent|drug|"
    r"prevent\w*|avoid\w*|exclu\w+|eligib\w+|allow\w*|permit\w*|accept\w*|refus\w+|declin\w+|discontinu\w+|stop\w*|complet\w+|fail\w*|progress\w+|relaps\w+|screen\w*|surviv\w+|treat\w*|mimick\w*|resembl\w*|minus|plus|x|poor|inadequate|insufficient|impaired|abnormal|limited|difficult|bad|diminished|deficient|less|more|least|most|part|type|class|gene|status|level|score|imaging|study|trial|protocol)$"
)
_ADJECTIVE = sought(
    r"^(?:[a-z]{3,}(?:al|ic|ive|ous|ed|ing|ant|ent|ary|ory|able|ible|ar|oid|ly|ile|ine|ate|ite|ish|ful|less|esthetic)|large|small|gross|extreme|pure|sole|full|dry|wet|deep|rare|sensory|motor|open|early|late|right|left|upper|lower|severe|long|short|dense|brittle|invasive|overt|frank|occult|wide|whole|bulky|diffuse)$"
)
ONLY_NARROWS = word_set(
    "extensive ipsilateral bilateral unilateral contralateral baseline residual chronic acute severe serious significant active uncontrolled symptomatic asymptomatic persistent recurrent recent new important major minor mild moderate clinical clinically",
    "concomitant concurrent unresolved untreated treated unstable progressive refractory resistant extreme gross overt frank detectable measurable visible documented invasive systemic disseminated local localized widespread diffuse multiple life threatening",
    "medically medical relevant substantial debilitating intermittent frequent ongoing permanent irreversible complicated hemodynamically poorly difficult early late long standing existing intercurrent generalized massive large left right upper lower",
)


def narrows_an_illness(word: str) -> bool:
    """Whether an adjective before an illness only says how much, or how long, there is of it."""
    return word in ONLY_NARROWS


def is_adjective(word: str) -> bool:
    """Whether a word narrows the noun beside it."""
    return _NO_ADJECTIVE.match(word) is None and _ADJECTIVE.match(word) is not None
