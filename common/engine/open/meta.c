/* What the store says of itself: whose it is, of which format, whether it was restored. */
#include "engine/access/access.h"
#include "engine/open/open.h"

static bool meta_get(struct txn *t, const char *name, struct span *out) {
    struct key key = KEY(KEY_TEXT(name));
    return txn_get(t, TABLE_META, &key, out);
}

static void meta_put(struct txn *t, const char *name, struct span value) {
    struct key key = KEY(KEY_TEXT(name));
    txn_put(t, TABLE_META, &key, value);
}

/* A new store is of this layout, and its indexes of these versions, because it has no rows. The journal's id and the
 * salt of look-ups come from chance that is drawn once: with another salt nothing would be found any more. */
static int meta_create(struct engine *e, struct txn *t) {
    struct key format = KEY(KEY_U64(FORMAT)), layout = KEY(KEY_U64(e->service->layout));
    struct id journal =
        id_derive("sippe journal", span_text(e->territory), span_text(e->service->name), id_span(&e->options.salt));
    struct id epoch = id_derive("sippe epoch", id_span(&journal), (struct span){NULL, 0}, (struct span){NULL, 0});
    meta_put(t, "format", key_span(&format));
    meta_put(t, "layout", key_span(&layout));
    meta_put(t, "service", span_text(e->service->name));
    meta_put(t, "territory", span_text(e->territory));
    meta_put(t, "journal", id_span(&journal));
    meta_put(t, "epoch", id_span(&epoch));
    meta_put(t, "lookup", id_span(&e->options.salt));
    indexes_mark(e, t);
    return 0;
}

int meta_check(struct engine *e, struct txn *t) {
    struct span format, service, territory;
    if (!meta_get(t, "format", &format)) return meta_create(e, t);
    struct key version = key_from(format);
    if (key_u64_at(&version, 0) > FORMAT)
        return open_fail(ERR_VERSION, "the store in %s was made by a newer release; install that release",
                         e->options.dir);
    if (key_u64_at(&version, 0) < FORMAT)
        return open_fail(ERR_VERSION,
                         "the store in %s was made before the first release that was given out, in a format "
                         "that is not read any more: move it away and begin anew",
                         e->options.dir);
    if (!meta_get(t, "service", &service) || !span_equal(service, span_text(e->service->name)))
        return open_fail(ERR_INVALID, "the store in %s belongs to another daemon", e->options.dir);
    if (!meta_get(t, "territory", &territory) || !span_equal(territory, span_text(e->territory)))
        return open_fail(ERR_INVALID, "the store in %s belongs to another territory", e->options.dir);
    return 0;
}

enum { HEAD_LEN = 8 + ID_LEN + 8 }; /* seq, chain, time (turn/commit.c) */

static int is_damaged(const struct engine *e) {
    return open_fail(ERR_CORRUPT, "the store in %s is damaged: restore a backup", e->options.dir);
}

int meta_load(struct engine *e, struct txn *t) {
    struct span journal, epoch, lookup, head;
    if (!meta_get(t, "journal", &journal) || !meta_get(t, "epoch", &epoch) || !meta_get(t, "lookup", &lookup) ||
        journal.len != ID_LEN || epoch.len != ID_LEN || lookup.len != ID_LEN)
        return is_damaged(e);
    memcpy(e->journal.bytes, journal.data, ID_LEN);
    memcpy(e->epoch.bytes, epoch.data, ID_LEN);
    memcpy(e->lookup_salt.bytes, lookup.data, ID_LEN);
    e->last_at_ms = INT64_MIN;
    if (access_open(e, t)) return is_damaged(e);
    if (!meta_get(t, "head", &head)) return clock_load(e, t, INT64_MIN) ? is_damaged(e) : 0;
    if (head.len != HEAD_LEN) return is_damaged(e);
    struct key k = key_from(head);
    e->seq = key_u64_at(&k, 0);
    struct id chain = key_id_at(&k, 8);
    memcpy(e->chain, chain.bytes, ID_LEN);
    e->last_at_ms = key_i64_at(&k, 8 + ID_LEN);
    return clock_load(e, t, e->last_at_ms) ? is_damaged(e) : 0;
}

/* As if a person had resumed it: a restore of the whole territory is that person's word. */
static void resume_restored(struct engine *e, struct txn *t, const char *journal) {
    struct view v = view_make(e, t);
    engine_rows__cursor *cursor = cursor_read(&v, journal);
    if (!cursor->position) return;
    cursor->resuming = true;
    cursor->stopped = "";
    cursor_write(t, &e->arena, journal, cursor);
}

/* A restore left a note beside the store (node/restored.c). Streams of the journals that come from the same cut may
 * have forked from what we heard; they are taken up again without asking. Taken twice it is the same: the note goes
 * when its record is written. */
int restored_take(struct engine *e, struct txn *t) {
    node__restored *note;
    struct span written;
    int err = restored_read(e, &e->arena, &note);
    if (err == ERR_NOTFOUND) return 0;
    if (err) return open_fail(err, "%s/restored is not what a restore leaves; restore again", e->options.dir);
    if (meta_get(t, "restored", &written) && span_equal(written, span_pb(note->epoch))) return 0;
    if (note->seq != e->seq || !span_equal(span_pb(note->chain), span_of(e->chain, ID_LEN)))
        return open_fail(ERR_CORRUPT, "a restore into %s was interrupted; run it again with the same cut",
                         e->options.dir);
    meta_put(t, "epoch", span_pb(note->epoch));
    e->epoch = id_of(note->epoch);
    for (size_t i = 0; i < note->n_journals; i++)
        if (follow_of(e, note->journals[i])) resume_restored(e, t, note->journals[i]);
    e->restored_due = true;
    return 0;
}
