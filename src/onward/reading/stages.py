"""The rules of the reader in the order in which they are tried: numbers first, what joins and turns last."""

from __future__ import annotations

from onward.reading.rules.adjuncts import ADJUNCTS, WHATEVER
from onward.reading.rules.bowel import BOWEL
from onward.reading.rules.but_for import BUT_FOR
from onward.reading.rules.cannot_stop import CANNOT_STOP
from onward.reading.rules.conditions import CONDITIONS
from onward.reading.rules.courses import COURSES
from onward.reading.rules.denials import LOGIC
from onward.reading.rules.described import NOUNS
from onward.reading.rules.disease import DISEASE
from onward.reading.rules.disease_joined import JOINED
from onward.reading.rules.disease_words import WORDS
from onward.reading.rules.doses import DOSES, EXCEPTED
from onward.reading.rules.drug_names import DRUG_NAMES, STRANGERS, TARGETS
from onward.reading.rules.drugs import DRUGS, LISTED
from onward.reading.rules.drugs_held import HELD
from onward.reading.rules.event_places import PLACES
from onward.reading.rules.everyday import NEEDS, PEOPLE, WHO
from onward.reading.rules.examples import EXAMPLES, NAMED
from onward.reading.rules.extents import EXTENTS
from onward.reading.rules.genes import GENES
from onward.reading.rules.given_how import HOW
from onward.reading.rules.harmless import HARMLESS, TRAILING
from onward.reading.rules.heart import DEFINED, HEART
from onward.reading.rules.heart_values import ECG_NAMES, FAMILY, HEART_VALUES, RECENT
from onward.reading.rules.her2_joined import HER2
from onward.reading.rules.illness import ALLERGIES, CANCERS, GRADES, QUALITIES
from onward.reading.rules.illness_words import AROUND, BEHIND_LISTS
from onward.reading.rules.infection import INFECTION
from onward.reading.rules.irradiation import BEYOND, IRRADIATION
from onward.reading.rules.lab_aided import LAB_AIDED
from onward.reading.rules.lab_behind import BEHIND, LAB_SHOWN
from onward.reading.rules.lab_beside import LAB_BESIDE
from onward.reading.rules.lab_cases import LAB_CASES
from onward.reading.rules.lab_defined import LAB_DEFINED
from onward.reading.rules.lab_depending import DEPENDING
from onward.reading.rules.lab_frames import LAB_EITHER, LAB_SEX, LAB_SHAPES
from onward.reading.rules.lab_heads import LAB_HEADS
from onward.reading.rules.lab_last import LAB_LAST
from onward.reading.rules.lab_life import LIFE
from onward.reading.rules.lab_names import LAB_NAMES
from onward.reading.rules.lab_no_sign import NO_SIGN
from onward.reading.rules.lab_outside import LAB_OUTSIDE
from onward.reading.rules.lab_pairs import LAB_PAIRS
from onward.reading.rules.lab_slips import LAB_SLIPS, LAB_UNREAD
from onward.reading.rules.lab_told import LAB_OVER, LAB_TOLD
from onward.reading.rules.lab_who import LAB_WHO
from onward.reading.rules.labs import LABS
from onward.reading.rules.lines_let_in import LET_IN
from onward.reading.rules.lists import LISTS, PRESENCE
from onward.reading.rules.lost_signs import LOST, LOST_LISTS
from onward.reading.rules.margins import MARGINS
from onward.reading.rules.measures import MEASURES, PERSONS_AGE
from onward.reading.rules.menopause import MENOPAUSE, SUPPRESSED
from onward.reading.rules.mild import MILD
from onward.reading.rules.mixed_lists import MIXED
from onward.reading.rules.of_premenopausal import MEN_OR, OF_PREMENOPAUSAL
from onward.reading.rules.open_class import OPEN
from onward.reading.rules.operated import BEHIND_AN_OPERATION, OPERATED
from onward.reading.rules.operations import OPERATIONS
from onward.reading.rules.others_that import FOLLOWING, OTHERS_THAT
from onward.reading.rules.own_definitions import OWN
from onward.reading.rules.permitted import PERMITTED
from onward.reading.rules.person import AGES, PERFORMANCE, SEXES
from onward.reading.rules.person_words import MORE_AGES, MORE_SCALES, WHOSE
from onward.reading.rules.prior_therapy import PRIOR
from onward.reading.rules.procedures import PROCEDURES
from onward.reading.rules.quantities import QUANTITIES, WINDOWS
from onward.reading.rules.reactions import REACTIONS
from onward.reading.rules.recent_or_planned import RECENT_OR_PLANNED
from onward.reading.rules.receptors import RECEPTORS
from onward.reading.rules.requirements import FRAMES
from onward.reading.rules.restrictions import RESTRICTIONS
from onward.reading.rules.settings import SETTINGS
from onward.reading.rules.stage_groups import STAGE_GROUPS
from onward.reading.rules.swallowing import SWALLOWING
from onward.reading.rules.therapy_ends import ENDS, RELAPSE
from onward.reading.rules.therapy_lines import COUNTS
from onward.reading.rules.told_behind import TOLD
from onward.reading.rules.toxicities import TOXICITIES
from onward.reading.rules.treated_disease import PLACED, TREATED
from onward.reading.rules.treatment import TIMES, TREATMENTS
from onward.reading.rules.treatment_apart import APART
from onward.reading.rules.treatment_kinds import WAYS
from onward.reading.rules.treatment_told import BESIDE
from onward.reading.rules.tumour_size import TNM
from onward.reading.rules.vaccines import VACCINES
from onward.reading.rules.washouts import WASHOUTS
from onward.reading.rules.windows_behind import WINDOWED

STAGES = (
    PERSONS_AGE,
    AGES,
    MORE_AGES,
    QUANTITIES,
    SWALLOWING,
    WINDOWS,
    VACCINES,
    HARMLESS,
    MORE_SCALES,
    PERFORMANCE,
    LAB_SHAPES,
    LAB_NAMES,
    ECG_NAMES,
    LOST,
    LAB_SEX,
    LAB_PAIRS,
    LAB_SLIPS,
    LAB_OVER,
    LABS,
    LOST_LISTS,
    LIFE,
    LAB_OUTSIDE,
    NO_SIGN,
    LAB_TOLD,
    RECEPTORS,
    HER2,
    GENES,
    TNM,
    STAGE_GROUPS,
    DISEASE,
    MENOPAUSE,
    BEHIND,
    LAB_WHO,
    LAB_EITHER,
    LAB_CASES,
    LAB_AIDED,
    LAB_SHOWN,
    LAB_DEFINED,
    HEART_VALUES,
    MEASURES,
    DEPENDING,
    LAB_TOLD,
    LAB_OUTSIDE,
    TRAILING,
    BEHIND,
    CANCERS,
    NOUNS,
    EXTENTS,
    NOUNS,
    OWN,
    WORDS,
    NOUNS,
    JOINED,
    SETTINGS,
    TARGETS,
    STRANGERS,
    DRUG_NAMES,
    DOSES,
    DRUGS,
    LISTED,
    FOLLOWING,
    HELD,
    LISTED,
    WAYS,
    EXCEPTED,
    PROCEDURES,
    IRRADIATION,
    PLACES,
    MARGINS,
    OPERATED,
    OPERATIONS,
    PRIOR,
    TREATMENTS,
    HOW,
    TIMES,
    HOW,
    CANNOT_STOP,
    OTHERS_THAT,
    RECENT_OR_PLANNED,
    BESIDE,
    COUNTS,
    ENDS,
    RELAPSE,
    WASHOUTS,
    BEYOND,
    OPERATIONS,
    SUPPRESSED,
    BUT_FOR,
    TOLD,
    COURSES,
    APART,
    LET_IN,
    REACTIONS,
    ALLERGIES,
    HEART,
    INFECTION,
    QUALITIES,
    GRADES,
    OPEN,
    AROUND,
    QUALITIES,
    GRADES,
    AROUND,
    BOWEL,
    TOXICITIES,
    NEEDS,
    ADJUNCTS,
    PRESENCE,
    NAMED,
    LISTS,
    FAMILY,
    WINDOWED,
    RECENT,
    PRESENCE,
    NAMED,
    LISTS,
    EXAMPLES,
    BEHIND_LISTS,
    WINDOWED,
    PRESENCE,
    NAMED,
    LISTS,
    BEYOND,
    WHATEVER,
    PEOPLE,
    HEART,
    INFECTION,
    JOINED,
    RESTRICTIONS,
    LOGIC,
    BUT_FOR,
    PERMITTED,
    SEXES,
    MEN_OR,
    WHOSE,
    WHO,
    OF_PREMENOPAUSAL,
    LAB_BESIDE,
    LAB_LAST,
    LAB_UNREAD,
    LAB_HEADS,
    MILD,
    MIXED,
    FRAMES,
    PLACED,
    CONDITIONS,
    LAB_HEADS,
    LAB_BESIDE,
    LOGIC,
    BEHIND_AN_OPERATION,
    FRAMES,
    CONDITIONS,
    TREATED,
    DEFINED,
)
