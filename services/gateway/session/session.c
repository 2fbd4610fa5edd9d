/* One session: begun, found, ended. */
#include <sodium.h>
#include "gateway/session/internal.h"
#include "sys/random.h"

static struct id token_hash(const struct sessions *all, const uint8_t token[SESSION_TOKEN_LEN]) {
    return id_keyed(secret_of(all), "session token", span_of(token, SESSION_TOKEN_LEN));
}

struct id session_station(const struct sessions *all, const uint8_t cookie[SESSION_TOKEN_LEN]) {
    return id_keyed(secret_of(all), "session station", span_of(cookie, SESSION_TOKEN_LEN));
}

/* ---- begin ---- */

static void token_draw(uint8_t token[SESSION_TOKEN_LEN]) {
    for (size_t at = 0; at < SESSION_TOKEN_LEN; at += ID_LEN) {
        struct id id = random_id();
        memcpy(token + at, id.bytes, ID_LEN);
    }
}

static bool id_of_token(struct txn *t, struct id hash, struct id *out) {
    struct key k = KEY(KEY_ID(hash));
    struct span value;
    return txn_get(t, TOKENS, &k, &value) && id_from(pb_of(value), out);
}

static void old_end(struct sessions *all, struct txn *t, const uint8_t *old) {
    struct row row;
    struct id id;
    if (old && id_of_token(t, token_hash(all, old), &id) && session_row_get(t, id, &row)) session_row_delete(t, &row);
}

/* Its bytes are all written: those between the fields too. */
static struct row row_of(const struct sessions *all, const struct session *s, const uint8_t *token, int64_t now_ms) {
    struct row row;
    memset(&row, 0, sizeof row);
    row.token = token_hash(all, token);
    row.s.id = random_id();
    row.s.login = s->login;
    row.s.station = s->station;
    row.s.n_members = s->n_members;
    memcpy(row.s.members, s->members, s->n_members * sizeof *s->members);
    memcpy(row.s.place, s->place, strnlen(s->place, SESSION_PLACE_MAX));
    row.s.begun_ms = row.s.used_ms = now_ms;
    row.s.ends_ms = now_ms + all->o.most_ms;
    return row;
}

int session_begin(struct sessions *all, struct session *s, const uint8_t *old, int64_t now_ms,
                  uint8_t token[SESSION_TOKEN_LEN]) {
    struct txn t;
    if (s->n_members > SESSION_MEMBERS_MAX) return ERR_INVALID;
    if (!has_room(all)) return ERR_FULL;
    uint8_t drawn[SESSION_TOKEN_LEN];
    token_draw(drawn);
    struct row row = row_of(all, s, drawn, now_ms);
    struct key by_token = KEY(KEY_ID(row.token)), by_login = KEY(KEY_ID(row.s.login), KEY_ID(row.s.id));
    txn_begin(all->store, true, &t);
    old_end(all, &t, old);
    session_row_put(&t, &row);
    txn_put(&t, TOKENS, &by_token, id_span(&row.s.id));
    txn_put(&t, LOGINS, &by_login, (struct span){NULL, 0});
    session_row_listed(&t, &row, true);
    int rc = commit(all, &t);
    if (rc) return rc;
    *s = row.s;
    memcpy(token, drawn, sizeof drawn);
    return 0;
}

/* ---- find ---- */

/* That it could not be written ends no session: it is over a minute earlier. */
static void row_use(struct sessions *all, struct row *r, int64_t now_ms) {
    struct txn t;
    if (!row_bring_back(all, r, now_ms) && row_age(r->s.used_ms, now_ms) < SESSION_TOUCH_MS) return;
    r->s.used_ms = now_ms;
    txn_begin(all->store, true, &t);
    session_row_put(&t, r);
    (void)txn_commit(&t);
}

/* Nothing returns before the end: whoever measures learns nothing of how far a token was right. */
bool session_find(struct sessions *all, const uint8_t token[SESSION_TOKEN_LEN], struct id station, bool use,
                  int64_t now_ms, struct session *out) {
    struct txn t;
    struct row row = {.token = {{0}}};
    struct id hash = token_hash(all, token), id = {{0}};
    txn_begin(all->store, false, &t);
    unsigned int right = id_of_token(&t, hash, &id);
    right &= session_row_get(&t, id, &row);
    txn_abort(&t);
    right &= sodium_memcmp(row.token.bytes, hash.bytes, ID_LEN) == 0;
    right &= sodium_memcmp(row.s.station.bytes, station.bytes, ID_LEN) == 0;
    right &= !row_is_over(all, &row, now_ms);
    if (!right) return false;
    if (use) row_use(all, &row, now_ms);
    *out = row.s;
    return true;
}

bool session_end(struct sessions *all, struct id id) {
    struct txn t;
    struct row row;
    txn_begin(all->store, true, &t);
    bool is_there = !id_is_zero(id) && session_row_get(&t, id, &row);
    if (is_there) session_row_delete(&t, &row);
    return txn_commit(&t) == 0 && is_there;
}

size_t session_count(struct sessions *all) {
    struct txn t;
    txn_begin(all->store, false, &t);
    uint64_t n = txn_count(&t, SESSIONS);
    txn_abort(&t);
    return n ? (size_t)n - 1 : 0; /* but for the one that is none */
}
