/* The team's list. A worker is put whole, by code; putting the same again changes nothing, so that a team's file can be
 * imported again and again (`sippe workers import`). Nobody is ever removed: visits and records name her; who leaves
 * becomes inactive, and her families stay hers until a person confirms another key worker. */
#include "civil/postal.h"
#include "scheduling/domain/terms.h"
#include "scheduling/domain/worker_check.h"
#include "scheduling/facts.h"

/* Subjects of a record are ids; a worker is known by her code. */
static struct id worker_subject(const char *code) {
    return id_derive("scheduling worker", span_text(code), (struct span){NULL, 0}, (struct span){NULL, 0});
}

static const char *area_of(struct arena *a, const sippe__postal_code *p) {
    char code[POSTAL_LEN + 1];
    return postal_read(terms_postal(p), code) ? arena_text(a, code) : "";
}

/* In the form in which it is compared: hours sorted, the area as it is read. Her name alone is personal. */
static scheduling__worker_put *event_of(struct arena *a, const scheduling__worker *w) {
    scheduling__worker_put *e = NEW(a, scheduling__worker_put);
    e->code = arena_text(a, w->code);
    e->discipline = w->discipline;
    for (size_t i = 0; i < w->n_languages; i++) APPEND(a, e, languages, arena_text(a, w->languages[i]->code));
    for (size_t i = 0; i < w->n_hours; i++) APPEND(a, e, hours, message_copy(a, &w->hours[i]->base));
    worker_hours_sort(e->hours, e->n_hours);
    e->start_area = area_of(a, w->start_area);
    e->cap_tenths = w->cap_tenths;
    e->clsc_code = arena_text(a, w->clsc_code);
    e->inactive = w->inactive;
    e->personal = NEW(a, scheduling__worker_put__personal);
    e->personal->name = arena_text(a, w->name);
    return e;
}

/* Packed bytes: protobuf-c writes fields in the order of their numbers and leaves defaults out, so equal values are
 * equal bytes. */
static bool same(struct arena *a, const scheduling__worker_put *x, const scheduling__worker_put *y) {
    return span_equal(message_pack(a, &x->base), message_pack(a, &y->base));
}

int scheduling_put_worker(struct decide *d, const scheduling__put_worker_request *in,
                          scheduling__put_worker_reply *out) {
    struct arena *a = arena_of(d);
    if (!in->worker) return violation(d, "worker", REASON_FIELD_REQUIRED);
    struct findings found = findings_in(a);
    worker_check(rules_on(VIEW(d), decide_today(d), NULL), in->worker, &found);
    if (violations_add(d, "worker.", &found)) return REASON_FIELDS_INVALID;
    scheduling__worker_put *e = event_of(a, in->worker);
    struct id version = {{0}};
    const scheduling__worker_put *was = scheduling_worker_read(VIEW(d), e->code, &version);
    out->changed = !was || !same(a, was, e);
    if (out->changed) version = EMIT(d, worker_subject(e->code), e);
    out->version = id_field(a, version);
    return 0;
}

void scheduling_on_worker_put(struct apply *a, const struct record *r, const scheduling__worker_put *e) {
    scheduling_rows__worker *row = NEW(arena_of(a), scheduling_rows__worker);
    row->version = id_field(arena_of(a), r->id);
    row->record = r->seq;
    ROW_PUT(a, &scheduling_workers, KEY(KEY_TEXT(e->code)), row);
}

static scheduling__worker *worker_of(struct arena *a, const scheduling__worker_put *e) {
    scheduling__worker *w = NEW(a, scheduling__worker);
    w->code = e->code;
    w->name = e->personal ? e->personal->name : "";
    w->discipline = e->discipline;
    for (size_t i = 0; i < e->n_languages; i++) {
        sippe__language *language = NEW(a, sippe__language);
        language->code = e->languages[i];
        APPEND(a, w, languages, language);
    }
    w->hours = e->hours;
    w->n_hours = e->n_hours;
    if (e->start_area[0]) {
        w->start_area = NEW(a, sippe__postal_code);
        w->start_area->code = e->start_area;
    }
    w->cap_tenths = e->cap_tenths;
    w->clsc_code = e->clsc_code;
    w->inactive = e->inactive;
    return w;
}

/* Those of the whole territory too. An operator reaches no family; the list of workers is his to keep. */
bool scheduling_may_see_worker(const struct principal *p, const scheduling__worker_put *w) {
    return p->role == ROLE_OPERATOR || !w->clsc_code[0] || principal_reaches(p, w->clsc_code);
}

/* Not paged: a team is some tens of people. */
int scheduling_list_workers(struct query *q, const scheduling__list_workers_request *in,
                            scheduling__list_workers_reply *out) {
    (void)in;
    struct arena *a = arena_of(q);
    struct rules_now rules;
    bool ruled = scheduling_rules(VIEW(q), query_now_ms(q), &rules);
    scheduling_rows__worker *row;
    struct row_scan *s = row_scan(VIEW(q), &scheduling_workers, KEY_EMPTY, NULL);
    while (row_next(s, NULL, &row)) {
        const scheduling__worker_put *e = READ_EVENT(q, scheduling__worker_put, row->record, NULL);
        if (!e || !scheduling_may_see_worker(query_principal(q), e)) continue;
        scheduling__worker_summary *summary = NEW(a, scheduling__worker_summary);
        summary->worker = worker_of(a, e);
        summary->version = row->version;
        if (ruled) { /* without rules nobody can say what a family weighs */
            struct candidates_worker facts = scheduling_worker_facts(VIEW(q), &rules, e);
            summary->load_tenths = facts.load_tenths;
            summary->families = facts.families;
        }
        APPEND(a, out, workers, summary);
    }
    return 0;
}
