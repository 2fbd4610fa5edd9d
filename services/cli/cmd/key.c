/* Keys: made where they are used and never sent. Only the .pub travels, by any way; that it is the right one is told by
 * its fingerprint, which the two people read to each other. */
#include <string.h>
#include "base/message.h"
#include "cli/call/key_shown.h"
#include "cli/call/key_heard.h"
#include "cli/line/commands.h"
#include "cli/call/input.h"
#include "proto/intake.h"
#include "keys/key.h"
#include "cli/show/output.h"
#include "cli/call/profile.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "sys/clock.h"
#include "text/plain.h"
#include "cli/show/words.h"

/* Into a fixed text of a key file; false when it does not fit. */
static bool text_put(char *out, size_t size, const char *text) {
    size_t len = strlen(text);
    if (len >= size) return false;
    memcpy(out, text, len + 1);
    return true;
}

/* Made on this machine, for this person; wiped from memory as soon as it is on the disk (0600). */
static int new_run(struct cli *c) {
    struct key_file k = {.created_ms = clock_now_ms(), .role = (sippe__role)arg_choice(c, "role")};
    const char *organization = arg_text(c, "organization"), *folder = arg_text(c, "out");
    if (!key_name_is_valid(operand(c, 0)) || !text_put(k.name, sizeof k.name, operand(c, 0)))
        return stop(c, CLI_USAGE, "« %s » : a-z, 0-9, point et trait d'union, 63 caractères au plus.",
                    "\"%s\": a-z, 0-9, dot and hyphen, at most 63 characters.", operand(c, 0));
    if (organization && !text_put(k.organization, sizeof k.organization, organization))
        return stop(c, CLI_USAGE, "--organization est trop long.", "--organization is too long.");
    int rc = folder ? 0 : profile_folder(c, "");
    if (rc) return rc;
    key_pair_new(&k.pair);
    rc = key_file_save(folder ? folder : c->home, &k);
    key_wipe(&k.pair);
    if (rc) return fail_err(c, rc, arena_printf(&c->arena, "%s/%s.key", folder ? folder : c->home, k.name));
    key_say(c, &k);
    bool belongs = k.role == ROLE_DESK || k.role == ROLE_TEAM || k.role == ROLE_PARTNER;
    if (belongs && !organization)
        remark(c, "Sans --organization : l'exploitation devra le dire en admettant cette clé.",
               "Without --organization: operations must give it when they allow this key.");
    say(c, "Gardez %s/%s.key pour vous. Donnez %s.pub à l'exploitation, et lisez-lui l'empreinte au téléphone.",
        "Keep %s/%s.key to yourself. Give %s.pub to operations, and read them the fingerprint on the phone.",
        folder ? folder : c->home, k.name, k.name);
    return CLI_DONE;
}

static int show_run(struct cli *c) {
    struct key_file k = {0};
    const char *text = operand(c, 0);
    if (!text) {
        const struct key_file *own = session_key(c);
        if (!own) return c->exit;
        k = *own;
    } else {
        int rc = key_public_of(c, text, &k);
        if (rc) return rc;
    }
    key_say(c, &k);
    key_wipe(&k.pair);
    return CLI_DONE;
}

/* What the file asks for, then what the operator grants: options are filled in last, and win. */
static int allow_run(struct cli *c) {
    struct key_file k = {0};
    char fingerprint[KEY_FINGERPRINT_LEN + 1];
    int rc = key_public_of(c, operand(c, 0), &k);
    if (rc) return rc;
    intake__allow_key_request *r = NEW(&c->arena, intake__allow_key_request);
    r->key = NEW(&c->arena, intake__key);
    r->key->name = arena_text(&c->arena, k.name);
    r->key->public_key = pb_of(arena_span(&c->arena, span_of(k.pair.public_key, KEY_LEN)));
    r->key->role = k.role;
    r->key->organization = arena_text(&c->arena, k.organization);
    if ((rc = request_fill(c, &r->base)) != 0) return rc;
    intake__allow_key_reply *done = CALL(c, r, intake__allow_key_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    key_fingerprint(k.pair.public_key, fingerprint);
    say(c, "%s peut se connecter comme « %s »%s%s.", "%s may connect as \"%s\"%s%s.", r->key->name,
        WORD(c, sippe__role, r->key->role), *r->key->organization ? ", " : "", r->key->organization);
    say(c, "L'empreinte %s est-elle celle qu'on vous a lue ? Sinon : sippe keys revoke %s",
        "Is the fingerprint %s the one that was read to you? If not: sippe keys revoke %s", fingerprint, r->key->name);
    return CLI_DONE;
}

static intake__list_keys_reply *keys_of(struct cli *c) {
    return CALL(c, NEW(&c->arena, intake__list_keys_request), intake__list_keys_reply);
}

static const char *replacement_text(struct cli *c, const intake__key *k) {
    if (*k->replaced_by) return phrase(c, "remplacée par %s", "replaced by %s", k->replaced_by);
    return *k->replaces ? phrase(c, "remplace %s", "replaces %s", k->replaces) : "";
}

static void keys_show(struct cli *c, intake__key *const *list, size_t n) {
    struct table *t =
        table_new(c, "~Nom|Rôle|~Organisme|Expire|~Clé publique||", "~Name|Role|~Organisation|Expires|~Public key||");
    for (size_t i = 0; i < n; i++) {
        const intake__key *k = list[i];
        char text[KEY_TEXT_LEN + 1] = "";
        if (k->public_key.len == KEY_LEN) key_text(k->public_key.data, text);
        table_paint(t, k->revoked ? COLOUR_DIM : COLOUR_BOLD, k->name);
        table_cell(t, WORD(c, sippe__role, k->role));
        table_cell(t, k->organization);
        table_cell(t, k->expires_on ? show_date(c, k->expires_on) : "");
        table_paint(t, COLOUR_DIM, arena_text(&c->arena, text));
        table_paint(t, COLOUR_RED, k->revoked ? pick(c, "révoquée", "revoked") : "");
        table_cell(t, replacement_text(c, k));
    }
    table_end(t);
}

/* Keys of the daemons' own configuration are in no list. */
static int fail_key_unknown(struct cli *c, const char *name) {
    return stop(
        c, CLI_REFUSED,
        "Aucune clé admise ne s'appelle %s (sippe keys list). Une clé de confiance (ligne « trust ») se retire de "
        "la configuration de chaque démon.",
        "No allowed key is called %s (sippe keys list). A trusted key (line \"trust\") is removed from each "
        "daemon's configuration.",
        name);
}

static int revoke_run(struct cli *c) {
    intake__revoke_key_request *r = NEW(&c->arena, intake__revoke_key_request);
    r->name = operand(c, 0);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    if (arg_flag(c, "dry-run")) {
        intake__list_keys_reply *keys = keys_of(c);
        for (size_t i = 0; keys && i < keys->n_keys; i++) {
            if (strcmp(keys->keys[i]->name, r->name) != 0) continue;
            if (c->json) return print_json(c, &keys->keys[i]->base);
            keys_show(c, &keys->keys[i], 1);
            say(c, "Rien n'est changé : voilà la clé qui serait révoquée.",
                "Nothing is changed: this is the key that would be revoked.");
            return CLI_DONE;
        }
        return keys ? fail_key_unknown(c, r->name) : c->exit;
    }
    struct bus_request ask = {.method = "intake.RevokeKey", .message = &r->base};
    sippe__reply *reply = session_ask(c, DAEMON_INTAKE, &ask);
    if (!reply) return c->exit;
    if (reply->status->code == CODE_NOT_FOUND) return fail_key_unknown(c, r->name);
    if (reply->status->reason == REASON_MOVE_ILLEGAL)
        return stop(c, CLI_REFUSED, "%s est déjà révoquée.", "%s is revoked already.", r->name);
    if (reply->status->code != CODE_OK) return fail_status(c, reply->status);
    intake__revoke_key_reply *done = UNPACK(&c->arena, intake__revoke_key_reply, span_pb(reply->body), MESSAGE_OPEN);
    rc = key_heard_wait(c, r->name);
    if (done && c->json) return print_json(c, &done->base), rc;
    if (rc) return rc;
    say(c, "%s est révoquée : refusée dès maintenant par les quatre démons, connexions ouvertes comprises.",
        "%s is revoked: refused by all four daemons from now on, open connections included.", r->name);
    return CLI_DONE;
}

static int list_run(struct cli *c) {
    intake__list_keys_reply *keys = keys_of(c);
    if (!keys) return c->exit;
    if (c->json) return print_json(c, &keys->base);
    keys_show(c, keys->keys, keys->n_keys);
    say(c, "%s.", "%s.", counted(c, keys->n_keys, "clé", "key"));
    return CLI_DONE;
}

#define OPTION_ROLE(flags_, field_, fr_, en_)                                                                          \
    { "role", OPTION_CHOICE, flags_, field_, NULL, &sippe__role__descriptor, fr_, en_ }
static const struct option new_options[] = {
    OPTION_ROLE(OPTION_REQUIRED, NULL, "le rôle demandé", "the role asked for"),
    {"organization", OPTION_TEXT, 0, NULL, NULL, NULL, "code du CLSC, ou identifiant de l'organisme partenaire",
     "the CLSC's code, or the partner organisation's id"},
    {"out", OPTION_FOLDER, 0, NULL, NULL, NULL, "où l'écrire (sinon le profil)",
     "where to write it (else the profile)"},
};
static const struct option allow_options[] = {
    OPTION_BY,
    OPTION_ROLE(0, "key.role", "le rôle accordé (sinon celui du fichier)", "the role granted (else the file's)"),
    {"organization", OPTION_TEXT, 0, "key.organization", NULL, NULL,
     "code du CLSC ou organisme (sinon celui du fichier)", "CLSC code or organisation (else the file's)"},
    {"expires", OPTION_DATE, 0, "key.expires_on", NULL, NULL, "valable jusqu'à ce jour", "valid until this day"},
};
static const struct option revoke_options[] = {
    OPTION_BY,
    {"reason", OPTION_TEXT, 0, "reason", NULL, NULL, "pourquoi", "why"},
    {"dry-run", OPTION_FLAG, 0, NULL, NULL, NULL, "montrer la clé, ne rien changer", "show the key, change nothing"},
};

const struct command key_commands[] = {
    {.noun = "keys",
     .verb = "new",
     .fr = "faire une clé (ne quitte pas ce poste)",
     .en = "make a key (it stays on this machine)",
     .operands = {{.kind = OPERAND_TEXT, .fr = "NOM", .en = "NAME"}},
     OPTIONS(new_options),
     .run = new_run},
    {.noun = "keys",
     .verb = "show",
     .fr = "la partie publique d'une clé",
     .en = "the public part of a key",
     .operands = {{.kind = OPERAND_FILE, .fr = "NOM|FICHIER.pub", .en = "NAME|FILE.pub", .optional = true}},
     .run = show_run},
    {.noun = "keys",
     .verb = "allow",
     .fr = "admettre une clé, chez les quatre démons",
     .en = "allow a key, on all four daemons",
     .operands = {{.kind = OPERAND_FILE, .fr = "FICHIER.pub", .en = "FILE.pub"}},
     OPTIONS(allow_options),
     .run = allow_run},
    {.noun = "keys",
     .verb = "revoke",
     .fr = "révoquer une clé",
     .en = "revoke a key",
     .operands = {{.kind = OPERAND_TEXT, .fr = "NOM", .en = "NAME"}},
     OPTIONS(revoke_options),
     .run = revoke_run},
    {.noun = "keys", .verb = "list", .fr = "les clés admises", .en = "the allowed keys", .run = list_run},
};
COMMANDS_END(key);
