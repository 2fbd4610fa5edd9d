#include "cli/cut/restore.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/id.h"
#include "base/message.h"
#include "cli/cut/aside.h"
#include "cli/cut/copies.h"
#include "cli/cut/vaults.h"
#include "cli/show/output.h"
#include "proto/node_events.h"
#include "cli/call/session.h"
#include "sys/clock.h"
#include "sys/file.h"
#include "sys/random.h"

/* Order: find all four copies and prove that they are one cut (copies.c), hold all four owner locks, copy each beside
 * its place, look at what stands there, then put all in place. What stood there is moved aside whole, never deleted;
 * the file `revoked` stays where it is, as keys that were revoked since stay revoked, and so does the vault (vaults.h).
 * A crash before the last step leaves the old stores; one within it some old and some new ones, or an old one without
 * its log, which is whole aside. No daemon may be started then: run again with the same cut, it begins from the front.
 *
 * All four or none: each store's cursors name positions in the others' journals, and a store that is older than what
 * its followers have heard is a fork. */

enum { COPY_BYTES = 1 << 20 };

struct place {
    const char *from;           /* the backup's folder */
    const char *store;          /* where the daemon's store is */
    const char *incoming;       /* the copy, before it is put in place */
    const char *aside;          /* what stood there goes into this folder of the store */
    struct span note;           /* what the daemon finds at its next start */
    const char *vault_incoming; /* NULL: none is put, as one stands there, or the cut has none */
    int lock_fd;
    bool had_one; /* a store was there, and is kept aside */
};

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

static int file_copy_in(struct cli *c, const char *from, const char *incoming) {
    if (unlink(incoming) && errno != ENOENT) return fail_err(c, ERR_IO, incoming);
    int in = open(from, O_RDONLY | O_CLOEXEC), out = open(incoming, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    int rc = in < 0 || out < 0 ? ERR_IO : bytes_copy(in, out);
    if (in >= 0) close(in);
    if (out >= 0 && close(out)) rc = ERR_IO;
    return rc ? fail_err(c, rc, incoming) : 0;
}

static int store_copy_in(struct cli *c, struct place *p) {
    int rc = file_copy_in(c, arena_printf(&c->arena, "%s/data.mdb", p->from), p->incoming);
    if (rc || !p->vault_incoming) return rc;
    return file_copy_in(c, arena_printf(&c->arena, "%s/vault", p->from), p->vault_incoming);
}

/* The record to be, packed, which the daemon finds at its next start (common/engine/turn/restored.c). One epoch for all
 * four; followers and spools know a restore by it. */
static struct span note_of(struct cli *c, const struct copies *copies, int i, const char *store, struct id epoch) {
    const node__standing *cut = copies->parts[i]->standing;
    struct beyond beyond = aside_beyond(c, store, cut);
    node__restored *note = NEW(&c->arena, node__restored);
    note->cut = arg_text(c, "cut");
    note->epoch = id_field(&c->arena, epoch);
    note->digest = id_field(&c->arena, copies->digest);
    note->seq = cut->seq;
    note->chain = cut->chain;
    note->readable = beyond.readable;
    note->stood_seq = beyond.stood_seq;
    note->last_number = beyond.last_number;
    for (int k = 0; k < DAEMONS; k++) APPEND(&c->arena, note, journals, daemon_names[k]);
    return message_pack(&c->arena, &note->base);
}

/* All that is the store: what a reader needs to open it, frames that LMDB does not hold yet among them, and its
 * readers' file. Linked first, and only then gone from its place: broken off anywhere, what stood there is whole in one
 * of the two. `data.mdb` itself goes when the copy is renamed over it. Of a store that never was there is nothing to be
 * moved. */
static int store_move_aside(struct cli *c, struct place *p) {
    static const char *const files[] = {"data.mdb", "lock.mdb", "log.0", "log.1"};
    struct stat st;
    if (stat(arena_printf(&c->arena, "%s/data.mdb", p->store), &st)) return 0;
    p->had_one = true;
    char *folder = arena_printf(&c->arena, "%s/%s", p->store, p->aside);
    if (mkdir(folder, 0700) && errno != EEXIST) return fail_err(c, ERR_IO, folder);
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        if (link(arena_printf(&c->arena, "%s/%s", p->store, files[i]),
                 arena_printf(&c->arena, "%s/%s", folder, files[i])) &&
            errno != ENOENT)
            return fail_err(c, ERR_IO, folder);
    if (give_to_owner(c, p->store, p->aside) || folder_sync(folder)) return fail_err(c, ERR_IO, folder);
    for (size_t i = 1; i < sizeof files / sizeof files[0]; i++)
        if (unlink(arena_printf(&c->arena, "%s/%s", p->store, files[i])) && errno != ENOENT)
            return fail_err(c, ERR_IO, p->store);
    return 0;
}

/* The note first: a store is never in place without it, or it would speak under its old epoch as if nothing had been
 * lost. Its keys before the store: a store whose vault is gone is not opened. */
static int store_put(struct cli *c, struct place *p) {
    char *data = arena_printf(&c->arena, "%s/data.mdb", p->store);
    int rc = file_write(arena_printf(&c->arena, "%s/restored", p->store), p->note, 0600);
    if (rc == 0) rc = give_to_owner(c, p->store, "restored");
    if (rc) return fail_err(c, rc, p->store);
    rc = store_move_aside(c, p);
    if (rc) return rc;
    rc = p->vault_incoming ? vault_put(p->vault_incoming, arena_printf(&c->arena, "%s/vault", p->store)) : 0;
    if (rc == 0 && p->vault_incoming) rc = give_to_owner(c, p->store, "vault");
    if (rc) return fail_err(c, rc, arena_printf(&c->arena, "%s/vault", p->store));
    if (rename(p->incoming, data) || give_to_owner(c, p->store, "data.mdb") || folder_sync(p->store))
        return fail_err(c, ERR_IO, data);
    return 0;
}

/* Of the four, those that were there: none on a new machine. */
static void aside_say(struct cli *c, const char *cut, const struct place places[DAEMONS]) {
    size_t kept = 0;
    for (int i = 0; i < DAEMONS; i++) kept += places[i].had_one;
    if (c->json)
        fprintf(c->out, "{\"restored\":%s,\"kept_aside\":%s,\"kept\":%zu}\n", json_text(&c->arena, cut),
                kept ? json_text(&c->arena, places[0].aside) : "null", kept);
    say(c, "Les quatre bases sont celles de la coupe « %s ».", "The four stores are those of the cut \"%s\".", cut);
    if (kept == DAEMONS)
        say(c, "Les précédentes sont gardées : %s", "The previous ones are kept: %s", places[0].aside);
    else if (kept)
        say(c, "Gardées à côté (%s) : %zu; les autres manquaient.", "Kept aside (%s): %zu; the others were missing.",
            places[0].aside, kept);
    else
        say(c, "Il n'y en avait pas auparavant.", "There were none before.");
}

static void next_say(struct cli *c) {
    say(c,
        "Démarrez les démons : ils reprennent les flux d'eux-mêmes; les postes renvoient leurs évaluations. Le reste "
        "de "
        "ce qui s'est fait depuis la coupe est perdu, retraits de consentement compris : aucune référence ne part "
        "avant la revue (sippe restore review).",
        "Start the daemons: they take up the streams by themselves; the desks send their screenings again. The rest of "
        "what was done since the cut is lost, withdrawals of consent included: no referral leaves before the review "
        "(sippe restore review).");
}

static void places_name(struct cli *c, const struct copies *copies, struct place places[DAEMONS]) {
    const char *cut = arg_text(c, "cut"), *to = arg_text(c, "to");
    const char *aside = arena_printf(&c->arena, "before-%s-%lld", cut, (long long)clock_now_ms() / 1000);
    for (int i = 0; i < DAEMONS; i++) {
        places[i].from = copies->folders[i];
        places[i].store = arena_printf(&c->arena, "%s/%s", to, daemon_names[i]);
        places[i].incoming = arena_printf(&c->arena, "%s/data.mdb.incoming-%s", places[i].store, cut);
        places[i].aside = aside;
    }
}

/* Of all four, before anything of any is moved. */
static int vaults_look(struct cli *c, const struct copies *copies, struct place places[DAEMONS], bool stood[DAEMONS]) {
    int rc = 0;
    for (int i = 0; i < DAEMONS && rc == 0; i++) {
        rc = vault_standing(c, i, copies, places[i].store, &stood[i]);
        if (rc == 0 && !stood[i] && copies->have_vault[i])
            places[i].vault_incoming =
                arena_printf(&c->arena, "%s/vault.incoming-%s", places[i].store, arg_text(c, "cut"));
    }
    return rc;
}

static int restore_places(struct cli *c, const struct copies *copies, struct place places[DAEMONS]) {
    struct id epoch = random_id();
    bool stood[DAEMONS];
    int rc = 0;
    places_name(c, copies, places);
    for (int i = 0; i < DAEMONS && rc == 0; i++) rc = store_lock(c, &places[i], daemon_names[i]);
    if (rc == 0) rc = vaults_look(c, copies, places, stood);
    for (int i = 0; i < DAEMONS && rc == 0; i++) rc = store_copy_in(c, &places[i]);
    for (int i = 0; i < DAEMONS && rc == 0; i++) places[i].note = note_of(c, copies, i, places[i].store, epoch);
    for (int i = 0; i < DAEMONS && rc == 0; i++) rc = store_put(c, &places[i]);
    if (rc) return rc;
    aside_say(c, arg_text(c, "cut"), places);
    vaults_say(c, copies, stood);
    next_say(c);
    return 0;
}

int restore_run(struct cli *c) {
    struct place places[DAEMONS];
    struct copies copies = {0};
    for (int i = 0; i < DAEMONS; i++) places[i] = (struct place){.lock_fd = -1};
    int rc = cut_name_check(c, arg_text(c, "cut"));
    if (rc == 0) rc = copies_open(c, arg_text(c, "cut"), arg_text(c, "from"), &copies);
    if (rc == 0) rc = restore_places(c, &copies, places);
    for (int i = 0; i < DAEMONS; i++)
        if (places[i].lock_fd >= 0) close(places[i].lock_fd);
    copies_close(&copies);
    return rc;
}
