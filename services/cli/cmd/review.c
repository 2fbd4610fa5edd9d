/* What a restore has lost, in a person's hands: listed, done again, marked, and closed, after which referrals leave
 * again. */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>
#include "base/message.h"
#include "cli/call/session.h"
#include "cli/cut/lost.h"
#include "cli/cut/lost_again.h"
#include "cli/cut/lost_words.h"
#include "cli/line/commands.h"
#include "cli/show/output.h"
#include "sys/file.h"
#include "text/json.h"

static const char *state_text(struct cli *c, const struct lost *one) {
    if (!one->settled && *one->since) return phrase(c, "à ne pas refaire, %s", "not to be done again, %s", one->since);
    if (!one->settled) return pick(c, "à faire", "to do");
    return one->dropped ? pick(c, "laissé", "left") : pick(c, "refait", "done");
}

/* What a person does next with it. */
static const char *next_command(struct cli *c, const struct lost *one) {
    return *one->since ? lost_drop_command(c, one, one->since) : one->command;
}

static void json_one(struct cli *c, const struct lost *one, const char *before) {
    char *id = arena_printf(&c->arena, "%s", show_hex(c, id_field(&c->arena, one->record)));
    fprintf(c->out, "%s{\"id\": \"%s\", \"daemon\": \"%s\", \"type\": \"%s\", \"settled\": %s, \"dropped\": %s, ",
            before, id, daemon_names[one->at], one->type, one->settled ? "true" : "false",
            one->dropped ? "true" : "false");
    fprintf(c->out, "\"what\": %s, \"since\": %s, \"command\": %s}", json_text(&c->arena, one->what),
            json_text(&c->arena, one->since), json_text(&c->arena, next_command(c, one)));
}

static void unknown_say(struct cli *c, const struct loss *l) {
    if (!*l->unreadable) return;
    say(c,
        "\n%s : de ce qui s'est fait depuis la coupe, rien n'est connu (la base mise de côté manque ou ne se lit pas). "
        "Demandez aux postes leurs retraits de consentement et leurs annulations, à l'exploitation ses clés révoquées, "
        "aux partenaires leurs réponses.",
        "\n%s: of what was done since the cut nothing is known (the store put aside is missing or cannot be read). Ask "
        "the desks for their withdrawals and cancellations, operations for the keys they revoked, partners for their "
        "answers.",
        l->unreadable);
}

static size_t before_review(const struct loss *l) {
    size_t n = 0;
    for (size_t i = 0; i < l->n; i++) n += l->list[i].rank < LOST_OTHER && !l->list[i].settled;
    return n;
}

static void list_say(struct cli *c, const struct loss *l) {
    for (size_t i = 0; i < l->n; i++) {
        const struct lost *one = &l->list[i];
        say(c, "%s  %s  %s, %s (%s)", "%s  %s  %s, %s (%s)", show_short(c, id_field(&c->arena, one->record)),
            paint(c, one->settled ? COLOUR_DIM : COLOUR_RED, state_text(c, one)), one->what, show_ms(c, one->at_ms),
            one->by);
        if (!one->settled) say(c, "          %s", "          %s", next_command(c, one));
    }
    for (size_t i = 0; i < l->n_others; i++)
        say(c, "%s%zu × %s", "%s%zu × %s", i ? "  " : pick(c, "\nPerdus aussi :\n  ", "\nLost as well:\n  "),
            l->others[i].n, l->others[i].type);
    unknown_say(c, l);
}

static int list_run(struct cli *c, const struct loss *l) {
    if (c->json) {
        fprintf(c->out, "{\"unknown\": %s, \"lost\": [", json_text(&c->arena, l->unreadable));
        for (size_t i = 0; i < l->n; i++) json_one(c, &l->list[i], i ? ", " : "");
        fputs("]}\n", c->out);
    }
    const node__get_restore_reply *r = l->restore[DAEMON_INTAKE];
    say(c, "Restauré de la coupe « %s »; revue %s.", "Restored from the cut \"%s\"; review %s.", r->cut,
        r->reviewed ? pick(c, "terminée", "closed")
                    : pick(c, "à faire : aucune référence ne part", "to do: no referral leaves"));
    list_say(c, l);
    if (l->n == 0 && !*l->unreadable) say(c, "Rien n'est à refaire.", "Nothing is to be done again.");
    return CLI_DONE;
}

/* ---- the list, and all of it again ---- */

static int review_run(struct cli *c) {
    struct loss l;
    int rc = loss_read(c, arg_text(c, "in"), &l);
    if (rc) return rc;
    if (!arg_flag(c, "again")) return list_run(c, &l);
    return lost_again(c, &l);
}

/* ---- marked, closed ---- */

static int settle_run(struct cli *c) {
    struct loss l;
    const char *reason = arg_text(c, "drop");
    int rc = loss_read(c, arg_text(c, "in"), &l);
    struct lost *one = rc ? NULL : loss_find(c, &l, operand(c, 0));
    if (!one) return rc ? rc : c->exit;
    rc = lost_settle(c, one, reason != NULL, reason);
    if (rc) return rc;
    if (c->json) json_one(c, one, ""), fputs("\n", c->out);
    say(c, "%s : %s.", "%s: %s.", one->what, state_text(c, one));
    return CLI_DONE;
}

/* The folders that were gone through are marked, so that the next restore's review does not begin with them again. */
static int folders_mark(struct cli *c, const struct loss *l) {
    for (size_t i = 0; i < l->n_folders; i++) {
        char *path = arena_printf(&c->arena, "%s/reviewed", l->folders[i]);
        int err = file_write(path, span_text(""), 0600);
        if (err) return fail_err(c, err, path);
    }
    return 0;
}

static int close_run(struct cli *c) {
    struct loss l;
    node__review_restore_request *r = NEW(&c->arena, node__review_restore_request);
    int rc = loss_read(c, arg_text(c, "in"), &l);
    size_t open = rc ? 0 : before_review(&l);
    if (open)
        return stop(
            c, CLI_REFUSED,
            "%zu révocation(s), retrait(s) ou annulation(s) restent à refaire ou à laisser : sippe restore review",
            "%zu revocation(s), withdrawal(s) or cancellation(s) are still to be done again or left: sippe "
            "restore review",
            open);
    for (int i = 0; rc == 0 && i < DAEMONS; i++)
        if (!l.restore[i]->reviewed && !CALL_AT(c, (enum daemon_name)i, r, node__review_restore_reply)) rc = c->exit;
    if (rc == 0) rc = folders_mark(c, &l);
    if (rc) return rc;
    if (c->json) fputs("{\"reviewed\": true}\n", c->out);
    say(c, "La revue est terminée; les références partent de nouveau.", "The review is closed; referrals leave again.");
    unknown_say(c, &l);
    return CLI_DONE;
}

#define OPTION_IN                                                                                                      \
    {                                                                                                                  \
        "in", OPTION_FOLDER, OPTION_REQUIRED, NULL, NULL, NULL, "où sont les bases (un dossier par démon)",            \
            "where the stores are (a folder per daemon)"                                                               \
    }
static const struct option review_options[] = {
    OPTION_IN,
    {"again", OPTION_FLAG, 0, NULL, NULL, NULL,
     "refaire toutes les révocations (exploitation) ou tous les retraits (coordination)",
     "do all revocations (operator) or all withdrawals (coordinator) again"},
};
static const struct option settle_options[] = {
    OPTION_IN,
    {"drop", OPTION_TEXT, 0, NULL, NULL, NULL, "il n'est pas refait, pour cette raison", "it is left, for this reason"},
};
static const struct option close_options[] = {OPTION_IN};

const struct command review_commands[] = {
    {.noun = "restore",
     .verb = "review",
     .fr = "ce que la restauration a fait perdre, et comment le refaire",
     .en = "what the restore has lost, and how it is done again",
     .more_fr = "Lit les bases mises de côté, sans rien y changer : sur la machine où elles sont, avec une clé "
                "d'exploitation ou de coordination.",
     .more_en = "Reads the stores that were put aside and changes nothing in them: on the machine where they are, with "
                "an operator's or a coordinator's key.",
     OPTIONS(review_options),
     .run = review_run},
    {.noun = "restore",
     .verb = "settle",
     .fr = "marquer un enregistrement perdu : refait, ou laissé (--drop)",
     .en = "mark a lost record: done again, or left (--drop)",
     .operands = {{.kind = OPERAND_TEXT, .fr = "ID", .en = "ID"}},
     OPTIONS(settle_options),
     .run = settle_run},
    {.noun = "restore",
     .verb = "close",
     .fr = "terminer la revue : les références partent de nouveau",
     .en = "close the review: referrals leave again",
     OPTIONS(close_options),
     .run = close_run},
};
COMMANDS_END(review);
