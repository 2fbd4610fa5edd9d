#include "intake/domain/kin/kin.h"

#include <string.h>
#include "base/message.h"
#include "civil/civil.h"
#include "intake/domain/screening/pregnancy.h"

/* ---- read ---- */

static bool is(ProtobufCBinaryData x, ProtobufCBinaryData y) { return x.len && span_equal(span_pb(x), span_pb(y)); }

intake__person *intake_kin_person(const intake__kin *k, ProtobufCBinaryData id) {
    for (size_t i = 0; k && i < k->n_people; i++)
        if (is(k->people[i]->person_id, id)) return k->people[i];
    return NULL;
}

intake__family_pregnancy *intake_kin_pregnancy(const intake__kin *k, ProtobufCBinaryData id) {
    for (size_t i = 0; k && i < k->n_pregnancies; i++)
        if (is(k->pregnancies[i]->pregnancy_id, id)) return k->pregnancies[i];
    return NULL;
}

intake__family_pregnancy *intake_kin_open(const intake__kin *k) {
    for (size_t i = k ? k->n_pregnancies : 0; i > 0; i--)
        if (k->pregnancies[i - 1]->state == PREGNANCY_STATE_OPEN) return k->pregnancies[i - 1];
    return NULL;
}

const intake__person *intake_kin_newborn(const intake__kin *k) {
    const intake__person *last = NULL;
    for (size_t i = 0; k && i < k->n_people; i++) {
        const intake__person *p = k->people[i];
        bool followed = p->kind == PERSON_KIND_CHILD && p->pregnancy_id.len && !p->left;
        if (followed && (!last || civil_day(p->birth_date) > civil_day(last->birth_date))) last = p;
    }
    return intake_kin_open(k) ? NULL : last;
}

day intake_kin_due(const intake__kin *k) {
    const intake__family_pregnancy *open = intake_kin_open(k);
    return open ? civil_day(open->due_date) : DAY_NONE;
}

day intake_kin_birth(const intake__kin *k) {
    const intake__person *child = intake_kin_newborn(k);
    return child ? civil_day(child->birth_date) : DAY_NONE;
}

day intake_kin_youngest(const intake__kin *k) {
    day due = intake_kin_due(k);
    return due != DAY_NONE ? due : intake_kin_birth(k);
}

/* ---- lost ---- */

static bool has_died(const intake__person *p) { return p && p->left == PERSON_LEFT_DIED; }
static bool is_over(const intake__family_pregnancy *p) { return p && p->state == PREGNANCY_STATE_ENDED; }

intake__family_pregnancy *intake_kin_unspoken(const intake__kin *k) {
    for (size_t i = k ? k->n_pregnancies : 0; i > 0; i--)
        if (is_over(k->pregnancies[i - 1]) && k->pregnancies[i - 1]->spoken_to != YES_NO_YES)
            return k->pregnancies[i - 1];
    return NULL;
}

/* A child who died at birth with all others is told of by the end of that pregnancy. */
bool intake_kin_asks_loss(const intake__kin *k) {
    if (intake_kin_unspoken(k)) return true;
    for (size_t i = 0; k && i < k->n_people; i++) {
        const intake__person *p = k->people[i];
        if (has_died(p) && p->spoken_to != YES_NO_YES && !is_over(intake_kin_pregnancy(k, p->pregnancy_id)))
            return true;
    }
    return false;
}

bool intake_kin_asks_home(const intake__kin *k) {
    for (size_t i = 0; k && i < k->n_people; i++) {
        const intake__person *p = k->people[i];
        bool followed = p->kind == PERSON_KIND_CHILD && p->pregnancy_id.len && !p->left;
        if (followed && (p->home == CHILD_HOME_IN_HOSPITAL || p->home == CHILD_HOME_UNKNOWN)) return true;
    }
    return false;
}

bool intake_kin_is_lost(const intake__kin *before, const intake__kin *after) {
    for (size_t i = 0; after && i < after->n_pregnancies; i++)
        if (is_over(after->pregnancies[i]) &&
            !is_over(intake_kin_pregnancy(before, after->pregnancies[i]->pregnancy_id)))
            return true;
    for (size_t i = 0; after && i < after->n_people; i++)
        if (has_died(after->people[i]) && !has_died(intake_kin_person(before, after->people[i]->person_id)))
            return true;
    return false;
}

intake__kin *intake_kin_without_names(struct arena *a, const intake__kin *k) {
    intake__kin *out = k ? message_copy(a, &k->base) : NULL;
    for (size_t i = 0; out && i < out->n_people; i++) {
        out->people[i]->name = NULL;
        out->people[i]->birth_date = NULL;
        out->people[i]->gender = GENDER_UNSPECIFIED;
    }
    return out;
}

/* ---- told by a call ---- */

static ProtobufCBinaryData next_id(struct arena *a, struct kin_ids *ids) {
    return id_field(a, ids->make(ids->owner, ids->n++));
}

static intake__person *person_add(struct arena *a, intake__kin *k, intake__person_kind kind, struct kin_ids *ids) {
    intake__person *p = NEW(a, intake__person);
    p->person_id = next_id(a, ids);
    p->kind = kind;
    APPEND(a, k, people, p);
    return p;
}

static intake__family_pregnancy *pregnancy_add(struct arena *a, intake__kin *k, struct kin_ids *ids) {
    intake__family_pregnancy *p = NEW(a, intake__family_pregnancy);
    p->pregnancy_id = next_id(a, ids);
    APPEND(a, k, pregnancies, p);
    return p;
}

static intake__due_source source_of(enum pregnancy_dating by) {
    switch (by) {
    case PREGNANCY_BY_DUE_DATE: return DUE_SOURCE_STATED;
    case PREGNANCY_BY_LAST_PERIOD: return DUE_SOURCE_LAST_PERIOD;
    case PREGNANCY_BY_WEEKS: return DUE_SOURCE_WEEKS;
    case PREGNANCY_UNDATED: break;
    }
    return DUE_SOURCE_UNSPECIFIED;
}

/* A pregnancy that was asked about is one, dated or not; of no such answers none is known. */
static bool is_told(const intake__pregnancy *p, const struct pregnancy *read) {
    return p && (read->dating != PREGNANCY_UNDATED || read->born || p->already_delivered == YES_NO_NO ||
                 p->already_delivered == YES_NO_UNKNOWN);
}

static intake__person *child_of_day(const intake__kin *k, day birth) {
    for (size_t i = 0; i < k->n_people && birth != DAY_NONE; i++)
        if (k->people[i]->kind == PERSON_KIND_CHILD && civil_day(k->people[i]->birth_date) == birth)
            return k->people[i];
    return NULL;
}

static void tell_pregnancy(struct arena *a, intake__kin *k, const intake__pregnancy *told, day call_day,
                           struct kin_ids *ids) {
    struct pregnancy read = intake_pregnancy_of(told, call_day);
    if (!is_told(told, &read)) return;
    intake__family_pregnancy *p = pregnancy_add(a, k, ids);
    p->person_id = k->holder_id;
    p->due_date = civil_date(a, read.due);
    p->source = source_of(read.dating);
    p->expected = read.multiple ? 2 : 0;
    p->state = read.born ? PREGNANCY_STATE_BORN : PREGNANCY_STATE_OPEN;
    if (!read.born) return;
    p->ended_on = civil_date(a, read.birth);
    intake__person *child = child_of_day(k, read.birth); /* the household's list may have her already */
    if (!child) child = person_add(a, k, PERSON_KIND_CHILD, ids);
    child->birth_date = civil_date(a, read.birth);
    child->pregnancy_id = p->pregnancy_id;
}

intake__kin *intake_kin_told(struct arena *a, const intake__screening *answers, day call_day, struct kin_ids *ids) {
    if (!answers) return NULL;
    intake__kin *k = NEW(a, intake__kin);
    const intake__identity *i = answers->identity;
    intake__person *holder = person_add(a, k, PERSON_KIND_ADULT, ids);
    k->holder_id = holder->person_id;
    if (i) {
        holder->name = i->name;
        holder->birth_date = i->birth_date;
        holder->gender = i->gender;
    }
    const intake__household *h = answers->household;
    for (size_t n = 0; h && n < h->n_children && n < KIN_PEOPLE_MAX - 2; n++) {
        intake__person *child = person_add(a, k, PERSON_KIND_CHILD, ids);
        child->birth_date = h->children[n]->birth_date;
        if (!*h->children[n]->given_name) continue;
        child->name = NEW(a, sippe__person_name);
        child->name->given = h->children[n]->given_name;
    }
    tell_pregnancy(a, k, answers->pregnancy, call_day, ids);
    return k;
}

/* ---- the same ---- */

/* Without ids, and with places in their stead: which pregnancy a child is of is part of what is the same. */
static intake__kin *without_ids(struct arena *a, const intake__kin *from) {
    static uint8_t places[KIN_PEOPLE_MAX + KIN_PREGNANCIES_MAX + 2];
    intake__kin *k = message_copy(a, &from->base);
    k->holder_id = (ProtobufCBinaryData){0};
    for (size_t i = 0; i < k->n_people; i++) {
        intake__person *p = k->people[i];
        for (size_t n = 0; n < k->n_pregnancies && n < KIN_PREGNANCIES_MAX; n++)
            if (is(p->pregnancy_id, from->pregnancies[n]->pregnancy_id))
                p->pregnancy_id = (ProtobufCBinaryData){n + 1, places};
        p->person_id = (ProtobufCBinaryData){0};
    }
    for (size_t n = 0; n < k->n_pregnancies; n++)
        k->pregnancies[n]->pregnancy_id = k->pregnancies[n]->person_id = (ProtobufCBinaryData){0};
    return k;
}

bool intake_kin_same(struct arena *a, const intake__kin *x, const intake__kin *y) {
    if (!x || !y) return x == y;
    return span_equal(message_pack(a, &without_ids(a, x)->base), message_pack(a, &without_ids(a, y)->base));
}
