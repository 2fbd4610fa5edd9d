/* What the team must do next (domain/work.h), listed.
 *
 * Nothing of it stands in a row, so that a list is made of the follow-ups themselves. They are gone through in parts,
 * each a page or more: within a part what is due first comes first, and a CLSC's follow-ups are one part as a rule. A
 * page names the part that it is of, so that the page after it makes the same part again and goes on in it:
 *
 *   next = the first follow-up of the part · the last one · the place of the last item that was given */
#include <stdlib.h>
#include <string.h>
#include "scheduling/work/derived.h"

enum { PAGE = 50, PAGE_MAX = 200, PART_MAX = 400 };

void scheduling_follow_ups_in_order_keys(const scheduling_rows__follow_up *r, struct keys *out) {
    bool handed_over = r->state == FOLLOW_UP_STATE_AWAITING_KEY_WORKER && r->handed_over;
    if (r->state != FOLLOW_UP_STATE_FOLLOWED && !r->to_tell && !handed_over) return;
    keys_add(out, KEY(KEY_TEXT("")));
    keys_add(out, KEY(KEY_TEXT(r->clsc_code)));
    for (size_t i = 0; i < r->n_left_clsc_codes; i++)
        if (strcmp(r->left_clsc_codes[i], r->clsc_code) != 0) keys_add(out, KEY(KEY_TEXT(r->left_clsc_codes[i])));
}

/* ---- one item as a person sees it ---- */

/* What was agreed before she moved is those people's who agreed it. */
static const char *clsc_of(const struct family_facts *f, const struct work_due *w) {
    return w->clsc ? w->clsc : f->row->clsc_code;
}

static sippe__work_item *shown(struct listing *l, const struct family_facts *f, const struct work_due *w) {
    struct arena *a = view_arena(l->v);
    sippe__work_item *item = NEW(a, sippe__work_item);
    item->kind = w->kind;
    item->thing = id_field(a, w->thing);
    item->family_id = id_field(a, scheduling_family_now(l->v, f->family_id));
    item->family_number = f->row->personal->family_number;
    item->role = w->role;
    item->clsc_code = clsc_of(f, w);
    item->since = civil_instant(a, day_start_ms(l->rules.zone, w->since));
    item->due_on = civil_date(a, w->due);
    item->overdue = w->due < l->rules.today;
    item->days_late = item->overdue ? l->rules.today - w->due : 0;
    item->not_yet = w->not_yet;
    item->key_worker = f->row->personal->key_worker;
    item->unstaffed = l->asked && w->role != ROLE_COORDINATOR && !staff_has(&l->staff, w->role, item->clsc_code);
    item->climbed = item->unstaffed || (w->role != ROLE_COORDINATOR && w->due <= l->climbed);
    return item;
}

/* ---- what was chosen ---- */

struct page {
    struct query *q;
    const sippe__list_work_request *in;
    struct listing l;
    const char *worker; /* who asks, as a worker */
    day due_by;
    sippe__work_item **items; /* of the part */
    size_t n_items;
    uint32_t total, overdue;
};

static bool has_role(const struct page *p, const sippe__work_item *w) {
    return !p->in->role || w->role == p->in->role || (p->in->role == ROLE_COORDINATOR && w->climbed);
}

static bool is_among(const sippe__list_work_request *in, sippe__work_kind kind) {
    for (size_t i = 0; i < in->n_kinds; i++)
        if (in->kinds[i] == kind) return true;
    return false;
}

/* A text is digits of her number: no name is known here. What is listed here cannot be taken. */
static bool is_chosen(const struct page *p, const sippe__work_item *w) {
    const sippe__list_work_request *in = p->in;
    if (in->overdue_only && !w->overdue) return false;
    if (in->kind && in->kind != w->kind) return false;
    if (in->n_kinds && !is_among(in, w->kind)) return false;
    if (*in->clsc_code && strcmp(in->clsc_code, w->clsc_code) != 0) return false;
    if (*in->worker && strcmp(in->worker, w->key_worker) != 0) return false;
    if (in->family_id.len && !span_equal(span_pb(in->family_id), span_pb(w->family_id))) return false;
    if (*in->text && !strstr(w->family_number, in->text)) return false;
    if (in->mine && (!*p->worker || strcmp(p->worker, w->key_worker) != 0)) return false;
    if (in->taken == WORK_TAKEN_TAKEN) return false;
    return p->due_by == DAY_NONE || civil_day(w->due_on) <= p->due_by;
}

static void take_follow_up(struct page *p, struct id enrolment) {
    struct family_facts f;
    struct work_due *due;
    struct view *v = VIEW(p->q);
    enum { NEEDS = SHOWS_IDENTITY | SHOWS_FOLLOW_UP };
    if (!scheduling_family_of_enrolment(v, enrolment, &f)) return;
    size_t n = scheduling_work_of(&p->l, &f, &due);
    for (size_t i = 0; i < n; i++) {
        const char *clsc = clsc_of(&f, &due[i]);
        if (scheduling_family_seen(v, query_principal(p->q), &f, clsc, NEEDS) != NEEDS) continue;
        sippe__work_item *item = shown(&p->l, &f, &due[i]);
        if (!has_role(p, item)) continue;
        p->total++;
        if (item->overdue) p->overdue++;
        if (is_chosen(p, item)) APPEND(arena_of(p->q), p, items, item);
    }
}

/* ---- a part, in order ---- */

/* As intake's list is: day, role, kind, since, family, thing; nothing here has a priority. */
static struct key place_of(const sippe__work_item *w) {
    return KEY(KEY_I64(civil_day(w->due_on)), KEY_U8((uint64_t)w->role), KEY_U8((uint64_t)w->kind),
               KEY_I64(civil_ms(w->since)), KEY_ID(id_of(w->family_id)), KEY_ID(id_of(w->thing)));
}

static int by_place(const void *a, const void *b) {
    struct key x = place_of(*(sippe__work_item *const *)a), y = place_of(*(sippe__work_item *const *)b);
    return key_order(&x, &y);
}

/* From `first` to `last` (zero: as far as a turn allows); *last is the last that was read. False: that was all. */
static bool read_part(struct page *p, const char *scope, struct id first, struct id *last) {
    struct key key, from = KEY(KEY_TEXT(scope), KEY_ID(first));
    struct id end = *last;
    size_t at = strlen(scope) + 1, n = 0;
    struct row_scan *s = row_scan(VIEW(p->q), &scheduling_follow_ups_in_order, KEY(KEY_TEXT(scope)), &from);
    while (row_next(s, &key, NULL)) {
        struct id id = key_id_at(&key, at);
        bool over =
            id_is_zero(end) ? n == PART_MAX || (n && query_time_is_up(p->q)) : memcmp(id.bytes, end.bytes, ID_LEN) > 0;
        if (over) {
            row_scan_end(s);
            return true;
        }
        take_follow_up(p, id);
        *last = id;
        n++;
    }
    return false;
}

struct place {
    struct id first, last;
    struct key after;
};

static bool place_read(ProtobufCBinaryData next, struct place *out) {
    *out = (struct place){.after = KEY_EMPTY};
    if (!next.len) return true;
    if (next.len < 2 * ID_LEN || next.len > 2 * ID_LEN + KEY_MAX) return false;
    memcpy(out->first.bytes, next.data, ID_LEN);
    memcpy(out->last.bytes, next.data + ID_LEN, ID_LEN);
    out->after = key_from(span_of(next.data + 2 * ID_LEN, next.len - 2 * ID_LEN));
    return true;
}

static ProtobufCBinaryData place_write(struct arena *a, const struct place *p) {
    size_t after = p->after.len;
    uint8_t *bytes = arena_alloc(a, 2 * ID_LEN + after);
    memcpy(bytes, p->first.bytes, ID_LEN);
    memcpy(bytes + ID_LEN, p->last.bytes, ID_LEN);
    memcpy(bytes + 2 * ID_LEN, p->after.bytes, after);
    return (ProtobufCBinaryData){2 * ID_LEN + after, bytes};
}

/* The id behind this one: where the next part begins. */
static struct id id_behind(struct id id) {
    for (size_t i = ID_LEN; i-- > 0 && ++id.bytes[i] == 0;) {
    }
    return id;
}

/* What of the part is behind the page before; where it goes on. */
static void give(struct page *p, struct place at, bool more, uint32_t limit, sippe__list_work_reply *out) {
    struct arena *a = arena_of(p->q);
    if (p->n_items) qsort(p->items, p->n_items, sizeof *p->items, by_place);
    for (size_t i = 0; i < p->n_items; i++) {
        struct key place = place_of(p->items[i]);
        if (at.after.len && key_order(&place, &at.after) <= 0) continue;
        if (out->n_items == limit) {
            at.after = place_of(out->items[out->n_items - 1]);
            out->next = place_write(a, &at);
            return;
        }
        APPEND(a, out, items, p->items[i]);
        query_shows(p->q, id_of(p->items[i]->family_id));
    }
    struct place behind = {.first = id_behind(at.last), .after = KEY_EMPTY};
    if (more) out->next = place_write(a, &behind);
}

static const char *scope_of(const struct principal *p) {
    return role_reach(p->role) == REACH_ALL ? "" : role_reach(p->role) == REACH_OWN ? p->organization : "-";
}

static int page_begin(struct query *q, const sippe__list_work_request *in, struct page *p, struct place *at) {
    *p = (struct page){.q = q, .in = in, .worker = query_principal(q)->worker, .due_by = civil_day(in->due_by)};
    if (!p->worker) p->worker = "";
    if (in->limit > PAGE_MAX) return REASON_NUMBER_OUT_OF_RANGE;
    if (in->due_by && p->due_by == DAY_NONE) return REASON_DATE_IMPOSSIBLE;
    if (in->family_id.len && in->family_id.len != ID_LEN) return REASON_ID_INVALID;
    if (!place_read(in->after, at)) return REASON_ID_INVALID;
    if (!scheduling_listing(VIEW(q), query_now_ms(q), &p->l)) return REASON_TERRITORY_MISSING;
    const sippe__delays *d = p->l.rules.territory->delays;
    p->l.climbed = calendar_last_reached(&p->l.rules.calendar, p->l.rules.today, d ? d->climb : 1);
    p->l.asked = query_principal(q)->role == ROLE_COORDINATOR;
    if (p->l.asked) p->l.staff = staff_read(VIEW(q), query_now_ms(q));
    return 0;
}

int scheduling_list_work(struct query *q, const sippe__list_work_request *in, sippe__list_work_reply *out) {
    struct page p;
    struct place at;
    int reason = page_begin(q, in, &p, &at);
    if (reason) return reason;
    bool more = read_part(&p, scope_of(query_principal(q)), at.first, &at.last);
    give(&p, at, more, in->limit ? in->limit : PAGE, out);
    out->total = p.total;
    out->overdue = p.overdue;
    out->more_than = more;
    return 0;
}
