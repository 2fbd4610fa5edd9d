/* The journal as those read it who keep the daemons: what happened, and nothing of whom. */
#include "engine/node/tables.h"

enum { SIZE_STEP = 256 };

static bool is_of_family(const char *type) { return whose_of(type) == WHOSE_FAMILY; }

/* How much was written tells of a note that there is one; in steps it does not. */
static uint32_t size_told(const sippe__record *r) {
    size_t steps = (r->open.len + r->sealed.len + SIZE_STEP - 1) / SIZE_STEP;
    return (uint32_t)(steps * SIZE_STEP);
}

static node__actor_shown *actor_shown(struct view *v, const sippe__actor *actor) {
    node__actor_shown *out = NEW(v->arena, node__actor_shown);
    if (!actor) return out;
    out->member = actor->member;
    out->via = actor->via;
    out->name = member_name(v, id_of(actor->member));
    out->via_name = actor->via.len ? member_name(v, id_of(actor->via)) : "";
    return out;
}

static node__record_shown *record_shown(struct view *v, const sippe__record *r, bool whole) {
    struct arena *a = v->arena;
    node__record_shown *out = NEW(a, node__record_shown);
    out->seq = r->seq;
    out->id = r->id;
    out->type = r->type;
    out->at_ms = r->at_ms;
    out->actor = actor_shown(v, r->actor);
    out->cause = r->cause;
    out->hop = r->hop;
    out->size = size_told(r);
    out->of_family = is_of_family(r->type);
    for (size_t i = 0; i < r->n_streams; i++)
        if (!stream_is_partners(r->streams[i]->name)) APPEND(a, out, streams, r->streams[i]);
    if (!whole) return out;
    for (size_t i = 0; i < r->n_subjects; i++) APPEND(a, out, subjects, r->subjects[i]);
    out->open = r->open;
    return out;
}

/* One page: it stays within a reply's size, one record at least. */
struct page {
    node__list_records_reply *out;
    bool sees_families;
    uint32_t limit;
    size_t bytes;
    bool full;
};

static void record_add(struct view *v, struct page *p, const sippe__record *r) {
    node__record_shown *shown = record_shown(v, r, p->sees_families || !is_of_family(r->type));
    p->bytes += protobuf_c_message_get_packed_size(&shown->base) + 8;
    p->full = p->out->n_records && p->bytes > ENGINE_PUBLIC_FRAME_MAX - 16384;
    if (p->full) return;
    APPEND(v->arena, p->out, records, shown);
    p->full = p->out->n_records == p->limit;
}

/* An operator who has a family's id learns nothing by it, not even that there are records. */
static void records_about(struct view *v, struct page *p, struct id subject, uint64_t from) {
    struct key prefix = KEY(KEY_ID(subject)), first = KEY(KEY_ID(subject), KEY_U64(from));
    struct store_cursor c = cursor_open(v->txn, TABLE_SUBJECT, &prefix, &first);
    while (!p->full && cursor_next(&c)) {
        const sippe__record *r = journal_read(v, key_u64_at(&c.key, ID_LEN));
        if (r && (p->sees_families || !is_of_family(r->type))) record_add(v, p, r);
    }
    cursor_close(&c);
}

int node_list_records(struct query *q, const node__list_records_request *in, node__list_records_reply *out) {
    struct view *v = &q->view;
    struct page p = {.out = out,
                     .sees_families = role_reach(q->principal.role) == REACH_ALL,
                     .limit = in->limit && in->limit <= 200 ? in->limit : 50};
    struct id subject;
    out->last = v->e->seq;
    if (id_from(in->subject, &subject)) {
        records_about(v, &p, subject, in->from);
        return 0;
    }
    uint64_t lately = out->last >= p.limit ? out->last - p.limit + 1 : 1;
    for (uint64_t seq = in->from ? in->from : lately; seq <= out->last && !p.full; seq++) {
        const sippe__record *r = journal_read(v, seq);
        if (r) record_add(v, &p, r);
    }
    return 0;
}
