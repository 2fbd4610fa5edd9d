/* The register of incidents of confidentiality; where an erasure stands. */
#include "words/parts.h"
#include "proto/intake.h"

const struct word words_incident_kind[WORDS_INCIDENT_KIND] = {
    {INCIDENT_KIND_ACCESS, "accès non autorisé", "access without right"},
    {INCIDENT_KIND_USE, "utilisation non autorisée", "use without right"},
    {INCIDENT_KIND_COMMUNICATION, "communication non autorisée", "disclosure without right"},
    {INCIDENT_KIND_LOSS, "perte ou autre atteinte", "loss or other breach"},
};
const struct word words_incident_state[WORDS_INCIDENT_STATE] = {
    {INCIDENT_STATE_OPEN, "ouvert", "open"},
    {INCIDENT_STATE_CLOSED, "fermé", "closed"},
    {INCIDENT_STATE_IN_ERROR, "rayé (noté par erreur)", "struck out (recorded in error)"},
};
const struct word words_incident_source[WORDS_INCIDENT_SOURCE] = {
    {INCIDENT_SOURCE_PERSON, "signalé par une personne", "reported by a person"},
    {INCIDENT_SOURCE_PARTNER, "reçu par erreur, dit l'organisme", "received by mistake, says the organisation"},
};
const struct word words_incident_notified[WORDS_INCIDENT_NOTIFIED] = {
    {INCIDENT_NOTIFIED_COMMISSION, "Commission d'accès à l'information", "Commission d'accès à l'information"},
    {INCIDENT_NOTIFIED_MINISTER, "ministre", "minister"},
    {INCIDENT_NOTIFIED_PERSON, "personne concernée", "person concerned"},
    {INCIDENT_NOTIFIED_PUBLIC, "avis public", "public notice"},
    {INCIDENT_NOTIFIED_OTHER, "autre", "other"},
};
const struct word words_erasure_state[WORDS_ERASURE_STATE] = {
    {ERASURE_STATE_PROPOSED, "proposée", "proposed"},
    {ERASURE_STATE_WITHDRAWN, "retirée", "withdrawn"},
    {ERASURE_STATE_CONFIRMED, "confirmée, en cours", "confirmed, under way"},
    {ERASURE_STATE_PROVISIONAL, "faite, attestation provisoire", "done, certificate provisional"},
    {ERASURE_STATE_FINAL, "faite, attestation définitive", "done, certificate final"},
};
