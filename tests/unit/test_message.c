/* base/message: nothing that did not pass the wire check is unpacked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/err.h"
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

static void assert_fault(const ProtobufCMessageDescriptor *type, struct span wire, enum message_trust trust,
                         const char *expected) {
    const char *fault = NULL;
    int err = message_check(&arena, type, wire, trust, &fault);
    if (!expected) {
        if (err) print_error("unexpected: %s\n", fault);
        assert_int_equal(err, 0);
        assert_non_null(message_unpack(&arena, type, wire, trust));
        return;
    }
    assert_int_equal(err, ERR_INVALID);
    assert_string_equal(fault, expected);
    assert_int_equal(message_check(&arena, type, wire, trust, NULL), ERR_INVALID);
    assert_null(message_unpack(&arena, type, wire, trust));
}

#define BYTES(s)                                                                                                       \
    { (const uint8_t *)("" s), sizeof(s) - 1 }
static const struct {
    const char *what;
    const ProtobufCMessageDescriptor *type;
    struct span wire;
    const char *strict, *open; /* the fault at each trust; NULL: none */
} wires[] = {
    {"empty", &sippe__date__descriptor, BYTES(""), NULL, NULL},
    {"a date", &sippe__date__descriptor, BYTES("\x08\xea\x0f\x10\x0b\x18\x15"), NULL, NULL},
    {"cut in a tag", &sippe__date__descriptor, BYTES("\x88"), "no field begins here", "no field begins here"},
    {"tag of 6 bytes", &sippe__date__descriptor, BYTES("\x88\x80\x80\x80\x80\x00\x01"), "no field begins here",
     "no field begins here"},
    {"field number 0", &sippe__date__descriptor, BYTES("\x00\x01"), "no field begins here", "no field begins here"},
    {"cut in a number", &sippe__date__descriptor, BYTES("\x08\xea"), "year: broken number", "year: broken number"},
    {"number of 11 bytes", &sippe__date__descriptor, BYTES("\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"),
     "year: broken number", "year: broken number"},
    {"number past 64 bits", &sippe__date__descriptor, BYTES("\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02"),
     "year: broken number", "year: broken number"},
    {"negative", &sippe__date__descriptor, BYTES("\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"), NULL, NULL},
    {"int32 past 32 bits", &sippe__date__descriptor, BYTES("\x08\xff\xff\xff\xff\x1f"), "year: number out of range",
     NULL},
    {"wrong wire type", &sippe__date__descriptor, BYTES("\x0a\x01x"), "year: wrong wire type", "year: wrong wire type"},
    {"start of a group", &sippe__date__descriptor, BYTES("\x0b"), "year: unknown wire type", "year: unknown wire type"},
    {"unknown field", &sippe__date__descriptor, BYTES("\x98\x06\x01\x08\xea\x0f"), NULL, NULL},
    {"unknown field, cut", &sippe__date__descriptor, BYTES("\x9a\x06\x05"), "#99: cut short", "#99: cut short"},
    {"length past the end", &sippe__language__descriptor,
     BYTES("\x0a\x03"
           "fr"),
     "code: cut short", "code: cut short"},
    {"huge length", &sippe__language__descriptor, BYTES("\x0a\xff\xff\xff\xff\x0f"), "code: cut short",
     "code: cut short"},
    {"good UTF-8", &sippe__language__descriptor, BYTES("\x0a\x0b\xc3\xa9\xe2\x82\xac\xf0\x9f\x91\xb6\xc5\x93"), NULL,
     NULL},
    {"NUL", &sippe__language__descriptor,
     BYTES("\x0a\x03"
           "f\0r"),
     "code: not clean UTF-8", "code: not clean UTF-8"},
    {"Latin 1", &sippe__language__descriptor, BYTES("\x0a\x02\xe9t"), "code: not clean UTF-8", "code: not clean UTF-8"},
    {"overlong", &sippe__language__descriptor, BYTES("\x0a\x02\xc0\xaf"), "code: not clean UTF-8",
     "code: not clean UTF-8"},
    {"overlong of 3", &sippe__language__descriptor, BYTES("\x0a\x03\xe0\x80\xaf"), "code: not clean UTF-8",
     "code: not clean UTF-8"},
    {"surrogate", &sippe__language__descriptor, BYTES("\x0a\x03\xed\xa0\x80"), "code: not clean UTF-8",
     "code: not clean UTF-8"},
    {"past U+10FFFF", &sippe__language__descriptor, BYTES("\x0a\x04\xf4\x90\x80\x80"), "code: not clean UTF-8",
     "code: not clean UTF-8"},
    {"cut sequence", &sippe__language__descriptor, BYTES("\x0a\x01\xc3"), "code: not clean UTF-8",
     "code: not clean UTF-8"},
    {"known enum value", &sippe__status__descriptor, BYTES("\x08\x10\x10\x29"), NULL, NULL},
    {"unknown enum value", &sippe__status__descriptor, BYTES("\x08\x63"), "code: value not in the enumeration", NULL},
    {"negative enum value", &sippe__status__descriptor, BYTES("\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01"),
     "code: value not in the enumeration", NULL},
    {"enum value past 32 bits", &sippe__status__descriptor, BYTES("\x08\x80\x80\x80\x80\x10"),
     "code: value not in the enumeration", NULL},
    {"in the second of a list", &sippe__status__descriptor, BYTES("\x2a\x02\x10\x29\x2a\x05\x10\x29\x10\x8f\x4e"),
     "violations[1].reason: value not in the enumeration", NULL},
    {"text in the second of a list", &sippe__status__descriptor, BYTES("\x2a\x00\x1a\x00\x2a\x03\x0a\x01\xff"),
     "violations[1].path: not clean UTF-8", "violations[1].path: not clean UTF-8"},
    {"part inside a part", &sippe__envelope__descriptor, BYTES("\x12\x07\x12\x05\x2a\x03\x1a\x01\x80"),
     "reply.status.violations[0].message_fr: not clean UTF-8",
     "reply.status.violations[0].message_fr: not clean UTF-8"},
    {"part given twice", &sippe__address__descriptor, BYTES("\x1a\x00\x1a\x00"), "postal_code: given twice",
     "postal_code: given twice"},
    {"oneof part given twice", &sippe__envelope__descriptor, BYTES("\x2a\x00\x2a\x00"), "ping: given twice",
     "ping: given twice"},
    {"list part given twice", &sippe__record__descriptor, BYTES("\x4a\x00\x4a\x00"), NULL, NULL},
    {"part cut short", &sippe__address__descriptor, BYTES("\x1a\x03\x0a\x02H"), "postal_code.code: cut short",
     "postal_code.code: cut short"},
};

static void test_wire(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof wires / sizeof *wires; i++) {
        print_message("%s\n", wires[i].what);
        assert_fault(wires[i].type, wires[i].wire, MESSAGE_STRICT, wires[i].strict);
        assert_fault(wires[i].type, wires[i].wire, MESSAGE_OPEN, wires[i].open);
    }
}

/* A type of our own, for what no message of the contract has: it nests in itself and holds numbers of every width. */
struct nested {
    ProtobufCMessage base;
    struct nested *next;
    size_t n_needs;
    sippe__need *needs;
    double ratio;
    size_t n_marks;
    uint64_t *marks;
};
static const ProtobufCMessageDescriptor nested_type;
static const ProtobufCFieldDescriptor nested_fields[] = {
    {"next", 1, PROTOBUF_C_LABEL_NONE, PROTOBUF_C_TYPE_MESSAGE, 0, offsetof(struct nested, next), &nested_type, NULL, 0,
     0, NULL, NULL},
    {"needs", 2, PROTOBUF_C_LABEL_REPEATED, PROTOBUF_C_TYPE_ENUM, offsetof(struct nested, n_needs),
     offsetof(struct nested, needs), &sippe__need__descriptor, NULL, PROTOBUF_C_FIELD_FLAG_PACKED, 0, NULL, NULL},
    {"ratio", 3, PROTOBUF_C_LABEL_NONE, PROTOBUF_C_TYPE_DOUBLE, 0, offsetof(struct nested, ratio), NULL, NULL, 0, 0,
     NULL, NULL},
    {"marks", 4, PROTOBUF_C_LABEL_REPEATED, PROTOBUF_C_TYPE_FIXED64, offsetof(struct nested, n_marks),
     offsetof(struct nested, marks), NULL, NULL, PROTOBUF_C_FIELD_FLAG_PACKED, 0, NULL, NULL},
};
static const unsigned nested_names[] = {3, 1, 0, 2};
static const ProtobufCIntRange nested_ranges[] = {{1, 0}, {0, 4}};
static void nested_init(ProtobufCMessage *m) { *(struct nested *)m = (struct nested){.base = {&nested_type, 0, NULL}}; }
static const ProtobufCMessageDescriptor nested_type = {PROTOBUF_C__MESSAGE_DESCRIPTOR_MAGIC,
                                                       "test.Nested",
                                                       "Nested",
                                                       "Nested",
                                                       "test",
                                                       sizeof(struct nested),
                                                       4,
                                                       nested_fields,
                                                       nested_names,
                                                       1,
                                                       nested_ranges,
                                                       nested_init,
                                                       NULL,
                                                       NULL,
                                                       NULL};

static void test_lists(void **state) {
    (void)state;
    static const struct {
        struct span wire;
        const char *strict;
        size_t n_needs, n_marks;
    } lists[] = {
        {BYTES("\x12\x03\x01\x02\x03"), NULL, 3, 0},
        {BYTES("\x10\x01\x10\x02"), NULL, 2, 0},
        {BYTES("\x10\x01\x12\x02\x02\x03\x10\x04"), NULL, 4, 0},
        {BYTES("\x12\x00"), NULL, 0, 0},
        {BYTES("\x22\x08\x01\x02\x03\x04\x05\x06\x07\x08"), NULL, 0, 1},
        {BYTES("\x12\x03\x01\x02\x63"), "needs[2]: value not in the enumeration", 0, 0},
        {BYTES("\x10\x01\x12\x02\x02\x63"), "needs[2]: value not in the enumeration", 0, 0},
        {BYTES("\x12\x02\x01\x80"), "needs[1]: cut short", 0, 0},
        {BYTES("\x22\x0c\x01\x02\x03\x04\x05\x06\x07\x08\x01\x02\x03\x04"), "marks[1]: cut short", 0, 0},
        {BYTES("\x15\x01\x02\x03\x04"), "needs[0]: wrong wire type", 0, 0},
        {BYTES("\x19\x00\x00\x00\x00\x00\x00\xf0\x3f"), NULL, 0, 0},
        {BYTES("\x19\x00\x00\x00\x00\x00\x00\xf8\x7f"), "ratio: not a finite number", 0, 0},
        {BYTES("\x19\x00\x00\x00\x00\x00\x00\xf0\x7f"), "ratio: not a finite number", 0, 0},
        {BYTES("\x0a\x04\x0a\x02\x10\x63"), "next.next.needs[0]: value not in the enumeration", 0, 0},
    };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        assert_fault(&nested_type, lists[i].wire, MESSAGE_STRICT, lists[i].strict);
        if (lists[i].strict) continue;
        const struct nested *m = message_unpack(&arena, &nested_type, lists[i].wire, MESSAGE_STRICT);
        assert_int_equal(m->n_needs, lists[i].n_needs);
        assert_int_equal(m->n_marks, lists[i].n_marks);
    }
}

static struct span nested_wire(int depth) {
    struct span inner = {NULL, 0};
    for (int i = 1; i < depth; i++) {
        uint8_t *wire = arena_alloc(&arena, inner.len + 2);
        wire[0] = 0x0a;
        wire[1] = (uint8_t)inner.len;
        if (inner.len) memcpy(wire + 2, inner.data, inner.len);
        inner = span_of(wire, inner.len + 2);
    }
    return inner;
}

static void test_depth(void **state) {
    (void)state;
    assert_fault(&nested_type, nested_wire(MESSAGE_DEPTH_MAX), MESSAGE_STRICT, NULL);
    const char *fault = NULL;
    assert_int_equal(message_check(&arena, &nested_type, nested_wire(MESSAGE_DEPTH_MAX + 1), MESSAGE_OPEN, &fault),
                     ERR_INVALID);
    assert_non_null(strstr(fault, "next.next: nested too deeply"));
}

static void test_limits(void **state) {
    (void)state;
    uint8_t *wire = arena_alloc(&arena, MESSAGE_SIZE_MAX + 1);
    for (size_t i = 0; i < MESSAGE_FIELDS_MAX + 1; i++) wire[2 * i] = 0x2a; /* an empty violation */
    assert_fault(&sippe__status__descriptor, span_of(wire, 2 * (size_t)MESSAGE_FIELDS_MAX), MESSAGE_STRICT, NULL);
    assert_fault(&sippe__status__descriptor, span_of(wire, 2 * (size_t)MESSAGE_FIELDS_MAX + 2), MESSAGE_OPEN,
                 "violations[65536]: too many fields");
    memset(wire, 0, MESSAGE_SIZE_MAX + 1);
    memcpy(wire, "\x12\x84\x80\x04", 4); /* a packed list of 65,540 elements */
    assert_fault(&nested_type, span_of(wire, 4 + 65540), MESSAGE_OPEN, "needs[65535]: too many fields");
    memcpy(wire, "\x0a\xfc\xff\x3f", 4); /* a text of 1 MiB - 4 */
    memset(wire + 4, 'a', MESSAGE_SIZE_MAX - 3);
    assert_fault(&sippe__language__descriptor, span_of(wire, MESSAGE_SIZE_MAX), MESSAGE_STRICT, NULL);
    assert_fault(&sippe__language__descriptor, span_of(wire, MESSAGE_SIZE_MAX + 1), MESSAGE_STRICT,
                 "larger than a message may be");
}

/* Whatever passes the check unpacks, and neither reads past its end. */
static void test_noise(void **state) {
    (void)state;
    static const ProtobufCMessageDescriptor *const types[] = {&sippe__envelope__descriptor, &sippe__status__descriptor,
                                                              &sippe__record__descriptor, &nested_type};
    uint64_t random = 20261121;
    size_t passed = 0;
    for (int round = 0; round < 20000; round++) {
        uint8_t noise[24];
        size_t len = (size_t)round % sizeof noise;
        uint8_t *wire = malloc(len ? len : 1); /* on the heap, so that the sanitizer sees the end */
        for (size_t i = 0; i < len; i++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            noise[i] = (uint8_t)(random >> 56);
            wire[i] = random >> 32 & 1 ? noise[i] & 0x3f : noise[i];
        }
        const ProtobufCMessageDescriptor *type = types[round % 4];
        const char *fault = NULL;
        if (message_check(&arena, type, span_of(wire, len), MESSAGE_OPEN, &fault) == 0) {
            ProtobufCMessage *m = message_unpack(&arena, type, span_of(wire, len), MESSAGE_OPEN);
            assert_non_null(m);
            assert_true(message_in_arena(&arena, m));
            passed++;
        } else {
            assert_non_null(fault);
        }
        free(wire);
        arena_reset(&arena);
    }
    assert_in_range(passed, 500, 19500);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_wire, setup, teardown),
        cmocka_unit_test_setup_teardown(test_lists, setup, teardown),
        cmocka_unit_test_setup_teardown(test_depth, setup, teardown),
        cmocka_unit_test_setup_teardown(test_limits, setup, teardown),
        cmocka_unit_test_setup_teardown(test_noise, setup, teardown),
    };
    return cmocka_run_group_tests_name("message", tests, NULL, NULL);
}
