/* The call that is the door. */
#include "intake/access/access.h"
#include "intake/call/draft.h"
#include "intake/call/known.h"
#include "intake/call/match.h"
#include "intake/call/number.h"
#include "intake/call/proposing.h"
#include "intake/call/taking.h"
#include "intake/work/working_days.h"
#include "intake/call/urgent.h"
#include "intake/inbound/inbound.h"
#include "intake/kin/kin.h"
#include "intake/notes/notes.h"
#include "intake/contact/contact.h"
#include "intake/domain/screening/pregnancy.h"
#include "intake/family/changed.h"

struct owned intake_owner_of_screening(struct view *v, ProtobufCBinaryData id) {
    const intake_rows__screening *row = intake_screening_row(v, id);
    return row ? intake_owned_by(v, row->family_id) : (struct owned){0};
}

/* A family that was named: one of the caller's own, that is still a family of its own. */
static int known_family(struct decide *d, ProtobufCBinaryData id, const intake_rows__family **out) {
    *out = NULL;
    if (id.len == 0) return 0;
    *out = intake_family_row(VIEW(d), id);
    if (!*out) return REASON_NOT_FOUND;
    int reason = intake_may_change(d, (*out)->clsc_code, id);
    if (reason) return reason;
    return intake_family_closed(*out);
}

static intake__screening_submitted *submitted(struct decide *d, const struct call *c, const intake_rows__family *known,
                                              ProtobufCBinaryData family_id) {
    struct arena *a = arena_of(d);
    intake__screening_submitted *e = NEW_WITH_PERSONAL(a, intake__screening_submitted);
    intake__screening_submitted__personal *p = e->personal;
    struct id family = known ? id_of(family_id) : decide_new_id(d, "family");
    e->screening_id = id_field(a, decide_new_id(d, "screening"));
    e->family_id = id_field(a, family);
    e->new_family = !known;
    e->clsc_code = c->answers->call->clsc_code;
    /* the apply counts on before the next is decided */
    p->family_number = known ? known->personal->number : intake_number_next(d);
    p->screening = c->answers;
    p->proposal = intake_call_propose(d, c);
    p->act_by = civil_date(a, intake_act_by(a, p->proposal, c->rules, c->today));
    p->recall_at = intake_recall_at(a, p->proposal, c->rules);
    p->due_date = intake_call_due(d, c->answers, c->rules);
    if (!known) { /* whom a person has named is not searched for */
        struct matches found = intake_match_find(VIEW(d), c->answers, family);
        p->matches = found.matches;
        p->n_matches = found.n_matches;
        p->match_elsewhere = intake_match_elsewhere(VIEW(d), found, e->clsc_code);
        if (found.n_matches) p->settle_by = intake_due_date(d, INTAKE_SETTLE_MATCH);
    }
    if (intake_is_followed_elsewhere(c->answers)) p->ask_door_by = intake_due_date(d, INTAKE_SETTLE_MATCH);
    return e;
}

static int32_t matches_seen(struct decide *d, struct matches all) {
    return (int32_t)intake_matches_seen(VIEW(d), decide_principal(d), all).n_matches;
}

/* The same call once more, from whichever request: told as it was, and nothing is made. */
static int known_call(struct decide *d, const struct call *c, intake__submit_screening_reply *out) {
    struct arena *a = arena_of(d);
    struct id id;
    const intake_rows__screening *row = intake_call_find(VIEW(d), decide_principal(d), c->answers, &id);
    if (!row) return 0;
    if (!intake_call_same(VIEW(d), row, c->answers)) return REASON_CALL_KNOWN;
    ProtobufCBinaryData now = row->family_id;
    const intake_rows__family *family = intake_family_now(VIEW(d), &now);
    out->known = true;
    out->clsc_code = row->clsc_code;
    out->screening_id = id_field(a, id);
    out->version = row->version;
    out->family_id = now;
    out->family_number = family ? family->personal->number : "";
    out->proposed_route = row->personal->proposed;
    out->n_matches = matches_seen(d, intake_last_word(VIEW(d), row).matches);
    return 0;
}

int intake_submit_screening(struct decide *d, const intake__submit_screening_request *in,
                            intake__submit_screening_reply *out) {
    struct call call = {0};
    const intake_rows__family *known = NULL;
    check_text(d, "notes", in->notes, NOTE_BYTES);
    int reason = intake_call_take(d, in->screening, decide_now_ms(d), &call);
    if (!reason && violations(d)) reason = REASON_FIELDS_INVALID;
    if (reason) return reason;
    reason = known_call(d, &call, out);
    if (!reason && !out->known) reason = known_family(d, in->family_id, &known);
    if (reason) return reason;
    const char *notes = *in->notes ? in->notes : intake_draft_notes(d, in->draft_id);
    ProtobufCBinaryData inbound = in->inbound_id.len ? in->inbound_id : intake_draft_inbound(d, in->draft_id);
    intake_draft_finish(d, in->draft_id, DRAFT_END_SUBMITTED);
    if (out->known) {
        intake_inbound_take(d, inbound, out->family_id);
        return 0;
    }
    intake__screening_submitted *e = submitted(d, &call, known, in->family_id);
    struct id subjects[] = {id_of(e->screening_id), id_of(e->family_id)};
    out->version = id_field(arena_of(d), emit_for(d, subjects[1], subjects, 2, &e->base));
    struct follow_now now = {.kin = NULL};
    if (known) now.kin = intake_kin_heard(d, e->family_id, e->screening_id, call.answers);
    intake_urgent_emit(d, e->family_id, e->screening_id, e->personal->proposal, call.rules);
    if (known) now.contact = intake_contact_heard(d, e->family_id, e->screening_id, call.answers);
    if (known) intake_family_changed(d, e->family_id, &now);
    intake_note_of_call(d, e->family_id, e->screening_id, notes);
    intake_inbound_take(d, inbound, e->family_id);
    out->screening_id = e->screening_id;
    out->family_id = e->family_id;
    out->family_number = e->personal->family_number;
    out->clsc_code = e->clsc_code;
    out->proposed_route = e->personal->proposal->route;
    out->n_matches = matches_seen(d, (struct matches){e->personal->matches, e->personal->n_matches});
    out->left_out = call.left_out.paths;
    out->n_left_out = call.left_out.n_paths;
    return 0;
}
