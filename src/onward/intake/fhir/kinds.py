"""Resource types: those of FHIR R4, those of other versions of FHIR, and where each names the person it is about.

Lists: hl7.org/fhir/R4/resourcelist.html, with the additions of R4B; DSTU2, STU3 and R5 names from the lists of those
versions.
"""

from __future__ import annotations

from collections.abc import Mapping

R4 = frozenset(
    """
    Account ActivityDefinition AdministrableProductDefinition AdverseEvent AllergyIntolerance Appointment
    AppointmentResponse AuditEvent Basic Binary BiologicallyDerivedProduct BodyStructure Bundle
    CapabilityStatement CarePlan CareTeam CatalogEntry ChargeItem ChargeItemDefinition Citation Claim
    ClaimResponse ClinicalImpression ClinicalUseDefinition CodeSystem Communication CommunicationRequest
    CompartmentDefinition Composition ConceptMap Condition Consent Contract Coverage CoverageEligibilityRequest
    CoverageEligibilityResponse DetectedIssue Device DeviceDefinition DeviceMetric DeviceRequest
    DeviceUseStatement DiagnosticReport DocumentManifest DocumentReference EffectEvidenceSynthesis Encounter
    Endpoint EnrollmentRequest EnrollmentResponse EpisodeOfCare EventDefinition Evidence EvidenceReport
    EvidenceVariable ExampleScenario ExplanationOfBenefit FamilyMemberHistory Flag Goal GraphDefinition Group
    GuidanceResponse HealthcareService ImagingStudy Immunization ImmunizationEvaluation ImmunizationRecommendation
    ImplementationGuide Ingredient InsurancePlan Invoice Library Linkage List Location ManufacturedItemDefinition
    Measure MeasureReport Media Medication MedicationAdministration MedicationDispense MedicationKnowledge
    MedicationRequest MedicationStatement MedicinalProduct MedicinalProductAuthorization
    MedicinalProductContraindication MedicinalProductDefinition MedicinalProductIndication
    MedicinalProductIngredient MedicinalProductInteraction MedicinalProductManufactured MedicinalProductPackaged
    MedicinalProductPharmaceutical MedicinalProductUndesirableEffect MessageDefinition MessageHeader
    MolecularSequence NamingSystem NutritionOrder NutritionProduct Observation ObservationDefinition
    OperationDefinition OperationOutcome Organization OrganizationAffiliation PackagedProductDefinition Parameters
    Patient PaymentNotice PaymentReconciliation Person PlanDefinition Practitioner PractitionerRole Procedure
    Provenance Questionnaire QuestionnaireResponse RegulatedAuthorization RelatedPerson RequestGroup
    ResearchDefinition ResearchElementDefinition ResearchStudy ResearchSubject RiskAssessment
    RiskEvidenceSynthesis Schedule SearchParameter ServiceRequest Slot Specimen SpecimenDefinition
    StructureDefinition StructureMap Subscription SubscriptionStatus SubscriptionTopic Substance
    SubstanceDefinition SubstanceNucleicAcid SubstancePolymer SubstanceProtein SubstanceReferenceInformation
    SubstanceSourceMaterial SubstanceSpecification SupplyDelivery SupplyRequest Task TerminologyCapabilities
    TestReport TestScript ValueSet VerificationResult VisionPrescription
    """.split()  # noqa: SIM905 (one word a line would be 160 lines)
)

# Types of other versions of FHIR: the version, and the R4 type that Onward reads it as ("" for none).
FOREIGN: dict[str, tuple[str, str]] = {
    "MedicationPrescription": ("DSTU1", "MedicationRequest"),
    "MedicationOrder": ("DSTU2", "MedicationRequest"),
    "DiagnosticOrder": ("DSTU2", ""),
    "DeviceUseRequest": ("DSTU2", ""),
    "ImagingObjectSelection": ("DSTU2", ""),
    "Order": ("DSTU2", ""),
    "OrderResponse": ("DSTU2", ""),
    "Conformance": ("DSTU2", ""),
    "BodySite": ("DSTU2 or STU3", "BodyStructure"),
    "DataElement": ("DSTU2 or STU3", ""),
    "DeviceComponent": ("DSTU2 or STU3", ""),
    "EligibilityRequest": ("DSTU2 or STU3", ""),
    "EligibilityResponse": ("DSTU2 or STU3", ""),
    "ProcedureRequest": ("DSTU2 or STU3", ""),
    "ProcessRequest": ("DSTU2 or STU3", ""),
    "ProcessResponse": ("DSTU2 or STU3", ""),
    "ReferralRequest": ("DSTU2 or STU3", ""),
    "ExpansionProfile": ("STU3", ""),
    "ImagingManifest": ("STU3", ""),
    "Sequence": ("STU3", ""),
    "ServiceDefinition": ("STU3", ""),
    "ActorDefinition": ("R5", ""),
    "ArtifactAssessment": ("R5", ""),
    "BiologicallyDerivedProductDispense": ("R5", ""),
    "ConditionDefinition": ("R5", ""),
    "DeviceAssociation": ("R5", ""),
    "DeviceDispense": ("R5", ""),
    "DeviceUsage": ("R5", ""),
    "EncounterHistory": ("R5", ""),
    "FormularyItem": ("R5", ""),
    "GenomicStudy": ("R5", ""),
    "ImagingSelection": ("R5", ""),
    "InventoryItem": ("R5", ""),
    "InventoryReport": ("R5", ""),
    "NutritionIntake": ("R5", ""),
    "Permission": ("R5", ""),
    "RequestOrchestration": ("R5", ""),
    "Requirements": ("R5", ""),
    "TestPlan": ("R5", ""),
    "Transport": ("R5", ""),
}

# Where a resource names its person. A type that is not here belongs to nobody in particular (Medication,
# Organization, ...).
PERSON_ELEMENTS: Mapping[str, tuple[str, ...]] = dict.fromkeys(
    """
    AdverseEvent AllergyIntolerance BodyStructure CarePlan CareTeam ChargeItem Claim ClaimResponse
    ClinicalImpression Communication CommunicationRequest Composition Condition Consent CoverageEligibilityRequest
    CoverageEligibilityResponse DetectedIssue Device DeviceRequest DeviceUseStatement DiagnosticReport DocumentManifest
    DocumentReference Encounter EpisodeOfCare ExplanationOfBenefit FamilyMemberHistory Flag Goal ImagingStudy
    Immunization ImmunizationEvaluation ImmunizationRecommendation Invoice Media MedicationAdministration
    MedicationDispense MedicationRequest MedicationStatement MolecularSequence NutritionOrder Observation
    Procedure QuestionnaireResponse RelatedPerson RequestGroup RiskAssessment ServiceRequest Specimen
    SupplyDelivery VisionPrescription MedicationOrder MedicationPrescription BodySite DiagnosticOrder
    ProcedureRequest ReferralRequest GenomicStudy ImagingSelection NutritionIntake
    """.split(),  # noqa: SIM905 (as above)
    ("subject", "patient"),
) | {
    "Coverage": ("beneficiary",),
    "ResearchSubject": ("individual", "subject"),
    "Task": ("for",),
    "Account": ("subject",),
}

# The person may be left out: a specimen or a device of nobody is no mistake.
PERSON_OPTIONAL = frozenset(
    {"Specimen", "Device", "Account", "Task", "Composition", "Invoice", "Media", "DocumentReference"}
)

# Elements that tell that a resource labelled R4 was written for another version of FHIR (resource pages of each
# version).
FOREIGN_ELEMENTS: dict[str, dict[str, str]] = {
    "AllergyIntolerance": {"substance": "DSTU2"},
    "Condition": {"patient": "DSTU2", "dateRecorded": "DSTU2", "assertedDate": "STU3"},
    "DiagnosticReport": {"codedDiagnosis": "DSTU2 or STU3"},
    "MedicationAdministration": {
        "wasNotGiven": "DSTU2",
        "effectiveTimeDateTime": "DSTU2",
        "effectiveTimePeriod": "DSTU2",
        "medication": "R5",
        "occurenceDateTime": "R5",
        "occurencePeriod": "R5",
    },
    "MedicationDispense": {"medication": "R5"},
    "MedicationRequest": {"dateWritten": "DSTU2", "medication": "R5", "reason": "R5"},
    "MedicationStatement": {"wasNotTaken": "DSTU2", "medication": "R5", "adherence": "R5", "reason": "R5"},
    "Observation": {"comments": "DSTU2"},
    "Procedure": {
        "notPerformed": "DSTU2 or STU3",
        "occurrenceDateTime": "R5",
        "occurrencePeriod": "R5",
        "reason": "R5",
    },
}
