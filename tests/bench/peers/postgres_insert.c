/* bench-postgres CONNINFO CONNECTIONS IN-FLIGHT SECONDS: an INSERT of one request's bytes under a unique request id. */
#include <stdlib.h>
#include <time.h>
#include "base/id.h"
#include "peers/postgres.h"
#include "samples.h"
#include "work.h"

static struct work work;

static void parameters(size_t i, const char *values[], int lengths[]) {
    static struct id hash; /* until the next one is sent */
    uint64_t id[2] = {(uint64_t)samples_now_us(), i};
    struct span body = work_body(&work, i);
    hash = id_derive("bench", span_of(id, sizeof id), span_of("", 0), span_of("", 0));
    values[0] = (const char *)hash.bytes;
    lengths[0] = ID_LEN;
    values[1] = (const char *)body.data;
    lengths[1] = (int)body.len;
}

int main(int argc, char **argv) {
    static const char *const setup[] = {
        "SET client_min_messages = warning",
        "CREATE TABLE IF NOT EXISTS screening (id bytea PRIMARY KEY, body bytea NOT NULL)", NULL};
    static const struct statement insert = {
        .what = "postgresql", .sql = "INSERT INTO screening VALUES ($1, $2)", .n = 2, .parameters = parameters};
    if (argc != 5) return 2;
    postgres_setup(argv[1], setup);
    work_make(&work, 1, WORK_MAX, (day)(time(NULL) / 86400));
    postgres_load(argv[1], strtoul(argv[2], NULL, 10), strtoul(argv[3], NULL, 10), strtod(argv[4], NULL), &insert);
    work_close(&work);
    return 0;
}
