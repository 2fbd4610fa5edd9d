#include "scheduling/facts.h"

#include "scheduling/domain/states.h"
#include "scheduling/domain/terms.h"
#include "scheduling/index.h"

/* Other rules may be in force without any for visits: of a territory that has none there is nothing to propose by. */
bool scheduling_rules(struct view *v, int64_t now_ms, struct rules_now *out) {
    *out = (struct rules_now){.today = today_of(v, now_ms)};
    out->territory = rules_on(v, out->today, &out->used);
    if (!out->territory || !out->territory->visits) return false;
    out->visits = out->territory->visits;
    out->zone = civil_zone(out->territory);
    out->calendar = civil_calendar(view_arena(v), out->territory);
    return true;
}

/* The dates as they were last told: those of the enrolment, or of the last redating, which holds both whole
 * (follow_up.c). When that one's personal part was erased, the older dates must not come back: then none are known. */
static void dates_read(struct view *v, const scheduling__follow_up_opened *opened, struct family_facts *f) {
    const scheduling__follow_up_redated *redated =
        f->row->dates_record ? READ_EVENT(v, scheduling__follow_up_redated, f->row->dates_record, NULL) : NULL;
    if (redated) {
        f->due_date = civil_day(redated->personal->due_date);
        f->birth = civil_day(redated->personal->child_birth_date);
    } else if (opened) {
        f->due_date = civil_day(opened->personal->due_date);
        f->birth = civil_day(opened->personal->child_birth_date);
    }
}

/* Language and address are those of the enrolment: intake tells of new dates, and of nothing else. */
bool scheduling_family_of_enrolment(struct view *v, struct id enrolment_id, struct family_facts *out) {
    *out = (struct family_facts){
        .enrolment_id = enrolment_id, .language = "", .postal_code = "", .due_date = DAY_NONE, .birth = DAY_NONE};
    out->row = row_get(v, &scheduling_follow_ups, KEY(KEY_ID(enrolment_id)));
    if (!out->row) return false;
    out->family_id = id_of(out->row->family_id);
    const scheduling__follow_up_opened *opened = READ_EVENT(v, scheduling__follow_up_opened, out->row->record, NULL);
    if (opened) {
        out->language = opened->personal->language;
        out->postal_code = opened->personal->postal_code;
        out->interpreter = opened->personal->interpreter_needed;
    }
    dates_read(v, opened, out);
    return true;
}

/* It comes to an end: intake merges into no family that was merged, and each once. */
struct id scheduling_family_now(struct view *v, struct id family_id) {
    const scheduling_rows__family *row;
    while ((row = row_get(v, &scheduling_families, KEY(KEY_ID(family_id)))) && row->personal->merged_into.len)
        family_id = id_of(row->personal->merged_into);
    return family_id;
}

bool scheduling_family_of(struct view *v, struct id family_id, struct family_facts *out) {
    struct id now = scheduling_family_now(v, family_id);
    const scheduling_rows__family *row = row_get(v, &scheduling_families, KEY(KEY_ID(now)));
    struct id enrolment_id;
    return row && id_from(row->enrolment_id, &enrolment_id) && scheduling_family_of_enrolment(v, enrolment_id, out);
}

/* A visit that is over and was not recorded is still booked: nobody has said yet what it was. */
static enum cadence_fate fate_of(scheduling__visit_state s) {
    if (visit_is_open(s)) return CADENCE_BOOKED;
    return s == VISIT_STATE_DONE ? CADENCE_MADE : CADENCE_MISSED;
}

/* By the day on which each begins in the territory's zone. Family rows of an earlier enrolment are passed over. */
static size_t visits_of(struct view *v, struct zone zone, const struct family_facts *f, struct cadence_visit **out) {
    struct visit_list list = scheduling_visits_of_family(v, f->family_id, INT64_MIN, INT64_MAX);
    *out = arena_alloc(view_arena(v), list.n * sizeof **out);
    size_t n = 0;
    for (size_t i = 0; i < list.n; i++) {
        const scheduling_rows__visit *row = list.visits[i].row;
        const scheduling_rows__visit__personal *p = row->personal;
        if (p->state == VISIT_STATE_CANCELLED) continue;
        if (!span_equal(span_pb(row->enrolment_id), id_span(&f->enrolment_id))) continue;
        (*out)[n++] = (struct cadence_visit){list.visits[i].id, day_at(zone, p->start_ms), fate_of(p->state),
                                             p->window_phase, p->window_k};
    }
    return n;
}

static struct cadence cadence_of(const struct rules_now *rules, const struct family_facts *f) {
    return (struct cadence){.rules = rules->visits,
                            .calendar = &rules->calendar,
                            .due_date = f->due_date,
                            .birth = f->birth,
                            .enrolled = day_at(rules->zone, f->row->personal->enrolled_ms),
                            .programme_end = rules->territory->admission ? rules->territory->admission->programme_end
                                                                         : PROGRAMME_END_UNSPECIFIED};
}

struct cadence scheduling_family_cadence(struct view *v, const struct rules_now *rules, const struct family_facts *f) {
    struct cadence c = cadence_of(rules, f);
    struct cadence_visit *visits;
    c.n_visits = visits_of(v, rules->zone, f, &visits);
    c.visits = visits;
    return c;
}

int scheduling_family_points(const struct rules_now *rules, const struct family_facts *f) {
    struct cadence c = cadence_of(rules, f);
    return cadence_points(&c, rules->today);
}

/* No zone is needed for this: only whether there are any is asked. */
bool scheduling_family_awaits_first(struct view *v, const struct family_facts *f) {
    struct cadence_visit *visits;
    size_t n = visits_of(v, (struct zone){0, false}, f, &visits);
    for (size_t i = 0; i < n; i++)
        if (visits[i].fate != CADENCE_MISSED) return false;
    return true;
}

struct candidates_family scheduling_family_candidate(const struct rules_now *rules, const struct family_facts *f) {
    return (struct candidates_family){.language = f->language,
                                      .interpreter = f->interpreter,
                                      .postal_code = f->postal_code,
                                      .points_tenths = scheduling_family_points(rules, f)};
}
