/* Facts of a family as they are told: as they are, or as they were told at first and then corrected. */
#pragma once
#include <stdio.h>
#include "base/message.h"
#include "../follow_world.h"
#include "../loop_world.h"

struct told {
    struct loop l;
    intake__submit_screening_reply *s;
    ProtobufCBinaryData encounter;
};

static day today(struct told *w) { return day_at(fixture_montreal, world_now_ms(w->l.t.w)); }
static sippe__date *day_at_from(struct told *w, int days) { return civil_date(&w->l.t.a, today(w) + days); }
static intake__get_family_reply *file(struct told *w) { return family(&w->l.t, "team", w->s->family_id); }
#define TELL(w, Method, method, in) assert_int_equal(ASK(&(w)->l.t, "team", Method, method, in, NULL), 0)

/* ---- facts: as they are, or as they were told at first ---- */

static void date_pregnancy(struct told *w, int days) {
    intake__date_pregnancy_request *in = NEW(&w->l.t.a, intake__date_pregnancy_request);
    intake__get_family_reply *f = file(w);
    in->family_id = w->s->family_id;
    in->version = f->kin_version;
    in->pregnancy_id = f->kin->pregnancies[0]->pregnancy_id;
    in->due_date = day_at_from(w, days);
    in->source = DUE_SOURCE_ULTRASOUND;
    in->reason = "échographie";
    TELL(w, DatePregnancy, date_pregnancy, in);
}
static void due_wrong(struct told *w) { date_pregnancy(w, 170); }
static void due_right(struct told *w) { date_pregnancy(w, 120); }

static void reached_at(struct told *w, const char *phone) {
    intake__change_contact_request *in = NEW(&w->l.t.a, intake__change_contact_request);
    intake__get_family_reply *f = file(w);
    in->family_id = w->s->family_id;
    in->version = f->contact_version;
    in->contact = message_copy(&w->l.t.a, &f->contact->base);
    in->contact->numbers[0]->number = phone;
    in->reason = "elle l'a dit";
    TELL(w, ChangeContact, change_contact, in);
}
static void number_wrong(struct told *w) { reached_at(w, "4385550171"); }
static void number_right(struct told *w) { reached_at(w, "4385550172"); }

static const intake__person *called(struct told *w, const char *given) {
    const intake__kin *k = file(w)->kin;
    for (size_t i = 0; i < k->n_people; i++)
        if (k->people[i]->name && strcmp(k->people[i]->name->given, given) == 0) return k->people[i];
    return NULL;
}
static void sibling(struct told *w, int days) {
    intake__change_person_request *in = NEW(&w->l.t.a, intake__change_person_request);
    const intake__person *was = called(w, "Rémi");
    in->family_id = w->s->family_id;
    in->version = file(w)->kin_version;
    in->who = was ? message_copy(&w->l.t.a, &was->base) : NEW(&w->l.t.a, intake__person);
    in->who->kind = PERSON_KIND_CHILD;
    if (!was) {
        in->who->name = NEW(&w->l.t.a, sippe__person_name);
        in->who->name->given = "Rémi";
    }
    in->who->birth_date = day_at_from(w, days);
    in->reason = "mal noté";
    TELL(w, ChangePerson, change_person, in);
}
static void sibling_wrong(struct told *w) { sibling(w, -1400); }
static void sibling_right(struct told *w) { sibling(w, -900); }

static scheduling__encounter_facts *met(struct told *w, int days) {
    scheduling__encounter_facts *e = NEW(&w->l.t.a, scheduling__encounter_facts);
    e->start = instant(&w->l.t.a, day_start_ms(fixture_montreal, today(w) + days) + 10 * INT64_C(3600000));
    e->minutes = 60;
    return e;
}
static void encounter_told(struct told *w, int days) {
    scheduling__record_encounter_request *in = NEW(&w->l.t.a, scheduling__record_encounter_request);
    scheduling__record_encounter_reply *out = NULL;
    in->family_id = w->s->family_id;
    in->facts = met(w, days);
    assert_int_equal(SCHEDULE(&w->l.t, "team", RecordEncounter, record_encounter, in, &out), 0);
    w->encounter = out->encounter_id;
}
static void encounter_wrong(struct told *w) { encounter_told(w, -9); }
static void encounter_corrected(struct told *w) {
    scheduling__correct_encounter_request *in = NEW(&w->l.t.a, scheduling__correct_encounter_request);
    scheduling__family_visits_reply *f = follow_up(&w->l.t, w->s->family_id);
    in->encounter_id = w->encounter;
    for (size_t i = 0; i < f->n_encounters; i++)
        if (SAME_BYTES(f->encounters[i]->encounter_id, w->encounter)) in->version = f->encounters[i]->version;
    in->facts = met(w, -2);
    in->reason = "un autre jour";
    assert_int_equal(SCHEDULE(&w->l.t, "team", CorrectEncounter, correct_encounter, in, NULL), 0);
}
static void encounter_right(struct told *w) { encounter_told(w, -2); }

static void answers(struct told *w, int64_t cents) {
    intake__amend_screening_request *in = NEW(&w->l.t.a, intake__amend_screening_request);
    intake__get_screening_reply *s = screening(&w->l.t, w->s->screening_id);
    in->screening_id = w->s->screening_id;
    in->version = s->summary->version;
    in->screening = message_copy(&w->l.t.a, &s->screening->base);
    in->screening->income->annual->value->cents = cents;
    in->reason = "relu avec elle";
    assert_int_equal(ASK(&w->l.t, "desk", AmendScreening, amend_screening, in, NULL), 0);
}
static void answers_wrong(struct told *w) { answers(w, 9000000); }
static void answers_right(struct told *w) { answers(w, 1200000); }

static void born(struct told *w, int days) {
    intake__record_birth_request *in = NEW(&w->l.t.a, intake__record_birth_request);
    in->family_id = w->s->family_id;
    in->birth_date = day_at_from(w, days);
    in->home = CHILD_HOME_SINCE;
    in->home_on = day_at_from(w, -1);
    in->sure = true;
    TELL(w, RecordBirth, record_birth, in);
}
static void birth_wrong(struct told *w) { born(w, -30); }
static void birth_right(struct told *w) { born(w, -6); }
static void birth_corrected(struct told *w) {
    intake__change_person_request *in = NEW(&w->l.t.a, intake__change_person_request);
    const intake__get_family_reply *f = file(w);
    in->family_id = w->s->family_id;
    in->version = f->kin_version;
    for (size_t i = 0; i < f->kin->n_people; i++)
        if (f->kin->people[i]->pregnancy_id.len) in->who = message_copy(&w->l.t.a, &f->kin->people[i]->base);
    in->who->birth_date = day_at_from(w, -6);
    in->reason = "mal noté";
    TELL(w, ChangePerson, change_person, in);
}

static void loss_wrong(struct told *w) {
    intake__record_loss_request *in = NEW(&w->l.t.a, intake__record_loss_request);
    in->family_id = w->s->family_id;
    in->version = file(w)->kin_version;
    in->on = day_at_from(w, -1);
    in->told_by = "l'hôpital";
    TELL(w, RecordLoss, record_loss, in);
}
static void loss_corrected(struct told *w) {
    intake__reopen_pregnancy_request *in = NEW(&w->l.t.a, intake__reopen_pregnancy_request);
    const intake__get_family_reply *f = file(w);
    in->family_id = w->s->family_id;
    in->version = f->kin_version;
    in->pregnancy_id = f->kin->pregnancies[0]->pregnancy_id;
    in->reason = "autre famille";
    TELL(w, ReopenPregnancy, reopen_pregnancy, in);
}
/* The partner says that it has reached her; the desk sees that it was another family, or another day. */
static void contact_told(struct told *w, int days) {
    notifications__report_first_contact_request *in = NEW(&w->l.t.a, notifications__report_first_contact_request);
    const notifications__notice *n = notices(&w->l)->notices[0];
    in->notice_id = n->notice_id;
    in->version = n->version;
    in->on = day_at_from(w, days);
    assert_int_equal(CALL(w->l.t.w, &w->l.t.a, "notifications", "maison", notifications, ReportFirstContact,
                          report_first_contact, in, NULL),
                     0);
    settle_all(&w->l);
}
static void contact_wrong(struct told *w) { contact_told(w, -9); }
static void contact_right(struct told *w) { contact_told(w, -2); }
static void contact_corrected(struct told *w, notifications__notice_state answer, int days) {
    notifications__correct_answer_request *in = NEW(&w->l.t.a, notifications__correct_answer_request);
    const notifications__notice *n = notices(&w->l)->notices[0];
    in->notice_id = n->notice_id;
    in->version = n->version;
    in->answer = answer;
    if (answer == NOTICE_STATE_FIRST_CONTACT) in->first_contact_on = day_at_from(w, days);
    in->told_by = "";
    in->reason = "mal noté";
    assert_int_equal(
        CALL(w->l.t.w, &w->l.t.a, "notifications", "coord", notifications, CorrectAnswer, correct_answer, in, NULL), 0);
    settle_all(&w->l);
}
static void contact_was_none(struct told *w) { contact_corrected(w, NOTICE_STATE_ISSUED, 0); }
static void contact_day_corrected(struct told *w) { contact_corrected(w, NOTICE_STATE_FIRST_CONTACT, -2); }

/* She whom they wanted is struck out for somebody else's sake, and then it was she after all. */
static void bond(struct told *w, const char *worker) {
    const scheduling__family_visits_reply *f = follow_up(&w->l.t, w->s->family_id);
    scheduling__strike_key_worker_request *in = NEW(&w->l.t.a, scheduling__strike_key_worker_request);
    scheduling__confirm_key_worker_request *now = NEW(&w->l.t.a, scheduling__confirm_key_worker_request);
    in->enrolment_id = now->enrolment_id = f->enrolment_id;
    in->version = f->enrolment_version;
    in->reason = "une autre famille";
    assert_int_equal(SCHEDULE(&w->l.t, "coord", StrikeKeyWorker, strike_key_worker, in, NULL), 0);
    now->enrolment_version = follow_up(&w->l.t, w->s->family_id)->enrolment_version;
    now->worker = worker;
    assert_int_equal(SCHEDULE(&w->l.t, "coord", ConfirmKeyWorker, confirm_key_worker, now, NULL), 0);
    settle_all(&w->l);
}
static void bond_wrong(struct told *w) { bond(w, "inf-1"); }
static void bond_right(struct told *w) { bond(w, "ts-1"); }

static void encounter_struck(struct told *w) {
    scheduling__correct_encounter_request *in = NEW(&w->l.t.a, scheduling__correct_encounter_request);
    scheduling__family_visits_reply *f = follow_up(&w->l.t, w->s->family_id);
    in->encounter_id = w->encounter;
    for (size_t i = 0; i < f->n_encounters; i++)
        if (SAME_BYTES(f->encounters[i]->encounter_id, w->encounter)) in->version = f->encounters[i]->version;
    in->in_error = true;
    in->reason = "autre famille";
    assert_int_equal(SCHEDULE(&w->l.t, "team", CorrectEncounter, correct_encounter, in, NULL), 0);
    settle_all(&w->l);
}
static void encounter_told_wrong(struct told *w) {
    encounter_wrong(w);
    settle_all(&w->l);
}

static void nothing(struct told *w) { (void)w; }

typedef void tell_fn(struct told *w);
static const struct fact {
    const char *name;
    tell_fn *right, *wrong, *correct;
} facts[] = {
    {"a number", number_right, number_wrong, number_right},
    {"a sibling", sibling_right, sibling_wrong, sibling_right},
    {"an encounter", encounter_right, encounter_wrong, encounter_corrected},
    {"a due date", due_right, due_wrong, due_right},
    {"answers", answers_right, answers_wrong, answers_right},
    {"a birth", birth_right, birth_wrong, birth_corrected},
    {"a loss that was none", nothing, loss_wrong, loss_corrected},
    {"a first contact that was none", nothing, contact_wrong, contact_was_none},
    {"the day of a first contact", contact_right, contact_wrong, contact_day_corrected},
    {"a meeting that was none", nothing, encounter_told_wrong, encounter_struck},
    {"a key worker", nothing, bond_wrong, bond_right},
};
enum { FACTS = sizeof facts / sizeof *facts, OTHERS = 3 }; /* the first three go with any other */
