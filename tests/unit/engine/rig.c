#include "rig.h"
#include "wrapping_test.h"

#include <stdio.h>
#include <stdlib.h>

const struct id rig_organization = {{7, 7, 7}};
static const char organization_hex[] = "07070700000000000000000000000000";

/* ---- the store ---- */

static bool fails(void *owner) {
    struct rig *r = owner;
    return r->commit_fails && --r->commit_fails == 0;
}

static void progress(void *owner, const char *what, uint64_t done, uint64_t of) {
    struct rig *r = owner;
    assert_true(what[0] && done <= of);
    r->n_progress++;
    r->progress_done = done;
    r->progress_of = of;
}

static const char *metrics(void *owner, struct arena *a, int64_t now_ms) {
    (void)now_ms;
    const struct rig *r = owner;
    char *text = arena_alloc(a, r->metrics_len + 1);
    memset(text, '#', r->metrics_len);
    return text;
}

static int64_t mono(void *owner) {
    struct rig *r = owner;
    return r->mono_us += r->mono_step;
}

static bool stalled(void *owner, const struct engine_route *route) {
    struct rig *r = owner;
    return r->stalled && route->bytes[0] == r->stalled;
}

static int open_engine(struct rig *r) {
    struct engine_options o = {.dir = r->dir,
                               .service = r->service,
                               .territory = r->territory,
                               .release = "test",
                               .map_bytes = r->map_bytes,
                               .wrapping = r->wrapping,
                               .trusted = r->keys,
                               .n_trusted = RIG_KEYS,
                               .salt = {{1, 2, 3}},
                               .started_ms = r->now_ms,
                               .throwaway = !r->logged,
                               .lists_behind = r->lists_behind,
                               .fails_commit = fails,
                               .mono_us = mono,
                               .stalled = stalled,
                               .progress = progress,
                               .metrics = metrics,
                               .owner = r};
    return engine_open(&r->engine, &o);
}

static void shell(const char *command) {
    if (system(command)) abort();
}

char *rig_folder(struct rig *r, const char *name) {
    char command[300];
    char *dir = arena_printf(&r->arena, "%s/%s", r->root, name);
    snprintf(command, sizeof command, "rm -rf '%s' && mkdir '%s'", dir, dir);
    shell(command);
    return dir;
}

static const struct trusted_key keys[RIG_KEYS] = {
    {.name = "desk", .role = ROLE_DESK, .organization = "a"},
    {.name = "operator", .role = ROLE_OPERATOR, .organization = ""},
    {.name = "coordinator", .role = ROLE_COORDINATOR, .organization = ""},
    {.name = "partner", .role = ROLE_PARTNER, .organization = organization_hex},
    {.name = "gateway", .role = ROLE_GATEWAY, .organization = ""},
    {.name = "privacy", .role = ROLE_PRIVACY, .organization = ""},
    {.name = "intake", .role = ROLE_DAEMON, .organization = ""},
    {.name = "scheduling", .role = ROLE_DAEMON, .organization = ""},
};

void rig_open(struct rig *r, const struct service *service) {
    *r = (struct rig){.service = service,
                      .territory = "test",
                      .map_bytes = 64u << 20,
                      .wrapping = &wrapping_test,
                      .now_ms = RIG_START_MS,
                      .set_ms = RIG_START_MS};
    memcpy(r->keys, keys, sizeof keys);
    arena_init(&r->arena);
    snprintf(r->root, sizeof r->root, "/dev/shm/sippe-rig-XXXXXX");
    if (!mkdtemp(r->root)) abort();
    snprintf(r->dir, sizeof r->dir, "%s", rig_folder(r, "store"));
    if (open_engine(r)) fail_msg("%s", engine_open_error());
}

int rig_reopen(struct rig *r) {
    engine_close(r->engine);
    r->engine = NULL;
    return open_engine(r);
}

void rig_close(struct rig *r) {
    char command[200];
    engine_close(r->engine);
    arena_close(&r->arena);
    snprintf(command, sizeof command, "rm -rf '%s'", r->root);
    shell(command);
}

/* ---- frames ---- */

struct engine_route rig_route(uint8_t n) {
    return (struct engine_route){{n}};
}

int rig_push(struct rig *r, uint8_t route, const char *principal, const sippe__envelope *envelope) {
    struct engine_in in = {
        .route = rig_route(route), .principal = principal, .frame = message_pack(&r->arena, &envelope->base)};
    return engine_push(r->engine, &in);
}

int rig_push_link(struct rig *r, const char *journal, const sippe__envelope *envelope) {
    struct engine_in in = {.journal = journal, .frame = message_pack(&r->arena, &envelope->base)};
    return engine_push(r->engine, &in);
}

void rig_clock_set(struct rig *r, int64_t by_ms) {
    r->now_ms += by_ms;
    r->set_ms += by_ms;
}

int64_t rig_boot_ms(const struct rig *r) { return r->now_ms - r->set_ms; }

void rig_turn(struct rig *r, int64_t ms) {
    r->now_ms += ms;
    assert_int_equal(engine_turn(r->engine, r->now_ms, rig_boot_ms(r)), 0);
}

void rig_wait(struct rig *r, int64_t ms) {
    for (int64_t until = r->now_ms + ms; r->now_ms < until;) {
        int64_t left = until - r->now_ms;
        r->now_ms += left < 1000 ? left : 1000;
        for (int i = 0; i < 100 && engine_has_work(r->engine, r->now_ms); i++) rig_turn(r, 0);
    }
}

size_t rig_outs(struct rig *r) {
    size_t n;
    engine_out(r->engine, &n);
    return n;
}

sippe__envelope *rig_out(struct rig *r, size_t i) {
    size_t n;
    const struct engine_out *out = engine_out(r->engine, &n);
    return i < n ? UNPACK(&r->arena, sippe__envelope, out[i].frame, MESSAGE_STRICT) : NULL;
}

sippe__reply *rig_reply(struct rig *r, struct id request) {
    for (size_t i = 0; i < rig_outs(r); i++) {
        sippe__envelope *e = rig_out(r, i);
        if (e && e->content_case == SIPPE__ENVELOPE__CONTENT_REPLY &&
            span_equal(span_pb(e->reply->request_id), id_span(&request)))
            return e->reply;
    }
    return NULL;
}

/* ---- requests ---- */

struct id rig_request_id(struct rig *r) {
    struct key count = KEY(KEY_U64(++r->n_requests));
    return id_derive("rig", key_span(&count), (struct span){NULL, 0}, (struct span){NULL, 0});
}

sippe__envelope *rig_request(struct rig *r, struct id id, const char *method, const ProtobufCMessage *body) {
    sippe__envelope *e = NEW(&r->arena, sippe__envelope);
    e->content_case = SIPPE__ENVELOPE__CONTENT_REQUEST;
    e->request = NEW(&r->arena, sippe__request);
    e->request->id = id_field(&r->arena, id);
    e->request->method = method;
    e->request->body = pb_of(message_pack(&r->arena, body));
    return e;
}

sippe__reply *rig_call(struct rig *r, const char *principal, struct id id, const char *method,
                       const ProtobufCMessage *body) {
    assert_int_equal(rig_push(r, 1, principal, rig_request(r, id, method, body)), 0);
    rig_turn(r, 0);
    sippe__reply *reply = rig_reply(r, id);
    assert_non_null(reply);
    return reply;
}

int rig_reason(const sippe__reply *reply) { return reply->status ? (int)reply->status->reason : 0; }

tally__add_request *rig_adding(struct rig *r, const char *name, int by) {
    tally__add_request *in = NEW(&r->arena, tally__add_request);
    in->name = name;
    in->by = by;
    return in;
}

int rig_add(struct rig *r, const tally__add_request *in) {
    return rig_reason(
        rig_call(r, "desk", rig_request_id(r), arena_printf(&r->arena, "%s.Add", r->service->name), &in->base));
}

static void *answer(struct rig *r, const char *method, const ProtobufCMessage *in,
                    const ProtobufCMessageDescriptor *type) {
    bool service = strncmp(method, "node.", 5) != 0; /* an operator reaches nobody's things */
    sippe__reply *reply = rig_call(r, service ? "coordinator" : "operator", rig_request_id(r), method, in);
    return rig_reason(reply) ? NULL : message_unpack(&r->arena, type, span_pb(reply->body), MESSAGE_STRICT);
}

tally__get_reply *rig_get(struct rig *r, const char *name) {
    tally__get_request *in = NEW(&r->arena, tally__get_request);
    in->name = name;
    return answer(r, arena_printf(&r->arena, "%s.Get", r->service->name), &in->base, &tally__get_reply__descriptor);
}

node__get_status_reply *rig_status(struct rig *r) {
    node__get_status_reply *out = answer(r, "node.GetStatus", &NEW(&r->arena, node__get_status_request)->base,
                                         &node__get_status_reply__descriptor);
    assert_non_null(out);
    return out;
}

node__list_parked_reply *rig_parked(struct rig *r) {
    node__list_parked_reply *out = answer(r, "node.ListParked", &NEW(&r->arena, node__list_parked_request)->base,
                                          &node__list_parked_reply__descriptor);
    assert_non_null(out);
    return out;
}

/* ---- streams ---- */

sippe__feed *rig_fetch(struct rig *r, uint8_t route, const char *principal, const char *stream, sippe__position *after,
                       uint32_t wait_ms) {
    sippe__envelope *e = NEW(&r->arena, sippe__envelope);
    e->content_case = SIPPE__ENVELOPE__CONTENT_FETCH;
    e->fetch = NEW(&r->arena, sippe__fetch);
    e->fetch->stream = stream;
    e->fetch->position = after;
    e->fetch->wait_ms = wait_ms;
    assert_int_equal(rig_push(r, route, principal, e), 0);
    rig_turn(r, 0);
    size_t n;
    const struct engine_out *out = engine_out(r->engine, &n);
    struct engine_route to = rig_route(route);
    for (size_t i = 0; i < n; i++)
        if (!out[i].journal && memcmp(&out[i].route, &to, sizeof to) == 0) return rig_out(r, i)->feed;
    return NULL;
}

static sippe__position *position(struct rig *r, uint64_t n) {
    sippe__position *p = NEW(&r->arena, sippe__position);
    struct key key = KEY(KEY_U64(n));
    p->n = p->seq = n;
    p->chain =
        id_field(&r->arena, id_derive("rig chain", key_span(&key), (struct span){NULL, 0}, (struct span){NULL, 0}));
    return p;
}

sippe__feed_record *rig_heard(struct rig *r, const struct rig_producer *p, uint64_t n, const tally__added *event) {
    struct key key = KEY(KEY_TEXT(p->journal), KEY_U64(n));
    sippe__feed_record *out = NEW(&r->arena, sippe__feed_record);
    out->n = n;
    out->id =
        id_field(&r->arena, id_derive("rig record", key_span(&key), (struct span){NULL, 0}, (struct span){NULL, 0}));
    out->type = tally__added__descriptor.name;
    out->at_ms = r->now_ms;
    out->open = pb_of(message_pack(&r->arena, &event->base));
    struct id subject = tally_subject(event->name);
    APPEND(&r->arena, out, subjects, id_field(&r->arena, subject));
    return out;
}

void rig_event_put(struct rig *r, sippe__feed_record *record, const ProtobufCMessage *event) {
    const ProtobufCFieldDescriptor *field = personal_field(event->descriptor);
    ProtobufCMessage *open = arena_copy(&r->arena, event, event->descriptor->sizeof_message);
    personal_set(open, field, NULL);
    record->open = pb_of(message_pack(&r->arena, open));
    record->sealed = pb_of(message_pack(&r->arena, personal_of(event, field)));
}

const char *rig_connection(const uint8_t public_key[32], char name[64]) {
    id_hex(id_derive("sippe key", span_of(public_key, 32), (struct span){NULL, 0}, (struct span){NULL, 0}), name);
    return name;
}

sippe__feed *rig_feed(struct rig *r, struct rig_producer *p) {
    sippe__feed *f = NEW(&r->arena, sippe__feed);
    f->stream = arena_printf(&r->arena, "daemons:%s", r->service->name);
    f->previous = p->at;
    f->journal = id_field(&r->arena, (struct id){{1}});
    f->epoch = id_field(&r->arena, p->epoch);
    f->now_ms = r->now_ms;
    return f;
}

void rig_feed_give(struct rig *r, struct rig_producer *p, sippe__feed *feed) {
    p->n += feed->n_records;
    if (!feed->next) feed->next = position(r, p->n);
    feed->head = p->n;
    sippe__envelope *e = NEW(&r->arena, sippe__envelope);
    e->content_case = SIPPE__ENVELOPE__CONTENT_FEED;
    e->feed = feed;
    assert_int_equal(rig_push_link(r, p->journal, e), 0);
    p->at = feed->next;
}

void rig_feed_push(struct rig *r, struct rig_producer *p, sippe__feed *feed) {
    rig_feed_give(r, p, feed);
    rig_turn(r, 0);
}

void rig_tell(struct rig *r, struct rig_producer *p, const char *name, int by) {
    tally__added *event = NEW(&r->arena, tally__added);
    event->name = name;
    event->by = by;
    sippe__feed *feed = rig_feed(r, p);
    APPEND(&r->arena, feed, records, rig_heard(r, p, p->n + 1, event));
    rig_feed_push(r, p, feed);
}
