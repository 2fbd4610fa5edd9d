#include "scheduling/windows/shown.h"

#include "scheduling/encounter/encounter.h"

/* Eight weeks of windows when the territory states none. */
enum { HORIZON_DEFAULT = 56 };

/* What fills it is an encounter, with its appointment or without one, or a visit that is booked. */
static void show_filled(struct view *v, const struct cadence_window *w, scheduling__due_window *out) {
    if (id_is_zero(w->visit)) return;
    const scheduling_rows__encounter *row = scheduling_encounter_get(v, w->visit);
    if (row) out->encounter_id = id_field(view_arena(v), w->visit);
    out->visit_id = row ? row->visit_id : id_field(view_arena(v), w->visit);
}

static scheduling__due_window *shown(struct arena *a, const struct cadence_window *w) {
    scheduling__due_window *out = NEW(a, scheduling__due_window);
    out->phase = arena_text(a, w->phase);
    out->k = w->k;
    out->earliest = civil_date(a, w->earliest);
    out->latest = civil_date(a, w->latest);
    out->grid = civil_date(a, w->grid);
    out->minutes = w->minutes;
    out->state = w->state;
    out->anchor = w->kind;
    out->anchor_id = id_field(a, w->anchor);
    out->served = !w->carries;
    out->home_assumed = w->home_assumed;
    out->propose_from = civil_date(a, w->propose_from);
    out->propose_to = civil_date(a, w->propose_to);
    return out;
}

/* What somebody still has to come for: what is booked too, until its day and the window are both over. */
static bool is_ahead(const struct cadence_window *w, day today) {
    bool booked = w->state == WINDOW_STATE_BOOKED || w->state == WINDOW_STATE_BOOKED_OUTSIDE;
    return w->carries && (cadence_is_due(w) || (booked && (w->latest >= today || w->visit_on >= today)));
}

void scheduling_show_windows(struct query *q, const struct rules_now *rules, const struct family_facts *f, bool all,
                             scheduling__family_visits_reply *out) {
    struct arena *a = arena_of(q);
    int horizon = rules->visits->horizon_days > 0 ? rules->visits->horizon_days : HORIZON_DEFAULT;
    struct cadence_window *windows;
    size_t n = scheduling_family_windows(VIEW(q), rules, f, rules->today + horizon, &windows);
    for (size_t i = 0; i < n; i++)
        if (all || is_ahead(&windows[i], rules->today)) {
            APPEND(a, out, windows, shown(a, &windows[i]));
            show_filled(VIEW(q), &windows[i], out->windows[out->n_windows - 1]);
        }
    out->rules_label = arena_text(a, rules->used.label);
}
