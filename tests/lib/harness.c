#include "harness_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* A question to a stream may wait for 2 s at the daemon, and asking again begins its wait anew. */
enum { RESEND_MS = 900, FETCH_RESEND_MS = 3000, STEP_MS = 20, MAP_BYTES = 256 << 20 };

/* ---- daemons ---- */

int daemon_index(const struct world *w, const char *name) {
    for (size_t i = 0; i < w->n_daemons; i++)
        if (strcmp(w->daemons[i].service->name, name) == 0) return (int)i;
    return -1;
}

static bool loses_commit(void *owner) {
    struct daemon *d = owner;
    bool lost = d->lose_commit;
    d->lose_commit = false;
    return lost;
}

static const char *setting(void *owner, const char *name) {
    const struct world *w = ((struct daemon *)owner)->world;
    if (strcmp(name, "link-origin") == 0) return w->link_origin;
    return strcmp(name, "figures-folder") == 0 ? w->figures_folder : NULL;
}

int daemon_open(struct world *w, struct daemon *d) {
    struct engine_options o = {
        .dir = d->dir,
        .service = d->service,
        .territory = w->territory,
        .release = "test",
        .map_bytes = d->map_bytes,
        .wrapping = &d->wrapping,
        .trusted = w->keys,
        .n_trusted = w->n_keys,
        .salt = id_derive("test salt", span_text(d->service->name), (struct span){NULL, 0}, (struct span){NULL, 0}),
        .started_ms = w->now_ms,
        .throwaway = true,
        .lists_behind = true,
        .fails_commit = loses_commit,
        .setting = setting,
        .owner = d};
    int err = engine_open(&d->engine, &o);
    if (err) fprintf(stderr, "%s: %s\n", d->service->name, engine_open_error());
    return err;
}

struct engine *world_engine(struct world *w, const char *daemon) {
    return w->daemons[daemon_index(w, daemon)].engine;
}
const char *world_dir(const struct world *w, const char *daemon) { return w->daemons[daemon_index(w, daemon)].dir; }

void world_stop(struct world *w, const char *daemon) {
    struct daemon *d = &w->daemons[daemon_index(w, daemon)];
    engine_close(d->engine);
    d->engine = NULL;
    d->n_out = 0;
}

int world_start(struct world *w, const char *daemon) { return daemon_open(w, &w->daemons[daemon_index(w, daemon)]); }

void world_crash(struct world *w, const char *daemon) {
    world_stop(w, daemon);
    if (world_start(w, daemon)) abort();
}

/* ---- the world ---- */

struct world *world_new(const struct world_options *o) {
    struct world *w = calloc(1, sizeof *w);
    if (!w) abort();
    prng_init(&w->prng, o->seed);
    w->now_ms = o->start_ms;
    w->faults = o->faults;
    memcpy(w->territory, o->territory, strnlen(o->territory, sizeof w->territory - 1));
    const char *tmp = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp";
    snprintf(w->root, sizeof w->root, "%s/sippe-world-XXXXXX", tmp);
    if (!mkdtemp(w->root)) abort();
    for (size_t i = 0; i < o->n_services; i++) {
        struct daemon *d = &w->daemons[w->n_daemons++];
        d->world = w;
        d->service = o->services[i];
        d->map_bytes = MAP_BYTES;
        d->wrapping = wrapping_test;
        snprintf(d->dir, sizeof d->dir, "%s/%s", w->root, d->service->name);
        world_key(w, d->service->name, ROLE_DAEMON, "");
    }
    return w;
}

void world_public_key(const char *name, uint8_t out[32]) {
    memset(out, 0, 32);
    memcpy(out, name, strnlen(name, 32));
}

void world_speak_for(struct world *w, const char *member) { w->speaks_for = member; }

void world_key(struct world *w, const char *name, sippe__role role, const char *organization) {
    if (w->n_keys == WORLD_KEYS) abort();
    struct trusted_key *k = &w->keys[w->n_keys++];
    *k = (struct trusted_key){.name = name, .role = role, .organization = organization};
    world_public_key(name, k->public_key);
}

/* As the transport names a connection: those of the configuration by their names, a member's by a hash of its key
 * (engine_key_name), also when it may not connect any more. */
void world_connection(const struct world *w, const char *name, char out[64]) {
    uint8_t key[32];
    for (size_t i = 0; i < w->n_keys; i++)
        if (strcmp(w->keys[i].name, name) == 0) {
            snprintf(out, 64, "%s", name);
            return;
        }
    world_public_key(name, key);
    id_hex(id_derive("sippe key", span_of(key, sizeof key), (struct span){NULL, 0}, (struct span){NULL, 0}), out);
}

void world_free(struct world *w) {
    if (!w) return;
    for (size_t i = 0; i < w->n_daemons; i++) engine_close(w->daemons[i].engine);
    while (w->letters) {
        struct letter *next = w->letters->next;
        free(w->letters);
        w->letters = next;
    }
    while (w->calls) {
        struct call *next = w->calls->next;
        free(w->calls->frame);
        free(w->calls);
        w->calls = next;
    }
    links_free(w);
    free(w->clients);
    folder_remove(w->root);
    free(w);
}

int64_t world_now_ms(const struct world *w) { return w->now_ms; }
void world_pass(struct world *w, int64_t ms) { w->now_ms += ms; }
void world_skew(struct world *w, const char *daemon, int64_t ms) { w->daemons[daemon_index(w, daemon)].skew_ms = ms; }
void world_cut_off(struct world *w, const char *daemon, const char *from, bool off) {
    w->cut_off[daemon_index(w, daemon)][daemon_index(w, from)] = off;
    w->cut_off[daemon_index(w, from)][daemon_index(w, daemon)] = off;
}

void world_resize(struct world *w, const char *daemon, uint64_t bytes) {
    w->daemons[daemon_index(w, daemon)].map_bytes = bytes ? bytes : MAP_BYTES;
    world_crash(w, daemon);
}

void world_rewrap(struct world *w, const char *daemon) {
    struct daemon *d = &w->daemons[daemon_index(w, daemon)];
    struct wrapping_key fresh;
    for (size_t i = 0; i < sizeof fresh.bytes; i++) fresh.bytes[i] = (uint8_t)prng_below(&w->prng, 256);
    world_crash(w, daemon);
    if (engine_rewrap(d->engine, &fresh, world_request_id(w))) abort();
    world_stop(w, daemon);
    d->wrapping = fresh;
    if (world_start(w, daemon)) abort();
}

struct prng *world_prng(struct world *w) {
    return &w->prng;
}
void world_faults_set(struct world *w, struct world_faults f) { w->faults = f; }

static bool happens(struct world *w, unsigned in_ten_thousand) {
    return in_ten_thousand && prng_below(&w->prng, 10000) < in_ten_thousand;
}

struct id world_request_id(struct world *w) {
    struct id id;
    for (size_t i = 0; i < ID_LEN; i++) id.bytes[i] = (uint8_t)prng_below(&w->prng, 256);
    return id;
}

/* ---- the network ---- */

static void letter_put(struct world *w, int from, int to, const char *principal, struct span frame, int64_t at_ms) {
    struct letter *l = calloc(1, sizeof *l + frame.len);
    if (!l) abort();
    l->from = from;
    l->to = to;
    l->at_ms = at_ms;
    l->order = w->n_letters++;
    l->len = frame.len;
    memcpy(l->frame, frame.data, frame.len);
    memcpy(l->principal, principal, strnlen(principal, sizeof l->principal - 1));
    struct letter **p = &w->letters;
    while (*p && ((*p)->at_ms < at_ms || ((*p)->at_ms == at_ms && (*p)->order < l->order))) p = &(*p)->next;
    l->next = *p;
    *p = l;
}

void world_turned(struct world *w, world_turned_fn *turned, void *owner) {
    w->turned = turned;
    w->turned_owner = owner;
}

void world_stepped(struct world *w, world_stepped_fn *stepped, void *owner) {
    w->stepped = stepped;
    w->stepped_owner = owner;
}

void world_watch(struct world *w, world_watch_fn *watch, void *owner) {
    w->watch = watch;
    w->watch_owner = owner;
}

/* Of what a daemon sends: for whom it is. */
static void watched(struct world *w, int from, int to, struct span frame) {
    struct arena a;
    arena_init(&a);
    const sippe__envelope *envelope = UNPACK_OWN(&a, sippe__envelope, frame);
    const char *whom = to >= 0 ? w->daemons[to].service->name : w->clients[-1 - to];
    if (envelope) w->watch(w->watch_owner, w->daemons[from].service->name, whom, to, envelope);
    arena_close(&a);
}

void letter_send(struct world *w, int from, int to, const char *principal, struct span frame) {
    if (w->watch && from >= 0) watched(w, from, to, frame);
    if (from >= 0 && to >= 0 && w->cut_off[from][to]) return;
    if (happens(w, w->faults.drop)) return;
    int copies = happens(w, w->faults.duplicate) ? 2 : 1;
    for (int i = 0; i < copies; i++) {
        int64_t delay = 1 + (int64_t)prng_below(&w->prng, 3);
        if (happens(w, w->faults.delay)) delay += (int64_t)prng_below(&w->prng, 4000);
        letter_put(w, from, to, principal, frame, w->now_ms + delay);
    }
}

static struct engine_route route_of(int from) {
    struct engine_route r = {{0}};
    memcpy(r.bytes, &from, sizeof from);
    return r;
}

static void deliver(struct world *w, const struct letter *l) {
    if (l->to < 0) {
        deliver_to_client(w, l);
        return;
    }
    struct daemon *d = &w->daemons[l->to];
    if (!d->engine) return;
    bool feed = l->from >= 0 && l->principal[0] == '>'; /* an answer on a link that we opened */
    struct engine_in in = {.route = route_of(l->from),
                           .principal = l->principal,
                           .journal = feed ? w->daemons[l->from].service->name : NULL,
                           .frame = span_of(l->frame, l->len)};
    engine_push(d->engine, &in);
}

static void outputs_send(struct world *w, int index) {
    struct daemon *d = &w->daemons[index];
    size_t n;
    const struct engine_out *out = engine_out(d->engine, &n);
    for (size_t i = 0; i < n; i++) {
        int to;
        memcpy(&to, out[i].route.bytes, sizeof to);
        if (out[i].journal) {
            int producer = daemon_index(w, out[i].journal);
            if (producer < 0 || !w->daemons[producer].engine)
                engine_link_down(d->engine, out[i].journal, w->now_ms);
            else
                letter_send(w, index, producer, d->service->name, out[i].frame);
        } else {
            letter_send(w, index, to, to >= 0 ? ">" : "", out[i].frame);
        }
    }
}

/* ---- time ---- */

static void job_do(struct world *w, int index, struct engine_job *job) {
    struct engine *e = w->daemons[index].engine;
    job->run(job);
    engine_job_done(e, job, w->now_ms + w->daemons[index].skew_ms);
    outputs_send(w, index);
}

/* Those that have had their time; a daemon that died has none any more. */
static void jobs_back(struct world *w, int index) {
    struct daemon *d = &w->daemons[index];
    size_t kept = 0, n = d->n_out;
    d->n_out = 0;
    for (size_t i = 0; i < n; i++) {
        if (d->out[i].at_ms > w->now_ms)
            d->out[kept++] = d->out[i];
        else
            job_do(w, index, d->out[i].job);
    }
    d->n_out = kept;
}

static void jobs_run(struct world *w, int index) {
    struct daemon *d = &w->daemons[index];
    for (struct engine_job *job = engine_take_jobs(d->engine), *next; job; job = next) {
        bool slow = happens(w, w->faults.delay);
        next = job->next;
        d->out[d->n_out].job = job;
        d->out[d->n_out++].at_ms = w->now_ms + w->jobs_take_ms + (int64_t)(slow ? prng_below(&w->prng, 4000) : 0);
    }
    jobs_back(w, index);
}

void world_figures(struct world *w, const char *folder) { w->figures_folder = folder; }
void world_links(struct world *w, const char *origin) { w->link_origin = origin; }

void world_jobs_take(struct world *w, int64_t ms) { w->jobs_take_ms = ms; }

static void turn(struct world *w, int index) {
    struct daemon *d = &w->daemons[index];
    if (d->engine) jobs_back(w, index);
    if (!d->engine || !engine_has_work(d->engine, w->now_ms + d->skew_ms)) return;
    if (happens(w, w->faults.clock_jump)) d->skew_ms = (int64_t)prng_below(&w->prng, 4 * 60000) - 2 * 60000;
    d->lose_commit = happens(w, w->faults.crash_before_commit);
    uint64_t seq = d->engine->seq;
    int err = engine_turn(d->engine, w->now_ms + d->skew_ms, w->now_ms);
    if (!err && w->turned) w->turned(w->turned_owner, w, d->service->name, seq);
    d->lose_commit = false;
    bool lost = !err && happens(w, w->faults.crash_after_commit);
    if (!lost) outputs_send(w, index); /* after a failed commit there must be nothing to send */
    if (err || lost)
        world_crash(w, d->service->name);
    else
        jobs_run(w, index);
}

static void calls_resend(struct world *w) {
    for (struct call *c = w->calls; c; c = c->next) {
        if (c->resend_ms > w->now_ms) continue;
        c->resend_ms = w->now_ms + (c->taken ? FETCH_RESEND_MS : RESEND_MS) + (int64_t)prng_below(&w->prng, 200);
        letter_send(w, c->index, c->daemon, c->principal, span_of(c->frame, c->len));
    }
}

static void step(struct world *w, int64_t until_ms) {
    while (w->letters && w->letters->at_ms <= w->now_ms) {
        struct letter *l = w->letters;
        w->letters = l->next;
        deliver(w, l);
        free(l);
    }
    calls_resend(w);
    for (size_t i = 0; i < w->n_daemons; i++) turn(w, (int)i);
    if (w->stepped) w->stepped(w->stepped_owner, w);
    int64_t next = w->now_ms + STEP_MS;
    if (w->letters && w->letters->at_ms < next) next = w->letters->at_ms;
    if (next <= w->now_ms) next = w->now_ms + 1;
    w->now_ms = next < until_ms ? next : until_ms;
}

void daemons_open(struct world *w) {
    for (size_t i = 0; i < w->n_daemons; i++) {
        struct daemon *d = &w->daemons[i];
        if (d->engine || access(d->dir, F_OK) == 0) continue;
        folder_make(d->dir);
        if (daemon_open(w, d)) abort();
    }
}

void world_run(struct world *w, int64_t ms) {
    daemons_open(w);
    int64_t until = w->now_ms + ms;
    while (w->now_ms < until) step(w, until);
}

static bool caught_up(struct world *w) {
    struct arena a;
    arena_init(&a);
    bool all = w->calls == NULL;
    for (size_t i = 0; all && i < w->n_daemons; i++) {
        struct engine *e = w->daemons[i].engine;
        if (!e) continue;
        struct view v = {e, &a, &e->snapshot};
        for (size_t f = 0; all && f < e->n_follows; f++) {
            struct engine *producer = w->daemons[daemon_index(w, e->follows[f].journal)].engine;
            if (!producer) continue;
            struct view pv = {producer, &a, &producer->snapshot};
            engine_rows__cursor *cursor = cursor_read(&v, e->follows[f].journal);
            all = cursor->stopped[0] || stream_head(&pv, arena_printf(&a, "daemons:%s", e->service->name)) ==
                                            (cursor->position ? cursor->position->n : 0);
        }
    }
    arena_close(&a);
    return all;
}

bool world_settle(struct world *w, int64_t at_most_ms) {
    int64_t until = w->now_ms + at_most_ms;
    do {
        world_run(w, 200);
        if (caught_up(w)) return true;
    } while (w->now_ms < until);
    return false;
}
