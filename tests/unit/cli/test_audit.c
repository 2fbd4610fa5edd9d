/* sippe audit: words for every look that leaves an entry; a journal that is not whole is named, entry and all. */
#include "answering.h"
#include "cli/audit/looks.h"
#include "proto/node.h"

/* ---- whatever leaves an entry has its words: a LOGGED query, a command that was refused ---- */

/* "get_family" of intake: "intake.GetFamily" */
static void wants_words(const char *service, const char *rpc) {
    char method[100];
    size_t n = (size_t)snprintf(method, sizeof method, "%s.", service);
    for (bool up = true; *rpc; rpc++) {
        if (*rpc != '_') method[n++] = up ? (char)(*rpc - 'a' + 'A') : *rpc;
        up = *rpc == '_';
    }
    method[n] = '\0';
    struct cli c = cli_make();
    if (look_what(&c, method) == method) fail_msg("no words for %s (common/words/looks.c)", method);
}

static void test_every_look_has_words(void **state) {
    (void)state;
    size_t n = 0;
    for (int i = 0; i <= DAEMONS; i++) {
        char path[300], line[300], rpc[100];
        const char *name = i < DAEMONS ? daemon_names[i] : "node";
        snprintf(path, sizeof path, "%s/%s%s/tables.def", SOURCE_DIR, i < DAEMONS ? "services/" : "common/engine/",
                 name);
        FILE *f = fopen(path, "r");
        assert_non_null(f);
        while (fgets(line, sizeof line, f))
            if (sscanf(line, "LOGGED(%99[a-z_]", rpc) == 1 || sscanf(line, "COMMAND(%99[a-z_]", rpc) == 1 ||
                sscanf(line, "COMMAND_ASK(%99[a-z_]", rpc) == 1)
                wants_words(name, rpc), n++;
        fclose(f);
    }
    assert_in_range(n, 100, 200);
}

/* ---- verify ---- */

enum { ENTRIES = 7 };
static struct {
    uint64_t wrong, marked, ended; /* 0: none */
    bool rewritten;
} journal;

static ProtobufCMessage *verified(struct arena *a) {
    node__verify_access_reply *out = NEW(a, node__verify_access_reply);
    out->n = journal.wrong ? journal.wrong - 1 : ENTRIES;
    out->chain = pb_of(span_of("0123456789abcdef", 16));
    out->ended = journal.ended;
    if (journal.wrong) out->fault = "it is missing";
    return &out->base;
}

static ProtobufCMessage *witnessed(struct arena *a) {
    node__list_witnessed_reply *out = NEW(a, node__list_witnessed_reply);
    node__witnessed *m = NEW(a, node__witnessed);
    m->n = journal.marked;
    m->chain = pb_of(span_of(journal.rewritten ? "fedcba9876543210" : "0123456789abcdef", 16));
    m->at_ms = INT64_C(1795532400000);
    if (journal.marked) APPEND(a, out, marks, m);
    return &out->base;
}

static void assert_verdict(uint64_t wrong, uint64_t marked, bool rewritten, int exit, const char *sentence) {
    static const struct said said[] = {{"node.VerifyAccess", verified, REASON_UNSPECIFIED},
                                       {"node.ListWitnessed", witnessed, REASON_UNSPECIFIED}};
    journal.wrong = wrong, journal.marked = marked, journal.rewritten = rewritten;
    struct run r = ANSWERING("audit verify", said);
    if (!strstr(r.out, sentence)) fail_msg("%s: %s%s", sentence, r.out, r.err);
    assert_int_equal(r.exit, exit);
    run_free(&r);
}

static void test_verdicts(void **state) {
    (void)state;
    assert_verdict(0, 0, false, CLI_DONE, "7 écritures, toutes intactes");
    assert_verdict(0, 0, false, CLI_DONE, "n'en connaît encore aucune");
    assert_verdict(0, ENTRIES, false, CLI_DONE, "les connaît jusqu'au n° 7");
    assert_verdict(4, 0, false, CLI_REFUSED, "intake : l'écriture n° 4 n'est pas bonne : elle manque. Les 3 d'avant");
    assert_verdict(0, ENTRIES, true, CLI_REFUSED, "de là au numéro 7, le journal a été réécrit");
}

/* What was told of what is ended is past; what it ends with must be what is known. */
static void test_ended_months_are_no_fault(void **state) {
    (void)state;
    journal.ended = 5;
    assert_verdict(0, 0, false, CLI_DONE, "2 écritures, toutes intactes");
    assert_verdict(0, 3, true, CLI_DONE, "À partir du n° 6 : les mois d'avant sont clos");
    assert_verdict(0, 5, false, CLI_DONE, "les connaît jusqu'au n° 5");
    assert_verdict(0, 5, true, CLI_REFUSED, "n° 6 n'est pas bonne : elle suit une autre fin des mois clos");
    assert_verdict(0, 7, true, CLI_REFUSED, "n° 6 n'est pas bonne : de là au numéro 7");
    journal.ended = 0;
}

/* ---- a month ---- */

static ProtobufCMessage *listed_ended(struct arena *a) {
    node__list_access_reply *out = NEW(a, node__list_access_reply);
    for (int i = 0; i < 2; i++) {
        node__access_ended *e = NEW(a, node__access_ended);
        e->month = NEW(a, sippe__date);
        e->month->year = 2024, e->month->month = 3 + i, e->month->day = 1;
        e->to_n = 7 + (uint64_t)i;
        e->ended_ms = INT64_C(1795532400000);
        e->keep_months = 24;
        e->rules = "2026-11";
        APPEND(a, out, ended, e);
    }
    return &out->base;
}

static void test_a_month_that_was_ended(void **state) {
    (void)state;
    static const struct said said[] = {{"node.ListAccess", listed_ended, REASON_UNSPECIFIED}};
    struct run r = ANSWERING("audit month 2024-03", said);
    assert_int_equal(r.exit, CLI_DONE);
    const char *sentence = "scheduling : les mois de 2024-03 à 2024-04 sont clos, le dernier depuis le ";
    if (!strstr(r.out, sentence) || !strstr(r.out, "(access.keep_months : 24, règles « 2026-11 »)"))
        fail_msg("%s%s", r.out, r.err);
    assert_null(strstr(r.out, "Personne n'a rien regardé"));
    run_free(&r);
    r = ANSWERING("audit month 2024-03 --json", said);
    assert_string_equal(r.out, "[]\n");
    assert_non_null(strstr(r.err, "sont clos"));
    run_free(&r);
}

static ProtobufCMessage *listed(struct arena *a) {
    node__list_access_reply *out = NEW(a, node__list_access_reply);
    node__access_shown *e = NEW(a, node__access_shown);
    e->actor = NEW(a, node__actor_shown);
    e->actor->name = "Mme Roy";
    e->method = "intake.GetFamily";
    e->times = 3;
    e->shown = 1;
    APPEND(a, out, entries, e);
    return &out->base;
}

static void test_month(void **state) {
    (void)state;
    static const struct said said[] = {{"node.ListAccess", listed, REASON_UNSPECIFIED}};
    struct run r = ANSWERING("audit month 2026-11 --json", said);
    assert_int_equal(r.exit, CLI_DONE);
    assert_string_equal(r.out, "[{\"member\": \"Mme Roy\", \"method\": \"intake.GetFamily\", \"looks\": 12, "
                               "\"shown\": 4, \"refused\": 0}]\n");
    run_free(&r);
    r = ANSWERING("audit month novembre", said);
    assert_int_equal(r.exit, CLI_USAGE);
    run_free(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_look_has_words),      cmocka_unit_test(test_verdicts),
        cmocka_unit_test(test_ended_months_are_no_fault), cmocka_unit_test(test_month),
        cmocka_unit_test(test_a_month_that_was_ended),
    };
    return cmocka_run_group_tests(tests, answering_setup, answering_teardown);
}
