#include <math.h>
#include "directory/directory_rows.h"
#include "directory/tables.h"
#include "directory/domain/organization.h"
#include "civil/postal.h"
#include "directory/terms.h"
#include "text/fold.h"

/* Whole numbers from here on: a metre or so, and the same order of hits on every machine. */
static int32_t degrees_e5(double degrees) { return (int32_t)lround(degrees * 100000); }

/* Of an address the area is enough to say where; the whole of it is shown from the record. */
static directory_rows__place *place_of(struct arena *a, const directory__location *l) {
    directory_rows__place *p = NEW(a, directory_rows__place);
    char postal[POSTAL_LEN + 1];
    p->latitude_e5 = degrees_e5(l->latitude);
    p->longitude_e5 = degrees_e5(l->longitude);
    if (!l->address) return p;
    p->municipality = l->address->municipality;
    if (!l->address->postal_code || !postal_read(l->address->postal_code->code, postal)) return p;
    postal[POSTAL_AREA_LEN] = '\0';
    p->area = arena_text(a, postal);
    return p;
}

/* A service without a telephone of its own is reached by its organisation's. */
static directory_rows__hit *hit_of(struct arena *a, const directory__organization *o, const directory__service *s) {
    directory_rows__hit *h = NEW(a, directory_rows__hit);
    h->organization_id = o->organization_id;
    h->sort = fold(a, s->name);
    h->name = s->name;
    h->organization_name = o->name;
    h->needs = s->needs;
    h->n_needs = s->n_needs;
    for (size_t i = 0; i < s->n_locations; i++) APPEND(a, h, places, place_of(a, s->locations[i]));
    h->phone = s->phone[0] ? s->phone : o->phone;
    if (s->verified_on) h->verified_on = day_from(s->verified_on->year, s->verified_on->month, s->verified_on->day);
    return h;
}

void directory_organizations_by_name_keys(const directory_rows__organization *r, struct keys *out) {
    keys_add(out, KEY(KEY_TEXT(r->sort)));
}

static void service_propose(struct apply *a, const directory__organization *o, const directory__service *s,
                            struct id id) {
    directory_rows__terms *terms = directory_terms_of(arena_of(a), o, s);
    directory_rows__hit *h = hit_of(arena_of(a), o, s);
    h->words = directory_terms_text(arena_of(a), terms);
    ROW_PUT(a, &directory_terms, KEY(KEY_ID(id)), terms);
    ROW_PUT(a, &directory_hits, KEY(KEY_ID(id)), h);
}

/* None of its services is proposed any more; one that another organisation has taken over stays as it is. Which they
 * were says the record itself: no list of them is kept beside it. */
static void services_withdraw(struct apply *a, uint64_t seq) {
    struct record r;
    const directory__organization_put *e = READ_EVENT(a, directory__organization_put, seq, &r);
    if (!e) return;
    for (size_t i = 0; i < e->organization->n_services; i++) {
        struct id id;
        if (!id_from(e->organization->services[i]->service_id, &id)) continue;
        directory_rows__service *row = row_get(VIEW(a), &directory_services, KEY(KEY_ID(id)));
        if (!row || row->retired || row->record != seq) continue;
        row_delete(a, &directory_terms, KEY(KEY_ID(id)));
        row_delete(a, &directory_hits, KEY(KEY_ID(id)));
        row->retired = true;
        ROW_PUT(a, &directory_services, KEY(KEY_ID(id)), row);
    }
}

/* The place in the record's list: the row finds its service there again without searching. */
static void service_put(struct apply *a, const struct record *r, const directory__organization *o, size_t i) {
    const directory__service *s = o->services[i];
    directory_rows__service *row = NEW(arena_of(a), directory_rows__service);
    struct id id;
    if (!id_from(s->service_id, &id)) return;
    row->organization_id = o->organization_id;
    row->record = r->seq;
    row->place = (uint32_t)i;
    row->retired = !directory_service_is_proposed(s);
    ROW_PUT(a, &directory_services, KEY(KEY_ID(id)), row);
    if (!row->retired) service_propose(a, o, s, id);
}

/* First all that stood, then all that is put: what was left out stays retired, and nobody compares. The row of a
 * service always names the record that describes it, so an old one is still shown as it was. */
void directory_on_organization_put(struct apply *a, const struct record *r, const directory__organization_put *e) {
    const directory__organization *o = e->organization;
    struct id id;
    if (!id_from(e->organization_id, &id)) return;
    directory_rows__organization *before = row_get(VIEW(a), &directory_organizations, KEY(KEY_ID(id)));
    if (before) services_withdraw(a, before->record);
    directory_rows__organization *row = NEW(arena_of(a), directory_rows__organization);
    row->version = id_field(arena_of(a), r->id);
    row->record = r->seq;
    row->digest = e->digest;
    row->sort = fold(arena_of(a), o->name);
    row->name = o->name;
    for (size_t i = 0; i < o->n_services; i++) {
        service_put(a, r, o, i);
        row->n_services += directory_service_is_proposed(o->services[i]);
    }
    ROW_PUT(a, &directory_organizations, KEY(KEY_ID(id)), row);
}

void directory_on_organization_retired(struct apply *a, const struct record *r,
                                       const directory__organization_retired *e) {
    struct id id;
    if (!id_from(e->organization_id, &id)) return;
    directory_rows__organization *row = row_get(VIEW(a), &directory_organizations, KEY(KEY_ID(id)));
    if (!row) return;
    services_withdraw(a, row->record);
    row->version = id_field(arena_of(a), r->id);
    row->n_services = 0;
    row->retired = true;
    ROW_PUT(a, &directory_organizations, KEY(KEY_ID(id)), row);
}
