/* What a later call, or the correction of one, makes of a family. */
#include <string.h>
#include "base/message.h"
#include "civil/ascii.h"
#include "civil/civil.h"
#include "intake/domain/kin/kin.h"
#include "intake/domain/screening/pregnancy.h"

/* Two datings of one pregnancy differ by less than this; beyond it they are two. */
enum { SAME_PREGNANCY_DAYS = 100, SAME_BIRTH_DAYS = 1 };

static day day_of(const sippe__date *d) { return civil_day(d); }
static bool near(day x, day y, int by) { return x != DAY_NONE && y != DAY_NONE && x - y <= by && y - x <= by; }

static const char *given(const intake__person *p) { return p->name ? p->name->given : ""; }

/* Letters with a mark are compared as they are: a name is written in one way in one file. */
static bool same_name(const char *x, const char *y) {
    for (; *x && ascii_lower(*x) == ascii_lower(*y); x++) y++;
    return !*x && !*y;
}

/* By the day of the birth, where both are not called otherwise; without a day by the name alone. */
static bool is_same_child(const intake__person *x, const intake__person *y) {
    if (x->kind != PERSON_KIND_CHILD || y->kind != PERSON_KIND_CHILD) return false;
    bool named = *given(x) && *given(y);
    if (named && !same_name(given(x), given(y))) return false;
    if (day_of(x->birth_date) == DAY_NONE || day_of(y->birth_date) == DAY_NONE) return named;
    return near(day_of(x->birth_date), day_of(y->birth_date), named ? SAME_BIRTH_DAYS : 0);
}

intake__person *intake_kin_child(const intake__kin *k, const intake__person *told) {
    for (size_t i = 0; i < k->n_people; i++)
        if (is_same_child(k->people[i], told)) return k->people[i];
    return NULL;
}

/* One that goes on, as told: by dates that are near, or where one has none. */
static bool is_the_open_one(const intake__family_pregnancy *known, const intake__family_pregnancy *told) {
    day due = day_of(known->due_date);
    if (told->state == PREGNANCY_STATE_BORN)
        return due == DAY_NONE || !told->ended_on || !intake_kin_birth_is_odd(due, day_of(told->ended_on));
    return !known->due_date || !told->due_date || near(due, day_of(told->due_date), SAME_PREGNANCY_DAYS);
}

/* One that is over: told as born about then, or as going on with a date by which it can have ended then. Told as going
 * on without a date it is no other one. */
static bool is_the_ended_one(const intake__family_pregnancy *known, const intake__family_pregnancy *told) {
    day ended = day_of(known->ended_on);
    if (told->state == PREGNANCY_STATE_BORN) return near(ended, day_of(told->ended_on), SAME_PREGNANCY_DAYS);
    if (!told->due_date || ended == DAY_NONE) return true;
    return !intake_kin_birth_is_odd(day_of(told->due_date), ended);
}

static intake__family_pregnancy *pregnancy_known(const intake__kin *k, const intake__family_pregnancy *told) {
    for (size_t i = k->n_pregnancies; i > 0; i--) {
        intake__family_pregnancy *p = k->pregnancies[i - 1];
        if (p->state == PREGNANCY_STATE_IN_ERROR) continue;
        if (p->state == PREGNANCY_STATE_OPEN ? is_the_open_one(p, told) : is_the_ended_one(p, told)) return p;
    }
    return NULL;
}

static bool is_same_adult(const intake__person *x, const intake__person *y) {
    bool born = x->birth_date && y->birth_date && day_of(x->birth_date) == day_of(y->birth_date);
    const char *family = x->name ? x->name->family : "", *other = y->name ? y->name->family : "";
    return x->name && y->name && same_name(given(x), given(y)) && (born || same_name(family, other));
}

/* A file may be in another name than that of who calls: then the call tells who she is, and not who holds the file. */
static intake__person *adult_told(const intake__kin *k, const intake__person *holder, const intake__person *told) {
    if (is_same_adult(holder, told)) return NULL;
    for (size_t i = 0; i < k->n_people; i++)
        if (k->people[i] != holder && k->people[i]->kind == PERSON_KIND_ADULT && is_same_adult(k->people[i], told))
            return k->people[i];
    return NULL;
}

static void holder_later(struct arena *a, intake__kin *k, const intake__kin *told) {
    const intake__person *now = intake_kin_person(told, told->holder_id);
    intake__person *was = intake_kin_person(k, k->holder_id);
    if (!now) return;
    if (!was) {
        intake__person *added = message_copy(a, &now->base);
        APPEND(a, k, people, added);
        k->holder_id = added->person_id;
        return;
    }
    intake__person *other = adult_told(k, was, now);
    if (other) was = other;
    if (now->name) was->name = now->name;
    if (now->birth_date) was->birth_date = now->birth_date;
    if (now->gender) was->gender = now->gender;
}

/* A loss that a person wrote down is no pregnancy that goes on because a form still says so. */
static void pregnancy_later(struct arena *a, intake__kin *k, const intake__family_pregnancy *told) {
    intake__family_pregnancy *p = pregnancy_known(k, told);
    if (!p) {
        if (k->n_pregnancies < KIN_PREGNANCIES_MAX) APPEND(a, k, pregnancies, message_copy(a, &told->base));
        return;
    }
    if (told->due_date && p->state == PREGNANCY_STATE_OPEN) {
        p->due_date = told->due_date;
        p->source = told->source;
    }
    if (told->expected > p->expected) p->expected = told->expected;
    if (told->state == PREGNANCY_STATE_BORN && p->state == PREGNANCY_STATE_OPEN) {
        p->state = PREGNANCY_STATE_BORN;
        p->ended_on = told->ended_on;
    }
}

static void child_later(struct arena *a, intake__kin *k, const intake__kin *told, const intake__person *child) {
    intake__person *known = intake_kin_child(k, child);
    const intake__family_pregnancy *of = intake_kin_pregnancy(told, child->pregnancy_id);
    const intake__family_pregnancy *here = of ? pregnancy_known(k, of) : NULL;
    if (!known && k->n_people < KIN_PEOPLE_MAX) {
        known = message_copy(a, &child->base);
        APPEND(a, k, people, known);
    }
    if (!known) return;
    if (child->name && !known->name) known->name = child->name;
    if (here) known->pregnancy_id = here->pregnancy_id;
    if (known->left || !child->left) return; /* of two files one knows that she is not there any more */
    known->left = child->left;
    known->left_on = child->left_on;
}

intake__kin *intake_kin_later(struct arena *a, const intake__kin *was, const intake__kin *told) {
    if (!was) return message_copy(a, &told->base);
    intake__kin *k = message_copy(a, &was->base);
    holder_later(a, k, told);
    for (size_t i = 0; i < told->n_pregnancies; i++) pregnancy_later(a, k, told->pregnancies[i]);
    for (size_t i = 0; i < told->n_people; i++)
        if (told->people[i]->kind == PERSON_KIND_CHILD) child_later(a, k, told, told->people[i]);
    return k;
}

/* ---- corrected ---- */

static bool same_date(const sippe__date *x, const sippe__date *y) { return day_of(x) == day_of(y); }

/* What the call told of a child, and what it tells now, by its place among the children. */
static void child_corrected(intake__kin *k, const intake__person *before, const intake__person *after) {
    intake__person *p = before ? intake_kin_child(k, before) : NULL;
    if (!p || !after) return;
    if (!same_date(before->birth_date, after->birth_date)) p->birth_date = after->birth_date;
    if (strcmp(given(before), given(after)) != 0) p->name = after->name;
}

/* Only where the date that stands is still the one that the call told. */
static void pregnancy_corrected(struct arena *a, intake__kin *k, const intake__kin *before, const intake__kin *after) {
    const intake__family_pregnancy *was = before->n_pregnancies ? before->pregnancies[0] : NULL;
    const intake__family_pregnancy *is = after->n_pregnancies ? after->pregnancies[0] : NULL;
    intake__family_pregnancy *p = was ? pregnancy_known(k, was) : NULL;
    if (!is) return;
    if (!p) {
        pregnancy_later(a, k, is);
        return;
    }
    if (same_date(p->due_date, was->due_date)) {
        p->due_date = is->due_date;
        p->source = is->source;
    }
    if (same_date(p->ended_on, was->ended_on) && p->state == was->state) {
        p->ended_on = is->ended_on;
        p->state = is->state;
    }
    if (p->expected == was->expected) p->expected = is->expected;
}

static size_t children_of(const intake__kin *k, const intake__person *out[KIN_PEOPLE_MAX]) {
    size_t n = 0;
    for (size_t i = 0; i < k->n_people && n < KIN_PEOPLE_MAX; i++)
        if (k->people[i]->kind == PERSON_KIND_CHILD) out[n++] = k->people[i];
    return n;
}

intake__kin *intake_kin_corrected(struct arena *a, const intake__kin *was, const intake__kin *before,
                                  const intake__kin *after) {
    intake__kin *k = message_copy(a, &was->base);
    const intake__person *old[KIN_PEOPLE_MAX], *new[KIN_PEOPLE_MAX];
    size_t n_old = children_of(before, old), n_new = children_of(after, new);
    holder_later(a, k, after);
    pregnancy_corrected(a, k, before, after);
    for (size_t i = 0; i < n_new; i++)
        if (i < n_old)
            child_corrected(k, old[i], new[i]);
        else
            child_later(a, k, after, new[i]);
    return k;
}

/* ---- since ---- */

/* In the file that was one, what is of both may bear the other's id. */
static intake__family_pregnancy *pregnancy_here(const intake__kin *k, const intake__family_pregnancy *then) {
    intake__family_pregnancy *p = intake_kin_pregnancy(k, then->pregnancy_id);
    return p ? p : pregnancy_known(k, then);
}

static intake__person *person_here(const intake__kin *k, const intake__kin *file, const intake__person *then) {
    bool holder = span_equal(span_pb(then->person_id), span_pb(file->holder_id));
    intake__person *p = intake_kin_person(k, then->person_id);
    if (!p && holder) p = intake_kin_person(k, k->holder_id);
    return p ? p : intake_kin_child(k, then);
}

static bool same(struct arena *a, const ProtobufCMessage *x, const ProtobufCMessage *y) {
    return span_equal(message_pack(a, x), message_pack(a, y));
}

static void pregnancies_since(struct arena *a, intake__kin *k, const intake__kin *before, const intake__kin *after) {
    for (size_t i = 0; i < after->n_pregnancies; i++) {
        const intake__family_pregnancy *now = after->pregnancies[i],
                                       *then = intake_kin_pregnancy(before, now->pregnancy_id);
        if (then && same(a, &then->base, &now->base)) continue;
        intake__family_pregnancy *here = then ? pregnancy_here(k, then) : NULL;
        if (!here) {
            APPEND(a, k, pregnancies, message_copy(a, &now->base));
            continue;
        }
        ProtobufCBinaryData id = here->pregnancy_id;
        *here = *(intake__family_pregnancy *)message_onto(a, &here->base, &then->base, &now->base);
        here->pregnancy_id = id;
    }
}

static void people_since(struct arena *a, intake__kin *k, const intake__kin *before, const intake__kin *after) {
    for (size_t i = 0; i < after->n_people; i++) {
        const intake__person *now = after->people[i], *then = intake_kin_person(before, now->person_id);
        if (then && same(a, &then->base, &now->base)) continue;
        intake__person *here = then ? person_here(k, before, then) : NULL;
        if (!here) {
            APPEND(a, k, people, message_copy(a, &now->base));
            continue;
        }
        ProtobufCBinaryData id = here->person_id;
        *here = *(intake__person *)message_onto(a, &here->base, &then->base, &now->base);
        here->person_id = id;
    }
    for (size_t i = 0; i < before->n_people; i++)
        for (size_t n = k->n_people; n > 0 && !intake_kin_person(after, before->people[i]->person_id); n--)
            if (span_equal(span_pb(k->people[n - 1]->person_id), span_pb(before->people[i]->person_id)))
                k->people[n - 1] = k->people[--k->n_people];
}

/* A child that was born since is of the pregnancy as it is called here. */
static void births_since(intake__kin *k, const intake__kin *before) {
    for (size_t i = 0; i < k->n_people; i++) {
        const intake__family_pregnancy *of = intake_kin_pregnancy(before, k->people[i]->pregnancy_id);
        const intake__family_pregnancy *here = of ? pregnancy_here(k, of) : NULL;
        if (here) k->people[i]->pregnancy_id = here->pregnancy_id;
    }
}

intake__kin *intake_kin_since(struct arena *a, const intake__kin *was, const intake__kin *before,
                              const intake__kin *after) {
    if (!was || !before || !after) return was || after ? message_copy(a, was ? &was->base : &after->base) : NULL;
    intake__kin *k = message_copy(a, &was->base);
    births_since(k, before);
    people_since(a, k, before, after);
    births_since(k, before);
    pregnancies_since(a, k, before, after);
    bool other = !span_equal(span_pb(before->holder_id), span_pb(after->holder_id));
    if (other && intake_kin_person(k, after->holder_id)) k->holder_id = after->holder_id;
    return k;
}
