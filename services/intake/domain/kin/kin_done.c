/* What a person does to a family: births, ends, people. */
#include "base/message.h"
#include "civil/civil.h"
#include "intake/domain/kin/kin.h"
#include "proto/status.h"
#include "base/character.h"

enum { EARLY_DAYS = 20 * 7, LATE_DAYS = 3 * 7, AGE_MAX = 115, TEXT_CHARS = 100 };
/* Counted from the last period; a child can hardly be born sooner after another one than this. */
enum { TERM_DAYS = 280, BETWEEN_BIRTHS_DAYS = 22 * 7, SAME_DUE_DAYS = 100 };

bool intake_kin_birth_is_odd(day due, day birth) {
    return due != DAY_NONE && birth != DAY_NONE && (birth < due - EARLY_DAYS || birth > due + LATE_DAYS);
}

bool intake_kin_loss_is_odd(day due, day on) {
    return due != DAY_NONE && on != DAY_NONE && (on < due - TERM_DAYS || on > due + LATE_DAYS);
}

static bool near(day x, day y, int by) { return x != DAY_NONE && y != DAY_NONE && x - y <= by && y - x <= by; }

bool intake_kin_birth_is_known(const intake__kin *k, day birth) {
    for (size_t i = 0; k && i < k->n_pregnancies; i++) {
        const intake__family_pregnancy *p = k->pregnancies[i];
        if (p->state != PREGNANCY_STATE_BORN) continue;
        if (!p->ended_on || near(civil_day(p->ended_on), birth, BETWEEN_BIRTHS_DAYS)) return true;
    }
    return false;
}

bool intake_kin_is_dated(const intake__kin *k, day due) {
    for (size_t i = 0; k && i < k->n_pregnancies; i++) {
        const intake__family_pregnancy *p = k->pregnancies[i];
        if (p->state == PREGNANCY_STATE_OPEN && near(civil_day(p->due_date), due, SAME_DUE_DAYS)) return true;
    }
    return false;
}

static ProtobufCBinaryData next_id(struct arena *a, struct kin_ids *ids) {
    return id_field(a, ids->make(ids->owner, ids->n++));
}

/* One that is in no file yet is in it from its birth on. */
static intake__family_pregnancy *pregnancy_of(struct arena *a, intake__kin *k, const struct kin_birth *b,
                                              struct kin_ids *ids) {
    intake__family_pregnancy *p = intake_kin_pregnancy(k, b->pregnancy_id);
    if (p) return p;
    p = NEW(a, intake__family_pregnancy);
    p->pregnancy_id = next_id(a, ids);
    p->person_id = k->holder_id;
    APPEND(a, k, pregnancies, p);
    return p;
}

static day birth_of(const struct kin_birth *b, size_t i) {
    day own = i < b->n_born ? civil_day(b->born[i]->birth_date) : DAY_NONE;
    return own == DAY_NONE ? b->on : own;
}

static intake__person *child_new(struct arena *a, const struct kin_birth *b, size_t i, struct kin_ids *ids) {
    intake__person *p = NEW(a, intake__person);
    p->person_id = next_id(a, ids);
    p->kind = PERSON_KIND_CHILD;
    p->birth_date = civil_date(a, birth_of(b, i));
    p->home = b->home;
    p->home_on = b->home_on;
    if (i >= b->n_born) return p;
    const intake__born_child *born = b->born[i];
    p->gender = born->gender;
    if (*born->given_name) {
        p->name = NEW(a, sippe__person_name);
        p->name->given = born->given_name;
    }
    if (!born->died) return p;
    p->left = PERSON_LEFT_DIED;
    p->left_on = p->birth_date;
    p->home = CHILD_HOME_UNSPECIFIED;
    p->home_on = NULL;
    return p;
}

intake__kin *intake_kin_with_birth(struct arena *a, const intake__kin *was, const struct kin_birth *birth,
                                   struct kin_ids *ids) {
    intake__kin *k = was ? message_copy(a, &was->base) : NEW(a, intake__kin);
    intake__family_pregnancy *p = pregnancy_of(a, k, birth, ids);
    size_t n = birth->n_born ? birth->n_born : (size_t)(birth->count > 0 ? birth->count : 1);
    day last = DAY_NONE;
    bool alive = false;
    for (size_t i = 0; i < n && k->n_people < KIN_PEOPLE_MAX; i++) {
        intake__person *child = child_new(a, birth, i, ids);
        child->pregnancy_id = p->pregnancy_id;
        alive = alive || !child->left;
        if (birth_of(birth, i) > last) last = birth_of(birth, i);
        APPEND(a, k, people, child);
    }
    p->state = alive ? PREGNANCY_STATE_BORN : PREGNANCY_STATE_ENDED;
    p->ended_on = civil_date(a, last);
    if ((int)n > p->expected && n > 1) p->expected = (int32_t)n;
    return k;
}

static void person_remove(intake__kin *k, size_t at) {
    k->n_people--;
    for (size_t i = at; i < k->n_people; i++) k->people[i] = k->people[i + 1];
}

static void goes_on(intake__family_pregnancy *p) {
    p->state = PREGNANCY_STATE_OPEN;
    p->ended_on = NULL;
    p->spoken_to = YES_NO_UNSPECIFIED;
    p->wish = LOSS_WISH_UNSPECIFIED;
}

intake__kin *intake_kin_reopened(struct arena *a, const intake__kin *was, ProtobufCBinaryData pregnancy_id) {
    intake__kin *k = message_copy(a, &was->base);
    intake__family_pregnancy *p = intake_kin_pregnancy(k, pregnancy_id);
    if (!p) return k;
    for (size_t i = k->n_people; i > 0; i--)
        if (span_equal(span_pb(k->people[i - 1]->pregnancy_id), span_pb(pregnancy_id))) person_remove(k, i - 1);
    goes_on(p);
    return k;
}

/* A pregnancy ended with the last birth of it, whoever corrected that day. */
static void birth_ends(struct arena *a, intake__kin *k) {
    for (size_t i = 0; i < k->n_pregnancies; i++) {
        intake__family_pregnancy *p = k->pregnancies[i];
        day last = DAY_NONE;
        for (size_t n = 0; n < k->n_people; n++) {
            bool hers = span_equal(span_pb(k->people[n]->pregnancy_id), span_pb(p->pregnancy_id));
            day born = hers ? civil_day(k->people[n]->birth_date) : DAY_NONE;
            if (born > last) last = born;
        }
        if (p->state == PREGNANCY_STATE_BORN && last != DAY_NONE) p->ended_on = civil_date(a, last);
    }
}

intake__kin *intake_kin_with_person(struct arena *a, const intake__kin *was, const intake__person *person) {
    intake__kin *k = was ? message_copy(a, &was->base) : NEW(a, intake__kin);
    intake__person *now = message_copy(a, &person->base);
    for (size_t i = 0; i < k->n_people; i++)
        if (span_equal(span_pb(k->people[i]->person_id), span_pb(person->person_id))) {
            k->people[i] = now;
            birth_ends(a, k);
            return k;
        }
    APPEND(a, k, people, now);
    birth_ends(a, k);
    return k;
}

static bool has_children(const intake__kin *k, ProtobufCBinaryData pregnancy_id) {
    for (size_t i = 0; i < k->n_people; i++)
        if (span_equal(span_pb(k->people[i]->pregnancy_id), span_pb(pregnancy_id))) return true;
    return false;
}

intake__kin *intake_kin_without_person(struct arena *a, const intake__kin *was, ProtobufCBinaryData person_id) {
    intake__kin *k = message_copy(a, &was->base);
    const intake__person *gone = intake_kin_person(was, person_id);
    for (size_t i = k->n_people; i > 0; i--)
        if (span_equal(span_pb(k->people[i - 1]->person_id), span_pb(person_id))) person_remove(k, i - 1);
    intake__family_pregnancy *p = gone ? intake_kin_pregnancy(k, gone->pregnancy_id) : NULL;
    if (p && p->state != PREGNANCY_STATE_IN_ERROR && !has_children(k, p->pregnancy_id))
        goes_on(p);
    else
        birth_ends(a, k);
    return k;
}

intake__kin *intake_kin_with_pregnancy(struct arena *a, const intake__kin *was,
                                       const intake__family_pregnancy *pregnancy) {
    intake__kin *k = was ? message_copy(a, &was->base) : NEW(a, intake__kin);
    intake__family_pregnancy *now = message_copy(a, &pregnancy->base);
    for (size_t i = 0; i < k->n_pregnancies; i++)
        if (span_equal(span_pb(k->pregnancies[i]->pregnancy_id), span_pb(pregnancy->pregnancy_id))) {
            k->pregnancies[i] = now;
            return k;
        }
    APPEND(a, k, pregnancies, now);
    return k;
}

/* ---- a person ---- */

static day past_day(struct findings *wrong, const sippe__date *told, day today, const char *path) {
    day on = civil_day(told);
    if (!told) return DAY_NONE;
    if (on == DAY_NONE)
        finding_add(wrong, REASON_DATE_IMPOSSIBLE, path);
    else if (on > today)
        finding_add(wrong, REASON_DATE_IN_FUTURE, path);
    else
        return on;
    return DAY_NONE;
}

void intake_kin_check_person(const intake__person *p, day today, struct findings *wrong) {
    if (!p->kind) finding_add(wrong, REASON_FIELD_REQUIRED, "kind");
    day birth = past_day(wrong, p->birth_date, today, "birth_date");
    day home = past_day(wrong, p->home_on, today, "home_on"), left = past_day(wrong, p->left_on, today, "left_on");
    if (birth != DAY_NONE && day_age(birth, today) > AGE_MAX) finding_add(wrong, REASON_DATE_TOO_OLD, "birth_date");
    if (p->kind == PERSON_KIND_CHILD && !p->birth_date) finding_add(wrong, REASON_FIELD_REQUIRED, "birth_date");
    if (home != DAY_NONE && birth != DAY_NONE && home < birth) finding_add(wrong, REASON_CONTRADICTION, "home_on");
    if (left != DAY_NONE && birth != DAY_NONE && left < birth) finding_add(wrong, REASON_CONTRADICTION, "left_on");
    if ((p->home == CHILD_HOME_SINCE) != (p->home_on != NULL)) finding_add(wrong, REASON_CONTRADICTION, "home_on");
    if (!p->left && p->left_on) finding_add(wrong, REASON_CONTRADICTION, "left_on");
    if (p->left != PERSON_LEFT_DIED && p->spoken_to) finding_add(wrong, REASON_CONTRADICTION, "spoken_to");
    if (p->wish && p->spoken_to != YES_NO_YES) finding_add(wrong, REASON_CONTRADICTION, "wish");
    if (text_characters(p->relation) > TEXT_CHARS) finding_add(wrong, REASON_TEXT_TOO_LONG, "relation");
    const sippe__person_name *n = p->name;
    if (n && (text_characters(n->given) > TEXT_CHARS || text_characters(n->family) > TEXT_CHARS))
        finding_add(wrong, REASON_TEXT_TOO_LONG, "name");
}
