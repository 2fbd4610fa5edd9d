#include <string.h>
#include <strings.h>
#include "civil/postal.h"
#include "base/message.h"
#include "cli/hsds/hsds.h"
#include "text/plain.h"

static const char *cell(struct hsds *h, enum hsds_name table, const struct hsds_row *row, const char *title) {
    return hsds_cell(&h->tables[table], row, title);
}

/* Where one goes; a postal address only when there is no other. (HSDS calls them physical and postal.) */
static sippe__address *address_of(struct hsds *h, const char *location_id) {
    const struct hsds_row *const *rows, *best = NULL;
    size_t n = hsds_find(&h->tables[HSDS_ADDRESSES], "location_id", location_id, &rows);
    for (size_t i = 0; i < n; i++)
        if (!best || (strcasecmp(cell(h, HSDS_ADDRESSES, best, "address_type"), "physical") != 0 &&
                      strcasecmp(cell(h, HSDS_ADDRESSES, rows[i], "address_type"), "physical") == 0))
            best = rows[i];
    if (!best) return NULL;
    sippe__address *a = NEW(h->arena, sippe__address);
    const char *line_2 = cell(h, HSDS_ADDRESSES, best, "address_2");
    a->street =
        arena_printf(h->arena, "%s%s%s", cell(h, HSDS_ADDRESSES, best, "address_1"), *line_2 ? ", " : "", line_2);
    a->municipality = arena_text(h->arena, cell(h, HSDS_ADDRESSES, best, "city"));
    const char *code = cell(h, HSDS_ADDRESSES, best, "postal_code");
    char read[POSTAL_LEN + 1];
    /* By its form and not by the country, which is written CA, ca, CAN, Canada; codes of elsewhere have another one. */
    if (!postal_read(code, read)) return a;
    a->postal_code = NEW(h->arena, sippe__postal_code);
    a->postal_code->code = postal_tidy(h->arena, code);
    return a;
}

/* Without coordinates, or with impossible ones, the place is still an address: 0 and 0 means not known, and a search
 * puts it last. */
static directory__location *location_join(struct hsds *h, const struct hsds_row *row) {
    directory__location *l = NEW(h->arena, directory__location);
    const char *id = cell(h, HSDS_LOCATIONS, row, "id");
    double latitude = 0, longitude = 0;
    l->location_id = id_field(h->arena, hsds_id(h, id));
    l->name = arena_text(h->arena, cell(h, HSDS_LOCATIONS, row, "name"));
    l->address = address_of(h, id);
    const char *north = cell(h, HSDS_LOCATIONS, row, "latitude"), *east = cell(h, HSDS_LOCATIONS, row, "longitude");
    if (!*north && !*east) return l;
    if (!plain_real_read(north, &latitude) || !plain_real_read(east, &longitude) || latitude < -90 || latitude > 90 ||
        longitude < -180 || longitude > 180) {
        hsds_remark(h, HSDS_LOCATIONS, row->line, "coordonnées impossibles, laissées de côté",
                    "impossible coordinates, left out");
        return l;
    }
    l->latitude = latitude;
    l->longitude = longitude;
    return l;
}

/* The same hours at two places are said once. */
static void hours_add(struct hsds *h, directory__service *s, const char *title, const char *id) {
    const struct hsds_row *const *rows;
    size_t n = hsds_find(&h->tables[HSDS_SCHEDULES], title, id, &rows);
    for (size_t i = 0; i < n; i++) {
        const char *hours = hsds_hours(h, rows[i]);
        if (*hours && !strstr(s->hours, hours))
            s->hours = arena_printf(h->arena, "%s%s%s", s->hours, *s->hours ? "; " : "", hours);
    }
}

void hsds_places(struct hsds *h, directory__service *s, const char *service_id) {
    const struct hsds_row *const *links, *const *found;
    size_t n = hsds_find(&h->tables[HSDS_SERVICE_AT_LOCATION], "service_id", service_id, &links);
    hours_add(h, s, "service_id", service_id);
    for (size_t i = 0; i < n; i++) {
        const char *link = cell(h, HSDS_SERVICE_AT_LOCATION, links[i], "id");
        const char *place = cell(h, HSDS_SERVICE_AT_LOCATION, links[i], "location_id");
        hours_add(h, s, "service_at_location_id", link);
        if (!hsds_find(&h->tables[HSDS_LOCATIONS], "id", place, &found)) continue;
        APPEND(h->arena, s, locations, location_join(h, found[0]));
        const char *phone = hsds_phone(h, "service_at_location_id", link, "");
        if (!phone) phone = hsds_phone(h, "location_id", place, "service_id");
        if (phone && !*s->phone) s->phone = phone;
    }
}
