/* intake/normal: what people write, in one form or refused. */
#include "fixture.h"
#include "intake/domain/screening/normal.h"
#include "proto/status.h"

struct pair {
    const char *text, *normal;
};

static void check_all(const struct pair *cases, size_t n, const char *(*normal)(struct arena *, const char *)) {
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < n; i++) {
        const char *got = normal(&a, cases[i].text);
        bool same = got && cases[i].normal ? strcmp(got, cases[i].normal) == 0 : !got == !cases[i].normal;
        if (!same) fail_msg("\"%s\" gave %s", cases[i].text, got ? got : "nothing");
        if (got) assert_string_equal(normal(&a, got), got); /* a normal form is its own */
    }
    arena_close(&a);
}

static void test_phone(void **state) {
    (void)state;
    static const struct pair cases[] = {
        {"5145550188", "5145550188"},
        {"(514) 555-0188", "5145550188"},
        {"514.555.0188", "5145550188"},
        {"+1 514 555 0188", "5145550188"},
        {"1-514-555-0188", "5145550188"},
        {" 514\xc2\xa0"
         "555\xe2\x80\x91"
         "0188",
         "5145550188"},
        {"", NULL},
        {"555-0188", NULL},
        {"514 555 01888", NULL},
        {"514 555-0188 poste 3", "5145550188"},
        {"014 555 0188", NULL},
        {"514 055 0188", NULL},
        {"514 155 0188", NULL},
        {"011 33 1 23 45 67 89", "+33123456789"},
        {"0033 1 23 45 67 89", "+33123456789"},
        {"011 1 514 555-0188", "5145550188"},
        {"011 33 12", NULL},
        {"514-555-O188", NULL},
        {"+961 3 123 456", "+9613123456"}, /* ten digits, and another country's */
        {"(+33) 6 12 34 56 78", "+33612345678"},
        {"+33 (0)6 12 34 56 78", "+33612345678"},
        {"+33612345678", "+33612345678"},
        {"+290 1234", "+2901234"},
        {"+290 123", NULL},
        {"+123456789012345", NULL}, /* ours, and no number of here */
        {"+234567890123456", "+234567890123456"},
        {"+2345678901234567", NULL},
        {"+0 33 612345678", NULL},
        {"514+5550188", NULL},
        {"+ +33 6 12 34 56 78", NULL},
        {"tel. + 213 555 12 34", NULL},
        {"+ 1 (514) 555-0188", "5145550188"},
        {"\uff0b961 3 123 456", NULL}, /* a + of another width is one all the same */
        {"\u207a961 3 123 456", NULL},
        {"5\uff1114 555 0188", NULL}, /* a digit that would be lost */
        {"514 555 0188\u0665", NULL},
        {"514\u00e9555 0188", NULL},
        {"\u200e+961 3 123 456", "+9613123456"},
        {"514\u2212555\u00b70188", "5145550188"},
        {"+509 3712 3456", "+50937123456"},
        {"+1 876 555-0188", "8765550188"},
    };
    check_all(cases, COUNT(cases), intake_phone_normal);
}

static void test_why_a_phone_is_refused(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int reason;
    } cases[] = {{"", 0},
                 {"514 555 0188", 0},
                 {"+961 3 123 456", 0},
                 {"514 555-0188 poste 22", 0},
                 {"514.555.0111 x3", 0},
                 {"+961 3 12", REASON_PHONE_FOREIGN},
                 {"+33 6 12 34 56 78 90 12 34", REASON_PHONE_FOREIGN},
                 {"+1 555-0188", REASON_PHONE_INVALID},
                 {"514 555-0188 poste", REASON_PHONE_EXTENSION},
                 {"514 555-0188 poste 123456789", REASON_PHONE_EXTENSION},
                 {"514 555-0188 (Rose)", REASON_PHONE_EXTENSION},
                 {"+33 6 12 34 56 78 le soir", REASON_PHONE_EXTENSION},
                 {"555-0188", REASON_PHONE_INVALID},
                 {"poste 22", REASON_PHONE_INVALID}};
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < COUNT(cases); i++) assert_int_equal(intake_phone_check(&a, cases[i].text), cases[i].reason);
    arena_close(&a);
}

static void test_extensions(void **state) {
    (void)state;
    static const struct {
        const char *text, *number, *extension;
    } cases[] = {
        {"514 555-0188 poste 22", "5145550188", "22"},
        {"514 555-0188, p. 22", "5145550188", "22"},
        {"(514) 555-0188 (poste 4)", "5145550188", "4"},
        {"514.555.0188 x3", "5145550188", "3"},
        {"5145550188 EXT. 04", "5145550188", "04"},
        {"514 555-0188 #12345678", "5145550188", "12345678"},
        {"514 555-0188 Poste : 22", "5145550188", "22"},
        {"514 555-0188 poste #7", "5145550188", "7"},
        {"+33 6 12 34 56 78 poste 9", "+33612345678", "9"},
        {"514 555-0188", "5145550188", ""},
        {"514 555-0188 poste 22 ou 23", NULL, NULL},
        {"514 555-0188 le matin", NULL, NULL},
        {"514 555-0188 posteur 22", NULL, NULL},
        {"514 555-0188 po 22", NULL, NULL},
        {"514 555-0188 poste 22 +", NULL, NULL},
        {"poste 22", NULL, NULL},
    };
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct phone p;
        bool read = intake_phone_read(&a, cases[i].text, &p);
        if (read != (cases[i].number != NULL)) fail_msg("\"%s\"", cases[i].text);
        if (!read) continue;
        assert_string_equal(p.number, cases[i].number);
        assert_string_equal(p.extension, cases[i].extension);
    }
    assert_true(intake_extension_is_valid("") && intake_extension_is_valid("12345678"));
    assert_false(intake_extension_is_valid("123456789") || intake_extension_is_valid("2a") ||
                 intake_extension_is_valid(" 2"));
    arena_close(&a);
}

static void test_emails(void **state) {
    (void)state;
    static const char *const valid[] = {"a@b.ca", "maude.tremblay+olo@exemple.qc.ca", "zoé@école.example"};
    static const char *const wrong[] = {"a",        "@b.ca",   "a@b",     "a@.ca",    "a@b.",         "a@b@c.ca",
                                        "a b@c.ca", "a@b..ca", "a@b.ca;", "<a@b.ca>", "a@b.ca,c@d.ca"};
    for (size_t i = 0; i < COUNT(valid); i++)
        if (!intake_email_is_valid(valid[i])) fail_msg("%s is one", valid[i]);
    for (size_t i = 0; i < COUNT(wrong); i++)
        if (intake_email_is_valid(wrong[i])) fail_msg("%s is none", wrong[i]);
}

static void test_postal(void **state) {
    (void)state;
    static const struct pair cases[] = {
        {"H2X1Y4", "H2X1Y4"},    {"h2x 1y4", "H2X1Y4"}, {" H2X-1Y4 ", "H2X1Y4"},
        {"K0J 2H0", "K0J2H0"},   {"J0Z0Z0", "J0Z0Z0"},  {"", NULL},
        {"H2X", NULL},           {"H2X1Y44", NULL},     {"2H1X4Y", NULL},
        {"D2X1Y4", NULL},        {"W2X1Y4", NULL},      {"Z2X1Y4", NULL},
        {"H2O1Y4", NULL},        {"H2X1Q4", NULL},      {"HXX1Y4", NULL},
        {"H2X1Y\xc3\xa9", NULL}, {"H2W1Z4", "H2W1Z4"},
    };
    check_all(cases, COUNT(cases), intake_postal_normal);
}

static void test_postal_letters(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    for (char c = 'A'; c <= 'Z'; c++) {
        bool never = strchr("DFIOQU", c), first_never = never || c == 'W' || c == 'Z';
        assert_int_equal(!intake_postal_normal(&a, arena_printf(&a, "%c2X1Y4", c)), first_never);
        assert_int_equal(!intake_postal_normal(&a, arena_printf(&a, "H2%c1Y4", c)), never);
        assert_int_equal(!intake_postal_normal(&a, arena_printf(&a, "H2X1%c4", c)), never);
    }
    arena_close(&a);
}

static void test_language(void **state) {
    (void)state;
    static const struct pair cases[] = {{"fr", "fr"},   {"EN", "en"},  {"Atj", "atj"}, {"", NULL},      {"f", NULL},
                                        {"fran", NULL}, {"f1", NULL},  {"é", NULL},    {"fr-CA", NULL}, {"fra", "fr"},
                                        {"fre", "fr"},  {"ENG", "en"}, {"spa", "es"},  {"hat", "ht"},   {"ara", "ar"},
                                        {"zho", "zh"},  {"chi", "zh"}, {"kab", "kab"}, {"zul", "zu"},   {"abk", "ab"},
                                        {"xyz", NULL},  {"xx", NULL},  {"moe", "moe"}, {"qaa", NULL}};
    check_all(cases, COUNT(cases), intake_language_normal);
}

static void test_nam(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    day birth = day_from(1998, 5, 16);
    static const struct {
        const char *nam, *family, *given;
        bool plausible;
    } cases[] = {
        {"TREM98551612", "Tremblay", "Maude", true},    {"TREM98051612", "Tremblay", "Maude", true},
        {"TREM98551612", "O'Tremblay", "Maude", false}, {"OTRM98551612", "O'Tremblay", "Maude", true},
        {"TREM985516A2", "Tremblay", "Maude", true},    {"TREM98551613", "Trépanier", "Maude", true},
        {"TREM98551712", "Tremblay", "Maude", false},   {"TREM97551612", "Tremblay", "Maude", false},
        {"TREX98551612", "Tremblay", "Maude", false},   {"TREM9855161", "Tremblay", "Maude", false},
        {"9REM98551612", "Tremblay", "Maude", false},   {"TREM9855161Z", "Tremblay", "Maude", false},
        {"TREM98551612", "Li", "Maude", false},
    };
    for (size_t i = 0; i < COUNT(cases); i++)
        if (intake_nam_is_plausible(cases[i].nam, cases[i].family, cases[i].given, birth) != cases[i].plausible)
            fail_msg("%s for %s", cases[i].nam, cases[i].family);
    assert_true(intake_nam_is_plausible("TREM98551612", "Tremblay", "Maude", DAY_NONE));
    assert_false(intake_nam_is_plausible("TREM98131612", "Tremblay", "Maude", DAY_NONE));
    assert_string_equal(intake_nam_normal(&a, " trem 9855\t1612 "), "TREM98551612");
    arena_close(&a);
}

static void test_screening(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    intake__screening *s = fixture_screening(&a);
    s->identity->name->given = "  Maude\t";
    s->identity->alt_phone = "appeler sa sœur";
    s->call->language->code = "FR";
    s->identity->phone = "(514) 555-0188 poste 22";
    s->identity->email = " maude@exemple.ca ";
    intake__screening *n = intake_screening_normal(&a, s);
    assert_string_equal(n->identity->phone, "5145550188");
    assert_string_equal(n->identity->phone_extension, "22");
    assert_string_equal(n->identity->email, "maude@exemple.ca");
    assert_string_equal(n->identity->alt_phone, "appeler sa sœur");
    assert_string_equal(n->identity->address->postal_code->code, "H2N1Y4");
    assert_string_equal(n->identity->name->given, "Maude");
    assert_string_equal(n->identity->nam, "TREM98551612");
    assert_string_equal(n->call->language->code, "fr");
    assert_string_equal(s->identity->phone, "(514) 555-0188 poste 22"); /* a copy */
    s->identity->phone_extension = "22";
    assert_string_equal(intake_screening_normal(&a, s)->identity->phone, "5145550188");
    s->identity->phone_extension = "23"; /* which of the two, a person says */
    assert_string_equal(intake_screening_normal(&a, s)->identity->phone, "(514) 555-0188 poste 22");
    assert_true(message_in_arena(&a, &n->base));
    assert_non_null(intake_screening_normal(&a, NEW(&a, intake__screening)));
    arena_close(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_phone),     cmocka_unit_test(test_why_a_phone_is_refused),
        cmocka_unit_test(test_postal),    cmocka_unit_test(test_postal_letters),
        cmocka_unit_test(test_language),  cmocka_unit_test(test_nam),
        cmocka_unit_test(test_screening), cmocka_unit_test(test_extensions),
        cmocka_unit_test(test_emails),
    };
    return cmocka_run_group_tests_name("intake normal", tests, NULL, NULL);
}
