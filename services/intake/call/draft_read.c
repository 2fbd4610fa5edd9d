/* Drafts as the desk sees them. */
#include <string.h>
#include "civil/civil.h"
#include "intake/call/draft.h"

enum { PAGE = 50, PAGE_MAX = 200 };

/* NULL: what it held is gone. */
static const intake__draft_saved *saved_of(struct query *q, const intake_rows__draft *row, struct record *r) {
    return row ? READ_EVENT(q, intake__draft_saved, row->saved, r) : NULL;
}

static intake__draft *shown(struct query *q, const intake_rows__draft *row, const intake__draft_saved *e,
                            const struct record *r) {
    struct arena *a = arena_of(q);
    const intake__screening *s = e->personal->screening;
    intake__draft *out = NEW(a, intake__draft);
    out->draft_id = e->draft_id;
    out->version = row->version;
    out->clsc_code = row->clsc_code;
    out->saved_at = civil_instant(a, r->at_ms);
    out->saved_by = member_name(VIEW(q), r->actor);
    out->act_by = row->act_by;
    out->kept_until = row->kept_until;
    out->first_gap = e->personal->first_gap;
    out->anonymous = e->personal->anonymous;
    if (s && s->identity) out->name = s->identity->name;
    if (s && s->identity) out->phone = s->identity->phone;
    return out;
}

int intake_get_draft(struct query *q, const intake__get_draft_request *in, intake__get_draft_reply *out) {
    struct record r;
    const intake_rows__draft *row = intake_draft_row(VIEW(q), in->draft_id);
    const intake__draft_saved *e = saved_of(q, row, &r);
    if (!e) return REASON_NOT_FOUND;
    out->draft = shown(q, row, e, &r);
    out->screening = e->personal->screening;
    out->notes = e->personal->notes;
    out->inbound_id = e->personal->inbound_id;
    query_shows(q, id_of(in->draft_id));
    return 0;
}

/* Keys are (CLSC, saved last first, draft). `next` is where the page after begins. */
static void list_page(struct query *q, const intake__list_drafts_request *in, const char *clsc,
                      intake__list_drafts_reply *out) {
    uint32_t limit = in->limit ? in->limit : PAGE;
    struct key key, from = in->after.len ? key_from(span_pb(in->after)) : KEY_EMPTY;
    struct row_scan *s = row_scan(VIEW(q), &intake_drafts_of_clsc, KEY(KEY_TEXT(clsc)), in->after.len ? &from : NULL);
    while (row_next(s, &key, NULL)) {
        struct record r;
        struct id id = key_id_at(&key, strlen(clsc) + 1 + 8);
        const intake_rows__draft *row = row_get(VIEW(q), &intake_drafts, KEY(KEY_ID(id)));
        const intake__draft_saved *e = saved_of(q, row, &r);
        if (!e) continue;
        if (out->n_drafts == limit || (out->n_drafts && query_time_is_up(q))) {
            out->next = pb_of(arena_span(arena_of(q), key_span(&key)));
            row_scan_end(s);
            return;
        }
        query_shows(q, id);
        APPEND(arena_of(q), out, drafts, shown(q, row, e, &r));
    }
}

int intake_list_drafts(struct query *q, const intake__list_drafts_request *in, intake__list_drafts_reply *out) {
    if (in->limit > PAGE_MAX) return REASON_NUMBER_OUT_OF_RANGE;
    if (in->after.len > KEY_MAX) return REASON_ID_INVALID;
    list_page(q, in, query_principal(q)->organization, out);
    return 0;
}
