/* What somebody chooses of the worklist: a kind, a CLSC, a worker's families, one family, a name, a day. */
#pragma once
#include "intake/work/work.h"

struct chosen {
    const sippe__list_work_request *in;
    const char *worker; /* who asks, as a worker; "": she is none */
    const char **words; /* of its text, folded */
    size_t n_words;
    day due_by;
    uint64_t kinds; /* a bit each; 0: all */
};
/* Of a request. DATE_IMPOSSIBLE, ID_INVALID. */
int intake_chosen_read(struct query *q, const sippe__list_work_request *in, struct chosen *out);
/* By what the key of an entry says: nothing is read. */
bool intake_chosen_entry(const struct chosen *c, int kind, day due);
/* By the rest of it, with the family's row read. */
bool intake_chosen_item(struct view *v, const struct chosen *c, const sippe__work_item *item);
