#include "cli/push/spool_state.h"

#include <string.h>
#include "base/err.h"
#include "base/message.h"

/* Ids are hashes: their first bytes spread by themselves. At most half full, so a free place always ends the search. */
static size_t slot_of(const struct spool_state *s, struct id id) {
    uint64_t hash;
    memcpy(&hash, id.bytes, sizeof hash);
    size_t at = (size_t)hash & (s->n_index - 1);
    while (s->index[at] && !id_equal(s->list[s->index[at] - 1].id, id)) at = (at + 1) & (s->n_index - 1);
    return at;
}

struct spool_entry *spool_find(const struct spool_state *s, struct id id) {
    if (!s->n_index) return NULL;
    uint32_t place = s->index[slot_of(s, id)];
    return place ? &s->list[place - 1] : NULL;
}

static void index_grow(struct spool_state *s) {
    if (s->n * 2 < s->n_index) return;
    s->n_index = s->n_index ? s->n_index * 2 : 64;
    s->index = arena_alloc(s->arena, s->n_index * sizeof *s->index);
    for (size_t i = 0; i < s->n; i++) s->index[slot_of(s, s->list[i].id)] = (uint32_t)i + 1;
}

/* A second time is none: the first one keeps its place and its answer. The index grows over those that are there; the
 * new one counts after that, and is entered once. */
static void entry_add(struct spool_state *s, const struct spool_entry *e) {
    if (spool_find(s, e->id)) return;
    struct spool_entry *last = message_grow(s->arena, (void **)&s->list, &s->n, sizeof *last);
    *last = *e;
    s->n--;
    index_grow(s);
    s->n++;
    s->index[slot_of(s, e->id)] = (uint32_t)s->n;
}

bool spool_will_leave(const struct spool_state *s, const struct spool_entry *e) {
    const struct spool_entry *call = spool_is_note(e) ? spool_find(s, e->after) : NULL;
    return spool_waits(e) && !(call && call->refused);
}

bool spool_is_ready(const struct spool_state *s, const struct spool_entry *e) {
    const struct spool_entry *call = spool_is_note(e) ? spool_find(s, e->after) : NULL;
    return spool_waits(e) && (!spool_is_note(e) || (call && call->reply_at && !call->refused));
}

static bool store_is(const struct spool_store *a, const struct spool_store *b) {
    return span_equal(span_pb(a->journal), span_pb(b->journal)) && span_equal(span_pb(a->epoch), span_pb(b->epoch));
}

/* From the last one: nearly always it is the same again. */
static uint32_t store_place(struct spool_state *s, const struct spool_store *store) {
    for (size_t i = s->n_stores; i > 0; i--)
        if (store_is(&s->stores[i - 1], store)) return (uint32_t)i;
    struct spool_store *added = message_grow(s->arena, (void **)&s->stores, &s->n_stores, sizeof *added);
    added->journal = pb_of(arena_span(s->arena, span_pb(store->journal)));
    added->epoch = pb_of(arena_span(s->arena, span_pb(store->epoch)));
    return (uint32_t)s->n_stores;
}

/* Every answer tells which store and which epoch gave it: the last one is what spool_hear compares with. The reply
 * itself stays in the file. */
static void answered_apply(struct spool_state *s, const spool__answered *line, size_t place) {
    struct arena a;
    struct id id;
    struct spool_entry *e = id_from(line->request_id, &id) ? spool_find(s, id) : NULL;
    if (!e) return;
    arena_init(&a);
    const sippe__reply *reply = UNPACK(&a, sippe__reply, span_pb(line->reply), MESSAGE_OPEN);
    if (reply && reply->status) {
        e->reply_at = place;
        e->answered_ms = line->at_ms;
        e->refused = reply->status->code != CODE_OK;
        e->again = false;
        e->store = s->store = store_place(s, &(struct spool_store){reply->journal, reply->epoch});
    }
    arena_close(&a);
}

bool spool_is_lost(const struct spool_state *s, const struct spool_entry *e, const struct spool_store *now,
                   int64_t now_ms) {
    if (!e->reply_at || e->answered_ms <= now_ms - SPOOL_KEEP_MS) return false;
    const struct spool_store *then = &s->stores[e->store - 1];
    return span_equal(span_pb(then->journal), span_pb(now->journal)) &&
           !span_equal(span_pb(then->epoch), span_pb(now->epoch));
}

/* Found by the same rule when it is read again: the line says which epoch came and when, not which entries it meant. */
static void again_apply(struct spool_state *s, const spool__again *line) {
    struct spool_store now = {line->journal, line->epoch};
    for (size_t i = 0; i < s->n; i++) {
        struct spool_entry *e = &s->list[i];
        if (!spool_is_lost(s, e, &now, line->at_ms)) continue;
        e->answered_ms = 0;
        e->before_at = e->reply_at;
        e->reply_at = 0;
        e->refused = false;
        e->again = true;
    }
    s->store = store_place(s, &now);
}

static void known_apply(struct spool_state *s, const spool__known *line) {
    struct id id;
    if (id_from(line->request_id, &id))
        entry_add(s, &(struct spool_entry){
                         .id = id, .answered_ms = line->answered_ms ? line->answered_ms : 1, .refused = line->refused});
}

static void queued_apply(struct spool_state *s, const spool__queued *line, size_t place) {
    struct spool_entry e = {.queued_at = place};
    if (!id_from(line->request_id, &e.id)) return;
    if (!id_from(line->after, &e.after)) e.after = (struct id){{0}};
    entry_add(s, &e);
}

void spool_apply(struct spool_state *s, const spool__line *line, size_t place) {
    switch (line->content_case) {
    case SPOOL__LINE__CONTENT_QUEUED: queued_apply(s, line->queued, place); return;
    case SPOOL__LINE__CONTENT_KNOWN: known_apply(s, line->known); return;
    case SPOOL__LINE__CONTENT_ANSWERED: answered_apply(s, line->answered, place); return;
    case SPOOL__LINE__CONTENT_AGAIN: again_apply(s, line->again); return;
    case SPOOL__LINE__CONTENT_HELD: spool_held_apply(s, line->held, place); return;
    case SPOOL__LINE__CONTENT_RELEASED: spool_released_apply(s, line->released); return;
    case SPOOL__LINE__CONTENT__NOT_SET: return;
    }
}

/* Frames that are as they were written and do not open: of another key, or put there by somebody. */
static size_t frames_read(struct spool_state *s, struct spool_reader *r) {
    struct span frame;
    struct arena scratch;
    size_t place, opened = 0;
    arena_init(&scratch);
    while (spool_reader_next(r, &frame, &place)) {
        struct span packed = spool_unseal(&scratch, s->key, spool_frame_body(frame));
        const spool__line *line = packed.len ? UNPACK(&scratch, spool__line, packed, MESSAGE_OPEN) : NULL;
        if (line) spool_apply(s, line, place + 1);
        opened += packed.len > 0;
        r->damage.lost += packed.len == 0;
        r->damage.bytes += packed.len ? 0 : frame.len;
        arena_reset(&scratch);
    }
    arena_close(&scratch);
    return opened;
}

int spool_read(struct spool_state *s, struct span file, spool_passed_fn passed, struct spool_damage *damage) {
    struct spool_reader r;
    *s = (struct spool_state){.arena = s->arena, .key = s->key};
    if (spool_is_older(file)) return ERR_VERSION;
    if (!spool_reader_open(&r, file, spool_magic(s->key))) return ERR_INVALID;
    r.passed = passed;
    size_t opened = frames_read(s, &r);
    if (damage) *damage = r.damage;
    return r.anothers && !opened && r.damage.lost ? ERR_DENIED : 0;
}
