/* bench-client ENDPOINT SERVER.pub OWN.key IN-FLIGHT SECONDS [adopt]: SubmitScreening through CURVE to a daemon, that
 * many unanswered at a time. With adopt: first the rules, by this key, and nothing else. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "bus/client.h"
#include "samples.h"
#include "work.h"

struct flight {
    struct id id;
    int64_t sent_us;
};

struct run {
    struct flight *flights; /* those under way */
    size_t n;
    struct samples samples;
    size_t refused, unavailable;
};

static void answered(void *owner, const sippe__reply *r) {
    struct run *run = owner;
    for (size_t i = 0; i < run->n; i++) {
        if (!span_equal(span_pb(r->request_id), id_span(&run->flights[i].id))) continue;
        samples_add(&run->samples, samples_now_us() - run->flights[i].sent_us);
        run->flights[i] = run->flights[--run->n];
        if (r->status->code != CODE_OK) {
            run->refused++;
            if (getenv("BENCH_SAY")) fprintf(stderr, "%s\n", r->status->message_en);
        }
        return;
    }
}

static struct id id_next(void) {
    static uint64_t n;
    uint64_t parts[2] = {(uint64_t)samples_now_us() << 8, n++};
    return id_derive("bench", span_of(parts, sizeof parts), span_of("", 0), span_of("", 0));
}

static int submit(struct bus_client *c, struct run *run, struct span body) {
    struct bus_request r = {.method = "intake.SubmitScreening", .body = body, .id = id_next()};
    int err = bus_client_send(c, &r);
    if (!err) run->flights[run->n++] = (struct flight){r.id, samples_now_us()};
    return err;
}

static int adopt(struct bus_client *c, const char *territory) {
    struct arena a;
    arena_init(&a);
    sippe__reply *reply = NULL;
    struct bus_request r = {.method = "intake.AdoptTerritory", .body = work_rules(&a, territory), .id = id_next()};
    int err = bus_client_call(c, &r, &a, &reply);
    bool done = !err && reply->status->code == CODE_OK;
    if (!done) fprintf(stderr, "adopt: %d %s\n", err, reply && reply->status ? reply->status->message_en : "");
    arena_close(&a);
    return done ? 0 : 1;
}

static int load(struct bus_client *c, struct run *run, size_t in_flight, double seconds) {
    static struct work w;
    work_make(&w, 1, WORK_MAX, (day)(time(NULL) / 86400));
    run->flights = calloc(in_flight, sizeof *run->flights);
    if (!run->flights) return 1;
    int64_t began = samples_now_us(), until = began + (int64_t)(seconds * 1e6);
    size_t sent = (size_t)began % w.n;
    while (samples_now_us() < until) {
        while (run->n < in_flight && submit(c, run, work_body(&w, sent)) == 0) sent++;
        if (bus_client_poll(c, 1000) < 0) return 1;
    }
    int64_t end = samples_now_us();
    samples_print(&run->samples, "sippe", in_flight, (double)(end - began) / 1e6);
    if (run->refused) fprintf(stderr, "%zu of %zu refused\n", run->refused, run->samples.n);
    work_close(&w);
    return run->refused * 100 > run->samples.n;
}

int main(int argc, char **argv) {
    if (argc < 6) return 2;
    struct bus *b;
    struct bus_client *c;
    struct key_file server, own;
    struct line_fault fault;
    struct run run = {.n = 0};
    if (key_public_load(argv[2], &server, &fault) || key_secret_load(argv[3], &own, &fault) || bus_open(&b)) return 1;
    struct bus_client_options o = {
        .endpoint = argv[1], .server_key = server.pair.public_key, .own = &own.pair, .reply = answered, .owner = &run};
    int err = bus_client_open(b, &o, &c);
    if (!err) err = bus_client_connect(c, 6000);
    if (err) {
        fprintf(stderr, "%s: no connection (%d)\n", argv[1], err);
        return 1;
    }
    int status = argc > 6 ? adopt(c, argv[6]) : load(c, &run, strtoul(argv[4], NULL, 10), strtod(argv[5], NULL));
    bus_client_close(c);
    bus_close(b);
    return status;
}
