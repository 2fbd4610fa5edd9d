/* The inverted index: for each term of a service that is proposed, one posting (kind, text, service id). */
#pragma once
#include "proto/directory.h"
#include "engine/service.h"

enum term_kind {
    TERM_ALL,       /* "": every service */
    TERM_WORD,      /* a folded word */
    TERM_NEED,      /* the number of a Need */
    TERM_AREA,      /* a postal prefix that it serves whole; "": it serves everybody */
    TERM_AREA_PART, /* a postal area of which it serves a part */
    TERM_LANGUAGE,
};

enum { TERM_WORDS_MAX = 64 }; /* of one service; names come first */

struct term {
    enum term_kind kind;
    const char *text;
};

/* Every term of a service, each once; the same for the same content. */
struct term *directory_service_terms(struct arena *a, const directory__organization *o, const directory__service *s,
                                     size_t *n);
/* Its words among them: " aide alimentaire ". */
const char *directory_terms_words(struct arena *a, const struct term *terms, size_t n);
const char *directory_need_term(struct arena *a, int need);
struct key directory_posting_key(struct term term, struct id service);
/* What the postings of a term begin with; of a word's beginning when `open`. */
struct key directory_posting_prefix(struct term term, bool open);
