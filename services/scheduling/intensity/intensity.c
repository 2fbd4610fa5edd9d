/* The two figures of how intensely families are visited (domain/intensity.h), gathered from rows for one family, or for
 * a page of them.
 *
 * Of a list a team has the families whose key worker asks and no others: a figure of somebody's families is one of her
 * work, which is the coordination's to look at and her own. A single family's is for whoever may see her visits.
 *
 * A page goes through the follow-ups in the order of their ids, which says nothing of anybody; it ends when it is full,
 * or when a turn has no more time. */
#include <string.h>
#include "scheduling/domain/encounter.h"
#include "scheduling/domain/intensity.h"
#include "scheduling/encounter/encounter.h"
#include "scheduling/facts.h"

enum { PAGE = 50, PAGE_MAX = 200, PART_MAX = 400 };

struct asking {
    struct view *v;
    struct rules_now rules;
    struct intensity_terms terms;
    day from, until;
};

static int asking_begin(struct query *q, const sippe__date *from, const sippe__date *until, struct asking *out) {
    *out = (struct asking){.v = VIEW(q), .from = civil_day(from), .until = civil_day(until)};
    if ((from && out->from == DAY_NONE) || (until && out->until == DAY_NONE)) return REASON_DATE_IMPOSSIBLE;
    if (from && until && out->from > out->until) return REASON_CONTRADICTION;
    if (!scheduling_rules(VIEW(q), query_now_ms(q), &out->rules)) return REASON_TERRITORY_MISSING;
    out->terms = intensity_terms(out->rules.visits);
    return 0;
}

/* ---- what took place ---- */

static enum intensity_way way_of(const scheduling_rows__encounter__personal *p) {
    if (!encounter_is_in_presence(p->mode)) return INTENSITY_CONTACT;
    return p->place == ENCOUNTER_PLACE_HOME ? INTENSITY_AT_HOME : INTENSITY_ELSEWHERE;
}

/* Of all her enrolments: a pregnancy is one, whatever ended and began again in it. */
static size_t encounters_of(struct asking *k, struct id family, struct intensity_encounter **out) {
    struct encounter_list list = scheduling_encounters_of_family(k->v, family);
    size_t n = 0;
    *out = arena_alloc(view_arena(k->v), list.n * sizeof **out);
    for (size_t i = 0; i < list.n; i++) {
        const scheduling_rows__encounter__personal *p = list.encounters[i].row->personal;
        if (p->in_error || !encounter_is_done(p->missed)) continue;
        (*out)[n++] = (struct intensity_encounter){day_at(k->rules.zone, p->start_ms), way_of(p)};
    }
    return n;
}

/* ---- shown ---- */

static scheduling__official_intensity *official_shown(const struct asking *k, const struct intensity_official *o) {
    struct arena *a = view_arena(k->v);
    scheduling__official_intensity *out = NEW(a, scheduling__official_intensity);
    out->pregnancy_id = id_field(a, o->pregnancy);
    out->from = civil_date(a, o->from);
    out->until = civil_date(a, o->until);
    out->goes_on = o->goes_on;
    out->home_visits = o->encounters[INTENSITY_AT_HOME];
    out->visits_elsewhere = o->encounters[INTENSITY_ELSEWHERE];
    out->contacts = o->encounters[INTENSITY_CONTACT];
    out->weeks = k->terms.weeks;
    out->per_week_hundredths = o->per_week_hundredths;
    out->prescribed_hundredths = k->terms.per_week_hundredths;
    return out;
}

/* Whole pregnancies: one that lasted into the days that are asked for counts with all of its visits. */
static void show_official(struct asking *k, const struct cadence *c, struct id family,
                          scheduling__family_intensity *out) {
    struct intensity_encounter *encounters;
    struct intensity_official o;
    size_t n = encounters_of(k, family, &encounters);
    for (size_t i = 0; i < c->n_anchors; i++) {
        if (!intensity_official(&k->terms, &c->anchors[i], encounters, n, k->rules.today, &o)) continue;
        if ((k->from != DAY_NONE && o.until < k->from) || (k->until != DAY_NONE && o.from > k->until)) continue;
        APPEND(view_arena(k->v), out, official, official_shown(k, &o));
    }
}

static scheduling__fair_intensity *fair_shown(struct arena *a, const struct intensity_fair *f) {
    scheduling__fair_intensity *out = NEW(a, scheduling__fair_intensity);
    out->anchor = f->kind;
    if (!id_is_zero(f->anchor)) out->anchor_id = id_field(a, f->anchor);
    out->owed = f->owed;
    out->met = f->met;
    out->made_late = f->made_late;
    out->excused = f->excused;
    out->unrecorded = f->unrecorded;
    out->percent = f->percent;
    return out;
}

static void show_fair(struct asking *k, const struct cadence *c, const struct family_facts *f,
                      scheduling__family_intensity *out) {
    struct arena *a = view_arena(k->v);
    int64_t ended_ms = f->row->personal->ended_ms;
    struct intensity_days days = {.from = k->from,
                                  .until = k->until,
                                  .ended = ended_ms ? day_at(k->rules.zone, ended_ms) : DAY_NONE,
                                  .today = k->rules.today};
    struct cadence_window *windows;
    struct intensity_fair *anchors;
    size_t n = cadence_windows(a, c, days.today, days.today, &windows);
    struct intensity_fair whole = intensity_of_family(windows, n, &days);
    out->fair = fair_shown(a, &whole);
    size_t n_anchors = intensity_of_anchors(a, windows, n, &days, &anchors);
    for (size_t i = 0; i < n_anchors; i++) APPEND(a, out, anchors, fair_shown(a, &anchors[i]));
}

/* An erasure takes all of her, the day of her enrolment too. */
static scheduling__intensity_basis basis_of(const struct cadence *c, const struct family_facts *f) {
    if (c->enrolled == DAY_NONE) return INTENSITY_BASIS_ERASED;
    if (f->dates.lost != DAY_NONE) return INTENSITY_BASIS_AFTER_LOSS;
    for (size_t i = 0; i < c->n_anchors; i++)
        if (c->anchors[i].due != DAY_NONE || c->anchors[i].born != DAY_NONE) return INTENSITY_BASIS_KNOWN;
    return INTENSITY_BASIS_NO_DATES;
}

static scheduling__family_intensity *intensity_of(struct asking *k, const struct family_facts *f) {
    scheduling__family_intensity *out = NEW(view_arena(k->v), scheduling__family_intensity);
    struct cadence c = scheduling_family_cadence(k->v, &k->rules, f);
    out->family_id = id_field(view_arena(k->v), scheduling_family_now(k->v, f->family_id));
    out->family_number = f->row->personal->family_number;
    out->clsc_code = f->row->clsc_code;
    out->key_worker = f->row->personal->key_worker;
    out->ended = f->row->state == FOLLOW_UP_STATE_ENDED;
    out->basis = basis_of(&c, f);
    if (out->basis != INTENSITY_BASIS_KNOWN) return out;
    show_official(k, &c, f->family_id, out);
    show_fair(k, &c, f, out);
    return out;
}

int scheduling_get_intensity(struct query *q, const scheduling__get_intensity_request *in,
                             scheduling__get_intensity_reply *out) {
    struct id family_id;
    struct family_facts f;
    struct asking k;
    if (!id_from(in->family_id, &family_id)) return REASON_ID_INVALID;
    if (!scheduling_family_of(VIEW(q), family_id, &f)) return REASON_NOT_FOUND;
    int reason = asking_begin(q, in->from, in->until, &k);
    if (reason) return reason;
    query_shows(q, f.family_id);
    out->intensity = intensity_of(&k, &f);
    out->rules_label = arena_text(arena_of(q), k.rules.used.label);
    return 0;
}

/* ---- a page ---- */

/* Her latest enrolment speaks for a family: of two that became one, or of one that came back, there is one line. */
static bool is_latest(struct view *v, const struct family_facts *f) {
    struct family_facts latest;
    return scheduling_family_of(v, f->family_id, &latest) && id_equal(latest.enrolment_id, f->enrolment_id);
}

static bool is_chosen(struct query *q, const scheduling__list_intensity_request *in, const struct family_facts *f) {
    const struct principal *p = query_principal(q);
    const char *key_worker = f->row->personal->key_worker;
    enum { NEEDS = SHOWS_IDENTITY | SHOWS_FOLLOW_UP };
    if (f->row->state == FOLLOW_UP_STATE_ENDED && !in->with_ended) return false;
    if (*in->clsc_code && strcmp(in->clsc_code, f->row->clsc_code) != 0) return false;
    if (*in->worker && strcmp(in->worker, key_worker) != 0) return false;
    bool own = p->worker && *p->worker && strcmp(p->worker, key_worker) == 0;
    if (p->role != ROLE_COORDINATOR && !own) return false;
    if (!is_latest(VIEW(q), f)) return false;
    return scheduling_family_seen(VIEW(q), p, f, f->row->clsc_code, NEEDS) == NEEDS;
}

int scheduling_list_intensity(struct query *q, const scheduling__list_intensity_request *in,
                              scheduling__list_intensity_reply *out) {
    struct arena *a = arena_of(q);
    struct asking k;
    struct key key, from;
    struct id after = {{0}};
    size_t n = 0, most = in->limit ? in->limit : PAGE;
    if (in->limit > PAGE_MAX) return REASON_NUMBER_OUT_OF_RANGE;
    if (in->after.len && !id_from(in->after, &after)) return REASON_ID_INVALID;
    int reason = asking_begin(q, in->from, in->until, &k);
    if (reason) return reason;
    from = KEY(KEY_ID(after));
    struct row_scan *s = row_scan(VIEW(q), &scheduling_follow_ups, KEY_EMPTY, &from);
    while (row_next(s, &key, NULL)) {
        struct family_facts f;
        struct id enrolment = key_id_at(&key, 0);
        if (id_equal(enrolment, after)) continue;
        if (out->n_families == most || n == PART_MAX || (n && query_time_is_up(q))) {
            out->next = id_field(a, after);
            row_scan_end(s);
            break;
        }
        after = enrolment;
        n++;
        if (!scheduling_family_of_enrolment(VIEW(q), enrolment, &f) || !is_chosen(q, in, &f)) continue;
        query_shows(q, f.family_id);
        APPEND(a, out, families, intensity_of(&k, &f));
    }
    out->rules_label = arena_text(a, k.rules.used.label);
    return 0;
}
