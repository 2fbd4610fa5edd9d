/* How a family is reached: told by a call, by a later one, corrected; and what is no way to reach anybody. */
#include "../intake/fixture.h"
#include "intake/domain/contact/contact.h"
#include <string.h>

static struct arena a;
static int begin(void **state) {
    (void)state;
    arena_init(&a);
    return 0;
}
static int end(void **state) {
    (void)state;
    arena_close(&a);
    return 0;
}

/* "514 555-0142", "438 555-0199 = sa mère": in the order in which they stand here. */
static intake__contact_details *with(const char *const *numbers, size_t n) {
    intake__contact_details *c = NEW(&a, intake__contact_details);
    for (size_t i = 0; i < n; i++) {
        const char *whose = strstr(numbers[i], " = ");
        intake__contact_number *one = NEW(&a, intake__contact_number);
        one->number = whose ? arena_printf(&a, "%.*s", (int)(whose - numbers[i]), numbers[i]) : numbers[i];
        if (whose) one->whose = whose + 3;
        APPEND(&a, c, numbers, one);
    }
    return c;
}
#define WITH(...) with((const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static const char *text_of(const intake__contact_details *c) {
    const char *text = "";
    for (size_t i = 0; i < c->n_numbers; i++)
        text = arena_printf(&a, "%s%s%s%s%s", text, i ? ", " : "", c->numbers[i]->number,
                            *c->numbers[i]->whose ? " = " : "", c->numbers[i]->whose);
    return text;
}

static void test_what_a_call_tells(void **state) {
    (void)state;
    intake__screening *s = fixture_screening(&a);
    s->identity->phone = "5145550142";
    s->identity->alt_phone = "4385550199";
    s->identity->alt_phone_of = "sa mère";
    s->identity->email = "maude@exemple.ca";
    s->consent->safe_contact_hours = "le matin";
    const intake__contact_details *c = intake_contact_told(&a, s);
    assert_string_equal(text_of(c), "5145550142, 4385550199 = sa mère");
    assert_string_equal(c->email, "maude@exemple.ca");
    assert_string_equal(c->safe_contact_hours, "le matin");
    assert_string_equal(c->language->code, s->call->language->code);
    assert_ptr_equal(c->address, s->identity->address);
    s->identity->phone = " ";
    assert_string_equal(text_of(intake_contact_told(&a, s)), "4385550199 = sa mère");
    assert_null(intake_contact_told(&a, NULL));
    assert_int_equal(intake_contact_told(&a, NEW(&a, intake__screening))->n_numbers, 0);
}

static void test_a_later_call(void **state) {
    (void)state;
    const struct {
        intake__contact_details *was, *told;
        const char *then;
    } cases[] = {
        {WITH("1"), WITH("2"), "2"},                             /* hers is another one now */
        {WITH("1", "9 = sa mère"), WITH("2"), "2, 9 = sa mère"}, /* and her mother's stays */
        {WITH("9 = le refuge", "1"), WITH("2"), "2, 9 = le refuge"},
        {WITH("1", "9 = sa mère"), WITH("9"), "9 = sa mère, 1"}, /* she calls from there: it is tried first */
        {WITH("1"), WITH("2", "9 = sa sœur"), "2, 9 = sa sœur"},
        {WITH("1", "9 = sa sœur"), WITH("1", "9 = sa sœur Rose"), "1, 9 = sa sœur Rose"},
        {WITH("1"), NEW(&a, intake__contact_details), "1"}, /* nothing told takes nothing away */
        {NEW(&a, intake__contact_details), WITH("2"), "2"},
        {WITH("1", "2 = a", "3 = b", "4 = c", "5 = d", "6 = e", "7 = f", "8 = g"), WITH("1", "9 = h"),
         "1, 2 = a, 3 = b, 4 = c, 5 = d, 6 = e, 7 = f, 8 = g"}, /* as many as there may be */
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *before = text_of(cases[i].was);
        const char *then = text_of(intake_contact_later(&a, cases[i].was, cases[i].told));
        if (strcmp(then, cases[i].then) != 0) fail_msg("case %zu: %s", i, then);
        assert_string_equal(text_of(cases[i].was), before); /* what was given is as it was */
    }
    assert_string_equal(text_of(intake_contact_later(&a, NULL, WITH("2"))), "2");
}

static void test_a_later_call_field_by_field(void **state) {
    (void)state;
    intake__contact_details *was = WITH("1"), *told = NEW(&a, intake__contact_details);
    was->email = "a@exemple.ca";
    was->safe_contact_hours = "le soir";
    was->safe_to_leave_message = VOICE_MAIL_NO;
    was->address = NEW(&a, sippe__address);
    was->numbers[0]->safe_to_leave_message = VOICE_MAIL_YES;
    const intake__contact_details *c = intake_contact_later(&a, was, told);
    assert_true(intake_contact_same(&a, was, c));
    told->safe_to_leave_message = VOICE_MAIL_UNKNOWN;
    told->no_fixed_address = YES_NO_YES;
    c = intake_contact_later(&a, was, told);
    assert_int_equal(c->safe_to_leave_message, VOICE_MAIL_UNKNOWN);
    assert_string_equal(c->email, "a@exemple.ca");
    assert_null(c->address); /* she has none any more */
    told = WITH("1");
    assert_int_equal(intake_contact_later(&a, was, told)->numbers[0]->safe_to_leave_message, VOICE_MAIL_YES);
}

static void test_a_correction(void **state) {
    (void)state;
    const struct {
        intake__contact_details *was, *before, *after;
        const char *then;
    } cases[] = {
        {WITH("1"), WITH("1"), WITH("2"), "2"},
        {WITH("1", "9 = sa mère"), WITH("1"), WITH("2"), "2, 9 = sa mère"},
        {WITH("3"), WITH("1"), WITH("2"), "3"},                   /* a person has given another one since */
        {WITH("1", "7 = a"), WITH("1", "7 = a"), WITH("1"), "1"}, /* there is none */
        {WITH("1"), WITH("1"), WITH("1", "7 = a"), "1, 7 = a"},
        {WITH("1", "7 = a"), WITH("1", "7 = a"), WITH("1", "7 = b"), "1, 7 = b"},
        {WITH("7 = a", "1"), WITH("1", "7 = a"), WITH("2", "7 = a"), "7 = a, 2"}, /* in its place */
        {WITH("1"), WITH("1"), WITH("1"), "1"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *then = text_of(intake_contact_corrected(&a, cases[i].was, cases[i].before, cases[i].after));
        if (strcmp(then, cases[i].then) != 0) fail_msg("case %zu: %s", i, then);
    }
}

/* What the correction changed of what was told is changed, to nothing too; the rest is a person's. */
static void test_a_correction_field_by_field(void **state) {
    (void)state;
    intake__contact_details *was = WITH("1"), *before = WITH("1"), *after = WITH("1");
    was->email = "neuf@exemple.ca";
    before->email = after->email = "vieux@exemple.ca";
    was->safe_contact_hours = before->safe_contact_hours = "le soir";
    before->language = NEW(&a, sippe__language);
    before->language->code = "fr";
    after->language = NEW(&a, sippe__language);
    after->language->code = "es";
    APPEND(&a, after, channels, CONTACT_CHANNEL_SMS);
    const intake__contact_details *c = intake_contact_corrected(&a, was, before, after);
    assert_string_equal(c->email, "neuf@exemple.ca");
    assert_string_equal(c->safe_contact_hours, "");
    assert_string_equal(c->language->code, "es");
    assert_int_equal(c->n_channels, 1);
}

/* Of the file that two families had together, what was done to it is done to hers; the other's number is not hers. */
static void test_what_was_done_while_two_were_one(void **state) {
    (void)state;
    const struct {
        intake__contact_details *was, *before, *after;
        const char *then;
    } cases[] = {
        {WITH("1"), WITH("2"), WITH("2"), "1"},
        {WITH("1"), WITH("2", "1"), WITH("2"), ""}, /* taken away: it was hers */
        {WITH("1"), WITH("2"), WITH("3"), "3, 1"},  /* whoever it is, hers is kept behind it */
        {WITH("1"), WITH("2"), WITH("2", "7 = a"), "1, 7 = a"},
        {WITH("1"), WITH("2", "1"), WITH("2", "1 = a"), "1 = a"},
        {WITH("1"), WITH("2", "8 = b"), WITH("2", "8 = c"), "1"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *then = text_of(intake_contact_since(&a, cases[i].was, cases[i].before, cases[i].after));
        if (strcmp(then, cases[i].then) != 0) fail_msg("case %zu: %s", i, then);
    }
    intake__contact_details *was = WITH("1"), *before = WITH("2"), *after = WITH("2");
    was->email = "elle@exemple.ca";
    before->email = after->email = "autre@exemple.ca";
    after->safe_contact_hours = "le soir";
    const intake__contact_details *c = intake_contact_since(&a, was, before, after);
    assert_string_equal(c->email, "elle@exemple.ca");
    assert_string_equal(c->safe_contact_hours, "le soir");
    assert_string_equal(text_of(intake_contact_since(&a, NULL, before, after)), "2");
}

/* ---- checked ---- */

static void test_the_normal_form(void **state) {
    (void)state;
    intake__contact_details *c = WITH("(514) 555-0142 poste 22", "", "pas un numéro = sa mère");
    c->address = NEW(&a, sippe__address);
    c->address->postal_code = NEW(&a, sippe__postal_code);
    c->address->postal_code->code = "h2m 1a1";
    c->language = NEW(&a, sippe__language);
    c->language->code = "FRA";
    c->email = " a@exemple.ca ";
    const intake__contact_details *n = intake_contact_normal(&a, c);
    assert_string_equal(text_of(n), "5145550142, pas un numéro = sa mère");
    assert_string_equal(n->numbers[0]->extension, "22");
    assert_string_equal(n->address->postal_code->code, "H2M1A1");
    assert_string_equal(n->language->code, "fr");
    assert_string_equal(n->email, "a@exemple.ca");
    assert_true(intake_contact_same(&a, n, intake_contact_normal(&a, n)));
}

enum fault { NONE, NO_NUMBER, LETTERS, TWICE, TOO_MANY, EXTENSION, LONG, EMAIL, POSTAL, TONGUE, WAYS };
static void spoil(intake__contact_details *c, enum fault fault) {
    static char long_text[202];
    memset(long_text, 'a', sizeof long_text - 1);
    switch (fault) {
    case NONE: break;
    case NO_NUMBER: c->n_numbers = 0; break;
    case LETTERS: c->numbers[0]->number = "514-ALLO"; break;
    case TWICE: APPEND(&a, c, numbers, c->numbers[0]); break;
    case TOO_MANY:
        for (int i = 0; i < CONTACT_NUMBERS_MAX; i++)
            APPEND(&a, c, numbers, WITH(arena_printf(&a, "514555010%d", i))->numbers[0]);
        break;
    case EXTENSION: c->numbers[0]->extension = "poste"; break;
    case LONG: c->numbers[0]->whose = long_text; break;
    case EMAIL: c->email = "maude@"; break;
    case POSTAL:
        c->address = NEW(&a, sippe__address);
        c->address->postal_code = NEW(&a, sippe__postal_code);
        c->address->postal_code->code = "W1A1A1";
        break;
    case TONGUE:
        c->language = NEW(&a, sippe__language);
        c->language->code = "xyz";
        break;
    case WAYS:
        for (int i = 0; i < 5; i++) APPEND(&a, c, channels, CONTACT_CHANNEL_SMS);
        break;
    }
}

static void test_what_is_refused(void **state) {
    (void)state;
    static const struct {
        enum fault fault;
        const char *path;
        int reason;
    } cases[] = {
        {NONE, "", 0},
        {NO_NUMBER, "", 0}, /* a family without a telephone has a file */
        {LETTERS, "numbers[0].number", REASON_PHONE_INVALID},
        {TWICE, "numbers[1].number", REASON_CONTRADICTION},
        {TOO_MANY, "numbers", REASON_TOO_MANY},
        {EXTENSION, "numbers[0].extension", REASON_PHONE_EXTENSION},
        {LONG, "numbers[0].whose", REASON_TEXT_TOO_LONG},
        {EMAIL, "email", REASON_EMAIL_INVALID},
        {POSTAL, "address.postal_code", REASON_POSTAL_CODE_INVALID},
        {TONGUE, "language", REASON_LANGUAGE_INVALID},
        {WAYS, "channels", REASON_TOO_MANY},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        intake__contact_details *c = WITH("5145550142");
        spoil(c, cases[i].fault);
        struct findings f = findings_in(&a);
        intake_contact_check(intake_contact_normal(&a, c), &f);
        if (f.n != (cases[i].reason != 0) || (f.n && finding_of(&f, cases[i].path) != cases[i].reason))
            fail_msg("case %zu: %zu findings, %s %d", i, f.n, f.n ? f.list[0].path : "", f.n ? f.list[0].reason : 0);
    }
}

/* ---- read ---- */

static void test_another_number(void **state) {
    (void)state;
    assert_false(intake_contact_number_is_other(WITH("1"), WITH("1")));
    assert_false(intake_contact_number_is_other(WITH("1", "7"), WITH("1"))); /* one less is none more */
    assert_false(intake_contact_number_is_other(WITH("1"), NEW(&a, intake__contact_details)));
    assert_true(intake_contact_number_is_other(WITH("1"), WITH("1", "7")));
    assert_true(intake_contact_number_is_other(WITH("1", "7"), WITH("7", "1"))); /* another one is tried first */
    assert_true(intake_contact_number_is_other(NEW(&a, intake__contact_details), WITH("1")));
}

static void test_what_may_be_done_by_it(void **state) {
    (void)state;
    intake__contact_details *c = WITH("1", "2");
    assert_null(intake_contact_first(NULL));
    assert_int_equal(intake_contact_voice_mail(NULL), VOICE_MAIL_UNSPECIFIED);
    c->safe_to_leave_message = VOICE_MAIL_YES;
    c->numbers[1]->safe_to_leave_message = VOICE_MAIL_NO;
    assert_int_equal(intake_contact_voice_mail(c), VOICE_MAIL_YES);
    c->numbers[0]->safe_to_leave_message = VOICE_MAIL_NO; /* the number's own word */
    assert_int_equal(intake_contact_voice_mail(c), VOICE_MAIL_NO);
    assert_false(intake_contact_is_unwanted(c, CONTACT_CHANNEL_MAIL)); /* not asked is no refusal */
    assert_false(intake_contact_is_allowed(c, CONTACT_CHANNEL_MAIL));  /* and no leave */
    APPEND(&a, c, channels, CONTACT_CHANNEL_PHONE);
    assert_true(intake_contact_is_unwanted(c, CONTACT_CHANNEL_MAIL));
    assert_false(intake_contact_is_unwanted(c, CONTACT_CHANNEL_PHONE));
}

static void test_an_address_that_a_letter_finds(void **state) {
    (void)state;
    intake__contact_details *c = NEW(&a, intake__contact_details);
    assert_false(intake_contact_has_address(NULL) || intake_contact_has_address(c));
    c->address = NEW(&a, sippe__address);
    c->address->municipality = "Montréal";
    assert_false(intake_contact_has_address(c));
    c->address->street = "10, rue des Sittelles";
    assert_true(intake_contact_has_address(c));
    c->address->municipality = " ";
    assert_false(intake_contact_has_address(c));
    c->address->postal_code = NEW(&a, sippe__postal_code);
    assert_false(intake_contact_has_address(c));
    c->address->postal_code->code = "H2M1A1";
    assert_true(intake_contact_has_address(c));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_a_call_tells),
        cmocka_unit_test(test_a_later_call),
        cmocka_unit_test(test_a_later_call_field_by_field),
        cmocka_unit_test(test_a_correction),
        cmocka_unit_test(test_what_was_done_while_two_were_one),
        cmocka_unit_test(test_a_correction_field_by_field),
        cmocka_unit_test(test_the_normal_form),
        cmocka_unit_test(test_what_is_refused),
        cmocka_unit_test(test_another_number),
        cmocka_unit_test(test_what_may_be_done_by_it),
        cmocka_unit_test(test_an_address_that_a_letter_finds),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
