/* Copies of what was erased that lie on the disks of this machine: a certificate says that there may be some, and here
 * is where. Nothing is opened, and nothing is deleted. */
#include <dirent.h>
#include <string.h>
#include <sys/stat.h>
#include "base/daemons.h"
#include "cli/cut/aside.h"
#include "cli/erase/erase.h"
#include "cli/line/args.h"
#include "cli/show/output.h"

struct report {
    struct table *table;
    size_t n;
};

static void add(struct cli *c, struct report *r, const char *daemon, const char *what, const char *path) {
    struct stat s;
    if (stat(path, &s)) return;
    if (c->json)
        fprintf(c->out, "%s{\"daemon\":%s,\"kind\":%s,\"path\":%s}", r->n ? "," : "", json_text(&c->arena, daemon),
                json_text(&c->arena, what), json_text(&c->arena, path));
    table_cell(r->table, daemon);
    table_cell(r->table, what);
    table_cell(r->table, show_ms(c, (int64_t)s.st_mtime * 1000));
    table_cell(r->table, path);
    r->n++;
}

static void add_backups(struct cli *c, struct report *r, const char *daemon, const char *folder) {
    DIR *d = opendir(folder);
    for (struct dirent *e = d ? readdir(d) : NULL; e; e = readdir(d))
        if (e->d_name[0] != '.')
            add(c, r, daemon, pick(c, "sauvegarde", "backup"), arena_printf(&c->arena, "%s/%s", folder, e->d_name));
    if (d) closedir(d);
}

int report_run(struct cli *c) {
    const char *stores = operand(c, 0);
    struct report r = {.table = table_new(c, "Démon|Quoi|Du|Où", "Daemon|What|Of|Where")};
    DIR *there = opendir(stores);
    if (!there)
        return stop(c, CLI_USAGE, "%s : pas un dossier lisible. Donnez celui où sont les bases, un dossier par démon.",
                    "%s: no folder that can be read. Give the one where the stores are, a folder per daemon.", stores);
    closedir(there);
    if (c->json) fputc('[', c->out);
    for (int i = 0; i < DAEMONS; i++) {
        const char *store = arena_printf(&c->arena, "%s/%s", stores, daemon_names[i]);
        struct aside_list aside = aside_list(c, store);
        add_backups(c, &r, daemon_names[i], arena_printf(&c->arena, "%s/backup", store));
        for (size_t k = 0; k < aside.n; k++)
            add(c, &r, daemon_names[i], pick(c, "mise de côté par une restauration", "put aside by a restore"),
                aside.folders[k]);
    }
    if (c->json) fputs("]\n", c->out);
    table_end(r.table);
    if (!r.n) say(c, "Aucune copie sous %s.", "No copy under %s.", stores);
    if (r.n)
        say(c,
            "Ce qui est plus ancien qu'une destruction s'ouvre encore avec l'ancien fichier de clés : détruisez l'un "
            "ou "
            "l'autre. Sauvegardes emportées ailleurs, fichiers des postes et feuilles : à chercher à la main.",
            "What is older than an erasure still opens with the older key file: destroy the one or the other. Backups "
            "taken elsewhere, desks' files and sheets: to be looked for by hand.");
    return CLI_DONE;
}
