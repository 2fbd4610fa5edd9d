#include "cli/csv/screening_csv.h"

#include <stdint.h>
#include <string.h>
#include "base/message.h"
#include "cli/csv/cell.h"
#include "cli/csv/screening_path.h"
#include "cli/csv/answers.h"

#define ONE(header, path)                                                                                              \
    { header, path, SCREENING_LIST_NONE, false }
#define MUST(header, path)                                                                                             \
    { header, path, SCREENING_LIST_NONE, true }
#define MANY(header, path, list)                                                                                       \
    { header, path, SCREENING_LIST_##list, false }

/* MUST: without this column the file is refused whole. They are answers that no call can do without; a cell under them
 * may be empty all the same, and intake says what it thinks of that. */
const struct screening_column screening_columns[] = {
    MUST("appel_debut", "call.started_at"),
    ONE("appel_fin", "call.ended_at"),
    MUST("evaluation_par", "call.called_by"),
    MUST("clsc", "call.clsc_code"),
    MUST("source", "call.source"),
    ONE("source_reference", "call.source_reference"),
    ONE("appelle_pour_elle_meme", "call.caller_is_subject"),
    MUST("langue", "call.language"),
    ONE("interprete_requis", "call.interpreter_needed"),
    ONE("langue_interprete", "call.interpreter_language"),
    ONE("tentative", "call.attempt"),
    ONE("issue_appel", "call.outcome"),
    ONE("peut_parler_librement", "call.can_talk_now"),
    MUST("avis_lu_le", "consent.notice_read_at"),
    MUST("avis_version", "consent.notice_version"),
    MUST("consent_conservation", "consent.consent_store"),
    ONE("consent_donne_par", "consent.given_by"),
    MANY("canal#", "consent.channels[]", CHANNELS),
    MUST("message_sans_danger", "consent.safe_to_leave_message"),
    ONE("heures_sans_danger", "consent.safe_contact_hours"),
    ONE("restriction_demandee", "consent.restriction_requested"),
    MUST("nom", "identity.name.family"),
    MUST("prenom", "identity.name.given"),
    ONE("prenom_usuel", "identity.name.preferred"),
    MUST("naissance", "identity.birth_date"),
    ONE("genre", "identity.gender"),
    ONE("nam", "identity.nam"),
    ONE("motif_sans_ramq", "identity.no_ramq_reason"),
    ONE("autre_piece_type", "identity.other_id_type"),
    ONE("autre_piece_numero", "identity.other_id_number"),
    ONE("telephone", "identity.phone"),
    ONE("telephone_poste", "identity.phone_extension"),
    ONE("autre_telephone", "identity.alt_phone"),
    ONE("autre_telephone_poste", "identity.alt_phone_extension"),
    ONE("autre_telephone_de", "identity.alt_phone_of"),
    ONE("courriel", "identity.email"),
    ONE("adresse", "identity.address.street"),
    ONE("municipalite", "identity.address.municipality"),
    ONE("code_postal", "identity.address.postal_code"),
    ONE("sans_adresse_fixe", "identity.no_fixed_address"),
    ONE("noms_parents", "identity.parent_names"),
    ONE("date_prevue", "pregnancy.due_date"),
    ONE("dernieres_regles", "pregnancy.last_menstrual_date"),
    ONE("semaines_dites", "pregnancy.weeks_stated"),
    ONE("accouchements_anterieurs", "pregnancy.parity"),
    ONE("grossesse_multiple", "pregnancy.multiple_pregnancy"),
    ONE("suivi_prenatal", "pregnancy.has_prenatal_provider"),
    ONE("suivi_prenatal_nom", "pregnancy.provider_name"),
    ONE("avis_grossesse_rempli", "pregnancy.pregnancy_notice_filed"),
    ONE("deja_accouchee", "pregnancy.already_delivered"),
    ONE("suivie_ailleurs", "pregnancy.followed_elsewhere"),
    ONE("suivie_ou", "pregnancy.followed_where"),
    ONE("bebe_naissance", "pregnancy.child_birth_date"),
    MUST("personnes_menage", "household.size"),
    ONE("adultes", "household.adults"),
    MANY("enfant#_naissance", "household.children[].birth_date", CHILDREN),
    MANY("enfant#_prenom", "household.children[].given_name", CHILDREN),
    ONE("conjoint_present", "household.partner_present"),
    ONE("pere_veut_participer", "household.father_wants_involvement"),
    ONE("monoparentale", "household.single_parent"),
    MUST("revenu_annuel", "income.annual"),
    MANY("source_revenu#", "income.sources[]", INCOME_SOURCES),
    ONE("preuve_revenu_vue", "income.proof_seen"),
    ONE("difficulte_epicerie_loyer", "income.difficulty_groceries_or_rent"),
    MUST("diplome", "schooling.highest_diploma"),
    ONE("annees_etudes_ailleurs", "schooling.years_abroad"),
    ONE("aux_etudes", "schooling.currently_studying"),
    ONE("diplome_conjoint", "schooling.partner_highest_diploma"),
    ONE("arrivee_quebec", "migration.arrival_date"),
    ONE("statut_immigration", "migration.status"),
    ONE("suivie_praida", "migration.praida_client"),
    ONE("se_sent_seule", "support.feels_alone"),
    ONE("peut_compter_sur_quelqu_un", "support.can_count_on_someone"),
    ONE("frequente_organisme", "support.attends_community_org"),
    ONE("a_une_auto", "support.has_car"),
    MANY("besoin#", "urgent.needs[]", NEEDS),
    ONE("nourriture_aujourd_hui", "urgent.food_today"),
    ONE("logement_menace", "urgent.housing_risk"),
    ONE("veut_parler_professionnelle", "urgent.wants_to_talk_to_professional"),
    ONE("inquietude_securite", "urgent.safety_concern"),
    ONE("note_securite", SCREENING_NOTE),
    MANY("diete#", "olo.diets[]", DIETS),
    ONE("vitamines_prenatales", "olo.prenatal_vitamins"),
    ONE("remise_coupons", "olo.voucher_delivery"),
    ONE("commerce_proche", "olo.store_nearby"),
    ONE("reference_locale", "local_reference"),
};
const size_t n_screening_columns = sizeof screening_columns / sizeof *screening_columns;

bool screening_column_is_note(const struct screening_column *c) { return strcmp(c->path, SCREENING_NOTE) == 0; }

struct screening_layout screening_layout_usual(void) {
    return (struct screening_layout){{[SCREENING_LIST_NONE] = 1,
                                      [SCREENING_LIST_CHANNELS] = 4,
                                      [SCREENING_LIST_CHILDREN] = 4,
                                      [SCREENING_LIST_INCOME_SOURCES] = 3,
                                      [SCREENING_LIST_NEEDS] = 4,
                                      [SCREENING_LIST_DIETS] = 2}};
}

/* Past SCREENING_LIST_MAX nothing is widened, and the rest is left out: a reader would not know such a column. */
void screening_layout_fit(struct screening_layout *l, const intake__screening *s) {
    for (size_t i = 0; i < n_screening_columns; i++) {
        const struct screening_column *c = &screening_columns[i];
        size_t n = c->list ? screening_path_count(s, c->path) : 1;
        if (n > SCREENING_LIST_MAX) n = SCREENING_LIST_MAX;
        if (n > l->n[c->list]) l->n[c->list] = n;
    }
}

/* A column and its number in the list, from 0: the columns of one list stand together, number by number
 * (enfant1_naissance, enfant1_prenom, enfant2_naissance ...), as one reads them. */
struct slot {
    const struct screening_column *column;
    size_t at;
};

static size_t lay_out(struct arena *a, const struct screening_layout *l, struct slot **out) {
    size_t n = 0;
    struct slot *slots = arena_alloc(a, n_screening_columns * SCREENING_LIST_MAX * sizeof *slots);
    for (size_t i = 0; i < n_screening_columns;) {
        enum screening_list list = screening_columns[i].list;
        size_t group = 1;
        while (list && i + group < n_screening_columns && screening_columns[i + group].list == list) group++;
        for (size_t at = 0; at < l->n[list]; at++)
            for (size_t k = 0; k < group; k++) slots[n++] = (struct slot){&screening_columns[i + k], at};
        i += group;
    }
    *out = slots;
    return n;
}

static const char *header_text(struct arena *a, struct slot s) {
    const char *mark = strchr(s.column->header, '#');
    if (!mark) return s.column->header;
    return arena_printf(a, "%.*s%zu%s", (int)(mark - s.column->header), s.column->header, s.at + 1, mark + 1);
}

size_t screening_header_write(struct arena *a, const struct screening_layout *l, const char ***cells) {
    struct slot *slots;
    size_t n = lay_out(a, l, &slots);
    *cells = arena_alloc(a, n * sizeof **cells);
    for (size_t i = 0; i < n; i++) (*cells)[i] = header_text(a, slots[i]);
    return n;
}

/* What is absent is an empty cell, and an empty cell is absent: a row that was written reads back as the same
 * screening. */
size_t screening_row_write(struct arena *a, const struct screening_layout *l, struct zone zone,
                           const intake__screening *s, const char *note, const char ***cells) {
    struct slot *slots;
    size_t n = lay_out(a, l, &slots);
    *cells = arena_alloc(a, n * sizeof **cells);
    struct screening_note said = screening_note_new(a);
    if (note) said.words->text = note;
    for (size_t i = 0; i < n; i++) {
        struct screening_spot spot = said.spot;
        /* Nothing is made on the way without an arena: the screening stays as it is. */
        intake__screening *there = (intake__screening *)(uintptr_t)s;
        bool found = screening_column_is_note(slots[i].column) ||
                     screening_path_find(NULL, there, slots[i].column->path, slots[i].at, &spot);
        (*cells)[i] = found ? cell_write(a, zone, spot.owner, spot.field, slots[i].at) : "";
    }
    return n;
}
