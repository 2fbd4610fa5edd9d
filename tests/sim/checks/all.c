/* What was promised, read from what the daemons answer, after the storm. */
#include "sim.h"

#define FAIL(s, ...) sim_fault((s), (struct id){{0}}, __VA_ARGS__)

bool referral_was_dropped(const struct sim *s, ProtobufCBinaryData referral) {
    for (size_t i = 0; i < s->n_dropped; i++)
        if (id_is(referral, s->dropped[i])) return true;
    return false;
}

/* ---- referrals ---- */

static bool states_agree(intake__referral_state r, notifications__notice_state n) {
    static const int pairs[][2] = {
        {REFERRAL_STATE_SENT, NOTICE_STATE_ISSUED},
        {REFERRAL_STATE_ACKNOWLEDGED, NOTICE_STATE_ACKNOWLEDGED},
        {REFERRAL_STATE_ACCEPTED, NOTICE_STATE_ACCEPTED},
        {REFERRAL_STATE_WAITLISTED, NOTICE_STATE_WAITLISTED},
        {REFERRAL_STATE_DECLINED, NOTICE_STATE_DECLINED},
        {REFERRAL_STATE_WRONG_PARTNER, NOTICE_STATE_WRONG_PARTNER},
        {REFERRAL_STATE_FIRST_CONTACT, NOTICE_STATE_FIRST_CONTACT},
        {REFERRAL_STATE_CANCELLED, NOTICE_STATE_WITHDRAWN},
        {REFERRAL_STATE_CANCELLED, NOTICE_STATE_FIRST_CONTACT}}; /* the cancellation met the first contact */
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (pairs[i][0] == (int)r && pairs[i][1] == (int)n) return true;
    return false;
}

static bool referral_agrees(struct sim *s, struct arena *a, const intake__referral *r) {
    notifications__get_receipt_request *ask = NEW(a, notifications__get_receipt_request);
    notifications__get_receipt_reply *of = NULL;
    notifications__get_notice_request *get = NEW(a, notifications__get_notice_request);
    notifications__get_notice_reply *got = NULL;
    ask->referral_id = r->referral_id;
    int reason = CALL(s->world, a, "notifications", "coordinator", notifications, GetReceipt, get_receipt, ask, &of);
    if (!reason) get->notice_id = of->notice_id;
    if (!reason)
        reason = CALL(s->world, a, "notifications", "coordinator", notifications, GetNotice, get_notice, get, &got);
    if (reason == REASON_NOT_FOUND && r->state == REFERRAL_STATE_CANCELLED) return true; /* it never left */
    if (reason && referral_was_dropped(s, r->referral_id)) return true;
    if (reason)
        return sim_fault(s, id_of(r->referral_id), "a referral in state %d has no notice (%d)", r->state, reason);
    if (states_agree(r->state, got->notice->state)) return true;
    return sim_fault(s, id_of(r->referral_id), "a referral is %d and its notice %d", r->state, got->notice->state);
}

/* ---- nobody is lost ---- */

static bool has_item(const intake__get_family_reply *f, ProtobufCBinaryData thing) {
    for (size_t i = 0; i < f->n_next; i++)
        if (span_equal(span_pb(f->next[i]->thing), span_pb(thing))) return true;
    return false;
}

static bool somebody_acts(struct sim *s, const intake__get_family_reply *f) {
    for (size_t i = 0; i < f->n_screenings; i++) {
        const intake__screening_summary *c = f->screenings[i];
        bool open = c->state != SCREENING_STATE_DECIDED || (c->decided_route == ROUTE_SIPPE && !f->enrolment);
        if (open && !has_item(f, c->screening_id))
            return sim_fault(s, id_of(f->family_id), "family %s: nobody acts on a screening in state %d, decided %d",
                             f->number, c->state, c->decided_route);
    }
    const intake__enrolment *e = f->enrolment;
    if (e && e->state == ENROLMENT_STATE_AWAITING_KEY_WORKER && !has_item(f, e->enrolment_id))
        return sim_fault(s, id_of(f->family_id), "family %s: nobody looks for a key worker", f->number);
    if (e && e->state == ENROLMENT_STATE_ACTIVE && !e->key_worker[0])
        return sim_fault(s, id_of(f->family_id), "family %s is followed by nobody", f->number);
    return true;
}

static bool family_is_sound(struct sim *s, struct journey *j) {
    struct arena a;
    arena_init(&a);
    intake__get_family_request *r = NEW(&a, intake__get_family_request);
    intake__get_family_reply *f = NULL;
    r->family_id = id_field(&a, j->family_id);
    int reason = CALL(s->world, &a, "intake", "coordinator", intake, GetFamily, get_family, r, &f);
    /* Put back to before it was decided, a store knows by the slot of her key alone. */
    bool erased = vault_is_erased(world_engine(s->world, "intake")->vault, j->family_id);
    if (erased && (reason == REASON_NOT_FOUND || (f && f->erasure))) reason = 0, f = NULL;
    bool sound =
        reason ? FAIL(s, "a family that was acknowledged is not there (%d)", reason) : !f || somebody_acts(s, f);
    for (size_t i = 0; sound && f && i < f->n_referrals; i++) sound = referral_agrees(s, &a, f->referrals[i]);
    arena_close(&a);
    return sound;
}

/* ---- nobody is booked twice ---- */

static bool overlaps(const scheduling__visit *a, const scheduling__visit *b) {
    return a->start->ms < b->start->ms + b->minutes * 60000LL && b->start->ms < a->start->ms + a->minutes * 60000LL;
}

static bool held(const scheduling__visit *v) {
    return v->state == VISIT_STATE_PROPOSED || v->state == VISIT_STATE_CONFIRMED;
}

static bool week_is_sound(struct sim *s, struct arena *a, const char *worker, day monday) {
    scheduling__worker_week_request *r = NEW(a, scheduling__worker_week_request);
    scheduling__worker_week_reply *w = NULL;
    int year, month, dom;
    day_parts(monday, &year, &month, &dom);
    r->worker = worker;
    r->monday = NEW(a, sippe__date);
    r->monday->year = year;
    r->monday->month = month;
    r->monday->day = dom;
    if (CALL(s->world, a, "scheduling", "coordinator", scheduling, WorkerWeek, worker_week, r, &w))
        return FAIL(s, "no week of %s", worker);
    for (size_t i = 0; i < w->n_visits; i++)
        for (size_t k = 0; k < i; k++)
            if (held(w->visits[i]) && held(w->visits[k]) && overlaps(w->visits[i], w->visits[k]))
                return FAIL(s, "%s is booked twice in the week of day %d", worker, monday);
    return true;
}

static bool weeks_are_sound(struct sim *s) {
    struct arena a;
    arena_init(&a);
    day today = day_at((struct zone){-300, true}, world_now_ms(s->world));
    bool sound = true;
    for (int i = 0; sound && i < WORKERS; i++)
        for (int week = 0; sound && week < 4; week++)
            sound = week_is_sound(s, &a, arena_printf(&a, "w%d", i + 1), today - (int)day_weekday(today) + 7 * week);
    arena_close(&a);
    return sound;
}

/* ---- nothing is parked, rows are what the journal says ---- */

static bool nothing_parked(struct sim *s) {
    bool none = true;
    for (int i = 0; none && i < DAEMONS; i++) {
        struct arena a;
        arena_init(&a);
        node__list_parked_reply *list = NEW(&a, node__list_parked_reply);
        held_list(world_view(s->world, daemon_names[i], &a), list);
        if (list->n_parked)
            none = FAIL(s, "%s holds back %zu records, the first a %s for reason %d", daemon_names[i], list->n_parked,
                        list->parked[0]->type, list->parked[0]->reason);
        arena_close(&a);
    }
    return none;
}

/* Of a daemon's own: rows are what its journal says, and every key and deadline of it. */
static bool stores_are_sound(struct sim *s) {
    const char *fault = world_verify(s->world);
    return fault ? FAIL(s, "%s", fault) : true;
}

static bool families_are_sound(struct sim *s) {
    for (size_t i = 0; i < s->n_journeys; i++)
        if (!id_is_zero(s->journeys[i].family_id) && !family_is_sound(s, &s->journeys[i])) return false;
    return true;
}

bool checks_all(struct sim *s) {
    return checks_quiet(s) && checks_effects(s, false) && checks_journals(s) && checks_deadlines(s) &&
           nothing_parked(s) && weeks_are_sound(s) && families_are_sound(s) && checks_files(s) && checks_climbed(s) &&
           checks_keys(s) && checks_looked(s) && checks_follow_up(s) && stores_are_sound(s);
}

bool checks_after_restore(struct sim *s) {
    return checks_quiet(s) && checks_effects(s, true) && families_are_sound(s) && checks_keys(s) && checks_looked(s) &&
           stores_are_sound(s);
}
