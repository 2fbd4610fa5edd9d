/* Every pair of a state and an input of a notice: legal or refused, and the README says the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "notifications/domain/notice.h"

enum { TEXT_MAX = 1 << 16 };
static const char README[] = SOURCE_DIR "/services/notifications/README.md";
static const char BEGIN[] = "<!-- states:notice -->\n", END[] = "<!-- states -->";

struct text {
    size_t len;
    char bytes[TEXT_MAX];
};

static void add(struct text *t, const char *part) {
    size_t len = strlen(part);
    assert_true(t->len + len < TEXT_MAX);
    memcpy(t->bytes + t->len, part, len + 1);
    t->len += len;
}

/* "ACCEPTED" of NOTICE_STATE_ACCEPTED; the zero value is "(not there)". */
static const char *state_name(int state) {
    const ProtobufCEnumValue *v = protobuf_c_enum_descriptor_get_value(notifications_notice_states.states, state);
    return state ? v->name + strlen("NOTICE_STATE_") : "(not there)";
}

static void print_table(const struct sm *m, struct text *out) {
    add(out, "| state |");
    for (size_t i = 0; i < m->n_inputs; i++) {
        add(out, " ");
        add(out, m->inputs[i]);
        add(out, " |");
    }
    add(out, "\n|---|");
    for (size_t i = 0; i < m->n_inputs; i++) add(out, "---|");
    add(out, "\n");
    for (unsigned s = 0; s < m->states->n_values; s++) {
        int from = m->states->values[s].value;
        add(out, "| ");
        add(out, state_name(from));
        add(out, " |");
        for (int i = 0; i < (int)m->n_inputs; i++) {
            int to = sm_next(m, from, i);
            add(out, " ");
            add(out, to < 0 ? "·" : state_name(to));
            add(out, " |");
        }
        add(out, "\n");
    }
}

static void read_file(const char *path, struct text *out) {
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    out->len = fread(out->bytes, 1, TEXT_MAX - 1, f);
    out->bytes[out->len] = '\0';
    fclose(f);
}

/* The README with `table` in place of what stands between body and end. */
static void write_readme(const struct text *readme, const char *body, const char *end, const struct text *table) {
    FILE *f = fopen(README, "wb");
    assert_non_null(f);
    fwrite(readme->bytes, 1, (size_t)(body - readme->bytes), f);
    fwrite(table->bytes, 1, table->len, f);
    fwrite(end, 1, strlen(end), f);
    assert_int_equal(fclose(f), 0);
}

static void test_the_readme_shows_the_table(void **state) {
    (void)state;
    static struct text readme, table;
    read_file(README, &readme);
    print_table(&notifications_notice_states, &table);
    const char *begin = strstr(readme.bytes, BEGIN);
    assert_non_null(begin);
    const char *end = strstr(begin, END), *body = begin + strlen(BEGIN);
    assert_non_null(end);
    bool same = (size_t)(end - body) == table.len && memcmp(body, table.bytes, table.len) == 0;
    if (!same && getenv("SIPPE_WRITE")) {
        write_readme(&readme, body, end, &table);
        return;
    }
    if (!same) print_error("%s", table.bytes);
    assert_true(same);
}

static void test_no_fault_in_the_table(void **state) {
    (void)state;
    assert_null(sm_fault(&notifications_notice_states));
}

/* What the machine allows is what an answer is given; nothing else moves a notice. */
static void test_every_pair(void **state) {
    (void)state;
    static const int input_of[] = {
        [NOTICE_STATE_ACKNOWLEDGED] = NOTICE_ACKNOWLEDGE,    [NOTICE_STATE_ACCEPTED] = NOTICE_ACCEPT,
        [NOTICE_STATE_WAITLISTED] = NOTICE_WAITLIST,         [NOTICE_STATE_DECLINED] = NOTICE_DECLINE,
        [NOTICE_STATE_WRONG_PARTNER] = NOTICE_WRONG_PARTNER, [NOTICE_STATE_FIRST_CONTACT] = NOTICE_FIRST_CONTACT};
    const struct sm *m = &notifications_notice_states;
    for (int from = NOTICE_STATE_ISSUED; from <= NOTICE_STATE_WITHDRAWN; from++)
        for (int answer = NOTICE_STATE_ACKNOWLEDGED; answer <= NOTICE_STATE_FIRST_CONTACT; answer++) {
            int to = sm_next(m, from, input_of[answer]);
            int reason =
                notifications_answer_move((notifications__notice_state)from, (notifications__notice_state)answer);
            assert_true(to == -1 || to == answer);
            assert_int_equal(reason == 0, to == answer);
            if (from == NOTICE_STATE_WITHDRAWN) assert_int_equal(reason, REASON_NOTICE_WITHDRAWN);
        }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_fault_in_the_table),
        cmocka_unit_test(test_every_pair),
        cmocka_unit_test(test_the_readme_shows_the_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
