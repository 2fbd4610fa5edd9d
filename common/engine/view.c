/* Reading: rows, records, rules and keys, for every kind of handler. */
#include "engine/internal.h"

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
struct arena *view_arena(struct view *v) {
    return v->arena;
}
const char *view_territory(struct view *v) { return v->e->territory; }

struct id id_of_bytes(ProtobufCBinaryData b) {
    struct id id = {{0}};
    id_from(b, &id);
    return id;
}

/* A table that is not in the service's list is our own mistake, found at the first use. */
int table_index(const struct engine *e, const struct row_table *table) {
    for (size_t i = 0; i < e->service->n_rows; i++)
        if (e->service->rows[i] == table) return TABLE_SERVICE + (int)i;
    assert(0 && "a row table that the service does not list");
    return -1;
}

static void *row_unpack(struct view *v, const struct row_table *table, struct span packed) {
    if (!table->type) return NULL;
    void *row = message_unpack_own(v->arena, table->type, packed);
    if (!row && !v->txn->err) v->txn->err = ERR_CORRUPT;
    return row;
}

void *row_get(struct view *v, const struct row_table *table, struct key key) {
    struct span packed;
    if (!txn_get(v->txn, (store_table)table_index(v->e, table), &key, &packed)) return NULL;
    return row_unpack(v, table, packed);
}

bool row_exists(struct view *v, const struct row_table *table, struct key key) {
    struct span packed;
    return txn_get(v->txn, (store_table)table_index(v->e, table), &key, &packed);
}

uint64_t row_count(struct view *v, const struct row_table *table) {
    return txn_count(v->txn, (store_table)table_index(v->e, table));
}

struct row_scan {
    struct view *view;
    const struct row_table *table;
    struct store_cursor cursor;
};

struct row_scan *row_scan(struct view *v, const struct row_table *table, struct key prefix, const struct key *from) {
    struct row_scan *s = arena_alloc(v->arena, sizeof *s);
    s->view = v;
    s->table = table;
    s->cursor = cursor_open(v->txn, (store_table)table_index(v->e, table), &prefix, from);
    return s;
}

bool row_next(struct row_scan *s, struct key *key, void *row_out) {
    if (!cursor_next(&s->cursor)) {
        cursor_close(&s->cursor);
        return false;
    }
    if (key) *key = s->cursor.key;
    if (row_out) {
        void *row = row_unpack(s->view, s->table, s->cursor.value);
        memcpy(row_out, &row, sizeof row);
    }
    return true;
}

void row_scan_end(struct row_scan *s) { cursor_close(&s->cursor); }

bool row_last(struct view *v, const struct row_table *table, struct key prefix, struct key *key, void *row_out) {
    struct key found;
    struct span packed;
    if (!txn_last(v->txn, (store_table)table_index(v->e, table), &prefix, &found, &packed)) return false;
    if (key) *key = found;
    if (row_out) {
        void *row = row_unpack(v, table, packed);
        memcpy(row_out, &row, sizeof row);
    }
    return true;
}

static void record_fill(struct arena *a, const sippe__record *r, struct record *out) {
    struct id *subjects = arena_alloc(a, r->n_subjects * sizeof *subjects);
    for (size_t i = 0; i < r->n_subjects; i++) subjects[i] = id_of_bytes(r->subjects[i]);
    *out = (struct record){.seq = r->seq,
                           .id = id_of_bytes(r->id),
                           .type = r->type,
                           .subjects = subjects,
                           .n_subjects = r->n_subjects,
                           .at_ms = r->at_ms,
                           .principal = r->actor ? r->actor->principal : "",
                           .on_behalf_of = r->actor ? r->actor->on_behalf_of : "",
                           .cause = id_of_bytes(r->cause),
                           .hop = r->hop};
}

sippe__record *journal_read(struct view *v, uint64_t seq) {
    struct span packed;
    struct key key = KEY(KEY_U64(seq));
    if (!txn_get(v->txn, TABLE_JOURNAL, &key, &packed)) return NULL;
    sippe__record *r = UNPACK_OWN(v->arena, sippe__record, packed);
    if (!r && !v->txn->err) v->txn->err = ERR_CORRUPT;
    return r;
}

void *record_event(struct view *v, const ProtobufCMessageDescriptor *type, uint64_t seq, struct record *out) {
    sippe__record *r = journal_read(v, seq);
    if (!r || strcmp(r->type, type->name) != 0) return NULL;
    if (out) record_fill(v->arena, r, out);
    return journal_event(v->arena, type, span_pb(r->open), span_pb(r->sealed));
}

/* The personal part is packed apart and joined again here: the event's field `personal`. */
void *journal_event(struct arena *a, const ProtobufCMessageDescriptor *type, struct span open, struct span sealed) {
    ProtobufCMessage *event = message_unpack_own(a, type, open);
    const ProtobufCFieldDescriptor *field = protobuf_c_message_descriptor_get_field_by_name(type, "personal");
    if (!event || !field || sealed.len == 0) return event;
    ProtobufCMessage *personal = message_unpack_own(a, field->descriptor, sealed);
    if (!personal) return NULL;
    memcpy((uint8_t *)event + field->offset, &personal, sizeof personal);
    return event;
}

/* Runs the event's apply on one record, live and in a rebuild alike: always from the packed bytes. */
void journal_apply(struct view *v, const sippe__record *r) {
    const struct event *row = event_row(v->e, r->type);
    if (!row || !row->apply) return;
    ProtobufCMessage *event = journal_event(v->arena, row->type, span_pb(r->open), span_pb(r->sealed));
    if (!event) {
        if (!v->txn->err) v->txn->err = ERR_CORRUPT;
        return;
    }
    struct record record;
    record_fill(v->arena, r, &record);
    struct apply a = {.view = *v, .record = &record};
    ((void (*)(struct apply *, const struct record *, const ProtobufCMessage *))row->apply)(&a, &record, event);
}

struct id lookup_hash(struct view *v, const char *domain, const char *value) {
    return id_keyed(span_of(v->e->lookup_key, sizeof v->e->lookup_key), domain, span_text(value));
}

day today_of(struct view *v, int64_t at_ms) {
    day utc = day_at((struct zone){0, false}, at_ms);
    return day_at(civil_zone(rules_on(v, utc, NULL)), at_ms);
}

const struct principal *query_principal(const struct query *q) { return &q->principal; }
int64_t query_now_ms(const struct query *q) { return q->now_ms; }
day query_today(struct query *q) { return today_of(&q->view, q->now_ms); }
