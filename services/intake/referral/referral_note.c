/* What the partner answered, as notifications tells it. Intake owns the referral's state: an answer that meets a
 * cancellation is noted and changes nothing but who must act. */
#include "intake/domain/states.h"
#include "intake/incident/incident.h"
#include "intake/referral/referral.h"
#include "intake/rows.h"
#include "text/plain.h"
#include "intake/work/working_days.h"

static intake__referral_state state_asked_for(notifications__notice_state answer) {
    switch (answer) {
    case NOTICE_STATE_ACKNOWLEDGED: return REFERRAL_STATE_ACKNOWLEDGED;
    case NOTICE_STATE_ACCEPTED: return REFERRAL_STATE_ACCEPTED;
    case NOTICE_STATE_WAITLISTED: return REFERRAL_STATE_WAITLISTED;
    case NOTICE_STATE_DECLINED: return REFERRAL_STATE_DECLINED;
    case NOTICE_STATE_WRONG_PARTNER: return REFERRAL_STATE_WRONG_PARTNER;
    case NOTICE_STATE_FIRST_CONTACT: return REFERRAL_STATE_FIRST_CONTACT;
    case NOTICE_STATE_UNSPECIFIED:
    case NOTICE_STATE_ISSUED:
    case NOTICE_STATE_WITHDRAWN: return REFERRAL_STATE_UNSPECIFIED;
    }
    return REFERRAL_STATE_UNSPECIFIED;
}

/* ISSUED is what staff say of one that was no answer. */
static intake__referral_state answer_told(const notifications__notice_answered *e) {
    bool none = e->corrects.len && e->personal->answer == NOTICE_STATE_ISSUED;
    return none ? REFERRAL_STATE_SENT : state_asked_for(e->personal->answer);
}

/* "FULL: trois mois d'attente" */
static const char *reason_text(struct arena *a, const notifications__notice_answered *e) {
    const char *reason =
        e->personal->decline_reason == DECLINE_REASON_UNSPECIFIED
            ? NULL
            : plain_enum_write(&notifications__decline_reason__descriptor, (int)e->personal->decline_reason);
    const char *note = e->personal ? e->personal->note : "";
    if (!reason) return note;
    return *note ? arena_printf(a, "%s: %s", reason, note) : reason;
}

/* The partner has it in hand, or another door must be found: either way somebody looks again. Counted from today and
 * not from the answer: what was heard late makes nobody late. */
static sippe__date *look_again_on(struct decide *d) {
    day today = decide_today(d);
    const sippe__territory *t = rules_on(VIEW(d), today, NULL);
    bool known = t && t->delays;
    return civil_date(arena_of(d), known ? intake_working_day(arena_of(d), t, today, t->delays->look_again) : today);
}

static intake__referral_answer_noted *noted(struct decide *d, const struct record *from,
                                            const intake_rows__referral *row, const notifications__notice_answered *e,
                                            struct referral_answered what) {
    struct arena *a = arena_of(d);
    intake__referral_answer_noted *out = NEW_WITH_PERSONAL(a, intake__referral_answer_noted);
    out->referral_id = e->referral_id;
    out->family_id = row->family_id;
    if (what.meeting == REFERRAL_MOVES) out->act_by = look_again_on(d);
    if (what.tell_partner) out->act_by = intake_due_date(d, INTAKE_TELL);
    out->personal->answer = answer_told(e);
    out->personal->state = what.next;
    out->personal->crossed = what.meeting == REFERRAL_CROSSED;
    out->personal->tell_partner = what.tell_partner;
    out->personal->first_contact_on = e->personal->first_contact_on;
    out->personal->told_by = e->personal->told_by;
    if (!id_is_zero(from->actor)) out->personal->member_id = id_field(a, from->actor);
    out->personal->reason = reason_text(a, e);
    return out;
}

/* A correction says what stood there, as whoever reads of it asks first. One that was no answer is waited for by the
 * day that it was waited for at first. */
static void correction_noted(struct decide *d, const struct record *from, const intake_rows__referral *row,
                             const notifications__notice_answered *e, intake__referral_answer_noted *out) {
    const intake__referral_answer_noted *was = READ_EVENT(d, intake__referral_answer_noted, row->answered, NULL);
    const intake__referral_opened *opened = READ_EVENT(d, intake__referral_opened, row->opened, NULL);
    out->personal->corrected = true;
    out->personal->before = row->personal->state;
    if (was) out->personal->first_contact_before = was->personal->first_contact_on;
    out->personal->correction = e->personal->correction;
    if (!id_is_zero(from->actor)) out->personal->corrected_by = id_field(arena_of(d), from->actor);
    if (out->personal->state == REFERRAL_STATE_SENT && opened) out->act_by = opened->acknowledge_by;
}

/* A referral that is not known is one that a restored store has lost: the record waits, and after an hour a person
 * looks. All else is taken, whatever it meets (domain/referral_states.c). */
int intake_follow_notice_answered(struct decide *d, const struct record *from,
                                  const notifications__notice_answered *e) {
    struct id referral;
    if (!id_from(e->referral_id, &referral)) return REASON_ID_INVALID;
    const intake_rows__referral *row = intake_referral_row(VIEW(d), e->referral_id);
    if (!row) return WAIT;
    intake__referral_state answer = answer_told(e);
    struct referral_answered what = e->corrects.len ? intake_referral_correction(row->personal->state, answer)
                                                    : intake_referral_answer(row->personal->state, answer);
    if (what.meeting == REFERRAL_REPEATED) return 0;
    intake__referral_answer_noted *out = noted(d, from, row, e, what);
    if (e->corrects.len && what.meeting == REFERRAL_MOVES) correction_noted(d, from, row, e, out);
    struct id subjects[] = {referral, id_of(row->family_id)};
    emit_for(d, id_of(row->sealed_for), subjects, 2, &out->base);
    if (answer == REFERRAL_STATE_WRONG_PARTNER) intake_incident_of_referral(d, e->referral_id, row);
    return 0;
}

/* It came too late to change anything, and whoever gave it was told so: kept beside the answers that crossed a
 * cancellation, for whoever reads the file. */
int intake_follow_answer_noted(struct decide *d, const struct record *from, const notifications__answer_noted *e) {
    struct id referral;
    if (!id_from(e->referral_id, &referral)) return REASON_ID_INVALID;
    const intake_rows__referral *row = intake_referral_row(VIEW(d), e->referral_id);
    if (!row) return WAIT;
    notifications__notice_answered as_if = NOTIFICATIONS__NOTICE_ANSWERED__INIT;
    notifications__notice_answered__personal said = NOTIFICATIONS__NOTICE_ANSWERED__PERSONAL__INIT;
    as_if.referral_id = e->referral_id;
    as_if.personal = &said;
    said.answer = e->personal->answer;
    said.decline_reason = e->personal->decline_reason;
    said.first_contact_on = e->personal->first_contact_on;
    said.told_by = e->personal->told_by;
    said.note = e->personal->note;
    struct referral_answered what = {.meeting = REFERRAL_CROSSED, .next = row->personal->state};
    struct id subjects[] = {referral, id_of(row->family_id)};
    emit_for(d, id_of(row->sealed_for), subjects, 2, &noted(d, from, row, &as_if, what)->base);
    if (state_asked_for(said.answer) == REFERRAL_STATE_WRONG_PARTNER)
        intake_incident_of_referral(d, e->referral_id, row);
    return 0;
}

/* The state is the one that was decided: asked again here, a rebuild could come to another. An answer that was
 * overtaken moves nothing but the version. A new state begins anew: it is not late, and what was said about another
 * door was said of the state before. tell_partner stays until a person says that they were told. */
void intake_on_referral_answer_noted(struct apply *a, const struct record *r, const intake__referral_answer_noted *e) {
    intake_rows__referral *row = intake_referral_row(VIEW(a), e->referral_id);
    if (!row) return;
    const intake__referral_answer_noted__personal *told = e->personal;
    if (told->crossed) {
        APPEND(arena_of(a), row, crossed, r->seq);
        if (told->tell_partner) intake_referral_tell_by(row, e->act_by);
        row->personal->tell_partner = row->personal->tell_partner || told->tell_partner;
    } else if (row->personal->state != told->state || told->corrected) {
        row->answered = told->state == REFERRAL_STATE_SENT ? 0 : r->seq;
        APPEND(arena_of(a), row, said, r->seq);
        row->changed_ms = r->at_ms;
        row->personal->state = told->state;
        row->personal->due_on = e->act_by;
        row->personal->overdue = false;
        row->personal->replaced = false;
    }
    intake_referral_put(a, id_of(e->referral_id), row, r);
}

/* ---- no answer ---- */

/* An answer may have been heard first: then nobody is late. The day of the next rung is kept in the record alone; what
 * the list shows is the term that was missed. */
int intake_follow_notice_overdue(struct decide *d, const struct record *from, const notifications__notice_overdue *e) {
    (void)from;
    struct arena *a = arena_of(d);
    struct id referral;
    if (!id_from(e->referral_id, &referral)) return REASON_ID_INVALID;
    const intake_rows__referral *row = intake_referral_row(VIEW(d), e->referral_id);
    if (!row) return WAIT;
    if (row->personal->state != REFERRAL_STATE_SENT) return 0;
    const sippe__territory *t = rules_on(VIEW(d), decide_today(d), NULL);
    intake__referral_overdue_noted *out = NEW(a, intake__referral_overdue_noted);
    out->referral_id = e->referral_id;
    out->family_id = row->family_id;
    out->rung = e->rung;
    if (e->next_ms) out->act_by = civil_date(a, day_at(civil_zone(t), e->next_ms));
    struct id subjects[] = {referral, id_of(row->family_id)};
    emit_about(d, subjects, 2, &out->base);
    return 0;
}

void intake_on_referral_overdue_noted(struct apply *a, const struct record *r,
                                      const intake__referral_overdue_noted *e) {
    intake_rows__referral *row = intake_referral_row(VIEW(a), e->referral_id);
    if (!row) return;
    row->personal->overdue = true;
    intake_referral_put(a, id_of(e->referral_id), row, r);
}
