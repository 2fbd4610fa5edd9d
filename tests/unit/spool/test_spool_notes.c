/* A note in the spool, beside the call with which it was told: it waits for the call's answer, keeps it, and goes with a
 * call that was refused. */
#include <string.h>
#include "base/reason.h"
#include "spool_box.h"
#include "sys/file.h"

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

/* ---- rows that were not taken: under a number each, replaced, let go, dropped, there after every open ---- */

static void hold(struct box *b, uint32_t number, const char *name) {
    spool__held *row = NEW(&b->arena, spool__held);
    struct id id = numbered(name);
    row->number = number;
    row->row_id = pb_of(id_span(&id));
    row->file = "appels.csv";
    row->label = name;
    APPEND(&b->arena, row, titles, "nom");
    APPEND(&b->arena, row, cells, name);
    assert_int_equal(spool_hold(b->spool, row), 0);
}

static const char *name_of(struct box *b, uint32_t number) {
    const struct spool_held *h = spool_held_find(spool_state(b->spool), number);
    const spool__held *row = h ? spool_held_row(b->spool, &b->arena, h) : NULL;
    return row && row->n_cells == 1 ? row->cells[0] : "";
}

static size_t held(struct box *b) { return spool_state(b->spool)->n_held; }

static size_t size_of(struct box *b) {
    struct span file;
    assert_int_equal(file_read(&b->arena, b->path, 1 << 20, &file), 0);
    return file.len;
}

/* Before it was written, after it, and after it was read again. */
static void a_row_is_held_until_it_is_released(void **state) {
    struct box *b = *state;
    hold(b, 1, "Roy");
    hold(b, 2, "Côté");
    assert_string_equal(name_of(b, 1), "Roy");
    box_again(b, now);
    assert_int_equal(held(b), 2);
    assert_string_equal(name_of(b, 2), "Côté");
    assert_int_equal(spool_release(b->spool, 1), 0);
    assert_int_equal(spool_release(b->spool, 7), 0); /* nothing is held under it */
    assert_int_equal(held(b), 1);
    box_again(b, now + 400 * day_ms); /* a row waits for as long as nobody mends it */
    assert_string_equal(name_of(b, 1), "");
    assert_string_equal(name_of(b, 2), "Côté");
}

static void another_one_takes_its_place(void **state) {
    struct box *b = *state;
    hold(b, 1, "Roy");
    hold(b, 2, "Côté");
    hold(b, 1, "Roi");
    for (int i = 0; i < 3; i++) {
        assert_int_equal(held(b), 2);
        assert_string_equal(name_of(b, 1), "Roi");
        assert_string_equal(name_of(b, 2), "Côté");
        box_again(b, now);
    }
}

/* What stood there before is out of the file at the next open; what was dropped, at once. */
static void what_is_let_go_leaves_the_file(void **state) {
    struct box *b = *state;
    add(b, "waits");
    hold(b, 1, "Roy");
    hold(b, 2, arena_printf(&b->arena, "%0500d", 0));
    box_again(b, now);
    size_t before = size_of(b);
    spool_held_find(spool_state(b->spool), 2)->drop = true;
    assert_int_equal(spool_drop(b->spool), 0);
    size_t dropped = size_of(b);
    assert_true(dropped < before);
    assert_int_equal(held(b), 1);
    assert_int_equal(waiting(b), 1);
    assert_string_equal(name_of(b, 1), "Roy");
    assert_int_equal(spool_release(b->spool, 1), 0);
    box_again(b, now);
    assert_true(size_of(b) < dropped);
    assert_int_equal(held(b), 0);
    assert_int_equal(waiting(b), 1);
}

/* A command that was typed for a row must not meet another one. */
static void a_number_is_not_given_again(void **state) {
    struct box *b = *state;
    hold(b, 1, "Roy");
    hold(b, 5, "Côté");
    assert_int_equal(spool_release(b->spool, 5), 0);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(spool_state(b->spool)->held_last, 5);
        box_again(b, now);
    }
    spool_held_find(spool_state(b->spool), 1)->drop = true;
    assert_int_equal(spool_drop(b->spool), 0);
    assert_int_equal(spool_state(b->spool)->held_last, 5);
}

/* One bit of the first: the second and what waits are there, and the damaged file is kept aside. */
static void damage_costs_one_row(void **state) {
    struct box *b = *state;
    struct spool_mended mended = {0};
    hold(b, 1, "Roy");
    hold(b, 2, "Côté");
    add(b, "waits");
    size_t at = spool_held_find(spool_state(b->spool), 1)->held_at - 1 + 40;
    spool_close(b->spool);
    struct span file;
    assert_int_equal(file_read(&b->arena, b->path, 1 << 20, &file), 0);
    ((uint8_t *)(uintptr_t)file.data)[at] ^= 4;
    assert_int_equal(file_write(b->path, file, 0600), 0);
    assert_int_equal(box_open(b, now, &mended), 0);
    assert_non_null(mended.aside);
    assert_int_equal(held(b), 1);
    assert_string_equal(name_of(b, 2), "Côté");
    assert_int_equal(waiting(b), 1);
}

static void labels_are_told_apart(void **state) {
    (void)state;
    assert_true(id_is_zero(spool_label_id("")));
    assert_false(id_equal(spool_label_id("N-1"), spool_label_id("N-2")));
    assert_true(id_equal(spool_label_id("N-1"), spool_label_id("N-1")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_note_is_ready_when_its_call_is_answered),
        TEST(the_answer_is_kept_while_a_note_waits),
        TEST(a_note_is_forgotten_with_a_refused_call),
        TEST(a_row_is_held_until_it_is_released),
        TEST(another_one_takes_its_place),
        TEST(what_is_let_go_leaves_the_file),
        TEST(a_number_is_not_given_again),
        TEST(damage_costs_one_row),
        TEST(labels_are_told_apart),
    };
    return cmocka_run_group_tests_name("spool notes", tests, NULL, NULL);
}
