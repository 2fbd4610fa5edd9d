/* What is the same again: a page that refreshes by itself, a program that is refused ten thousand times a second. */
#include "engine/access/access.h"

#include <stdlib.h>

enum { SAME_MS = 3600000, REFUSED_MS = 60000 };

const struct shown *access_row(const struct method_ref *ref) {
    for (size_t i = 0; i < ref->service->n_shown; i++)
        if (strcmp(ref->service->shown[i].rpc, ref->method->rpc) == 0) return &ref->service->shown[i];
    return NULL;
}

unsigned access_shows(const struct method_ref *ref) {
    const struct shown *s = ref->method->query ? access_row(ref) : NULL;
    return s ? s->shows : 0;
}

bool access_is_logged(struct method_ref ref) {
    return ref.method->query ? access_shows(&ref) != 0 : ref.method->owner != NULL;
}

void query_shows(struct query *q, struct id subject) {
    if (!q->shown) q->shown = arena_alloc(q->view.arena, ACCESS_SUBJECTS * sizeof *q->shown);
    if (q->n_shown < ACCESS_SUBJECTS) q->shown[q->n_shown] = subject;
    q->n_shown++;
}

static size_t kept(const struct look *l) { return l->n_shown < ACCESS_SUBJECTS ? l->n_shown : ACCESS_SUBJECTS; }

/* The same question with the same answer: in the same order, as lists have one. Of a refusal what was asked does not
 * count, or whoever tries all numbers would leave an entry for each. */
static struct id digest_of(const struct look *l) {
    struct id_hash h;
    id_hash_init(&h, "sippe look");
    id_hash_u64(&h, (uint64_t)l->outcome);
    if (l->outcome) return id_hash_end(&h);
    id_hash_add(&h, span_pb(l->request->body));
    id_hash_add(&h, span_text(l->request->purpose));
    id_hash_u64(&h, l->n_shown);
    for (size_t i = 0; i < kept(l); i++) id_hash_add(&h, id_span(&l->shown[i]));
    return id_hash_end(&h);
}

/* ---- entries ---- */

static engine_rows__access *entry_make(struct engine *e, const struct look *l) {
    struct arena *a = &e->arena;
    engine_rows__access *entry = NEW_WITH_PERSONAL(a, engine_rows__access);
    entry->at_ms = e->now_ms;
    entry->member = id_field(a, l->who->id);
    if (!id_is_zero(l->who->via)) entry->via = id_field(a, l->who->via);
    entry->role = l->who->role;
    entry->organization = l->who->organization ? l->who->organization : "";
    entry->method = arena_text(a, l->request->method);
    entry->outcome = (sippe__reason)l->outcome;
    entry->shows = access_shows(&l->ref);
    for (size_t i = 0; i < kept(l); i++) APPEND(a, entry->personal, subjects, id_field(a, l->shown[i]));
    entry->personal->shown = (uint32_t)l->n_shown;
    entry->personal->times = 1;
    entry->personal->purpose = l->request->purpose;
    return entry;
}

/* Its count, as an entry of its own: those that stand there are never touched. */
static void count_close(struct engine *e, uint64_t n, uint32_t times) {
    struct view v = view_make(e, turn_txn(e));
    const engine_rows__access *of = access_read(&v, n);
    if (!of) return;
    engine_rows__access *entry = NEW_WITH_PERSONAL(&e->arena, engine_rows__access);
    entry->at_ms = e->now_ms;
    entry->member = of->member;
    entry->via = of->via;
    entry->role = of->role;
    entry->organization = of->organization;
    entry->method = of->method;
    entry->outcome = of->outcome;
    entry->shows = of->shows;
    entry->again_of = n;
    entry->personal->times = times;
    access_append(e, entry);
}

/* ---- counts ---- */

/* A few hundred people by some twenty methods; more than fit are closed early. */
enum { SLOTS = 4096, SLOTS_MOST = SLOTS / 4 * 3 };

struct access_slot {
    struct id key, digest;
    uint64_t n, turn; /* turn: in which its entry was written; 0: before this life */
    int64_t since_ms;
    uint32_t times; /* after the first */
    bool used, refused, dirty;
};

static struct id slot_key(const struct look *l) {
    struct key refused = KEY(KEY_U8(l->outcome != 0));
    return id_derive("sippe look of", id_span(&l->who->id), span_text(l->request->method), key_span(&refused));
}

/* Linear probing: the one of this key, or the free one where it belongs. */
static struct access_slot *slot_of(struct engine *e, struct id key) {
    size_t i;
    memcpy(&i, key.bytes, sizeof i);
    while (e->looks[i %= SLOTS].used && !id_equal(e->looks[i].key, key)) i++;
    return &e->looks[i];
}

static size_t slots_used(const struct engine *e) {
    size_t n = 0;
    for (size_t i = 0; i < SLOTS; i++) n += e->looks[i].used;
    return n;
}

static bool is_over(const struct engine *e, const struct access_slot *s) {
    int64_t passed = e->now_ms - s->since_ms;
    return passed < 0 || passed >= (s->refused ? REFUSED_MS : SAME_MS);
}

static void slot_write(struct engine *e, struct access_slot *s) {
    engine_rows__access_open *row = NEW(&e->arena, engine_rows__access_open);
    row->n = s->n;
    row->digest = id_field(&e->arena, s->digest);
    row->since_ms = s->since_ms;
    row->times = s->times;
    row->refused = s->refused;
    struct key key = KEY(KEY_ID(s->key));
    txn_put(turn_txn(e), TABLE_ACCESS_OPEN, &key, message_pack(&e->arena, &row->base));
    s->dirty = false;
}

static void slot_close(struct engine *e, struct access_slot *s) {
    struct key key = KEY(KEY_ID(s->key));
    if (s->times) count_close(e, s->n, s->times);
    txn_delete(turn_txn(e), TABLE_ACCESS_OPEN, &key);
    s->times = 0;
    s->since_ms = INT64_MIN / 2;
}

/* Slots are found by probing, so none is taken out alone: what stays is put in anew. */
static void slots_sweep(struct engine *e, bool all) {
    struct access_slot *was = e->looks;
    e->looks = calloc(SLOTS, sizeof *e->looks);
    if (!e->looks) abort();
    for (size_t i = 0; i < SLOTS; i++)
        if (was[i].used && !all && !is_over(e, &was[i])) *slot_of(e, was[i].key) = was[i];
    free(was);
}

void access_counts_write(struct engine *e) {
    bool any = false;
    for (size_t i = 0; i < SLOTS; i++) {
        struct access_slot *s = &e->looks[i];
        bool over = s->used && is_over(e, s);
        if (over) slot_close(e, s);
        any |= over;
        if (s->used && !over && s->dirty) slot_write(e, s);
    }
    if (any) slots_sweep(e, false);
}

void access_counts_load(struct engine *e) {
    e->looks = calloc(SLOTS, sizeof *e->looks);
    if (!e->looks) abort();
    struct store_cursor c = cursor_open(&e->snapshot, TABLE_ACCESS_OPEN, &KEY_EMPTY, NULL);
    for (size_t n = 0; n < SLOTS_MOST && cursor_next(&c); n++) {
        const engine_rows__access_open *row = UNPACK_OWN(&e->arena, engine_rows__access_open, c.value);
        struct id key = key_id_at(&c.key, 0);
        if (!row) continue;
        *slot_of(e, key) = (struct access_slot){.key = key,
                                                .digest = id_of(row->digest),
                                                .n = row->n,
                                                .since_ms = row->since_ms,
                                                .times = row->times,
                                                .used = true,
                                                .refused = row->refused};
    }
    cursor_close(&c);
}

void access_counts_free(struct engine *e) { free(e->looks); }

void access_counts_take_back(struct engine *e) {
    for (size_t i = 0; e->looks && i < SLOTS; i++)
        if (e->looks[i].turn == e->counters.turns) e->looks[i].since_ms = INT64_MIN / 2, e->looks[i].times = 0;
}

/* ---- one look ---- */

/* What comes again writes nothing, so that it costs no commit: its count is on the disk within a minute. */
void access_note(struct engine *e, const struct look *l) {
    struct id key = slot_key(l), digest = digest_of(l);
    struct access_slot *s = slot_of(e, key);
    if (s->used && !is_over(e, s) && id_equal(s->digest, digest)) {
        s->times++;
        s->dirty = true;
        return;
    }
    if (s->used && s->times) count_close(e, s->n, s->times);
    if (!s->used && slots_used(e) >= SLOTS_MOST) {
        for (size_t i = 0; i < SLOTS; i++)
            if (e->looks[i].used) slot_close(e, &e->looks[i]);
        slots_sweep(e, true);
        s = slot_of(e, key);
    }
    uint64_t n = access_append(e, entry_make(e, l));
    *s = (struct access_slot){key, digest, n, e->counters.turns, e->now_ms, 0, true, l->outcome != 0, false};
    slot_write(e, s);
}
