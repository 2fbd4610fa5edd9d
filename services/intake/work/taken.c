#include "intake/work/taken.h"

#include "civil/civil.h"

enum { MINUTE_MS = 60000, THINGS_MAX = 100 };

/* By the row of its work, whatever kind of thing it is: what can stand on the list can be taken. */
struct owned intake_owner_of_take_work(struct view *v, const intake__take_work_request *in) {
    struct id thing;
    const intake_rows__work *row = id_from(in->thing, &thing) ? intake_work_row(v, thing) : NULL;
    return row ? (struct owned){row->clsc_code, id_of(row->family_id)} : (struct owned){0};
}

struct owned intake_owner_of_give_back_work(struct view *v, const intake__give_back_work_request *in) {
    intake__take_work_request same = {.thing = in->thing};
    return intake_owner_of_take_work(v, &same);
}

/* What stands there for her now; NULL: nothing. */
static const intake_rows__work__item *item_of(struct decide *d, ProtobufCBinaryData id, sippe__work_kind kind,
                                              const intake_rows__work **row) {
    struct id thing = id_of(id);
    *row = intake_work_row(VIEW(d), thing);
    const intake_rows__work__item *item = intake_work_find(*row, kind);
    if (!item) return NULL;
    struct id family = id_of((*row)->family_id);
    return intake_work_is_hers(VIEW(d), decide_principal(d), kind, thing, (*row)->clsc_code, family) ? item : NULL;
}

static bool is_hers(struct decide *d, const intake_rows__work__item *item) {
    return id_is(item->taken_by, decide_principal(d)->id);
}

static int32_t minutes_of_today(struct decide *d) {
    enum { USUAL = 120 };
    const sippe__territory *t = rules_on(VIEW(d), decide_today(d), NULL);
    return t && t->delays ? t->delays->taken_minutes : USUAL;
}

/* Once more by herself, it is hers for as long again. */
int intake_take_work(struct decide *d, const intake__take_work_request *in, intake__take_work_reply *out) {
    struct arena *a = arena_of(d);
    const intake_rows__work *row;
    const intake_rows__work__item *item = item_of(d, in->thing, in->kind, &row);
    if (!item) return REASON_NOT_FOUND;
    if (intake_taken_until_ms(item, decide_now_ms(d)) && !is_hers(d, item)) return REASON_WORK_TAKEN;
    intake__work_taken *e = NEW_WITH_PERSONAL(a, intake__work_taken);
    e->thing = in->thing;
    e->family_id = row->family_id;
    e->minutes = minutes_of_today(d);
    e->personal->kind = in->kind;
    struct id subjects[3];
    size_t n = intake_work_subjects(VIEW(d), row, id_of(in->thing), subjects);
    emit_for(d, id_of(row->sealed_for), subjects, n, &e->base);
    out->until = civil_instant(a, decide_now_ms(d) + (int64_t)e->minutes * MINUTE_MS);
    return 0;
}

/* A coordinator gives back for whoever went home with it. */
int intake_give_back_work(struct decide *d, const intake__give_back_work_request *in,
                          intake__give_back_work_reply *out) {
    const intake_rows__work *row;
    const intake_rows__work__item *item = item_of(d, in->thing, in->kind, &row);
    if (!item) return REASON_NOT_FOUND;
    if (!intake_taken_until_ms(item, decide_now_ms(d))) return REASON_WORK_NOT_TAKEN;
    if (!is_hers(d, item) && decide_principal(d)->role != ROLE_COORDINATOR) return REASON_WORK_TAKEN;
    intake__work_given_back *e = NEW_WITH_PERSONAL(arena_of(d), intake__work_given_back);
    e->thing = in->thing;
    e->family_id = row->family_id;
    e->personal->kind = in->kind;
    struct id subjects[3];
    size_t n = intake_work_subjects(VIEW(d), row, id_of(in->thing), subjects);
    emit_for(d, id_of(row->sealed_for), subjects, n, &e->base);
    out->was_taken_by = member_name(VIEW(d), id_of(item->taken_by));
    return 0;
}

/* ---- apply ---- */

/* The row with the item of that kind, to be changed and put. */
static intake_rows__work__item *item_to_change(struct apply *a, struct id thing, sippe__work_kind kind,
                                               intake_rows__work **row) {
    *row = row_get(VIEW(a), &intake_work, KEY(KEY_ID(thing)));
    for (size_t i = 0; *row && i < (*row)->personal->n_items; i++)
        if ((*row)->personal->items[i]->kind == kind) return (*row)->personal->items[i];
    return NULL;
}

void intake_on_work_taken(struct apply *a, const struct record *r, const intake__work_taken *e) {
    intake_rows__work *row;
    intake_rows__work__item *item = item_to_change(a, id_of(e->thing), e->personal->kind, &row);
    if (!item) return;
    item->taken_by = id_field(arena_of(a), r->actor);
    item->taken_ms = r->at_ms;
    item->taken_minutes = e->minutes;
    ROW_PUT(a, &intake_work, KEY(KEY_ID(id_of(e->thing))), row);
}

void intake_on_work_given_back(struct apply *a, const struct record *r, const intake__work_given_back *e) {
    intake_rows__work *row;
    (void)r;
    intake_rows__work__item *item = item_to_change(a, id_of(e->thing), e->personal->kind, &row);
    if (!item) return;
    item->taken_by = (ProtobufCBinaryData){0};
    item->taken_ms = item->taken_minutes = 0;
    ROW_PUT(a, &intake_work, KEY(KEY_ID(id_of(e->thing))), row);
}

static void renew_thing(struct apply *a, struct id thing, const struct record *r) {
    bool hers = false;
    intake_rows__work *row = row_get(VIEW(a), &intake_work, KEY(KEY_ID(thing)));
    for (size_t i = 0; row && i < row->personal->n_items; i++) {
        intake_rows__work__item *item = row->personal->items[i];
        if (!intake_taken_until_ms(item, r->at_ms) || !id_is(item->taken_by, r->actor)) continue;
        item->taken_ms = r->at_ms;
        hers = true;
    }
    if (hers) ROW_PUT(a, &intake_work, KEY(KEY_ID(thing)), row);
}

void intake_taken_renew(struct apply *a, ProtobufCBinaryData family, const struct record *r) {
    if (id_is_zero(r->actor) || family.len != ID_LEN) return;
    struct id things[THINGS_MAX];
    size_t n = 0;
    struct key key;
    struct row_scan *s =
        row_scan(VIEW(a), &intake_work_of_family, KEY(KEY_ID(id_of(intake_id_now(VIEW(a), family)))), NULL);
    while (n < THINGS_MAX && row_next(s, &key, NULL)) things[n++] = key_id_at(&key, ID_LEN);
    row_scan_end(s);
    for (size_t i = 0; i < n; i++) renew_thing(a, things[i], r);
}
