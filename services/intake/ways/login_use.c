/* Somebody comes in: what a gateway asks. */
#include "base/codes/day_code.h"
#include "civil/civil.h"
#include "intake/ways/logins.h"

enum { STATION_LEN = 32 };

/* What the gateway is told of whom it lets in. */
static intake__find_login_reply *told(struct view *v, struct id id, const intake_rows__login *row,
                                      const struct login_members *members) {
    struct arena *a = view_arena(v);
    intake__find_login_reply *out = NEW(a, intake__find_login_reply);
    out->login_id = id_field(a, id);
    out->kind = row->personal->kind;
    out->until_ms = row->personal->until_ms;
    out->station = row->personal->station;
    for (size_t i = 0; i < members->n; i++) {
        const struct member *m = &members->list[i];
        intake__login_member *one = NEW(a, intake__login_member);
        one->id = id_field(a, m->id);
        one->name = m->name;
        one->role = m->role;
        one->organization = m->organization;
        one->worker = m->worker;
        one->until = civil_date(a, m->until);
        one->trained_until = civil_date(a, m->trained_until);
        APPEND(a, out, members, one);
    }
    return out;
}

/* The state of it as this gateway asks: what it opens there. */
static intake__login_state state_at(struct view *v, const intake_rows__login *row, const struct principal *gateway,
                                    int64_t now_ms, struct login_members *members) {
    struct login l = intake_login(row);
    intake_login_members(v, row, gateway->id, now_ms, members);
    return intake_login_state(&l, intake_day_codes(v, today_of(v, now_ms)), members->n > 0, now_ms);
}

static intake__login_used *used(struct decide *d, struct id id, const intake_rows__login *row) {
    intake__login_used *e = NEW_WITH_PERSONAL(arena_of(d), intake__login_used);
    struct login_subjects s = intake_login_subjects(id, row->member_ids, row->n_member_ids);
    e->login_id = id_field(arena_of(d), id);
    emit_for(d, id_of(row->sealed_for), s.ids, s.n, &e->base);
    return e;
}

/* ---- a day code ---- */

/* Nobody is told how near a wrong one was: none of the handle, another one, used, too old are one answer. */
static intake_rows__login *code_find(struct decide *d, const char *typed, struct id *id) {
    char code[DAY_CODE_LEN + 1];
    uint8_t digest[SECRET_DIGEST_LEN];
    if (!day_code_read(typed, code)) return NULL;
    intake_rows__login *row = intake_login_waiting(VIEW(d), day_code_handle(arena_of(d), code), decide_now_ms(d), id);
    if (!row) return NULL;
    day_code_digest(id_of(row->personal->salt), code, digest);
    return secret_equal(span_of(digest, sizeof digest), span_pb(row->personal->digest)) ? row : NULL;
}

int intake_use_day_code(struct decide *d, const intake__use_day_code_request *in, intake__use_day_code_reply *out) {
    struct login_members members;
    struct id id;
    if (in->station.len != STATION_LEN) return violation(d, "station", REASON_KEY_INVALID);
    intake_rows__login *row = code_find(d, in->code, &id);
    int64_t now = decide_now_ms(d);
    if (!row || state_at(VIEW(d), row, decide_principal(d), now, &members) != LOGIN_STATE_WAITING)
        return REASON_DAY_CODE_REFUSED;
    intake__login_used *e = used(d, id, row);
    e->personal->station = row->personal->station = in->station;
    e->personal->until_ms = row->personal->until_ms = now + (int64_t)CODE_OPENS_HOURS * LOGIN_HOUR_MS;
    const intake__find_login_reply *t = told(VIEW(d), id, row, &members);
    out->login_id = t->login_id;
    out->kind = t->kind;
    out->until_ms = t->until_ms;
    out->members = t->members;
    out->n_members = t->n_members;
    out->station = t->station;
    return 0;
}

/* ---- asked again ---- */

static intake_rows__login *login_find(struct view *v, const intake__find_login_request *in, struct id *id) {
    uint8_t digest[SECRET_DIGEST_LEN];
    *id = id_of(in->login_id);
    if (!*in->token) return intake_login_row(v, in->login_id);
    secret_digest((struct span){NULL, 0}, in->token, digest);
    return intake_login_of_token(v, span_of(digest, sizeof digest), id);
}

int intake_find_login(struct query *q, const intake__find_login_request *in, intake__find_login_reply *out) {
    struct login_members members;
    struct id id;
    const intake_rows__login *row = login_find(VIEW(q), in, &id);
    if (!row || state_at(VIEW(q), row, query_principal(q), query_now_ms(q), &members) != LOGIN_STATE_OPEN)
        return REASON_LOGIN_OVER;
    *out = *told(VIEW(q), id, row, &members);
    return 0;
}

/* For people, who ask whether somebody still comes in by it: a day is as much as they need, and as much as is kept. */
static bool was_noted(struct decide *d, const intake_rows__login *row) {
    struct record last;
    return row->used && record_head(VIEW(d), row->used, &last) && today_of(VIEW(d), last.at_ms) == decide_today(d);
}

int intake_note_login_used(struct decide *d, const intake__note_login_used_request *in,
                           intake__note_login_used_reply *out) {
    (void)out;
    struct login_members members;
    const intake_rows__login *row = intake_login_row(VIEW(d), in->login_id);
    if (!row || state_at(VIEW(d), row, decide_principal(d), decide_now_ms(d), &members) != LOGIN_STATE_OPEN)
        return REASON_LOGIN_OVER;
    if (!was_noted(d, row)) used(d, id_of(in->login_id), row);
    return 0;
}
