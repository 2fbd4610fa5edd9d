#include "cli/cmd/restore.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/id.h"
#include "cli/show/output.h"
#include "cli/call/session.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/random.h"

/* Order: find all four copies, hold all four owner locks, copy each beside its place, then put all in place. What stood
 * there is kept aside, never deleted. A crash before the last step leaves the old stores; one within it some old and
 * some new ones, or a place that is empty for a moment, both stores beside it. No daemon may be started then: run again
 * with the same cut, it begins from the front.
 *
 * All four or none: each store's cursors name positions in the others' journals, and a store that is older than what
 * its followers have heard is a fork. */

enum { COPY_BYTES = 1 << 20 };

struct place {
    const char *from;     /* the backup's folder */
    const char *store;    /* where the daemon's store is */
    const char *incoming; /* the copy, before it is put in place */
    int lock_fd;
    bool had_one; /* a store was there, and is kept aside */
};

static bool has_store(struct cli *c, const char *folder) {
    struct stat st;
    return stat(arena_printf(&c->arena, "%s/data.mdb", folder), &st) == 0 && S_ISREG(st.st_mode);
}

/* The daemon leaves a copy in STORE/backup/CUT; a folder of copies may also be laid out as CUT/DAEMON. */
static const char *copy_find(struct cli *c, const char *from, const char *name, const char *cut) {
    const char *places[] = {
        arena_printf(&c->arena, "%s/%s/backup/%s", from, name, cut),
        arena_printf(&c->arena, "%s/%s/%s", from, cut, name),
        arena_printf(&c->arena, "%s/%s/%s", from, name, cut),
    };
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
        if (has_store(c, places[i])) return places[i];
    stop(c, CLI_USAGE, "La copie « %s » de %s est introuvable sous %s (cherchée : %s).",
         "The copy \"%s\" of %s is not under %s (looked for: %s).", cut, name, from, places[0]);
    return NULL;
}

/* What root puts into a store is the daemon's, as its folder is: otherwise the daemon could not open it. Whoever is not
 * root owns the store, or could not have locked it. */
static int give_to_owner(struct cli *c, const char *store, const char *file) {
    struct stat st;
    if (geteuid() != 0) return 0;
    if (stat(store, &st)) return ERR_IO;
    return chown(arena_printf(&c->arena, "%s/%s", store, file), st.st_uid, st.st_gid) ? ERR_DENIED : 0;
}

/* The daemon's own lock, so that neither runs while the other works. The folder may be missing (a new machine), what it
 * lies in must not be: a mistyped --to should not be made. The first mkdir tells that, the second one what else went
 * wrong. */
static int store_lock(struct cli *c, struct place *p, const char *name) {
    if (mkdir(p->store, 0700) && errno == ENOENT)
        return stop(c, CLI_USAGE, "Le dossier des bases (--to) n'existe pas : il faudrait pouvoir y faire %s.",
                    "The folder of the stores (--to) does not exist: %s should be made in it.", p->store);
    if (mkdir(p->store, 0700) && errno != EEXIST) return fail_err(c, errno == EACCES ? ERR_DENIED : ERR_IO, p->store);
    p->lock_fd = open(arena_printf(&c->arena, "%s/owner.lock", p->store), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (p->lock_fd < 0) return fail_err(c, errno == EACCES ? ERR_DENIED : ERR_IO, p->store);
    if (give_to_owner(c, p->store, "owner.lock")) return fail_err(c, ERR_DENIED, p->store);
    if (flock(p->lock_fd, LOCK_EX | LOCK_NB) == 0) return 0;
    return stop(c, CLI_REFUSED, "%s tourne encore sur %s : arrêtez les quatre démons d'abord.",
                "%s still runs on %s: stop the four daemons first.", name, p->store);
}

static int bytes_copy(int from, int to) {
    static uint8_t buffer[COPY_BYTES];
    ssize_t n;
    while ((n = read(from, buffer, sizeof buffer)) > 0)
        for (ssize_t at = 0; at < n;) {
            ssize_t written = write(to, buffer + at, (size_t)(n - at));
            if (written <= 0) return errno == ENOSPC ? ERR_FULL : ERR_IO;
            at += written;
        }
    return n < 0 || fsync(to) ? ERR_IO : 0;
}

static int folder_sync(const char *path) {
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int rc = fd < 0 || fsync(fd) ? ERR_IO : 0;
    if (fd >= 0) close(fd);
    return rc;
}

static int store_copy_in(struct cli *c, struct place *p) {
    char *from = arena_printf(&c->arena, "%s/data.mdb", p->from);
    int in = open(from, O_RDONLY | O_CLOEXEC), out = open(p->incoming, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    int rc = in < 0 || out < 0 ? ERR_IO : bytes_copy(in, out);
    if (in >= 0) close(in);
    if (out >= 0 && close(out)) rc = ERR_IO;
    return rc ? fail_err(c, rc, p->incoming) : 0;
}

/* What common/engine/open/meta.c reads at the next start: the new epoch, the cut, the journals that come from it. One
 * epoch for all four; followers and spools know a restore by it. */
static const char *note_of(struct cli *c, const char *cut, struct id epoch) {
    const char *note = arena_printf(&c->arena, "%s\n%s\n", id_text(&c->arena, epoch), cut);
    for (int i = 0; i < DAEMONS; i++) note = arena_printf(&c->arena, "%s%s\n", note, daemon_names[i]);
    return note;
}

/* The note first: a store is never in place without it, or it would speak under its old epoch as if nothing had been
 * lost. The old lock.mdb is of readers of the old file. */
static int store_put(struct cli *c, struct place *p, const char *note, const char *aside) {
    char *data = arena_printf(&c->arena, "%s/data.mdb", p->store);
    int rc = file_write(arena_printf(&c->arena, "%s/restored", p->store), span_text(note), 0600);
    if (rc == 0) rc = give_to_owner(c, p->store, "restored");
    if (rc) return fail_err(c, rc, p->store);
    p->had_one = rename(data, arena_printf(&c->arena, "%s/data.mdb.%s", p->store, aside)) == 0;
    if (!p->had_one && errno != ENOENT) return fail_err(c, ERR_IO, data);
    if (unlink(arena_printf(&c->arena, "%s/lock.mdb", p->store)) && errno != ENOENT)
        return fail_err(c, ERR_IO, p->store);
    if (rename(p->incoming, data) || give_to_owner(c, p->store, "data.mdb") || folder_sync(p->store))
        return fail_err(c, ERR_IO, data);
    return 0;
}

static int places_find(struct cli *c, struct place places[DAEMONS]) {
    const char *cut = arg_text(c, "cut"), *from = arg_text(c, "from"), *to = arg_text(c, "to");
    for (int i = 0; i < DAEMONS; i++) {
        places[i].from = copy_find(c, from, daemon_names[i], cut);
        if (!places[i].from) return c->exit;
        places[i].store = arena_printf(&c->arena, "%s/%s", to, daemon_names[i]);
        places[i].incoming = arena_printf(&c->arena, "%s/data.mdb.incoming-%s", places[i].store, cut);
    }
    return 0;
}

/* Of the four, those that were there: none on a new machine. */
static void restored_say(struct cli *c, const struct place places[DAEMONS], const char *aside) {
    const char *cut = arg_text(c, "cut");
    size_t kept = 0;
    for (int i = 0; i < DAEMONS; i++) kept += places[i].had_one;
    if (c->json)
        fprintf(c->out, "{\"restored\":%s,\"kept_aside\":%s,\"kept\":%zu}\n", json_text(&c->arena, cut),
                kept ? json_text(&c->arena, aside) : "null", kept);
    if (kept == DAEMONS)
        say(c, "Les quatre bases sont celles de la copie « %s ». Les précédentes sont gardées : data.mdb.%s",
            "The four stores are those of the copy \"%s\". The previous ones are kept: data.mdb.%s", cut, aside);
    else if (kept)
        say(c,
            "Les quatre bases sont celles de la copie « %s ». Gardées à côté (data.mdb.%s) : %zu, les autres "
            "manquaient.",
            "The four stores are those of the copy \"%s\". Kept aside (data.mdb.%s): %zu, the others were missing.",
            cut, aside, kept);
    else
        say(c, "Les quatre bases sont celles de la copie « %s ». Il n'y en avait pas auparavant.",
            "The four stores are those of the copy \"%s\". There were none before.", cut);
    say(c, "Démarrez les démons : ils reprennent les flux d'eux-mêmes; les postes renvoient ce qui manque.",
        "Start the daemons: they take up the streams by themselves; the desks send again what is missing.");
}

static int restore_places(struct cli *c, struct place places[DAEMONS]) {
    const char *cut = arg_text(c, "cut");
    const char *aside = arena_printf(&c->arena, "before-%s-%lld", cut, (long long)clock_now_ms() / 1000);
    int rc = places_find(c, places);
    for (int i = 0; i < DAEMONS && rc == 0; i++) rc = store_lock(c, &places[i], daemon_names[i]);
    for (int i = 0; i < DAEMONS && rc == 0; i++)
        if (unlink(places[i].incoming) && errno != ENOENT) rc = fail_err(c, ERR_IO, places[i].incoming);
    for (int i = 0; i < DAEMONS && rc == 0; i++) rc = store_copy_in(c, &places[i]);
    const char *note = note_of(c, cut, random_id());
    for (int i = 0; i < DAEMONS && rc == 0; i++) rc = store_put(c, &places[i], note, aside);
    if (rc == 0) restored_say(c, places, aside);
    return rc;
}

int restore_run(struct cli *c) {
    struct place places[DAEMONS];
    for (int i = 0; i < DAEMONS; i++) places[i] = (struct place){.lock_fd = -1};
    if (strchr(arg_text(c, "cut"), '/'))
        return stop(c, CLI_USAGE, "--cut : le nom de la copie, sans barre oblique.",
                    "--cut: the copy's name, without a slash.");
    int rc = restore_places(c, places);
    for (int i = 0; i < DAEMONS; i++)
        if (places[i].lock_fd >= 0) close(places[i].lock_fd);
    return rc;
}
