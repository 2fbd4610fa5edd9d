/* The directory through its engine: what is put is found, what is retired is not, and the rows can be rebuilt. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "../../services/directory/tables.h"
#include "feeder.h"

static const struct service *const both[] = {&feeder_intake, &directory_service};

static struct world *world_open(struct arena *a) {
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

static void world_close(struct world *w, struct arena *a) {
    const char *fault = world_verify(w);
    if (fault) fail_msg("%s", fault);
    arena_close(a);
    world_free(w);
}

static struct id numbered(uint32_t n) {
    struct id id = {{0}};
    for (int i = 0; i < 4; i++) id.bytes[15 - i] = (uint8_t)(n >> (8 * i));
    return id;
}

static directory__organization *organization(struct arena *a, uint32_t id, const char *name) {
    directory__organization *o = NEW(a, directory__organization);
    o->organization_id = id_field(a, numbered(id));
    o->name = name;
    o->phone = "514-555-0100";
    o->contact_name = "Nadège Métellus";
    return o;
}

static directory__service *service_add(struct arena *a, directory__organization *o, uint32_t id, const char *name,
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

static void place_add(struct arena *a, directory__service *s, const char *municipality, const char *code, double lat,
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

static void language_add(struct arena *a, directory__service *s, const char *code) {
    sippe__language *l = NEW(a, sippe__language);
    l->code = code;
    APPEND(a, s, languages, l);
}

static int put(struct world *w, struct arena *a, const char *key, const directory__organization *o,
               directory__put_organization_reply **out) {
    directory__put_organization_request *in = NEW(a, directory__put_organization_request);
    in->organization = (directory__organization *)(uintptr_t)o;
    return CALL(w, a, "directory", key, directory, PutOrganization, put_organization, in, out);
}

static int retire(struct world *w, struct arena *a, uint32_t id, const char *by,
                  directory__retire_organization_reply **out) {
    directory__retire_organization_request *in = NEW(a, directory__retire_organization_request);
    in->organization_id = id_field(a, numbered(id));
    in->by = by;
    return CALL(w, a, "directory", "operator", directory, RetireOrganization, retire_organization, in, out);
}

struct asked {
    const char *text;
    sippe__need need;
    const char *near, *language;
    uint32_t limit;
};

static directory__search_services_request *search_request(struct arena *a, struct asked q) {
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

static int search(struct world *w, struct arena *a, struct asked q, directory__search_services_reply **out) {
    return CALL(w, a, "directory", "desk", directory, SearchServices, search_services, search_request(a, q), out);
}

static int get(struct world *w, struct arena *a, const char *key, uint32_t id, directory__get_service_reply **out) {
    directory__get_service_request *in = NEW(a, directory__get_service_request);
    in->service_id = id_field(a, numbered(id));
    return CALL(w, a, "directory", key, directory, GetService, get_service, in, out);
}

/* The last bytes of the hits' ids: "11 12". */
static const char *found(struct world *w, struct arena *a, struct asked q) {
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
static void furnish(struct world *w, struct arena *a) {
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

static const struct {
    struct asked q;
    const char *found;
} searches[] = {
    {{.text = NULL}, "21 11 24 12 22"}, /* all, by folded name */
    {{.text = "répit"}, "11 24 22"},    /* of whoever has the need; a closed one is not found */
    {{.text = "REPIT sam"}, "11"},      /* the last word is a beginning */
    {{.text = "sam repit"}, ""},        /* only the last */
    {{.text = "oeuvre"}, "12"},
    {{.text = "l'éclaircie"}, "11 12"}, /* the organisation's name */
    {{.text = "maison des familles vet"}, "12"},
    {{.text = "quebec"}, "22"},
    {{.text = "educatrices"}, "11"}, /* the description */
    {{.text = "inconnu"}, ""},
    {{.need = NEED_RESPITE}, "11 24 22"},
    {{.need = NEED_RESPITE, .language = "fr"}, "11"},
    {{.language = "es"}, "21"},
    {{.near = "H2M"}, "11 21 12 24"}, /* nearest first, nowhere last */
    {{.near = "h2c"}, "21 11 24"},    /* 11 serves a part of it */
    {{.near = "H2C1A1"}, "21 11 24"},
    {{.near = "H2C 9Z9"}, "21 24"}, /* but not this part */
    {{.near = "G1R4S9"}, "22 21 24"},
    {{.near = "H2M", .need = NEED_RESPITE, .text = "samedi"}, "11"},
    {{.near = "H2M", .need = NEED_RESPITE, .text = "re"}, "11 24"},
    {{.limit = 2}, "21 11 of 5"},
};

static void test_what_is_put_is_found(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    furnish(w, &a);
    for (size_t i = 0; i < sizeof searches / sizeof searches[0]; i++)
        assert_string_equal(found(w, &a, searches[i].q), searches[i].found);
    world_crash(w, "directory");
    assert_string_equal(found(w, &a, (struct asked){.text = "repit"}), "11 24 22");
    world_close(w, &a);
}

/* A service that says nothing of itself but its need and its language. */
static void test_the_words_of_a_need_find_its_services(void **state) {
    (void)state;
    static const struct {
        sippe__need need;
        const char *fr, *en;
    } cases[] = {
        {NEED_HOUSING, "hébergement", "housing"},
        {NEED_CLOTHING, "vetements", "clothes"},
        {NEED_BABY_EQUIPMENT, "lit de bebe", "stroller"},
        {NEED_FOOD_AID, "aide alimentaire", "food bank"},
        {NEED_MEDICAL_FOLLOW_UP, "suivi medical", "doctor"},
        {NEED_LEGAL_FILE, "avocat", "lawyer"},
        {NEED_ATTACHMENT, "attachement", "bonding"},
        {NEED_BREASTFEEDING, "allaitement", "breastfeeding"},
        {NEED_PARENTING_SKILLS, "compétences parentales", "parenting"},
        {NEED_FATHER_INVOLVEMENT, "pères", "dads"},
        {NEED_DAILY_DIFFICULTIES, "difficultés du quotidien", "daily difficulties"},
        {NEED_BIRTH_PREPARATION, "préparation à la naissance", "childbirth"},
        {NEED_EMPLOYMENT, "emploi", "employment"},
        {NEED_SCHOOLING, "francisation", "schooling"},
        {NEED_NETWORKING, "rencontres", "network"},
        {NEED_CHILDCARE_ENTRY, "cpe", "daycare"},
        {NEED_POSTPARTUM_HELP, "relevailles", "postpartum"},
        {NEED_RESPITE, "halte", "respite"},
        {NEED_SAFETY, "violence conjugale", "safety"},
    };
    struct arena a;
    struct world *w = world_open(&a);
    feeder_adopt(w, &a, feeder_territory(&a));
    directory__organization *o = organization(&a, 1, "Zzz");
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++) service_add(&a, o, 20 + i, "Yyy", cases[i].need);
    language_add(&a, service_add(&a, o, 90, "Www", NEED_OTHER), "kab");
    assert_int_equal(put(w, &a, "operator", o, NULL), 0);
    for (uint32_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *id = arena_printf(&a, "%u", 20 + i);
        assert_string_equal(found(w, &a, (struct asked){.text = cases[i].fr}), id);
        assert_string_equal(found(w, &a, (struct asked){.text = cases[i].en}), id);
    }
    assert_string_equal(found(w, &a, (struct asked){.text = "poussette"}), "22");
    assert_string_equal(found(w, &a, (struct asked){.text = "kabyle"}), "90");
    world_close(w, &a);
}

static void test_what_a_hit_shows(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    directory__search_services_reply *out;
    furnish(w, &a);
    assert_int_equal(search(w, &a, (struct asked){.near = "H2M", .need = NEED_RESPITE}, &out), 0);
    assert_int_equal(out->n_hits, 2);
    const directory__service_hit *h = out->hits[0];
    assert_string_equal(h->service_name, "Halte-répit du samedi");
    assert_string_equal(h->organization_name, "Maison des familles L’Éclaircie");
    assert_string_equal(h->municipality, "Montréal");
    assert_string_equal(h->postal_area, "H2M");
    assert_in_range(h->distance_m, 1, 30);
    assert_string_equal(h->phone, "514-555-0100");
    assert_false(h->stale);
    assert_int_equal(out->hits[1]->distance_m, -1);
    assert_string_equal(out->hits[1]->phone, "811");
    assert_true(out->hits[1]->stale);
    assert_int_equal(search(w, &a, (struct asked){.near = "H2M1"}, &out), REASON_POSTAL_CODE_INVALID);
    assert_int_equal(search(w, &a, (struct asked){.language = "français"}, &out), REASON_LANGUAGE_INVALID);
    assert_int_equal(search(w, &a, (struct asked){.limit = 101}, &out), REASON_NUMBER_OUT_OF_RANGE);
    world_close(w, &a);
}

static void test_unchanged_content_changes_nothing(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    directory__put_organization_reply *first, *again, *changed;
    directory__organization *o = organization(&a, 1, "Maison");
    service_add(&a, o, 11, "Répit", NEED_RESPITE);
    assert_int_equal(put(w, &a, "operator", o, &first), 0);
    assert_true(first->changed);
    assert_int_equal(put(w, &a, "operator", o, &again), 0);
    assert_false(again->changed);
    assert_true(span_equal(span_pb(first->version), span_pb(again->version)));
    assert_int_equal(feeder_records(w, &a, "directory", &directory__organization_put__descriptor, NULL), 1);
    o->contact_name = "Carlos Gagné";
    assert_int_equal(put(w, &a, "operator", o, &changed), 0);
    assert_true(changed->changed);
    assert_false(span_equal(span_pb(first->version), span_pb(changed->version)));
    assert_int_equal(feeder_records(w, &a, "directory", &directory__organization_published__descriptor, NULL), 2);
    world_close(w, &a);
}

static void test_the_contact_is_personal(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    directory__get_service_reply *out;
    directory__organization_put *e = NULL;
    directory__organization *o = organization(&a, 1, "Maison");
    service_add(&a, o, 11, "Répit", NEED_RESPITE);
    assert_int_equal(put(w, &a, "operator", o, NULL), 0);
    assert_int_equal(feeder_records(w, &a, "directory", &directory__organization_put__descriptor, &e), 1);
    assert_false(message_mentions(&e->organization->base, "Nadège"));
    assert_string_equal(e->personal->contact_name, "Nadège Métellus");
    assert_int_equal(get(w, &a, "desk", 11, &out), 0);
    assert_string_equal(out->organization->contact_name, "Nadège Métellus");
    assert_int_equal(get(w, &a, "partner", 11, &out), 0);
    assert_string_equal(out->organization->contact_name, "");
    assert_int_equal(get(w, &a, "operator", 11, &out), 0);
    assert_string_equal(out->organization->contact_name, "");
    assert_int_equal(out->organization->n_services, 0);
    assert_string_equal(out->service->name, "Répit");
    world_close(w, &a);
}

static void test_refusals(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    directory__get_service_reply *service;
    directory__organization *o = organization(&a, 1, "Maison"), *thief = organization(&a, 2, "Autre");
    service_add(&a, o, 11, "Répit", NEED_RESPITE);
    service_add(&a, thief, 11, "Répit", NEED_RESPITE);
    assert_int_equal(put(w, &a, "desk", o, NULL), REASON_NOT_ALLOWED);
    assert_int_equal(put(w, &a, "operator", NULL, NULL), REASON_FIELDS_INVALID);
    assert_int_equal(put(w, &a, "operator", organization(&a, 1, ""), NULL), REASON_FIELDS_INVALID);
    assert_int_equal(put(w, &a, "operator", o, NULL), 0);
    assert_int_equal(put(w, &a, "operator", thief, NULL), REASON_FIELDS_INVALID);
    assert_int_equal(get(w, &a, "desk", 12, &service), REASON_NOT_FOUND);
    assert_int_equal(retire(w, &a, 9, "Ana", NULL), REASON_ORGANIZATION_UNKNOWN);
    assert_int_equal(retire(w, &a, 1, " ", NULL), REASON_FIELDS_INVALID);
    for (uint32_t i = 0; i < 200; i++) service_add(&a, o, 100 + i, "Répit", NEED_RESPITE);
    assert_int_equal(put(w, &a, "operator", o, NULL), REASON_TOO_LARGE);
    world_close(w, &a);
}

static void test_what_is_left_out_or_retired_is_not_proposed(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    directory__get_service_reply *service;
    directory__organization_published *published;
    directory__retire_organization_reply *first, *again;
    furnish(w, &a);
    directory__organization *one = organization(&a, 1, "Maison des familles L’Éclaircie");
    service_add(&a, one, 12, "Friperie", NEED_CLOTHING);
    assert_int_equal(put(w, &a, "operator", one, NULL), 0);
    assert_string_equal(found(w, &a, (struct asked){.text = "eclaircie"}), "12");
    assert_string_equal(found(w, &a, (struct asked){.text = "oeuvre"}), "");
    assert_int_equal(get(w, &a, "desk", 11, &service), 0);
    assert_true(service->retired);
    assert_string_equal(service->service->name, "Halte-répit du samedi");

    assert_int_equal(retire(w, &a, 2, "Ana", &first), 0);
    assert_int_equal(retire(w, &a, 2, "Ana", &again), 0);
    assert_true(span_equal(span_pb(first->version), span_pb(again->version)));
    assert_string_equal(found(w, &a, (struct asked){.text = NULL}), "12");
    assert_int_equal(feeder_records(w, &a, "directory", &directory__organization_published__descriptor, &published), 4);
    assert_int_equal(published->n_services, 0);

    /* what is retired may be taken over, and stays with its new organisation when the old one comes back */
    directory__organization *three = organization(&a, 3, "Relève");
    service_add(&a, three, 21, "Dépannage", NEED_FOOD_AID);
    assert_int_equal(put(w, &a, "operator", three, NULL), 0);
    directory__organization *two = organization(&a, 2, "Comptoir d’entraide");
    service_add(&a, two, 24, "Ligne d’écoute", NEED_RESPITE);
    assert_int_equal(put(w, &a, "operator", two, NULL), 0);
    assert_string_equal(found(w, &a, (struct asked){.text = NULL}), "21 12 24");
    assert_int_equal(get(w, &a, "desk", 21, &service), 0);
    assert_string_equal(service->organization->name, "Relève");
    assert_false(service->retired);
    world_close(w, &a);
}

static void test_the_list_is_paged_by_name(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    static const char *const names[] = {"Éclaircie", "Abri", "écluse", "Zone", "Bottin"};
    const char *listed = "";
    directory__list_organizations_request *in = NEW(&a, directory__list_organizations_request);
    directory__list_organizations_reply *out;
    for (uint32_t i = 0; i < 5; i++)
        assert_int_equal(put(w, &a, "operator", organization(&a, i + 1, names[i]), NULL), 0);
    assert_int_equal(retire(w, &a, 4, "Ana", NULL), 0);
    in->limit = 2;
    for (int page = 0; page < 3; page++) {
        assert_int_equal(CALL(w, &a, "directory", "desk", directory, ListOrganizations, list_organizations, in, &out),
                         0);
        for (size_t i = 0; i < out->n_organizations; i++)
            listed = arena_printf(&a, "%s %s%s", listed, out->organizations[i]->name,
                                  out->organizations[i]->retired ? "!" : "");
        assert_int_equal(out->next.len > 0, page < 2);
        in->after = out->next;
    }
    assert_string_equal(listed, " Abri Bottin Éclaircie écluse Zone!");
    world_close(w, &a);
}

/* ---- 5,000 services ---- */

static const char *const WORDS[] = {"Halte",       "répit",      "soutien",    "alimentaire", "vêtements",
                                    "allaitement", "atelier",    "parents",    "pères",       "francisation",
                                    "logement",    "juridique",  "jeux",       "comptines",   "relevailles",
                                    "cuisine",     "collective", "poussettes", "écoute",      "transport"};
static const char *const AREAS[] = {"H2M", "H2C", "H1G", "H1H", "H2B", "H3L", "H1Z", "H3M", "H2N", "H1R"};
static const char *const LANGUAGES[] = {"fr", "en", "es", "ht", "ar"};
enum { ORGANIZATIONS = 50, SERVICES = 100 };

static directory__organization *many(struct arena *a, struct prng *p, uint32_t id) {
    directory__organization *o = organization(a, id, arena_printf(a, "Organisme numéro %u", id));
    for (uint32_t i = 0; i < SERVICES; i++) {
        const char *name = arena_printf(a, "%s %s %u", WORDS[prng_below(p, 20)], WORDS[prng_below(p, 20)], i);
        directory__service *s = service_add(a, o, id * 1000 + i, name, (sippe__need)(1 + prng_below(p, 20)));
        s->description = arena_printf(a, "%s et %s pour les familles du quartier, sans rendez-vous",
                                      WORDS[prng_below(p, 20)], WORDS[prng_below(p, 20)]);
        for (int k = 0; k < 3; k++) {
            const char *area = AREAS[prng_below(p, 10)];
            APPEND(a, s, postal_prefixes, area);
        }
        language_add(a, s, LANGUAGES[prng_below(p, 5)]);
        place_add(a, s, "Montréal", "H2M1A1", 45.5 + (double)prng_below(p, 1000) / 10000,
                  -73.7 + (double)prng_below(p, 1000) / 10000);
    }
    return o;
}

static int compare_ns(const void *a, const void *b) {
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return x < y ? -1 : x > y;
}

static int64_t exchange_ns(struct world *w, struct arena *a, struct asked q, uint32_t *total) {
    sippe__envelope *ask = NEW(a, sippe__envelope);
    struct timespec from, to;
    ask->content_case = SIPPE__ENVELOPE__CONTENT_REQUEST;
    ask->request = NEW(a, sippe__request);
    ask->request->id = id_field(a, world_request_id(w));
    ask->request->method = "directory.SearchServices";
    ask->request->body = pb_of(message_pack(a, &search_request(a, q)->base));
    clock_gettime(CLOCK_MONOTONIC, &from);
    sippe__envelope *answer = feeder_exchange(w, a, "directory", "desk", ask);
    clock_gettime(CLOCK_MONOTONIC, &to);
    assert_non_null(answer);
    directory__search_services_reply *out =
        UNPACK(a, directory__search_services_reply, span_pb(answer->reply->body), MESSAGE_STRICT);
    assert_non_null(out);
    *total = out->total;
    return (to.tv_sec - from.tv_sec) * INT64_C(1000000000) + (to.tv_nsec - from.tv_nsec);
}

static void say_median(struct world *w, struct arena *a, const char *what, struct asked q) {
    enum { TIMES = 101 };
    int64_t ns[TIMES];
    uint32_t total = 0;
    for (int i = 0; i < TIMES; i++) ns[i] = exchange_ns(w, a, q, &total);
    qsort(ns, TIMES, sizeof ns[0], compare_ns);
    print_message("%-32s %5u found, median %7.1f us, worst %7.1f us\n", what, total, (double)ns[TIMES / 2] / 1000,
                  (double)ns[TIMES - 1] / 1000);
}

static void test_five_thousand_services(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    struct prng p;
    uint32_t total;
    prng_init(&p, 42);
    feeder_adopt(w, &a, feeder_territory(&a));
    for (uint32_t i = 1; i <= ORGANIZATIONS; i++) assert_int_equal(put(w, &a, "operator", many(&a, &p, i), NULL), 0);
    exchange_ns(w, &a, (struct asked){.text = NULL}, &total);
    assert_int_equal(total, ORGANIZATIONS * SERVICES);
    /* each service has one need: the needs share out what a common beginning finds */
    uint32_t with_letter, sum = 0;
    exchange_ns(w, &a, (struct asked){.text = "a"}, &with_letter);
    assert_in_range(with_letter, 1, ORGANIZATIONS * SERVICES - 1);
    for (int need = 1; need <= 20; need++, sum += total)
        exchange_ns(w, &a, (struct asked){.text = "a", .need = (sippe__need)need}, &total);
    assert_int_equal(sum, with_letter);
    say_median(w, &a, "two words", (struct asked){.text = "répit alim"});
    say_median(w, &a, "one word", (struct asked){.text = "allaitement"});
    say_median(w, &a, "word, need, place", (struct asked){.text = "aliment", .need = NEED_FOOD_AID, .near = "H2M"});
    say_median(w, &a, "need and place", (struct asked){.need = NEED_FOOD_AID, .near = "H2M1A1"});
    say_median(w, &a, "need, place, language", (struct asked){.need = NEED_RESPITE, .near = "H2C", .language = "ht"});
    say_median(w, &a, "place alone", (struct asked){.near = "H2M"});
    say_median(w, &a, "one letter", (struct asked){.text = "a"});
    say_median(w, &a, "everything", (struct asked){.text = NULL});
    arena_close(&a);
    world_free(w);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_put_is_found),
        cmocka_unit_test(test_the_words_of_a_need_find_its_services),
        cmocka_unit_test(test_what_a_hit_shows),
        cmocka_unit_test(test_unchanged_content_changes_nothing),
        cmocka_unit_test(test_the_contact_is_personal),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_what_is_left_out_or_retired_is_not_proposed),
        cmocka_unit_test(test_the_list_is_paged_by_name),
        cmocka_unit_test(test_five_thousand_services),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
