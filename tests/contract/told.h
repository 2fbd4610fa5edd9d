/* What a story leaves behind, as a text that a person reads: each record with its subjects and its event, each row, the
 * answers that it asks for. Compared with tests/golden/told/<story>.txt as a whole, so that no field of an event, no
 * column of a row and no subject can go missing without somebody seeing it; SIPPE_WRITE=1 writes the file anew.
 *
 * What chance or the machine decide is named instead: an id by the field in which it is first met ("family-1"), a
 * record's number by its place in the story ("record-3"), a time by its minute. Answers of a call are left out: their
 * own tests compare them. */
#pragma once
#include <stdio.h>
#include "harness.h"

enum { TOLD_NAMES = 400 };

struct told {
    struct world *w;
    struct arena *a;
    const char *daemon;
    uint64_t seq; /* of the last record that was told */
    FILE *out;
    char *text;
    size_t len, n_names, n_records;
    struct told_name {
        char hex[33];
        const char *name;
    } names[TOLD_NAMES];
};

/* From now on; what was written before is not told. */
struct told *told_begin(struct world *w, struct arena *a, const char *daemon);
/* The records since the last look, under a line that says what was done. */
void told_records(struct told *t, const char *done);
void told_answer(struct told *t, const char *asked, const ProtobufCMessage *reply);
/* All rows of this daemon, but what only looks things up. */
void told_rows(struct told *t);
/* Fails the test with the first line that differs. */
void told_end(struct told *t, const char *story);
/* Of a test that compared nothing. */
void told_leave(struct told *t);
