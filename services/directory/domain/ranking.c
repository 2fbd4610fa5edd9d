#include "directory/domain/ranking.h"

#include <string.h>
#include "civil/geo.h"
#include "civil/postal.h"

void directory_ranking_init(struct ranking *r, struct arena *a, size_t max) {
    *r = (struct ranking){.best = arena_alloc(a, max * sizeof *r->best), .max = max};
}

/* Unknown is -1: it is asked for before numbers are compared, or it would be the nearest. */
int directory_hit_compare(const struct hit *a, const struct hit *b) {
    if (a->distance_m != b->distance_m) {
        if (a->distance_m == DISTANCE_UNKNOWN) return 1;
        if (b->distance_m == DISTANCE_UNKNOWN) return -1;
        return a->distance_m < b->distance_m ? -1 : 1;
    }
    int by_name = strcmp(a->sort, b->sort);
    return by_name ? by_name : memcmp(a->service.bytes, b->service.bytes, ID_LEN);
}

/* Equal ones cannot be (ids differ), so the place that is found is the only one. A full list drops its last. */
void directory_ranking_offer(struct ranking *r, const struct hit *h) {
    size_t low = 0, high = r->n;
    r->total++;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (directory_hit_compare(&r->best[mid], h) <= 0)
            low = mid + 1;
        else
            high = mid;
    }
    if (low == r->max) return;
    size_t kept = r->n < r->max ? r->n : r->max - 1;
    memmove(&r->best[low + 1], &r->best[low], (kept - low) * sizeof *r->best);
    r->best[low] = *h;
    r->n = kept + 1;
}
