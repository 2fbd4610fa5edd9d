/* What a restore has lost, in a person's hands: listed, done again, marked, and closed, after which referrals leave
 * again. */
#include <inttypes.h>
#include <string.h>
#include <unistd.h>
#include "base/message.h"
#include "cli/call/session.h"
#include "cli/cut/lost.h"
#include "cli/line/commands.h"
#include "cli/show/output.h"
#include "proto/intake.h"
#include "proto/intake_events.h"
#include "proto/node_events.h"
#include "sys/file.h"
#include "text/json.h"

static const char *state_text(struct cli *c, const struct lost *one) {
    if (!one->settled) return pick(c, "à faire", "to do");
    return one->dropped ? pick(c, "laissé", "left") : pick(c, "refait", "done");
}

static void json_one(struct cli *c, const struct lost *one, const char *before) {
    char *id = arena_printf(&c->arena, "%s", show_hex(c, id_field(&c->arena, one->record)));
    fprintf(c->out, "%s{\"id\": \"%s\", \"daemon\": \"%s\", \"type\": \"%s\", \"settled\": %s, \"dropped\": %s, ",
            before, id, daemon_names[one->at], one->type, one->settled ? "true" : "false",
            one->dropped ? "true" : "false");
    fprintf(c->out, "\"what\": %s, \"command\": %s}", json_text(&c->arena, one->what),
            json_text(&c->arena, one->command));
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
        if (!one->settled) say(c, "          %s", "          %s", one->command);
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

/* ---- done again ---- */

static ProtobufCBinaryData consent_version(struct cli *c, const sippe__reply *family,
                                           const intake__consent_withdrawn *e) {
    intake__get_family_reply *f = session_body(c, DAEMON_INTAKE, family, &intake__get_family_reply__descriptor);
    for (size_t i = 0; f && i < f->n_consents; i++)
        if (span_equal(span_pb(f->consents[i]->consent_id), span_pb(e->consent_id))) return f->consents[i]->version;
    return (ProtobufCBinaryData){0, NULL};
}

enum again { AGAIN_DONE, AGAIN_GONE, AGAIN_OTHER_KEY, AGAIN_FAILED };

/* What is gone was made after the cut as well. What was done again by hand, or by a run that broke off, is done. */
static enum again ask_again(struct cli *c, const char *method, const ProtobufCMessage *request) {
    struct bus_request ask = {.method = method, .message = request};
    sippe__reply *answer = session_ask(c, DAEMON_INTAKE, &ask);
    if (!answer) return AGAIN_FAILED;
    sippe__reason reason = answer->status->reason;
    if (answer->status->code == CODE_OK || reason == REASON_MOVE_ILLEGAL) return AGAIN_DONE;
    if (reason == REASON_NOT_FOUND) return AGAIN_GONE;
    if (reason == REASON_NOT_ALLOWED) return AGAIN_OTHER_KEY;
    fail_status(c, answer->status);
    return AGAIN_FAILED;
}

static enum again withdraw_again(struct cli *c, const intake__consent_withdrawn *e, const char *by) {
    intake__withdraw_consent_request *r = NEW(&c->arena, intake__withdraw_consent_request);
    intake__get_family_request *f = NEW(&c->arena, intake__get_family_request);
    struct bus_request ask = {.method = "intake.GetFamily", .message = &f->base};
    f->family_id = e->family_id;
    sippe__reply *answer = session_ask(c, DAEMON_INTAKE, &ask);
    if (!answer) return AGAIN_FAILED;
    if (answer->status->reason == REASON_NOT_ALLOWED) return AGAIN_OTHER_KEY;
    if (answer->status->reason == REASON_NOT_FOUND) return AGAIN_GONE;
    r->consent_id = e->consent_id;
    r->version = consent_version(c, answer, e);
    r->by = by;
    r->reason = e->personal ? e->personal->reason : "";
    return r->version.len ? ask_again(c, "intake.WithdrawConsent", &r->base) : AGAIN_GONE;
}

static enum again revoke_again(struct cli *c, const node__key_revoked *e, const char *by) {
    intake__revoke_key_request *r = NEW(&c->arena, intake__revoke_key_request);
    r->name = e->name;
    r->by = by;
    r->reason = e->personal ? e->personal->reason : "";
    return ask_again(c, "intake.RevokeKey", &r->base);
}

static enum again one_again(struct cli *c, struct lost *one, const char *by) {
    enum again how = one->rank == LOST_REVOKED ? revoke_again(c, (const node__key_revoked *)one->event, by)
                                               : withdraw_again(c, (const intake__consent_withdrawn *)one->event, by);
    if (how == AGAIN_FAILED || how == AGAIN_OTHER_KEY) return how;
    const char *gone = pick(c, "fait après la coupe, et perdu lui aussi", "made after the cut, and lost as well");
    return lost_settle(c, one, by, how == AGAIN_GONE, how == AGAIN_GONE ? gone : "") ? AGAIN_FAILED : how;
}

/* Revocations are an operator's, withdrawals a coordinator's: each does its own, and what the other has to do stays. */
static int again_run(struct cli *c, struct loss *l, const char *by) {
    size_t done = 0, left = 0;
    for (size_t i = 0; i < l->n; i++) {
        if (l->list[i].settled || l->list[i].rank > LOST_WITHDRAWN) continue;
        enum again how = one_again(c, &l->list[i], by);
        if (how == AGAIN_FAILED) return c->exit;
        done += how != AGAIN_OTHER_KEY;
        left += how == AGAIN_OTHER_KEY;
    }
    if (c->json) fprintf(c->out, "{\"done\": %zu, \"left\": %zu}\n", done, left);
    say(c, "Refaits : %zu.", "Done again: %zu.", done);
    if (left)
        say(c, "Restent : %zu. Les révocations veulent une clé d'exploitation, les retraits une clé de coordination.",
            "Left: %zu. Revocations need an operator's key, withdrawals a coordinator's.", left);
    return left ? CLI_PARTIAL : CLI_DONE;
}

static int review_run(struct cli *c) {
    struct loss l;
    int rc = loss_read(c, arg_text(c, "in"), &l);
    if (rc) return rc;
    if (!arg_flag(c, "again")) return list_run(c, &l);
    const char *by = arg_text(c, "by");
    return by ? again_run(c, &l, by)
              : stop(c, CLI_USAGE, "--again veut --by : qui le refait.", "--again needs --by: who does it again.");
}

/* ---- marked, closed ---- */

static int settle_run(struct cli *c) {
    struct loss l;
    const char *reason = arg_text(c, "drop");
    int rc = loss_read(c, arg_text(c, "in"), &l);
    struct lost *one = rc ? NULL : loss_find(c, &l, operand(c, 0));
    if (!one) return rc ? rc : c->exit;
    rc = lost_settle(c, one, arg_text(c, "by"), reason != NULL, reason);
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
    r->by = arg_text(c, "by");
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
    {"by", OPTION_TEXT, 0, NULL, "SIPPE_BY", NULL, "la personne qui agit (ou la variable SIPPE_BY)",
     "the person who acts (or the variable SIPPE_BY)"},
};
static const struct option settle_options[] = {
    OPTION_IN,
    OPTION_BY,
    {"drop", OPTION_TEXT, 0, NULL, NULL, NULL, "il n'est pas refait, pour cette raison", "it is left, for this reason"},
};
static const struct option close_options[] = {OPTION_IN, OPTION_BY};

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
