/* bench-remake DIR [WRAPPING-KEY]: on a store of intake (bench-fill, the same key), how long one new index takes, beside
 * all rows made anew from the journal, and beside the least that it could be: its keys, in order, into a bare table. */
#include <stdio.h>
#include <stdlib.h>
#include "desk.h"
#include "engine/state.h"
#include "samples.h"

extern const struct service intake_service;

static const struct wrapping_key *wrapping;

static const char INDEX[] = "screenings_by_hash"; /* in a file: those in memory are made at each start */

static struct engine *opened(const char *dir, const struct service *service, double *seconds) {
    struct engine_options o = {.dir = dir,
                               .service = service,
                               .territory = "bench",
                               .release = "bench",
                               .map_bytes = UINT64_C(8) << 30,
                               .wrapping = wrapping,
                               .started_ms = INT64_C(1800000000000)};
    struct engine *e;
    int64_t began = samples_now_us();
    if (engine_open(&e, &o)) {
        fprintf(stderr, "%s: %s\n", dir, engine_open_error());
        exit(1);
    }
    *seconds = (double)(samples_now_us() - began) / 1e6;
    return e;
}

/* The service with another version of the index; gives its place. */
static size_t next_version(struct service *s, const struct row_table **rows, struct row_table *index) {
    size_t at = 0;
    while (strcmp(intake_service.rows[at]->name, INDEX) != 0) at++;
    *s = intake_service;
    memcpy(rows, s->rows, s->n_rows * sizeof(struct row_table *));
    *index = *rows[at];
    index->version++;
    rows[at] = index;
    s->rows = rows;
    return at;
}

/* What the index holds, once more into its own table; all in one commit. */
static double floor_of(struct engine *e, store_table table, uint64_t *n) {
    *n = txn_count(&e->snapshot, table);
    struct key *keys = calloc(*n + 1, sizeof *keys);
    struct txn t;
    size_t i = 0;
    struct store_cursor c = cursor_open(&e->snapshot, table, &KEY_EMPTY, NULL);
    while (i < *n && cursor_next(&c)) keys[i++] = c.key;
    cursor_close(&c);
    int64_t began = samples_now_us();
    if (!keys || txn_begin_bulk(e->store, &t)) exit(1);
    txn_clear(&t, table);
    for (i = 0; i < *n; i++) txn_put(&t, table, &keys[i], (struct span){NULL, 0});
    if (txn_commit(&t)) exit(1);
    free(keys);
    return (double)(samples_now_us() - began) / 1e6;
}

int main(int argc, char **argv) {
    if (argc < 2) return 2;
    struct service changed;
    struct row_table index;
    const struct row_table *rows[STORE_TABLES_MAX];
    double plain, made, remade;
    wrapping = desk_wrapping(argv[2]);
    engine_close(opened(argv[1], &intake_service, &plain)); /* as it is, should it have been run before */
    engine_close(opened(argv[1], &intake_service, &plain));
    size_t at = next_version(&changed, rows, &index);
    struct engine *e = opened(argv[1], &changed, &made);
    uint64_t screenings = row_count(&(struct view){.e = e, .txn = &e->snapshot}, index.of), n;
    double least = floor_of(e, (store_table)(TABLE_SERVICE + at), &n);
    uint64_t records = e->seq;
    engine_close(e);
    struct service laid_out = intake_service;
    laid_out.layout++;
    engine_close(opened(argv[1], &laid_out, &remade));
    printf("{\"what\":\"remake\",\"screenings\":%llu,\"records\":%llu,\"keys\":%llu,\"index_s\":%.3f,\"rows_s\":%.3f,"
           "\"floor_s\":%.3f}\n",
           (unsigned long long)screenings, (unsigned long long)records, (unsigned long long)n, made - plain,
           remade - plain, least);
    return 0;
}
