/* Visits: booked and moved at times that a person chose, confirmed, cancelled, and what happened. Whether a worker or
 * the family is free is read from rows in which every earlier message already stands, so nobody is booked twice.
 *
 * A visit is of the CLSC under which it was agreed: where she has gone to another one since, those who agreed it still
 * confirm, cancel and record it.
 *
 * After the end of a follow-up nothing is booked or moved any more; what stood before it is still confirmed, cancelled
 * and recorded, by the CLSC of the follow-up. */
#include "base/character.h"
#include "scheduling/care_team.h"
#include "scheduling/domain/booking.h"
#include "scheduling/domain/states.h"
#include "scheduling/domain/terms.h"
#include "scheduling/encounter/encounter.h"
#include "scheduling/index.h"
#include "scheduling/plan.h"
#include "scheduling/request.h"
#include "scheduling/seen/seen.h"

/* A year ahead, no more: beyond that it is a typing error. */
static void check_start(struct decide *d, const sippe__instant *start) {
    check_time(d, "start", start, true);
    if (start && start->ms > decide_now_ms(d) + BOOKING_DAYS_AHEAD * INT64_C(86400000))
        violation(d, "start", REASON_DATE_TOO_FAR);
}

/* Nobody is sent out in the evening without a word why. */
static void check_outside(struct decide *d, bool outside_hours, const char *reason) {
    if (outside_hours && text_is_blank(reason)) violation(d, "reason", REASON_REASON_MISSING);
}

static int check_book(struct decide *d, const scheduling__book_visit_request *in, struct id *family_id) {
    check_id(d, "family_id", in->family_id, family_id);
    scheduling_request_workers(d, in->workers, in->n_workers);
    check_start(d, in->start);
    if (in->minutes != 0 && (in->minutes < BOOKING_MINUTES_MIN || in->minutes > BOOKING_MINUTES_MAX))
        violation(d, "minutes", REASON_NUMBER_OUT_OF_RANGE);
    check_text(d, "reason", in->reason, REASON_MAX_LEN);
    check_outside(d, in->outside_hours, in->reason);
    return violations(d);
}

int scheduling_book_visit(struct decide *d, const scheduling__book_visit_request *in,
                          scheduling__book_visit_reply *out) {
    struct id family_id, visit_id;
    struct family_facts f;
    struct rules_now rules;
    int reason = check_book(d, in, &family_id);
    if (reason) return reason;
    if (!scheduling_family_of(VIEW(d), family_id, &f)) return REASON_NOT_FOUND;
    if (f.row->state == FOLLOW_UP_STATE_ENDED) return REASON_NOT_ENROLLED;
    if (f.row->state != FOLLOW_UP_STATE_FOLLOWED) return REASON_KEY_WORKER_MISSING;
    if (!scheduling_rules(VIEW(d), decide_now_ms(d), &rules)) return REASON_TERRITORY_MISSING;
    struct visit_plan plan = {.start_ms = in->start->ms,
                              .minutes = in->minutes,
                              .first = scheduling_family_awaits_first(VIEW(d), &f),
                              .reason = in->reason,
                              .outside_hours = in->outside_hours};
    scheduling_plan_workers(&plan, in->workers, in->n_workers, f.row->personal->key_worker);
    plan.state = visit_next(VISIT_STATE_UNSPECIFIED, VISIT_BOOK, &reason);
    scheduling_plan_length(VIEW(d), &rules, &f, &plan); /* before it is checked */
    if ((reason = scheduling_plan_check(d, &rules, &f, &plan, (struct id){{0}}))) return reason;
    scheduling_plan_window(VIEW(d), &rules, &f, &plan);
    struct id version = scheduling_plan_book(d, &rules, &f, &plan, &visit_id);
    scheduling_seen_touched(d, &f);
    out->visit_id = id_field(arena_of(d), visit_id);
    out->version = id_field(arena_of(d), version);
    out->outside_window = plan.outside_window;
    struct care_visit as = scheduling_plan_visit(&rules, &plan);
    scheduling_team_say(d, &f, &(struct team_change){.visit = visit_id, .as = &as});
    return 0;
}

/* A visit that a command names, in the version that the person saw, and the state that follows. */
struct visit_change {
    struct id visit_id;
    const scheduling_rows__visit *row;
    struct family_facts f;
    scheduling__visit_state next;
};

static int visit_change_begin(struct decide *d, ProtobufCBinaryData visit, ProtobufCBinaryData version,
                              enum visit_input input, struct visit_change *c) {
    c->visit_id = id_of(visit);
    c->row = scheduling_visit_get(VIEW(d), c->visit_id);
    if (!c->row || !scheduling_family_of_enrolment(VIEW(d), id_of(c->row->enrolment_id), &c->f))
        return REASON_NOT_FOUND;
    int reason = change_begin(d, &c->row->version, version);
    if (!reason) reason = violations(d); /* found before it, too */
    if (!reason) c->next = visit_next(c->row->personal->state, input, &reason);
    return reason;
}

static struct id change_emit(struct decide *d, const struct visit_change *c, const ProtobufCMessage *event) {
    return emit_for(d, id_of(c->row->sealed_for), (struct id[]){c->visit_id, c->f.enrolment_id, c->f.family_id}, 3,
                    event);
}

int scheduling_confirm_visit(struct decide *d, const scheduling__confirm_visit_request *in,
                             scheduling__confirm_visit_reply *out) {
    struct arena *a = arena_of(d);
    struct visit_change c;
    int reason = visit_change_begin(d, in->visit_id, in->version, VISIT_CONFIRM, &c);
    if (reason) return reason;
    scheduling__visit_confirmed *e = NEW(a, scheduling__visit_confirmed);
    e->visit_id = id_field(a, c.visit_id);
    e->family_id = id_field(a, c.f.family_id);
    out->version = id_field(a, change_emit(d, &c, &e->base));
    scheduling_seen_touched(d, &c.f);
    return 0;
}

/* The minutes and that it is the first stay: a moved visit is the same one, nearer or farther. */
static scheduling__visit_moved *moved(struct decide *d, const struct visit_change *c, const struct visit_plan *p,
                                      const char *why) {
    struct arena *a = arena_of(d);
    scheduling__visit_moved *e = NEW_WITH_PERSONAL(a, scheduling__visit_moved);
    e->visit_id = id_field(a, c->visit_id);
    e->family_id = id_field(a, c->f.family_id);
    e->state = c->next;
    e->clsc_code = scheduling_plan_clsc(VIEW(d), &c->f, p, c->row->clsc_code);
    for (size_t i = 0; i < p->n_workers; i++) APPEND(a, e->personal, workers, arena_text(a, p->workers[i]));
    e->personal->start = civil_instant(a, p->start_ms);
    e->personal->reason = arena_text(a, why);
    e->personal->outside_hours = p->outside_hours;
    e->personal->outside_window = p->outside_window;
    return e;
}

int scheduling_move_visit(struct decide *d, const scheduling__move_visit_request *in,
                          scheduling__move_visit_reply *out) {
    struct visit_change c;
    struct rules_now rules;
    check_text(d, "reason", in->reason, REASON_MAX_LEN);
    check_outside(d, in->outside_hours, in->reason);
    scheduling_request_workers(d, in->workers, in->n_workers);
    check_start(d, in->start);
    int reason = visit_change_begin(d, in->visit_id, in->version, VISIT_MOVE, &c);
    if (reason) return reason;
    if (c.f.row->state == FOLLOW_UP_STATE_ENDED) return REASON_NOT_ENROLLED;
    if (!scheduling_rules(VIEW(d), decide_now_ms(d), &rules)) return REASON_TERRITORY_MISSING;
    const scheduling_rows__visit__personal *now = c.row->personal;
    struct visit_plan plan = {
        .start_ms = in->start->ms, .minutes = now->minutes, .first = now->first, .outside_hours = in->outside_hours};
    if (in->n_workers)
        scheduling_plan_workers(&plan, in->workers, in->n_workers, "");
    else
        scheduling_plan_workers(&plan, now->workers, now->n_workers, c.f.row->personal->key_worker);
    if ((reason = scheduling_plan_check(d, &rules, &c.f, &plan, c.visit_id))) return reason;
    scheduling_plan_window(VIEW(d), &rules, &c.f, &plan);
    out->outside_window = plan.outside_window;
    out->version = id_field(arena_of(d), change_emit(d, &c, &moved(d, &c, &plan, in->reason)->base));
    scheduling_seen_touched(d, &c.f);
    struct care_visit as = scheduling_plan_visit(&rules, &plan);
    scheduling_team_say(d, &c.f, &(struct team_change){.visit = c.visit_id, .as = &as});
    return 0;
}

int scheduling_cancel_visit(struct decide *d, const scheduling__cancel_visit_request *in,
                            scheduling__cancel_visit_reply *out) {
    struct arena *a = arena_of(d);
    struct visit_change c;
    check_text(d, "reason", in->reason, REASON_MAX_LEN);
    if (text_is_blank(in->reason)) violation(d, "reason", REASON_REASON_MISSING);
    int reason = visit_change_begin(d, in->visit_id, in->version, VISIT_CANCEL, &c);
    if (reason) return reason;
    scheduling__visit_cancelled *e = NEW_WITH_PERSONAL(a, scheduling__visit_cancelled);
    e->visit_id = id_field(a, c.visit_id);
    e->family_id = id_field(a, c.f.family_id);
    e->personal->reason = arena_text(a, in->reason);
    out->version = id_field(a, change_emit(d, &c, &e->base));
    scheduling_seen_touched(d, &c.f);
    scheduling_team_say(d, &c.f, &(struct team_change){.visit = c.visit_id});
    return 0;
}

static scheduling__encounter_missed missed_of(scheduling__visit_result result) {
    switch (result) {
    case VISIT_RESULT_NO_SHOW: return ENCOUNTER_MISSED_ABSENT;
    case VISIT_RESULT_REFUSED: return ENCOUNTER_MISSED_REFUSED;
    case VISIT_RESULT_DONE:
    case VISIT_RESULT_UNSPECIFIED: break;
    }
    return ENCOUNTER_MISSED_UNSPECIFIED;
}

static void check_record(struct decide *d, const scheduling__record_visit_request *in) {
    if (in->result == VISIT_RESULT_UNSPECIFIED) violation(d, "result", REASON_FIELD_REQUIRED);
    if (in->minutes < 0 || in->minutes > BOOKING_MINUTES_MAX) violation(d, "minutes", REASON_NUMBER_OUT_OF_RANGE);
    check_text(d, "reason", in->reason, REASON_MAX_LEN);
}

/* In short: what was agreed, in person, where she lives. */
static scheduling__encounter_facts *as_agreed(struct decide *d, const struct visit_change *c,
                                              const scheduling__record_visit_request *in) {
    struct arena *a = arena_of(d);
    const scheduling_rows__visit__personal *visit = c->row->personal;
    scheduling__encounter_facts *f = NEW(a, scheduling__encounter_facts);
    f->missed = missed_of(in->result);
    f->start = civil_instant(a, visit->start_ms);
    f->minutes = in->minutes ? in->minutes : f->missed ? 0 : visit->minutes;
    f->mode = ENCOUNTER_MODE_IN_PERSON;
    f->place = ENCOUNTER_PLACE_HOME;
    for (size_t i = 0; i < visit->n_workers; i++) APPEND(a, f, workers, visit->workers[i]);
    f->note = arena_text(a, in->reason);
    return f;
}

int scheduling_record_visit(struct decide *d, const scheduling__record_visit_request *in,
                            scheduling__record_visit_reply *out) {
    struct visit_change c;
    struct id encounter_id;
    check_record(d, in);
    int reason = visit_change_begin(d, in->visit_id, in->version, visit_input_of(missed_of(in->result), false), &c);
    if (reason) return reason;
    if (decide_now_ms(d) < c.row->personal->start_ms) return REASON_NOT_YET_HAPPENED; /* begun is enough: nobody home */
    if (in->result != VISIT_RESULT_DONE && text_is_blank(in->reason)) return REASON_REASON_MISSING;
    const struct recording r = {c.f, c.visit_id, c.row, as_agreed(d, &c, in)};
    out->version = id_field(arena_of(d), scheduling_encounter_record(d, &r, &encounter_id));
    out->encounter_id = id_field(arena_of(d), encounter_id);
    return 0;
}

struct owned scheduling_owner_of_visit(struct view *v, ProtobufCBinaryData id) {
    struct id visit;
    const scheduling_rows__visit *row = id_from(id, &visit) ? scheduling_visit_get(v, visit) : NULL;
    struct owned hers = row ? scheduling_owner_of_enrolment(v, row->enrolment_id) : (struct owned){0};
    return hers.organization ? (struct owned){row->clsc_code, hers.subject} : hers;
}

/* Of an appointment that was agreed before she went to another CLSC: whose that is. */
struct owned scheduling_owner_of_record_encounter(struct view *v, const scheduling__record_encounter_request *in) {
    return in->visit_id.len ? scheduling_owner_of_visit(v, in->visit_id) : scheduling_owner_of_family(v, in->family_id);
}
