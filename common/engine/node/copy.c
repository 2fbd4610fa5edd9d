/* A store without its daemon. */
#include "engine/copy.h"
#include "engine/node/backup.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { MAP_BYTES = 1 << 20, BLOCK = 1 << 16 }; /* LMDB takes what is used, when that is more */

struct copy {
    struct store *store;
    struct txn txn;
    struct arena arena; /* of what lives as long as it */
    const char *service, *territory;
    uint64_t seq;
    struct id chain, journal;
};

static struct span meta_of(struct copy *c, const char *name) {
    struct key key = KEY(KEY_TEXT(name));
    struct span value;
    txn_get(&c->txn, TABLE_META, &key, &value);
    return value;
}

static const char *meta_text(struct copy *c, const char *name) {
    struct span s = meta_of(c, name);
    return arena_printf(&c->arena, "%.*s", (int)s.len, s.len ? (const char *)s.data : "");
}

static int meta_take(struct copy *c) {
    struct key format = key_from(meta_of(c, "format")), head = key_from(meta_of(c, "head"));
    uint64_t version = key_u64_at(&format, 0);
    if (version != FORMAT) return version > FORMAT ? ERR_VERSION : ERR_CORRUPT;
    c->service = meta_text(c, "service");
    c->territory = meta_text(c, "territory");
    c->seq = key_u64_at(&head, 0);
    c->chain = key_id_at(&head, 8);
    struct key journal = key_from(meta_of(c, "journal"));
    c->journal = key_id_at(&journal, 0);
    return c->txn.err;
}

/* Of the tables only those that are truth are named: projections differ from one release to the next. */
int copy_open(struct copy **out, const char *dir) {
    *out = NULL;
    struct copy *c = calloc(1, sizeof *c);
    if (!c) return ERR_NOMEM;
    arena_init(&c->arena);
    struct store_options o = {
        .dir = dir, .map_bytes = MAP_BYTES, .tables = own_tables, .n_tables = TABLE_REMADE, .copy = true};
    int err = store_open(&c->store, &o);
    if (!err) err = txn_begin(c->store, false, &c->txn);
    if (!err) err = meta_take(c);
    if (err) {
        copy_close(c);
        return err;
    }
    *out = c;
    return 0;
}

void copy_close(struct copy *c) {
    if (!c) return;
    txn_abort(&c->txn);
    store_close(c->store);
    arena_close(&c->arena);
    free(c);
}

const char *copy_service(const struct copy *c) { return c->service; }
const char *copy_territory(const struct copy *c) { return c->territory; }
uint64_t copy_seq(const struct copy *c) { return c->seq; }
uint64_t copy_bytes(const struct copy *c) { return store_usage(c->store).file_bytes; }

node__standing *standing_read(struct txn *t, struct arena *a, uint64_t seq, struct id chain) {
    node__standing *out = NEW(a, node__standing);
    out->seq = seq;
    out->chain = id_field(a, chain);
    struct store_cursor c = cursor_open(t, TABLE_CURSOR, &KEY_EMPTY, NULL);
    while (cursor_next(&c)) {
        engine_rows__cursor *row = UNPACK_OWN(a, engine_rows__cursor, c.value);
        if (!row) t->err = ERR_CORRUPT;
        if (!row) break;
        node__standing_in *in = NEW(a, node__standing_in);
        in->journal = arena_text(a, (const char *)c.key.bytes);
        in->position = row->position;
        APPEND(a, out, followed, in);
    }
    cursor_close(&c);
    return t->err ? NULL : out;
}

node__standing *copy_standing(struct copy *c, struct arena *a) { return standing_read(&c->txn, a, c->seq, c->chain); }

sippe__record *copy_record(struct copy *c, struct arena *a, uint64_t seq) {
    struct view v = {NULL, a, &c->txn};
    sippe__record *r = journal_read(&v, seq);
    c->txn.err = 0; /* one that cannot be read does not hide the others */
    return r;
}

bool copy_holds(struct copy *c, struct arena *a, uint64_t seq, ProtobufCBinaryData chain) {
    if (seq == 0) return true;
    const sippe__record *r = seq <= c->seq ? copy_record(c, a, seq) : NULL;
    return r && span_equal(span_pb(r->chain), span_pb(chain));
}

struct id copy_journal(const struct copy *c) {
    return c->journal;
}

int copy_last_slot(struct copy *c, uint64_t *slot) {
    struct key key;
    struct span value;
    *slot = txn_last(&c->txn, TABLE_SLOT, &KEY_EMPTY, &key, &value) ? key_u64_at(&key, 0) : 0;
    return c->txn.err;
}

int copy_check(struct copy *c, char fault[200]) { return journal_check(&c->txn, fault); }

int copy_digest(const char *dir, const char *file, uint8_t digest[COPY_DIGEST_LEN]) {
    char path[700];
    uint8_t block[BLOCK];
    crypto_generichash_state hash;
    ssize_t n;
    snprintf(path, sizeof path, "%s/%s", dir, file);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return ERR_NOTFOUND;
    crypto_generichash_init(&hash, NULL, 0, COPY_DIGEST_LEN);
    while ((n = read(fd, block, sizeof block)) > 0) crypto_generichash_update(&hash, block, (unsigned long long)n);
    close(fd);
    crypto_generichash_final(&hash, digest, COPY_DIGEST_LEN);
    return n < 0 ? ERR_IO : 0;
}
