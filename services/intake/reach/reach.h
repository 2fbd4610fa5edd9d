/* Calls between a family and those who serve her (proto/intake/calls.proto), and what follows them.
 *
 *   RecordFamilyCall, RecordLetter ─▶ the rule of its outcome (domain/calls) ─▶ FamilyCallRecorded ─▶ its row
 *     about a screening that is not decided   its own day moves, and its item says who was reached when
 *     about none                              the call itself asks: CALL_BACK on the worklist
 *     ASK_NUMBER, ASK_STOP, LETTER            the call itself asks, whatever it is about
 *   CorrectFamilyCall ─▶ the same rule for other words; what came after it stands
 *
 * What a call asks ends with a later one (`ends`), with another number (AmendScreening), with a decision, or when a
 * person says so (SettleWork). A row is sealed as the screening is that it is about, else for the family; a merge moves
 * it. */
#pragma once
#include "intake/domain/calls.h"
#include "intake/rows.h"

/* ---- rows ---- */

intake_rows__family_call *intake_family_call_row(struct view *v, ProtobufCBinaryData id);
struct owned intake_owner_of_family_call(struct view *v, ProtobufCBinaryData id);
/* Puts the changed row under the record's version, then refreshes its item. */
void intake_family_call_put(struct apply *a, struct id call, intake_rows__family_call *row, const struct record *r);
/* What it asked is dealt with, by a person (`by` empty) or by what was done of a family. False: this is no call. */
bool intake_family_call_settled(struct apply *a, const struct record *r, struct id call, ProtobufCBinaryData by);
/* Of an apply: these are a file of their own again. What was over because of another one is asked again. */
void intake_family_calls_part(struct apply *a, const struct record *r, const struct id_list *members);

/* Ours that she has not answered, since she was last reached; in the order in which they were recorded, so that they
 * are read no further than to that one. A letter is one more attempt, and is told apart: nobody called. */
struct unanswered {
    int32_t n, letters; /* letters: of these n */
};
struct unanswered intake_calls_unanswered(struct view *v, ProtobufCBinaryData family);
/* Ours about one screening; of none (a zero id) all. */
int32_t intake_calls_attempts(struct view *v, ProtobufCBinaryData family, struct id screening);

/* It was recorded of another family: gathers the same of this one, about none of her screenings, and strikes it out
 * where it stood. NOT_FOUND (its words are gone). */
int intake_family_call_hand_over(struct decide *d, const intake__reassign_thing_request *in,
                                 const intake_rows__family_call *row, ProtobufCBinaryData *as,
                                 ProtobufCBinaryData *version);

/* ---- deciding ---- */

enum { CALLS_ENDED_MAX = 60 }; /* a record has 64 subjects; no family has as many open questions */
/* The calls of hers whose question `ends` says is over, as records that say so: of a decision, of another number. */
typedef bool call_ends_fn(const void *with, sippe__work_kind asks);
void intake_calls_settle(struct decide *d, ProtobufCBinaryData family, call_ends_fn *ends, const void *with);
/* Another number was recorded for her: what asks for one is over. */
void intake_number_recorded(struct decide *d, ProtobufCBinaryData family);
/* A decision, or the end of a follow-up: nobody has to ask any more what it answers. */
void intake_family_left_alone(struct decide *d, ProtobufCBinaryData family);
void intake_route_was_decided(struct decide *d, ProtobufCBinaryData family, intake__route route);

/* One call that is being recorded or corrected. */
struct reaching {
    ProtobufCBinaryData family_id;
    const intake_rows__family *family;
    ProtobufCBinaryData screening_id;        /* about which one; absent: none */
    const intake_rows__screening *screening; /* NULL: none */
    const sippe__territory *rules;
    intake__call_told *told;        /* with its time */
    intake__letter_printed *letter; /* NULL: it is none */
    struct call_rule rule;
    /* what follows */
    sippe__work_kind asks;
    day act_by, call_back_on; /* DAY_NONE: none */
    bool over, aside;
};
/* The family, and the rules of today: NOT_FOUND, FAMILY_MERGED, TERRITORY_MISSING. */
int intake_reaching_begin(struct decide *d, ProtobufCBinaryData family_id, struct reaching *r);
/* About which screening: the one named (NOT_FOUND), else her newest that is not decided. */
int intake_reaching_about(struct decide *d, ProtobufCBinaryData screening_id, struct reaching *r);
/* What a person says of it, checked under "told."; `r->told` is then a copy with its time. */
void intake_reaching_take(struct decide *d, const intake__call_told *told, struct reaching *r);
/* What follows, by its rule. */
void intake_reaching_follow(struct decide *d, struct reaching *r);
/* Gathers the record of a new one; gives its version. */
struct id intake_reaching_emit(struct decide *d, const struct reaching *r, ProtobufCBinaryData *call_id);

/* ---- shown ---- */

/* One wording of a call; NULL: it is no record of one, or what it said is gone. Of one that was struck out `told` is
 * absent. */
intake__family_call_said *intake_call_said(struct view *v, uint64_t seq);
/* What was printed; NULL: it is no letter, or that is gone. */
intake__letter_printed *intake_call_letter(struct view *v, const intake_rows__family_call *row);
intake__call_summary *intake_call_summary(struct view *v, struct id call, const intake_rows__family_call *row);
struct call_summaries {
    intake__call_summary **calls;
    size_t n_calls;
};
/* The newest `most` of a family, newest first; of one screening alone when `screening` is not zero. */
struct call_summaries intake_calls_last(struct view *v, ProtobufCBinaryData family, struct id screening, size_t most);
/* Before she is given up: she may be written to, and has not been since she was last reached. */
bool intake_letter_comes_first(struct view *v, ProtobufCBinaryData family_id, struct unanswered so_far);
