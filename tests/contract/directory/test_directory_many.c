/* 5,000 services, about what one 211 lists: what a search costs. */
#include <time.h>
#include "directory_world.h"

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
        cmocka_unit_test(test_five_thousand_services),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
