/* The sheet of a notice, for a partner on paper. What is printed has left as surely as what a program fetched, so that
 * a printing is a record, and the sheet is shown to whom it was printed for. */
#include "notifications/link/links.h"
#include "notifications/rows.h"

/* The CLSC that referred: the sheet, and what became of it, is for its staff. Asked with the whole request, as either
 * id may stand in it. */
#define SHEET_OWNER(rpc)                                                                                               \
    struct owned notifications_owner_of_##rpc(struct view *v, const notifications__##rpc##_request *in) {              \
        struct id notice;                                                                                              \
        const notifications_rows__notice *row = NOTICE_BY(v, in, &notice);                                             \
        return row ? (struct owned){row->clsc_code, id_of(row->referral_id)} : (struct owned){0};                      \
    }
SHEET_OWNER(print_sheet)
SHEET_OWNER(correct_answer)
SHEET_OWNER(get_sheet)
SHEET_OWNER(make_link)
SHEET_OWNER(list_links)
SHEET_OWNER(make_browser_code)

/* A repeat is answered by the version alone: what the sheet says is asked for each time, and no reply that is
 * remembered holds it. */
int notifications_print_sheet(struct decide *d, const notifications__print_sheet_request *in,
                              notifications__print_sheet_reply *out) {
    struct arena *a = arena_of(d);
    struct id notice, referral;
    const notifications_rows__notice *row = NOTICE_BY(d, in, &notice);
    if (!row || !id_from(row->referral_id, &referral)) return REASON_NOT_FOUND;
    if (row->personal->state == NOTICE_STATE_WITHDRAWN) return REASON_NOTICE_WITHDRAWN;
    notifications__notice_shared *e = NEW(a, notifications__notice_shared);
    e->notice_id = id_field(a, notice);
    e->referral_id = row->referral_id;
    e->on_paper = true;
    emit_about(d, (const struct id[]){notice, referral}, 2, &e->base);
    notifications_sheet_link(d, notice, row);
    out->notice_id = e->notice_id;
    out->version = row->version;
    return 0;
}

/* Of what was issued nothing is to be noted here that NoticeIssued has not said. */
void notifications_on_notice_shared(struct apply *a, const struct record *r, const notifications__notice_shared *e) {
    struct id notice;
    notifications_rows__notice *n = e->on_paper ? notifications_notice_row(VIEW(a), e->notice_id, &notice) : NULL;
    if (!n) return;
    n->printed = r->seq;
    ROW_PUT(a, &notifications_notices, KEY(KEY_ID(notice)), n);
}

/* Who reads it is who had it printed: else it could be read off a screen, and no register would know. */
static bool was_printed_for(struct query *q, const notifications_rows__notice *row) {
    struct record r;
    return row->printed && READ_EVENT(q, notifications__notice_shared, row->printed, &r) &&
           id_equal(r.actor, query_principal(q)->id);
}

/* Only that it was withdrawn: not even from which service, nor by when an answer was expected. */
static void show_withdrawn(notifications__notice *n) {
    n->service_id = (ProtobufCBinaryData){0};
    n->service_name = "";
    n->acknowledge_by = NULL;
}

static void show_link(struct query *q, struct id notice, notifications__get_sheet_reply *out) {
    struct link link;
    if (!notifications_link_of(VIEW(q), notice, LINK_CHANNEL_SHEET, query_now_ms(q), &link)) return;
    out->link = notifications_link_address(VIEW(q), link.row);
    out->link_until = civil_date(arena_of(q), today_of(VIEW(q), link.row->until_ms));
}

int notifications_get_sheet(struct query *q, const notifications__get_sheet_request *in,
                            notifications__get_sheet_reply *out) {
    const notifications__notice_issued *issued;
    struct id notice, organization;
    const notifications_rows__notice *row = NOTICE_BY(q, in, &notice);
    if (!row || !id_from(row->personal->organization_id, &organization)) return REASON_NOT_FOUND;
    bool withdrawn = row->personal->state == NOTICE_STATE_WITHDRAWN;
    if (!withdrawn && !was_printed_for(q, row)) return REASON_SHEET_NOT_PRINTED;
    out->notice = notifications_notice_shown(q, notice, row, &issued);
    if (!out->notice) return REASON_INTERNAL;
    const notifications_rows__organization *o =
        row_get(VIEW(q), &notifications_organizations, KEY(KEY_ID(organization)));
    out->organization_name = o ? o->name : "";
    out->organization_phone = o ? o->phone : "";
    out->answer_code = notifications_code_spoken(arena_of(q), notifications_notice_code(VIEW(q), row));
    if (withdrawn) {
        show_withdrawn(out->notice);
        return 0;
    }
    out->text_fr = issued->text_fr;
    out->text_en = issued->text_en;
    show_link(q, notice, out);
    return 0;
}
