#include "intake/ways/logins.h"

intake_rows__login *intake_login_row(struct view *v, ProtobufCBinaryData id) {
    struct id login;
    return id_from(id, &login) ? row_get(v, &intake_logins, KEY(KEY_ID(login))) : NULL;
}

struct login intake_login(const intake_rows__login *row) {
    return (struct login){row->personal->kind, row->used != 0, row->ended != 0, row->personal->until_ms};
}

/* ---- found by its secret ---- */

static struct id code_hash(struct view *v, const char *handle) { return lookup_hash(v, "day code", handle); }

/* Two halves, because an id is half as long as a digest. */
static struct id token_hash(struct view *v, struct span digest) {
    struct id half = {{0}};
    if (digest.len >= ID_LEN) memcpy(half.bytes, digest.data, ID_LEN);
    return lookup_hash(v, "token", id_text(view_arena(v), half));
}

struct seek {
    struct row_scan *scan;
    struct id id;
    intake_rows__login *row;
};

static struct seek seek(struct view *v, struct id found_by) {
    return (struct seek){.scan = row_scan(v, &intake_logins_by_secret, KEY(KEY_ID(found_by)), NULL)};
}

static bool seek_next(struct view *v, struct seek *s) {
    struct key key;
    if (!row_next(s->scan, &key, NULL)) return false;
    s->id = key_id_at(&key, ID_LEN);
    s->row = row_get(v, &intake_logins, KEY(KEY_ID(s->id)));
    return true;
}

/* Codes of the same handle that were used or are too old lie beside it, some of 279,841. */
intake_rows__login *intake_login_waiting(struct view *v, const char *handle, int64_t now_ms, struct id *id) {
    struct seek s = seek(v, code_hash(v, handle));
    while (seek_next(v, &s)) {
        struct login l = s.row ? intake_login(s.row) : (struct login){.ended = true};
        if (!intake_code_waits(&l, now_ms)) continue;
        row_scan_end(s.scan);
        *id = s.id;
        return s.row;
    }
    return NULL;
}

intake_rows__login *intake_login_of_token(struct view *v, struct span digest, struct id *id) {
    struct seek s = seek(v, token_hash(v, digest));
    while (seek_next(v, &s)) {
        if (!s.row || !secret_equal(span_pb(s.row->personal->digest), digest)) continue;
        row_scan_end(s.scan);
        *id = s.id;
        return s.row;
    }
    return NULL;
}

/* ---- what it opens ---- */

bool intake_day_codes(struct view *v, day today) {
    const sippe__territory *t = rules_on(v, today, NULL);
    return t && t->access && t->access->day_codes;
}

bool intake_is_by_gateway(struct view *v, const struct member *m) {
    struct member gateway;
    return member_find(v, m->via, &gateway) && !gateway.ended && gateway.role == ROLE_GATEWAY;
}

void intake_login_members(struct view *v, const intake_rows__login *row, struct id gateway, int64_t now_ms,
                          struct login_members *out) {
    out->n = 0;
    for (size_t i = 0; i < row->n_member_ids && out->n < LOGIN_MEMBERS_MAX; i++) {
        struct member *m = &out->list[out->n];
        if (!member_find(v, id_of(row->member_ids[i]), m) || member_check(v, m, now_ms)) continue;
        bool by = id_is_zero(gateway) ? intake_is_by_gateway(v, m) : id_equal(m->via, gateway);
        out->n += by && role_is_spoken_for(m->role);
    }
}

struct login_subjects intake_login_subjects(struct id login, ProtobufCBinaryData *members, size_t n) {
    struct login_subjects s = {.ids = {login}, .n = 1};
    for (size_t i = 0; i < n && i < LOGIN_MEMBERS_MAX; i++) s.ids[s.n++] = id_of(members[i]);
    return s;
}

/* ---- apply ---- */

void intake_on_login_made(struct apply *a, const struct record *r, const intake__login_made *e) {
    intake_rows__login *row = NEW_WITH_PERSONAL(arena_of(a), intake_rows__login);
    struct view *v = VIEW(a);
    bool is_code = e->personal->kind == LOGIN_KIND_DAY_CODE;
    struct id by = is_code ? code_hash(v, e->personal->handle) : token_hash(v, span_pb(e->personal->digest));
    row->member_ids = e->member_ids;
    row->n_member_ids = e->n_member_ids;
    row->sealed_for = e->member_ids[0];
    row->found_by = id_field(arena_of(a), by);
    row->made = r->seq;
    row->personal->kind = e->personal->kind;
    row->personal->label = e->personal->label;
    row->personal->salt = e->personal->salt;
    row->personal->digest = e->personal->digest;
    row->personal->until_ms = e->personal->until_ms;
    ROW_PUT(a, &intake_logins, KEY(KEY_ID(id_of(e->login_id))), row);
}

void intake_on_login_used(struct apply *a, const struct record *r, const intake__login_used *e) {
    intake_rows__login *row = intake_login_row(VIEW(a), e->login_id);
    if (!row) return;
    row->used = r->seq;
    if (e->personal->station.len) row->personal->station = e->personal->station;
    if (e->personal->until_ms) row->personal->until_ms = e->personal->until_ms;
    ROW_PUT(a, &intake_logins, KEY(KEY_ID(id_of(e->login_id))), row);
}

void intake_on_login_ended(struct apply *a, const struct record *r, const intake__login_ended *e) {
    intake_rows__login *row = intake_login_row(VIEW(a), e->login_id);
    if (!row) return;
    row->ended = r->seq;
    ROW_PUT(a, &intake_logins, KEY(KEY_ID(id_of(e->login_id))), row);
}
