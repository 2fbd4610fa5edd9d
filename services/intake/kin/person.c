/* Somebody of the family is added, corrected, has left, or was never there; or the file is in another name. */
#include "base/character.h"
#include "civil/civil.h"
#include "intake/kin/kin.h"

static void check(struct decide *d, const intake__change_person_request *in, const intake__person *was) {
    struct findings wrong = findings_in(arena_of(d));
    if (!in->who)
        violation(d, "who", REASON_FIELD_REQUIRED);
    else if (!in->in_error)
        intake_kin_check_person(in->who, decide_today(d), &wrong);
    violations_add(d, "who.", &wrong);
    if (was && text_is_blank(in->reason)) violation(d, "reason", REASON_FIELD_REQUIRED);
    check_text(d, "reason", in->reason, CHECK_NOTE);
    if (in->in_error && in->holder) violation(d, "holder", REASON_CONTRADICTION);
}

/* That she is back, or never went, is said of both files (ReturnChild); who she is may be corrected in each. */
static bool stays_apart(const intake__change_person_request *in, const intake__person *was) {
    return !in->in_error && in->who->kind == was->kind && in->who->left == was->left &&
           civil_day(in->who->left_on) == civil_day(was->left_on);
}

static int may_be(const struct kin_changing *c, const intake__change_person_request *in, const intake__person *was) {
    if (in->who->person_id.len && !was) return REASON_NOT_FOUND;
    if (was && was->left == PERSON_LEFT_OWN_FILE && !stays_apart(in, was)) return REASON_CHILD_OWN_FILE;
    if (in->who->left == PERSON_LEFT_OWN_FILE && (!was || was->left != in->who->left)) return REASON_MOVE_ILLEGAL;
    if (in->in_error && was == intake_kin_person(c->before, c->before->holder_id)) return REASON_HOLDER_STAYS;
    if (in->holder && in->who->kind != PERSON_KIND_ADULT) return REASON_MOVE_ILLEGAL;
    if (in->holder && in->who->left) return REASON_HOLDER_GONE;
    return 0;
}

static intake__kin *changed(struct decide *d, const struct kin_changing *c, const intake__change_person_request *in,
                            intake__change_person_reply *out) {
    struct arena *a = arena_of(d);
    struct kin_ids ids = intake_kin_new_ids(d);
    if (in->in_error) return intake_kin_without_person(a, c->before, in->who->person_id);
    intake__person *now = message_copy(a, &in->who->base);
    if (!now->person_id.len) now->person_id = id_field(a, ids.make(ids.owner, 0));
    out->person_id = now->person_id;
    intake__kin *after = intake_kin_with_person(a, c->before, now);
    if (in->holder) after->holder_id = now->person_id;
    return after;
}

int intake_change_person(struct decide *d, const intake__change_person_request *in, intake__change_person_reply *out) {
    struct kin_changing c;
    int reason = intake_kin_begin(d, in->family_id, in->version, &c);
    if (reason) return reason;
    const intake__person *was = in->who ? intake_kin_person(c.before, in->who->person_id) : NULL;
    check(d, in, was);
    if (violations(d)) return REASON_FIELDS_INVALID;
    reason = may_be(&c, in, was);
    if (reason) return reason;
    if (!was && c.before && c.before->n_people >= KIN_PEOPLE_MAX) return violation(d, "family_id", REASON_TOO_MANY);
    c.after = changed(d, &c, in, out);
    struct arena *a = arena_of(d);
    if (c.before && span_equal(message_pack(a, &c.before->base), message_pack(a, &c.after->base)))
        return REASON_KIN_SAME;
    c.change = in->holder ? KIN_CHANGE_HOLDER : KIN_CHANGE_PERSON;
    c.reason = in->reason;
    out->version = id_field(arena_of(d), intake_kin_emit(d, &c));
    return 0;
}
