/* text/fold: names compare whatever the accents, case and punctuation. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "text/fold.h"

static struct arena arena;

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

static const struct {
    const char *text, *folded;
} cases[] = {
    {"", ""},
    {"  \t\n ", ""},
    {"Marie-Ève Côté", "marie eve cote"},
    {"L'Œuvre de Saint-Rémi ", "l oeuvre de saint remi"},
    {"L’Œuvre  (de) St. Rémi!", "l oeuvre de st remi"},
    {"ÉCOLE œil ÆON æ", "ecole oeil aeon ae"},
    {"Straße", "strasse"},
    {"Nguyễn Đức", "nguyen duc"},
    {"Łukasz Øystein", "lukasz oystein"},
    {"İstanbul ılık", "istanbul ilik"},
    {"e\xcc\x81t\xc3\xa9", "ete"}, /* decomposed and composed */
    {"H2X 1Y4", "h2x 1y4"},
    {"½ ² ﬁn", "1 2 2 fin"},
    {"ｆｕｌｌ", "full"},
    {"Αθήνα ΣΑΣ", "αθηνα σασ"},
    {"ᐃᓄᒃᑎᑐᑦ", "ᐃᓄᒃᑎᑐᑦ"},
    {"مرحبا، بكم", "مرحبا بكم"},
    {"a\xc2\xa0"
     "b\xe2\x80\x93"
     "c",
     "a b c"},
    {"soft\xc2\xadhyphen", "softhyphen"},
    {"bad\xff\xfe"
     "bytes",
     "bad bytes"},
    {"cut\xc3", "cut"},
    {"👶 bébé 👶", "bebe"},
};

static void test_fold(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *folded = fold(&arena, cases[i].text);
        assert_string_equal(folded, cases[i].folded);
        assert_string_equal(fold(&arena, folded), folded); /* folding twice changes nothing */
    }
}

static void test_tokens(void **state) {
    (void)state;
    const char **words;
    assert_int_equal(fold_tokens(&arena, " Maison de la famille, «Les P'tits» ", &words), 7);
    static const char *const expected[] = {"maison", "de", "la", "famille", "les", "p", "tits"};
    for (size_t i = 0; i < 7; i++) assert_string_equal(words[i], expected[i]);
    assert_int_equal(fold_tokens(&arena, "--", &words), 0);
    assert_int_equal(fold_tokens(&arena, "seul", &words), 1);
    assert_string_equal(words[0], "seul");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_fold, setup, teardown),
        cmocka_unit_test_setup_teardown(test_tokens, setup, teardown),
    };
    return cmocka_run_group_tests_name("fold", tests, NULL, NULL);
}
