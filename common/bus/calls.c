#include "bus/calls.h"

#include <stdlib.h>
#include <string.h>
#include "base/message.h"

/* One that is not answered: a single allocation, with its packed frame. */
struct flight {
    struct flight *next;
    uint64_t tag;
    struct id id;
    int64_t asked_ms, until_ms;
    int64_t sent_ms; /* the last time; -1: it waits for a connection */
    bool was_sent;
    bool repeated;       /* for silence: once */
    calls_done_fn *done; /* NULL: whoever asked has left */
    void *owner;
    size_t len;
    uint8_t frame[];
};

struct calls {
    struct calls_wire wire;
    struct flight *first, **last; /* in the order of their tags, which is that in which they were asked */
    size_t n, bytes;
    uint64_t tag;
    int64_t now_ms;
    int64_t lost_ms;      /* since when nothing could be sent; -1: it can, as far as is known */
    struct arena in, out; /* apart: who is told of a reply may send */
    struct calls_counts counts;
};

struct calls *calls_new(const struct calls_wire *wire, int64_t now_ms) {
    struct calls *c = calloc(1, sizeof *c);
    if (!c) return NULL;
    c->wire = *wire;
    c->last = &c->first;
    c->now_ms = now_ms;
    c->lost_ms = -1;
    arena_init(&c->in);
    arena_init(&c->out);
    return c;
}

/* ---- the list ---- */

static void flight_add(struct calls *c, struct flight *f) {
    *c->last = f;
    c->last = &f->next;
    c->n++;
    c->bytes += f->len;
}

static struct flight *flight_take(struct calls *c, struct flight **at) {
    struct flight *f = *at;
    *at = f->next;
    if (!f->next) c->last = at;
    c->n--;
    c->bytes -= f->len;
    return f;
}

static struct flight **flight_at(struct calls *c, uint64_t tag) {
    struct flight **at = &c->first;
    while (*at && (*at)->tag != tag) at = &(*at)->next;
    return at;
}

/* Out of the list already, as who is told may send. */
static void flight_end(struct flight *f, int err, const sippe__reply *reply) {
    calls_done_fn *done = f->done;
    void *owner = f->owner;
    free(f);
    done(owner, err, reply);
}

void calls_free(struct calls *c) {
    if (!c) return;
    while (c->first) flight_end(flight_take(c, &c->first), ERR_CLOSED, NULL);
    arena_close(&c->in);
    arena_close(&c->out);
    free(c);
}

/* ---- out ---- */

static int flight_send(struct calls *c, struct flight *f) {
    int err = c->wire.send(c->wire.owner, span_of(f->frame, f->len));
    f->sent_ms = err ? -1 : c->now_ms;
    f->was_sent |= !err;
    if (!err) c->lost_ms = -1;
    if (err == ERR_BUSY && c->lost_ms < 0) c->lost_ms = c->now_ms;
    return err;
}

static struct flight *flight_new(struct calls *c, const struct call *call) {
    arena_reset(&c->out);
    struct span packed = bus_request_pack(&c->out, call->request, c->tag + 1);
    struct flight *f = calloc(1, sizeof *f + packed.len);
    if (!f) return NULL;
    int wait_ms = call->wait_ms > 0 && call->wait_ms < CALLS_WAIT_MS ? call->wait_ms : CALLS_WAIT_MS;
    f->tag = c->tag + 1;
    f->id = call->request->id;
    f->asked_ms = c->now_ms;
    f->until_ms = c->now_ms + wait_ms;
    f->done = call->done;
    f->owner = call->owner;
    f->len = packed.len;
    memcpy(f->frame, packed.data, packed.len);
    return f;
}

/* What could not be sent waits where the connection will be back soon, as when a daemon is started again: it is no
 * worse off than what was under way when that was lost. Later, or where nothing was heard for long, or ever, whoever
 * asks is told at once. */
static bool is_worth_waiting(const struct calls *c) {
    return c->now_ms - c->lost_ms < CALLS_SILENCE_MS && c->wire.is_up(c->wire.owner);
}

static int flight_begin(struct calls *c, struct flight *f) {
    if (c->bytes + f->len > CALLS_BYTES) return ERR_FULL;
    int err = flight_send(c, f);
    return err == ERR_BUSY && is_worth_waiting(c) ? 0 : err;
}

int calls_send(struct calls *c, const struct call *call) {
    struct flight *f = c->n < CALLS_IN_FLIGHT ? flight_new(c, call) : NULL;
    int err = f ? flight_begin(c, f) : ERR_FULL;
    c->counts.full += err == ERR_FULL;
    c->counts.unavailable += err == ERR_BUSY;
    if (err) {
        free(f);
        return err;
    }
    c->tag = f->tag;
    c->counts.asked++;
    flight_add(c, f);
    return 0;
}

void calls_up(struct calls *c) {
    for (struct flight *f = c->first; f; f = f->next) {
        bool again = f->was_sent;
        if (flight_send(c, f)) return; /* gone again: all of them with the next one */
        c->counts.repeated += again;
    }
}

/* ---- in ---- */

void calls_received(struct calls *c, struct span frame) {
    arena_reset(&c->in);
    const sippe__envelope *e = UNPACK(&c->in, sippe__envelope, frame, MESSAGE_OPEN);
    const sippe__reply *reply = e && e->content_case == SIPPE__ENVELOPE__CONTENT_REPLY ? e->reply : NULL;
    struct flight **at = reply ? flight_at(c, reply->tag) : NULL;
    if (!at || !*at || !span_equal(span_pb(reply->request_id), id_span(&(*at)->id))) {
        c->counts.strays++;
        return;
    }
    c->counts.answered++;
    flight_end(flight_take(c, at), 0, reply);
}

/* ---- time ---- */

static void silence_end(struct calls *c, struct flight *f) {
    if (f->repeated || f->sent_ms < 0 || c->now_ms - f->sent_ms < CALLS_SILENCE_MS) return;
    f->repeated = flight_send(c, f) == 0;
    c->counts.repeated += f->repeated;
}

static bool is_due(const struct calls *c, const struct flight *f) {
    return c->now_ms >= f->until_ms || (!f->was_sent && c->now_ms - f->asked_ms >= CALLS_SILENCE_MS);
}

/* From the front after each that is told, as it may have changed the list; what it sends now is not due. */
static struct flight **flight_due(struct calls *c) {
    struct flight **at = &c->first;
    while (*at && !is_due(c, *at)) at = &(*at)->next;
    return at;
}

void calls_tick(struct calls *c, int64_t now_ms) {
    c->now_ms = now_ms;
    for (struct flight **at = flight_due(c); *at; at = flight_due(c)) {
        bool was_sent = (*at)->was_sent;
        c->counts.timed_out += was_sent;
        c->counts.unavailable += !was_sent;
        flight_end(flight_take(c, at), was_sent ? ERR_TIMEOUT : ERR_BUSY, NULL);
    }
    for (struct flight *f = c->first; f; f = f->next) silence_end(c, f);
}

size_t calls_in_flight(const struct calls *c) { return c->n; }
const struct calls_counts *calls_counts(const struct calls *c) { return &c->counts; }
