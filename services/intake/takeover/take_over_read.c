/* Sheets that were taken over, and what would become of a row. */
#include <stdlib.h>
#include "intake/access/access.h"
#include "intake/call/match.h"
#include "intake/takeover/take_over.h"

enum { BATCHES_MAX = 200, PAGE = 50, PAGE_MAX = 200 };

/* ---- a row, before ---- */

static void show_matches(struct query *q, struct matches found, intake__preview_take_over_reply *out) {
    struct matches seen = intake_matches_seen(VIEW(q), query_principal(q), found);
    out->matches = seen.matches;
    out->n_matches = seen.n_matches;
    for (size_t i = 0; i < seen.n_matches; i++) query_shows(q, id_of(seen.matches[i]->family_id));
}

/* Of one that is known, by which number she goes: the same reference with other facts is refused, and she is looked at
 * by it. */
static bool show_known(struct query *q, const struct taking_over *m, intake__preview_take_over_reply *out) {
    const intake_rows__take_over *known = intake_take_over_known(VIEW(q), m);
    const intake_rows__family *family = known ? intake_family_row(VIEW(q), known->family_id) : NULL;
    if (!family) return false;
    out->refused = intake_take_over_same(VIEW(q), known, m) ? REASON_UNSPECIFIED : REASON_TAKE_OVER_KNOWN;
    if (!intake_sees(VIEW(q), query_principal(q), family->clsc_code, known->family_id, SHOWS_IDENTITY)) return true;
    out->family_number = family->personal->number;
    query_shows(q, id_of(known->family_id));
    return true;
}

int intake_preview_take_over(struct query *q, const intake__preview_take_over_request *in,
                             intake__preview_take_over_reply *out) {
    struct arena *a = arena_of(q);
    struct taking_over m;
    int reason = intake_take_over_read(VIEW(q), in->family, in->on, query_now_ms(q), &m);
    if (reason == REASON_TERRITORY_MISSING) return reason;
    bool known = show_known(q, &m, out);
    if (known && !out->refused) return 0;
    if (reason) out->refused = (sippe__reason)reason;
    for (size_t i = 0; i < m.wrong.n; i++) APPEND(a, out, violations, finding_violation(a, "", &m.wrong.list[i]));
    if (reason || known) return 0;
    show_matches(q, intake_match_find(VIEW(q), m.answers, (struct id){{0}}), out);
    if (out->n_matches && in->family->none_of_known != YES_NO_YES) out->refused = REASON_FAMILY_MAY_BE_KNOWN;
    return 0;
}

/* ---- sheets ---- */

static intake__take_over_batch *batch_shown(struct view *v, struct id id, const intake_rows__take_over_batch *row) {
    struct arena *a = view_arena(v);
    struct record r;
    intake__take_over_batch *out = NEW(a, intake__take_over_batch);
    out->batch_id = id_field(a, id);
    out->at = civil_instant(a, row->at_ms);
    out->on = row->on;
    out->by = record_head(v, row->first, &r) ? member_name(v, r.actor) : "";
    out->families = row->families;
    out->undone = row->undone;
    return out;
}

static int newest_first(const void *x, const void *y) {
    const intake__take_over_batch *a = *(intake__take_over_batch *const *)x, *b = *(intake__take_over_batch *const *)y;
    return (civil_ms(a->at) < civil_ms(b->at)) - (civil_ms(a->at) > civil_ms(b->at));
}

/* A CLSC takes over its caseload once: there are a few dozen of these in the life of a territory. */
int intake_list_take_overs(struct query *q, const intake__list_take_overs_request *in,
                           intake__list_take_overs_reply *out) {
    struct key key;
    intake_rows__take_over_batch *row;
    (void)in;
    struct row_scan *s = row_scan(VIEW(q), &intake_take_over_batches, KEY_EMPTY, NULL);
    while (row_next(s, &key, &row)) APPEND(arena_of(q), out, batches, batch_shown(VIEW(q), key_id_at(&key, 0), row));
    row_scan_end(s);
    if (out->n_batches) qsort(out->batches, out->n_batches, sizeof *out->batches, newest_first);
    if (out->n_batches > BATCHES_MAX) out->n_batches = BATCHES_MAX;
    return 0;
}

static int64_t at_of(struct view *v, uint64_t seq) {
    struct record r;
    return seq && record_head(v, seq, &r) ? r.at_ms : 0;
}

static intake__taken_over_row *row_shown(struct query *q, const intake_rows__take_over *row, unsigned seen) {
    struct view *v = VIEW(q);
    struct arena *a = arena_of(q);
    const intake_rows__family *family = intake_family_row(v, row->family_id);
    const intake__family_taken_over *e = READ_EVENT(v, intake__family_taken_over, row->taken, NULL);
    const intake__screening *s = family ? intake_family_answers(v, row->family_id) : NULL;
    intake__taken_over_row *out = NEW(a, intake__taken_over_row);
    out->family_id = row->family_id;
    out->family_number = family ? family->personal->number : "";
    out->reference = e && e->personal->answers ? e->personal->answers->local_reference : "";
    if (s && s->identity) out->name = s->identity->name;
    if (!(seen & SHOWS_FOLLOW_UP)) return out;
    out->key_worker = e ? e->personal->key_worker : "";
    out->undone_at = civil_instant(a, at_of(v, row->undone));
    if (!row->undone) out->touched = intake_take_over_since(v, row);
    return out;
}

/* Whom the caller may not see is not among them. */
static void list_row(struct query *q, struct id id, intake__get_take_over_reply *out) {
    const intake_rows__take_over *row = row_get(VIEW(q), &intake_take_overs, KEY(KEY_ID(id)));
    const intake_rows__family *family = row ? intake_family_row(VIEW(q), row->family_id) : NULL;
    if (!family) return;
    unsigned seen =
        intake_sees(VIEW(q), query_principal(q), family->clsc_code, row->family_id, SHOWS_IDENTITY | SHOWS_FOLLOW_UP);
    if (!(seen & SHOWS_IDENTITY)) return;
    APPEND(arena_of(q), out, rows, row_shown(q, row, seen));
    query_shows(q, id_of(row->family_id));
}

static bool is_full(const struct query *q, const intake__get_take_over_request *in,
                    const intake__get_take_over_reply *out) {
    return out->n_rows == (in->limit ? in->limit : PAGE) || (out->n_rows && query_time_is_up(q));
}

int intake_get_take_over(struct query *q, const intake__get_take_over_request *in, intake__get_take_over_reply *out) {
    struct view *v = VIEW(q);
    struct id batch, after = id_of(in->after);
    struct key key, from;
    if (in->limit > PAGE_MAX) return REASON_NUMBER_OUT_OF_RANGE;
    if (!id_from(in->batch_id, &batch) || (in->after.len && in->after.len != ID_LEN)) return REASON_ID_INVALID;
    const intake_rows__take_over_batch *of = row_get(v, &intake_take_over_batches, KEY(KEY_ID(batch)));
    const intake_rows__take_over *first = row_get(v, &intake_take_overs, KEY(KEY_ID(after)));
    if (!of || (in->after.len && !first)) return REASON_NOT_FOUND;
    out->batch = batch_shown(v, batch, of);
    if (first) from = KEY(KEY_ID(batch), KEY_U64(first->taken));
    struct row_scan *s = row_scan(v, &intake_take_overs_of_batch, KEY(KEY_ID(batch)), first ? &from : NULL);
    while (row_next(s, &key, NULL)) {
        struct id id = key_id_at(&key, ID_LEN + 8);
        if (is_full(q, in, out)) {
            out->next = id_field(arena_of(q), id);
            break;
        }
        list_row(q, id, out);
    }
    row_scan_end(s);
    return 0;
}
