/* Adopting the territory's rules for all four daemons, and reading those in force. */
#include <stdlib.h>
#include <string.h>
#include "intake/domain/territory/territory_check.h"
#include "intake/figures/figures.h"
#include "intake/rows.h"

/* The rules that this file would stand in for are these already: those of its own first day, not those of today, since
 * rules may be adopted ahead of their day, and older ones be set right. */
static bool is_in_force(struct view *v, day on, const char *digest) {
    struct rules_used used;
    if (!rules_on(v, on, &used)) return false;
    const intake_rows__adoption *row = row_get(v, &intake_adoptions, KEY(KEY_ID(used.version)));
    return row && strcmp(row->digest, digest) == 0;
}

/* An adoption with its record, in the order in which they were adopted: that of their ids is chance. */
struct adopted {
    struct id version;
    const intake_rows__adoption *row;
    const node__territory_adopted *event;
    struct record record;
};

static int by_first_day(const void *a, const void *b) {
    const struct adopted *x = a, *y = b;
    day dx = civil_day(x->event->territory->valid_from), dy = civil_day(y->event->territory->valid_from);
    if (dx != dy) return dx < dy ? -1 : 1;
    return x->record.seq < y->record.seq ? -1 : x->record.seq > y->record.seq;
}

static struct adopted *adopted_all(struct view *v, size_t *n) {
    struct adopted *list = arena_alloc(view_arena(v), (row_count(v, &intake_adoptions) + 1) * sizeof *list);
    struct row_scan *s = row_scan(v, &intake_adoptions, KEY_EMPTY, NULL);
    const intake_rows__adoption *row;
    struct key key;
    *n = 0;
    while (row_next(s, &key, &row)) {
        struct adopted *a = &list[*n];
        *a = (struct adopted){.version = key_id_at(&key, 0), .row = row};
        a->event = READ_EVENT(v, node__territory_adopted, row->record, &a->record);
        if (a->event && a->event->territory && a->event->territory->valid_from) ++*n;
    }
    qsort(list, *n, sizeof *list, by_first_day);
    return list;
}

/* A decision names its rules by their label: two contents under one label and day would be told apart by nobody. */
static bool label_is_taken(struct view *v, const sippe__territory *t, const char *digest) {
    size_t n;
    const struct adopted *all = adopted_all(v, &n);
    for (size_t i = 0; i < n; i++) {
        const sippe__territory *old = all[i].event->territory;
        if (!all[i].row->withdrawn && strcmp(old->label, t->label) == 0 &&
            civil_day(old->valid_from) == civil_day(t->valid_from) && strcmp(all[i].row->digest, digest) != 0)
            return true;
    }
    return false;
}

/* Nothing that was decided changes with it: each decision names the version of its day, and all versions stay. */
int intake_adopt_territory(struct decide *d, const intake__adopt_territory_request *in,
                           intake__adopt_territory_reply *out) {
    struct arena *a = arena_of(d);
    if (!in->territory) return violation(d, "territory", REASON_FIELD_REQUIRED);
    struct findings f = findings_in(a);
    intake_territory_check(in->territory, &f);
    if (violations_add(d, "territory.", &f)) return REASON_FIELDS_INVALID;
    if (strcmp(view_territory(VIEW(d)), in->territory->territory) != 0) return REASON_TERRITORY_OTHER;
    const char *digest = rules_digest(a, in->territory);
    if (is_in_force(VIEW(d), civil_day(in->territory->valid_from), digest)) return REASON_TERRITORY_UNCHANGED;
    if (!in->replace && label_is_taken(VIEW(d), in->territory, digest)) return REASON_LABEL_TAKEN;
    node__territory_adopted *e = NEW(a, node__territory_adopted);
    e->territory = in->territory;
    e->digest = digest;
    struct id subject =
        id_derive("sippe territory", span_text(in->territory->territory), (struct span){0}, (struct span){0});
    out->version = id_field(a, EMIT(d, subject, e));
    out->digest = digest;
    return 0;
}

/* Our own copy. The others hear of it on the stream that tells what was decided with it, and before that. */
void intake_on_territory_adopted(struct apply *a, const struct record *r, const node__territory_adopted *e) {
    if (!e->territory) return;
    intake_rows__adoption *row = NEW(arena_of(a), intake_rows__adoption);
    row->territory = e->territory->territory;
    row->digest = e->digest;
    row->record = r->seq;
    ROW_PUT(a, &intake_adoptions, KEY(KEY_ID(r->id)), row);
    rules_put(a, r->id, e->territory, r->at_ms);
    intake_days_begin(a, r, e->territory);
}

/* ---- reading ---- */

int intake_check_territory(struct query *q, const intake__check_territory_request *in,
                           intake__check_territory_reply *out) {
    struct arena *a = arena_of(q);
    if (!in->territory) return REASON_FIELD_REQUIRED;
    struct findings f = findings_in(a);
    intake_territory_check(in->territory, &f);
    for (size_t i = 0; i < f.n; i++) APPEND(a, out, violations, finding_violation(a, "territory.", &f.list[i]));
    out->other_territory = strcmp(view_territory(VIEW(q)), in->territory->territory) != 0;
    out->digest = rules_digest(a, in->territory);
    out->in_force = is_in_force(VIEW(q), query_today(q), out->digest);
    if (out->n_violations || out->other_territory) return 0;
    day first = civil_day(in->territory->valid_from), today = query_today(q);
    bool adopted_already = is_in_force(VIEW(q), first, out->digest);
    out->label_taken = !adopted_already && label_is_taken(VIEW(q), in->territory, out->digest);
    out->retroactive = !adopted_already && first < today && rules_on(VIEW(q), today, NULL) != NULL;
    return 0;
}

int intake_get_territory(struct query *q, const intake__get_territory_request *in, intake__get_territory_reply *out) {
    struct arena *a = arena_of(q);
    struct rules_used used;
    day on = in->on ? civil_day(in->on) : query_today(q);
    const sippe__territory *t = on == DAY_NONE ? NULL : rules_on(VIEW(q), on, &used);
    if (!t) return REASON_TERRITORY_MISSING;
    out->territory = message_copy(a, &t->base);
    out->version = id_field(a, used.version);
    out->adopted_at = civil_instant(a, used.adopted_ms);
    const intake_rows__adoption *row = row_get(VIEW(q), &intake_adoptions, KEY(KEY_ID(used.version)));
    out->digest = row ? row->digest : "";
    struct record r;
    if (row && READ_EVENT(q, node__territory_adopted, row->record, &r)) out->adopted_by = member_name(VIEW(q), r.actor);
    return 0;
}

static void show_withdrawal(struct query *q, const struct adopted *from, intake__adopted *out) {
    struct record r;
    const node__territory_withdrawn *e =
        from->row->withdrawn ? READ_EVENT(q, node__territory_withdrawn, from->row->withdrawn, &r) : NULL;
    if (!e) return;
    out->withdrawn_at = civil_instant(arena_of(q), r.at_ms);
    out->withdrawn_by = member_name(VIEW(q), r.actor);
    if (e->personal) out->withdrawn_reason = e->personal->reason;
}

/* Others of the same first day were adopted later, and stand. */
static bool is_replaced(const struct adopted *all, size_t n, size_t i) {
    day first = civil_day(all[i].event->territory->valid_from);
    for (size_t k = i + 1; k < n && civil_day(all[k].event->territory->valid_from) == first; k++)
        if (!all[k].row->withdrawn) return true;
    return false;
}

int intake_list_territories(struct query *q, const intake__list_territories_request *in,
                            intake__list_territories_reply *out) {
    (void)in;
    struct arena *a = arena_of(q);
    size_t n;
    const struct adopted *all = adopted_all(VIEW(q), &n);
    struct rules_used today = {.label = ""};
    bool ruled = rules_on(VIEW(q), query_today(q), &today) != NULL;
    for (size_t i = 0; i < n; i++) {
        const sippe__territory *t = all[i].event->territory;
        intake__adopted *row = NEW(a, intake__adopted);
        row->version = id_field(a, all[i].version);
        row->label = t->label;
        row->valid_from = t->valid_from;
        row->digest = all[i].row->digest;
        row->adopted_at = civil_instant(a, all[i].record.at_ms);
        row->adopted_by = member_name(VIEW(q), all[i].record.actor);
        row->in_force = ruled && id_equal(all[i].version, today.version);
        row->replaced = is_replaced(all, n, i);
        show_withdrawal(q, &all[i], row);
        APPEND(a, out, adopted, row);
    }
    return 0;
}
