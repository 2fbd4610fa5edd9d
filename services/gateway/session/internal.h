/* Inside the library only: the tables, and what its files share.
 *
 *   meta       "format"; "secret", by which all hashes are keyed
 *   sessions   id → struct row; the zero id is a row that is over, for who asks by a token that is none
 *   tokens     hash of a token → id
 *   logins     way in, id → nothing
 *   members    membership, id → nothing
 *   tries      kind, hash of whom → struct count
 *   kept       station, membership → struct kept
 *
 * Rows are structs as they lie in memory: the file never leaves this machine, and one of another shape is emptied. */
#pragma once
#include "gateway/session/kept.h"
#include "gateway/session/sessions.h"
#include "store/store.h"

enum { META, SESSIONS, TOKENS, LOGINS, MEMBERS, TRIES, KEPT, TABLES };
enum { SECRET_LEN = 32, SWEEP_ROWS = 256 };

struct sessions {
    struct store *store;
    struct sessions_options o;
    int lock_fd;
    uint8_t secret[SECRET_LEN];
    const char *emptied;
    struct key session_at, tries_at, kept_at; /* where the sweep goes on */
};

struct row {
    struct id token; /* its hash */
    struct session s;
};

/* How often somebody tried: tries.c. */
struct count {
    int64_t first_ms, last_ms, until_ms;
    uint64_t n;
};

static inline struct span secret_of(const struct sessions *all) { return span_of(all->secret, SECRET_LEN); }
/* Is there room to begin something? What ends something needs some as well, so not all of it is given away. */
bool has_room(const struct sessions *all);
/* Of what must be durable. What it finds damaged the next opening will throw away. */
int commit(struct sessions *all, struct txn *t);

/* row.c. False: no such row, or none that decodes. */
bool session_row_get(struct txn *t, struct id id, struct row *out);
void session_row_put(struct txn *t, const struct row *r);
void session_row_delete(struct txn *t, const struct row *r);
/* Its rows of `members`: written, or deleted before its memberships are others. */
void session_row_listed(struct txn *t, const struct row *r, bool listed);
/* How long ago; an instant of the future counts as now. */
int64_t row_age(int64_t at_ms, int64_t now_ms);
bool row_is_over(const struct sessions *all, const struct row *r, int64_t now_ms);
/* What the future of a clock that was set back has in it; false: nothing had to be changed. */
bool row_bring_back(const struct sessions *all, struct row *r, int64_t now_ms);

/* Rows of `kept`; one that says that nothing waits, or whose station nobody can be any more, is over. */
bool kept_row_read(struct span value, struct kept *out);
bool kept_is_over(const struct kept *k, int64_t now_ms);

/* tries.c: the same of the rows of `tries`; one of no kind is over. */
bool count_is_over(uint8_t kind, const struct count *c, int64_t now_ms);
bool count_bring_back(uint8_t kind, struct count *c, int64_t now_ms);
