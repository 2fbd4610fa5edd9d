/* What was asked and answered, so that a seed that fails tells its own story. */
#include <sodium.h>
#include <stdarg.h>
#include <stdlib.h>
#include "sim.h"

enum { STEPS_SHOWN = 40, IDS_KEPT = 4 };

struct step {
    int64_t at_ms;
    const char *daemon, *method;
    char key[32];
    int reason, family;
    bool command;
    struct id ids[IDS_KEPT];
};
struct trace {
    struct step *list;
    size_t n, capacity;
    int64_t begun_ms;
};

struct trace *trace_new(void) {
    struct trace *t = calloc(1, sizeof *t);
    if (!t) abort();
    return t;
}

void trace_free(struct trace *t) {
    free(t->list);
    free(t);
}

struct gathering {
    struct step *step;
    size_t n;
};

static void gather(void *owner, const char *field, struct id id, const ProtobufCMessage *in) {
    struct gathering *g = owner;
    (void)in;
    if (g->n < IDS_KEPT && id_names_thing(field)) g->step->ids[g->n++] = id;
}

static struct step *step_new(struct trace *t) {
    if (t->n == t->capacity) {
        t->capacity = t->capacity ? 2 * t->capacity : 512;
        t->list = realloc(t->list, t->capacity * sizeof *t->list);
        if (!t->list) abort();
    }
    return memset(&t->list[t->n++], 0, sizeof *t->list);
}

void trace_step(struct sim *s, const struct asked *q, int reason, const ProtobufCMessage *reply) {
    struct step *step = step_new(s->trace);
    struct gathering g = {step, 0};
    step->at_ms = world_now_ms(s->world);
    if (!s->trace->begun_ms) s->trace->begun_ms = step->at_ms;
    step->daemon = q->daemon;
    step->method = q->method;
    memcpy(step->key, q->key, sizeof step->key);
    step->reason = reason;
    step->command = q->command;
    ids_each(q->request, gather, &g);
    if (reply) ids_each(reply, gather, &g);
    step->family = g.n ? owners_family(s, step->ids[0]) : -1;
}

bool sim_fault(struct sim *s, struct id about, const char *format, ...) {
    va_list args;
    if (s->fault[0]) return false;
    va_start(args, format);
    vsnprintf(s->fault, sizeof s->fault, format, args);
    va_end(args);
    s->about = about;
    return false;
}

static void step_print(const struct trace *t, const struct step *step) {
    char hex[33];
    int64_t ms = step->at_ms - t->begun_ms;
    const ProtobufCEnumValue *reason = protobuf_c_enum_descriptor_get_value(&sippe__reason__descriptor, step->reason);
    fprintf(stderr, "  %6lld.%03d s  %-12s %-34s %-24s", (long long)(ms / 1000), (int)(ms % 1000), step->key,
            step->method, step->reason && reason ? reason->name : "OK");
    for (int i = 0; i < IDS_KEPT && !id_is_zero(step->ids[i]); i++) {
        id_hex(step->ids[i], hex);
        fprintf(stderr, " %.8s", hex);
    }
    fputc('\n', stderr);
}

/* Of a family: what was about her, or about a thing of hers. Of nobody: what changed something. */
static bool is_about(struct sim *s, const struct step *step) {
    int family = owners_family(s, s->about);
    if (id_is_zero(s->about)) return step->command;
    for (int i = 0; i < IDS_KEPT; i++)
        if (id_equal(step->ids[i], s->about)) return true;
    return family >= 0 && !id_is_zero(step->ids[0]) && owners_family(s, step->ids[0]) == family;
}

void trace_print(struct sim *s, uint64_t seed) {
    const struct trace *t = s->trace;
    size_t shown = 0, from = t->n;
    while (from && shown < STEPS_SHOWN) shown += is_about(s, &t->list[--from]);
    fprintf(stderr, "seed %llu: %s\n", (unsigned long long)seed, s->fault);
    for (; from < t->n; from++)
        if (is_about(s, &t->list[from])) step_print(t, &t->list[from]);
    fprintf(stderr, "again: tests/sim/run --seeds 1 --first %llu\n", (unsigned long long)seed);
}

/* ---- is a seed a run? ---- */

#define DIGEST_ADD(h, value) crypto_generichash_update((h), (const uint8_t *)&(value), sizeof(value))

static void step_add(crypto_generichash_state *h, const struct step *step) {
    DIGEST_ADD(h, step->at_ms);
    DIGEST_ADD(h, step->reason);
    DIGEST_ADD(h, step->ids);
    crypto_generichash_update(h, (const uint8_t *)step->key, strlen(step->key));
    crypto_generichash_update(h, (const uint8_t *)step->method, strlen(step->method));
}

void digest_print(struct sim *s, uint64_t seed) {
    crypto_generichash_state h;
    struct id digest;
    char hex[33];
    crypto_generichash_init(&h, NULL, 0, sizeof digest);
    for (size_t i = 0; i < s->trace->n; i++) step_add(&h, &s->trace->list[i]);
    for (int i = 0; i < DAEMONS; i++) {
        const struct engine *e = world_engine(s->world, daemon_names[i]);
        DIGEST_ADD(&h, e->seq);
        DIGEST_ADD(&h, e->chain);
        DIGEST_ADD(&h, e->access.chain);
    }
    crypto_generichash_final(&h, digest.bytes, sizeof digest);
    id_hex(digest, hex);
    printf("seed %llu: %s %zu steps\n", (unsigned long long)seed, hex, s->trace->n);
}
