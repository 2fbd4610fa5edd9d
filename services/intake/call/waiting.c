/* The waiting list: who is taken next, and why she stands where she does. */
#include <string.h>
#include "civil/civil.h"
#include "intake/access/access.h"
#include "intake/call/deciding.h"
#include "intake/contact/contact.h"
#include "intake/family/named.h"
#include "intake/rows.h"

/* Past so many a count is of no use to a person; the page goes on without an end all the same. */
enum { PAGE = 50, PAGE_MAX = 200, COUNT_MAX = 1000, PLACE_LEN = 4 };
/* Where the id stands in a key behind the scope (indexes.c): rank, day asked, record of the call. */
enum { ID_AT = 1 + 1 + 8 + 8 };

struct waiting_walk {
    struct query *query;
    const char *scope;
    struct row_scan *scan;
    struct key key;
    struct id id;
    const intake_rows__screening *row; /* where it stands */
};

/* Who she is, and what was decided of her; whom the caller may not see has no place in her list. */
static bool is_seen(const struct waiting_walk *w) {
    unsigned needs = SHOWS_IDENTITY | SHOWS_DECISIONS;
    const struct principal *p = query_principal(w->query);
    return intake_sees(VIEW(w->query), p, w->row->clsc_code, w->row->family_id, needs) == needs;
}

static bool walk_next(struct waiting_walk *w) {
    while (row_next(w->scan, &w->key, NULL)) {
        w->id = key_id_at(&w->key, strlen(w->scope) + ID_AT);
        w->row = row_get(VIEW(w->query), &intake_screenings, KEY(KEY_ID(w->id)));
        if (w->row && is_seen(w)) return true;
    }
    return false;
}

static void count(struct waiting_walk w, intake__list_waiting_reply *out) {
    w.scan = row_scan(VIEW(w.query), &intake_waiting_in_order, KEY(KEY_TEXT(w.scope)), NULL);
    while (out->total < COUNT_MAX && walk_next(&w)) out->total++;
    out->more_than = out->total == COUNT_MAX && walk_next(&w);
    row_scan_end(w.scan);
}

/* ---- a page ---- */

static void show_person(const struct waiting_walk *w, intake__waiting *out) {
    struct view *v = VIEW(w->query);
    const intake_rows__family *family = intake_family_now(v, &out->family_id);
    if (!family) return;
    const intake__screening *s = intake_family_answers(v, out->family_id);
    out->family_number = family->personal->number;
    out->name = intake_family_named(v, out->family_id, s).name;
    if (!intake_sees(v, query_principal(w->query), w->row->clsc_code, w->row->family_id, SHOWS_CONTACT)) return;
    const intake__contact_details *c = intake_family_contact(v, w->row->family_id);
    const intake__contact_number *first = intake_contact_first(c);
    if (first) out->phone = first->number;
    out->safe_to_leave_message = intake_contact_voice_mail(c);
}

static intake__waiting *shown(const struct waiting_walk *w, uint32_t place) {
    struct arena *a = arena_of(w->query);
    const intake_rows__screening__personal *p = w->row->personal;
    const intake__decision *decision = intake_decision_shown(VIEW(w->query), w->row->decided);
    day due = civil_day(p->act_by);
    intake__waiting *out = NEW(a, intake__waiting);
    out->screening_id = id_field(a, w->id);
    out->family_id = w->row->family_id;
    out->clsc_code = w->row->clsc_code;
    out->place = place;
    out->priority = p->priority;
    out->first_asked_on = p->first_asked_on;
    out->due_on = p->act_by;
    out->overdue = due != DAY_NONE && due < query_today(w->query);
    if (decision) {
        out->since = decision->at;
        out->reason = decision->override_reason;
    }
    show_person(w, out);
    return out;
}

/* How many stood before it, then the key at which the page begins: the next page need not walk over those of before to
 * say its places. */
static ProtobufCBinaryData next_of(struct query *q, const struct key *key, uint32_t before) {
    uint8_t bytes[PLACE_LEN + KEY_MAX];
    for (int i = 0; i < PLACE_LEN; i++) bytes[i] = (uint8_t)(before >> 8 * (PLACE_LEN - 1 - i));
    memcpy(bytes + PLACE_LEN, key->bytes, key->len);
    return pb_of(arena_span(arena_of(q), span_of(bytes, PLACE_LEN + (size_t)key->len)));
}

/* It comes back from outside: it must lie in the caller's own list. */
static bool next_read(ProtobufCBinaryData after, const struct key *prefix, struct key *from, uint32_t *before) {
    if (after.len > PLACE_LEN + KEY_MAX || after.len < PLACE_LEN + (size_t)prefix->len) return false;
    if (memcmp(after.data + PLACE_LEN, prefix->bytes, prefix->len) != 0) return false;
    for (int i = 0; i < PLACE_LEN; i++) *before = *before << 8 | after.data[i];
    *from = key_from(span_of(after.data + PLACE_LEN, after.len - PLACE_LEN));
    return true;
}

int intake_list_waiting(struct query *q, const intake__list_waiting_request *in, intake__list_waiting_reply *out) {
    struct waiting_walk w = {.query = q, .scope = intake_scope(query_principal(q))};
    struct key prefix = KEY(KEY_TEXT(w.scope)), from = {0};
    uint32_t before = 0, limit = in->limit ? in->limit : PAGE;
    if (limit > PAGE_MAX) return REASON_NUMBER_OUT_OF_RANGE;
    if (in->after.len && !next_read(in->after, &prefix, &from, &before)) return REASON_ID_INVALID;
    count(w, out);
    w.scan = row_scan(VIEW(q), &intake_waiting_in_order, prefix, in->after.len ? &from : NULL);
    while (walk_next(&w)) {
        if (out->n_waiting == limit || (out->n_waiting && query_time_is_up(q))) { /* the next page's first */
            out->next = next_of(q, &w.key, before);
            break;
        }
        APPEND(arena_of(q), out, waiting, shown(&w, ++before));
        query_shows(q, id_of(w.row->family_id));
    }
    row_scan_end(w.scan);
    return 0;
}
