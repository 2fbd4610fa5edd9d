#include "completions.h"

#include <string.h>

int64_t oracle_threshold(int persons) {
    static const int64_t by_size[] = {0, 27000, 33140, 40742, 49466, 56104, 63276, 70448};
    int64_t dollars = by_size[persons < 7 ? persons : 7];
    for (int i = 7; i < persons; i++) dollars += 7172;
    return 100 * dollars;
}

void oracle_one(struct oracle *o, enum axis a, int64_t value) {
    o->n[a] = 1;
    o->points[a][0] = value;
}

void oracle_point(struct oracle *o, enum axis a, int64_t value) { o->points[a][o->n[a]++] = value; }

size_t oracle_size(const struct oracle *o) {
    size_t n = 1;
    for (int a = 0; a < AXES; a++) n *= o->n[a];
    return n;
}

/* From the programme's words. A source that says low income is believed, unless she said herself that she earns more
 * than the threshold. */
static enum ending ending_of(const struct oracle *o, const int64_t v[AXES]) {
    const struct oracle_rules *r = &o->rules;
    bool born = v[AXIS_BORN];
    if (!v[AXIS_PLACE]) return END_PLACE;
    if (!v[AXIS_SOURCE]) return END_SOURCE;
    if (born && v[AXIS_BIRTH] >= r->programme_days) return END_CHILD;
    int64_t persons = v[AXIS_SIZE] + (r->unborn_counts && !born ? v[AXIS_UNBORN] : 0);
    int64_t threshold = oracle_threshold((int)persons);
    bool low = v[AXIS_INCOME] <= threshold || (o->low_source && o->income_above < threshold);
    if (!low) return END_INCOME;
    bool diploma = v[AXIS_DIPLOMA] || (r->enough_years && v[AXIS_YEARS] >= r->enough_years);
    if (born) return !diploma ? END_SIPPE : v[AXIS_BIRTH] >= r->olo_days ? END_OLO_CHILD : END_OLO;
    if (diploma) return v[AXIS_AGE] >= 7 * r->olo_start_week ? END_OLO : END_OLO_LATER;
    return v[AXIS_AGE] >= 7 * r->start_week ? END_SIPPE : END_SIPPE_LATER;
}

unsigned oracle_kind(enum ending e) {
    if (e == END_SIPPE_LATER || e == END_OLO_LATER) return 1u << END_SIPPE_LATER;
    if (e == END_CHILD || e == END_OLO_CHILD) return 1u << END_INCOME;
    return 1u << e;
}

static bool is_one(unsigned set) { return set && !(set & (set - 1)); }

static uint16_t kinds[COMPLETIONS_MAX], joined[COMPLETIONS_MAX]; /* of each completion; over all incomes */

static void run_all(struct oracle *o, const size_t step[AXES]) {
    for (size_t i = 0; i < o->completions; i++) {
        int64_t v[AXES];
        for (int a = 0; a < AXES; a++) v[a] = o->points[a][i / step[a] % o->n[a]];
        enum ending e = ending_of(o, v);
        o->endings |= 1u << e;
        kinds[i] = (uint16_t)oracle_kind(e);
        int week = e == END_SIPPE_LATER ? o->rules.start_week : e == END_OLO_LATER ? o->rules.olo_start_week : 0;
        int wait = week ? 7 * week - (int)v[AXIS_AGE] : INT32_MAX;
        if (wait < o->wait_days) o->wait_days = wait;
    }
}

static void join_incomes(const struct oracle *o, size_t step) {
    for (size_t i = 0; i < o->completions; i++) {
        size_t first = i - i / step % o->n[AXIS_INCOME] * step;
        if (i == first) {
            joined[i] = 0;
            for (size_t k = 0; k < o->n[AXIS_INCOME]; k++) joined[i] |= kinds[i + k * step];
        }
        joined[i] = joined[first];
    }
}

static void look_along(struct oracle *o, enum axis a, size_t step) {
    unsigned of_value[POINTS_MAX] = {0};
    const uint16_t *seen = o->income_declined && a != AXIS_INCOME ? joined : kinds;
    for (size_t i = 0; i < o->completions; i++) {
        size_t at = i / step % o->n[a];
        of_value[at] |= kinds[i];
        if (at + 1 < o->n[a] && seen[i] != seen[i + step]) o->decides[a] = true;
    }
    for (size_t k = 0; k < o->n[a]; k++) o->ends_alone[a] = o->ends_alone[a] || is_one(of_value[k]);
}

void oracle_run(struct oracle *o) {
    size_t step[AXES], n = 1;
    for (int a = 0; a < AXES; a++) {
        step[a] = n;
        n *= o->n[a];
    }
    o->completions = n;
    o->wait_days = INT32_MAX;
    run_all(o, step);
    join_incomes(o, step[AXIS_INCOME]);
    for (int a = 0; a < AXES; a++) look_along(o, (enum axis)a, step[a]);
}
