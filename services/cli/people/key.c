/* Keys: made where they are used and never sent. Only the .pub travels, by any way; that it is the right one is told by
 * its fingerprint, which the two people read to each other. */
#include <string.h>
#include "base/message.h"
#include "cli/call/key_shown.h"
#include "cli/call/key_heard.h"
#include "cli/call/members.h"
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

static ProtobufCBinaryData public_of(struct cli *c, const struct key_file *k) {
    return pb_of(arena_span(&c->arena, span_of(k->pair.public_key, KEY_LEN)));
}

static int allowed_say(struct cli *c, const struct key_file *k, const intake__member *m) {
    char fingerprint[KEY_FINGERPRINT_LEN + 1];
    key_fingerprint(k->pair.public_key, fingerprint);
    say(c, "%s peut se connecter comme « %s »%s%s.", "%s may connect as \"%s\"%s%s.", m->name,
        WORD(c, sippe__role, m->role), *m->organization ? ", " : "", m->organization);
    say(c, "L'empreinte %s est-elle celle qu'on vous a lue ? Sinon : sippe keys revoke %s",
        "Is the fingerprint %s the one that was read to you? If not: sippe keys revoke %s", fingerprint, m->name);
    if (m->n_public_keys)
        say(c, "Son autre clé sert encore. Une fois la nouvelle essayée : sippe keys revoke %s --old",
            "Its other key still serves. Once the new one was tried: sippe keys revoke %s --old", m->name);
    return CLI_DONE;
}

/* Of whom is admitted already: another key, of which the older one is then revoked. */
static int allow_more(struct cli *c, const struct key_file *k, const intake__member *m) {
    if (arg_choice(c, "role") || arg_text(c, "organization") || arg_text(c, "until") || arg_flag(c, "shared"))
        return stop(c, CLI_USAGE, "%s est déjà admis : ce qu'il est se change par sippe members change %s.",
                    "%s is admitted already: what it is is changed by sippe members change %s.", m->name, m->name);
    intake__allow_key_request *r = NEW(&c->arena, intake__allow_key_request);
    r->member = show_hex(c, m->id);
    r->public_key = public_of(c, k);
    intake__allow_key_reply *done = CALL(c, r, intake__allow_key_reply);
    if (!done) return c->exit;
    return c->json ? print_json(c, &done->base) : allowed_say(c, k, m);
}

/* What the file asks for, then what the operator grants: options are filled in last, and win. */
static int allow_run(struct cli *c) {
    struct key_file k = {0};
    int rc = key_public_of(c, operand(c, 0), &k);
    if (rc) return rc;
    const char *name = arg_text(c, "member") ? arg_text(c, "member") : arena_text(&c->arena, k.name);
    const intake__list_members_reply *all = members_of(c);
    if (!all) return c->exit;
    const intake__member *known = member_among(all, name);
    if (known) return allow_more(c, &k, known);
    intake__add_member_request *r = NEW(&c->arena, intake__add_member_request);
    r->member = NEW(&c->arena, intake__member);
    r->member->name = name;
    r->member->role = k.role;
    r->member->organization = arena_text(&c->arena, k.organization);
    APPEND(&c->arena, r->member, public_keys, public_of(c, &k));
    if ((rc = request_fill(c, &r->base)) != 0) return rc;
    intake__add_member_reply *done = CALL(c, r, intake__add_member_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    r->member->n_public_keys = 0;
    return allowed_say(c, &k, r->member);
}

/* ---- shown ---- */

static void keys_row(struct table *t, struct cli *c, const intake__member *m, ProtobufCBinaryData key, bool revoked) {
    char text[KEY_TEXT_LEN + 1] = "", fingerprint[KEY_FINGERPRINT_LEN + 1] = "";
    if (key.len == KEY_LEN) key_text(key.data, text);
    if (key.len == KEY_LEN) key_fingerprint(key.data, fingerprint);
    table_paint(t, revoked ? COLOUR_DIM : COLOUR_BOLD, m->name);
    table_cell(t, WORD(c, sippe__role, m->role));
    table_cell(t, m->organization);
    table_cell(t, m->until ? show_date(c, m->until) : "");
    table_paint(t, COLOUR_DIM, arena_text(&c->arena, text));
    table_paint(t, COLOUR_DIM, arena_text(&c->arena, fingerprint));
    table_paint(t, COLOUR_RED, revoked ? pick(c, "révoquée", "revoked") : "");
}

static size_t keys_show(struct cli *c, intake__member *const *list, size_t n) {
    struct table *t = table_new(c, "Nom|Rôle|~Organisme|Jusqu'au|~Clé publique|Empreinte|",
                                "Name|Role|~Organisation|Until|~Public key|Fingerprint|");
    size_t keys = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < list[i]->n_public_keys; k++, keys++)
            keys_row(t, c, list[i], list[i]->public_keys[k], false);
        for (size_t k = 0; k < list[i]->n_revoked_keys; k++, keys++)
            keys_row(t, c, list[i], list[i]->revoked_keys[k], true);
    }
    table_end(t);
    return keys;
}

static int list_run(struct cli *c) {
    const intake__list_members_reply *all = members_of(c);
    if (!all) return c->exit;
    if (c->json) return print_json(c, &all->base);
    say(c, "%s.", "%s.", counted(c, keys_show(c, all->members, all->n_members), "clé", "key"));
    return CLI_DONE;
}

/* ---- revoked ---- */

/* Which one: that of a file, the older of two, or all (empty). */
static int which_key(struct cli *c, const intake__member *m, ProtobufCBinaryData *out) {
    struct key_file k = {0};
    const char *file = arg_text(c, "key");
    int rc = file ? key_public_of(c, file, &k) : 0;
    if (rc) return rc;
    if (file && arg_flag(c, "old"))
        return stop(c, CLI_USAGE, "--key ou --old, pas les deux.", "--key or --old, not both.");
    if (file) *out = public_of(c, &k);
    if (!arg_flag(c, "old")) return 0;
    if (m->n_public_keys < 2)
        return stop(c, CLI_REFUSED, "%s n'a pas deux clés : il n'y en a pas d'ancienne.",
                    "%s does not have two keys: there is no older one.", m->name);
    *out = m->public_keys[0];
    return 0;
}

static int revoke_run(struct cli *c) {
    intake__revoke_key_request *r = NEW(&c->arena, intake__revoke_key_request);
    intake__member *m = member_of(c, operand(c, 0));
    if (!m) return c->exit;
    int rc = which_key(c, m, &r->public_key);
    r->member = show_hex(c, m->id);
    if (!rc) rc = request_fill(c, &r->base);
    if (rc) return rc;
    if (arg_flag(c, "dry-run")) {
        if (c->json) return print_json(c, &m->base);
        keys_show(c, &m, 1);
        say(c, "Rien n'est changé : voilà les clés de %s.", "Nothing is changed: these are the keys of %s.", m->name);
        return CLI_DONE;
    }
    struct bus_request ask = {.method = "intake.RevokeKey", .message = &r->base};
    sippe__reply *reply = session_ask(c, DAEMON_INTAKE, &ask);
    if (!reply) return c->exit;
    if (reply->status->reason == REASON_MOVE_ILLEGAL)
        return stop(c, CLI_REFUSED, "%s n'a pas, ou plus, cette clé (sippe keys list).",
                    "%s does not have this key, or no longer (sippe keys list).", m->name);
    if (reply->status->code != CODE_OK) return fail_status(c, reply->status);
    intake__revoke_key_reply *done = UNPACK(&c->arena, intake__revoke_key_reply, span_pb(reply->body), MESSAGE_OPEN);
    rc = key_heard_wait(c, m->name);
    if (done && c->json) return print_json(c, &done->base), rc;
    if (rc) return rc;
    say(c, "La clé de %s est révoquée : refusée dès maintenant par les quatre démons, connexions ouvertes comprises.",
        "The key of %s is revoked: refused by all four daemons from now on, open connections included.", m->name);
    if (!r->public_key.len && !*m->via)
        say(c,
            "Pour lui en donner une autre : sippe keys allow %s.pub. Pour qu'il ne soit plus admis : sippe members end "
            "%s",
            "To give it another one: sippe keys allow %s.pub. To admit it no longer: sippe members end %s", m->name,
            m->name);
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
    {"member", OPTION_TEXT, 0, NULL, NULL, NULL, "à qui la donner (sinon le nom du fichier)",
     "whom to give it to (else the file's name)"},
    OPTION_ROLE(0, "member.role", "le rôle accordé (sinon celui du fichier)", "the role granted (else the file's)"),
    {"organization", OPTION_TEXT, 0, "member.organization", NULL, NULL,
     "code du CLSC ou organisme (sinon celui du fichier)", "CLSC code or organisation (else the file's)"},
    {"until", OPTION_DATE, 0, "member.until", NULL, NULL, "admis jusqu'à ce jour", "admitted until this day"},
    {"shared", OPTION_FLAG, 0, "member.shared", NULL, NULL,
     "clé d'un bureau : chaque demande dit qui agit (sippe members add --via)",
     "a desk's key: each request says who acts (sippe members add --via)"},
};
static const struct option revoke_options[] = {
    {"key", OPTION_FILE, 0, NULL, NULL, NULL, "celle de ce fichier .pub seulement", "the one of this .pub file only"},
    {"old", OPTION_FLAG, 0, NULL, NULL, NULL, "de deux clés, la plus ancienne", "of two keys, the older one"},
    {"reason", OPTION_TEXT, 0, "reason", NULL, NULL, "pourquoi", "why"},
    {"dry-run", OPTION_FLAG, 0, NULL, NULL, NULL, "montrer les clés, ne rien changer", "show the keys, change nothing"},
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
     .more_fr =
         "D'un nom encore inconnu, c'est un nouveau membre; d'un membre connu, c'est une deuxième clé, et il les "
         "garde toutes deux jusqu'à ce que l'ancienne soit révoquée.",
     .more_en =
         "Under a name that is not known yet it is a new member; of a known one it is a second key, and it keeps "
         "both until the older one is revoked.",
     .operands = {{.kind = OPERAND_FILE, .fr = "FICHIER.pub", .en = "FILE.pub"}},
     OPTIONS(allow_options),
     .run = allow_run},
    {.noun = "keys",
     .verb = "revoke",
     .fr = "révoquer les clés d'un membre",
     .en = "revoke a member's keys",
     .operands = {{.kind = OPERAND_TEXT, .fr = "NOM", .en = "NAME"}},
     OPTIONS(revoke_options),
     .run = revoke_run},
    {.noun = "keys", .verb = "list", .fr = "les clés admises", .en = "the allowed keys", .run = list_run},
};
COMMANDS_END(key);
