/* Calls as they are read: with each wording, in pages; or the last ones, in a line each. */
#include <string.h>
#include "intake/reach/reach.h"

enum {
    PAGE = 20,
    PAGE_MAX = 200,
    PAGE_BYTES = 100000
}; /* beside which one call with all its wordings has room in a frame */

/* ---- one ---- */

intake__family_call_said *intake_call_said(struct view *v, uint64_t seq) {
    struct record r;
    const intake__family_call_recorded *first = READ_EVENT(v, intake__family_call_recorded, seq, &r);
    const intake__family_call_corrected *later = first ? NULL : READ_EVENT(v, intake__family_call_corrected, seq, &r);
    if (!first && !later) return NULL;
    intake__family_call_said *out = NEW(view_arena(v), intake__family_call_said);
    out->told = first ? first->personal->told : later->personal->told;
    if (later) out->reason = later->personal->reason;
    out->by = member_name(v, r.actor);
    out->written_at = civil_instant(view_arena(v), r.at_ms);
    return out;
}

intake__letter_printed *intake_call_letter(struct view *v, const intake_rows__family_call *row) {
    if (!row->personal->letter) return NULL;
    const intake__family_call_recorded *e = READ_EVENT(v, intake__family_call_recorded, row->said[0], NULL);
    return e ? e->personal->letter : NULL;
}

static size_t bytes_of(const intake__family_call_said *said) {
    enum { BESIDE = 200 };
    return BESIDE + strlen(said->reason) + (said->told ? strlen(said->told->note) : 0);
}

static intake__family_call *shown(struct query *q, struct id id, const intake_rows__family_call *row, size_t *bytes) {
    intake__family_call *call = NEW(arena_of(q), intake__family_call);
    call->call_id = id_field(arena_of(q), id);
    call->version = row->version;
    call->in_error = row->personal->in_error;
    call->screening_id = row->screening_id;
    call->letter = intake_call_letter(VIEW(q), row);
    for (size_t i = row->n_said; i > 0; i--) {
        intake__family_call_said *said = intake_call_said(VIEW(q), row->said[i - 1]);
        if (!said) continue;
        *bytes += bytes_of(said);
        if (i == row->n_said)
            call->said = said;
        else
            APPEND(arena_of(q), call, before, said);
    }
    return call;
}

/* ---- a page ---- */

/* Behind the call `after`; one that is not hers begins the list anew. */
static size_t begin_of(const struct id_list *list, ProtobufCBinaryData after) {
    for (size_t i = 0; i < list->n; i++)
        if (after.len == ID_LEN && id_is(after, list->ids[i])) return i + 1;
    return 0;
}

int intake_list_family_calls(struct query *q, const intake__list_family_calls_request *in,
                             intake__list_family_calls_reply *out) {
    const intake_rows__family *family = intake_family_row(VIEW(q), in->family_id);
    if (!family) return REASON_NOT_FOUND;
    if (family->personal->alias_of.len) return REASON_FAMILY_MERGED;
    if (in->limit > PAGE_MAX) return REASON_NUMBER_OUT_OF_RANGE;
    query_shows(q, id_of(in->family_id));
    size_t bytes = 0, limit = in->limit ? in->limit : PAGE;
    struct id_list list = intake_of_family(VIEW(q), &intake_calls_of_family, in->family_id);
    for (size_t i = begin_of(&list, in->after); i < list.n; i++) {
        const intake_rows__family_call *row = row_get(VIEW(q), &intake_family_calls, KEY(KEY_ID(list.ids[i])));
        if (!row) continue;
        if (out->n_calls == limit || bytes >= PAGE_BYTES || (out->n_calls && query_time_is_up(q))) {
            out->next = out->calls[out->n_calls - 1]->call_id;
            break;
        }
        APPEND(arena_of(q), out, calls, shown(q, list.ids[i], row, &bytes));
    }
    return 0;
}

/* ---- in a line ---- */

/* When she is called again as it was decided: by what was agreed, or by the delay. */
static sippe__date *call_back_on(struct view *v, uint64_t seq) {
    const intake__family_call_recorded *first = READ_EVENT(v, intake__family_call_recorded, seq, NULL);
    const intake__family_call_corrected *later = first ? NULL : READ_EVENT(v, intake__family_call_corrected, seq, NULL);
    return first ? first->personal->call_back_on : later ? later->personal->call_back_on : NULL;
}

/* One that was struck out is shown as it was said last. */
intake__call_summary *intake_call_summary(struct view *v, struct id id, const intake_rows__family_call *row) {
    intake__call_summary *out = NEW(view_arena(v), intake__call_summary);
    out->call_id = id_field(view_arena(v), id);
    out->in_error = row->personal->in_error;
    size_t at = row->n_said - 1;
    const intake__family_call_said *said = intake_call_said(v, row->said[at]);
    while (at > 0 && (!said || !said->told)) said = intake_call_said(v, row->said[--at]);
    if (!said || !said->told) return out;
    out->at = said->told->at;
    out->direction = said->told->direction;
    out->way = said->told->way;
    out->whom = said->told->whom;
    out->outcome = said->told->outcome;
    out->by = said->by;
    out->call_back_on = call_back_on(v, row->said[at]);
    out->call_back_at = said->told->call_back_at;
    out->letter = intake_call_letter(v, row);
    return out;
}

struct call_summaries intake_calls_last(struct view *v, ProtobufCBinaryData family, struct id screening, size_t most) {
    struct id_list list = intake_of_family(v, &intake_calls_of_family, family);
    struct call_summaries out = {0};
    for (size_t i = 0; i < list.n && out.n_calls < most; i++) {
        const intake_rows__family_call *row = row_get(v, &intake_family_calls, KEY(KEY_ID(list.ids[i])));
        if (!row || !(id_is_zero(screening) || id_is(row->screening_id, screening))) continue;
        APPEND(view_arena(v), &out, calls, intake_call_summary(v, list.ids[i], row));
    }
    return out;
}
