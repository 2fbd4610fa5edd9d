/* The inverted index: what a service that is proposed is found by, one posting (kind, text) each.
 *
 *   Terms row of a service ──postings_keys──▶ (kind, text, service) ...     written by the engine with the row
 *   a search ──▶ keys that begin so ──▶ services; search.c says how several kinds meet
 *
 * Other terms, or other keys of the same ones, need another version of the INDEX in tables.def: then it is made
 * anew. */
#pragma once
#include "directory/tables.h"

enum term_kind {
    TERM_ALL,       /* "": every service; for a search that narrows nothing */
    TERM_WORD,      /* a folded word */
    TERM_NEED,      /* the number of a Need */
    TERM_AREA,      /* a postal prefix that it serves whole; "": it serves everybody */
    TERM_AREA_PART, /* a postal area of which it serves a part */
    TERM_LANGUAGE,
};

/* Of one service; names come first, so that a long description crowds out none. And it bounds the
 * postings that one put writes. */
enum { TERM_WORDS_MAX = 128 };

/* All that the organisation and the service say of themselves, and what people call its needs and languages, as it is
 * searched: folded, each word once. Shares lists
 * with s. */
directory_rows__terms *directory_terms_of(struct arena *a, const directory__organization *o,
                                          const directory__service *s);
/* Its words together: " aide alimentaire ". A word that begins with X is in it as " X": for the filter that is asked of
 * rows (search.c). */
const char *directory_terms_text(struct arena *a, const directory_rows__terms *terms);
/* What the postings of a term begin with, the byte that ends the text included: "aide" is not "aider". What follows is
 * the service's id. */
struct key directory_posting(enum term_kind kind, const char *text);
struct key directory_posting_of_need(struct arena *a, int need);
/* Those of all words that begin so. */
struct key directory_postings_from(const char *word);
