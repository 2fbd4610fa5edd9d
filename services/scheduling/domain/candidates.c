#include "scheduling/domain/candidates.h"

#include <stdlib.h>
#include <string.h>
#include "base/message.h"
#include "scheduling/domain/terms.h"
#include "scheduling/domain/travel.h"
#include "proto/status.h"

/* Her own cap wins, the higher one as the lower one. */
static int32_t cap_of(const sippe__visits *rules, const struct candidates_worker *w) {
    return w->cap_tenths > 0 ? w->cap_tenths : rules->caseload_cap_tenths;
}

static bool speaks(const struct candidates_worker *w, const char *language) {
    if (!language[0]) return true;
    for (size_t i = 0; i < w->n_languages; i++)
        if (strcmp(w->languages[i], language) == 0) return true;
    return false;
}

bool candidates_serves(const struct candidates_worker *w, const char *clsc_code) {
    return !*w->clsc_code || !*clsc_code || strcmp(w->clsc_code, clsc_code) == 0;
}

/* The order is that of what can be mended least: one reason is shown, and it should not send a coordinator to make room
 * in the caseload of somebody who has left. A family without a known language (erased, never asked) excludes nobody. */
scheduling__exclusion_reason candidates_exclusion(const sippe__visits *rules, const struct candidates_family *f,
                                                  const struct candidates_worker *w) {
    if (w->inactive) return EXCLUSION_REASON_INACTIVE;
    if (w->n_hours == 0) return EXCLUSION_REASON_NO_HOURS;
    if (!candidates_serves(w, f->clsc_code)) return EXCLUSION_REASON_OTHER_CLSC;
    size_t n = rules->n_key_worker_disciplines;
    if (n > 0 && !terms_discipline_in(w->discipline, rules->key_worker_disciplines, n))
        return EXCLUSION_REASON_DISCIPLINE;
    if (!f->interpreter && !speaks(w, f->language)) return EXCLUSION_REASON_LANGUAGE;
    if (w->load_tenths + f->points_tenths > cap_of(rules, w)) return EXCLUSION_REASON_CASELOAD;
    return EXCLUSION_REASON_UNSPECIFIED;
}

int candidates_reason(scheduling__exclusion_reason excluded) {
    switch (excluded) {
    case EXCLUSION_REASON_UNSPECIFIED: return 0;
    case EXCLUSION_REASON_INACTIVE:
    case EXCLUSION_REASON_NO_HOURS: return REASON_WORKER_INACTIVE;
    case EXCLUSION_REASON_DISCIPLINE: return REASON_DISCIPLINE_NOT_ALLOWED;
    case EXCLUSION_REASON_LANGUAGE: return REASON_LANGUAGE_NOT_SPOKEN;
    case EXCLUSION_REASON_CASELOAD: return REASON_CASELOAD_FULL;
    case EXCLUSION_REASON_OTHER_CLSC: return REASON_WORKER_OTHER_CLSC;
    }
    return REASON_WORKER_UNKNOWN;
}

/* The most that she will carry with this family and since when, and when it is first more than her cap. */
static void look_ahead(struct arena *a, const struct candidates_family *f, const struct candidates_worker *w,
                       scheduling__candidate *c) {
    if (!w->ahead || !f->ahead) return;
    c->peak_tenths = c->load_after_tenths;
    for (int i = 0; i < CANDIDATES_AHEAD; i++) {
        int32_t load = w->ahead[i] + f->ahead[i];
        if (load > c->cap_tenths && !c->over_cap_on) c->over_cap_on = civil_date(a, f->today + i);
        if (load <= c->peak_tenths) continue;
        c->peak_tenths = load;
        c->peak_on = civil_date(a, f->today + i);
    }
}

scheduling__candidate *candidates_candidate(struct arena *a, const sippe__territory *t,
                                            const struct candidates_family *f, const struct candidates_worker *w) {
    scheduling__candidate *c = NEW(a, scheduling__candidate);
    c->worker = arena_text(a, w->code);
    c->name = arena_text(a, w->name);
    c->discipline = w->discipline;
    c->load_tenths = w->load_tenths;
    c->cap_tenths = cap_of(t->visits, w);
    c->load_after_tenths = w->load_tenths + f->points_tenths;
    c->distance_m = travel_metres(t, w->start_area, f->postal_code);
    c->speaks_language = speaks(w, f->language);
    c->excluded = candidates_exclusion(t->visits, f, w);
    look_ahead(a, f, w, c);
    return c;
}

/* Load before distance: families spread over the team before ways get shorter. An area that the territory's file does
 * not have must not look near. */
static int by_merit(const void *a, const void *b) {
    const scheduling__candidate *x = *(scheduling__candidate *const *)a, *y = *(scheduling__candidate *const *)b;
    if (x->load_after_tenths != y->load_after_tenths) return x->load_after_tenths < y->load_after_tenths ? -1 : 1;
    uint32_t dx = (uint32_t)x->distance_m, dy = (uint32_t)y->distance_m; /* unknown (-1) is the farthest */
    if (dx != dy) return dx < dy ? -1 : 1;
    return strcmp(x->worker, y->worker);
}

static int by_code(const void *a, const void *b) {
    const scheduling__candidate *x = *(scheduling__candidate *const *)a, *y = *(scheduling__candidate *const *)b;
    return strcmp(x->worker, y->worker);
}

struct candidates candidates_rank(struct arena *a, const sippe__territory *t, const struct candidates_family *f,
                                  const struct candidates_worker *workers, size_t n) {
    struct candidates r = {.best = arena_alloc(a, n * sizeof *r.best),
                           .excluded = arena_alloc(a, n * sizeof *r.excluded)};
    for (size_t i = 0; i < n; i++) {
        scheduling__candidate *c = candidates_candidate(a, t, f, &workers[i]);
        if (c->excluded)
            r.excluded[r.n_excluded++] = c;
        else
            r.best[r.n_best++] = c;
    }
    qsort(r.best, r.n_best, sizeof *r.best, by_merit);
    qsort(r.excluded, r.n_excluded, sizeof *r.excluded, by_code);
    return r;
}

bool candidates_can_join(const sippe__visits *rules, const struct candidates_worker *w) {
    if (w->inactive || w->n_hours == 0) return false;
    size_t n = rules->n_joint_disciplines;
    return n == 0 || terms_discipline_in(w->discipline, rules->joint_disciplines, n);
}

static int by_load(const void *a, const void *b) {
    const struct candidates_worker *x = *(const struct candidates_worker *const *)a;
    const struct candidates_worker *y = *(const struct candidates_worker *const *)b;
    if (x->load_tenths != y->load_tenths) return x->load_tenths < y->load_tenths ? -1 : 1;
    return strcmp(x->code, y->code);
}

/* Where follow-up is joint it is a nurse's and a social worker's (Projet Constellation, Sud-Ouest-Verdun); somebody of
 * her own discipline is still better than nobody. First pass: the others; second, only when there are none: the
 * same. */
size_t candidates_joint(const struct candidates_joint *j, const struct candidates_worker *workers, size_t n,
                        const struct candidates_worker **out) {
    for (int same = 0; same <= 1; same++) {
        size_t found = 0;
        for (size_t i = 0; i < n; i++) {
            const struct candidates_worker *w = &workers[i];
            if (!candidates_can_join(j->rules, w) || strcmp(w->code, j->key_worker->code) == 0) continue;
            if (!candidates_serves(w, j->clsc_code)) continue;
            if ((w->discipline == j->key_worker->discipline) == (same == 1)) out[found++] = w;
        }
        if (found == 0) continue;
        qsort(out, found, sizeof *out, by_load);
        return found;
    }
    return 0;
}
