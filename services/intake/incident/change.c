/* What becomes of an incident: more is known, it is judged, people are told, it is closed. */
#include "base/character.h"
#include "civil/civil.h"
#include "intake/domain/incident.h"
#include "intake/domain/states.h"
#include "intake/erasure/erasure.h"
#include "intake/incident/incident.h"
#include "intake/work/work.h"
#include "intake/work/working_days.h"

intake_rows__incident *intake_incident_row(struct view *v, ProtobufCBinaryData id) {
    struct id incident;
    return id_from(id, &incident) ? row_get(v, &intake_incidents, KEY(KEY_ID(incident))) : NULL;
}

const intake__incident_facts *intake_incident_facts(struct view *v, const intake_rows__incident *row) {
    uint64_t seq = row->personal->facts;
    const intake__incident_opened *opened =
        seq == row->opened ? READ_EVENT(v, intake__incident_opened, seq, NULL) : NULL;
    const intake__incident_changed *changed =
        seq && seq != row->opened ? READ_EVENT(v, intake__incident_changed, seq, NULL) : NULL;
    return opened ? opened->personal->facts : changed ? changed->personal->facts : NULL;
}

struct changing {
    ProtobufCBinaryData id;
    const intake_rows__incident *row;
    intake__incident_changed *event;
};

/* 0, NOT_FOUND, VERSION_STALE, INCIDENT_CLOSED, INCIDENT_OPEN. */
static int begin(struct decide *d, ProtobufCBinaryData id, ProtobufCBinaryData version, enum incident_input input,
                 struct changing *out) {
    intake_rows__incident *row = intake_incident_row(VIEW(d), id);
    int reason = change_begin(d, row ? &row->version : NULL, version);
    if (reason) return reason;
    if (!row) return REASON_NOT_FOUND;
    int next = sm_next(&intake_incident_states, (int)row->state, (int)input);
    if (next < 0) return row->state == INCIDENT_STATE_OPEN ? REASON_INCIDENT_OPEN : REASON_INCIDENT_CLOSED;
    *out = (struct changing){id, row, NEW_WITH_PERSONAL(arena_of(d), intake__incident_changed)};
    out->event->incident_id = id;
    out->event->state = (intake__incident_state)next;
    return 0;
}
#define BEGIN(d, in, input, out) begin((d), (in)->incident_id, (in)->version, (input), (out))

/* Its new version. Her family is no subject of it: what is said of an incident once she is erased would be refused. */
static ProtobufCBinaryData changed(struct decide *d, const struct changing *c) {
    struct id incident = id_of(c->id);
    return id_field(arena_of(d), EMIT_FOR(d, incident, incident, c->event));
}

static void check_reason(struct decide *d, const char *reason) {
    check_text(d, "reason", reason, CHECK_NOTE);
    if (text_is_blank(reason)) violation(d, "reason", REASON_REASON_MISSING);
}

/* ---- while it is open ---- */

int intake_note_incident(struct decide *d, const intake__note_incident_request *in, intake__note_incident_reply *out) {
    struct changing c;
    int reason = BEGIN(d, in, INCIDENT_CHANGE, &c);
    if (reason) return reason;
    check_text(d, "measure", in->measure, CHECK_NOTE);
    bool measured = !text_is_blank(in->measure);
    if (in->facts) intake_incident_facts_check(d, in->facts);
    if (in->facts) check_reason(d, in->reason);
    if (!in->facts && !measured) violation(d, "measure", REASON_FIELD_REQUIRED);
    if (violations(d)) return REASON_FIELDS_INVALID;
    c.event->personal->facts = in->facts;
    c.event->personal->reason = in->facts ? in->reason : "";
    c.event->personal->measure = measured ? in->measure : "";
    out->version = changed(d, &c);
    return 0;
}

static void check_factor(struct decide *d, const char *path, const char *text) {
    check_text(d, path, text, CHECK_NOTE);
    if (text_is_blank(text)) violation(d, path, REASON_FIELD_REQUIRED);
}

int intake_assess_incident(struct decide *d, const intake__assess_incident_request *in,
                           intake__assess_incident_reply *out) {
    struct changing c;
    int reason = BEGIN(d, in, INCIDENT_CHANGE, &c);
    if (reason) return reason;
    if (!in->assessment) return violation(d, "assessment", REASON_FIELD_REQUIRED);
    sippe__yes_no serious = in->assessment->serious_injury;
    if (serious != YES_NO_YES && serious != YES_NO_NO) violation(d, "assessment.serious_injury", REASON_FIELD_REQUIRED);
    check_factor(d, "assessment.sensitivity", in->assessment->sensitivity);
    check_factor(d, "assessment.consequences", in->assessment->consequences);
    check_factor(d, "assessment.likelihood", in->assessment->likelihood);
    if (violations(d)) return REASON_FIELDS_INVALID;
    c.event->personal->assessment = in->assessment;
    out->version = changed(d, &c);
    return 0;
}

/* In a public notice stands why she was not told herself; whoever is not named by the law is named. */
static bool says_more(intake__incident_notified who) {
    return who == INCIDENT_NOTIFIED_PUBLIC || who == INCIDENT_NOTIFIED_OTHER;
}

int intake_notify_incident(struct decide *d, const intake__notify_incident_request *in,
                           intake__notify_incident_reply *out) {
    struct changing c;
    int reason = BEGIN(d, in, INCIDENT_CHANGE, &c);
    if (reason) return reason;
    const intake__incident_notice *n = in->notice;
    if (!n) return violation(d, "notice", REASON_FIELD_REQUIRED);
    if (!n->notified) violation(d, "notice.notified", REASON_FIELD_REQUIRED);
    check_text(d, "notice.note", n->note, CHECK_NOTE);
    if (says_more(n->notified) && text_is_blank(n->note)) violation(d, "notice.note", REASON_REASON_MISSING);
    if (check_date(d, "notice.on", n->on, true) > decide_today(d)) violation(d, "notice.on", REASON_DATE_IN_FUTURE);
    if (violations(d)) return REASON_FIELDS_INVALID;
    c.event->personal->notice = in->notice;
    out->version = changed(d, &c);
    return 0;
}

/* ---- over, and not over ---- */

/* What a partner's answer opened says nothing in words before a person has. */
static bool is_described(const intake__incident_facts *f) {
    return f && !text_is_blank(f->circumstances) && (f->n_information || !text_is_blank(f->described));
}

/* The midnight behind its last day; of one that stayed open so long, of today. */
static sippe__instant *over_at(struct decide *d, const intake__incident_facts *f, day *kept_until) {
    day today = decide_today(d), known = f ? civil_day(f->known_on) : today;
    day last = known == DAY_NONE ? DAY_NONE : intake_incident_kept_until(known);
    *kept_until = last == DAY_NONE || last < today ? today : last;
    struct zone zone = civil_zone(rules_on(VIEW(d), today, NULL));
    return civil_instant(arena_of(d), day_start_ms(zone, *kept_until + 1));
}

static ProtobufCBinaryData ended(struct decide *d, const struct changing *c, const char *reason, day *kept_until) {
    c->event->personal->reason = reason;
    c->event->over_at = over_at(d, intake_incident_facts(VIEW(d), c->row), kept_until);
    if (c->row->hold_id.len) intake_hold_lift_by_incident(d, c->row->hold_id, reason);
    return changed(d, c);
}

int intake_close_incident(struct decide *d, const intake__close_incident_request *in,
                          intake__close_incident_reply *out) {
    struct changing c;
    day kept_until;
    int reason = BEGIN(d, in, INCIDENT_CLOSE, &c);
    if (reason) return reason;
    check_text(d, "reason", in->reason, CHECK_NOTE);
    if (violations(d)) return REASON_FIELDS_INVALID;
    const intake_rows__incident__personal *p = c.row->personal;
    const struct incident_known known = {.described = is_described(intake_incident_facts(VIEW(d), c.row)),
                                         .assessed = p->assessed != 0,
                                         .serious = p->serious,
                                         .notified = p->notified};
    reason = intake_incident_may_close(&known);
    if (reason) return reason;
    out->version = ended(d, &c, in->reason, &kept_until);
    out->kept_until = civil_date(arena_of(d), kept_until);
    return 0;
}

int intake_strike_incident(struct decide *d, const intake__strike_incident_request *in,
                           intake__strike_incident_reply *out) {
    struct changing c;
    day kept_until;
    int reason = BEGIN(d, in, INCIDENT_STRIKE, &c);
    if (reason) return reason;
    check_reason(d, in->reason);
    if (violations(d)) return REASON_FIELDS_INVALID;
    out->version = ended(d, &c, in->reason, &kept_until);
    return 0;
}

int intake_reopen_incident(struct decide *d, const intake__reopen_incident_request *in,
                           intake__reopen_incident_reply *out) {
    struct changing c;
    int reason = BEGIN(d, in, INCIDENT_REOPEN, &c);
    if (reason) return reason;
    check_reason(d, in->reason);
    if (violations(d)) return REASON_FIELDS_INVALID;
    ProtobufCBinaryData family_id = c.row->family_id;
    if (family_id.len && intake_family_now(VIEW(d), &family_id))
        c.event->hold_id = intake_hold_put_by_incident(d, family_id, id_of(in->incident_id));
    c.event->personal->reason = in->reason;
    c.event->act_by = out->act_by = intake_due_date(d, INTAKE_ASSESS_INCIDENT);
    out->version = changed(d, &c);
    return 0;
}

/* ---- apply ---- */

void intake_on_incident_changed(struct apply *a, const struct record *r, const intake__incident_changed *e) {
    struct id incident = id_of(e->incident_id);
    intake_rows__incident *row = intake_incident_row(VIEW(a), e->incident_id);
    if (!row) return;
    const intake__incident_changed__personal *told = e->personal;
    APPEND(arena_of(a), row, changed, r->seq);
    row->version = id_field(arena_of(a), r->id);
    row->state = e->state;
    if (e->act_by) row->act_by = e->act_by;
    if (e->state != INCIDENT_STATE_OPEN) row->hold_id = (ProtobufCBinaryData){0};
    if (e->hold_id.len) row->hold_id = e->hold_id;
    if (told->facts) row->personal->facts = r->seq;
    if (told->assessment) {
        row->personal->assessed = r->seq;
        row->personal->serious = told->assessment->serious_injury == YES_NO_YES;
    }
    if (told->notice) row->personal->notified |= intake_incident_notified_bit(told->notice->notified);
    ROW_PUT(a, &intake_incidents, KEY(KEY_ID(incident)), row);
    if (e->over_at)
        deadline_set(a, &intake_incident_over, incident, civil_ms(e->over_at));
    else
        deadline_clear(a, &intake_incident_over, incident);
    intake_work_refresh_incident(a, incident, r->at_ms);
}

int intake_incident_over_due(struct decide *d, const struct due *due) {
    if (row_exists(VIEW(d), &intake_incidents, KEY(KEY_ID(due->thing))))
        subject_erase(d, decide_new_id(d, "incident over"), due->thing, true);
    return 0;
}
