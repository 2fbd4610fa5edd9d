#include "intake/family/postings.h"
#include "intake/call/match.h"

#include <stdlib.h>
#include <string.h>

/* Up to how many a list is counted to be called rare; how many steps are tried before a search, which costs as much as
 * that many. */
enum { COUNTED = 32, NEAR = 8 };

struct key intake_posting_at(const char *clsc_code, struct id call) {
    return KEY(KEY_TEXT(clsc_code), KEY_ID(call));
}

static void list_close(struct posting *l) {
    if (l->scan) row_scan_end(l->scan);
    l->scan = NULL;
}

static void list_open(const struct postings *p, struct posting *l, const struct key *from) {
    struct key key = KEY(KEY_ID(l->hash));
    memcpy(key.bytes + key.len, from->bytes, from->len);
    key.len = (uint16_t)(key.len + from->len);
    l->scan =
        row_scan(p->view, &intake_screenings_by_hash, intake_lookup_key(p->scope, l->hash), from->len ? &key : NULL);
}

/* False: it is at its end, and closed. */
static bool list_step(struct postings *p, struct posting *l) {
    struct key key;
    if (p->steps_left) p->steps_left--;
    if (!row_next(l->scan, &key, NULL)) {
        l->scan = NULL;
        return false;
    }
    l->at = key_from(span_of(key.bytes + ID_LEN, (size_t)key.len - ID_LEN));
    return true;
}

/* To the first that is not before `place`. */
static bool list_reach(struct postings *p, struct posting *l, const struct key *place) {
    for (int i = 0; i < NEAR && key_order(&l->at, place) < 0; i++)
        if (!list_step(p, l)) return false;
    if (key_order(&l->at, place) >= 0) return true;
    list_close(l);
    list_open(p, l, place);
    p->steps_left -= p->steps_left < NEAR ? p->steps_left : NEAR;
    return list_step(p, l);
}

static int compare_length(const void *x, const void *y) {
    const struct posting *a = x, *b = y;
    return (a->n > b->n) - (a->n < b->n);
}

static void list_count(struct postings *p, struct posting *l, const struct key *from) {
    list_open(p, l, from);
    while (l->n < COUNTED && list_step(p, l)) l->n++;
    list_close(l);
}

/* The rarest first. Each but that one stands at its first call then; an empty list closes all of them: the end. */
static void lists_order(struct postings *p, const struct key *from) {
    qsort(p->lists, p->n, sizeof *p->lists, compare_length);
    for (size_t i = 0; i < p->n; i++) list_open(p, &p->lists[i], from);
    for (size_t i = 1; i < p->n; i++)
        if (!list_step(p, &p->lists[i])) intake_postings_close(p);
}

void intake_postings_open(struct postings *p, const struct id *hashes, size_t n, const struct key *from) {
    p->n = n;
    for (size_t i = 0; i < n; i++) {
        p->lists[i].hash = hashes[i];
        list_count(p, &p->lists[i], from);
    }
    lists_order(p, from);
}

void intake_postings_close(struct postings *p) {
    for (size_t i = 0; i < p->n; i++) list_close(&p->lists[i]);
    p->n = 0;
}

/* The rarest one proposes; whoever stands further proposes in its place, until all stand at the same. */
bool intake_postings_next(struct postings *p, struct key *at) {
    bool going = p->n && list_step(p, &p->lists[0]);
    for (size_t i = 1; going && i < p->n && p->steps_left; i++) {
        going = list_reach(p, &p->lists[i], &p->lists[0].at);
        if (!going || key_order(&p->lists[i].at, &p->lists[0].at) == 0) continue;
        going = list_reach(p, &p->lists[0], &p->lists[i].at);
        i = 0; /* all of them anew */
    }
    if (going) *at = p->lists[0].at;
    if (going && p->steps_left) return true;
    p->cut = going;
    intake_postings_close(p);
    return false;
}
