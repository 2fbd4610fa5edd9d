/* A cut of the four stores, and stores put back to it. */
#include "harness_internal.h"

#include "engine/copy.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void world_backup(struct world *w, struct arena *a, const char *operator, const char * cut,
                  node__backup_reply *done[DAEMONS]) {
    node__hold_following_request *hold = NEW(a, node__hold_following_request);
    node__backup_request *copy = NEW(a, node__backup_request);
    hold->cut = copy->cut = cut;
    for (size_t i = 0; i < w->n_daemons; i++)
        if (CALL(w, a, w->daemons[i].service->name, operator, node, HoldFollowing, hold_following, hold, NULL)) abort();
    for (size_t i = 0; i < w->n_daemons; i++)
        if (CALL(w, a, w->daemons[i].service->name, operator, node, Backup, backup, copy, &done[i])) abort();
}

static void cut_path(const struct daemon *d, char path[200]) { snprintf(path, 200, "%s-cut", d->dir); }

void world_cut_keep(struct world *w, const char *cut) {
    for (size_t i = 0; i < w->n_daemons; i++) {
        char made[300], kept[200];
        snprintf(made, sizeof made, "%s/backup/%s/data.mdb", w->daemons[i].dir, cut);
        cut_path(&w->daemons[i], kept);
        file_copy(made, kept);
        snprintf(made, sizeof made, "%s/backup", w->daemons[i].dir);
        folder_remove(made);
    }
}

static void restored_write(struct daemon *d, const node__restored *told) {
    char path[200];
    struct arena a;
    struct copy *copy;
    arena_init(&a);
    snprintf(path, sizeof path, "%s/restored", d->dir);
    FILE *file = fopen(path, "w");
    if (!file || copy_open(&copy, d->dir)) abort();
    node__standing *standing = copy_standing(copy, &a);
    node__restored note = *told;
    note.seq = standing->seq;
    note.chain = standing->chain;
    struct span packed = message_pack(&a, &note.base);
    if (fwrite(packed.data, 1, packed.len, file) != packed.len) abort();
    fclose(file);
    copy_close(copy);
    arena_close(&a);
}

static void put_back(struct world *w, struct daemon *d, const node__restored *told) {
    char kept[200], data[200], lock[200];
    cut_path(d, kept);
    snprintf(data, sizeof data, "%s/data.mdb", d->dir);
    snprintf(lock, sizeof lock, "%s/lock.mdb", d->dir);
    unlink(lock);
    unlink(data);
    file_copy(kept, data);
    restored_write(d, told);
    if (daemon_open(w, d)) abort();
}

static node__restored *note_new(struct world *w, struct arena *a, uint64_t last_number) {
    node__restored *note = NEW(a, node__restored);
    note->cut = "cut";
    note->epoch = id_field(a, world_request_id(w));
    note->last_number = last_number;
    note->readable = last_number != 0;
    return note;
}

void world_restore(struct world *w, uint64_t last_number) {
    struct arena a;
    arena_init(&a);
    node__restored *note = note_new(w, &a, last_number);
    for (size_t i = 0; i < w->n_daemons; i++) APPEND(&a, note, journals, w->daemons[i].service->name);
    for (size_t i = 0; i < w->n_daemons; i++) world_stop(w, w->daemons[i].service->name);
    for (size_t i = 0; i < w->n_daemons; i++) put_back(w, &w->daemons[i], note);
    arena_close(&a);
}

void world_restore_one(struct world *w, const char *daemon, uint64_t last_number) {
    struct arena a;
    arena_init(&a);
    node__restored *note = note_new(w, &a, last_number);
    APPEND(&a, note, journals, daemon);
    world_stop(w, daemon);
    put_back(w, &w->daemons[daemon_index(w, daemon)], note);
    arena_close(&a);
}
