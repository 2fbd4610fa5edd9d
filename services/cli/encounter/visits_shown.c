#include "cli/encounter/visits_shown.h"

#include "cli/show/output.h"
#include "cli/show/phase.h"
#include "cli/show/words.h"

const char *visit_workers_text(struct cli *c, const scheduling__visit *v) {
    struct joined all = joined_new(c, " + ");
    for (size_t i = 0; i < v->n_workers; i++) joined_add(&all, v->workers[i]);
    return joined_text(&all);
}

/* What has changed since it was agreed, for whoever goes. */
void visit_news_join(struct cli *c, struct joined *all, const scheduling__visit *v) {
    if (v->contact_changed) joined_add(all, pick(c, "coordonnées changées", "reached otherwise by now"));
    if (v->holder_changed) joined_add(all, pick(c, "dossier à un autre nom", "the file is in another name"));
    if (v->interpreter_asked) joined_add(all, pick(c, "interprète demandé", "an interpreter is asked for"));
}

static const char *remark_text(struct cli *c, const scheduling__visit *v) {
    struct joined all = joined_new(c, ", ");
    if (v->first) joined_add(&all, pick(c, "première", "first"));
    if (v->outside_hours) joined_add(&all, pick(c, "hors des heures", "outside of hours"));
    if (v->outside_window) joined_add(&all, pick(c, "pas au moment dû", "not when one is due"));
    visit_news_join(c, &all, v);
    if (v->other_clsc)
        joined_add(&all, phrase(c, "du CLSC %s : passer le relais", "CLSC %s's: hand over", v->clsc_code));
    if (v->wrong_worker) joined_add(&all, pick(c, "intervenante nommée par erreur", "key worker confirmed in error"));
    if (*v->reason) joined_add(&all, phase_text(c, v->reason));
    return joined_text(&all);
}

void visits_show(struct cli *c, scheduling__visit *const *list, size_t n) {
    struct table *t = table_new(c, "Visite|Quand|Durée|^Qui|État|^Motif", "Visit|When|Length|^Who|State|^Reason");
    for (size_t i = 0; i < n; i++) {
        const scheduling__visit *v = list[i];
        bool open = v->state == VISIT_STATE_PROPOSED || v->state == VISIT_STATE_CONFIRMED;
        table_cell(t, show_short(c, v->visit_id));
        table_paint(t, open ? COLOUR_BOLD : COLOUR_NONE, show_instant(c, v->start));
        table_cell(t, arena_printf(&c->arena, "%d min", v->minutes));
        table_cell(t, visit_workers_text(c, v));
        table_paint(t, v->state == VISIT_STATE_PROPOSED ? COLOUR_YELLOW : COLOUR_NONE,
                    WORD(c, scheduling__visit_state, v->state));
        table_cell(t, remark_text(c, v));
    }
    table_end(t);
}
