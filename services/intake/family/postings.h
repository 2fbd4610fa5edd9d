/* Calls that have all of several hashes (INDEX screenings_by_hash): lists of ids in order, gone through together. Where
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
        struct id at;          /* where it stands */
        size_t n;              /* how many it has, as far as was counted */
    } lists[POSTINGS_MAX];
    size_t n;
    bool cut; /* it cost all of it: calls from `screening` of intake_postings_next on were not looked at */
};

/* The calls from this id on (zero: all). The hashes: at most POSTINGS_MAX, and at least one. */
void intake_postings_open(struct postings *p, const struct id *hashes, size_t n, struct id from);
/* The next call that has all of them. False: no more, or it was cut, and then `screening` says where; everything is
 * closed. */
bool intake_postings_next(struct postings *p, struct id *screening);
void intake_postings_close(struct postings *p);
