/* Two states of one message, told by what differs: "téléphone : 514 555-0111 → 514 555-0112". For who is about to
 * replace one by the other. */
#pragma once
#include <protobuf-c/protobuf-c.h>
#include "cli/cli.h"

/* Says each value that differs with its label after `indent` blanks, both as people write them; how many they are.
 * NULL: nothing was there.
 * Under --json it only counts. */
size_t changes_show(struct cli *c, int indent, const ProtobufCMessage *before, const ProtobufCMessage *after);
/* How many there are, without a word. */
size_t changes_count(struct cli *c, const ProtobufCMessage *before, const ProtobufCMessage *after);
/* One value as people write it; "" for what is not there. */
const char *field_text(struct cli *c, const ProtobufCMessage *m, const ProtobufCFieldDescriptor *f);
