/* A view of bytes that somebody else owns: valid as long as they are, and nothing is freed by it. Nothing here ends
 * with a NUL; a text is copied (arena_text) before it is used as one. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <protobuf-c/protobuf-c.h>

struct span {
    const uint8_t *data; /* may be NULL when len is 0: hence the tests of len before each memcmp and memcpy */
    size_t len;
};

static inline struct span span_of(const void *data, size_t len) { return (struct span){data, len}; }
/* Without its NUL. */
static inline struct span span_text(const char *text) { return (struct span){(const uint8_t *)text, strlen(text)}; }
static inline struct span span_pb(ProtobufCBinaryData b) { return (struct span){b.data, b.len}; }
static inline bool span_equal(struct span a, struct span b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}
/* <0, 0, >0: byte by byte, the shorter one first when it begins the longer. */
static inline int span_order(struct span a, struct span b) {
    size_t n = a.len < b.len ? a.len : b.len;
    int order = n ? memcmp(a.data, b.data, n) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}
/* protobuf-c's type for bytes is not const; nothing of ours writes through it. */
static inline ProtobufCBinaryData pb_of(struct span s) {
    return (ProtobufCBinaryData){s.len, (uint8_t *)(uintptr_t)s.data};
}
