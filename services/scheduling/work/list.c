/* What the team must do next (domain/work.h), listed.
 *
 * Nothing of it stands in a row, so that a list is made of the follow-ups themselves. They are gone through in parts,
 * each a page or more: within a part what is due first comes first, and a CLSC's follow-ups are one part as a rule. A
 * page names the part that it is of, so that the page after it makes the same part again and goes on in it:
 *
 *   next = the first follow-up of the part · the last one · the place of the last item that was given */
#include <stdlib.h>
#include <string.h>
#include "scheduling/work/laid.h"

enum { PAGE = 50, PAGE_MAX = 200, PART_MAX = 400 };

void scheduling_follow_ups_in_order_keys(const scheduling_rows__follow_up *r, struct keys *out) {
    bool handed_over = r->state == FOLLOW_UP_STATE_AWAITING_KEY_WORKER && r->handed_over;
    if (r->state != FOLLOW_UP_STATE_FOLLOWED && !r->to_tell && !handed_over) return;
    keys_add(out, KEY(KEY_TEXT("")));
    keys_add(out, KEY(KEY_TEXT(r->clsc_code)));
    for (size_t i = 0; i < r->n_left_clsc_codes; i++)
        if (strcmp(r->left_clsc_codes[i], r->clsc_code) != 0) keys_add(out, KEY(KEY_TEXT(r->left_clsc_codes[i])));
}

/* ---- one line of the list ---- */

struct line {
    const struct laid *of;
    const struct laid_due *due;
    bool overdue, unstaffed, climbed;
};

struct page {
    struct query *q;
    const sippe__list_work_request *in;
    struct listing l;
    const char *worker; /* who asks, as a worker */
    day due_by;
    struct line *lines; /* of the part */
    size_t n_lines;
    uint32_t total, overdue;
};

static const char *text_of(const struct line *w, uint32_t at) { return laid_text(w->of, at); }

static struct line line_of(const struct page *p, const struct laid *of, const struct laid_due *due) {
    const struct listing *l = &p->l;
    struct line w = {.of = of, .due = due, .overdue = due->due < l->rules.today};
    w.unstaffed =
        l->asked && due->role != ROLE_COORDINATOR && !staff_has(&l->staff, due->role, laid_text(of, due->clsc));
    w.climbed = w.unstaffed || (due->role != ROLE_COORDINATOR && due->due <= l->climbed);
    return w;
}

/* As a person sees it. */
static sippe__work_item *shown(const struct page *p, const struct line *w) {
    struct arena *a = arena_of(p->q);
    sippe__work_item *item = NEW(a, sippe__work_item);
    item->kind = w->due->kind;
    item->thing = id_field(a, w->due->thing);
    item->family_id = id_field(a, w->of->family);
    item->family_number = text_of(w, w->of->family_number);
    item->role = w->due->role;
    item->clsc_code = text_of(w, w->due->clsc);
    item->since = civil_instant(a, day_start_ms(p->l.rules.zone, w->due->since));
    item->due_on = civil_date(a, w->due->due);
    item->overdue = w->overdue;
    item->days_late = w->overdue ? p->l.rules.today - w->due->due : 0;
    item->not_yet = w->due->not_yet;
    item->key_worker = text_of(w, w->of->key_worker);
    item->unstaffed = w->unstaffed;
    item->climbed = w->climbed;
    return item;
}

/* ---- what was chosen ---- */

static bool has_role(const struct page *p, const struct line *w) {
    return !p->in->role || w->due->role == p->in->role || (p->in->role == ROLE_COORDINATOR && w->climbed);
}

static bool is_among(const sippe__list_work_request *in, sippe__work_kind kind) {
    for (size_t i = 0; i < in->n_kinds; i++)
        if (in->kinds[i] == kind) return true;
    return false;
}

/* A text is digits of her number: no name is known here. What is listed here cannot be taken. */
static bool is_chosen(const struct page *p, const struct line *w) {
    const sippe__list_work_request *in = p->in;
    const char *key_worker = text_of(w, w->of->key_worker);
    if (in->overdue_only && !w->overdue) return false;
    if (in->kind && in->kind != w->due->kind) return false;
    if (in->n_kinds && !is_among(in, w->due->kind)) return false;
    if (*in->clsc_code && strcmp(in->clsc_code, text_of(w, w->due->clsc)) != 0) return false;
    if (*in->worker && strcmp(in->worker, key_worker) != 0) return false;
    if (in->family_id.len && !id_equal(id_of(in->family_id), w->of->family)) return false;
    if (*in->text && !strstr(text_of(w, w->of->family_number), in->text)) return false;
    if (in->mine && (!*p->worker || strcmp(p->worker, key_worker) != 0)) return false;
    if (in->taken == WORK_TAKEN_TAKEN) return false;
    return p->due_by == DAY_NONE || w->due->due <= p->due_by;
}

/* Of one family most of it is one CLSC's. */
static bool is_seen(const struct page *p, const struct laid *of, const struct laid_due *due) {
    enum { NEEDS = SHOWS_IDENTITY | SHOWS_FOLLOW_UP };
    return may_see(VIEW(p->q), query_principal(p->q), laid_text(of, due->clsc), of->family, NEEDS) == NEEDS;
}

static void line_add(struct page *p, const struct line *w) {
    *(struct line *)message_grow(arena_of(p->q), (void **)&p->lines, &p->n_lines, sizeof *p->lines) = *w;
}

static void take_follow_up(struct page *p, struct id enrolment) {
    const struct laid *of = scheduling_laid(&p->l, enrolment);
    bool seen = false;
    for (size_t i = 0; of && i < of->n; i++) {
        const struct laid_due *due = &of->due[i];
        bool same = i && strcmp(laid_text(of, due->clsc), laid_text(of, due[-1].clsc)) == 0;
        if (!same) seen = is_seen(p, of, due);
        if (!seen) continue;
        struct line w = line_of(p, of, due);
        if (!has_role(p, &w)) continue;
        p->total++;
        if (w.overdue) p->overdue++;
        if (is_chosen(p, &w)) line_add(p, &w);
    }
}

/* ---- a part, in order ---- */

/* As intake's list is: day, role, kind, since, family, thing; nothing here has a priority. */
static struct key place_of(const struct page *p, const struct line *w) {
    return KEY(KEY_I64(w->due->due), KEY_U8((uint64_t)w->due->role), KEY_U8((uint64_t)w->due->kind),
               KEY_I64(day_start_ms(p->l.rules.zone, w->due->since)), KEY_ID(w->of->family), KEY_ID(w->due->thing));
}

/* The order of those keys. */
static int by_place(const void *a, const void *b) {
    const struct line *x = a, *y = b;
    if (x->due->due != y->due->due) return x->due->due < y->due->due ? -1 : 1;
    if (x->due->role != y->due->role) return x->due->role < y->due->role ? -1 : 1;
    if (x->due->kind != y->due->kind) return x->due->kind < y->due->kind ? -1 : 1;
    if (x->due->since != y->due->since) return x->due->since < y->due->since ? -1 : 1;
    int family = memcmp(x->of->family.bytes, y->of->family.bytes, ID_LEN);
    return family ? family : memcmp(x->due->thing.bytes, y->due->thing.bytes, ID_LEN);
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

/* How many of the lines, in order, were given by the pages before. */
static size_t lines_given(const struct page *p, const struct key *after) {
    size_t from = 0, to = p->n_lines;
    while (after->len && from < to) {
        size_t middle = from + (to - from) / 2;
        struct key place = place_of(p, &p->lines[middle]);
        if (key_order(&place, after) <= 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* What of the part is behind the page before; where it goes on. */
static void give(struct page *p, struct place at, bool more, uint32_t limit, sippe__list_work_reply *out) {
    struct arena *a = arena_of(p->q);
    if (p->n_lines) qsort(p->lines, p->n_lines, sizeof *p->lines, by_place);
    size_t i = lines_given(p, &at.after);
    for (; i < p->n_lines && out->n_items < limit; i++) {
        APPEND(a, out, items, shown(p, &p->lines[i]));
        query_shows(p->q, p->lines[i].of->family);
    }
    if (i < p->n_lines) {
        at.after = place_of(p, &p->lines[i - 1]);
        out->next = place_write(a, &at);
    } else if (more) {
        struct place behind = {.first = id_behind(at.last), .after = KEY_EMPTY};
        out->next = place_write(a, &behind);
    }
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
