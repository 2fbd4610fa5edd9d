/* What the records of a visit do to its row. Each writes what its event says and asks no rule: which moves are legal
 * was decided when the record was made (domain/states.h), and a rebuild must not decide it again, perhaps otherwise.
 *
 *   VisitBooked ─▶ the row; Confirmed, Cancelled ─▶ state; Moved ─▶ who, when, state
 *   EncounterRecorded, EncounterCorrected ─▶ state, minutes (encounter/encounter_rows.c)
 *   last_record: of the last move, cancellation or encounter, because it holds the reason; a confirmation has none */
#include "scheduling/index.h"

static void set_workers(struct arena *a, scheduling_rows__visit__personal *p, const char *const *workers, size_t n) {
    p->workers = NULL;
    p->n_workers = 0;
    for (size_t i = 0; i < n; i++) APPEND(a, p, workers, workers[i]);
}

static void set_booked(struct arena *a, scheduling_rows__visit__personal *p,
                       const scheduling__visit_booked__personal *e) {
    set_workers(a, p, e->workers, e->n_workers);
    p->start_ms = e->start ? e->start->ms : 0;
    p->minutes = e->minutes;
    p->first = e->first;
    p->outside_hours = e->outside_hours;
    p->outside_window = e->outside_window;
}

void scheduling_on_visit_booked(struct apply *a, const struct record *r, const scheduling__visit_booked *e) {
    struct arena *arena = arena_of(a);
    struct id id;
    if (!id_from(e->visit_id, &id)) return;
    scheduling_rows__visit *row = NEW_WITH_PERSONAL(arena, scheduling_rows__visit);
    row->version = id_field(arena, r->id);
    row->record = r->seq;
    row->enrolment_id = e->enrolment_id;
    row->family_id = row->sealed_for = e->family_id;
    row->clsc_code = e->clsc_code;
    row->personal->state = e->state;
    set_booked(arena, row->personal, e->personal);
    ROW_PUT(a, &scheduling_visits, KEY(KEY_ID(id)), row);
}

/* The row, under the record's version; NULL: no such visit. Whatever changes it makes an older page stale. */
static scheduling_rows__visit *changed(struct apply *a, const struct record *r, ProtobufCBinaryData visit,
                                       struct id *id) {
    scheduling_rows__visit *row = id_from(visit, id) ? scheduling_visit_get(VIEW(a), *id) : NULL;
    if (row) row->version = id_field(arena_of(a), r->id);
    return row;
}

void scheduling_on_visit_confirmed(struct apply *a, const struct record *r, const scheduling__visit_confirmed *e) {
    struct id id;
    scheduling_rows__visit *row = changed(a, r, e->visit_id, &id);
    if (!row) return;
    row->personal->state = VISIT_STATE_CONFIRMED;
    ROW_PUT(a, &scheduling_visits, KEY(KEY_ID(id)), row);
}

void scheduling_on_visit_moved(struct apply *a, const struct record *r, const scheduling__visit_moved *e) {
    struct id id;
    scheduling_rows__visit *row = changed(a, r, e->visit_id, &id);
    if (!row) return;
    row->last_record = r->seq;
    set_workers(arena_of(a), row->personal, e->personal->workers, e->personal->n_workers);
    if (e->personal->start) row->personal->start_ms = e->personal->start->ms;
    row->clsc_code = e->clsc_code;
    row->personal->state = e->state;
    row->personal->outside_hours = e->personal->outside_hours;
    row->personal->outside_window = e->personal->outside_window;
    ROW_PUT(a, &scheduling_visits, KEY(KEY_ID(id)), row);
}

void scheduling_on_visit_cancelled(struct apply *a, const struct record *r, const scheduling__visit_cancelled *e) {
    struct id id;
    scheduling_rows__visit *row = changed(a, r, e->visit_id, &id);
    if (!row) return;
    row->last_record = r->seq;
    row->personal->state = VISIT_STATE_CANCELLED;
    ROW_PUT(a, &scheduling_visits, KEY(KEY_ID(id)), row);
}
