/* Reading and packing in one pass, beside protobuf-c's two and the check: the same bytes, the same structs, one verdict. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>
#include "base/character.h"
#include "base/finding.h"
#include "proto/directory.h"
#include "proto/envelope.h"
#include "proto/intake.h"
#include "proto/intake_events.h"
#include "proto/node.h"
#include "proto/record.h"
#include "proto/scheduling.h"
#include "proto/status.h"
#include "proto/territory.h"
#include "proto/types.h"
#include "random_message.h"

static const ProtobufCMessageDescriptor *const types[] = {
    &intake__screening_submitted__descriptor,
    &sippe__territory__descriptor,
    &directory__organization__descriptor,
    &sippe__envelope__descriptor,
    &sippe__record__descriptor,
    &scheduling__worker__descriptor,
    &node__get_status_reply__descriptor,
    &intake__get_family_reply__descriptor,
};
enum { TYPES = sizeof types / sizeof *types };

static struct span packed_by_library(struct arena *a, const ProtobufCMessage *m) {
    size_t len = protobuf_c_message_get_packed_size(m);
    uint8_t *out = arena_alloc(a, len);
    return span_of(out, protobuf_c_message_pack(m, out));
}

static ProtobufCMessage *unpacked_by_library(struct arena *a, const ProtobufCMessageDescriptor *type, struct span s) {
    return protobuf_c_message_unpack(type, &a->allocator, s.len, s.data);
}

static void test_the_same_bytes(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    for (uint64_t seed = 0; seed < 4000; seed++, arena_reset(&a)) {
        struct draw d = {.state = seed, .arena = &a};
        const ProtobufCMessage *m = draw_message(&d, types[seed % TYPES]);
        struct span ours = message_pack(&a, m);
        assert_true(span_equal(ours, packed_by_library(&a, m)));
        const ProtobufCMessage *read = message_unpack_own(&a, m->descriptor, ours);
        assert_non_null(read);
        assert_true(message_in_arena(&a, read));
        assert_true(message_same(read, unpacked_by_library(&a, m->descriptor, ours)));
    }
    arena_close(&a);
}

/* A few bytes changed, cut off, doubled: mostly in the length and tag bytes of something. */
static struct span damaged(struct draw *d, struct span s) {
    uint8_t *bytes = arena_alloc(d->arena, 2 * s.len + 16);
    size_t len = s.len, at = len ? draw_below(d, len) : 0, n = len - at;
    if (len) memcpy(bytes, s.data, len);
    switch (draw_below(d, 5)) {
    case 0: return span_of(bytes, at);
    case 1: memcpy(bytes + len, bytes + at, n); return span_of(bytes, len + n);
    case 2: memmove(bytes + at, bytes + at + (n ? 1 : 0), n ? n - 1 : 0); return span_of(bytes, n ? len - 1 : len);
    case 3:
        memmove(bytes + at + 2, bytes + at, n);
        bytes[at] = (uint8_t)draw_next(d);
        bytes[at + 1] = (uint8_t)draw_next(d);
        return span_of(bytes, len + 2);
    default:
        for (uint64_t i = 1 + draw_below(d, 3); i > 0 && len; i--) bytes[draw_below(d, len)] = (uint8_t)draw_next(d);
        return span_of(bytes, len);
    }
}

static void compare(struct arena *a, const ProtobufCMessageDescriptor *type, struct span s, enum message_trust trust,
                    size_t *n_good) {
    bool good = message_check(a, type, s, trust, NULL) == 0;
    struct findings odd = findings_in(a);
    bool plain;
    const ProtobufCMessage *read = message_unpack_plain(a, type, s, trust, &plain);
    assert_int_equal(read != NULL, good);
    if (!good) return;
    message_check_texts(read, &odd);
    assert_true(!plain || !odd.n);
    const ProtobufCMessage *theirs = unpacked_by_library(a, type, s);
    assert_non_null(theirs);
    assert_true(message_same(read, theirs));
    assert_true(span_equal(message_pack(a, read), packed_by_library(a, theirs)));
    ++*n_good;
}

static void test_one_verdict(void **state) {
    (void)state;
    struct arena a;
    size_t n = 0, n_good = 0;
    arena_init(&a);
    for (uint64_t seed = 0; seed < 40000; seed++, n += 2, arena_reset(&a)) {
        struct draw d = {.state = seed, .arena = &a};
        const ProtobufCMessageDescriptor *type = types[seed % TYPES];
        struct span s = damaged(&d, message_pack(&a, draw_message(&d, type)));
        compare(&a, type, s, MESSAGE_OPEN, &n_good);
        compare(&a, draw_below(&d, 4) ? type : types[draw_below(&d, TYPES)], s, MESSAGE_STRICT, &n_good);
    }
    assert_true(n_good > n / 20 && n_good < n - n / 20);
    arena_close(&a);
}

/* The largest, and one byte more. */
static void test_the_largest(void **state) {
    (void)state;
    struct arena a;
    size_t n_good = 0;
    arena_init(&a);
    for (size_t len = MESSAGE_SIZE_MAX - 1; len < MESSAGE_SIZE_MAX + 2; len++, arena_reset(&a)) {
        sippe__record *r = NEW(&a, sippe__record);
        r->open = (ProtobufCBinaryData){len - 4, arena_alloc(&a, len)}; /* the tag, and 3 bytes of length */
        struct span s = message_pack(&a, &r->base);
        compare(&a, &sippe__record__descriptor, span_of(s.data, s.len), MESSAGE_OPEN, &n_good);
        assert_int_equal(n_good, len < MESSAGE_SIZE_MAX + 1 ? len - MESSAGE_SIZE_MAX + 2 : 2);
    }
    arena_close(&a);
}

/* At and past the limit of fields, those of lists among them. */
static void test_limits(void **state) {
    (void)state;
    struct arena a;
    size_t n_good = 0;
    arena_init(&a);
    for (size_t n = MESSAGE_FIELDS_MAX - 2; n < MESSAGE_FIELDS_MAX + 3; n++, arena_reset(&a)) {
        uint8_t *bytes = arena_alloc(&a, 2 * n + 16);
        for (size_t i = 0; i < n; i++) memcpy(bytes + 2 * i, "\x08\x01", 2);
        compare(&a, &sippe__date__descriptor, span_of(bytes, 2 * n), MESSAGE_STRICT, &n_good);
        for (size_t i = 0; i < n; i++) memcpy(bytes + 2 * i, "\x2a\x00", 2); /* violations */
        compare(&a, &sippe__status__descriptor, span_of(bytes, 2 * n), MESSAGE_STRICT, &n_good);
    }
    assert_int_equal(n_good, 2 * 3);
    arena_close(&a);
}

/* The last that was chosen counts, and nothing of the one before shows through. */
static void test_a_oneof_chosen_twice(void **state) {
    (void)state;
    static const uint8_t wire[] = {0x2a, 0x02, 0x08, 0x05, 0x32, 0x00}; /* a ping, then a pong */
    struct arena a;
    size_t n_good = 0;
    arena_init(&a);
    compare(&a, &sippe__envelope__descriptor, span_of(wire, sizeof wire), MESSAGE_OPEN, &n_good);
    const sippe__envelope *e = UNPACK(&a, sippe__envelope, span_of(wire, sizeof wire), MESSAGE_OPEN);
    if (e) assert_int_equal(e->content_case, SIPPE__ENVELOPE__CONTENT_PONG);
    arena_close(&a);
}

/* Larger than what an arena has left, and than the scratch that packing begins in. */
static void test_a_large_one(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    for (size_t len = 8 << 10; len < 40 << 10; len += 4 << 10) {
        sippe__record *r = NEW(&a, sippe__record);
        r->open = (ProtobufCBinaryData){len, arena_alloc(&a, len)};
        memset(r->open.data, 'x', len);
        r->type = "large";
        struct span s = message_pack(&a, &r->base);
        assert_true(span_equal(s, packed_by_library(&a, &r->base)));
        const sippe__record *read = UNPACK_OWN(&a, sippe__record, s);
        assert_non_null(read);
        assert_true(message_same(&read->base, &r->base));
    }
    arena_close(&a);
}

/* Each byte at each place of a text that is read by eights: told as text_is_plain tells it. */
static void test_what_is_plain(void **state) {
    (void)state;
    enum { LEN = 19 };
    struct arena a;
    arena_init(&a);
    for (unsigned c = 1; c < 0x80; c++)
        for (size_t at = 0; at < LEN; at++, arena_reset(&a)) {
            sippe__record *r = NEW(&a, sippe__record);
            char text[LEN + 1] = "a name, like others";
            text[at] = (char)c;
            r->type = text;
            bool plain;
            struct span s = message_pack(&a, &r->base);
            assert_non_null(message_unpack_plain(&a, r->base.descriptor, s, MESSAGE_OPEN, &plain));
            assert_int_equal(plain, text_is_plain(text, false));
        }
    arena_close(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_same_bytes), cmocka_unit_test(test_one_verdict),
        cmocka_unit_test(test_what_is_plain),  cmocka_unit_test(test_limits),
        cmocka_unit_test(test_the_largest),    cmocka_unit_test(test_a_oneof_chosen_twice),
        cmocka_unit_test(test_a_large_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
