/* What was promised, read from the journals and from what the daemons answer, after the storm. */
#include <stdlib.h>
#include "sim.h"

#define FAIL(s, ...) (snprintf((s)->fault, sizeof(s)->fault, __VA_ARGS__), false)

/* ---- one effect per cause ---- */

struct effect {
    struct id cause, record;
    const char *type; /* of the descriptor: lives as long as the program, or as the arena */
    uint64_t seq;
};
struct effects {
    struct effect *list;
    size_t n;
};

static int by_cause(const void *a, const void *b) {
    return memcmp(&((const struct effect *)a)->cause, &((const struct effect *)b)->cause, sizeof(struct id));
}

static struct effects effects_of(struct sim *s, struct arena *a, const char *daemon) {
    struct view *v = world_view(s->world, daemon, a);
    uint64_t last = world_engine(s->world, daemon)->seq;
    struct effects out = {.list = arena_alloc(a, (last + 1) * sizeof *out.list)};
    for (uint64_t seq = 1; seq <= last; seq++) {
        sippe__record *r = journal_read(v, seq);
        if (!r) continue;
        out.list[out.n++] = (struct effect){id_of(r->cause), id_of(r->id), r->type, seq};
    }
    qsort(out.list, out.n, sizeof *out.list, by_cause);
    return out;
}

static size_t count(const struct effects *e, struct id cause, const char *type) {
    struct effect probe = {.cause = cause};
    struct effect *hit = bsearch(&probe, e->list, e->n, sizeof probe, by_cause);
    size_t n = 0;
    if (!hit) return 0;
    while (hit > e->list && id_equal(hit[-1].cause, cause)) hit--;
    for (; hit < e->list + e->n && id_equal(hit->cause, cause); hit++) n += strcmp(hit->type, type) == 0;
    return n;
}

static bool each_acknowledged_once(struct sim *s, const struct effects e[DAEMONS], bool spooled_only) {
    for (size_t i = 0; i < s->n_history; i++) {
        const struct acknowledged *h = &s->history[i];
        if (spooled_only && !h->body) continue;
        struct id cause = id_derive("sippe command", span_text(h->key), id_span(&h->request), (struct span){NULL, 0});
        size_t n = count(&e[daemon_find(h->daemon)], cause, h->event);
        if (h->reason < 0) {
            if (n > 1) return FAIL(s, "%s of %s, not answered, has %zu effects", h->event, h->key, n);
            continue;
        }
        size_t expected = h->reason == 0;
        if (n != expected)
            return FAIL(s, "%s of %s was answered %d and has %zu effects", h->event, h->key, h->reason, n);
    }
    return true;
}

static bool recalled(struct sim *s, struct id record) {
    struct arena a;
    arena_init(&a);
    struct key key = KEY(KEY_ID(record));
    struct span value;
    bool yes = txn_get(world_view(s->world, "intake", &a)->txn, TABLE_RECALLED, &key, &value);
    arena_close(&a);
    return yes;
}

/* Held back for a person: after a restore, what speaks of things that no spool brought back. */
static bool held_back(struct sim *s, const char *daemon, struct id record) {
    struct arena a;
    arena_init(&a);
    node__list_parked_reply *list = NEW(&a, node__list_parked_reply);
    held_list(world_view(s->world, daemon, &a), list);
    bool found = false;
    for (size_t i = 0; i < list->n_parked; i++) found |= span_equal(span_pb(list->parked[i]->id), id_span(&record));
    arena_close(&a);
    return found;
}

/* What a withdrawal or cancellation caught before it left is noted nowhere; all else once. */
static bool may_be_unheard(struct sim *s, const struct effect *said) {
    return strstr(said->type, "ReferralCancelled") || (strstr(said->type, "ReferralSent") && recalled(s, said->record));
}

/* Each foreign record that a daemon reacts to left its own record there once. */
static bool each_heard_once(struct sim *s, const struct effects e[DAEMONS]) {
    static const struct {
        int from;
        const char *said;
        int to;
        const char *noted;
    } pairs[] = {
        {DAEMON_INTAKE, "sippe.intake.FamilyEnrolled", DAEMON_SCHEDULING, "sippe.scheduling.FollowUpOpened"},
        {DAEMON_INTAKE, "sippe.intake.ReferralSent", DAEMON_NOTIFICATIONS, "sippe.notifications.NoticeOpened"},
        {DAEMON_INTAKE, "sippe.intake.ReferralCancelled", DAEMON_NOTIFICATIONS, "sippe.notifications.NoticeWithdrawn"},
        {DAEMON_NOTIFICATIONS, "sippe.notifications.NoticeAnswered", DAEMON_INTAKE, "sippe.intake.ReferralAnswerNoted"},
        {DAEMON_SCHEDULING, "sippe.scheduling.KeyWorkerConfirmed", DAEMON_INTAKE, "sippe.intake.KeyWorkerNoted"},
        {DAEMON_DIRECTORY, "sippe.directory.OrganizationPublished", DAEMON_NOTIFICATIONS,
         "sippe.notifications.OrganizationNoted"},
        {DAEMON_INTAKE, "sippe.node.TerritoryAdopted", DAEMON_SCHEDULING, "sippe.node.TerritoryNoted"},
    };
    for (size_t p = 0; p < sizeof pairs / sizeof pairs[0]; p++)
        for (size_t i = 0; i < e[pairs[p].from].n; i++) {
            const struct effect *said = &e[pairs[p].from].list[i];
            if (strcmp(said->type, pairs[p].said) != 0) continue;
            size_t n = count(&e[pairs[p].to], said->record, pairs[p].noted);
            if (n > 1 || (n == 0 && !may_be_unheard(s, said) && !held_back(s, daemon_names[pairs[p].to], said->record)))
                return FAIL(s, "%s %llu was noted %zu times as %s", said->type, (unsigned long long)said->seq, n,
                            pairs[p].noted);
        }
    return true;
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
    notifications__get_sheet_request *ask = NEW(a, notifications__get_sheet_request);
    notifications__get_sheet_reply *sheet = NULL;
    ask->referral_id = r->referral_id;
    int reason = CALL(s->world, a, "notifications", "coordinator", notifications, GetSheet, get_sheet, ask, &sheet);
    if (reason == REASON_NOT_FOUND && r->state == REFERRAL_STATE_CANCELLED) return true; /* it never left */
    if (reason) return FAIL(s, "a referral in state %d has no notice (%d)", r->state, reason);
    if (states_agree(r->state, sheet->notice->state)) return true;
    return FAIL(s, "a referral is %d and its notice %d", r->state, sheet->notice->state);
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
            return FAIL(s, "family %s: nobody acts on a screening in state %d, decided %d", f->number, c->state,
                        c->decided_route);
    }
    const intake__enrolment *e = f->enrolment;
    if (e && e->state == ENROLMENT_STATE_AWAITING_KEY_WORKER && !has_item(f, e->enrolment_id))
        return FAIL(s, "family %s: nobody looks for a key worker", f->number);
    if (e && e->state == ENROLMENT_STATE_ACTIVE && !e->key_worker[0])
        return FAIL(s, "family %s is followed by nobody", f->number);
    return true;
}

static bool family_is_sound(struct sim *s, struct journey *j) {
    struct arena a;
    arena_init(&a);
    intake__get_family_request *r = NEW(&a, intake__get_family_request);
    intake__get_family_reply *f = NULL;
    r->family_id = id_field(&a, j->family_id);
    int reason = CALL(s->world, &a, "intake", "coordinator", intake, GetFamily, get_family, r, &f);
    bool sound = reason ? FAIL(s, "a family that was acknowledged is not there (%d)", reason) : somebody_acts(s, f);
    for (size_t i = 0; sound && i < f->n_referrals; i++) sound = referral_agrees(s, &a, f->referrals[i]);
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

static bool journals_are_sound(struct sim *s, bool spooled_only) {
    struct arena a;
    arena_init(&a);
    struct effects e[DAEMONS];
    for (int i = 0; i < DAEMONS; i++) e[i] = effects_of(s, &a, daemon_names[i]);
    bool sound = each_acknowledged_once(s, e, spooled_only) && each_heard_once(s, e);
    arena_close(&a);
    return sound;
}

bool checks_all(struct sim *s) {
    if (!journals_are_sound(s, false) || !nothing_parked(s) || !weeks_are_sound(s)) return false;
    for (size_t i = 0; i < s->n_journeys; i++)
        if (!id_is_zero(s->journeys[i].family_id) && !family_is_sound(s, &s->journeys[i])) return false;
    const char *fault = world_verify(s->world);
    return fault ? FAIL(s, "%s", fault) : true;
}

bool checks_after_restore(struct sim *s) {
    if (!journals_are_sound(s, true)) return false;
    for (size_t i = 0; i < s->n_journeys; i++)
        if (!id_is_zero(s->journeys[i].family_id) && !family_is_sound(s, &s->journeys[i])) return false;
    const char *fault = world_verify(s->world);
    return fault ? FAIL(s, "%s", fault) : true;
}
