#define SERVICE feeder
#include "feeder.h"
#include "engine/tables/row.h"

#include <string.h>
#include "feeder_proto.h"

/* What the next command says; a test double may have it as a global. */
static const ProtobufCMessage *next_event;
static struct id next_subject;

static int say(struct decide *d, const feeder__say_request *in, feeder__say_reply *out) {
    (void)in;
    out->version =
        id_field(arena_of(d), emit_for(d, next_subject, &next_subject, 1, message_copy(arena_of(d), next_event)));
    return 0;
}

static const struct method methods[] = {METHOD_ROW(decide, false, say, AS(OPERATOR), say, NULL)};
static const struct event events[] = {
    EVENT_SAID_ROW(intake__referral_sent, TO(NOTIFICATIONS), false),
    EVENT_SAID_ROW(intake__referral_cancelled, TO(NOTIFICATIONS), false),
    EVENT_SAID_ROW(intake__follow_up_told, TO(SCHEDULING), false),
    EVENT_SAID_ROW(intake__family_merged, TO(SCHEDULING), false),
    EVENT_SAID_ROW(node__territory_adopted, TO_ALL, false),
    EVENT_SAID_ROW(node__membership_changed, TO_ALL, false),
    EVENT_SAID_ROW(node__file_access_ruled, TO(SCHEDULING), false),
    EVENT_SAID_ROW(node__referral_access_ruled, TO(NOTIFICATIONS), false),
};

const struct service feeder_intake = {
    .name = "intake",
    .contract = &feeder__feeder__descriptor,
    .methods = methods,
    .n_methods = 1,
    .events = events,
    .n_events = sizeof events / sizeof events[0],
    .layout = 1,
};

static const struct event team_events[] = {EVENT_SAID_ROW(node__team_changed, TO(INTAKE), false)};
const struct service feeder_scheduling = {
    .name = "scheduling",
    .contract = &feeder__feeder__descriptor,
    .methods = methods,
    .n_methods = 1,
    .events = team_events,
    .n_events = 1,
    .layout = 1,
};

void feeder_say_as(struct world *w, struct arena *a, const char *daemon, const char *key, struct id subject,
                   const ProtobufCMessage *event) {
    next_event = event;
    next_subject = subject;
    world_call(w, a, daemon, key, arena_printf(a, "%s.Say", daemon), world_request_id(w),
               &NEW(a, feeder__say_request)->base, &feeder__say_reply__descriptor, NULL, NULL);
    next_event = NULL;
}

void feeder_say(struct world *w, struct arena *a, struct id subject, const ProtobufCMessage *event) {
    feeder_say_as(w, a, "intake", "operator", subject, event);
}

static sippe__date *date(struct arena *a, int year, int month, int dom) {
    sippe__date *d = NEW(a, sippe__date);
    d->year = year;
    d->month = month;
    d->day = dom;
    return d;
}

static void clsc_add(struct arena *a, sippe__territory *t, const char *code, const char *name, const char *phone) {
    sippe__clsc *c = NEW(a, sippe__clsc);
    c->code = code;
    c->name = name;
    c->phone = phone;
    APPEND(a, t, clscs, c);
}

static void area_add(struct arena *a, sippe__territory *t, const char *prefix, int32_t lat_e4, int32_t lon_e4) {
    sippe__postal_area *area = NEW(a, sippe__postal_area);
    area->prefix = prefix;
    area->latitude_e4 = lat_e4;
    area->longitude_e4 = lon_e4;
    APPEND(a, t, areas, area);
}

sippe__territory *feeder_territory(struct arena *a) {
    sippe__territory *t = NEW(a, sippe__territory);
    t->territory = "test";
    t->label = "essai";
    t->valid_from = date(a, 2026, 1, 1);
    t->zone = NEW(a, sippe__zone);
    t->zone->standard_utc_offset_minutes = -300;
    t->zone->daylight_saving = true;
    t->delays = NEW(a, sippe__delays);
    t->delays->acknowledge = 3;
    APPEND(a, t->delays, escalate, 2);
    APPEND(a, t->delays, escalate, 3);
    t->partners = NEW(a, sippe__partners);
    t->partners->referrals = true;
    t->partners->notice_text_fr = "Merci de répondre.";
    t->partners->notice_text_en = "Please answer.";
    clsc_add(a, t, "06511", "CLSC du Parc", "514-555-0111");
    clsc_add(a, t, "06512", "CLSC du Pont", "514-555-0112");
    area_add(a, t, "H2M", 455570, -736600);
    area_add(a, t, "H2C", 455600, -736580);
    area_add(a, t, "G1R", 468100, -712100);
    return t;
}

void feeder_adopt(struct world *w, struct arena *a, const sippe__territory *t) {
    node__territory_adopted *e = NEW(a, node__territory_adopted);
    e->territory = (sippe__territory *)(uintptr_t)t;
    e->digest = "essai";
    feeder_say(w, a, (struct id){{1}}, &e->base);
    world_settle(w, 60000);
}

sippe__envelope *feeder_exchange(struct world *w, struct arena *a, const char *daemon, const char *principal,
                                 const sippe__envelope *frame) {
    struct engine *e = world_engine(w, daemon);
    struct engine_route route = {{0x7f, 0x55, 0x7f, 0x55}};
    struct engine_in in = {.route = route, .principal = principal, .frame = message_pack(a, &frame->base)};
    size_t n;
    if (engine_push(e, &in) || engine_turn(e, world_now_ms(w), world_now_ms(w))) return NULL;
    const struct engine_out *out = engine_out(e, &n);
    for (size_t i = 0; i < n; i++)
        if (!out[i].journal && !memcmp(out[i].route.bytes, route.bytes, sizeof route.bytes))
            return UNPACK(a, sippe__envelope, arena_span(a, out[i].frame), MESSAGE_OPEN);
    return NULL;
}

sippe__feed *feeder_fetch(struct world *w, struct arena *a, const char *daemon, const char *principal,
                          const char *stream) {
    return feeder_fetch_on(w, a, daemon, principal, stream, NULL);
}

sippe__feed *feeder_fetch_on(struct world *w, struct arena *a, const char *daemon, const char *principal,
                             const char *stream, sippe__position *from) {
    sippe__envelope *ask = NEW(a, sippe__envelope);
    ask->content_case = SIPPE__ENVELOPE__CONTENT_FETCH;
    ask->fetch = NEW(a, sippe__fetch);
    ask->fetch->stream = stream;
    ask->fetch->position = from;
    sippe__envelope *answer = feeder_exchange(w, a, daemon, principal, ask);
    return answer && answer->content_case == SIPPE__ENVELOPE__CONTENT_FEED ? answer->feed : NULL;
}

size_t feeder_records(struct world *w, struct arena *a, const char *daemon, const ProtobufCMessageDescriptor *type,
                      void *event_out) {
    struct view *v = world_view(w, daemon, a);
    node__get_status_reply *status = NEW(a, node__get_status_reply);
    size_t found = 0;
    engine_status(world_engine(w, daemon), a, world_now_ms(w), status);
    for (uint64_t seq = 1; seq <= status->seq; seq++) {
        struct record r;
        void *event = record_event(v, type, seq, &r);
        if (!event) continue;
        found++;
        if (event_out) memcpy(event_out, &event, sizeof event);
    }
    return found;
}
