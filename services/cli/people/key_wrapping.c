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

/* The work is the daemon's own program's, as it makes the rows anew: here is what an operator does, in its order. */
static int rewrap_run(struct cli *c) {
    const char *d = operand(c, 0);
    say(c, "1. Arrêtez %s, puis : sippe-%s --config FICHIER --rewrap NOUVEAU.wrapping (d'abord avec --dry-run)",
        "1. Stop %s, then: sippe-%s --config FILE --rewrap NEW.wrapping (with --dry-run first)", d, d);
    say(c, "   NOUVEAU.wrapping est fait, jamais écrasé; interrompu, recommencez avec le même.",
        "   NEW.wrapping is made, never written over; broken off, run it again with the same.");
    say(c, "2. Copiez NOUVEAU.wrapping ailleurs, puis mettez-le à la place de %s.wrapping, que vous gardez encore.",
        "2. Copy NEW.wrapping elsewhere, then put it in the place of %s.wrapping, which you still keep.", d);
    say(c, "3. Démarrez %s; sippe status; sippe backup : les sauvegardes d'avant ne s'ouvrent que par l'ancienne clé.",
        "3. Start %s; sippe status; sippe backup: the backups from before open by the old key alone.", d);
    say(c,
        "4. Détruisez l'ancienne clé et toutes ses copies, pour les quatre, puis dites-le : sippe keys destroyed. "
        "Aucune "
        "copie d'avant ne s'ouvre plus, et les attestations de destruction d'avant sont définitives.",
        "4. Destroy the old key and all its copies, of all four, then say so: sippe keys destroyed. No copy from "
        "before "
        "opens any more, and certificates of erasure from before are final.");
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
    {.noun = "keys",
     .verb = "rewrap",
     .fr = "comment donner une autre clé maîtresse à un démon",
     .en = "how to give a daemon another wrapping key",
     .more_fr =
         "Dit les étapes, ne fait rien : c'est le programme du démon, arrêté, qui referme son coffre et refait ses "
         "recherches (sippe-DÉMON --rewrap).",
     .more_en =
         "Says the steps, does nothing: the program of the daemon, stopped, wraps its vault and makes its look-ups "
         "anew (sippe-DAEMON --rewrap).",
     .operands = {{.kind = OPERAND_DAEMON, .fr = "DÉMON", .en = "DAEMON", .words = DAEMON_WORDS}},
     .run = rewrap_run},
};
COMMANDS_END(key_wrapping);
