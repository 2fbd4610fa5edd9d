/* Another coordinator confirms it: from here on nobody can undo it. */
#include <string.h>
#include "civil/civil.h"
#include "intake/call/number.h"
#include "intake/disclosure/disclosure.h"
#include "intake/domain/erasure/erasure.h"
#include "intake/erasure/erasure.h"
#include "intake/merge/merge.h"
#include "intake/work/work.h"

/* Until a daemon that does not answer is somebody's work. */
enum { ANSWER_DAYS = 1 };

/* A person may have several memberships; her worker's code is one. */
static bool is_same_person(struct decide *d, struct id proposer) {
    struct member a, b;
    struct id own = decide_principal(d)->id;
    if (id_equal(own, proposer)) return true;
    bool both = member_find(VIEW(d), own, &a) && member_find(VIEW(d), proposer, &b);
    return both && *a.worker && strcmp(a.worker, b.worker) == 0;
}

/* Of any of what goes: a record that waits may say that a partner holds more of her, or that she has called. */
static bool is_held(struct decide *d, const struct erasing *m, const struct id_list *subjects) {
    for (size_t i = 0; i < subjects->n; i++)
        if (subject_is_held(d, subjects->ids[i])) return true;
    ProtobufCBinaryData enrolment;
    return intake_family_enrolment(VIEW(d), m->family_id, &enrolment) && subject_is_held(d, id_of(enrolment));
}

/* What is wrong with the proposal itself, before anything that a person can still do about it. */
static int check_proposal(struct decide *d, const intake_rows__erasure *row, struct erasing *m) {
    if (row->state != ERASURE_STATE_PROPOSED) return REASON_MOVE_ILLEGAL;
    int reason = intake_erasing_begin(VIEW(d), row->family_id, decide_today(d), m);
    if (reason) return reason;
    if (is_same_person(d, id_of(row->proposed_by))) return REASON_ERASURE_SAME_PERSON;
    if (m->last_ms > row->proposed_ms) return REASON_ERASURE_OUTDATED;
    return m->today < civil_day(row->confirm_from) ? REASON_ERASURE_DELAY : 0;
}

static int may_confirm(struct decide *d, const intake__confirm_erasure_request *in, const intake_rows__erasure *row,
                       struct erasing *m) {
    int reason = CHANGE_BEGIN(d, row, in);
    if (!reason) reason = check_proposal(d, row, m);
    if (!reason) reason = intake_erasing_check_followed(VIEW(d), m);
    if (!reason) reason = intake_erasing_check_holds(VIEW(d), m);
    if (!reason && restore_is_unreviewed(d)) reason = REASON_RESTORE_UNREVIEWED;
    return reason ? reason : intake_erasing_check_holders(VIEW(d), m);
}

/* Hers, then those of whoever became her: none of them is ever given again, and each finds the certificate. */
static void tell_numbers(struct decide *d, const struct id_list *families, intake__erasure_confirmed *e) {
    for (size_t i = 0; i < families->n; i++) {
        const intake_rows__family *row = row_get(VIEW(d), &intake_families, KEY(KEY_ID(families->ids[i])));
        if (row) APPEND(arena_of(d), e->personal, numbers, row->personal->number);
    }
}

static struct id certify(struct decide *d, const struct erasing *m, const intake__confirm_erasure_request *in,
                         const struct id_list *families, intake__confirm_erasure_reply *out) {
    struct arena *a = arena_of(d);
    struct holders held = intake_erasure_holders(VIEW(d), m->family_id);
    intake__erasure_confirmed *e = NEW_WITH_PERSONAL(a, intake__erasure_confirmed);
    e->erasure_id = in->erasure_id;
    e->answer_by = civil_date(a, m->today + ANSWER_DAYS);
    e->final_by = civil_date(a, m->today + intake_erasure_rewrap_days(m->rules));
    tell_numbers(d, families, e);
    e->personal->holders = held.holders;
    e->personal->n_holders = held.n_holders;
    out->families = (int32_t)families->n;
    out->final_by = e->final_by;
    return EMIT(d, id_of(in->erasure_id), e);
}

int intake_confirm_erasure(struct decide *d, const intake__confirm_erasure_request *in,
                           intake__confirm_erasure_reply *out) {
    const intake_rows__erasure *row = intake_erasure_row(VIEW(d), in->erasure_id);
    struct erasing m;
    int reason = may_confirm(d, in, row, &m);
    if (reason) return reason;
    struct id_list families = intake_erasure_families(VIEW(d), row->family_id);
    struct id_list subjects = intake_erasure_subjects(VIEW(d), row->family_id);
    if (is_held(d, &m, &subjects)) return REASON_HELD;
    out->version = id_field(arena_of(d), certify(d, &m, in, &families, out));
    for (size_t i = 0; i < subjects.n; i++)
        subject_erase(d, id_of(in->erasure_id), subjects.ids[i], i + 1 == subjects.n);
    return 0;
}

/* ---- apply ---- */

/* The numbers are the house's: they are there as long as the certificate is. */
static void hash_numbers(struct apply *a, const intake__erasure_confirmed *e, intake_rows__erasure *row) {
    for (size_t i = 0; i < e->personal->n_numbers; i++)
        APPEND(arena_of(a), row, number_hashes,
               id_field(arena_of(a), intake_number_hash(VIEW(a), e->personal->numbers[i])));
}

void intake_on_erasure_confirmed(struct apply *a, const struct record *r, const intake__erasure_confirmed *e) {
    intake_rows__erasure *row = intake_erasure_row(VIEW(a), e->erasure_id);
    if (!row) return;
    row->state = ERASURE_STATE_CONFIRMED;
    row->confirmed = r->seq;
    row->answer_by = e->answer_by;
    row->final_by = e->final_by;
    hash_numbers(a, e, row);
    for (size_t i = 0; i < DAEMONS; i++) APPEND(arena_of(a), row, answered, 0);
    intake_erasure_put(a, id_of(e->erasure_id), row, r);
}

/* What the register keeps of her asks nobody for anything any more. */
static void forget_work(struct apply *a, ProtobufCBinaryData family) {
    struct id_list list = intake_of_family(VIEW(a), &intake_disclosures_of_family, family);
    for (size_t i = 0; i < list.n; i++) row_delete(a, &intake_work, KEY(KEY_ID(list.ids[i])));
}

/* Proposed for a family that has become another since, who is erased with her now. */
static void end_others(struct apply *a, const struct record *r, const node__subject_erased *e) {
    struct id id;
    const intake_rows__erasure *open = intake_erasure_open(VIEW(a), e->subject, &id);
    if (!open) return;
    intake_rows__erasure *row = intake_erasure_row(VIEW(a), id_field(arena_of(a), id));
    row->state = ERASURE_STATE_WITHDRAWN;
    row->withdrawn = r->seq;
    intake_erasure_put(a, id, row, r);
}

/* Of a store that was put back to when it was open: whoever erased her since knew that it was closed. It goes on, of no
 * family, and keeps nothing of hers. */
static void incidents_go_on(struct apply *a, const struct record *r, ProtobufCBinaryData subject) {
    struct id erased = id_of(subject);
    const struct id_list own = {&erased, 1};
    struct id_list list = intake_of_members(VIEW(a), &intake_incidents_of_family, &own);
    for (size_t i = 0; i < list.n; i++) {
        intake_rows__incident *row = row_get(VIEW(a), &intake_incidents, KEY(KEY_ID(list.ids[i])));
        if (!row || row->state != INCIDENT_STATE_OPEN) continue;
        row->family_id = row->hold_id = (ProtobufCBinaryData){0};
        ROW_PUT(a, &intake_incidents, KEY(KEY_ID(list.ids[i])), row);
        intake_work_refresh_incident(a, list.ids[i], r->at_ms);
    }
}

void intake_on_subject_erased(struct apply *a, const struct record *r, const node__subject_erased *e) {
    subject_erased_put(a, e);
    forget_work(a, e->subject);
    end_others(a, r, e);
    intake_merges_end(a, r, e->subject);
    incidents_go_on(a, r, e->subject);
}
