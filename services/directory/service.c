#include "directory/directory_rows.h"
#include "directory/tables.h"
#include "directory/domain/organization.h"

/* A contact's name is personal: for those who work with families. */
static bool may_see_contact(const struct principal *p) {
    return p->role == ROLE_DESK || p->role == ROLE_TEAM || p->role == ROLE_COORDINATOR;
}

/* One that is retired too: a referral of last year names it. The row names the record and the place there; either
 * missing would be a fault of ours (INTERNAL). */
int directory_get_service(struct query *q, const directory__get_service_request *in,
                          directory__get_service_reply *out) {
    struct record r;
    struct id id, organization_id;
    if (!id_from(in->service_id, &id)) return REASON_NOT_FOUND;
    const directory_rows__service *row = row_get(VIEW(q), &directory_services, KEY(KEY_ID(id)));
    if (!row || !id_from(row->organization_id, &organization_id)) return REASON_NOT_FOUND;
    const directory_rows__organization *owner =
        row_get(VIEW(q), &directory_organizations, KEY(KEY_ID(organization_id)));
    const directory__organization_put *e = READ_EVENT(q, directory__organization_put, row->record, &r);
    if (!owner || !e || row->place >= e->organization->n_services) return REASON_INTERNAL;
    out->service = e->organization->services[row->place];
    out->organization = directory_organization_without_contact(arena_of(q), e->organization);
    out->organization->services = NULL;
    out->organization->n_services = 0;
    if (may_see_contact(query_principal(q))) out->organization->contact_name = e->personal->contact_name;
    out->version = owner->version;
    out->retired = row->retired;
    return 0;
}
