#include "answered.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "base/daemons.h"
#include "base/message.h"
#include "keys/key.h"
#include "sys/file.h"
#include "sys/random.h"

enum { PENDING_MAX = 64, STEP_MS = 500, START_DAY = 20781 /* 2026-11-24 */ };

struct pending {
    struct id id;
    char method[64], under[64];
    uint8_t *body;
    size_t len;
};

struct bus_client {
    struct bus_client_options options;
    struct bus_client_counts counts;
    struct pending pending[PENDING_MAX];
    size_t n_pending;
};

static struct answered answered;
static int64_t now_ms;
static const char *under = "";
static struct span body;

void answered_by(const struct answered *a) {
    answered = *a;
    now_ms = 0;
}

const char *answered_under(void) { return under; }
struct span answered_body(void) {
    return body;
}

/* All four are one daemon, to whom nobody ever speaks. */
void answered_profile(const char *folder, const char *name, sippe__role role, const char *organization) {
    struct key_file k = {.role = role};
    char path[256], text[KEY_TEXT_LEN + 1], peers[1024] = "";
    snprintf(path, sizeof path, "%s/peers", folder);
    snprintf(k.name, sizeof k.name, "%s", name);
    snprintf(k.organization, sizeof k.organization, "%s", organization);
    key_pair_new(&k.pair);
    key_text(k.pair.public_key, text);
    for (size_t i = 0, at = 0; i < DAEMONS; i++)
        at += (size_t)snprintf(peers + at, sizeof peers - at, "%s.public = tcp://127.0.0.1:1\n%s.key = %s\n",
                               daemon_names[i], daemon_names[i], text);
    if (file_write(path, span_text(peers), 0600) || key_file_save(folder, &k)) abort();
}

/* ---- time, terminals, disks ---- */

int64_t __wrap_clock_mono_us(void);
int64_t __wrap_clock_now_ms(void);
int __wrap_isatty(int fd);
int __wrap_fsync(int fd);
int __wrap_fdatasync(int fd);

int64_t __wrap_clock_mono_us(void) { return ++now_ms * 1000; }
int64_t __wrap_clock_now_ms(void) { return (int64_t)START_DAY * 86400000 + 15 * 3600000 + now_ms; }

/* Nobody types: what asks a person is answered by the end of its input. */
int __wrap_isatty(int fd) { return answered.terminal && fd != 0; }
int __wrap_fsync(int fd) { return (void)fd, 0; }
int __wrap_fdatasync(int fd) { return (void)fd, 0; }

/* ---- answers ---- */

/* As the client hands it on: a frame that does not pass is no answer, and one that is too large never comes. */
static void *heard(struct arena *a, const ProtobufCMessage *m) {
    struct span packed = message_pack(a, m);
    return packed.len > BUS_PUBLIC_SEND_MAX ? NULL : message_unpack(a, m->descriptor, packed, MESSAGE_OPEN);
}

static int reply_to(struct arena *a, const char *method, const char *by, struct id id, sippe__reply **out) {
    sippe__reply *r = NEW(a, sippe__reply);
    now_ms += STEP_MS;
    under = by ? by : "";
    int err = answered.reply(answered.owner, a, method, r);
    r->request_id = id_field(a, id);
    *out = err ? NULL : heard(a, &r->base);
    return err ? err : *out ? 0 : ERR_TIMEOUT;
}

/* ---- what the program calls ---- */

int __wrap_bus_open(struct bus **out);
void __wrap_bus_close(struct bus *b);
int __wrap_bus_client_open(struct bus *b, const struct bus_client_options *o, struct bus_client **out);
void __wrap_bus_client_close(struct bus_client *c);
const struct bus_client_counts *__wrap_bus_client_counts(const struct bus_client *c);
bool __wrap_bus_client_is_lost(const struct bus_client *c);
int __wrap_bus_client_connect(struct bus_client *c, int timeout_ms);
int __wrap_bus_client_call(struct bus_client *c, struct bus_request *r, struct arena *a, sippe__reply **out);
int __wrap_bus_client_fetch(struct bus_client *c, const sippe__fetch *f, struct arena *a, sippe__feed **out);
int __wrap_bus_client_send(struct bus_client *c, struct bus_request *r);
int __wrap_bus_client_poll(struct bus_client *c, int timeout_ms);

int __wrap_bus_open(struct bus **out) { return *out = NULL, 0; }
void __wrap_bus_close(struct bus *b) { (void)b; }

int __wrap_bus_client_open(struct bus *b, const struct bus_client_options *o, struct bus_client **out) {
    (void)b;
    *out = calloc(1, sizeof **out);
    if (!*out) abort();
    (*out)->options = *o;
    return 0;
}

void __wrap_bus_client_close(struct bus_client *c) { free(c); }
const struct bus_client_counts *__wrap_bus_client_counts(const struct bus_client *c) { return &c->counts; }
bool __wrap_bus_client_is_lost(const struct bus_client *c) { return (void)c, false; }

int __wrap_bus_client_connect(struct bus_client *c, int timeout_ms) {
    (void)c, (void)timeout_ms;
    return answered.connect ? answered.connect(answered.owner) : 0;
}

int __wrap_bus_client_call(struct bus_client *c, struct bus_request *r, struct arena *a, sippe__reply **out) {
    (void)c;
    if (id_is_zero(r->id)) r->id = random_id();
    body = r->message ? message_pack(a, r->message) : r->body;
    return reply_to(a, r->method, r->on_behalf_of, r->id, out);
}

int __wrap_bus_client_fetch(struct bus_client *c, const sippe__fetch *f, struct arena *a, sippe__feed **out) {
    (void)c;
    sippe__feed *feed = NEW(a, sippe__feed);
    int err = answered.feed ? answered.feed(answered.owner, a, feed) : ERR_TIMEOUT;
    feed->stream = f->stream;
    *out = err ? NULL : heard(a, &feed->base);
    return err ? err : *out ? 0 : ERR_TIMEOUT;
}

int __wrap_bus_client_send(struct bus_client *c, struct bus_request *r) {
    if (id_is_zero(r->id)) r->id = random_id();
    if (c->n_pending == PENDING_MAX) return ERR_BUSY;
    struct pending *p = &c->pending[c->n_pending++];
    p->id = r->id;
    snprintf(p->method, sizeof p->method, "%s", r->method);
    snprintf(p->under, sizeof p->under, "%s", r->on_behalf_of ? r->on_behalf_of : "");
    p->len = r->body.len;
    if (!(p->body = malloc(p->len + 1))) abort();
    if (p->len) memcpy(p->body, r->body.data, p->len);
    return 0;
}

static int hand_on(struct bus_client *c, const struct pending *p) {
    struct arena a;
    sippe__reply *r;
    arena_init(&a);
    body = span_of(p->body, p->len);
    int err = reply_to(&a, p->method, p->under, p->id, &r);
    free(p->body);
    if (r && c->options.reply) c->options.reply(c->options.owner, r);
    c->counts.disconnected += err == ERR_CLOSED;
    arena_close(&a);
    return err == ERR_DENIED ? err : r != NULL;
}

int __wrap_bus_client_poll(struct bus_client *c, int timeout_ms) {
    struct pending now[PENDING_MAX];
    size_t n = c->n_pending;
    int heard_of = 0;
    now_ms += timeout_ms + STEP_MS;
    memcpy(now, c->pending, n * sizeof *now);
    c->n_pending = 0; /* a reply may lead to the next request */
    for (size_t i = 0; i < n && heard_of >= 0; i++) {
        int one = hand_on(c, &now[i]);
        heard_of = one < 0 ? one : heard_of + one;
    }
    return heard_of;
}
