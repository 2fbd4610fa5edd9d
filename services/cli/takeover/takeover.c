/* A caseload that is taken over: a sheet previewed, sent, shown, and taken back as a whole. */
#include <string.h>
#include "base/message.h"
#include "base/reason.h"
#include "cli/call/input.h"
#include "cli/call/lookup.h"
#include "cli/call/pages.h"
#include "cli/call/request.h"
#include "cli/call/session.h"
#include "cli/line/commands.h"
#include "cli/show/joined.h"
#include "cli/show/output.h"
#include "cli/show/visible.h"
#include "cli/show/words.h"
#include "cli/takeover/sheet.h"
#include "cli/takeover/told.h"

static int template_run(struct cli *c) {
    fputs(sheet_template(&c->arena), c->out);
    return CLI_DONE;
}

/* ---- a sheet is read, row by row ---- */

struct sending {
    struct cli *c;
    const char *file;
    struct sheet sheet;
    struct text_errors errors; /* of the file, and what intake refuses of its rows, by line and column */
    const scheduling__list_workers_reply *workers;
    struct table *table;
    struct takeover_counts n;
};

static int sheet_open(struct sending *s) {
    struct span text;
    int rc = input_read(s->c, s->file, &text);
    if (rc) return rc;
    bool whole = sheet_read(s->c, s->file, text, &s->sheet, &s->errors);
    if (!whole) return s->errors.n ? fail_text(s->c, &s->errors, s->file) : s->c->exit;
    if (s->sheet.n) return 0;
    return stop(s->c, CLI_USAGE, "%s : aucune famille sous les titres.", "%s: no family below the headers.", s->file);
}

static void errors_print(struct sending *s) {
    struct cli *c = s->c;
    if (!s->errors.n || c->json) return;
    fflush(c->out);
    print_text(c->err,
               visible(&c->arena, text_errors_print(&c->arena, &s->errors, s->file, c->language == FRENCH), true));
}

static void cells_of_row(struct sending *s, const struct sheet_row *row) {
    struct cli *c = s->c;
    const intake__taken_over_family *f = row->family;
    table_cell(s->table, arena_printf(&c->arena, "%u", row->line));
    table_cell(s->table, f->reference);
    table_cell(s->table, f->identity && f->identity->name ? show_name(c, f->identity->name) : "");
}

/* The first thing that no row can help ends the run. */
static bool is_final(const sippe__status *s) {
    return s->reason == REASON_NOT_ALLOWED || s->reason == REASON_TERRITORY_MISSING ||
           s->code == CODE_UNAUTHENTICATED || s->code == CODE_UNAVAILABLE;
}

/* ---- preview ---- */

/* A sheet of one CLSC has no column for it. */
static bool clscs_differ(const struct sheet *sheet) {
    const char *first = NULL;
    for (size_t i = 0; i < sheet->n; i++) {
        const intake__taken_over_family *f = sheet->rows[i].family;
        if (f && first && strcmp(f->clsc_code, first) != 0) return true;
        if (f) first = f->clsc_code;
    }
    return false;
}

/* Counts it too. */
static const char *would_be(struct sending *s, const intake__preview_take_over_reply *p) {
    bool known = *p->family_number && !p->refused;
    *(p->refused ? &s->n.refused : known ? &s->n.known : &s->n.taken) += 1;
    return p->refused ? pick(s->c, "refusée", "refused")
           : known    ? pick(s->c, "déjà reprise", "there already")
                      : pick(s->c, "reprise", "taken over");
}

static void preview_shown(struct sending *s, const struct sheet_row *row, const intake__preview_take_over_reply *p) {
    struct cli *c = s->c;
    const intake__taken_over_family *f = row->family;
    const char *more = takeover_row_text(c, f);
    cells_of_row(s, row);
    table_cell(s->table, clscs_differ(&s->sheet) ? f->clsc_code : "");
    table_cell(s->table, f->last_visit_on ? show_brief_date(c, f->last_visit_on) : "");
    table_cell(s->table, f->next_visit_at ? show_brief(c, f->next_visit_at) : "");
    table_cell(s->table, f->key_worker);
    table_paint(s->table, p->refused ? COLOUR_RED : COLOUR_NONE, would_be(s, p));
    table_cell(s->table, p->refused ? "" : p->family_number);
    if (*more) table_note(s->table, more);
}

static int preview_row(struct sending *s, const struct sheet_row *row) {
    struct cli *c = s->c;
    intake__preview_take_over_request *r = NEW(&c->arena, intake__preview_take_over_request);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    r->family = row->family;
    intake__preview_take_over_reply *p = CALL(c, r, intake__preview_take_over_reply);
    if (!p) return c->exit;
    if (c->json) print_json_line(c, &p->base);
    preview_shown(s, row, p);
    takeover_told_violations(c, &s->sheet, row, p->violations, p->n_violations, &s->errors);
    takeover_told_matches(c, &s->sheet, row, p, &s->errors);
    takeover_told_worker(c, &s->sheet, row, s->workers, &s->errors);
    return 0;
}

static int preview_run(struct cli *c) {
    struct sending s = {.c = c, .file = operand(c, 0)};
    int rc = sheet_open(&s);
    if (rc) return rc;
    s.workers = CALL(c, NEW(&c->arena, scheduling__list_workers_request), scheduling__list_workers_reply);
    if (!s.workers) return c->exit;
    s.table = table_new(c, "Ligne|Réf.|^Nom|CLSC|Dernière|Prochaine|Suivie par|Serait|Famille",
                        "Line|Ref.|^Name|CLSC|Last visit|Next|Worker|Would be|Family");
    for (size_t i = 0; i < s.sheet.n; i++) {
        if (!s.sheet.rows[i].family)
            s.n.unreadable++;
        else if ((rc = preview_row(&s, &s.sheet.rows[i])))
            return rc;
    }
    table_end(s.table);
    errors_print(&s);
    say(c, "Rien n'a été envoyé; la reprise donnerait : %s.", "Nothing was sent; the take-over would give: %s.",
        takeover_counts_text(c, &s.n));
    return takeover_counts_exit(&s.n);
}

/* ---- taken over ---- */

static void row_done(struct sending *s, const struct sheet_row *row, const intake__take_over_family_reply *done) {
    struct cli *c = s->c;
    *(done->known ? &s->n.known : &s->n.taken) += 1;
    cells_of_row(s, row);
    table_paint(s->table, COLOUR_BOLD, done->family_number);
    table_cell(s->table,
               done->known ? pick(c, "déjà reprise", "taken over already") : pick(c, "reprise", "taken over"));
}

static int run_row(struct sending *s, const struct sheet_row *row) {
    struct cli *c = s->c;
    intake__take_over_family_request *r = NEW(&c->arena, intake__take_over_family_request);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    r->family = row->family;
    r->batch_id = id_field(&c->arena, s->sheet.batch_id);
    struct bus_request ask = {.method = "intake.TakeOverFamily", .message = &r->base};
    sippe__reply *reply = session_ask(c, DAEMON_INTAKE, &ask);
    if (!reply) return c->exit;
    if (reply->status->code != CODE_OK) {
        if (is_final(reply->status)) return fail_status(c, reply->status);
        s->n.refused++;
        if (c->json) print_json_line(c, &reply->status->base);
        takeover_told_refused(c, &s->sheet, row, reply->status, &s->errors);
        return 0;
    }
    intake__take_over_family_reply *done =
        UNPACK(&c->arena, intake__take_over_family_reply, span_pb(reply->body), MESSAGE_OPEN);
    if (!done) return fail_hollow(c, c);
    if (c->json) print_json_line(c, &done->base);
    row_done(s, row, done);
    return 0;
}

/* A row that is wrong keeps no other back: once it is mended the sheet is sent again, and what is there stays. */
static int run_run(struct cli *c) {
    struct sending s = {.c = c, .file = operand(c, 0)};
    int rc = sheet_open(&s);
    if (rc) return rc;
    s.table = table_new(c, "Ligne|Réf.|^Nom|Famille|Résultat", "Line|Ref.|^Name|Family|Result");
    for (size_t i = 0; i < s.sheet.n && !rc; i++) {
        if (!s.sheet.rows[i].family)
            s.n.unreadable++;
        else
            rc = run_row(&s, &s.sheet.rows[i]);
    }
    table_end(s.table);
    errors_print(&s);
    say(c, "%s.", "%s.", takeover_counts_text(c, &s.n));
    if (rc) return rc;
    const char *sheet = show_short(c, id_field(&c->arena, s.sheet.batch_id));
    if (s.n.taken)
        say(c,
            "La feuille est %s : sippe takeover show %s\nElle s'annule en entier : sippe takeover undo %s --reason …",
            "The sheet is %s: sippe takeover show %s\nIt is taken back as a whole: sippe takeover undo %s --reason ...",
            sheet, sheet, sheet);
    if (s.n.taken)
        say(c, "Ce qui reste à confirmer ou à replacer est sur la liste : sippe worklist.",
            "What is still to be confirmed or placed is on the list: sippe worklist.");
    return takeover_counts_exit(&s.n);
}

/* ---- sheets ---- */

static int list_run(struct cli *c) {
    intake__list_take_overs_reply *all =
        CALL(c, NEW(&c->arena, intake__list_take_overs_request), intake__list_take_overs_reply);
    if (!all) return c->exit;
    if (c->json) return print_json(c, &all->base);
    struct table *t = table_new(c, "Feuille|Reprise le|~Par|Suivis dès le|Familles|Annulées",
                                "Sheet|Taken over|~By|Followed from|Families|Taken back");
    for (size_t i = 0; i < all->n_batches; i++) {
        const intake__take_over_batch *b = all->batches[i];
        table_paint(t, COLOUR_BOLD, show_short(c, b->batch_id));
        table_cell(t, show_instant(c, b->at));
        table_cell(t, show_who(b->by));
        table_cell(t, show_date(c, b->on));
        table_cell(t, arena_printf(&c->arena, "%d", b->families));
        table_cell(t, b->undone ? arena_printf(&c->arena, "%d", b->undone) : "");
    }
    table_end(t);
    if (all->n_batches == 0) say(c, "Aucune feuille n'a été reprise.", "No sheet was taken over.");
    return CLI_DONE;
}

/* By the first digits of its id, among all; NULL after saying why. */
static const intake__take_over_batch *batch_of(struct cli *c, const char *text) {
    intake__list_take_overs_reply *all =
        CALL(c, NEW(&c->arena, intake__list_take_overs_request), intake__list_take_overs_reply);
    const intake__take_over_batch *found = NULL;
    size_t n = 0;
    if (!all) return NULL;
    for (size_t i = 0; i < all->n_batches; i++) {
        if (!prefix_fits(text, all->batches[i]->batch_id)) continue;
        found = all->batches[i];
        n++;
    }
    if (n == 1) return found;
    stop(c, CLI_REFUSED,
         n ? "Plusieurs feuilles commencent ainsi : donnez plus de chiffres (sippe takeover list)."
           : "Aucune feuille ne commence ainsi : sippe takeover list, et six chiffres au moins.",
         n ? "Several sheets begin so: give more digits (sippe takeover list)."
           : "No sheet begins so: sippe takeover list, and six digits at least.");
    return NULL;
}

static const char *state_text(struct cli *c, const intake__taken_over_row *row) {
    if (row->undone_at) return phrase(c, "annulée le %s", "taken back on %s", show_brief(c, row->undone_at));
    return row->touched ? WORD(c, intake__take_over_touched, row->touched) : "";
}

static void rows_show(struct cli *c, const intake__get_take_over_reply *all) {
    struct table *t = table_new(c, "Réf.|Famille|^Nom|Intervenante|^Depuis la reprise",
                                "Ref.|Family|^Name|Key worker|^Since the take-over");
    for (size_t i = 0; i < all->n_rows; i++) {
        const intake__taken_over_row *row = all->rows[i];
        table_cell(t, row->reference);
        table_paint(t, row->undone_at ? COLOUR_DIM : COLOUR_BOLD, row->family_number);
        table_cell(t, row->name ? show_name(c, row->name) : "");
        table_cell(t, row->key_worker);
        table_paint(t, row->touched ? COLOUR_YELLOW : COLOUR_DIM, state_text(c, row));
    }
    table_end(t);
}

static intake__get_take_over_reply *rows_of(struct cli *c, const intake__take_over_batch *b) {
    intake__get_take_over_request *r = NEW(&c->arena, intake__get_take_over_request);
    r->batch_id = b->batch_id;
    return PAGES(c, r, intake__get_take_over_reply);
}

static int show_run(struct cli *c) {
    const intake__take_over_batch *b = batch_of(c, operand(c, 0));
    intake__get_take_over_reply *all = b ? rows_of(c, b) : NULL;
    if (!all) return c->exit;
    if (c->json) return print_json(c, &all->base);
    say(c, "Feuille %s, reprise le %s par %s : %s.", "Sheet %s, taken over on %s by %s: %s.", show_hex(c, b->batch_id),
        show_instant(c, b->at), show_who(b->by), counted(c, (uint64_t)b->families, "famille", "family/families"));
    rows_show(c, all);
    pages_more(c, all->next);
    return CLI_DONE;
}

/* Whom it would not take back is shown with the refusal: a person decides about each. */
static int undo_run(struct cli *c) {
    const intake__take_over_batch *b = batch_of(c, operand(c, 0));
    if (!b) return c->exit;
    intake__undo_take_over_request *r = NEW(&c->arena, intake__undo_take_over_request);
    int rc = request_fill(c, &r->base);
    if (rc) return rc;
    r->batch_id = b->batch_id;
    r->rest = arg_flag(c, "rest");
    struct bus_request ask = {.method = "intake.UndoTakeOver", .message = &r->base};
    sippe__reply *reply = session_ask(c, DAEMON_INTAKE, &ask);
    if (!reply) return c->exit;
    if (reply->status->reason == REASON_TAKE_OVER_TOUCHED && !c->json) {
        intake__get_take_over_reply *all = rows_of(c, b);
        if (!all) return c->exit;
        rows_show(c, all);
    }
    if (reply->status->code != CODE_OK) return fail_status(c, reply->status);
    intake__undo_take_over_reply *done =
        UNPACK(&c->arena, intake__undo_take_over_reply, span_pb(reply->body), MESSAGE_OPEN);
    if (!done) return fail_hollow(c, c);
    if (c->json) return print_json(c, &done->base);
    struct joined all = joined_new(c, ", ");
    joined_add(&all, counted(c, (uint64_t)done->undone, "reprise annulée/reprises annulées", "taken back/taken back"));
    if (done->left) joined_add(&all, counted(c, (uint64_t)done->left, "laissée/laissées", "left/left"));
    say(c, "%s.", "%s.", joined_text(&all));
    return CLI_DONE;
}

static const struct option preview_options[] = {
    {"on", OPTION_DATE, 0, "on", NULL, NULL, "le jour de la reprise (sinon aujourd'hui)",
     "the day of the take-over (else today)"},
    OPTION_ENCODING,
};
static const struct option show_options[] = {OPTION_LIMIT, OPTION_AFTER};
static const struct option undo_options[] = {
    {"reason", OPTION_TEXT, OPTION_REQUIRED, "reason", NULL, NULL, "pourquoi", "why"},
    {"rest", OPTION_FLAG, 0, NULL, NULL, NULL,
     "laisser les familles pour qui autre chose a été noté, annuler les autres",
     "leave the families of whom something else was recorded, take back the others"},
};

const struct command takeover_commands[] = {
    {.noun = "takeover",
     .verb = "template",
     .fr = "une feuille vide pour reprendre les familles déjà suivies",
     .en = "an empty sheet for the families that are followed already",
     .run = template_run},
    {.noun = "takeover",
     .verb = "preview",
     .fr = "ce que donnerait une feuille, sans rien envoyer",
     .en = "what a sheet would give; nothing is sent",
     .operands = {{.kind = OPERAND_FILE, .fr = "FEUILLE.csv", .en = "SHEET.csv"}},
     OPTIONS(preview_options),
     .run = preview_run},
    {.noun = "takeover",
     .verb = "run",
     .fr = "reprendre les familles d'une feuille",
     .en = "take over the families of a sheet",
     .more_fr = "Chaque ligne devient une famille suivie, avec son intervenante et ses visites; aucune décision n'est "
                "inventée et rien n'est dû avant ce jour. La même feuille peut être envoyée de nouveau : rien ne se "
                "fait deux fois.",
     .more_en = "Each row becomes a family that is followed, with her key worker and visits; no decision is made up "
                "and nothing before that day is owed. The same sheet may be sent again: nothing is made twice.",
     .operands = {{.kind = OPERAND_FILE, .fr = "FEUILLE.csv", .en = "SHEET.csv"}},
     OPTIONS(preview_options),
     .run = run_run},
    {.noun = "takeover", .verb = "list", .fr = "les feuilles reprises", .en = "the sheets taken over", .run = list_run},
    {.noun = "takeover",
     .verb = "show",
     .fr = "les familles d'une feuille, et ce qui a été noté depuis",
     .en = "the families of a sheet, and what was recorded since",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FEUILLE", .en = "SHEET"}},
     OPTIONS(show_options),
     .run = show_run},
    {.noun = "takeover",
     .verb = "undo",
     .fr = "annuler la reprise d'une feuille, en entier",
     .en = "take a sheet back, as a whole",
     .operands = {{.kind = OPERAND_TEXT, .fr = "FEUILLE", .en = "SHEET"}},
     OPTIONS(undo_options),
     .run = undo_run},
};
COMMANDS_END(takeover);
