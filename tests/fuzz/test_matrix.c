/* Who may ask what, asked of the engine with every key; and who hears which event, by the tables. Each is a text that
 * people read (tests/golden/roles.txt, tests/golden/audience.txt): a right that is given or taken shows as a line of a
 * change. SIPPE_WRITE=1 writes them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/message.h"
#include "methods.h"
#include "plausible.h"
#include "services.h"
#include "station.h"

enum { METHODS_MIN = 80, EVENTS_MIN = 45 };

static struct arena arena;

static bool is_same(const char *path, const char *text) {
    FILE *f = fopen(path, "r");
    size_t len = strlen(text), n = 0;
    char *kept = arena_alloc(&arena, len + 2);
    if (f) n = fread(kept, 1, len + 1, f);
    if (f) fclose(f);
    return n == len && memcmp(kept, text, len) == 0;
}

static void check_golden(const char *path, const char *text) {
    if (is_same(path, text)) return;
    if (!getenv("SIPPE_WRITE"))
        fail_msg("%s is not what the tables say; with SIPPE_WRITE=1 it is written:\n%s", path, text);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

/* Refused for the role, or for anything else: whatever is wrong with the request is asked later. */
static bool may(struct station *s, const struct target *m, const char *key, struct span body) {
    static uint64_t id[2] = {0, 41};
    id[0]++;
    struct span frame = station_frame(&arena, m->name, (const uint8_t *)id, body);
    const sippe__reply *reply = station_exchange(s, m->daemon, key, NULL, frame);
    if (!reply) fail_msg("%s as %s: no answer", m->name, key);
    sippe__reason reason = reply->status->reason; /* of a gateway alone: it must say for whom it asks */
    return reason != REASON_NOT_ALLOWED && reason != REASON_PERSON_MISSING;
}

static void test_roles(void **state) {
    (void)state;
    const char *text = "# method: roles that may ask it\n";
    struct plausible p;
    assert_true(method_count() >= METHODS_MIN);
    for (size_t i = 0; i < method_count(); i++) {
        const struct target *m = method_at(i);
        struct station *s = station_take();
        struct arena a;
        arena_init(&a);
        plausible_init(&p, s, &a);
        struct span body = plausible_request(&p, m, 1);
        const char *roles = "";
        for (int role = ROLE_DESK; role <= ROLE_PRIVACY; role++) {
            const char *key = station_key_of((sippe__role)role);
            if (key && may(s, m, key, body)) roles = arena_printf(&a, "%s %s", roles, key);
        }
        text = arena_text(&arena, arena_printf(&a, "%s%s %s:%s\n", text, m->daemon, m->name, roles));
        arena_close(&a);
    }
    station_end();
    check_golden(SOURCE_DIR "/tests/golden/roles.txt", text);
}

static void test_audience(void **state) {
    (void)state;
    const char *text = "# event: who hears it\n";
    size_t n = 0;
    for (size_t d = 0; d < DAEMONS; d++)
        for (size_t i = 0; i < all_services[d]->n_events; i++) {
            const struct event *e = &all_services[d]->events[i];
            const char *who = e->partner ? " its partner" : "";
            for (size_t f = 0; f < DAEMONS; f++)
                if (f != d && e->audience & (1u << f)) who = arena_printf(&arena, "%s %s", who, daemon_names[f]);
            text = arena_printf(&arena, "%s%s %s:%s\n", text, daemon_names[d], e->type->name, *who ? who : " nobody");
            n++;
        }
    assert_true(n >= EVENTS_MIN);
    check_golden(SOURCE_DIR "/tests/golden/audience.txt", text);
}

static int setup(void **state) {
    (void)state;
    arena_init(&arena);
    return 0;
}

static int teardown(void **state) {
    (void)state;
    arena_close(&arena);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_roles, setup, teardown),
        cmocka_unit_test_setup_teardown(test_audience, setup, teardown),
    };
    return cmocka_run_group_tests_name("matrix", tests, NULL, NULL);
}
