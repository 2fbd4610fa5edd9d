/* Erasing a family: two persons, a delay between them, and a certificate that outlives her.
 *
 *   ProposeErasure ─▶ ErasureProposed             CONFIRM_ERASURE: another coordinator, from confirm_from on
 *     │               ConsentWithdrawn ... ─▶ partners are recalled, or somebody calls them (TELL_HOLDER, GiveUpHolder)
 *     ├─ WithdrawErasure ─▶ ErasureWithdrawn      it was not to be; what was withdrawn stays so
 *     ▼
 *   ConfirmErasure ─▶ ErasureConfirmed            the certificate, sealed for the house
 *                     SubjectErased ...           she, whoever was merged into her, their referrals: all four daemons
 *     SubjectErasedDone of each ─▶ ErasureAnswered; after a day without: ERASURE_UNANSWERED
 *   all four: PROVISIONAL                         an older copy and the older key file would still open it
 *     KeysRewrapped of each ─▶ KeysRewrappedNoted
 *     ConfirmKeysDestroyed ─▶ KeysDestroyed: FINAL
 *
 * An erasure's row is nobody's (TABLE_OPEN) and holds nothing of hers but ids and hashes of her numbers; its reason is
 * hers, and goes with her. A hold is hers. */
#pragma once
#include "intake/rows.h"

/* ---- who and what she is (subjects.c) ---- */

/* She first, then every family that became her, through any number of merges. */
struct id_list intake_erasure_families(struct view *v, ProtobufCBinaryData family);
/* All that is closed with her: those families, and each referral, because notifications knows her by nothing else. */
struct id_list intake_erasure_subjects(struct view *v, ProtobufCBinaryData family);
/* When the last thing happened to her: a call, a decision, a consent, a referral and its answers, an enrolment and its
 * end, a birth, something told. A withdrawal is none, as the proposal itself makes some. */
int64_t intake_erasure_last_ms(struct view *v, ProtobufCBinaryData family);

/* ---- what stands in the way (checks.c): each gives 0 or a Reason ---- */

struct erasing {
    ProtobufCBinaryData family_id;
    const intake_rows__family *family;
    const sippe__territory *rules; /* in force today; NULL: none */
    struct rules_used used;
    day today;
    int64_t last_ms;
};
/* NOT_FOUND, FAMILY_MERGED. */
int intake_erasing_begin(struct view *v, ProtobufCBinaryData family_id, day today, struct erasing *out);
day intake_erasing_last(const struct erasing *e);
int intake_erasing_check_rule(const struct erasing *e, const char *code);   /* ERASURE_RULE_UNKNOWN, _TOO_EARLY */
int intake_erasing_check_followed(struct view *v, const struct erasing *e); /* ERASURE_ENROLLED */
int intake_erasing_check_open(struct view *v, const struct erasing *e);     /* ERASURE_PROPOSED */
int intake_erasing_check_holds(struct view *v, const struct erasing *e);    /* ERASURE_ON_HOLD */
int intake_erasing_check_holders(struct view *v, const struct erasing *e);  /* HOLDERS_TO_TELL */

/* ---- rows ---- */

/* The newest of this family that is proposed and not ended; NULL: none. */
const intake_rows__erasure *intake_erasure_open(struct view *v, ProtobufCBinaryData family, struct id *id);
/* By a number that is given to nobody any more; by the id of a family that is gone. NULL: none. */
const intake_rows__erasure *intake_erasure_of_number(struct view *v, const char *number, struct id *id);
const intake_rows__erasure *intake_erasure_of_family(struct view *v, ProtobufCBinaryData family, struct id *id);
/* Puts the changed row under the record's version; its item of the worklist follows. */
void intake_erasure_put(struct apply *a, struct id id, intake_rows__erasure *row, const struct record *r);
/* Did the daemon wrap its keys anew after it had done this? *noted (or NULL): the record that says so. */
bool intake_erasure_is_rewrapped(struct view *v, const intake_rows__erasure *row, int daemon, uint64_t *noted);

/* ---- shown (shown.c) ---- */

/* As a person sees it. Without `whole` no holders, answers and reason; without `named` no numbers. */
enum { ERASURE_WHOLE = 1, ERASURE_NAMED = 2 };
intake__erasure *intake_erasure_shown(struct view *v, struct id id, const intake_rows__erasure *row, day today,
                                      unsigned how);
/* Who held something of her, and was told or could not be. */
struct holders {
    intake__erasure_confirmed__holder **holders;
    size_t n_holders;
};
struct holders intake_erasure_holders(struct view *v, ProtobufCBinaryData family);
/* Holds that stand on her, and on whoever became her. */
struct holds {
    intake__hold **holds;
    size_t n_holds;
};
struct holds intake_holds_of(struct view *v, ProtobufCBinaryData family);
/* Of the other one of two families who were taken for one: put on her, and lifted here. 0, or INCIDENT_OPEN. */
int intake_hold_hand_over(struct decide *d, const intake__reassign_thing_request *to, const intake_rows__hold *row,
                          ProtobufCBinaryData *as, ProtobufCBinaryData *version);
/* That of an incident: put while it is open, and lifted by nothing else. Its id; one that is gone with her is none. */
ProtobufCBinaryData intake_hold_put_by_incident(struct decide *d, ProtobufCBinaryData family_id, struct id incident);
void intake_hold_lift_by_incident(struct decide *d, ProtobufCBinaryData hold, const char *reason);
