/* What may wait here: of a sender, of a key of many, and of all. Past it a sender is refused, and then not even
 * that. */
#include "engine/turn/turn.h"

#include <stdlib.h>

/* A refusal costs a decoded envelope and a reply, so a flood gets 64 a second and then silence; its client repeats by
 * its own time-out. */
enum { REFUSALS_PER_SECOND = 64, LINK_QUEUE = 8 };

static int discard(struct engine *e) {
    e->counters.discarded++;
    return ERR_FULL;
}

static struct inbox_entry *entry_new(const struct engine_in *in, struct span frame) {
    struct inbox_entry *entry = calloc(1, sizeof *entry + frame.len);
    if (!entry) abort();
    entry->route = in->route;
    entry->inner = in->inner;
    entry->len = frame.len;
    memcpy(entry->frame, frame.data, frame.len);
    return entry;
}

/* A producer answers one fetch at a time; a few more may be late or repeated, and beyond that nothing is kept. Links
 * have no window, as a daemon that is behind must not be refused. */
static int link_push(struct engine *e, const struct engine_in *in) {
    struct follow *link = follow_of(e, in->journal);
    if (!link || link->queued >= LINK_QUEUE) return discard(e);
    struct inbox_entry *entry = entry_new(in, in->frame);
    entry->link = link;
    link->queued++;
    inbox_add(&e->links, entry);
    return 0;
}

/* Whoever is nobody gets the small window, and is refused in the turn. */
static uint32_t window_of(sippe__role role) {
    return role == ROLE_DESK || role == ROLE_GATEWAY ? ENGINE_WINDOW_WIDE : ENGINE_WINDOW;
}

static bool counts_in_all(sippe__role role) { return role != ROLE_DAEMON && role != ROLE_OPERATOR; }

static size_t entry_bytes(size_t len) { return sizeof(struct inbox_entry) + len; }

static bool may_wait(struct engine *e, struct sender *s, size_t bytes) {
    sippe__role role = sender_role(e, s);
    return s->waiting < window_of(role) && s->bytes + bytes <= ENGINE_WINDOW_BYTES &&
           (!counts_in_all(role) || e->waiting_bytes + bytes <= ENGINE_INBOX_BYTES);
}

static bool may_be_told(struct engine *e, struct sender *s) {
    if (s->second != e->now_ms / 1000) {
        s->second = e->now_ms / 1000;
        s->refused = 0;
    }
    return s->refused < REFUSALS_PER_SECOND;
}

/* What is refused is kept as a request with its id and tag alone, however large it came. Other messages have no
 * refusal. */
static int refuse(struct engine *e, struct sender *s, const struct engine_in *in) {
    if (!may_be_told(e, s)) return discard(e);
    arena_reset(&e->arena);
    const sippe__envelope *asked = UNPACK(&e->arena, sippe__envelope, in->frame, MESSAGE_OPEN);
    if (!asked || asked->content_case != SIPPE__ENVELOPE__CONTENT_REQUEST || asked->request->id.len > ID_LEN)
        return discard(e);
    sippe__envelope *kept = NEW(&e->arena, sippe__envelope);
    kept->content_case = SIPPE__ENVELOPE__CONTENT_REQUEST;
    kept->request = NEW(&e->arena, sippe__request);
    kept->request->id = asked->request->id;
    kept->request->tag = asked->request->tag;
    inbox_add(&e->refusals, entry_new(in, message_pack(&e->arena, &kept->base)));
    s->refused++;
    return 0;
}

/* ---- a key of many ---- */

static bool has_room(const struct sender *key, size_t bytes) {
    return !key->carries || (key->together < ENGINE_WINDOW_WIDE && key->together_bytes + bytes <= ENGINE_CARRIED_BYTES);
}

static size_t weight(const struct sender *s, bool by_bytes) { return by_bytes ? s->bytes : s->waiting; }

static struct sender *heaviest(struct engine *e, struct sender *key, bool by_bytes) {
    struct sender *most = key;
    for (size_t i = 0; i < e->n_senders; i++) {
        struct sender *s = e->senders[i];
        if (s->carrier == key && weight(s, by_bytes) > weight(most, by_bytes)) most = s;
    }
    return most;
}

/* The newest: nothing that it sent later stays behind. */
static bool newest_refuse(struct engine *e, struct sender *s) {
    struct inbox_entry *entry = inbox_take_newest(e, s);
    if (!entry) return false;
    const struct engine_in in = {
        .route = entry->route, .inner = entry->inner, .frame = span_of(entry->frame, entry->len)};
    (void)refuse(e, s, &in);
    inbox_free(e, entry);
    return true;
}

/* At the cost of whoever has most waiting behind that key, as long as that is more than `s` would have with this. */
static bool room_make(struct engine *e, struct sender *s, size_t bytes) {
    struct sender *key = sender_key(s);
    while (!has_room(key, bytes)) {
        bool by_bytes = key->together < ENGINE_WINDOW_WIDE;
        struct sender *most = heaviest(e, key, by_bytes);
        if (weight(most, by_bytes) <= weight(s, by_bytes) + (by_bytes ? bytes : 1) || !newest_refuse(e, most))
            return false;
    }
    return true;
}

static int client_push(struct engine *e, const struct engine_in *in) {
    struct sender *s = sender_of(e, in->principal, in->sender);
    size_t bytes = entry_bytes(in->frame.len);
    (void)sender_role(e, s);
    if (s->carries) s = sender_acting(e, s, in->frame);
    sender_talks(e, s);
    if (!may_wait(e, s, bytes) || !room_make(e, s, bytes)) return refuse(e, s, in);
    struct inbox_entry *entry = entry_new(in, in->frame);
    entry->counted = counts_in_all(s->role);
    inbox_wait(e, s, entry);
    return 0;
}

int engine_push(struct engine *e, const struct engine_in *in) {
    e->pushed = true;
    if (in->frame.len > ENGINE_FRAME_MAX) return discard(e);
    return in->journal ? link_push(e, in) : client_push(e, in);
}
