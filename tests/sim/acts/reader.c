/* A partner's program. What it is promised: each number of its stream once and in order, and after a restore a position
 * from which to go on, which is never past what it has read. */
#include <stdlib.h>
#include "sim.h"

static void read_add(struct reader *r, uint64_t n, struct id id) {
    if (r->n_read == r->cap_read) {
        r->cap_read = r->cap_read ? 2 * r->cap_read : 32;
        r->read = realloc(r->read, r->cap_read * sizeof *r->read);
        if (!r->read) abort();
    }
    r->read[r->n_read].n = n;
    r->read[r->n_read++].id = id;
}

static void stand_at(struct reader *r, const sippe__position *p) {
    size_t len = p->chain.len < ID_LEN ? p->chain.len : ID_LEN;
    r->at.n = p->n;
    r->at.seq = p->seq;
    if (len) memcpy(r->chain, p->chain.data, len);
    r->at.chain = (ProtobufCBinaryData){len, r->chain};
}

static void begin_again(struct reader *r, const sippe__feed *feed) {
    if (!feed->begin || feed->begin->n > r->at.n || !r->restored) {
        sim_fault(r->sim, (struct id){{0}}, "%s was told of a restore, and %s", partner_names[r->index],
                  !r->restored ? "there was none" : "not where to begin");
        return;
    }
    stand_at(r, feed->begin);
    while (r->n_read && r->read[r->n_read - 1].n > r->at.n) r->n_read--;
}

static void take(struct reader *r, const sippe__feed *feed) {
    for (size_t i = 0; i < feed->n_records; i++) {
        const sippe__feed_record *record = feed->records[i];
        if (record->n != r->at.n + i + 1)
            sim_fault(r->sim, id_of(record->id), "%s stands at %llu and was given %llu", partner_names[r->index],
                      (unsigned long long)r->at.n, (unsigned long long)record->n);
        for (size_t k = 0; k < r->n_read; k++)
            if (id_is(record->id, r->read[k].id))
                sim_fault(r->sim, id_of(record->id), "%s was given a record twice", partner_names[r->index]);
        read_add(r, record->n, id_of(record->id));
    }
    if (feed->next) stand_at(r, feed->next);
}

static void taken(void *owner, struct world *w, const sippe__feed *feed) {
    struct reader *r = owner;
    (void)w;
    r->asking = false;
    if (feed->status && feed->status->code != CODE_OK) return;
    if ((feed->previous ? feed->previous->n : 0) != r->at.n) return; /* an answer to what it asked before */
    if (feed->forked)
        begin_again(r, feed);
    else
        take(r, feed);
}

/* Now and then another's, which it must not be given. */
static const char *stream_of(struct reader *r, struct arena *a) {
    int whose = chance(r->sim, 3) ? (int)prng_below(&r->sim->prng, PARTNERS) : r->index;
    return arena_printf(a, "partner:%s", key_named(r->sim, partner_names[whose])->organization);
}

void reader_run(struct reader *r) {
    struct arena a;
    if (r->asking) return;
    arena_init(&a);
    sippe__fetch *fetch = NEW(&a, sippe__fetch);
    fetch->stream = stream_of(r, &a);
    fetch->position = r->at.n ? &r->at : NULL;
    fetch->max_bytes = chance(r->sim, 50) ? 600 : 0;
    fetch->wait_ms = 1000 + (uint32_t)prng_below(&r->sim->prng, 1000);
    r->asking = true;
    world_fetch(r->sim->world, "notifications", partner_names[r->index], fetch, taken, r);
    arena_close(&a);
}

void reader_begin(struct sim *s, struct reader *r, int index) {
    *r = (struct reader){.sim = s, .index = index};
    sippe__position__init(&r->at);
}

void reader_end(struct reader *r) { free(r->read); }
