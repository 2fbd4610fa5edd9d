/* The wrapping key of a daemon: made once, before its first start, in a file outside of its store. No program makes one
 * by itself where one is missing, and none writes over one: it would open nothing of what is sealed. */
#include <string.h>
#include "cli/line/commands.h"
#include "cli/show/output.h"
#include "seal/wrapping.h"

static int there_already(struct cli *c, const char *path) {
    struct wrapping_key key;
    struct seal_fault why;
    int rc = wrapping_key_load(path, &key, &why);
    wrapping_key_wipe(&key);
    if (rc)
        return stop(c, CLI_USAGE, "%s est déjà là, et n'est pas touché : %s.",
                    "%s is there already, and is not touched: %s.", path, pick(c, why.fr, why.en));
    return stop(c, CLI_USAGE,
                "%s est déjà là : c'est une clé maîtresse, et elle n'est jamais écrasée. Pour en changer : sippe-DÉMON "
                "--rewrap NOUVEAU.",
                "%s is there already: it is a wrapping key, and is never written over. To change it: sippe-DAEMON "
                "--rewrap NEW.",
                path);
}

static int wrapping_run(struct cli *c) {
    struct wrapping_key key;
    const char *path = operand(c, 0);
    wrapping_key_new(&key);
    int rc = wrapping_key_save(path, &key);
    wrapping_key_wipe(&key);
    if (rc == ERR_BUSY) return there_already(c, path);
    if (rc) return fail_err(c, rc, path);
    if (c->json) fprintf(c->out, "{\"file\":%s}\n", json_text(&c->arena, path));
    say(c, "Clé maîtresse faite : %s (droits 0400). Le démon doit en être le propriétaire, ou systemd la lui remet.",
        "Wrapping key made: %s (mode 0400). The daemon must own it, or systemd hands it over.", path);
    say(c,
        "Gardez-en une copie ailleurs, jamais avec celles des bases : qui a les deux lit tout; qui perd la clé perd "
        "tout.",
        "Keep a copy elsewhere, never with those of the stores: who has both reads all; who loses the key loses all.");
    return CLI_DONE;
}

const struct command key_wrapping_commands[] = {
    {.noun = "keys",
     .verb = "wrapping",
     .fr = "faire la clé maîtresse d'un démon (une fois, avant son premier départ)",
     .en = "make a daemon's wrapping key (once, before its first start)",
     .more_fr = "Sous elle, le démon garde les clés de chaque famille. Le fichier n'est jamais écrasé. À côté de la "
                "clé du démon il s'appelle DÉMON.wrapping; ailleurs, la configuration le nomme (wrapping-key).",
     .more_en = "Under it the daemon keeps the keys of each family. The file is never written over. Beside the "
                "daemon's key it is called DAEMON.wrapping; elsewhere the configuration names it (wrapping-key).",
     .operands = {{.kind = OPERAND_FILE, .fr = "FICHIER", .en = "FILE"}},
     .run = wrapping_run},
};
COMMANDS_END(key_wrapping);
