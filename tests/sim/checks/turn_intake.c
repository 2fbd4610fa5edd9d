/* Whose turn it is on intake's list: no open thing of a family is nobody's, against today and the keys, so that work which
 * nobody could do is found as well.
 *
 *   open(thing)  ─▶ an item of it stands in `work`, has a day, and is somebody's: of its role, or a coordinator's */
#include "intake/domain/states.h"
#include "intake/domain/kin/apart.h"
#include "intake/kin/kin.h"
#include "intake/work/work.h"
#include "looking.h"

bool looking_someone(struct side *side, int64_t now_ms, sippe__role role, const char *clsc) {
    if (!side->staff.list) side->staff = staff_read(&side->view, now_ms);
    return staff_has(&side->staff, role, clsc) || staff_has(&side->staff, ROLE_COORDINATOR, "");
}

bool work_is_good(struct looking *l, struct id thing, sippe__work_kind kind, const char *what) {
    const intake_rows__work *row = intake_work_row(&l->intake.view, thing);
    const intake_rows__work__item *item = intake_work_find(row, kind);
    if (!item) return sim_fault(l->s, thing, "nobody's turn: %s", what);
    day due = civil_day(item->due_on);
    if (due == DAY_NONE) return sim_fault(l->s, thing, "without a day: %s", what);
    if (due > l->today + HORIZON) return sim_fault(l->s, thing, "too far off: %s", what);
    if (!looking_someone(&l->intake, l->now_ms, item->role, row->clsc_code))
        return sim_fault(l->s, thing, "no one is there for it: %s", what);
    return true;
}

/* What a decision leads to, until somebody says that it is arranged; a second offer only where the rules want one. */
static bool decision_is_good(struct looking *l, struct id id, const intake_rows__screening__personal *p) {
    switch (p->route) {
    case ROUTE_SIPPE: return work_is_good(l, id, WORK_KIND_ENROL, "one to be enrolled");
    case ROUTE_WAITLIST: return work_is_good(l, id, WORK_KIND_WAITLIST, "a waiting list");
    case ROUTE_OLO_ONLY: return p->arranged || work_is_good(l, id, WORK_KIND_OLO_START, "food to be arranged");
    case ROUTE_OTHER_SERVICE: return p->arranged || work_is_good(l, id, WORK_KIND_TELL_DOOR, "a door to be told");
    case ROUTE_NOT_ELIGIBLE:
    case ROUTE_DECLINED:
    case ROUTE_UNREACHABLE:
        return p->arranged || !p->act_by || work_is_good(l, id, WORK_KIND_SECOND_OFFER, "one to be asked once more");
    case ROUTE_UNSPECIFIED:
    case ROUTE_CALL_BACK:
    case ROUTE_PRE_REGISTER: break;
    }
    return sim_fault(l->s, id, "a decision that is none");
}

static bool urgent_is_good(struct looking *l, struct id id) {
    const intake_rows__urgent *row = row_get(&l->intake.view, &intake_urgents, KEY(KEY_ID(id)));
    return !row || row->settled || work_is_good(l, id, WORK_KIND_URGENT_NEED, "an urgent need");
}

static bool clock_is_good(struct looking *l, struct id id) {
    const intake_rows__access_clock *row = row_get(&l->intake.view, &intake_access_clocks, KEY(KEY_ID(id)));
    return !row || row->personal->end || work_is_good(l, id, WORK_KIND_ACCESS, "a delay of access");
}

static bool call_is_good(struct looking *l, struct id id) {
    const intake_rows__family_call *row = row_get(&l->intake.view, &intake_family_calls, KEY(KEY_ID(id)));
    return !row || !row->personal->asks || work_is_good(l, id, row->personal->asks, "what a call asks");
}

static bool screening_is_good(struct looking *l, struct id id) {
    const intake_rows__screening *row = row_get(&l->intake.view, &intake_screenings, KEY(KEY_ID(id)));
    if (!row) return true;
    const intake_rows__screening__personal *p = row->personal;
    if (p->match_open && !work_is_good(l, id, WORK_KIND_SETTLE_MATCH, "a match")) return false;
    bool ask_door = p->followed_elsewhere && !p->door_asked;
    if (ask_door && !work_is_good(l, id, WORK_KIND_ALREADY_FOLLOWED, "a door to be asked")) return false;
    switch (p->state) {
    case SCREENING_STATE_TO_DECIDE:
        return work_is_good(l, id, p->place_unknown ? WORK_KIND_PLACE_UNKNOWN : WORK_KIND_DECIDE_ROUTE,
                            "a call to be decided");
    case SCREENING_STATE_CALL_BACK:
        if (p->calls_over) return work_is_good(l, id, WORK_KIND_DECIDE_ROUTE, "one that was reached");
        return work_is_good(l, id, p->proposed == ROUTE_PRE_REGISTER ? WORK_KIND_START_WEEK : WORK_KIND_CALL_BACK,
                            "a family to be called back");
    case SCREENING_STATE_PRE_REGISTERED: return work_is_good(l, id, WORK_KIND_START_WEEK, "one that is pre-registered");
    case SCREENING_STATE_DECIDED: return p->enrolled || decision_is_good(l, id, p);
    case SCREENING_STATE_UNSPECIFIED: break;
    }
    return sim_fault(l->s, id, "a call in no state");
}

/* One on which a partner acts or has acted, and which says what is no longer so. */
static bool told_still_holds(struct looking *l, struct id id, const intake_rows__referral__personal *p) {
    bool acts = intake_referral_is_open(p->state) || p->state == REFERRAL_STATE_FIRST_CONTACT;
    return !acts || !p->outdated || work_is_good(l, id, WORK_KIND_REFERRAL_OUTDATED, "what a partner was told");
}

static bool referral_is_good(struct looking *l, struct id id) {
    const intake_rows__referral *row = row_get(&l->intake.view, &intake_referrals, KEY(KEY_ID(id)));
    if (!row) return true;
    const intake_rows__referral__personal *p = row->personal;
    if (!told_still_holds(l, id, p)) return false;
    switch (p->state) {
    case REFERRAL_STATE_SENT:
    case REFERRAL_STATE_ACKNOWLEDGED:
    case REFERRAL_STATE_ACCEPTED: return work_is_good(l, id, WORK_KIND_REFERRAL_OVERDUE, "a referral that is out");
    case REFERRAL_STATE_WAITLISTED: return work_is_good(l, id, WORK_KIND_WAITLIST, "a partner's waiting list");
    case REFERRAL_STATE_DECLINED:
        return p->replaced || work_is_good(l, id, WORK_KIND_REFERRAL_DECLINED, "another door");
    case REFERRAL_STATE_WRONG_PARTNER:
        return p->replaced || work_is_good(l, id, WORK_KIND_WRONG_PARTNER, "the right partner");
    case REFERRAL_STATE_CANCELLED:
        if (p->tell_partner)
            return work_is_good(l, id, WORK_KIND_ANSWER_AFTER_CANCEL, "an answer after a cancellation");
        return !p->tell_holder || work_is_good(l, id, WORK_KIND_TELL_HOLDER, "who holds what was withdrawn");
    case REFERRAL_STATE_UNSPECIFIED:
    case REFERRAL_STATE_FIRST_CONTACT: break;
    }
    return true;
}

/* The day of the programme's end comes without a record of hers: a deadline says it that morning. While the clock is in
 * doubt it says nothing, which an operator reads in the status. */
static bool programme_is_good(struct looking *l, ProtobufCBinaryData id, const intake_rows__enrolment__personal *p) {
    day end = civil_day(p->programme_end_on);
    bool told = engine_clock(l->intake.view.e) == CLOCK_BELIEVED;
    if (!p->programme_over && told && end != DAY_NONE && end < l->today)
        return sim_fault(l->s, id_of(id), "nobody's turn: a programme that ended %d days ago", l->today - end);
    return !p->programme_over || work_is_good(l, id_of(id), WORK_KIND_END_OF_PROGRAMME, "a programme that is over");
}

static bool enrolment_is_good(struct looking *l, ProtobufCBinaryData id) {
    const intake_rows__enrolment *row = intake_enrolment_row(&l->intake.view, id);
    if (!row || row->state == ENROLMENT_STATE_ENDED) return true;
    if (!programme_is_good(l, id, row->personal)) return false;
    if (row->agree_by && row->personal->agreement != AGREEMENT_ANSWER_AGREED &&
        !work_is_good(l, id_of(id), WORK_KIND_AGREEMENT, "a family who takes part, as far as nobody has noted"))
        return false;
    if (row->personal->aid_due && !work_is_good(l, id_of(id), WORK_KIND_MINOR_AID, "an aid that nobody has attested"))
        return false;
    if (row->personal->unplaced && !work_is_good(l, id_of(id), WORK_KIND_PLACE_VISIT, "a visit that was promised"))
        return false;
    if (row->state == ENROLMENT_STATE_SUSPENDED &&
        !work_is_good(l, id_of(id), WORK_KIND_SUSPENDED, "a follow-up that is suspended"))
        return false;
    bool followed = *intake_followed_row(&l->intake.view, id)->personal->key_worker;
    if (followed || row->state == ENROLMENT_STATE_ACTIVE) return true;
    return work_is_good(l, id_of(id), WORK_KIND_KEY_WORKER, "a family without a key worker");
}

static bool opening_is_good(struct looking *l, struct id id) {
    const intake_rows__opening *row = row_get(&l->intake.view, &intake_openings, KEY(KEY_ID(id)));
    return !row || row->personal->looked_at || work_is_good(l, id, WORK_KIND_FILE_OPENED, "a file that was opened");
}

/* Of one who became another family nothing is asked: the other may be offered. */
static bool move_is_good(struct looking *l, struct id id) {
    const intake_rows__move *row = row_get(&l->intake.view, &intake_moves, KEY(KEY_ID(id)));
    const intake_rows__family *family = row ? intake_family_row(&l->intake.view, row->family_id) : NULL;
    bool open = family && !family->personal->alias_of.len &&
                (row->state == MOVE_STATE_OFFERED || row->state == MOVE_STATE_DECLINED);
    return !open || work_is_good(l, id, WORK_KIND_MOVE_OFFERED, "a family who is offered to another CLSC");
}

/* Of a child's own file; and of the one that she left, which says so for as long as one of them is there. */
static bool separation_is_good(struct looking *l, struct id id) {
    struct view *v = &l->intake.view;
    const intake_rows__separation *row = row_get(v, &intake_separations, KEY(KEY_ID(id)));
    if (!row || row->ended) return true;
    if (row->personal->came)
        return !row->personal->asks || intake_live_enrolment(v, row->family_id) ||
               work_is_good(l, id, WORK_KIND_CHILD_FILE, "a child's own file");
    const intake__child_separated *e = READ_EVENT(v, intake__child_separated, row->made, NULL);
    const intake__kin *k = intake_family_kin(v, row->family_id);
    if (!e || intake_kin_any_apart(k, e->personal->were, e->personal->n_were)) return true;
    return sim_fault(l->s, id, "a separation of which nobody is apart");
}

static bool disclosure_is_good(struct looking *l, struct id id) {
    const intake_rows__disclosure *row = row_get(&l->intake.view, &intake_disclosures, KEY(KEY_ID(id)));
    return !row || !row->personal->tell_holder ||
           work_is_good(l, id, WORK_KIND_TELL_HOLDER, "who was told by a person");
}

static bool each_of(struct looking *l, const struct row_table *index, ProtobufCBinaryData family,
                    bool (*is_good)(struct looking *, struct id)) {
    struct id_list list = intake_of_family(&l->intake.view, index, family);
    for (size_t i = 0; i < list.n; i++)
        if (!is_good(l, list.ids[i])) return false;
    return true;
}

/* By what the last record of her says, child by child: of whoever died somebody speaks with her, and is asked where each
 * other one is. */
static bool kin_is_good(struct looking *l, struct id family, const intake_rows__family *row) {
    struct view *v = &l->intake.view;
    ProtobufCBinaryData id = id_field(view_arena(v), family);
    const intake_rows__kin *own = intake_kin_row(v, id);
    const intake_rows__kin *said = own && !row->undone ? own : NULL;
    const intake__kin_changed *e = said ? READ_EVENT(v, intake__kin_changed, said->said[said->n_said - 1], NULL) : NULL;
    if (!e || !e->personal->kin) return true;
    for (size_t i = 0; i < e->personal->kin->n_people; i++) {
        const intake__person *p = e->personal->kin->people[i];
        const intake__family_pregnancy *of = intake_kin_pregnancy(e->personal->kin, p->pregnancy_id);
        bool spoken = p->spoken_to == YES_NO_YES || (of && of->state == PREGNANCY_STATE_ENDED);
        if (p->left == PERSON_LEFT_DIED && !spoken)
            return work_is_good(l, family, WORK_KIND_LOSS, "somebody died, and nobody speaks of it with the family");
    }
    return true;
}

/* Whatever became of her, one CLSC has her, and one follow-up at most goes on among those who are one with her. */
static bool members_are_good(struct looking *l, struct id family, const intake_rows__family *row) {
    struct view *v = &l->intake.view;
    struct id_list members = intake_members(v, id_field(view_arena(v), family));
    int open = 0;
    if (!*row->clsc_code) return sim_fault(l->s, family, "a family whom no CLSC has");
    for (size_t i = 0; i < members.n; i++) {
        struct id_list own = {&members.ids[i], 1};
        const intake_rows__enrolment *e = intake_members_enrolment(v, &own, NULL);
        open += e && e->state != ENROLMENT_STATE_ENDED;
    }
    return open <= 1 || sim_fault(l->s, family, "%d follow-ups of one family go on", open);
}

bool family_is_good(struct looking *l, struct id family) {
    ProtobufCBinaryData id = id_field(view_arena(&l->intake.view), family);
    const intake_rows__family *row = intake_family_row(&l->intake.view, id);
    if (!row || row->personal->alias_of.len) return true;
    return members_are_good(l, family, row) && kin_is_good(l, family, row) &&
           each_of(l, &intake_screenings_of_family, id, screening_is_good) &&
           each_of(l, &intake_referrals_of_family, id, referral_is_good) &&
           each_of(l, &intake_openings_of_family, id, opening_is_good) &&
           each_of(l, &intake_disclosures_of_family, id, disclosure_is_good) &&
           each_of(l, &intake_moves_of_family, id, move_is_good) &&
           each_of(l, &intake_separations_of_family, id, separation_is_good) &&
           each_of(l, &intake_urgents_of_family, id, urgent_is_good) &&
           each_of(l, &intake_access_clocks_of_family, id, clock_is_good) &&
           each_of(l, &intake_calls_of_family, id, call_is_good) && enrolment_is_good(l, row->personal->enrolment);
}

/* ---- what is no family's ---- */

static bool drafts_are_good(struct looking *l) {
    struct key key;
    bool good = true;
    struct row_scan *scan = row_scan(&l->intake.view, &intake_drafts, KEY_EMPTY, NULL);
    while (good && row_next(scan, &key, NULL)) {
        struct id id = key_id_at(&key, 0);
        if (!row_get(&l->intake.view, &intake_drafts, KEY(KEY_ID(id)))) continue; /* erased */
        good = work_is_good(l, id, WORK_KIND_DRAFT, "a call that was interrupted");
    }
    if (!good) row_scan_end(scan);
    return good;
}

static bool inbounds_are_good(struct looking *l) {
    struct key key;
    intake_rows__inbound *row;
    bool good = true;
    struct row_scan *scan = row_scan(&l->intake.view, &intake_inbounds, KEY_EMPTY, NULL);
    while (good && row_next(scan, &key, &row))
        good = !row || row->closed ||
               work_is_good(l, key_id_at(&key, 0), WORK_KIND_INBOUND_REFERRAL, "a referral that came in");
    if (!good) row_scan_end(scan);
    return good;
}

/* While it is open somebody answers for it, and whoever has a file keeps it. */
static bool incident_is_good(struct looking *l, struct id id, const intake_rows__incident *row) {
    if (row->state != INCIDENT_STATE_OPEN) return true;
    if (!work_is_good(l, id, WORK_KIND_INCIDENT, "an incident of confidentiality")) return false;
    const intake_rows__hold *hold = row->hold_id.len ? intake_hold_row(&l->intake.view, row->hold_id) : NULL;
    return !row->hold_id.len || (hold && id_is(hold->incident_id, id)) ||
           sim_fault(l->s, id, "an open incident keeps nothing of hers from being erased");
}

static bool incidents_are_good(struct looking *l) {
    struct key key;
    intake_rows__incident *row;
    bool good = true;
    struct row_scan *scan = row_scan(&l->intake.view, &intake_incidents, KEY_EMPTY, NULL);
    while (good && row_next(scan, &key, &row)) good = !row || incident_is_good(l, key_id_at(&key, 0), row);
    if (!good) row_scan_end(scan);
    return good;
}

static bool erasure_is_good(struct looking *l, struct id id, const intake_rows__erasure *row) {
    if (row->state == ERASURE_STATE_PROPOSED)
        return work_is_good(l, id, WORK_KIND_CONFIRM_ERASURE, "an erasure that was proposed");
    return row->state != ERASURE_STATE_CONFIRMED ||
           work_is_good(l, id, WORK_KIND_ERASURE_UNANSWERED, "an erasure that was confirmed");
}

static bool erasures_are_good(struct looking *l) {
    struct key key;
    intake_rows__erasure *row;
    bool good = true;
    struct row_scan *scan = row_scan(&l->intake.view, &intake_erasures, KEY_EMPTY, NULL);
    while (good && row_next(scan, &key, &row)) good = !row || erasure_is_good(l, key_id_at(&key, 0), row);
    if (!good) row_scan_end(scan);
    return good;
}

bool others_are_good(struct looking *l) {
    return drafts_are_good(l) && inbounds_are_good(l) && incidents_are_good(l) && erasures_are_good(l);
}
