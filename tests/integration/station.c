#include "station.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "base/message.h"
#include "sys/clock.h"

#define MUST(call)                                                                                                     \
    do {                                                                                                               \
        if ((call) != 0) abort();                                                                                      \
    } while (0)

static bool key_known(void *owner, const uint8_t public_key[KEY_LEN], char name[KEY_NAME_MAX + 1]) {
    struct station *s = owner;
    bool found = false;
    pthread_mutex_lock(&s->lock);
    for (size_t i = 0; i < s->n_keys && !found; i++) {
        if (!s->keys[i].known || memcmp(s->keys[i].pair.public_key, public_key, KEY_LEN) != 0) continue;
        memcpy(name, s->keys[i].name, sizeof s->keys[i].name);
        found = true;
    }
    pthread_mutex_unlock(&s->lock);
    return found;
}

static void request_note(struct station *s, const struct bus_message *m, const sippe__request *r) {
    pthread_mutex_lock(&s->lock);
    memcpy(s->principal, m->principal, strlen(m->principal) + 1);
    s->route = m->route;
    if (r && s->n_ids < STATION_IDS_MAX) s->ids[s->n_ids++] = id_of(r->id);
    pthread_mutex_unlock(&s->lock);
}

static sippe__envelope *answer_of(struct arena *a, const sippe__envelope *e) {
    sippe__envelope *answer = NEW(a, sippe__envelope);
    if (e->content_case == SIPPE__ENVELOPE__CONTENT_REQUEST) {
        answer->content_case = SIPPE__ENVELOPE__CONTENT_REPLY;
        answer->reply = NEW(a, sippe__reply);
        answer->reply->request_id = e->request->id;
        answer->reply->body = e->request->body;
    } else if (e->content_case == SIPPE__ENVELOPE__CONTENT_FETCH) {
        answer->content_case = SIPPE__ENVELOPE__CONTENT_FEED;
        answer->feed = NEW(a, sippe__feed);
        answer->feed->stream = e->fetch->stream;
        answer->feed->head = 7;
    } else if (e->content_case == SIPPE__ENVELOPE__CONTENT_PING) {
        answer->content_case = SIPPE__ENVELOPE__CONTENT_PONG;
        answer->pong = NEW(a, sippe__pong);
        answer->pong->nonce = e->ping->nonce;
    } else
        return NULL;
    return answer;
}

static bool stays_mute(struct station *s) {
    int left = atomic_load(&s->mute);
    if (left > 0) atomic_store(&s->mute, left - 1);
    return left != 0;
}

static void message_received(void *owner, const struct bus_message *m) {
    struct station *s = owner;
    struct arena a;
    arena_init(&a);
    sippe__envelope *e = UNPACK(&a, sippe__envelope, m->payload, MESSAGE_STRICT);
    bool is_request = e && e->content_case == SIPPE__ENVELOPE__CONTENT_REQUEST;
    request_note(s, m, is_request ? e->request : NULL);
    sippe__envelope *answer = e ? answer_of(&a, e) : NULL;
    struct bus_server *from = m->route.side == BUS_INTERNAL ? s->internal : s->public_side;
    if (answer && !stays_mute(s)) bus_server_send(from, m->route, message_pack(&a, &answer->base));
    atomic_fetch_add(&s->requests, 1);
    arena_close(&a);
}

static int side_open(struct station *s, enum bus_side side, const char *endpoint, struct bus_server **out) {
    return bus_server_open(
        s->bus,
        &(struct bus_server_options){
            .side = side, .endpoint = endpoint, .own = &s->own, .received = message_received, .owner = s},
        out);
}

void station_wait(struct bus *b, int timeout_ms) {
    for (int i = 0; i < timeout_ms && !bus_ready(b); i++) nanosleep(&(struct timespec){0, 1000000}, NULL);
}

static void public_restart(struct station *s) {
    char endpoint[128];
    size_t len = strlen(bus_server_endpoint(s->public_side));
    assert(len < sizeof endpoint);
    memcpy(endpoint, bus_server_endpoint(s->public_side), len + 1);
    bus_server_close(s->public_side);
    for (int64_t until = clock_mono_ms() + s->restart_after_ms; clock_mono_ms() < until;) {
        station_wait(s->bus, 10);
        bus_work(s->bus, 64);
    }
    while (side_open(s, BUS_PUBLIC, endpoint, &s->public_side) == ERR_BUSY)
        nanosleep(&(struct timespec){0, 1000000}, NULL);
    atomic_store(&s->opened_ms, clock_mono_ms());
}

static void orders_follow(struct station *s) {
    if (atomic_exchange(&s->restart, false)) public_restart(s);
}

static void *station_run(void *owner) {
    struct station *s = owner;
    while (!atomic_load(&s->stop)) {
        station_wait(s->bus, 10);
        bus_work(s->bus, 64);
        orders_follow(s);
    }
    return NULL;
}

void station_open(struct station *s) {
    *s = (struct station){.restart_after_ms = 300};
    pthread_mutex_init(&s->lock, NULL);
    key_pair_new(&s->own);
    MUST(bus_open(&s->bus));
    MUST(bus_guard(s->bus, key_known, s));
    MUST(side_open(s, BUS_INTERNAL, "tcp://127.0.0.1:*", &s->internal));
    MUST(side_open(s, BUS_PUBLIC, "tcp://127.0.0.1:*", &s->public_side));
    MUST(pthread_create(&s->thread, NULL, station_run, s));
}

void station_close(struct station *s) {
    for (size_t i = 0; i < s->n_clients; i++) bus_client_close(s->clients[i]);
    atomic_store(&s->stop, true);
    pthread_join(s->thread, NULL);
    bus_server_close(s->public_side);
    bus_server_close(s->internal);
    bus_close(s->bus);
    pthread_mutex_destroy(&s->lock);
}

size_t station_key_add(struct station *s, const char *name, bool known) {
    pthread_mutex_lock(&s->lock);
    size_t at = s->n_keys++;
    assert(at < STATION_KEYS_MAX && key_name_is_valid(name));
    struct station_key *k = &s->keys[at];
    memcpy(k->name, name, strlen(name) + 1);
    key_pair_new(&k->pair);
    k->known = known;
    pthread_mutex_unlock(&s->lock);
    return at;
}

void station_key_set(struct station *s, size_t key, bool known) {
    pthread_mutex_lock(&s->lock);
    s->keys[key].known = known;
    pthread_mutex_unlock(&s->lock);
}

struct bus_client *station_client(struct station *s, size_t key, const struct bus_client_options *o) {
    struct bus_client_options options = o ? *o : (struct bus_client_options){.deadline_ms = 8000, .attempt_ms = 1500};
    if (!options.endpoint) options.endpoint = bus_server_endpoint(s->public_side);
    if (!options.server_key) options.server_key = s->own.public_key;
    options.own = &s->keys[key].pair;
    struct bus_client *c = NULL;
    MUST(bus_client_open(s->bus, &options, &c));
    assert(s->n_clients < STATION_KEYS_MAX);
    s->clients[s->n_clients++] = c;
    return c;
}

int station_echo(struct bus_client *c, const char *text, bool *same) {
    struct arena a;
    arena_init(&a);
    struct bus_request r = {.method = "test.Echo", .body = span_text(text)};
    sippe__reply *reply = NULL;
    int rc = bus_client_call(c, &r, &a, &reply);
    *same = rc == 0 && span_equal(span_pb(reply->body), span_text(text));
    arena_close(&a);
    return rc;
}

bool station_wait_requests(struct station *s, int n) {
    int64_t until = clock_mono_ms() + 5000;
    while (atomic_load(&s->requests) < n && clock_mono_ms() < until) nanosleep(&(struct timespec){0, 2000000}, NULL);
    return atomic_load(&s->requests) >= n;
}
