/* How intake's rows are fetched by the id in a message. tables.def says which there are, README.md what each holds.
 *
 * A row that a function gives is a copy in the message's arena, as it was when it was asked for. A decide or a query
 * only reads it. An apply changes it and puts it back; a screening's and a referral's go back through
 * intake_screening_put and intake_referral_put, so that version and worklist follow. ROW_PUT of one of these is for a
 * change that is none of the thing itself (an enrolment, another referral): its version stays, or somebody who holds it
 * is told stale for nothing. */
#pragma once
#include "intake/family/members.h"
#include "intake/tables.h"

/* NULL: no such thing, or a field that is no id: what a request names need not be checked for its length before. */
intake_rows__family *intake_family_row(struct view *v, ProtobufCBinaryData id);
intake_rows__screening *intake_screening_row(struct view *v, ProtobufCBinaryData id);
intake_rows__consent *intake_consent_row(struct view *v, ProtobufCBinaryData id);
intake_rows__enrolment *intake_enrolment_row(struct view *v, ProtobufCBinaryData id);
/* Of an enrolment; never NULL: an empty one where scheduling has told nothing yet, or she was erased. */
intake_rows__followed *intake_followed_row(struct view *v, ProtobufCBinaryData enrolment);
intake_rows__take_over *intake_take_over_row(struct view *v, ProtobufCBinaryData id);
intake_rows__referral *intake_referral_row(struct view *v, ProtobufCBinaryData id);
intake_rows__disclosure *intake_disclosure_row(struct view *v, ProtobufCBinaryData id);
intake_rows__erasure *intake_erasure_row(struct view *v, ProtobufCBinaryData id);
intake_rows__hold *intake_hold_row(struct view *v, ProtobufCBinaryData id);
intake_rows__urgent *intake_urgent_row(struct view *v, ProtobufCBinaryData id);
intake_rows__move *intake_move_row(struct view *v, ProtobufCBinaryData id);
intake_rows__access_clock *intake_access_clock_row(struct view *v, ProtobufCBinaryData id);
intake_rows__service *intake_service_row(struct view *v, ProtobufCBinaryData id);
/* By the number that is said aloud, with spaces and hyphens or without; NULL: none, or its check digit is wrong. `id`
 * is set when there is one. A family that was merged is found as itself. */
intake_rows__family *intake_family_by_number(struct view *v, const char *number, struct id *id);

struct matches {
    intake__match **matches;
    size_t n_matches;
};
/* What the last record of a screening says, the call as it was taken or as it was corrected: a correction holds all
 * answers, so it alone is read. */
struct last_word {
    const intake__screening *answers; /* NULL: erased, with what was proposed and found */
    const intake__proposal *proposal; /* of that day; what a person decides against: intake_proposal_today */
    struct matches matches;           /* found then, and not searched again: a family in it may have been merged */
};
struct last_word intake_last_word(struct view *v, const intake_rows__screening *row);
/* What this member has told herself, as the same answers; NULL: nothing, or erased. */
const intake__screening *intake_own_answers(struct view *v, const intake_rows__family *row);
/* The record that tells this, and of which thing it is: her latest call, or its last correction; of one that never
 * called the row of the sheet, or that by which a child's own file was made. 0: none. */
struct told {
    uint64_t seq;
    ProtobufCBinaryData by;
    uint64_t call; /* as it was taken; 0: it was no call */
};
struct told intake_own_told(struct view *v, const intake_rows__family *row);

/* The scope of a principal's lists: its CLSC's code, or "" for all. Where to look, and no right: may_see is asked of
 * each row. */
const char *intake_scope(const struct principal *p);
