/* Was it received? Facts alone: a program has read past the record, a link was opened in a browser that is known, an
 * answer came by the partner's own key. Asked of one notice, or told with each of a list. */
#include "notifications/link/links.h"
#include "notifications/rows.h"

static sippe__instant *record_at(struct query *q, const ProtobufCMessageDescriptor *type, uint64_t seq) {
    struct record r;
    return seq && record_event(VIEW(q), type, seq, &r) ? civil_instant(arena_of(q), r.at_ms) : NULL;
}

static sippe__instant *acknowledged_at(struct query *q, struct id organization, uint64_t seq) {
    int64_t at_ms;
    return seq && stream_acknowledged(VIEW(q), organization, seq, &at_ms) ? civil_instant(arena_of(q), at_ms) : NULL;
}

/* What a partner answers by its own key it has read, with whatever program. */
static sippe__instant *answered_at(struct query *q, const notifications_rows__notice *row) {
    struct record r;
    const notifications__notice_answered *e =
        row->answer ? READ_EVENT(q, notifications__notice_answered, row->answer, &r) : NULL;
    return e && !e->by_phone ? civil_instant(arena_of(q), r.at_ms) : NULL;
}

/* Of what was withdrawn the withdrawal says what had been read by then: from then on a program passes it, and is given
 * nothing. */
static sippe__instant *received_at(struct query *q, const notifications_rows__notice *row, struct id organization) {
    const notifications__notice_withdrawn *e =
        row->withdrawn ? READ_EVENT(q, notifications__notice_withdrawn, row->withdrawn, NULL) : NULL;
    sippe__instant *read = e ? e->personal->received_at : acknowledged_at(q, organization, row->record);
    if (!read) read = record_at(q, &notifications__link_read__descriptor, row->read);
    return read ? read : answered_at(q, row);
}

int notifications_get_receipt(struct query *q, const notifications__get_receipt_request *in,
                              notifications__get_receipt_reply *out) {
    struct id notice, organization;
    const notifications_rows__notice *row = NOTICE_BY(q, in, &notice);
    if (!row || !id_from(row->personal->organization_id, &organization)) return REASON_NOT_FOUND;
    query_shows(q, id_of(row->referral_id));
    out->notice_id = id_field(arena_of(q), notice);
    out->issued_at = civil_instant(arena_of(q), row->issued_ms);
    out->received_at = received_at(q, row, organization);
    out->printed_at = record_at(q, &notifications__notice_shared__descriptor, row->printed);
    out->read_by_link_at = record_at(q, &notifications__link_read__descriptor, row->read);
    out->withdrawn_at = record_at(q, &notifications__notice_withdrawn__descriptor, row->withdrawn);
    out->recall_received_at = acknowledged_at(q, organization, row->recalled);
    out->version = row->version;
    out->state = row->personal->state;
    out->reads_stream = stream_acknowledged(VIEW(q), organization, 1, NULL);
    return 0;
}

/* Of the CLSC that referred, as its sheet. */
struct owned notifications_owner_of_get_receipt(struct view *v, const notifications__get_receipt_request *in) {
    struct id notice;
    const notifications_rows__notice *row = NOTICE_BY(v, in, &notice);
    return row ? (struct owned){row->clsc_code, id_of(row->referral_id)} : (struct owned){0};
}

/* ---- with each of a list ---- */

static bool has_channel(const notifications__notice_sent *out, notifications__link_channel channel) {
    for (size_t i = 0; i < out->n_links; i++)
        if (out->links[i]->channel == channel) return true;
    return false;
}

/* The newest come first. */
static void show_links(struct query *q, struct id notice, notifications__notice_sent *out) {
    struct key key;
    struct row_scan *scan = row_scan(VIEW(q), &notifications_links_of_notice, KEY(KEY_ID(notice)), NULL);
    while (row_next(scan, &key, NULL)) {
        struct link link = {.id = key_id_at(&key, (size_t)key.len - ID_LEN)};
        link.row = row_get(VIEW(q), &notifications_links, KEY(KEY_ID(link.id)));
        if (link.row && !has_channel(out, link.row->channel) && notifications_link_read_facts(VIEW(q), &link))
            APPEND(arena_of(q), out, links, notifications_link_shown(q, &link));
    }
}

notifications__notice_sent *notifications_notice_sent(struct query *q, struct id notice,
                                                      const notifications_rows__notice *row) {
    notifications__notice_sent *out = NEW(arena_of(q), notifications__notice_sent);
    struct id organization;
    if (!notifications_organization_of(row, &organization)) return out;
    const notifications_rows__organization *o =
        row_get(VIEW(q), &notifications_organizations, KEY(KEY_ID(organization)));
    out->referral_id = row->referral_id;
    out->organization_name = o ? o->name : "";
    out->organization_phone = o ? o->phone : "";
    out->reads_stream = stream_acknowledged(VIEW(q), organization, 1, NULL);
    out->received_at = received_at(q, row, organization);
    out->printed_at = record_at(q, &notifications__notice_shared__descriptor, row->printed);
    out->read_by_link_at = record_at(q, &notifications__link_read__descriptor, row->read);
    out->recall_received_at = acknowledged_at(q, organization, row->recalled);
    show_links(q, notice, out);
    return out;
}
