/* Children who live with somebody else, and have a file of their own (SeparateChild, ReturnChild). Pure, as kin.h.
 *
 *   the file that they leave   they stay in it, as who has left since (PERSON_LEFT_OWN_FILE): what was recorded there
 *                              is of them too, and nothing falls due of them any more
 *   theirs                     they, by the same ids, of a birth that names no one; and who looks after them */
#pragma once
#include "intake/domain/kin/kin.h"

/* At most so many go together. */
enum { APART_MAX = 8 };

/* Whether she may go: 0, NOT_FOUND (no child of hers), CHILD_GONE (she died), CHILD_OWN_FILE. Who was noted as placed
 * or as living elsewhere may: that is often known first. */
int intake_kin_may_go(const intake__kin *k, ProtobufCBinaryData child);
/* They left on this day, or before it, as it was noted then. */
intake__kin *intake_kin_separated(struct arena *a, const intake__kin *was, const ProtobufCBinaryData *children,
                                  size_t n, day since);
/* Was somebody expected or followed before, and is nobody now? */
bool intake_kin_is_left_alone(const intake__kin *before, const intake__kin *after);

/* Of theirs: nothing that is not of them or of who looks after them. */
intake__kin *intake_kin_of_children(struct arena *a, const intake__kin *was, const ProtobufCBinaryData *children,
                                    size_t n, const intake__person *holder, struct kin_ids *ids);

/* Who went, in a file that knows them by other ids since it became one with another: by the id, else as a call is known
 * to tell of the same child. NULL: she is in it no more. */
intake__person *intake_kin_who_went(const intake__kin *k, const intake__person *was);
/* She is back. */
intake__kin *intake_kin_returned(struct arena *a, const intake__kin *was, ProtobufCBinaryData child);
/* They ought never to have gone: each stands as she stood, and what was corrected of her since stays corrected. */
intake__kin *intake_kin_never_left(struct arena *a, const intake__kin *was, intake__person *const *were, size_t n);
/* In the file of their own: she has left it. NULL: she is not there, or has already. */
intake__kin *intake_kin_went_back(struct arena *a, const intake__kin *was, const intake__person *child, day on);
/* Has one of them a file of her own still? */
bool intake_kin_any_apart(const intake__kin *k, intake__person *const *were, size_t n);
/* Has one who was born of it a file of her own? Then that it ended otherwise, or never was, is not said here alone. */
bool intake_kin_born_apart(const intake__kin *k, ProtobufCBinaryData pregnancy_id);
