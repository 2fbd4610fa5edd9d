/* What arrived and waits for the next turn, and how much of it one sender may have. */
#include "engine/turn/turn.h"

#include <stdlib.h>

/* A refusal costs a decoded envelope and a reply, so a flood gets 64 a second and then silence; its client repeats by
 * its own time-out. Senders are as many as there are keys, and forgotten past 256 when nothing of them waits. */
enum { REFUSALS_PER_SECOND = 64, SENDERS_MANY = 256, LINK_QUEUE = 8 };

/* Who waits for nothing needs no row. Pointers to rows are not kept: this and the next one move them. */
static void senders_forget(struct engine *e) {
    size_t kept = 0;
    for (size_t i = 0; i < e->n_senders; i++)
        if (e->senders[i].waiting) e->senders[kept++] = e->senders[i];
    e->n_senders = kept;
}

static struct sender *sender_of(struct engine *e, const char *name) {
    for (size_t i = 0; i < e->n_senders; i++)
        if (strcmp(e->senders[i].name, name) == 0) return &e->senders[i];
    if (e->n_senders >= SENDERS_MANY) senders_forget(e);
    struct sender *more = realloc(e->senders, (e->n_senders + 1) * sizeof *more);
    if (!more) abort();
    e->senders = more;
    struct sender *s = &more[e->n_senders++];
    *s = (struct sender){.waiting = 0};
    memcpy(s->name, name, strnlen(name, sizeof s->name - 1));
    return s;
}

/* By the role as it is now; whoever is nobody gets the small one, and is refused in the turn. */
static uint32_t window_of(struct engine *e, const char *name) {
    struct view v = view_make(e, &e->snapshot);
    struct principal who;
    bool revoked;
    if (!principal_find(&v, name, e->now_ms, &who, &revoked)) return ENGINE_WINDOW;
    return who.role == ROLE_DESK || who.role == ROLE_GATEWAY ? ENGINE_WINDOW_WIDE : ENGINE_WINDOW;
}

/* Past the window a refusal is still answered, so many a second; past that, nothing. The small window is asked first:
 * the wide one costs a look-up of the key for each message. */
static bool may_wait(struct engine *e, const char *name, bool *refused) {
    struct sender *s = sender_of(e, name);
    *refused = false;
    if (s->waiting < ENGINE_WINDOW || s->waiting < window_of(e, name)) {
        s->waiting++;
        return true;
    }
    *refused = true;
    if (s->second != e->now_ms / 1000) {
        s->second = e->now_ms / 1000;
        s->refused = 0;
    }
    return s->refused++ < REFUSALS_PER_SECOND;
}

static void inbox_add(struct inbox *box, struct inbox_entry *entry) {
    if (!box->first) box->last = &box->first;
    *box->last = entry;
    box->last = &entry->next;
    box->n++;
}

struct inbox_entry *inbox_take(struct inbox *box) {
    struct inbox_entry *entry = box->first;
    if (!entry) return NULL;
    box->first = entry->next;
    box->n--;
    entry->next = NULL;
    return entry;
}

/* A producer answers one fetch at a time; a few more may be late or repeated, and beyond that nothing is kept. */
static struct follow *link_room(struct engine *e, const char *journal) {
    for (size_t i = 0; i < e->n_follows; i++)
        if (strcmp(e->follows[i].journal, journal) == 0)
            return e->follows[i].queued < LINK_QUEUE ? &e->follows[i] : NULL;
    return NULL;
}

static int discard(struct engine *e) {
    e->counters.discarded++;
    return ERR_FULL;
}

/* Size first: a frame that is too large never counts in its sender's window, from which nothing would take it again.
 * Links have no window, as a daemon that is behind must not be refused; they have eight places. */
int engine_push(struct engine *e, const struct engine_in *in) {
    if (in->frame.len > ENGINE_FRAME_MAX) return discard(e);
    struct follow *link = in->journal ? link_room(e, in->journal) : NULL;
    bool refused = false;
    if (in->journal ? !link : !may_wait(e, in->principal, &refused)) return discard(e);
    struct inbox_entry *entry = calloc(1, sizeof *entry + in->frame.len);
    if (!entry) abort();
    entry->route = in->route;
    entry->link = link;
    entry->request = !link && !refused;
    entry->inner = in->inner;
    entry->len = in->frame.len;
    memcpy(entry->frame, in->frame.data, in->frame.len);
    if (link)
        link->queued++;
    else
        memcpy(entry->principal, in->principal, strnlen(in->principal, sizeof entry->principal - 1));
    inbox_add(link ? &e->links : &e->clients, entry);
    return 0;
}

/* Its place in the window is free again. */
void inbox_free(struct engine *e, struct inbox_entry *entry) {
    if (entry->request) sender_of(e, entry->principal)->waiting--;
    if (entry->link) entry->link->queued--;
    free(entry);
}
