/* Whose turn it is on scheduling's list: of a follow-up that has not ended there is always something that somebody waits
 * for. What only intake can say (who looks for a key worker, that the programme is over) is asked of intake's rows.
 *
 *   AWAITING_KEY_WORKER ─▶ intake's KEY_WORKER, or what intake told since is on its way
 *   FOLLOWED, and the key worker is gone ─▶ KEY_WORKER_LEFT
 *   FOLLOWED ─▶ each visit that is open is ahead and confirmed, or has its item;
 *               and: confirmed, and soon · or an item · or the programme's end is watched */
#include <string.h>
#include "looking.h"
#include "scheduling/domain/states.h"
#include "scheduling/index.h"
#include "scheduling/caseload/load.h"
#include "scheduling/substitute.h"
#include "scheduling/work/laid.h"

/* Days: a visit within SOON is soon whatever the windows say. No window that a family waits for is further off than the
 * first one of a pregnancy that was just told. */
enum { SOON = 14, NEXT_WINDOW = 150 };

struct work_list {
    struct work_due *list;
    size_t n;
};

static const struct work_due *find(const struct work_list *w, sippe__work_kind kind, struct id thing) {
    for (size_t i = 0; i < w->n; i++)
        if (w->list[i].kind == kind && id_equal(w->list[i].thing, thing)) return &w->list[i];
    return NULL;
}

/* ---- who keeps the bond ---- */

/* Intake may know better already: she is ended there, or erased, and scheduling has not heard; or it has not heard yet
 * that who kept the bond was struck out. */
static bool awaiting_is_good(struct looking *l, const struct family_facts *f) {
    if (!l->intake.up || l->s->apart || vault_is_erased(l->intake.view.e->vault, f->family_id)) return true;
    if (delegated_on_its_way(l, f->enrolment_id) || delegated_on_its_way_back(l, f->enrolment_id)) return true;
    return work_is_good(l, f->enrolment_id, WORK_KIND_KEY_WORKER, "a follow-up without a key worker");
}

static bool worker_is_there(struct looking *l, const char *code) {
    const scheduling__worker_put *w = scheduling_worker_read(&l->scheduling.view, code, NULL);
    return w && !w->inactive && w->personal->n_hours > 0;
}

static bool bond_is_good(struct looking *l, const struct family_facts *f, const struct work_list *w) {
    return worker_is_there(l, f->row->personal->key_worker) || find(w, WORK_KIND_KEY_WORKER_LEFT, f->enrolment_id) ||
           sim_fault(l->s, f->family_id, "her key worker is gone, and nobody is to find another one");
}

/* ---- visits ---- */

static bool is_over(const struct looking *l, const scheduling_rows__visit__personal *p) {
    return p->start_ms + p->minutes * MINUTE <= l->now_ms;
}

/* Somebody of those who are to come is away that day, and nobody at all was named for her. */
static bool is_deserted(struct looking *l, const scheduling_rows__visit__personal *p, day on) {
    struct view *v = &l->scheduling.view;
    for (size_t i = 0; i < p->n_workers; i++) {
        struct substitute_ref *away;
        const scheduling__worker_put *w = scheduling_worker_read(v, p->workers[i], NULL);
        size_t n = w ? scheduling_substitutes_for(v, id_of(w->worker_id), on, on, &away) : 0, named = 0;
        for (size_t k = 0; k < n; k++) named += away[k].row->personal->substitute[0] != 0;
        if (n && !named) return true;
    }
    return false;
}

static bool visit_is_good(struct looking *l, const struct visit_ref *v, const struct work_list *w) {
    const scheduling_rows__visit__personal *p = v->row->personal;
    if (!visit_is_open(p->state)) return true;
    if (is_over(l, p))
        return find(w, WORK_KIND_RECORD_VISIT, v->id) ||
               sim_fault(l->s, v->id, "a visit is over, and nobody is to record it");
    if (is_deserted(l, p, day_at(l->listing.rules.zone, p->start_ms)) && !find(w, WORK_KIND_VISIT_UNCOVERED, v->id))
        return sim_fault(l->s, v->id, "nobody would come to a visit, and nobody is to find somebody");
    return p->state == VISIT_STATE_CONFIRMED || find(w, WORK_KIND_CONFIRM_VISIT, v->id) ||
           find(w, WORK_KIND_VISIT_REVIEW, v->id) ||
           sim_fault(l->s, v->id, "a visit is proposed, and nobody is to confirm it");
}

/* Both CLSCs say whether it takes place. */
static bool hand_over_is_good(struct looking *l, const struct family_facts *f, const struct visit_ref *v,
                              const struct work_list *w) {
    if (!visit_is_open(v->row->personal->state) || v->row->personal->start_ms < l->now_ms) return true;
    if (!scheduling_visit_is_other_clsc(f, v->row)) return true;
    return (find(w, WORK_KIND_HAND_OVER, v->id) && find(w, WORK_KIND_HAND_OVER_JOIN, v->id)) ||
           sim_fault(l->s, v->id, "a visit was agreed before she moved, and nobody says whether it stands");
}

static bool visits_are_good(struct looking *l, const struct family_facts *f, const struct visit_list *visits,
                            const struct work_list *w) {
    for (size_t i = 0; i < visits->n; i++)
        if (!visit_is_good(l, &visits->visits[i], w) || !hand_over_is_good(l, f, &visits->visits[i], w)) return false;
    return true;
}

/* The last day of the next window that no visit fills; DAY_NONE: there is none any more. */
static day next_window(struct looking *l, const struct family_facts *f) {
    struct cadence_window *windows;
    size_t n = scheduling_family_windows(&l->scheduling.view, &l->listing.rules, f, l->today + HORIZON, &windows);
    const struct cadence_window *next = cadence_next(windows, n);
    return next ? next->latest : DAY_NONE;
}

/* One that lies behind the next window leaves that to nobody; with no window left any visit will do. */
static bool is_seen_soon(struct looking *l, const struct family_facts *f, const struct visit_list *visits) {
    day next = next_window(l, f), until = next == DAY_NONE ? INT32_MAX : next;
    if (until < l->today + SOON) until = l->today + SOON;
    for (size_t i = 0; i < visits->n; i++) {
        const scheduling_rows__visit *row = visits->visits[i].row;
        bool hers = id_is(row->enrolment_id, f->enrolment_id) && row->personal->state == VISIT_STATE_CONFIRMED;
        if (!hers || is_over(l, row->personal)) continue;
        if (day_at(l->listing.rules.zone, row->personal->start_ms) <= until) return true;
    }
    return false;
}

/* ---- what is to be done ---- */

static bool items_are_good(struct looking *l, const struct family_facts *f, const struct work_list *w) {
    for (size_t i = 0; i < w->n; i++) {
        const struct work_due *item = &w->list[i];
        const char *clsc = item->clsc ? item->clsc : f->row->clsc_code;
        bool ours = looking_someone(&l->scheduling, l->now_ms, item->role, clsc);
        if (item->due == DAY_NONE || !ours)
            return sim_fault(l->s, f->family_id, "a followed family: work of kind %d is nobody's", (int)item->kind);
    }
    return true;
}

/* A visit that is a year off has an item too, its confirmation, for which nobody waits before. */
static bool something_is_soon(const struct looking *l, const struct work_list *w) {
    for (size_t i = 0; i < w->n; i++)
        if (w->list[i].due <= l->today + NEXT_WINDOW) return true;
    return false;
}

/* Past the last window a family waits for the end of the programme, which intake's people see to on its day. What ended
 * there is on its way. */
static bool end_is_watched(struct looking *l, const struct family_facts *f) {
    if (!l->intake.up || l->s->apart || delegated_on_its_way(l, f->enrolment_id)) return true;
    const intake_rows__enrolment *row = row_get(&l->intake.view, &intake_enrolments, KEY(KEY_ID(f->enrolment_id)));
    if (!row) return vault_is_erased(l->intake.view.e->vault, f->family_id);
    day end = civil_day(row->personal->programme_end_on);
    return row->personal->programme_over || (end != DAY_NONE && end <= l->today + NEXT_WINDOW);
}

/* About her day no window may be left: a fortnight past it the birth is asked for. */
static bool birth_is_near(const struct looking *l, const struct family_facts *f) {
    return f->dates.expecting && f->dates.due != DAY_NONE && f->dates.due <= l->today + SOON;
}

/* The list is made of what is kept of each follow-up: it is what is laid out now, or it has missed something. What was
 * kept before this turn is found here, and checked builds lay it out again (rows/memo.c). */
static bool kept_is_good(struct looking *l, const struct family_facts *f, const struct work_list *w) {
    const struct laid *kept = scheduling_laid(&l->listing, f->enrolment_id);
    bool same = kept && kept->n == w->n;
    for (size_t i = 0; same && i < w->n; i++)
        same = kept->due[i].kind == w->list[i].kind && kept->due[i].due == w->list[i].due &&
               kept->due[i].since == w->list[i].since && kept->due[i].role == w->list[i].role &&
               kept->due[i].not_yet == w->list[i].not_yet && id_equal(kept->due[i].thing, w->list[i].thing);
    return same || sim_fault(l->s, f->family_id, "a follow-up's work is listed otherwise than it is");
}

/* What her key worker carries is what her families weigh. */
static bool load_is_good(struct looking *l, const struct family_facts *f) {
    struct view *v = &l->scheduling.view;
    const struct load *kept = scheduling_load_of(v, &l->listing.rules, f->row->key_worker_hash);
    struct id hash;
    struct key key;
    int32_t tenths = 0, families = 0, ahead[CANDIDATES_AHEAD] = {0};
    if (!id_from(f->row->key_worker_hash, &hash)) return true;
    struct row_scan *s = row_scan(v, &scheduling_follow_ups_of_worker, KEY(KEY_ID(hash)), NULL);
    while (row_next(s, &key, NULL)) {
        struct family_facts one;
        if (!scheduling_family_of_enrolment(v, key_id_at(&key, ID_LEN), &one)) continue;
        tenths += scheduling_family_points(v, &l->listing.rules, &one);
        scheduling_family_points_ahead(v, &l->listing.rules, &one, ahead);
        families++;
    }
    bool same = kept->tenths == tenths && kept->families == families && !memcmp(kept->ahead, ahead, sizeof ahead);
    return same || sim_fault(l->s, f->family_id, "a worker carries more or less than her families weigh");
}

static bool followed_one(struct looking *l, const struct family_facts *f) {
    struct work_list w;
    w.n = scheduling_work_of(&l->listing, f, &w.list);
    if (!kept_is_good(l, f, &w) || !load_is_good(l, f)) return false;
    struct visit_list visits = scheduling_visits_of_family(&l->scheduling.view, f->family_id, INT64_MIN, INT64_MAX);
    if (!items_are_good(l, f, &w) || !visits_are_good(l, f, &visits, &w) || !bond_is_good(l, f, &w)) return false;
    if (follow_up_is_paused(f->told, l->today)) return true; /* intake's list has the day on which she is asked */
    if (something_is_soon(l, &w) || is_seen_soon(l, f, &visits)) return true;
    if (next_window(l, f) != DAY_NONE)
        return sim_fault(l->s, f->family_id, "a followed family is nobody's turn before her next window");
    return birth_is_near(l, f) || end_is_watched(l, f) ||
           sim_fault(l->s, f->family_id, "a followed family is nobody's turn");
}

/* Her visit was cancelled: somebody tells her. */
static bool told_is_good(struct looking *l, const struct family_facts *f) {
    struct work_list w;
    w.n = scheduling_work_of(&l->listing, f, &w.list);
    if (!find(&w, WORK_KIND_TELL_FAMILY, f->enrolment_id))
        return sim_fault(l->s, f->family_id, "nobody tells a family that her visit is cancelled");
    return f->row->state == FOLLOW_UP_STATE_FOLLOWED ? followed_one(l, f) : items_are_good(l, f, &w);
}

/* What was agreed with her before nobody kept the bond, by the CLSC that she left, or under an end that was taken
 * back. */
static bool agreed_before_is_good(struct looking *l, const struct family_facts *f) {
    struct work_list w;
    w.n = scheduling_work_of(&l->listing, f, &w.list);
    struct visit_list visits = scheduling_visits_of_family(&l->scheduling.view, f->family_id, INT64_MIN, INT64_MAX);
    return items_are_good(l, f, &w) && visits_are_good(l, f, &visits, &w);
}

bool follow_up_is_good(struct looking *l, struct id enrolment) {
    struct family_facts f;
    if (!scheduling_family_of_enrolment(&l->scheduling.view, enrolment, &f)) return true;
    bool awaiting = f.row->state == FOLLOW_UP_STATE_AWAITING_KEY_WORKER;
    if (awaiting && !awaiting_is_good(l, &f)) return false;
    if (awaiting && !f.row->handed_over) return true;
    if (!awaiting && f.row->state != FOLLOW_UP_STATE_FOLLOWED && !f.row->to_tell) return true;
    if (!l->has_listing && !scheduling_listing(&l->scheduling.view, l->now_ms, &l->listing))
        return sim_fault(l->s, f.family_id, "a followed family, and no rules by which she is visited");
    l->has_listing = true;
    if (awaiting) return agreed_before_is_good(l, &f);
    return f.row->to_tell ? told_is_good(l, &f) : followed_one(l, &f);
}

bool followed_is_good(struct looking *l, struct id family) {
    struct id *list;
    size_t n = scheduling_follow_ups_of(&l->scheduling.view, family, &list);
    for (size_t i = 0; i < n; i++)
        if (!follow_up_is_good(l, list[i])) return false;
    return true;
}
