/* Messages of the contract as JSON and back, by descriptor; the conventions are those of proto/types.proto and bind.h.
 * What is written reads back as the same message, but for enumerations' values that this release does not know. Default
 * values are not written. A text is checked as RFC 8259 wants it: no duplicate keys, no NUL, no bad UTF-8, no NaN, no
 * number that does not fit. Readers differ on exactly these (which of two keys counts, where a text with a NUL ends),
 * so that what passes here means the same to every other one.
 *
 * It is not the JSON mapping of Protocol Buffers, which is canonical/canonical.h: names are those of the .proto, bytes
 * are hexadecimal, dates and amounts are plain, because people write these files. */
#pragma once
#include <jansson.h>
#include <protobuf-c/protobuf-c.h>
#include <stdbool.h>
#include "base/arena.h"
#include "base/span.h"
#include "text/builder.h"
#include "text/errors.h"
#include "text/tree.h"

enum { JSON_SIZE_MAX = 4 << 20 };

/* Any JSON as a document, which bind.h makes a message of. In the arena; NULL: the faults say why, with line, column
 * and the path as the text has written it. `text` needs no NUL; a byte order mark at its start is passed over. */
struct tree *json_tree(struct arena *a, const char *text, size_t len, struct text_errors *errors);
/* The same of a part of a longer text, which stands there (json_items.h). */
struct tree *json_tree_at(struct arena *a, struct span part, struct text_place place, struct text_errors *errors);

/* A new value, the caller's to json_decref. The arena is for scratch. For who adds to it before it is printed. */
json_t *json_from_message(struct arena *a, const ProtobufCMessage *m);
/* The text of any value, with the shortest form of each number. Members stand in the order in which they were set. */
char *json_print(struct arena *a, const json_t *value, bool pretty);
char *json_write(struct arena *a, const ProtobufCMessage *m, bool pretty);
/* One text in quotes, escaped where RFC 8259 wants it. It must be UTF-8 (tree_text_mended). */
void json_print_text(struct builder *out, const char *text, size_t len);
