/* What stands on the worklist for one thing, as it is made: of the rules, for the files of work.c and work_alone.c. */
#pragma once
#include "intake/domain/worklist.h"
#include "intake/work/work.h"

/* An apply knows no today, so the rules of domain/worklist.h are asked twice: on a day after all days for what can ever
 * stand there, and on a day before all days for what stands there from the start, and what of that only waits:
 *
 *   on LAST_DAY alone        silent: not shown before its day has passed (a referral that is the partner's turn)
 *   on both                  shown from the start
 *   on FIRST_DAY not_yet     waits: shown, with nothing to do before its day (a recall, a waiting list)
 *
 * The row keeps both facts and the day, and the reader, who knows today, tells late from not yet. A timer for each item
 * would make a record of every midnight. INT32_MIN is DAY_NONE, so the first day is the one after it. */
enum { FIRST_DAY = INT32_MIN + 1, LAST_DAY = INT32_MAX };

struct wanted {
    struct id thing;
    ProtobufCBinaryData family, sealed_for;
    const char *clsc_code;
    int64_t since_ms;
    struct work items[WORK_PER_THING + 1], first[WORK_PER_THING];
    size_t n, n_first;
    bool loud; /* silence is over: somebody said that it is late */
    int32_t rank;
};

/* Who the thing's family is now: an item of an alias stands with those of the file, and in the list of its CLSC. */
struct file {
    ProtobufCBinaryData id;
    const char *clsc_code;
    const intake_rows__enrolment *enrolment; /* the one that goes on; NULL: none */
    bool has_key_worker;                     /* of that */
};
bool intake_work_file_of(struct apply *a, ProtobufCBinaryData family, struct file *out);
/* What is no longer wanted goes, the rest is made to be as it should. */
void intake_work_make(struct apply *a, const struct wanted *w);

/* `row`: of the thing, whichever kind it is. */
#define WANTED(what, row, in, since)                                                                                   \
    {                                                                                                                  \
        .thing = (what), .family = (in).id, .sealed_for = (row)->sealed_for, .clsc_code = (in).clsc_code,              \
        .since_ms = (since)                                                                                            \
    }

/* What can ever stand there, and what stands there from the start: a rule of domain/worklist.h, asked for both days. */
#define ASK_RULE(w, rule, ...)                                                                                         \
    ((w).n = rule(__VA_ARGS__, LAST_DAY, (w).items), (w).n_first = rule(__VA_ARGS__, FIRST_DAY, (w).first))

/* An urgent need comes before all that is due that day. */
enum { RANK_URGENT = 0, RANK_FIRST = 1, RANK_USUAL = WORK_RANK_USUAL };
