/* A key in the place of another one, without a moment in which neither works:
 *
 *   at the desk         keys rotate NAME           a new pair of the same name, in a folder beside the old files
 *   by operations       keys allow NEW.pub         its second key
 *   at the desk         the new key is put in the old one's place, and tried
 *   by operations       keys revoke NAME --old
 */
#include "cli/call/key_shown.h"
#include "cli/call/profile.h"
#include "cli/line/commands.h"
#include "cli/show/output.h"
#include "sys/clock.h"

/* Apart from the key that is used: with two keys in the profile every command would ask which one. */
static const char *folder_of(struct cli *c) {
    const char *folder = arg_text(c, "out");
    return folder ? folder : profile_path(c, "", "next");
}

static int made_say(struct cli *c, const struct key_file *k) {
    key_say(c, k);
    say(c, "L'ancienne clé reste telle quelle, et sert jusqu'à ce que la nouvelle soit admise.",
        "The old key stays as it is, and serves until the new one is allowed.");
    say(c, "Ensuite : donnez %s/%s.pub à l'exploitation, qui fera : sippe keys allow %s.pub",
        "Next: give %s/%s.pub to operations, who will do: sippe keys allow %s.pub", folder_of(c), k->name, k->name);
    say(c, "Ce qui attend sous l'ancienne clé se termine avec elle, avant qu'on la révoque : sippe screening push",
        "What waits under the old key is finished under it, before it is revoked: sippe screening push");
    say(c, "Une fois admise, mettez %s.key et %s.pub à la place des anciens dans %s, puis : sippe status",
        "Once it is allowed, put %s.key and %s.pub in the place of the old ones in %s, then: sippe status", k->name,
        k->name, c->home);
    say(c, "Quand elle marche, l'exploitation retire l'ancienne : sippe keys revoke %s --old",
        "When it works, operations take the old one away: sippe keys revoke %s --old", k->name);
    return CLI_DONE;
}

/* The old secret is read for nothing: what is asked for again stands in the .pub. */
static int rotate_run(struct cli *c) {
    struct key_file k = {0};
    int rc = key_public_of(c, operand(c, 0), &k);
    if (rc) return rc;
    if (arg_flag(c, "dry-run")) {
        if (c->json) fprintf(c->out, "{\"name\":%s}\n", json_text(&c->arena, k.name));
        say(c, "Rien n'est changé : une autre clé « %s » serait faite dans %s.",
            "Nothing is changed: another key \"%s\" would be made in %s.", k.name, folder_of(c));
        return CLI_DONE;
    }
    if (!arg_text(c, "out") && (rc = profile_folder(c, "next"))) return rc;
    k.created_ms = clock_now_ms();
    key_pair_new(&k.pair);
    rc = key_file_save(folder_of(c), &k);
    key_wipe(&k.pair);
    if (rc) return fail_err(c, rc, arena_printf(&c->arena, "%s/%s.key", folder_of(c), k.name));
    return made_say(c, &k);
}

static const struct option rotate_options[] = {
    {"out", OPTION_FOLDER, 0, NULL, NULL, NULL, "où l'écrire (sinon « next » dans le profil)",
     "where to write it (else \"next\" in the profile)"},
    {"dry-run", OPTION_FLAG, 0, NULL, NULL, NULL, "dire ce qui serait fait, ne rien changer",
     "say what would be done, change nothing"},
};
const struct command key_rotate_commands[] = {
    {.noun = "keys",
     .verb = "rotate",
     .fr = "faire une clé à la place de la sienne",
     .en = "make a key in the place of one's own",
     .more_fr =
         "Fait la nouvelle clé à côté de l'ancienne, sous le même nom. L'exploitation l'admet (sippe keys allow), "
         "puis révoque l'ancienne (sippe keys revoke NOM --old) : à aucun moment le poste n'est sans clé.",
     .more_en =
         "Makes the new key beside the old one, under the same name. Operations allow it (sippe keys allow), then "
         "revoke the old one (sippe keys revoke NAME --old): at no moment is the desk without a key.",
     .operands = {{.kind = OPERAND_TEXT, .fr = "NOM", .en = "NAME"}},
     OPTIONS(rotate_options),
     .run = rotate_run},
};
COMMANDS_END(key_rotate);
