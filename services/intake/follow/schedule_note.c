/* What scheduling tells of an enrolment: who keeps the bond, that nobody does yet, when she was met, and a visit that
 * was agreed before she was taken over and could not be booked. None of it changes the version of the enrolment: who
 * has its page before her acts on what she saw, whatever a colleague writes down meanwhile. */
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

/* A meeting in person ends the delay of access, and what was corrected of meetings tells anew which. */
static void tell_clock(struct decide *d, const intake_rows__enrolment *row, const scheduling__follow_up_seen *e) {
    struct zone zone = civil_zone(rules_on(VIEW(d), decide_today(d), NULL));
    bool ended = row->state == ENROLMENT_STATE_ENDED;
    intake_access_met(d, &(struct access_met){.family_id = row->family_id,
                                              .enrolment_id = e->enrolment_id,
                                              .first = civil_day(e->personal->first_in_presence_on),
                                              .last = civil_day(e->personal->last_in_presence_on),
                                              .ended = ended ? day_at(zone, row->ended_ms) : DAY_NONE});
}

/* Who keeps the bond, unless scheduling said it before it heard that she is another CLSC's: then it was somebody of the
 * one that she left, whose term ends by that. */
static const char *bond_of(const intake_rows__enrolment *row, const scheduling__follow_up_seen *e) {
    return e->moves == row->moves ? e->personal->key_worker : "";
}

/* Who keeps the bond is another one, by whose act, and why where somebody had to say it. */
static void note_bond(struct decide *d, const struct record *from, const scheduling__follow_up_seen *e,
                      intake__follow_up_noted *out) {
    const char *before = intake_followed_row(VIEW(d), e->enrolment_id)->personal->key_worker;
    out->bond = strcmp(before, out->personal->key_worker) != 0;
    if (!out->bond) return;
    out->personal->key_worker_before = before;
    out->personal->struck_worker = e->personal->struck_worker;
    out->personal->bond_reason = e->personal->bond_reason;
    if (!id_is_zero(from->actor)) out->personal->member_id = id_field(arena_of(d), from->actor);
}

/* Noted in every state: what took place before an end may be told after it. Told again, after a restore, it changes
 * nothing. */
int intake_follow_follow_up_seen(struct decide *d, const struct record *from, const scheduling__follow_up_seen *e) {
    intake_rows__enrolment *row;
    int reason = find(d, e->enrolment_id, &row);
    if (reason) return reason;
    intake__follow_up_noted *out = NEW_WITH_PERSONAL(arena_of(d), intake__follow_up_noted);
    out->enrolment_id = e->enrolment_id;
    out->family_id = row->family_id;
    out->key_worker_overdue = e->key_worker_overdue;
    out->touched = e->touched;
    const char *key_worker = bond_of(row, e);
    bool struck = !*key_worker && *e->personal->struck_worker;
    enum enrolment_input input = *key_worker ? ENROLMENT_KEY_WORKER : struck ? ENROLMENT_STRUCK : ENROLMENT_SEEN;
    out->state = (intake__enrolment_state)sm_next(&intake_enrolment_states, (int)row->state, (int)input);
    out->personal->key_worker = key_worker;
    out->personal->first_in_presence_on = e->personal->first_in_presence_on;
    out->personal->last_in_presence_on = e->personal->last_in_presence_on;
    out->personal->last_encounter_on = e->personal->last_encounter_on;
    out->personal->encounters_done = e->personal->encounters_done;
    out->personal->more =
        e->personal->encounters_done - intake_followed_row(VIEW(d), e->enrolment_id)->personal->encounters_done;
    note_bond(d, from, e, out);
    emit_noted(d, row, e->enrolment_id, &out->base);
    tell_clock(d, row, e);
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

static void put(struct apply *a, const struct record *r, ProtobufCBinaryData id, intake_rows__enrolment *row) {
    ROW_PUT(a, &intake_enrolments, KEY(KEY_ID(id_of(id))), row);
    intake_work_refresh_enrolment(a, id_of(id), r->at_ms);
}

void intake_on_follow_up_noted(struct apply *a, const struct record *r, const intake__follow_up_noted *e) {
    intake_rows__enrolment *row = intake_enrolment_row(VIEW(a), e->enrolment_id);
    if (!row) return;
    intake_rows__followed *seen = NEW_WITH_PERSONAL(arena_of(a), intake_rows__followed);
    seen->sealed_for = row->sealed_for;
    seen->key_worker_overdue = e->key_worker_overdue;
    seen->touched = e->touched;
    seen->personal->key_worker = e->personal->key_worker;
    seen->personal->first_in_presence_on = e->personal->first_in_presence_on;
    seen->personal->last_in_presence_on = e->personal->last_in_presence_on;
    seen->personal->last_encounter_on = e->personal->last_encounter_on;
    seen->personal->encounters_done = e->personal->encounters_done;
    ROW_PUT(a, &intake_followed, KEY(KEY_ID(id_of(e->enrolment_id))), seen);
    row->state = e->state;
    if (e->bond) APPEND(arena_of(a), row, bonds, r->seq);
    put(a, r, e->enrolment_id, row);
}

void intake_on_visit_unplaced_noted(struct apply *a, const struct record *r, const intake__visit_unplaced_noted *e) {
    intake_rows__enrolment *row = intake_enrolment_row(VIEW(a), e->enrolment_id);
    if (!row) return;
    row->personal->unplaced = r->seq;
    row->personal->unplaced_on = e->personal->on;
    put(a, r, e->enrolment_id, row);
}

bool intake_visit_placed(struct apply *a, const struct record *r, struct id enrolment) {
    intake_rows__enrolment *row = row_get(VIEW(a), &intake_enrolments, KEY(KEY_ID(enrolment)));
    if (!row) return false;
    row->personal->unplaced = 0;
    row->version = id_field(arena_of(a), r->id); /* a person's own word on it */
    put(a, r, id_field(arena_of(a), enrolment), row);
    return true;
}
