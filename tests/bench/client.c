/* What tests/bench/run says to real daemons.
 *   bench-client keys FOLDER PORT                     keys of the four daemons, an operator and a desk; peers.conf
 *   bench-client setup ENDPOINT FOLDER TERRITORY      adopts the rules, admits the desk
 *   bench-client admit ENDPOINT FOLDER                admits the desk where the rules are adopted
 *   bench-client load ENDPOINT FOLDER IN-FLIGHT SECONDS [SEED]   SubmitScreening through CURVE, so many unanswered at a
 *                                                    time; of families from SEED on, each once: a call that is known writes nothing
 *   bench-client floor ENDPOINT FOLDER IN-FLIGHT SECONDS  the same with node.GetHealth: a request without a store
 *   bench-client metrics ENDPOINT FOLDER              the daemon's own measures, as Prometheus text */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include "base/daemons.h"
#include "base/message.h"
#include "bus/client.h"
#include "proto/intake.h"
#include "keys/peers.h"
#include "proto/node.h"
#include "samples.h"
#include "work.h"

static void fail(const char *what, int err) {
    fprintf(stderr, "bench-client: %s (%d)\n", what, err);
    exit(1);
}

/* ---- keys ---- */

static struct key_file key_make(const char *folder, const char *name, sippe__role role) {
    struct key_file k = {.role = role, .created_ms = 1};
    snprintf(k.name, sizeof k.name, "%s", name);
    key_pair_new(&k.pair);
    int err = key_file_save(folder, &k);
    if (err) fail(name, err);
    return k;
}

static int keys(const char *folder, unsigned port) {
    const char *peers = "";
    struct arena a;
    char path[600];
    arena_init(&a);
    for (unsigned i = 0; i < 4; i++) {
        struct key_file k = key_make(folder, daemon_names[i], ROLE_DAEMON);
        char key[KEY_TEXT_LEN + 1];
        key_text(k.pair.public_key, key);
        peers = arena_printf(&a, "%s%s.key = %s\n%s.internal = tcp://127.0.0.1:%u\n%s.public = tcp://127.0.0.1:%u\n",
                             peers, k.name, key, k.name, port + 2 * i, k.name, port + 2 * i + 1);
    }
    key_make(folder, "bench-operator", ROLE_OPERATOR);
    key_make(folder, "bench-desk", ROLE_DESK);
    snprintf(path, sizeof path, "%s/peers.conf", folder);
    FILE *f = fopen(path, "w");
    if (!f || fputs(peers, f) < 0 || fclose(f)) fail(path, 0);
    arena_close(&a);
    return 0;
}

/* ---- a connection ---- */

struct wire {
    struct bus *bus;
    struct bus_client *client;
};

static struct key_file key_load(const char *folder, const char *name, bool secret) {
    struct key_file k;
    struct line_fault fault;
    char path[600];
    snprintf(path, sizeof path, "%s/%s.%s", folder, name, secret ? "key" : "pub");
    int err = secret ? key_secret_load(path, &k, &fault) : key_public_load(path, &k, &fault);
    if (err) fail(path, err);
    return k;
}

static void line_open(struct wire *l, const char *endpoint, const char *folder, const char *who,
                      void (*reply)(void *, const sippe__reply *), void *owner) {
    struct key_file server = key_load(folder, "intake", false), own = key_load(folder, who, true);
    struct bus_client_options o = {
        .endpoint = endpoint, .server_key = server.pair.public_key, .own = &own.pair, .reply = reply, .owner = owner};
    int err = bus_open(&l->bus);
    if (!err) err = bus_client_open(l->bus, &o, &l->client);
    if (!err) err = bus_client_connect(l->client, 6000);
    if (err) fail(endpoint, err);
}

static void line_close(struct wire *l) {
    bus_client_close(l->client);
    bus_close(l->bus);
}

static struct id id_next(void) {
    static uint64_t n;
    uint64_t parts[2] = {(uint64_t)samples_now_us(), n++};
    return id_derive("bench", span_of(parts, sizeof parts), span_of("", 0), span_of("", 0));
}

static struct span ask(struct wire *l, struct arena *a, const char *method, const ProtobufCMessage *message,
                       struct span body) {
    sippe__reply *reply = NULL;
    struct bus_request r = {.method = method, .message = message, .body = body, .id = id_next()};
    int err = bus_client_call(l->client, &r, a, &reply);
    if (err) fail(method, err);
    if (reply->status->code != CODE_OK) fail(reply->status->message_en, (int)reply->status->reason);
    return span_pb(reply->body);
}

static int admit(const char *endpoint, const char *folder, const char *territory) {
    struct wire l;
    struct arena a;
    arena_init(&a);
    line_open(&l, endpoint, folder, "bench-operator", NULL, NULL);
    if (territory) ask(&l, &a, "intake.AdoptTerritory", NULL, work_rules(&a, territory));
    struct key_file desk = key_load(folder, "bench-desk", false);
    intake__add_member_request *r = NEW(&a, intake__add_member_request);
    r->member = NEW(&a, intake__member);
    r->member->name = "bench-desk";
    r->member->role = ROLE_DESK;
    r->member->organization = WORK_CLSC;
    APPEND(&a, r->member, public_keys, pb_of(span_of(desk.pair.public_key, KEY_LEN)));
    ask(&l, &a, "intake.AddMember", &r->base, (struct span){NULL, 0});
    line_close(&l);
    arena_close(&a);
    return 0;
}

static int metrics(const char *endpoint, const char *folder) {
    struct wire l;
    struct arena a;
    arena_init(&a);
    line_open(&l, endpoint, folder, "bench-operator", NULL, NULL);
    struct span body =
        ask(&l, &a, "node.GetMetrics", &NEW(&a, node__get_metrics_request)->base, (struct span){NULL, 0});
    fputs(UNPACK_OWN(&a, node__get_metrics_reply, body)->text, stdout);
    line_close(&l);
    arena_close(&a);
    return 0;
}

/* ---- load ---- */

struct flight {
    struct id id;
    int64_t sent_us;
};

struct target {
    const char *endpoint, *folder;
    size_t in_flight;
    double seconds;
    uint64_t seed;
};

enum { A_SECOND = 24000, LOADS_MAX = 128 };
struct bodies {
    struct work list[LOADS_MAX];
    size_t n;
};

struct run {
    struct flight *flights; /* those under way */
    size_t n;
    struct samples samples;
    size_t refused;
};

static void answered(void *owner, const sippe__reply *r) {
    struct run *run = owner;
    for (size_t i = 0; i < run->n; i++) {
        if (!span_equal(span_pb(r->request_id), id_span(&run->flights[i].id))) continue;
        samples_add(&run->samples, samples_now_us() - run->flights[i].sent_us);
        run->flights[i] = run->flights[--run->n];
        run->refused += r->status->code != CODE_OK;
        return;
    }
}

static int ask_one(struct wire *l, struct run *run, const char *method, struct span body) {
    struct bus_request r = {.method = method, .body = body, .id = id_next()};
    int err = bus_client_send(l->client, &r);
    if (!err) run->flights[run->n++] = (struct flight){r.id, samples_now_us()};
    return err;
}

static struct span body_of(const struct bodies *b, size_t i) {
    return b ? work_body(&b->list[i / WORK_MAX % b->n], i % WORK_MAX) : (struct span){NULL, 0};
}

/* Of what has no body `b` is NULL. */
static int load(const struct target *to, const char *what, const char *method, const struct bodies *b) {
    size_t in_flight = to->in_flight;
    struct run run = {.n = 0};
    struct wire l;
    line_open(&l, to->endpoint, to->folder, "bench-desk", answered, &run);
    run.flights = calloc(in_flight, sizeof *run.flights);
    if (!run.flights) return 1;
    int64_t began = samples_now_us(), until = began + (int64_t)(to->seconds * 1e6);
    for (size_t sent = 0; samples_now_us() < until;) {
        while (run.n < in_flight && ask_one(&l, &run, method, body_of(b, sent)) == 0) sent++;
        if (bus_client_poll(l.client, 1000) < 0) fail("denied", 0);
    }
    samples_print(&run.samples, what, in_flight, (double)(samples_now_us() - began) / 1e6);
    if (run.refused) fprintf(stderr, "%zu of %zu refused\n", run.refused, run.samples.n);
    line_close(&l);
    free(run.flights);
    return run.refused * 100 > run.samples.n || run.samples.n == 0;
}

static int submissions(const struct target *to) {
    static struct bodies b;
    b.n = 1 + (size_t)(to->seconds * A_SECOND) / WORK_MAX;
    if (b.n > LOADS_MAX) b.n = LOADS_MAX;
    for (size_t i = 0; i < b.n; i++) work_make(&b.list[i], to->seed + i, WORK_MAX, (day)(time(NULL) / 86400));
    int rc = load(to, "sippe", "intake.SubmitScreening", &b);
    for (size_t i = 0; i < b.n; i++) work_close(&b.list[i]);
    return rc;
}

int main(int argc, char **argv) {
    const char *what = argc > 3 ? argv[1] : "";
    if (strcmp(what, "keys") == 0) return keys(argv[2], (unsigned)strtoul(argv[3], NULL, 10));
    if (strcmp(what, "metrics") == 0) return metrics(argv[2], argv[3]);
    if (strcmp(what, "setup") == 0 && argc == 5) return admit(argv[2], argv[3], argv[4]);
    if (strcmp(what, "admit") == 0) return admit(argv[2], argv[3], NULL);
    if (argc >= 6) {
        uint64_t seed = argc > 6 ? strtoull(argv[6], NULL, 10) : 1;
        struct target to = {argv[2], argv[3], strtoul(argv[4], NULL, 10), strtod(argv[5], NULL), seed};
        if (strcmp(what, "load") == 0) return submissions(&to);
        if (strcmp(what, "floor") == 0) return load(&to, "request", "node.GetHealth", NULL);
    }
    fprintf(stderr, "bench-client keys | setup | admit | load | floor | metrics: see the source\n");
    return 2;
}
