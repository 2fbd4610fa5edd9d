/* Free places of a service, as its organisation says: a number, and since when it stands. */
#include "directory/directory_rows.h"
#include "directory/tables.h"
#include "directory/domain/organization.h"

enum { AVAILABLE_MAX = 999 };
/* Past so many days a number is told with the question whether it still holds. Places of a community organisation
 * change by the week. */
enum { FRESH_DAYS = 7 };

static directory__capacity *capacity_shown(struct view *v, const directory__service *s, struct id id, day today) {
    struct arena *a = view_arena(v);
    directory__capacity *out = NEW(a, directory__capacity);
    const directory_rows__capacity *row = row_get(v, &directory_capacities, KEY(KEY_ID(id)));
    out->service_id = s->service_id;
    out->service_name = s->name;
    if (!row) return out;
    out->known = true;
    out->available = row->available;
    out->updated_at = civil_instant(a, row->reported_ms);
    out->stale = today_of(v, row->reported_ms) + FRESH_DAYS < today;
    return out;
}

/* As its record describes it; NULL: it is not proposed. */
static const directory__service *service_proposed(struct view *v, struct id id) {
    const directory_rows__service *row = row_get(v, &directory_services, KEY(KEY_ID(id)));
    const directory__organization_put *e =
        row && !row->retired ? READ_EVENT(v, directory__organization_put, row->record, NULL) : NULL;
    return e && row->place < e->organization->n_services ? e->organization->services[row->place] : NULL;
}

/* Of another organisation's and of nobody's a partner hears the same. */
static bool is_out_of_reach(struct decide *d, struct id service) {
    const struct principal *p = decide_principal(d);
    const directory_rows__service *row = row_get(VIEW(d), &directory_services, KEY(KEY_ID(service)));
    struct id own;
    if (p->role != ROLE_PARTNER) return false;
    return !row || !id_parse(p->organization, &own) || !id_is(row->organization_id, own);
}

int directory_report_capacity(struct decide *d, const directory__report_capacity_request *in,
                              directory__report_capacity_reply *out) {
    struct id id;
    if (!id_from(in->service_id, &id) || is_out_of_reach(d, id)) return REASON_NOT_FOUND;
    const directory__service *s = service_proposed(VIEW(d), id);
    if (!s) return REASON_SERVICE_UNKNOWN;
    if (in->available < 0 || in->available > AVAILABLE_MAX) return REASON_NUMBER_OUT_OF_RANGE;
    directory__capacity_reported *e = NEW(arena_of(d), directory__capacity_reported);
    e->service_id = in->service_id;
    e->available = in->available;
    EMIT(d, id, e);
    out->capacity = NEW(arena_of(d), directory__capacity);
    out->capacity->service_id = in->service_id;
    out->capacity->service_name = s->name;
    out->capacity->known = true;
    out->capacity->available = in->available;
    out->capacity->updated_at = civil_instant(arena_of(d), decide_now_ms(d));
    return 0;
}

/* A partner is kept to its own here: what it asks for is ignored. */
static bool whose(struct query *q, const directory__list_capacity_request *in, struct id *out) {
    const struct principal *p = query_principal(q);
    return p->role == ROLE_PARTNER ? id_parse(p->organization, out) : id_from(in->organization_id, out);
}

int directory_list_capacity(struct query *q, const directory__list_capacity_request *in,
                            directory__list_capacity_reply *out) {
    struct id organization, id;
    struct view *v = VIEW(q);
    if (!whose(q, in, &organization)) return REASON_ORGANIZATION_UNKNOWN;
    const directory_rows__organization *row = row_get(v, &directory_organizations, KEY(KEY_ID(organization)));
    const directory__organization_put *e = row ? READ_EVENT(v, directory__organization_put, row->record, NULL) : NULL;
    if (!e) return REASON_ORGANIZATION_UNKNOWN;
    for (size_t i = 0; !row->retired && i < e->organization->n_services; i++) {
        const directory__service *s = e->organization->services[i];
        if (directory_service_is_proposed(s) && id_from(s->service_id, &id))
            APPEND(arena_of(q), out, services, capacity_shown(v, s, id, query_today(q)));
    }
    return 0;
}

void directory_on_capacity_reported(struct apply *a, const struct record *r, const directory__capacity_reported *e) {
    struct id id;
    if (!id_from(e->service_id, &id)) return;
    directory_rows__capacity *row = NEW(arena_of(a), directory_rows__capacity);
    row->available = e->available;
    row->reported_ms = r->at_ms;
    ROW_PUT(a, &directory_capacities, KEY(KEY_ID(id)), row);
}
