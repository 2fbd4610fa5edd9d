/* Who keeps the bond: three candidates with reasons, and the person's choice. The choice and the first visit that
 * follows from it are one message: both stand, or neither. */
#include "base/character.h"
#include "scheduling/care_team.h"
#include "scheduling/domain/states.h"
#include "scheduling/index.h"
#include "scheduling/plan.h"
#include "scheduling/request.h"
#include "scheduling/seen/seen.h"

static struct candidates_family looking_ahead(struct view *v, const struct rules_now *rules,
                                              const struct family_facts *f) {
    struct candidates_family family = scheduling_family_candidate(v, rules, f);
    int32_t *ahead = arena_alloc(view_arena(v), CANDIDATES_AHEAD * sizeof *ahead);
    memset(ahead, 0, CANDIDATES_AHEAD * sizeof *ahead);
    scheduling_family_points_ahead(v, rules, f, ahead);
    family.ahead = ahead;
    return family;
}

int scheduling_list_candidates(struct query *q, const scheduling__list_candidates_request *in,
                               scheduling__list_candidates_reply *out) {
    struct arena *a = arena_of(q);
    struct id enrolment_id;
    struct family_facts f;
    struct rules_now rules;
    if (!id_from(in->enrolment_id, &enrolment_id)) return REASON_ID_INVALID;
    if (!scheduling_family_of_enrolment(VIEW(q), enrolment_id, &f)) return REASON_NOT_FOUND;
    if (!scheduling_rules(VIEW(q), query_now_ms(q), &rules)) return REASON_TERRITORY_MISSING;
    query_shows(q, id_of(f.row->family_id));
    struct candidates_worker *team;
    size_t n = scheduling_team(VIEW(q), &rules, &team);
    struct candidates_family family = looking_ahead(VIEW(q), &rules, &f);
    scheduling_team_ahead(VIEW(q), &rules, team, n);
    struct candidates ranked = candidates_rank(a, rules.territory, &family, team, n);
    out->candidates = ranked.best;
    out->n_candidates = ranked.n_best < CANDIDATES_MOST ? ranked.n_best : CANDIDATES_MOST;
    out->excluded = ranked.excluded;
    out->n_excluded = ranked.n_excluded;
    out->enrolment_version = f.row->version;
    out->rules_label = arena_text(a, rules.used.label);
    return 0;
}

/* Somebody already keeps the bond, and is still there. The bond is the programme's means: it is not passed on by a
 * second click, but with a reason. A worker without hours counts as gone, as everywhere. */
static bool is_kept(struct view *v, const struct family_facts *f) {
    const char *code = f->row->personal->key_worker;
    const scheduling__worker_put *w = code[0] ? scheduling_worker_read(v, code, NULL) : NULL;
    return w && !w->inactive && w->personal->n_hours > 0;
}

/* From who is there the bond passes on to somebody else, and a person says why. */
static int check_passes(struct decide *d, const struct family_facts *f,
                        const scheduling__confirm_key_worker_request *in, bool kept) {
    bool same = strcmp(f->row->personal->key_worker, in->worker) == 0;
    check_text(d, "reason", in->reason, REASON_MAX_LEN);
    if (*in->reason && text_is_blank(in->reason)) violation(d, "reason", REASON_REASON_MISSING);
    if (*in->reason && !kept) violation(d, "reason", REASON_CONTRADICTION);
    if (violations(d)) return REASON_FIELDS_INVALID;
    return kept && (same || !*in->reason) ? REASON_KEY_WORKER_SET : 0;
}

/* To come, and agreed with who kept the bond: nothing of it moves by itself. */
static int32_t agreed_with(struct decide *d, const struct family_facts *f, const char *worker) {
    struct visit_list list = scheduling_visits_of_family(VIEW(d), f->family_id, decide_now_ms(d), INT64_MAX);
    int32_t n = 0;
    for (size_t i = 0; *worker && i < list.n; i++) {
        const scheduling_rows__visit__personal *p = list.visits[i].row->personal;
        bool hers = false;
        for (size_t k = 0; k < p->n_workers; k++) hers |= strcmp(p->workers[k], worker) == 0;
        n += hers && visit_is_open(p->state);
    }
    return n;
}

/* A person may choose somebody whom the machine did not put first, never one whom the rules exclude. Weighed now, not
 * when the list was shown: two coordinators may have filled the same last place. That births will be too many for her
 * is said, and is the person's to weigh. */
static int check_worker(struct decide *d, const struct rules_now *rules, const struct family_facts *f, const char *code,
                        sippe__date **over_cap_on) {
    const scheduling__worker_put *w = scheduling_worker_read(VIEW(d), code, NULL);
    if (!w) return REASON_WORKER_UNKNOWN;
    struct candidates_worker facts = scheduling_worker_facts(VIEW(d), rules, w);
    struct candidates_family family = looking_ahead(VIEW(d), rules, f);
    scheduling_team_ahead(VIEW(d), rules, &facts, 1);
    const scheduling__candidate *c = candidates_candidate(arena_of(d), rules->territory, &family, &facts);
    *over_cap_on = c->over_cap_on;
    return candidates_reason(c->excluded);
}

/* Who is named to come along is checked even where first visits are not joint: a wrong code must not pass in
 * silence. */
static int check_joint(struct decide *d, const struct rules_now *rules, const struct family_facts *f,
                       const scheduling__confirm_key_worker_request *in) {
    if (!in->joint_worker[0]) return 0;
    if (strcmp(in->joint_worker, in->worker) == 0) return REASON_JOINT_WORKER_MISSING;
    const scheduling__worker_put *w = scheduling_worker_read(VIEW(d), in->joint_worker, NULL);
    if (!w) return REASON_WORKER_UNKNOWN;
    if (w->inactive || w->personal->n_hours == 0) return REASON_WORKER_INACTIVE;
    struct candidates_worker facts = scheduling_worker_listed(w);
    if (!candidates_serves(&facts, f->row->clsc_code)) return REASON_WORKER_OTHER_CLSC;
    return candidates_can_join(rules->visits, &facts) ? 0 : REASON_DISCIPLINE_NOT_ALLOWED;
}

/* What the machine had proposed stands in the record, so that the choice can be read years later. Names are left out:
 * the record is the family's, and codes say enough. */
static void note_proposed(struct decide *d, const struct rules_now *rules, const struct family_facts *f,
                          scheduling__key_worker_confirmed *e) {
    struct candidates_worker *team;
    size_t n = scheduling_team(VIEW(d), rules, &team);
    struct candidates_family family = scheduling_family_candidate(VIEW(d), rules, f);
    struct candidates ranked = candidates_rank(arena_of(d), rules->territory, &family, team, n);
    for (size_t i = 0; i < ranked.n_best && i < CANDIDATES_MOST; i++) {
        ranked.best[i]->name = "";
        APPEND(arena_of(d), e->personal, proposed, ranked.best[i]);
    }
}

static struct id confirmed(struct decide *d, const struct rules_now *rules, const struct family_facts *f,
                           const scheduling__confirm_key_worker_request *in) {
    struct arena *a = arena_of(d);
    scheduling__key_worker_confirmed *e = NEW_WITH_PERSONAL(a, scheduling__key_worker_confirmed);
    e->enrolment_id = id_field(a, f->enrolment_id);
    e->family_id = id_field(a, f->family_id);
    e->personal->worker = arena_text(a, in->worker);
    e->personal->before = arena_text(a, f->row->personal->key_worker);
    e->personal->reason = arena_text(a, in->reason);
    e->follows = f->row->confirmed;
    e->personal->points_tenths = scheduling_family_points(VIEW(d), rules, f);
    e->rules_label = arena_text(a, rules->used.label);
    e->rules_version = id_field(a, rules->used.version);
    note_proposed(d, rules, f, e);
    return emit_for(d, id_of(f->row->sealed_for), (struct id[]){f->enrolment_id, f->family_id}, 2, &e->base);
}

/* No free slot is no refusal: the bond matters more than the date, and the reply without a visit tells the person to
 * book one. Nothing is proposed when a visit stands already, as after a key worker was replaced: it keeps its workers,
 * and a person moves it. */
static bool propose_first(struct decide *d, const struct rules_now *rules, const struct family_facts *f,
                          const scheduling__confirm_key_worker_request *in, struct care_visit *visit,
                          scheduling__confirm_key_worker_reply *out) {
    struct arena *a = arena_of(d);
    struct visit_plan plan;
    struct id visit_id;
    out->visit_stands = !scheduling_family_awaits_first(VIEW(d), f);
    if (out->visit_stands) return false;
    if (!scheduling_plan_first(VIEW(d), rules, f, in->worker, in->joint_worker, &plan)) return false;
    scheduling_plan_window(VIEW(d), rules, f, &plan);
    scheduling_plan_book(d, rules, f, &plan, &visit_id);
    out->first_visit_id = id_field(a, visit_id);
    out->start = civil_instant(a, plan.start_ms);
    for (size_t i = 0; i < plan.n_workers; i++) APPEND(a, out, workers, arena_text(a, plan.workers[i]));
    *visit = scheduling_plan_visit(rules, &plan);
    visit->workers = (const char *const *)out->workers; /* the plan is gone with this call */
    return true;
}

/* The version first, then the state: who acts upon an old page is told so, whatever else is wrong. The reply's version
 * is the follow-up's; the visit has its own. */
int scheduling_confirm_key_worker(struct decide *d, const scheduling__confirm_key_worker_request *in,
                                  scheduling__confirm_key_worker_reply *out) {
    struct id enrolment_id;
    struct family_facts f;
    struct rules_now rules;
    check_id(d, "enrolment_id", in->enrolment_id, &enrolment_id);
    if (!in->worker[0]) violation(d, "worker", REASON_FIELD_REQUIRED);
    if (violations(d)) return REASON_FIELDS_INVALID;
    if (!scheduling_family_of_enrolment(VIEW(d), enrolment_id, &f)) return REASON_NOT_FOUND;
    int reason = version_check(d, f.row->version, in->enrolment_version);
    if (reason) return reason;
    if (sm_next(&follow_up_states, (int)f.row->state, FOLLOW_UP_CONFIRM) < 0) return REASON_MOVE_ILLEGAL;
    bool kept = is_kept(VIEW(d), &f);
    if ((reason = check_passes(d, &f, in, kept))) return reason;
    if (!scheduling_rules(VIEW(d), decide_now_ms(d), &rules)) return REASON_TERRITORY_MISSING;
    if ((reason = check_worker(d, &rules, &f, in->worker, &out->over_cap_on))) return reason;
    if ((reason = check_joint(d, &rules, &f, in))) return reason;
    out->version = id_field(arena_of(d), confirmed(d, &rules, &f, in));
    struct care_visit first;
    struct team_change change = {.key_worker = in->worker};
    if (propose_first(d, &rules, &f, in, &first, out)) change.as = &first;
    scheduling_seen_say(d, &f, &(struct seen_change){.key_worker = in->worker, .bond_reason = in->reason});
    scheduling_team_say(d, &f, &change);
    out->key_worker_before = arena_text(arena_of(d), f.row->personal->key_worker);
    out->visits_agreed = agreed_with(d, &f, f.row->personal->key_worker);
    return 0;
}
