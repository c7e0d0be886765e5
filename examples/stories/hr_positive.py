"""Rowena Quillfeather, 62, invented: HR+/HER2-low breast cancer, early in 2016, bone disease 2022, liver disease 2024."""
# ruff: noqa: E501 (tables are read across, a row a line)

PREFIX = "hr"
BY_UUID = False

PERSON = {
    "family": "Quillfeather",
    "given": "Rowena",
    "text": "Rowena Quillfeather (invented person)",
    "born": "1964-02-09",
    "postal_code": "63110",
    "record_number": "EX-000101",
}

CONDITIONS = """
id              | name                     | text                                            | status   | from       | to         | recorded
hypertension    | Hypertension             |                                                 | active   | 2014       |            | 2016-03-21
diabetes        | Type 2 diabetes mellitus |                                                 | active   | 2019-04    |            | 2019-04-15
lipids          | Hyperlipidemia           |                                                 | active   | 2017       |            | 2017-06-12
premenopausal   | Premenopausal            | Premenopausal at diagnosis of early disease     | resolved | 2016-03-21 | 2018-11-20 | 2016-03-21
postmenopausal  | Postmenopausal           | Postmenopausal, FSH and estradiol of 2018-11-20 | active   | 2018-11-20 |            | 2018-11-27
febrile         | Febrile neutropenia      | Febrile neutropenia on ribociclib               | resolved | 2022-07-18 | 2022-07-25 | 2022-07-18
hyperglycemia   | Hyperglycemia            | Hyperglycemia grade 2 on capivasertib           | active   | 2025-08-25 |            | 2025-08-25
back-pain       | Backache                 | New mid-thoracic back pain, worse at night      | active   | 2026-11-06 |            | 2026-11-09
"""

ALLERGIES = """
id    | type    | to                               | reaction           | severity | recorded
sulfa | allergy | Sulfamethoxazole / trimethoprim  | Maculopapular rash | mild     | 2016-03-21
"""

FAMILY = """
id     | relative | illness       | age
mother | mother   | Breast cancer | 71
"""

PRIMARY = {
    "side": "left",
    "text": "Invasive carcinoma of the left breast",
    "histology": "Invasive carcinoma of no special type, grade 2",
    "found": "2016-03",
    "recorded": "2016-03-21",
    "stage": "IIB",
    "staged_by": "stage-group",
}

STAGING = """
id    | date       | what             | value   | edition
cm    | 2016-03-21 | cM               | cM0     | 7
pt    | 2016-04-12 | pT               | pT2     | 7
pn    | 2016-04-12 | pN               | pN1(sn) | 7
group | 2016-04-20 | pathologic stage | IIB     | 7
"""

# Two bone entries: the outside hospital dates them three months before the first image that shows them.
METASTASES = """
id           | site  | text                                   | found      | recorded   | note
bone         | bone  | Metastases of spine, ribs and pelvis   | 2022-05-20 | 2022-06-07 | First seen on bone scan, proven by biopsy of the left ilium.
bone-outside | bone  | Bone metastasis                        | 2022-02-14 | 2022-06-15 | From the problem list of the outside hospital; no report with it.
liver        | liver | Liver metastases, both lobes           | 2024-09-16 | 2024-09-30 | Proven by biopsy.
"""

SPECIMENS = """
id           | type   | what                                   | date       | site        | accession
core         | tissue | Core biopsy of left breast tumor       | 2016-03-14 | left breast | EX-S16-0314
surgical     | tissue | Excision of left breast tumor          | 2016-04-12 | left breast | EX-S16-0412
iliac        | tissue | Biopsy of bone metastasis, EDTA decalcified | 2022-06-02 | left ilium | EX-S22-0602
liver        | tissue | Biopsy of liver metastasis             | 2024-09-26 | liver       | EX-S24-0926
germline     | blood  | Blood for germline testing             | 2022-06-14 |             | EX-B22-0614
plasma-2024  | blood  | Plasma, cell-free DNA                  | 2024-09-26 |             | EX-P24-0926
plasma-2026  | blood  | Plasma, cell-free DNA                  | 2026-10-28 |             | EX-P26-1028
"""

TISSUE_TESTS = """
specimen | taken      | reported   | test        | value    | by       | method                      | note
core     | 2016-03-14 | 2016-03-18 | er_percent  | 95       | hospital | IHC, clone SP1              |
core     | 2016-03-14 | 2016-03-18 | er_status   | Positive | hospital | IHC, clone SP1              |
core     | 2016-03-14 | 2016-03-18 | pr_percent  | 60       | hospital | IHC, clone 1E2              |
core     | 2016-03-14 | 2016-03-18 | her2_ihc    | IHC 1+   | hospital | IHC, clone 4B5              |
core     | 2016-03-14 | 2016-03-18 | ki67        | 22       | hospital | IHC, clone MIB-1            |
surgical | 2016-04-12 | 2016-04-19 | her2_ihc    | IHC 0-1+ | outside  | IHC, clone not stated       | Reported as a range; slide not available for review.
iliac    | 2022-06-02 | 2022-06-09 | er_percent  | 90       | hospital | IHC, clone SP1              |
iliac    | 2022-06-02 | 2022-06-09 | pr_percent  | 20       | hospital | IHC, clone 1E2              |
iliac    | 2022-06-02 | 2022-06-09 | her2_ihc    | IHC 1+   | hospital | IHC, clone 4B5              |
iliac    | 2022-06-02 | 2022-06-09 | ki67        | 25       | hospital | IHC, clone MIB-1            |
liver    | 2024-09-26 | 2024-10-03 | er_percent  | 80       | hospital | IHC, clone SP1              |
liver    | 2024-09-26 | 2024-10-03 | er_status   | Positive | hospital | IHC, clone SP1              |
liver    | 2024-09-26 | 2024-10-03 | pr_percent  | 0        | hospital | IHC, clone 1E2              |
liver    | 2024-09-26 | 2024-10-03 | pr_status   | Negative | hospital | IHC, clone 1E2              |
liver    | 2024-09-26 | 2024-10-03 | her2_ihc    | IHC 2+   | hospital | IHC, clone 4B5              |
liver    | 2024-09-26 | 2024-10-07 | her2_ratio  | 1.3      | hospital | Dual-probe FISH             |
liver    | 2024-09-26 | 2024-10-07 | her2_copies | 3.2      | hospital | Dual-probe FISH             |
liver    | 2024-09-26 | 2024-10-07 | her2_ish    | Negative | hospital | Dual-probe FISH             |
liver    | 2024-09-26 | 2024-10-03 | ki67        | 30       | hospital | IHC, clone MIB-1            |
liver    | 2024-09-26 | 2024-10-09 | tmb         | 3.1      | hospital | Tissue sequencing panel     |
liver    | 2024-09-26 | 2024-10-09 | msi         | MSS (microsatellite stable) | hospital | Tissue sequencing panel |
"""

PATHOLOGY = """
specimen | taken      | reported   | conclusion
core     | 2016-03-14 | 2016-03-18 | Invasive carcinoma of no special type, grade 2. ER 95 %, PR 60 %, HER2 IHC 1+, Ki-67 22 %.
surgical | 2016-04-12 | 2016-04-19 | Invasive carcinoma of no special type, grade 2, 26 mm, margins clear. Two of three sentinel nodes with macrometastasis. pT2 pN1(sn).
iliac    | 2022-06-02 | 2022-06-09 | Metastatic carcinoma in bone, consistent with breast primary. ER 90 %, PR 20 %, HER2 IHC 1+, Ki-67 25 %.
liver    | 2024-09-26 | 2024-10-07 | Metastatic carcinoma in liver, consistent with breast primary. ER 80 %, PR 0 %, HER2 IHC 2+, FISH not amplified (ratio 1.3, 3.2 copies), Ki-67 30 %.
"""

VARIANTS = """
id                 | specimen    | taken      | reported   | gene   | origin  | coding                  | protein                | copy | fraction | note
liver-pik3ca       | liver       | 2024-09-26 | 2024-10-09 | PIK3CA | somatic | NM_006218.4:c.3140A>G   | NP_006209.2:p.His1047Arg |    | 0.31     |
plasma-2024-esr1   | plasma-2024 | 2024-09-26 | 2024-10-07 | ESR1   | somatic | NM_000125.4:c.1613A>G   | NP_000116.2:p.Asp538Gly  |    | 0.018    | Circulating tumor DNA
plasma-2024-esr1-b | plasma-2024 | 2024-09-26 | 2024-10-07 | ESR1   | somatic | NM_000125.4:c.1610A>C   | NP_000116.2:p.Tyr537Ser  |    | 0.006    | Circulating tumor DNA
plasma-2024-pik3ca | plasma-2024 | 2024-09-26 | 2024-10-07 | PIK3CA | somatic | NM_006218.4:c.3140A>G   | NP_006209.2:p.His1047Arg |    | 0.042    | Circulating tumor DNA
plasma-2026-esr1   | plasma-2026 | 2026-10-28 | 2026-11-06 | ESR1   | somatic | NM_000125.4:c.1610A>C   | NP_000116.2:p.Tyr537Ser  |    | 0.039    | Circulating tumor DNA
plasma-2026-pik3ca | plasma-2026 | 2026-10-28 | 2026-11-06 | PIK3CA | somatic | NM_006218.4:c.3140A>G   | NP_006209.2:p.His1047Arg |    | 0.068    | Circulating tumor DNA
"""

GENES_STUDIED = """
specimen    | taken      | reported   | genes
germline    | 2022-06-14 | 2022-06-30 | BRCA1 BRCA2 PALB2 CDH1 PTEN TP53
liver       | 2024-09-26 | 2024-10-09 | ESR1 PIK3CA AKT1 PTEN TP53 ERBB2 BRCA1 BRCA2
plasma-2024 | 2024-09-26 | 2024-10-07 | ESR1 PIK3CA AKT1 PTEN TP53 ERBB2
plasma-2026 | 2026-10-28 | 2026-11-06 | ESR1 PIK3CA AKT1 PTEN TP53 ERBB2
"""

GENOMIC_REPORTS = """
specimen    | taken      | reported   | variants                                                 | conclusion
germline    | 2022-06-14 | 2022-06-30 |                                                          | No pathogenic germline variant in BRCA1, BRCA2, PALB2, CDH1, PTEN or TP53.
liver       | 2024-09-26 | 2024-10-09 | liver-pik3ca                                             | PIK3CA H1047R. No ESR1 variant found in this specimen. TMB 3.1 mutations per megabase, microsatellite stable.
plasma-2024 | 2024-09-26 | 2024-10-07 | plasma-2024-esr1 plasma-2024-esr1-b plasma-2024-pik3ca   | ESR1 D538G 1.8 % and Y537S 0.6 %, PIK3CA H1047R 4.2 %.
plasma-2026 | 2026-10-28 | 2026-11-06 | plasma-2026-esr1 plasma-2026-pik3ca                      | ESR1 Y537S 3.9 %, PIK3CA H1047R 6.8 %. D538G no longer found.
"""

STATUS = """
date       | status   | evidence             | note
2016-12-12 | none     | examination          | No evidence of disease after adjuvant treatment.
2022-06-07 | worsened | imaging pathology    | Distant recurrence in bone.
2022-09-12 | stable   | imaging              |
2023-03-13 | stable   | imaging laboratory   | Bone lesions more sclerotic, marker falling.
2024-03-18 | stable   | imaging              |
2024-09-16 | worsened | imaging laboratory   | New liver metastases.
2025-01-13 | stable   | imaging              |
2025-06-12 | worsened | imaging laboratory   | Liver metastases larger, one new.
2025-10-06 | improved | imaging laboratory   | Partial response in the liver.
2026-02-02 | improved | imaging              |
2026-06-08 | stable   | imaging              |
2026-10-19 | worsened | imaging laboratory   | Liver metastases larger, one new.
"""

ORDERS = """
id            | drug             | dose                                                        | ordered    | start      | end        | status    | why         | intent     | for     | note
ac-dox        | doxorubicin      | 60 mg/m2 every 14 days, 4 cycles                            | 2016-05-06 | 2016-05-10 | 2016-06-21 | completed | completed   | curative   | primary |
ac-cyc        | cyclophosphamide | 600 mg/m2 every 14 days, 4 cycles                           | 2016-05-06 | 2016-05-10 | 2016-06-21 | completed | completed   | curative   | primary |
ac-peg        | pegfilgrastim    | 6 mg under the skin on day 2 of each cycle                  | 2016-05-06 | 2016-05-11 | 2016-06-22 | completed | completed   |            |         |
paclitaxel    | paclitaxel       | 80 mg/m2 every week, 12 doses                               | 2016-06-28 | 2016-07-05 | 2016-09-20 | completed | completed   | curative   | primary |
letrozole     | letrozole        | 2.5 mg by mouth once a day                                  | 2022-06-20 | 2022-06-20 | 2024-09-23 | stopped   | progression | palliative | primary |
ribociclib    | ribociclib       | 600 mg by mouth once a day, days 1 to 21 of 28              | 2022-06-20 | 2022-06-20 | 2022-07-18 | stopped   | toxicity    | palliative | primary | Neutropenia grade 3 with fever; held, then lower dose.
ribociclib-2  | ribociclib       | 400 mg by mouth once a day, days 1 to 21 of 28              | 2022-08-01 | 2022-08-01 | 2024-09-23 | stopped   | progression | palliative | primary |
denosumab     | denosumab        | 120 mg under the skin every 4 weeks, since 2023 every 12 weeks | 2022-06-20 | 2022-06-20 |         | active    |             |            | metastasis-bone | Dental check done before the first dose.
elacestrant   | elacestrant      | 345 mg by mouth once a day with food                        | 2024-10-14 | 2024-10-21 | 2025-06-16 | stopped   | progression | palliative | primary |
capivasertib  | capivasertib     | 400 mg by mouth twice a day, 4 days on and 3 days off       | 2025-06-30 | 2025-07-07 | 2025-08-29 | stopped   | changed     | palliative | primary | Hyperglycemia grade 2.
capivasertib-2 | capivasertib    | 320 mg by mouth twice a day, 4 days on and 3 days off       | 2025-09-01 | 2025-09-01 | 2026-10-26 | stopped   | progression | palliative | primary |
fulvestrant   | fulvestrant      | 500 mg into the muscle on days 1, 15 and 29, then every 28 days | 2025-06-30 | 2025-07-07 | 2026-10-26 | stopped | progression | palliative | primary |
loperamide    | loperamide       | 2 mg by mouth after each loose stool, at most 8 a day       | 2025-07-07 | 2025-07-07 | 2026-10-26 | completed | completed   |            |         |
"""

GIVEN = """
order       | drug             | dose    | route         | intent     | days
ac-dox      | doxorubicin      | 110 mg  | intravenous   | curative   | 2016-05-10 every 14 days, 4 doses
ac-cyc      | cyclophosphamide | 1100 mg | intravenous   | curative   | 2016-05-10 every 14 days, 4 doses
paclitaxel  | paclitaxel       | 145 mg  | intravenous   | curative   | 2016-07-05 every 7 days, 12 doses
denosumab   | denosumab        | 120 mg  | subcutaneous  |            | 2022-06-20 every 28 days, 7 doses
denosumab   | denosumab        | 120 mg  | subcutaneous  |            | 2023-02-27 every 84 days, 16 doses
fulvestrant | fulvestrant      | 500 mg  | intramuscular | palliative | 2025-07-07 2025-07-21 2025-08-04
fulvestrant | fulvestrant      | 500 mg  | intramuscular | palliative | 2025-09-01 every 28 days, 15 doses
"""

STATEMENTS = """
id           | drug         | dose                        | start      | end        | status    | why       | intent   | told       | source
tamoxifen    | tamoxifen    | 20 mg by mouth once a day   | 2016-12-05 | 2018-12-10 | completed | changed   | curative | 2022-06-15 | outside
letrozole    | letrozole    | 2.5 mg by mouth once a day  | 2018-12-11 | 2021-02-26 | stopped   | toxicity  | curative | 2022-06-15 | outside
metformin    | metformin    | 1000 mg by mouth twice a day | 2019-04-15 |           | active    |           |          | 2026-11-09 | patient
amlodipine   | amlodipine   | 5 mg by mouth once a day    | 2014       |            | active    |           |          | 2026-11-09 | patient
atorvastatin | atorvastatin | 20 mg by mouth once a day   | 2017-06    |            | active    |           |          | 2026-11-09 | patient
calcium-d    | calcium carbonate and vitamin D | 1000 mg and 800 units a day | 2022-06-20 | | active |          |          | 2026-11-09 | patient
"""

PROCEDURES = """
id            | what                           | date       | site        | intent   | note
core          | core biopsy of breast          | 2016-03-14 | left breast |          |
lumpectomy    | breast conserving surgery, left | 2016-04-12 | left breast | curative | Margins clear.
sentinel      | sentinel node biopsy           | 2016-04-12 | left axilla | curative | Two of three nodes positive; no further dissection.
iliac-biopsy  | CT-guided biopsy of bone       | 2022-06-02 | left ilium  |          |
liver-biopsy  | liver biopsy                   | 2024-09-26 | liver       |          |
"""

RADIOTHERAPY = """
id     | volume                                  | site          | technique                 | cGy  | fractions | start      | end        | intent     | for
breast | Left breast and regional lymph nodes    | left breast   | Three-dimensional conformal | 5000 | 25      | 2016-10-17 | 2016-11-18 | curative   | primary
boost  | Tumor bed of the left breast            | left breast   | Three-dimensional conformal | 1000 | 5       | 2016-11-21 | 2016-11-28 | curative   | primary
spine  | Second lumbar vertebra                  | lumbar spine  | Three-dimensional conformal | 800  | 1       | 2022-06-10 | 2022-06-10 | palliative | metastasis-bone
"""

STUDIES = """
date       | kind        | conclusion
2016-03-10 | mammography | Spiculated mass in the left breast, upper outer quadrant, 25 mm. BI-RADS 5.
2022-05-18 | CT          | Lytic and sclerotic lesions of T9, L2, ribs and left ilium. No liver or lung lesion.
2022-05-20 | bone scan   | Multiple foci: T9, L2, left seventh and right fourth rib, left ilium. Consistent with bone metastases.
2022-09-12 | CT          | Bone lesions unchanged in number, beginning sclerosis. No visceral lesion. Stable disease.
2023-03-13 | CT          | Bone lesions more sclerotic. No visceral lesion. Stable disease.
2024-03-18 | CT          | No change. No visceral lesion.
2024-09-16 | CT          | New liver lesions: segment VII 24 mm, segment IVb 15 mm. Bone lesions unchanged. Progressive disease.
2025-01-13 | CT          | Liver lesions 22 mm and 14 mm. Bone unchanged. Stable disease.
2025-06-12 | CT          | Liver lesions 34 mm and 19 mm, new lesion segment V 12 mm. Progressive disease. Bone unchanged.
2025-10-06 | CT          | Liver lesions 23 mm, 13 mm and 8 mm. Partial response.
2026-02-02 | CT          | Liver lesions 19 mm, 11 mm and 6 mm. Continued response.
2026-06-08 | CT          | Liver lesions 20 mm, 12 mm and 7 mm. Stable.
2026-10-19 | CT          | Liver lesions 31 mm, 18 mm and 12 mm, new lesion segment VIII 14 mm. T9 lesion larger. Progressive disease.
"""

LESIONS = """
id | site  | text
L1 | liver | Liver metastasis, segment VII
L2 | liver | Liver metastasis, segment IVb
L3 | liver | Liver metastasis, segment V
L4 | liver | Liver metastasis, segment VIII
"""

DIAMETERS_MM = """
date       | kind | L1 | L2 | L3 | L4
2024-09-16 | CT   | 24 | 15 |    |
2025-01-13 | CT   | 22 | 14 |    |
2025-06-12 | CT   | 34 | 19 | 12 |
2025-10-06 | CT   | 23 | 13 | 8  |
2026-02-02 | CT   | 19 | 11 | 6  |
2026-06-08 | CT   | 20 | 12 | 7  |
2026-10-19 | CT   | 31 | 18 | 12 | 14
"""

LABS = """
date       | hb   | wbc | anc | plt | creat | alt | ast | alp | bili | alb | ca   | ca153 | cea  | glu | a1c | k   | fsh | e2
2016-05-06 | 13.4 | 6.8 | 4.1 | 268 | 0.7   | 18  | 20  | 71  | 0.4  | 4.3 | 9.4  | 22    | 1.8  |     |     |     |     |
2018-11-20 | 13.1 |     |     |     | 0.8   |     |     |     |      |     |      | 20    |      |     |     |     | 68  | 8
2022-06-13 | 12.4 | 6.9 | 4.3 | 251 | 0.8   | 22  | 26  | 148 | 0.5  | 4.1 | 10.0 | 86    | 7.9  | 128 | 6.6 | 4.2 |     |
2022-07-18 | 11.6 | 2.3 | 0.9 | 192 | 0.8   | 24  | 25  | 139 | 0.5  | 4.1 | 9.3  | 74    |      |     |     | 4.1 |     |
2022-08-01 |      |     | 1.7 | 214 |       |     |     |     |      |     |      |       |      |     |     |     |     |
2022-12-05 | 11.9 | 3.5 | 1.7 | 188 | 0.9   | 25  | 24  | 92  | 0.4  | 4.1 | 9.2  | 31    | 3.6  |     |     |     |     |
2024-02-05 | 12.1 | 3.6 | 1.7 | 201 | 0.9   | 26  | 27  | 84  | 0.5  | 4.1 | 9.2  | 27    | 3.1  |     | 6.8 | 4.2 |     |
2024-09-12 | 11.8 | 3.5 | 1.7 | 205 | 0.9   | 44  | 48  | 131 | 0.6  | 4.0 | 9.3  | 92    | 8.8  | 134 | 6.8 | 4.2 |     |
2025-01-13 |      |     |     |     |       | 38  | 40  | 118 | 0.5  |     |      | 71    | 7.2  |     |     |     |     |
2025-06-12 | 11.7 | 6.4 | 4.0 | 236 | 0.9   | 61  | 66  | 172 | 0.7  | 3.8 | 9.3  | 138   | 13.4 | 136 | 6.9 | 4.3 |     |
2025-08-25 | 11.6 | 5.8 | 3.4 | 228 | 1.0   | 45  | 44  | 140 | 0.6  | 3.8 | 9.2  | 104   | 10.1 | 198 | 7.9 | 4.1 |     |
2025-12-08 | 11.8 | 5.5 | 3.2 | 222 | 0.9   | 36  | 37  | 112 | 0.5  | 3.9 | 9.2  | 52    | 6.0  | 171 | 7.6 | 4.2 |     |
2026-04-13 | 11.6 |     |     | 219 |       | 35  |     | 108 |      |     |      | 47    |      |     |     |     |     |
2026-07-20 | 11.4 | 5.9 | 3.5 | 224 | 0.9   | 39  | 42  | 126 | 0.5  | 3.8 | 9.3  | 79    | 7.7  | 166 | 7.5 |     |     |
2026-10-19 | 11.1 | 6.6 | 4.2 | 231 | 0.9   | 54  | 63  | 205 | 0.8  | 3.6 | 9.9  | 168   | 15.0 | 170 |     | 4.3 |     |
2026-11-09 | 10.8 | 6.9 | 4.5 | 226 | 1.0   | 58  | 69  | 221 | 0.9  | 3.4 | 10.4 | 214   | 18.2 | 164 | 7.4 | 4.4 |     |
"""

ODD_LABS = """
id                  | analyte | value | unit | date       | note
creat-without-unit  | creat   | 78    | none | 2024-11-04 | Outside laboratory; the result came without a unit.
ca153-without-date  | ca153   | 41    | U/mL |            | Outside laboratory; the printout has no date.
"""

HEART = """
date       | what | value | unit | note
2016-04-29 | lvef | 63    | %    | Before doxorubicin.
2022-06-16 | qtcf | 418   | ms   | Before ribociclib.
2022-07-04 | qtcf | 432   | ms   | Day 15 of cycle 1.
2022-07-18 | qtcf | 428   | ms   | Day 1 of cycle 2.
2026-11-05 | lvef | 58    | %    |
"""

ECOG = """
date       | ecog
2016-05-06 | 0
2022-06-13 | 1
2023-03-13 | 0
2024-10-14 | 1
2025-06-30 | 1
2026-02-02 | 1
2026-11-09 | 1
"""

VITALS = """
date       | weight | height | pressure | pain
2016-05-06 | 72.4   | 165    | 134/82   |
2022-06-13 | 74.0   | 165    | 138/84   | 6
2023-03-13 | 74.6   |        | 136/80   | 2
2025-06-30 | 73.1   |        | 140/84   | 3
2026-11-09 | 69.5   |        | 132/78   | 6
"""
