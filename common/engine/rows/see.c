/* May she see it? By what is known of the file today; engine/see.h draws the order. */
#include "engine/rows/rows.h"

/* Nothing was said of most files, so that the rules and the day are looked up when something was. */
struct look_rules {
    day today;
    int64_t now_ms;
    bool assigned, over_restrictions;
};

static struct look_rules look_rules(struct view *v) {
    int64_t now_ms = clock_best_ms(v->e, v->e->now_ms);
    day today = today_of(v, now_ms);
    const sippe__territory *t = rules_on(v, today, NULL);
    const sippe__access *access = t ? t->access : NULL;
    return (struct look_rules){.today = today,
                               .now_ms = now_ms,
                               .assigned = access && access->care_team == CARE_TEAM_ASSIGNED,
                               .over_restrictions =
                                   access && access->break_glass && access->break_glass->over_restrictions};
}

bool restriction_names(const node__restriction *r, const struct principal *p) {
    if (r->member_id.len) return id_equal(id_of(r->member_id), p->id);
    return r->role == p->role && strcmp(r->organization, p->organization) == 0;
}

/* Its last day is inclusive. */
static unsigned taken_away(const node__file_access *f, const struct principal *p, day today) {
    unsigned taken = 0;
    for (size_t i = 0; i < f->n_restrictions; i++) {
        const node__restriction *r = f->restrictions[i];
        if (!restriction_names(r, p) || (r->until && civil_day(r->until) < today)) continue;
        taken |= r->shows ? r->shows : SHOWS_ALL;
    }
    return taken;
}

static bool has_opened(const node__file_access *f, const struct principal *p, int64_t now_ms) {
    for (size_t i = 0; i < f->n_opened; i++)
        if (id_equal(id_of(f->opened[i]->member_id), p->id) && now_ms < f->opened[i]->until_ms) return true;
    return false;
}

bool team_has(const node__file_access *f, const struct principal *p, day on) {
    for (size_t i = 0; p->worker && *p->worker && i < f->n_team; i++) {
        const node__team_member *m = f->team[i];
        bool begun = !m->from || civil_day(m->from) <= on, over = m->until && civil_day(m->until) < on;
        if (begun && !over && strcmp(m->worker, p->worker) == 0) return true;
    }
    return false;
}

/* A partner has a notice and not the file; desks answer the telephone for all, coordinators answer for all. Without a
 * default: whoever adds a role decides it here. */
static bool team_binds(sippe__role role) {
    switch (role) {
    case ROLE_TEAM: return true;
    case ROLE_DESK:
    case ROLE_COORDINATOR:
    case ROLE_PARTNER:
    case ROLE_UNSPECIFIED:
    case ROLE_OPERATOR:
    case ROLE_DAEMON:
    case ROLE_GATEWAY:
    case ROLE_PRIVACY: break;
    }
    return false;
}

/* Desks and coordinators have no team, and of most files nothing is restricted: the day and the rules are looked up
 * when something may hang on them. */
static unsigned seen(struct view *v, const struct principal *p, const node__file_access *f, unsigned shows,
                     bool as_opened) {
    bool followed = f->n_team && team_binds(p->role);
    if (!f->n_restrictions && !followed) return shows;
    struct look_rules rules = look_rules(v);
    bool opened = as_opened || has_opened(f, p, rules.now_ms);
    if (!opened || !rules.over_restrictions) shows &= ~taken_away(f, p, rules.today);
    if (rules.assigned && followed && !opened && !team_has(f, p, rules.today)) shows &= SHOWS_IDENTITY;
    return shows;
}

static unsigned sees(struct view *v, const struct principal *p, const char *organization, struct id subject,
                     unsigned shows, bool as_opened) {
    if (!organization || !principal_reaches(p, organization) || subject_is_erased(v->e, subject)) return 0;
    const node__file_access *f = file_access(v, subject);
    return v->txn->err ? 0 : seen(v, p, f, shows, as_opened);
}

unsigned may_see(struct view *v, const struct principal *p, const char *organization, struct id subject,
                 unsigned shows) {
    return sees(v, p, organization, subject, shows, false);
}

unsigned may_see_opened(struct view *v, const struct principal *p, const char *organization, struct id subject,
                        unsigned shows) {
    return sees(v, p, organization, subject, shows, true);
}
