/* Work that the daemons do outside of turns: what is due, runs, or was given up. */
#include <inttypes.h>
#include <string.h>
#include "base/message.h"
#include "base/reason.h"
#include "cli/call/lookup.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/line/commands.h"
#include "cli/show/output.h"
#include "cli/show/words.h"
#include "proto/node.h"

enum { ASK_MS = 15000, PAGE = 200 };

/* All of them, of all four, in the order in which a person looks at them. */
struct listed {
    enum daemon_name at;
    const node__job *job;
};
struct list {
    struct listed *rows;
    size_t n;
};

static void list_add(struct cli *c, struct list *l, enum daemon_name at, const node__list_jobs_reply *page) {
    for (size_t i = 0; i < page->n_jobs; i++)
        *(struct listed *)message_grow(&c->arena, (void **)&l->rows, &l->n, sizeof *l->rows) =
            (struct listed){at, page->jobs[i]};
}

static int rest_of(struct cli *c, struct list *l, enum daemon_name at, const node__list_jobs_reply *page) {
    while (page->more && page->n_jobs) {
        node__list_jobs_request *in = NEW(&c->arena, node__list_jobs_request);
        in->limit = PAGE;
        in->after_type = page->jobs[page->n_jobs - 1]->type;
        in->after_thing = page->jobs[page->n_jobs - 1]->thing;
        page = CALL_AT(c, at, in, node__list_jobs_reply);
        if (!page) return c->exit;
        list_add(c, l, at, page);
    }
    return CLI_DONE;
}

/* One that is silent is said, and the others are shown all the same; not under --json, where it would be half a
 * value. */
static int jobs_all(struct cli *c, struct list *l) {
    struct answer answers[DAEMONS];
    node__list_jobs_request *in = NEW(&c->arena, node__list_jobs_request);
    in->limit = PAGE;
    int rc = session_ask_all(c, &in->base, ASK_MS, answers);
    for (int i = 0; i < DAEMONS && !(rc && c->json); i++) {
        if (answers[i].err) {
            rc = stop(c, answers[i].err == ERR_DENIED ? CLI_KEY : CLI_UNREACHABLE, "%s : %s.", "%s: %s.",
                      daemon_names[i], session_why(c, answers[i].err));
            continue;
        }
        if (answers[i].reply->status->code != CODE_OK) return fail_status(c, answers[i].reply->status);
        const node__list_jobs_reply *page =
            UNPACK(&c->arena, node__list_jobs_reply, span_pb(answers[i].reply->body), MESSAGE_OPEN);
        if (!page) continue;
        list_add(c, l, (enum daemon_name)i, page);
        int more = rest_of(c, l, (enum daemon_name)i, page);
        if (more) return more;
    }
    return rc;
}

static bool waits_for_a_person(const node__job *j) {
    return j->state == JOB_STATE_GIVEN_UP || j->state == JOB_STATE_STOPPED;
}

/* The state, and what a person wants to know beside it: how far, when again, why not. */
static const char *state_text(struct cli *c, const node__job *j) {
    const char *state = WORD(c, node__job_state, j->state);
    if (j->started_ms && j->of) return arena_printf(&c->arena, "%s (%u/%u)", state, j->done, j->of);
    if (j->state == JOB_STATE_WAITING && j->last)
        return phrase(c, "%s ; avant : %s", "%s; before: %s", state, WORD(c, node__job_end, j->last));
    if (!waits_for_a_person(j) || !j->last) return state;
    const struct reason_info *why = reason_info((int)j->reason);
    return j->reason ? phrase(c, "%s : %s", "%s: %s", state, pick(c, why->fr, why->en))
                     : phrase(c, "%s : %s", "%s: %s", state, WORD(c, node__job_end, j->last));
}

static int list_run(struct cli *c) {
    struct list l = {NULL, 0};
    int rc = jobs_all(c, &l);
    if (rc && c->json) return rc;
    if (c->json) fputs("[", c->out);
    struct table *t = table_new(c, "Id|Chez|~Travail|Essai|Échéance|~État", "Id|At|~Work|Try|Due|~State");
    for (size_t i = 0; i < l.n; i++) {
        const node__job *j = l.rows[i].job;
        if (c->json)
            fprintf(c->out, "%s{\"daemon\": \"%s\", \"job\": %s}", i ? ", " : "", daemon_names[l.rows[i].at],
                    json_shown(c, &j->base, false));
        table_cell(t, show_short(c, j->id));
        table_cell(t, daemon_names[l.rows[i].at]);
        table_cell(t, j->type);
        table_cell(t, arena_printf(&c->arena, "%u", j->attempt));
        table_cell(t, j->due_ms ? show_ms(c, j->due_ms) : "");
        table_paint(t, waits_for_a_person(j) ? COLOUR_RED : COLOUR_NONE, state_text(c, j));
    }
    if (c->json) return fputs("]\n", c->out), rc;
    table_end(t);
    if (l.n == 0 && !rc) say(c, "Aucun travail n'attend.", "No work waits.");
    return rc;
}

/* The one that a prefix of its id names; NULL after saying why. */
static const struct listed *find(struct cli *c, const char *text) {
    struct list l = {NULL, 0};
    const struct listed *found = NULL;
    size_t n = 0;
    int rc = jobs_all(c, &l);
    for (size_t i = 0; i < l.n; i++)
        if (prefix_fits(text, l.rows[i].job->id)) found = &l.rows[i], n++;
    if (rc && (!found || c->json)) return NULL;
    if (n != 1)
        stop(c, n ? CLI_USAGE : CLI_REFUSED, "Commençant par « %2$s » : %1$s.", "Beginning with \"%2$s\": %1$s.",
             counted(c, n, "travail/travaux", "job"), text);
    return n == 1 ? found : NULL;
}

static int stop_run(struct cli *c) {
    const struct listed *at = find(c, operand(c, 0));
    node__stop_job_request *r = NEW(&c->arena, node__stop_job_request);
    if (!at) return c->exit;
    r->type = at->job->type;
    r->thing = at->job->thing;
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    node__stop_job_reply *done = CALL_AT(c, at->at, r, node__stop_job_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "Arrêté : %s ne le fera plus de lui-même. Pour le reprendre : sippe jobs retry %s",
        "Stopped: %s does not do it by itself any more. To take it up: sippe jobs retry %s", daemon_names[at->at],
        show_short(c, at->job->id));
    if (at->job->started_ms)
        remark(c, "Un essai était en cours : ce qui en est sorti paraîtra au journal.",
               "An attempt was under way: what became of it will be in the journal.");
    return CLI_DONE;
}

static int retry_run(struct cli *c) {
    const struct listed *at = find(c, operand(c, 0));
    node__retry_job_request *r = NEW(&c->arena, node__retry_job_request);
    if (!at) return c->exit;
    r->type = at->job->type;
    r->thing = at->job->thing;
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    node__retry_job_reply *done = CALL_AT(c, at->at, r, node__retry_job_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "%s le reprend. Pour voir : sippe jobs list", "%s takes it up. To see: sippe jobs list",
        daemon_names[at->at]);
    return CLI_DONE;
}

static const struct option stop_options[] = {
    {"reason", OPTION_TEXT, OPTION_REQUIRED, "reason", NULL, NULL, "pourquoi", "why"},
};

const struct command jobs_commands[] = {
    {.noun = "jobs",
     .verb = "list",
     .fr = "ce que les démons font à part, ou n'ont pas pu faire",
     .en = "what the daemons do on the side, or could not do",
     .run = list_run},
    {.noun = "jobs",
     .verb = "stop",
     .fr = "ne plus l'essayer",
     .en = "do not try it any more",
     .operands = {{.kind = OPERAND_TEXT, .fr = "ID", .en = "ID"}},
     OPTIONS(stop_options),
     .run = stop_run},
    {.noun = "jobs",
     .verb = "retry",
     .fr = "l'essayer tout de suite",
     .en = "try it now",
     .operands = {{.kind = OPERAND_TEXT, .fr = "ID", .en = "ID"}},
     .run = retry_run},
};
COMMANDS_END(jobs);
