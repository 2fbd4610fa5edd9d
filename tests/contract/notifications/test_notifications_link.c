/* Links: what opens by one, for whom, and for how long; browsers that an organisation is known by. */
#include "notifications_world.h"
#include "notifications/link/links.h"

static const char ORIGIN[] = "https://sippe.test";
#define DAY (24 * HOUR)

struct scene {
    struct arena a;
    struct world *w;
    const char *token, *half, *door;
    uint8_t browser[32];
};

static const char *after_last(const char *text, char c) { return strrchr(text, c) + 1; }

/* A sheet that was printed, with its link and its code; whoever got it has a browser that nobody knows. */
static void scene_open(struct scene *s) {
    notifications__get_sheet_reply *sheet_got;
    s->w = world_open(&s->a);
    world_links(s->w, ORIGIN);
    furnish(s->w, &s->a);
    refer(s->w, &s->a, REFERRAL);
    assert_int_equal(sheet(s->w, &s->a, "desk", REFERRAL, &sheet_got), 0);
    s->token = after_last(sheet_got->link, '/');
    s->half = after_last(sheet_got->answer_code, '-');
    s->door = id_text(&s->a, door_of(numbered(ORGANIZATION)));
    memset(s->browser, 7, sizeof s->browser);
}

static void scene_close(struct scene *s) { world_close(s->w, &s->a); }

static ProtobufCBinaryData browser_of(struct scene *s) { return pb_of(span_of(s->browser, sizeof s->browser)); }

/* As the gateway does it: by its own key, on behalf of the door. */
#define AS_DOOR_OF(s, method, type, in, out)                                                                           \
    (world_speak_for((s)->w, (s)->door),                                                                               \
     CALL((s)->w, &(s)->a, "notifications", "gateway", notifications, method, type, in, out))

static notifications__open_by_link_reply *open_link(struct scene *s, const char *token) {
    notifications__open_by_link_request *in = NEW(&s->a, notifications__open_by_link_request);
    notifications__open_by_link_reply *out = NULL;
    in->token = token;
    in->browser = browser_of(s);
    world_speak_for(s->w, NULL);
    assert_int_equal(CALL(s->w, &s->a, "notifications", "gateway", notifications, OpenByLink, open_by_link, in, &out),
                     0);
    return out;
}

static int meet(struct scene *s, const char *code) {
    notifications__meet_browser_request *in = NEW(&s->a, notifications__meet_browser_request);
    in->token = s->token;
    in->browser = browser_of(s);
    in->code = code;
    in->place = "Edge 130, Windows";
    return AS_DOOR_OF(s, MeetBrowser, meet_browser, in, NULL);
}

static int press(struct scene *s) {
    notifications__note_link_read_request *in = NEW(&s->a, notifications__note_link_read_request);
    in->token = s->token;
    in->browser = browser_of(s);
    return AS_DOOR_OF(s, NoteLinkRead, note_link_read, in, NULL);
}

static int read_link(struct scene *s, notifications__read_by_link_reply **out) {
    notifications__read_by_link_request *in = NEW(&s->a, notifications__read_by_link_request);
    in->token = s->token;
    in->browser = browser_of(s);
    return AS_DOOR_OF(s, ReadByLink, read_by_link, in, out);
}

static notifications__answer_by_link_request *answering(struct scene *s, notifications__notice_state answer) {
    notifications__answer_by_link_request *in = NEW(&s->a, notifications__answer_by_link_request);
    notifications__read_by_link_reply *read = NULL;
    in->token = s->token;
    in->browser = browser_of(s);
    in->answer = answer;
    in->told_by = "Nadège";
    if (read_link(s, &read) == 0) in->version = read->notice->version;
    return in;
}

static int send_answer(struct scene *s, const notifications__answer_by_link_request *in) {
    return AS_DOOR_OF(s, AnswerByLink, answer_by_link, in, NULL);
}

static void become_known(struct scene *s) {
    assert_int_equal(meet(s, s->half), 0);
    assert_int_equal(press(s), 0);
}

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

/* ---- browsers ---- */

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
        cmocka_unit_test(test_a_browser_is_known_for_ninety_days),
        cmocka_unit_test(test_staff_end_a_browser),
        cmocka_unit_test(test_digits_that_were_read_out),
        cmocka_unit_test(test_five_wrong_codes_close_a_link_for_an_hour),
        cmocka_unit_test(test_wrong_at_two_organisations_ends_a_browser),
        cmocka_unit_test(test_an_answer_says_whose_it_is),
        cmocka_unit_test(test_received_is_no_answer_yet),
        cmocka_unit_test(test_a_second_answer_is_noted),
        cmocka_unit_test(test_an_answer_is_corrected_for_seven_days),
        cmocka_unit_test(test_a_withdrawal_wins_at_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
