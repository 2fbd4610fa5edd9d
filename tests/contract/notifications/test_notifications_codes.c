/* Notices found by what a caller says: a sheet by either id, an answer by its code. */
#include "notifications/domain/code.h"
#include "notifications_world.h"

/* Sixteen bytes or nothing: what is no id finds no sheet, whatever was asked before. */
static void test_an_id_of_another_length_finds_no_sheet(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    notifications__get_sheet_reply *s;
    furnish(w, &a);
    refer(w, &a, REFERRAL);
    notifications__get_sheet_request *in = NEW(&a, notifications__get_sheet_request);
    uint8_t *bytes = arena_alloc(&a, 2 * ID_LEN);
    for (size_t len = 1; len <= 2 * ID_LEN; len++) {
        if (len == ID_LEN) continue;
        assert_int_equal(sheet(w, &a, "desk", REFERRAL, &s), 0);
        for (int which = 0; which < 2; which++) {
            ProtobufCBinaryData field = {len, bytes};
            in->referral_id = which ? field : (ProtobufCBinaryData){0};
            in->notice_id = which ? s->notice->notice_id : field;
            assert_int_equal(CALL(w, &a, "notifications", "desk", notifications, GetSheet, get_sheet, in, &s),
                             REASON_NOT_FOUND);
        }
    }
    world_close(w, &a);
}

static const char *code_of(struct world *w, struct arena *a) {
    notifications__get_sheet_reply *s;
    furnish(w, a);
    refer(w, a, REFERRAL);
    assert_int_equal(sheet(w, a, "desk", REFERRAL, &s), 0);
    assert_int_equal(strlen(s->answer_code), 8);
    return s->answer_code;
}

/* Whole codes that nobody has: the check holds. */
static const char *const nobodys[] = {"2222222", "3222222", "2322222", "2232222", "2223222", "2222322", "2222232"};

static const char *wrong_code(struct arena *a, size_t i) {
    static const char letters[] = "2345679CDFGHJKMNPQRTWXY";
    char code[CODE_LEN + 1], read[CODE_LEN + 1];
    memcpy(code, nobodys[i % 7], sizeof code);
    for (const char *c = letters; *c; c++) {
        code[CODE_LEN - 1] = *c;
        if (notifications_code_read(code, read)) return arena_text(a, code);
    }
    fail_msg("no letter makes the check");
    return NULL;
}

static size_t wrong_noted(struct world *w, struct arena *a) {
    notifications__wrong_code_noted *last;
    return feeder_records(w, a, "notifications", &notifications__wrong_code_noted__descriptor, &last);
}

/* Five of one key, whatever is wrong with them, close it for an hour; after a restart too, and for nobody else. */
static void test_five_wrong_codes_close_it_for_one_key(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    const char *right = code_of(w, &a);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(by_code(w, &a, "desk2", wrong_code(&a, i), NOTICE_STATE_ACCEPTED, NULL), REASON_CODE_UNKNOWN);
    assert_int_equal(by_code(w, &a, "desk2", "K7M", NOTICE_STATE_ACCEPTED, NULL), REASON_CODE_UNKNOWN);
    assert_int_equal(by_code(w, &a, "desk2", right, NOTICE_STATE_ACCEPTED, NULL), REASON_CODES_CLOSED);
    world_crash(w, "notifications");
    notifications__answer_by_code_request *in = NEW(&a, notifications__answer_by_code_request);
    sippe__status *status = NULL;
    in->code = right;
    in->answer = NOTICE_STATE_ACCEPTED;
    in->told_by = "Nadège";
    assert_int_equal(world_call(w, &a, "notifications", "desk2", "notifications.AnswerByCode", world_request_id(w),
                                &in->base, &notifications__answer_by_code_reply__descriptor, NULL, &status),
                     REASON_CODES_CLOSED);
    assert_in_range(status->retry_after_ms, HOUR - 60000, HOUR);
    assert_int_equal(wrong_noted(w, &a), 5); /* what is closed leaves no further record */
    assert_int_equal(by_code(w, &a, "desk", wrong_code(&a, 0), NOTICE_STATE_ACCEPTED, NULL), REASON_CODE_UNKNOWN);
    assert_int_equal(by_code(w, &a, "desk", right, NOTICE_STATE_ACCEPTED, NULL), 0);
    w->now_ms += HOUR;
    assert_int_equal(by_code(w, &a, "desk2", wrong_code(&a, 5), NOTICE_STATE_ACCEPTED, NULL), REASON_CODE_UNKNOWN);
    world_close(w, &a);
}

static void reason_keep(void *owner, struct world *w, const sippe__reply *reply) {
    (void)w;
    *(int *)owner = (int)reply->status->reason;
}

/* As many as a key's window takes, and the right one among them, sent before the first is answered: within a turn too
 * each counts for the next. */
static void test_wrong_codes_all_at_once(void **state) {
    (void)state;
    enum { GUESSES = 60 };
    struct arena a;
    struct world *w = world_open(&a);
    const char *right = code_of(w, &a);
    int reasons[GUESSES + 1] = {0};
    size_t tried = 0;
    for (size_t i = 0; i <= GUESSES; i++) {
        notifications__answer_by_code_request *in = NEW(&a, notifications__answer_by_code_request);
        in->code = i < GUESSES ? wrong_code(&a, i) : right;
        in->answer = NOTICE_STATE_ACCEPTED;
        in->told_by = "Nadège";
        if (i == GUESSES)
            world_run(w, 2); /* less than any answer takes, and the network does not let it pass the others */
        world_send(w, "notifications", "team", "notifications.AnswerByCode", world_request_id(w), &in->base,
                   reason_keep, &reasons[i]);
    }
    world_run(w, 20000);
    for (size_t i = 0; i <= GUESSES; i++) {
        tried += reasons[i] == REASON_CODE_UNKNOWN;
        if (reasons[i] != REASON_CODE_UNKNOWN) assert_int_equal(reasons[i], REASON_CODES_CLOSED);
    }
    assert_int_equal(tried, 5);
    assert_int_equal(wrong_noted(w, &a), 5);
    assert_int_equal(answers_said(w, &a, NULL), 0);
    world_close(w, &a);
}

/* A desk and a team answer for what their own CLSC referred; a coordinator for all. */
static void test_a_code_is_its_clscs(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    const char *right = code_of(w, &a);
    assert_int_equal(by_code(w, &a, "desk2", right, NOTICE_STATE_ACCEPTED, NULL), REASON_CODE_UNKNOWN);
    assert_int_equal(wrong_noted(w, &a), 1);
    assert_int_equal(engine_counters(world_engine(w, "notifications"))->refusals_noted, 1);
    assert_int_equal(answers_said(w, &a, NULL), 0);
    assert_int_equal(by_code(w, &a, "team", right, NOTICE_STATE_ACCEPTED, NULL), 0);
    assert_int_equal(by_code(w, &a, "coordinator", right, NOTICE_STATE_WAITLISTED, NULL), 0);
    assert_int_equal(by_code(w, &a, "partner", right, NOTICE_STATE_ACCEPTED, NULL), REASON_NOT_ALLOWED);
    world_close(w, &a);
}

/* Neither from the notice's, nor does a row or an open part of a record hold it. */
static void test_a_code_follows_from_no_id(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    const char *right = code_of(w, &a);
    char bare[CODE_LEN + 1], made[CODE_LEN + 1];
    assert_true(notifications_code_read(right, bare));
    struct id one = id_of(notice(w, &a)->notice_id);
    notifications_code_make(one, made);
    assert_string_not_equal(made, bare);
    struct view *v = world_view(w, "notifications", &a);
    sippe__record *r;
    for (uint64_t seq = 1; (r = journal_read(v, seq)); seq++)
        if (r->open.len) assert_null(memmem(r->open.data, r->open.len, bare, CODE_LEN));
    notifications_rows__notice *row = row_get(v, &notifications_notices, KEY(KEY_ID(one)));
    assert_non_null(row);
    assert_false(message_mentions(&row->base, bare));
    world_close(w, &a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_five_wrong_codes_close_it_for_one_key),
        cmocka_unit_test(test_wrong_codes_all_at_once),
        cmocka_unit_test(test_a_code_is_its_clscs),
        cmocka_unit_test(test_a_code_follows_from_no_id),
        cmocka_unit_test(test_an_id_of_another_length_finds_no_sheet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
