/* Requests from options: each option that names a field sets it. */
#pragma once
#include "cli/cli.h"

/* 0, or the exit code after saying which option is wrong. Messages on the way are made. */
int request_fill(struct cli *c, ProtobufCMessage *request);
/* One field by its path ("key.role") from a text, as its type says; label names the text when it does not fit. */
int request_set(struct cli *c, ProtobufCMessage *request, const char *path, const char *text, const char *label);
