#include "directory/filter.h"

#include <stdlib.h>
#include <string.h>
#include "directory/tables.h"

static int compare_ids(const void *a, const void *b) { return memcmp(a, b, ID_LEN); }

static size_t ids_unique(struct id *ids, size_t n) {
    size_t kept = 0;
    qsort(ids, n, sizeof *ids, compare_ids);
    for (size_t i = 0; i < n; i++)
        if (!kept || !id_equal(ids[kept - 1], ids[i])) ids[kept++] = ids[i];
    return kept;
}

bool directory_filter_ids(struct view *v, const struct filter *f, struct id *ids, size_t max, size_t *n) {
    struct key key;
    *n = 0;
    for (size_t i = 0; i < f->n; i++) {
        struct row_scan *scan = row_scan(v, &directory_postings, f->prefixes[i], NULL);
        while (row_next(scan, &key, NULL)) {
            if (*n == max) {
                row_scan_end(scan);
                return false;
            }
            ids[(*n)++] = key_id_at(&key, (size_t)key.len - ID_LEN);
        }
    }
    *n = ids_unique(ids, *n); /* one service, several words that begin so */
    return true;
}

bool directory_filter_has(struct view *v, const struct filter *f, struct id id) {
    for (size_t i = 0; i < f->n; i++) {
        struct key key = f->prefixes[i];
        memcpy(key.bytes + key.len, id.bytes, ID_LEN);
        key.len = (uint16_t)(key.len + ID_LEN);
        if (row_exists(v, &directory_postings, key)) return true;
    }
    return false;
}

size_t directory_ids_intersect(struct id *ids, size_t n, const struct id *others, size_t m) {
    size_t kept = 0;
    for (size_t i = 0, k = 0; i < n; i++) {
        while (k < m && compare_ids(&others[k], &ids[i]) < 0) k++;
        if (k < m && id_equal(others[k], ids[i])) ids[kept++] = ids[i];
    }
    return kept;
}
