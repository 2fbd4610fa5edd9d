/* What scheduling tells of an enrolment: who keeps the bond, that nobody does yet, each visit, and one that was agreed
 * before she was taken over and could not be booked. */
#include "intake/domain/states.h"
#include "intake/follow/access_clock.h"
#include "intake/follow/schedule_note.h"
#include "intake/work/work.h"

/* The enrolment that a foreign record speaks of. 0; WAIT while it is not known; REASON_ID_INVALID. Scheduling heard of
 * it from us, so it is unknown only where our store is older than what it told: restored from a backup. */
static int find(struct decide *d, ProtobufCBinaryData id, intake_rows__enrolment **row) {
    struct id enrolment;
    if (!id_from(id, &enrolment)) return REASON_ID_INVALID;
    *row = intake_enrolment_row(VIEW(d), id);
    return *row ? 0 : WAIT;
}

static void emit_noted(struct decide *d, const intake_rows__enrolment *row, ProtobufCBinaryData enrolment,
                       const ProtobufCMessage *event) {
    struct id subjects[] = {id_of(enrolment), id_of(row->family_id)};
    emit_for(d, id_of(row->sealed_for), subjects, 2, event);
}

/* 0 without a record, here and below: what the state does not take (after END) changes nothing and holds up nobody. */
int intake_follow_key_worker_confirmed(struct decide *d, const struct record *from,
                                       const scheduling__key_worker_confirmed *e) {
    (void)from;
    intake_rows__enrolment *row;
    int reason = find(d, e->enrolment_id, &row);
    if (reason) return reason;
    if (sm_next(&intake_enrolment_states, (int)row->state, ENROLMENT_KEY_WORKER) < 0) return 0;
    intake__key_worker_noted *out = NEW_WITH_PERSONAL(arena_of(d), intake__key_worker_noted);
    out->enrolment_id = e->enrolment_id;
    out->family_id = row->family_id;
    out->personal->worker = e->personal->worker;
    emit_noted(d, row, e->enrolment_id, &out->base);
    return 0;
}

/* It may cross the end of the enrolment: then nobody is missed. Told twice, it changes nothing. */
int intake_follow_key_worker_overdue(struct decide *d, const struct record *from,
                                     const scheduling__key_worker_overdue *e) {
    (void)from;
    intake_rows__enrolment *row;
    int reason = find(d, e->enrolment_id, &row);
    if (reason) return reason;
    if (row->state != ENROLMENT_STATE_AWAITING_KEY_WORKER || row->personal->overdue) return 0;
    intake__key_worker_overdue_noted *out = NEW(arena_of(d), intake__key_worker_overdue_noted);
    out->enrolment_id = e->enrolment_id;
    out->family_id = row->family_id;
    emit_noted(d, row, e->enrolment_id, &out->base);
    return 0;
}

int intake_follow_visit_recorded(struct decide *d, const struct record *from, const scheduling__visit_recorded *e) {
    (void)from;
    intake_rows__enrolment *row;
    int reason = find(d, e->enrolment_id, &row);
    if (reason) return reason;
    if (sm_next(&intake_enrolment_states, (int)row->state, ENROLMENT_VISIT) < 0) return 0;
    intake__visit_noted *out = NEW_WITH_PERSONAL(arena_of(d), intake__visit_noted);
    out->enrolment_id = e->enrolment_id;
    out->family_id = row->family_id;
    out->personal->done = e->personal->result == VISIT_RESULT_DONE;
    out->personal->on = e->personal->on;
    emit_noted(d, row, e->enrolment_id, &out->base);
    if (out->personal->done) /* a visit is in person: the delay of access ends with it */
        intake_access_stop(d, row->family_id, (ProtobufCBinaryData){0}, ACCESS_END_MET, civil_day(e->personal->on));
    return 0;
}

/* After the end nobody need place it. */
int intake_follow_visit_unplaced(struct decide *d, const struct record *from, const scheduling__visit_unplaced *e) {
    (void)from;
    intake_rows__enrolment *row;
    int reason = find(d, e->enrolment_id, &row);
    if (reason) return reason;
    if (row->state == ENROLMENT_STATE_ENDED || !e->personal->start) return 0;
    struct arena *a = arena_of(d);
    struct zone zone = civil_zone(rules_on(VIEW(d), decide_today(d), NULL));
    intake__visit_unplaced_noted *out = NEW_WITH_PERSONAL(a, intake__visit_unplaced_noted);
    out->enrolment_id = e->enrolment_id;
    out->family_id = row->family_id;
    out->personal->at = civil_instant(a, e->personal->start->ms);
    out->personal->on = civil_date(a, day_at(zone, e->personal->start->ms));
    out->personal->reason = e->personal->reason;
    emit_noted(d, row, e->enrolment_id, &out->base);
    return 0;
}

/* Told once; after the end it says nothing that matters. */
int intake_follow_follow_up_touched(struct decide *d, const struct record *from,
                                    const scheduling__follow_up_touched *e) {
    (void)from;
    intake_rows__enrolment *row;
    int reason = find(d, e->enrolment_id, &row);
    if (reason) return reason;
    if (row->state == ENROLMENT_STATE_ENDED || row->personal->touched) return 0;
    intake__follow_up_touched_noted *out = NEW(arena_of(d), intake__follow_up_touched_noted);
    out->enrolment_id = e->enrolment_id;
    out->family_id = row->family_id;
    emit_noted(d, row, e->enrolment_id, &out->base);
    return 0;
}

static void put(struct apply *a, const struct record *r, ProtobufCBinaryData id, intake_rows__enrolment *row) {
    row->version = id_field(arena_of(a), r->id);
    ROW_PUT(a, &intake_enrolments, KEY(KEY_ID(id_of(id))), row);
    intake_work_refresh_enrolment(a, id_of(id), r->at_ms);
}

void intake_on_key_worker_noted(struct apply *a, const struct record *r, const intake__key_worker_noted *e) {
    intake_rows__enrolment *row = intake_enrolment_row(VIEW(a), e->enrolment_id);
    if (!row) return;
    row->state = ENROLMENT_STATE_ACTIVE;
    row->personal->key_worker = e->personal->worker;
    row->personal->overdue = false;
    put(a, r, e->enrolment_id, row);
}

void intake_on_key_worker_overdue_noted(struct apply *a, const struct record *r,
                                        const intake__key_worker_overdue_noted *e) {
    intake_rows__enrolment *row = intake_enrolment_row(VIEW(a), e->enrolment_id);
    if (!row) return;
    row->personal->overdue = true;
    put(a, r, e->enrolment_id, row);
}

/* Only visits that took place count. The first is the earliest, whichever was heard of first: they may be recorded
 * late, in another order. */
void intake_on_visit_noted(struct apply *a, const struct record *r, const intake__visit_noted *e) {
    intake_rows__enrolment *row = intake_enrolment_row(VIEW(a), e->enrolment_id);
    if (!row || !e->personal->done) return;
    intake_rows__enrolment__personal *p = row->personal;
    p->visits_done++;
    day first = civil_day(p->first_visit_on), on = civil_day(e->personal->on);
    if (first == DAY_NONE || (on != DAY_NONE && on < first)) p->first_visit_on = e->personal->on;
    put(a, r, e->enrolment_id, row);
}

void intake_on_visit_unplaced_noted(struct apply *a, const struct record *r, const intake__visit_unplaced_noted *e) {
    intake_rows__enrolment *row = intake_enrolment_row(VIEW(a), e->enrolment_id);
    if (!row) return;
    row->personal->unplaced = r->seq;
    row->personal->unplaced_on = e->personal->on;
    put(a, r, e->enrolment_id, row);
}

/* The version stays: nothing changed that a person has seen of the enrolment. */
void intake_on_follow_up_touched_noted(struct apply *a, const struct record *r,
                                       const intake__follow_up_touched_noted *e) {
    (void)r;
    intake_rows__enrolment *row = intake_enrolment_row(VIEW(a), e->enrolment_id);
    if (!row) return;
    row->personal->touched = true;
    ROW_PUT(a, &intake_enrolments, KEY(KEY_ID(id_of(e->enrolment_id))), row);
}

bool intake_visit_placed(struct apply *a, const struct record *r, struct id enrolment) {
    intake_rows__enrolment *row = row_get(VIEW(a), &intake_enrolments, KEY(KEY_ID(enrolment)));
    if (!row) return false;
    row->personal->unplaced = 0;
    put(a, r, id_field(arena_of(a), enrolment), row);
    return true;
}
