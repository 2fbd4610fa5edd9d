#include "notifications/tables.h"

static const char *organization_of(struct view *v, ProtobufCBinaryData notice_id) {
    struct id notice, organization;
    const notifications_rows__notice *n = notifications_notice_row(v, notice_id, &notice);
    return n && id_from(n->organization_id, &organization) ? id_text(view_arena(v), organization) : NULL;
}

NOTICE_OWNER(acknowledge_notice) { return organization_of(v, in->notice_id); }
NOTICE_OWNER(accept_notice) { return organization_of(v, in->notice_id); }
NOTICE_OWNER(waitlist_notice) { return organization_of(v, in->notice_id); }
NOTICE_OWNER(decline_notice) { return organization_of(v, in->notice_id); }
NOTICE_OWNER(report_wrong_partner) { return organization_of(v, in->notice_id); }
NOTICE_OWNER(report_first_contact) { return organization_of(v, in->notice_id); }
NOTICE_OWNER(get_notice) { return organization_of(v, in->notice_id); }

NOTICE_OWNER(get_sheet) {
    struct id notice, referral;
    if (id_from(in->referral_id, &referral) && !notifications_notice_of_referral(v, referral, &notice)) return NULL;
    ProtobufCBinaryData id = in->referral_id.len ? id_field(view_arena(v), notice) : in->notice_id;
    const notifications_rows__notice *n = notifications_notice_row(v, id, &notice);
    return n ? n->clsc_code : NULL;
}
