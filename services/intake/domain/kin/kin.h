/* Who a family is (intake/kin.proto): what a call tells of it, what a later one makes of it, and what a person does to
 * it. Pure. Each function gives a new value in the arena and leaves what it was given. */
#pragma once
#include <stdbool.h>
#include "base/arena.h"
#include "base/finding.h"
#include "base/id.h"
#include "civil/date.h"
#include "proto/intake.h"
#include "proto/intake/kin.h"

enum { KIN_PEOPLE_MAX = 40, KIN_PREGNANCIES_MAX = 20, BORN_MAX = 8 };

/* Ids of people and pregnancies: drawn for what is added, or made of a call for what it tells. `n` counts within one
 * value, so that the same call gives the same ids whenever it is read. */
struct kin_ids {
    struct id (*make)(void *owner, size_t n);
    void *owner;
    size_t n;
};

/* What these answers tell: who the file is for, the children of the household, a pregnancy that goes on, or the child
 * that was born of it. NULL: of no answers. */
intake__kin *intake_kin_told(struct arena *a, const intake__screening *answers, day call_day, struct kin_ids *ids);
/* Another call: who the file is for is who it says; children and pregnancies that were not known are added, one that is
 * is known by its dates, and what the call does not tell stays. A pregnancy that goes on and of which the call tells
 * the birth is over. */
intake__kin *intake_kin_later(struct arena *a, const intake__kin *was, const intake__kin *told);
/* The answers of a call are corrected: of what they told that is changed here, and nothing that a person changed
 * since. */
intake__kin *intake_kin_corrected(struct arena *a, const intake__kin *was, const intake__kin *before,
                                  const intake__kin *after);
/* What was changed of a file while two were one is changed here, of her who is left: people and pregnancies that were
 * added, taken away, and of the others each field that differs. Whoever is the other's, and was not changed, is not
 * taken over. */
intake__kin *intake_kin_since(struct arena *a, const intake__kin *was, const intake__kin *before,
                              const intake__kin *after);
/* Their ids apart, which a later call may have made anew. */
bool intake_kin_same(struct arena *a, const intake__kin *x, const intake__kin *y);

/* For who may not see who she is: how many, which pregnancies, and nobody's name, birth date or gender. NULL: of
 * NULL. */
intake__kin *intake_kin_without_names(struct arena *a, const intake__kin *k);

/* ---- read; all bear NULL ---- */

intake__person *intake_kin_person(const intake__kin *k, ProtobufCBinaryData id);
/* The child who is told of, by the day of her birth and her name. */
intake__person *intake_kin_child(const intake__kin *k, const intake__person *told);
intake__family_pregnancy *intake_kin_pregnancy(const intake__kin *k, ProtobufCBinaryData id);
/* The one that goes on, the youngest of several. */
intake__family_pregnancy *intake_kin_open(const intake__kin *k);
/* The youngest child of a pregnancy in the file who is there; NULL: none, or another is expected. */
const intake__person *intake_kin_newborn(const intake__kin *k);
/* When the next child is due, as far as it is dated; DAY_NONE: none is expected. */
day intake_kin_due(const intake__kin *k);
/* When that child was born; DAY_NONE: none. */
day intake_kin_birth(const intake__kin *k);
/* The last birth, or what is due: by it the programme ends. */
day intake_kin_youngest(const intake__kin *k);
/* A pregnancy ended without a live birth, or somebody died, and nobody has spoken of it with the family yet. */
bool intake_kin_asks_loss(const intake__kin *k);
/* A child of a pregnancy in the file is in hospital, or nobody knows whether it is home: each of several. */
bool intake_kin_asks_home(const intake__kin *k);
/* Is there in `after` a loss or a death that is not in `before`? The other way round: was one recorded in error? */
bool intake_kin_is_lost(const intake__kin *before, const intake__kin *after);

/* ---- done by a person ---- */

/* What is told of one birth. */
struct kin_birth {
    ProtobufCBinaryData pregnancy_id; /* which ends with it; empty: it was in no file */
    const intake__born_child *const *born;
    size_t n_born;
    day on;    /* of those that have no day of their own */
    int count; /* where none is named, so many */
    intake__child_home home;
    sippe__date *home_on;
};
intake__kin *intake_kin_with_birth(struct arena *a, const intake__kin *was, const struct kin_birth *birth,
                                   struct kin_ids *ids);
/* A birth that can hardly be: more than twenty weeks before the due date, or three after it. Without one any can. */
bool intake_kin_birth_is_odd(day due, day birth);
/* A birth of about that day is in the file, of a pregnancy that is over: no woman gives birth again so soon. */
bool intake_kin_birth_is_known(const intake__kin *k, day birth);
/* One that goes on and is due about then, as another one would be: two datings of one. */
bool intake_kin_is_dated(const intake__kin *k, day due);
/* A day on which a pregnancy of this due date cannot have ended without a birth. Without a due date any can. */
bool intake_kin_loss_is_odd(day due, day on);
/* The one of whose end, without a birth, nobody has spoken with her; NULL: none. */
intake__family_pregnancy *intake_kin_unspoken(const intake__kin *k);
/* The pregnancy goes on again: children that were born of it were never there. */
intake__kin *intake_kin_reopened(struct arena *a, const intake__kin *was, ProtobufCBinaryData pregnancy_id);
/* In the place of the one with its id, or behind the others. */
intake__kin *intake_kin_with_person(struct arena *a, const intake__kin *was, const intake__person *person);
/* A pregnancy of which the last child is taken away so goes on: its birth was recorded in error. */
intake__kin *intake_kin_without_person(struct arena *a, const intake__kin *was, ProtobufCBinaryData person_id);
intake__kin *intake_kin_with_pregnancy(struct arena *a, const intake__kin *was,
                                       const intake__family_pregnancy *pregnancy);
/* Of a person as it is to be kept; paths from her down ("birth_date"). */
void intake_kin_check_person(const intake__person *p, day today, struct findings *wrong);
