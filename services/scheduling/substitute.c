/* Substitutes: a nurse is ill at 8:00, and who replaces her must read the file before she is at the door. Days, not
 * hours: who has a family for a day has her for all of it. Without a substitute she is away, and who finds one is asked
 * by the visits of those days (domain/work.h).
 *
 *   PutSubstitute ─▶ SubstitutePut ─▶ holds from its first day to its last ─▶ over
 *   EndSubstitute ─▶ SubstituteEnded: its last day is yesterday */
#include "scheduling/care_team.h"
#include "scheduling/substitute.h"
#include "scheduling/domain/team/substitute_check.h"
#include "scheduling/facts.h"
#include "scheduling/request.h"

/* A worker's absence is her own affair and the coordination's; and a colleague who could name herself would be in every
 * care team. */
static bool may_name_for(struct decide *d, const char *worker) {
    const struct principal *p = decide_principal(d);
    return p->role == ROLE_COORDINATOR || scheduling_is_worker(VIEW(d), p, worker);
}

static const scheduling__worker_put *known(struct decide *d, const char *path, const char *code) {
    if (!code[0]) violation(d, path, REASON_FIELD_REQUIRED);
    const scheduling__worker_put *w = code[0] ? scheduling_worker_read(VIEW(d), code, NULL) : NULL;
    if (code[0] && !w) violation(d, path, REASON_WORKER_UNKNOWN);
    return w;
}

static void check_pair(struct decide *d, const scheduling__worker_put *worker, const scheduling__worker_put *stand_in) {
    if (!worker || !stand_in) return;
    const char *clsc = stand_in->clsc_code;
    if (strcmp(worker->personal->code, stand_in->personal->code) == 0) violation(d, "substitute", REASON_CONTRADICTION);
    if (stand_in->inactive) violation(d, "substitute", REASON_WORKER_INACTIVE);
    if (worker->clsc_code[0] && clsc[0] && strcmp(worker->clsc_code, clsc) != 0)
        violation(d, "substitute", REASON_SUBSTITUTE_OTHER_CLSC);
}

static void check_days(struct decide *d, const scheduling__put_substitute_request *in, day *from, day *until) {
    struct findings found = findings_in(arena_of(d));
    *from = in->from ? check_date(d, "from", in->from, true) : decide_today(d);
    *until = check_date(d, "until", in->until, true);
    if (*from == DAY_NONE || *until == DAY_NONE) return;
    substitute_check_days(*from, *until, decide_today(d), &found);
    violations_add(d, "", &found);
}

/* Each is shown with the team's list, which is one reply. */
enum { SUBSTITUTES_AHEAD_MOST = 8 };

static int check_others(struct decide *d, const scheduling__worker_put *worker, const scheduling__worker_put *stand_in,
                        day from, day until) {
    struct substitute_ref *list;
    size_t n = scheduling_substitutes_for(VIEW(d), id_of(worker->worker_id), from, until, &list);
    for (size_t i = 0; i < n; i++)
        if (span_equal(span_pb(list[i].row->stand_in_id), stand_in ? span_pb(stand_in->worker_id) : (struct span){0}))
            return REASON_SUBSTITUTE_OVERLAPS;
    n = scheduling_substitutes_for(VIEW(d), id_of(worker->worker_id), decide_today(d), INT32_MAX, &list);
    return n < SUBSTITUTES_AHEAD_MOST ? 0 : REASON_TOO_MANY;
}

int scheduling_put_substitute(struct decide *d, const scheduling__put_substitute_request *in,
                              scheduling__put_substitute_reply *out) {
    struct arena *a = arena_of(d);
    day from, until;
    if (!may_name_for(d, in->worker)) return REASON_SUBSTITUTE_NOT_YOURS;
    const scheduling__worker_put *worker = known(d, "worker", in->worker);
    const scheduling__worker_put *stand_in = in->substitute[0] ? known(d, "substitute", in->substitute) : NULL;
    check_pair(d, worker, stand_in);
    check_days(d, in, &from, &until);
    check_text(d, "reason", in->reason, REASON_MAX_LEN);
    if (violations(d)) return REASON_FIELDS_INVALID;
    int reason = check_others(d, worker, stand_in, from, until);
    if (reason) return reason;
    struct id id = decide_new_id(d, "substitute");
    scheduling__substitute_put *e = NEW_WITH_PERSONAL(a, scheduling__substitute_put);
    e->substitute_id = out->substitute_id = id_field(a, id);
    e->worker_id = worker->worker_id;
    if (stand_in) e->stand_in_id = stand_in->worker_id;
    e->personal->worker = arena_text(a, in->worker);
    e->personal->substitute = arena_text(a, in->substitute);
    e->personal->from = civil_date(a, from);
    e->personal->until = civil_date(a, until);
    e->personal->reason = arena_text(a, in->reason);
    out->version = id_field(a, emit_about(d, (struct id[]){id_of(worker->worker_id), id}, 2, &e->base));
    if (!stand_in) return 0; /* nobody comes into a team */
    const struct care_absence absence = {e->personal->worker, e->personal->substitute, from, until};
    scheduling_teams_say(d, e->personal->worker, &(struct team_change){.absence_id = id, .absence = &absence});
    return 0;
}

/* At once, not from tomorrow on: a person who ends it has a reason to. */
int scheduling_end_substitute(struct decide *d, const scheduling__end_substitute_request *in,
                              scheduling__end_substitute_reply *out) {
    struct arena *a = arena_of(d);
    struct id id;
    check_text(d, "reason", in->reason, REASON_MAX_LEN);
    const scheduling_rows__substitute *row =
        id_from(in->substitute_id, &id) ? row_get(VIEW(d), &scheduling_substitutes, KEY(KEY_ID(id))) : NULL;
    if (!row) return REASON_NOT_FOUND;
    int reason = CHANGE_BEGIN(d, row, in);
    if (!reason) reason = violations(d);
    if (reason) return reason;
    if (!may_name_for(d, row->personal->worker)) return REASON_SUBSTITUTE_NOT_YOURS;
    if (row->personal->until < decide_today(d)) return REASON_SUBSTITUTE_OVER;
    scheduling__substitute_ended *e = NEW_WITH_PERSONAL(a, scheduling__substitute_ended);
    e->substitute_id = id_field(a, id);
    e->worker_id = row->worker_id;
    e->personal->until = civil_date(a, decide_today(d) - 1);
    e->personal->reason = arena_text(a, in->reason);
    out->version = id_field(a, emit_about(d, (struct id[]){id_of(row->worker_id), id}, 2, &e->base));
    scheduling_teams_say(d, row->personal->worker, &(struct team_change){.absence_id = id});
    return 0;
}
