/* What arrived and waits for a turn. */
#include "engine/turn/turn.h"

#include <stdlib.h>

enum { STALLED_EVERY_MS = 50 };

/* ---- queues ---- */

void inbox_add(struct inbox *box, struct inbox_entry *entry) {
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

static size_t entry_bytes(const struct inbox_entry *entry) { return sizeof *entry + entry->len; }

/* In its sender's window, in that of its key, and in the bytes of all. */
static void counted(struct engine *e, const struct inbox_entry *entry, int by) {
    struct sender *s = entry->sender, *key = sender_key(s);
    size_t bytes = entry_bytes(entry);
    s->waiting += (uint32_t)by;
    key->together += (uint32_t)by;
    s->bytes += by > 0 ? bytes : -bytes;
    key->together_bytes += by > 0 ? bytes : -bytes;
    if (entry->counted) e->waiting_bytes += by > 0 ? bytes : -bytes;
}

void inbox_wait(struct engine *e, struct sender *s, struct inbox_entry *entry) {
    entry->sender = s;
    entry->request = true;
    sender_begins(e, s);
    counted(e, entry, 1);
    inbox_add(&s->queue, entry);
    e->n_queued++;
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

static struct inbox_entry *pop_last(struct inbox *box) {
    struct inbox_entry **at = &box->first, *entry;
    if (!box->first) return NULL;
    while ((*at)->next) at = &(*at)->next;
    entry = *at;
    *at = NULL;
    box->last = at;
    box->n--;
    return entry;
}

struct inbox_entry *inbox_take_newest(struct engine *e, struct sender *s) {
    struct inbox_entry *entry = pop_last(&s->queue);
    e->n_queued -= entry != NULL;
    if (entry) return entry;
    entry = pop_last(&s->stalled);
    e->n_stalled -= entry != NULL;
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
    if (entry->request) counted(e, entry, -1);
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
