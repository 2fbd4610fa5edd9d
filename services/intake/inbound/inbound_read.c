/* Referrals that came in, as the desk sees them. */
#include <string.h>
#include "civil/civil.h"
#include "intake/access/access.h"
#include "intake/call/match.h"
#include "intake/family/shown.h"
#include "intake/inbound/inbound.h"

enum { PAGE = 50, PAGE_MAX = 200 };

static const intake__inbound_referral_taken *taken_of(struct query *q, const intake_rows__inbound *row) {
    return row ? READ_EVENT(q, intake__inbound_referral_taken, row->taken, NULL) : NULL;
}

static void show_closing(struct query *q, const intake_rows__inbound *row, intake__inbound_summary *out) {
    struct record r;
    const intake__inbound_referral_closed *e =
        row->closed ? READ_EVENT(q, intake__inbound_referral_closed, row->closed, &r) : NULL;
    if (!e) return;
    out->disposition = e->personal->disposition;
    out->note = e->personal->note;
    out->closed_at = civil_instant(arena_of(q), r.at_ms);
    out->closed_by = member_name(VIEW(q), r.actor);
    out->family_id = row->family_id;
}

static intake__inbound_summary *summary(struct query *q, struct id id, const intake_rows__inbound *row,
                                        const intake__inbound_referral_taken *e) {
    struct arena *a = arena_of(q);
    intake__inbound_summary *out = NEW(a, intake__inbound_summary);
    out->inbound_id = id_field(a, id);
    out->version = row->version;
    out->number = intake_inbound_number(a, id);
    out->clsc_code = row->clsc_code;
    out->received_at = civil_instant(a, row->taken_ms);
    out->act_by = row->act_by;
    if (e->personal->referral) out->given_name = e->personal->referral->given_name;
    out->organization_id = e->personal->organization_id;
    out->organization_name = intake_organization_name(VIEW(q), e->personal->organization_id);
    show_closing(q, row, out);
    query_shows(q, id);
    return out;
}

/* By her telephone alone: an organisation tells no family name and no birth date. A suggestion of the machine's, for
 * whoever may see those families. */
static struct matches suggested(struct query *q, const intake__inbound_referral *r) {
    intake__screening *like = NEW(arena_of(q), intake__screening);
    like->identity = NEW(arena_of(q), intake__identity);
    like->identity->phone = r->phone;
    return intake_matches_seen(VIEW(q), query_principal(q), intake_match_find(VIEW(q), like, (struct id){{0}}));
}

/* A closing, or an opening again: a record of `said` is one of the two. */
static intake__inbound_step *step(struct query *q, uint64_t seq) {
    struct record r;
    const intake__inbound_referral_closed *closed = READ_EVENT(q, intake__inbound_referral_closed, seq, &r);
    const intake__inbound_referral_reopened *opened =
        closed ? NULL : READ_EVENT(q, intake__inbound_referral_reopened, seq, &r);
    if (!closed && !opened) return NULL;
    intake__inbound_step *out = NEW(arena_of(q), intake__inbound_step);
    out->at = civil_instant(arena_of(q), r.at_ms);
    out->by = member_name(VIEW(q), r.actor);
    if (closed) out->disposition = closed->personal->disposition;
    out->note = closed ? closed->personal->note : opened->personal->reason;
    return out;
}

int intake_get_inbound_referral(struct query *q, const intake__get_inbound_referral_request *in,
                                intake__get_inbound_referral_reply *out) {
    const intake_rows__inbound *row = intake_inbound_row(VIEW(q), in->inbound_id);
    const intake__inbound_referral_taken *e = taken_of(q, row);
    if (!e || !e->personal->referral) return REASON_NOT_FOUND;
    out->summary = summary(q, id_of(in->inbound_id), row, e);
    out->referral = e->personal->referral;
    for (size_t i = 0; i < row->n_said; i++) {
        intake__inbound_step *one = step(q, row->said[i]);
        if (one) APPEND(arena_of(q), out, steps, one);
    }
    struct matches found = suggested(q, out->referral);
    out->matches = found.matches;
    out->n_matches = found.n_matches;
    return 0;
}

/* Keys are (CLSC or "" for all, open ones only?, the newest first, referral). `next` is where the page after begins. */
int intake_list_inbound_referrals(struct query *q, const intake__list_inbound_referrals_request *in,
                                  intake__list_inbound_referrals_reply *out) {
    if (in->limit > PAGE_MAX) return REASON_NUMBER_OUT_OF_RANGE;
    if (in->after.len > KEY_MAX) return REASON_ID_INVALID;
    uint32_t limit = in->limit ? in->limit : PAGE;
    const struct principal *p = query_principal(q);
    const char *scope = role_reach(p->role) == REACH_ALL ? "" : p->organization;
    struct key key, from = in->after.len ? key_from(span_pb(in->after)) : KEY_EMPTY;
    struct row_scan *s = row_scan(VIEW(q), &intake_inbounds_in_order, KEY(KEY_TEXT(scope), KEY_U8(!in->closed_too)),
                                  in->after.len ? &from : NULL);
    while (row_next(s, &key, NULL)) {
        struct id id = key_id_at(&key, (size_t)key.len - ID_LEN);
        const intake_rows__inbound *row = row_get(VIEW(q), &intake_inbounds, KEY(KEY_ID(id)));
        const intake__inbound_referral_taken *e = taken_of(q, row);
        if (!e) continue;
        if (out->n_referrals == limit || (out->n_referrals && query_time_is_up(q))) {
            out->next = pb_of(arena_span(arena_of(q), key_span(&key)));
            row_scan_end(s);
            return 0;
        }
        APPEND(arena_of(q), out, referrals, summary(q, id, row, e));
    }
    return 0;
}
