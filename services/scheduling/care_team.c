#include "scheduling/care_team.h"

#include "scheduling/domain/states.h"
#include "scheduling/domain/terms.h"
#include "scheduling/index.h"
#include "scheduling/substitute.h"

/* ---- what the rule works on ---- */

static bool is_called_off(const struct visit_ref *ref, const struct team_change *c) {
    const scheduling_rows__visit__personal *p = ref->row->personal;
    return p->state == VISIT_STATE_CANCELLED || (c->ended_ms && visit_is_open(p->state) && p->start_ms >= c->ended_ms);
}

static struct care_visit visit_of(struct zone zone, const scheduling_rows__visit__personal *p) {
    return (struct care_visit){.workers = p->workers,
                               .n_workers = p->n_workers,
                               .on = day_at(zone, p->start_ms),
                               .open = visit_is_open(p->state),
                               .missed = p->state == VISIT_STATE_NO_SHOW || p->state == VISIT_STATE_REFUSED ||
                                         p->state == VISIT_STATE_MISSED};
}

/* Those of this enrolment: who came along years ago follows her no more. */
static void gather_visits(struct decide *d, const struct family_facts *f, const struct team_change *c,
                          struct care_facts *out) {
    struct zone zone = civil_zone(rules_on(VIEW(d), decide_today(d), NULL));
    struct visit_list list = scheduling_visits_of_family(VIEW(d), f->family_id, INT64_MIN, INT64_MAX);
    struct care_visit *visits = arena_alloc(arena_of(d), (list.n + 1) * sizeof *visits);
    for (size_t i = 0; i < list.n; i++) {
        const struct visit_ref *ref = &list.visits[i];
        bool other = !id_is(ref->row->enrolment_id, f->enrolment_id) || id_equal(ref->id, c->visit);
        if (!other && !is_called_off(ref, c)) visits[out->n_visits++] = visit_of(zone, ref->row->personal);
    }
    if (c->as) visits[out->n_visits++] = *c->as;
    out->visits = visits;
}

struct absences {
    struct decide *d;
    const struct team_change *change;
    struct care_absence list[CARE_TEAM_MOST];
    size_t n;
    const char *asked[CARE_TEAM_MOST]; /* whose were looked up */
    size_t n_asked;
};

static void absence_add(struct absences *all, const struct care_absence *a) {
    if (all->n < CARE_TEAM_MOST) all->list[all->n++] = *a;
}

static void ask_absences(struct absences *all, const char *worker) {
    struct view *v = VIEW(all->d);
    struct substitute_ref *rows;
    for (size_t i = 0; i < all->n_asked; i++)
        if (strcmp(all->asked[i], worker) == 0) return;
    const scheduling__worker_put *w = scheduling_worker_read(v, worker, NULL);
    if (!w || all->n_asked == CARE_TEAM_MOST) return;
    all->asked[all->n_asked++] = worker;
    size_t n = scheduling_substitutes_for(v, id_of(w->worker_id), decide_today(all->d), INT32_MAX, &rows);
    for (size_t i = 0; i < n; i++) {
        const scheduling_rows__substitute__personal *p = rows[i].row->personal;
        if (!p->substitute[0] || id_equal(rows[i].id, all->change->absence_id)) continue;
        absence_add(all, &(struct care_absence){p->worker, p->substitute, p->from, p->until});
    }
    if (all->change->absence && strcmp(all->change->absence->worker, worker) == 0)
        absence_add(all, all->change->absence);
}

/* Of everybody who may be in the team, and then of those who stand in for them. */
static void gather_absences(struct decide *d, const struct team_change *c, struct care_facts *f) {
    struct absences *all = arena_alloc(arena_of(d), sizeof *all);
    *all = (struct absences){.d = d, .change = c};
    ask_absences(all, f->key_worker);
    for (size_t i = 0; i < f->n_visits; i++)
        for (size_t k = 0; k < f->visits[i].n_workers; k++) ask_absences(all, f->visits[i].workers[k]);
    for (size_t i = 0; i < all->n; i++) ask_absences(all, all->list[i].substitute);
    f->absences = all->list;
    f->n_absences = all->n;
}

/* ---- what is said ---- */

static sippe__date *date_of(struct arena *a, day on) { return on == DAY_NONE ? NULL : civil_date(a, on); }

static node__team_changed *team_event(struct arena *a, struct id family, const struct care_member *team, size_t n) {
    node__team_changed *e = NEW_WITH_PERSONAL(a, node__team_changed);
    e->subject = id_field(a, family);
    for (size_t i = 0; i < n; i++) {
        node__team_member *m = NEW(a, node__team_member);
        m->worker = arena_text(a, team[i].worker);
        m->from = date_of(a, team[i].from);
        m->until = date_of(a, team[i].until);
        APPEND(a, e->personal, team, m);
    }
    return e;
}

/* But for those who were in it and whose days are over. */
static bool is_said(struct decide *d, struct id family, const node__team_changed__personal *p) {
    const node__file_access *said = file_access(VIEW(d), family);
    size_t n = 0;
    for (size_t i = 0; i < said->n_team; i++) {
        const node__team_member *m = said->team[i];
        if (m->until && civil_day(m->until) < decide_today(d)) continue;
        if (n == p->n_team) return false;
        if (!span_equal(message_pack(arena_of(d), &m->base), message_pack(arena_of(d), &p->team[n++]->base)))
            return false;
    }
    return n == p->n_team;
}

static void say(struct decide *d, struct id family, const node__team_changed *e) {
    if (!is_said(d, family, e->personal)) EMIT_FOR(d, family, family, e);
}

/* NULL: nobody follows her yet. */
static node__team_changed *team_of(struct decide *d, struct id file, const struct family_facts *f,
                                   const struct team_change *c) {
    struct care_facts facts = {.key_worker = c->key_worker ? c->key_worker : f->row->personal->key_worker,
                               .today = decide_today(d)};
    struct care_member *team;
    if (!facts.key_worker[0]) return NULL;
    gather_visits(d, f, c, &facts);
    gather_absences(d, c, &facts);
    size_t n = care_team(arena_of(d), &facts, &team);
    return team_event(arena_of(d), file, team, n);
}

void scheduling_team_say(struct decide *d, const struct family_facts *f, const struct team_change *c) {
    struct id file = scheduling_family_now(VIEW(d), f->family_id);
    const node__team_changed *e = team_of(d, file, f, c);
    if (e) say(d, file, e);
}

void scheduling_team_dissolve(struct decide *d, struct id family) {
    say(d, family, team_event(arena_of(d), family, NULL, 0));
}

void scheduling_team_hand_on(struct decide *d, struct id from, struct id into) {
    const node__file_access *was = file_access(VIEW(d), from);
    if (!was->n_team || file_access(VIEW(d), into)->n_team) return;
    node__team_changed *e = NEW_WITH_PERSONAL(arena_of(d), node__team_changed);
    e->subject = id_field(arena_of(d), into);
    e->personal->team = was->team;
    e->personal->n_team = was->n_team;
    EMIT_FOR(d, into, into, e);
}

static void say_part(struct decide *d, struct id file, const struct members *members) {
    struct id enrolment_id;
    struct family_facts f;
    const node__team_changed *e = NULL;
    if (scheduling_members_enrolment(VIEW(d), members, &enrolment_id) &&
        scheduling_family_of_enrolment(VIEW(d), enrolment_id, &f))
        e = team_of(d, file, &f, &(struct team_change){.ended_ms = f.row->personal->ended_ms});
    say(d, file, e ? e : team_event(arena_of(d), file, NULL, 0));
}

void scheduling_team_part(struct decide *d, struct id from, struct id left) {
    struct members all = scheduling_members(VIEW(d), left), under = scheduling_members_under(VIEW(d), from);
    struct members rest = scheduling_members_without(VIEW(d), &all, &under);
    say_part(d, left, &rest);
    say_part(d, from, &under);
}

/* ---- everybody's whom a worker follows ---- */

/* Records that one command may leave: a caseload is 25 families, and who stands in for three colleagues has theirs. */
enum { TEAMS_MOST = 256 };

struct families {
    struct decide *d;
    const struct team_change *change;
    struct id said[TEAMS_MOST];
    size_t n;
};

static void say_of(struct families *all, struct id enrolment_id) {
    struct family_facts f;
    if (!scheduling_family_of_enrolment(VIEW(all->d), enrolment_id, &f)) return;
    if (f.row->state != FOLLOW_UP_STATE_FOLLOWED || all->n == TEAMS_MOST) return;
    for (size_t i = 0; i < all->n; i++)
        if (id_equal(all->said[i], f.enrolment_id)) return;
    all->said[all->n++] = f.enrolment_id;
    scheduling_team_say(all->d, &f, all->change);
}

static void say_of_worker(struct families *all, const char *code) {
    struct view *v = VIEW(all->d);
    struct id hash;
    struct key key;
    if (!id_from(scheduling_key_worker_hash(v, code), &hash)) return;
    struct row_scan *s = row_scan(v, &scheduling_follow_ups_of_worker, KEY(KEY_ID(hash)), NULL);
    while (row_next(s, &key, NULL)) say_of(all, key_id_at(&key, ID_LEN));
    struct visit_list list = scheduling_visits_of_worker(v, code, INT64_MIN, INT64_MAX);
    for (size_t i = 0; i < list.n; i++) say_of(all, id_of(list.visits[i].row->enrolment_id));
}

void scheduling_teams_say(struct decide *d, const char *worker, const struct team_change *c) {
    struct families *all = arena_alloc(arena_of(d), sizeof *all);
    const char *codes[CARE_TEAM_MOST] = {worker};
    size_t n = 1;
    *all = (struct families){.d = d, .change = c};
    for (size_t i = 0; i < n; i++) {
        struct substitute_ref *rows;
        const scheduling__worker_put *w = scheduling_worker_read(VIEW(d), codes[i], NULL);
        size_t n_rows =
            w ? scheduling_substitutes_by(VIEW(d), id_of(w->worker_id), decide_today(d), INT32_MAX, &rows) : 0;
        say_of_worker(all, codes[i]);
        for (size_t k = 0; k < n_rows && n < CARE_TEAM_MOST; k++) {
            bool known = false;
            for (size_t j = 0; j < n; j++) known |= strcmp(codes[j], rows[k].row->personal->worker) == 0;
            if (!known) codes[n++] = rows[k].row->personal->worker;
        }
    }
}

void scheduling_on_team_changed(struct apply *a, const struct record *r, const node__team_changed *e) {
    (void)r;
    file_team_put(a, id_of(e->subject), e->personal);
}
