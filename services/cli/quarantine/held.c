#include "cli/quarantine/held.h"

#include <string.h>
#include "base/message.h"
#include "cli/call/zone.h"
#include "cli/csv/answers.h"
#include "cli/show/column.h"
#include "cli/show/output.h"
#include "text/fold.h"
#include "text/written.h"
#include "proto/intake.h"
#include "sys/clock.h"

/* ---- keeping ---- */

static struct id row_id_of(const struct spool *s, struct arena *a, const spool__held *row) {
    spool__held content = SPOOL__HELD__INIT;
    content.titles = row->titles;
    content.n_titles = row->n_titles;
    content.cells = row->cells;
    content.n_cells = row->n_cells;
    return spool_request_id(spool_key(s), message_pack(a, &content.base), "held", 0);
}

/* Who a row is about, as far as it says. */
struct who {
    const char *family, *given, *phone; /* folded; "" where there is none */
    day born;
};

static const char *digits_of(struct arena *a, const char *text) {
    char *digits = arena_text(a, text), *to = digits;
    for (const char *at = text; *at; at++)
        if (*at >= '0' && *at <= '9') *to++ = *at;
    *to = '\0';
    return digits;
}

static const char *cell_of(struct arena *a, const spool__held *row, const char *title) {
    size_t at = held_column(a, row, title);
    return at < row->n_cells ? row->cells[at] : "";
}

static struct who who_of_row(struct arena *a, const spool__held *row) {
    return (struct who){fold(a, cell_of(a, row, "nom")), fold(a, cell_of(a, row, "prenom")),
                        digits_of(a, cell_of(a, row, "telephone")), written_day(a, cell_of(a, row, "naissance"))};
}

static struct who who_of(struct arena *a, const intake__screening *s) {
    const intake__identity *i = s->identity;
    const sippe__person_name *name = i ? i->name : NULL;
    const sippe__date *born = i ? i->birth_date : NULL;
    return (struct who){fold(a, name ? name->family : ""), fold(a, name ? name->given : ""),
                        digits_of(a, i ? i->phone : ""),
                        born ? day_from(born->year, born->month, born->day) : DAY_NONE};
}

/* One of them is what was wrong in the row; two that agree are no chance. */
static bool is_same_woman(const struct who *x, const struct who *y) {
    enum { AGREE = 2 };
    int n = (*x->family && strcmp(x->family, y->family) == 0) + (*x->given && strcmp(x->given, y->given) == 0) +
            (*x->phone && strcmp(x->phone, y->phone) == 0) + (x->born != DAY_NONE && x->born == y->born);
    return n >= AGREE;
}

static bool is_about(struct spool *s, struct arena *a, const struct spool_held *h, const struct who *who) {
    const spool__held *row = spool_held_row(s, a, h);
    struct who other = row ? who_of_row(a, row) : (struct who){"", "", "", DAY_NONE};
    return is_same_woman(&other, who);
}

/* The one that it is already, or whose place it takes. *same: word for word. Two rows of one run that bear one number
 * are two rows, and so are those of two women. */
static struct spool_held *there_already(struct spool *s, struct arena *a, struct id row, const spool__held *held,
                                        bool *same) {
    struct spool_state *state = spool_state(s);
    struct id of = spool_label_id(held->label);
    struct who who = who_of_row(a, held);
    *same = true;
    for (size_t i = 0; i < state->n_held; i++)
        if (id_equal(state->held[i].row, row)) return &state->held[i];
    *same = false;
    for (size_t i = 0; !id_is_zero(of) && i < state->n_held; i++)
        if (id_equal(state->held[i].label, of) && !state->held[i].fresh && is_about(s, a, &state->held[i], &who))
            return &state->held[i];
    return NULL;
}

/* `number`: of one that is held and was sent from here; 0: of a file. */
static int keep(struct cli *c, struct spool *s, struct arena *a, spool__held *row, uint32_t number) {
    struct spool_state *state = spool_state(s);
    struct id id = row_id_of(s, a, row);
    bool same = false;
    struct spool_held *there = number ? spool_held_find(state, number) : there_already(s, a, id, row, &same);
    if (there && same && !number) return 0;
    if (!there && state->n_held >= HELD_MAX) return 0;
    row->number = there ? there->number : state->held_last + 1;
    row->row_id = pb_of(id_span(there && number ? &there->row : &id));
    row->at_ms = clock_now_ms();
    int rc = spool_hold(s, row);
    if (rc == ERR_INVALID) return 0; /* too large to be kept: it stays in its file */
    if (rc) return push_fail_disk(c, rc);
    spool_held_find(state, row->number)->fresh = true;
    return 0;
}

static void fault_add(struct arena *a, spool__held *row, const char *column, const char *fr, const char *en) {
    spool__held_fault *f = NEW(a, spool__held_fault);
    f->column = column;
    f->message_fr = fr;
    f->message_en = en;
    APPEND(a, row, faults, f);
}

int held_unreadable(struct cli *c, struct spool *s, const struct push_reading *row) {
    spool__held *held = NEW(row->arena, spool__held);
    if (!row->cells || row->cut) return 0;
    held->file = row->file->path;
    held->line = row->line;
    held->label = "";
    for (size_t i = 0; i < row->cells->n; i++) {
        const char *title = screening_header_ours(row->arena, row->file->table.header, i);
        if (!title) continue;
        APPEND(row->arena, held, titles, title);
        APPEND(row->arena, held, cells, row->cells->texts[i]);
        if (strcmp(title, "reference_locale") == 0) held->label = row->cells->texts[i];
    }
    for (size_t i = 0; i < row->errors->n; i++)
        fault_add(row->arena, held, row->errors->list[i].path, row->errors->list[i].fr, row->errors->list[i].en);
    return keep(c, s, row->arena, held, 0);
}

/* What was told apart with the call: an entry of its own, which waits for it. */
static const char *note_of(struct spool *s, struct arena *a, struct id call) {
    struct spool_state *state = spool_state(s);
    for (size_t i = 0; i < state->n; i++) {
        struct spool_request sent;
        if (!id_equal(state->list[i].after, call) || !spool_request(s, a, &state->list[i], &sent)) continue;
        intake__record_safety_note_request *r = UNPACK(a, intake__record_safety_note_request, sent.body, MESSAGE_OPEN);
        if (r && r->words) return r->words->text;
    }
    return NULL;
}

const intake__screening *held_answers(struct spool *s, struct arena *a, const struct spool_entry *e) {
    struct spool_request sent;
    if (!spool_request(s, a, e, &sent)) return NULL;
    intake__submit_screening_request *r = UNPACK(a, intake__submit_screening_request, sent.body, MESSAGE_OPEN);
    return r ? r->screening : NULL;
}

static bool cells_of(struct cli *c, struct spool *s, struct arena *a, const struct spool_entry *e, spool__held *held) {
    const intake__screening *answers = held_answers(s, a, e);
    if (!answers) return false;
    struct screening_layout layout = screening_layout_usual();
    screening_layout_fit(&layout, answers);
    const char **titles, **cells;
    held->n_titles = screening_header_write(a, &layout, &titles);
    held->n_cells = screening_row_write(a, &layout, zone_of(c), answers, note_of(s, a, e->id), &cells);
    held->titles = titles;
    held->cells = cells;
    held->label = answers->local_reference;
    return true;
}

/* Under which number it is held already, if it was sent from here; 0. */
static uint32_t sent_from(const struct spool_state *state, struct id request) {
    for (size_t i = 0; i < state->n_held; i++)
        if (id_equal(state->held[i].request, request)) return state->held[i].number;
    return 0;
}

int held_refused(struct cli *c, struct spool *s, const struct held_from *from, const struct spool_entry *e,
                 const sippe__status *status) {
    struct arena a;
    arena_init(&a);
    spool__held *held = NEW(&a, spool__held);
    held->file = from->file;
    held->line = from->line;
    for (size_t i = 0; i < status->n_violations; i++) {
        const sippe__violation *v = status->violations[i];
        const char *column = column_of(c, v->path);
        fault_add(&a, held, column ? column : v->path, v->message_fr, v->message_en);
    }
    if (!status->n_violations) fault_add(&a, held, "", status->message_fr, status->message_en);
    int rc = cells_of(c, s, &a, e, held) ? keep(c, s, &a, held, sent_from(spool_state(s), e->id)) : 0;
    arena_close(&a);
    return rc;
}

/* ---- letting go ---- */

static bool is_taken(struct spool *s, const struct spool_held *h, const struct spool_entry *e) {
    struct arena a;
    arena_init(&a);
    const intake__screening *answers = held_answers(s, &a, e);
    struct who who = answers ? who_of(&a, answers) : (struct who){"", "", "", DAY_NONE};
    bool taken = is_about(s, &a, h, &who);
    arena_close(&a);
    return taken;
}

int held_taken(struct spool *s, const struct spool_entry *e, const char *reference) {
    struct spool_state *state = spool_state(s);
    struct id of = state->n_held ? spool_label_id(reference) : (struct id){{0}};
    int rc = 0;
    for (size_t i = state->n_held; rc == 0 && !id_is_zero(of) && i > 0; i--) {
        const struct spool_held *h = &state->held[i - 1];
        if (id_equal(h->label, of) && !h->fresh && is_taken(s, h, e)) rc = spool_release(s, h->number);
    }
    return rc;
}

int held_settle(struct spool *s) {
    struct spool_state *state = spool_state(s);
    int rc = 0;
    for (size_t i = state->n_held; rc == 0 && i > 0; i--) {
        const struct spool_held *h = &state->held[i - 1];
        const struct spool_entry *e = id_is_zero(h->request) ? NULL : spool_find(state, h->request);
        if (e && e->answered_ms && !e->refused) rc = spool_release(s, h->number);
    }
    return rc;
}

size_t held_drop_fresh(struct spool *s) {
    struct spool_state *state = spool_state(s);
    size_t n = 0;
    for (size_t i = 0; i < state->n_held; i++) n += state->held[i].drop = state->held[i].fresh;
    return n;
}

/* ---- reading one ---- */

intake__screening *held_read(struct cli *c, struct arena *a, const spool__held *row, const char **note,
                             struct text_errors *errors) {
    struct screening_cells titles = {row->titles, row->n_titles, row->line};
    struct screening_cells cells = {row->cells, row->n_cells, row->line};
    const struct screening_header *h = screening_header_read(a, &titles, NULL, errors);
    *note = "";
    return h ? screening_row_read(a, h, zone_of(c), &cells, note, errors) : NULL;
}

size_t held_column(struct arena *a, const spool__held *row, const char *title) {
    const char *folded = answers_fold(a, title);
    size_t at = 0;
    while (at < row->n_titles && strcmp(answers_fold(a, row->titles[at]), folded) != 0) at++;
    return at;
}
