/* The reasons of the contract (proto/status.proto), each with its gRPC code and the sentence that a person reads, in
 * French and in English: what is wrong and, where it helps, what to do next. A handler answers the number alone; the
 * engine makes the status of it, so that one refusal reads the same wherever it comes from. */
#pragma once
#include "base/arena.h"
#include "proto/status.h"

struct reason_info {
    sippe__code code;
    const char *fr, *en; /* constants of the program, never NULL */
};

/* Never NULL: 0 is CODE_OK with empty sentences, and a number that this release does not know gets a general
 * refusal. */
const struct reason_info *reason_info(int reason);
/* With the code and the sentences of the reason; its strings are constants of the program. The number stays in it, also
 * one that is not known here. */
sippe__status *status_make(struct arena *a, int reason);
