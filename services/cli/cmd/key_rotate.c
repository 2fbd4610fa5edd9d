/* A key in the place of another one, without a moment in which neither works:
 *
 *   at the desk         keys rotate NAME           a new pair under another name, beside the old files
 *   by operations       keys rotate NAME NEW.pub   allowed with the role and organisation of the old one
 *   at the desk         the new key is tried
 *   by operations       keys revoke NAME
 *
 * Another name, because records say by their names who acted: a name is given once, and a revoked one to nobody. It is
 * NAME.2, then NAME.3, unless somebody gives one: everybody reads off it whose key it is. */
#include <stdlib.h>
#include <string.h>
#include "base/message.h"
#include "cli/call/key_shown.h"
#include "cli/call/profile.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/line/commands.h"
#include "cli/show/output.h"
#include "cli/show/words.h"
#include "proto/intake.h"
#include "sys/clock.h"

/* "bureau": bureau.2; "bureau.2": bureau.3. */
static const char *next_name(struct cli *c, const char *name) {
    const char *dot = strrchr(name, '.');
    bool numbered = dot && dot[1] && strspn(dot + 1, "0123456789") == strlen(dot + 1);
    int len = numbered ? (int)(dot - name) : (int)strlen(name);
    return arena_printf(&c->arena, "%.*s.%lu", len, name, numbered ? strtoul(dot + 1, NULL, 10) + 1 : 2);
}

/* ---- at the desk ---- */

/* Apart from the key that is used: with two keys in the profile every command would ask which one. */
static const char *folder_of(struct cli *c) {
    const char *folder = arg_text(c, "out");
    return folder ? folder : profile_path(c, "", "next");
}

static int made_say(struct cli *c, const struct key_file *k, const char *old) {
    key_say(c, k);
    say(c, "%s.key et %s.pub restent tels quels, et servent jusqu'à ce que la nouvelle clé soit admise.",
        "%s.key and %s.pub stay as they are, and serve until the new key is allowed.", old, old);
    say(c, "Ensuite : donnez %s/%s.pub à l'exploitation, qui fera : sippe keys rotate %s %s.pub",
        "Next: give %s/%s.pub to operations, who will do: sippe keys rotate %s %s.pub", folder_of(c), k->name, old,
        k->name);
    say(c, "Ce qui attend sous l'ancienne clé se termine avec elle, avant qu'on la révoque : sippe screening push",
        "What waits under the old key is finished under it, before it is revoked: sippe screening push");
    say(c, "Une fois admise, mettez %s.key et %s.pub à la place de l'ancienne dans %s, puis : sippe status",
        "Once it is allowed, put %s.key and %s.pub in the place of the old one in %s, then: sippe status", k->name,
        k->name, c->home);
    return CLI_DONE;
}

/* The old secret is read for nothing: what is asked for again stands in the .pub. */
static int make(struct cli *c) {
    struct key_file k = {0};
    int rc = key_public_of(c, operand(c, 0), &k);
    if (rc) return rc;
    const char *old = arena_text(&c->arena, k.name), *name = arg_text(c, "name");
    if (!name) name = next_name(c, old);
    if (!key_name_is_valid(name))
        return stop(c, CLI_USAGE,
                    "« %s » : a-z, 0-9, point et trait d'union, 63 caractères au plus; donnez-en un : --name",
                    "\"%s\": a-z, 0-9, dot and hyphen, at most 63 characters; give one: --name", name);
    memcpy(k.name, name, strlen(name) + 1);
    if (arg_flag(c, "dry-run")) {
        if (c->json)
            fprintf(c->out, "{\"name\":%s,\"replaces\":%s}\n", json_text(&c->arena, name), json_text(&c->arena, old));
        say(c, "Rien n'est changé : une clé « %s » serait faite dans %s, à la place de « %s ».",
            "Nothing is changed: a key \"%s\" would be made in %s, in place of \"%s\".", name, folder_of(c), old);
        return CLI_DONE;
    }
    if (!arg_text(c, "out") && (rc = profile_folder(c, "next"))) return rc;
    k.created_ms = clock_now_ms();
    key_pair_new(&k.pair);
    rc = key_file_save(folder_of(c), &k);
    key_wipe(&k.pair);
    if (rc) return fail_err(c, rc, arena_printf(&c->arena, "%s/%s.key", folder_of(c), k.name));
    return made_say(c, &k, old);
}

/* ---- by operations ---- */

static const intake__key *key_named(const intake__list_keys_reply *keys, const char *name) {
    for (size_t i = 0; i < keys->n_keys; i++)
        if (strcmp(keys->keys[i]->name, name) == 0) return keys->keys[i];
    return NULL;
}

static int allowed_say(struct cli *c, const intake__allow_key_request *r, bool revoked) {
    char fingerprint[KEY_FINGERPRINT_LEN + 1];
    key_fingerprint(r->key->public_key.data, fingerprint);
    say(c, "%s peut se connecter comme « %s »%s%s, à la place de %s.", "%s may connect as \"%s\"%s%s, in place of %s.",
        r->key->name, WORD(c, sippe__role, r->key->role), *r->key->organization ? ", " : "", r->key->organization,
        r->replaces);
    say(c, "L'empreinte %s est-elle celle qu'on vous a lue ? Sinon : sippe keys revoke %s",
        "Is the fingerprint %s the one that was read to you? If not: sippe keys revoke %s", fingerprint, r->key->name);
    if (!revoked)
        say(c, "%s sert encore. Ensuite, quand %s s'est connectée : sippe keys revoke %s",
            "%s still serves. Next, once %s has connected: sippe keys revoke %s", r->replaces, r->key->name,
            r->replaces);
    return CLI_DONE;
}

static int allow(struct cli *c) {
    struct key_file k = {0};
    int rc = key_public_of(c, operand(c, 1), &k);
    intake__allow_key_request *r = NEW(&c->arena, intake__allow_key_request);
    if (rc == 0) rc = request_fill(c, &r->base);
    if (rc) return rc;
    if (!*r->by) return stop(c, CLI_USAGE, "Dites qui agit : --by.", "Say who acts: --by.");
    intake__list_keys_reply *keys = CALL(c, NEW(&c->arena, intake__list_keys_request), intake__list_keys_reply);
    const intake__key *old = keys ? key_named(keys, operand(c, 0)) : NULL;
    if (keys && !old)
        return stop(c, CLI_REFUSED, "Aucune clé admise ne s'appelle %s (sippe keys list).",
                    "No allowed key is called %s (sippe keys list).", operand(c, 0));
    if (!old) return c->exit;
    r->replaces = old->name;
    r->key = NEW(&c->arena, intake__key);
    r->key->name = arena_text(&c->arena, k.name);
    r->key->public_key = pb_of(arena_span(&c->arena, span_of(k.pair.public_key, KEY_LEN)));
    r->key->role = old->role;
    r->key->organization = old->organization;
    r->key->expires_on = old->expires_on;
    if (arg_flag(c, "dry-run")) {
        if (c->json) return print_json(c, &r->base);
        say(c, "Rien n'est changé : %s serait admise à la place de %s.",
            "Nothing is changed: %s would be allowed in place of %s.", r->key->name, old->name);
        return CLI_DONE;
    }
    intake__allow_key_reply *done = CALL(c, r, intake__allow_key_reply);
    if (!done) return c->exit;
    return c->json ? print_json(c, &done->base) : allowed_say(c, r, old->revoked);
}

static int rotate_run(struct cli *c) { return operand(c, 1) ? allow(c) : make(c); }

static const struct option rotate_options[] = {
    {"by", OPTION_TEXT, 0, "by", "SIPPE_BY", NULL, "avec FICHIER.pub : la personne qui agit (ou la variable SIPPE_BY)",
     "with FILE.pub: the person who acts (or the variable SIPPE_BY)"},
    {"name", OPTION_TEXT, 0, NULL, NULL, NULL, "le nom de la nouvelle clé (sinon NOM.2, NOM.3, …)",
     "the new key's name (else NAME.2, NAME.3, …)"},
    {"out", OPTION_FOLDER, 0, NULL, NULL, NULL, "où l'écrire (sinon « next » dans le profil)",
     "where to write it (else \"next\" in the profile)"},
    {"dry-run", OPTION_FLAG, 0, NULL, NULL, NULL, "dire ce qui serait fait, ne rien changer",
     "say what would be done, change nothing"},
};
const struct command key_rotate_commands[] = {
    {.noun = "keys",
     .verb = "rotate",
     .fr = "mettre une autre clé à la place d'une clé",
     .en = "put another key in the place of a key",
     .more_fr = "Au poste, sans fichier : fait la nouvelle clé à côté de l'ancienne. À l'exploitation, avec le "
                "FICHIER.pub reçu : l'admet avec le rôle et l'organisme de l'ancienne, qui sert jusqu'à ce qu'on la "
                "révoque (sippe keys revoke). Un nom ne sert qu'une fois, d'où l'autre nom.",
     .more_en = "At the desk, without a file: makes the new key beside the old one. By operations, with the FILE.pub "
                "that was received: allows it with the role and organisation of the old one, which serves until it is "
                "revoked (sippe keys revoke). A name serves once only, hence the other name.",
     .operands = {{.kind = OPERAND_TEXT, .fr = "NOM", .en = "NAME"},
                  {.kind = OPERAND_FILE, .fr = "FICHIER.pub", .en = "FILE.pub", .optional = true}},
     OPTIONS(rotate_options),
     .run = rotate_run},
};
COMMANDS_END(key_rotate);
