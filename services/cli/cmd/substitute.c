/* Who stands in for a worker who is away, and when she is back. */
#include <string.h>
#include "base/message.h"
#include "cli/line/commands.h"
#include "cli/call/lookup.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/cmd/substitute.h"
#include "cli/show/output.h"

static const char *days_text(struct cli *c, const scheduling__substitute *s) {
    return phrase(c, "du %s au %s", "from %s to %s", show_date(c, s->from), show_date(c, s->until));
}

void substitutes_show(struct cli *c, scheduling__substitute *const *list, size_t n) {
    for (size_t i = 0; i < n; i++)
        say(c, "  %s remplace %s %s%s%s", "  %s stands in for %s %s%s%s", list[i]->substitute, list[i]->worker,
            days_text(c, list[i]), list[i]->reason[0] ? pick(c, " : ", ": ") : "", list[i]->reason);
}

static int substitute_run(struct cli *c) {
    scheduling__put_substitute_request *r = NEW(&c->arena, scheduling__put_substitute_request);
    r->worker = operand(c, 0);
    r->substitute = operand(c, 1);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    scheduling__put_substitute_reply *done = CALL(c, r, scheduling__put_substitute_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "%s remplace %s %s%s jusqu'au %s inclus : ces jours-là, elle voit les familles que %s suit.",
        "%s stands in for %s %s%s until %s included: on those days she sees the families that %s follows.",
        r->substitute, r->worker, r->from ? pick(c, "à partir du ", "from ") : pick(c, "dès aujourd'hui", "from today"),
        r->from ? show_date(c, r->from) : "", show_date(c, r->until), r->worker);
    return CLI_DONE;
}

/* Those of a worker that are not over. NULL: no such worker, or nobody answers; said. */
static scheduling__worker_summary *worker_of(struct cli *c, const char *code) {
    scheduling__list_workers_reply *list =
        CALL(c, NEW(&c->arena, scheduling__list_workers_request), scheduling__list_workers_reply);
    for (size_t i = 0; list && i < list->n_workers; i++)
        if (list->workers[i]->worker && strcmp(list->workers[i]->worker->code, code) == 0) return list->workers[i];
    if (list)
        stop(c, CLI_REFUSED, "« %s » n'est pas dans l'équipe (sippe workers list).",
             "\"%s\" is not in the team (sippe workers list).", code);
    return NULL;
}

/* The one that is named, or the only one. */
static scheduling__substitute *substitute_of(struct cli *c, const char *worker, const char *named) {
    scheduling__worker_summary *w = worker_of(c, worker);
    scheduling__substitute *found = NULL;
    size_t n = 0;
    if (!w) return NULL;
    for (size_t i = 0; i < w->n_substitutes; i++) {
        if (named && strcmp(w->substitutes[i]->substitute, named) != 0) continue;
        if (!found) found = w->substitutes[i];
        n++;
    }
    if (n == 1 || (n && named)) return found; /* of hers the earliest */
    if (n == 0)
        stop(c, CLI_REFUSED, "Personne ne remplace %s : il n'y a rien à terminer.",
             "Nobody stands in for %s: there is nothing to end.", worker);
    else
        stop(c, CLI_USAGE, "%s remplacent %s : ajoutez le code de celle qui ne remplace plus (sippe workers list).",
             "%s stand in for %s: add the code of the one who does no more (sippe workers list).",
             counted(c, n, "intervenante", "worker"), worker);
    return NULL;
}

static int return_run(struct cli *c) {
    scheduling__substitute *s = substitute_of(c, operand(c, 0), operand(c, 1));
    scheduling__end_substitute_request *r = NEW(&c->arena, scheduling__end_substitute_request);
    if (!s) return c->exit;
    r->substitute_id = s->substitute_id;
    r->version = version_of(c, s->version);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    scheduling__end_substitute_reply *done = CALL(c, r, scheduling__end_substitute_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    say(c, "%s ne remplace plus %s (c'était %s).", "%s stands in for %s no more (it was %s).", s->substitute, s->worker,
        days_text(c, s));
    return CLI_DONE;
}

#define WORKER(fr_, en_, optional_)                                                                                    \
    { .kind = OPERAND_TEXT, .fr = fr_, .en = en_, .optional = optional_ }

static const struct option substitute_options[] = {
    {"until", OPTION_DATE, OPTION_REQUIRED, "until", NULL, NULL, "le dernier jour, inclus", "the last day, included"},
    {"from", OPTION_DATE, 0, "from", NULL, NULL, "le premier jour (sinon aujourd'hui)", "the first day (else today)"},
    {"reason", OPTION_TEXT, 0, "reason", NULL, NULL, "pourquoi (vu par la coordination et par elle-même)",
     "why (seen by the coordination and by herself)"},
};
static const struct option return_options[] = {
    {"reason", OPTION_TEXT, 0, "reason", NULL, NULL, "pourquoi", "why"},
    OPTION_VERSION,
};

const struct command substitute_commands[] = {
    {.noun = "worker",
     .verb = "substitute",
     .fr = "nommer qui remplace une intervenante absente",
     .en = "name who stands in for a worker who is away",
     .more_fr = "La remplaçante voit, ces jours-là, les dossiers que suit l'intervenante. La coordination le fait pour "
                "toutes ; une intervenante, pour elle-même.",
     .more_en = "On those days the substitute sees the files that the worker follows. The coordination does it for "
                "all; a worker, for herself.",
     .operands = {WORKER("INTERVENANTE", "WORKER", false), WORKER("REMPLAÇANTE", "SUBSTITUTE", false)},
     OPTIONS(substitute_options),
     .run = substitute_run},
    {.noun = "worker",
     .verb = "return",
     .fr = "mettre fin à un remplacement",
     .en = "end what a substitute does",
     .operands = {WORKER("INTERVENANTE", "WORKER", false), WORKER("REMPLAÇANTE", "SUBSTITUTE", true)},
     OPTIONS(return_options),
     .run = return_run},
};
COMMANDS_END(substitute);
