/* Browsers that an organisation is known by: how one becomes known, for how long, and what ends it. */
#include "link_world.h"
#include "notifications/link/links.h"

static notifications__list_browsers_reply *browsers(struct scene *s) {
    notifications__list_browsers_request *in = NEW(&s->a, notifications__list_browsers_request);
    notifications__list_browsers_reply *out = NULL;
    in->organization_id = id_field(&s->a, numbered(ORGANIZATION));
    world_speak_for(s->w, NULL);
    assert_int_equal(CALL(s->w, &s->a, "notifications", "desk2", notifications, ListBrowsers, list_browsers, in, &out),
                     0);
    return out;
}

static void test_a_browser_is_known_for_ninety_days(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s);
    become_known(&s);
    notifications__list_browsers_reply *all = browsers(&s);
    assert_int_equal(all->n_browsers, 1);
    assert_string_equal(all->browsers[0]->organization_name, "Maison des familles");
    assert_string_equal(all->browsers[0]->place, "Edge 130, Windows");
    assert_int_equal(all->browsers[0]->way, BROWSER_WAY_SHEET);
    world_pass(s.w, 90 * DAY - HOUR);
    struct view *v = world_view(s.w, "notifications", &s.a);
    assert_true(notifications_browser_is_known(v, browser_of(&s), numbered(ORGANIZATION), world_now_ms(s.w)));
    world_pass(s.w, HOUR);
    v = world_view(s.w, "notifications", &s.a);
    assert_false(notifications_browser_is_known(v, browser_of(&s), numbered(ORGANIZATION), world_now_ms(s.w)));
    assert_int_equal(browsers(&s)->n_browsers, 0);
    scene_close(&s);
}

static void test_staff_end_a_browser(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s);
    become_known(&s);
    notifications__end_browser_request *in = NEW(&s.a, notifications__end_browser_request);
    in->known_id = browsers(&s)->browsers[0]->known_id;
    assert_int_equal(CALL(s.w, &s.a, "notifications", "desk", notifications, EndBrowser, end_browser, in, NULL), 0);
    assert_int_equal(CALL(s.w, &s.a, "notifications", "desk", notifications, EndBrowser, end_browser, in, NULL),
                     REASON_NOT_FOUND);
    assert_int_equal(read_link(&s, NULL), REASON_BROWSER_UNKNOWN);
    scene_close(&s);
}

static const char *digits(struct scene *s) {
    notifications__make_browser_code_request *in = NEW(&s->a, notifications__make_browser_code_request);
    notifications__make_browser_code_reply *out = NULL;
    in->referral_id = id_field(&s->a, numbered(REFERRAL));
    world_speak_for(s->w, NULL);
    assert_int_equal(
        CALL(s->w, &s->a, "notifications", "desk", notifications, MakeBrowserCode, make_browser_code, in, &out), 0);
    assert_string_equal(out->organization_phone, "514-555-0100");
    return out->code;
}

/* Digits are for one browser, and for half an hour. */
static void test_digits_that_were_read_out(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s);
    const char *first = digits(&s);
    world_pass(s.w, HOUR / 2);
    assert_int_equal(meet(&s, first), REASON_LINK_CODE_WRONG);
    const char *second = digits(&s);
    assert_int_equal(meet(&s, arena_printf(&s.a, "%.3s %s", second, second + 3)), 0);
    assert_int_equal(browsers(&s)->browsers[0]->way, BROWSER_WAY_CALL);
    memset(s.browser, 8, sizeof s.browser);
    assert_int_equal(meet(&s, second), REASON_LINK_CODE_WRONG);
    scene_close(&s);
}

static void test_five_wrong_codes_close_a_link_for_an_hour(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s);
    for (int i = 0; i < 5; i++) assert_int_equal(meet(&s, "2222"), REASON_LINK_CODE_WRONG);
    assert_int_equal(meet(&s, s.half), REASON_LINK_CODES_CLOSED);
    world_crash(s.w, "notifications");
    assert_int_equal(meet(&s, s.half), REASON_LINK_CODES_CLOSED);
    world_pass(s.w, HOUR);
    assert_int_equal(meet(&s, s.half), 0);
    scene_close(&s);
}

/* A notice of another organisation, and the link of its sheet. */
static const char *other_link(struct scene *s) {
    enum { THEIRS = 0x52 };
    notifications__get_sheet_reply *got = NULL;
    directory__put_organization_request *in = NEW(&s->a, directory__put_organization_request);
    directory__service *service = NEW(&s->a, directory__service);
    in->organization = NEW(&s->a, directory__organization);
    in->organization->organization_id = id_field(&s->a, numbered(2));
    in->organization->name = "Autre maison";
    service->service_id = id_field(&s->a, numbered(12));
    service->name = "Comptoir";
    APPEND(&s->a, in->organization, services, service);
    world_speak_for(s->w, NULL);
    assert_int_equal(CALL(s->w, &s->a, "directory", "operator", directory, PutOrganization, put_organization, in, NULL),
                     0);
    intake__referral_sent *e = referral_said(&s->a, THEIRS);
    e->personal->organization_id = id_field(&s->a, numbered(2));
    e->personal->service_id = id_field(&s->a, numbered(12));
    feeder_say(s->w, &s->a, numbered(THEIRS), &e->base);
    assert_true(world_settle(s->w, 60000));
    assert_int_equal(sheet(s->w, &s->a, "desk", THEIRS, &got), 0);
    return after_last(got->link, '/');
}

/* On a computer that several share: wrong at one organisation is a slip, then at another somebody looks around. */
static void test_wrong_at_two_organisations_ends_a_browser(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s);
    const char *own = s.token, *theirs = other_link(&s);
    s.door = id_text(&s.a, door_of(numbered(ORGANIZATION)));
    become_known(&s);
    for (int i = 0; i < 2; i++) {
        s.token = theirs;
        s.door = id_text(&s.a, door_of(numbered(2)));
        assert_int_equal(meet(&s, "2222"), REASON_LINK_CODE_WRONG);
        assert_int_equal(browsers(&s)->n_browsers, 1);
    }
    s.token = own;
    s.door = id_text(&s.a, door_of(numbered(ORGANIZATION)));
    assert_int_equal(meet(&s, "2222"), REASON_LINK_CODE_WRONG);
    assert_int_equal(browsers(&s)->n_browsers, 0);
    assert_int_equal(read_link(&s, NULL), REASON_BROWSER_UNKNOWN);
    scene_close(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_browser_is_known_for_ninety_days),
        cmocka_unit_test(test_staff_end_a_browser),
        cmocka_unit_test(test_digits_that_were_read_out),
        cmocka_unit_test(test_five_wrong_codes_close_a_link_for_an_hour),
        cmocka_unit_test(test_wrong_at_two_organisations_ends_a_browser),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
