/* Is this screening one that can be kept? The marks of proto/intake/screening.proto, and what cannot be true.
 *
 * Limits: age 10 to 115 on the day of the call; due date from 60 days before the call (not when the child is born) to
 * 280 days after; last period at most 45 weeks ago (likewise); 0 to 42 weeks; household 1 to the territory's greatest;
 * at most 20 children of it, of any age; the child of this pregnancy under 7 years; income 0 to 1,000,000 $, both ends
 * of a range too, and something lies within it; names 100 characters, other texts 200, notes 2,000; no date in the
 * future but the due date; the call at most 366 days ago and at most 5 minutes ahead of the clock. No source sets
 * these: they catch slips of the keyboard while she is still on the telephone. What is only unlikely, or of a household
 * that is not the usual one, is kept and marked, because a screening that is refused is a family that is not called
 * back. A correction is checked as a submission is, but that the call's age counts from the day on which it was taken
 * in: the answers can be corrected as long as they are kept. */
#pragma once
#include "base/arena.h"
#include "civil/date.h"
#include "base/finding.h"
#include "proto/intake/screening.h"
#include "proto/territory.h"

enum screening_mode {
    SCREENING_SUBMIT,
    SCREENING_PREVIEW, /* nothing is required; what is impossible is refused all the same */
};

struct screening_checked {
    /* 0: it can be kept. Otherwise `wrong` says where. One of these is the whole answer, nothing else was looked at:
     * REASON_NOTICE_NOT_READ (nothing may be collected before it is read: Act, s. 14),
     * REASON_CONSENT_TO_STORE_MISSING (s. 6).
     * REASON_CLSC_UNKNOWN: the only fault is a CLSC that the territory does not have. Or REASON_FIELDS_INVALID. */
    int reason;
    struct findings wrong;
    /* Paths of the "keep and mark" answers that are missing, and warnings that never refuse: screening_marks.c says
     * which, and why. */
    const char **marked;
    size_t n_marked;
};

/* Paths begin inside the screening ("identity.phone"); put "screening." before them in a violation. The zone and the
 * known CLSCs and notices are the territory's. `s` may be in any form; what is kept is the normal one (normal.h). */
struct screening_checked intake_screening_check(struct arena *a, const intake__screening *s, const sippe__territory *t,
                                                int64_t now_ms, enum screening_mode mode);
/* As submitted, of a call that was taken in at taken_ms. */
struct screening_checked intake_screening_check_taken(struct arena *a, const intake__screening *s,
                                                      const sippe__territory *t, int64_t now_ms, int64_t taken_ms);
/* The day of the call in the territory's zone; without a start, the day of `now_ms`. For answers that were not checked
 * yet: a start far ahead counts as none. */
day intake_screening_call_day(const intake__screening *s, const sippe__territory *t, int64_t now_ms);
