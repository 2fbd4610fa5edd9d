/* A person says whether the family of a call is one that intake already knew. If so, the one that was made for the call
 * becomes an alias of the known one (family/members.h), and the number that was told to her goes on finding it. */
#include "intake/access/access.h"
#include "intake/call/screening_rows.h"
#include "intake/contact/contact.h"
#include "intake/family/changed.h"
#include "intake/kin/kin.h"
#include "intake/rows.h"
#include "intake/work/work.h"

/* Any family that the caller may see, found by the machine or not: people know more. The one that was made for the call
 * must have no live enrolment: a family has one key worker and one cadence, and no person has said which of two. */
static int check_known(struct decide *d, const intake__settle_match_request *in, const intake_rows__screening *row) {
    const intake_rows__family *known = intake_family_row(VIEW(d), in->same_as_family_id);
    if (!known) return REASON_NOT_FOUND;
    int reason = intake_may_change(d, known->clsc_code, in->same_as_family_id);
    if (reason) return reason;
    if (id_is(row->family_id, id_of(in->same_as_family_id)))
        return violation(d, "same_as_family_id", REASON_CONTRADICTION);
    int closed = intake_family_closed(known);
    if (closed) return closed;
    return intake_live_enrolment(VIEW(d), row->family_id) ? REASON_ALREADY_ENROLLED : 0;
}

/* Scheduling makes the one an alias of the other too. The id of the other family is sealed, as she is asked for by it
 * after the merge and is erased by it. */
static void tell_merged(struct decide *d, ProtobufCBinaryData into_id, ProtobufCBinaryData from_id) {
    const intake_rows__family *into = intake_family_row(VIEW(d), into_id);
    if (!into) return;
    intake__family_merged *e = NEW_WITH_PERSONAL(arena_of(d), intake__family_merged);
    e->family_id = into_id;
    e->clsc_code = into->clsc_code;
    e->personal->merged_family_id = from_id;
    emit_for(d, id_of(into_id), (struct id[]){id_of(into_id), id_of(from_id)}, 2, &e->base);
}

/* Who she is from this message on is what either has said; nothing of it is said anew, as it is joined when it is
 * read. */
static void tell_followed(struct decide *d, ProtobufCBinaryData into, ProtobufCBinaryData from) {
    const struct follow_now now = {.contact = intake_contact_together(VIEW(d), into, from),
                                   .kin = intake_kin_together(VIEW(d), into, from)};
    ProtobufCBinaryData id;
    const intake_rows__enrolment *enrolment = intake_family_enrolment(VIEW(d), into, &id);
    if (enrolment && enrolment->state != ENROLMENT_STATE_ENDED) intake_kin_followed(d, id, enrolment, now.kin);
    intake_family_changed(d, into, &now);
}

/* A call that named its family has made none, and there is nothing to settle. What is settled is settled once; a merge
 * is taken back by what does that alone (undo.c). */
int intake_settle_match(struct decide *d, const intake__settle_match_request *in, intake__settle_match_reply *out) {
    struct arena *a = arena_of(d);
    const intake_rows__screening *row = intake_screening_row(VIEW(d), in->screening_id);
    int reason = CHANGE_BEGIN(d, row, in);
    if (reason) return reason;
    if (!row->made_family || row->settled) return REASON_MOVE_ILLEGAL;
    bool same = in->same_as_family_id.len > 0;
    reason = same ? check_known(d, in, row) : 0;
    if (reason) return reason;
    intake__match_settled *e = NEW_WITH_PERSONAL(a, intake__match_settled);
    e->screening_id = in->screening_id;
    e->family_id = same ? in->same_as_family_id : row->family_id;
    if (same) e->personal->merged_family_id = row->family_id;
    struct id subjects[] = {id_of(e->screening_id), id_of(e->family_id), id_of(row->family_id)};
    out->version = id_field(a, emit_for(d, subjects[1], subjects, same ? 3 : 2, &e->base));
    if (same) tell_merged(d, e->family_id, row->family_id);
    if (same) tell_followed(d, e->family_id, row->family_id);
    if (same) intake_access_join(d, e->family_id, row->family_id);
    out->family_id = e->family_id;
    const intake_rows__family *family = intake_family_row(VIEW(d), e->family_id);
    out->family_number = family ? family->personal->number : "";
    return 0;
}

/* ---- merging ---- */

/* The one becomes an alias of the other, and nothing moves. Which family is left, and which became it, follows from the
 * open part: what is done to the rows of either needs no words of the other, nor that the other is still there. */
static bool join(struct apply *a, const struct record *r, ProtobufCBinaryData into_id, ProtobufCBinaryData from_id) {
    intake_rows__family *into = intake_family_row(VIEW(a), into_id), *from = intake_family_row(VIEW(a), from_id);
    if (into) {
        into->version = id_field(arena_of(a), r->id);
        ROW_PUT(a, &intake_families, KEY(KEY_ID(id_of(into_id))), into);
    }
    if (!from) return false;
    from->personal->alias_of = into_id;
    from->aliased = r->seq;
    from->version = id_field(arena_of(a), r->id);
    ROW_PUT(a, &intake_families, KEY(KEY_ID(id_of(from_id))), from);
    return into != NULL;
}

/* Whose list her things stand in, and who must act, is as the file is now. */
static void merge(struct apply *a, const struct record *r, ProtobufCBinaryData into, ProtobufCBinaryData from) {
    if (!join(a, r, into, from)) return;
    struct id_list members = intake_members_under(VIEW(a), from);
    intake_screenings_refile(a, &members);
    intake_work_refresh_family(a, into, r->at_ms);
}

/* A merge names the family that goes as its third subject: her call's row may be gone. */
void intake_on_match_settled(struct apply *a, const struct record *r, const intake__match_settled *e) {
    intake_rows__screening *row = intake_screening_row(VIEW(a), e->screening_id);
    if (row) {
        row->settled = r->seq;
        row->personal->match_open = false;
        intake_screening_put(a, id_of(e->screening_id), row, r);
    }
    if (r->n_subjects == 3) merge(a, r, e->family_id, id_field(arena_of(a), r->subjects[2]));
}
