/* One condition of a search: services by the postings that they have. */
#pragma once
#include "engine/service.h"

/* What a hit must have: a posting that begins with one of these keys. */
struct filter {
    struct key *prefixes;
    size_t n;
    const char *word; /* not NULL: a word that begins so; asked of the row, as postings hold whole words */
};

/* At most `max` ids that pass, each once, sorted; false: there are more. */
bool directory_filter_ids(struct view *v, const struct filter *f, struct id *ids, size_t max, size_t *n);
bool directory_filter_has(struct view *v, const struct filter *f, struct id id);
/* How many of the n sorted ids stand among the m sorted others; they are brought to the front. */
size_t directory_ids_intersect(struct id *ids, size_t n, const struct id *others, size_t m);
