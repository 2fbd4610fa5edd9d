/* What stations keep until it is answered: the keys it is sealed by, and what waits where. */
#include <sodium.h>
#include <string.h>
#include "base/reason.h"
#include "gateway/door/visit.h"
#include "gateway/session/kept.h"
#include "gateway/session/stations.h"

enum { COUNT_MAX = 100000, FORMER_MAX = 8 };

/* A station is a browser with a session: a program keeps its own things. */
static bool acts_at_station(struct visit *v) {
    if (v->program) {
        visit_refuse(v, REASON_NOT_ALLOWED);
        return false;
    }
    return visit_acts(v);
}

/* ---- the keys ---- */

static gateway__station_key_reply__key *key_of(struct visit *v, const struct station_key *from) {
    gateway__station_key_reply__key *out = NEW(v->arena, gateway__station_key_reply__key);
    out->id = pb_of(arena_span(v->arena, span_of(from->id, STATION_KEY_ID)));
    out->key = pb_of(arena_span(v->arena, span_of(from->key, STATION_KEY)));
    return out;
}

/* By each secret there is. */
static void keys_add(struct visit *v, gateway__station_key_reply *out, struct span cookie) {
    const struct stations *s = v->door->options.stations;
    for (size_t i = 0; i < s->n; i++) {
        struct station_key key = station_key(s, i, v->as, cookie);
        APPEND(v->arena, out, keys, key_of(v, &key));
        sodium_memzero(&key, sizeof key);
    }
}

static void former_add(struct visit *v, gateway__station_key_reply *out, struct span ticket) {
    uint8_t cookie[STATION_COOKIE];
    if (!station_ticket_open(v->door->options.stations, ticket, cookie)) return;
    bool is_own = memcmp(cookie, v->cookies.station, sizeof cookie) == 0;
    if (!is_own) keys_add(v, out, span_of(cookie, sizeof cookie));
}

/* Of what intake last said of her, even while it is away: that is when things wait. */
void own_station_key(struct visit *v) {
    const gateway__station_key_request *in = visit_request(v);
    if (!in || !acts_at_station(v)) return;
    struct span cookie = span_of(v->cookies.station, TOKEN_LEN);
    uint8_t *ticket = arena_alloc(v->arena, STATION_TICKET);
    gateway__station_key_reply *out = NEW(v->arena, gateway__station_key_reply);
    keys_add(v, out, cookie);
    for (size_t i = 0; i < in->n_former && i < FORMER_MAX; i++) former_add(v, out, span_pb(in->former[i]));
    station_ticket(v->door->options.stations, v->cookies.station, ticket);
    out->ticket = pb_of(span_of(ticket, STATION_TICKET));
    out->station = id_field(v->arena, station_name(cookie));
    visit_reply(v, &out->base);
}

/* ---- what waits ---- */

void own_note_kept(struct visit *v) {
    const gateway__note_kept_request *in = visit_request(v);
    if (!in || !acts_at_station(v)) return;
    int64_t now = door_now(v->door);
    struct kept k = {.member = v->as, .count = in->count < COUNT_MAX ? in->count : COUNT_MAX, .told_ms = now};
    k.since_ms = in->since_ms > 0 && in->since_ms < now ? in->since_ms : now;
    int err = kept_note(v->door->options.sessions, &v->session, &k);
    if (err) return visit_refuse(v, err == ERR_FULL ? REASON_STORE_FULL : REASON_INTERNAL);
    visit_reply(v, &NEW(v->arena, gateway__note_kept_reply)->base);
}

static gateway__kept *kept_of(struct visit *v, const struct kept *from) {
    gateway__kept *out = NEW(v->arena, gateway__kept);
    out->member_id = id_field(v->arena, from->member);
    out->station = from->place;
    out->count = from->count;
    out->since_ms = from->since_ms;
    out->late = door_now(v->door) - from->since_ms >= KEPT_LATE_MS;
    return out;
}

static bool may_invite(const struct visit *v, const gateway__who_am_i_reply *who) {
    for (size_t i = 0; i < who->n_memberships; i++) {
        const gateway__membership *m = who->memberships[i];
        if (!id_equal(id_of(m->id), v->as)) continue;
        for (size_t k = 0; k < m->n_methods; k++)
            if (strcmp(m->methods[k], "intake.InviteMember") == 0) return true;
    }
    return false;
}

static void list_tell(struct visit *v) {
    size_t n;
    gateway__list_kept_reply *out = NEW(v->arena, gateway__list_kept_reply);
    if (!may_invite(v, v->mine)) return visit_refuse(v, REASON_NOT_ALLOWED);
    const struct kept *all = kept_list(v->door->options.sessions, v->arena, &n);
    for (size_t i = 0; i < n; i++) APPEND(v->arena, out, kept, kept_of(v, &all[i]));
    visit_reply(v, &out->base);
}

/* Who may bring somebody in sees to what she left behind. What she may do intake said, perhaps before it went away. */
void own_list_kept(struct visit *v) {
    if (!visit_acts(v)) return;
    gateway__who_am_i_reply *who = NEW(v->arena, gateway__who_am_i_reply);
    v->mine = who;
    visit_who(v, who, list_tell);
}
