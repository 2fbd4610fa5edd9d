/* What a daemon keeps in the clear, and what it keeps as personal: is a value there?
 *
 * A record in the clear is its type, subjects, actor, cause and event without `personal`; a row is its key, the keys of
 * its indexes and all but `personal`. What tells of an organisation of the directory, of the territory's rules or of a
 * CLSC is of no family and is passed over, and so is an index that stands in memory alone. */
#pragma once
#include "harness.h"

struct clear_value {
    enum { CLEAR_IS_TEXT, CLEAR_IS_ID, CLEAR_IS_NUMBER, CLEAR_IS_DAY, CLEAR_IS_CHOICE } kind;
    const char *text; /* part of a text */
    struct id id;
    int64_t number; /* an instant or a count; a day; the value of a choice */
    const ProtobufCEnumDescriptor *choice;
};

#define CLEAR_TEXT(x)   ((struct clear_value){.kind = CLEAR_IS_TEXT, .text = (x)})
#define CLEAR_ID(x)     ((struct clear_value){.kind = CLEAR_IS_ID, .id = (x)})
#define CLEAR_NUMBER(x) ((struct clear_value){.kind = CLEAR_IS_NUMBER, .number = (x)})
#define CLEAR_DAY(x)    ((struct clear_value){.kind = CLEAR_IS_DAY, .number = (x)})
#define CLEAR_CHOICE(type, x)                                                                                          \
    ((struct clear_value){.kind = CLEAR_IS_CHOICE, .number = (x), .choice = &type##__descriptor})

/* Where it stands in a daemon's journal and rows, "record 7 sippe.scheduling.VisitBooked"; NULL: nowhere. */
const char *clear_find(struct world *w, struct arena *a, const char *daemon, const struct clear_value *v);
const char *clear_find_personal(struct world *w, struct arena *a, const char *daemon, const struct clear_value *v);
/* Shorter ones stand somewhere by chance. */
enum { CLEAR_FILE_LEAST = 6 };
/* The name of a file of this daemon's folder, its store above all, in whose bytes this text stands, whatever of it is in
 * use, let go or left over; NULL: in none. */
const char *clear_file(struct world *w, struct arena *a, const char *daemon, const char *text);
/* Each of these is kept as personal, and none in the clear, nor a text of them, unless the directory
 * or the rules make it public, in the bytes of a file; else the test fails and says which and where. */
void clear_check(struct world *w, struct arena *a, const char *daemon, const struct clear_value *values, size_t n);
