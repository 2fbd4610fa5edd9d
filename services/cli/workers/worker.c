#include <inttypes.h>
#include <string.h>
#include "base/message.h"
#include "cli/line/commands.h"
#include "cli/call/clsc.h"
#include "cli/call/input.h"
#include "cli/push/push_faults.h"
#include "cli/call/lookup.h"
#include "cli/call/request.h"
#include "cli/workers/worker.h"
#include "cli/show/joined.h"
#include "cli/show/output.h"
#include "cli/call/session.h"
#include "sys/random.h"
#include "cli/show/label.h"
#include "cli/show/visible.h"
#include "cli/show/words.h"
#include "cli/workers/workers_csv.h"

static const char *languages_text(struct cli *c, const scheduling__worker *w) {
    struct joined all = joined_new(c, " ");
    for (size_t i = 0; i < w->n_languages; i++) joined_add(&all, w->languages[i]->code);
    return joined_text(&all);
}

/* From her hours: what she could give, not what is booked. */
static int64_t weekly_minutes(const scheduling__worker *w) {
    int64_t all = 0;
    for (size_t i = 0; i < w->n_hours; i++) all += (int64_t)w->hours[i]->to_minute - w->hours[i]->from_minute;
    return all;
}

static int list_run(struct cli *c) {
    scheduling__list_workers_reply *list =
        CALL(c, NEW(&c->arena, scheduling__list_workers_request), scheduling__list_workers_reply);
    if (!list) return c->exit;
    if (c->json) return print_json(c, &list->base);
    struct table *t = table_new(c, "Code|~Nom|~Discipline|~Langues|CLSC|Départ|Familles|Charge|h/sem.",
                                "Code|~Name|~Discipline|~Languages|CLSC|From|Families|Load|h/week");
    for (size_t i = 0; i < list->n_workers; i++) {
        const scheduling__worker_summary *s = list->workers[i];
        const scheduling__worker *w = s->worker;
        if (!w) continue;
        table_paint(t, w->inactive ? COLOUR_DIM : COLOUR_BOLD, w->code);
        table_cell(t, w->name);
        table_cell(t, w->inactive ? pick(c, "inactive", "inactive") : WORD(c, scheduling__discipline, w->discipline));
        table_cell(t, languages_text(c, w));
        table_cell(t, w->clsc_code);
        table_cell(t, w->start_area ? w->start_area->code : "");
        table_cell(t, arena_printf(&c->arena, "%d", s->families));
        table_cell(t, arena_printf(&c->arena, "%s / %s", show_tenths(c, s->load_tenths),
                                   w->cap_tenths ? show_tenths(c, w->cap_tenths) : "–"));
        table_cell(t, arena_printf(&c->arena, "%" PRId64, weekly_minutes(w) / 60));
    }
    table_end(t);
    for (size_t i = 0; i < list->n_workers; i++)
        substitutes_show(c, list->workers[i]->substitutes, list->workers[i]->n_substitutes);
    say(c, "%s.", "%s.", counted(c, list->n_workers, "intervenante", "worker"));
    return CLI_DONE;
}

/* The team's file is put row by row, each whole: what is the same changes nothing, and who is left out stays as she
 * is. */
struct import {
    size_t changed, same, refused, unreadable;
};

/* False: no use to go on, said: nobody answers, or this key may not. */
static bool worker_put(struct cli *c, const char *file, const struct worker_row *row, struct import *n) {
    scheduling__put_worker_request *r = NEW(&c->arena, scheduling__put_worker_request);
    r->worker = row->worker;
    if (!(r->worker->clsc_code = clsc_read(c, r->worker->clsc_code))) return false;
    struct bus_request request = {.method = "scheduling.PutWorker", .message = &r->base};
    sippe__reply *reply = session_ask(c, DAEMON_SCHEDULING, &request);
    if (!reply) return false;
    if (reply->status->code != CODE_OK) {
        n->refused++;
        remark(c, "%s, ligne %u, %s : %s", "%s, line %u, %s: %s", file, row->line, row->worker->code,
               pick(c, reply->status->message_fr, reply->status->message_en));
        for (size_t i = 0; i < reply->status->n_violations; i++)
            remark(c, "    %s : %s", "    %s: %s", label_of(c, reply->status->violations[i]->path),
                   pick(c, reply->status->violations[i]->message_fr, reply->status->violations[i]->message_en));
        return reply->status->reason != REASON_NOT_ALLOWED && reply->status->code != CODE_UNAUTHENTICATED;
    }
    scheduling__put_worker_reply *done =
        UNPACK(&c->arena, scheduling__put_worker_reply, span_pb(reply->body), MESSAGE_OPEN);
    if (done && done->changed)
        n->changed++;
    else
        n->same++;
    return true;
}

/* Faults of the file are told first, all of them; what can be read is put all the same. */
static int import_run(struct cli *c) {
    struct worker_rows rows = {0};
    struct text_errors errors = {0};
    struct import n = {0};
    struct span text;
    const char *file = operand(c, 0);
    int rc = input_read(c, file, &text);
    if (rc) return rc;
    bool whole = workers_read(c, text, &rows, &errors);
    if (!whole) return errors.n ? fail_file(c, &errors, file) : c->exit;
    if (errors.n) file_faults_say(c, &errors, file);
    for (size_t i = 0; i < rows.n; i++) {
        if (!rows.list[i].worker)
            n.unreadable++;
        else if (!arg_flag(c, "dry-run") && !worker_put(c, file, &rows.list[i], &n))
            return c->exit ? c->exit : CLI_REFUSED;
    }
    if (c->json)
        fprintf(c->out, "{\"read\":%zu,\"changed\":%zu,\"unchanged\":%zu,\"refused\":%zu,\"unreadable\":%zu}\n", rows.n,
                n.changed, n.same, n.refused, n.unreadable);
    if (arg_flag(c, "dry-run"))
        say(c, "Rien n'a été envoyé. %s, %s.", "Nothing was sent. %s, %s.", counted(c, rows.n, "ligne", "row"),
            counted(c, n.unreadable, "illisible", "unreadable/unreadable"));
    else
        say(c, "%s, %s, %s, %s.", "%s, %s, %s, %s.",
            counted(c, n.changed, "ajoutée ou changée/ajoutées ou changées", "added or changed/added or changed"),
            counted(c, n.same, "inchangée", "unchanged/unchanged"), counted(c, n.refused, "refusée", "refused/refused"),
            counted(c, n.unreadable, "illisible", "unreadable/unreadable"));
    return n.refused || n.unreadable ? CLI_PARTIAL : CLI_DONE;
}

/* ---- who stands in ---- */

static const char *days_text(struct cli *c, const scheduling__substitute *s) {
    return phrase(c, "du %s au %s", "from %s to %s", show_date(c, s->from), show_date(c, s->until));
}

void substitutes_show(struct cli *c, scheduling__substitute *const *list, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const scheduling__substitute *s = list[i];
        const char *days = days_text(c, s), *sign = s->reason[0] ? pick(c, " : ", ": ") : "";
        if (*s->substitute)
            say(c, "  %s remplace %s %s%s%s", "  %s stands in for %s %s%s%s", s->substitute, s->worker, days, sign,
                s->reason);
        else
            say(c, "  %s est absente %s, personne ne la remplace%s%s", "  %s is away %s, nobody stands in%s%s",
                s->worker, days, sign, s->reason);
    }
}

static int substitute_run(struct cli *c) {
    scheduling__put_substitute_request *r = NEW(&c->arena, scheduling__put_substitute_request);
    r->worker = operand(c, 0);
    if (operand(c, 1)) r->substitute = operand(c, 1);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    scheduling__put_substitute_reply *done = CALL(c, r, scheduling__put_substitute_reply);
    if (!done) return c->exit;
    if (c->json) return print_json(c, &done->base);
    if (!*r->substitute) {
        say(c,
            "%s est absente %s%s jusqu'au %s inclus. Personne ne la remplace : ses visites de ces jours sont à la "
            "liste de la coordination.",
            "%s is away %s%s until %s included. Nobody stands in: her visits of those days are on the coordination's "
            "list.",
            r->worker, r->from ? pick(c, "à partir du ", "from ") : pick(c, "dès aujourd'hui", "from today"),
            r->from ? show_date(c, r->from) : "", show_date(c, r->until));
        return CLI_DONE;
    }
    say(c, "%s remplace %s %s%s jusqu'au %s inclus : ces jours-là, elle voit les familles que %s suit.",
        "%s stands in for %s %s%s until %s included: on those days she sees the families that %s follows.",
        r->substitute, r->worker, r->from ? pick(c, "à partir du ", "from ") : pick(c, "dès aujourd'hui", "from today"),
        r->from ? show_date(c, r->from) : "", show_date(c, r->until), r->worker);
    return CLI_DONE;
}

/* Those of a worker that are not over. NULL: no such worker, or nobody answers; said. */
static scheduling__worker_summary *summary_of(struct cli *c, const char *code) {
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
    scheduling__worker_summary *w = summary_of(c, worker);
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
        stop(c, CLI_REFUSED, "%s n'est pas absente et personne ne la remplace : il n'y a rien à terminer.",
             "%s is not away, and nobody stands in for her: there is nothing to end.", worker);
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
    if (*s->substitute)
        say(c, "%s ne remplace plus %s (c'était %s).", "%s stands in for %s no more (it was %s).", s->substitute,
            s->worker, days_text(c, s));
    else
        say(c, "%s n'est plus absente (c'était %s).", "%s is away no more (it was %s).", s->worker, days_text(c, s));
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

static const struct option import_options[] = {
    {"dry-run", OPTION_FLAG, 0, NULL, NULL, NULL, "lire le fichier sans rien envoyer", "read the file, send nothing"},
    OPTION_ENCODING,
};

const struct command worker_commands[] = {
    {.noun = "workers",
     .verb = "import",
     .fr = "l'équipe, d'un fichier CSV",
     .en = "the team, from a CSV file",
     .more_fr = "Colonnes : code;nom;discipline;langues;lundi;mardi;mercredi;jeudi;vendredi;depart;plafond;actif;clsc. "
                "Listes séparées "
                "par | : fr|en, 08:30-12:00|13:00-16:30.",
     .more_en = "Columns: code;nom;discipline;langues;lundi;mardi;mercredi;jeudi;vendredi;depart;plafond;actif;clsc. "
                "Lists are parted "
                "by |: fr|en, 08:30-12:00|13:00-16:30.",
     .operands = {{.kind = OPERAND_FILE, .fr = "FICHIER.csv", .en = "FILE.csv"}},
     OPTIONS(import_options),
     .run = import_run},
    {.noun = "workers", .verb = "list", .fr = "l'équipe et sa charge", .en = "the team and its load", .run = list_run},
    {.noun = "worker",
     .verb = "substitute",
     .fr = "dire qu'une intervenante est absente, et qui la remplace",
     .en = "say that a worker is away, and who stands in",
     .more_fr =
         "La remplaçante voit, ces jours-là, les dossiers que suit l'intervenante. La coordination le fait pour "
         "toutes ; une intervenante, pour elle-même. Sans remplaçante : ses visites de ces jours sont à la liste "
         "de la coordination.",
     .more_en = "On those days the substitute sees the files that the worker follows. The coordination does it for "
                "all; a worker, for herself. Without a substitute: her visits of those days are on the coordination's "
                "list.",
     .operands = {WORKER("INTERVENANTE", "WORKER", false), WORKER("REMPLAÇANTE", "SUBSTITUTE", true)},
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
COMMANDS_END(worker);
