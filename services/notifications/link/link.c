/* Links made, made anew, ended, listed: for whoever refers. */
#include "notifications/link/links.h"

/* Of a hash under the store's own key, as the answer code is: the same when the request is run again after a crash. */
static const char *token_new(struct decide *d, struct id link) {
    char token[LINK_TOKEN_LEN + 1];
    notifications_token_make(lookup_hash(VIEW(d), "link token of", id_text(arena_of(d), link)), token);
    return arena_text(arena_of(d), token);
}

static const notifications__link_made *link_emit(struct decide *d, struct id notice,
                                                 const notifications_rows__notice *row,
                                                 notifications__link_channel channel) {
    struct arena *a = arena_of(d);
    struct link before;
    struct id id = decide_new_id(d, "link"), referral = id_of(row->referral_id);
    notifications__link_made *e = NEW_WITH_PERSONAL(a, notifications__link_made);
    e->link_id = id_field(a, id);
    e->notice_id = id_field(a, notice);
    e->referral_id = row->referral_id;
    e->number = row->links + 1;
    e->channel = channel;
    e->until_ms = decide_now_ms(d) + notifications_link_ms(rules_on(VIEW(d), decide_today(d), NULL));
    if (notifications_link_of(VIEW(d), notice, channel, decide_now_ms(d), &before))
        e->replaces = id_field(a, before.id);
    e->personal->token = token_new(d, id);
    emit_for(d, id_of(row->sealed_for), (const struct id[]){id, notice, referral}, 3, &e->base);
    return e;
}

static bool links_are_off(struct view *v) { return !*view_setting(v, "link-origin"); }

void notifications_sheet_link(struct decide *d, struct id notice, const notifications_rows__notice *row) {
    struct link there;
    if (links_are_off(VIEW(d))) return;
    if (notifications_link_of(VIEW(d), notice, LINK_CHANNEL_SHEET, decide_now_ms(d), &there)) return;
    link_emit(d, notice, row, LINK_CHANNEL_SHEET);
}

int notifications_make_link(struct decide *d, const notifications__make_link_request *in,
                            notifications__make_link_reply *out) {
    struct id notice;
    const notifications_rows__notice *row = NOTICE_BY(d, in, &notice);
    if (!row) return REASON_NOT_FOUND;
    if (in->channel == LINK_CHANNEL_UNSPECIFIED) return violation(d, "channel", REASON_FIELD_REQUIRED);
    if (row->personal->state == NOTICE_STATE_WITHDRAWN) return REASON_NOTICE_WITHDRAWN;
    if (links_are_off(VIEW(d))) return REASON_LINKS_OFF;
    const notifications__link_made *e = link_emit(d, notice, row, in->channel);
    out->link_id = e->link_id;
    out->link = arena_printf(arena_of(d), "%s/r/%s", view_setting(VIEW(d), "link-origin"), e->personal->token);
    out->until = civil_instant(arena_of(d), e->until_ms);
    return 0;
}

int notifications_end_link(struct decide *d, const notifications__end_link_request *in,
                           notifications__end_link_reply *out) {
    struct link link;
    (void)out;
    link.row = notifications_link_row(VIEW(d), in->link_id, &link.id);
    if (!link.row || !notifications_link_read_facts(VIEW(d), &link)) return REASON_NOT_FOUND;
    if (link.row->ended || decide_now_ms(d) >= link.row->until_ms) return REASON_LINK_OVER;
    notifications__link_ended *e = NEW(arena_of(d), notifications__link_ended);
    e->link_id = in->link_id;
    emit_about(d, (const struct id[]){link.id, link.notice, link.referral}, 3, &e->base);
    return 0;
}

static sippe__instant *read_at(struct query *q, const notifications_rows__link *row) {
    struct record r;
    return row->read && record_head(VIEW(q), row->read, &r) ? civil_instant(arena_of(q), r.at_ms) : NULL;
}

notifications__link *notifications_link_shown(struct query *q, const struct link *link) {
    struct arena *a = arena_of(q);
    notifications__link *out = NEW(a, notifications__link);
    out->link_id = id_field(a, link->id);
    out->number = link->row->number;
    out->channel = link->row->channel;
    out->made_at = civil_instant(a, link->row->made_ms);
    out->until = civil_instant(a, link->row->until_ms);
    out->standing = notifications_link_standing(&link->facts, query_now_ms(q));
    out->read_at = read_at(q, link->row);
    return out;
}

/* A notice has few: one a printing, one a request. */
int notifications_list_links(struct query *q, const notifications__list_links_request *in,
                             notifications__list_links_reply *out) {
    enum { LINKS_MAX = 100 };
    struct id notice;
    struct key key;
    const notifications_rows__notice *row = NOTICE_BY(q, in, &notice);
    if (!row) return REASON_NOT_FOUND;
    query_shows(q, id_of(row->referral_id));
    struct row_scan *scan = row_scan(VIEW(q), &notifications_links_of_notice, KEY(KEY_ID(notice)), NULL);
    while (out->n_links < LINKS_MAX && row_next(scan, &key, NULL)) {
        struct link link = {.id = key_id_at(&key, (size_t)key.len - ID_LEN)};
        link.row = row_get(VIEW(q), &notifications_links, KEY(KEY_ID(link.id)));
        if (link.row && notifications_link_read_facts(VIEW(q), &link))
            APPEND(arena_of(q), out, links, notifications_link_shown(q, &link));
    }
    row_scan_end(scan);
    return 0;
}

/* The CLSC that referred, as of its sheet. */
struct owned notifications_owner_of_link(struct view *v, ProtobufCBinaryData id) {
    struct link link;
    link.row = notifications_link_row(v, id, &link.id);
    if (!link.row || !notifications_link_read_facts(v, &link)) return (struct owned){0};
    return (struct owned){link.of->clsc_code, link.referral};
}

/* ---- apply ---- */

static void link_end(struct apply *a, ProtobufCBinaryData field) {
    struct id id;
    notifications_rows__link *row = notifications_link_row(VIEW(a), field, &id);
    if (!row) return;
    row->ended = true;
    ROW_PUT(a, &notifications_links, KEY(KEY_ID(id)), row);
}

void notifications_on_link_made(struct apply *a, const struct record *r, const notifications__link_made *e) {
    struct id notice;
    notifications_rows__notice *n = notifications_notice_row(VIEW(a), e->notice_id, &notice);
    if (!n) return;
    if (e->replaces.len) link_end(a, e->replaces);
    notifications_rows__link *row = NEW(arena_of(a), notifications_rows__link);
    row->sealed_for = n->sealed_for;
    row->notice_id = e->notice_id;
    row->number = e->number;
    row->channel = e->channel;
    if (*e->personal->token)
        row->token_hash = id_field(arena_of(a), lookup_hash(VIEW(a), "link token", e->personal->token));
    row->made = r->seq;
    row->made_ms = r->at_ms;
    row->until_ms = e->until_ms;
    ROW_PUT(a, &notifications_links, KEY(KEY_ID(id_of(e->link_id))), row);
    n->links = e->number;
    ROW_PUT(a, &notifications_notices, KEY(KEY_ID(notice)), n);
}

void notifications_on_link_ended(struct apply *a, const struct record *r, const notifications__link_ended *e) {
    (void)r;
    link_end(a, e->link_id);
}

/* What the notice keeps is the first of all its links. */
void notifications_on_link_read(struct apply *a, const struct record *r, const notifications__link_read *e) {
    struct id id, notice;
    notifications_rows__link *row = notifications_link_row(VIEW(a), e->link_id, &id);
    notifications_rows__notice *n = notifications_notice_row(VIEW(a), e->notice_id, &notice);
    if (!row || !n) return;
    row->read = r->seq;
    ROW_PUT(a, &notifications_links, KEY(KEY_ID(id)), row);
    if (n->read) return;
    n->read = r->seq;
    ROW_PUT(a, &notifications_notices, KEY(KEY_ID(notice)), n);
}
