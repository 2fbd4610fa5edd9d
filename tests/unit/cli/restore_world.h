/* Four real stores with two cuts of them: c1, and c2 of a moment later. The daemons are stopped. */
#pragma once
#include "run.h"
#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include "civil/family_number.h"
#include "cli/cut/cut.h"
#include "engine/copy.h"
#include "engine/state.h"
#include "family_screening.h"
#include "harness_internal.h"
#include "proto/intake.h"
#include "rules.h"
#include "services.h"

#define HOLDER __attribute__((unused)) static

struct territory {
    struct world *w;
    struct arena a;
    node__manifest_part *parts[2][DAEMONS];
};

HOLDER char *at(struct territory *t, const char *daemon, const char *name) {
    return arena_printf(&t->a, "%s/%s/%s", t->w->root, daemon, name);
}

HOLDER void text_write(const char *path, const char *text) {
    FILE *f = fopen(path, "we");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

HOLDER struct span file_bytes(struct territory *t, const char *path) {
    FILE *f = fopen(path, "re");
    assert_non_null(f);
    uint8_t *bytes = arena_alloc(&t->a, 1 << 16);
    size_t n = fread(bytes, 1, 1 << 16, f);
    fclose(f);
    return span_of(bytes, n);
}

HOLDER void manifest_write(struct territory *t, const char *cut, node__manifest_part *const parts[DAEMONS]) {
    struct cli c = cli_make();
    char *text = cut_manifest(&c, cut, parts);
    for (int i = 0; i < DAEMONS; i++)
        text_write(at(t, daemon_names[i], arena_printf(&t->a, "backup/%s/manifest", cut)), text);
    arena_close(&c.arena);
}

HOLDER void cut_make(struct territory *t, int which, const char *cut) {
    node__backup_reply *done[DAEMONS];
    world_backup(t->w, &t->a, "op", cut, done);
    for (int i = 0; i < DAEMONS; i++) {
        node__manifest_part *p = t->parts[which][i] = NEW(&t->a, node__manifest_part);
        p->daemon = daemon_names[i];
        p->bytes = done[i]->bytes;
        p->digest = done[i]->digest;
        p->vault_digest = done[i]->vault_digest;
        p->standing = done[i]->standing;
    }
    manifest_write(t, cut, t->parts[which]);
}

/* A record of intake that all the others hear. */
HOLDER void key_allow(struct territory *t, const char *name) {
    uint8_t public_key[32] = {0};
    memcpy(public_key, name, strlen(name));
    intake__add_member_request *in = NEW(&t->a, intake__add_member_request);
    in->member = NEW(&t->a, intake__member);
    in->member->name = name;
    in->member->role = ROLE_COORDINATOR;
    APPEND(&t->a, in->member, public_keys, pb_of(arena_span(&t->a, span_of(public_key, sizeof public_key))));
    assert_int_equal(CALL(t->w, &t->a, "intake", "op", intake, AddMember, add_member, in, NULL), 0);
    assert_true(world_settle(t->w, 60000));
}

HOLDER int setup(void **state) {
    struct territory *t = calloc(1, sizeof *t);
    arena_init(&t->a);
    t->w = world_new(&(struct world_options){
        .seed = 1, .services = all_services, .n_services = DAEMONS, .territory = "test", .start_ms = 1793000000000});
    world_key(t->w, "op", ROLE_OPERATOR, "");
    world_key(t->w, "desk", ROLE_DESK, "99001");
    key_allow(t, "first");
    cut_make(t, 0, "c1");
    key_allow(t, "second");
    cut_make(t, 1, "c2");
    for (int i = 0; i < DAEMONS; i++) world_stop(t->w, daemon_names[i]);
    *state = t;
    return 0;
}

HOLDER int teardown(void **state) {
    struct territory *t = *state;
    world_free(t->w);
    arena_close(&t->a);
    free(t);
    return 0;
}

HOLDER struct run restore(struct territory *t, const char *cut) {
    return run_line(arena_printf(&t->a, "restore --cut %s --from %s --to %s", cut, t->w->root, t->w->root));
}

/* It is refused with this code and this word, and nothing has been touched. */
HOLDER void assert_refused(struct territory *t, const char *cut, int exit, const char *word) {
    struct run r = restore(t, cut);
    if (r.exit != exit || !strstr(r.err, word)) fail_msg("%d: %s", r.exit, r.err);
    run_free(&r);
    for (int i = 0; i < DAEMONS; i++) {
        assert_int_not_equal(access(at(t, daemon_names[i], "restored"), F_OK), 0);
        assert_int_equal(access(at(t, daemon_names[i], "data.mdb"), F_OK), 0);
    }
}

HOLDER node__restored *note_of(struct territory *t, const char *daemon) {
    node__restored *n = UNPACK(&t->a, node__restored, file_bytes(t, at(t, daemon, "restored")), MESSAGE_STRICT);
    assert_non_null(n);
    return n;
}

HOLDER char *aside_of(struct territory *t, const char *daemon) {
    char *found = NULL;
    DIR *folder = opendir(at(t, daemon, ""));
    assert_non_null(folder);
    for (struct dirent *e = readdir(folder); e; e = readdir(folder))
        if (strncmp(e->d_name, "before-", 7) == 0) found = at(t, daemon, e->d_name);
    closedir(folder);
    assert_non_null(found);
    return found;
}

HOLDER void copy_over(struct territory *t, const char *daemon, const char *from, const char *to) {
    char *command = arena_printf(&t->a, "cp '%s' '%s'", at(t, daemon, from), at(t, daemon, to));
    assert_int_equal(system(command), 0);
}
