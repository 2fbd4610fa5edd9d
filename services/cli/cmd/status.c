/* The four daemons at a glance, and what a person should look at. Everything is shown that can be had: a daemon that is
 * silent is one line of it, not the end. */
#include <inttypes.h>
#include <string.h>
#include "base/message.h"
#include "cli/line/commands.h"
#include "proto/intake.h"
#include "proto/node.h"
#include "cli/show/joined.h"
#include "cli/show/output.h"
#include "cli/show/visible.h"
#include "cli/show/wrong.h"
#include "cli/call/session.h"
#include "text/json.h"

enum { ASK_MS = 15000 };
/* A supervisor's patience; a key that is refused is known after 4 s (bus/client.h). */
enum { HEALTH_MS = 5000 };

static struct told told_of(struct cli *c, const struct answer *a) {
    if (a->err)
        return (struct told){.why = session_why(c, a->err), .exit = a->err == ERR_DENIED ? CLI_KEY : CLI_UNREACHABLE};
    if (a->reply->status->code != CODE_OK)
        return (struct told){.why = pick(c, a->reply->status->message_fr, a->reply->status->message_en),
                             .exit = exit_of(a->reply->status)};
    node__get_status_reply *s = UNPACK(&c->arena, node__get_status_reply, span_pb(a->reply->body), MESSAGE_OPEN);
    return s ? (struct told){.status = s}
             : (struct told){.why = pick(c, "réponse illisible", "the answer cannot be read"), .exit = CLI_INTERNAL};
}

/* "à jour", or who is how far behind. */
static const char *lag_text(struct cli *c, const node__get_status_reply *s) {
    struct joined all = joined_new(c, ", ");
    for (size_t i = 0; i < s->n_followed; i++) {
        const node__followed *f = s->followed[i];
        if (f->head <= f->n && !*f->stopped) continue;
        joined_add(&all, arena_printf(&c->arena, "%s %" PRIu64 "/%" PRIu64, f->journal, f->n, f->head));
    }
    return all.text.len ? joined_text(&all) : pick(c, "à jour", "up to date");
}

static void daemon_row(struct cli *c, struct table *t, const char *name, const struct told *told) {
    const node__get_status_reply *s = told->status;
    table_paint(t, s ? COLOUR_BOLD : COLOUR_RED, name);
    table_cell(t, s ? s->release : "–");
    table_cell(t, s ? show_ago(c, lapse_ms(s->started_ms, s->now_ms)) : "–");
    table_cell(t, s ? arena_printf(&c->arena, "%" PRIu64, s->seq) : "–");
    table_cell(t, s ? lag_text(c, s) : "–");
    table_cell(t, s ? arena_printf(&c->arena, "%u/%u", s->parked, s->waiting) : "–");
    table_cell(t, s ? show_bytes(c, s->used_bytes) : "–");
    table_cell(t, s ? show_bytes(c, s->disk_free_bytes) : "–");
    table_cell(t, s ? s->rules : "–");
}

static void json_all(struct cli *c, const struct told told[DAEMONS]) {
    fputs("{", c->out);
    for (int i = 0; i < DAEMONS; i++)
        fprintf(c->out, "%s\"%s\": %s", i ? ", " : "", daemon_names[i],
                told[i].status ? json_shown(c, &told[i].status->base, false)
                               : arena_printf(&c->arena, "{\"error\": %s}", json_text(&c->arena, told[i].why)));
    fputs("}\n", c->out);
}

/* Intake alone knows, and not every key that may ask for a status may ask for this: then nothing is said. */
static size_t erasures_say(struct cli *c) {
    intake__list_erasures_request *r = NEW(&c->arena, intake__list_erasures_request);
    r->open_only = true;
    struct bus_request ask = {.method = "intake.ListErasures", .message = &r->base};
    sippe__reply *reply = session_ask(c, DAEMON_INTAKE, &ask);
    if (!reply || reply->status->code != CODE_OK) return 0;
    intake__list_erasures_reply *l = UNPACK(&c->arena, intake__list_erasures_reply, span_pb(reply->body), MESSAGE_OPEN);
    if (!l || !l->provisional) return 0;
    say(c, "  %s %s : les anciens fichiers de clés sont à détruire pour le %s; en retard : %d (sippe keys rewrap)",
        "  %s %s: the older key files are to be destroyed by %s; overdue: %d (sippe keys rewrap)",
        l->overdue ? paint(c, COLOUR_RED, "✗") : paint(c, COLOUR_YELLOW, "!"),
        counted(c, (uint64_t)l->provisional, "destruction provisoire", "provisional erasure/provisional erasures"),
        show_date(c, l->next_by), l->overdue);
    return l->overdue ? 1 : 0;
}

/* A daemon that is silent outweighs one that refuses this key (3 before 4), and both what merely needs a look (5). */
static int status_run(struct cli *c) {
    struct answer answers[DAEMONS];
    struct told told[DAEMONS];
    int missing = 0;
    int rc = session_ask_all(c, &NEW(&c->arena, node__get_status_request)->base, ASK_MS, answers);
    if (rc) return rc;
    struct table *t = table_new(c, "Démon|Version|Depuis|Enreg.|~Suit|Côté/att.|Base|Disque|~Règles",
                                "Daemon|Release|Up|Records|~Follows|Park/wait|Store|Disk|~Rules");
    for (int i = 0; i < DAEMONS; i++) {
        told[i] = told_of(c, &answers[i]);
        if (!told[i].status && missing != CLI_UNREACHABLE) missing = told[i].exit;
        daemon_row(c, t, daemon_names[i], &told[i]);
    }
    if (c->json) json_all(c, told);
    table_end(t);
    say(c, "%s", "%s", "");
    size_t wrong = wrong_say(c, told);
    if (told[DAEMON_INTAKE].status) wrong += erasures_say(c);
    if (wrong == 0) say(c, "  %s Tout va bien.", "  %s All is well.", paint(c, COLOUR_GREEN, "✓"));
    return missing ? missing : wrong ? CLI_PARTIAL : CLI_DONE;
}

/* "sert", or why not. A daemon that answers without serving takes no commands: nobody would be helped by a restart. */
static const char *health_text(struct cli *c, const struct answer *a, bool serving) {
    if (serving) return pick(c, "sert", "serving");
    if (a->err) return session_why(c, a->err);
    return pick(c, "ne sert pas (plus de place ? voir sippe status)", "not serving (out of space? see sippe status)");
}

static bool is_serving(struct cli *c, const struct answer *a) {
    if (a->err || a->reply->status->code != CODE_OK) return false;
    node__get_health_reply *h = UNPACK(&c->arena, node__get_health_reply, span_pb(a->reply->body), MESSAGE_OPEN);
    return h && h->serving;
}

/* Whoever supervises asks for one, and must not be told of it what is true of another. */
static int health_run(struct cli *c) {
    struct answer answers[DAEMONS];
    const char *only = operand(c, 0), *before = "{";
    unsigned which = only ? 1u << daemon_find(only) : (1u << DAEMONS) - 1;
    int rc = session_ask_some(c, which, &NEW(&c->arena, node__get_health_request)->base, HEALTH_MS, answers);
    if (rc) return rc;
    int exit = CLI_DONE;
    for (int i = 0; i < DAEMONS; i++) {
        if (!(which >> i & 1)) continue;
        bool serving = is_serving(c, &answers[i]);
        if (!serving && exit != CLI_UNREACHABLE) exit = answers[i].err == ERR_DENIED ? CLI_KEY : CLI_UNREACHABLE;
        if (c->json) fprintf(c->out, "%s\"%s\": %s", before, daemon_names[i], serving ? "true" : "false");
        before = ", ";
        say(c, "%s : %s", "%s: %s", daemon_names[i], health_text(c, &answers[i], serving));
    }
    if (c->json) fputs("}\n", c->out);
    return exit;
}

static int metrics_run(struct cli *c) {
    enum daemon_name n = (enum daemon_name)daemon_find(operand(c, 0));
    node__get_metrics_reply *m = CALL_AT(c, n, NEW(&c->arena, node__get_metrics_request), node__get_metrics_reply);
    if (!m) return c->exit;
    if (c->json) return print_json(c, &m->base);
    print_text(c->out, visible(&c->arena, m->text, true));
    return CLI_DONE;
}

const struct command status_commands[] = {
    {.noun = "status",
     .fr = "les quatre démons, et ce qui ne va pas",
     .en = "the four daemons, and what is wrong",
     .more_fr =
         "Sortie 0 : tout va bien; 5 : quelque chose demande un regard; 3 : un démon ne répond pas. Il faut une clé "
         "d'exploitation ou de coordination.",
     .more_en = "Exit 0: all is well; 5: something needs a look; 3: a daemon does not answer. An operator's or "
                "coordinator's key is needed.",
     .run = status_run},
    {.noun = "health",
     .fr = "servent-ils ?",
     .en = "are they serving?",
     .more_fr =
         "Avec un nom, celui-là seul est interrogé. Sortie 0 : sert; 3 : pas de réponse en 5 secondes, ou ne sert "
         "pas; 4 : la clé n'est pas acceptée. Pour un superviseur.",
     .more_en = "With a name, that one alone is asked. Exit 0: serving; 3: no answer within 5 seconds, or not serving; "
                "4: the key is not accepted. For a supervisor.",
     .operands = {{.kind = OPERAND_DAEMON, .fr = "DÉMON", .en = "DAEMON", .optional = true, .words = DAEMON_WORDS}},
     .run = health_run},
    {.noun = "metrics",
     .fr = "les mesures d'un démon, en texte Prometheus",
     .en = "a daemon's metrics, as Prometheus text",
     .operands = {{.kind = OPERAND_DAEMON, .fr = "DÉMON", .en = "DAEMON", .words = DAEMON_WORDS}},
     .run = metrics_run},
};
COMMANDS_END(status);
