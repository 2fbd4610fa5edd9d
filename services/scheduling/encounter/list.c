/* What took place from one day to another, of all families that who asks may see: for statistics that leave the
 * program. What was noted stays here, because a note may name anybody.
 *
 * In the order of an index by start that is made in memory, so that no start stands beside an id in the store. A page
 * ends when it is full, or when a turn has no more time; the next one goes on behind its last key. */
#include "scheduling/encounter/encounter.h"

enum { PAGE = 50, PAGE_MAX = 200, DAYS_MOST = 732, DISCIPLINES_MOST = 64, PART_MAX = 2000 };

void scheduling_encounters_by_day_keys(const scheduling_rows__encounter *r, struct keys *out) {
    keys_add(out, KEY(KEY_I64(r->personal->start_ms)));
}

struct page {
    struct query *q;
    const scheduling__list_encounters_request *in;
    int64_t from_ms, to_ms;
    size_t most;
    struct { /* of workers met on this page: each is on many of its lines */
        const char *worker;
        scheduling__discipline discipline;
    } known[DISCIPLINES_MOST];
    size_t n_known;
};

/* Of one who is on the list no more, and of one who was erased, nothing is known. */
static scheduling__discipline discipline_of(struct page *p, const char *worker) {
    for (size_t i = 0; i < p->n_known; i++)
        if (strcmp(p->known[i].worker, worker) == 0) return p->known[i].discipline;
    const scheduling__worker_put *w = scheduling_worker_read(VIEW(p->q), worker, NULL);
    scheduling__discipline found = w ? w->personal->discipline : DISCIPLINE_UNSPECIFIED;
    if (p->n_known < DISCIPLINES_MOST) {
        p->known[p->n_known].worker = worker;
        p->known[p->n_known++].discipline = found;
    }
    return found;
}

static void show_facts(struct page *p, const scheduling__encounter_facts *facts, scheduling__listed_encounter *out) {
    struct arena *a = arena_of(p->q);
    out->facts = message_copy(a, &facts->base);
    out->facts->note = "";
    for (size_t i = 0; i < facts->n_workers; i++) APPEND(a, out, disciplines, discipline_of(p, facts->workers[i]));
}

/* NULL: not one of these, or not for this caller. */
static scheduling__listed_encounter *listed(struct page *p, struct id id) {
    struct view *v = VIEW(p->q);
    struct family_facts f;
    enum { NEEDS = SHOWS_IDENTITY | SHOWS_FOLLOW_UP };
    struct encounter_ref ref = {id, scheduling_encounter_get(v, id)};
    if (!ref.row || ref.row->personal->in_error) return NULL;
    if (!scheduling_family_of_enrolment(v, id_of(ref.row->enrolment_id), &f)) return NULL;
    if (*p->in->clsc_code && strcmp(p->in->clsc_code, ref.row->clsc_code) != 0) return NULL;
    if (scheduling_family_seen(v, query_principal(p->q), &f, ref.row->clsc_code, NEEDS) != NEEDS) return NULL;
    const scheduling__encounter *e = scheduling_encounter_shown(v, &ref);
    if (!e->facts) return NULL;
    scheduling__listed_encounter *out = NEW(arena_of(p->q), scheduling__listed_encounter);
    out->encounter_id = e->encounter_id;
    out->family_id = id_field(view_arena(v), scheduling_family_now(v, f.family_id));
    out->family_number = f.row->personal->family_number;
    out->clsc_code = ref.row->clsc_code;
    out->with_appointment = e->visit_id.len > 0;
    out->day_only = e->day_only;
    show_facts(p, e->facts, out);
    query_shows(p->q, f.family_id);
    return out;
}

static int page_begin(struct page *p, struct key *from) {
    const scheduling__list_encounters_request *in = p->in;
    struct zone zone = civil_zone(rules_on(VIEW(p->q), query_today(p->q), NULL));
    day first = civil_day(in->from), last = civil_day(in->until);
    if (first == DAY_NONE || last == DAY_NONE) return REASON_DATE_IMPOSSIBLE;
    if (first > last) return REASON_CONTRADICTION;
    if (last - first >= DAYS_MOST) return REASON_DATE_TOO_FAR;
    if (in->limit > PAGE_MAX) return REASON_NUMBER_OUT_OF_RANGE;
    p->most = in->limit ? in->limit : PAGE;
    p->from_ms = day_start_ms(zone, first);
    p->to_ms = day_start_ms(zone, last + 1);
    *from = KEY(KEY_I64(p->from_ms));
    if (!in->after.len) return 0;
    if (in->after.len != 8 + ID_LEN) return REASON_ID_INVALID;
    *from = key_from(span_pb(in->after));
    return key_i64_at(from, 0) < p->from_ms ? REASON_ID_INVALID : 0;
}

static ProtobufCBinaryData place_of(struct arena *a, const struct key *last) {
    return (ProtobufCBinaryData){last->len, arena_copy(a, last->bytes, last->len)};
}

int scheduling_list_encounters(struct query *q, const scheduling__list_encounters_request *in,
                               scheduling__list_encounters_reply *out) {
    struct page p = {.q = q, .in = in};
    struct key key, from, last;
    int reason = page_begin(&p, &from);
    if (reason) return reason;
    size_t n = 0;
    last = from;
    struct row_scan *s = row_scan(VIEW(q), &scheduling_encounters_by_day, KEY_EMPTY, &from);
    while (row_next(s, &key, NULL)) {
        if (in->after.len && key_order(&key, &from) == 0) continue;
        bool over = key_i64_at(&key, 0) >= p.to_ms;
        bool full = out->n_encounters == p.most || n == PART_MAX || (n && query_time_is_up(q));
        if (over || full) {
            if (!over) out->next = place_of(arena_of(q), &last);
            row_scan_end(s);
            break;
        }
        last = key;
        n++;
        scheduling__listed_encounter *e = listed(&p, key_id_at(&key, 8));
        if (e) APPEND(arena_of(q), out, encounters, e);
    }
    return 0;
}
