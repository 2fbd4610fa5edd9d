/* The team: workers with what they carry. Loads are added up when asked for and stand in no row: a family weighs less
 * from one day to the next without any event, when its phase changes. Montréal's 20 teams have about 200 workers
 * (Projet Constellation): some ten records a team, and their families'. */
#include "scheduling/facts.h"
#include "scheduling/index.h"
#include "scheduling/caseload/load.h"
#include "scheduling/substitute.h"

/* No text, no hash: of an erased worker nothing is found by "". */
static ProtobufCBinaryData hash_of(struct view *v, const char *domain, const char *code) {
    return code[0] ? id_field(view_arena(v), lookup_hash(v, domain, code)) : (ProtobufCBinaryData){0, NULL};
}

ProtobufCBinaryData scheduling_worker_hash(struct view *v, const char *code) { return hash_of(v, "worker code", code); }

ProtobufCBinaryData scheduling_key_worker_hash(struct view *v, const char *code) {
    return hash_of(v, "key worker", code);
}

void scheduling_workers_by_code_keys(const scheduling_rows__worker *r, struct keys *out) {
    if (r->code_hash.len) keys_add(out, KEY(KEY_ID(id_of(r->code_hash))));
}

static const scheduling_rows__worker *row_of(struct view *v, const char *code) {
    struct id hash;
    struct key key;
    if (!id_from(scheduling_worker_hash(v, code), &hash)) return NULL;
    struct row_scan *s = row_scan(v, &scheduling_workers_by_code, KEY(KEY_ID(hash)), NULL);
    if (!row_next(s, &key, NULL)) return NULL;
    row_scan_end(s);
    return row_get(v, &scheduling_workers, KEY(KEY_ID(key_id_at(&key, ID_LEN))));
}

scheduling__worker_put *scheduling_worker_read(struct view *v, const char *code, struct id *version) {
    const scheduling_rows__worker *row = row_of(v, code);
    if (!row) return NULL;
    if (version) *version = id_of(row->version);
    return READ_EVENT(v, scheduling__worker_put, row->record, NULL);
}

const scheduling__worker_put *scheduling_worker_as_put(struct view *v, const char *code, int64_t *put_ms) {
    struct record r;
    const scheduling_rows__worker *row = row_of(v, code);
    const scheduling__worker_put *put = row ? READ_EVENT(v, scheduling__worker_put, row->record, &r) : NULL;
    if (put) *put_ms = r.at_ms;
    return put;
}

struct candidates_worker scheduling_worker_listed(const scheduling__worker_put *w) {
    const scheduling__worker_put__personal *p = w->personal;
    return (struct candidates_worker){
        .code = p->code,
        .name = p->name,
        .discipline = p->discipline,
        .languages = p->languages,
        .n_languages = p->n_languages,
        .n_hours = p->n_hours,
        .start_area = p->start_area,
        .cap_tenths = p->cap_tenths,
        .clsc_code = w->clsc_code,
        .inactive = w->inactive,
    };
}

struct candidates_worker scheduling_worker_facts(struct view *v, const struct rules_now *rules,
                                                 const scheduling__worker_put *w) {
    struct candidates_worker out = scheduling_worker_listed(w);
    const struct load *load = scheduling_load_of(v, rules, scheduling_key_worker_hash(v, out.code));
    out.load_tenths = load->tenths;
    out.families = load->families;
    return out;
}

static int by_code(const void *x, const void *y) {
    const struct worker_ref *a = x, *b = y;
    return strcmp(a->put->personal->code, b->put->personal->code);
}

/* Rows stand in the order of ids that nobody chose. One whose record cannot be read, or is erased, is left out; her row
 * stays. */
size_t scheduling_workers_read(struct view *v, struct worker_ref **out) {
    size_t n = 0, most = (size_t)row_count(v, &scheduling_workers);
    *out = arena_alloc(view_arena(v), most * sizeof **out);
    const scheduling_rows__worker *row;
    struct row_scan *s = row_scan(v, &scheduling_workers, KEY_EMPTY, NULL);
    while (row_next(s, NULL, &row) && n < most) {
        const scheduling__worker_put *w = READ_EVENT(v, scheduling__worker_put, row->record, NULL);
        if (w && w->personal->code[0]) (*out)[n++] = (struct worker_ref){w, row->version};
    }
    row_scan_end(s);
    if (n) qsort(*out, n, sizeof **out, by_code);
    return n;
}

size_t scheduling_team(struct view *v, const struct rules_now *rules, struct candidates_worker **out) {
    struct worker_ref *workers;
    size_t n = scheduling_workers_read(v, &workers);
    *out = arena_alloc(view_arena(v), n * sizeof **out);
    for (size_t i = 0; i < n; i++) (*out)[i] = scheduling_worker_facts(v, rules, workers[i].put);
    return n;
}

void scheduling_team_ahead(struct view *v, const struct rules_now *rules, struct candidates_worker *workers, size_t n) {
    for (size_t i = 0; i < n; i++)
        workers[i].ahead = scheduling_load_of(v, rules, scheduling_key_worker_hash(v, workers[i].code))->ahead;
}

/* Visits, and the days on which she is away: whoever stands in for her is asked for herself. */
struct slots_worker scheduling_worker_slots(struct view *v, const scheduling__worker_put *w, struct zone zone,
                                            int64_t from_ms, int64_t to_ms) {
    struct slots_taken *taken, *all;
    struct substitute_ref *away;
    const scheduling__worker_put__personal *p = w->personal;
    size_t n = scheduling_taken_by_worker(v, p->code, from_ms, to_ms, &taken);
    size_t n_away =
        scheduling_substitutes_for(v, id_of(w->worker_id), day_at(zone, from_ms), day_at(zone, to_ms), &away);
    all = arena_alloc(view_arena(v), (n + n_away + 1) * sizeof *all);
    if (n) memcpy(all, taken, n * sizeof *all);
    for (size_t i = 0; i < n_away; i++)
        all[n++] = (struct slots_taken){.from_ms = day_start_ms(zone, away[i].row->personal->from),
                                        .to_ms = day_start_ms(zone, away[i].row->personal->until + 1),
                                        .postal_code = p->start_area,
                                        .visit = away[i].id};
    return (struct slots_worker){.code = p->code,
                                 .hours = p->hours,
                                 .n_hours = p->n_hours,
                                 .start_area = p->start_area,
                                 .taken = all,
                                 .n_taken = n};
}
