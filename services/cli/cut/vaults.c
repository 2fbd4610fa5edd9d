#include "cli/cut/vaults.h"

#include <errno.h>
#include <unistd.h>
#include "cli/show/output.h"
#include "seal/vault.h"

/* ---- in the cut ---- */

static int is_behind(struct cli *c, int i, const char *folder, uint64_t slots, uint64_t named) {
    return stop(
        c, CLI_REFUSED,
        "Le coffre des clés de %s dans %s est plus ancien que sa base : il a %llu emplacements, elle en nomme un "
        "%llu. Rien n'a été changé; prenez une autre coupe, ou remettez-y le coffre fait avec elle.",
        "The vault of the keys of %s in %s is older than its store: it has %llu slots, and the store names a slot "
        "%llu. Nothing was changed; take another cut, or put the vault back that was made with it.",
        daemon_names[i], folder, (unsigned long long)slots, (unsigned long long)named);
}

static int is_missing(struct cli *c, int i, const char *folder) {
    return stop(
        c, CLI_REFUSED,
        "La copie %s n'a pas le coffre des clés (vault) : rien de personnel ne s'ouvrirait dans la base de %s. Rien "
        "n'a été changé; prenez une autre coupe.",
        "The copy %s lacks the vault of the keys (vault): nothing personal would open in the store of %s. Nothing "
        "was changed; take another cut.",
        folder, daemon_names[i]);
}

static int is_not_its_own(struct cli *c, int i, const char *folder) {
    return stop(
        c, CLI_REFUSED,
        "Le coffre des clés de %s dans %s n'est pas celui qui a été fait avec cette coupe. Rien n'a été changé; "
        "prenez une autre coupe.",
        "The vault of the keys of %s in %s is not the one that was made with this cut. Nothing was changed; take "
        "another cut.",
        daemon_names[i], folder);
}

int vault_of_copy(struct cli *c, int i, const node__manifest_part *told, struct copies *s) {
    const char *folder = s->folders[i];
    struct vault_seen seen;
    uint8_t digest[COPY_DIGEST_LEN];
    int rc = copy_last_slot(s->open[i], &s->last_slots[i]);
    if (rc) return fail_err(c, ERR_CORRUPT, folder);
    rc = vault_look(arena_printf(&c->arena, "%s/vault", folder), &seen);
    if (rc == ERR_NOTFOUND) return s->last_slots[i] || told->vault_digest.len ? is_missing(c, i, folder) : 0;
    if (rc == ERR_DENIED || rc == ERR_IO) return fail_err(c, rc, folder);
    if (rc || !id_equal(seen.journal, copy_journal(s->open[i]))) return is_not_its_own(c, i, folder);
    if (seen.slots < s->last_slots[i]) return is_behind(c, i, folder, seen.slots, s->last_slots[i]);
    rc = copy_digest(folder, "vault", digest);
    if (rc) return fail_err(c, rc, folder);
    if (!span_equal(span_of(digest, sizeof digest), span_pb(told->vault_digest))) return is_not_its_own(c, i, folder);
    s->have_vault[i] = true;
    return 0;
}

/* ---- in the store ---- */

static int is_unusable(struct cli *c, int i, const char *path, bool is_vault) {
    const char *what_fr = is_vault ? "est celui d'une autre base" : "ne se lit pas";
    const char *what_en = is_vault ? "is another store's" : "cannot be read";
    return stop(
        c, CLI_REFUSED,
        "Le coffre des clés %s %s, et une restauration n'en remplace aucun. Rien n'a été changé. S'il ne doit plus "
        "servir à %s, mettez-le de côté vous-même (mv), puis recommencez : celui de la coupe prendra sa place.",
        "The vault of the keys %s %s, and a restore replaces none. Nothing was changed. If it is to serve %s no "
        "more, move it away yourself (mv), then begin again: that of the cut takes its place.",
        path, pick(c, what_fr, what_en), daemon_names[i]);
}

int vault_standing(struct cli *c, int i, const struct copies *s, const char *store, bool *stands) {
    const char *path = arena_printf(&c->arena, "%s/vault", store);
    struct vault_seen seen;
    int rc = vault_look(path, &seen);
    *stands = rc == 0;
    if (rc == ERR_NOTFOUND) return 0;
    if (rc == ERR_DENIED) return fail_err(c, rc, path);
    if (rc || !id_equal(seen.journal, copy_journal(s->open[i]))) return is_unusable(c, i, path, rc == 0);
    return seen.slots < s->last_slots[i] ? is_behind(c, i, store, seen.slots, s->last_slots[i]) : 0;
}

/* By link(2), which fails where one stands: the rule does not rest on what was seen before. */
int vault_put(const char *incoming, const char *path) {
    if (link(incoming, path)) return errno == EEXIST ? ERR_BUSY : errno == EACCES ? ERR_DENIED : ERR_IO;
    return unlink(incoming) ? ERR_IO : 0;
}

/* ---- what is said ---- */

void vaults_say(struct cli *c, const struct copies *s, const bool stood[DAEMONS]) {
    const char *put = "";
    size_t kept = 0;
    for (int i = 0; i < DAEMONS; i++) {
        kept += stood[i];
        if (!stood[i] && s->have_vault[i])
            put = arena_printf(&c->arena, "%s%s%s", put, *put ? ", " : "", daemon_names[i]);
    }
    if (kept)
        say(c, "Coffres des clés restés en place : %zu; ce qui a été effacé depuis la coupe le reste.",
            "Vaults of the keys left in place: %zu; what was erased since the cut stays erased.", kept);
    if (*put)
        say(c,
            "Coffres mis en place avec la coupe : %s. Ce qui a été effacé depuis s'ouvre de nouveau : si vous avez un "
            "coffre plus récent, mettez-le à la place avant de démarrer; sinon, refaites ces effacements.",
            "Vaults put in place with the cut: %s. What was erased since opens again: if you have a newer vault, put "
            "it in "
            "its place before the start; else do those erasures again.",
            put);
}
