#include "scheduling/domain/intensity.h"

enum { WEEK = 7, FROM_WEEK = 12, WEEKS = 29, PER_WEEK_HUNDREDTHS = 50 };

static day min(day a, day b) { return a < b ? a : b; }

static int nearest(int64_t of, int64_t by) { return (int)((2 * of + by) / (2 * by)); }

struct intensity_terms intensity_terms(const sippe__visits *rules) {
    const sippe__prescribed_intensity *p = rules->intensity;
    return (struct intensity_terms){p && p->from_week > 0 ? p->from_week : FROM_WEEK,
                                    p && p->weeks > 0 ? p->weeks : WEEKS,
                                    p && p->per_week_hundredths > 0 ? p->per_week_hundredths : PER_WEEK_HUNDREDTHS};
}

/* ---- the official one ---- */

/* Past 42 weeks she has given birth, and nobody has told: what took place since is no visit of this pregnancy. */
static day last_day(const struct cadence_anchor *p, day today) {
    day last = min(today, p->due + CADENCE_PAST_DUE_DAYS);
    return p->ended == DAY_NONE ? last : min(last, p->ended - 1);
}

bool intensity_official(const struct intensity_terms *t, const struct cadence_anchor *pregnancy,
                        const struct intensity_encounter *encounters, size_t n, day today,
                        struct intensity_official *out) {
    if (pregnancy->kind != WINDOW_ANCHOR_PREGNANCY || pregnancy->due == DAY_NONE) return false;
    *out = (struct intensity_official){.pregnancy = pregnancy->id,
                                       .from = pregnancy->due - CADENCE_PREGNANCY_DAYS + t->from_week * WEEK,
                                       .until = last_day(pregnancy, today),
                                       .goes_on = pregnancy->ended == DAY_NONE || pregnancy->ended > today};
    if (out->until < out->from) return false;
    for (size_t i = 0; i < n; i++)
        if (out->from <= encounters[i].on && encounters[i].on <= out->until) out->encounters[encounters[i].way]++;
    out->per_week_hundredths = nearest(INT64_C(100) * out->encounters[INTENSITY_AT_HOME], t->weeks);
    return true;
}

/* ---- the fair one ---- */

static bool is_counted(const struct cadence_window *w, const struct intensity_days *d) {
    return (d->from == DAY_NONE || w->grid >= d->from) && w->grid <= d->today &&
           (d->until == DAY_NONE || w->grid <= d->until);
}

/* What might still have been visited on the day of an end is nobody's debt. */
static bool is_owed(const struct cadence_window *w, const struct intensity_days *d) {
    return w->state == WINDOW_STATE_LAPSED && (d->ended == DAY_NONE || w->latest < d->ended);
}

/* A visit of today may not have begun. */
static bool is_unrecorded(const struct cadence_window *w, const struct intensity_days *d) {
    bool booked = w->state == WINDOW_STATE_BOOKED || w->state == WINDOW_STATE_BOOKED_OUTSIDE;
    return booked && w->visit_on < d->today;
}

static void count(struct intensity_fair *f, const struct cadence_window *w, const struct intensity_days *d) {
    bool met = w->state == WINDOW_STATE_MET, late = w->state == WINDOW_STATE_MADE_LATE;
    f->met += met;
    f->made_late += late;
    f->owed += met || late || is_owed(w, d);
    f->excused += w->state == WINDOW_STATE_EXCUSED;
    f->unrecorded += is_unrecorded(w, d);
}

static void close_count(struct intensity_fair *f) {
    f->percent = f->owed ? nearest(INT64_C(100) * (f->met + f->made_late), f->owed) : INTENSITY_NONE;
}

struct intensity_fair intensity_of_family(const struct cadence_window *windows, size_t n,
                                          const struct intensity_days *days) {
    struct intensity_fair f = {.owed = 0};
    for (size_t i = 0; i < n; i++)
        if (windows[i].carries && is_counted(&windows[i], days)) count(&f, &windows[i], days);
    close_count(&f);
    return f;
}

/* A pregnancy and the child that was born of it may share an id. */
static bool is_of(const struct intensity_fair *f, const struct cadence_window *w) {
    return f->kind == w->kind && id_equal(f->anchor, w->anchor);
}

size_t intensity_of_anchors(struct arena *a, const struct cadence_window *windows, size_t n,
                            const struct intensity_days *days, struct intensity_fair **out) {
    size_t n_anchors = 0;
    struct intensity_fair *list = *out = arena_alloc(a, n * sizeof *list);
    for (size_t i = 0; i < n; i++) {
        if (!is_counted(&windows[i], days)) continue;
        size_t at = 0;
        while (at < n_anchors && !is_of(&list[at], &windows[i])) at++;
        if (at == n_anchors)
            list[n_anchors++] = (struct intensity_fair){.anchor = windows[i].anchor, .kind = windows[i].kind};
        count(&list[at], &windows[i], days);
    }
    for (size_t i = 0; i < n_anchors; i++) close_count(&list[i]);
    return n_anchors;
}
