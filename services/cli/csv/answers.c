#include "cli/csv/answers.h"

#include <string.h>
#include "proto/intake.h"
#include "proto/scheduling.h"
#include "proto/intake/screening.h"
#include "text/builder.h"
#include "text/fold.h"
#include "text/plain.h"

struct word {
    int value;
    const char *fr;
};

/* The first word of a value is the one that is written; the others are what desks and other systems write, and are only
 * read. A word is never taken away: files that hold it lie on desks. */
struct vocabulary {
    const ProtobufCEnumDescriptor *type;
    const struct word *words;
};

#define WORDS(...) ((const struct word[]){__VA_ARGS__, {0, NULL}})

static const struct vocabulary vocabularies[] = {
    {&sippe__yes_no__descriptor,
     WORDS({YES_NO_YES, "oui"}, {YES_NO_NO, "non"}, {YES_NO_UNKNOWN, "inconnu"}, {YES_NO_DECLINED, "refus"},
           {YES_NO_YES, "o"}, {YES_NO_YES, "y"}, {YES_NO_YES, "vrai"}, {YES_NO_YES, "true"}, {YES_NO_YES, "1"},
           {YES_NO_NO, "n"}, {YES_NO_NO, "faux"}, {YES_NO_NO, "false"}, {YES_NO_NO, "0"},
           {YES_NO_UNKNOWN, "ne sait pas"}, {YES_NO_UNKNOWN, "nsp"}, {YES_NO_DECLINED, "refuse"},
           {YES_NO_DECLINED, "préfère ne pas répondre"}, {YES_NO_YES, "x"}, {YES_NO_YES, "yes"}, {YES_NO_NO, "no"},
           {YES_NO_DECLINED, "prefers not to answer"}, {YES_NO_UNKNOWN, "does not know"})},
    {&sippe__voice_mail__descriptor,
     WORDS({VOICE_MAIL_YES, "oui"}, {VOICE_MAIL_WITHOUT_NAMING_US, "sans nous nommer"}, {VOICE_MAIL_NO, "non"},
           {VOICE_MAIL_UNKNOWN, "inconnu"}, {VOICE_MAIL_YES, "o"}, {VOICE_MAIL_YES, "y"}, {VOICE_MAIL_YES, "x"},
           {VOICE_MAIL_YES, "vrai"}, {VOICE_MAIL_YES, "true"}, {VOICE_MAIL_YES, "1"}, {VOICE_MAIL_YES, "yes"},
           {VOICE_MAIL_WITHOUT_NAMING_US, "oui, sans nous nommer"}, {VOICE_MAIL_WITHOUT_NAMING_US, "discret"},
           {VOICE_MAIL_WITHOUT_NAMING_US, "sans se nommer"}, {VOICE_MAIL_WITHOUT_NAMING_US, "without naming us"},
           {VOICE_MAIL_WITHOUT_NAMING_US, "yes, without naming us"}, {VOICE_MAIL_NO, "n"}, {VOICE_MAIL_NO, "no"},
           {VOICE_MAIL_NO, "faux"}, {VOICE_MAIL_NO, "false"}, {VOICE_MAIL_NO, "0"}, {VOICE_MAIL_UNKNOWN, "ne sait pas"},
           {VOICE_MAIL_UNKNOWN, "nsp"}, {VOICE_MAIL_UNKNOWN, "does not know"}, {VOICE_MAIL_UNKNOWN, "refus"},
           {VOICE_MAIL_UNKNOWN, "refuse"}, {VOICE_MAIL_UNKNOWN, "préfère ne pas répondre"},
           {VOICE_MAIL_UNKNOWN, "prefers not to answer"})},
    {&intake__consent_giver__descriptor,
     WORDS({CONSENT_GIVER_SELF, "elle-même"}, {CONSENT_GIVER_PARENT, "parent"}, {CONSENT_GIVER_TUTOR, "tuteur"},
           {CONSENT_GIVER_REPRESENTATIVE, "représentant"}, {CONSENT_GIVER_SELF, "lui-même"},
           {CONSENT_GIVER_SELF, "herself"}, {CONSENT_GIVER_PARENT, "père ou mère"}, {CONSENT_GIVER_PARENT, "mère"},
           {CONSENT_GIVER_PARENT, "père"}, {CONSENT_GIVER_TUTOR, "tutrice"}, {CONSENT_GIVER_TUTOR, "tuteur ou tutrice"},
           {CONSENT_GIVER_TUTOR, "tutor"}, {CONSENT_GIVER_REPRESENTATIVE, "représentante"},
           {CONSENT_GIVER_REPRESENTATIVE, "mandataire"}, {CONSENT_GIVER_REPRESENTATIVE, "représentant ou mandataire"},
           {CONSENT_GIVER_REPRESENTATIVE, "representative or mandatary"},
           {CONSENT_GIVER_REPRESENTATIVE, "representative"})},
    {&sippe__not_known__descriptor,
     WORDS({NOT_KNOWN_UNKNOWN, "inconnu"}, {NOT_KNOWN_DECLINED, "refus"}, {NOT_KNOWN_UNKNOWN, "ne sait pas"},
           {NOT_KNOWN_UNKNOWN, "nsp"}, {NOT_KNOWN_DECLINED, "refuse"}, {NOT_KNOWN_DECLINED, "préfère ne pas répondre"},
           {NOT_KNOWN_UNKNOWN, "does not know"}, {NOT_KNOWN_DECLINED, "prefers not to answer"})},
    {&sippe__need__descriptor,
     WORDS({NEED_HOUSING, "logement"}, {NEED_CLOTHING, "vêtements"}, {NEED_BABY_EQUIPMENT, "matériel pour bébé"},
           {NEED_FOOD_AID, "aide alimentaire"}, {NEED_MEDICAL_FOLLOW_UP, "suivi médical"},
           {NEED_LEGAL_FILE, "dossier juridique"}, {NEED_ATTACHMENT, "attachement"},
           {NEED_BREASTFEEDING, "allaitement"}, {NEED_PARENTING_SKILLS, "compétences parentales"},
           {NEED_FATHER_INVOLVEMENT, "engagement du père"}, {NEED_DAILY_DIFFICULTIES, "difficultés du quotidien"},
           {NEED_BIRTH_PREPARATION, "préparation à la naissance"}, {NEED_EMPLOYMENT, "emploi"},
           {NEED_SCHOOLING, "scolarité"}, {NEED_NETWORKING, "réseau social"},
           {NEED_CHILDCARE_ENTRY, "entrée en garderie"}, {NEED_POSTPARTUM_HELP, "relevailles"}, {NEED_RESPITE, "répit"},
           {NEED_SAFETY, "sécurité"}, {NEED_OTHER, "autre"}, {NEED_HOUSING, "housing"}, {NEED_CLOTHING, "clothing"},
           {NEED_BABY_EQUIPMENT, "baby equipment"}, {NEED_FOOD_AID, "food aid"},
           {NEED_MEDICAL_FOLLOW_UP, "medical follow-up"}, {NEED_LEGAL_FILE, "legal file"},
           {NEED_ATTACHMENT, "attachment"}, {NEED_BREASTFEEDING, "breastfeeding"},
           {NEED_PARENTING_SKILLS, "parenting skills"}, {NEED_FATHER_INVOLVEMENT, "father's involvement"},
           {NEED_DAILY_DIFFICULTIES, "daily difficulties"}, {NEED_BIRTH_PREPARATION, "birth preparation"},
           {NEED_EMPLOYMENT, "employment"}, {NEED_SCHOOLING, "schooling"}, {NEED_NETWORKING, "networking"},
           {NEED_CHILDCARE_ENTRY, "entrée en service de garde"}, {NEED_CHILDCARE_ENTRY, "childcare entry"},
           {NEED_POSTPARTUM_HELP, "postpartum help"}, {NEED_RESPITE, "respite"}, {NEED_SAFETY, "safety"},
           {NEED_OTHER, "autre besoin"}, {NEED_OTHER, "other need"})},
    {&intake__referral_source__descriptor,
     WORDS({REFERRAL_SOURCE_SELF_OLO_CALL, "appel Olo"}, {REFERRAL_SOURCE_PREGNANCY_NOTICE, "avis de grossesse"},
           {REFERRAL_SOURCE_PHYSICIAN_OR_INSTITUTION, "médecin ou établissement"},
           {REFERRAL_SOURCE_COMMUNITY_ORG, "organisme communautaire"},
           {REFERRAL_SOURCE_OUTREACH_WORKER, "travail de proximité"}, {REFERRAL_SOURCE_PRAIDA, "PRAIDA"},
           {REFERRAL_SOURCE_OTHER, "autre"}, {REFERRAL_SOURCE_SELF_OLO_CALL, "appel à la ligne OLO"},
           {REFERRAL_SOURCE_SELF_OLO_CALL, "her own call to the OLO line"},
           {REFERRAL_SOURCE_SELF_OLO_CALL, "her own call to OLO"},
           {REFERRAL_SOURCE_PREGNANCY_NOTICE, "pregnancy notice"},
           {REFERRAL_SOURCE_PHYSICIAN_OR_INSTITUTION, "physician or institution"},
           {REFERRAL_SOURCE_COMMUNITY_ORG, "community organisation"},
           {REFERRAL_SOURCE_OUTREACH_WORKER, "outreach worker"}, {REFERRAL_SOURCE_OTHER, "autre source"},
           {REFERRAL_SOURCE_OTHER, "other source"}, {REFERRAL_SOURCE_SELF_OLO_CALL, "OLO"},
           {REFERRAL_SOURCE_PREGNANCY_NOTICE, "Ma grossesse"}, {REFERRAL_SOURCE_PHYSICIAN_OR_INSTITUTION, "médecin"},
           {REFERRAL_SOURCE_PHYSICIAN_OR_INSTITUTION, "établissement"}, {REFERRAL_SOURCE_COMMUNITY_ORG, "organisme"})},
    {&intake__call_outcome__descriptor,
     WORDS({CALL_OUTCOME_COMPLETED, "complété"}, {CALL_OUTCOME_PARTIAL, "partiel"},
           {CALL_OUTCOME_NO_ANSWER, "pas de réponse"}, {CALL_OUTCOME_CALL_BACK_AT, "rappeler"},
           {CALL_OUTCOME_WRONG_NUMBER, "mauvais numéro"}, {CALL_OUTCOME_REFUSED, "refus"},
           {CALL_OUTCOME_LEFT_MESSAGE, "message laissé"}, {CALL_OUTCOME_COMPLETED, "appel complet"},
           {CALL_OUTCOME_COMPLETED, "completed"}, {CALL_OUTCOME_PARTIAL, "appel incomplet"},
           {CALL_OUTCOME_PARTIAL, "partial"}, {CALL_OUTCOME_NO_ANSWER, "no answer"},
           {CALL_OUTCOME_CALL_BACK_AT, "à rappeler"}, {CALL_OUTCOME_CALL_BACK_AT, "call back later"},
           {CALL_OUTCOME_WRONG_NUMBER, "wrong number"}, {CALL_OUTCOME_REFUSED, "refused"},
           {CALL_OUTCOME_LEFT_MESSAGE, "left a message"}, {CALL_OUTCOME_RETURNED, "envoi revenu"},
           {CALL_OUTCOME_RETURNED, "came back"})},
    {&intake__contact_channel__descriptor,
     WORDS({CONTACT_CHANNEL_PHONE, "téléphone"}, {CONTACT_CHANNEL_SMS, "texto"}, {CONTACT_CHANNEL_EMAIL, "courriel"},
           {CONTACT_CHANNEL_MAIL, "poste"}, {CONTACT_CHANNEL_PHONE, "phone"}, {CONTACT_CHANNEL_SMS, "text message"},
           {CONTACT_CHANNEL_EMAIL, "e-mail"}, {CONTACT_CHANNEL_MAIL, "mail"})},
    {&intake__gender__descriptor,
     WORDS({GENDER_F, "F"}, {GENDER_M, "M"}, {GENDER_X, "X"}, {GENDER_DECLINED, "refus"}, {GENDER_F, "femme"},
           {GENDER_M, "homme"}, {GENDER_F, "woman"}, {GENDER_M, "man"}, {GENDER_X, "autre"}, {GENDER_X, "other"},
           {GENDER_DECLINED, "préfère ne pas répondre"}, {GENDER_DECLINED, "prefers not to answer"})},
    {&intake__diploma__descriptor,
     WORDS({DIPLOMA_NONE, "aucun"}, {DIPLOMA_DES, "DES"}, {DIPLOMA_DEP_AEP, "DEP ou AEP"}, {DIPLOMA_DEC, "DEC"},
           {DIPLOMA_UNIV, "université"}, {DIPLOMA_FOREIGN, "étranger"}, {DIPLOMA_UNKNOWN, "inconnu"},
           {DIPLOMA_DECLINED, "refus"}, {DIPLOMA_DEP_AEP, "DEP"}, {DIPLOMA_NONE, "aucun diplôme"},
           {DIPLOMA_NONE, "sans diplôme"}, {DIPLOMA_DEP_AEP, "AEP"}, {DIPLOMA_NONE, "none"},
           {DIPLOMA_DES, "DES (secondaire)"}, {DIPLOMA_DES, "DES (secondary)"},
           {DIPLOMA_DEP_AEP, "DEP or AEP (vocational)"}, {DIPLOMA_DEC, "DEC (college)"},
           {DIPLOMA_UNIV, "universitaire"}, {DIPLOMA_UNIV, "university"}, {DIPLOMA_FOREIGN, "diplôme étranger"},
           {DIPLOMA_FOREIGN, "foreign diploma"}, {DIPLOMA_UNKNOWN, "ne sait pas"}, {DIPLOMA_UNKNOWN, "does not know"},
           {DIPLOMA_DECLINED, "préfère ne pas répondre"}, {DIPLOMA_DECLINED, "prefers not to answer"},
           {DIPLOMA_DES, "D.E.S."}, {DIPLOMA_DES, "diplôme d'études secondaires"}, {DIPLOMA_DEP_AEP, "D.E.P."},
           {DIPLOMA_DEP_AEP, "diplôme d'études professionnelles"}, {DIPLOMA_DEC, "D.E.C."},
           {DIPLOMA_DEC, "diplôme d'études collégiales"}, {DIPLOMA_DEC, "cégep"}, {DIPLOMA_UNIV, "baccalauréat"},
           {DIPLOMA_UNIV, "maîtrise"})},
    {&intake__income_source__descriptor,
     WORDS({INCOME_SOURCE_WORK, "emploi"}, {INCOME_SOURCE_EI, "assurance-emploi"},
           {INCOME_SOURCE_LAST_RESORT_AID, "aide de dernier recours"}, {INCOME_SOURCE_STUDENT_AID, "aide aux études"},
           {INCOME_SOURCE_FAMILY_ALLOWANCE_MAX, "allocation famille maximale"},
           {INCOME_SOURCE_ASYLUM, "demande d’asile"}, {INCOME_SOURCE_NONE, "aucune"}, {INCOME_SOURCE_NONE, "aucun"},
           {INCOME_SOURCE_WORK, "travail"}, {INCOME_SOURCE_WORK, "work"}, {INCOME_SOURCE_EI, "employment insurance"},
           {INCOME_SOURCE_LAST_RESORT_AID, "last-resort assistance"}, {INCOME_SOURCE_STUDENT_AID, "prêts et bourses"},
           {INCOME_SOURCE_STUDENT_AID, "student aid"},
           {INCOME_SOURCE_FAMILY_ALLOWANCE_MAX, "allocation familiale maximale"},
           {INCOME_SOURCE_FAMILY_ALLOWANCE_MAX, "maximum family allowance"}, {INCOME_SOURCE_ASYLUM, "asylum claim"},
           {INCOME_SOURCE_NONE, "aucun revenu"}, {INCOME_SOURCE_NONE, "no income"})},
    {&intake__immigration_status__descriptor,
     WORDS({IMMIGRATION_STATUS_CITIZEN, "citoyenneté"}, {IMMIGRATION_STATUS_PR, "résidence permanente"},
           {IMMIGRATION_STATUS_REFUGEE, "réfugiée"}, {IMMIGRATION_STATUS_ASYLUM_CLAIMANT, "demande d’asile"},
           {IMMIGRATION_STATUS_TEMP, "temporaire"}, {IMMIGRATION_STATUS_NO_STATUS, "sans statut"},
           {IMMIGRATION_STATUS_UNKNOWN, "inconnu"}, {IMMIGRATION_STATUS_DECLINED, "refus"},
           {IMMIGRATION_STATUS_CITIZEN, "citoyenne"}, {IMMIGRATION_STATUS_CITIZEN, "citizen"},
           {IMMIGRATION_STATUS_PR, "résidente permanente"}, {IMMIGRATION_STATUS_PR, "permanent resident"},
           {IMMIGRATION_STATUS_REFUGEE, "refugee"}, {IMMIGRATION_STATUS_ASYLUM_CLAIMANT, "demandeuse d'asile"},
           {IMMIGRATION_STATUS_ASYLUM_CLAIMANT, "asylum claimant"}, {IMMIGRATION_STATUS_TEMP, "statut temporaire"},
           {IMMIGRATION_STATUS_TEMP, "temporary status"}, {IMMIGRATION_STATUS_NO_STATUS, "without status"},
           {IMMIGRATION_STATUS_UNKNOWN, "ne sait pas"}, {IMMIGRATION_STATUS_UNKNOWN, "does not know"},
           {IMMIGRATION_STATUS_DECLINED, "préfère ne pas répondre"},
           {IMMIGRATION_STATUS_DECLINED, "prefers not to answer"})},
    {&intake__frequency__descriptor,
     WORDS({FREQUENCY_NEVER, "jamais"}, {FREQUENCY_SOMETIMES, "parfois"}, {FREQUENCY_OFTEN, "souvent"},
           {FREQUENCY_UNKNOWN, "inconnu"}, {FREQUENCY_DECLINED, "refus"}, {FREQUENCY_NEVER, "never"},
           {FREQUENCY_SOMETIMES, "sometimes"}, {FREQUENCY_OFTEN, "often"}, {FREQUENCY_UNKNOWN, "ne sait pas"},
           {FREQUENCY_UNKNOWN, "does not know"}, {FREQUENCY_DECLINED, "préfère ne pas répondre"},
           {FREQUENCY_DECLINED, "prefers not to answer"})},
    {&intake__diet__descriptor,
     WORDS({DIET_LACTOSE, "lactose"}, {DIET_EGG, "œuf"}, {DIET_HALAL, "halal"}, {DIET_KOSHER, "casher"},
           {DIET_VEGETARIAN, "végétarien"}, {DIET_VEGAN, "végane"}, {DIET_GLUTEN, "gluten"}, {DIET_OTHER, "autre"},
           {DIET_LACTOSE, "sans lactose"}, {DIET_LACTOSE, "lactose-free"}, {DIET_EGG, "sans œufs"},
           {DIET_EGG, "egg-free"}, {DIET_KOSHER, "kosher"}, {DIET_VEGETARIAN, "vegetarian"}, {DIET_VEGAN, "végétalien"},
           {DIET_VEGAN, "vegan"}, {DIET_GLUTEN, "sans gluten"}, {DIET_GLUTEN, "gluten-free"},
           {DIET_OTHER, "autre régime"}, {DIET_OTHER, "other diet"})},
    {&intake__voucher_delivery__descriptor,
     WORDS({VOUCHER_DELIVERY_PICKUP, "sur place"}, {VOUCHER_DELIVERY_HOME, "domicile"},
           {VOUCHER_DELIVERY_MAIL, "poste"}, {VOUCHER_DELIVERY_PICKUP, "cueillette"},
           {VOUCHER_DELIVERY_PICKUP, "pick-up"}, {VOUCHER_DELIVERY_HOME, "à domicile"},
           {VOUCHER_DELIVERY_HOME, "at home"}, {VOUCHER_DELIVERY_MAIL, "par la poste"},
           {VOUCHER_DELIVERY_MAIL, "by mail"})},
    {&scheduling__discipline__descriptor,
     WORDS({DISCIPLINE_SOCIAL_WORKER, "travailleuse sociale"}, {DISCIPLINE_NURSE, "infirmière"},
           {DISCIPLINE_NUTRITIONIST, "nutritionniste"}, {DISCIPLINE_SPECIAL_EDUCATOR, "éducatrice spécialisée"},
           {DISCIPLINE_PSYCHOEDUCATOR, "psychoéducatrice"}, {DISCIPLINE_FAMILY_AIDE, "auxiliaire familiale"},
           {DISCIPLINE_PHYSICIAN, "médecin"}, {DISCIPLINE_PSYCHOLOGIST, "psychologue"},
           {DISCIPLINE_SOCIAL_WORKER, "social worker"}, {DISCIPLINE_NURSE, "nurse"},
           {DISCIPLINE_NUTRITIONIST, "nutritionist"}, {DISCIPLINE_SPECIAL_EDUCATOR, "special educator"},
           {DISCIPLINE_PSYCHOEDUCATOR, "psychoeducator"}, {DISCIPLINE_FAMILY_AIDE, "family aide"},
           {DISCIPLINE_PHYSICIAN, "physician"}, {DISCIPLINE_PSYCHOLOGIST, "psychologist"})},
    {&scheduling__encounter_mode__descriptor,
     WORDS({ENCOUNTER_MODE_IN_PERSON, "en personne"}, {ENCOUNTER_MODE_PHONE, "téléphone"},
           {ENCOUNTER_MODE_VIDEO, "vidéo"}, {ENCOUNTER_MODE_WRITING, "écrit"}, {ENCOUNTER_MODE_IN_PERSON, "in person"},
           {ENCOUNTER_MODE_PHONE, "phone"}, {ENCOUNTER_MODE_WRITING, "par écrit"},
           {ENCOUNTER_MODE_WRITING, "in writing"})},
    {&scheduling__encounter_place__descriptor,
     WORDS({ENCOUNTER_PLACE_HOME, "domicile"}, {ENCOUNTER_PLACE_CLSC, "CLSC"}, {ENCOUNTER_PLACE_HOSPITAL, "hôpital"},
           {ENCOUNTER_PLACE_COMMUNITY, "communauté"}, {ENCOUNTER_PLACE_OTHER, "autre"},
           {ENCOUNTER_PLACE_HOME, "à la maison"}, {ENCOUNTER_PLACE_HOME, "at home"}, {ENCOUNTER_PLACE_CLSC, "au CLSC"},
           {ENCOUNTER_PLACE_CLSC, "at the CLSC"}, {ENCOUNTER_PLACE_HOSPITAL, "à l'hôpital"},
           {ENCOUNTER_PLACE_HOSPITAL, "in hospital"}, {ENCOUNTER_PLACE_COMMUNITY, "dans la communauté"},
           {ENCOUNTER_PLACE_COMMUNITY, "in the community"}, {ENCOUNTER_PLACE_OTHER, "ailleurs"},
           {ENCOUNTER_PLACE_OTHER, "elsewhere"})},
    {&scheduling__encounter_met__descriptor,
     WORDS({ENCOUNTER_MET_MOTHER, "mère"}, {ENCOUNTER_MET_OTHER_PARENT, "autre parent"},
           {ENCOUNTER_MET_CHILD, "enfant"}, {ENCOUNTER_MET_RELATIVE, "proche"}, {ENCOUNTER_MET_OTHER, "autre"},
           {ENCOUNTER_MET_MOTHER, "la mère"}, {ENCOUNTER_MET_MOTHER, "the mother"},
           {ENCOUNTER_MET_OTHER_PARENT, "l'autre parent"}, {ENCOUNTER_MET_OTHER_PARENT, "the other parent"},
           {ENCOUNTER_MET_CHILD, "l'enfant"}, {ENCOUNTER_MET_CHILD, "the child"}, {ENCOUNTER_MET_RELATIVE, "un proche"},
           {ENCOUNTER_MET_RELATIVE, "a relative"}, {ENCOUNTER_MET_OTHER, "quelqu'un d'autre"},
           {ENCOUNTER_MET_OTHER, "somebody else"})},
    {&scheduling__encounter_missed__descriptor,
     WORDS({ENCOUNTER_MISSED_ABSENT, "absente"}, {ENCOUNTER_MISSED_REFUSED, "refusée"},
           {ENCOUNTER_MISSED_CANCELLED, "annulée par la famille"}, {ENCOUNTER_MISSED_HOSPITAL, "hospitalisation"},
           {ENCOUNTER_MISSED_WORKER, "intervenante empêchée"}, {ENCOUNTER_MISSED_WEATHER, "intempéries"},
           {ENCOUNTER_MISSED_OTHER, "autre"}, {ENCOUNTER_MISSED_ABSENT, "personne à la maison"},
           {ENCOUNTER_MISSED_ABSENT, "nobody home"}, {ENCOUNTER_MISSED_REFUSED, "refused"},
           {ENCOUNTER_MISSED_CANCELLED, "cancelled by the family"}, {ENCOUNTER_MISSED_HOSPITAL, "in hospital"},
           {ENCOUNTER_MISSED_WORKER, "worker could not come"}, {ENCOUNTER_MISSED_WEATHER, "weather"},
           {ENCOUNTER_MISSED_OTHER, "autre empêchement"}, {ENCOUNTER_MISSED_OTHER, "something else"})},
};

static const struct word *words_of(const ProtobufCEnumDescriptor *type) {
    static const struct word none[] = {{0, NULL}};
    for (size_t i = 0; i < sizeof vocabularies / sizeof *vocabularies; i++)
        if (vocabularies[i].type == type) return vocabularies[i].words;
    return none;
}

char *answers_fold(struct arena *a, const char *text) {
    char *folded = fold(a, text);
    for (char *c = folded; *c; c++)
        if (*c == ' ') *c = '_';
    return folded;
}

/* As it is written, which most cells are; then folded. */
static const struct word *word_find(struct arena *a, const struct word *words, const char *text) {
    for (const struct word *w = words; w->fr; w++)
        if (strcmp(w->fr, text) == 0) return w;
    const char *folded = answers_fold(a, text);
    for (const struct word *w = words; w->fr; w++)
        if (strcmp(answers_fold(a, w->fr), folded) == 0) return w;
    return NULL;
}

/* The words first, then the contract's names, with or without their prefix. */
bool answers_read(struct arena *a, const ProtobufCEnumDescriptor *type, const char *text, int *value) {
    const struct word *word = word_find(a, words_of(type), text);
    if (word) {
        *value = word->value;
        return true;
    }
    const ProtobufCEnumValue *named = plain_enum_read(type, text);
    if (!named || named->value == 0) return false;
    *value = named->value;
    return true;
}

const char *answers_write(const ProtobufCEnumDescriptor *type, int value) {
    for (const struct word *w = words_of(type); w->fr; w++)
        if (w->value == value) return w->fr;
    return NULL;
}

char *answers_choices(struct arena *a, const ProtobufCEnumDescriptor *type) {
    struct builder b = {.arena = a};
    for (unsigned i = 0; i < type->n_values; i++) {
        const char *word = answers_write(type, type->values[i].value);
        if (!word) continue;
        if (b.len > 0) builder_text(&b, ", ");
        builder_text(&b, word);
    }
    return builder_end(&b);
}

/* One row of the table of edits at a time, and of it only what lies within the limit of the diagonal (Ukkonen, 1985):
 * further off more than `limit` edits were made already, and a file may have hundreds of columns that are none. Headers
 * are short; what is longer is far from all of them. */
size_t answers_distance(const char *a, const char *b, size_t limit) {
    enum { LONGEST = 64 };
    size_t row[LONGEST + 1], len_a = strlen(a), len_b = strlen(b);
    size_t apart = len_a > len_b ? len_a - len_b : len_b - len_a, far = limit + 1;
    if (len_a > LONGEST || len_b > LONGEST || apart > limit) return far;
    for (size_t k = 0; k <= len_b; k++) row[k] = k < far ? k : far;
    for (size_t i = 1; i <= len_a; i++) {
        size_t low = i > limit ? i - limit : 1, high = i + limit < len_b ? i + limit : len_b;
        size_t diagonal = row[low - 1], least = low == 1 && i < far ? i : far;
        row[low - 1] = least;
        for (size_t k = low; k <= high; k++) {
            size_t best = diagonal + (a[i - 1] != b[k - 1]);
            diagonal = row[k];
            if (row[k] + 1 < best) best = row[k] + 1;
            if (row[k - 1] + 1 < best) best = row[k - 1] + 1;
            row[k] = best;
            if (best < least) least = best;
        }
        if (least >= far) return far;
    }
    return row[len_b] < far ? row[len_b] : far;
}
