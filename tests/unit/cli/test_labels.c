/* Fields by the words that people use for them; what of two forms differs; what a screening is marked for. */
#include "base/message.h"
#include "contract/contract.h"
#include "cli/screening/marks.h"
#include "cli/show/changes.h"
#include "cli/show/label.h"
#include "cli/show/output.h"
#include "cli/show/phase.h"
#include "proto/intake/screening.h"
#include "run.h"
#include "text/plain.h"

enum { SEEN_MAX = 500 };

static const ProtobufCMessageDescriptor *seen[SEEN_MAX];
static size_t n_seen;

/* Rules are a file with lines and columns of its own: their fields are told by those. */
static bool is_told_by_line(const ProtobufCMessageDescriptor *m) { return strcmp(m->name, "sippe.Territory") == 0; }

static bool label_known(const char *name) {
    for (size_t i = 0; i < n_labels_all; i++)
        if (strcmp(labels_all[i].name, name) == 0) return true;
    return false;
}

static size_t walk(const ProtobufCMessageDescriptor *m) {
    size_t missing = 0;
    for (size_t i = 0; i < n_seen; i++)
        if (seen[i] == m) return 0;
    assert_true(n_seen < SEEN_MAX);
    seen[n_seen++] = m;
    for (unsigned i = 0; i < m->n_fields; i++) {
        const ProtobufCFieldDescriptor *f = &m->fields[i];
        if (!label_known(f->name)) missing++, print_error("%s of %s has no label\n", f->name, m->name);
        bool is_message = f->type == PROTOBUF_C_TYPE_MESSAGE;
        if (is_message && !is_told_by_line(f->descriptor) && plain_kind(f->descriptor) == PLAIN_NONE)
            missing += walk(f->descriptor);
    }
    return missing;
}

static void test_every_field_of_a_request_has_a_label(void **state) {
    (void)state;
    struct arena a;
    struct rpc r;
    size_t missing = 0;
    arena_init(&a);
    for (size_t i = 0; contract_at(&a, i, &r); i++)
        if (r.daemon < DAEMONS) missing += walk(r.request);
    arena_close(&a);
    assert_int_equal(missing, 0);
}

static void test_paths(void **state) {
    (void)state;
    static const char *const cases[][3] = {
        {"screening.pregnancy.due_date", "date prévue", "due date"},
        {"household.children[1].birth_date", "enfants, n° 2 : date de naissance", "children, no. 2: birth date"},
        {"consent.covers[4]", "ce qui peut être dit, n° 5", "what may be told, no. 5"},
        {"income.sources", "sources de revenu", "sources of income"},
        {"sources[2]", "sources acceptées, n° 3", "accepted sources, no. 3"},
        {"admission.income", "admission : revenu", "admission: income"},
        {"admission.low_income_sources", "admission : sources d'un faible revenu", "admission: sources of low income"},
        {"pregnancy.already_delivered", "déjà accouchée", "already delivered"},
        {"pregnancy.multiple_pregnancy", "grossesse multiple", "multiple pregnancy"},
        {"identity.no_fixed_address", "sans adresse fixe", "no fixed address"},
        {"identity.name.family", "nom", "family name"},
        {"nowhere", "nowhere", "nowhere"},
        {"nowhere[", "nowhere, n° 1", "nowhere, no. 1"},
        {"", "", ""},
    };
    struct cli c = cli_make();
    arena_init(&c.arena);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        for (int language = FRENCH; language <= ENGLISH; language++) {
            c.language = (enum language)language;
            assert_string_equal(label_of(&c, cases[i][0]), cases[i][1 + language]);
        }
    arena_close(&c.arena);
}

static void test_phases(void **state) {
    (void)state;
    static const char *const cases[][3] = {
        {"PRENATAL", "prénatale", "prenatal"},
        {"POSTNATAL_0_6W", "de 0 à 6 semaines", "0 to 6 weeks"},
        {"INFANT_7W_12M", "de 7 semaines à 12 mois", "7 weeks to 12 months"},
        {"CHILD_13_60M", "de 13 à 60 mois", "13 to 60 months"},
        {"Fin du suivi / End of follow-up", "fin du suivi", "end of follow-up"},
        {"À convenir avec elle / To be agreed with her", "à convenir avec elle", "to be agreed with her"},
        {"Intervenante nommée par erreur / Key worker confirmed in error", "intervenante nommée par erreur",
         "key worker confirmed in error"},
        {"elle a 2_enfants", "elle a 2_enfants", "elle a 2_enfants"},
        {"", "", ""},
    };
    struct cli c = cli_make();
    arena_init(&c.arena);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        for (int language = FRENCH; language <= ENGLISH; language++) {
            c.language = (enum language)language;
            assert_string_equal(phase_text(&c, cases[i][0]), cases[i][1 + language]);
        }
    c.language = FRENCH;
    assert_string_equal(of_name(&c, "intake"), "d'intake");
    assert_string_equal(of_name(&c, "scheduling"), "de scheduling");
    assert_string_equal(of_name(&c, "Élise Roy"), "d'Élise Roy");
    arena_close(&c.arena);
}

static void test_counted(void **state) {
    (void)state;
    struct cli c = cli_make();
    arena_init(&c.arena);
    assert_string_equal(counted(&c, 0, "fiche", "form"), "0 fiche");
    assert_string_equal(counted(&c, 1, "fiche refusée", "form refused/forms refused"), "1 fiche refusée");
    assert_string_equal(counted(&c, 2, "fiche refusée", "form refused/forms refused"), "2 fiches refusées");
    assert_string_equal(counted(&c, 10104, "chose à faire", "thing"), "10\u00a0104 choses à faire");
    assert_string_equal(counted(&c, 3, "avis", "notice"), "3 avis");
    assert_string_equal(counted(&c, 2, "cheval/chevaux", "horse"), "2 chevaux");
    c.language = ENGLISH;
    assert_string_equal(counted(&c, 0, "fiche", "form"), "0 forms");
    assert_string_equal(counted(&c, 1, "fiche", "form refused/forms refused"), "1 form refused");
    assert_string_equal(counted(&c, 2, "fiche", "form refused/forms refused"), "2 forms refused");
    assert_string_equal(counted(&c, 2, "fiche", "parked record"), "2 parked records");
    arena_close(&c.arena);
}

/* ---- two forms ---- */

static intake__screening *form(struct arena *a, const char *given, const char *phone, int birth_year) {
    intake__screening *s = NEW(a, intake__screening);
    s->identity = NEW(a, intake__identity);
    s->identity->name = NEW(a, sippe__person_name);
    s->identity->name->family = "Roy";
    s->identity->name->given = given;
    s->identity->phone = phone;
    s->identity->birth_date = NEW(a, sippe__date);
    s->identity->birth_date->year = birth_year;
    s->identity->birth_date->month = 5;
    s->identity->birth_date->day = 16;
    return s;
}

static void test_what_differs(void **state) {
    (void)state;
    char *said = NULL;
    size_t len;
    struct cli c = cli_make();
    arena_init(&c.arena);
    c.out = open_memstream(&said, &len);
    intake__screening *a = form(&c.arena, "Zoé", "514 555-0111", 1998), *b = form(&c.arena, "Zoé", "5145550111", 1998);
    assert_int_equal(changes_show(&c, 2, &a->base, &b->base), 0); /* one number, written twice */
    b->schooling = NEW(&c.arena, intake__schooling);
    b->schooling->highest_diploma = DIPLOMA_DEC;
    b->identity->name->given = "Léa";
    b->identity->birth_date->year = 1999;
    b->urgent = NEW(&c.arena, intake__urgent_needs);
    APPEND(&c.arena, b->urgent, needs, NEED_HOUSING);
    APPEND(&c.arena, b->urgent, needs, NEED_FOOD_AID);
    b->household = NEW(&c.arena, intake__household);
    APPEND(&c.arena, b->household, children, NEW(&c.arena, intake__child));
    b->household->children[0]->given_name = "Tom";
    assert_int_equal(changes_show(&c, 2, &a->base, &b->base), 5);
    fflush(c.out);
    assert_non_null(strstr(said, "  prénom : Zoé → Léa\n"));
    assert_non_null(strstr(said, "  date de naissance : 16 mai 1998 → 16 mai 1999\n"));
    assert_non_null(strstr(said, "  diplôme : (rien) → DEC\n"));
    assert_non_null(strstr(said, "  besoins : (rien) → logement, aide alimentaire\n"));
    assert_non_null(strstr(said, "enfants, n° 1 : prénom : (rien) → Tom\n"));
    assert_int_equal(changes_show(&c, 2, NULL, &a->base), 4);
    fclose(c.out);
    free(said);
    arena_close(&c.arena);
}

/* ---- what a screening is marked for ---- */

static char *marks_of(struct cli *c, const char *const *paths, size_t n, intake__screening *s) {
    intake__get_screening_reply *reply = NEW(&c->arena, intake__get_screening_reply);
    char *text = NULL;
    size_t len;
    reply->screening = s;
    for (size_t i = 0; i < n; i++) APPEND(&c->arena, reply, marked, paths[i]);
    c->out = open_memstream(&text, &len);
    assert_non_null(c->out);
    show_marks(c, reply);
    fclose(c->out);
    return text;
}

static void test_what_is_missing_and_what_is_doubtful(void **state) {
    (void)state;
    static const char *const paths[] = {"call.attempt",          "household.adults", "consent.consent_store",
                                        "urgent.safety_concern", "consent.given_by", "identity.phone",
                                        "identity.nam"};
    struct cli c = cli_make();
    arena_init(&c.arena);
    c.language = FRENCH;
    intake__screening *s = NEW(&c.arena, intake__screening);
    char *none = marks_of(&c, NULL, 0, s);
    assert_string_equal(none, "");
    char *missing = marks_of(&c, paths, 7, s);
    assert_non_null(strstr(missing, "aucun moyen de la joindre"));
    assert_non_null(strstr(missing, "avant 14 ans un parent ou tuteur consent"));
    assert_non_null(strstr(missing, "tentative, adultes, accord pour conserver, inquiétude pour la sécurité, NAM"));
    s->household = NEW(&c.arena, intake__household);
    s->household->adults = NEW(&c.arena, sippe__int_answer);
    s->household->adults->answer_case = SIPPE__INT_ANSWER__ANSWER_VALUE;
    s->household->adults->value = 3;
    s->consent = NEW(&c.arena, intake__notice_and_consent);
    s->consent->consent_store = YES_NO_YES;
    s->identity = NEW(&c.arena, intake__identity);
    s->identity->nam = "TREM98551612";
    char *told = marks_of(&c, paths, 7, s);
    assert_non_null(strstr(told, "plus d'adultes que de personnes"));
    assert_non_null(strstr(told, "à demander à elle-même"));
    assert_non_null(strstr(told, "ne va pas avec le nom"));
    assert_null(strstr(told, "adultes, accord"));
    free(none), free(missing), free(told);
    arena_close(&c.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_missing_and_what_is_doubtful),
        cmocka_unit_test(test_every_field_of_a_request_has_a_label),
        cmocka_unit_test(test_paths),
        cmocka_unit_test(test_counted),
        cmocka_unit_test(test_phases),
        cmocka_unit_test(test_what_differs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
