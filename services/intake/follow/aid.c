#include "intake/follow/aid.h"
#include "base/character.h"
#include "base/message.h"
#include "civil/civil.h"
#include "intake/domain/kin/minor_aid.h"
#include "intake/follow/enrolment_rows.h"
#include "intake/work/taken.h"
#include "intake/work/working_days.h"

enum { ASKED_MIN = 8 * 60, WORDS_CHARS = 200 };

/* ---- its day ---- */

/* What has come, or was attested, is not counted anew: a corrected date makes nobody attest twice. */
static bool is_over(const intake_rows__enrolment *row) { return row && (row->n_aids || row->personal->aid_due); }

void intake_aid_emit(struct decide *d, ProtobufCBinaryData enrolment_id, const intake_rows__enrolment *row,
                     ProtobufCBinaryData family_id, const intake__kin *kin, const sippe__territory *t) {
    struct arena *a = arena_of(d);
    day on = intake_minor_aid_from(kin, decide_today(d), t ? t->minor_aid : NULL);
    bool stands = on != DAY_NONE && is_over(row);
    if (stands || on == (row ? civil_day(row->personal->aid_on) : DAY_NONE)) return;
    intake__aid_set *e = NEW_WITH_PERSONAL(a, intake__aid_set);
    e->enrolment_id = enrolment_id;
    e->family_id = family_id;
    e->personal->on = civil_date(a, on);
    if (on != DAY_NONE) e->personal->at = civil_instant(a, wall_instant(civil_zone(t), (struct wall){on, ASKED_MIN}));
    struct id subjects[] = {id_of(enrolment_id), id_of(family_id)};
    emit_for(d, row ? id_of(row->sealed_for) : id_of(family_id), subjects, 2, &e->base);
}

void intake_on_aid_set(struct apply *a, const struct record *r, const intake__aid_set *e) {
    struct id enrolment = id_of(e->enrolment_id);
    intake_rows__enrolment *row = intake_enrolment_row(VIEW(a), e->enrolment_id);
    if (!row || row->state == ENROLMENT_STATE_ENDED) return;
    row->personal->aid_on = e->personal->on;
    row->personal->aid_due = false;
    if (e->personal->at)
        deadline_set(a, &intake_aid, enrolment, e->personal->at->ms);
    else
        deadline_clear(a, &intake_aid, enrolment);
    intake_enrolment_put(a, r, enrolment, row);
}

int intake_aid_due(struct decide *d, const struct due *due) {
    struct arena *a = arena_of(d);
    const intake_rows__enrolment *row = row_get(VIEW(d), &intake_enrolments, KEY(KEY_ID(due->thing)));
    if (!row || row->state == ENROLMENT_STATE_ENDED) return 0;
    const sippe__territory *t = rules_on(VIEW(d), decide_today(d), NULL);
    day by = decide_today(d);
    if (t) by = intake_working_day(a, t, by, t->minor_aid ? t->minor_aid->within_days : 0);
    intake__aid_reached *e = NEW(a, intake__aid_reached);
    e->enrolment_id = id_field(a, due->thing);
    e->family_id = row->family_id;
    e->act_by = civil_date(a, by);
    struct id subjects[] = {due->thing, id_of(row->family_id)};
    emit_for(d, id_of(row->sealed_for), subjects, 2, &e->base);
    return 0;
}

void intake_on_aid_reached(struct apply *a, const struct record *r, const intake__aid_reached *e) {
    intake_rows__enrolment *row = intake_enrolment_row(VIEW(a), e->enrolment_id);
    if (!row || row->state == ENROLMENT_STATE_ENDED) return;
    row->personal->aid_due = true;
    row->personal->aid_by = e->act_by;
    intake_enrolment_put(a, r, id_of(e->enrolment_id), row);
}

/* ---- what was attested ---- */

static void check_aid(struct decide *d, const intake__aid *aid, bool stands) {
    day on = civil_day(aid->on);
    bool attested = aid->outcome == AID_OUTCOME_ATTESTED;
    if (!aid->outcome) violation(d, "aid.outcome", REASON_FIELD_REQUIRED);
    if (attested && text_is_blank(aid->attested_by)) violation(d, "aid.attested_by", REASON_FIELD_REQUIRED);
    if (attested && text_is_blank(aid->given_to)) violation(d, "aid.given_to", REASON_FIELD_REQUIRED);
    if (!aid->on)
        violation(d, "aid.on", REASON_FIELD_REQUIRED);
    else if (on == DAY_NONE)
        violation(d, "aid.on", REASON_DATE_IMPOSSIBLE);
    else if (on > decide_today(d))
        violation(d, "aid.on", REASON_DATE_IN_FUTURE);
    if (stands && text_is_blank(aid->reason)) violation(d, "aid.reason", REASON_REASON_MISSING);
    check_text(d, "aid.attested_by", aid->attested_by, WORDS_CHARS);
    check_text(d, "aid.given_to", aid->given_to, WORDS_CHARS);
    check_text(d, "aid.reason", aid->reason, CHECK_NOTE);
}

int intake_record_aid(struct decide *d, const intake__record_aid_request *in, intake__record_aid_reply *out) {
    struct arena *a = arena_of(d);
    const intake_rows__enrolment *row = intake_enrolment_row(VIEW(d), in->enrolment_id);
    int reason = CHANGE_BEGIN(d, row, in);
    if (reason) return reason;
    if (!in->aid) return violation(d, "aid", REASON_FIELD_REQUIRED);
    check_aid(d, in->aid, row->n_aids > 0);
    if (violations(d)) return REASON_FIELDS_INVALID;
    if (row->state == ENROLMENT_STATE_ENDED) return REASON_NOT_ENROLLED;
    if (!is_over(row)) return REASON_AID_NOT_DUE;
    intake__aid_recorded *e = NEW_WITH_PERSONAL(a, intake__aid_recorded);
    e->enrolment_id = in->enrolment_id;
    e->family_id = row->family_id;
    e->personal->aid = message_copy(a, &in->aid->base);
    e->personal->aid->recorded_at = NULL;
    e->personal->aid->recorded_by = "";
    struct id subjects[] = {id_of(e->enrolment_id), id_of(e->family_id)};
    out->version = id_field(a, emit_for(d, id_of(row->sealed_for), subjects, 2, &e->base));
    return 0;
}

void intake_on_aid_recorded(struct apply *a, const struct record *r, const intake__aid_recorded *e) {
    intake_rows__enrolment *row = intake_enrolment_row(VIEW(a), e->enrolment_id);
    if (!row) return;
    APPEND(arena_of(a), row, aids, r->seq);
    row->personal->aid_due = false;
    row->version = id_field(arena_of(a), r->id);
    intake_enrolment_put(a, r, id_of(e->enrolment_id), row);
    intake_taken_renew(a, row->family_id, r);
}
