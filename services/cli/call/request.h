/* Requests from options: each option that names a field sets it, by the field's type. What an option becomes needs no
 * code in a handler; what it defaults to does. Only fields that a line can hold: plain values, choices, lists of
 * them. */
#pragma once
#include "cli/cli.h"

/* All options that were given, in their order: a list grows by one each. 0, or the exit code after saying which option
 * is wrong. Messages on the way are made, so a request with an option has the part that holds it. */
int request_fill(struct cli *c, ProtobufCMessage *request);
/* One field by its path ("key.role") from a text, as its type says; label names the text when it does not fit. */
int request_set(struct cli *c, ProtobufCMessage *request, const char *path, const char *text, const char *label);
