/* Whose turn it is, after every turn of intake and of scheduling that wrote something, over their rows alone: no open
 * thing of a family is nobody's. Against today and the keys, so that work which nobody could do is found as well.
 *
 *   open(thing)  ─▶ an item of it stands in `work`, has a day, and is somebody's: of its role, or a coordinator's
 *   followed(u)  ─▶ a visit is ahead, or something is to be done, or no window is left in the rules */
#include "intake/rows.h"
#include "intake/work/work.h"
#include "scheduling/index.h"
#include "scheduling/work/derived.h"
#include "sim.h"

/* A day that is further off than any delay or recall: nobody waits for it. */
enum { HORIZON = 400 };

struct looking {
    struct sim *s;
    struct view *v;
    day today;
    struct staff staff;
};

static bool someone(const struct looking *l, sippe__role role, const char *clsc) {
    return staff_has(&l->staff, role, clsc) || staff_has(&l->staff, ROLE_COORDINATOR, "");
}

static bool good(struct looking *l, struct id thing, sippe__work_kind kind, const char *what) {
    const intake_rows__work *row = intake_work_row(l->v, thing);
    const intake_rows__work__item *item = intake_work_find(row, kind);
    if (!item) return sim_fault(l->s, thing, "nobody's turn: %s", what);
    day due = civil_day(item->due_on);
    if (due == DAY_NONE) return sim_fault(l->s, thing, "without a day: %s", what);
    if (due > l->today + HORIZON) return sim_fault(l->s, thing, "too far off: %s", what);
    if (!someone(l, item->role, row->clsc_code)) return sim_fault(l->s, thing, "no one is there for it: %s", what);
    return true;
}

/* ---- intake ---- */

/* What a decision leads to, until somebody says that it is arranged; a second offer only where the rules want one. */
static bool decision_is_good(struct looking *l, struct id id, const intake_rows__screening__personal *p) {
    switch (p->route) {
    case ROUTE_SIPPE: return good(l, id, WORK_KIND_ENROL, "one to be enrolled");
    case ROUTE_WAITLIST: return good(l, id, WORK_KIND_WAITLIST, "a waiting list");
    case ROUTE_OLO_ONLY: return p->arranged || good(l, id, WORK_KIND_OLO_START, "food to be arranged");
    case ROUTE_OTHER_SERVICE: return p->arranged || good(l, id, WORK_KIND_TELL_DOOR, "a door to be told");
    case ROUTE_NOT_ELIGIBLE:
    case ROUTE_DECLINED:
    case ROUTE_UNREACHABLE:
        return p->arranged || !p->act_by || good(l, id, WORK_KIND_SECOND_OFFER, "one to be asked once more");
    case ROUTE_UNSPECIFIED:
    case ROUTE_CALL_BACK:
    case ROUTE_PRE_REGISTER: break;
    }
    return sim_fault(l->s, id, "a decision that is none");
}

static bool urgent_is_good(struct looking *l, struct id id) {
    const intake_rows__urgent *row = row_get(l->v, &intake_urgents, KEY(KEY_ID(id)));
    return !row || row->settled || good(l, id, WORK_KIND_URGENT_NEED, "an urgent need");
}

static bool clock_is_good(struct looking *l, struct id id) {
    const intake_rows__access_clock *row = row_get(l->v, &intake_access_clocks, KEY(KEY_ID(id)));
    return !row || row->personal->end || good(l, id, WORK_KIND_ACCESS, "a delay of access");
}

static bool call_is_good(struct looking *l, struct id id) {
    const intake_rows__family_call *row = row_get(l->v, &intake_family_calls, KEY(KEY_ID(id)));
    return !row || !row->personal->asks || good(l, id, row->personal->asks, "what a call asks");
}

static bool screening_is_good(struct looking *l, struct id id) {
    const intake_rows__screening *row = row_get(l->v, &intake_screenings, KEY(KEY_ID(id)));
    if (!row) return true;
    const intake_rows__screening__personal *p = row->personal;
    if (p->match_open && !good(l, id, WORK_KIND_SETTLE_MATCH, "a match")) return false;
    switch (p->state) {
    case SCREENING_STATE_TO_DECIDE:
        return good(l, id, p->place_unknown ? WORK_KIND_PLACE_UNKNOWN : WORK_KIND_DECIDE_ROUTE, "a call to be decided");
    case SCREENING_STATE_CALL_BACK:
        if (p->calls_over) return good(l, id, WORK_KIND_DECIDE_ROUTE, "one that was reached");
        return good(l, id, p->proposed == ROUTE_PRE_REGISTER ? WORK_KIND_START_WEEK : WORK_KIND_CALL_BACK,
                    "a family to be called back");
    case SCREENING_STATE_PRE_REGISTERED: return good(l, id, WORK_KIND_START_WEEK, "one that is pre-registered");
    case SCREENING_STATE_DECIDED: return p->enrolled || decision_is_good(l, id, p);
    case SCREENING_STATE_UNSPECIFIED: break;
    }
    return sim_fault(l->s, id, "a call in no state");
}

static bool referral_is_good(struct looking *l, struct id id) {
    const intake_rows__referral *row = row_get(l->v, &intake_referrals, KEY(KEY_ID(id)));
    if (!row) return true;
    const intake_rows__referral__personal *p = row->personal;
    switch (p->state) {
    case REFERRAL_STATE_SENT:
    case REFERRAL_STATE_ACKNOWLEDGED:
    case REFERRAL_STATE_ACCEPTED: return good(l, id, WORK_KIND_REFERRAL_OVERDUE, "a referral that is out");
    case REFERRAL_STATE_WAITLISTED: return good(l, id, WORK_KIND_WAITLIST, "a partner's waiting list");
    case REFERRAL_STATE_DECLINED: return p->replaced || good(l, id, WORK_KIND_REFERRAL_DECLINED, "another door");
    case REFERRAL_STATE_WRONG_PARTNER: return p->replaced || good(l, id, WORK_KIND_WRONG_PARTNER, "the right partner");
    case REFERRAL_STATE_CANCELLED:
        if (p->tell_partner) return good(l, id, WORK_KIND_ANSWER_AFTER_CANCEL, "an answer after a cancellation");
        return !p->tell_holder || good(l, id, WORK_KIND_TELL_HOLDER, "who holds what was withdrawn");
    case REFERRAL_STATE_UNSPECIFIED:
    case REFERRAL_STATE_FIRST_CONTACT: break;
    }
    return true;
}

static bool enrolment_is_good(struct looking *l, ProtobufCBinaryData id) {
    const intake_rows__enrolment *row = intake_enrolment_row(l->v, id);
    if (!row || row->state == ENROLMENT_STATE_ENDED) return true;
    if (row->personal->programme_over && !good(l, id_of(id), WORK_KIND_END_OF_PROGRAMME, "a programme that is over"))
        return false;
    if (row->personal->unplaced && !good(l, id_of(id), WORK_KIND_PLACE_VISIT, "a visit that was promised"))
        return false;
    if (row->state != ENROLMENT_STATE_AWAITING_KEY_WORKER) return true;
    return good(l, id_of(id), WORK_KIND_KEY_WORKER, "a family without a key worker");
}

static bool opening_is_good(struct looking *l, struct id id) {
    const intake_rows__opening *row = row_get(l->v, &intake_openings, KEY(KEY_ID(id)));
    return !row || row->personal->looked_at || good(l, id, WORK_KIND_FILE_OPENED, "a file that was opened");
}

static bool disclosure_is_good(struct looking *l, struct id id) {
    const intake_rows__disclosure *row = row_get(l->v, &intake_disclosures, KEY(KEY_ID(id)));
    return !row || !row->personal->tell_holder || good(l, id, WORK_KIND_TELL_HOLDER, "who was told by a person");
}

static bool each_of(struct looking *l, const struct row_table *index, ProtobufCBinaryData family,
                    bool (*is_good)(struct looking *, struct id)) {
    struct id_list list = intake_of_family(l->v, index, family);
    for (size_t i = 0; i < list.n; i++)
        if (!is_good(l, list.ids[i])) return false;
    return true;
}

static bool family_is_good(struct looking *l, struct id family) {
    ProtobufCBinaryData id = id_field(view_arena(l->v), family);
    const intake_rows__family *row = intake_family_row(l->v, id);
    if (!row || row->personal->merged_into.len) return true;
    return each_of(l, &intake_screenings_of_family, id, screening_is_good) &&
           each_of(l, &intake_referrals_of_family, id, referral_is_good) &&
           each_of(l, &intake_openings_of_family, id, opening_is_good) &&
           each_of(l, &intake_disclosures_of_family, id, disclosure_is_good) &&
           each_of(l, &intake_urgents_of_family, id, urgent_is_good) &&
           each_of(l, &intake_access_clocks_of_family, id, clock_is_good) &&
           each_of(l, &intake_calls_of_family, id, call_is_good) && enrolment_is_good(l, row->personal->enrolment);
}

/* ---- scheduling ---- */

static bool is_ahead(struct listing *l, const struct family_facts *f) {
    struct cadence c = scheduling_family_cadence(l->v, &l->rules, f);
    for (size_t i = 0; i < c.n_visits; i++)
        if (c.visits[i].fate == CADENCE_BOOKED && c.visits[i].on >= l->rules.today) return true;
    struct cadence_window *windows; /* past the last phase nothing is due any more */
    return cadence_windows(view_arena(l->v), &c, l->rules.today, l->rules.today + HORIZON, &windows) == 0;
}

static bool follow_up_is_good(struct looking *l, struct id enrolment) {
    struct listing listing;
    struct family_facts f;
    struct work_due *due;
    if (!scheduling_family_of_enrolment(l->v, enrolment, &f) || f.row->state != FOLLOW_UP_STATE_FOLLOWED) return true;
    if (!scheduling_listing(l->v, world_now_ms(l->s->world), &listing)) return true;
    size_t n = scheduling_work_of(&listing, &f, &due);
    for (size_t i = 0; i < n; i++)
        if (due[i].due == DAY_NONE || !someone(l, due[i].role, f.row->clsc_code))
            return sim_fault(l->s, f.family_id, "a followed family: work of kind %d is nobody's", (int)due[i].kind);
    return n || is_ahead(&listing, &f) || sim_fault(l->s, f.family_id, "a followed family is nobody's turn");
}

static bool followed_is_good(struct looking *l, struct id family) {
    struct id *list;
    size_t n = scheduling_follow_ups_of(l->v, family, &list);
    for (size_t i = 0; i < n; i++)
        if (!follow_up_is_good(l, list[i])) return false;
    return true;
}

/* ---- after a turn ---- */

/* Whom the records of this turn are about: other ids lead to no family. */
static bool record_is_good(struct looking *l, uint64_t seq, bool (*is_good)(struct looking *, struct id)) {
    struct record r;
    if (!record_head(l->v, seq, &r)) return true;
    for (size_t i = 0; i < r.n_subjects; i++)
        if (!is_good(l, r.subjects[i])) return false;
    return true;
}

void checks_turn(void *owner, struct world *w, const char *daemon, uint64_t seq_before) {
    struct sim *s = owner;
    bool intake = strcmp(daemon, "intake") == 0;
    if (s->fault[0] || (!intake && strcmp(daemon, "scheduling") != 0)) return;
    struct arena a;
    arena_init(&a);
    struct view v = *world_view(w, daemon, &a);
    struct looking l = {
        .s = s, .v = &v, .today = today_of(&v, world_now_ms(w)), .staff = staff_read(&v, world_now_ms(w))};
    for (uint64_t seq = seq_before + 1; seq <= v.e->seq && !s->fault[0]; seq++)
        record_is_good(&l, seq, intake ? family_is_good : followed_is_good);
    arena_close(&a);
}
