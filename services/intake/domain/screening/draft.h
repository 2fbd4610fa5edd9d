/* A call that was interrupted: what of it may be kept, and where it goes on. Pure. */
#pragma once
#include "base/arena.h"
#include "proto/intake/screening.h"

struct left_out {
    const char **paths;
    size_t n_paths;
};

/* May it be kept who she is? From when the information notice was read (Act, s. 14), unless she was asked and
 * does not agree that her answers are kept (s. 6). */
bool intake_draft_names_her(const intake__screening *s);
/* Takes out of the answers, in place, each that is of class IDENTITY or CONTACT (intake/screening.proto, classes.h), so
 * that a field which is added to the contract is left out without a line of code. A list that holds one goes whole. The
 * paths of those that had an answer are in the arena. */
struct left_out intake_draft_strip(struct arena *a, intake__screening *s);
/* The path of the first question that waits for an answer, in the order of the call; "": none. UNKNOWN and DECLINED are
 * answers. */
const char *intake_draft_first_gap(const intake__screening *s);
