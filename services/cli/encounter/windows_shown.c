#include "cli/encounter/windows_shown.h"

#include "cli/show/joined.h"
#include "cli/show/output.h"
#include "cli/show/phase.h"
#include "cli/show/words.h"

/* Served by another window's visit; counted from a day that was guessed. */
static const char *window_remark(struct cli *c, const scheduling__due_window *w) {
    struct joined all = joined_new(c, ", ");
    if (w->served) joined_add(&all, pick(c, "servie par une autre", "served by another"));
    if (w->home_assumed) joined_add(&all, pick(c, "retour à la maison supposé", "day at home assumed"));
    return joined_text(&all);
}

static enum colour window_colour(const scheduling__due_window *w) {
    if (w->served) return COLOUR_DIM;
    if (w->state == WINDOW_STATE_LAPSED || w->state == WINDOW_STATE_MAKE_UP) return COLOUR_RED;
    return w->state == WINDOW_STATE_OPEN || w->state == WINDOW_STATE_BOOKED_OUTSIDE ? COLOUR_YELLOW : COLOUR_NONE;
}

void windows_show(struct cli *c, const scheduling__family_visits_reply *v) {
    if (v->n_windows) heading(c, "Visites dues", "Visits due");
    struct table *t = table_new(c, "~Phase|N°|Du|Au|État|Visite", "~Phase|No.|From|To|State|Visit");
    for (size_t i = 0; i < v->n_windows; i++) {
        const scheduling__due_window *w = v->windows[i];
        table_cell(t, phase_text(c, w->phase));
        table_cell(t, arena_printf(&c->arena, "%d", w->k));
        table_cell(t, show_brief_date(c, w->earliest));
        table_cell(t, show_date(c, w->latest));
        table_paint(t, window_colour(w), WORD(c, scheduling__window_state, w->state));
        table_cell(t, w->visit_id.len ? show_short(c, w->visit_id) : "–");
        const char *remark = window_remark(c, w);
        if (*remark) table_note(t, remark);
    }
    table_end(t);
}
