#include "base/id_prefix.h"
#include "notifications/domain/notice.h"
#include "notifications/rows.h"

enum {
    PAGE_MAX = 200,
    PAGE_DEFAULT = 50,
    FOUND_MAX = 20,
    PAGE_BYTES_MAX = 200 * 1024
}; /* a reply to a partner holds 256 KiB */

static void show_answer(struct query *q, const notifications_rows__notice *row, notifications__notice *out) {
    struct record r;
    const notifications__notice_answered *e =
        row->answer ? READ_EVENT(q, notifications__notice_answered, row->answer, &r) : NULL;
    if (!e) return;
    out->answered_at = civil_instant(arena_of(q), r.at_ms);
    out->decline_reason = e->personal->decline_reason;
    out->first_contact_on = e->personal->first_contact_on;
    out->answered_by = *e->personal->told_by ? e->personal->told_by : member_name(VIEW(q), r.actor);
    out->note = e->personal->note;
}

/* What says something of her. After a withdrawal it is shown to nobody, in whatever state that came; the record keeps
 * it until it is erased. The content is who she is and how to reach her: for whom one of them is not, neither is. */
static void show_family(struct query *q, const notifications_rows__notice *row, const notifications__notice_issued *e,
                        unsigned seen, notifications__notice *out) {
    enum { CONTENT = SHOWS_IDENTITY | SHOWS_CONTACT };
    if (row->personal->state == NOTICE_STATE_WITHDRAWN) return;
    out->need = e->personal->need;
    if ((seen & CONTENT) == CONTENT) out->content = e->personal->content;
    show_answer(q, row, out);
}

/* A partner has what was sent to it; for the territory's people it is the file of the CLSC that referred. */
unsigned notifications_notice_seen(struct view *v, const struct principal *p, const notifications_rows__notice *row) {
    struct id organization;
    if (!row->referral_id.len || !id_from(row->personal->organization_id, &organization)) return 0;
    const char *whose = p->role == ROLE_PARTNER ? id_text(view_arena(v), organization) : row->clsc_code;
    unsigned seen = may_see(v, p, whose, id_of(row->referral_id), SHOWS_ALL);
    return seen & SHOWS_REFERRALS ? seen : 0;
}

/* Late is shown only while nobody has answered: the row remembers that it was. */
notifications__notice *notifications_notice_shown(struct query *q, struct id id, const notifications_rows__notice *row,
                                                  const notifications__notice_issued **issued) {
    struct arena *a = arena_of(q);
    notifications__notice *out = NEW(a, notifications__notice);
    const notifications__notice_issued *e = READ_EVENT(q, notifications__notice_issued, row->record, NULL);
    if (!e) return NULL;
    unsigned seen = notifications_notice_seen(VIEW(q), query_principal(q), row);
    if (!seen) return NULL;
    query_shows(q, id_of(row->referral_id));
    out->notice_id = id_field(a, id);
    out->version = row->version;
    out->organization_id = row->personal->organization_id;
    out->service_id = e->personal->service_id;
    out->service_name = e->personal->service_name;
    out->state = row->personal->state;
    out->issued_at = civil_instant(a, row->issued_ms);
    out->acknowledge_by = e->acknowledge_by;
    out->overdue = row->personal->overdue && row->personal->state == NOTICE_STATE_ISSUED;
    out->clsc_name = e->clsc_name;
    out->clsc_phone = e->clsc_phone;
    show_family(q, row, e, seen, out);
    *issued = e;
    return out;
}

static notifications__notice *notice_by_id(struct query *q, struct id id) {
    const notifications__notice_issued *issued;
    const notifications_rows__notice *row = row_get(VIEW(q), &notifications_notices, KEY(KEY_ID(id)));
    return row ? notifications_notice_shown(q, id, row, &issued) : NULL;
}

/* ---- lists ---- */

/* How many bytes it takes; 0: for her it is not there. */
static size_t list_take(struct query *q, struct id id, notifications__list_notices_reply *out) {
    notifications__notice *n = notice_by_id(q, id);
    const notifications_rows__notice *row = row_get(VIEW(q), &notifications_notices, KEY(KEY_ID(id)));
    if (!n || !row) return 0;
    APPEND(arena_of(q), out, notices, n);
    size_t bytes = protobuf_c_message_get_packed_size(&n->base);
    if (query_principal(q)->role == ROLE_PARTNER) return bytes;
    notifications__notice_sent *sent = notifications_notice_sent(q, id, row);
    APPEND(arena_of(q), out, sent, sent);
    return bytes + protobuf_c_message_get_packed_size(&sent->base);
}

/* What a list of work names (intake's): a CLSC's notices are in no order here, for a family may move. */
static int list_named(struct query *q, const notifications__list_notices_request *in,
                      notifications__list_notices_reply *out) {
    if (in->n_referral_ids > PAGE_MAX) return REASON_NUMBER_OUT_OF_RANGE;
    for (size_t i = 0; i < in->n_referral_ids; i++) {
        struct id referral, notice;
        if (!id_from(in->referral_ids[i], &referral)) return REASON_ID_INVALID;
        if (notifications_notice_of_referral(VIEW(q), referral, &notice)) list_take(q, notice, out);
    }
    return 0;
}

/* Whose: a partner's own, a coordinator's choice, zero: all. False: nobody's. A partner's key names its organisation in
 * hexadecimal, and what it asks for is ignored: this is where a partner is kept to its own. */
static bool list_organization(struct query *q, const notifications__list_notices_request *in, struct id *out) {
    const struct principal *p = query_principal(q);
    *out = (struct id){{0}};
    switch (role_reach(p->role)) {
    case REACH_OWN: return p->role == ROLE_PARTNER && id_parse(p->organization, out) && !id_is_zero(*out);
    case REACH_ALL: return !in->organization_id.len || id_from(in->organization_id, out);
    case REACH_NOTHING: break;
    }
    return false;
}

/* A page's place is a key of the list. One of another list leads nowhere: the scan keeps to its prefix, so it is no way
 * into another partner's. */
int notifications_list_notices(struct query *q, const notifications__list_notices_request *in,
                               notifications__list_notices_reply *out) {
    size_t limit = in->limit ? in->limit : PAGE_DEFAULT;
    struct key from = key_from(span_pb(in->after)), key;
    struct id organization;
    if (limit > PAGE_MAX || in->after.len > KEY_MAX) return REASON_NUMBER_OUT_OF_RANGE;
    if (in->n_referral_ids && query_principal(q)->role != ROLE_PARTNER) return list_named(q, in, out);
    if (!list_organization(q, in, &organization)) return REASON_NOT_FOUND;
    struct key prefix = notifications_list_prefix(VIEW(q), in->open_only, organization);
    struct row_scan *scan = row_scan(VIEW(q), &notifications_notices_in_order, prefix, in->after.len ? &from : NULL);
    for (size_t bytes = 0; row_next(scan, &key, NULL);) {
        if (out->n_notices == limit || bytes > PAGE_BYTES_MAX || (bytes && query_time_is_up(q))) {
            out->next = pb_of(arena_span(arena_of(q), key_span(&key)));
            row_scan_end(scan);
            return 0;
        }
        bytes += list_take(q, key_id_at(&key, (size_t)key.len - ID_LEN), out);
    }
    return 0;
}

int notifications_get_notice(struct query *q, const notifications__get_notice_request *in,
                             notifications__get_notice_reply *out) {
    struct id notice;
    if (!id_from(in->notice_id, &notice)) return REASON_NOT_FOUND;
    out->notice = notice_by_id(q, notice);
    return out->notice ? 0 : REASON_NOT_FOUND;
}

int notifications_find_notice(struct query *q, const notifications__find_notice_request *in,
                              notifications__find_notice_reply *out) {
    const struct principal *p = query_principal(q);
    struct id_prefix digits;
    struct id own = {{0}}, organization;
    struct key key;
    const notifications_rows__notice *row;
    if (!id_prefix_parse(in->digits, &digits)) return REASON_ID_INVALID;
    bool own_only = role_reach(p->role) != REACH_ALL;
    if (own_only && !id_parse(p->organization, &own)) return 0;
    struct row_scan *s = row_scan(VIEW(q), &notifications_notices, key_from(span_of(digits.bytes, digits.n)), NULL);
    while (!out->more && row_next(s, &key, &row)) {
        bool is_own = id_from(row->personal->organization_id, &organization) && id_equal(organization, own);
        if (!id_prefix_fits(&digits, key.bytes) || (own_only && !is_own)) continue;
        if (!notifications_notice_seen(VIEW(q), p, row)) continue;
        notifications__notice *n = out->n_notices < FOUND_MAX ? notice_by_id(q, key_id_at(&key, 0)) : NULL;
        if (n)
            APPEND(arena_of(q), out, notices, n);
        else
            out->more = true;
    }
    row_scan_end(s);
    return 0;
}

/* The organisation that it was sent to, in hexadecimal, as a partner's key names it. */
struct owned notifications_owner_of_notice(struct view *v, ProtobufCBinaryData id) {
    struct id notice, organization;
    const notifications_rows__notice *row = notifications_notice_row(v, id, &notice);
    if (!row || !id_from(row->personal->organization_id, &organization)) return (struct owned){0};
    return (struct owned){id_text(view_arena(v), organization), id_of(row->referral_id)};
}
