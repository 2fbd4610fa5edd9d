/* What every handler can do: read, on the transaction that it was given. */
#include "engine/rows/rows.h"

struct view view_make(struct engine *e, struct txn *txn) {
    return (struct view){e, &e->arena, txn};
}

struct view *view_of_decide(struct decide *d) {
    return &d->view;
}

struct view *view_of_query(struct query *q) {
    return &q->view;
}

struct view *view_of_apply(struct apply *a) {
    return &a->view;
}

struct id view_house(struct view *v) {
    return v->e->house;
}

struct arena *view_arena(struct view *v) {
    return v->arena;
}

const char *view_territory(struct view *v) { return v->e->territory; }

const char *view_setting(struct view *v, const char *name) {
    const struct engine_options *o = &v->e->options;
    const char *value = o->setting ? o->setting(o->owner, name) : NULL;
    return value ? value : "";
}

struct id lookup_hash_of(struct view *v, const char *domain, struct span value) {
    return id_looked_up(v->e->lookup_key, domain, value);
}

struct id lookup_hash(struct view *v, const char *domain, const char *value) {
    return lookup_hash_of(v, domain, span_text(value));
}

const struct principal *query_principal(const struct query *q) { return &q->principal; }

int64_t query_now_ms(const struct query *q) { return q->now_ms; }

const char *query_purpose(const struct query *q) { return q->purpose ? q->purpose : ""; }

day query_today(struct query *q) { return today_of(&q->view, q->now_ms); }
