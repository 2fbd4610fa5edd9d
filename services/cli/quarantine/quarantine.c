/* `sippe quarantine`: rows that were not taken, mended one by one where they wait, and sent again. */
#include <string.h>
#include "base/message.h"
#include "cli/call/session.h"
#include "cli/line/commands.h"
#include "cli/push/push_report.h"
#include "cli/quarantine/held.h"
#include "cli/show/output.h"
#include "proto/intake.h"
#include "text/plain.h"

/* The spool, opened for one command. */
struct quarantine {
    struct cli *c;
    struct spool *spool;
    bool damaged;
};

static int quarantine_open(struct cli *c, struct quarantine *q) {
    *q = (struct quarantine){.c = c};
    return push_spool_open(c, &q->spool, &q->damaged);
}

/* What was found mended when it was opened keeps the run from being well. */
static int quarantine_close(struct quarantine *q, int rc) {
    spool_close(q->spool);
    return rc == CLI_DONE && q->damaged ? CLI_PARTIAL : rc;
}

static struct spool_held *numbered(struct quarantine *q, const char *text) {
    uint64_t number;
    struct spool_held *h = plain_uint_read(text, &number) && number && number <= UINT32_MAX
                               ? spool_held_find(spool_state(q->spool), (uint32_t)number)
                               : NULL;
    if (!h)
        stop(q->c, CLI_USAGE, "Aucune fiche en quarantaine n'a le numéro %s : sippe quarantine list",
             "No form in quarantine has the number %s: sippe quarantine list", text);
    return h;
}

static spool__held *row_of(struct quarantine *q, const struct spool_held *h) {
    spool__held *row = (spool__held *)(uintptr_t)spool_held_row(q->spool, &q->c->arena, h);
    if (row && row->n_cells != row->n_titles) row = NULL;
    if (!row)
        stop(q->c, CLI_INTERNAL, "La fiche %u est abîmée sur le disque.", "Form %u is damaged on the disk.", h->number);
    return row;
}

/* ---- looked at ---- */

static const char *fault_text(struct cli *c, const spool__held_fault *f) {
    return pick(c, f->message_fr, f->message_en);
}

static void row_json(struct cli *c, const spool__held *row) {
    struct arena *a = &c->arena;
    fprintf(c->out, "{\"number\":%u,\"file\":%s,\"line\":%u,\"local_reference\":%s,\"columns\":{", row->number,
            json_text(a, row->file), row->line, json_text(a, row->label));
    size_t shown = 0;
    for (size_t i = 0; i < row->n_titles && i < row->n_cells; i++)
        if (*row->cells[i])
            fprintf(c->out, "%s%s:%s", shown++ ? "," : "", json_text(a, row->titles[i]), json_text(a, row->cells[i]));
    fputs("},\"faults\":[", c->out);
    for (size_t i = 0; i < row->n_faults; i++)
        fprintf(c->out, "%s{\"column\":%s,\"message_fr\":%s,\"message_en\":%s}", i ? "," : "",
                json_text(a, row->faults[i]->column), json_text(a, row->faults[i]->message_fr),
                json_text(a, row->faults[i]->message_en));
    fputs("]}\n", c->out);
}

static const char *columns_at_fault(struct cli *c, const spool__held *row) {
    const char *all = "";
    for (size_t i = 0; i < row->n_faults; i++) {
        const char *one = *row->faults[i]->column ? row->faults[i]->column : fault_text(c, row->faults[i]);
        all = arena_printf(&c->arena, "%s%s%s", all, *all ? ", " : "", one);
    }
    return *all ? all : pick(c, "rien : prête à partir", "nothing: ready to leave");
}

static void next_say(struct cli *c, size_t n) {
    say(c, "%s.", "%s.",
        counted(c, n, "fiche en quarantaine/fiches en quarantaine", "form in quarantine/forms in quarantine"));
    field(c, "Voir", "See", "sippe quarantine show N");
    field(c, "Corriger", "Mend",
          pick(c, "sippe quarantine fix N colonne=valeur", "sippe quarantine fix N column=value"));
    field(c, "Envoyer", "Send", pick(c, "sippe quarantine send N, ou --all", "sippe quarantine send N, or --all"));
    field(c, "Ôter", "Remove", "sippe quarantine drop N");
}

static int list_run(struct cli *c) {
    struct quarantine q;
    int rc = quarantine_open(c, &q);
    if (rc) return rc;
    const struct spool_state *state = spool_state(q.spool);
    struct table *t =
        table_new(c, "N°|~Réf. locale|~Fichier|Ligne|Depuis|~À corriger", "No.|~Local ref.|~File|Line|Since|~To mend");
    for (size_t i = 0; i < state->n_held; i++) {
        const spool__held *row = spool_held_row(q.spool, &c->arena, &state->held[i]);
        if (!row) continue;
        if (c->json) {
            row_json(c, row);
            continue;
        }
        table_cell(t, arena_printf(&c->arena, "%u", row->number));
        table_cell(t, row->label);
        table_cell(t, row->file);
        table_cell(t, row->line ? arena_printf(&c->arena, "%u", row->line) : "");
        table_cell(t, show_ms(c, row->at_ms));
        table_cell(t, columns_at_fault(c, row));
    }
    table_end(t);
    if (state->n_held)
        next_say(c, state->n_held);
    else
        say(c, "Aucune fiche en quarantaine.", "No form in quarantine.");
    return quarantine_close(&q, CLI_DONE);
}

/* Sentences under the cell that they are about; of the whole row at the end. */
static void faults_under(struct cli *c, const spool__held *row, const char *column) {
    for (size_t i = 0; i < row->n_faults; i++)
        if (strcmp(row->faults[i]->column, column) == 0)
            paragraph(c, paint(c, COLOUR_RED, fault_text(c, row->faults[i])), 4, output_width(c));
}

static bool is_at_fault(const spool__held *row, const char *column) {
    for (size_t i = 0; i < row->n_faults; i++)
        if (strcmp(row->faults[i]->column, column) == 0) return true;
    return false;
}

static void row_show(struct cli *c, const spool__held *row) {
    say(c, "Fiche %u, %s%s%s", "Form %u, %s%s%s", row->number, row->file,
        row->line ? phrase(c, ", ligne %u", ", line %u", row->line) : "",
        *row->label ? phrase(c, ", référence locale %s", ", local reference %s", row->label) : "");
    for (size_t i = 0; i < row->n_titles && i < row->n_cells; i++) {
        bool wrong = is_at_fault(row, row->titles[i]);
        if (!*row->cells[i] && !wrong) continue;
        const char *value = *row->cells[i] ? row->cells[i] : pick(c, "(vide)", "(empty)");
        field(c, row->titles[i], row->titles[i], wrong ? paint(c, COLOUR_RED, value) : value);
        faults_under(c, row, row->titles[i]);
    }
    for (size_t i = 0; i < row->n_faults; i++)
        if (held_column(&c->arena, row, row->faults[i]->column) == row->n_titles)
            say(c, "%s%s%s", "%s%s%s", row->faults[i]->column, *row->faults[i]->column ? pick(c, " : ", ": ") : "",
                paint(c, COLOUR_RED, fault_text(c, row->faults[i])));
}

static int show_run(struct cli *c) {
    struct quarantine q;
    int rc = quarantine_open(c, &q);
    if (rc) return rc;
    const struct spool_held *h = numbered(&q, operand(c, 0));
    const spool__held *row = h ? row_of(&q, h) : NULL;
    if (!row) return quarantine_close(&q, c->exit);
    if (c->json) {
        row_json(c, row);
        return quarantine_close(&q, CLI_DONE);
    }
    row_show(c, row);
    field(c, "Corriger", "Mend",
          phrase(c, "sippe quarantine fix %u colonne=valeur", "sippe quarantine fix %u column=value", row->number));
    field(c, "Envoyer", "Send", arena_printf(&c->arena, "sippe quarantine send %u", row->number));
    return quarantine_close(&q, CLI_DONE);
}

/* ---- mended ---- */

/* Sets one cell; the column is ours, whether the row had it or not. 0 or the exit code, said. */
static int change_take(struct cli *c, spool__held *row, const char *change, size_t *at) {
    struct arena *a = &c->arena;
    const char *equals = strchr(change, '=');
    if (!equals || equals == change)
        return stop(c, CLI_USAGE, "« %s » : écrivez colonne=valeur, par exemple telephone=\"514 555-0142\"",
                    "\"%s\": write column=value, for example telephone=\"514 555-0142\"", change);
    const char *title = screening_column_title(a, arena_printf(a, "%.*s", (int)(equals - change), change));
    if (!*screening_column_wants(a, title))
        return stop(c, CLI_USAGE, "« %s » n'est pas une colonne : sippe screening template",
                    "\"%s\" is no column: sippe screening template", title);
    *at = held_column(a, row, title);
    if (*at == row->n_titles) {
        APPEND(a, row, titles, title);
        APPEND(a, row, cells, "");
    }
    const char *before = row->cells[*at];
    row->cells[*at] = equals + 1;
    say(c, "  %s : %s → %s", "  %s: %s → %s", row->titles[*at], *before ? before : pick(c, "(vide)", "(empty)"),
        equals[1] ? equals + 1 : pick(c, "(vide)", "(empty)"));
    return 0;
}

/* What the reader still finds; what intake found is its own to find again. The columns that were just typed must be
 * right: what is wrong in them is refused, and nothing is kept. */
static int faults_anew(struct cli *c, spool__held *row, const bool *typed) {
    struct text_errors errors = {0};
    const char *note;
    row->faults = NULL;
    row->n_faults = 0;
    if (held_read(c, &c->arena, row, &note, &errors)) return 0;
    for (size_t i = 0; i < errors.n; i++) {
        const struct text_error *e = &errors.list[i];
        size_t at = held_column(&c->arena, row, e->path);
        if (at < row->n_titles && typed[at])
            return stop(c, CLI_USAGE, "%s : %s. Rien n'est changé.", "%s: %s. Nothing is changed.", e->path,
                        pick(c, e->fr, e->en));
        spool__held_fault *f = NEW(&c->arena, spool__held_fault);
        *f = (spool__held_fault){f->base, e->path, e->fr, e->en};
        APPEND(&c->arena, row, faults, f);
    }
    return 0;
}

static int changes_take(struct cli *c, spool__held *row) {
    bool typed[SCREENING_CELLS_MAX + WORDS_GIVEN_MAX] = {false};
    for (size_t i = 1; operand(c, i); i++) {
        size_t at = 0;
        int rc = change_take(c, row, operand(c, i), &at);
        if (rc) return rc;
        typed[at] = true;
    }
    return faults_anew(c, row, typed);
}

/* The row id stays that of what stood in the file: the same file again is this one. */
static int fix_one(struct quarantine *q, spool__held *row) {
    struct cli *c = q->c;
    int rc = changes_take(c, row);
    if (rc) return rc;
    row->request_id = (ProtobufCBinaryData){0};
    rc = spool_hold(q->spool, row);
    if (rc == 0) rc = spool_sync(q->spool);
    if (rc) return push_fail_disk(c, rc);
    if (c->json) row_json(c, row);
    if (row->n_faults)
        say(c, "Fiche %u corrigée; reste à corriger : %s", "Form %u mended; still to mend: %s", row->number,
            columns_at_fault(c, row));
    else
        say(c, "Fiche %u corrigée. Envoyer : sippe quarantine send %u",
            "Form %u mended. Send: sippe quarantine send %u", row->number, row->number);
    return CLI_DONE;
}

static int fix_run(struct cli *c) {
    struct quarantine q;
    int rc = quarantine_open(c, &q);
    if (rc) return rc;
    const struct spool_held *h = numbered(&q, operand(c, 0));
    spool__held *row = h ? row_of(&q, h) : NULL;
    return quarantine_close(&q, row ? fix_one(&q, row) : c->exit);
}

/* ---- sent ---- */

struct sending {
    struct quarantine *q;
    struct push_rows rows;
    struct push_faults *faults;
};

/* Queued, and noted under which request: both reach the disk before anything leaves. */
static int row_send(struct sending *s, const struct spool_held *h) {
    struct cli *c = s->q->c;
    spool__held *row = row_of(s->q, h);
    struct text_errors errors = {0};
    struct push_file *file = arena_alloc(&c->arena, sizeof *file);
    if (!row) return c->exit;
    *file = (struct push_file){.path = row->file};
    struct push_reading reading = {.file = file, .line = row->line, .note = "", .errors = &errors, .arena = &c->arena};
    reading.screening = held_read(c, &c->arena, row, &reading.note, &errors);
    if (!reading.screening) {
        s->rows.unreadable++;
        if (c->json) push_row_json(c, &c->arena, &reading, "unreadable", &errors);
        push_fault_read(s->faults, &(struct push_place){row->file, row->line, NULL}, &errors);
        return 0;
    }
    struct id request;
    int rc = push_row_queue(c, s->q->spool, &reading, &s->rows, &request);
    if (rc || id_is_zero(request)) return rc;
    row->request_id = id_field(&c->arena, request);
    rc = spool_hold(s->q->spool, row);
    return rc ? push_fail_disk(c, rc) : 0;
}

/* Their numbers first: sending changes the list. */
static int numbers_of(struct quarantine *q, uint32_t **numbers, size_t *n) {
    struct cli *c = q->c;
    const struct spool_state *state = spool_state(q->spool);
    bool all = arg_flag(c, "all");
    if (all == (operand(c, 0) != NULL))
        return stop(c, CLI_USAGE, "Donnez des numéros, ou --all.", "Give numbers, or --all.");
    *n = 0;
    *numbers = arena_alloc(&c->arena, (state->n_held + c->args.n_operands + 1) * sizeof **numbers);
    for (size_t i = 0; all && i < state->n_held; i++) (*numbers)[(*n)++] = state->held[i].number;
    for (size_t i = 0; !all && operand(c, i); i++) {
        const struct spool_held *h = numbered(q, operand(c, i));
        if (!h) return c->exit;
        (*numbers)[(*n)++] = h->number;
    }
    return 0;
}

static int send_all(struct quarantine *q) {
    struct cli *c = q->c;
    struct sending s = {.q = q, .faults = push_faults_new(c)};
    uint32_t *numbers;
    size_t n;
    int rc = numbers_of(q, &numbers, &n);
    for (size_t i = 0; rc == 0 && i < n; i++) {
        const struct spool_held *h = spool_held_find(spool_state(q->spool), numbers[i]);
        if (h) rc = row_send(&s, h);
    }
    push_faults_end(s.faults);
    if (rc == 0 && (rc = spool_sync(q->spool)) != 0) rc = push_fail_disk(c, rc);
    return rc ? rc : push_rows_send(c, q->spool, &s.rows);
}

static int send_run(struct cli *c) {
    struct quarantine q;
    if (!session_key(c) || !session_client(c, DAEMON_INTAKE)) return c->exit;
    int rc = quarantine_open(c, &q);
    return rc ? rc : quarantine_close(&q, send_all(&q));
}

/* ---- dropped ---- */

static int drop_all(struct quarantine *q) {
    struct cli *c = q->c;
    uint32_t *numbers;
    size_t n;
    int rc = numbers_of(q, &numbers, &n);
    if (rc) return rc;
    for (size_t i = 0; i < n; i++) spool_held_find(spool_state(q->spool), numbers[i])->drop = true;
    rc = n ? spool_drop(q->spool) : 0;
    if (rc) return push_fail_disk(c, rc);
    if (c->json) fprintf(c->out, "{\"dropped\":%zu}\n", n);
    say(c, "%s de la quarantaine; rien n'a été envoyé.", "%s from quarantine; nothing was sent.",
        counted(c, n, "fiche ôtée/fiches ôtées", "form removed/forms removed"));
    return CLI_DONE;
}

static int drop_run(struct cli *c) {
    struct quarantine q;
    int rc = quarantine_open(c, &q);
    return rc ? rc : quarantine_close(&q, drop_all(&q));
}

#define NUMBER                                                                                                         \
    { .kind = OPERAND_TEXT, .fr = "N", .en = "N" }
#define NUMBERS                                                                                                        \
    { .kind = OPERAND_TEXT, .fr = "N", .en = "N", .optional = true, .many = true }

static const struct option all_options[] = {
    {"all", OPTION_FLAG, 0, NULL, NULL, NULL, "toutes", "all of them"},
};

const struct command quarantine_commands[] = {
    {.noun = "quarantine",
     .verb = "list",
     .fr = "les fiches qu'un envoi n'a pas prises",
     .en = "the forms that a push did not take",
     .more_fr = "Ce qui est illisible ou refusé est gardé sur ce poste, scellé, jusqu'à ce qu'une personne le corrige, "
                "l'envoie ou l'ôte. Une fiche corrigée dans son fichier et renvoyée en sort d'elle-même.",
     .more_en = "What cannot be read or was refused is kept on this machine, sealed, until a person mends it, sends it "
                "or removes it. A form that was mended in its file and pushed again leaves by itself.",
     .run = list_run},
    {.noun = "quarantine",
     .verb = "show",
     .fr = "une fiche en quarantaine, et ce qui y est à corriger",
     .en = "a form in quarantine, and what is to be mended in it",
     .operands = {NUMBER},
     .run = show_run},
    {.noun = "quarantine",
     .verb = "fix",
     .fr = "corriger des colonnes d'une fiche en quarantaine",
     .en = "mend columns of a form in quarantine",
     .more_fr = "Par exemple : sippe quarantine fix 3 telephone=\"514 555-0142\" naissance=1998-05-16. Une valeur vide "
                "efface la réponse.",
     .more_en = "For example: sippe quarantine fix 3 telephone=\"514 555-0142\" naissance=1998-05-16. An empty value "
                "deletes the answer.",
     .operands = {NUMBER, {.kind = OPERAND_TEXT, .fr = "COLONNE=VALEUR", .en = "COLUMN=VALUE", .many = true}},
     .run = fix_run},
    {.noun = "quarantine",
     .verb = "send",
     .fr = "envoyer des fiches de la quarantaine",
     .en = "send forms of the quarantine",
     .operands = {NUMBERS},
     OPTIONS(all_options),
     .run = send_run},
    {.noun = "quarantine",
     .verb = "drop",
     .fr = "ôter des fiches de la quarantaine, sans les envoyer",
     .en = "remove forms from the quarantine without sending them",
     .operands = {NUMBERS},
     OPTIONS(all_options),
     .run = drop_run},
};
COMMANDS_END(quarantine);
