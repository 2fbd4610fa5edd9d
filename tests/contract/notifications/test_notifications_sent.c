/* What whoever refers sees of what was sent: of the referrals that she names, whom it went to, and whether it arrived;
 * and what a partner's own look leaves in the access journal. */
#include "notifications_world.h"

static notifications__list_notices_reply *named(struct world *w, struct arena *a, const char *key, uint8_t n) {
    notifications__list_notices_request *in = NEW(a, notifications__list_notices_request);
    notifications__list_notices_reply *out = NULL;
    for (uint8_t i = 0; i < n; i++) APPEND(a, in, referral_ids, id_field(a, numbered((uint8_t)(REFERRAL + i))));
    assert_int_equal(CALL(w, a, "notifications", key, notifications, ListNotices, list_notices, in, &out), 0);
    return out;
}

static void make_link(struct world *w, struct arena *a, notifications__link_channel channel) {
    notifications__make_link_request *in = NEW(a, notifications__make_link_request);
    in->referral_id = id_field(a, numbered(REFERRAL));
    in->channel = channel;
    assert_int_equal(CALL(w, a, "notifications", "desk", notifications, MakeLink, make_link, in, NULL), 0);
}

static void test_how_it_was_told_and_whether_it_arrived(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    world_links(w, "https://sippe.test");
    furnish(w, &a);
    refer(w, &a, REFERRAL);
    const notifications__notice_sent *sent = named(w, &a, "desk", 1)->sent[0];
    assert_true(id_is(sent->referral_id, numbered(REFERRAL)));
    assert_string_equal(sent->organization_name, "Maison des familles");
    assert_string_equal(sent->organization_phone, "514-555-0100");
    assert_int_equal(sent->n_links, 0);
    assert_null(sent->printed_at);
    assert_null(sent->received_at);
    assert_int_equal(print_sheet(w, &a, "desk", REFERRAL), 0);
    make_link(w, &a, LINK_CHANNEL_MAIL);
    make_link(w, &a, LINK_CHANNEL_MAIL);
    sent = named(w, &a, "desk", 1)->sent[0];
    assert_non_null(sent->printed_at);
    assert_int_equal(sent->n_links, 2); /* the one before, by mail, is not told of */
    for (size_t i = 0; i < sent->n_links; i++) assert_int_equal(sent->links[i]->standing, LINK_STANDING_WAITING);
    assert_int_equal(accept(w, &a, "partner", notice(w, &a), "Nadège", NULL), 0);
    sent = named(w, &a, "desk", 1)->sent[0];
    assert_non_null(sent->received_at);
    world_close(w, &a);
}

/* Another CLSC's is not there, whatever is named; what is not named is not told, nor to a partner by naming it. */
static void test_who_may_see_what_is_named(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    furnish(w, &a);
    refer(w, &a, REFERRAL);
    refer(w, &a, REFERRAL + 1);
    assert_int_equal(named(w, &a, "desk", 2)->n_notices, 2);
    assert_int_equal(named(w, &a, "desk", 3)->n_notices, 2);
    assert_int_equal(named(w, &a, "team", 1)->n_notices, 1);
    assert_int_equal(named(w, &a, "coordinator", 2)->n_sent, 2);
    assert_int_equal(named(w, &a, "desk2", 2)->n_notices, 0);
    assert_int_equal(named(w, &a, "desk2", 2)->n_sent, 0);
    assert_int_equal(named(w, &a, "partner", 1)->n_notices, 2); /* all of its own, whatever it names */
    assert_int_equal(named(w, &a, "partner", 1)->n_sent, 0);
    notifications__list_notices_request *none = NEW(&a, notifications__list_notices_request);
    assert_int_equal(CALL(w, &a, "notifications", "desk", notifications, ListNotices, list_notices, none, NULL),
                     REASON_NOT_FOUND);
    world_close(w, &a);
}

static void test_what_is_named_has_its_bounds(void **state) {
    (void)state;
    enum { MOST = 200 };
    struct arena a;
    struct world *w = world_open(&a);
    notifications__list_notices_request *in = NEW(&a, notifications__list_notices_request);
    APPEND(&a, in, referral_ids, pb_of(span_of("short", 5)));
    assert_int_equal(CALL(w, &a, "notifications", "desk", notifications, ListNotices, list_notices, in, NULL),
                     REASON_ID_INVALID);
    in->n_referral_ids = 0;
    for (int i = 0; i <= MOST; i++) APPEND(&a, in, referral_ids, id_field(&a, numbered(REFERRAL)));
    assert_int_equal(CALL(w, &a, "notifications", "desk", notifications, ListNotices, list_notices, in, NULL),
                     REASON_NUMBER_OUT_OF_RANGE);
    world_close(w, &a);
}

static size_t looks(struct world *w, struct arena *a, const char *method) {
    node__list_access_request *in = NEW(a, node__list_access_request);
    node__list_access_reply *out = NULL;
    size_t n = 0;
    in->subject = id_field(a, numbered(REFERRAL));
    assert_int_equal(CALL(w, a, "notifications", "privacy", node, ListAccess, list_access, in, &out), 0);
    for (size_t i = 0; i < out->n_entries; i++)
        n += strcmp(out->entries[i]->method, method) == 0 && out->entries[i]->role == ROLE_PARTNER;
    return n;
}

static void test_a_partners_own_look_is_noted(void **state) {
    (void)state;
    struct arena a;
    struct world *w = world_open(&a);
    furnish(w, &a);
    refer(w, &a, REFERRAL);
    const notifications__notice *n = notice(w, &a);
    assert_int_equal(looks(w, &a, "notifications.ListNotices"), 1);
    assert_int_equal(looks(w, &a, "notifications.GetNotice"), 0);
    assert_int_equal(get(w, &a, "partner", n, NULL), 0);
    assert_int_equal(looks(w, &a, "notifications.GetNotice"), 1);
    world_close(w, &a);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_how_it_was_told_and_whether_it_arrived), cmocka_unit_test(test_who_may_see_what_is_named),
        cmocka_unit_test(test_what_is_named_has_its_bounds), cmocka_unit_test(test_a_partners_own_look_is_noted)};
    return cmocka_run_group_tests_name("notifications: sent", tests, NULL, NULL);
}
