/* Inside the library only: a walk over the head, and its first line (request_line.c) apart from its fields (head.c). */
#pragma once
#include "base/span.h"
#include "gateway/http/head/head.h"

struct walk {
    struct span in;
    size_t at; /* all before it is right */
    struct head *out;
};

static inline bool walk_ends(const struct walk *w) { return w->at >= w->in.len; }
static inline uint8_t walk_byte(const struct walk *w) { return w->in.data[w->at]; }

enum head_outcome head_refuse(struct head *out, enum head_fault kind);
/* A character of a method's or a field's name (RFC 9110 5.6.2). */
bool is_token_byte(uint8_t c);
bool is_hex_digit(uint8_t c);
/* The line with its CRLF: GOOD: `at` stands behind it. */
enum head_outcome request_line_walk(struct walk *w);
