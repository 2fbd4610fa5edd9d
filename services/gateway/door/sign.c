/* Coming in by a day code, and going out. */
#include <ctype.h>
#include <string.h>
#include "base/reason.h"
#include "gateway/door/visit.h"
#include "gateway/http/head/place.h"
#include "gateway/session/tries.h"
#include "sys/random.h"

enum { CODE_LEN = 10, HANDLE_LEN = 4 };

/* ---- in ---- */

struct entering {
    struct tries_of tries;
    gateway__sign_in_reply *out;
};

/* As it is said: letters and digits alone count, whatever stands between them. One that is too long stays so. */
static char *code_plain(struct arena *a, const char *code) {
    char *out = arena_alloc(a, CODE_LEN + 2);
    size_t n = 0;
    for (; *code && n <= CODE_LEN; code++)
        if (isalnum((unsigned char)*code)) out[n++] = (char)toupper((unsigned char)*code);
    return out;
}

static void tell(struct visit *v) {
    const struct entering *e = v->mine;
    visit_reply(v, &e->out->base);
}

/* The token that the browser had is worth nothing from here on, whoever put it there. */
static void begin(struct visit *v, const struct login *login) {
    struct entering *e = v->mine;
    struct door *d = v->door;
    uint8_t token[SESSION_TOKEN_LEN];
    struct session s = {.login = login->id, .station = v->station};
    for (size_t i = 0; i < login->n && i < SESSION_MEMBERS_MAX; i++) s.members[s.n_members++] = login->members[i].id;
    place_of(v->asked->fields.value[FIELD_USER_AGENT], s.place);
    int err =
        session_begin(d->options.sessions, &s, v->cookies.has_session ? v->cookies.session : NULL, door_now(d), token);
    if (err) return visit_refuse(v, err == ERR_FULL ? REASON_STORE_FULL : REASON_INTERNAL);
    visit_cookie(v, "__Host-poste", v->cookies.station, STATION_KEPT_S);
    visit_cookie(v, "__Host-s", token, -1);
    d->counts.sign_ins++;
    v->session = s;
    v->login = login_copy(v->arena, login);
    e->out->who = NEW(v->arena, gateway__who_am_i_reply);
    visit_who(v, e->out->who, tell);
}

/* A wrong one is told no sooner than any other: how long it took must not tell whether somebody waits for its like. */
static void used(void *owner, int err, const sippe__reply *reply) {
    struct visit *v = owner;
    struct entering *e = v->mine;
    struct door *d = v->door;
    if (err) return visit_fail(v, err);
    if (reply->status->code != CODE_OK) {
        v->held_until_ms = v->began_ms + REFUSED_CODE_MS;
        d->counts.codes_refused++;
        return visit_refuse_status(v, reply->status);
    }
    tries_right(d->options.sessions, &e->tries, door_now(d));
    /* the two replies are one (proto/intake.proto) */
    const intake__find_login_reply *r = UNPACK(v->arena, intake__find_login_reply, span_pb(reply->body), MESSAGE_OPEN);
    if (!r) return visit_refuse(v, REASON_INTERNAL);
    begin(v, login_keep(&d->logins, r, (struct id){{0}}, v->login_asked_ms));
}

static void station_make(struct visit *v) {
    if (v->cookies.has_station) return;
    const struct id drawn[] = {random_id(), random_id()};
    memcpy(v->cookies.station, drawn, sizeof v->cookies.station);
    v->station = session_station(v->door->options.sessions, v->cookies.station);
}

void own_sign_in(struct visit *v) {
    struct door *d = v->door;
    const gateway__sign_in_request *in = visit_request(v);
    if (!in) return;
    struct entering *e = v->mine = arena_alloc(v->arena, sizeof *e);
    char *code = code_plain(v->arena, in->code), *network = arena_alloc(v->arena, ADDRESS_MAX + 1);
    forwarded_for(&v->asked->fields, v->asked->from_front, v->asked->peer, network);
    e->out = NEW(v->arena, gateway__sign_in_reply);
    e->tries = (struct tries_of){arena_printf(v->arena, "%.*s", HANDLE_LEN, code), network};
    int64_t wait = tries_begin(d->options.sessions, &e->tries, door_now(d));
    if (wait) {
        sippe__status *status = status_make(v->arena, REASON_TRIES_OVER);
        status->retry_after_ms = wait < UINT32_MAX ? (uint32_t)wait : UINT32_MAX;
        d->counts.throttled++;
        return visit_refuse_status(v, status);
    }
    station_make(v);
    intake__use_day_code_request *use = NEW(v->arena, intake__use_day_code_request);
    use->code = code;
    use->station = station_digest(v->arena, v->cookies.station);
    v->login_asked_ms = door_now(d);
    int err = visit_ask(v, "intake.UseDayCode", &use->base, used, v);
    if (err) visit_fail(v, err);
}

/* ---- out ---- */

/* Of a session that is over already, too: whoever leaves is told that she has left. */
void own_sign_out(struct visit *v) {
    struct door *d = v->door;
    if (v->cookies.has_session &&
        session_find(d->options.sessions, v->cookies.session, v->station, false, door_now(d), &v->session))
        session_end(d->options.sessions, v->session.id);
    visit_cookie(v, "__Host-s", NULL, 0);
    visit_reply(v, &NEW(v->arena, gateway__sign_out_reply)->base);
}
