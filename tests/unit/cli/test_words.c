#include "run.h"
#include "contract/contract.h"
#include "cli/csv/answers.h"
#include "proto/events.h"
#include "cli/show/output.h"
#include "cli/show/words.h"
#include "proto/directory.h"
#include "proto/intake.h"
#include "proto/node.h"
#include "proto/notifications.h"
#include "proto/scheduling.h"
#include "proto/status.h"

enum { SEEN_MAX = 1000 };

/* Every enumeration that the contract's methods reach. */
struct seen {
    const void *list[SEEN_MAX];
    size_t n;
    const ProtobufCEnumDescriptor *enums[SEEN_MAX];
    size_t n_enums;
};

static bool is_new(struct seen *s, const void *what) {
    for (size_t i = 0; i < s->n; i++)
        if (s->list[i] == what) return false;
    assert_true(s->n < SEEN_MAX);
    s->list[s->n++] = what;
    return true;
}

static void walk(struct seen *s, const ProtobufCMessageDescriptor *m) {
    if (!is_new(s, m)) return;
    for (unsigned i = 0; i < m->n_fields; i++) {
        const ProtobufCFieldDescriptor *f = &m->fields[i];
        if (f->type == PROTOBUF_C_TYPE_MESSAGE) walk(s, f->descriptor);
        if (f->type == PROTOBUF_C_TYPE_ENUM && is_new(s, f->descriptor)) s->enums[s->n_enums++] = f->descriptor;
    }
}

static void contract_walk(struct seen *s) {
    for (size_t i = 0; i <= DAEMONS; i++)
        for (unsigned j = 0; j < contracts[i]->n_methods; j++) {
            walk(s, contracts[i]->methods[j].input);
            walk(s, contracts[i]->methods[j].output);
        }
    for (size_t i = 0; i < n_proto_events; i++) walk(s, proto_events[i]);
}

static void every_value_has_its_words(void **state) {
    (void)state;
    static struct seen s;
    contract_walk(&s);
    assert_true(s.n_enums >= 30);
    for (size_t i = 0; i < s.n_enums; i++) {
        const ProtobufCEnumDescriptor *e = s.enums[i];
        if (e == &sippe__reason__descriptor || e == &sippe__code__descriptor)
            continue; /* base/reason.h has their sentences */
        for (unsigned j = 0; j < e->n_values; j++) {
            if (e->values[j].value == 0) continue;
            const struct word *w = word_of(e, e->values[j].value);
            if (!w || !w->fr || !*w->fr || !w->en || !*w->en) fail_msg("%s has no words", e->values[j].name);
        }
    }
}

/* What is shown can be typed. */
static void every_word_reads_back(void **state) {
    (void)state;
    struct cli c = cli_make();
    arena_init(&c.arena);
    for (size_t i = 0; i < n_words_all; i++)
        for (size_t j = 0; j < words_all[i].n; j++) {
            const struct word *w = &words_all[i].list[j];
            int fr = 0, en = 0;
            if (!word_read(&c, words_all[i].type, w->fr, &fr) || !word_read(&c, words_all[i].type, w->en, &en) ||
                fr != w->value || en != w->value)
                fail_msg("%s: \"%s\" or \"%s\" reads as %d or %d", words_all[i].type->name, w->fr, w->en, fr, en);
        }
    arena_close(&c.arena);
}

static void words_are_read_loosely(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int value;
    } cases[] = {{"OLO_ONLY", ROUTE_OLO_ONLY},
                 {"olo-only", ROUTE_OLO_ONLY},
                 {"olo only", ROUTE_OLO_ONLY},
                 {"ROUTE_SIPPE", ROUTE_SIPPE},
                 {"sippe", ROUTE_SIPPE},
                 {"Liste d’attente", ROUTE_WAITLIST},
                 {"preinscrire", ROUTE_PRE_REGISTER},
                 {"", 0},
                 {"0", 0},
                 {"UNSPECIFIED", 0},
                 {"nowhere", 0}};
    struct cli c = cli_make();
    arena_init(&c.arena);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int value = 0;
        bool read = word_read(&c, &intake__route__descriptor, cases[i].text, &value);
        if (read != (cases[i].value != 0) || (read && value != cases[i].value)) fail_msg("\"%s\"", cases[i].text);
    }
    arena_close(&c.arena);
}

/* The worklist names an urgent need by what it is. */
static void an_urgent_need_is_read_as_the_list_says_it(void **state) {
    (void)state;
    static const char *const said[] = {"logement menacé (urgent)", "Logement menacé", "housing at risk (urgent)",
                                       "besoin urgent", "URGENT_NEED"};
    struct cli c = cli_make();
    arena_init(&c.arena);
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
        int value = 0;
        if (!word_read(&c, &sippe__work_kind__descriptor, said[i], &value) || value != WORK_KIND_URGENT_NEED)
            fail_msg("%s: %d", said[i], value);
    }
    int value = 0;
    assert_false(word_read(&c, &sippe__work_kind__descriptor, "logement menacé aujourd'hui", &value));
    assert_false(word_read(&c, &intake__route__descriptor, "logement menacé", &value));
    c.language = FRENCH;
    assert_string_equal(word_choices_near(&c, &sippe__work_kind__descriptor, 0, "Urgent"),
                        "URGENT_NEED (besoin urgent)");
    assert_string_equal(word_choices_near(&c, &intake__route__descriptor, 0, "zzz"),
                        word_choices(&c, &intake__route__descriptor));
    arena_close(&c.arena);
}

static void values_are_shown_as_people_write_them(void **state) {
    (void)state;
    struct cli c = cli_make();
    arena_init(&c.arena);
    c.zone = (struct zone){-300, true};
    c.zone_known = true;
    sippe__date first = SIPPE__DATE__INIT;
    first.year = 2026, first.month = 12, first.day = 1;
    assert_string_equal(show_date(&c, &first), "1er déc. 2026");
    assert_string_equal(show_ms(&c, INT64_C(1795530600000)), "mar. 24 nov. 2026, 9 h 30");
    assert_string_equal(show_money(&c, 3214050), "32\u00a0140,50\u00a0$");
    assert_string_equal(show_money(&c, 100000000), "1\u00a0000\u00a0000\u00a0$");
    assert_string_equal(show_phone(&c, "5145550101"), "514 555-0101");
    assert_string_equal(show_tenths(&c, 135), "13,5");
    assert_string_equal(show_bytes(&c, 1288490189), "1,2\u00a0Go");
    assert_string_equal(show_distance(&c, 2340), "2,3 km");
    c.language = ENGLISH;
    assert_string_equal(show_ms(&c, INT64_C(1795530600000)), "Tue 24 Nov 2026, 9:30");
    assert_string_equal(show_money(&c, 3214050), "$32,140.50");
    arena_close(&c.arena);
}

/* What the screen says of an answer, a desk types into its table. */
static void a_table_reads_what_the_screen_says(void **state) {
    (void)state;
    struct arena a;
    size_t read = 0;
    arena_init(&a);
    for (size_t i = 0; i < n_words_all; i++) {
        const struct words *words = &words_all[i];
        if (!answers_write(words->type, words->list[0].value)) continue; /* no answer of a screening */
        for (size_t k = 0; k < words->n; k++) {
            const char *texts[] = {words->list[k].fr, words->list[k].en};
            for (size_t t = 0; t < 2; t++) {
                int value = 0;
                bool found = answers_read(&a, words->type, texts[t], &value);
                if (!found || value != words->list[k].value) fail_msg("%s: %s", words->type->name, texts[t]);
                read++;
            }
        }
    }
    assert_true(read > 150);
    arena_close(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_value_has_its_words),
        cmocka_unit_test(every_word_reads_back),
        cmocka_unit_test(an_urgent_need_is_read_as_the_list_says_it),
        cmocka_unit_test(words_are_read_loosely),
        cmocka_unit_test(a_table_reads_what_the_screen_says),
        cmocka_unit_test(values_are_shown_as_people_write_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
