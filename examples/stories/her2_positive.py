"""Imani Sprocketwell, 44, invented: HER2+ and HR+ breast cancer, metastatic from the start in 2023, brain in 2025."""
# ruff: noqa: E501 (tables are read across, a row a line)

PREFIX = "her2"
BY_UUID = True

PERSON = {
    "family": "Sprocketwell",
    "given": "Imani",
    "text": "Imani Sprocketwell (invented person)",
    "born": "1982-06-30",
    "postal_code": "94110",
    "record_number": "EX-000202",
}

CONDITIONS = """
id             | name           | text                                                             | status   | from       | to         | recorded
premenopausal  | Premenopausal  |                                                                  | active   | 2023-02-20 |            | 2023-02-20
hypothyroidism | Hypothyroidism |                                                                  | active   | 2015       |            | 2023-02-20
migraine       | Migraine       |                                                                  | active   | 2008       |            | 2023-02-20
ild            | Pneumonitis    | Interstitial lung disease grade 2 from trastuzumab deruxtecan    | resolved | 2026-05-18 | 2026-06-29 | 2026-05-19
diarrhea       | Diarrhea       | Diarrhea grade 1 on tucatinib and capecitabine                   | active   | 2026-07-28 |            | 2026-07-28
"""

ALLERGIES = """
id         | type    | to         | reaction | severity | recorded
penicillin | allergy | Penicillin | Hives    | moderate | 2023-02-20
"""

FAMILY = """
id     | relative | illness       | age
mother | mother   | Breast cancer | 61
"""

PRIMARY = {
    "side": "right",
    "text": "Invasive carcinoma of the right breast, metastatic at diagnosis",
    "histology": "Invasive carcinoma of no special type, grade 3",
    "found": "2023-02-09",
    "recorded": "2023-02-20",
    "stage": "IV",
    "staged_by": "stage-group",
}

STAGING = """
id    | date       | what           | value | edition
ct    | 2023-02-20 | cT             | cT2   | 8
cn    | 2023-02-20 | cN             | cN1   | 8
cm    | 2023-02-22 | cM             | cM1   | 8
group | 2023-02-27 | clinical stage | IV    | 8
"""

# The brain metastases were entered with the month alone.
METASTASES = """
id    | site       | text                                     | found      | recorded   | note
node  | lymph node | Right axillary lymph node metastases     | 2023-02-09 | 2023-02-20 |
liver | liver      | Liver metastases                         | 2023-02-22 | 2023-02-27 | Proven by biopsy.
bone  | bone       | Bone metastases, sternum and T11         | 2023-02-22 | 2023-02-27 |
brain | brain      | Brain metastases                         | 2025-02    | 2025-02-20 |
"""

SPECIMENS = """
id       | type   | what                         | date       | site         | accession
breast   | tissue | Core biopsy of right breast  | 2023-02-09 | right breast | EX-S23-0209
liver    | tissue | Biopsy of liver metastasis   | 2023-02-24 | liver        | EX-S23-0224
germline | blood  | Blood for germline testing   | 2023-03-02 |              | EX-B23-0302
"""

TISSUE_TESTS = """
specimen | taken      | reported   | test       | value                              | by       | method                  | note
breast   | 2023-02-09 | 2023-02-14 | er_percent | 60                                 | hospital | IHC, clone SP1          |
breast   | 2023-02-09 | 2023-02-14 | er_status  | Positive                           | hospital | IHC, clone SP1          |
breast   | 2023-02-09 | 2023-02-14 | pr_percent | 5                                  | hospital | IHC, clone 1E2          |
breast   | 2023-02-09 | 2023-02-14 | her2_ihc   | IHC 2+                             | hospital | IHC, clone 4B5          |
breast   | 2023-02-09 | 2023-02-17 | her2_panel | ratio 4.6; copies 11.2; Positive   | hospital | Dual-probe FISH         |
breast   | 2023-02-09 | 2023-02-14 | ki67       | 45                                 | hospital | IHC, clone MIB-1        |
liver    | 2023-02-24 | 2023-03-01 | er_percent | 40                                 | hospital | IHC, clone SP1          |
liver    | 2023-02-24 | 2023-03-01 | pr_percent | 0                                  | hospital | IHC, clone 1E2          |
liver    | 2023-02-24 | 2023-03-01 | her2_ihc   | IHC 3+                             | hospital | IHC, clone 4B5          |
liver    | 2023-02-24 | 2023-03-01 | her2_status | Positive                          | hospital | IHC, clone 4B5          |
liver    | 2023-02-24 | 2023-03-15 | tmb        | 4.2                                | hospital | Tissue sequencing panel |
liver    | 2023-02-24 | 2023-03-15 | msi        | MSS (microsatellite stable)        | hospital | Tissue sequencing panel |
"""

PATHOLOGY = """
specimen | taken      | reported   | conclusion
breast   | 2023-02-09 | 2023-02-17 | Invasive carcinoma of no special type, grade 3. ER 60 %, PR 5 %, HER2 IHC 2+, FISH amplified (ratio 4.6, 11.2 copies), Ki-67 45 %.
liver    | 2023-02-24 | 2023-03-01 | Metastatic carcinoma in liver, consistent with breast primary. ER 40 %, PR 0 %, HER2 IHC 3+.
"""

VARIANTS = """
id           | specimen | taken      | reported   | gene   | origin  | coding                 | protein                 | copy                    | fraction | note
liver-erbb2  | liver    | 2023-02-24 | 2023-03-15 | ERBB2  | somatic |                        |                         | ERBB2 amplification     |          |
liver-pik3ca | liver    | 2023-02-24 | 2023-03-15 | PIK3CA | somatic | NM_006218.4:c.1633G>A  | NP_006209.2:p.Glu545Lys |                         | 0.27     |
liver-tp53   | liver    | 2023-02-24 | 2023-03-15 | TP53   | somatic | NM_000546.6:c.743G>A   | NP_000537.3:p.Arg248Gln |                         | 0.48     |
"""

GENES_STUDIED = """
specimen | taken      | reported   | genes
liver    | 2023-02-24 | 2023-03-15 | ESR1 PIK3CA AKT1 PTEN TP53 ERBB2 BRCA1 BRCA2
germline | 2023-03-02 | 2023-03-21 | BRCA1 BRCA2 PALB2 CDH1 PTEN TP53
"""

GENOMIC_REPORTS = """
specimen | taken      | reported   | variants                             | conclusion
liver    | 2023-02-24 | 2023-03-15 | liver-erbb2 liver-pik3ca liver-tp53  | ERBB2 amplification, PIK3CA E545K, TP53 R248Q. TMB 4.2 mutations per megabase, microsatellite stable.
germline | 2023-03-02 | 2023-03-21 |                                      | No pathogenic germline variant in BRCA1, BRCA2, PALB2, CDH1, PTEN or TP53.
"""

STATUS = """
date       | status   | evidence           | note
2023-05-02 | improved | imaging laboratory |
2023-07-05 | improved | imaging laboratory | Partial response of liver and breast.
2024-01-09 | improved | imaging            |
2025-02-18 | worsened | imaging            | New brain metastases; disease outside the brain stable.
2025-05-13 | improved | imaging            | Treated brain metastases smaller.
2025-08-20 | worsened | imaging laboratory | Progression in the liver and one new brain metastasis.
2025-11-18 | improved | imaging laboratory | Partial response, brain and liver.
2026-02-17 | improved | imaging            |
2026-06-29 | stable   | imaging            |
2026-10-12 | stable   | imaging laboratory |
"""

# The pertuzumab order was never closed: its last dose was given on 2025-08-04.
ORDERS = """
id            | drug                   | dose                                                             | ordered    | start      | end        | status    | why         | intent     | for              | note
docetaxel     | docetaxel              | 75 mg/m2 every 21 days, 6 cycles                                 | 2023-03-01 | 2023-03-06 | 2023-06-19 | completed | completed   | palliative | primary          |
trastuzumab   | trastuzumab            | 8 mg/kg once, then 6 mg/kg every 21 days                         | 2023-03-01 | 2023-03-06 | 2025-08-18 | stopped   | progression | palliative | primary          |
pertuzumab    | pertuzumab             | 840 mg once, then 420 mg every 21 days                           | 2023-03-01 | 2023-03-06 |            | active    |             | palliative | primary          |
zoledronate   | zoledronic acid        | 4 mg every 12 weeks                                              | 2023-03-20 | 2023-03-20 |            | active    |             |            | metastasis-bone  | Dental check done before the first dose.
pegfilgrastim | pegfilgrastim          | 6 mg under the skin on day 2 of each docetaxel cycle             | 2023-03-01 | 2023-03-07 | 2023-06-20 | completed | completed   |            |                  |
goserelin     | goserelin              | 3.6 mg under the skin every 28 days                              | 2023-07-10 | 2023-07-10 | 2025-08-18 | stopped   | progression | palliative | primary          | Ovarian suppression with letrozole.
letrozole     | letrozole              | 2.5 mg by mouth once a day                                       | 2023-07-10 | 2023-07-10 | 2025-08-18 | stopped   | progression | palliative | primary          | Maintenance after docetaxel, with trastuzumab and pertuzumab.
dexamethasone | dexamethasone          | 4 mg by mouth twice a day, tapered over 3 weeks                  | 2025-02-18 | 2025-02-18 | 2025-03-11 | completed | completed   |            | metastasis-brain |
tdxd          | trastuzumab deruxtecan | 5.4 mg/kg every 21 days                                          | 2025-08-27 | 2025-09-02 | 2026-05-19 | stopped   | toxicity    | palliative | primary          | Interstitial lung disease grade 2; not to be given again.
ondansetron   | ondansetron            | 8 mg by mouth before and on day 2 of each cycle                  | 2025-08-27 | 2025-09-02 | 2026-05-19 | completed | completed   |            |                  |
prednisone    | prednisone             | 1 mg/kg a day by mouth, tapered over 6 weeks                     | 2026-05-19 | 2026-05-19 | 2026-06-30 | completed | completed   |            | condition-ild    |
tucatinib     | tucatinib              | 300 mg by mouth twice a day                                      | 2026-06-30 | 2026-07-07 |            | active    |             | palliative | primary          |
capecitabine  | capecitabine           | 1650 mg by mouth twice a day, days 1 to 14 of 21                 | 2026-06-30 | 2026-07-07 |            | active    |             | palliative | primary          |
trastuzumab-2 | trastuzumab            | 8 mg/kg once, then 6 mg/kg every 21 days                         | 2026-06-30 | 2026-07-07 |            | active    |             | palliative | primary          |
loperamide    | loperamide             | 2 mg by mouth after each loose stool, at most 8 a day            | 2026-07-07 | 2026-07-07 |            | active    |             |            |                  |
"""

GIVEN = """
order         | drug                   | dose   | route        | intent     | days
docetaxel     | docetaxel              | 130 mg | intravenous  | palliative | 2023-03-06 every 21 days, 6 doses
trastuzumab   | trastuzumab            | 560 mg | intravenous  | palliative | 2023-03-06
trastuzumab   | trastuzumab            | 420 mg | intravenous  | palliative | 2023-03-27 every 21 days, 42 doses
pertuzumab    | pertuzumab             | 840 mg | intravenous  | palliative | 2023-03-06
pertuzumab    | pertuzumab             | 420 mg | intravenous  | palliative | 2023-03-27 every 21 days, 42 doses
zoledronate   | zoledronic acid        | 4 mg   | intravenous  |            | 2023-03-20 every 84 days, 16 doses
tdxd          | trastuzumab deruxtecan | 365 mg | intravenous  | palliative | 2025-09-02 every 21 days, 13 doses
trastuzumab-2 | trastuzumab            | 540 mg | intravenous  | palliative | 2026-07-07
trastuzumab-2 | trastuzumab            | 405 mg | intravenous  | palliative | 2026-07-28 every 21 days, 5 doses
"""

STATEMENTS = """
id            | drug          | dose                                      | start | end | status | why | intent | told       | source
levothyroxine | levothyroxine | 100 ug by mouth once a day                | 2015  |     | active |     |        | 2026-11-10 | patient
sumatriptan   | sumatriptan   | 50 mg by mouth at the start of a migraine | 2012  |     | active |     |        | 2026-11-10 | patient
"""

PROCEDURES = """
id     | what                  | date       | site         | intent | note
breast | core biopsy of breast | 2023-02-09 | right breast |        |
liver  | liver biopsy          | 2023-02-24 | liver        |        |
"""

RADIOTHERAPY = """
id  | volume                                                                    | site  | technique                                    | cGy  | fractions | start      | end        | intent     | for
srs | Three brain metastases: right frontal, left cerebellar, right parietal    | brain | Stereotactic radiosurgery, each in one fraction | 2000 | 1      | 2025-03-04 | 2025-03-04 | palliative | metastasis-brain
"""

STUDIES = """
date       | kind        | conclusion
2023-02-22 | CT          | Liver lesions: segment VI 61 mm, segment II 38 mm. Lytic lesions of sternum and T11. No lung lesion.
2023-05-02 | CT          | Liver lesions 38 mm and 20 mm. Partial response.
2023-07-05 | CT          | Liver lesions 24 mm and 12 mm. Breast mass no longer measurable. Partial response.
2024-01-09 | CT          | Liver lesions 15 mm and 8 mm.
2025-02-18 | MR brain    | Three enhancing lesions: right frontal 18 mm, left cerebellar 9 mm, right parietal 6 mm. No leptomeningeal enhancement.
2025-02-20 | CT          | Liver lesions 14 mm and 8 mm. No new lesion outside the brain.
2025-05-13 | MR brain    | Right frontal 11 mm, left cerebellar 5 mm, right parietal not seen.
2025-08-18 | CT          | Liver lesions 29 mm and 15 mm, new lesion segment VIII 13 mm. Progressive disease.
2025-08-20 | MR brain    | Treated lesions 9 mm and 5 mm. New lesion left occipital 7 mm.
2025-11-18 | CT          | Liver lesions 18 mm, 10 mm and 6 mm. Partial response. Lungs clear.
2025-11-20 | MR brain    | Right frontal 8 mm, left cerebellar 4 mm, left occipital 4 mm.
2026-02-17 | CT          | Liver lesions 14 mm, 8 mm and 5 mm. Lungs clear.
2026-05-18 | CT chest    | New patchy ground-glass opacities in both lower lobes, consistent with drug-related interstitial lung disease.
2026-06-29 | CT          | Ground-glass opacities resolved. Liver lesions 15 mm, 9 mm and 5 mm.
2026-07-01 | MR brain    | Right frontal 8 mm, left cerebellar 4 mm, left occipital 4 mm. Unchanged.
2026-10-12 | CT          | Liver lesions 14 mm, 8 mm and 5 mm. Stable. Lungs clear.
2026-10-14 | MR brain    | Right frontal 7 mm, left cerebellar 4 mm, left occipital not seen. No new lesion.
"""

LESIONS = """
id | site  | text
L1 | liver | Liver metastasis, segment VI
L2 | liver | Liver metastasis, segment II
L3 | liver | Liver metastasis, segment VIII
B1 | brain | Brain metastasis, right frontal
B2 | brain | Brain metastasis, left cerebellar
B3 | brain | Brain metastasis, right parietal, not seen since 2025-05-13
B4 | brain | Brain metastasis, left occipital
"""

DIAMETERS_MM = """
date       | kind     | L1 | L2 | L3 | B1 | B2 | B3 | B4
2023-02-22 | CT       | 61 | 38 |    |    |    |    |
2023-05-02 | CT       | 38 | 20 |    |    |    |    |
2023-07-05 | CT       | 24 | 12 |    |    |    |    |
2024-01-09 | CT       | 15 | 8  |    |    |    |    |
2025-02-18 | MR brain |    |    |    | 18 | 9  | 6  |
2025-02-20 | CT       | 14 | 8  |    |    |    |    |
2025-05-13 | MR brain |    |    |    | 11 | 5  | 0  |
2025-08-18 | CT       | 29 | 15 | 13 |    |    |    |
2025-08-20 | MR brain |    |    |    | 9  | 5  |    | 7
2025-11-18 | CT       | 18 | 10 | 6  |    |    |    |
2025-11-20 | MR brain |    |    |    | 8  | 4  |    | 4
2026-02-17 | CT       | 14 | 8  | 5  |    |    |    |
2026-06-29 | CT       | 15 | 9  | 5  |    |    |    |
2026-07-01 | MR brain |    |    |    | 8  | 4  |    | 4
2026-10-12 | CT       | 14 | 8  | 5  |    |    |    |
2026-10-14 | MR brain |    |    |    | 7  | 4  |    | 0
"""

LABS = """
date       | hb   | wbc  | anc | plt | creat | alt | ast | alp | bili | alb | ca  | ca153 | cea  | k   | e2
2023-02-27 | 12.2 | 8.1  | 5.6 | 318 | 0.6   | 74  | 88  | 214 | 0.9  | 3.7 | 9.4 | 142   | 12.6 | 4.2 | 96
2023-06-19 | 10.9 | 5.8  | 3.6 | 262 | 0.6   | 30  | 31  | 98  | 0.5  | 3.9 | 9.1 | 33    | 3.8  | 4.0 |
2024-01-09 | 12.6 | 5.6  | 3.3 | 251 | 0.7   | 24  | 25  | 74  | 0.4  | 4.2 | 9.2 | 21    | 2.4  |     | 5
2025-02-20 | 12.8 | 6.0  | 3.7 | 246 | 0.7   | 23  | 24  | 72  | 0.4  | 4.2 | 9.3 | 24    | 2.7  |     |
2025-08-20 | 12.3 | 6.1  | 3.8 | 249 | 0.7   | 46  | 52  | 128 | 0.6  | 4.0 | 9.3 | 68    | 6.4  | 4.2 |
2025-11-18 | 11.2 | 3.6  | 1.9 | 178 | 0.7   | 31  | 36  | 92  | 0.5  | 4.0 | 9.2 | 29    | 3.3  |     |
2026-06-30 | 11.6 | 8.4  | 6.1 | 244 | 0.7   | 28  | 27  | 82  | 0.5  | 3.9 | 9.3 | 26    | 2.9  | 3.9 |
2026-07-28 |      |      | 3.1 | 221 | 0.8   | 62  | 55  |     | 0.8  |     |     |       |      | 3.6 |
2026-10-20 | 11.4 | 4.9  | 2.8 | 209 | 0.9   | 71  | 60  | 91  | 0.9  | 3.9 | 9.2 | 22    | 2.5  | 3.6 |
2026-11-10 | 11.3 | 4.8  | 2.7 | 204 | 0.9   | 84  | 66  | 95  | 1.0  | 3.8 | 9.1 | 21    | 2.6  | 3.4 |
"""

ODD_LABS = """
id               | analyte | value | unit | date | note
alp-without-date | alp     | 131   | U/L  |      | Outside laboratory; the printout has no date.
"""

HEART = """
date       | what | value | unit | note
2023-02-28 | lvef | 64    | %    | Before docetaxel, trastuzumab and pertuzumab.
2023-06-05 | lvef | 62    | %    |
2023-12-04 | lvef | 61    | %    |
2024-06-03 | lvef | 0.61  | none | Outside echocardiography; written as a fraction, without a unit.
2024-12-02 | lvef | 60    | %    |
2025-08-25 | lvef | 59    | %    | Before trastuzumab deruxtecan.
2025-12-08 | lvef | 59    | %    |
2026-03-16 | lvef | 58    | %    |
2026-06-30 | lvef | 57    | %    | Before trastuzumab, tucatinib and capecitabine.
2026-11-10 | lvef | 46    | %    | No symptoms; global hypokinesia.
"""

ECOG = """
date       | ecog
2023-02-27 | 1
2023-07-10 | 0
2025-02-20 | 1
2025-08-25 | 1
2026-06-30 | 1
2026-11-10 | 1
"""

VITALS = """
date       | weight | height | pressure | pain
2023-02-27 | 70.2   | 168    | 122/76   | 3
2024-01-09 | 71.0   |        | 118/74   | 0
2025-08-25 | 67.6   | 168    | 120/78   | 1
2026-06-30 | 67.5   |        | 124/80   | 0
2026-11-10 | 66.1   |        | 116/72   | 1
"""
