/* A follow-up that rests for a while, and one whose end is taken back. Its pauses stand in its row: scheduling hears of
 * them all, and owes no visit of those days (follow/told.h). A reopened enrolment has a pause from its end to that day:
 * nobody was to come then either. */
#include "base/character.h"
#include "base/message.h"
#include "civil/civil.h"
#include "intake/domain/states.h"
#include "intake/family/changed.h"
#include "intake/follow/aid.h"
#include "intake/follow/programme_end.h"
#include "intake/kin/kin.h"
#include "intake/work/taken.h"
#include "intake/work/work.h"
#include "intake/work/working_days.h"

enum { REVIEW_WITHIN_DAYS = 366, REOPEN_WITHIN_DAYS = 30 };

static bool is_followed(struct view *v, ProtobufCBinaryData enrolment) {
    return *intake_followed_row(v, enrolment)->personal->key_worker;
}

/* ---- pauses ---- */

static void pause_begin(struct arena *a, intake_rows__enrolment *row, sippe__date *from) {
    sippe__follow_up_pause *p = NEW(a, sippe__follow_up_pause);
    p->from = from;
    APPEND(a, row->personal, pauses, p);
}

/* One that ends on the day on which it began has excused nothing. */
static void pause_end(intake_rows__enrolment *row, sippe__date *on) {
    intake_rows__enrolment__personal *p = row->personal;
    if (!p->n_pauses || p->pauses[p->n_pauses - 1]->until) return;
    p->pauses[p->n_pauses - 1]->until = on;
    if (civil_day(p->pauses[p->n_pauses - 1]->from) >= civil_day(on)) p->n_pauses--;
}

/* ---- what each makes of the row: of the one that is told of, and of the one that is kept ---- */

static void suspended(struct arena *a, intake_rows__enrolment *row, const intake__enrolment_suspended *e) {
    row->state = ENROLMENT_STATE_SUSPENDED;
    row->personal->suspension = e->personal->reason;
    row->personal->review_on = e->personal->review_on;
    pause_begin(a, row, e->personal->from);
}

static void resumed(intake_rows__enrolment *row, const intake__enrolment_resumed *e) {
    row->state = e->state;
    row->personal->suspension = SUSPENSION_REASON_UNSPECIFIED;
    row->personal->review_on = NULL;
    pause_end(row, e->personal->on);
}

static void reopened(struct arena *a, intake_rows__enrolment *row, const intake__enrolment_reopened *e) {
    row->state = e->state;
    row->act_by = e->act_by ? e->act_by : row->act_by;
    row->ended_ms = 0;
    row->personal->end_reason = END_REASON_UNSPECIFIED;
    row->personal->suspension = SUSPENSION_REASON_UNSPECIFIED;
    row->personal->review_on = NULL;
    if (!e->personal->ended_on) return;
    pause_end(row, e->personal->ended_on);
    pause_begin(a, row, e->personal->ended_on);
    pause_end(row, e->personal->on);
}

/* ---- commands ---- */

static struct id emit_of(struct decide *d, ProtobufCBinaryData enrolment, const intake_rows__enrolment *row,
                         const ProtobufCMessage *event) {
    return emit_for(d, id_of(row->sealed_for), (struct id[]){id_of(enrolment), id_of(row->family_id)}, 2, event);
}

static void tell(struct decide *d, ProtobufCBinaryData id, const intake_rows__enrolment *now) {
    const struct follow_now so = {.enrolment = now, .enrolment_id = id};
    intake_family_changed(d, now->family_id, &so);
}

static void check_suspension(struct decide *d, const intake__suspend_enrolment_request *in) {
    day review = civil_day(in->review_on), today = decide_today(d);
    check_text(d, "note", in->note, CHECK_NOTE);
    if (in->reason == SUSPENSION_REASON_UNSPECIFIED) violation(d, "reason", REASON_FIELD_REQUIRED);
    if (!in->review_on)
        violation(d, "review_on", REASON_FIELD_REQUIRED);
    else if (review == DAY_NONE)
        violation(d, "review_on", REASON_DATE_IMPOSSIBLE);
    else if (review <= today)
        violation(d, "review_on", REASON_IN_THE_PAST);
    else if (review > today + REVIEW_WITHIN_DAYS)
        violation(d, "review_on", REASON_DATE_TOO_FAR);
}

int intake_suspend_enrolment(struct decide *d, const intake__suspend_enrolment_request *in,
                             intake__suspend_enrolment_reply *out) {
    struct arena *a = arena_of(d);
    intake_rows__enrolment *row = intake_enrolment_row(VIEW(d), in->enrolment_id);
    int reason = CHANGE_BEGIN(d, row, in);
    if (reason) return reason;
    check_suspension(d, in);
    if (violations(d)) return REASON_FIELDS_INVALID;
    if (row->state == ENROLMENT_STATE_SUSPENDED) return REASON_ENROLMENT_SUSPENDED;
    if (sm_next(&intake_enrolment_states, (int)row->state, ENROLMENT_SUSPEND) < 0) return REASON_NOT_ENROLLED;
    intake__enrolment_suspended *e = NEW_WITH_PERSONAL(a, intake__enrolment_suspended);
    e->enrolment_id = in->enrolment_id;
    e->family_id = row->family_id;
    e->personal->reason = in->reason;
    e->personal->from = civil_date(a, decide_today(d));
    e->personal->review_on = in->review_on;
    e->personal->note = in->note;
    out->version = id_field(a, emit_of(d, in->enrolment_id, row, &e->base));
    suspended(a, row, e);
    tell(d, in->enrolment_id, row);
    return 0;
}

int intake_resume_enrolment(struct decide *d, const intake__resume_enrolment_request *in,
                            intake__resume_enrolment_reply *out) {
    struct arena *a = arena_of(d);
    intake_rows__enrolment *row = intake_enrolment_row(VIEW(d), in->enrolment_id);
    int reason = CHANGE_BEGIN(d, row, in);
    if (reason) return reason;
    check_text(d, "note", in->note, CHECK_NOTE);
    if (violations(d)) return REASON_FIELDS_INVALID;
    bool followed = is_followed(VIEW(d), in->enrolment_id);
    int state =
        sm_next(&intake_enrolment_states, (int)row->state, followed ? ENROLMENT_RESUME_FOLLOWED : ENROLMENT_RESUME);
    if (state < 0) return REASON_ENROLMENT_NOT_SUSPENDED;
    intake__enrolment_resumed *e = NEW_WITH_PERSONAL(a, intake__enrolment_resumed);
    e->enrolment_id = in->enrolment_id;
    e->family_id = row->family_id;
    e->state = (intake__enrolment_state)state;
    e->personal->on = civil_date(a, decide_today(d));
    e->personal->note = in->note;
    out->version = id_field(a, emit_of(d, in->enrolment_id, row, &e->base));
    resumed(row, e);
    tell(d, in->enrolment_id, row);
    return 0;
}

/* A family whose sheet was taken back is closed, and one who is enrolled anew has that enrolment. */
static int may_reopen(struct decide *d, const intake_rows__enrolment *row, const intake_rows__family *family) {
    if (row->state != ENROLMENT_STATE_ENDED) return REASON_ENROLMENT_NOT_ENDED;
    if (!family) return REASON_NOT_FOUND;
    int closed = intake_family_closed(family);
    if (closed) return closed;
    if (intake_live_enrolment(VIEW(d), row->family_id)) return REASON_ALREADY_ENROLLED;
    struct zone zone = civil_zone(rules_on(VIEW(d), decide_today(d), NULL));
    return decide_today(d) > day_at(zone, row->ended_ms) + REOPEN_WITHIN_DAYS ? REASON_REOPEN_TOO_LATE : 0;
}

/* Where she has no key worker yet, one is expected as after an enrolment of today. */
static sippe__date *act_by(struct decide *d, const sippe__territory *t) {
    int days = t->delays ? t->delays->key_worker : 0;
    return civil_date(arena_of(d), intake_working_day(arena_of(d), t, decide_today(d), days));
}

int intake_reopen_enrolment(struct decide *d, const intake__reopen_enrolment_request *in,
                            intake__reopen_enrolment_reply *out) {
    struct arena *a = arena_of(d);
    intake_rows__enrolment *row = intake_enrolment_row(VIEW(d), in->enrolment_id);
    int reason = CHANGE_BEGIN(d, row, in);
    if (reason) return reason;
    if (text_is_blank(in->reason)) violation(d, "reason", REASON_REASON_MISSING);
    check_text(d, "reason", in->reason, CHECK_NOTE);
    if (violations(d)) return REASON_FIELDS_INVALID;
    ProtobufCBinaryData now = row->family_id;
    const intake_rows__family *family = intake_family_now(VIEW(d), &now);
    const sippe__territory *t = rules_on(VIEW(d), decide_today(d), NULL);
    reason = t ? may_reopen(d, row, family) : REASON_TERRITORY_MISSING;
    if (reason) return reason;
    bool followed = is_followed(VIEW(d), in->enrolment_id);
    intake__enrolment_reopened *e = NEW_WITH_PERSONAL(a, intake__enrolment_reopened);
    e->enrolment_id = in->enrolment_id;
    e->family_id = row->family_id;
    e->state = (intake__enrolment_state)sm_next(&intake_enrolment_states, (int)row->state,
                                                followed ? ENROLMENT_REOPEN_FOLLOWED : ENROLMENT_REOPEN);
    if (!followed) e->act_by = act_by(d, t);
    e->personal->reason = in->reason;
    e->personal->was = row->personal->end_reason;
    e->personal->ended_on = civil_date(a, day_at(civil_zone(t), row->ended_ms));
    e->personal->on = civil_date(a, decide_today(d));
    out->version = id_field(a, emit_of(d, in->enrolment_id, row, &e->base));
    reopened(a, row, e);
    tell(d, in->enrolment_id, row);
    row->personal->programme_end_on = row->personal->aid_on = NULL; /* its end has cleared these days */
    const intake__kin *kin = intake_family_kin(VIEW(d), row->family_id);
    intake_programme_end_emit(d, in->enrolment_id, row, row->family_id, intake_kin_youngest(kin), t);
    intake_aid_emit(d, in->enrolment_id, row, row->family_id, kin, t);
    return 0;
}

/* ---- rows ---- */

static void put(struct apply *a, const struct record *r, ProtobufCBinaryData enrolment, intake_rows__enrolment *row) {
    row->version = id_field(arena_of(a), r->id);
    ROW_PUT(a, &intake_enrolments, KEY(KEY_ID(id_of(enrolment))), row);
    intake_work_refresh_family(a, row->family_id, r->at_ms);
    intake_taken_renew(a, row->family_id, r);
}

void intake_on_enrolment_suspended(struct apply *a, const struct record *r, const intake__enrolment_suspended *e) {
    intake_rows__enrolment *row = intake_enrolment_row(VIEW(a), e->enrolment_id);
    if (!row) return;
    suspended(arena_of(a), row, e);
    APPEND(arena_of(a), row, turns, r->seq);
    put(a, r, e->enrolment_id, row);
}

void intake_on_enrolment_resumed(struct apply *a, const struct record *r, const intake__enrolment_resumed *e) {
    intake_rows__enrolment *row = intake_enrolment_row(VIEW(a), e->enrolment_id);
    if (!row) return;
    resumed(row, e);
    APPEND(arena_of(a), row, turns, r->seq);
    put(a, r, e->enrolment_id, row);
}

/* She is found by it again, where a later enrolment has ended since. */
void intake_on_enrolment_reopened(struct apply *a, const struct record *r, const intake__enrolment_reopened *e) {
    intake_rows__enrolment *row = intake_enrolment_row(VIEW(a), e->enrolment_id);
    intake_rows__family *family = row ? intake_family_row(VIEW(a), row->family_id) : NULL;
    if (!family) return;
    reopened(arena_of(a), row, e);
    APPEND(arena_of(a), row, turns, r->seq);
    family->personal->enrolment = e->enrolment_id;
    ROW_PUT(a, &intake_families, KEY(KEY_ID(id_of(row->family_id))), family);
    put(a, r, e->enrolment_id, row);
}
