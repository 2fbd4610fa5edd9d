/* Every (state, input) pair of the two machines against the tables that the README prints. SIPPE_WRITE=1 rewrites
 * them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/arena.h"
#include "scheduling/domain/crossings.h"
#include "scheduling/domain/states.h"
#include "proto/status.h"

static const char readme[] = SOURCE_DIR "/services/scheduling/README.md";

static char *file_read(struct arena *a, const char *path) {
    FILE *f = fopen(path, "r");
    assert_non_null(f);
    size_t len = 0, most = 1 << 20;
    char *text = arena_alloc(a, most);
    len = fread(text, 1, most - 1, f);
    text[len] = 0;
    fclose(f);
    return text;
}

/* The name of a state without its enum's prefix; "·" for not there yet. */
static const char *state_name(const struct sm *m, const ProtobufCEnumValue *v) {
    size_t prefix = strlen(m->states->values[0].name) - strlen("UNSPECIFIED");
    return v->value == 0 ? "·" : v->name + prefix;
}

static char *table_of(struct arena *a, const struct sm *m) {
    char *text = arena_text(a, "| from |");
    for (size_t i = 0; i < m->n_inputs; i++) text = arena_printf(a, "%s %s |", text, m->inputs[i]);
    text = arena_printf(a, "%s\n|---|", text);
    for (size_t i = 0; i < m->n_inputs; i++) text = arena_printf(a, "%s---|", text);
    for (unsigned s = 0; s < m->states->n_values; s++) {
        text = arena_printf(a, "%s\n| %s |", text, state_name(m, &m->states->values[s]));
        for (size_t i = 0; i < m->n_inputs; i++) {
            int to = sm_next(m, m->states->values[s].value, (int)i);
            const ProtobufCEnumValue *v = to < 0 ? NULL : protobuf_c_enum_descriptor_get_value(m->states, to);
            assert_true(to < 0 || v);
            text = arena_printf(a, "%s %s |", text, v ? state_name(m, v) : "");
        }
    }
    return text;
}

/* The README's table of this name is this one; SIPPE_WRITE=1 makes it so. */
static void check_table(struct arena *a, const char *name, const char *table) {
    char *text = file_read(a, readme);
    const char *open = arena_printf(a, "<!-- states:%s -->\n", name),
               *close = arena_printf(a, "<!-- /states:%s -->", name);
    char *from = strstr(text, open), *to = strstr(text, close);
    assert_non_null(from);
    assert_non_null(to);
    from += strlen(open);
    const char *expected = arena_printf(a, "%s\n", table);
    const char *write = getenv("SIPPE_WRITE");
    if (write && strcmp(write, "1") == 0) {
        FILE *f = fopen(readme, "w");
        assert_non_null(f);
        fprintf(f, "%.*s%s%s", (int)(from - text), text, expected, to);
        fclose(f);
    } else {
        assert_string_equal(arena_printf(a, "%.*s", (int)(to - from), from), expected);
    }
}

static void check(const struct sm *m) {
    struct arena a;
    arena_init(&a);
    assert_null(sm_fault(m));
    check_table(&a, m->name, table_of(&a, m));
    arena_close(&a);
}

/* Each cell has a word, and what nobody counts on is never somebody's to tell. */
static void test_crossings(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    char *text = arena_text(&a, "| told |");
    for (int met = 0; met < CROSSING_MEETS; met++) text = arena_printf(&a, "%s %s |", text, crossing_meets_names[met]);
    text = arena_printf(&a, "%s\n|---|", text);
    for (int met = 0; met < CROSSING_MEETS; met++) text = arena_printf(&a, "%s---|", text);
    for (int told = 0; told < CROSSING_TOLD; told++) {
        text = arena_printf(&a, "%s\n| %s |", text, crossing_told_names[told]);
        for (int met = 0; met < CROSSING_MEETS; met++) {
            enum crossing_follows what = crossing((enum crossing_told)told, (enum crossing_meets)met);
            assert_non_null(crossing_follows_names[what]);
            assert_false(what == CROSSING_CANCELLED && met != CROSSING_VISIT_CONFIRMED);
            text = arena_printf(&a, "%s %s |", text, crossing_follows_names[what]);
        }
    }
    check_table(&a, "crossings", text);
    arena_close(&a);
}

static void test_visit(void **state) {
    (void)state;
    check(&visit_states);
}

static void test_follow_up(void **state) {
    (void)state;
    check(&follow_up_states);
}

/* Whatever is refused has a Reason, and what is over is over. */
static void test_reasons(void **state) {
    (void)state;
    for (int s = VISIT_STATE_UNSPECIFIED; s <= VISIT_STATE_MISSED; s++)
        for (int i = 0; i < VISIT_INPUTS; i++) {
            int reason;
            scheduling__visit_state to = visit_next((scheduling__visit_state)s, (enum visit_input)i, &reason);
            bool over = s >= VISIT_STATE_DONE;
            bool corrected = over && s != VISIT_STATE_CANCELLED && i >= VISIT_AMEND_DONE;
            assert_int_equal(to == VISIT_STATE_UNSPECIFIED, reason != 0);
            assert_int_equal(over && !reason, corrected); /* what is over moves by a correction alone */
            if (over && reason)
                assert_int_equal(reason, REASON_VISIT_CLOSED);
            else if (reason && !over)
                assert_int_equal(reason, REASON_VISIT_IS_CONFIRMED);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_visit), cmocka_unit_test(test_follow_up),
                                       cmocka_unit_test(test_reasons), cmocka_unit_test(test_crossings)};
    return cmocka_run_group_tests_name("scheduling states", tests, NULL, NULL);
}
