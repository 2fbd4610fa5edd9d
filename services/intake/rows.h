/* How intake's rows are fetched by the id in a message. tables.def says which there are, README.md what each holds. A
 * row that a function gives is a copy in the arena: change it and put it back. */
#pragma once
#include "intake/tables.h"

/* NULL: no such thing. */
intake_rows__family *intake_family_row(struct view *v, ProtobufCBinaryData id);
intake_rows__screening *intake_screening_row(struct view *v, ProtobufCBinaryData id);
intake_rows__consent *intake_consent_row(struct view *v, ProtobufCBinaryData id);
intake_rows__enrolment *intake_enrolment_row(struct view *v, ProtobufCBinaryData id);
intake_rows__referral *intake_referral_row(struct view *v, ProtobufCBinaryData id);
intake_rows__service *intake_service_row(struct view *v, ProtobufCBinaryData id);
/* By the number that is said aloud; NULL: none. */
intake_rows__family *intake_family_by_number(struct view *v, const char *number, struct id *id);

/* What belongs to a family, newest first: ids out of one of the intake_…_of_family indexes, at most INTAKE_LIST_MAX. */
enum { INTAKE_LIST_MAX = 500 };
struct id_list {
    struct id *ids;
    size_t n;
};
struct id_list intake_of_family(struct view *v, const struct row_table *index, ProtobufCBinaryData family);
/* The family's enrolment that has not ended; NULL: none. */
intake_rows__enrolment *intake_live_enrolment(struct view *v, const intake_rows__family *family);
/* The last answers of a screening, and what was proposed on them; NULL when they were erased. */
const intake__screening *intake_answers(struct view *v, const intake_rows__screening *row);
const intake__proposal *intake_proposal(struct view *v, const intake_rows__screening *row);
/* The latest answers of a family; NULL: none, or erased. */
const intake__screening *intake_family_answers(struct view *v, const intake_rows__family *row);

/* What the call matched, as its last record says. */
struct matches {
    intake__match **matches;
    size_t n_matches;
};
struct matches intake_matches_of(struct view *v, const intake_rows__screening *row);
/* When the family's child was born: as it was recorded, else `told` by the answers. */
day intake_child_birth(struct view *v, const intake_rows__family *family, day told);

/* Whether desk and team may see a thing of this CLSC; all others may. */
bool intake_may_see(const struct principal *p, const char *clsc_code);
/* The scope of a principal's lists: its CLSC's code, or "" for all. */
const char *intake_scope(const struct principal *p);
