/* What arrived and waits for a turn, and how much of it one sender may have. */
#include "engine/turn/turn.h"

#include <stdlib.h>

/* A refusal costs a decoded envelope and a reply, so a flood gets 64 a second and then silence; its client repeats by
 * its own time-out. */
enum { REFUSALS_PER_SECOND = 64, LINK_QUEUE = 8, STALLED_EVERY_MS = 50 };

/* ---- queues ---- */

static void inbox_add(struct inbox *box, struct inbox_entry *entry) {
    if (!box->first) box->last = &box->first;
    *box->last = entry;
    box->last = &entry->next;
    entry->next = NULL;
    box->n++;
}

static void inbox_front(struct inbox *box, struct inbox_entry *entry) {
    if (!box->first) box->last = &entry->next;
    entry->next = box->first;
    box->first = entry;
    box->n++;
}

static struct inbox_entry *inbox_pop(struct inbox *box) {
    struct inbox_entry *entry = box->first;
    if (!entry) return NULL;
    box->first = entry->next;
    box->n--;
    entry->next = NULL;
    return entry;
}

typedef bool entry_fn(const struct engine *e, const struct inbox_entry *entry, const void *what);

/* Takes those out for which it is so, in order. */
static struct inbox inbox_sift(struct engine *e, struct inbox *box, entry_fn *so, const void *what) {
    struct inbox all = *box, out = {.n = 0};
    *box = (struct inbox){.n = 0};
    while (all.n) {
        struct inbox_entry *entry = inbox_pop(&all);
        inbox_add(so(e, entry, what) ? &out : box, entry);
    }
    return out;
}

/* ---- in ---- */

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

/* What is refused is kept as a request with its id and tag alone, however large it came. Other messages have no refusal. */
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

static int client_push(struct engine *e, const struct engine_in *in) {
    struct sender *s = sender_of(e, in->principal, in->sender);
    size_t bytes = entry_bytes(in->frame.len);
    sender_talks(e, s);
    if (!may_wait(e, s, bytes)) return refuse(e, s, in);
    struct inbox_entry *entry = entry_new(in, in->frame);
    entry->sender = s;
    entry->request = true;
    entry->counted = counts_in_all(s->role);
    sender_begins(e, s);
    s->waiting++;
    s->bytes += bytes;
    if (entry->counted) e->waiting_bytes += bytes;
    inbox_add(&s->queue, entry);
    e->n_queued++;
    return 0;
}

int engine_push(struct engine *e, const struct engine_in *in) {
    if (in->frame.len > ENGINE_FRAME_MAX) return discard(e);
    return in->journal ? link_push(e, in) : client_push(e, in);
}

/* ---- out ---- */

struct inbox_entry *inbox_take_link(struct engine *e) {
    return inbox_pop(&e->links);
}
struct inbox_entry *inbox_take_refusal(struct engine *e) {
    return inbox_pop(&e->refusals);
}

struct inbox_entry *inbox_take_request(struct engine *e) {
    struct sender *s = sender_next(e);
    if (!s) return NULL;
    struct inbox_entry *entry = inbox_pop(&s->queue);
    sender_charge(s, entry);
    e->n_queued--;
    return entry;
}

static void uncharge(struct inbox_entry *entry) {
    entry->sender->used_us -= entry->charged_us;
    entry->charged_us = 0;
}

void inbox_back(struct engine *e, struct inbox_entry *entry) {
    if (!entry->request) return inbox_front(entry->link ? &e->links : &e->refusals, entry);
    uncharge(entry);
    inbox_front(&entry->sender->queue, entry);
    e->n_queued++;
}

void inbox_stall(struct engine *e, struct inbox_entry *entry) {
    if (!e->n_stalled) e->stalled_at_ms = e->now_ms + STALLED_EVERY_MS;
    uncharge(entry);
    inbox_add(&entry->sender->stalled, entry);
    e->n_stalled++;
    e->counters.stalled++;
}

void inbox_free(struct engine *e, struct inbox_entry *entry) {
    if (entry->request) {
        size_t bytes = entry_bytes(entry->len);
        entry->sender->waiting--;
        entry->sender->bytes -= bytes;
        if (entry->counted) e->waiting_bytes -= bytes;
    }
    if (entry->link) entry->link->queued--;
    free(entry);
}

bool inbox_is_empty(const struct engine *e) { return !e->n_queued && !e->links.n && !e->refusals.n; }

/* ---- connections that do not read, and those that are gone ---- */

bool route_is_stalled(const struct engine *e, const struct engine_route *route) {
    return e->options.stalled && e->options.stalled(e->options.owner, route);
}

static bool reads_again(const struct engine *e, const struct inbox_entry *entry, const void *what) {
    (void)what;
    return !route_is_stalled(e, &entry->route);
}

/* To the front, in their order: they came before what waits there. */
void inbox_unstall(struct engine *e) {
    if (!e->n_stalled || e->now_ms < e->stalled_at_ms) return;
    e->stalled_at_ms = e->now_ms + STALLED_EVERY_MS;
    for (size_t i = 0; i < e->n_senders; i++) {
        struct sender *s = e->senders[i];
        struct inbox again = inbox_sift(e, &s->stalled, reads_again, NULL), behind = s->queue;
        e->n_stalled -= again.n;
        e->n_queued += again.n;
        s->queue = (struct inbox){.n = 0};
        while (again.n) inbox_add(&s->queue, inbox_pop(&again));
        while (behind.n) inbox_add(&s->queue, inbox_pop(&behind));
    }
}

static bool is_of_route(const struct engine *e, const struct inbox_entry *entry, const void *route) {
    (void)e;
    return memcmp(&entry->route, route, sizeof entry->route) == 0;
}

static size_t forget(struct engine *e, struct inbox *box, const struct engine_route *route) {
    struct inbox gone = inbox_sift(e, box, is_of_route, route);
    size_t n = gone.n;
    while (gone.n) inbox_free(e, inbox_pop(&gone));
    return n;
}

/* What was not done may be dropped: its sender has no answer, and repeats it on its next connection. */
void engine_route_closed(struct engine *e, const struct engine_route *route) {
    fetches_forget(e, route);
    forget(e, &e->refusals, route);
    for (size_t i = 0; i < e->n_senders; i++) {
        e->n_queued -= forget(e, &e->senders[i]->queue, route);
        e->n_stalled -= forget(e, &e->senders[i]->stalled, route);
    }
}
