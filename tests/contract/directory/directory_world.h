/* The directory through its engine: organisations and services that are put, and what a search finds of them. */
#pragma once
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include "directory/tables.h"
#include "feeder.h"

#define HOLDER __attribute__((unused)) static

static const struct service *const both[] = {&feeder_intake, &directory_service};

HOLDER struct world *world_open(struct arena *a) {
    struct world_options o = {.seed = 7,
                              .services = both,
                              .n_services = 2,
                              .territory = "test",
                              .start_ms = 1795186800000}; /* Friday 2026-11-20, 10:00 in Montréal */
    struct world *w = world_new(&o);
    world_key(w, "operator", ROLE_OPERATOR, "");
    world_key(w, "coordinator", ROLE_COORDINATOR, "");
    world_key(w, "desk", ROLE_DESK, "06511");
    world_key(w, "partner", ROLE_PARTNER, "00000000000000000000000000000001");
    arena_init(a);
    return w;
}

HOLDER void world_close(struct world *w, struct arena *a) {
    const char *fault = world_verify(w);
    if (fault) fail_msg("%s", fault);
    arena_close(a);
    world_free(w);
}

HOLDER struct id numbered(uint32_t n) {
    struct id id = {{0}};
    for (int i = 0; i < 4; i++) id.bytes[15 - i] = (uint8_t)(n >> (8 * i));
    return id;
}

HOLDER directory__organization *organization(struct arena *a, uint32_t id, const char *name) {
    directory__organization *o = NEW(a, directory__organization);
    o->organization_id = id_field(a, numbered(id));
    o->name = name;
    o->phone = "514-555-0100";
    o->contact_name = "Nadège Métellus";
    return o;
}

HOLDER directory__service *service_add(struct arena *a, directory__organization *o, uint32_t id, const char *name,
                                       sippe__need need) {
    directory__service *s = NEW(a, directory__service);
    s->service_id = id_field(a, numbered(id));
    s->name = name;
    APPEND(a, s, needs, need);
    s->verified_on = NEW(a, sippe__date);
    s->verified_on->year = 2026;
    s->verified_on->month = 3;
    s->verified_on->day = 1;
    APPEND(a, o, services, s);
    return s;
}

HOLDER void place_add(struct arena *a, directory__service *s, const char *municipality, const char *code, double lat,
                      double lon) {
    directory__location *l = NEW(a, directory__location);
    l->latitude = lat;
    l->longitude = lon;
    l->address = NEW(a, sippe__address);
    l->address->municipality = municipality;
    l->address->postal_code = NEW(a, sippe__postal_code);
    l->address->postal_code->code = code;
    APPEND(a, s, locations, l);
}

HOLDER void language_add(struct arena *a, directory__service *s, const char *code) {
    sippe__language *l = NEW(a, sippe__language);
    l->code = code;
    APPEND(a, s, languages, l);
}

HOLDER int put(struct world *w, struct arena *a, const char *key, const directory__organization *o,
               directory__put_organization_reply **out) {
    directory__put_organization_request *in = NEW(a, directory__put_organization_request);
    in->organization = (directory__organization *)(uintptr_t)o;
    return CALL(w, a, "directory", key, directory, PutOrganization, put_organization, in, out);
}

HOLDER int retire(struct world *w, struct arena *a, uint32_t id, directory__retire_organization_reply **out) {
    directory__retire_organization_request *in = NEW(a, directory__retire_organization_request);
    in->organization_id = id_field(a, numbered(id));
    return CALL(w, a, "directory", "operator", directory, RetireOrganization, retire_organization, in, out);
}

struct asked {
    const char *text;
    sippe__need need;
    const char *near, *language;
    uint32_t limit;
};

HOLDER directory__search_services_request *search_request(struct arena *a, struct asked q) {
    directory__search_services_request *in = NEW(a, directory__search_services_request);
    in->text = q.text ? q.text : "";
    in->need = q.need;
    in->limit = q.limit;
    if (q.near) {
        in->near = NEW(a, sippe__postal_code);
        in->near->code = q.near;
    }
    if (q.language) {
        in->language = NEW(a, sippe__language);
        in->language->code = q.language;
    }
    return in;
}

HOLDER int search(struct world *w, struct arena *a, struct asked q, directory__search_services_reply **out) {
    return CALL(w, a, "directory", "desk", directory, SearchServices, search_services, search_request(a, q), out);
}

HOLDER int get(struct world *w, struct arena *a, const char *key, uint32_t id, directory__get_service_reply **out) {
    directory__get_service_request *in = NEW(a, directory__get_service_request);
    in->service_id = id_field(a, numbered(id));
    return CALL(w, a, "directory", key, directory, GetService, get_service, in, out);
}

/* The last bytes of the hits' ids: "11 12". */
HOLDER const char *found(struct world *w, struct arena *a, struct asked q) {
    directory__search_services_reply *out;
    const char *text = "";
    assert_int_equal(search(w, a, q, &out), 0);
    for (size_t i = 0; i < out->n_hits; i++)
        text = arena_printf(a, "%s%s%d", text, i ? " " : "", out->hits[i]->service_id.data[15]);
    if (out->total != out->n_hits) text = arena_printf(a, "%s of %u", text, out->total);
    return text;
}

/* Organisation 1: 11 and 12 near H2M; organisation 2: 21 in H2C for everybody, 22 in Québec, 23 inactive, 24
 * nowhere. */
HOLDER void furnish(struct world *w, struct arena *a) {
    feeder_adopt(w, a, feeder_territory(a));
    directory__organization *one = organization(a, 1, "Maison des familles L’Éclaircie");
    directory__service *s = service_add(a, one, 11, "Halte-répit du samedi", NEED_RESPITE);
    s->description = "Une matinée de répit pour les parents, avec éducatrices.";
    APPEND(a, s, postal_prefixes, "H2M");
    APPEND(a, s, postal_prefixes, "H2C1A1");
    language_add(a, s, "fr");
    place_add(a, s, "Montréal", "H2M1A1", 45.5571, -73.6601);
    s = service_add(a, one, 12, "Œuvre du vêtement", NEED_CLOTHING);
    APPEND(a, s, postal_prefixes, "H2M");
    language_add(a, s, "ht");
    place_add(a, s, "Montréal", "H2C2B2", 45.5602, -73.6579);
    directory__organization *two = organization(a, 2, "Comptoir d’entraide");
    s = service_add(a, two, 21, "Dépannage alimentaire", NEED_FOOD_AID);
    language_add(a, s, "fr");
    language_add(a, s, "es");
    place_add(a, s, "Montréal", "H2C3C3", 45.56, -73.658);
    s = service_add(a, two, 22, "Répit à domicile", NEED_RESPITE);
    APPEND(a, s, postal_prefixes, "G1");
    place_add(a, s, "Québec", "G1R1A1", 46.81, -71.21);
    s = service_add(a, two, 23, "Répit fermé", NEED_RESPITE);
    s->inactive = true;
    s = service_add(a, two, 24, "Ligne d’écoute", NEED_RESPITE);
    s->verified_on->year = 2025;
    s->phone = "811";
    assert_int_equal(put(w, a, "operator", one, NULL), 0);
    assert_int_equal(put(w, a, "coordinator", two, NULL), 0);
}
