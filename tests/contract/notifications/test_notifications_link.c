/* Links: what opens by one, for whom, and for how long, and what is answered by it; browsers that an organisation is known
 * by: test_notifications_browsers.c. */
#include "link_world.h"
#include "notifications/link/links.h"

static size_t noted(struct scene *s, notifications__answer_noted **last) {
    return feeder_records(s->w, &s->a, "notifications", &notifications__answer_noted__descriptor, last);
}

/* ---- what opens ---- */

static void test_a_link_alone_opens_nothing_of_her(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s);
    notifications__open_by_link_reply *o = open_link(&s, s.token);
    assert_int_equal(o->standing, LINK_STANDING_WAITING);
    assert_int_equal(o->need, NEED_RESPITE);
    assert_string_equal(o->clsc_phone, "514-555-0111");
    assert_false(o->known);
    assert_false(message_mentions(&o->base, "Wideline") || message_mentions(&o->base, "514-555-0199"));
    assert_int_equal(press(&s), REASON_BROWSER_UNKNOWN);
    assert_int_equal(read_link(&s, NULL), REASON_BROWSER_UNKNOWN);
    assert_int_equal(send_answer(&s, answering(&s, NOTICE_STATE_ACCEPTED)), REASON_BROWSER_UNKNOWN);
    assert_int_equal(answers_said(s.w, &s.a, NULL), 0);
    scene_close(&s);
}

/* First the browser, then the press; then she is shown, once each in the access journal, as the door's. */
static void test_read_in_a_known_browser_after_a_press(void **state) {
    (void)state;
    struct scene s;
    notifications__read_by_link_reply *read = NULL;
    scene_open(&s);
    assert_int_equal(meet(&s, s.half), 0);
    assert_true(open_link(&s, s.token)->known);
    assert_int_equal(read_link(&s, NULL), REASON_LINK_NOT_READ);
    assert_int_equal(press(&s), 0);
    assert_int_equal(press(&s), 0);
    assert_int_equal(feeder_records(s.w, &s.a, "notifications", &notifications__link_read__descriptor, NULL), 1);
    assert_int_equal(read_link(&s, &read), 0);
    assert_string_equal(read->notice->content->given_name, "Wideline");
    assert_string_equal(read->organization_name, "Maison des familles");
    assert_string_equal(member_name(world_view(s.w, "notifications", &s.a), door_of(numbered(ORGANIZATION))),
                        "porte Maison des familles");
    scene_close(&s);
}

/* None, another's, ended, past its day: one answer, to whoever opens it and to the door. */
static void test_what_opens_nothing_is_one_answer(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s);
    become_known(&s);
    const char *good = s.token;
    s.token = "23479CDFGHJKMNPQRTWX";
    notifications__open_by_link_reply *none = open_link(&s, s.token);
    assert_int_equal(none->standing, LINK_STANDING_ENDED);
    assert_int_equal(read_link(&s, NULL), REASON_NOT_FOUND);
    s.token = good;
    world_pass(s.w, 30 * DAY);
    notifications__open_by_link_reply *old = open_link(&s, s.token);
    assert_true(span_equal(message_pack(&s.a, &none->base), message_pack(&s.a, &old->base)));
    assert_int_equal(read_link(&s, NULL), REASON_NOT_FOUND);
    scene_close(&s);
}

static int make(struct scene *s, notifications__link_channel channel, notifications__make_link_reply **out) {
    notifications__make_link_request *in = NEW(&s->a, notifications__make_link_request);
    in->referral_id = id_field(&s->a, numbered(REFERRAL));
    in->channel = channel;
    world_speak_for(s->w, NULL);
    return CALL(s->w, &s->a, "notifications", "desk", notifications, MakeLink, make_link, in, out);
}

/* A mail never voids the link of the sheet; one made anew over the same way does void its own. */
static void test_links_of_two_ways_stand_beside_each_other(void **state) {
    (void)state;
    struct scene s;
    notifications__make_link_reply *mail = NULL, *again = NULL;
    scene_open(&s);
    assert_int_equal(make(&s, LINK_CHANNEL_MAIL, &mail), 0);
    assert_int_equal(open_link(&s, s.token)->standing, LINK_STANDING_WAITING);
    assert_int_equal(open_link(&s, after_last(mail->link, '/'))->standing, LINK_STANDING_WAITING);
    assert_int_equal(make(&s, LINK_CHANNEL_MAIL, &again), 0);
    assert_string_not_equal(mail->link, again->link);
    assert_int_equal(open_link(&s, after_last(mail->link, '/'))->standing, LINK_STANDING_ENDED);
    assert_int_equal(open_link(&s, s.token)->standing, LINK_STANDING_WAITING);
    assert_int_equal(make(&s, LINK_CHANNEL_UNSPECIFIED, NULL), REASON_FIELDS_INVALID);
    world_links(s.w, NULL);
    assert_int_equal(make(&s, LINK_CHANNEL_MAIL, NULL), REASON_LINKS_OFF);
    scene_close(&s);
}

/* Whoever has the store's rows, or the open part of its records, has no link. */
static void test_a_token_stands_in_no_row(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s);
    struct view *v = world_view(s.w, "notifications", &s.a);
    struct link link;
    sippe__record *r;
    assert_true(notifications_link_by_token(v, s.token, &link));
    assert_false(message_mentions(&link.row->base, s.token));
    for (uint64_t seq = 1; (r = journal_read(v, seq)); seq++)
        if (r->open.len) assert_null(memmem(r->open.data, r->open.len, s.token, LINK_TOKEN_LEN));
    scene_close(&s);
}

/* ---- the door ---- */

/* The gateway speaks for it, and it may ask what is about its link; nothing else of a partner's, and no one else. */
static void test_a_door_may_do_nothing_else(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s);
    become_known(&s);
    notifications__list_notices_request *list_in = NEW(&s.a, notifications__list_notices_request);
    assert_int_equal(AS_DOOR_OF(&s, ListNotices, list_notices, list_in, NULL), REASON_NOT_ALLOWED);
    notifications__read_by_link_request *in = NEW(&s.a, notifications__read_by_link_request);
    in->token = s.token;
    in->browser = browser_of(&s);
    world_speak_for(s.w, NULL);
    assert_int_equal(CALL(s.w, &s.a, "notifications", "partner", notifications, ReadByLink, read_by_link, in, NULL),
                     REASON_NOT_ALLOWED);
    world_speak_for(s.w, s.door);
    assert_int_equal(CALL(s.w, &s.a, "notifications", "desk", notifications, ReadByLink, read_by_link, in, NULL),
                     REASON_ON_BEHALF_FORBIDDEN);
    world_speak_for(s.w, NULL);
    scene_close(&s);
}

/* Another organisation's door is told that there is no such link. */
static void test_a_link_is_its_organisations(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s);
    become_known(&s);
    directory__put_organization_request *in = NEW(&s.a, directory__put_organization_request);
    in->organization = NEW(&s.a, directory__organization);
    in->organization->organization_id = id_field(&s.a, numbered(2));
    in->organization->name = "Autre maison";
    world_speak_for(s.w, NULL);
    assert_int_equal(CALL(s.w, &s.a, "directory", "operator", directory, PutOrganization, put_organization, in, NULL),
                     0);
    assert_true(world_settle(s.w, 60000));
    s.door = id_text(&s.a, door_of(numbered(2)));
    assert_int_equal(read_link(&s, NULL), REASON_NOT_FOUND);
    scene_close(&s);
}

/* ---- answers ---- */

static void test_an_answer_says_whose_it_is(void **state) {
    (void)state;
    struct scene s;
    notifications__notice_answered *said = NULL;
    scene_open(&s);
    become_known(&s);
    notifications__answer_by_link_request *in = answering(&s, NOTICE_STATE_ACCEPTED);
    in->told_by = "";
    assert_int_equal(send_answer(&s, in), REASON_FIELDS_INVALID);
    in->told_by = "Nadège";
    assert_int_equal(send_answer(&s, in), 0);
    assert_int_equal(answers_said(s.w, &s.a, &said), 1);
    assert_string_equal(said->personal->told_by, "Nadège");
    assert_false(said->by_phone);
    assert_int_equal(open_link(&s, s.token)->standing, LINK_STANDING_ANSWERED);
    scene_close(&s);
}

/* Received is no answer: a colleague who had the page open then answers all the same. */
static void test_received_is_no_answer_yet(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s);
    become_known(&s);
    notifications__answer_by_link_request *other = answering(&s, NOTICE_STATE_WAITLISTED);
    assert_int_equal(send_answer(&s, answering(&s, NOTICE_STATE_ACKNOWLEDGED)), 0);
    assert_int_equal(open_link(&s, s.token)->standing, LINK_STANDING_WAITING);
    assert_int_equal(send_answer(&s, other), 0);
    scene_close(&s);
}

static void test_a_second_answer_is_noted(void **state) {
    (void)state;
    struct scene s;
    notifications__answer_noted *late = NULL;
    scene_open(&s);
    become_known(&s);
    notifications__answer_by_link_request *other = answering(&s, NOTICE_STATE_WAITLISTED);
    other->note = "quinze jours";
    assert_int_equal(send_answer(&s, answering(&s, NOTICE_STATE_ACCEPTED)), 0);
    assert_int_equal(send_answer(&s, other), REASON_ANSWERED_ALREADY);
    assert_int_equal(noted(&s, &late), 1);
    assert_string_equal(late->personal->note, "quinze jours");
    assert_int_equal(answers_said(s.w, &s.a, NULL), 1);
    scene_close(&s);
}

/* For seven days what was said is said anew, from wherever it led; then it is noted. */
static void test_an_answer_is_corrected_for_seven_days(void **state) {
    (void)state;
    struct scene s;
    notifications__notice_answered *said = NULL;
    scene_open(&s);
    become_known(&s);
    notifications__answer_by_link_request *in = answering(&s, NOTICE_STATE_FIRST_CONTACT);
    in->first_contact_on = civil_date(&s.a, day_from(2026, 11, 20));
    assert_int_equal(send_answer(&s, in), 0);
    in = answering(&s, NOTICE_STATE_ACCEPTED);
    assert_int_equal(send_answer(&s, in), REASON_MOVE_ILLEGAL);
    in->corrects = true;
    world_pass(s.w, 7 * DAY - HOUR);
    assert_int_equal(send_answer(&s, in), 0);
    assert_int_equal(answers_said(s.w, &s.a, &said), 2);
    assert_true(span_equal(span_pb(said->corrects), span_pb(in->version)));
    in = answering(&s, NOTICE_STATE_DECLINED);
    in->decline_reason = DECLINE_REASON_FULL;
    in->corrects = true;
    world_pass(s.w, 7 * DAY);
    assert_int_equal(send_answer(&s, in), REASON_CORRECTION_OVER);
    assert_int_equal(noted(&s, NULL), 1);
    scene_close(&s);
}

/* She took it back: at once nothing is shown, and what was about to be sent is noted and changes nothing. */
static void test_a_withdrawal_wins_at_once(void **state) {
    (void)state;
    struct scene s;
    scene_open(&s);
    become_known(&s);
    notifications__answer_by_link_request *in = answering(&s, NOTICE_STATE_ACCEPTED);
    world_speak_for(s.w, NULL);
    cancel(s.w, &s.a, REFERRAL);
    notifications__open_by_link_reply *o = open_link(&s, s.token);
    assert_int_equal(o->standing, LINK_STANDING_WITHDRAWN);
    assert_int_equal(o->need, NEED_UNSPECIFIED);
    assert_int_equal(read_link(&s, NULL), REASON_NOTICE_WITHDRAWN);
    assert_int_equal(meet(&s, s.half), REASON_NOTICE_WITHDRAWN);
    assert_int_equal(send_answer(&s, in), REASON_NOTICE_WITHDRAWN);
    assert_int_equal(noted(&s, NULL), 1);
    assert_int_equal(answers_said(s.w, &s.a, NULL), 0);
    assert_int_equal(make(&s, LINK_CHANNEL_MAIL, NULL), REASON_NOTICE_WITHDRAWN);
    scene_close(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_link_alone_opens_nothing_of_her),
        cmocka_unit_test(test_read_in_a_known_browser_after_a_press),
        cmocka_unit_test(test_what_opens_nothing_is_one_answer),
        cmocka_unit_test(test_links_of_two_ways_stand_beside_each_other),
        cmocka_unit_test(test_a_token_stands_in_no_row),
        cmocka_unit_test(test_a_door_may_do_nothing_else),
        cmocka_unit_test(test_a_link_is_its_organisations),
        cmocka_unit_test(test_an_answer_says_whose_it_is),
        cmocka_unit_test(test_received_is_no_answer_yet),
        cmocka_unit_test(test_a_second_answer_is_noted),
        cmocka_unit_test(test_an_answer_is_corrected_for_seven_days),
        cmocka_unit_test(test_a_withdrawal_wins_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
