/* Erasures, one and all. */
#include "civil/civil.h"
#include "intake/erasure/erasure.h"

enum { PAGE = 100 };

/* While there is still a family, this shows something of her; of one that is gone there is nobody to be shown. */
static void shows(struct query *q, const intake_rows__erasure *row) {
    if (row->state < ERASURE_STATE_CONFIRMED && intake_family_row(VIEW(q), row->family_id))
        query_shows(q, id_of(row->family_id));
}

int intake_get_erasure(struct query *q, const intake__get_erasure_request *in, intake__get_erasure_reply *out) {
    const intake_rows__erasure *row = intake_erasure_row(VIEW(q), in->erasure_id);
    if (!row) return REASON_NOT_FOUND;
    shows(q, row);
    out->erasure =
        intake_erasure_shown(VIEW(q), id_of(in->erasure_id), row, query_today(q), ERASURE_WHOLE | ERASURE_NAMED);
    return 0;
}

/* What the operator of the keys has to do, of all. */
static void sum_up(struct query *q, intake__erasure_state state, intake__list_erasures_reply *out) {
    struct row_scan *s = row_scan(VIEW(q), &intake_erasures_in_order, KEY(KEY_U8((uint64_t)state)), NULL);
    struct key key;
    while (row_next(s, &key, NULL)) {
        const intake_rows__erasure *row = row_get(VIEW(q), &intake_erasures, KEY(KEY_ID(key_id_at(&key, 1 + 8))));
        if (!row) continue;
        day by = civil_day(row->final_by), next = civil_day(out->next_by);
        out->provisional++;
        out->overdue += by < query_today(q);
        if (next == DAY_NONE || by < next) out->next_by = row->final_by;
    }
}

static bool is_open(const intake_rows__erasure *row) {
    return row->state != ERASURE_STATE_WITHDRAWN && row->state != ERASURE_STATE_FINAL;
}

/* `next` is where the page after begins. */
static void list_page(struct query *q, const intake__list_erasures_request *in, unsigned how,
                      intake__list_erasures_reply *out) {
    struct key key, from = in->after.len ? key_from(span_pb(in->after)) : KEY_EMPTY;
    struct row_scan *s = row_scan(VIEW(q), &intake_erasures_in_order, KEY(KEY_U8(0)), in->after.len ? &from : NULL);
    while (row_next(s, &key, NULL)) {
        struct id id = key_id_at(&key, 1 + 8);
        const intake_rows__erasure *row = row_get(VIEW(q), &intake_erasures, KEY(KEY_ID(id)));
        if (!row || (in->open_only && !is_open(row))) continue;
        if (out->n_erasures == PAGE || (out->n_erasures && query_time_is_up(q))) {
            out->next = pb_of(arena_span(arena_of(q), key_span(&key)));
            row_scan_end(s);
            return;
        }
        if (how & ERASURE_NAMED) shows(q, row);
        APPEND(arena_of(q), out, erasures, intake_erasure_shown(VIEW(q), id, row, query_today(q), how));
    }
}

int intake_list_erasures(struct query *q, const intake__list_erasures_request *in, intake__list_erasures_reply *out) {
    if (in->after.len > KEY_MAX) return REASON_ID_INVALID;
    sum_up(q, ERASURE_STATE_CONFIRMED, out);
    sum_up(q, ERASURE_STATE_PROVISIONAL, out);
    list_page(q, in, query_principal(q)->role == ROLE_OPERATOR ? 0 : ERASURE_NAMED, out);
    return 0;
}
