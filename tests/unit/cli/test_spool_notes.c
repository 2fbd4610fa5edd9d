/* A note in the spool, beside the call with which it was told: it waits for the call's answer, keeps it, and goes with a
 * call that was refused. */
#include <string.h>
#include "base/reason.h"
#include "spool_box.h"

static const int64_t day_ms = 86400000;

static int add_note(struct box *b, const char *text, const char *call) {
    return spool_add(b->spool, &(struct spool_request){.id = numbered(text),
                                                       .method = "intake.RecordSafetyNote",
                                                       .body = span_text(text),
                                                       .after = numbered(call),
                                                       .label = "",
                                                       .queued_ms = now});
}

static void answer(struct box *b, const char *text, int reason, int64_t at_ms) {
    sippe__reply *r = NEW(&b->arena, sippe__reply);
    size_t again;
    r->status = status_make(&b->arena, reason);
    r->journal = pb_of(span_text("journal"));
    r->epoch = pb_of(span_text("a"));
    assert_int_equal(spool_answer(b->spool, numbered(text), r, at_ms, &again), 0);
}

static const struct spool_entry *entry(struct box *b, const char *text) {
    return spool_find(spool_state(b->spool), numbered(text));
}

static bool is_ready(struct box *b, const char *text) { return spool_is_ready(spool_state(b->spool), entry(b, text)); }
static bool will_leave(struct box *b, const char *text) {
    return spool_will_leave(spool_state(b->spool), entry(b, text));
}

/* In either order in the file, and after it was read again. */
static void a_note_is_ready_when_its_call_is_answered(void **state) {
    struct box *b = *state;
    assert_int_equal(add_note(b, "note", "call"), 0);
    assert_false(is_ready(b, "note")); /* a call that is not there yet */
    add(b, "call");
    assert_true(is_ready(b, "call"));
    assert_false(is_ready(b, "note"));
    assert_true(will_leave(b, "note"));
    answer(b, "call", 0, now);
    assert_true(is_ready(b, "note"));
    box_again(b, now);
    assert_true(is_ready(b, "note"));
    answer(b, "note", 0, now);
    box_again(b, now);
    assert_false(will_leave(b, "note"));
    assert_int_equal(add_note(b, "note", "call"), 1);
}

static void the_answer_is_kept_while_a_note_waits(void **state) {
    struct box *b = *state;
    add_note(b, "note", "call");
    add(b, "call");
    answer(b, "call", 0, now);
    box_again(b, now + 30 * day_ms);
    box_again(b, now + 30 * day_ms);
    assert_non_null(spool_reply(b->spool, &b->arena, entry(b, "call")));
    assert_true(is_ready(b, "note"));
    answer(b, "note", 0, now + 30 * day_ms);
    box_again(b, now + 31 * day_ms);
    box_again(b, now + 31 * day_ms);
    assert_null(spool_reply(b->spool, &b->arena, entry(b, "call")));
}

static void a_note_is_forgotten_with_a_refused_call(void **state) {
    struct box *b = *state;
    add_note(b, "note", "call");
    add(b, "call");
    answer(b, "call", REASON_CLSC_UNKNOWN, now);
    box_again(b, now + 6 * day_ms);
    assert_non_null(entry(b, "note"));
    assert_false(will_leave(b, "note"));
    box_again(b, now + 8 * day_ms);
    box_again(b, now + 8 * day_ms);
    assert_null(entry(b, "note"));
    assert_non_null(entry(b, "call"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_note_is_ready_when_its_call_is_answered),
        TEST(the_answer_is_kept_while_a_note_waits),
        TEST(a_note_is_forgotten_with_a_refused_call),
    };
    return cmocka_run_group_tests_name("spool notes", tests, NULL, NULL);
}
