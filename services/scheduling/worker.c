/* The team's list. A worker is put whole, by code; putting the same again changes nothing, so that a team's file can be
 * imported again and again (`sippe workers import`). Nobody is ever removed: visits and records name her; who leaves
 * becomes inactive, and her families stay hers until a person confirms another key worker. */
#include "civil/postal.h"
#include "scheduling/domain/terms.h"
#include "scheduling/domain/team/worker_check.h"
#include "scheduling/facts.h"
#include "scheduling/substitute.h"

static const char *area_of(struct arena *a, const sippe__postal_code *p) {
    char code[POSTAL_LEN + 1];
    return postal_read(terms_postal(p), code) ? arena_text(a, code) : "";
}

/* In the form in which it is compared: hours sorted, the area as it is read. */
static scheduling__worker_put *event_of(struct arena *a, struct id id, const scheduling__worker *w) {
    scheduling__worker_put *e = NEW_WITH_PERSONAL(a, scheduling__worker_put);
    scheduling__worker_put__personal *p = e->personal;
    e->worker_id = id_field(a, id);
    e->clsc_code = arena_text(a, w->clsc_code);
    e->inactive = w->inactive;
    p->code = arena_text(a, w->code);
    p->name = arena_text(a, w->name);
    p->discipline = w->discipline;
    for (size_t i = 0; i < w->n_languages; i++) APPEND(a, p, languages, arena_text(a, w->languages[i]->code));
    for (size_t i = 0; i < w->n_hours; i++) APPEND(a, p, hours, message_copy(a, &w->hours[i]->base));
    worker_hours_sort(p->hours, p->n_hours);
    p->start_area = area_of(a, w->start_area);
    p->cap_tenths = w->cap_tenths;
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
    struct id version = {{0}};
    const scheduling__worker_put *was = scheduling_worker_read(VIEW(d), in->worker->code, &version);
    struct id id = was ? id_of(was->worker_id) : decide_new_id(d, "worker");
    scheduling__worker_put *e = event_of(a, id, in->worker);
    out->changed = !was || !same(a, was, e);
    if (out->changed) version = EMIT(d, id, e);
    out->version = id_field(a, version);
    return 0;
}

void scheduling_on_worker_put(struct apply *a, const struct record *r, const scheduling__worker_put *e) {
    struct id id;
    if (!id_from(e->worker_id, &id)) return;
    scheduling_rows__worker *row = NEW(arena_of(a), scheduling_rows__worker);
    row->version = id_field(arena_of(a), r->id);
    row->record = r->seq;
    row->code_hash = scheduling_worker_hash(VIEW(a), e->personal->code);
    ROW_PUT(a, &scheduling_workers, KEY(KEY_ID(id)), row);
}

static scheduling__worker *worker_of(struct arena *a, const scheduling__worker_put *e) {
    const scheduling__worker_put__personal *p = e->personal;
    scheduling__worker *w = NEW(a, scheduling__worker);
    w->code = p->code;
    w->name = p->name;
    w->discipline = p->discipline;
    for (size_t i = 0; i < p->n_languages; i++) {
        sippe__language *language = NEW(a, sippe__language);
        language->code = p->languages[i];
        APPEND(a, w, languages, language);
    }
    w->hours = p->hours;
    w->n_hours = p->n_hours;
    if (p->start_area[0]) {
        w->start_area = NEW(a, sippe__postal_code);
        w->start_area->code = p->start_area;
    }
    w->cap_tenths = p->cap_tenths;
    w->clsc_code = e->clsc_code;
    w->inactive = e->inactive;
    return w;
}

/* Those of the whole territory too. An operator reaches no family; the list of workers is his to keep. */
bool scheduling_may_see_worker(const struct principal *p, const scheduling__worker_put *w) {
    return p->role == ROLE_OPERATOR || !w->clsc_code[0] || principal_reaches(p, w->clsc_code);
}

static void show_substitutes(struct query *q, const scheduling__worker_put *e, scheduling__worker_summary *summary) {
    struct substitute_ref *list;
    size_t n = scheduling_substitutes_for(VIEW(q), id_of(e->worker_id), query_today(q), INT32_MAX, &list);
    for (size_t i = 0; i < n; i++)
        APPEND(arena_of(q), summary, substitutes, scheduling_substitute_shown(VIEW(q), query_principal(q), &list[i]));
}

/* Not paged: a team is some tens of people. */
int scheduling_list_workers(struct query *q, const scheduling__list_workers_request *in,
                            scheduling__list_workers_reply *out) {
    (void)in;
    struct arena *a = arena_of(q);
    struct rules_now rules;
    bool ruled = scheduling_rules(VIEW(q), query_now_ms(q), &rules);
    struct worker_ref *workers;
    size_t n = scheduling_workers_read(VIEW(q), &workers);
    for (size_t i = 0; i < n; i++) {
        const scheduling__worker_put *e = workers[i].put;
        if (!scheduling_may_see_worker(query_principal(q), e)) continue;
        scheduling__worker_summary *summary = NEW(a, scheduling__worker_summary);
        summary->worker = worker_of(a, e);
        summary->version = workers[i].version;
        if (ruled) { /* without rules nobody can say what a family weighs */
            struct candidates_worker facts = scheduling_worker_facts(VIEW(q), &rules, e);
            summary->load_tenths = facts.load_tenths;
            summary->families = facts.families;
        }
        show_substitutes(q, e, summary);
        APPEND(a, out, workers, summary);
    }
    return 0;
}
