/* A family's number is told aloud and written down. One that was told once is never another family's, whatever a
 * restore has lost: a number that leads to nobody is noticed, one that leads to another woman is not. */
#include "civil/family_number.h"
#include "intake/call/number.h"
#include "intake/rows.h"

/* Of what stood there nothing is known: so many families at least before a number can be one that was told. Ended by a
 * round number, so that the step is seen. */
enum { PAST_UNKNOWN = 10000, ROUND = 1000 };

static struct key counter_key(void) { return KEY(KEY_TEXT("family")); }

static uint64_t next_of(struct view *v) {
    const intake_rows__counter *row = row_get(v, &intake_counters, counter_key());
    return row ? row->next : FAMILY_NUMBER_FIRST;
}

static void next_put(struct apply *a, uint64_t next) {
    intake_rows__counter *row = NEW(arena_of(a), intake_rows__counter);
    row->next = next;
    ROW_PUT(a, &intake_counters, counter_key(), row);
}

const char *intake_number_next(struct decide *d) { return family_number_text(arena_of(d), next_of(VIEW(d))); }

struct id intake_number_hash(struct view *v, const char *number) {
    return lookup_hash(v, "number", number);
}

intake_rows__family *intake_family_numbered(struct apply *a, const struct record *r, const char *number,
                                            const char *clsc_code) {
    intake_rows__family *row = NEW_WITH_PERSONAL(arena_of(a), intake_rows__family);
    row->personal->number = number;
    row->number_hash = id_field(arena_of(a), intake_number_hash(VIEW(a), number));
    row->clsc_code = clsc_code;
    row->version = id_field(arena_of(a), r->id);
    return row;
}

void intake_number_count(struct apply *a) { next_put(a, next_of(VIEW(a)) + 1); }

/* What a store that was put aside has told is told, also where it cannot be read to its end. */
void intake_numbers_restored(struct decide *d, const node__restored *e) {
    uint64_t last = next_of(VIEW(d)) - 1;
    if (e->last_number > last) last = e->last_number;
    if (!e->readable) last = (last + PAST_UNKNOWN + ROUND - 1) / ROUND * ROUND;
    intake__numbers_passed *passed = NEW(arena_of(d), intake__numbers_passed);
    passed->past = last;
    EMIT(d, id_of(e->epoch), passed);
}

void intake_on_numbers_passed(struct apply *a, const struct record *r, const intake__numbers_passed *e) {
    (void)r;
    if (e->past >= next_of(VIEW(a))) next_put(a, e->past + 1);
}
