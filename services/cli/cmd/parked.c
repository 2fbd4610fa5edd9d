#include <inttypes.h>
#include <string.h>
#include "base/message.h"
#include "base/reason.h"
#include "cli/line/commands.h"
#include "cli/call/lookup.h"
#include "proto/node.h"
#include "cli/show/output.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/cut/orphans.h"
#include "sys/clock.h"

enum { ASK_MS = 15000 };

/* Over all four; NULL in a place: that one did not answer, which is said, and the others are shown all the same (not
 * under --json: one value, and it would be half of one). */
static int parked_all(struct cli *c, node__list_parked_reply *lists[DAEMONS]) {
    struct answer answers[DAEMONS];
    int rc = session_ask_all(c, &NEW(&c->arena, node__list_parked_request)->base, ASK_MS, answers);
    for (int i = 0; i < DAEMONS; i++) lists[i] = NULL;
    if (rc) return rc;
    for (int i = 0; i < DAEMONS; i++) {
        if (answers[i].err) {
            rc = stop(c, answers[i].err == ERR_DENIED ? CLI_KEY : CLI_UNREACHABLE, "%s : %s.", "%s: %s.",
                      daemon_names[i], session_why(c, answers[i].err));
            if (c->json) return rc;
        } else {
            lists[i] = session_body(c, (enum daemon_name)i, answers[i].reply, &node__list_parked_reply__descriptor);
            if (!lists[i]) return c->exit;
        }
    }
    return rc;
}

static const char *reason_text(struct cli *c, const node__parked *p) {
    if (p->waiting) return pick(c, "attend ce qui n'est pas encore arrivé", "waits for what has not come yet");
    return pick(c, reason_info((int)p->reason)->fr, reason_info((int)p->reason)->en);
}

/* "sippe.intake.ReferralSent" → "ReferralSent" */
static const char *type_short(const char *type) {
    const char *dot = strrchr(type, '.');
    return dot ? dot + 1 : type;
}

static int list_run(struct cli *c) {
    node__list_parked_reply *lists[DAEMONS];
    size_t n = 0;
    int rc = parked_all(c, lists);
    if (rc && c->json) return rc;
    if (c->json) fputs("{", c->out);
    struct table *t = table_new(c, "Id|Chez|De|~Type|Depuis|Essais|~Pourquoi", "Id|At|From|~Type|For|Tries|~Why");
    for (int i = 0; i < DAEMONS; i++) {
        if (c->json)
            fprintf(c->out, "%s\"%s\": %s", i ? ", " : "", daemon_names[i],
                    lists[i] ? json_shown(c, &lists[i]->base, false) : "null");
        for (size_t j = 0; lists[i] && j < lists[i]->n_parked; j++, n++) {
            const node__parked *p = lists[i]->parked[j];
            table_cell(t, show_short(c, p->id));
            table_cell(t, daemon_names[i]);
            table_cell(t, p->journal);
            table_cell(t, type_short(p->type));
            table_cell(t, show_ago(c, lapse_ms(p->since_ms, clock_now_ms())));
            table_cell(t, arena_printf(&c->arena, "%d", p->attempts));
            table_paint(t, p->waiting ? COLOUR_DIM : COLOUR_RED, reason_text(c, p));
        }
    }
    if (c->json) fputs("}\n", c->out);
    table_end(t);
    if (n == 0 && rc == 0) say(c, "Rien n'est mis de côté.", "Nothing is parked.");
    return rc;
}

/* The parked record that a prefix names, and at which daemon; NULL after saying why. */
static const node__parked *parked_find(struct cli *c, const char *text, enum daemon_name *at) {
    node__list_parked_reply *lists[DAEMONS] = {NULL};
    const node__parked *found = NULL;
    size_t n = 0;
    int rc = parked_all(c, lists);
    for (int i = 0; i < DAEMONS; i++)
        for (size_t j = 0; !(rc && c->json) && lists[i] && j < lists[i]->n_parked; j++)
            if (prefix_fits(text, lists[i]->parked[j]->id)) found = lists[i]->parked[j], *at = (enum daemon_name)i, n++;
    if (rc && !found) return NULL; /* it may be at the one that is silent */
    if (n != 1)
        stop(c, n ? CLI_USAGE : CLI_REFUSED, "Commençant par « %2$s » : %1$s.", "Beginning with \"%2$s\": %1$s.",
             counted(c, n, "enregistrement mis de côté/enregistrements mis de côté", "parked record"), text);
    return n == 1 ? found : NULL;
}

static int show_run(struct cli *c) {
    enum daemon_name at = DAEMON_INTAKE;
    const node__parked *p = parked_find(c, operand(c, 0), &at);
    if (!p) return c->exit;
    if (c->json) return print_json(c, &p->base);
    say(c, "%s, mis de côté par %s", "%s, parked by %s", show_hex(c, p->id), daemon_names[at]);
    field(c, "Vient de", "From", arena_printf(&c->arena, "%s, n° %" PRIu64, p->journal, p->n));
    field(c, "Type", "Type", p->type);
    field(c, "Depuis", "Since", show_ms(c, p->since_ms));
    field(c, "Essais", "Tries", arena_printf(&c->arena, "%d", p->attempts));
    field(c, "Pourquoi", "Why", reason_text(c, p));
    for (size_t i = 0; i < p->n_subjects; i++) field(c, "Concerne", "About", show_hex(c, p->subjects[i]));
    say(c,
        "\nAprès avoir corrigé la cause : sippe parked retry %s\nPour y renoncer : sippe parked drop %s --reason ...",
        "\nOnce the cause is mended: sippe parked retry %s\nTo give it up: sippe parked drop %s --reason ...",
        show_short(c, p->id), show_short(c, p->id));
    return CLI_DONE;
}

/* Refused again is an answer of its own: done here (0), or not (1), with the new reason. */
static int retry_run(struct cli *c) {
    enum daemon_name at = DAEMON_INTAKE;
    const node__parked *p = parked_find(c, operand(c, 0), &at);
    node__retry_parked_request *r = NEW(&c->arena, node__retry_parked_request);
    if (!p) return c->exit;
    r->id = p->id;
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    node__retry_parked_reply *done = CALL_AT(c, at, r, node__retry_parked_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base), done->done ? CLI_DONE : CLI_REFUSED;
    if (done->done)
        say(c, "Fait : %s l'a pris.", "Done: %s took it.", daemon_names[at]);
    else
        say(c, "Encore refusé, il reste de côté : %s", "Refused again, it stays parked: %s",
            pick(c, reason_info((int)done->reason)->fr, reason_info((int)done->reason)->en));
    return done->done ? CLI_DONE : CLI_REFUSED;
}

static int drop_run(struct cli *c) {
    enum daemon_name at = DAEMON_INTAKE;
    const node__parked *p = parked_find(c, operand(c, 0), &at);
    node__drop_parked_request *r = NEW(&c->arena, node__drop_parked_request);
    if (!p) return c->exit;
    r->id = p->id;
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    node__drop_parked_reply *done = CALL_AT(c, at, r, node__drop_parked_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Abandonné : %s %s ne sera pas appliqué par %s.", "Dropped: %s of %s will not be applied by %s.",
        type_short(p->type), of_name(c, p->journal), daemon_names[at]);
    return CLI_DONE;
}

/* Asked for by itself too: the list is shorter once the desks have sent again what was lost. */
static int effects_tell(struct cli *c, const char *who) {
    size_t n;
    int rc = orphans_say(c, (enum daemon_name)daemon_find(who), &n);
    if (rc) return rc;
    if (c->json) fprintf(c->out, "{\"effects\": %zu}\n", n);
    if (n)
        say(c,
            "%s, ci-dessus, d'enregistrements qui n'existent plus. Rien ne les défait : dites-les à la coordination.",
            "%s, above, of records that are no more. Nothing undoes them: tell the coordinator.",
            counted(c, n, "effet", "effect"));
    else
        say(c, "Aucun effet d'un enregistrement disparu.", "No effect of a record that is no more.");
    return n ? CLI_PARTIAL : CLI_DONE;
}

static int effects_run(struct cli *c) { return effects_tell(c, operand(c, 0)); }

static int resume_run(struct cli *c) {
    node__resume_stream_request *r = NEW(&c->arena, node__resume_stream_request);
    r->journal = operand(c, 1);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    node__resume_stream_reply *done =
        CALL_AT(c, (enum daemon_name)daemon_find(operand(c, 0)), r, node__resume_stream_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "%s suit de nouveau %s, depuis le dernier enregistrement commun.",
        "%s follows %s again, from the last common record.", operand(c, 0), operand(c, 1));
    rc = effects_tell(c, operand(c, 0));
    if (rc == CLI_UNREACHABLE)
        remark(c, "Les effets restent à lister : sippe stream effects %s",
               "The effects are still to be listed: sippe stream effects %s", operand(c, 0));
    return rc == CLI_PARTIAL || rc == CLI_UNREACHABLE ? CLI_DONE : rc; /* it follows again, whatever there is to tell */
}

static const struct option drop_options[] = {
    {"reason", OPTION_TEXT, OPTION_REQUIRED, "reason", NULL, NULL, "pourquoi", "why"},
};

const struct command parked_commands[] = {
    {.noun = "parked",
     .verb = "list",
     .fr = "ce qui n'a pas pu être pris, et pourquoi",
     .en = "what could not be taken in, and why",
     .run = list_run},
    {.noun = "parked",
     .verb = "show",
     .fr = "un enregistrement mis de côté",
     .en = "a parked record",
     .operands = {{.kind = OPERAND_TEXT, .fr = "ID", .en = "ID"}},
     .run = show_run},
    {.noun = "parked",
     .verb = "retry",
     .fr = "le reprendre",
     .en = "try it again",
     .operands = {{.kind = OPERAND_TEXT, .fr = "ID", .en = "ID"}},
     .run = retry_run},
    {.noun = "parked",
     .verb = "drop",
     .fr = "y renoncer",
     .en = "give it up",
     .operands = {{.kind = OPERAND_TEXT, .fr = "ID", .en = "ID"}},
     OPTIONS(drop_options),
     .run = drop_run},
    {.noun = "stream",
     .verb = "resume",
     .fr = "suivre de nouveau un démon restauré d'une sauvegarde",
     .en = "follow again a daemon that was restored from a backup",
     .operands = {{.kind = OPERAND_DAEMON, .fr = "QUI", .en = "WHO", .words = DAEMON_WORDS},
                  {.kind = OPERAND_DAEMON, .fr = "SUIT", .en = "FOLLOWS", .words = DAEMON_WORDS}},
     .run = resume_run},
    {.noun = "stream",
     .verb = "effects",
     .fr = "ce qu'un démon a fait d'enregistrements qui n'existent plus",
     .en = "what a daemon did because of records that are no more",
     .more_fr = "Après qu'un démon a été restauré seul, ou mal copié. Lit les quatre journaux d'un bout à l'autre.",
     .more_en = "After one daemon was restored alone, or copied wrongly. Reads all four journals from end to end.",
     .operands = {{.kind = OPERAND_DAEMON, .fr = "QUI", .en = "WHO", .words = DAEMON_WORDS}},
     .run = effects_run},
};
COMMANDS_END(parked);
