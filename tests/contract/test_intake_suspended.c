/* A follow-up that rests, one whose end is taken back, and what scheduling hears of both; with all four daemons. */
#include <stdio.h>
#include "base/message.h"
#include "feeder.h"
#include "follow_world.h"

static intake__submit_screening_reply *enrolled(struct desk *t, bool followed) {
    intake__enrol_family_reply *e = NULL;
    put_worker(t, "ts-1", DISCIPLINE_SOCIAL_WORKER);
    put_worker(t, "inf-1", DISCIPLINE_NURSE);
    intake__submit_screening_reply *s = family_for_sippe(t);
    assert_int_equal(enrol(t, s, &e), 0);
    assert_true(world_settle(t->w, 60000));
    if (followed) confirm(t, e->enrolment_id);
    assert_true(world_settle(t->w, 60000));
    return s;
}

static const intake__enrolment *enrolment(struct desk *t, const intake__submit_screening_reply *s) {
    return family(t, "team", s->family_id)->enrolment;
}

static int suspend_on(struct desk *t, const intake__submit_screening_reply *s, intake__suspension_reason why,
                      int days) {
    intake__suspend_enrolment_request *in = NEW(&t->a, intake__suspend_enrolment_request);
    intake__suspend_enrolment_reply *out = NULL;
    in->enrolment_id = enrolment(t, s)->enrolment_id;
    in->version = enrolment(t, s)->version;
    in->reason = why;
    in->review_on = civil_date(&t->a, day_at(fixture_montreal, world_now_ms(t->w)) + days);
    int reason = ASK(t, "team", SuspendEnrolment, suspend_enrolment, in, &out);
    assert_true(world_settle(t->w, 60000));
    return reason;
}
static int suspend(struct desk *t, const intake__submit_screening_reply *s) {
    return suspend_on(t, s, SUSPENSION_REASON_LOST_FROM_SIGHT, 21);
}

static int resume(struct desk *t, const intake__submit_screening_reply *s) {
    intake__resume_enrolment_request *in = NEW(&t->a, intake__resume_enrolment_request);
    intake__resume_enrolment_reply *out = NULL;
    in->enrolment_id = enrolment(t, s)->enrolment_id;
    in->version = enrolment(t, s)->version;
    int reason = ASK(t, "team", ResumeEnrolment, resume_enrolment, in, &out);
    assert_true(world_settle(t->w, 60000));
    return reason;
}

static void end(struct desk *t, const intake__submit_screening_reply *s) {
    intake__end_enrolment_request *in = NEW(&t->a, intake__end_enrolment_request);
    intake__end_enrolment_reply *out = NULL;
    in->enrolment_id = enrolment(t, s)->enrolment_id;
    in->version = enrolment(t, s)->version;
    in->reason = END_REASON_MOVED;
    assert_int_equal(ASK(t, "team", EndEnrolment, end_enrolment, in, &out), 0);
    assert_true(world_settle(t->w, 60000));
}

static int reopen(struct desk *t, const intake__submit_screening_reply *s, const char *why) {
    intake__reopen_enrolment_request *in = NEW(&t->a, intake__reopen_enrolment_request);
    intake__reopen_enrolment_reply *out = NULL;
    in->enrolment_id = enrolment(t, s)->enrolment_id;
    in->version = enrolment(t, s)->version;
    in->reason = why;
    int reason = ASK(t, "team", ReopenEnrolment, reopen_enrolment, in, &out);
    assert_true(world_settle(t->w, 60000));
    return reason;
}

static size_t proposed(const scheduling__family_visits_reply *f) {
    size_t n = 0;
    for (size_t i = 0; i < f->n_windows; i++) n += f->windows[i]->propose_from != NULL;
    return n;
}

static const sippe__work_item *asked(struct desk *t) { return work_of(worklist(t, "team"), WORK_KIND_SUSPENDED); }

/* Nothing is due while it rests, she is asked on the day that was said, and her key worker stays hers. */
static void test_suspended_and_resumed(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = enrolled(t, true);
    assert_true(proposed(follow_up(t, s->family_id)) > 0);
    assert_int_equal(suspend(t, s), 0);
    const intake__enrolment *e = enrolment(t, s);
    assert_int_equal(e->state, ENROLMENT_STATE_SUSPENDED);
    assert_int_equal(e->suspension, SUSPENSION_REASON_LOST_FROM_SIGHT);
    assert_non_null(e->suspended_on);
    assert_true(*e->key_worker);
    assert_int_equal(proposed(follow_up(t, s->family_id)), 0);
    assert_int_equal(suspend(t, s), REASON_ENROLMENT_SUSPENDED);
    leap(t, 22 * DAY_LONG);
    const sippe__work_item *item = asked(t);
    assert_non_null(item);
    assert_true(item->overdue);
    assert_int_equal(resume(t, s), 0);
    assert_int_equal(enrolment(t, s)->state, ENROLMENT_STATE_ACTIVE);
    assert_null(asked(t));
    assert_true(proposed(follow_up(t, s->family_id)) > 0);
    assert_int_equal(resume(t, s), REASON_ENROLMENT_NOT_SUSPENDED);
}

/* A family whom nobody follows yet is to have somebody all the same, and what is told of that does not end the rest. */
static void test_suspended_before_she_has_anybody(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = enrolled(t, false);
    assert_int_equal(suspend(t, s), 0);
    assert_non_null(work_of(worklist(t, "coord"), WORK_KIND_KEY_WORKER));
    confirm(t, enrolment(t, s)->enrolment_id);
    assert_true(world_settle(t->w, 60000));
    assert_int_equal(enrolment(t, s)->state, ENROLMENT_STATE_SUSPENDED);
    assert_null(work_of(worklist(t, "coord"), WORK_KIND_KEY_WORKER));
    assert_int_equal(resume(t, s), 0);
    assert_int_equal(enrolment(t, s)->state, ENROLMENT_STATE_ACTIVE);
}

static void test_suspension_refused(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = enrolled(t, true);
    assert_int_equal(suspend_on(t, s, SUSPENSION_REASON_UNSPECIFIED, 20), REASON_FIELDS_INVALID);
    assert_int_equal(suspend_on(t, s, SUSPENSION_REASON_AWAY, 0), REASON_FIELDS_INVALID);
    assert_int_equal(suspend_on(t, s, SUSPENSION_REASON_AWAY, 367), REASON_FIELDS_INVALID);
    assert_int_equal(suspend_on(t, s, SUSPENSION_REASON_AWAY, 366), 0);
    end(t, s);
    assert_int_equal(suspend(t, s), REASON_NOT_ENROLLED);
    assert_int_equal(resume(t, s), REASON_ENROLMENT_NOT_SUSPENDED);
}

/* The same enrolment goes on with the same key worker; what the end had cancelled is not booked anew, and what lay
 * between is not owed. */
static void test_reopened(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = enrolled(t, true);
    ProtobufCBinaryData was = enrolment(t, s)->enrolment_id;
    assert_int_equal(reopen(t, s, "close par erreur"), REASON_ENROLMENT_NOT_ENDED);
    end(t, s);
    assert_int_equal(follow_up(t, s->family_id)->state, FOLLOW_UP_STATE_ENDED);
    leap(t, 9 * DAY_LONG);
    assert_int_equal(reopen(t, s, " "), REASON_FIELDS_INVALID);
    assert_int_equal(reopen(t, s, "close par erreur"), 0);
    const intake__enrolment *e = enrolment(t, s);
    assert_true(span_equal(span_pb(e->enrolment_id), span_pb(was)));
    assert_int_equal(e->state, ENROLMENT_STATE_ACTIVE);
    assert_int_equal(e->end_reason, END_REASON_UNSPECIFIED);
    assert_null(e->ended_at);
    scheduling__family_visits_reply *f = follow_up(t, s->family_id);
    assert_int_equal(f->state, FOLLOW_UP_STATE_FOLLOWED);
    for (size_t i = 0; i < f->n_visits; i++) assert_int_equal(f->visits[i]->state, VISIT_STATE_CANCELLED);
    assert_true(proposed(f) > 0);
}

static void test_reopened_too_late(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = enrolled(t, true);
    end(t, s);
    leap(t, 31 * DAY_LONG);
    assert_int_equal(reopen(t, s, "elle revient"), REASON_REOPEN_TOO_LATE);
}

static size_t changes(struct desk *t) {
    return feeder_records(t->w, &t->a, "scheduling", &scheduling__follow_up_changed__descriptor, NULL);
}
static size_t tellings(struct desk *t) {
    return feeder_records(t->w, &t->a, "intake", &intake__follow_up_told__descriptor, NULL);
}

/* Another number, language, postal code: scheduling hears of them after the enrolment too, and of nothing twice. */
static void test_how_she_is_reached_is_told(void **state) {
    struct desk *t = *state;
    intake__submit_screening_reply *s = enrolled(t, true);
    size_t before = changes(t), told = tellings(t);
    const intake__get_family_reply *f = family(t, "team", s->family_id);
    intake__change_contact_request *in = NEW(&t->a, intake__change_contact_request);
    in->family_id = s->family_id;
    in->version = f->contact_version;
    in->contact = message_copy(&t->a, &f->contact->base);
    in->contact->interpreter_needed = YES_NO_YES;
    in->reason = "elle l'a dit";
    assert_int_equal(ASK(t, "team", ChangeContact, change_contact, in, NULL), 0);
    assert_true(world_settle(t->w, 60000));
    assert_int_equal(changes(t), before + 1);
    in->version = family(t, "team", s->family_id)->contact_version;
    in->contact->email = "maude@exemple.ca"; /* no business of a follow-up's */
    assert_int_equal(ASK(t, "team", ChangeContact, change_contact, in, NULL), 0);
    assert_true(world_settle(t->w, 60000));
    assert_int_equal(changes(t), before + 1);
    assert_int_equal(tellings(t), told + 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, follow_opened, follow_closed)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_suspended_and_resumed), TEST(test_suspended_before_she_has_anybody),
        TEST(test_suspension_refused),    TEST(test_reopened),
        TEST(test_reopened_too_late),     TEST(test_how_she_is_reached_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
