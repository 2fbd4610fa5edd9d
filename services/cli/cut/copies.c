#include "cli/cut/copies.h"

#include <string.h>
#include <sys/stat.h>
#include "base/message.h"
#include "cli/cut/vaults.h"
#include "cli/show/output.h"
#include "sys/file.h"
#include "text/bind/bind.h"
#include "text/json.h"

enum { MANIFEST_MAX = 64 << 10 };

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

/* ---- the manifest ---- */

static int manifest_read(struct cli *c, const char *cut, const char *folder, struct span *out) {
    char *path = arena_printf(&c->arena, "%s/manifest", folder);
    int err = file_read(&c->arena, path, MANIFEST_MAX, out);
    if (err == ERR_NOTFOUND)
        return stop(c, CLI_USAGE,
                    "La copie %s n'a pas de manifeste : la sauvegarde « %s » n'a pas abouti, ou n'est pas complète. "
                    "Prenez une autre coupe.",
                    "The copy %s has no manifest: the backup \"%s\" did not succeed, or is not complete. Take another "
                    "cut.",
                    folder, cut);
    return err ? fail_err(c, err, path) : 0;
}

static node__manifest *manifest_parse(struct cli *c, const char *cut, struct span text) {
    struct text_errors errors = {0};
    const struct tree *tree = json_tree(&c->arena, (const char *)text.data, text.len, &errors);
    node__manifest *m = tree ? bind_message(&c->arena, &node__manifest__descriptor, tree, &errors) : NULL;
    bool sound = m && strcmp(m->cut, cut) == 0 && m->n_parts == DAEMONS;
    for (int i = 0; sound && i < DAEMONS; i++) sound = strcmp(m->parts[i]->daemon, daemon_names[i]) == 0;
    if (!sound)
        stop(c, CLI_USAGE, "Le manifeste n'est pas celui de la coupe « %s ». Prenez une autre coupe.",
             "The manifest is not that of the cut \"%s\". Take another cut.", cut);
    return sound ? m : NULL;
}

/* One text beside all four: copies of two cuts with one name, made one after the other, are not one. */
static node__manifest *manifest_of(struct cli *c, const char *cut, struct copies *s) {
    struct span first, other;
    for (int i = 0; i < DAEMONS; i++) {
        if (manifest_read(c, cut, s->folders[i], i ? &other : &first)) return NULL;
        if (i && !span_equal(first, other)) {
            stop(c, CLI_REFUSED, "Les copies de %s et de %s ne sont pas de la même coupe. Prenez-en une entière.",
                 "The copies of %s and of %s are not of the same cut. Take a whole one.", daemon_names[0],
                 daemon_names[i]);
            return NULL;
        }
    }
    s->digest = id_derive("sippe cut", first, (struct span){NULL, 0}, (struct span){NULL, 0});
    return manifest_parse(c, cut, first);
}

/* ---- the copies themselves ---- */

static int is_damaged(struct cli *c, const char *folder) {
    return stop(c, CLI_REFUSED,
                "La copie %s n'est pas celle qui a été faite : elle est abîmée. Prenez une autre coupe.",
                "The copy %s is not the one that was made: it is damaged. Take another cut.", folder);
}

static int part_open(struct cli *c, int i, const node__manifest_part *told, struct copies *s) {
    uint8_t digest[COPY_DIGEST_LEN];
    char fault[200];
    if (copy_digest(s->folders[i], "data.mdb", digest)) return fail_err(c, ERR_IO, s->folders[i]);
    if (!span_equal(span_of(digest, sizeof digest), span_pb(told->digest))) return is_damaged(c, s->folders[i]);
    int err = copy_open(&s->open[i], s->folders[i]);
    if (err == ERR_VERSION)
        return stop(c, CLI_REFUSED, "La copie %s est d'une version plus récente : installez-la d'abord.",
                    "The copy %s is of a newer release: install that first.", s->folders[i]);
    if (err || copy_check(s->open[i], fault)) return is_damaged(c, s->folders[i]);
    if (strcmp(copy_service(s->open[i]), daemon_names[i]) != 0 ||
        strcmp(copy_territory(s->open[i]), copy_territory(s->open[0])) != 0)
        return stop(c, CLI_REFUSED, "La copie %s est celle d'un autre démon ou d'un autre territoire.",
                    "The copy %s is another daemon's, or another territory's.", s->folders[i]);
    s->parts[i] = NEW(&c->arena, node__manifest_part);
    s->parts[i]->daemon = daemon_names[i];
    s->parts[i]->standing = copy_standing(s->open[i], &c->arena);
    return s->parts[i]->standing ? vault_of_copy(c, i, told, s) : is_damaged(c, s->folders[i]);
}

/* What a follower has taken last stands in its producer's journal, under that number and with that chain: two old cuts
 * whose numbers happen to fit are told apart by it. */
static int chains_agree(struct cli *c, struct copies *s) {
    for (int i = 0; i < DAEMONS; i++)
        for (int j = 0; j < DAEMONS; j++) {
            const sippe__position *p = i == j ? NULL : cut_position(s->parts[i], daemon_names[j]);
            if (p && p->n && !copy_holds(s->open[j], &c->arena, p->seq, p->chain))
                return stop(c, CLI_REFUSED,
                            "Les copies se contredisent : ce que celle de %s a pris de %s n'est pas dans celle-ci. "
                            "Rien n'a été changé; prenez une autre coupe.",
                            "The copies contradict each other: what that of %s has taken of %s is not in the latter. "
                            "Nothing was changed; take another cut.",
                            daemon_names[i], daemon_names[j]);
        }
    return 0;
}

int copies_open(struct cli *c, const char *cut, const char *from, struct copies *s) {
    for (int i = 0; i < DAEMONS; i++) {
        s->folders[i] = copy_find(c, from, daemon_names[i], cut);
        if (!s->folders[i]) return c->exit;
    }
    const node__manifest *m = manifest_of(c, cut, s);
    if (!m) return c->exit;
    int rc = 0;
    for (int i = 0; rc == 0 && i < DAEMONS; i++) rc = part_open(c, i, m->parts[i], s);
    if (rc == 0) rc = cut_agrees(c, s->parts);
    return rc ? rc : chains_agree(c, s);
}

void copies_close(struct copies *s) {
    for (int i = 0; i < DAEMONS; i++) copy_close(s->open[i]);
}
