#include "intake/follow/told.h"

#include "base/message.h"
#include "civil/civil.h"
#include "intake/contact/contact.h"
#include "intake/kin/kin.h"

/* ---- anchors ---- */

static sippe__follow_up_anchor *anchor(struct arena *a, sippe__follow_up_facts *f, ProtobufCBinaryData id,
                                       sippe__anchor_kind kind) {
    sippe__follow_up_anchor *n = NEW(a, sippe__follow_up_anchor);
    n->anchor_id = id;
    n->kind = kind;
    APPEND(a, f, anchors, n);
    return n;
}

/* One that was over when she was enrolled is no business of her follow-up. */
static void add_pregnancy(struct arena *a, sippe__follow_up_facts *f, const intake__family_pregnancy *p, day enrolled) {
    if (p->state == PREGNANCY_STATE_IN_ERROR) return;
    if (p->state != PREGNANCY_STATE_OPEN && civil_day(p->ended_on) < enrolled) return;
    sippe__follow_up_anchor *n = anchor(a, f, p->pregnancy_id, ANCHOR_KIND_PREGNANCY);
    n->due_date = p->due_date;
    if (p->state != PREGNANCY_STATE_OPEN) n->ended_on = p->ended_on;
}

/* Children that a call lists in the household are no children of the follow-up: those are who were born of a pregnancy
 * that is in the file. */
static void add_child(struct arena *a, sippe__follow_up_facts *f, const intake__kin *k, const intake__person *p) {
    const intake__family_pregnancy *of = intake_kin_pregnancy(k, p->pregnancy_id);
    if (p->kind != PERSON_KIND_CHILD || !of || of->state == PREGNANCY_STATE_IN_ERROR) return;
    sippe__follow_up_anchor *n = anchor(a, f, p->person_id, ANCHOR_KIND_CHILD);
    n->birth_date = p->birth_date ? p->birth_date : of->ended_on;
    if (p->home == CHILD_HOME_SINCE) n->home_on = p->home_on;
    n->in_hospital = p->home == CHILD_HOME_IN_HOSPITAL || p->home == CHILD_HOME_UNKNOWN;
    if (p->left) n->left_on = p->left_on ? p->left_on : n->birth_date;
    n->died = p->left == PERSON_LEFT_DIED;
}

/* ---- facts ---- */

static void add_kin(struct arena *a, sippe__follow_up_facts *f, const intake__kin *k, day enrolled) {
    if (!k) return;
    const intake__person *holder = intake_kin_person(k, k->holder_id);
    if (holder) f->name = holder->name;
    for (size_t i = 0; i < k->n_pregnancies; i++) add_pregnancy(a, f, k->pregnancies[i], enrolled);
    for (size_t i = 0; i < k->n_people; i++) add_child(a, f, k, k->people[i]);
}

static void add_contact(sippe__follow_up_facts *f, const intake__contact_details *c) {
    const intake__contact_number *first = intake_contact_first(c);
    if (first) f->phone = first->number;
    if (!c) return;
    f->language = c->language;
    f->interpreter_needed = c->interpreter_needed == YES_NO_YES;
    f->postal_code = c->address ? c->address->postal_code : NULL;
}

static sippe__follow_up_standing standing_of(intake__enrolment_state state) {
    if (state == ENROLMENT_STATE_ENDED) return FOLLOW_UP_STANDING_ENDED;
    return state == ENROLMENT_STATE_SUSPENDED ? FOLLOW_UP_STANDING_SUSPENDED : FOLLOW_UP_STANDING_OPEN;
}

/* ---- told ---- */

/* Of the whole, so that nobody need say what has changed. */
static ProtobufCBinaryData digest_of(struct decide *d, const intake__follow_up_told *e) {
    struct arena *a = arena_of(d);
    return id_field(a, lookup_hash_of(VIEW(d), "follow-up", message_pack(a, &e->base)));
}

struct telling {
    ProtobufCBinaryData enrolment_id, family_id;
    const char *clsc_code, *family_number;
    const intake_rows__enrolment *row;
    const intake__contact_details *contact;
    const intake__kin *kin;
};

static intake__follow_up_told *told(struct decide *d, const struct telling *t) {
    struct arena *a = arena_of(d);
    struct zone zone = civil_zone(rules_on(VIEW(d), decide_today(d), NULL));
    intake__follow_up_told *e = NEW_WITH_PERSONAL(a, intake__follow_up_told);
    sippe__follow_up_facts *facts = e->personal->facts = NEW(a, sippe__follow_up_facts);
    add_kin(a, facts, t->kin, day_at(zone, t->row->enrolled_ms));
    add_contact(facts, t->contact);
    facts->pauses = t->row->personal->pauses;
    facts->n_pauses = t->row->personal->n_pauses;
    e->enrolment_id = t->enrolment_id;
    e->family_id = t->family_id;
    e->clsc_code = t->clsc_code;
    e->standing = standing_of(t->row->state);
    e->act_by = t->row->act_by;
    e->enrolled_ms = t->row->enrolled_ms;
    e->taken_over_on = t->row->taken_over_on;
    e->moves = t->row->moves;
    e->personal->family_number = t->family_number;
    e->personal->in_error = t->row->personal->end_reason == END_REASON_ERROR;
    e->digest = digest_of(d, e);
    return e;
}

static void emit_told(struct decide *d, intake__follow_up_told *e, ProtobufCBinaryData sealed_for) {
    struct id subjects[] = {id_of(e->enrolment_id), id_of(e->family_id), id_of(sealed_for)};
    emit_for(d, subjects[2], subjects, id_equal(subjects[1], subjects[2]) ? 2 : 3, &e->base);
}

/* The one that is named, or the one that goes on. */
static const intake_rows__enrolment *enrolment_of(struct view *v, ProtobufCBinaryData family_id,
                                                  const struct follow_now *now, ProtobufCBinaryData *id) {
    *id = now->enrolment_id;
    if (now->enrolment || now->part) return now->enrolment;
    const intake_rows__enrolment *row = intake_family_enrolment(v, family_id, id);
    return row && row->state != ENROLMENT_STATE_ENDED ? row : NULL;
}

void intake_follow_up_tell(struct decide *d, ProtobufCBinaryData family_id, const struct follow_now *now) {
    struct view *v = VIEW(d);
    ProtobufCBinaryData enrolment_id, file = now->part ? family_id : intake_id_now(v, family_id);
    const intake_rows__enrolment *row = enrolment_of(v, family_id, now, &enrolment_id);
    const intake_rows__family *family = intake_family_row(v, file);
    if (!row || !family) return;
    const struct telling t = {.enrolment_id = enrolment_id,
                              .family_id = file,
                              .clsc_code = now->clsc_code ? now->clsc_code : family->clsc_code,
                              .family_number = family->personal->number,
                              .row = row,
                              .contact = now->contact ? now->contact : intake_family_contact(v, family_id),
                              .kin = now->kin ? now->kin : intake_family_kin(v, family_id)};
    intake__follow_up_told *e = told(d, &t);
    if (!span_equal(span_pb(e->digest), span_pb(row->told))) emit_told(d, e, row->sealed_for);
}

/* Of a row that is as FamilyEnrolled is about to make it. */
void intake_follow_up_tell_first(struct decide *d, const struct enrolling *to, const intake__family_enrolled *enrolled,
                                 const intake__taken_over_family *row) {
    intake_rows__enrolment *made = NEW_WITH_PERSONAL(arena_of(d), intake_rows__enrolment);
    made->state = ENROLMENT_STATE_AWAITING_KEY_WORKER;
    made->enrolled_ms = decide_at_ms(d);
    made->act_by = enrolled->act_by;
    made->taken_over_on = enrolled->taken_over_on;
    const struct telling t = {.enrolment_id = enrolled->enrolment_id,
                              .family_id = enrolled->family_id,
                              .clsc_code = enrolled->clsc_code,
                              .family_number = to->family_number,
                              .row = made,
                              .contact = to->contact,
                              .kin = to->kin};
    intake__follow_up_told *e = told(d, &t);
    if (row) {
        e->personal->key_worker = row->key_worker;
        e->personal->last_visit_on = row->last_visit_on;
        e->personal->next_visit_at = row->next_visit_at;
    }
    emit_told(d, e, enrolled->family_id);
}

/* ---- rows ---- */

void intake_on_follow_up_told(struct apply *a, const struct record *r, const intake__follow_up_told *e) {
    (void)r;
    intake_rows__enrolment *row = intake_enrolment_row(VIEW(a), e->enrolment_id);
    if (!row) return;
    row->told = e->digest;
    ROW_PUT(a, &intake_enrolments, KEY(KEY_ID(id_of(e->enrolment_id))), row);
}
