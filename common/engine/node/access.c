/* The access journal, as the person reads it who is responsible for personal information. */
#include "engine/access/access.h"
#include "engine/node/access_ended.h"
#include "engine/node/tables.h"

/* VERIFY_EACH: asks for the time after so many. */
enum { PAGE_USUAL = 50, PAGE_MAX = 200, VERIFY_EACH = 64 };

/* ---- shown ---- */

static node__actor_shown *actor_shown(struct view *v, const engine_rows__access *e) {
    node__actor_shown *out = NEW(v->arena, node__actor_shown);
    out->member = e->member;
    out->name = member_name(v, id_of(e->member));
    out->via = e->via;
    out->via_name = e->via.len ? member_name(v, id_of(e->via)) : "";
    return out;
}

static node__access_shown *entry_shown(struct view *v, uint64_t n, const engine_rows__access *e) {
    node__access_shown *out = NEW(v->arena, node__access_shown);
    const engine_rows__access *of = e->again_of ? access_read(v, e->again_of) : e;
    if (!of) of = e;
    out->n = n;
    out->at_ms = e->at_ms;
    out->actor = actor_shown(v, e);
    out->role = e->role;
    out->organization = e->organization;
    out->method = e->method;
    out->shows = e->shows;
    out->outcome = e->outcome;
    out->subjects = of->personal->subjects;
    out->n_subjects = of->personal->n_subjects;
    out->shown = of->personal->shown;
    out->times = e->personal->times;
    out->purpose = of->personal->purpose;
    return out;
}

/* ---- listed ---- */

struct page {
    const node__list_access_request *in;
    node__list_access_reply *out;
    struct query *q;
    size_t limit, bytes;
    uint64_t last;  /* looked at */
    uint64_t ended; /* up to here nothing is shown, whether it is deleted yet or not */
};

static bool is_wanted(const struct page *p, const engine_rows__access *e) {
    const node__list_access_request *in = p->in;
    if (e->at_ms < in->from_ms || (in->until_ms && e->at_ms >= in->until_ms)) return false;
    return !in->member.len || span_equal(span_pb(in->member), span_pb(e->member));
}

/* False: the page is full, or the time is up. */
static bool page_add(struct page *p, uint64_t n, const engine_rows__access *e) {
    p->last = n;
    if (is_wanted(p, e)) {
        node__access_shown *one = entry_shown(VIEW(p->q), n, e);
        p->bytes += protobuf_c_message_get_packed_size(&one->base) + 8;
        APPEND(arena_of(p->q), p->out, entries, one);
        for (size_t i = 0; i < one->n_subjects && !p->in->subject.len; i++) query_shows(p->q, id_of(one->subjects[i]));
    }
    return p->out->n_entries < p->limit && p->bytes < ENGINE_PUBLIC_FRAME_MAX / 2 && !query_time_is_up(p->q);
}

static void all_of_time(struct page *p) {
    struct view *v = VIEW(p->q);
    uint64_t end = v->e->access.n, n = (p->in->after > p->ended ? p->in->after : p->ended) + 1;
    bool more = true;
    for (; n <= end && more; n++) {
        const engine_rows__access *e = access_read(v, n);
        if (e) more = page_add(p, n, e);
    }
    if (n <= end) p->out->next = p->last;
}

/* The first look of each member by each method on each day: that is what the index has, and what a family asks. */
static void of_subject(struct page *p, struct id subject) {
    struct view *v = VIEW(p->q);
    struct key prefix = KEY(KEY_ID(subject));
    struct store_cursor c = cursor_open(v->txn, TABLE_ACCESS_OF, &prefix, NULL);
    uint64_t place = 0;
    bool more = true, ended = false;
    while (more && !(ended = !cursor_next(&c))) {
        struct key first = key_from(c.value);
        uint64_t n = key_u64_at(&first, 0);
        if (n <= p->ended) continue; /* counts for no place: it may be deleted before the next page */
        const engine_rows__access *e = ++place > p->in->after ? access_read(v, n) : NULL;
        if (e) more = page_add(p, n, e);
    }
    cursor_close(&c);
    if (!ended) p->out->next = place;
}

int node_list_access(struct query *q, const node__list_access_request *in, node__list_access_reply *out) {
    struct page p = {
        .in = in, .out = out, .q = q, .limit = in->limit && in->limit <= PAGE_MAX ? in->limit : PAGE_USUAL};
    struct id subject, chain;
    p.ended = access_ended(VIEW(q), &chain);
    if (!in->after) access_ended_list(VIEW(q), in, out);
    if (id_from(in->subject, &subject)) {
        query_shows(q, subject);
        of_subject(&p, subject);
    } else
        all_of_time(&p);
    return 0;
}

/* ---- verified ---- */

/* Behind what was ended, where nothing was asked for that is later. */
static void verify_begin(struct view *v, const node__verify_access_request *in, node__verify_access_reply *out,
                         struct id *chain) {
    struct id kept;
    out->ended = access_ended(v, &kept);
    out->n = in->from;
    if (in->from >= out->ended) return;
    out->n = out->ended;
    *chain = kept;
    const char *fault = access_end_fault(v, out->n, chain);
    if (fault) out->fault = fault;
}

int node_verify_access(struct query *q, const node__verify_access_request *in, node__verify_access_reply *out) {
    struct view *v = VIEW(q);
    struct id chain = id_of(in->chain);
    uint64_t end = v->e->access.n, until = in->until && in->until < end ? in->until : end;
    verify_begin(v, in, out, &chain);
    while (out->n < until && !*out->fault && (out->n % VERIFY_EACH || out->n == in->from || !query_time_is_up(q))) {
        const char *fault = access_fault(v, out->n + 1, &chain);
        if (fault) out->fault = fault;
        if (!fault) out->n++;
    }
    if (!*out->fault && in->until > end && out->n == end) out->fault = "the journal ends before it";
    out->chain = id_field(v->arena, chain);
    out->more = !*out->fault && out->n < until;
    return 0;
}

int node_list_witnessed(struct query *q, const node__list_witnessed_request *in, node__list_witnessed_reply *out) {
    struct view *v = VIEW(q);
    struct key prefix = KEY(KEY_TEXT(in->journal)), from = KEY(KEY_TEXT(in->journal), KEY_U64(in->after + 1));
    struct store_cursor c = cursor_open(v->txn, TABLE_ACCESS_MARK, &prefix, &from);
    while (out->n_marks < PAGE_MAX && cursor_next(&c)) {
        const engine_rows__access_mark *row = UNPACK_OWN(v->arena, engine_rows__access_mark, c.value);
        node__witnessed *mark = NEW(v->arena, node__witnessed);
        mark->journal = in->journal;
        mark->n = key_u64_at(&c.key, prefix.len);
        mark->chain = row ? row->chain : (ProtobufCBinaryData){0, NULL};
        mark->at_ms = row ? row->at_ms : 0;
        APPEND(v->arena, out, marks, mark);
    }
    out->more = out->n_marks == PAGE_MAX;
    cursor_close(&c);
    return 0;
}

/* ---- of other daemons ---- */

int node_follow_access_told(struct decide *d, const struct record *from, const node__access_told *e) {
    struct id chain;
    if (!id_from(e->chain, &chain) || !e->n || daemon_find(e->journal) < 0) return REASON_MALFORMED;
    node__access_witnessed *noted = NEW(d->view.arena, node__access_witnessed);
    noted->journal = e->journal;
    noted->n = e->n;
    noted->chain = e->chain;
    EMIT(d, from->id, noted);
    return 0;
}

void node_on_access_witnessed(struct apply *a, const struct record *r, const node__access_witnessed *e) {
    engine_rows__access_mark *row = NEW(a->view.arena, engine_rows__access_mark);
    struct key key = KEY(KEY_TEXT(e->journal), KEY_U64(e->n));
    row->chain = e->chain;
    row->at_ms = r->at_ms;
    txn_put(a->view.txn, TABLE_ACCESS_MARK, &key, message_pack(a->view.arena, &row->base));
}
