/* Rows of sessions, and what lists them. */
#include "gateway/session/internal.h"

static bool row_is_sound(const struct row *r) {
    return r->s.n_members <= SESSION_MEMBERS_MAX && memchr(r->s.place, 0, sizeof r->s.place);
}

bool session_row_get(struct txn *t, struct id id, struct row *out) {
    struct key k = KEY(KEY_ID(id));
    struct span value;
    if (!txn_get(t, SESSIONS, &k, &value) || value.len != sizeof *out) return false;
    memcpy(out, value.data, sizeof *out);
    return row_is_sound(out);
}

void session_row_put(struct txn *t, const struct row *r) {
    struct key k = KEY(KEY_ID(r->s.id));
    txn_put(t, SESSIONS, &k, span_of(r, sizeof *r));
}

void session_row_listed(struct txn *t, const struct row *r, bool listed) {
    for (size_t i = 0; i < r->s.n_members; i++) {
        struct key k = KEY(KEY_ID(r->s.members[i]), KEY_ID(r->s.id));
        if (listed)
            txn_put(t, MEMBERS, &k, (struct span){NULL, 0});
        else
            txn_delete(t, MEMBERS, &k);
    }
}

void session_row_delete(struct txn *t, const struct row *r) {
    struct key row = KEY(KEY_ID(r->s.id)), token = KEY(KEY_ID(r->token));
    struct key login = KEY(KEY_ID(r->s.login), KEY_ID(r->s.id));
    txn_delete(t, SESSIONS, &row);
    txn_delete(t, TOKENS, &token);
    txn_delete(t, LOGINS, &login);
    session_row_listed(t, r, false);
}

int64_t row_age(int64_t at_ms, int64_t now_ms) { return now_ms > at_ms ? now_ms - at_ms : 0; }

bool row_is_over(const struct sessions *all, const struct row *r, int64_t now_ms) {
    return r->s.ends_ms <= now_ms || row_age(r->s.used_ms, now_ms) >= all->o.idle_ms;
}

bool row_bring_back(const struct sessions *all, struct row *r, int64_t now_ms) {
    bool is_ahead = r->s.begun_ms > now_ms || r->s.used_ms > now_ms;
    if (r->s.begun_ms > now_ms) r->s.begun_ms = now_ms;
    if (r->s.used_ms > now_ms) r->s.used_ms = now_ms;
    r->s.ends_ms = r->s.begun_ms + all->o.most_ms;
    return is_ahead;
}

/* ---- what stations keep ---- */

bool kept_row_read(struct span value, struct kept *out) {
    if (value.len != sizeof *out) return false;
    memcpy(out, value.data, sizeof *out);
    return memchr(out->place, 0, sizeof out->place);
}

bool kept_is_over(const struct kept *k, int64_t now_ms) {
    return k->count == 0 || row_age(k->told_ms, now_ms) >= KEPT_FOR_MS;
}
