#include "intake/domain/kin/apart.h"

#include "base/message.h"
#include "civil/civil.h"
#include "proto/status.h"

int intake_kin_may_go(const intake__kin *k, ProtobufCBinaryData child) {
    const intake__person *p = intake_kin_person(k, child);
    if (!p || p->kind != PERSON_KIND_CHILD) return REASON_NOT_FOUND;
    if (p->left == PERSON_LEFT_OWN_FILE) return REASON_CHILD_OWN_FILE;
    return p->left == PERSON_LEFT_DIED ? REASON_CHILD_GONE : 0;
}

static bool is_among(const intake__person *p, const ProtobufCBinaryData *children, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (span_equal(span_pb(p->person_id), span_pb(children[i]))) return true;
    return false;
}

intake__kin *intake_kin_separated(struct arena *a, const intake__kin *was, const ProtobufCBinaryData *children,
                                  size_t n, day since) {
    intake__kin *k = message_copy(a, &was->base);
    for (size_t i = 0; i < k->n_people; i++) {
        intake__person *p = k->people[i];
        if (!is_among(p, children, n)) continue;
        bool gone_before = p->left && p->left_on && civil_day(p->left_on) < since;
        p->left = PERSON_LEFT_OWN_FILE;
        if (!gone_before) p->left_on = civil_date(a, since);
    }
    return k;
}

bool intake_kin_is_left_alone(const intake__kin *before, const intake__kin *after) {
    bool had = intake_kin_open(before) || intake_kin_newborn(before);
    return had && !intake_kin_open(after) && !intake_kin_newborn(after);
}

/* ---- the file of their own ---- */

/* Children are followed by the birth that they are of: one for those of one day. When it was due, how many were
 * expected and who expected them are hers who bore them. */
static intake__family_pregnancy *birth_of(struct arena *a, intake__kin *k, day born, struct kin_ids *ids) {
    for (size_t i = 0; i < k->n_pregnancies; i++)
        if (civil_day(k->pregnancies[i]->ended_on) == born) return k->pregnancies[i];
    intake__family_pregnancy *p = NEW(a, intake__family_pregnancy);
    p->pregnancy_id = id_field(a, ids->make(ids->owner, ids->n++));
    p->state = PREGNANCY_STATE_BORN;
    p->ended_on = civil_date(a, born);
    APPEND(a, k, pregnancies, p);
    return p;
}

static intake__person *child_of(struct arena *a, const intake__person *was) {
    intake__person *p = NEW(a, intake__person);
    p->person_id = was->person_id;
    p->kind = PERSON_KIND_CHILD;
    p->name = was->name;
    p->birth_date = was->birth_date;
    p->gender = was->gender;
    p->home = was->home;
    p->home_on = was->home_on;
    return p;
}

intake__kin *intake_kin_of_children(struct arena *a, const intake__kin *was, const ProtobufCBinaryData *children,
                                    size_t n, const intake__person *holder, struct kin_ids *ids) {
    intake__kin *k = NEW(a, intake__kin);
    intake__person *first = message_copy(a, &holder->base);
    first->person_id = k->holder_id = id_field(a, ids->make(ids->owner, ids->n++));
    APPEND(a, k, people, first);
    for (size_t i = 0; i < was->n_people; i++) {
        if (!is_among(was->people[i], children, n)) continue;
        intake__person *child = child_of(a, was->people[i]);
        child->pregnancy_id = birth_of(a, k, civil_day(child->birth_date), ids)->pregnancy_id;
        APPEND(a, k, people, child);
    }
    return k;
}

/* ---- back ---- */

intake__person *intake_kin_who_went(const intake__kin *k, const intake__person *was) {
    intake__person *p = intake_kin_person(k, was->person_id);
    return p || !k ? p : intake_kin_child(k, was);
}

intake__kin *intake_kin_returned(struct arena *a, const intake__kin *was, ProtobufCBinaryData child) {
    intake__kin *k = message_copy(a, &was->base);
    intake__person *p = intake_kin_person(k, child);
    if (!p || p->left != PERSON_LEFT_OWN_FILE) return k;
    p->left = PERSON_LEFT_UNSPECIFIED;
    p->left_on = NULL;
    return k;
}

intake__kin *intake_kin_never_left(struct arena *a, const intake__kin *was, intake__person *const *were, size_t n) {
    intake__kin *k = message_copy(a, &was->base);
    for (size_t i = 0; i < n; i++) {
        intake__person *p = intake_kin_who_went(k, were[i]);
        if (!p || p->left != PERSON_LEFT_OWN_FILE) continue;
        p->left = were[i]->left;
        p->left_on = were[i]->left_on;
    }
    return k;
}

intake__kin *intake_kin_went_back(struct arena *a, const intake__kin *was, const intake__person *child, day on) {
    const intake__person *there = intake_kin_who_went(was, child);
    if (!there || there->left) return NULL;
    intake__kin *k = message_copy(a, &was->base);
    intake__person *p = intake_kin_person(k, there->person_id);
    p->left = PERSON_LEFT_ELSEWHERE;
    p->left_on = civil_date(a, on);
    return k;
}

bool intake_kin_any_apart(const intake__kin *k, intake__person *const *were, size_t n) {
    for (size_t i = 0; i < n; i++) {
        const intake__person *p = intake_kin_who_went(k, were[i]);
        if (p && p->left == PERSON_LEFT_OWN_FILE) return true;
    }
    return false;
}

bool intake_kin_born_apart(const intake__kin *k, ProtobufCBinaryData pregnancy_id) {
    for (size_t i = 0; pregnancy_id.len && k && i < k->n_people; i++) {
        const intake__person *p = k->people[i];
        if (p->left == PERSON_LEFT_OWN_FILE && span_equal(span_pb(p->pregnancy_id), span_pb(pregnancy_id))) return true;
    }
    return false;
}
