/* The reading half of screening_csv.h. */
#include <stdint.h>
#include <string.h>
#include "base/message.h"
#include "cli/csv/cell.h"
#include "cli/csv/screening_csv.h"
#include "cli/csv/screening_path.h"
#include "cli/csv/answers.h"

enum { HEADER_MAX = 48 }; /* of the longest, with room */

struct meaning {
    const struct screening_column *column; /* NULL: left out */
    size_t at;
    const char *header; /* as the file has it */
    struct screening_path path;
};

struct screening_header {
    size_t n;
    const char **ignored;
    size_t n_ignored;
    struct meaning meanings[];
};

struct place {
    struct arena *arena;
    struct text_errors *errors;
    unsigned line;
};

static void complain(const struct place *p, size_t cell, const char *header, const char *fr, const char *en) {
    text_errors_add(p->arena, p->errors, (struct text_place){p->line, (unsigned)cell + 1}, header, fr, en);
}

/* "enfant12_naissance" against "enfant#_naissance"; both folded. A blank before the number is no matter ("besoin
 * 1"). */
static bool number_fits(const char *pattern, const char *folded, size_t *at) {
    size_t before = strcspn(pattern, "#"), number = 0, digits = 0;
    if (strncmp(pattern, folded, before) != 0) return false;
    folded += before;
    if (*folded == '_') folded++;
    for (; *folded >= '0' && *folded <= '9' && digits < 3; folded++, digits++)
        number = number * 10 + (size_t)(*folded - '0');
    if (number < 1 || number > SCREENING_LIST_MAX || strcmp(folded, pattern + before + 1) != 0) return false;
    *at = number - 1;
    return true;
}

static const struct screening_column *column_find(const char *folded, size_t *at) {
    *at = 0;
    for (size_t i = 0; i < n_screening_columns; i++) {
        const struct screening_column *c = &screening_columns[i];
        if (c->list ? number_fits(c->header, folded, at) : strcmp(c->header, folded) == 0) return c;
    }
    return NULL;
}

/* "enfant#_naissance" as one has it, with the number 1. */
static size_t header_of(const char *pattern, char out[HEADER_MAX]) {
    size_t len = strlen(pattern);
    memcpy(out, pattern, len + 1);
    char *mark = strchr(out, '#');
    if (mark) *mark = '1';
    return len;
}

/* "date_de_naissance" */
static bool is_inside(const char *text, size_t len, const char *other, size_t other_len) {
    return len < other_len ? len >= 4 && strstr(other, text) : other_len >= 4 && strstr(text, other);
}

/* A column of ours that a title may mean. */
struct near {
    const struct screening_column *column; /* NULL: none is near */
    size_t distance;
};
enum { FAR = 4, SLIP = 2, SLIP_LEN = 6 }; /* edits; a shorter title is two edits from too much */

/* The one that comes nearest, with the list's number 1 where there is one. One that stands within the other counts as
 * three edits at most: "date_de_naissance" means naissance. */
static struct near column_nearest(const char *folded) {
    struct near best = {NULL, FAR};
    size_t folded_len = strlen(folded);
    char header[HEADER_MAX];
    for (size_t i = 0; i < n_screening_columns && best.distance > 0; i++) {
        size_t len = header_of(screening_columns[i].header, header);
        size_t distance = answers_distance(folded, header, best.distance - 1);
        if (distance >= FAR - 1 && is_inside(folded, folded_len, header, len)) distance = FAR - 1;
        if (distance < best.distance) best = (struct near){&screening_columns[i], distance};
    }
    return best;
}

static void complain_unknown(const struct place *p, size_t cell, const char *header, const struct near *near) {
    const char *fr = "colonne inconnue.", *en = "unknown column.";
    if (near->column) {
        char nearest[HEADER_MAX];
        header_of(near->column->header, nearest);
        fr = arena_printf(p->arena, "colonne inconnue; vouliez-vous dire « %s » ?", nearest);
        en = arena_printf(p->arena, "unknown column; did you mean \"%s\"?", nearest);
    }
    fr = arena_printf(p->arena, "%s Pour la laisser de côté : --mapping NOMS.csv, avec la ligne « %s; »", fr, header);
    en = arena_printf(p->arena, "%s To leave it out: --mapping NAMES.csv, with the line \"%s;\"", en, header);
    complain(p, cell, header, fr, en);
}

static const char *renamed(struct arena *a, const char *header, const struct screening_renames *renames) {
    const char *folded = answers_fold(a, header);
    for (size_t i = 0; renames && i < renames->n; i++)
        if (strcmp(answers_fold(a, renames->list[i].theirs), folded) == 0)
            return answers_fold(a, renames->list[i].ours);
    return folded;
}

/* Faults of the table of names, so without a line of this file. */
static void check_renames(const struct place *p, const struct screening_renames *renames) {
    struct place of_renames = {p->arena, p->errors, 0};
    for (size_t i = 0; renames && i < renames->n; i++) {
        const struct screening_rename *r = &renames->list[i];
        size_t at;
        const char *folded = answers_fold(p->arena, r->ours);
        if (!*folded || column_find(folded, &at)) continue;
        struct near near = column_nearest(folded);
        complain_unknown(&of_renames, 1, arena_printf(p->arena, "%s;%s", r->theirs, r->ours), &near);
    }
}

/* Twice the same would give one answer two cells. */
static void read_one_header(const struct place *p, struct screening_header *h, size_t i, const char *folded) {
    struct meaning *m = &h->meanings[i];
    m->column = column_find(folded, &m->at);
    if (m->column && !screening_column_is_note(m->column)) screening_path_read(m->column->path, &m->path);
    for (size_t k = 0; m->column && k < i; k++)
        if (h->meanings[k].column == m->column && h->meanings[k].at == m->at)
            complain(p, i, m->header, "cette colonne est déjà là", "this column stands twice");
}

static bool has_column(const struct screening_header *h, const struct screening_column *c) {
    for (size_t k = 0; k < h->n; k++)
        if (h->meanings[k].column == c) return true;
    return false;
}

/* Would an answer be lost by a slip of the pen? The title is nearly that of a column which is not there, or of one of a
 * list; of a column that no file can do without it need not be so near. */
static bool is_slip(const struct screening_header *h, const char *folded, const struct near *near) {
    if (!near->column) return false;
    bool close = near->distance <= SLIP && strlen(folded) >= SLIP_LEN;
    if (has_column(h, near->column)) return close && near->column->list;
    return close || near->column->required;
}

/* A title that is none of ours is left out, and said: most files of other systems have some. */
static void pass_unknown(const struct place *p, struct screening_header *h, size_t i, const char *folded) {
    struct near near = column_nearest(folded);
    if (is_slip(h, folded, &near))
        complain_unknown(p, i, h->meanings[i].header, &near);
    else
        h->ignored[h->n_ignored++] = h->meanings[i].header;
}

/* Told once, for the file: otherwise each row would lack it. */
static void check_required(const struct place *p, const struct screening_header *h) {
    for (size_t i = 0; i < n_screening_columns; i++) {
        const struct screening_column *c = &screening_columns[i];
        if (c->required && !has_column(h, c))
            complain(p, h->n, c->header, "colonne obligatoire absente", "a required column is missing");
    }
}

struct screening_header *screening_header_read(struct arena *a, const struct screening_cells *cells,
                                               const struct screening_renames *renames, struct text_errors *errors) {
    struct place p = {a, errors, cells->line};
    size_t before = errors->n;
    if (cells->n > SCREENING_CELLS_MAX) {
        complain(&p, cells->n, "", "trop de colonnes", "too many columns");
        return NULL;
    }
    struct screening_header *h = arena_alloc(a, sizeof *h + cells->n * sizeof *h->meanings);
    const char **ours = arena_alloc(a, cells->n * sizeof *ours);
    h->n = cells->n;
    h->ignored = arena_alloc(a, cells->n * sizeof *h->ignored);
    check_renames(&p, renames);
    for (size_t i = 0; i < cells->n; i++) {
        h->meanings[i].header = arena_text(a, cells->texts[i]);
        ours[i] = renamed(a, cells->texts[i], renames);
        /* A column without a name is a stray separator; whether it holds something is seen in the rows. */
        if (*ours[i]) read_one_header(&p, h, i, ours[i]);
    }
    for (size_t i = 0; i < cells->n; i++)
        if (*ours[i] && !h->meanings[i].column) pass_unknown(&p, h, i, ours[i]);
    check_required(&p, h);
    return errors->n == before ? h : NULL;
}

size_t screening_header_ignored(const struct screening_header *h, const char *const **titles) {
    *titles = h->ignored;
    return h->n_ignored;
}

/* "enfant#_naissance" with its number. */
static const char *title_of(struct arena *a, const struct screening_column *column, size_t at) {
    const char *mark = strchr(column->header, '#');
    if (!mark) return column->header;
    return arena_printf(a, "%.*s%zu%s", (int)(mark - column->header), column->header, at + 1, mark + 1);
}

size_t screening_header_find(const struct screening_header *h, const char *path) {
    for (size_t i = 0; i < h->n; i++)
        if (h->meanings[i].column && strcmp(h->meanings[i].column->path, path) == 0) return i;
    return SIZE_MAX;
}

const char *screening_header_ours(struct arena *a, const struct screening_header *h, size_t cell) {
    const struct meaning *m = cell < h->n ? &h->meanings[cell] : NULL;
    return m && m->column ? title_of(a, m->column, m->at) : NULL;
}

const char *screening_column_title(struct arena *a, const char *title) {
    size_t at;
    const char *folded = answers_fold(a, title);
    const struct screening_column *column = column_find(folded, &at);
    return column ? title_of(a, column, at) : folded;
}

/* Every block, asked or not: what was not asked is an empty answer, and rules ask answers, not blocks. */
static void make_blocks(struct arena *a, intake__screening *s) {
    s->call = NEW(a, intake__call);
    s->consent = NEW(a, intake__notice_and_consent);
    s->identity = NEW(a, intake__identity);
    s->pregnancy = NEW(a, intake__pregnancy);
    s->household = NEW(a, intake__household);
    s->income = NEW(a, intake__income);
    s->schooling = NEW(a, intake__schooling);
    s->migration = NEW(a, intake__migration);
    s->support = NEW(a, intake__support);
    s->urgent = NEW(a, intake__urgent_needs);
    s->olo = NEW(a, intake__olo_logistics);
}

/* enfant3 may be filled where enfant2 is not: the numbers are of columns, not of children. */
static void drop_empty_children(intake__household *household) {
    size_t kept = 0;
    for (size_t i = 0; i < household->n_children; i++) {
        intake__child *child = household->children[i];
        if (child->birth_date || (child->given_name && *child->given_name)) household->children[kept++] = child;
    }
    household->n_children = kept;
}

static bool is_blank(const char *cell) { return cell[strspn(cell, " \t\r\n")] == '\0'; }

/* Asked here, as nobody asks the daemon before the call itself is taken. */
static void check_note(const struct place *p, size_t i, const char *header, const char *text) {
    const struct screening_note_fault *fault = screening_note_fault(text);
    if (fault) complain(p, i, header, fault->fr, fault->en);
}

static void read_note(const struct place *p, const struct meaning *m, size_t i, const char *cell, const char **note) {
    struct screening_note said = screening_note_new(p->arena);
    cell_read(p->arena, (struct zone){0}, said.spot.owner, said.spot.field, cell);
    *note = said.words->text;
    check_note(p, i, m->header, *note);
}

static void read_cell(const struct place *p, struct zone zone, intake__screening *s, const struct meaning *m, size_t i,
                      const char *cell) {
    struct screening_spot spot;
    if (!m->column || !screening_path_walk(p->arena, s, &m->path, m->at, &spot)) return;
    const struct cell_fault *fault = cell_read(p->arena, zone, spot.owner, spot.field, cell);
    if (fault) complain(p, i, m->header, fault->fr, fault->en);
}

intake__screening *screening_row_read(struct arena *a, const struct screening_header *h, struct zone zone,
                                      const struct screening_cells *cells, const char **note,
                                      struct text_errors *errors) {
    struct place p = {a, errors, cells->line};
    size_t before = errors->n;
    intake__screening *s = NEW(a, intake__screening);
    make_blocks(a, s);
    *note = "";
    for (size_t i = 0; i < cells->n; i++) {
        const char *cell = cells->texts[i];
        if (is_blank(cell)) continue;
        const struct meaning *m = i < h->n && *h->meanings[i].header ? &h->meanings[i] : NULL;
        if (m && m->column && screening_column_is_note(m->column))
            read_note(&p, m, i, cell, note);
        else if (m)
            read_cell(&p, zone, s, m, i, cell);
        else
            complain(&p, i, "", "cette cellule n’est sous aucune colonne", "this cell stands under no column");
    }
    drop_empty_children(s->household);
    return errors->n == before ? s : NULL;
}

const char *screening_column_wants(struct arena *a, const char *header) {
    size_t at;
    struct screening_path path;
    const struct screening_column *c = column_find(header, &at);
    if (c && screening_column_is_note(c)) return "texte, gardé à part";
    if (!c || !screening_path_read(c->path, &path)) return "";
    return arena_printf(a, "%s%s", c->required ? "obligatoire : " : "", cell_wants(a, path.fields[path.n - 1]));
}
