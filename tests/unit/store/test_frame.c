/* Frames: what was written is read, and nothing that was not. */
#include "layers.h"

enum { LINEAGE = 77 };

static size_t make(struct frame_buffer *b, uint64_t number) {
    struct frame f = {.number = number, .lineage = LINEAGE, .kind = FRAME_ROWS, .at_ms = -5, .seq = 9};
    assert_int_equal(frame_begin(b), 0);
    frame_add_row(b, &(struct frame_row){.table = 3, .key = span_text("key"), .value = span_text("value")});
    frame_add_row(b, &(struct frame_row){.is_deleted = true, .table = 127, .key = span_text("gone")});
    frame_seal(b, &f);
    return b->len;
}

static void what_was_written_is_read(void **state) {
    (void)state;
    struct frame_buffer b = {.bytes = NULL};
    struct frame f;
    struct frame_row row;
    bool is_sound;
    size_t len = make(&b, 1234567890123);
    assert_int_equal(frame_read(span_of(b.bytes, len), LINEAGE, &f), len);
    assert_true(f.number == 1234567890123 && f.kind == FRAME_ROWS && f.at_ms == -5 && f.seq == 9);
    assert_true(frame_next_row(&f.payload, &row, &is_sound));
    assert_true(!row.is_deleted && row.table == 3 && span_equal(row.key, span_text("key")));
    assert_true(span_equal(row.value, span_text("value")));
    assert_true(frame_next_row(&f.payload, &row, &is_sound));
    assert_true(row.is_deleted && row.table == 127 && row.value.len == 0);
    assert_false(frame_next_row(&f.payload, &row, &is_sound));
    assert_true(is_sound);
    assert_int_equal(frame_read(span_of(b.bytes, len), LINEAGE + 1, &f), 0);
    frame_buffer_free(&b);
}

static void any_byte_that_changed_and_any_that_is_missing_shows(void **state) {
    (void)state;
    struct frame_buffer b = {.bytes = NULL};
    struct frame f;
    size_t len = make(&b, 1);
    for (size_t i = 0; i < len; i++) {
        assert_int_equal(frame_read(span_of(b.bytes, i), LINEAGE, &f), 0);
        for (int bit = 0; bit < 8; bit++) {
            b.bytes[i] ^= (uint8_t)(1 << bit);
            assert_int_equal(frame_read(span_of(b.bytes, len), LINEAGE, &f), 0);
            b.bytes[i] ^= (uint8_t)(1 << bit);
        }
    }
    assert_int_equal(frame_read(span_of(b.bytes, len), LINEAGE, &f), len);
    frame_buffer_free(&b);
}

/* A check does not vouch for whoever wrote the rows. */
static void rows_that_are_none_are_not_read(void **state) {
    (void)state;
    static const uint8_t payloads[][12] = {
        {0, 1, 3},                               /* too short for a row */
        {2, 1, 1, 0, 0, 0, 0, 0, 'k'},           /* neither put nor deleted */
        {0, 1, 0, 0, 0, 0, 0, 0},                /* no key */
        {0, 1, 1, 0, 3, 0, 0, 0, 'k', 'v'},      /* the value is longer than what is there */
        {0, 1, 9, 0, 0, 0, 0, 0, 'k', 'e', 'y'}, /* the key is */
        {0, 1, 1, 0, 255, 255, 255, 255, 'k'},
    };
    static const size_t lens[] = {3, 9, 8, 10, 11, 9};
    for (size_t i = 0; i < sizeof lens / sizeof *lens; i++) {
        struct span payload = span_of(payloads[i], lens[i]);
        struct frame_row row;
        bool is_sound = true;
        assert_false(frame_next_row(&payload, &row, &is_sound));
        assert_false(is_sound);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_written_is_read),
        cmocka_unit_test(any_byte_that_changed_and_any_that_is_missing_shows),
        cmocka_unit_test(rows_that_are_none_are_not_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
