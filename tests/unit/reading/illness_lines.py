"""Lines about illnesses, infections and what is said around them, written by hand. None: the line must not be read whole."""

from __future__ import annotations

from typing import Any

from tests.unit.reading.health_lines import ASKED, ill, no
from tests.unit.reading.lab_lines import either

Plain = dict[str, Any]

EXCLUSION: list[tuple[str, Plain | None]] = [
    # what an illness needed stays with it, in its own words
    ("Arrhythmia requiring medication or angina", either(ill("arrhythmia or long QT", qualities=["-"]), ill("angina"))),
    (
        "Pleural effusion or ascites requiring repeated drainage",
        either(ill("pleural effusion", status="now", qualities=["-"]), ill("ascites", status="now", qualities=["-"])),
    ),
    # ... and a second thing that is needed is no illness of its own
    (
        "Infection requiring antibiotics, antivirals or antifungals by vein",
        ill("infection", status="now", qualities=["-", "-"]),
    ),
    # how it was seen changes nothing; a place narrows
    ("Ischaemia on the electrocardiogram", ill("ischaemia")),
    ("Uveitis in either eye", ill("uveitis")),
    ("Infection in either eye", ill("infection", status="now", qualities=["-"])),
    # the scale of a grade is left out, and the word before it stays whole
    ("Infection CTCAE v5.0 grade 3 or higher", ill("infection", status="now", at_least_grade=3)),
    ("Hypertension CTCAE grade 3 or higher", ill("hypertension", at_least_grade=3)),
    (
        "Neuropathy of grade 2 or higher based on CTCAE v5.0",
        ill("peripheral neuropathy", status="now", at_least_grade=2),
    ),
    # whoever was vaccinated against an illness need never have had it
    ("Varicella vaccine within 28 days", {"all_of": [{"had": {"event": "vaccine", "within_days": 28}}, ASKED]}),
    ("Any vaccination (including influenza) within 28 days", {"had": {"event": "vaccine", "within_days": 28}}),
    # a risk is no illness
    ("High risk of bleeding", None),
    ("Stroke or a high risk of bleeding", either(ill("stroke"), ASKED)),
    # liver function by Child and Pugh
    ("Child-Pugh class B or C", ill("liver disease", qualities=["-"])),
    ("Cirrhosis (Child-Pugh B or worse)", ill("cirrhosis", qualities=["-"])),
    # by which book it was told
    ("Meeting DSM-5 criteria for bipolar disorder", ill("bipolar disorder")),
    # either kind leaves nothing out
    ("Acquired or hereditary thrombophilia", ill("thrombophilia")),
    ("Primary or secondary haemochromatosis", ill("haemochromatosis")),
    # what comes back is the illness
    ("Recurrent syncope", ill("syncope", qualities=["-"])),
    # any of those named, in one time
    (
        "Any of the following in the last 6 months: stroke, TIA or syncope",
        {
            "any_of": [
                ill("stroke", within_days=180),
                ill("transient ischaemic attack", within_days=180),
                ill("syncope", within_days=180),
            ]
        },
    ),
    # a member that is not understood would lose the time for what stands behind it
    ("Any of the following in the last 6 months: stroke, a glimmer, or syncope", None),
    # the heading of what stands below
    ("Any of the following cardiac abnormalities", None),
    # an example says of itself that it is there now; where all is judged, nobody reads it
    ("Uncontrolled illness including active infection", either(ASKED, ill("infection", status="now"))),
    ("Severe or uncontrolled illness, infection or comorbidity", None),
    # one time for an illness and its example
    (
        "Stroke, including transient ischaemic attack, within 6 months",
        either(ill("stroke", within_days=180), ill("transient ischaemic attack", within_days=180)),
    ),
    (
        "Thromboembolic events such as a stroke, including transient ischaemic attack, within 6 months",
        {
            "any_of": [
                ill("thromboembolism", within_days=180),
                ill("stroke", within_days=180),
                ill("transient ischaemic attack", within_days=180),
            ]
        },
    ),
    # the head is not understood, its examples are
    ("Glimmering events such as stroke or angina", {"any_of": [ill("stroke"), ill("angina"), ASKED]}),
    # names that were taken too widely
    ("Chronic pancreatitis", ill("chronic pancreatitis")),
    ("Emphysema", ill("pulmonary emphysema")),
    ("Acute leukaemia", ill("acute leukaemia")),
    ("Portal hypertension", ill("portal hypertension")),
    # what is said of the first kind goes for each kind of infection
    (
        "Uncontrolled grade 3 or higher viral, bacterial or fungal infection within 2 weeks",
        {
            "any_of": [
                ill(kind, at_least_grade=3, within_days=14, qualities=["-"])
                for kind in ("viral infection", "bacterial infection", "fungal infection")
            ]
        },
    ),
    # ... and not for a member that begins anew
    (
        "Unstable arrhythmia, or evidence of ischaemia",
        either(ill("arrhythmia or long QT", qualities=["-"]), ill("ischaemia")),
    ),
    (
        "Significant peripheral vascular disease, or a history of coagulopathy",
        either(ill("peripheral vascular disease", qualities=["-"]), ill("bleeding disorder")),
    ),
    # one noun, one adjective
    (
        "Uncontrolled bleeding or thrombotic disorders",
        either(ill("bleeding disorder", qualities=["-"]), ill("thromboembolism", qualities=["-"])),
    ),
    # "current" and "uncontrolled" go together
    (
        "Current uncontrolled arrhythmia or angina",
        either(
            ill("arrhythmia or long QT", status="now", qualities=["-"]), ill("angina", status="now", qualities=["-"])
        ),
    ),
    # members that are told apart: only the last needs it
    (
        "Stroke within 6 months, or heart failure requiring diuretics",
        either(ill("stroke", within_days=180), ill("heart failure", qualities=["-"])),
    ),
    (
        "Active heart disease, or symptomatic arrhythmia currently requiring medication",
        either(ill("cardiac disease", status="now"), ill("arrhythmia or long QT", qualities=["-", "-"])),
    ),
    # illnesses that are not the same
    ("Ventricular fibrillation", ill("ventricular fibrillation")),
    ("Li-Fraumeni syndrome", ill("Li-Fraumeni syndrome")),
    ("DRESS syndrome", ill("DRESS syndrome")),
    ("Sensory neuropathy", ill("peripheral sensory neuropathy", status="now")),
    ("Sensory or motor neuropathy", ill("peripheral neuropathy", status="now")),
    ("Abnormal renal function", ill("abnormal kidney function")),
    ("Primary immunodeficiency", ill("primary immunodeficiency")),
    # how bad an illness is stays with it
    ("Decompensated heart failure", ill("heart failure", qualities=["-"])),
    ("Severe lung disease", ill("lung disease", qualities=["-"])),
    ("End-stage renal disease", ill("end-stage kidney disease")),
    # a time that stands with it in words is no "now"
    (
        "Serious non-healing wound, ulcer or fracture within 4 weeks",
        either(
            ill("wound", within_days=28, qualities=["-"]),
            ill("ulcer", qualities=["-", "-"]),
            ill("fracture", within_days=28, qualities=["-"]),
        ),
    ),
    (
        "Serious infection requiring antibiotics within 7 days before day 1",
        ill("infection", qualities=["-", "-"]),
    ),
    # another disease of the nervous system is no spread of the cancer
    ("Seizure or any other CNS disease", either(ill("seizure"), ill("neurological disease"))),
    # lines that ran together: an illness is no allergen
    (
        "Allergic reactions to fulvestrant or glimmerib Uncontrolled intercurrent illness",
        either({"allergy_to": {"drugs": ["fulvestrant"]}}, ASKED),
    ),
    ("Infectious colitis", ill("infectious colitis")),
    ("Ocular hypertension", ill("ocular hypertension")),
    # whom a later sentence lets in is asked, whatever it calls them
    (
        "Symptomatic ascites. Participants who are stable for 2 weeks after treatment are eligible.",
        {"all_of": [ill("ascites", status="now", qualities=["-"]), {"not": ASKED}]},
    ),
    # an illness that passes is meant as it is now, unless the words speak of the past or of a time
    ("Pleural effusion", ill("pleural effusion", status="now")),
    ("History of pleural effusion", ill("pleural effusion")),
    ("Infection within 2 weeks", ill("infection", within_days=14)),
    ("Wound healing disorder", ill("wound healing disorder", status="now")),
    # what is said of the first wound goes for each kind of wound
    (
        "Serious, non-healing wound, ulcer or bone fracture",
        either(
            ill("wound", status="now", qualities=["-"]),
            ill("ulcer", status="now", qualities=["-"]),
            ill("fracture", qualities=["-"]),
        ),
    ),
    # each of the examples is active as their head is
    (
        "Active connective tissue disease, such as lupus or scleroderma",
        either(
            ill("connective tissue disease", status="now"),
            ill("systemic lupus erythematosus", status="now"),
            ill("scleroderma", status="now"),
        ),
    ),
    (
        "Active hepatitis B (for example, hepatitis B surface antigen positive)",
        ill("hepatitis B", status="now"),
    ),
    # what was needed holds for the illness and its kind
    (
        "History of pneumonitis including radiation pneumonitis that required steroids",
        either(ill("pneumonitis", qualities=["-"]), ill("radiation pneumonitis", qualities=["-"])),
    ),
    (
        "Cardiac disease, including arrhythmia requiring medication",
        either(ill("cardiac disease"), ill("arrhythmia or long QT", qualities=["-"])),
    ),
]

INCLUSION: list[tuple[str, Plain | None]] = [
    # an event that hinders something is not asked for: its denial was lost
    ("Prior surgical procedures affecting absorption", None),
    ("No uveitis in either eye", no(ill("uveitis"))),
    ("No risk of bleeding", None),
]

# What a sentence cannot do without is asked, the whole of it stays for a human; what may stand for itself is left alone.
CAREFUL_EXCLUSION: list[tuple[str, Plain | None]] = [
    ("Glimmering oedema due to heart failure", {"all_of": [ill("oedema"), ASKED]}),
    (
        "Unstable angina of the zorbic kind, or a myocardial infarction that needed quizzing",
        {"all_of": [{"any_of": [ill("unstable angina"), ill("myocardial infarction")]}, ASKED]},
    ),
    # a way without an illness that is known could count by itself
    ("Venous or glimmering thromboembolism of the arterial kind", None),
    ("Contraindications of the glimmering kind because of stroke", None),
    # a risk, somebody else's illness, an attempt to prevent it
    ("Glimmering risk of stroke in the zorbic sense", None),
    ("Prevention of stroke by glimmering", None),
    ("Glimmering medication for diabetes", None),
    ("Stroke in a first-degree relative of the zorbic kind", None),
    # of nobody else than of those who have it
    (
        "Participants with hepatitis B must have a glimmering viral load",
        {"all_of": [ill("hepatitis B"), no(ASKED)]},
    ),
]
CAREFUL_INCLUSION: list[tuple[str, Plain | None]] = [
    ("Patients must not have zorbic arrhythmia", no({"all_of": [ill("arrhythmia or long QT"), ASKED]})),
    ("Participants with HIV must be on glimmering treatment", {"any_of": [no(ill("HIV")), ASKED]}),
    ("No or glimmering oedema of the quizzed kind", None),
    ("In case of stroke the zorbic mordle must be raised", None),
]
EXCLUSION += CAREFUL_EXCLUSION
INCLUSION += CAREFUL_INCLUSION
