#include "cli/show/label.h"

#include <stdlib.h>
#include <string.h>
#include "cli/show/output.h"

/* By the last name of a path, or the last two where one name means several things. */
static const struct {
    const char *name, *fr, *en;
} labels[] = {
    {"started_at", "début de l'appel", "start of the call"},
    {"ended_at", "fin de l'appel", "end of the call"},
    {"screener", "évaluation faite par", "screened by"},
    {"clsc_code", "CLSC", "CLSC"},
    {"source", "source", "source"},
    {"source_reference", "référence de la source", "reference of the source"},
    {"caller_is_subject", "appelle pour elle-même", "calls for herself"},
    {"language", "langue", "language"},
    {"interpreter_needed", "interprète requis", "interpreter needed"},
    {"interpreter_language", "langue de l'interprète", "interpreter's language"},
    {"attempt", "tentative", "attempt"},
    {"outcome", "issue de l'appel", "outcome of the call"},
    {"notice_read_at", "avis lu le", "notice read at"},
    {"notice_version", "version de l'avis", "version of the notice"},
    {"consent_store", "accord pour conserver", "agreement to keep the answers"},
    {"consent.channels", "moyens de la joindre", "ways to reach her"},
    {"channels", "moyens de la joindre", "ways to reach her"},
    {"safe_to_leave_message", "message possible", "may leave a message"},
    {"safe_contact_hours", "heures sûres", "safe hours"},
    {"restriction_requested", "restriction demandée", "restriction asked for"},
    {"name.family", "nom", "family name"},
    {"name.given", "prénom", "given name"},
    {"name.preferred", "prénom usuel", "preferred name"},
    {"family", "nom", "family name"},
    {"given", "prénom", "given name"},
    {"preferred", "prénom usuel", "preferred name"},
    {"name", "nom", "name"},
    {"birth_date", "date de naissance", "birth date"},
    {"gender", "genre", "gender"},
    {"nam", "NAM", "health card"},
    {"no_ramq_reason", "motif sans RAMQ", "reason without RAMQ"},
    {"other_id_type", "autre pièce, type", "other paper, type"},
    {"other_id_number", "autre pièce, numéro", "other paper, number"},
    {"phone", "téléphone", "phone"},
    {"alt_phone", "autre téléphone", "other phone"},
    {"address", "adresse", "address"},
    {"street", "adresse", "address"},
    {"municipality", "municipalité", "municipality"},
    {"postal_code", "code postal", "postal code"},
    {"no_fixed_address", "sans adresse fixe", "no fixed address"},
    {"parent_names", "noms des parents", "parents' names"},
    {"due_date", "date prévue", "due date"},
    {"last_menstrual_date", "dernières règles", "last period"},
    {"weeks_stated", "semaines dites", "weeks stated"},
    {"parity", "accouchements antérieurs", "earlier births"},
    {"multiple_pregnancy", "grossesse multiple", "multiple pregnancy"},
    {"has_prenatal_provider", "suivi prénatal", "prenatal care"},
    {"provider_name", "qui la suit", "who follows her"},
    {"pregnancy_notice_filed", "avis de grossesse rempli", "pregnancy notice filed"},
    {"already_delivered", "déjà accouchée", "already delivered"},
    {"pregnancy.child_birth_date", "naissance du bébé", "baby's birth date"},
    {"child_birth_date", "naissance du bébé", "baby's birth date"},
    {"household.size", "personnes du ménage", "persons in the household"},
    {"size", "nombre de personnes", "number of persons"},
    {"adults", "adultes", "adults"},
    {"children", "enfants", "children"},
    {"given_name", "prénom", "given name"},
    {"partner_present", "conjoint présent", "partner present"},
    {"father_wants_involvement", "le père veut participer", "father wants to take part"},
    {"single_parent", "monoparentale", "single parent"},
    {"income.annual", "revenu annuel", "annual income"},
    {"annual", "revenu annuel", "annual income"},
    {"income.sources", "sources de revenu", "sources of income"},
    {"sources", "sources acceptées", "accepted sources"},
    {"proof_seen", "preuve de revenu vue", "proof of income seen"},
    {"difficulty_groceries_or_rent", "difficulté : épicerie ou loyer", "difficulty: groceries or rent"},
    {"highest_diploma", "diplôme", "diploma"},
    {"years_abroad", "années d'études ailleurs", "years of study abroad"},
    {"currently_studying", "aux études", "studying now"},
    {"partner_highest_diploma", "diplôme du conjoint", "partner's diploma"},
    {"arrival_date", "arrivée au Québec", "arrival in Québec"},
    {"migration.status", "statut d'immigration", "immigration status"},
    {"status", "statut d'immigration", "immigration status"},
    {"praida_client", "suivie par le PRAIDA", "client of PRAIDA"},
    {"feels_alone", "se sent seule", "feels alone"},
    {"can_count_on_someone", "peut compter sur quelqu'un", "can count on someone"},
    {"attends_community_org", "fréquente un organisme", "attends an organisation"},
    {"has_car", "a une auto", "has a car"},
    {"needs", "besoins", "needs"},
    {"need", "besoin", "need"},
    {"food_today", "nourriture aujourd'hui", "food today"},
    {"housing_risk", "logement menacé", "housing at risk"},
    {"wants_to_talk_to_professional", "veut parler à une professionnelle", "wants to talk to a professional"},
    {"safety_concern", "inquiétude pour la sécurité", "concern for safety"},
    {"safety_note", "note sur la sécurité", "note on safety"},
    {"diets", "régime alimentaire", "diet"},
    {"prenatal_vitamins", "vitamines prénatales", "prenatal vitamins"},
    {"voucher_delivery", "remise des coupons", "delivery of vouchers"},
    {"store_nearby", "commerce proche", "store nearby"},
    {"local_reference", "référence locale", "local reference"},
    {"reference", "référence locale", "local reference"},
    {"call", "appel", "call"},
    {"identity", "identité", "identity"},
    {"consent", "consentement", "consent"},
    {"pregnancy", "grossesse", "pregnancy"},
    {"household", "ménage", "household"},
    {"income", "revenu", "income"},
    {"schooling", "scolarité", "schooling"},
    {"migration", "immigration", "immigration"},
    {"support", "entourage", "support"},
    {"urgent", "besoins urgents", "urgent needs"},
    {"olo", "OLO", "OLO"},
    {"value", "valeur", "value"},
    {"not_known", "réponse inconnue", "answer not known"},
    {"screening", "évaluation", "screening"},
    {"code", "code", "code"},
    {"year", "année", "year"},
    {"month", "mois", "month"},
    {"day", "jour", "day"},
    {"cents", "montant", "amount"},
    {"ms", "moment", "time"},
    {"id", "identifiant", "id"},
    {"accepting", "services offerts", "accepting"},
    {"after", "suite de la liste", "rest of the list"},
    {"alternate_name", "autre nom", "other name"},
    {"answer", "réponse", "answer"},
    {"application_process", "comment s'inscrire", "how to apply"},
    {"as_submitted", "comme envoyée", "as submitted"},
    {"at", "moment", "time"},
    {"by", "personne qui agit", "person who acts"},
    {"person", "personne qui répond", "person who answers"},
    {"call_back_at", "rappel convenu", "agreed call back"},
    {"call_back_on", "jour du rappel", "day of the call back"},
    {"cap_tenths", "plafond", "cap"},
    {"consent_id", "consentement", "consent"},
    {"contact_name", "personne-ressource", "contact"},
    {"covers", "ce qui peut être dit", "what may be told"},
    {"days", "nombre de jours", "number of days"},
    {"decline_reason", "motif du refus", "reason for declining"},
    {"description", "description", "description"},
    {"digits", "premiers chiffres", "first digits"},
    {"discipline", "discipline", "discipline"},
    {"due_by", "échéance", "due by"},
    {"email", "courriel", "e-mail"},
    {"enrolment_id", "inscription", "enrolment"},
    {"enrolment_version", "version de l'inscription", "version of the enrolment"},
    {"expires_on", "fin de validité", "end of validity"},
    {"external_id", "identifiant d'origine", "original id"},
    {"family_id", "famille", "family"},
    {"fees", "frais", "fees"},
    {"first_contact_on", "jour du premier contact", "day of the first contact"},
    {"from", "début", "from"},
    {"from_minute", "heure de début", "hour of the start"},
    {"to_minute", "heure de fin", "hour of the end"},
    {"given_at", "donné le", "given at"},
    {"given_by", "donné par", "given by"},
    {"hours", "heures", "hours"},
    {"inactive", "inactive", "inactive"},
    {"joint_worker", "deuxième intervenante", "second worker"},
    {"journal", "journal", "journal"},
    {"key", "clé", "key"},
    {"kind", "sorte", "kind"},
    {"languages", "langues", "languages"},
    {"latitude", "latitude", "latitude"},
    {"longitude", "longitude", "longitude"},
    {"limit", "nombre demandé", "number asked for"},
    {"location_id", "lieu", "place"},
    {"locations", "lieux", "places"},
    {"minutes", "durée", "length"},
    {"mode", "manière", "way"},
    {"monday", "semaine", "week"},
    {"near", "proximité", "near"},
    {"note", "note", "note"},
    {"notice_id", "avis", "notice"},
    {"number", "numéro", "number"},
    {"on", "jour", "day"},
    {"open_only", "ouverts seulement", "open only"},
    {"organization", "organisme", "organisation"},
    {"organization_id", "organisme", "organisation"},
    {"organization_name", "organisme", "organisation"},
    {"overdue_only", "en retard seulement", "overdue only"},
    {"override_reason", "pourquoi une autre orientation", "why another route"},
    {"personal", "parties personnelles", "personal parts"},
    {"postal_prefixes", "secteurs postaux", "postal areas"},
    {"priority", "priorité", "priority"},
    {"public_key", "clé publique", "public key"},
    {"purpose", "but", "purpose"},
    {"reason", "motif", "reason"},
    {"recorded_by", "noté par", "recorded by"},
    {"referral_id", "référence", "referral"},
    {"result", "résultat", "result"},
    {"revoked", "révoquée", "revoked"},
    {"role", "rôle", "role"},
    {"route", "orientation", "route"},
    {"rules", "règles", "rules"},
    {"same_as_family_id", "même famille", "same family"},
    {"screening_id", "évaluation", "screening"},
    {"seq", "numéro", "number"},
    {"service_id", "service", "service"},
    {"services", "services", "services"},
    {"start", "début de la visite", "start of the visit"},
    {"start_area", "point de départ", "start area"},
    {"state", "état", "state"},
    {"subject", "objet", "subject"},
    {"territory", "territoire", "territory"},
    {"text", "texte", "text"},
    {"text_version", "version du texte", "version of the words"},
    {"thing", "chose", "thing"},
    {"verified_on", "vérifié le", "verified on"},
    {"version", "version", "version"},
    {"visit_id", "visite", "visit"},
    {"website", "site", "website"},
    {"weekday", "jour de la semaine", "weekday"},
    {"withdrawn_at", "retiré le", "withdrawn at"},
    {"worker", "intervenante", "worker"},
    {"workers", "intervenantes", "workers"},
    {"admission", "admission", "admission"},
    {"admission.start_week", "admission : semaine de début", "admission: start week"},
    {"admission.income", "admission : revenu", "admission: income"},
    {"admission.diplomas", "admission : diplômes", "admission: diplomas"},
    {"admission.years_abroad_as_diploma", "admission : années d'études ailleurs", "admission: years of study abroad"},
    {"start_week", "semaine de début", "start week"},
    {"diplomas", "diplômes", "diplomas"},
    {"cadence", "cadence des visites", "cadence of visits"},
    {"areas", "secteurs", "areas"},
    {"clscs", "CLSC", "CLSC"},
    {"doors", "autres portes", "other doors"},
    {"delays", "délais", "delays"},
    {"holidays", "jours fériés", "holidays"},
    {"label", "version des règles", "label of the rules"},
    {"valid_from", "en vigueur le", "in force from"},
    {"zone", "fuseau horaire", "time zone"},
    {"visits", "visites", "visits"},
    {"referrals", "références", "referrals"},
    {"consent_texts", "textes du consentement", "words of the consent"},
    {"information_notices", "avis d'information", "information notices"},
    {"prefix", "secteur postal", "postal area"},
};

/* One name of a path: "children" of "household.children[1].birth_date", with its number (0: none). */
struct part {
    const char *at;
    size_t len;
    unsigned long nth;
};
enum { PARTS_MAX = 12 };

static size_t parts_of(const char *path, struct part parts[PARTS_MAX]) {
    size_t n = 0;
    for (; *path && n < PARTS_MAX; path += *path == '.') {
        struct part *p = &parts[n++];
        *p = (struct part){.at = path, .len = strcspn(path, ".[")};
        path += p->len;
        if (*path == '[') p->nth = strtoul(path + 1, NULL, 10) + 1;
        path += strcspn(path, ".");
    }
    return n;
}

static const char *label_found(struct cli *c, const char *name) {
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++)
        if (strcmp(labels[i].name, name) == 0) return pick(c, labels[i].fr, labels[i].en);
    return NULL;
}

static const char *part_label(struct cli *c, const struct part *parts, size_t i) {
    const char *own = arena_printf(&c->arena, "%.*s", (int)parts[i].len, parts[i].at), *label = NULL;
    if (i) label = label_found(c, arena_printf(&c->arena, "%.*s.%s", (int)parts[i - 1].len, parts[i - 1].at, own));
    if (!label) label = label_found(c, own);
    if (!label) label = own;
    return parts[i].nth ? phrase(c, "%s, n° %lu", "%s, no. %lu", label, parts[i].nth) : label;
}

const char *label_of(struct cli *c, const char *path) {
    struct part parts[PARTS_MAX];
    size_t n = parts_of(path, parts);
    const char *text = "";
    for (size_t i = 0; i < n; i++)
        if (parts[i].nth || i + 1 == n)
            text = arena_printf(&c->arena, "%s%s%s", text, *text ? pick(c, " : ", ": ") : "", part_label(c, parts, i));
    return text;
}

bool label_known(const char *name) {
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++)
        if (strcmp(labels[i].name, name) == 0) return true;
    return false;
}
