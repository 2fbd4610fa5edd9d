/* Messages of the contract in the JSON mapping of Protocol Buffers (proto3), which browsers and the clients of Connect
 * speak: https://protobuf.dev/programming-guides/json. By descriptor, like the dialect of files (json.h), with which it
 * shares the tree, the walk, the limits and the paths.
 *
 *   text ─ json_tree ─▶ tree ─ bind_in ─▶ message ─ message_pack ─▶ the bus      read.c: what a value may look like
 *   text ◀──────── write.c ──────────── message ◀─ message_unpack ─ the bus
 *
 * |                  | written                      | read as well                                                 |
 * | name             | birthDate                    | birth_date; both at once are one name given twice            |
 * | default value    | not, unless in a oneof       | null: the same as no key; in a list it is refused            |
 * | 32 bits          | 12                           | "12", 1.2e1                                                  |
 * | 64 bits          | "12"                         | 12, 1.2e1                                                    |
 * | double, float    | 1.5, "NaN", "-Infinity"      | "1.5"                                                        |
 * | enumeration      | "YES_NO_YES"; 99 if unknown  | its number, whatever it is                                   |
 * | bytes            | base64 with padding          | without padding; - and _ for + and /                         |
 *
 * No message of the contract has a form of its own (Timestamp, Any, wrappers). Refused are: what is no JSON, a key
 * given twice, an unknown field, two members of one oneof, a number that does not fit. What a value may be beyond its
 * type, such as an unknown number of an enumeration or NaN, is refused by the daemon (message_check). */
#pragma once
#include <protobuf-c/protobuf-c.h>
#include "base/arena.h"
#include "proto/status.h"
#include "text/errors.h"

/* Bytes of one text: less than a frame of the public endpoint (256 KiB); a message is seldom longer than its JSON. */
enum { CANONICAL_READ_MAX = 200 << 10 };

/* 0 and the message in the arena, which does not point into the text; TOO_LARGE; JSON_INVALID with the faults. Their
 * paths have the names of the .proto, as a daemon's violations do; where the text is no JSON, those that it has. A key
 * that is not like a name is not repeated. */
int canonical_read(struct arena *a, const ProtobufCMessageDescriptor *type, const char *text, size_t len, void **out,
                   struct text_errors *errors);
/* How such a refusal is answered: the reason's sentences, and a violation for each fault, which repeats no value. */
sippe__status *canonical_status(struct arena *a, int reason, const struct text_errors *errors);
/* One line, in the arena. NULL: it would be longer than `most` bytes. (252 KiB of enumerations become 8 MB.) */
char *canonical_write(struct arena *a, const ProtobufCMessage *m, size_t most);
