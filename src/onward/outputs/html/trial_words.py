"""Fixed words for trials: what a phase is, what masking means, what a verdict says. Nothing is composed freely."""

from __future__ import annotations

import re
from collections.abc import Iterable

from onward.engines.search import NOT_STATED
from onward.engines.trials import Verdict
from onward.registry import Arm, Intervention, Phase, Recruitment, Trial, phases_of

VERDICTS = {
    Verdict.ELIGIBLE: "Fits what is recorded",
    Verdict.POSSIBLE: "May fit",
    Verdict.NOT_NOW: "Not now",
    Verdict.NOT_ELIGIBLE: "Does not fit",
}
VERDICT_SAYS = {
    Verdict.ELIGIBLE: "Every line of the trial that a record can answer is met.",
    Verdict.POSSIBLE: "Nothing on record stands in the way, and something is open.",
    Verdict.NOT_NOW: "Something on record stands in the way, and it may change.",
    Verdict.NOT_ELIGIBLE: "Something on record stands in the way, and it cannot change.",
}
WHO_DECIDES = "Only the doctors of the trial decide who takes part, after their own tests and with your consent."

PHASES = {
    Phase.EARLY_1: "Early phase 1: a first look at what a small amount does, in very few people.",
    Phase.ONE: "Phase 1: looks for the right dose and for side effects, in few people.",
    Phase.TWO: "Phase 2: looks at whether it works against the disease, and at side effects.",
    Phase.THREE: "Phase 3: compares it with what is usually given, in many people.",
    Phase.FOUR: "Phase 4: watches a treatment that is already in use.",
    Phase.NOT_APPLICABLE: "No phase: phases are for drugs and vaccines.",
}

RECRUITMENT = {
    Recruitment.RECRUITING: "It takes people now.",
    Recruitment.NOT_YET: "It does not take people yet.",
    Recruitment.BY_INVITATION: "It takes only people whom it invites.",
    Recruitment.SUSPENDED: "It has stopped taking people for the time being.",
    Recruitment.CLOSED: "It takes nobody any more.",
    Recruitment.COMPLETED: "It has ended.",
    Recruitment.TERMINATED: "It was ended early.",
    Recruitment.WITHDRAWN: "It was given up before anybody took part.",
    Recruitment.EXPANDED_ACCESS: "The treatment can be asked for outside of a trial.",
    Recruitment.UNKNOWN: "Whether it takes people is not known.",
}

_PURPOSES = {
    "TREATMENT": "treating the disease",
    "PREVENTION": "preventing disease",
    "DIAGNOSTIC": "finding or measuring disease",
    "SUPPORTIVE_CARE": "easing symptoms and side effects",
    "SCREENING": "finding disease early",
    "HEALTH_SERVICES_RESEARCH": "how care is given",
    "BASIC_SCIENCE": "understanding the disease",
    "DEVICE_FEASIBILITY": "whether a device works",
    "ECT": "a treatment without a control group",
}
_STUDY_TYPES = {
    "OBSERVATIONAL": "People are observed; the study itself gives no treatment.",
    "EXPANDED_ACCESS": "The treatment is given outside of a trial to people who can join none.",
}
_KINDS = {
    "DRUG": "drug",
    "BIOLOGICAL": "biological drug",
    "PROCEDURE": "operation or procedure",
    "RADIATION": "radiotherapy",
    "BEHAVIORAL": "behaviour, exercise or advice",
    "DEVICE": "device",
    "DIAGNOSTIC_TEST": "test",
    "DIETARY_SUPPLEMENT": "diet or supplement",
    "GENETIC": "gene or cell therapy",
    "COMBINATION_PRODUCT": "drug and device together",
}
_SUBTYPES = {
    "HR+/HER2-": "hormone receptor positive, HER2-negative",
    "HR+/HER2+": "hormone receptor positive, HER2-positive",
    "HR-/HER2+": "hormone receptor negative, HER2-positive",
    "HR+": "hormone receptor positive",
    "HER2+": "HER2-positive",
    "HER2-": "HER2-negative",
    "HER2-low": "HER2-low",
    "HER2-ultralow": "HER2-ultralow",
    "TNBC": "triple negative",
}
_LINES = {
    "first": "as the first treatment after it has spread",
    "second": "as the second treatment after it has spread",
    "third": "as the third treatment after it has spread",
    "later": "after several treatments",
}
FOR_A_HUMAN = {
    "consent": "agreeing to take part",
    "logistics": "travel, samples or insurance",
    "judgement": "the judgement of the trial's doctors",
}


def _word(text: str) -> str:
    """A registry's word in one spelling: "None (Open Label)" is NONE, "Non-Randomized" is NON_RANDOMIZED."""
    return re.sub(r"[^A-Z0-9]+", "_", text.split("(")[0].upper()).strip("_")


def phases_in_words(trial: Trial) -> tuple[str, ...]:
    """What each phase of the trial is for."""
    return tuple(PHASES[phase] for phase in phases_of(trial.phases))


def phase_label(trial: Trial) -> str:
    """ "Phase 1 and 2", "no phase"; "" when the registry states none."""
    phases = phases_of(trial.phases)
    if not phases:
        return ""
    if phases == (Phase.NOT_APPLICABLE,):
        return "no phase"
    return f"phase {' and '.join(phase.value.lower() for phase in phases)}"


def purpose_in_words(trial: Trial) -> str:
    """ "The aim is treating the disease."; "" when the registry states none."""
    purpose = _PURPOSES.get(_word(trial.primary_purpose), "")
    return f"The aim is {purpose}." if purpose else ""


def study_type_in_words(trial: Trial) -> str:
    """What kind of study it is, where it is no ordinary trial; "" else."""
    return _STUDY_TYPES.get(_word(trial.study_type), "")


def kind_in_words(intervention: Intervention) -> str:
    """ "drug", "radiotherapy"; "not stated" when the registry gives no kind that Onward knows."""
    return _KINDS.get(_word(intervention.type), NOT_STATED)


def subtypes_in_words(subtypes: Iterable[str]) -> tuple[str, ...]:
    """Subtypes as a search reads them, in the clinic's words."""
    return tuple(_SUBTYPES.get(one, one) for one in subtypes)


def lines_in_words(lines: Iterable[str]) -> tuple[str, ...]:
    """Lines of treatment as a search reads them."""
    return tuple(_LINES.get(one, one) for one in lines)


def chance_in_words(trial: Trial) -> str:
    """Who decides which treatment is given; "" when the registry does not say."""
    match _word(trial.allocation):
        case "RANDOMIZED":
            return "Chance decides who is in which group (randomised)."
        case "NON_RANDOMIZED":
            return "Chance does not decide who is in which group."
        case _:
            return ""


def masking_in_words(trial: Trial) -> str:
    """Who knows which treatment is given; "" when the registry does not say."""
    match _word(trial.masking):
        case "NONE" | "OPEN_LABEL" | "NO_MASKING":
            return "Everybody knows which treatment is given (open label)."
        case "SINGLE" | "SINGLE_BLIND":
            return "One side, for example you or those who judge the result, does not know which treatment is given."
        case "DOUBLE" | "TRIPLE" | "QUADRUPLE" | "DOUBLE_BLIND":
            return "Several sides, for example you and your doctors, do not know which treatment is given (masked)."
        case _:
            return ""


_PLACEBO = re.compile(r"\b(?:placebo|sham)\b", re.IGNORECASE)


def placebo_in_words(trial: Trial) -> str:
    """Whether somebody is given something without effect; "" when nothing in the registry speaks of it."""
    texts = (
        *(_of_arm(arm) for arm in trial.arms),
        *(f"{one.type} {one.name} {' '.join(one.other_names)}" for one in trial.interventions),
    )
    if any(_PLACEBO.search(text) for text in texts):
        return "One group is given a placebo, which has no drug in it, alone or beside a treatment."
    return ""


def _of_arm(arm: Arm) -> str:
    return f"{arm.type} {arm.label} {' '.join(arm.interventions)}".replace("_", " ")
