/* Every pair of a state and an input of intake's machines, every answer that meets a referral: the README prints them
 * all. */
#include "../unit/intake/fixture.h"
#include <stdio.h>
#include <string.h>
#include "intake/domain/states.h"

static const char README[] = SOURCE_DIR "/services/intake/README.md", END[] = "<!-- states -->";
enum { README_MAX = 1 << 16 };

/* "TO_DECIDE" of SCREENING_STATE_TO_DECIDE. */
static const char *name_of(const ProtobufCEnumDescriptor *states, int state) {
    const char *zero = protobuf_c_enum_descriptor_get_value(states, 0)->name;
    size_t prefix = strlen(zero) - strlen("UNSPECIFIED");
    return state ? protobuf_c_enum_descriptor_get_value(states, state)->name + prefix : "(not there)";
}

static const char *line_of_dashes(struct arena *a, size_t n) {
    const char *line = "\n|---|";
    for (size_t i = 0; i < n; i++) line = arena_printf(a, "%s---|", line);
    return arena_printf(a, "%s\n", line);
}

static const char *table_of(struct arena *a, const struct sm *m) {
    const char *out = "| state |";
    for (size_t i = 0; i < m->n_inputs; i++) out = arena_printf(a, "%s %s |", out, m->inputs[i]);
    out = arena_printf(a, "%s%s", out, line_of_dashes(a, m->n_inputs));
    for (unsigned s = 0; s < m->states->n_values; s++) {
        int from = m->states->values[s].value;
        out = arena_printf(a, "%s| %s |", out, name_of(m->states, from));
        for (int i = 0; i < (int)m->n_inputs; i++) {
            int to = sm_next(m, from, i);
            out = arena_printf(a, "%s %s |", out, to < 0 ? "·" : name_of(m->states, to));
        }
        out = arena_printf(a, "%s\n", out);
    }
    return out;
}

static const char *meeting_of(intake__referral_state now, intake__referral_state answer) {
    struct referral_answered what = intake_referral_answer(now, answer);
    switch (what.meeting) {
    case REFERRAL_MOVES: return name_of(&intake__referral_state__descriptor, (int)what.next);
    case REFERRAL_REPEATED: return "=";
    case REFERRAL_OVERTAKEN: return "noted";
    case REFERRAL_CROSSED: return what.tell_partner ? "tell" : "crossed";
    }
    return "?";
}

static const char *table_of_crossings(struct arena *a) {
    static const intake__referral_state answers[] = {
        REFERRAL_STATE_ACKNOWLEDGED, REFERRAL_STATE_ACCEPTED,      REFERRAL_STATE_WAITLISTED,
        REFERRAL_STATE_DECLINED,     REFERRAL_STATE_WRONG_PARTNER, REFERRAL_STATE_FIRST_CONTACT,
    };
    const ProtobufCEnumDescriptor *states = &intake__referral_state__descriptor;
    const char *out = "| state |";
    for (size_t i = 0; i < COUNT(answers); i++) out = arena_printf(a, "%s %s |", out, name_of(states, (int)answers[i]));
    out = arena_printf(a, "%s%s", out, line_of_dashes(a, COUNT(answers)));
    for (int now = REFERRAL_STATE_SENT; now <= REFERRAL_STATE_CANCELLED; now++) {
        out = arena_printf(a, "%s| %s |", out, name_of(states, now));
        for (size_t i = 0; i < COUNT(answers); i++)
            out = arena_printf(a, "%s %s |", out, meeting_of((intake__referral_state)now, answers[i]));
        out = arena_printf(a, "%s\n", out);
    }
    return out;
}

/* ---- the README ---- */

static char *readme_read(struct arena *a) {
    char *text = arena_alloc(a, README_MAX);
    FILE *f = fopen(README, "rb");
    assert_non_null(f);
    assert_true(fread(text, 1, README_MAX - 1, f) < README_MAX - 1);
    fclose(f);
    return text;
}

static void readme_write(const char *text) {
    FILE *f = fopen(README, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, strlen(text), f), strlen(text));
    assert_int_equal(fclose(f), 0);
}

static void check_readme(const char *name, const char *table) {
    struct arena a;
    arena_init(&a);
    char *text = readme_read(&a);
    const char *marker = arena_printf(&a, "<!-- states:%s -->\n", name);
    const char *begin = strstr(text, marker);
    if (!begin) fail_msg("the README has no place for %s", name);
    const char *body = begin + strlen(marker), *end = strstr(body, END);
    assert_non_null(end);
    bool same = strlen(table) == (size_t)(end - body) && memcmp(body, table, strlen(table)) == 0;
    if (!same && getenv("SIPPE_WRITE")) {
        readme_write(arena_printf(&a, "%.*s%s%s", (int)(body - text), text, table, end));
    } else if (!same) {
        fail_msg("the README's table of %s is not this one:\n%s", name, table);
    }
    arena_close(&a);
}

static void check_machine(const struct sm *m) {
    struct arena a;
    arena_init(&a);
    assert_null(sm_fault(m));
    for (unsigned s = 0; s < m->states->n_values; s++)
        for (size_t i = 0; i < m->n_inputs; i++) {
            int to = sm_next(m, m->states->values[s].value, (int)i);
            assert_true(to == -1 || (to > 0 && protobuf_c_enum_descriptor_get_value(m->states, to)));
        }
    check_readme(m->name, table_of(&a, m));
    arena_close(&a);
}

static void test_screening(void **state) {
    (void)state;
    check_machine(&intake_screening_states);
}

static void test_enrolment(void **state) {
    (void)state;
    check_machine(&intake_enrolment_states);
    for (int input = 0; input < ENROLMENT_INPUTS; input++) { /* what is told late is noted, and reopens nothing */
        bool told = input == ENROLMENT_SEEN || input == ENROLMENT_KEY_WORKER;
        if (input == ENROLMENT_REOPEN || input == ENROLMENT_REOPEN_FOLLOWED) continue;
        told |= input == ENROLMENT_MOVE || input == ENROLMENT_STRUCK;
        assert_int_equal(sm_next(&intake_enrolment_states, ENROLMENT_STATE_ENDED, input),
                         told ? (int)ENROLMENT_STATE_ENDED : -1);
    }
}

/* What was answered stays answered: undone it is by another move. */
static void test_move(void **state) {
    (void)state;
    check_machine(&intake_move_states);
    assert_true(sm_is_final(&intake_move_states, MOVE_STATE_ACCEPTED));
    assert_true(sm_is_final(&intake_move_states, MOVE_STATE_WITHDRAWN));
}

/* Nothing of it is final. */
static void test_incident(void **state) {
    (void)state;
    check_machine(&intake_incident_states);
    assert_false(sm_is_final(&intake_incident_states, INCIDENT_STATE_CLOSED));
    assert_false(sm_is_final(&intake_incident_states, INCIDENT_STATE_IN_ERROR));
}

static void test_referral(void **state) {
    (void)state;
    check_machine(&intake_referral_states);
    assert_true(sm_is_final(&intake_referral_states, REFERRAL_STATE_CANCELLED));
}

static void test_crossings(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    for (int answer = 0; answer <= REFERRAL_STATE_CANCELLED; answer++) /* nothing reopens what was cancelled */
        assert_int_equal(intake_referral_answer(REFERRAL_STATE_CANCELLED, (intake__referral_state)answer).next,
                         REFERRAL_STATE_CANCELLED);
    check_readme("crossings", table_of_crossings(&a));
    arena_close(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_screening), cmocka_unit_test(test_enrolment), cmocka_unit_test(test_move),
        cmocka_unit_test(test_incident),  cmocka_unit_test(test_referral),  cmocka_unit_test(test_crossings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
