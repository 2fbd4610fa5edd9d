/* bench-search DIR SERVICES SEARCHES: searches through the engine over so many services, one at a time. */
#include <stdio.h>
#include <stdlib.h>
#include "desk.h"
#include "base/message.h"
#include "proto/directory.h"
#include "prng.h"
#include "samples.h"

extern const struct service directory_service;
enum { SERVICES_EACH = 10 };

static const char *const kinds[] = {"Dépannage alimentaire",
                                    "Halte-garderie",
                                    "Relevailles",
                                    "Popote roulante",
                                    "Friperie",
                                    "Aide juridique",
                                    "Cuisine collective",
                                    "Atelier parents-enfants",
                                    "Francisation",
                                    "Accompagnement",
                                    "Hébergement",
                                    "Transport bénévole"};
static const char *const whom[] = {"mères", "pères", "familles", "nouveaux arrivants", "jeunes parents", "bébés"};
static const char *const areas[] = {"H2B", "H2C", "H2M", "H2N", "H3L", "H3M", "H2P", "H2E", "H1G", "H1H", "H1Z", "H1R"};
#define PICK(p, list) (list)[prng_below((p), sizeof(list) / sizeof *(list))]

static ProtobufCBinaryData id_drawn(struct arena *a, struct prng *p) {
    struct id id;
    prng_bytes(p, id.bytes, ID_LEN);
    return id_field(a, id);
}

static directory__service *service_drawn(struct arena *a, struct prng *p) {
    directory__service *s = NEW(a, directory__service);
    directory__location *place = NEW(a, directory__location);
    s->service_id = id_drawn(a, p);
    s->name = arena_printf(a, "%s pour %s", PICK(p, kinds), PICK(p, whom));
    s->description = arena_printf(a, "%s, %s et %s; sur rendez-vous ou sans, du lundi au vendredi.", PICK(p, kinds),
                                  PICK(p, whom), PICK(p, whom));
    APPEND(a, s, needs, (sippe__need)(1 + prng_below(p, 19)));
    APPEND(a, s, postal_prefixes, PICK(p, areas));
    place->location_id = id_drawn(a, p);
    place->address = NEW(a, sippe__address);
    place->address->municipality = "Montréal";
    place->address->postal_code = NEW(a, sippe__postal_code);
    place->address->postal_code->code = arena_printf(a, "%s1A4", PICK(p, areas));
    place->latitude = 45.5 + (double)prng_below(p, 1000) / 10000;
    place->longitude = -73.6 - (double)prng_below(p, 1000) / 10000;
    APPEND(a, s, locations, place);
    return s;
}

static void fill(struct desk *d, struct prng *p, size_t n) {
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < n; i += SERVICES_EACH) {
        directory__put_organization_request *r = NEW(&a, directory__put_organization_request);
        r->organization = NEW(&a, directory__organization);
        r->organization->organization_id = id_drawn(&a, p);
        r->organization->name = arena_printf(&a, "Organisme %zu", i / SERVICES_EACH);
        for (size_t k = 0; k < SERVICES_EACH; k++) APPEND(&a, r->organization, services, service_drawn(&a, p));
        desk_call(d, &a, "bench-operator", "directory.PutOrganization", message_pack(&a, &r->base));
        arena_reset(&a);
    }
    arena_close(&a);
}

int main(int argc, char **argv) {
    if (argc != 4) return 2;
    static struct desk d;
    struct prng p;
    struct arena a;
    struct samples s = {.us = NULL};
    size_t n = strtoul(argv[3], NULL, 10), hits = 0;
    prng_init(&p, 9);
    arena_init(&a);
    desk_open(&d, &directory_service, argv[1], true);
    fill(&d, &p, strtoul(argv[2], NULL, 10));
    int64_t began = samples_now_us();
    for (size_t i = 0; i < n; i++) {
        directory__search_services_request *r = NEW(&a, directory__search_services_request);
        if (i % 3) r->text = PICK(&p, whom);
        if (i % 2) r->need = (sippe__need)(1 + prng_below(&p, 19));
        r->near = NEW(&a, sippe__postal_code);
        r->near->code = PICK(&p, areas);
        struct span body = message_pack(&a, &r->base);
        int64_t from = samples_now_us();
        struct span reply = desk_call(&d, &a, "bench-desk", "directory.SearchServices", body);
        samples_add(&s, samples_now_us() - from);
        hits += UNPACK_OWN(&a, directory__search_services_reply, reply)->total;
        arena_reset(&a);
    }
    samples_print(&s, "search", 1, (double)(samples_now_us() - began) / 1e6);
    fprintf(stderr, "%zu hits a search\n", n ? hits / n : 0);
    arena_close(&a);
    desk_close(&d);
    return hits ? 0 : 1;
}
