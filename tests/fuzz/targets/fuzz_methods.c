/* Every method of the four daemons: the first byte says which, the second who asks and when, the rest is the body.
 * An answer comes; what was refused left no record but one that it says it notes; a query leaves none; an answer is a message of the contract. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "engine/open/open.h"
#include "fuzz.h"
#include "methods.h"
#include "station.h"

static const char *asking(const struct method *c, unsigned choice) {
    const char *allowed[ROLE_GATEWAY + 1];
    size_t n = 0;
    for (int role = ROLE_DESK; role <= ROLE_PRIVACY; role++)
        if (c->roles & (1u << role) && station_key_of((sippe__role)role))
            allowed[n++] = station_key_of((sippe__role)role);
    return n ? allowed[choice % n] : "coordinator";
}

static void check_reply(struct station *s, const struct target *m, const sippe__reply *r, const uint8_t id[16]) {
    if (!r) station_fault("%s: no answer", m->name);
    if (!span_equal(span_pb(r->request_id), span_of(id, 16)))
        station_fault("%s: the answer to another request", m->name);
    if (!r->status) station_fault("%s: an answer without a status", m->name);
    if (r->status->reason == REASON_INTERNAL) station_fault("%s: INTERNAL", m->name);
    const char *fault = NULL;
    if (r->status->code == CODE_OK &&
        message_check(&s->arena, m->method->reply, span_pb(r->body), MESSAGE_STRICT, &fault))
        station_fault("%s: its reply is not of the contract: %s", m->name, fault);
}

/* FUZZ_SAY=1: at the end, how often each method was granted. A corpus that is always refused tests little. */
static unsigned asked[256], granted[256];

static void say_granted(void) {
    for (size_t i = 0; i < method_count(); i++)
        if (asked[i]) fprintf(stderr, "%-40s %7u asked %7u granted\n", method_at(i)->name, asked[i], granted[i]);
}

static void count(size_t method, const sippe__reply *reply) {
    static bool registered;
    if (!registered && getenv("FUZZ_SAY")) atexit(say_granted);
    registered = true;
    asked[method]++;
    granted[method] += reply->status->code == CODE_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
    if (len < 2) return 0;
    static uint64_t n_requests;
    struct station *s = station_take();
    const struct target *m = method_at(data[0]);
    uint64_t id[2] = {data[1] & METHOD_REPEATS ? data[0] : ++n_requests, 77};
    uint8_t *body = arena_copy(&s->arena, data + 2, len - 2);
    station_ids_fill(s, body, len - 2);
    if (data[1] & METHOD_LATER) s->now_ms += 3600000;
    const struct engine_counters *c = engine_counters(world_engine(s->world, m->daemon));
    struct engine_counters before = *c;
    struct span frame = station_frame(&s->arena, m->name, (const uint8_t *)id, span_of(body, len - 2));
    const sippe__reply *reply = station_exchange(s, m->daemon, asking(m->method, data[1] & METHOD_WHO), NULL, frame);
    check_reply(s, m, reply, (const uint8_t *)id);
    count(data[0] % method_count(), reply);
    bool left_something =
        c->records != before.records && c->deadlines == before.deadlines && c->refusals_noted == before.refusals_noted;
    if (left_something && (m->method->query || reply->status->code != CODE_OK))
        station_fault("%s: %s, and yet there is a record", m->name, reply->status->message_en);
    station_leave(s);
    return 0;
}
