/* The fields of the contract by the words that people use for them: a daemon refuses "consent.covers[4]", a person
 * reads "ce qui peut être dit, n° 5". A test wants a label for every field of every request. */
#pragma once
#include <stddef.h>
#include "cli/cli.h"

/* Of a path of a request, an answer or a rule: its last name, and each part of a list before it with its number. What
 * has no label is shown by its name. */
const char *label_of(struct cli *c, const char *path);

struct label {
    const char *name, *fr, *en; /* by the last name of a path, or the last two where one name means several things */
};
extern const struct label labels_all[];
extern const size_t n_labels_all;
