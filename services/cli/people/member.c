/* Who may speak to the daemons, and as whom: people, desks, programs. Their keys are `sippe keys`. */
#include <string.h>
#include "base/message.h"
#include "cli/call/key_heard.h"
#include "cli/call/key_shown.h"
#include "cli/call/members.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/line/commands.h"
#include "cli/show/output.h"
#include "cli/show/words.h"
#include "proto/intake.h"

/* ---- added ---- */

static int key_add(struct cli *c, intake__member *m) {
    struct key_file k = {0};
    const char *file = arg_text(c, "key");
    int rc = file ? key_public_of(c, file, &k) : 0;
    if (file && !rc)
        APPEND(&c->arena, m, public_keys, pb_of(arena_span(&c->arena, span_of(k.pair.public_key, KEY_LEN))));
    return rc;
}

static int add_run(struct cli *c) {
    intake__add_member_request *r = NEW(&c->arena, intake__add_member_request);
    r->member = NEW(&c->arena, intake__member);
    r->member->name = operand(c, 0);
    int rc = key_add(c, r->member);
    if (!rc) rc = request_fill(c, &r->base);
    if (rc) return rc;
    intake__add_member_reply *done = CALL(c, r, intake__add_member_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "%s est admis comme « %s »%s%s.", "%s is admitted as \"%s\"%s%s.", r->member->name,
        WORD(c, sippe__role, r->member->role), *r->member->organization ? ", " : "", r->member->organization);
    if (*r->member->via)
        say(c, "Ses demandes passent par la clé de %s : --by %s, ou SIPPE_BY=%s.",
            "Its requests go by the key of %s: --by %s, or SIPPE_BY=%s.", r->member->via, r->member->name,
            r->member->name);
    else if (!r->member->n_public_keys)
        say(c, "Sans clé ni --via, il ne peut pas encore se connecter : sippe keys allow FICHIER.pub --member %s",
            "Without a key or --via it cannot connect yet: sippe keys allow FILE.pub --member %s", r->member->name);
    return CLI_DONE;
}

/* ---- changed ---- */

/* As it stands, then what the options say. */
static int change_run(struct cli *c) {
    intake__change_member_request *r = NEW(&c->arena, intake__change_member_request);
    r->member = member_of(c, operand(c, 0));
    if (!r->member) return c->exit;
    r->version = r->member->version;
    if (arg_flag(c, "no-via")) r->member->via = "";
    if (arg_flag(c, "not-shared")) r->member->shared = false;
    if (arg_flag(c, "no-until")) r->member->until = NULL;
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    intake__change_member_reply *done = CALL(c, r, intake__change_member_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "%s est changé.", "%s is changed.", r->member->name);
    return CLI_DONE;
}

static int end_run(struct cli *c) {
    intake__end_member_request *r = NEW(&c->arena, intake__end_member_request);
    const intake__member *m = member_of(c, operand(c, 0));
    if (!m) return c->exit;
    r->member = show_hex(c, m->id);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    intake__end_member_reply *done = CALL(c, r, intake__end_member_reply);
    if (!done) return c->exit;
    rc = key_heard_wait(c, m->name);
    if (c->json) return print_json(c, &done->base), rc;
    if (rc) return rc;
    say(c, "%s n'est plus admis : refusé dès maintenant par les quatre démons. Ce qu'il a fait reste à son nom.",
        "%s is admitted no longer: refused by all four daemons from now on. What it did stays in its name.", m->name);
    return CLI_DONE;
}

/* ---- shown ---- */

static const char *standing(struct cli *c, const intake__member *m) {
    if (m->ended) return pick(c, "retiré", "ended");
    if (*m->via) return phrase(c, "par %s", "by %s", m->via);
    if (m->shared) return pick(c, "clé partagée", "shared key");
    return m->n_public_keys ? counted(c, m->n_public_keys, "clé", "key") : pick(c, "sans clé", "no key");
}

static int list_run(struct cli *c) {
    const intake__list_members_reply *all = members_of(c);
    if (!all) return c->exit;
    if (c->json) return print_json(c, &all->base);
    struct table *t = table_new(c, "~Nom|Rôle|~Organisme|Connexion|Intervenant|Jusqu'au|Formation",
                                "~Name|Role|~Organisation|Connects|Worker|Until|Training");
    for (size_t i = 0; i < all->n_members; i++) {
        const intake__member *m = all->members[i];
        table_paint(t, m->ended ? COLOUR_DIM : COLOUR_BOLD, m->name);
        table_cell(t, WORD(c, sippe__role, m->role));
        table_cell(t, m->organization);
        table_paint(t, m->ended ? COLOUR_RED : COLOUR_NONE, standing(c, m));
        table_cell(t, m->worker);
        table_cell(t, m->until ? show_date(c, m->until) : "");
        table_cell(t, m->trained_until ? show_date(c, m->trained_until) : "");
    }
    table_end(t);
    say(c, "%s.", "%s.", counted(c, all->n_members, "membre", "member"));
    return CLI_DONE;
}

/* ---- the commands ---- */

#define OPTION_ROLE(flags_)                                                                                            \
    { "role", OPTION_CHOICE, flags_, "member.role", NULL, &sippe__role__descriptor, "son rôle", "its role" }
#define OPTIONS_OF_MEMBER                                                                                              \
    {"organization",                                                                                                   \
     OPTION_TEXT,                                                                                                      \
     0,                                                                                                                \
     "member.organization",                                                                                            \
     NULL,                                                                                                             \
     NULL,                                                                                                             \
     "code du CLSC, ou identifiant de l'organisme",                                                                    \
     "the CLSC's code, or the organisation's id"},                                                                     \
        {"via",                                                                                                        \
         OPTION_TEXT,                                                                                                  \
         0,                                                                                                            \
         "member.via",                                                                                                 \
         NULL,                                                                                                         \
         NULL,                                                                                                         \
         "le membre dont la clé peut parler pour lui (bureau, passerelle)",                                            \
         "the member whose key may speak for it (desk, gateway)"},                                                     \
        {"shared",                                                                                                     \
         OPTION_FLAG,                                                                                                  \
         0,                                                                                                            \
         "member.shared",                                                                                              \
         NULL,                                                                                                         \
         NULL,                                                                                                         \
         "clé d'un bureau : chaque demande dit qui agit",                                                              \
         "a desk's key: each request says who acts"},                                                                  \
        {"worker", OPTION_TEXT, 0, "member.worker", NULL, NULL, "son code d'intervenant", "its code as a worker"},     \
        {"until", OPTION_DATE, 0, "member.until", NULL, NULL, "admis jusqu'à ce jour", "admitted until this day"}, {   \
        "trained-until", OPTION_DATE, 0, "member.trained_until", NULL, NULL,                                           \
            "formation à la confidentialité valable jusqu'à ce jour", "privacy training valid until this day"          \
    }
#define OPTION_REASON                                                                                                  \
    { "reason", OPTION_TEXT, 0, "reason", NULL, NULL, "pourquoi", "why" }

static const struct option add_options[] = {
    OPTION_ROLE(OPTION_REQUIRED),
    OPTIONS_OF_MEMBER,
    {"key", OPTION_FILE, 0, NULL, NULL, NULL, "sa clé (FICHIER.pub)", "its key (FILE.pub)"},
};
static const struct option change_options[] = {
    OPTION_ROLE(0),
    OPTIONS_OF_MEMBER,
    {"name", OPTION_TEXT, 0, "member.name", NULL, NULL, "un autre nom", "another name"},
    {"no-via", OPTION_FLAG, 0, NULL, NULL, NULL, "plus par la clé d'un autre", "by nobody else's key any more"},
    {"not-shared", OPTION_FLAG, 0, NULL, NULL, NULL, "la clé d'une seule personne", "one person's key"},
    {"no-until", OPTION_FLAG, 0, NULL, NULL, NULL, "sans dernier jour", "without a last day"},
    OPTION_REASON,
};
static const struct option end_options[] = {OPTION_REASON};

#define NAMED .operands = {{.kind = OPERAND_TEXT, .fr = "NOM", .en = "NAME"}}
const struct command member_commands[] = {
    {.noun = "members",
     .verb = "add",
     .fr = "admettre quelqu'un : une personne, un bureau, un programme",
     .en = "admit somebody: a person, a desk, a program",
     .more_fr = "Une personne sans clé parle par celle de son bureau ou d'une passerelle (--via), en disant son nom à "
                "chaque commande (--by, ou SIPPE_BY). Ce qu'elle fait est à son nom, par quelque porte qu'elle passe.",
     .more_en =
         "A person without a key speaks by that of her desk or of a gateway (--via), and says her name with each "
         "command (--by, or SIPPE_BY). What she does is in her name, by whichever door she comes.",
     NAMED,
     OPTIONS(add_options),
     .run = add_run},
    {.noun = "members",
     .verb = "change",
     .fr = "changer ce qu'il est; ses clés restent",
     .en = "change what it is; its keys stay",
     NAMED,
     OPTIONS(change_options),
     .run = change_run},
    {.noun = "members",
     .verb = "end",
     .fr = "ne plus l'admettre, par aucune porte, pour toujours",
     .en = "admit it no longer, by any door, for good",
     NAMED,
     OPTIONS(end_options),
     .run = end_run},
    {.noun = "members", .verb = "list", .fr = "qui est admis", .en = "who is admitted", .run = list_run},
};
COMMANDS_END(member);
