/* base/reason: every reason of the contract has its code and two sentences that a person can read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/message.h"
#include "base/finding.h"
#include "base/reason.h"

static bool is_sentence(const char *text) {
    size_t len = strlen(text);
    return len > 10 && len < 250 && text[len - 1] == '.' && !strstr(text, "  ") && !strstr(text, "REASON_");
}

static void test_complete(void **state) {
    (void)state;
    const struct reason_info *unknown = reason_info(-1);
    const ProtobufCEnumDescriptor *all = &sippe__reason__descriptor;
    assert_in_range(all->n_values, 80, 1000);
    for (unsigned i = 0; i < all->n_values; i++) {
        const struct reason_info *info = reason_info(all->values[i].value);
        if (info == unknown) fail_msg("%s has no sentence", all->values[i].name);
        if (all->values[i].value == REASON_UNSPECIFIED) continue;
        if (!is_sentence(info->fr) || !is_sentence(info->en) || strcmp(info->fr, info->en) == 0)
            fail_msg("%s: %s / %s", all->values[i].name, info->fr, info->en);
        if (info->code == CODE_OK || info->code == CODE_UNKNOWN) fail_msg("%s has no code", all->values[i].name);
    }
}

static void test_different(void **state) {
    (void)state;
    const ProtobufCEnumDescriptor *all = &sippe__reason__descriptor;
    for (unsigned i = 0; i < all->n_values; i++)
        for (unsigned k = 0; k < i; k++)
            if (strcmp(reason_info(all->values[i].value)->fr, reason_info(all->values[k].value)->fr) == 0)
                fail_msg("%s reads like %s", all->values[i].name, all->values[k].name);
}

static void test_codes(void **state) {
    (void)state;
    static const struct {
        int reason;
        sippe__code code;
    } codes[] = {
        {REASON_UNSPECIFIED, CODE_OK},
        {REASON_VERSION_STALE, CODE_ABORTED},
        {REASON_NOT_FOUND, CODE_NOT_FOUND},
        {REASON_REQUEST_ID_REUSED, CODE_INVALID_ARGUMENT},
        {REASON_WINDOW_FULL, CODE_RESOURCE_EXHAUSTED},
        {REASON_NOT_THERE_YET, CODE_UNAVAILABLE},
        {REASON_NOT_ALLOWED, CODE_PERMISSION_DENIED},
        {REASON_FIELDS_INVALID, CODE_INVALID_ARGUMENT},
        {REASON_INTERNAL, CODE_INTERNAL},
        {-1, CODE_UNKNOWN},
        {17, CODE_UNKNOWN}, /* within the range, and none */
        {1 << 20, CODE_UNKNOWN},
    };
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        assert_int_equal(reason_info(codes[i].reason)->code, codes[i].code);
}

static void test_status(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    sippe__status *s = status_make(&a, REASON_FIELDS_INVALID);
    APPEND(&a, s, violations,
           finding_violation(&a, "children[0].", &(struct finding){"birth_date", REASON_DATE_IN_FUTURE}));
    APPEND(&a, s, violations, finding_violation(&a, "", &(struct finding){"clsc", REASON_FIELD_REQUIRED}));
    assert_true(message_in_arena(&a, &s->base));
    sippe__status *back = UNPACK(&a, sippe__status, message_pack(&a, &s->base), MESSAGE_STRICT);
    assert_non_null(back);
    assert_int_equal(back->code, CODE_INVALID_ARGUMENT);
    assert_int_equal(back->reason, REASON_FIELDS_INVALID);
    assert_int_equal(back->n_violations, 2);
    assert_string_equal(back->violations[0]->path, "children[0].birth_date");
    assert_string_equal(back->violations[0]->message_fr, "Cette date est dans le futur.");
    assert_string_equal(back->violations[1]->message_en, "This answer is required.");
    assert_int_equal(message_pack(&a, &status_make(&a, 0)->base).len, 0);
    arena_close(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_complete),
        cmocka_unit_test(test_different),
        cmocka_unit_test(test_codes),
        cmocka_unit_test(test_status),
    };
    return cmocka_run_group_tests_name("reason", tests, NULL, NULL);
}
