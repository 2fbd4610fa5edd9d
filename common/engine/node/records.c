/* The journal as an operator reads it. */
#include "engine/node/tables.h"

static void records_about(struct view *v, struct id subject, uint64_t from, uint32_t limit,
                          node__list_records_reply *out) {
    struct key prefix = KEY(KEY_ID(subject)), first = KEY(KEY_ID(subject), KEY_U64(from));
    struct store_cursor c = cursor_open(v->txn, TABLE_SUBJECT, &prefix, &first);
    while (out->n_records < limit && cursor_next(&c)) {
        sippe__record *r = journal_read(v, key_u64_at(&c.key, ID_LEN));
        if (r) APPEND(v->arena, out, records, r);
    }
    cursor_close(&c);
}

/* Every listing stays within a reply's size, one record at least. Personal parts are for a coordinator who asks for
 * them; an operator sees that there are some, by sealed_key. */
static void personal_strip(node__list_records_reply *out, bool personal) {
    size_t bytes = 0, kept = 0;
    for (; kept < out->n_records; kept++) {
        if (!personal) out->records[kept]->sealed = (ProtobufCBinaryData){0, NULL};
        bytes += protobuf_c_message_get_packed_size(&out->records[kept]->base) + 8;
        if (bytes > ENGINE_PUBLIC_FRAME_MAX - 16384 && kept > 0) break;
    }
    out->n_records = kept;
}

int node_list_records(struct query *q, const node__list_records_request *in, node__list_records_reply *out) {
    struct view *v = &q->view;
    uint32_t limit = in->limit && in->limit <= 200 ? in->limit : 50;
    struct id subject;
    bool personal = in->personal && q->principal.role == ROLE_COORDINATOR;
    if (in->personal && !personal) return REASON_NOT_ALLOWED;
    out->last = v->e->seq;
    if (id_from(in->subject, &subject)) {
        records_about(v, subject, in->from, limit, out);
    } else {
        uint64_t from = in->from ? in->from : v->e->seq >= limit ? v->e->seq - limit + 1 : 1;
        for (uint64_t seq = from; seq <= v->e->seq && out->n_records < limit; seq++) {
            sippe__record *r = journal_read(v, seq);
            if (r) APPEND(v->arena, out, records, r);
        }
    }
    personal_strip(out, personal);
    return 0;
}
