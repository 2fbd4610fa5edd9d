/* Opening and closing. */
#include "engine/node/backup.h"
#include "engine/access/access.h"
#include "engine/erase/erase.h"
#include "engine/open/open.h"
#include "engine/turn/turn.h"

#include <stdlib.h>

/* A release that was put back behind a newer one: it would serve rows without what it does not know. */
static int types_known(struct engine *e, struct txn *t) {
    char unknown[128];
    int err = types_check(e, t, unknown);
    if (err == ERR_VERSION)
        open_fail(err,
                  "the store in %s holds records of the type %s, which this release does not know: it was made by a "
                  "newer release; install that release",
                  e->options.dir, unknown);
    return err;
}

/* Of tests, whose chance is drawn from one. */
static uint64_t id_seed(struct id salt) {
    uint64_t seed;
    memcpy(&seed, salt.bytes, sizeof seed);
    return seed;
}

/* All that is asked of the store, and all that is written into it, is one transaction: refused, nothing has changed.
 * The note of a restore goes when its record is written, in the first turn; a crash before takes it once more, to the
 * same effect. */
static int store_ready(struct engine *e) {
    const char *names[STORE_TABLES_MAX];
    int n = engine_tables(e->service, names);
    if (n < 0)
        return open_fail(n, "%zu row tables are too many, a store has room for %d", e->service->n_rows,
                         STORE_TABLES_MAX - TABLE_SERVICE);
    indexes_link(e);
    bool in_memory[STORE_TABLES_MAX];
    engine_tables_in_memory(e->service, in_memory);
    struct store_options o = {.dir = e->options.dir,
                              .map_bytes = e->options.map_bytes,
                              .tables = names,
                              .n_tables = (unsigned int)n,
                              .in_memory = in_memory,
                              .front = e->options.throwaway ? STORE_STEPPED : STORE_LOGGED,
                              .seed = id_seed(e->options.salt),
                              .throwaway = e->options.throwaway};
    int err = store_open(&e->store, &o);
    if (err == ERR_BUSY)
        return open_fail(err, "the store in %s is in use: another %s runs on it", o.dir, e->service->name);
    if (err) return open_fail(err, "the store in %s cannot be opened: %s", o.dir, err_text(err));
    struct txn t;
    err = txn_begin(e->store, true, &t);
    if (!err) err = meta_check(e, &t);
    if (!err) err = meta_load(e, &t);
    if (!err) err = restored_take(e, &t);
    if (!err) err = types_known(e, &t);
    if (!err) err = keys_open(e, &t);
    if (!err) err = rewrap_take(e, &t);
    if (err) {
        txn_abort(&t);
        return err;
    }
    err = txn_commit(&t);
    if (!err && !e->restored_due) restored_done(e); /* of a crash after its record */
    if (!err) err = txn_begin(e->store, false, &e->snapshot);
    return err ? open_fail(err, "the store in %s cannot be written: %s", o.dir, err_text(err)) : keys_create(e);
}

/* Once it says whose it is and by which salt it looks things up. */
static int keys_ready(struct engine *e) {
    int err = keys_start(e);
    return err ? open_fail(err, "the store in %s cannot be written: %s", e->options.dir, err_text(err)) : 0;
}

static int revoked_ready(struct engine *e) {
    size_t line;
    int err = revoked_load(e, &line);
    if (err == ERR_CORRUPT)
        return open_fail(
            err,
            "line %zu of %s/revoked is not a member's id and 64 digits of its key, or \"ended\"; mend it from a backup",
            line, e->options.dir);
    return err ? open_fail(err, "%s/revoked cannot be read: %s", e->options.dir, err_text(err)) : 0;
}

/* next_minute_ms is 0, so that the first turn tries what is held and lets the store live; usage is looked at in it too
 * (INT64_MAX is a time that no clock has come near). */
static int engine_fill(struct engine *e, const struct engine_options *o) {
    e->options = *o;
    e->service = o->service;
    e->node = &node_service;
    memcpy(e->territory, o->territory, strnlen(o->territory, sizeof e->territory - 1));
    arena_init(&e->arena);
    arena_init(&e->outbox);
    e->next_minute_ms = 0;
    e->erase_at_ms = INT64_MAX;
    e->access_end.at_ms = INT64_MAX;
    e->retro_due = true;
    e->now_ms = o->started_ms;
    for (size_t i = 0; i < o->service->n_follows && i < ENGINE_FOLLOWS_MAX; i++)
        e->follows[e->n_follows++] = (struct follow){.journal = o->service->follows[i]};
    if (moves_open(e)) return open_fail(ERR_NOMEM, "out of memory");
    e->types_noted = calloc(e->service->n_events + e->node->n_events, sizeof *e->types_noted);
    if (!e->types_noted) return open_fail(ERR_NOMEM, "out of memory");
    int err = check_service(o->service);
    if (!err) err = revoked_ready(e);
    if (!err) err = store_ready(e);
    if (!err) err = keys_ready(e);
    if (err) return err;
    e->usage_at_ms = INT64_MAX;
    e->accepting = e->following = true;
    e->asking = o->asks_peers && e->seq == 0 && e->n_follows > 0;
    return 0;
}

/* Once the rows are those of this release. */
static int engine_start(struct engine *e) {
    expiry_open(e);
    follow_open(e);
    revoked_of_rows(e);
    access_counts_load(e);
    access_told_load(e);
    jobs_open(e);
    int err = e->writing ? commit_outside_turn(e) : 0;
    if (!err) err = closed_load(e);
    if (!err) err = revoked_save(e);
    struct view v = view_make(e, &e->snapshot);
    e->next_due_ms = deadline_next_ms(&v);
    return err ? open_fail(err, "the store in %s cannot be written: %s", e->options.dir, err_text(err)) : 0;
}

int engine_open(struct engine **out, const struct engine_options *options) {
    *out = NULL;
    open_fail(0, "%s", "");
    struct engine *e = calloc(1, sizeof *e);
    if (!e) return open_fail(ERR_NOMEM, "out of memory");
    int err = engine_fill(e, options);
    if (!err && (err = engine_layout(e)))
        open_fail(err, "the rows in %s cannot be made anew: %s", options->dir, err_text(err));
    if (!err && (err = engine_indexes(e)))
        open_fail(err, "the indexes in %s cannot be made: %s", options->dir, err_text(err));
    if (!err && (err = lists_open(e)))
        open_fail(err, "the lists in %s cannot be made: %s", options->dir, err_text(err));
    if (!err) err = engine_start(e);
    if (err) {
        engine_close(e);
        return err;
    }
    *out = e;
    return 0;
}

static void inbox_close(struct inbox *box) {
    while (box->first) {
        struct inbox_entry *next = box->first->next;
        free(box->first);
        box->first = next;
    }
}

static void sender_close(struct sender *s) {
    inbox_close(&s->queue);
    inbox_close(&s->stalled);
    free(s);
}

static void fetches_close(struct pending_fetch *p) {
    while (p) {
        struct pending_fetch *next = p->next;
        free(p);
        p = next;
    }
}

/* Of an engine that was opened half as well. What is in memory alone is lost, and may be: it was answered to nobody. */
void engine_close(struct engine *e) {
    if (!e) return;
    for (size_t i = 0; i < e->n_senders; i++) sender_close(e->senders[i]);
    for (size_t i = 0; i < STREAM_BUCKETS; i++) fetches_close(e->fetches[i]);
    inbox_close(&e->links);
    inbox_close(&e->refusals);
    if (e->writing) txn_abort(&e->write);
    backup_free(e);
    jobs_close(e);
    txn_abort(&e->snapshot);
    store_close(e->store);
    keys_close(e);
    for (size_t i = 0; i < e->n_rules; i++) arena_close(&e->rules[i].arena);
    arena_close(&e->arena);
    arena_close(&e->outbox);
    free(e->types_noted);
    moves_close(e);
    lists_close(e);
    memos_close(e);
    free(e->closed);
    free(e->revoked);
    access_counts_free(e);
    acknowledged_close(e);
    free(e->senders);
    free(e->out);
    free(e);
}

const struct engine_counters *engine_counters(const struct engine *e) { return &e->counters; }
