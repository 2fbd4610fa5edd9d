/* What the team must do next for a family that is followed, and by when: derived from the visits, the dates and the
 * rules whenever the list is read, and told to nobody. Nothing of it is kept: what would have to be taken back (booked
 * meanwhile, recorded late, the worker is back) is not there any more when it is asked again.
 *
 *   no visit made or booked ─────────────▶ FIRST_VISIT       due with the window that counts from the enrolment
 *   a visit proposed ────────────────────▶ CONFIRM_VISIT     due some working days before it, unless it is to be looked
 *                                                            at first (VISIT_REVIEW)
 *   a visit over, and nothing written ───▶ RECORD_VISIT      due some working days after it
 *   a visit that a change left outside ──▶ VISIT_REVIEW      due on the working day before it: the earliest of hers
 *   a visit, and who comes is away ──────▶ VISIT_UNCOVERED   a coordinator's, due on the working day before it
 *   agreed with whoever was confirmed in error ▶ WRONG_WORKER a coordinator's, due on the working day before it
 *   nothing booked soon ─────────────────▶ VISIT_DUE         due with the window that carries; late once that is over,
 *                                                            for as long as nobody sees her: it never drops out of
 *                                                            sight. Soon is by the next window's end, or within a
 *                                                            fortnight
 *   past 42 weeks, or without any date ──▶ ASK_BIRTH
 *   a loss, and nothing booked ──────────▶ AFTER_LOSS        no window is left that would bring anybody to her
 *   the key worker is gone ──────────────▶ KEY_WORKER_LEFT   a coordinator's
 *   it ended, a visit agreed was cancelled ▶ TELL_FAMILY     due that day, whatever else is no work any more
 *   agreed, and she moved to another CLSC ▶ HAND_OVER        the coordinators': of the one that agreed it, and of hers
 *                                           HAND_OVER_JOIN   (_JOIN), until a person moves it, keeps it or calls it off
 *
 * While it is suspended no visit is asked for. A family that waits for her first key worker is on intake's list, which
 * asked for one. Pure. */
#pragma once
#include "proto/work.h"
#include "scheduling/domain/cadence/cadence.h"
#include "scheduling/domain/follow_up.h"

/* An open visit: proposed or confirmed. */
struct work_visit {
    struct id id;
    day on;
    bool over; /* its end has passed */
    bool proposed;
    bool left_outside; /* no due visit may be on that day, and whoever booked it did not know */
    bool uncovered;    /* who is to come is away, and nobody stands in */
    bool other_clsc;   /* it was agreed before she went to another CLSC, and nobody has said whether it stands */
    bool wrong_worker; /* it was agreed with somebody who was confirmed in error; nobody has said whether it stands */
    const char *clsc;  /* whose it is */
};

/* A year ahead is past every interval: what comes next lies within. */
enum { WORK_AHEAD = 366 };

struct work_facts {
    struct id enrolment;
    bool awaits_first;   /* no visit was made, booked or proposed */
    day key_worker_left; /* the day on which she was put on the list as gone; DAY_NONE: she is there */
    day enrolled;        /* DAY_NONE: not known */
    struct follow_up_dates dates;
    bool paused;  /* nobody is to come: intake's list has the day on which she is asked */
    bool to_tell; /* it ended, and she is to be told of a visit that was cancelled with it */
    day to_tell_since;
    day last_made;                        /* when she was last seen; DAY_NONE: never */
    const struct cadence_window *windows; /* a year ahead at least */
    size_t n_windows;
    const struct work_visit *open;
    size_t n_open;
};

/* Working days, by the territory's rules. */
struct work_terms {
    const struct calendar *calendar;
    int key_worker, confirm_visit, record_visit;
};

struct work_due {
    sippe__work_kind kind;
    struct id thing; /* the enrolment, or the visit */
    sippe__role role;
    const char *clsc; /* NULL: hers */
    day since, due;   /* never without a day */
    bool not_yet;     /* nothing to do before, but to know that it comes */
};

/* Of a follow-up that has ended: what is left to tell her. */
size_t work_of_end(struct arena *a, const struct work_facts *f, struct work_due **out);
/* Of one that waits for a key worker, who is asked for on intake's list: what was agreed with her before. */
size_t work_of_awaiting(struct arena *a, const struct work_facts *f, const struct work_terms *t, day today,
                        struct work_due **out);
/* What stands there today, in no order; how many. As long as the arena. */
size_t work_of_follow_up(struct arena *a, const struct work_facts *f, const struct work_terms *t, day today,
                         struct work_due **out);
