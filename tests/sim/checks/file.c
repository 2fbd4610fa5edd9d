/* A family's file: whoever must act is named in it, and what was hers is hers after a merge. */
#include "sim.h"

static intake__get_family_reply *file_of(struct sim *s, struct arena *a, ProtobufCBinaryData family) {
    intake__get_family_request *r = NEW(a, intake__get_family_request);
    intake__get_family_reply *f = NULL;
    r->family_id = family;
    SIM_CALL(s, a, "intake", "coordinator", "intake.GetFamily", r, &f);
    return f;
}

/* ---- who must act ---- */

static bool has_work(const intake__get_family_reply *f, ProtobufCBinaryData thing, sippe__work_kind kind) {
    for (size_t i = 0; i < f->n_next; i++)
        if (f->next[i]->kind == kind && span_equal(span_pb(f->next[i]->thing), span_pb(thing))) return true;
    return false;
}

static bool is_of(const intake__get_family_reply *f, ProtobufCBinaryData referral) {
    for (size_t i = 0; i < f->n_referrals; i++)
        if (span_equal(span_pb(f->referrals[i]->referral_id), span_pb(referral))) return true;
    return false;
}

enum since { SINCE_NOTHING, SINCE_CLOSED, SINCE_SEEN_TO };

/* What this record says of it: the answer that closed it; that a person saw to it; another door for the same need. */
static enum since says(struct view *v, uint64_t seq, const intake__get_family_reply *f, const intake__referral *r) {
    const intake__referral_answer_noted *answer = READ_EVENT(v, intake__referral_answer_noted, seq, NULL);
    const intake__work_settled *settled = READ_EVENT(v, intake__work_settled, seq, NULL);
    const intake__referral_opened *other = READ_EVENT(v, intake__referral_opened, seq, NULL);
    if (answer && !answer->personal->crossed && span_equal(span_pb(answer->referral_id), span_pb(r->referral_id)))
        return SINCE_CLOSED;
    bool seen_to = settled && span_equal(span_pb(settled->thing), span_pb(r->referral_id));
    seen_to |= other && other->personal->need == r->need && is_of(f, other->referral_id);
    return seen_to ? SINCE_SEEN_TO : SINCE_NOTHING;
}

/* By the journal's order, as clocks jump. */
static bool was_seen_to(struct sim *s, const intake__get_family_reply *f, const intake__referral *r) {
    enum since since = SINCE_NOTHING;
    struct arena a;
    arena_init(&a);
    struct view v = *world_view(s->world, "intake", &a);
    for (uint64_t seq = v.e->seq; seq && since == SINCE_NOTHING; seq--) since = says(&v, seq, f, r);
    arena_close(&a);
    return since == SINCE_SEEN_TO;
}

static bool referral_is_seen_to(struct sim *s, const intake__get_family_reply *f, const intake__referral *r) {
    bool closed = r->state == REFERRAL_STATE_DECLINED || r->state == REFERRAL_STATE_WRONG_PARTNER;
    sippe__work_kind kind = r->state == REFERRAL_STATE_WAITLISTED ? WORK_KIND_WAITLIST
                            : r->state == REFERRAL_STATE_DECLINED ? WORK_KIND_REFERRAL_DECLINED
                                                                  : WORK_KIND_WRONG_PARTNER;
    if (!closed && r->state != REFERRAL_STATE_WAITLISTED) return true;
    if (has_work(f, r->referral_id, kind)) return true;
    if (closed && was_seen_to(s, f, r)) return true;
    return sim_fault(s, id_of(r->referral_id), "family %s: nobody acts on a referral in state %d", f->number, r->state);
}

static bool waiting_list_is_seen_to(struct sim *s, const intake__get_family_reply *f) {
    for (size_t i = 0; i < f->n_screenings; i++) {
        const intake__screening_summary *c = f->screenings[i];
        bool waits = c->state == SCREENING_STATE_DECIDED && c->decided_route == ROUTE_WAITLIST && !f->enrolment;
        if (waits && !has_work(f, c->screening_id, WORK_KIND_WAITLIST))
            return sim_fault(s, id_of(f->family_id), "family %s: nobody looks at the waiting list again", f->number);
    }
    return true;
}

/* ---- merging ---- */

static bool file_holds(const intake__get_family_reply *f, const struct journey *j) {
    bool call = id_is_zero(j->screening), consent = id_is_zero(j->consent), referral = id_is_zero(j->referral);
    for (size_t i = 0; i < f->n_screenings; i++) call |= id_is(f->screenings[i]->screening_id, j->screening);
    for (size_t i = 0; i < f->n_consents; i++) consent |= id_is(f->consents[i]->consent_id, j->consent);
    for (size_t i = 0; i < f->n_referrals; i++) referral |= id_is(f->referrals[i]->referral_id, j->referral);
    return call && consent && referral;
}

/* The number that she was told, and all that was made under it, lead to the family that is left, in one step. */
static bool merged_well(struct sim *s, struct arena *a, const struct journey *j, const intake__get_family_reply *f) {
    const intake__get_family_reply *now = f->merged_into.len ? file_of(s, a, f->merged_into) : f;
    if (!now || now->merged_into.len)
        return sim_fault(s, j->family_id, "family %s was merged into one that is no more", f->number);
    if (file_holds(now, j)) return true;
    return sim_fault(s, j->family_id, "the file of %s lacks what was made for %s", now->number, f->number);
}

bool checks_files(struct sim *s) {
    for (size_t i = 0; i < s->n_journeys && !s->fault[0]; i++) {
        const struct journey *j = &s->journeys[i];
        struct arena a;
        if (id_is_zero(j->family_id)) continue;
        arena_init(&a);
        const intake__get_family_reply *f = file_of(s, &a, id_field(&a, j->family_id));
        bool erased = f && f->erasure && !f->family_id.len;
        if (f && !erased && waiting_list_is_seen_to(s, f) && merged_well(s, &a, j, f))
            for (size_t k = 0; k < f->n_referrals; k++) referral_is_seen_to(s, f, f->referrals[k]);
        arena_close(&a);
    }
    return !s->fault[0];
}
