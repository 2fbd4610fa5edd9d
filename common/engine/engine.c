/* Opening and closing: whose store it is, of which format, with which tables. */
#include "engine/internal.h"

#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static _Thread_local char open_error[300];

const char *engine_open_error(void) { return open_error; }

__attribute__((format(printf, 2, 3))) static int fail(int err, const char *format, ...) {
    va_list args;
    va_start(args, format);
    vsnprintf(open_error, sizeof open_error, format, args);
    va_end(args);
    return err;
}

static const char *const own_tables[TABLE_SERVICE] = {[TABLE_META] = "meta",
                                                      [TABLE_JOURNAL] = "journal",
                                                      [TABLE_STREAM] = "stream",
                                                      [TABLE_SUBJECT] = "subject",
                                                      [TABLE_REPLY] = "reply",
                                                      [TABLE_CURSOR] = "cursor",
                                                      [TABLE_MARK] = "mark",
                                                      [TABLE_HEARD] = "heard",
                                                      [TABLE_HELD] = "held",
                                                      [TABLE_HELD_SUBJECT] = "held-subject",
                                                      [TABLE_EXPIRY] = "expiry",
                                                      [TABLE_PASSED] = "passed",
                                                      [TABLE_RECALLED] = "recalled",
                                                      [TABLE_DEADLINE] = "deadline",
                                                      [TABLE_DEADLINE_OF] = "deadline-of",
                                                      [TABLE_KEY] = "key",
                                                      [TABLE_KEY_PUBLIC] = "key-public",
                                                      [TABLE_RULES] = "rules"};

int engine_tables(const struct service *service, const char *names[], unsigned int max) {
    if (TABLE_SERVICE + service->n_rows > max) return ERR_INVALID;
    memcpy(names, own_tables, sizeof own_tables);
    for (size_t i = 0; i < service->n_rows; i++) names[TABLE_SERVICE + i] = service->rows[i]->name;
    return (int)(TABLE_SERVICE + service->n_rows);
}

/* ---- the tables of a service, checked once ---- */

static int check_contract(const struct service *s) {
    for (unsigned i = 0; i < s->contract->n_methods; i++) {
        char method[160];
        struct engine probe = {.service = s};
        snprintf(method, sizeof method, "%s.%s", s->name, s->contract->methods[i].name);
        struct command_ref ref = command_find(&probe, method);
        if (!ref.command) return fail(ERR_INVALID, "the method %s has no row in the tables", method);
        if (ref.command->request != s->contract->methods[i].input ||
            ref.command->reply != s->contract->methods[i].output)
            return fail(ERR_INVALID, "the method %s has other messages than its row", method);
        if (!ref.command->roles) return fail(ERR_INVALID, "the method %s is open to nobody", method);
    }
    return 0;
}

static int check_rows(const struct service *s) {
    for (size_t i = 0; i < s->n_rows; i++) {
        for (size_t j = 0; j < TABLE_SERVICE; j++)
            if (strcmp(s->rows[i]->name, own_tables[j]) == 0)
                return fail(ERR_INVALID, "the row table %s has the name of one of the engine's", s->rows[i]->name);
        for (size_t j = 0; j < i; j++)
            if (strcmp(s->rows[i]->name, s->rows[j]->name) == 0)
                return fail(ERR_INVALID, "two row tables are named %s", s->rows[i]->name);
    }
    return 0;
}

static int check_events(const struct service *s) {
    for (size_t i = 0; i < s->n_events; i++) {
        const ProtobufCMessageDescriptor *type = s->events[i].type;
        const ProtobufCFieldDescriptor *personal = protobuf_c_message_descriptor_get_field_by_name(type, "personal");
        if (personal && (personal->type != PROTOBUF_C_TYPE_MESSAGE || personal->label == PROTOBUF_C_LABEL_REPEATED))
            return fail(ERR_INVALID, "the field personal of the event %s is not a message", type->name);
        for (size_t j = 0; j < i; j++)
            if (s->events[j].type == type) return fail(ERR_INVALID, "the event %s stands twice", type->name);
    }
    return 0;
}

static bool is_followed(const struct service *s, const char *journal) {
    for (size_t i = 0; i < s->n_follows; i++)
        if (strcmp(s->follows[i], journal) == 0) return true;
    return false;
}

static int check_reactions(const struct service *s) {
    if (s->n_follows > FOLLOWS_MAX)
        return fail(ERR_INVALID, "%zu journals are followed, %d at most", s->n_follows, FOLLOWS_MAX);
    for (size_t i = 0; i < s->n_reactions; i++) {
        const struct reaction *r = &s->reactions[i];
        if (!is_followed(s, r->journal))
            return fail(ERR_INVALID, "a reaction to %s, which is not followed", r->journal);
        for (size_t j = 0; j < i; j++)
            if (s->reactions[j].type == r->type && strcmp(s->reactions[j].journal, r->journal) == 0)
                return fail(ERR_INVALID, "two reactions to %s of %s", r->type->name, r->journal);
    }
    return 0;
}

static int check_deadlines(const struct service *s) {
    for (size_t i = 0; i < s->n_deadlines; i++) {
        size_t len = strlen(s->deadlines[i].type);
        if (!len || len > 100)
            return fail(ERR_INVALID, "the deadline \"%s\" has no name, or one that is too long", s->deadlines[i].type);
        for (size_t j = 0; j < i; j++)
            if (strcmp(s->deadlines[i].type, s->deadlines[j].type) == 0)
                return fail(ERR_INVALID, "two deadlines are named %s", s->deadlines[i].type);
    }
    return 0;
}

static int check_service(const struct service *s) {
    int err = check_contract(s);
    if (!err) err = check_rows(s);
    if (!err) err = check_events(s);
    if (!err) err = check_reactions(s);
    return err ? err : check_deadlines(s);
}

/* ---- what the store says of itself ---- */

static bool meta_get(struct txn *t, const char *name, struct span *out) {
    struct key key = KEY(KEY_TEXT(name));
    return txn_get(t, TABLE_META, &key, out);
}

static void meta_put(struct txn *t, const char *name, struct span value) {
    struct key key = KEY(KEY_TEXT(name));
    txn_put(t, TABLE_META, &key, value);
}

static int meta_create(struct engine *e, struct txn *t) {
    struct key format = KEY(KEY_U64(FORMAT)), layout = KEY(KEY_U64(e->service->layout));
    struct id journal =
        id_derive("sippe journal", span_text(e->territory), span_text(e->service->name), id_span(&e->options.salt));
    struct id epoch = id_derive("sippe epoch", id_span(&journal), (struct span){NULL, 0}, (struct span){NULL, 0});
    uint8_t lookup[32];
    crypto_generichash(lookup, sizeof lookup, e->options.salt.bytes, ID_LEN, (const uint8_t *)"sippe lookup", 12);
    meta_put(t, "format", key_span(&format));
    meta_put(t, "layout", key_span(&layout));
    meta_put(t, "service", span_text(e->service->name));
    meta_put(t, "territory", span_text(e->territory));
    meta_put(t, "journal", id_span(&journal));
    meta_put(t, "epoch", id_span(&epoch));
    meta_put(t, "lookup", span_of(lookup, sizeof lookup));
    return 0;
}

static int meta_check(struct engine *e, struct txn *t) {
    struct span format, service, territory;
    if (!meta_get(t, "format", &format)) return meta_create(e, t);
    struct key version = key_from(format);
    if (key_u64_at(&version, 0) > FORMAT)
        return fail(ERR_VERSION, "the store in %s was made by a newer release; install that release", e->options.dir);
    if (!meta_get(t, "service", &service) || !span_equal(service, span_text(e->service->name)))
        return fail(ERR_INVALID, "the store in %s belongs to another daemon", e->options.dir);
    if (!meta_get(t, "territory", &territory) || !span_equal(territory, span_text(e->territory)))
        return fail(ERR_INVALID, "the store in %s belongs to another territory", e->options.dir);
    return 0;
}

static int meta_load(struct engine *e, struct txn *t) {
    struct span journal, epoch, lookup, head;
    if (!meta_get(t, "journal", &journal) || !meta_get(t, "epoch", &epoch) || !meta_get(t, "lookup", &lookup) ||
        journal.len != ID_LEN || epoch.len != ID_LEN || lookup.len != sizeof e->lookup_key)
        return fail(ERR_CORRUPT, "the store in %s is damaged: restore a backup", e->options.dir);
    memcpy(e->journal.bytes, journal.data, ID_LEN);
    memcpy(e->epoch.bytes, epoch.data, ID_LEN);
    memcpy(e->lookup_key, lookup.data, sizeof e->lookup_key);
    e->last_at_ms = INT64_MIN / 2;
    if (!meta_get(t, "head", &head)) return 0;
    struct key k = key_from(head);
    e->seq = key_u64_at(&k, 0);
    struct id chain = key_id_at(&k, 8);
    memcpy(e->chain, chain.bytes, ID_LEN);
    e->last_at_ms = key_i64_at(&k, 8 + ID_LEN);
    return 0;
}

static void resume_restored(struct engine *e, struct txn *t, const char *journal) {
    struct view v = view_make(e, t);
    engine_rows__cursor *cursor = cursor_read(&v, journal);
    if (!cursor->position) return;
    cursor->resuming = true;
    cursor->stopped = "";
    cursor_write(t, &e->arena, journal, cursor);
}

/* A restore left a note beside the store: a new epoch in hexadecimal, then the name of the cut and the journals that
 * come from it, a line each. Streams from those may have forked from what we heard; they are taken up again without
 * asking. */
static int restored_take(struct engine *e, struct txn *t) {
    char path[700], line[128];
    snprintf(path, sizeof path, "%s/restored", e->options.dir);
    FILE *file = fopen(path, "re");
    if (!file) return 0;
    struct id epoch;
    int n = 0;
    for (; fgets(line, sizeof line, file); n++) {
        line[strcspn(line, "\r\n")] = 0;
        if (n == 0 && !id_parse(line, &epoch)) break;
        if (n == 0) meta_put(t, "epoch", id_span(&epoch));
        if (n >= 2 && line[0] && strcmp(line, e->service->name) != 0) resume_restored(e, t, line);
    }
    fclose(file);
    return n < 2 ? fail(ERR_CORRUPT, "%s is not what a restore leaves; restore again", path) : 0;
}

static void restored_done(const struct engine *e) {
    char path[700];
    snprintf(path, sizeof path, "%s/restored", e->options.dir);
    unlink(path);
}

static int store_ready(struct engine *e) {
    const char *names[64];
    int n = engine_tables(e->service, names, 64);
    if (n < 0) return fail(n, "too many row tables");
    struct store_options o = {.dir = e->options.dir,
                              .map_bytes = e->options.map_bytes,
                              .tables = names,
                              .n_tables = (unsigned int)n,
                              .throwaway = e->options.throwaway};
    int err = store_open(&e->store, &o);
    if (err == ERR_BUSY) return fail(err, "the store in %s is in use: another %s runs on it", o.dir, e->service->name);
    if (err) return fail(err, "the store in %s cannot be opened: %s", o.dir, err_text(err));
    struct txn t;
    err = txn_begin(e->store, true, &t);
    if (!err) err = meta_check(e, &t);
    if (!err) err = restored_take(e, &t);
    if (!err) err = meta_load(e, &t);
    if (err) {
        txn_abort(&t);
        return err;
    }
    err = txn_commit(&t);
    if (!err) restored_done(e);
    if (!err) err = txn_begin(e->store, false, &e->snapshot);
    return err ? fail(err, "the store in %s cannot be written: %s", o.dir, err_text(err)) : 0;
}

static int engine_fill(struct engine *e, const struct engine_options *o) {
    e->options = *o;
    e->service = o->service;
    memcpy(e->territory, o->territory, strnlen(o->territory, sizeof e->territory - 1));
    arena_init(&e->arena);
    arena_init(&e->outbox);
    e->next_minute_ms = 0;
    e->now_ms = o->started_ms;
    for (size_t i = 0; i < o->service->n_follows && i < FOLLOWS_MAX; i++)
        e->follows[e->n_follows++] = (struct follow){.journal = o->service->follows[i]};
    int err = check_service(o->service);
    if (!err) err = store_ready(e);
    if (err) return err;
    e->usage_at_ms = INT64_MAX;
    e->accepting = e->following = true;
    return 0;
}

/* Once the rows are those of this release. */
static int engine_start(struct engine *e) {
    expiry_open(e);
    follow_open(e);
    e->writing = false;
    int err = txn_commit(&e->write);
    if (!err) err = txn_renew(&e->snapshot);
    struct view v = view_make(e, &e->snapshot);
    e->next_due_ms = deadline_next_ms(&v);
    return err ? fail(err, "the store in %s cannot be written: %s", e->options.dir, err_text(err)) : 0;
}

int engine_open(struct engine **out, const struct engine_options *options) {
    *out = NULL;
    open_error[0] = 0;
    struct engine *e = calloc(1, sizeof *e);
    if (!e) return fail(ERR_NOMEM, "out of memory");
    int err = engine_fill(e, options);
    if (!err && (err = engine_layout(e)))
        fail(err, "the rows in %s cannot be made anew: %s", options->dir, err_text(err));
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

void engine_close(struct engine *e) {
    if (!e) return;
    inbox_close(&e->clients);
    inbox_close(&e->links);
    if (e->writing) txn_abort(&e->write);
    free(e->backup);
    txn_abort(&e->snapshot);
    store_close(e->store);
    for (size_t i = 0; i < e->n_rules; i++) arena_close(&e->rules[i].arena);
    arena_close(&e->arena);
    arena_close(&e->outbox);
    free(e->senders);
    free(e->fetches);
    free(e->out);
    free(e);
}

const struct engine_counters *engine_counters(const struct engine *e) { return &e->counters; }
