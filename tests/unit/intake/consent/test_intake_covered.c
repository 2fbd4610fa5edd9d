/* What leaves with a referral: what the consent covers, and nothing beside it. */
#include "../fixture.h"
#include "intake/domain/screening/pregnancy.h"
#include "intake/domain/consent/consent.h"

/* What leaves of these answers, and of how she is reached as they tell it. */
static intake__referral_sent__personal *left(struct arena *a, const intake__screening *s,
                                             const intake__shared_item *covers, size_t n, const char *note) {
    struct pregnancy p = intake_pregnancy_of(s->pregnancy, fixture_today());
    const struct sharing of = {s, intake_contact_told(a, s), p.born ? DAY_NONE : p.due};
    return intake_referral_personal(a, &of, covers, n, note);
}

/* Every one of the 512 sets of items: what is not in the set is not in the message, in no field, in no form. */
static void test_only_what_is_covered(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    intake__screening *s = fixture_screening(&a);
    s->identity->address->street = "4810 rue Imaginaire";
    s->identity->alt_phone = "438 555-0111";
    s->identity->phone_extension = "22";
    s->identity->email = "trace@exemple.invalid";
    APPEND(&a, s->consent, channels, CONTACT_CHANNEL_EMAIL);
    s->call->language->code = "ht";
    day due = intake_answer_day(s->pregnancy->due_date);
    for (unsigned set = 0; set < 512; set++) {
        intake__shared_item covers[9];
        size_t n = 0;
        for (unsigned i = 0; i < 9; i++)
            if (set & (1u << i)) covers[n++] = (intake__shared_item)(i + 1);
        intake__referral_sent__personal *p = left(&a, s, covers, n, "Appeler après 10 h");
        bool phone = set & (1u << (SHARED_ITEM_PHONE - 1));
        assert_string_equal(p->given_name, set & (1u << (SHARED_ITEM_GIVEN_NAME - 1)) ? "Maude" : "");
        assert_string_equal(p->family_name, set & (1u << (SHARED_ITEM_FAMILY_NAME - 1)) ? "Tremblay" : "");
        assert_string_equal(p->phone, phone ? "5145550188" : "");
        assert_string_equal(p->safe_contact_hours, phone ? "le matin" : "");
        assert_int_equal(p->safe_to_leave_message, phone ? VOICE_MAIL_UNKNOWN : VOICE_MAIL_UNSPECIFIED);
        assert_string_equal(p->phone_extension, phone ? "22" : "");
        assert_string_equal(p->postal_area, set & (1u << (SHARED_ITEM_POSTAL_AREA - 1)) ? "H2N" : "");
        bool email = set & (1u << (SHARED_ITEM_EMAIL - 1));
        assert_string_equal(p->email, email ? "trace@exemple.invalid" : "");
        assert_int_equal(message_mentions(&p->base, "trace"), email);
        assert_string_equal(p->note, set & (1u << (SHARED_ITEM_NOTE - 1)) ? "Appeler après 10 h" : "");
        assert_int_equal(p->language != NULL, (set >> (SHARED_ITEM_LANGUAGE - 1)) & 1);
        assert_int_equal(p->due_date != NULL, (set >> (SHARED_ITEM_DUE_DATE - 1)) & 1);
        if (p->due_date) assert_int_equal(civil_day(p->due_date), due);
        assert_int_equal(intake_shared_need(covers, n, NEED_HOUSING),
                         set & (1u << (SHARED_ITEM_NEED - 1)) ? NEED_HOUSING : NEED_UNSPECIFIED);
        static const char *const never[] = {"Imaginaire", "H2N1Y4", "1Y4", "1y4", "TREM98", "4385550111"};
        for (size_t i = 0; i < COUNT(never); i++) assert_false(message_mentions(&p->base, never[i]));
        assert_true(message_in_arena(&a, &p->base));
    }
    arena_close(&a);
}

/* The consent may cover a number that she does not want to be reached at: it leaves, and no message is left there. */
static void test_a_message_where_she_allowed_the_telephone(void **state) {
    (void)state;
    static const struct {
        int channels[2], told, leaves;
    } cases[] = {
        {{0}, VOICE_MAIL_YES, VOICE_MAIL_YES}, /* not asked how to reach her: what was said of messages holds */
        {{CONTACT_CHANNEL_PHONE}, VOICE_MAIL_YES, VOICE_MAIL_YES},
        {{CONTACT_CHANNEL_PHONE}, VOICE_MAIL_WITHOUT_NAMING_US, VOICE_MAIL_WITHOUT_NAMING_US},
        {{CONTACT_CHANNEL_MAIL, CONTACT_CHANNEL_PHONE}, VOICE_MAIL_NO, VOICE_MAIL_NO},
        {{CONTACT_CHANNEL_MAIL}, VOICE_MAIL_YES, VOICE_MAIL_NO},
        {{CONTACT_CHANNEL_SMS, CONTACT_CHANNEL_EMAIL}, VOICE_MAIL_WITHOUT_NAMING_US, VOICE_MAIL_NO},
        {{CONTACT_CHANNEL_PHONE}, VOICE_MAIL_UNKNOWN, VOICE_MAIL_UNKNOWN},
    };
    static const intake__shared_item covers[] = {SHARED_ITEM_PHONE};
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < COUNT(cases); i++) {
        intake__screening *s = fixture_screening(&a);
        s->consent->n_channels = 0;
        for (size_t k = 0; k < 2 && cases[i].channels[k]; k++)
            APPEND(&a, s->consent, channels, (intake__contact_channel)cases[i].channels[k]);
        s->consent->safe_to_leave_message = (sippe__voice_mail)cases[i].told;
        intake__referral_sent__personal *p = left(&a, s, covers, 1, NULL);
        assert_string_equal(p->phone, "5145550188");
        if ((int)p->safe_to_leave_message != cases[i].leaves) fail_msg("case %zu: %d", i, p->safe_to_leave_message);
    }
    arena_close(&a);
}

/* An address leaves with nothing that says how it may be used: not where she said how she may be reached otherwise. */
static void test_an_address_that_she_allowed(void **state) {
    (void)state;
    static const struct {
        int channels[2];
        bool leaves;
    } cases[] = {
        {{0}, true}, /* not asked how to reach her: the consent alone says it */
        {{CONTACT_CHANNEL_EMAIL}, true},
        {{CONTACT_CHANNEL_PHONE, CONTACT_CHANNEL_EMAIL}, true},
        {{CONTACT_CHANNEL_PHONE}, false},
        {{CONTACT_CHANNEL_SMS, CONTACT_CHANNEL_MAIL}, false},
    };
    static const intake__shared_item covers[] = {SHARED_ITEM_EMAIL};
    struct arena a;
    arena_init(&a);
    for (size_t i = 0; i < COUNT(cases); i++) {
        intake__screening *s = fixture_screening(&a);
        s->identity->email = "maude@exemple.invalid";
        s->consent->n_channels = 0;
        for (size_t k = 0; k < 2 && cases[i].channels[k]; k++)
            APPEND(&a, s->consent, channels, (intake__contact_channel)cases[i].channels[k]);
        intake__referral_sent__personal *p = left(&a, s, covers, 1, NULL);
        intake__referral_opened__personal *opened = NEW(&a, intake__referral_opened__personal);
        intake_shared_items(&a, p, opened);
        assert_string_equal(p->email, cases[i].leaves ? "maude@exemple.invalid" : "");
        if (opened->n_items != cases[i].leaves) fail_msg("case %zu: %zu items", i, opened->n_items);
    }
    arena_close(&a);
}

static void test_how_to_reach_her(void **state) {
    (void)state;
    struct arena a;
    arena_init(&a);
    intake__screening *s = fixture_screening(&a);
    static const intake__shared_item covers[] = {SHARED_ITEM_PHONE, SHARED_ITEM_LANGUAGE, SHARED_ITEM_DUE_DATE,
                                                 SHARED_ITEM_POSTAL_AREA};
    s->consent->safe_to_leave_message = VOICE_MAIL_UNSPECIFIED;
    s->call->interpreter_needed = YES_NO_YES;
    s->call->interpreter_language = language(&a, "es");
    s->pregnancy->already_delivered = YES_NO_YES;
    s->identity->address = NULL;
    intake__referral_sent__personal *p = left(&a, s, covers, COUNT(covers), NULL);
    assert_int_equal(p->safe_to_leave_message, VOICE_MAIL_NO); /* not asked: no message */
    assert_string_equal(p->language->code, "es");              /* to speak with her */
    assert_null(p->due_date);
    assert_string_equal(p->postal_area, "");
    s->identity->phone = "sans téléphone";
    p = left(&a, s, covers, COUNT(covers), NULL);
    assert_string_equal(p->phone, "");
    assert_string_equal(p->safe_contact_hours, "");
    p = left(&a, NEW(&a, intake__screening), covers, COUNT(covers), NULL);
    assert_int_equal(message_pack(&a, &p->base).len, 0); /* an erased screening has nothing to tell */
    arena_close(&a);
}

static void test_sharable(void **state) {
    (void)state;
    for (int item = -1; item <= SHARED_ITEM_EMAIL + 1; item++) {
        bool exists = item >= SHARED_ITEM_GIVEN_NAME && item <= SHARED_ITEM_EMAIL;
        intake__shared_item i = (intake__shared_item)item;
        assert_int_equal(intake_item_is_sharable(CONSENT_PURPOSE_PARTNER_REFERRAL, i), exists);
        assert_int_equal(intake_item_is_sharable(CONSENT_PURPOSE_INSTITUTION, i), exists);
        assert_false(intake_item_is_sharable(CONSENT_PURPOSE_UNSPECIFIED, i));
        bool interpreter =
            item == SHARED_ITEM_GIVEN_NAME || (item >= SHARED_ITEM_PHONE && item <= SHARED_ITEM_POSTAL_AREA);
        assert_int_equal(intake_item_is_sharable(CONSENT_PURPOSE_INTERPRETER, i), interpreter);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_only_what_is_covered),
        cmocka_unit_test(test_a_message_where_she_allowed_the_telephone),
        cmocka_unit_test(test_an_address_that_she_allowed),
        cmocka_unit_test(test_how_to_reach_her),
        cmocka_unit_test(test_sharable),
    };
    return cmocka_run_group_tests_name("intake consent", tests, NULL, NULL);
}
