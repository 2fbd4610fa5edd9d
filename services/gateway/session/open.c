/* Opening. A damaged file makes no error but a fault of the processor when a page is read that is not there, and the
 * next opening would die of it as well. So an opening leaves a mark until it has read everything once; whoever finds
 * the mark of one that died there begins anew. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include "gateway/session/internal.h"
#include "sys/random.h"

#define FORMAT "sippe sessions 3"
enum { PATH_MAX_LEN = 600 };

static const char *const tables[TABLES] = {
    [META] = "meta",       [SESSIONS] = "sessions", [TOKENS] = "tokens", [LOGINS] = "logins",
    [MEMBERS] = "members", [TRIES] = "tries",       [KEPT] = "kept"};

/* ---- the mark ---- */

static int lock_open(struct sessions *all) {
    char path[PATH_MAX_LEN];
    snprintf(path, sizeof path, "%s/opening", all->o.dir);
    all->lock_fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (all->lock_fd < 0) return errno == ENOENT ? ERR_NOTFOUND : errno == EACCES ? ERR_DENIED : ERR_IO;
    return flock(all->lock_fd, LOCK_EX | LOCK_NB) ? ERR_BUSY : 0;
}

static bool has_mark(const struct sessions *all) {
    struct stat st;
    return fstat(all->lock_fd, &st) == 0 && st.st_size > 0;
}
static int mark(const struct sessions *all) { return pwrite(all->lock_fd, "x", 1, 0) == 1 ? 0 : ERR_IO; }
static int mark_clear(const struct sessions *all) { return ftruncate(all->lock_fd, 0) ? ERR_IO : 0; }

/* ---- what it holds ---- */

/* The format and the shapes of the rows. */
static struct key format_of(void) {
    return KEY(KEY_TEXT(FORMAT), KEY_U64(sizeof(struct row)), KEY_U64(sizeof(struct count)),
               KEY_U64(sizeof(struct kept)));
}

static void secret_draw(struct sessions *all) {
    for (size_t at = 0; at < SECRET_LEN; at += ID_LEN) {
        struct id id = random_id();
        memcpy(all->secret + at, id.bytes, ID_LEN);
    }
}

static void fill_empty(struct sessions *all, struct txn *t) {
    struct key format = KEY(KEY_TEXT("format")), secret = KEY(KEY_TEXT("secret")), value = format_of();
    struct row none = {.token = {{0}}};
    for (store_table i = 0; i < TABLES; i++) txn_clear(t, i);
    secret_draw(all);
    txn_put(t, META, &format, key_span(&value));
    txn_put(t, META, &secret, secret_of(all));
    session_row_put(t, &none);
}

static bool meta_read(struct sessions *all, struct txn *t) {
    struct key format = KEY(KEY_TEXT("format")), secret = KEY(KEY_TEXT("secret")), expected = format_of();
    struct span value;
    if (!txn_get(t, META, &format, &value) || !span_equal(value, key_span(&expected))) return false;
    if (!txn_get(t, META, &secret, &value) || value.len != SECRET_LEN) return false;
    memcpy(all->secret, value.data, SECRET_LEN);
    return true;
}

static bool row_is_right(struct txn *t, const struct store_cursor *c) {
    struct row row;
    struct kept kept;
    switch (c->table) {
    case SESSIONS: return session_row_get(t, key_id_at(&c->key, 0), &row) && id_equal(row.s.id, key_id_at(&c->key, 0));
    case TOKENS: return c->key.len == ID_LEN && c->value.len == ID_LEN;
    case LOGINS:
    case MEMBERS: return c->key.len == 2 * ID_LEN && c->value.len == 0;
    case TRIES: return c->key.len == 1 + ID_LEN && c->value.len == sizeof(struct count);
    case KEPT: return c->key.len == 2 * ID_LEN && kept_row_read(c->value, &kept);
    default: return true;
    }
}

/* Of a page of noise LMDB reads what stands there, if it reads anything: hence their order and number. */
static bool table_is_right(struct txn *t, store_table table) {
    struct store_cursor c = cursor_open(t, table, &KEY_EMPTY, NULL);
    struct key before = KEY_EMPTY;
    uint64_t n = 0;
    bool is_right = true;
    for (; is_right && cursor_next(&c); n++) {
        is_right = row_is_right(t, &c) && key_order(&before, &c.key) < 0;
        before = c.key;
    }
    cursor_close(&c);
    return is_right && n == txn_count(t, table);
}

/* Each row once: what is damaged shows now, not when somebody signs in. */
static int read_all(struct txn *t) {
    for (store_table i = 0; i < TABLES && t->err == 0; i++)
        if (!table_is_right(t, i)) t->err = ERR_CORRUPT;
    return t->err;
}

/* So that the list of free pages is read while the mark stands. */
static void write_something(struct txn *t) {
    struct key k = KEY(KEY_TEXT("opened"));
    struct id id = random_id();
    txn_put(t, META, &k, id_span(&id));
}

static int take_up(struct sessions *all) {
    struct txn t;
    txn_begin(all->store, true, &t);
    if (meta_read(all, &t)) {
        read_all(&t);
    } else if (t.err == 0) {
        all->emptied = txn_count(&t, META) > 0 ? "format" : all->emptied;
        fill_empty(all, &t);
    }
    write_something(&t);
    return txn_commit(&t);
}

static int store_take_up(struct sessions *all) {
    struct store_options o = {.dir = all->o.dir,
                              .map_bytes = all->o.map_bytes,
                              .tables = tables,
                              .n_tables = TABLES,
                              .throwaway = all->o.throwaway};
    int rc = mark(all);
    if (rc == 0) rc = store_open(&all->store, &o);
    if (rc == 0) rc = take_up(all);
    if (rc) {
        store_close(all->store);
        all->store = NULL;
    }
    int cleared = mark_clear(all); /* it did not die of it, whatever it says */
    return rc ? rc : cleared;
}

/* The lock file says what the last transaction was: of another file it would be wrong. */
static void throw_away(struct sessions *all) {
    static const char *const files[] = {"data.mdb", "lock.mdb"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[PATH_MAX_LEN];
        snprintf(path, sizeof path, "%s/%s", all->o.dir, files[i]);
        unlink(path);
    }
    all->emptied = "damaged";
}

/* Else it is of the file: LMDB finds nearly any error in a damaged one, no memory and no such table among them. */
static bool is_of_the_place(int rc) {
    return rc == ERR_BUSY || rc == ERR_DENIED || rc == ERR_FULL || rc == ERR_INVALID;
}

static int sessions_take_up(struct sessions *all) {
    int rc = lock_open(all);
    if (rc) return rc;
    if (has_mark(all)) throw_away(all);
    rc = store_take_up(all);
    if (rc == 0 || is_of_the_place(rc)) return rc;
    throw_away(all);
    return store_take_up(all);
}

int sessions_open(struct sessions **out, const struct sessions_options *o) {
    *out = NULL;
    if (strlen(o->dir) > PATH_MAX_LEN - 32) return ERR_INVALID;
    struct sessions *all = calloc(1, sizeof *all);
    if (!all) return ERR_NOMEM;
    *all = (struct sessions){.o = *o, .lock_fd = -1, .emptied = ""};
    int rc = sessions_take_up(all);
    all->o.dir = NULL; /* the caller's text */
    if (rc)
        sessions_close(all);
    else
        *out = all;
    return rc;
}

const char *sessions_emptied(const struct sessions *all) { return all->emptied; }

void sessions_close(struct sessions *all) {
    if (!all) return;
    store_close(all->store);
    if (all->lock_fd >= 0) close(all->lock_fd);
    memset(all->secret, 0, SECRET_LEN);
    free(all);
}

int commit(struct sessions *all, struct txn *t) {
    int rc = txn_commit(t);
    if (rc == 0 || rc == ERR_FULL || rc == ERR_IO) return rc;
    return mark(all) ? ERR_IO : ERR_CORRUPT;
}

bool has_room(const struct sessions *all) {
    struct store_usage u = store_usage(all->store);
    return u.used_bytes < u.map_bytes / 5 * 4;
}
