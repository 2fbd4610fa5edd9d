#include "cli/call/input.h"
#include "cli/workers/workers_csv.h"

#include <stdlib.h>
#include <string.h>
#include "civil/postal.h"
#include "cli/csv/answers.h"
#include "base/message.h"
#include "text/csv.h"
#include "text/fold.h"
#include "text/plain.h"
#include "text/written.h"
#include "cli/show/words.h"

/* The days stand together, so that MONDAY_ + n is one; START comes after the seventh. */
enum column { CODE, NAME, DISCIPLINE, LANGUAGES, MONDAY_, START = MONDAY_ + 7, CAP, ACTIVE, CLSC, COLUMNS };
static const char *const titles[COLUMNS] = {
    "code",     "nom",    "discipline", "langues", "lundi",   "mardi", "mercredi", "jeudi",
    "vendredi", "samedi", "dimanche",   "depart",  "plafond", "actif", "clsc",
};

struct reader {
    struct cli *c;
    int at[COLUMNS]; /* where each column stands; -1: nowhere */
    struct text_errors *errors;
    const struct csv_row *row;
    size_t n_faults;
};

static void fault(struct reader *r, enum column column, const char *fr, const char *en) {
    struct text_place place = {r->row->n ? r->row->cells[0].place.line : 0, (unsigned)(r->at[column] + 1)};
    text_errors_add(&r->c->arena, r->errors, place, titles[column], fr, en);
    r->n_faults++;
}

static const char *cell(const struct reader *r, enum column column) {
    int at = r->at[column];
    return at >= 0 && (size_t)at < r->row->n ? r->row->cells[at].text : "";
}

/* "8:30", "8 h 30" → 510; "24:00" ends the day; -1. */
static int minute_of(struct reader *r, const char *text) {
    if (strcmp(text, "24:00") == 0 || strcmp(text, "24 h") == 0 || strcmp(text, "24h") == 0) return 24 * 60;
    return written_minute(&r->c->arena, text);
}

/* Two stretches and a break in one cell, as teams write them. What overlaps is found by scheduling, which also takes
 * entries that no table made. */
static void hours_read(struct reader *r, scheduling__worker *w, int weekday) {
    enum column column = (enum column)(MONDAY_ + weekday - 1);
    char *rest = arena_text(&r->c->arena, cell(r, column));
    for (char *span = strsep(&rest, "|"); span; span = strsep(&rest, "|")) {
        if (!*span) continue;
        char *to = span, *from = strsep(&to, "-");
        int from_minute = minute_of(r, from), to_minute = to ? minute_of(r, to) : -1;
        if (from_minute < 0 || to_minute <= from_minute) {
            fault(r, column, "des heures sont attendues, comme 08:30-12:00|13:00-16:30",
                  "hours are expected, like 08:30-12:00|13:00-16:30");
            return;
        }
        scheduling__hours *h = NEW(&r->c->arena, scheduling__hours);
        h->weekday = weekday;
        h->from_minute = from_minute;
        h->to_minute = to_minute;
        APPEND(&r->c->arena, w, hours, h);
    }
}

static void languages_read(struct reader *r, scheduling__worker *w) {
    char *rest = arena_text(&r->c->arena, cell(r, LANGUAGES));
    for (char *code = strsep(&rest, "|"); code; code = strsep(&rest, "|")) {
        if (!*code) continue;
        sippe__language *l = NEW(&r->c->arena, sippe__language);
        l->code = written_language(&r->c->arena, code);
        APPEND(&r->c->arena, w, languages, l);
    }
}

/* "13.5" or "13,5" points → 135 tenths. Read as an amount, which has two decimals; a second one that is not 0 is
 * refused. */
static int32_t cap_read(struct reader *r) {
    char *text = arena_text(&r->c->arena, cell(r, CAP)), *comma = strchr(text, ',');
    int64_t hundredths;
    if (!*text) return 0;
    if (comma) *comma = '.';
    if (plain_money_read(text, &hundredths) && hundredths >= 0 && hundredths % 10 == 0 && hundredths < 100000)
        return (int32_t)(hundredths / 10);
    fault(r, CAP, "un nombre de points est attendu, comme 16 ou 13,5",
          "a number of points is expected, like 16 or 13.5");
    return 0;
}

/* Nothing said is active: most files have no such column. */
static bool active_read(struct reader *r) {
    const char *text = fold(&r->c->arena, cell(r, ACTIVE));
    if (!*text || strcmp(text, "oui") == 0 || strcmp(text, "yes") == 0 || strcmp(text, "1") == 0) return true;
    if (strcmp(text, "non") != 0 && strcmp(text, "no") != 0 && strcmp(text, "0") != 0)
        fault(r, ACTIVE, "oui ou non", "yes (oui) or no (non)");
    return false;
}

static scheduling__worker *worker_read(struct reader *r) {
    scheduling__worker *w = NEW(&r->c->arena, scheduling__worker);
    int discipline = 0;
    w->code = arena_text(&r->c->arena, cell(r, CODE));
    w->name = arena_text(&r->c->arena, cell(r, NAME));
    if (!*w->code) fault(r, CODE, "il manque", "missing");
    if (!*w->name) fault(r, NAME, "il manque", "missing");
    if (!word_read(r->c, &scheduling__discipline__descriptor, cell(r, DISCIPLINE), &discipline))
        fault(r, DISCIPLINE,
              arena_printf(&r->c->arena, "discipline inconnue. Au choix : %s",
                           word_choices(r->c, &scheduling__discipline__descriptor)),
              arena_printf(&r->c->arena, "unknown discipline. One of: %s",
                           word_choices(r->c, &scheduling__discipline__descriptor)));
    w->discipline = (scheduling__discipline)discipline;
    languages_read(r, w);
    for (int weekday = 1; weekday <= 7; weekday++) hours_read(r, w, weekday);
    if (*cell(r, START)) {
        w->start_area = NEW(&r->c->arena, sippe__postal_code);
        w->start_area->code = postal_tidy(&r->c->arena, cell(r, START));
    }
    w->cap_tenths = cap_read(r);
    w->inactive = !active_read(r);
    w->clsc_code = arena_text(&r->c->arena, cell(r, CLSC));
    return w;
}

/* Without these it is another table: what else is in it says nothing. */
static bool required_columns_there(struct reader *r) {
    static const int required[] = {CODE, NAME, DISCIPLINE};
    for (size_t i = 0; i < sizeof required / sizeof required[0]; i++)
        if (r->at[required[i]] < 0) {
            text_errors_add(&r->c->arena, r->errors, (struct text_place){r->row->cells[0].place.line, 1},
                            titles[required[i]], "cette colonne manque", "this column is missing");
            r->n_faults++;
        }
    return r->n_faults == 0;
}

/* Nearly the title of a column that is not there: a slip, by which a day's hours would be lost. */
static int column_meant(struct reader *r, const char *title) {
    enum { SLIP = 1, SLIP_LEN = 5 };
    const char *folded = answers_fold(&r->c->arena, title);
    for (int column = 0; column < COLUMNS && strlen(folded) >= SLIP_LEN; column++)
        if (r->at[column] < 0 && answers_distance(folded, titles[column], SLIP) <= SLIP) return column;
    return -1;
}

static void slip_say(struct reader *r, const struct csv_cell *cell, int meant) {
    struct arena *a = &r->c->arena;
    text_errors_add(a, r->errors, cell->place, cell->text,
                    arena_printf(a, "colonne inconnue; vouliez-vous dire « %s » ?", titles[meant]),
                    arena_printf(a, "unknown column; did you mean \"%s\"?", titles[meant]));
    r->n_faults++;
}

static bool header_read(struct reader *r) {
    for (int column = 0; column < COLUMNS; column++) r->at[column] = csv_find(&r->c->arena, r->row, titles[column]);
    if (!required_columns_there(r)) return false;
    const char **ignored = arena_alloc(&r->c->arena, r->row->n * sizeof *ignored);
    size_t n = 0;
    for (size_t i = 0; i < r->row->n; i++) {
        bool known = false;
        for (int column = 0; column < COLUMNS; column++) known = known || r->at[column] == (int)i;
        if (known || !*r->row->cells[i].text) continue;
        int meant = column_meant(r, r->row->cells[i].text);
        if (meant >= 0)
            slip_say(r, &r->row->cells[i], meant);
        else
            ignored[n++] = r->row->cells[i].text;
    }
    input_ignored_say(r->c, operand(r->c, 0), ignored, n);
    return r->n_faults == 0;
}

bool workers_read(struct cli *c, struct span text, struct worker_rows *out, struct text_errors *errors) {
    struct csv csv;
    struct csv_row row;
    struct reader r = {.c = c, .errors = errors, .row = &row};
    int rc;
    errors->of_table = true;
    const enum csv_encoding *named = input_encoding(c, &rc);
    if (rc || !csv_open_as(&csv, &c->arena, text, named, errors)) return false;
    if (input_encoding_check(c, operand(c, 0), &csv)) return false;
    rc = csv_next(&csv, &c->arena, &row);
    if (rc == 0)
        text_errors_add(&c->arena, errors, (struct text_place){1, 1}, "", "le fichier est vide", "the file is empty");
    if (rc <= 0 || !header_read(&r)) return false;
    while ((rc = csv_next(&csv, &c->arena, &row)) > 0) {
        if (csv_row_is_blank(&row)) continue;
        r.n_faults = 0;
        scheduling__worker *w = worker_read(&r);
        struct worker_row *line = message_grow(&c->arena, (void **)&out->list, &out->n, sizeof *line);
        *line = (struct worker_row){row.n ? row.cells[0].place.line : 0, r.n_faults ? NULL : w};
    }
    return rc == 0;
}
