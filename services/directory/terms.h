/* The inverted index: what a service that is proposed is found by, one posting (kind, text) each. */
#pragma once
#include "directory/tables.h"

enum term_kind {
    TERM_ALL,       /* "": every service */
    TERM_WORD,      /* a folded word */
    TERM_NEED,      /* the number of a Need */
    TERM_AREA,      /* a postal prefix that it serves whole; "": it serves everybody */
    TERM_AREA_PART, /* a postal area of which it serves a part */
    TERM_LANGUAGE,
};

enum { TERM_WORDS_MAX = 64 }; /* of one service; names come first */

directory_rows__terms *directory_terms_of(struct arena *a, const directory__organization *o,
                                          const directory__service *s);
/* Its words together: " aide alimentaire ". */
const char *directory_terms_text(struct arena *a, const directory_rows__terms *terms);
/* What the postings of a term begin with. */
struct key directory_posting(enum term_kind kind, const char *text);
struct key directory_posting_of_need(struct arena *a, int need);
/* Those of all words that begin so. */
struct key directory_postings_from(const char *word);
