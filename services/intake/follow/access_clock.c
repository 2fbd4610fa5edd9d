#include "intake/follow/access_clock.h"

#include "civil/civil.h"
#include "intake/domain/proposal/priority.h"
#include "intake/work/work.h"

static bool runs(const intake_rows__access_clock *row) { return row->personal->end == ACCESS_END_UNSPECIFIED; }

static bool is_of(const intake_rows__access_clock *row, ProtobufCBinaryData screening) {
    return !screening.len || id_is(row->screening_id, id_of(screening));
}

/* The one that runs of this call; a call has one at most. */
static const intake_rows__access_clock *running(struct view *v, ProtobufCBinaryData family,
                                                ProtobufCBinaryData screening) {
    struct id_list list = intake_of_family(v, &intake_access_clocks_of_family, family);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__access_clock *row = row_get(v, &intake_access_clocks, KEY(KEY_ID(list.ids[i])));
        if (row && runs(row) && is_of(row, screening)) return row;
    }
    return NULL;
}

/* ---- opened and stopped ---- */

struct stopping {
    ProtobufCBinaryData by;     /* whose follow-up or decision it is */
    ProtobufCBinaryData met_in; /* the enrolment; empty: no meeting ends it */
    intake__access_end end;
    day on;
};

static void emit_stop(struct decide *d, struct id clock, const intake_rows__access_clock *row,
                      const struct stopping *s) {
    struct arena *a = arena_of(d);
    intake__access_clock_stopped *e = NEW_WITH_PERSONAL(a, intake__access_clock_stopped);
    e->clock_id = id_field(a, clock);
    e->family_id = row->family_id;
    e->by_family_id = s->by;
    e->enrolment_id = s->met_in;
    e->personal->end = s->end;
    e->personal->on = civil_date(a, s->on);
    struct id subjects[] = {clock, id_of(row->family_id)};
    emit_for(d, id_of(row->sealed_for), subjects, 2, &e->base);
}

/* Told by the zone of today's rules: whether a visit came before the decision is a matter of days. */
static bool ends(struct decide *d, const intake_rows__access_clock *row, day on) {
    return on != DAY_NONE && on >= day_at(civil_zone(rules_on(VIEW(d), decide_today(d), NULL)), row->opened_ms);
}

bool intake_access_stop(struct decide *d, ProtobufCBinaryData family_id, ProtobufCBinaryData screening_id,
                        intake__access_end end, day on) {
    bool any = false;
    struct id_list list = intake_of_family(VIEW(d), &intake_access_clocks_of_family, family_id);
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__access_clock *row = row_get(VIEW(d), &intake_access_clocks, KEY(KEY_ID(list.ids[i])));
        if (!row || !runs(row) || !is_of(row, screening_id)) continue;
        emit_stop(d, list.ids[i], row, &(struct stopping){.by = family_id, .end = end, .on = on});
        any = true;
    }
    return any;
}

/* ---- met ---- */

/* The day of the first meeting that ends it; DAY_NONE: none does. The first one of all may lie before a delay that
 * began later, which the last one ends then. */
static day met_on(struct decide *d, const intake_rows__access_clock *row, const struct access_met *met) {
    return ends(d, row, met->first) ? met->first : ends(d, row, met->last) ? met->last : DAY_NONE;
}

static void emit_resumed(struct decide *d, struct id clock, const intake_rows__access_clock *row) {
    intake__access_clock_resumed *e = NEW(arena_of(d), intake__access_clock_resumed);
    e->clock_id = id_field(arena_of(d), clock);
    e->family_id = row->family_id;
    emit_about(d, (struct id[]){clock, id_of(row->family_id)}, 2, &e->base);
}

/* What ended it was corrected. Of a follow-up that has ended since the demand ended with it. */
static void met_otherwise(struct decide *d, struct id clock, const intake_rows__access_clock *row,
                          const struct access_met *met) {
    struct stopping s = {.by = met->family_id, .met_in = met->enrolment_id, .end = ACCESS_END_MET};
    s.on = met_on(d, row, met);
    if (s.on == civil_day(row->personal->stopped_on)) return;
    if (s.on == DAY_NONE && met->ended == DAY_NONE) return emit_resumed(d, clock, row);
    if (s.on == DAY_NONE) s = (struct stopping){.by = met->family_id, .end = ACCESS_END_DEMAND_ENDED, .on = met->ended};
    emit_stop(d, clock, row, &s);
}

void intake_access_met(struct decide *d, const struct access_met *met) {
    struct id_list list = intake_of_family(VIEW(d), &intake_access_clocks_of_family, met->family_id);
    struct stopping s = {.by = met->family_id, .met_in = met->enrolment_id, .end = ACCESS_END_MET};
    for (size_t i = 0; i < list.n; i++) {
        const intake_rows__access_clock *row = row_get(VIEW(d), &intake_access_clocks, KEY(KEY_ID(list.ids[i])));
        if (!row) continue;
        s.on = runs(row) ? met_on(d, row, met) : DAY_NONE;
        if (s.on != DAY_NONE) emit_stop(d, list.ids[i], row, &s);
        if (span_equal(span_pb(row->met_in), span_pb(met->enrolment_id))) met_otherwise(d, list.ids[i], row, met);
    }
}

static struct access_due open_clock(struct decide *d, const struct access_wanted *w, const sippe__priority_rule *rule) {
    struct arena *a = arena_of(d);
    struct calendar calendar = civil_calendar(a, w->rules);
    int64_t due_ms = intake_priority_due(w->rules, rule, &calendar, decide_now_ms(d));
    day due = day_at(civil_zone(w->rules), due_ms);
    intake__access_clock_opened *e = NEW_WITH_PERSONAL(a, intake__access_clock_opened);
    e->clock_id = id_field(a, decide_new_id(d, "access"));
    e->family_id = w->row->family_id;
    e->screening_id = w->screening_id;
    e->personal->priority = w->priority;
    e->personal->due_at = civil_instant(a, due_ms);
    e->personal->due_on = civil_date(a, due);
    e->personal->first_asked_on = civil_date(a, w->asked_on);
    struct id subjects[] = {id_of(e->clock_id), id_of(e->family_id), id_of(e->screening_id)};
    emit_for(d, subjects[1], subjects, 3, &e->base);
    return (struct access_due){due, due_ms};
}

struct access_due intake_access_decided(struct decide *d, const struct access_wanted *w) {
    const sippe__priority_rule *rule = intake_priority_rule(w->rules, w->priority);
    const intake_rows__access_clock *now = running(VIEW(d), w->row->family_id, w->screening_id);
    bool asked = w->route == ROUTE_SIPPE || w->route == ROUTE_WAITLIST;
    bool followed = intake_live_enrolment(VIEW(d), w->row->family_id);
    if (now && asked && now->personal->priority == w->priority)
        return (struct access_due){civil_day(now->personal->due_on), civil_ms(now->personal->due_at)};
    intake__access_end end = asked && w->priority ? ACCESS_END_REVISED : ACCESS_END_DEMAND_ENDED;
    if (now) intake_access_stop(d, w->row->family_id, w->screening_id, end, decide_today(d));
    return asked && rule && !followed ? open_clock(d, w, rule) : (struct access_due){DAY_NONE, 0};
}

/* ---- its rows ---- */

static void put(struct apply *a, struct id clock, intake_rows__access_clock *row, const struct record *r) {
    row->version = id_field(arena_of(a), r->id);
    ROW_PUT(a, &intake_access_clocks, KEY(KEY_ID(clock)), row);
    intake_work_refresh_access(a, clock, r->at_ms);
}

void intake_on_access_clock_opened(struct apply *a, const struct record *r, const intake__access_clock_opened *e) {
    const intake_rows__screening *call = intake_screening_row(VIEW(a), e->screening_id);
    if (!call) return;
    intake_rows__access_clock *row = NEW_WITH_PERSONAL(arena_of(a), intake_rows__access_clock);
    row->family_id = e->family_id;
    row->sealed_for = call->sealed_for;
    row->screening_id = e->screening_id;
    row->opened = r->seq;
    row->opened_ms = r->at_ms;
    row->personal->priority = e->personal->priority;
    row->personal->due_at = e->personal->due_at;
    row->personal->due_on = e->personal->due_on;
    row->personal->first_asked_on = e->personal->first_asked_on;
    put(a, id_of(e->clock_id), row, r);
}

void intake_on_access_clock_stopped(struct apply *a, const struct record *r, const intake__access_clock_stopped *e) {
    intake_rows__access_clock *row = intake_access_clock_row(VIEW(a), e->clock_id);
    if (!row) return;
    row->stopped_by = e->by_family_id;
    row->met_in = e->enrolment_id;
    row->personal->end = e->personal->end;
    row->personal->stopped_on = e->personal->on;
    put(a, id_of(e->clock_id), row, r);
}

static void run_on(struct apply *a, const struct record *r, struct id clock, intake_rows__access_clock *row) {
    row->stopped_by = row->met_in = (ProtobufCBinaryData){0};
    row->personal->end = ACCESS_END_UNSPECIFIED;
    row->personal->stopped_on = NULL;
    put(a, clock, row, r);
}

void intake_on_access_clock_resumed(struct apply *a, const struct record *r, const intake__access_clock_resumed *e) {
    intake_rows__access_clock *row = intake_access_clock_row(VIEW(a), e->clock_id);
    if (row) run_on(a, r, id_of(e->clock_id), row);
}

/* It runs as it ran: she was not met by another one's visit. */
void intake_access_clocks_part(struct apply *a, const struct record *r, const struct id_list *members) {
    struct id_list list = intake_of_members(VIEW(a), &intake_access_clocks_of_family, members);
    for (size_t i = 0; i < list.n; i++) {
        intake_rows__access_clock *row = row_get(VIEW(a), &intake_access_clocks, KEY(KEY_ID(list.ids[i])));
        if (!row || !row->stopped_by.len || intake_is_among(members, row->stopped_by)) continue;
        run_on(a, r, list.ids[i], row);
    }
}

/* Of one that a meeting ended, the day alone is known: met on the last day, it was in time. */
static bool is_late(const intake_rows__access_clock__personal *p, int64_t now_ms) {
    if (p->end == ACCESS_END_MET) return civil_day(p->stopped_on) > civil_day(p->due_on);
    return p->end == ACCESS_END_UNSPECIFIED && civil_ms(p->due_at) && civil_ms(p->due_at) < now_ms;
}

intake__access_clock *intake_access_clock_shown(struct query *q, struct id id, const intake_rows__access_clock *row) {
    struct arena *a = arena_of(q);
    const intake_rows__access_clock__personal *p = row->personal;
    intake__access_clock *out = NEW(a, intake__access_clock);
    out->clock_id = id_field(a, id);
    out->screening_id = row->screening_id;
    out->priority = p->priority;
    out->opened_at = civil_instant(a, row->opened_ms);
    out->due_at = p->due_at;
    out->first_asked_on = p->first_asked_on;
    out->stopped_on = p->stopped_on;
    out->end = p->end;
    out->overdue = is_late(p, query_now_ms(q));
    return out;
}
