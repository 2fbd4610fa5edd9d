/* The register of incidents: what opens one, what closes it, what it keeps from being erased, and what outlives her. */
#include "erasure_world.h"

static ProtobufCBinaryData family_of(struct loop *l) { return family_for_sippe(&l->t)->family_id; }

static sippe__date *on(struct loop *l, day d) {
    int year, month, dom;
    day_parts(d, &year, &month, &dom);
    return date(&l->t.a, year, month, dom);
}

static intake__incident_facts *facts(struct loop *l) {
    intake__incident_facts *f = NEW(&l->t.a, intake__incident_facts);
    f->kind = INCIDENT_KIND_LOSS;
    APPEND(&l->t.a, f, information, SHOWS_IDENTITY);
    f->circumstances = "Un porte-documents oublié dans l'autobus 139.";
    f->occurred_on = on(l, fixture_today() - 2);
    f->known_on = on(l, fixture_today());
    f->people = 3;
    return f;
}

static int open_as(struct loop *l, const char *key, ProtobufCBinaryData family_id, intake__incident_facts *f,
                   intake__open_incident_reply **out) {
    intake__open_incident_request *in = NEW(&l->t.a, intake__open_incident_request);
    in->family_id = family_id;
    in->facts = f;
    return ASK(&l->t, key, OpenIncident, open_incident, in, out);
}

static intake__list_incidents_reply *all(struct loop *l, bool closed_too) {
    intake__list_incidents_request *in = NEW(&l->t.a, intake__list_incidents_request);
    intake__list_incidents_reply *out = NULL;
    in->closed_too = closed_too;
    assert_int_equal(ASK(&l->t, "privacy", ListIncidents, list_incidents, in, &out), 0);
    return out;
}

static intake__get_incident_reply *get(struct loop *l, ProtobufCBinaryData id) {
    intake__get_incident_request *in = NEW(&l->t.a, intake__get_incident_request);
    intake__get_incident_reply *out = NULL;
    in->incident_id = id;
    return ASK(&l->t, "coord", GetIncident, get_incident, in, &out) == 0 ? out : NULL;
}

/* A request of this type about the incident, as it is now. */
#define ABOUT(l, id, type)                                                                                             \
    ({                                                                                                                 \
        intake__##type##_request *in_ = NEW(&(l)->t.a, intake__##type##_request);                                      \
        in_->incident_id = (id);                                                                                       \
        in_->version = get((l), (id))->summary->version;                                                               \
        in_;                                                                                                           \
    })

static int assess(struct loop *l, ProtobufCBinaryData id, sippe__yes_no serious, const char *likelihood) {
    intake__assess_incident_request *in = ABOUT(l, id, assess_incident);
    in->assessment = NEW(&l->t.a, intake__incident_assessment);
    in->assessment->serious_injury = serious;
    in->assessment->sensitivity = "un nom et un téléphone";
    in->assessment->consequences = "un appel non voulu";
    in->assessment->likelihood = likelihood;
    return ASK(&l->t, "privacy", AssessIncident, assess_incident, in, NULL);
}

static int notify(struct loop *l, ProtobufCBinaryData id, intake__incident_notified who, const char *note) {
    intake__notify_incident_request *in = ABOUT(l, id, notify_incident);
    in->notice = NEW(&l->t.a, intake__incident_notice);
    in->notice->notified = who;
    in->notice->on = on(l, fixture_today());
    in->notice->note = note;
    return ASK(&l->t, "privacy", NotifyIncident, notify_incident, in, NULL);
}

static int close_it(struct loop *l, ProtobufCBinaryData id) {
    return ASK(&l->t, "coord", CloseIncident, close_incident, ABOUT(l, id, close_incident), NULL);
}

static int strike(struct loop *l, ProtobufCBinaryData id, const char *reason) {
    intake__strike_incident_request *in = ABOUT(l, id, strike_incident);
    in->reason = reason;
    return ASK(&l->t, "coord", StrikeIncident, strike_incident, in, NULL);
}

static int reopen(struct loop *l, ProtobufCBinaryData id, const char *reason) {
    intake__reopen_incident_request *in = ABOUT(l, id, reopen_incident);
    in->reason = reason;
    return ASK(&l->t, "coord", ReopenIncident, reopen_incident, in, NULL);
}

static int note(struct loop *l, ProtobufCBinaryData id, intake__incident_facts *f, const char *reason,
                const char *measure) {
    intake__note_incident_request *in = ABOUT(l, id, note_incident);
    in->facts = f;
    in->reason = reason;
    in->measure = measure;
    return ASK(&l->t, "privacy", NoteIncident, note_incident, in, NULL);
}

static size_t n_holds(struct loop *l, ProtobufCBinaryData family_id) {
    return family(&l->t, "coord", family_id)->n_holds;
}

static const sippe__work_item *work(struct loop *l, const char *key) {
    return work_of(worklist(&l->t, key), WORK_KIND_INCIDENT);
}

/* ---- a partner's "received by mistake" ---- */

static void partner_says_by_mistake(struct loop *l) {
    const notifications__notice *n = notices(l)->notices[0];
    notifications__report_wrong_partner_request *in = NEW(&l->t.a, notifications__report_wrong_partner_request);
    in->notice_id = n->notice_id;
    in->version = n->version;
    in->told_by = "Mme Roy";
    in->note = "nous ne donnons pas cela";
    assert_int_equal(CALL(l->t.w, &l->t.a, "notifications", "maison", notifications, ReportWrongPartner,
                          report_wrong_partner, in, NULL),
                     0);
    settle_all(l);
}

static void test_a_partners_answer_opens_one(void **state) {
    struct loop *l = *state;
    intake__record_consent_reply *c = NULL;
    intake__refer_to_partner_reply *r = NULL;
    intake__submit_screening_reply *s = referred(l, &c, &r);
    partner_says_by_mistake(l);
    intake__list_incidents_reply *list = all(l, false);
    assert_int_equal(list->n_incidents, 1);
    const intake__incident_summary *i = list->incidents[0];
    assert_int_equal(i->source, INCIDENT_SOURCE_PARTNER);
    assert_int_equal(i->state, INCIDENT_STATE_OPEN);
    assert_string_equal(i->opened_by, "");
    assert_string_equal(i->family_number, s->family_number);
    assert_true(SAME_BYTES(i->referral_id, r->referral_id));
    assert_int_equal(i->facts->kind, INCIDENT_KIND_COMMUNICATION);
    assert_int_equal(i->facts->n_information, 3);
    assert_int_equal(DAY(i->facts->known_on), fixture_today());
    assert_int_equal(DAY(i->facts->occurred_on), fixture_today());
    assert_int_equal(n_holds(l, s->family_id), 1);
    const sippe__work_item *item = work(l, "coord");
    assert_non_null(item);
    assert_int_equal(item->role, ROLE_COORDINATOR);
    assert_string_equal(item->family_number, s->family_number);
    assert_int_equal(DAY(item->due_on), DAY(i->act_by));
    assert_int_equal(DAY(i->act_by),
                     day_from(2026, 11, 23)); /* delays.assess_incident: one working day from a Friday */
    assert_null(work(l, "desk"));
    assert_null(work(l, "team"));
    assert_non_null(work_of(worklist(&l->t, "desk"), WORK_KIND_WRONG_PARTNER)); /* the right one is still to be found */
    assert_int_equal(close_it(l, i->incident_id), REASON_INCIDENT_INCOMPLETE);  /* nobody has said how it came about */
}

/* Accepted after all, then by mistake once more: it is the same one; struck out, the next answer opens another. */
static void test_one_stands_for_a_referral(void **state) {
    struct loop *l = *state;
    referred(l, &(intake__record_consent_reply *){NULL}, &(intake__refer_to_partner_reply *){NULL});
    for (int i = 0; i < 3; i++) {
        notifications__accept_notice_request *yes = NEW(&l->t.a, notifications__accept_notice_request);
        partner_says_by_mistake(l);
        assert_int_equal(all(l, true)->n_incidents, i < 2 ? 1 : 2);
        if (i == 1) assert_int_equal(strike(l, all(l, true)->incidents[0]->incident_id, "bon organisme"), 0);
        yes->notice_id = notices(l)->notices[0]->notice_id;
        yes->version = notices(l)->notices[0]->version;
        yes->told_by = "Mme Roy";
        assert_int_equal(
            CALL(l->t.w, &l->t.a, "notifications", "maison", notifications, AcceptNotice, accept_notice, yes, NULL), 0);
        settle_all(l);
    }
    assert_int_equal(all(l, false)->n_incidents, 1);
}

/* ---- by a person ---- */

static void test_who_may_and_what_is_asked(void **state) {
    struct loop *l = *state;
    ProtobufCBinaryData none = {0}, who = family_of(l);
    static const char *const others[] = {"desk", "team", "op", "maison"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_int_equal(open_as(l, others[i], none, facts(l), NULL), REASON_NOT_ALLOWED);
    assert_int_equal(open_as(l, "coord", none, NULL, NULL), REASON_FIELDS_INVALID);
    intake__incident_facts *f = facts(l);
    f->circumstances = " \n ";
    assert_int_equal(open_as(l, "coord", none, f, NULL), REASON_FIELDS_INVALID);
    f = facts(l);
    f->known_on = on(l, fixture_today() + 1);
    assert_int_equal(open_as(l, "coord", none, f, NULL), REASON_FIELDS_INVALID);
    f = facts(l);
    f->known_on = on(l, fixture_today() - 3); /* before it took place */
    assert_int_equal(open_as(l, "coord", none, f, NULL), REASON_FIELDS_INVALID);
    f = facts(l);
    f->occurred_until = on(l, fixture_today() - 4);
    assert_int_equal(open_as(l, "coord", none, f, NULL), REASON_FIELDS_INVALID);
    f = facts(l);
    f->people = -1;
    assert_int_equal(open_as(l, "coord", none, f, NULL), REASON_FIELDS_INVALID);
    assert_int_equal(all(l, true)->n_incidents, 0);
    assert_int_equal(n_holds(l, who), 0);
    intake__open_incident_reply *o = NULL;
    assert_int_equal(open_as(l, "privacy", none, facts(l), &o), 0);
    assert_string_equal(get(l, o->incident_id)->summary->family_number, "");
    assert_non_null(work(l, "coord"));
    assert_int_equal(open_as(l, "privacy", who, facts(l), &o), 0);
    assert_int_equal(n_holds(l, who), 1);
}

static ProtobufCBinaryData opened(struct loop *l, ProtobufCBinaryData who) {
    intake__open_incident_reply *o = NULL;
    assert_int_equal(open_as(l, "coord", who, facts(l), &o), 0);
    return o->incident_id;
}

static void test_a_serious_one_is_told_before_it_is_closed(void **state) {
    struct loop *l = *state;
    ProtobufCBinaryData id = opened(l, family_of(l));
    assert_int_equal(close_it(l, id), REASON_INCIDENT_NOT_ASSESSED);
    assert_int_equal(assess(l, id, YES_NO_UNKNOWN, "faible"), REASON_FIELDS_INVALID);
    assert_int_equal(assess(l, id, YES_NO_YES, "  "), REASON_FIELDS_INVALID);
    assert_int_equal(assess(l, id, YES_NO_YES, "réelle"), 0);
    assert_int_equal(close_it(l, id), REASON_INCIDENT_NOTICES_MISSING);
    assert_int_equal(notify(l, id, INCIDENT_NOTIFIED_COMMISSION, ""), 0);
    assert_int_equal(notify(l, id, INCIDENT_NOTIFIED_MINISTER, ""), 0);
    assert_int_equal(close_it(l, id), REASON_INCIDENT_NOTICES_MISSING);
    assert_int_equal(notify(l, id, INCIDENT_NOTIFIED_PUBLIC, " "), REASON_FIELDS_INVALID); /* why not herself? */
    assert_int_equal(notify(l, id, INCIDENT_NOTIFIED_PERSON, ""), 0);
    assert_int_equal(close_it(l, id), 0);
    const intake__get_incident_reply *g = get(l, id);
    assert_int_equal(g->summary->state, INCIDENT_STATE_CLOSED);
    assert_int_equal(g->n_steps, 6);
    assert_int_equal(g->steps[1]->assessment->serious_injury, YES_NO_YES);
    assert_int_equal(g->steps[4]->notice->notified, INCIDENT_NOTIFIED_PERSON);
    assert_int_equal(DAY(g->summary->kept_until), day_add_months(fixture_today(), 60));
    assert_null(work(l, "coord"));
    assert_int_equal(notify(l, id, INCIDENT_NOTIFIED_OTHER, "police"), REASON_INCIDENT_CLOSED);
}

/* What was wrong is corrected by a record of its own, and each wording stays. */
static void test_facts_are_corrected_and_their_history_stays(void **state) {
    struct loop *l = *state;
    ProtobufCBinaryData id = opened(l, (ProtobufCBinaryData){0});
    intake__incident_facts *f = facts(l);
    f->people = 5;
    assert_int_equal(note(l, id, f, " ", ""), REASON_FIELDS_INVALID);
    assert_int_equal(note(l, id, NULL, "", "  "), REASON_FIELDS_INVALID);
    assert_int_equal(note(l, id, f, "recompté", ""), 0);
    assert_int_equal(note(l, id, NULL, "", "le porte-documents est retrouvé"), 0);
    const intake__get_incident_reply *g = get(l, id);
    assert_int_equal(g->summary->facts->people, 5);
    assert_int_equal(g->n_steps, 3);
    assert_int_equal(g->steps[0]->facts->people, 3);
    assert_string_equal(g->steps[1]->reason, "recompté");
    assert_null(g->steps[2]->facts);
    assert_string_equal(g->steps[2]->measure, "le porte-documents est retrouvé");
    intake__note_incident_request *stale = NEW(&l->t.a, intake__note_incident_request);
    stale->incident_id = id;
    stale->measure = "rien";
    assert_int_equal(ASK(&l->t, "coord", NoteIncident, note_incident, stale, NULL), REASON_VERSION_STALE);
}

/* ---- what it keeps ---- */

static void test_her_file_is_not_erased_while_it_is_open(void **state) {
    struct loop *l = *state;
    ProtobufCBinaryData who = family_of(l), id = opened(l, who), erasing = proposed(l, who)->erasure_id;
    delay_passes(l);
    assert_int_equal(confirm_as(l, "coord2", erasing), REASON_ERASURE_ON_HOLD);
    const intake__hold *h = family(&l->t, "coord", who)->holds[0];
    assert_int_equal(h->kind, HOLD_KIND_INCIDENT);
    assert_true(SAME_BYTES(h->incident_id, id));
    intake__put_hold_reply as = INTAKE__PUT_HOLD_REPLY__INIT;
    as.hold_id = h->hold_id;
    as.version = h->version;
    assert_int_equal(lift(l, "privacy", &as), REASON_INCIDENT_OPEN);
    assert_int_equal(assess(l, id, YES_NO_NO, "nulle"), 0);
    assert_int_equal(close_it(l, id), 0);
    assert_int_equal(n_holds(l, who), 0);
    assert_int_equal(reopen(l, id, " "), REASON_FIELDS_INVALID);
    assert_int_equal(reopen(l, id, "une copie a été vue"), 0);
    assert_int_equal(reopen(l, id, "encore"), REASON_INCIDENT_OPEN);
    assert_non_null(work(l, "coord"));
    assert_int_equal(n_holds(l, who), 1);
    assert_int_equal(confirm_as(l, "coord2", erasing), REASON_ERASURE_ON_HOLD);
    assert_int_equal(strike(l, id, ""), REASON_FIELDS_INVALID);
    assert_int_equal(strike(l, id, "ce n'était pas sa copie"), 0);
    assert_int_equal(get(l, id)->summary->state, INCIDENT_STATE_IN_ERROR);
    assert_int_equal(confirm_as(l, "coord2", erasing), 0);
}

/* The register outlives her, and names her no more; what is learned of it later is taken all the same. */
static void test_it_outlives_her_and_ends_after_five_years(void **state) {
    struct loop *l = *state;
    ProtobufCBinaryData who = family_of(l), id = opened(l, who);
    assert_int_equal(assess(l, id, YES_NO_NO, "nulle"), 0);
    assert_int_equal(close_it(l, id), 0);
    erased(l, who);
    const intake__get_incident_reply *g = get(l, id);
    assert_non_null(g);
    assert_string_equal(g->summary->family_number, "");
    assert_string_equal(g->summary->facts->circumstances, facts(l)->circumstances);
    assert_int_equal(reopen(l, id, "une copie a été vue"), 0);
    assert_int_equal(note(l, id, NULL, "", "copie détruite"), 0);
    assert_null(world_verify(l->t.w));
    leap(&l->t, 6 * 366 * DAY_LONG);
    assert_non_null(get(l, id)); /* open, it stays */
    assert_int_equal(close_it(l, id), 0);
    leap(&l->t, 2 * DAY_LONG);
    settle_all(l);
    assert_null(get(l, id));
    assert_int_equal(all(l, true)->n_incidents, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_a_partners_answer_opens_one, erasure_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_one_stands_for_a_referral, erasure_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_who_may_and_what_is_asked, erasure_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_a_serious_one_is_told_before_it_is_closed, erasure_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_facts_are_corrected_and_their_history_stays, erasure_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_her_file_is_not_erased_while_it_is_open, erasure_opened, loop_closed),
        cmocka_unit_test_setup_teardown(test_it_outlives_her_and_ends_after_five_years, erasure_opened, loop_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
