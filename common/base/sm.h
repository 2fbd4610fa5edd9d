/* State machines as tables: every legal move of a thing is one row, all others are refused. The table stands in a
 * service's domain under a drawing of it; tests ask sm_fault, and hold the table of the service's README to it. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <protobuf-c/protobuf-c.h>

struct sm_move {
    int from, input, to;
};

/* Constants of the program. */
struct sm {
    const char *name;
    const ProtobufCEnumDescriptor *states; /* its value 0 means: not there yet; 64 values at most */
    const char *const *inputs;             /* names, indexed by input */
    size_t n_inputs;
    const struct sm_move *moves; /* in any order */
    size_t n_moves;
};

/* The state after `input`, or -1: not a legal move. An unknown state or input has no move either. */
int sm_next(const struct sm *m, int from, int input);
/* No move leaves it. */
bool sm_is_final(const struct sm *m, int state);
/* Two moves from one state on one input, an unknown state or input, an unreachable state: the name of the fault, else
 * NULL. For tests: nothing asks it while a daemon runs. */
const char *sm_fault(const struct sm *m);
