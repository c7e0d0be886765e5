"""Tuuli Lanternby, 38, invented: triple negative breast cancer, germline BRCA1, relapse in lung and nodes in 2025."""
# ruff: noqa: E501 (tables are read across, a row a line)

PREFIX = "tn"
BY_UUID = False

PERSON = {
    "family": "Lanternby",
    "given": "Tuuli",
    "text": "Tuuli Lanternby (invented person)",
    "born": "1988-01-17",
    "postal_code": "77030",
    "record_number": "EX-000303",
}

CONDITIONS = """
id             | name           | text                                                     | status   | from       | to         | recorded
premenopausal  | Premenopausal  |                                                          | active   | 2023-10-16 |            | 2023-10-16
asthma         | Asthma         | Mild intermittent asthma                                 | active   | 2001       |            | 2023-10-16
hypothyroidism | Hypothyroidism | Hypothyroidism grade 2, immune related, on pembrolizumab | active   | 2025-07-28 |            | 2025-07-30
anemia         | Anemia         | Anemia grade 3 on olaparib, transfused                   | resolved | 2026-05-11 | 2026-06-08 | 2026-05-11
"""

ALLERGIES = """
id         | type        | to         | reaction                                   | severity | recorded
paclitaxel | intolerance | Paclitaxel | Flushing during the first infusion, grade 1 | mild     | 2024-01-30
"""

FAMILY = """
id     | relative      | illness        | age
mother | mother        | Ovarian cancer | 52
aunt   | maternal aunt | Breast cancer  | 41
"""

PRIMARY = {
    "side": "right",
    "text": "Invasive carcinoma of the right breast",
    "histology": "Invasive carcinoma of no special type, grade 3",
    "found": "2023-10-09",
    "recorded": "2023-10-16",
    "stage": "IA",
    "staged_by": "stage-group",
}

STAGING = """
id    | date       | what             | value   | edition
ct    | 2023-10-16 | cT               | cT1c    | 8
cn    | 2023-10-16 | cN               | cN0     | 8
cm    | 2023-10-16 | cM               | cM0     | 8
pt    | 2023-11-02 | pT               | pT1c    | 8
pn    | 2023-11-02 | pN               | pN0(sn) | 8
group | 2023-11-09 | pathologic stage | IA      | 8
"""

METASTASES = """
id    | site       | text                                          | found      | recorded   | note
lung  | lung       | Lung metastases, both sides                   | 2025-01-20 | 2025-02-04 | Proven by biopsy.
node  | lymph node | Mediastinal lymph node metastases             | 2025-01-20 | 2025-02-04 |
liver | liver      | Liver metastasis                              | 2026-10-26 | 2026-10-29 | On CT; not biopsied.
"""

SPECIMENS = """
id       | type   | what                        | date       | site         | accession
core     | tissue | Core biopsy of right breast | 2023-10-09 | right breast | EX-S23-1009
lung     | tissue | Biopsy of lung metastasis   | 2025-01-29 | lung         | EX-S25-0129
germline | blood  | Blood for germline testing  | 2023-10-18 |              | EX-B23-1018
"""

# The same core biopsy was read twice: ER 8 % outside, 0 % at the hospital. HER2 IHC 0 of the lung biopsy does not
# say whether there was membrane staining. The SP142 result came without any date.
TISSUE_TESTS = """
specimen | taken      | reported   | test       | value                       | by       | method                  | note
core     | 2023-10-09 | 2023-10-13 | er_percent | 8                           | outside  | IHC, clone 6F11         | Outside report on the same block.
core     | 2023-10-09 | 2023-10-24 | er_percent | 0                           | hospital | IHC, clone SP1          | Review of the outside block; internal control positive.
core     | 2023-10-09 | 2023-10-24 | er_status  | Negative                    | hospital | IHC, clone SP1          |
core     | 2023-10-09 | 2023-10-24 | pr_percent | 0                           | hospital | IHC, clone 1E2          |
core     | 2023-10-09 | 2023-10-24 | her2_ihc   | IHC 1+                      | hospital | IHC, clone 4B5          |
core     | 2023-10-09 | 2023-10-24 | ki67       | 65                          | hospital | IHC, clone MIB-1        |
core     |            |            | pdl1_sp142 | Negative                    | outside  | IHC, clone SP142, immune cells below 1 % | Outside report without a date.
lung     | 2025-01-29 | 2025-02-04 | er_percent | 0                           | hospital | IHC, clone SP1          |
lung     | 2025-01-29 | 2025-02-04 | er_status  | Negative                    | hospital | IHC, clone SP1          |
lung     | 2025-01-29 | 2025-02-04 | pr_percent | 0                           | hospital | IHC, clone 1E2          |
lung     | 2025-01-29 | 2025-02-04 | pr_status  | Negative                    | hospital | IHC, clone 1E2          |
lung     | 2025-01-29 | 2025-02-04 | her2_ihc   | IHC 0                       | hospital | IHC, clone 4B5          |
lung     | 2025-01-29 | 2025-02-04 | ki67       | 70                          | hospital | IHC, clone MIB-1        |
lung     | 2025-01-29 | 2025-02-06 | pdl1_22c3  | 15                          | hospital | IHC, clone 22C3 pharmDx |
lung     | 2025-01-29 | 2025-02-14 | tmb        | 5.8                         | hospital | Tissue sequencing panel |
lung     | 2025-01-29 | 2025-02-14 | msi        | MSS (microsatellite stable) | hospital | Tissue sequencing panel |
"""

PATHOLOGY = """
specimen | taken      | reported   | conclusion
core     | 2023-10-09 | 2023-10-24 | Invasive carcinoma of no special type, grade 3. ER 0 %, PR 0 %, HER2 IHC 1+, Ki-67 65 %. The outside report gave ER 8 %.
lung     | 2025-01-29 | 2025-02-06 | Metastatic carcinoma in lung, consistent with breast primary. ER 0 %, PR 0 %, HER2 IHC 0, Ki-67 70 %, PD-L1 22C3 CPS 15.
"""

VARIANTS = """
id             | specimen | taken      | reported   | gene  | origin   | coding                | protein                     | copy | fraction | note
germline-brca1 | germline | 2023-10-18 | 2023-10-31 | BRCA1 | germline | NM_007294.4:c.68_69del | NP_009225.1:p.Glu23ValfsTer17 |    | 0.49     | Pathogenic
lung-brca1     | lung     | 2025-01-29 | 2025-02-14 | BRCA1 | germline | NM_007294.4:c.68_69del | NP_009225.1:p.Glu23ValfsTer17 |    | 0.81     | Known germline variant, second copy lost in the tumor.
lung-tp53      | lung     | 2025-01-29 | 2025-02-14 | TP53  | somatic  | NM_000546.6:c.524G>A   | NP_000537.3:p.Arg175His       |    | 0.62     |
"""

GENES_STUDIED = """
specimen | taken      | reported   | genes
germline | 2023-10-18 | 2023-10-31 | BRCA1 BRCA2 PALB2 CDH1 PTEN TP53
lung     | 2025-01-29 | 2025-02-14 | ESR1 PIK3CA AKT1 PTEN TP53 ERBB2 BRCA1 BRCA2
"""

GENOMIC_REPORTS = """
specimen | taken      | reported   | variants             | conclusion
germline | 2023-10-18 | 2023-10-31 | germline-brca1       | Pathogenic germline variant BRCA1 c.68_69del (p.Glu23Valfs*17).
lung     | 2025-01-29 | 2025-02-14 | lung-brca1 lung-tp53 | BRCA1 c.68_69del with loss of the second copy, TP53 R175H. TMB 5.8 mutations per megabase, microsatellite stable.
"""

STATUS = """
date       | status   | evidence           | note
2024-04-02 | none     | examination        | No evidence of disease after adjuvant chemotherapy.
2025-02-04 | worsened | imaging pathology  | Distant recurrence in lung and mediastinal nodes.
2025-04-14 | improved | imaging            | Partial response.
2025-07-14 | improved | imaging            |
2025-11-10 | stable   | imaging            |
2026-02-09 | worsened | imaging laboratory | Lung metastases larger, one new.
2026-05-04 | improved | imaging laboratory | Partial response.
2026-08-03 | stable   | imaging            |
2026-10-26 | worsened | imaging laboratory | Lung metastases larger, new liver metastasis.
"""

ORDERS = """
id            | drug             | dose                                                | ordered    | start      | end        | status    | why         | intent     | for                      | note
goserelin     | goserelin        | 3.6 mg under the skin every 28 days                 | 2023-11-21 | 2023-11-21 | 2024-03-12 | completed | completed   |            |                          | Protection of the ovaries during chemotherapy.
ac-dox        | doxorubicin      | 60 mg/m2 every 14 days, 4 cycles                    | 2023-11-28 | 2023-12-05 | 2024-01-16 | completed | completed   | curative   | primary                  |
ac-cyc        | cyclophosphamide | 600 mg/m2 every 14 days, 4 cycles                   | 2023-11-28 | 2023-12-05 | 2024-01-16 | completed | completed   | curative   | primary                  |
paclitaxel    | paclitaxel       | 175 mg/m2 every 14 days, 4 cycles                   | 2024-01-23 | 2024-01-30 | 2024-03-12 | completed | completed   | curative   | primary                  |
pegfilgrastim | pegfilgrastim    | 6 mg under the skin on day 2 of each cycle          | 2023-11-28 | 2023-12-06 | 2024-03-13 | completed | completed   |            |                          |
pembrolizumab | pembrolizumab    | 200 mg every 21 days                                | 2025-02-10 | 2025-02-17 | 2026-02-09 | stopped   | progression | palliative | primary                  |
carboplatin   | carboplatin      | AUC 2 on days 1 and 8 of 21, 6 cycles               | 2025-02-10 | 2025-02-17 | 2025-06-09 | completed | completed   | palliative | primary                  |
gemcitabine   | gemcitabine      | 1000 mg/m2 on days 1 and 8 of 21, 6 cycles          | 2025-02-10 | 2025-02-17 | 2025-06-09 | completed | completed   | palliative | primary                  |
ondansetron   | ondansetron      | 8 mg by mouth before chemotherapy                   | 2025-02-10 | 2025-02-17 | 2025-06-09 | completed | completed   |            |                          |
levothyroxine | levothyroxine    | 75 ug by mouth once a day                           | 2025-07-30 | 2025-07-30 |            | active    |             |            | condition-hypothyroidism |
olaparib      | olaparib         | 300 mg by mouth twice a day                         | 2026-02-23 | 2026-03-02 | 2026-05-11 | stopped   | toxicity    | palliative | primary                  | Anemia grade 3; held, then lower dose.
olaparib-2    | olaparib         | 250 mg by mouth twice a day                         | 2026-06-08 | 2026-06-08 | 2026-10-29 | stopped   | progression | palliative | primary                  |
"""

GIVEN = """
order         | drug             | dose    | route        | intent     | days
goserelin     | goserelin        | 3.6 mg  | subcutaneous |            | 2023-11-21 every 28 days, 5 doses
ac-dox        | doxorubicin      | 100 mg  | intravenous  | curative   | 2023-12-05 every 14 days, 4 doses
ac-cyc        | cyclophosphamide | 1000 mg | intravenous  | curative   | 2023-12-05 every 14 days, 4 doses
paclitaxel    | paclitaxel       | 295 mg  | intravenous  | curative   | 2024-01-30 every 14 days, 4 doses
pembrolizumab | pembrolizumab    | 200 mg  | intravenous  | palliative | 2025-02-17 every 21 days, 17 doses
carboplatin   | carboplatin      | 250 mg  | intravenous  | palliative | 2025-02-17 every 21 days, 6 doses
carboplatin   | carboplatin      | 250 mg  | intravenous  | palliative | 2025-02-24 every 21 days, 6 doses
gemcitabine   | gemcitabine      | 1680 mg | intravenous  | palliative | 2025-02-17 every 21 days, 6 doses
gemcitabine   | gemcitabine      | 1680 mg | intravenous  | palliative | 2025-02-24 every 21 days, 6 doses
"""

STATEMENTS = """
id        | drug      | dose                              | start | end | status | why | intent | told       | source
albuterol | albuterol | two puffs when short of breath    | 2001  |     | active |     |        | 2026-11-12 | patient
"""

PROCEDURES = """
id          | what                         | date       | site            | intent   | note
core        | core biopsy of breast        | 2023-10-09 | right breast    |          |
mastectomy  | bilateral mastectomy         | 2023-11-02 | both breasts    | curative | Right therapeutic, left risk reducing. Margins clear.
sentinel    | sentinel node biopsy         | 2023-11-02 | right axilla    | curative | No tumor in two nodes.
lung-biopsy | CT-guided biopsy of lung     | 2025-01-29 | lung            |          |
transfusion | Transfusion of red cells     | 2026-05-11 | vein            |          | Two units.
"""

STUDIES = """
date       | kind      | conclusion
2023-10-05 | MR breast | Mass in the right breast, 17 mm. Left breast and both axillae unremarkable.
2025-01-20 | CT        | Nodules: right upper lobe 22 mm, left lower lobe 16 mm. Mediastinal node 4R, short axis 17 mm. No liver or bone lesion.
2025-02-05 | MR brain  | No metastasis.
2025-04-14 | CT        | Nodules 13 mm and 9 mm, node 11 mm. Partial response.
2025-07-14 | CT        | Nodules 9 mm and 6 mm, node 8 mm. Partial response.
2025-11-10 | CT        | Nodules 9 mm and 6 mm, node 8 mm. Unchanged.
2026-02-09 | CT        | Nodules 16 mm and 11 mm, node 15 mm, new nodule in the middle lobe 8 mm. Progressive disease.
2026-05-04 | CT        | Nodules 10 mm and 7 mm, node 10 mm, middle lobe 5 mm. Partial response.
2026-08-03 | CT        | Nodules 10 mm and 7 mm, node 9 mm, middle lobe 5 mm. Stable.
2026-10-26 | CT        | Nodules 17 mm and 12 mm, node 12 mm, middle lobe 8 mm. New lesion of liver segment VIII 21 mm. Progressive disease.
2026-10-29 | MR brain  | No metastasis.
"""

LESIONS = """
id | site                   | text
P1 | lung                   | Lung metastasis, right upper lobe
P2 | lung                   | Lung metastasis, left lower lobe
N1 | mediastinal lymph node | Mediastinal node 4R, short axis
P3 | lung                   | Lung metastasis, middle lobe
H1 | liver                  | Liver metastasis, segment VIII
"""

DIAMETERS_MM = """
date       | kind | P1 | P2 | N1 | P3 | H1
2025-01-20 | CT   | 22 | 16 | 17 |    |
2025-04-14 | CT   | 13 | 9  | 11 |    |
2025-07-14 | CT   | 9  | 6  | 8  |    |
2025-11-10 | CT   | 9  | 6  | 8  |    |
2026-02-09 | CT   | 16 | 11 | 15 | 8  |
2026-05-04 | CT   | 10 | 7  | 10 | 5  |
2026-08-03 | CT   | 10 | 7  | 9  | 5  |
2026-10-26 | CT   | 17 | 12 | 12 | 8  | 21
"""

LABS = """
date       | hb   | wbc | anc | plt | creat | alt | ast | alp | bili | alb | ca  | ca153 | cea | tsh | k
2023-11-20 | 13.2 | 6.4 | 3.9 | 274 | 0.6   | 17  | 19  | 62  | 0.4  | 4.4 | 9.4 | 15    | 1.2 | 1.9 | 4.1
2024-01-16 | 10.9 | 5.1 | 3.4 | 231 | 0.6   | 26  | 24  | 70  | 0.3  | 4.1 | 9.1 |       |     |     |
2024-03-12 | 10.4 | 6.8 | 4.9 | 252 | 0.6   | 33  | 29  | 74  | 0.3  | 4.1 | 9.0 |       |     |     | 3.9
2025-02-10 | 12.9 | 6.9 | 4.4 | 281 | 0.6   | 18  | 21  | 78  | 0.4  | 4.3 | 9.5 | 38    | 2.1 | 2.1 | 4.2
2025-03-10 | 11.2 | 3.1 | 1.4 | 98  | 0.6   | 38  | 34  | 76  | 0.4  | 4.2 | 9.3 |       |     |     |
2025-04-14 | 10.2 | 2.9 | 1.2 | 112 | 0.7   | 44  | 39  | 73  | 0.4  | 4.1 | 9.2 | 24    | 1.6 | 1.4 |
2025-06-09 | 9.6  | 2.7 | 1.1 | 88  | 0.7   | 41  | 36  | 70  | 0.4  | 4.0 | 9.1 | 18    |     | 0.2 |
2025-11-10 | 12.3 | 5.6 | 3.3 | 236 | 0.7   | 22  | 23  | 66  | 0.4  | 4.3 | 9.3 | 17    | 1.3 | 3.8 | 4.1
2026-02-09 | 12.4 | 6.0 | 3.7 | 248 | 0.7   | 21  | 24  | 74  | 0.4  | 4.2 | 9.4 | 34    | 1.9 | 2.6 | 4.2
2026-04-13 | 9.4  | 4.1 | 2.2 | 187 | 0.8   | 20  | 22  | 70  | 0.5  | 4.1 | 9.2 | 22    |     |     |
2026-05-11 | 7.6  | 3.4 | 1.8 | 162 | 0.8   | 19  | 22  | 68  | 0.5  | 4.0 | 9.1 |       |     | 2.9 |
2026-06-08 | 10.1 | 3.9 | 2.1 | 191 | 0.8   | 20  | 21  | 69  | 0.5  | 4.0 | 9.2 |       |     |     |
2026-08-03 | 10.4 | 4.2 | 2.3 | 196 | 0.8   | 21  | 23  | 71  | 0.5  | 4.1 | 9.2 | 19    | 1.4 |     |
2026-10-26 | 10.6 | 4.6 | 2.7 | 214 | 0.8   | 34  | 38  | 108 | 0.6  | 3.9 | 9.4 | 47    | 2.8 | 3.1 | 4.0
2026-11-12 | 10.8 | 5.2 | 3.1 | 226 | 0.7   | 39  | 43  | 126 | 0.6  | 3.8 | 9.4 | 56    | 3.2 |     | 4.1
"""

ODD_LABS = """
id               | analyte | value | unit | date       | note
tsh-without-unit | tsh     | 38.2  | none | 2025-07-28 | Outside laboratory; the result came without a unit.
"""

HEART = """
date       | what | value | unit | note
2023-11-24 | lvef | 62    | %    | Before doxorubicin.
"""

ECOG = """
date       | ecog
2023-11-20 | 0
2025-02-10 | 0
2025-07-28 | 1
2026-02-23 | 0
2026-11-12 | 1
"""

VITALS = """
date       | weight | height | pressure | pain
2023-11-20 | 61.8   | 166    | 112/70   |
2025-02-10 | 62.3   | 166    | 114/72   | 0
2026-02-23 | 61.0   |        | 110/70   | 0
2026-11-12 | 59.4   |        | 108/68   | 2
"""
