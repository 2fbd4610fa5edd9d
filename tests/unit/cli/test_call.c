/* `sippe call` as far as it goes without a daemon: every method of the contract is in its reach. */
#include "run.h"
#include <jansson.h>
#include <unistd.h>
#include "contract/contract.h"
#include "cli/show/output.h"
#include "tests/golden/sample.h"
#include "text/json.h"

enum { LINE_LEN = 500 };

static int environment_clear(void **state) {
    (void)state;
    setenv("LC_ALL", "C", 1);
    setenv("SIPPE_HOME", "/nonexistent/sippe", 1);
    unsetenv("SIPPE_KEY");
    return 0;
}

/* ---- lines, and what is said of them ---- */

static void calls_are_understood(void **state) {
    (void)state;
    static const struct {
        const char *line;
        int exit;
        const char *said; /* part of what is written to either side */
    } cases[] = {
        {"call", CLI_USAGE, "Il manque MÉTHODE"},
        {"call --lang en", CLI_USAGE, "METHOD is missing"},
        {"call --template", CLI_USAGE, "Il manque MÉTHODE"},
        {"call intake.GetFamly", CLI_USAGE, "Vouliez-vous dire intake.GetFamily ?"},
        {"call intake.GetFamly --lang en", CLI_USAGE, "Did you mean intake.GetFamily?"},
        {"call scheduling.List", CLI_USAGE,
         "scheduling.ListCandidates, scheduling.ListSlots, scheduling.ListEncounters, scheduling.ListIntensity,"},
        {"call getfamily", CLI_USAGE, "Vouliez-vous dire intake.GetFamily ?"},
        {"call scheduling.GetHealth", CLI_USAGE, "Vouliez-vous dire node.GetHealth ?"},
        {"call intake.Qqqqq", CLI_USAGE, "Voir : sippe call --list"},
        {"call intake. --json", CLI_USAGE, "{\"error\": {\"exit\": 2"},
        {"call intake.ListMembers", CLI_USAGE, "peers"},
        {"call intake.getfamily --dry-run", CLI_DONE, "{}"},
        {"call INTAKE.GETFAMILY {\"number\":\"1042-9\"} --dry-run", CLI_DONE, "{\n  \"number\": \"1042-9\"\n}\n"},
        {"call intake.GetFamily {\"number\":\"1042-9\"} --dry-run --json", CLI_DONE, "{\"number\":\"1042-9\"}\n"},
        {"call intake.GetFamily {} {} --dry-run", CLI_USAGE, "« {} » est de trop"},
        {"call intake.GetFamily {\"numbr\":\"1042-9\"}", CLI_USAGE, "JSON, ligne 1, numbr : Ce champ n'existe pas."},
        {"call intake.GetFamily {\"numbr\":1} --lang en", CLI_USAGE, "Did you mean \"number\"?"},
        {"call intake.GetFamily {\"number\":1042}", CLI_USAGE, "JSON, ligne 1, number : Il faut un texte"},
        {"call intake.GetFamily {\n\"family_id\":\"xyz\"}", CLI_USAGE, "JSON, ligne 2, family_id : "},
        {"call intake.GetFamily {\"numbr\":1} --json", CLI_USAGE, "\"line\": 1, \"column\": 2, \"path\": \"numbr\""},
        {"call intake.GetFamily {\"number\":", CLI_USAGE, "JSON, ligne 1, number : Le texte s'arrête trop tôt"},
        {"call intake.GetFamily {\"number\":\"1\",\"number\":\"2\"}", CLI_USAGE, "JSON, ligne 1, "},
        {"call intake.GetFamily null", CLI_USAGE, "Le texte est vide"},
        {"call intake.GetFamily [] --lang en", CLI_USAGE, "JSON, line 1: A group of fields is needed"},
        {"call intake.GetFamily @", CLI_USAGE, "JSON, ligne 1 : Ce n'est pas du JSON"},
        {"call intake.GetFamily @/nonexistent/file", CLI_USAGE, "/nonexistent/file : introuvable"},
        {"call intake.DecideRoute {\"route\":\"NOWHERE\"}", CLI_USAGE,
         "JSON, ligne 1, route : Choix inconnu. Choix possibles : SIPPE, "},
        {"call intake.RecordBirth {\"birth_date\":\"2026-02-30\"}", CLI_USAGE,
         "birth_date : Il faut une date qui existe"},
        {"call node.GetHealth", CLI_USAGE, "Lequel (--at) ? intake scheduling"},
        {"call node.GetHealth --dry-run --lang en", CLI_USAGE, "Which one (--at)? intake scheduling"},
        {"call node.GetHealth --at intak", CLI_USAGE, "--at intak : valeur inconnue. Au choix : intake scheduling"},
        {"call node.GetHealth --at directory --dry-run", CLI_DONE, "{}"},
        {"call intake.ListMembers --at intake", CLI_USAGE, "--at ne va qu'avec les méthodes de node"},
        {"call intake.ListMembers --request-id 0123", CLI_USAGE, "les 32 chiffres"},
        {"call intake.ListMembers --request-id 00000000000000000000000000000000", CLI_USAGE, "les 32 chiffres"},
        {"call intake.ListMembers --request-id nonsense", CLI_USAGE, "hexadécimaux"},
        {"call intake.ListMembers --request-id 0123456789ABCDEF0123456789abcdef --dry-run", CLI_DONE, "{}"},
        {"call --list a b", CLI_USAGE, "« b » est de trop"},
        {"call --list --dry-run", CLI_USAGE, "--dry-run ne va pas avec --list"},
        {"call intake.GetFamily --template --list --lang en", CLI_USAGE, "--template does not go with --list"},
        {"call node.GetHealth --template --at intake", CLI_USAGE, "--at ne va pas avec --template"},
        {"call intake.GetFamily {} --template", CLI_USAGE, "« {} » est de trop"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct run r = run_line(cases[i].line);
        if (r.exit != cases[i].exit || (!strstr(r.out, cases[i].said) && !strstr(r.err, cases[i].said)))
            fail_msg("sippe %s: exit %d, out \"%s\", err \"%s\"", cases[i].line, r.exit, r.out, r.err);
        run_free(&r);
    }
}

/* ---- the list ---- */

static json_t *json_of(const char *line) {
    struct run r = run_line(line);
    assert_int_equal(r.exit, CLI_DONE);
    assert_int_equal(strcspn(r.out, "\n") + 1, strlen(r.out)); /* one line */
    json_t *value = json_loads(r.out, 0, NULL);
    if (!value) fail_msg("%s: no JSON: %s", line, r.out);
    run_free(&r);
    return value;
}

static const char *text_of(const json_t *o, const char *key) { return json_string_value(json_object_get(o, key)); }

static void every_method_is_listed(void **state) {
    (void)state;
    struct arena a;
    struct rpc rpc;
    size_t n = 0;
    arena_init(&a);
    struct run r = run_line("call --list");
    json_t *list = json_of("call --list --json");
    for (; contract_at(&a, n, &rpc); n++) {
        const json_t *row = json_array_get(list, n), *fields = json_object_get(row, "fields");
        assert_string_equal(text_of(row, "method"), rpc.method);
        assert_string_equal(text_of(row, "request"), rpc.request->name);
        assert_string_equal(text_of(row, "reply"), rpc.reply->name);
        assert_int_equal(json_array_size(fields), rpc.request->n_fields);
        for (unsigned i = 0; i < rpc.request->n_fields; i++) {
            const ProtobufCFieldDescriptor *f = &rpc.request->fields[i];
            const json_t *one = json_array_get(fields, i);
            assert_string_equal(text_of(one, "name"), f->name);
            assert_string_equal(text_of(one, "type"), contract_type(f));
            assert_int_equal(json_is_true(json_object_get(one, "repeated")), f->label == PROTOBUF_C_LABEL_REPEATED);
        }
        assert_non_null(strstr(r.out, rpc.method));
    }
    assert_true(n > 50);
    assert_int_equal(json_array_size(list), n);
    json_decref(list);
    run_free(&r);
    arena_close(&a);
}

static void the_list_fits_a_screen(void **state) {
    (void)state;
    struct run r = run_line("call --list");
    char *rest = r.out;
    for (char *one = strsep(&rest, "\n"); one; one = strsep(&rest, "\n"))
        if (text_width(one) > OUTPUT_WIDTH) fail_msg("%zu columns: %s", text_width(one), one);
    run_free(&r);
}

static void the_list_is_looked_through(void **state) {
    (void)state;
    static const struct {
        const char *line, *holds, *lacks;
    } cases[] = {
        {"call --list consent", "consent_id:bytes version:bytes reason:string", "GetFamily"},
        {"call --list CONSENT", "intake.RecordConsent", "GetFamily"},
        {"call --list family_id", "scheduling.FamilyVisits", "ListMembers"},   /* a field's name */
        {"call --list postalcode", "directory.SearchServices", "ListMembers"}, /* a field's type */
        {"call --list workers:", "workers:string[]", "ListMembers"},
        {"call --list nothing-of-the-kind", "0 méthode.", "intake"},
        {"call --list nothing-of-the-kind --lang en", "0 methods.", "intake"},
        {"call --list nothing-of-the-kind --json", "[]\n", "intake"},
        {"call --list node.", "node.GetHealth", "intake"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct run r = run_line(cases[i].line);
        if (r.exit || !strstr(r.out, cases[i].holds) || strstr(r.out, cases[i].lacks))
            fail_msg("%s: %d, %s", cases[i].line, r.exit, r.out);
        run_free(&r);
    }
}

/* ---- requests of every method, from a file ---- */

/* The run of a method with this text as its request, as a person reads it and nothing sent. */
static struct run dry_run(const struct rpc *rpc, const char *json, const char *form) {
    char path[] = "/tmp/sippe-call-XXXXXX", line[LINE_LEN];
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, json, strlen(json)), strlen(json));
    close(fd);
    snprintf(line, sizeof line, "call %s @%s --dry-run %s %s", rpc->method, path,
             rpc->daemon == DAEMONS ? "--at intake" : "", form);
    struct run r = run_line(line);
    unlink(path);
    return r;
}

static void every_request_is_read_whole(void **state) {
    (void)state;
    struct arena a;
    struct rpc rpc;
    arena_init(&a);
    for (size_t i = 0; contract_at(&a, i, &rpc); i++) {
        const char *json = json_write(&a, sample_message(&a, rpc.request), false);
        struct run r = dry_run(&rpc, json, "--json");
        r.out[strcspn(r.out, "\n")] = 0;
        if (r.exit || strcmp(r.out, json) != 0) fail_msg("%s: %s is read as %s%s", rpc.method, json, r.out, r.err);
        run_free(&r);
    }
    arena_close(&a);
}

/* "SIPPE|OLO_ONLY|..." → "SIPPE", wherever it stands; how many there were. */
static size_t choose(json_t *v) {
    size_t n = 0, at;
    const char *key;
    json_t *one;
    void *next;
    json_object_foreach_safe(v, next, key, one) n += choose(one);
    json_array_foreach(v, at, one) n += choose(one);
    const char *text = json_string_value(v), *bar = text ? strchr(text, '|') : NULL;
    if (bar) json_string_setn(v, text, (size_t)(bar - text));
    return n + (bar != NULL);
}

/* Every field is there, a list with its one element, down to what is written as one word. */
static void skeleton_check(const char *method, const json_t *v, const ProtobufCMessageDescriptor *type) {
    assert_int_equal(json_object_size(v), type->n_fields);
    for (unsigned i = 0; i < type->n_fields; i++) {
        const ProtobufCFieldDescriptor *f = &type->fields[i];
        const json_t *one = json_object_get(v, f->name);
        if (one && f->label == PROTOBUF_C_LABEL_REPEATED) {
            assert_int_equal(json_array_size(one), 1);
            one = json_array_get(one, 0);
        }
        if (!one) fail_msg("%s: %s has no %s", method, type->name, f->name);
        if (json_is_object(one)) skeleton_check(method, one, f->descriptor);
    }
}

static json_t *skeleton_of_method(const struct rpc *rpc) {
    char line[LINE_LEN];
    snprintf(line, sizeof line, "call %s --template", rpc->method);
    struct run r = run_line(line);
    assert_int_equal(r.exit, CLI_DONE);
    json_t *skeleton = json_loads(r.out, 0, NULL);
    if (!skeleton) fail_msg("%s: no JSON: %s", rpc->method, r.out);
    skeleton_check(rpc->method, skeleton, rpc->request);
    run_free(&r);
    return skeleton;
}

static void every_template_binds_once_words_are_chosen(void **state) {
    (void)state;
    struct arena a;
    struct rpc rpc;
    size_t chosen = 0;
    arena_init(&a);
    for (size_t i = 0; contract_at(&a, i, &rpc); i++) {
        json_t *skeleton = skeleton_of_method(&rpc);
        chosen += choose(skeleton);
        struct run r = dry_run(&rpc, json_print(&a, skeleton, true), "");
        if (r.exit) fail_msg("%s: %s", rpc.method, r.err);
        json_decref(skeleton);
        run_free(&r);
    }
    assert_true(chosen > 50);
    arena_close(&a);
}

static void a_choice_that_was_not_made_is_found(void **state) {
    (void)state;
    struct arena a;
    struct rpc rpc;
    arena_init(&a);
    assert_true(contract_find(&a, "intake.recordconsent", &rpc));
    json_t *skeleton = skeleton_of_method(&rpc);
    struct run r = dry_run(&rpc, json_print(&a, skeleton, true), "");
    assert_int_equal(r.exit, CLI_USAGE);
    assert_non_null(
        strstr(r.err, ", ligne 6, consent.purpose : Choix inconnu. Choix possibles : PARTNER_REFERRAL, INTERPRETER"));
    json_decref(skeleton);
    run_free(&r);
    arena_close(&a);
}

static void a_template_shows_what_each_field_looks_like(void **state) {
    (void)state;
    struct run r = run_line("call directory.SearchServices --template");
    assert_string_equal(r.out, "{\n  \"text\": \"\",\n  \"need\": \"HOUSING|CLOTHING|BABY_EQUIPMENT|FOOD_AID|...\",\n"
                               "  \"near\": \"H2X1Y4\",\n  \"language\": \"fr\",\n  \"limit\": 0\n}\n");
    run_free(&r);
    r = run_line("call node.GetHealth --template --json");
    assert_string_equal(r.out, "{}\n");
    run_free(&r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(calls_are_understood),
        cmocka_unit_test(every_method_is_listed),
        cmocka_unit_test(the_list_fits_a_screen),
        cmocka_unit_test(the_list_is_looked_through),
        cmocka_unit_test(every_request_is_read_whole),
        cmocka_unit_test(every_template_binds_once_words_are_chosen),
        cmocka_unit_test(a_choice_that_was_not_made_is_found),
        cmocka_unit_test(a_template_shows_what_each_field_looks_like),
    };
    return cmocka_run_group_tests(tests, environment_clear, NULL);
}
