#include "cli/encounter/shown.h"

#include "cli/call/zone.h"
#include "cli/show/joined.h"
#include "cli/show/output.h"
#include "cli/show/words.h"

static const char *when_text(struct cli *c, const scheduling__encounter *e) {
    if (!e->facts || !e->facts->start) return "";
    if (e->day_only) return show_day(c, wall_at(zone_of(c), e->facts->start->ms).day);
    return show_brief(c, e->facts->start);
}

static const char *result_text(struct cli *c, const scheduling__encounter *e) {
    if (e->in_error) return pick(c, "inscrite par erreur", "entered in error");
    if (!e->facts) return "";
    return e->facts->missed ? WORD(c, scheduling__encounter_missed, e->facts->missed) : pick(c, "faite", "done");
}

/* In which way, where, in which language, who was there. */
static const char *how_text(struct cli *c, const scheduling__encounter_facts *f) {
    struct joined all = joined_new(c, ", ");
    if (f->mode) joined_add(&all, WORD(c, scheduling__encounter_mode, f->mode));
    if (f->place) joined_add(&all, WORD(c, scheduling__encounter_place, f->place));
    if (*f->language) joined_add(&all, f->language);
    if (f->interpreter) joined_add(&all, pick(c, "avec interprète", "with an interpreter"));
    for (size_t i = 0; i < f->n_met; i++) joined_add(&all, WORD(c, scheduling__encounter_met, f->met[i]));
    return joined_text(&all);
}

static void notes_show(struct cli *c, struct table *t, const scheduling__encounter *e) {
    if (e->facts) {
        const char *how = how_text(c, e->facts);
        if (*how) table_note(t, how);
        if (*e->facts->note) table_note(t, e->facts->note);
    }
    table_note(t, e->visit_id.len ? phrase(c, "visite %s", "visit %s", show_short(c, e->visit_id))
                                  : pick(c, "sans visite fixée", "without an appointment"));
    if (e->corrected_at)
        table_note(
            t, phrase(c, "corrigée le %s : %s", "corrected on %s: %s", show_instant(c, e->corrected_at), e->reason));
}

void encounters_show(struct cli *c, scheduling__encounter *const *list, size_t n) {
    struct table *t = table_new(c, "Rencontre|Quand|Durée|^Qui|Résultat", "Encounter|When|Length|^Who|Result");
    for (size_t i = 0; i < n; i++) {
        const scheduling__encounter *e = list[i];
        struct joined workers = joined_new(c, " + ");
        for (size_t k = 0; e->facts && k < e->facts->n_workers; k++) joined_add(&workers, e->facts->workers[k]);
        table_cell(t, show_short(c, e->encounter_id));
        table_paint(t, e->in_error ? COLOUR_DIM : COLOUR_NONE, when_text(c, e));
        table_cell(t, e->facts && e->facts->minutes ? arena_printf(&c->arena, "%d min", e->facts->minutes) : "");
        table_cell(t, joined_text(&workers));
        table_paint(t, e->in_error ? COLOUR_DIM : COLOUR_NONE, result_text(c, e));
        notes_show(c, t, e);
    }
    table_end(t);
}
