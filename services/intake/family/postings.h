/* Calls that have all of several hashes (INDEX screenings_by_hash): lists in order, gone through together. Where
 * one list jumps, the others follow by a search in the tree and not step by step, so that a rare name beside a frequent
 * one costs what the rare one has. */
#pragma once
#include "intake/rows.h"

enum { POSTINGS_MAX = 16 };

struct postings {
    struct view *view; /* these three by the caller */
    const char *scope; /* whose calls: a CLSC's, or "" for all */
    size_t steps_left; /* what it may still cost */
    struct posting {
        struct id hash;
        struct row_scan *scan; /* NULL: closed */
        struct key at;         /* where it stands: the CLSC and the call */
        size_t n;              /* how many it has, as far as was counted */
    } lists[POSTINGS_MAX];
    size_t n;
    bool cut; /* it cost all of it: calls from `at` of intake_postings_next on were not looked at */
};

/* Where a call stands in every list that it is in: lists of all CLSCs are in the order of these, CLSC by CLSC. */
struct key intake_posting_at(const char *clsc_code, struct id call);
/* The calls from this place on (KEY_EMPTY: all), which is in the scope. The hashes: at most POSTINGS_MAX, and at least
 * one. */
void intake_postings_open(struct postings *p, const struct id *hashes, size_t n, const struct key *from);
/* The next call that has all of them, by its place (intake_lookup_said: which). False: no more, or it was cut, and then
 * *at says where; everything is closed. */
bool intake_postings_next(struct postings *p, struct key *at);
void intake_postings_close(struct postings *p);
