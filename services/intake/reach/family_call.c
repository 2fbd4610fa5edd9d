/* A call is recorded. */
#include "intake/contact/contact.h"
#include "intake/reach/reach.h"

bool intake_letter_comes_first(struct view *v, ProtobufCBinaryData family_id, struct unanswered so_far) {
    if (so_far.letters) return false;
    const intake__contact_details *c = intake_family_contact(v, family_id);
    return intake_contact_is_allowed(c, CONTACT_CHANNEL_MAIL) && intake_contact_has_address(c);
}

static void reply_fill(struct decide *d, const struct reaching *r, intake__record_family_call_reply *out) {
    bool counts = r->rule.tried || r->rule.reached, ours = r->told->direction == CALL_DIRECTION_OUTGOING;
    struct id about = r->screening ? id_of(r->screening_id) : (struct id){{0}};
    out->screening_id = r->screening_id;
    out->call_back_on = civil_date(arena_of(d), r->call_back_on);
    out->attempts = intake_calls_attempts(VIEW(d), r->family_id, about) + (counts && ours);
    struct unanswered so_far =
        r->rule.reached ? (struct unanswered){0, 0} : intake_calls_unanswered(VIEW(d), r->family_id);
    so_far.n += r->rule.tried;
    out->unanswered = so_far.n;
    out->unanswered_letters = so_far.letters;
    out->propose_unreachable = intake_call_proposes_unreachable(r->rules, so_far.n);
    out->by_letter = out->propose_unreachable && intake_letter_comes_first(VIEW(d), r->family_id, so_far);
}

/* The version is asked of a screening that is named: what took place is never refused because of what somebody else did
 * meanwhile, but who means to move a screening has seen it. */
int intake_record_family_call(struct decide *d, const intake__record_family_call_request *in,
                              intake__record_family_call_reply *out) {
    struct reaching r = {0};
    int reason = intake_reaching_begin(d, in->family_id, &r);
    if (!reason) reason = intake_reaching_about(d, in->screening_id, &r);
    if (!reason && in->screening_id.len) reason = CHANGE_BEGIN(d, r.screening, in);
    if (reason) return reason;
    intake_reaching_take(d, in->told, &r);
    if (violations(d)) return REASON_FIELDS_INVALID;
    intake_reaching_follow(d, &r);
    reply_fill(d, &r, out);
    struct id version = intake_reaching_emit(d, &r, &out->call_id);
    out->version = id_field(arena_of(d), version);
    if (r.screening) out->screening_version = out->version;
    return 0;
}
