/* Rows that were not taken, in the spool: under a number each, replaced, let go, dropped, and there after every open. */
#include <string.h>
#include "spool_box.h"
#include "sys/file.h"

static const int64_t day_ms = 86400000;

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
    const struct CMUnitTest tests[] = {TEST(a_row_is_held_until_it_is_released), TEST(another_one_takes_its_place),
                                       TEST(what_is_let_go_leaves_the_file),     TEST(a_number_is_not_given_again),
                                       TEST(damage_costs_one_row),               TEST(labels_are_told_apart)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
