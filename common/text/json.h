/* Messages of the contract as JSON and back, by descriptor; the conventions are those of proto/types.proto and bind.h.
 * What is written reads back as the same message. Default values are not written. A text is checked as RFC 8259 wants
 * it: no duplicate keys, no NUL, no bad UTF-8, no NaN, no number that does not fit. */
#pragma once
#include <jansson.h>
#include <protobuf-c/protobuf-c.h>
#include <stdbool.h>
#include "base/arena.h"
#include "text/errors.h"
#include "text/tree.h"

enum { JSON_SIZE_MAX = 4 << 20 };

/* Any JSON as a document, which bind.h makes a message of. In the arena; NULL: the faults say why, with line and
 * column. */
struct tree *json_tree(struct arena *a, const char *text, size_t len, struct text_errors *errors);

/* A new value, the caller's to json_decref. The arena is for scratch. */
json_t *json_from_message(struct arena *a, const ProtobufCMessage *m);
/* The text of any value, with the shortest form of each number. */
char *json_print(struct arena *a, const json_t *value, bool pretty);
char *json_write(struct arena *a, const ProtobufCMessage *m, bool pretty);
