/* What was made of rows, and whether those rows are still the same.
 *
 * What is read, a row or all under a prefix, is a number of (table, prefix), and each number has a count of writes. A
 * write counts at each prefix of its key whose length somebody has read by. A memo keeps the counts that it saw: while
 * they stand, nothing that it read was written. Two prefixes with one number make a memo anew that need not be. */
#include "engine/memo.h"

#include <stdlib.h>
#include "engine/rows/rows.h"

/* Prefixes longer than LENGTHS - 1 are taken by their first bytes: more is written under those, never less. */
enum { COUNTS = 1 << 16, BUCKETS = 1 << 15, LENGTHS = 64, MEMO_BYTES = 64 << 20 };

struct seen {
    uint32_t number, count;
};

struct kept {
    struct kept *next;          /* of the bucket */
    struct kept *older, *newer; /* by when they were made */
    const struct memo *memo;
    struct id of;
    int64_t from_ms, until_ms;
    uint64_t life; /* of the transaction in which it was made */
    size_t size;
    uint32_t n_seen, len;
    const uint8_t *bytes; /* behind what was seen */
    struct seen seen[];
};

struct memos {
    uint32_t counts[COUNTS];
    uint64_t lengths[STORE_TABLES_MAX]; /* bit n: somebody has read by a prefix of n bytes */
    struct kept *buckets[BUCKETS];
    struct kept *oldest, *newest;
    size_t bytes;
    uint64_t life;
};

/* One making: what it has read. One within another tells the outer one. */
struct memo_trace {
    struct memo_trace *outer;
    struct arena *arena;
    struct seen *seen;
    size_t n, capacity;
    int64_t until_ms;
};

/* ---- numbers ---- */

/* FNV-1a, taken further byte by byte. */
static uint32_t number_begin(store_table table) { return (2166136261u ^ table) * 16777619u; }
static uint32_t number_next(uint32_t h, uint8_t byte) { return (h ^ byte) * 16777619u; }
static uint32_t number_end(uint32_t h) { return (h ^ h >> 15) % COUNTS; }

static size_t read_length(const struct key *prefix) { return prefix->len < LENGTHS ? prefix->len : LENGTHS - 1; }

static void see(struct memo_trace *t, struct seen s) {
    if (t->n == t->capacity) {
        size_t more = t->capacity ? 2 * t->capacity : 16;
        struct seen *list = arena_alloc(t->arena, more * sizeof *list);
        if (t->n) memcpy(list, t->seen, t->n * sizeof *list);
        t->seen = list;
        t->capacity = more;
    }
    t->seen[t->n++] = s;
}

void memo_row_read(struct engine *e, store_table table, const struct key *prefix) {
    if (!e->tracing) return;
    size_t len = read_length(prefix);
    uint32_t h = number_begin(table);
    for (size_t i = 0; i < len; i++) h = number_next(h, prefix->bytes[i]);
    uint32_t number = number_end(h);
    e->memos->lengths[table] |= UINT64_C(1) << len;
    see(e->tracing, (struct seen){number, e->memos->counts[number]});
}

void memo_row_written(struct engine *e, store_table table, const struct key *key) {
    struct memos *m = e->memos;
    uint64_t lengths = m ? m->lengths[table] : 0;
    uint32_t h = number_begin(table);
    for (size_t i = 0; lengths; i++) {
        if (lengths & 1) m->counts[number_end(h)]++;
        if (i == key->len) return;
        h = number_next(h, key->bytes[i]);
        lengths >>= 1;
    }
}

/* ---- what is kept ---- */

static struct kept **bucket_of(struct memos *m, const struct memo *memo, struct id of) {
    uint64_t h;
    memcpy(&h, of.bytes, sizeof h);
    h = (h ^ (uintptr_t)memo) * UINT64_C(0x9e3779b97f4a7c15);
    return &m->buckets[h >> 49];
}

static struct kept **find(struct memos *m, const struct memo *memo, struct id of) {
    struct kept **at = bucket_of(m, memo, of);
    while (*at && ((*at)->memo != memo || !id_equal((*at)->of, of))) at = &(*at)->next;
    return at;
}

static void drop(struct memos *m, struct kept **at) {
    struct kept *k = *at;
    *at = k->next;
    *(k->older ? &k->older->newer : &m->oldest) = k->newer;
    *(k->newer ? &k->newer->older : &m->newest) = k->older;
    m->bytes -= k->size;
    free(k);
}

static void drop_of(struct memos *m, const struct kept *k) { drop(m, find(m, k->memo, k->of)); }

static bool holds(const struct memos *m, const struct kept *k, int64_t now_ms) {
    if (now_ms < k->from_ms || now_ms >= k->until_ms) return false;
    for (size_t i = 0; i < k->n_seen; i++)
        if (m->counts[k->seen[i].number] != k->seen[i].count) return false;
    return true;
}

/* What was seen may hold one number many times: a family's row is read for each of her visits. */
static size_t once(struct memo_trace *t) {
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++) {
        size_t k = n < 32 ? 0 : n - 32; /* the same is read soon again; that a few stand twice costs little */
        while (k < n && t->seen[k].number != t->seen[i].number) k++;
        if (k == n) t->seen[n++] = t->seen[i];
    }
    return n;
}

static void keep(struct memos *m, const struct kept *head, struct memo_trace *t, struct span bytes) {
    size_t n = once(t), size = sizeof(struct kept) + n * sizeof *t->seen + bytes.len;
    struct kept **at = find(m, head->memo, head->of), *k = malloc(size);
    if (!k) abort();
    if (*at) drop(m, at);
    *k = *head;
    k->until_ms = t->until_ms;
    k->life = m->life;
    k->size = size;
    k->n_seen = (uint32_t)n;
    k->len = (uint32_t)bytes.len;
    if (n) memcpy(k->seen, t->seen, n * sizeof *t->seen);
    uint8_t *out = (uint8_t *)&k->seen[n];
    if (bytes.len) memcpy(out, bytes.data, bytes.len);
    k->bytes = out;
    at = bucket_of(m, k->memo, k->of);
    k->next = *at;
    *at = k;
    k->older = m->newest;
    *(m->newest ? &m->newest->newer : &m->oldest) = k;
    m->newest = k;
    m->bytes += size;
    while (m->bytes > MEMO_BYTES && m->oldest != k) drop_of(m, m->oldest);
}

/* ---- reading ---- */

static struct span made(struct view *v, const struct kept *head, const void *given, struct memo_trace *t) {
    struct memo_trace *outer = v->e->tracing;
    int64_t until_ms = INT64_MAX;
    *t = (struct memo_trace){.outer = outer, .arena = v->arena, .until_ms = INT64_MAX};
    v->e->tracing = t;
    struct span bytes = head->memo->make(v, head->of, given, head->from_ms, &until_ms);
    v->e->tracing = outer;
    if (until_ms < t->until_ms) t->until_ms = until_ms;
    return bytes;
}

static void tell_outer(struct memo_trace *outer, const struct seen *seen, size_t n, int64_t until_ms) {
    if (!outer) return;
    for (size_t i = 0; i < n; i++) see(outer, seen[i]);
    if (until_ms < outer->until_ms) outer->until_ms = until_ms;
}

#ifdef SIPPE_CHECKED
/* Each one that is found is made again, and must be what it was. */
static void look_again(struct view *v, const struct kept *k, const void *given, int64_t now_ms) {
    struct kept head = {.memo = k->memo, .of = k->of, .from_ms = now_ms};
    struct memo_trace t;
    struct span again = made(v, &head, given, &t);
    assert(v->txn->err || span_equal(again, span_of(k->bytes, k->len)));
}
#else
#define look_again(v, k, given, now_ms) ((void)0)
#endif

/* A reader of another state of the store than the one that writes are counted for has nothing to do with what is
 * kept. */
static bool is_of_now(const struct view *v) {
    const struct engine *e = v->e;
    return v->txn == (e->writing ? &e->write : &e->snapshot);
}

/* What a question has read of a list that is not whole is thrown away (rows.c), and so is what was made of it. */
static bool may_be_kept(const struct view *v) { return is_of_now(v) && !v->txn->err && !v->e->lists.awaited; }

struct span memo_read(struct view *v, const struct memo *memo, struct id of, const void *given, int64_t now_ms) {
    struct engine *e = v->e;
    struct kept head = {.memo = memo, .of = of, .from_ms = now_ms};
    struct memo_trace t;
    if (!e->memos) e->memos = calloc(1, sizeof *e->memos);
    if (!e->memos) abort();
    struct kept *k = is_of_now(v) ? *find(e->memos, memo, of) : NULL;
    if (k && holds(e->memos, k, now_ms)) {
        look_again(v, k, given, now_ms);
        tell_outer(e->tracing, k->seen, k->n_seen, k->until_ms);
        return arena_span(v->arena, span_of(k->bytes, k->len));
    }
    struct span bytes = made(v, &head, given, &t);
    if (may_be_kept(v)) keep(e->memos, &head, &t, bytes);
    tell_outer(e->tracing, t.seen, t.n, t.until_ms);
    return bytes;
}

/* ---- what ends them ---- */

void memos_forget(struct engine *e) {
    while (e->memos && e->memos->oldest) drop_of(e->memos, e->memos->oldest);
}

void memos_committed(struct engine *e) {
    if (e->memos) e->memos->life++;
}

/* Those that were made of what is taken back. What was made before it saw lower counts than stand there now, where it
 * matters, and is made anew. */
void memos_take_back(struct engine *e) {
    struct memos *m = e->memos;
    while (m && m->newest && m->newest->life == m->life) drop_of(m, m->newest);
}

void memos_close(struct engine *e) {
    memos_forget(e);
    free(e->memos);
    e->memos = NULL;
}
