/* Calendars: a worker's week, a family's visits with the windows to come, free slots. Queries: nothing is held for who
 * looks, and what was free when it was shown may be taken when it is booked.
 *
 * WorkerWeek has no owner in tables.def, as a worker may visit families of several CLSCs; it confines itself: a team
 * gets a worker of its own CLSC or of the whole territory, and of families that it may not see only that the time is
 * taken. */
#include "scheduling/bond/struck.h"
#include "scheduling/domain/booking.h"
#include "scheduling/domain/crossings.h"
#include "scheduling/domain/states.h"
#include "scheduling/domain/terms.h"
#include "scheduling/domain/travel.h"
#include "scheduling/encounter/encounter.h"
#include "scheduling/index.h"
#include "scheduling/plan.h"
#include "scheduling/substitute.h"
#include "scheduling/windows/shown.h"
#include "scheduling/work/derived.h"

/* Slots are bounded because they are tried on the loop; 200 fill a page. */
enum { SLOTS_DAYS_DEFAULT = 14, SLOTS_DAYS_MOST = 60, SLOTS_MOST = 200 };

/* Why the visit stands as it does: in the last record that says so, of one of five types. Another type's, or none: no
 * reason. Erased: none either. */
static const char *why(struct view *v, uint64_t seq) {
    if (!seq) return "";
    const scheduling__visit_moved *moved = READ_EVENT(v, scheduling__visit_moved, seq, NULL);
    if (moved) return moved->personal->reason;
    const scheduling__visit_cancelled *cancelled = READ_EVENT(v, scheduling__visit_cancelled, seq, NULL);
    if (cancelled) return cancelled->personal->reason;
    const scheduling__visit_booked *booked = READ_EVENT(v, scheduling__visit_booked, seq, NULL);
    return booked ? booked->personal->reason : scheduling_encounter_note(v, seq);
}

/* Only that the time is taken: no family, no worker beside her, no id to ask further with; nor what became of it. */
static scheduling__visit *taken(struct arena *a, const scheduling_rows__visit *row) {
    scheduling__visit *visit = NEW(a, scheduling__visit);
    visit->start = civil_instant(a, row->personal->start_ms);
    visit->minutes = row->personal->minutes;
    return visit;
}

/* f: any follow-up of the family; where several families became one, any of their numbers finds her. */
static scheduling__visit *show(struct view *v, const struct visit_ref *ref, const scheduling_rows__follow_up *f) {
    struct arena *a = view_arena(v);
    const scheduling_rows__visit *row = ref->row;
    scheduling__visit *visit = taken(a, row);
    visit->state = row->personal->state;
    visit->visit_id = id_field(a, ref->id);
    visit->version = row->version;
    visit->family_id = id_field(a, scheduling_family_now(v, id_of(row->family_id)));
    visit->family_number = f->personal->family_number;
    visit->workers = row->personal->workers;
    visit->n_workers = row->personal->n_workers;
    visit->first = row->personal->first;
    visit->reason = why(v, row->last_record ? row->last_record : row->record);
    visit->outside_hours = row->personal->outside_hours;
    visit->clsc_code = row->clsc_code;
    return visit;
}

static bool is_to_come(const scheduling_rows__visit *row, int64_t now_ms) {
    const scheduling_rows__visit__personal *p = row->personal;
    return visit_is_open(p->state) && p->start_ms + (int64_t)p->minutes * 60000 > now_ms;
}

/* One to come on a day that is in no window: what moved is a date or the rules, or a person wanted it so. */
static bool is_outside(const struct visit_ref *ref, int64_t now_ms, struct zone zone,
                       const struct cadence_window *windows, size_t n) {
    if (!is_to_come(ref->row, now_ms)) return false;
    return !cadence_holds(windows, n, day_at(zone, ref->row->personal->start_ms));
}

/* By whoever follows her, and by whoever agreed it before she went to another CLSC. */
static bool is_seen(struct query *q, const struct family_facts *f, const scheduling_rows__visit *row) {
    const struct principal *p = query_principal(q);
    return scheduling_family_seen(VIEW(q), p, f, f->row->clsc_code, SHOWS_FOLLOW_UP) ||
           scheduling_family_seen(VIEW(q), p, f, row->clsc_code, SHOWS_FOLLOW_UP);
}

static bool is_marked(enum crossing_told told, uint64_t record, const scheduling_rows__visit *row, int64_t now_ms) {
    const scheduling_rows__visit__personal *p = row->personal;
    uint64_t agreed = row->last_record > row->record ? row->last_record : row->record;
    return agreed < record && crossing_of_visit(told, p->state, p->start_ms, now_ms) == CROSSING_MARKED;
}

/* What whoever goes must know, and did not when it was agreed. */
static void show_news(struct view *v, const struct family_facts *f, const struct visit_ref *ref, int64_t now_ms,
                      scheduling__visit *visit) {
    const scheduling_rows__follow_up__personal *p = f->row->personal;
    visit->contact_changed = is_marked(CROSSING_CONTACT, p->contact_changed, ref->row, now_ms);
    visit->holder_changed = is_marked(CROSSING_HOLDER, p->holder_changed, ref->row, now_ms);
    visit->interpreter_asked =
        f->interpreter && is_marked(CROSSING_INTERPRETER, p->interpreter_asked, ref->row, now_ms);
    visit->wrong_worker = is_to_come(ref->row, now_ms) && scheduling_visit_is_struck(v, f, ref->row);
    visit->other_clsc = is_to_come(ref->row, now_ms) && scheduling_visit_is_other_clsc(f, ref->row);
}

/* rules: NULL where none for visits are in force; nothing is outside of them then. */
static scheduling__visit *week_visit(struct query *q, const struct rules_now *rules, const struct visit_ref *ref) {
    struct family_facts f;
    struct cadence_window *windows;
    bool known = scheduling_family_of_enrolment(VIEW(q), id_of(ref->row->enrolment_id), &f);
    if (!known || !is_seen(q, &f, ref->row)) return taken(arena_of(q), ref->row);
    query_shows(q, f.family_id);
    scheduling__visit *visit = show(VIEW(q), ref, f.row);
    show_news(VIEW(q), &f, ref, query_now_ms(q), visit);
    if (!rules || !visit_is_open(visit->state)) return visit;
    size_t n =
        scheduling_family_windows(VIEW(q), rules, &f, day_at(rules->zone, ref->row->personal->start_ms), &windows);
    visit->outside_window = is_outside(ref, query_now_ms(q), rules->zone, windows, n);
    return visit;
}

static void show_substitutes(struct query *q, struct id worker, day monday, scheduling__worker_week_reply *out) {
    struct substitute_ref *lists[2];
    const size_t n[] = {scheduling_substitutes_for(VIEW(q), worker, monday, monday + 6, &lists[0]),
                        scheduling_substitutes_by(VIEW(q), worker, monday, monday + 6, &lists[1])};
    for (size_t i = 0; i < 2; i++)
        for (size_t k = 0; k < n[i]; k++)
            APPEND(arena_of(q), out, substitutes,
                   scheduling_substitute_shown(VIEW(q), query_principal(q), &lists[i][k]));
}

int scheduling_worker_week(struct query *q, const scheduling__worker_week_request *in,
                           scheduling__worker_week_reply *out) {
    struct arena *a = arena_of(q);
    const struct principal *p = query_principal(q);
    const scheduling__worker_put *w = scheduling_worker_read(VIEW(q), in->worker, NULL);
    if (!w || !scheduling_may_see_worker(p, w)) return REASON_NOT_FOUND;
    day on = in->monday ? civil_day(in->monday) : query_today(q);
    if (on == DAY_NONE) return REASON_DATE_IMPOSSIBLE;
    day monday = on - (day)day_weekday(on);
    struct rules_now rules;
    bool ruled = scheduling_rules(VIEW(q), query_now_ms(q), &rules);
    struct zone zone = civil_zone(rules_on(VIEW(q), query_today(q), NULL));
    struct visit_list list =
        scheduling_visits_of_worker(VIEW(q), in->worker, day_start_ms(zone, monday), day_start_ms(zone, monday + 7));
    for (size_t i = 0; i < list.n; i++) APPEND(a, out, visits, week_visit(q, ruled ? &rules : NULL, &list.visits[i]));
    show_substitutes(q, id_of(w->worker_id), monday, out);
    out->hours = w->personal->hours;
    out->n_hours = w->personal->n_hours;
    out->monday = civil_date(a, monday);
    return 0;
}

/* A year ahead, as far as visits are booked. */
static void show_visits(struct query *q, const struct family_facts *f, const struct rules_now *rules,
                        scheduling__family_visits_reply *out) {
    struct visit_list list = scheduling_visits_of_family(VIEW(q), f->family_id, INT64_MIN, INT64_MAX);
    struct cadence_window *windows = NULL;
    size_t n = rules ? scheduling_family_windows(VIEW(q), rules, f, rules->today + BOOKING_DAYS_AHEAD, &windows) : 0;
    for (size_t i = 0; i < list.n; i++) {
        scheduling__visit *visit = show(VIEW(q), &list.visits[i], f->row);
        show_news(VIEW(q), f, &list.visits[i], query_now_ms(q), visit);
        if (rules) visit->outside_window = is_outside(&list.visits[i], query_now_ms(q), rules->zone, windows, n);
        APPEND(arena_of(q), out, visits, visit);
    }
}

/* All visits of the family, those of earlier enrolments and the cancelled ones too: a history. Windows until the
 * follow-up ends. */
int scheduling_family_visits(struct query *q, const scheduling__family_visits_request *in,
                             scheduling__family_visits_reply *out) {
    struct arena *a = arena_of(q);
    struct id family_id;
    struct family_facts f;
    struct rules_now rules;
    if (!id_from(in->family_id, &family_id)) return REASON_ID_INVALID;
    if (!scheduling_family_of(VIEW(q), family_id, &f)) return REASON_NOT_FOUND;
    query_shows(q, f.family_id);
    out->enrolment_id = id_field(a, f.enrolment_id);
    out->enrolment_version = f.row->version;
    out->state = f.row->state;
    out->key_worker = f.row->personal->key_worker;
    bool ruled = f.row->state != FOLLOW_UP_STATE_ENDED && scheduling_rules(VIEW(q), query_now_ms(q), &rules);
    show_visits(q, &f, ruled ? &rules : NULL, out);
    struct encounter_list encounters = scheduling_encounters_of_family(VIEW(q), f.family_id);
    for (size_t i = 0; i < encounters.n; i++)
        APPEND(a, out, encounters, scheduling_encounter_shown(VIEW(q), &encounters.encounters[i]));
    if (ruled) scheduling_show_windows(q, &rules, &f, in->all_windows, out);
    return 0;
}

/* The span that is searched, and who comes. */
static int slots_begin(struct query *q, const scheduling__list_slots_request *in, const struct family_facts *f,
                       const struct rules_now *rules, struct visit_plan *p, day *last) {
    day from = in->from ? civil_day(in->from) : rules->today;
    if (from == DAY_NONE) return REASON_DATE_IMPOSSIBLE;
    if (from < rules->today) from = rules->today;
    if (from > rules->today + BOOKING_DAYS_AHEAD) return REASON_DATE_TOO_FAR;
    if (in->days < 0 || in->days > SLOTS_DAYS_MOST) return REASON_NUMBER_OUT_OF_RANGE;
    if (in->minutes != 0 && (in->minutes < BOOKING_MINUTES_MIN || in->minutes > BOOKING_MINUTES_MAX))
        return REASON_NUMBER_OUT_OF_RANGE;
    if (in->n_workers > 4) return REASON_TOO_MANY;
    *last = from + (in->days ? in->days : SLOTS_DAYS_DEFAULT) - 1;
    *p = (struct visit_plan){.start_ms = day_start_ms(rules->zone, from),
                             .minutes = in->minutes,
                             .first = scheduling_family_awaits_first(VIEW(q), f)};
    for (size_t i = 0; i < in->n_workers; i++) p->workers[p->n_workers++] = in->workers[i];
    if (p->n_workers == 0) p->workers[p->n_workers++] = f->row->personal->key_worker;
    if (!p->workers[0][0]) return REASON_KEY_WORKER_MISSING;
    scheduling_plan_length(VIEW(q), rules, f, p);
    return 0;
}

/* An inactive worker has no hours here rather than a refusal: the answer is an empty list, also when others come
 * along. */
int scheduling_list_slots(struct query *q, const scheduling__list_slots_request *in,
                          scheduling__list_slots_reply *out) {
    struct arena *a = arena_of(q);
    struct id family_id;
    struct family_facts f;
    struct rules_now rules;
    struct visit_plan p;
    day last;
    if (!id_from(in->family_id, &family_id)) return REASON_ID_INVALID;
    if (!scheduling_family_of(VIEW(q), family_id, &f)) return REASON_NOT_FOUND;
    query_shows(q, f.family_id);
    if (!scheduling_rules(VIEW(q), query_now_ms(q), &rules)) return REASON_TERRITORY_MISSING;
    int reason = slots_begin(q, in, &f, &rules, &p, &last);
    if (reason) return reason;
    struct slots_worker workers[4];
    for (size_t i = 0; i < p.n_workers; i++) {
        const scheduling__worker_put *w = scheduling_worker_read(VIEW(q), p.workers[i], NULL);
        if (!w) return REASON_WORKER_UNKNOWN;
        workers[i] = scheduling_worker_slots(VIEW(q), w, rules.zone, p.start_ms, day_start_ms(rules.zone, last + 1));
        if (w->inactive) workers[i].n_hours = 0;
        APPEND(a, out, workers, w->personal->code);
    }
    struct slots_taken *family;
    size_t n_family =
        scheduling_taken_by_family(VIEW(q), f.family_id, p.start_ms, day_start_ms(rules.zone, last + 1), &family);
    struct slots_search s = {.place = {rules.territory, &rules.calendar, rules.zone, f.postal_code},
                             .minutes = p.minutes,
                             .not_before_ms = query_now_ms(q),
                             .last_day = last,
                             .family = family,
                             .n_family = n_family};
    if (p.start_ms > s.not_before_ms) s.not_before_ms = p.start_ms;
    int64_t *starts = arena_alloc(a, SLOTS_MOST * sizeof *starts);
    size_t n = slots_find(&s, workers, p.n_workers, starts, SLOTS_MOST);
    for (size_t i = 0; i < n; i++) APPEND(a, out, starts, civil_instant(a, starts[i]));
    out->minutes = p.minutes;
    out->travel_unknown = travel_metres(rules.territory, f.postal_code, f.postal_code) < 0;
    out->rules_label = arena_text(a, rules.used.label);
    return 0;
}
