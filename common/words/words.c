#include "words/words.h"

#include "proto/directory.h"
#include "proto/intake/drafts.h"
#include "proto/follow_up.h"
#include "proto/intake.h"
#include "proto/node.h"
#include "proto/notifications.h"
#include "proto/scheduling.h"
#include "proto/intake/screening.h"
#include "proto/territory.h"
#include "proto/types.h"
#include "words/parts.h"

static const struct word not_known[] = {
    {NOT_KNOWN_UNKNOWN, "ne sait pas", "does not know"},
    {NOT_KNOWN_DECLINED, "préfère ne pas répondre", "prefers not to answer"},
};
static const struct word yes_no[] = {
    {YES_NO_YES, "oui", "yes"},
    {YES_NO_NO, "non", "no"},
    {YES_NO_UNKNOWN, "ne sait pas", "does not know"},
    {YES_NO_DECLINED, "préfère ne pas répondre", "prefers not to answer"},
};
static const struct word voice_mail[] = {
    {VOICE_MAIL_YES, "oui", "yes"},
    {VOICE_MAIL_WITHOUT_NAMING_US, "oui, sans nous nommer", "yes, without naming us"},
    {VOICE_MAIL_NO, "non", "no"},
    {VOICE_MAIL_UNKNOWN, "ne sait pas", "does not know"},
};
static const struct word job_state[] = {
    {JOB_STATE_WAITING, "attend son heure", "waits for its time"},
    {JOB_STATE_RUNNING, "en cours", "running"},
    {JOB_STATE_STOPPING, "en cours, à arrêter", "running, to be stopped"},
    {JOB_STATE_GIVEN_UP, "abandonné", "given up"},
    {JOB_STATE_STOPPED, "arrêté par une personne", "stopped by a person"},
};
static const struct word job_end[] = {
    {JOB_END_DONE, "fait", "done"},
    {JOB_END_NOT_NEEDED, "plus nécessaire", "no longer needed"},
    {JOB_END_FAILED, "échoué, rien n'est parti", "failed, nothing left"},
    {JOB_END_UNKNOWN, "peut-être fait", "may have been done"},
    {JOB_END_STOPPED, "arrêté avant d'être fait", "stopped before it was done"},
    {JOB_END_CRASHED, "le démon s'est arrêté trois fois en le faisant", "the daemon died in it three times"},
    {JOB_END_TOO_LARGE, "résultat trop grand", "its result is too large"},
};
static const struct word need[] = {
    {NEED_HOUSING, "logement", "housing"},
    {NEED_CLOTHING, "vêtements", "clothing"},
    {NEED_BABY_EQUIPMENT, "matériel pour bébé", "baby equipment"},
    {NEED_FOOD_AID, "aide alimentaire", "food aid"},
    {NEED_MEDICAL_FOLLOW_UP, "suivi médical", "medical follow-up"},
    {NEED_LEGAL_FILE, "dossier juridique", "legal file"},
    {NEED_ATTACHMENT, "attachement", "attachment"},
    {NEED_BREASTFEEDING, "allaitement", "breastfeeding"},
    {NEED_PARENTING_SKILLS, "compétences parentales", "parenting skills"},
    {NEED_FATHER_INVOLVEMENT, "engagement du père", "father's involvement"},
    {NEED_DAILY_DIFFICULTIES, "difficultés du quotidien", "daily difficulties"},
    {NEED_BIRTH_PREPARATION, "préparation à la naissance", "birth preparation"},
    {NEED_EMPLOYMENT, "emploi", "employment"},
    {NEED_SCHOOLING, "scolarité", "schooling"},
    {NEED_NETWORKING, "réseau social", "networking"},
    {NEED_CHILDCARE_ENTRY, "entrée en service de garde", "childcare entry"},
    {NEED_POSTPARTUM_HELP, "relevailles", "postpartum help"},
    {NEED_RESPITE, "répit", "respite"},
    {NEED_SAFETY, "sécurité", "safety"},
    {NEED_OTHER, "autre besoin", "other need"},
};
static const struct word role[] = {
    {ROLE_DESK, "accueil", "desk"},
    {ROLE_TEAM, "équipe", "team"},
    {ROLE_COORDINATOR, "coordination", "coordinator"},
    {ROLE_PARTNER, "partenaire", "partner"},
    {ROLE_OPERATOR, "exploitation", "operator"},
    {ROLE_DAEMON, "démon", "daemon"},
    {ROLE_GATEWAY, "passerelle", "gateway"},
    {ROLE_PRIVACY, "protection des renseignements", "privacy officer"},
};
static const struct word cadence_anchor[] = {
    {CADENCE_ANCHOR_PREGNANCY, "grossesse", "pregnancy"},
    {CADENCE_ANCHOR_BIRTH, "naissance", "birth"},
    {CADENCE_ANCHOR_ENROLMENT, "inscription", "enrolment"},
    {CADENCE_ANCHOR_HOME, "retour à la maison", "coming home"},
};

static const struct word referral_source[] = {
    {REFERRAL_SOURCE_SELF_OLO_CALL, "appel OLO", "her own call to the OLO line"},
    {REFERRAL_SOURCE_PREGNANCY_NOTICE, "avis de grossesse", "pregnancy notice"},
    {REFERRAL_SOURCE_PHYSICIAN_OR_INSTITUTION, "médecin ou établissement", "physician or institution"},
    {REFERRAL_SOURCE_COMMUNITY_ORG, "organisme communautaire", "community organisation"},
    {REFERRAL_SOURCE_OUTREACH_WORKER, "travail de proximité", "outreach worker"},
    {REFERRAL_SOURCE_PRAIDA, "PRAIDA", "PRAIDA"},
    {REFERRAL_SOURCE_OTHER, "autre source", "other source"},
};
static const struct word call_outcome[] = {
    {CALL_OUTCOME_COMPLETED, "appel complet", "completed"},
    {CALL_OUTCOME_PARTIAL, "appel incomplet", "partial"},
    {CALL_OUTCOME_NO_ANSWER, "pas de réponse", "no answer"},
    {CALL_OUTCOME_CALL_BACK_AT, "à rappeler", "call back later"},
    {CALL_OUTCOME_WRONG_NUMBER, "mauvais numéro", "wrong number"},
    {CALL_OUTCOME_REFUSED, "refus", "refused"},
    {CALL_OUTCOME_LEFT_MESSAGE, "message laissé", "left a message"},
    {CALL_OUTCOME_RETURNED, "envoi revenu", "came back"},
};
static const struct word contact_channel[] = {
    {CONTACT_CHANNEL_PHONE, "téléphone", "phone"},
    {CONTACT_CHANNEL_SMS, "texto", "text message"},
    {CONTACT_CHANNEL_EMAIL, "courriel", "e-mail"},
    {CONTACT_CHANNEL_MAIL, "poste", "mail"},
};
static const struct word gender[] = {
    {GENDER_F, "femme", "woman"},
    {GENDER_M, "homme", "man"},
    {GENDER_X, "autre", "other"},
    {GENDER_DECLINED, "préfère ne pas répondre", "prefers not to answer"},
};
static const struct word diploma[] = {
    {DIPLOMA_NONE, "aucun", "none"},
    {DIPLOMA_DES, "DES (secondaire)", "DES (secondary)"},
    {DIPLOMA_DEP_AEP, "DEP ou AEP", "DEP or AEP (vocational)"},
    {DIPLOMA_DEC, "DEC", "DEC (college)"},
    {DIPLOMA_UNIV, "universitaire", "university"},
    {DIPLOMA_FOREIGN, "diplôme étranger", "foreign diploma"},
    {DIPLOMA_UNKNOWN, "ne sait pas", "does not know"},
    {DIPLOMA_DECLINED, "préfère ne pas répondre", "prefers not to answer"},
};
static const struct word income_source[] = {
    {INCOME_SOURCE_WORK, "travail", "work"},
    {INCOME_SOURCE_EI, "assurance-emploi", "employment insurance"},
    {INCOME_SOURCE_LAST_RESORT_AID, "aide de dernier recours", "last-resort assistance"},
    {INCOME_SOURCE_STUDENT_AID, "prêts et bourses", "student aid"},
    {INCOME_SOURCE_FAMILY_ALLOWANCE_MAX, "allocation familiale maximale", "maximum family allowance"},
    {INCOME_SOURCE_ASYLUM, "demande d'asile", "asylum claim"},
    {INCOME_SOURCE_NONE, "aucun revenu", "no income"},
};
static const struct word immigration_status[] = {
    {IMMIGRATION_STATUS_CITIZEN, "citoyenne", "citizen"},
    {IMMIGRATION_STATUS_PR, "résidente permanente", "permanent resident"},
    {IMMIGRATION_STATUS_REFUGEE, "réfugiée", "refugee"},
    {IMMIGRATION_STATUS_ASYLUM_CLAIMANT, "demandeuse d'asile", "asylum claimant"},
    {IMMIGRATION_STATUS_TEMP, "statut temporaire", "temporary status"},
    {IMMIGRATION_STATUS_NO_STATUS, "sans statut", "without status"},
    {IMMIGRATION_STATUS_UNKNOWN, "ne sait pas", "does not know"},
    {IMMIGRATION_STATUS_DECLINED, "préfère ne pas répondre", "prefers not to answer"},
};
static const struct word frequency[] = {
    {FREQUENCY_NEVER, "jamais", "never"},
    {FREQUENCY_SOMETIMES, "parfois", "sometimes"},
    {FREQUENCY_OFTEN, "souvent", "often"},
    {FREQUENCY_UNKNOWN, "ne sait pas", "does not know"},
    {FREQUENCY_DECLINED, "préfère ne pas répondre", "prefers not to answer"},
};
static const struct word diet[] = {
    {DIET_LACTOSE, "sans lactose", "lactose-free"},
    {DIET_EGG, "sans œufs", "egg-free"},
    {DIET_HALAL, "halal", "halal"},
    {DIET_KOSHER, "casher", "kosher"},
    {DIET_VEGETARIAN, "végétarien", "vegetarian"},
    {DIET_VEGAN, "végétalien", "vegan"},
    {DIET_GLUTEN, "sans gluten", "gluten-free"},
    {DIET_OTHER, "autre régime", "other diet"},
};
static const struct word voucher_delivery[] = {
    {VOUCHER_DELIVERY_PICKUP, "cueillette", "pick-up"},
    {VOUCHER_DELIVERY_HOME, "à domicile", "at home"},
    {VOUCHER_DELIVERY_MAIL, "par la poste", "by mail"},
};

static const struct word route[] = {
    {ROUTE_SIPPE, "SIPPE", "SIPPE"},
    {ROUTE_OLO_ONLY, "OLO seulement", "OLO only"},
    {ROUTE_OTHER_SERVICE, "autre service", "other service"},
    {ROUTE_CALL_BACK, "rappeler", "call back"},
    {ROUTE_PRE_REGISTER, "préinscrire", "pre-register"},
    {ROUTE_WAITLIST, "liste d'attente", "waiting list"},
    {ROUTE_NOT_ELIGIBLE, "non admissible", "not eligible"},
    {ROUTE_DECLINED, "la famille refuse", "family declined"},
    {ROUTE_UNREACHABLE, "injoignable", "unreachable"},
};
static const struct word screening_state[] = {
    {SCREENING_STATE_TO_DECIDE, "à décider", "to decide"},
    {SCREENING_STATE_CALL_BACK, "à rappeler", "to call back"},
    {SCREENING_STATE_PRE_REGISTERED, "préinscrite", "pre-registered"},
    {SCREENING_STATE_DECIDED, "décidée", "decided"},
};
static const struct word recorded_kind[] = {
    {RECORDED_KIND_SCREENING, "évaluation", "screening"},
    {RECORDED_KIND_CALL, "appel", "call"},
    {RECORDED_KIND_NOTE, "note", "note"},
    {RECORDED_KIND_CONSENT, "consentement", "consent"},
    {RECORDED_KIND_DISCLOSURE, "communication", "disclosure"},
    {RECORDED_KIND_REFERRAL, "référence", "referral"},
    {RECORDED_KIND_ENROLMENT, "inscription", "enrolment"},
    {RECORDED_KIND_CONTACT, "coordonnées", "contact details"},
    {RECORDED_KIND_KIN, "la famille", "the family"},
    {RECORDED_KIND_RESTRICTION, "restriction d'accès", "access restriction"},
    {RECORDED_KIND_HOLD, "conservation", "hold"},
    {RECORDED_KIND_INBOUND, "référence reçue", "referral received"},
};
static const struct word match_reason[] = {
    {MATCH_REASON_SAME_PHONE, "même téléphone", "same phone"},
    {MATCH_REASON_SAME_NAME_AND_BIRTH_DATE, "même nom et même date de naissance", "same name and birth date"},
    {MATCH_REASON_SAME_NAM, "même NAM", "same NAM"},
    {MATCH_REASON_NEAR_NAME_AND_BIRTH_DATE, "nom voisin et même date de naissance", "similar name and same birth date"},
};
static const struct word consent_purpose[] = {
    {CONSENT_PURPOSE_PARTNER_REFERRAL, "référence à un partenaire", "referral to a partner"},
    {CONSENT_PURPOSE_INTERPRETER, "interprète", "interpreter"},
    {CONSENT_PURPOSE_INSTITUTION, "établissement", "institution"},
};
static const struct word shared_item[] = {
    {SHARED_ITEM_GIVEN_NAME, "prénom", "given name"},
    {SHARED_ITEM_FAMILY_NAME, "nom de famille", "family name"},
    {SHARED_ITEM_PHONE, "téléphone", "phone"},
    {SHARED_ITEM_LANGUAGE, "langue", "language"},
    {SHARED_ITEM_POSTAL_AREA, "secteur postal", "postal area"},
    {SHARED_ITEM_NEED, "besoin", "need"},
    {SHARED_ITEM_DUE_DATE, "date prévue", "due date"},
    {SHARED_ITEM_NOTE, "note", "note"},
    {SHARED_ITEM_EMAIL, "courriel", "e-mail"},
};
static const struct word disclosure_way[] = {
    {DISCLOSURE_WAY_NOTICE, "avis", "notice"},
    {DISCLOSURE_WAY_SHEET, "feuille", "sheet"},
    {DISCLOSURE_WAY_PERSON, "dit", "told"},
};
static const struct word note_kind[] = {
    {NOTE_KIND_SAFETY, "note de sécurité", "safety note"},
    {NOTE_KIND_PROTECTION, "signalement à la DPJ", "report to youth protection"},
    {NOTE_KIND_FILE, "note au dossier", "note of the file"},
    {NOTE_KIND_LOSS, "perte, gardée à part", "loss, kept apart"},
};
static const struct word outdated_because[] = {
    {OUTDATED_BECAUSE_FACTS, "ce qu'il sait a changé", "what it knows has changed"},
    {OUTDATED_BECAUSE_LOSS, "la grossesse a pris fin", "the pregnancy ended"},
    {OUTDATED_BECAUSE_FOLLOW_UP_ENDED, "le suivi est terminé", "the follow-up ended"},
    {OUTDATED_BECAUSE_ADDRESS, "l'adresse a changé", "the address has changed"},
    {OUTDATED_BECAUSE_DECISION, "ce n'est plus la voie décidée", "it is no longer what was decided"},
};
static const struct word referral_state[] = {
    {REFERRAL_STATE_SENT, "envoyée", "sent"},
    {REFERRAL_STATE_ACKNOWLEDGED, "reçue", "acknowledged"},
    {REFERRAL_STATE_ACCEPTED, "acceptée", "accepted"},
    {REFERRAL_STATE_WAITLISTED, "en liste d'attente", "waitlisted"},
    {REFERRAL_STATE_DECLINED, "déclinée", "declined"},
    {REFERRAL_STATE_WRONG_PARTNER, "mauvais partenaire", "wrong partner"},
    {REFERRAL_STATE_FIRST_CONTACT, "premier contact fait", "first contact made"},
    {REFERRAL_STATE_CANCELLED, "annulée", "cancelled"},
};
static const struct word thing_kind[] = {
    {THING_KIND_FAMILY, "famille", "family"},        {THING_KIND_SCREENING, "évaluation", "screening"},
    {THING_KIND_CONSENT, "consentement", "consent"}, {THING_KIND_ENROLMENT, "inscription", "enrolment"},
    {THING_KIND_REFERRAL, "référence", "referral"},  {THING_KIND_WORK, "chose à faire", "thing to do"},
};
static const struct word discipline[] = {
    {DISCIPLINE_SOCIAL_WORKER, "travailleuse sociale", "social worker"},
    {DISCIPLINE_NURSE, "infirmière", "nurse"},
    {DISCIPLINE_NUTRITIONIST, "nutritionniste", "nutritionist"},
    {DISCIPLINE_SPECIAL_EDUCATOR, "éducatrice spécialisée", "special educator"},
    {DISCIPLINE_PSYCHOEDUCATOR, "psychoéducatrice", "psychoeducator"},
    {DISCIPLINE_FAMILY_AIDE, "auxiliaire familiale", "family aide"},
    {DISCIPLINE_PHYSICIAN, "médecin", "physician"},
    {DISCIPLINE_PSYCHOLOGIST, "psychologue", "psychologist"},
};
static const struct word exclusion_reason[] = {
    {EXCLUSION_REASON_INACTIVE, "inactive", "inactive"},
    {EXCLUSION_REASON_DISCIPLINE, "discipline", "discipline"},
    {EXCLUSION_REASON_LANGUAGE, "langue", "language"},
    {EXCLUSION_REASON_CASELOAD, "charge pleine", "caseload full"},
    {EXCLUSION_REASON_NO_HOURS, "sans heures", "no hours"},
    {EXCLUSION_REASON_OTHER_CLSC, "autre CLSC", "other CLSC"},
};
static const struct word follow_up_state[] = {
    {FOLLOW_UP_STATE_AWAITING_KEY_WORKER, "en attente d'une intervenante privilégiée", "awaiting a key worker"},
    {FOLLOW_UP_STATE_FOLLOWED, "suivie", "followed"},
    {FOLLOW_UP_STATE_ENDED, "terminé", "ended"},
};
static const struct word visit_state[] = {
    {VISIT_STATE_PROPOSED, "proposée", "proposed"},
    {VISIT_STATE_CONFIRMED, "confirmée", "confirmed"},
    {VISIT_STATE_DONE, "faite", "done"},
    {VISIT_STATE_NO_SHOW, "absente", "no-show"},
    {VISIT_STATE_REFUSED, "refusée", "refused"},
    {VISIT_STATE_CANCELLED, "annulée", "cancelled"},
    {VISIT_STATE_MISSED, "pas eu lieu", "not held"},
};
static const struct word visit_result[] = {
    {VISIT_RESULT_DONE, "faite", "done"},
    {VISIT_RESULT_NO_SHOW, "absente", "no-show"},
    {VISIT_RESULT_REFUSED, "refusée", "refused"},
};

/* One row an enumeration; found by the descriptor's address. */
#define WORDS(package, name)                                                                                           \
    { &package##__##name##__descriptor, name, sizeof name / sizeof name[0] }
const struct words words_all[] = {
    WORDS(sippe, not_known),
    WORDS(sippe, yes_no),
    WORDS(sippe, voice_mail),
    WORDS(sippe, need),
    WORDS(sippe, role),
    WORDS(sippe, cadence_anchor),
    {&sippe__programme_end__descriptor, words_programme_end, WORDS_PROGRAMME_END},
    {&sippe__urgency__descriptor, words_urgency, WORDS_URGENCY},
    {&sippe__priority_reason__descriptor, words_priority_reason, WORDS_PRIORITY_REASON},
    {&sippe__days_counted__descriptor, words_days_counted, WORDS_DAYS_COUNTED},
    {&intake__access_end__descriptor, words_access_end, WORDS_ACCESS_END},
    {&node__clock__descriptor, words_clock, WORDS_CLOCK},
    {&node__shows__descriptor, words_shows, WORDS_SHOWS},
    {&sippe__care_team__descriptor, words_care_team, WORDS_CARE_TEAM},
    {&intake__login_kind__descriptor, words_login_kind, WORDS_LOGIN_KIND},
    {&intake__login_state__descriptor, words_login_state, WORDS_LOGIN_STATE},
    WORDS(node, job_state),
    WORDS(node, job_end),
    WORDS(intake, referral_source),
    WORDS(intake, call_outcome),
    {&intake__call_direction__descriptor, words_call_direction, WORDS_CALL_DIRECTION},
    {&intake__call_way__descriptor, words_call_way, WORDS_CALL_WAY},
    {&intake__call_whom__descriptor, words_call_whom, WORDS_CALL_WHOM},
    {&intake__history_kind__descriptor, words_history_kind, WORDS_HISTORY_KIND},
    WORDS(intake, contact_channel),
    WORDS(intake, gender),
    WORDS(intake, diploma),
    WORDS(intake, income_source),
    WORDS(intake, immigration_status),
    WORDS(intake, frequency),
    WORDS(intake, diet),
    WORDS(intake, voucher_delivery),
    WORDS(intake, route),
    {&intake__criterion_kind__descriptor, words_criterion_kind, WORDS_CRITERION_KIND},
    {&intake__other_reason__descriptor, words_other_reason, WORDS_OTHER_REASON},
    {&intake__whom__descriptor, words_whom, WORDS_WHOM},
    {&intake__contradiction_kind__descriptor, words_contradiction_kind, WORDS_CONTRADICTION_KIND},
    {&intake__met__descriptor, words_met, WORDS_MET},
    {&intake__flag__descriptor, words_flag, WORDS_FLAG},
    WORDS(intake, screening_state),
    {&intake__draft_end__descriptor, words_draft_end, WORDS_DRAFT_END},
    WORDS(intake, match_reason),
    WORDS(intake, recorded_kind),
    {&intake__enrolment_state__descriptor, words_enrolment_state, WORDS_ENROLMENT_STATE},
    {&intake__end_reason__descriptor, words_end_reason, WORDS_END_REASON},
    {&intake__suspension_reason__descriptor, words_suspension_reason, WORDS_SUSPENSION_REASON},
    {&intake__move_state__descriptor, words_move_state, WORDS_MOVE_STATE},
    {&intake__move_reason__descriptor, words_move_reason, WORDS_MOVE_REASON},
    {&sippe__follow_up_standing__descriptor, words_follow_up_standing, WORDS_FOLLOW_UP_STANDING},
    {&sippe__anchor_kind__descriptor, words_anchor_kind, WORDS_ANCHOR_KIND},
    {&intake__person_kind__descriptor, words_person_kind, WORDS_PERSON_KIND},
    {&intake__child_home__descriptor, words_child_home, WORDS_CHILD_HOME},
    {&intake__person_left__descriptor, words_person_left, WORDS_PERSON_LEFT},
    {&intake__due_source__descriptor, words_due_source, WORDS_DUE_SOURCE},
    {&intake__pregnancy_state__descriptor, words_pregnancy_state, WORDS_PREGNANCY_STATE},
    {&intake__loss_wish__descriptor, words_loss_wish, WORDS_LOSS_WISH},
    {&intake__loss_kind__descriptor, words_loss_kind, WORDS_LOSS_KIND},
    {&intake__kin_change__descriptor, words_kin_change, WORDS_KIN_CHANGE},
    {&intake__enrolment_basis__descriptor, words_enrolment_basis, WORDS_ENROLMENT_BASIS},
    {&intake__take_over_touched__descriptor, words_take_over_touched, WORDS_TAKE_OVER_TOUCHED},
    WORDS(intake, consent_purpose),
    WORDS(intake, shared_item),
    WORDS(intake, disclosure_way),
    WORDS(intake, note_kind),
    WORDS(intake, outdated_because),
    {&intake__consent_giver__descriptor, words_consent_giver, WORDS_CONSENT_GIVER},
    {&intake__consent_mode__descriptor, words_consent_mode, WORDS_CONSENT_MODE},
    {&intake__agreement_answer__descriptor, words_agreement_answer, WORDS_AGREEMENT_ANSWER},
    {&intake__aid_outcome__descriptor, words_aid_outcome, WORDS_AID_OUTCOME},
    {&intake__consent_help__descriptor, words_consent_help, WORDS_CONSENT_HELP},
    {&intake__consent_ask__descriptor, words_consent_ask, WORDS_CONSENT_ASK},
    WORDS(intake, referral_state),
    {&sippe__work_kind__descriptor, words_work_kind, WORDS_WORK_KIND},
    {&sippe__work_taken__descriptor, words_work_taken, WORDS_WORK_TAKEN},
    WORDS(intake, thing_kind),
    {&intake__erasure_state__descriptor, words_erasure_state, WORDS_ERASURE_STATE},
    {&intake__hold_kind__descriptor, words_hold_kind, WORDS_HOLD_KIND},
    {&intake__incident_kind__descriptor, words_incident_kind, WORDS_INCIDENT_KIND},
    {&intake__incident_state__descriptor, words_incident_state, WORDS_INCIDENT_STATE},
    {&intake__incident_source__descriptor, words_incident_source, WORDS_INCIDENT_SOURCE},
    {&intake__incident_notified__descriptor, words_incident_notified, WORDS_INCIDENT_NOTIFIED},
    WORDS(scheduling, discipline),
    WORDS(scheduling, exclusion_reason),
    WORDS(scheduling, follow_up_state),
    WORDS(scheduling, visit_state),
    {&scheduling__encounter_mode__descriptor, words_encounter_mode, WORDS_ENCOUNTER_MODE},
    {&scheduling__encounter_place__descriptor, words_encounter_place, WORDS_ENCOUNTER_PLACE},
    {&scheduling__encounter_missed__descriptor, words_encounter_missed, WORDS_ENCOUNTER_MISSED},
    {&scheduling__encounter_met__descriptor, words_encounter_met, WORDS_ENCOUNTER_MET},
    {&scheduling__window_anchor__descriptor, words_window_anchor, WORDS_WINDOW_ANCHOR},
    {&scheduling__intensity_basis__descriptor, words_intensity_basis, WORDS_INTENSITY_BASIS},
    {&scheduling__window_state__descriptor, words_window_state, WORDS_WINDOW_STATE},
    WORDS(scheduling, visit_result),
    {&notifications__notice_state__descriptor, words_notice_state, WORDS_NOTICE_STATE},
    {&notifications__decline_reason__descriptor, words_decline_reason, WORDS_DECLINE_REASON},
    {&notifications__link_channel__descriptor, words_link_channel, WORDS_LINK_CHANNEL},
    {&notifications__link_standing__descriptor, words_link_standing, WORDS_LINK_STANDING},
    {&notifications__inbound_outcome__descriptor, words_inbound_outcome, WORDS_INBOUND_OUTCOME},
    {&intake__inbound_disposition__descriptor, words_inbound_disposition, WORDS_INBOUND_DISPOSITION},
    {&notifications__browser_way__descriptor, words_browser_way, WORDS_BROWSER_WAY},
};
const size_t n_words_all = sizeof words_all / sizeof words_all[0];
