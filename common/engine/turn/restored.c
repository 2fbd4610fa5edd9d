/* What a restore changes is a record, like everything else that must outlast a rebuild and the next restore. The
 * program that puts a copy in place leaves the record to be as a note beside the store:
 *
 *   restored (the note) ─▶ opened: a new epoch ─▶ first turn: Restored, and what the service adds ─▶ commit ─▶ no note
 *
 * A crash at any arrow leaves the note, and what follows it is done again. The epoch, which is in the commit, says
 * whether the record is there. */
#include "engine/turn/turn.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

enum { NOTE_MAX = 4096 };

static void note_path(const struct engine *e, char path[700]) { snprintf(path, 700, "%s/restored", e->options.dir); }

static bool note_is_sound(const node__restored *n) {
    return n && n->cut[0] && n->epoch.len == ID_LEN && n->chain.len == ID_LEN &&
           n->n_journals <= ENGINE_FOLLOWS_MAX + 1;
}

int restored_read(const struct engine *e, struct arena *a, node__restored **out) {
    char path[700];
    note_path(e, path);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return ERR_NOTFOUND;
    uint8_t *bytes = arena_alloc(a, NOTE_MAX);
    ssize_t n = read(fd, bytes, NOTE_MAX);
    close(fd);
    *out = n > 0 && n < NOTE_MAX ? UNPACK(a, node__restored, span_of(bytes, (size_t)n), MESSAGE_STRICT) : NULL;
    return note_is_sound(*out) ? 0 : ERR_CORRUPT;
}

void restored_done(const struct engine *e) {
    char path[700];
    note_path(e, path);
    unlink(path);
}

static void restored_write(struct engine *e, node__restored *note) {
    struct decide d;
    struct key key = KEY(KEY_TEXT("restored"));
    decide_init(&d, e, turn_txn(e), e->now_ms);
    d.cause = id_of(note->epoch);
    EMIT(&d, d.cause, note);
    for (size_t i = 0; i < e->service->n_restored; i++) e->service->restored[i](&d, note);
    journal_append(&d);
    txn_put(&e->write, TABLE_META, &key, span_pb(note->epoch));
}

/* What cannot be written is not put aside: a daemon that went on without it would give numbers that were told
 * before. */
int restored_run(struct engine *e) {
    node__restored *note;
    if (!e->restored_due) return 0;
    arena_reset(&e->arena);
    int err = restored_read(e, &e->arena, &note);
    if (err) return err;
    struct saved s = turn_save(e);
    restored_write(e, note);
    err = turn_commit(e, &s);
    if (err) return err;
    restored_done(e);
    e->restored_due = false;
    return 0;
}

bool restore_is_unreviewed(struct decide *d) {
    const engine_rows__restored *row = restored_row(&d->view);
    return row && !row->reviewed;
}
