/* base/message: what is built lies in its arena, grows in its place, and is found in what it mentions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/message.h"
#include "proto/envelope.h"
#include "proto/record.h"
#include "proto/status.h"
#include "proto/types.h"

static struct arena arena;

static int setup(void **state) {
    (void)state;
    arena_init(&arena);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    arena_close(&arena);
    return 0;
}

/* A list of numbers, which no message of the contract has; it is never packed. */
struct marked {
    size_t n_marks;
    uint64_t *marks;
};

static sippe__record *record_of(struct arena *a) {
    sippe__record *r = NEW(a, sippe__record);
    r->type = arena_text(a, "intake.ScreeningSubmitted");
    r->actor = NEW(a, sippe__actor);
    r->actor->member = id_field(a, (struct id){{6, 6, 0, 1}});
    for (int i = 0; i < 9; i++) {
        APPEND(a, r, subjects, id_field(a, id_derive("test", span_of(&i, sizeof i), span_text(""), span_text(""))));
        sippe__stream_entry *s = NEW(a, sippe__stream_entry);
        s->name = arena_printf(a, "daemons:%d", i);
        APPEND(a, r, streams, s);
    }
    r->open = pb_of(arena_span(a, span_text("avant Marie-Ève Tremblay après")));
    return r;
}

static void test_build(void **state) {
    (void)state;
    sippe__record *r = record_of(&arena);
    struct span packed = message_pack(&arena, &r->base);
    assert_int_equal(packed.len, protobuf_c_message_get_packed_size(&r->base));
    sippe__record *back = UNPACK(&arena, sippe__record, packed, MESSAGE_STRICT);
    assert_int_equal(back->n_subjects, 9);
    assert_string_equal(back->streams[8]->name, "daemons:8");
    sippe__record *copy = (sippe__record *)message_copy(&arena, &back->base);
    assert_ptr_not_equal(copy->streams[0], back->streams[0]);
    assert_true(span_equal(message_pack(&arena, &copy->base), packed));
    assert_true(message_in_arena(&arena, &copy->base));
}

/* A list that was unpacked has no room behind it: the first append moves it. */
static void test_grow_foreign(void **state) {
    (void)state;
    sippe__record *r = UNPACK_OWN(&arena, sippe__record, message_pack(&arena, &record_of(&arena)->base));
    ProtobufCBinaryData *before = r->subjects;
    sippe__actor *beside = NEW(&arena, sippe__actor);
    APPEND(&arena, r, subjects, pb_of(span_text("dix")));
    assert_ptr_not_equal(before, r->subjects);
    assert_int_equal(r->n_subjects, 10);
    assert_int_equal(r->subjects[9].len, 3);
    assert_ptr_equal(beside->base.descriptor, &sippe__actor__descriptor);
    ProtobufCBinaryData *moved = r->subjects;
    APPEND(&arena, r, subjects, pb_of(span_text("onze")));
    assert_ptr_equal(moved, r->subjects); /* now it has */
    static ProtobufCBinaryData outside[1];
    r->subjects = outside;
    r->n_subjects = 1;
    APPEND(&arena, r, subjects, pb_of(span_text("deux")));
    assert_ptr_not_equal(r->subjects, outside);
}

/* The address of a foreign list right before it, as a neighbouring message may hold it, is not taken for our head. */
static void test_grow_lookalike(void **state) {
    (void)state;
    uintptr_t *place = arena_alloc(&arena, 16 + 4 * sizeof(uint64_t));
    uint64_t *list = (uint64_t *)(void *)(place + 2);
    place[0] = (uintptr_t)list;
    place[1] = 1000;
    struct marked m = {.n_marks = 4, .marks = list};
    APPEND(&arena, &m, marks, 5);
    assert_ptr_not_equal(m.marks, list);
    assert_int_equal(m.marks[4], 5);
}

static void test_grow_is_linear(void **state) {
    (void)state;
    struct marked m = {0};
    const uint64_t *last = NULL;
    size_t moves = 0;
    for (uint64_t i = 0; i < 10000; i++) {
        APPEND(&arena, &m, marks, i);
        moves += m.marks != last;
        last = m.marks;
    }
    for (uint64_t i = 0; i < 10000; i++) assert_int_equal(m.marks[i], i);
    assert_in_range(moves, 1, 14);
}

static void test_in_arena(void **state) {
    (void)state;
    sippe__record *r = record_of(&arena);
    assert_true(message_in_arena(&arena, &r->base));
    sippe__actor on_stack = SIPPE__ACTOR__INIT, *in_arena = r->actor;
    r->actor = &on_stack;
    assert_false(message_in_arena(&arena, &r->base));
    r->actor = in_arena;
    r->type = "a literal"; /* text may be anybody's */
    assert_true(message_in_arena(&arena, &r->base));
    uint8_t bytes[16] = {0};
    ProtobufCBinaryData first = r->subjects[0];
    r->subjects[0] = (ProtobufCBinaryData){sizeof bytes, bytes};
    assert_false(message_in_arena(&arena, &r->base));
    r->subjects[0] = first;
    sippe__stream_entry *entries[1] = {r->streams[0]};
    r->streams = entries;
    r->n_streams = 1;
    assert_false(message_in_arena(&arena, &r->base));
    assert_false(message_in_arena(&arena, &on_stack.base));
}

static void test_mentions(void **state) {
    (void)state;
    sippe__record *r = record_of(&arena);
    static const struct {
        const char *text;
        bool found;
    } cases[] = {
        {"Ève Tremblay", true}, {"ScreeningSubmitted", true}, {"daemons:7", true}, {"Gagnon", false}, {"", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(message_mentions(&r->base, cases[i].text), cases[i].found);
    sippe__status *status = NEW(&arena, sippe__status);
    status->message_fr = "children";
    sippe__language *unknown = UNPACK_OWN(&arena, sippe__language, message_pack(&arena, &status->base));
    assert_int_equal(unknown->base.n_unknown_fields, 1);
    assert_true(message_mentions(&unknown->base, "children"));
    sippe__int_answer *other =
        NEW(&arena, sippe__int_answer); /* a oneof: the members that are not set are no pointers */
    other->answer_case = SIPPE__INT_ANSWER__ANSWER_VALUE;
    other->value = 0x1234;
    assert_false(message_mentions(&other->base, "x"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_build, setup, teardown),
        cmocka_unit_test_setup_teardown(test_grow_foreign, setup, teardown),
        cmocka_unit_test_setup_teardown(test_grow_lookalike, setup, teardown),
        cmocka_unit_test_setup_teardown(test_grow_is_linear, setup, teardown),
        cmocka_unit_test_setup_teardown(test_in_arena, setup, teardown),
        cmocka_unit_test_setup_teardown(test_mentions, setup, teardown),
    };
    return cmocka_run_group_tests_name("message build", tests, NULL, NULL);
}
