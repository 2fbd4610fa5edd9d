/* What takes a worker's or a family's time: their open visits, with the places where they are. */
#include "scheduling/domain/booking.h"
#include "scheduling/domain/states.h"
#include "scheduling/facts.h"
#include "scheduling/index.h"

/* The place is the family's as it is known today: once its address was erased the way is one of unknown length. */
static size_t taken_of(struct view *v, struct visit_list list, int64_t from_ms, struct slots_taken **out) {
    *out = arena_alloc(view_arena(v), list.n * sizeof **out);
    size_t n = 0;
    for (size_t i = 0; i < list.n; i++) {
        const scheduling_rows__visit *row = list.visits[i].row;
        int64_t start = row->personal->start_ms, end = start + (int64_t)row->personal->minutes * 60000;
        struct id enrolment_id;
        struct family_facts f;
        if (!visit_is_open(row->personal->state) || end <= from_ms || !id_from(row->enrolment_id, &enrolment_id))
            continue;
        bool known = scheduling_family_of_enrolment(v, enrolment_id, &f);
        (*out)[n++] = (struct slots_taken){start, end, known ? f.postal_code : "", list.visits[i].id};
    }
    return n;
}

/* A visit that began before the range may last into it. None is longer than BOOKING_MINUTES_MAX: requests and the
 * territory's rules are held to it, and a longer one would be overlooked here. */
static int64_t reach_back(int64_t from_ms) { return from_ms - (int64_t)BOOKING_MINUTES_MAX * 60000; }

size_t scheduling_taken_by_worker(struct view *v, const char *code, int64_t from_ms, int64_t to_ms,
                                  struct slots_taken **out) {
    return taken_of(v, scheduling_visits_of_worker(v, code, reach_back(from_ms), to_ms), from_ms, out);
}

size_t scheduling_taken_by_family(struct view *v, struct id family_id, int64_t from_ms, int64_t to_ms,
                                  struct slots_taken **out) {
    return taken_of(v, scheduling_visits_of_family(v, family_id, reach_back(from_ms), to_ms), from_ms, out);
}
