/* bench-postgres-same CONNINFO SCRATCH CONNECTIONS IN-FLIGHT SECONDS: PostgreSQL doing the same work. What our engine
 * wrote for that many submissions (read off it in SCRATCH, on a virtual disk) goes into tables of the same keys and
 * values: each submission one transaction, one call of a stored function, prepared.
 *
 * Left out is what every submission overwrites (the journal's head, a counter, the clock): a database has sequences for
 * that, and transactions that wait for one row would make it look slower than it is. Nothing is read or decided. */
#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "base/arena.h"
#include "engine/rows/rows.h"
#include "peers/postgres.h"
#include "trace.h"
#include "work.h"

extern const struct service intake_service;

enum { BYTEA = 17, SHARED_KEYS = 64 };

static struct arena kept, sent;
static const char *names[STORE_TABLES_MAX];
static int used[STORE_TABLES_MAX], n_used; /* tables, in the order of the function's parameters */

/* ---- which tables ---- */

static int by_key(const void *a, const void *b) {
    return span_order(((const struct trace_put *const *)a)[0]->key, ((const struct trace_put *const *)b)[0]->key);
}

/* Its rows are a few that all submissions overwrite. */
static bool is_shared(const struct trace_put **list, size_t n) {
    size_t keys = 0;
    qsort(list, n, sizeof *list, by_key);
    for (size_t i = 0; i < n; i++) keys += i == 0 || span_order(list[i - 1]->key, list[i]->key) != 0;
    return keys < SHARED_KEYS;
}

static void tables_choose(int n_tables) {
    const struct trace_put **list = calloc(trace.n + 1, sizeof *list);
    if (!list) abort();
    for (int table = 0; table < n_tables; table++) {
        size_t n = 0;
        for (size_t i = 0; i < trace.n; i++)
            if ((int)trace.list[i].table == table) list[n++] = &trace.list[i];
        if (n && !is_shared(list, n)) used[n_used++] = table;
    }
    free(list);
}

/* ---- the function ---- */

/* For each table an array of keys and one of values; a value that is NULL is a row that goes. */
static const char *function_of(void) {
    const char *parameters = "", *body = "";
    for (int i = 0; i < n_used; i++) {
        int k = 2 * i + 1, v = k + 1;
        const char *table = names[used[i]];
        parameters = arena_printf(&kept, "%s%sbytea[], bytea[]", parameters, i ? ", " : "");
        body = arena_printf(&kept,
                            "%sIF cardinality($%d) > 0 THEN "
                            "DELETE FROM \"s_%s\" t USING unnest($%d, $%d) u(k, v) WHERE u.v IS NULL AND t.k = u.k; "
                            "INSERT INTO \"s_%s\" SELECT * FROM unnest($%d, $%d) u(k, v) WHERE u.v IS NOT NULL "
                            "ON CONFLICT (k) DO UPDATE SET v = EXCLUDED.v; END IF; ",
                            body, k, table, k, v, table, k, v);
    }
    return arena_printf(&kept, "CREATE FUNCTION submit(%s) RETURNS void LANGUAGE plpgsql AS $f$ BEGIN %s END $f$",
                        parameters, body);
}

static void schema_make(const char *info) {
    const char *sql[STORE_TABLES_MAX + 4];
    int n = 0;
    sql[n++] = "SET client_min_messages = warning";
    sql[n++] = "DO $d$ DECLARE f regprocedure; BEGIN FOR f IN SELECT oid FROM pg_proc WHERE proname = 'submit' LOOP "
               "EXECUTE 'DROP FUNCTION ' || f; END LOOP; END $d$";
    for (int i = 0; i < n_used; i++)
        sql[n++] = arena_printf(&kept,
                                "DROP TABLE IF EXISTS \"s_%s\"; "
                                "CREATE TABLE \"s_%s\" (k bytea PRIMARY KEY, v bytea NOT NULL)",
                                names[used[i]], names[used[i]]);
    sql[n++] = function_of();
    sql[n] = NULL;
    postgres_setup(info, sql);
}

/* ---- parameters ---- */

static uint8_t *put_u32(uint8_t *at, uint32_t n) {
    n = htonl(n);
    memcpy(at, &n, sizeof n);
    return at + sizeof n;
}

static uint8_t *put_span(uint8_t *at, struct span s) {
    at = put_u32(at, (uint32_t)s.len);
    if (s.len) memcpy(at, s.data, s.len);
    return at + s.len;
}

/* An array as PostgreSQL sends it: dimensions, whether one is NULL, of which type, how many from 1 on. */
static struct span array_of(const struct trace_put *const list[], uint32_t n, bool of_keys, const uint8_t pass[4]) {
    enum { HEAD = 20, PASS = 4 };
    size_t room = HEAD;
    for (uint32_t i = 0; i < n; i++) room += sizeof(uint32_t) + PASS + list[i]->key.len + list[i]->value.len;
    uint8_t *out = arena_alloc(&sent, room), *at = out;
    at = put_u32(at, n > 0);
    at = put_u32(at, !of_keys);
    at = put_u32(at, BYTEA);
    if (n) at = put_u32(put_u32(at, n), 1);
    for (uint32_t i = 0; i < n; i++) {
        const struct trace_put *p = list[i];
        if (of_keys) {
            uint8_t *len = at;
            at = put_span(at, p->key);
            memcpy(at, pass, PASS);
            at += PASS;
            put_u32(len, (uint32_t)(p->key.len + PASS));
        } else {
            at = p->deletion ? put_u32(at, UINT32_MAX) : put_span(at, p->value);
        }
    }
    return span_of(out, (size_t)(at - out));
}

/* Of one table in one submission; of a key that was put twice the last one. */
static uint32_t puts_of(size_t first, size_t end, int table, const struct trace_put *out[]) {
    uint32_t n = 0;
    for (size_t i = first; i < end; i++) {
        const struct trace_put *p = &trace.list[i];
        if ((int)p->table != table) continue;
        uint32_t at = 0;
        while (at < n && !span_equal(out[at]->key, p->key)) at++;
        out[at] = p;
        n += at == n;
    }
    return n;
}

static void parameters(size_t i, const char *values[], int lengths[]) {
    enum { PUTS_MAX = 256 };
    const struct trace_put *list[PUTS_MAX];
    size_t one = i % trace.n_commits;
    uint8_t pass[4]; /* behind each key, so that the rows of the next pass are new ones */
    size_t first = one ? trace.commits[one - 1] : 0, end = trace.commits[one];
    put_u32(pass, (uint32_t)(i / trace.n_commits));
    if (end - first > PUTS_MAX) abort();
    arena_reset(&sent);
    for (int t = 0; t < n_used; t++) {
        uint32_t n = puts_of(first, end, used[t], list);
        for (int of_values = 0; of_values < 2; of_values++) {
            struct span array = array_of(list, n, !of_values, pass);
            values[2 * t + of_values] = (const char *)array.data;
            lengths[2 * t + of_values] = (int)array.len;
        }
    }
}

/* ---- a run ---- */

static const char *call_of(void) {
    const char *list = "";
    for (int i = 1; i <= 2 * n_used; i++) list = arena_printf(&kept, "%s%s$%d", list, i > 1 ? ", " : "", i);
    return arena_printf(&kept, "SELECT submit(%s)", list);
}

int main(int argc, char **argv) {
    static struct work work;
    if (argc != 6) return 2;
    arena_init(&kept);
    arena_init(&sent);
    work_make(&work, 1, WORK_MAX, (day)(time(NULL) / 86400));
    trace_record(argv[2], &work, work.n);
    tables_choose(engine_tables(&intake_service, names));
    if (2 * n_used > POSTGRES_PARAMETERS_MAX) return 2;
    schema_make(argv[1]);
    struct statement same = {
        .what = "postgresql, the same work", .sql = call_of(), .n = 2 * n_used, .parameters = parameters};
    postgres_load(argv[1], strtoul(argv[3], NULL, 10), strtoul(argv[4], NULL, 10), strtod(argv[5], NULL), &same);
    arena_close(&sent);
    arena_close(&kept);
    work_close(&work);
    return 0;
}
