/* The team: workers with what they carry. Loads are added up when asked for and stored nowhere: a family weighs less
 * from one day to the next without any event, when its phase changes. Montréal's 20 teams have about 200 workers
 * (Projet Constellation): some ten records a team, and their families'. */
#include "scheduling/facts.h"
#include "scheduling/index.h"

scheduling__worker_put *scheduling_worker_read(struct view *v, const char *code, struct id *version) {
    const scheduling_rows__worker *row = row_get(v, &scheduling_workers, KEY(KEY_TEXT(code)));
    if (!row) return NULL;
    if (version) *version = id_of(row->version);
    return READ_EVENT(v, scheduling__worker_put, row->record, NULL);
}

/* A key of the index: the code and its zero byte, then the enrolment. */
static void load_of(struct view *v, const struct rules_now *rules, struct candidates_worker *w) {
    struct key key;
    struct row_scan *s = row_scan(v, &scheduling_follow_ups_of_worker, KEY(KEY_TEXT(w->code)), NULL);
    while (row_next(s, &key, NULL)) {
        struct family_facts f;
        if (!scheduling_family_of_enrolment(v, key_id_at(&key, strlen(w->code) + 1), &f)) continue;
        w->load_tenths += scheduling_family_points(rules, &f);
        w->families++;
    }
}

struct candidates_worker scheduling_worker_facts(struct view *v, const struct rules_now *rules,
                                                 const scheduling__worker_put *w) {
    struct candidates_worker out = {
        .code = w->code,
        .name = w->personal ? w->personal->name : "",
        .discipline = w->discipline,
        .languages = w->languages,
        .n_languages = w->n_languages,
        .n_hours = w->n_hours,
        .start_area = w->start_area,
        .cap_tenths = w->cap_tenths,
        .clsc_code = w->clsc_code,
        .inactive = w->inactive,
    };
    load_of(v, rules, &out);
    return out;
}

/* A worker whose record cannot be read is left out of what is proposed; her row stays. */
size_t scheduling_team(struct view *v, const struct rules_now *rules, struct candidates_worker **out) {
    size_t n = 0, most = (size_t)row_count(v, &scheduling_workers);
    *out = arena_alloc(view_arena(v), most * sizeof **out);
    const scheduling_rows__worker *row;
    struct row_scan *s = row_scan(v, &scheduling_workers, KEY_EMPTY, NULL);
    while (row_next(s, NULL, &row) && n < most) {
        const scheduling__worker_put *w = READ_EVENT(v, scheduling__worker_put, row->record, NULL);
        if (w) (*out)[n++] = scheduling_worker_facts(v, rules, w);
    }
    row_scan_end(s);
    return n;
}

struct slots_worker scheduling_worker_slots(struct view *v, const scheduling__worker_put *w, int64_t from_ms,
                                            int64_t to_ms) {
    struct slots_taken *taken;
    size_t n = scheduling_taken_by_worker(v, w->code, from_ms, to_ms, &taken);
    return (struct slots_worker){.code = w->code,
                                 .hours = w->hours,
                                 .n_hours = w->n_hours,
                                 .start_area = w->start_area,
                                 .taken = taken,
                                 .n_taken = n};
}
