/* bench-postgres CONNINFO CONNECTIONS IN-FLIGHT SECONDS: a prepared INSERT of one request's bytes under a unique
 * request id, each its own transaction, so many unanswered in all, spread over the connections (pipelined on each). */
#include <errno.h>
#include <libpq-fe.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include "base/id.h"
#include "samples.h"
#include "work.h"

struct connection {
    PGconn *pg;
    int64_t *sent_us; /* a ring of what is unanswered */
    size_t first, n;
};

static struct work work;
static size_t depth, n_sent;
static struct samples samples;

static void fail(PGconn *pg, const char *what) {
    fprintf(stderr, "postgres: %s: %s\n", what, PQerrorMessage(pg));
    exit(1);
}

static void run(PGconn *pg, const char *sql) {
    PGresult *r = PQexec(pg, sql);
    if (PQresultStatus(r) != PGRES_COMMAND_OK && PQresultStatus(r) != PGRES_TUPLES_OK) fail(pg, sql);
    PQclear(r);
}

static void open_one(struct connection *c, const char *info) {
    c->pg = PQconnectdb(info);
    c->sent_us = calloc(depth, sizeof *c->sent_us);
    if (PQstatus(c->pg) != CONNECTION_OK || !c->sent_us) fail(c->pg, "connecting");
    PGresult *r = PQprepare(c->pg, "put", "INSERT INTO screening VALUES ($1, $2)", 2, NULL);
    if (PQresultStatus(r) != PGRES_COMMAND_OK) fail(c->pg, "preparing");
    PQclear(r);
    if (PQsetnonblocking(c->pg, 1) || !PQenterPipelineMode(c->pg)) fail(c->pg, "pipeline");
}

static void send_one(struct connection *c) {
    struct span body = work_body(&work, n_sent);
    uint64_t id[2] = {(uint64_t)samples_now_us(), n_sent++};
    struct id hash = id_derive("bench", span_of(id, sizeof id), span_of("", 0), span_of("", 0));
    const char *values[] = {(const char *)hash.bytes, (const char *)body.data};
    const int lengths[] = {ID_LEN, (int)body.len}, binary[] = {1, 1};
    if (!PQsendQueryPrepared(c->pg, "put", 2, values, lengths, binary, 1) || !PQpipelineSync(c->pg))
        fail(c->pg, "sending");
    c->sent_us[(c->first + c->n++) % depth] = samples_now_us();
}

/* Each statement gives its result, a NULL, and the mark of its sync. */
static void take(struct connection *c) {
    if (!PQconsumeInput(c->pg)) fail(c->pg, "receiving");
    while (c->n && !PQisBusy(c->pg)) {
        PGresult *r = PQgetResult(c->pg);
        if (!r) continue;
        ExecStatusType status = PQresultStatus(r);
        PQclear(r);
        if (status == PGRES_PIPELINE_SYNC) {
            samples_add(&samples, samples_now_us() - c->sent_us[c->first]);
            c->first = (c->first + 1) % depth;
            c->n--;
        } else if (status != PGRES_COMMAND_OK) {
            fail(c->pg, "inserting");
        }
    }
}

static void wait_any(struct connection *list, struct pollfd *fds, size_t n) {
    for (size_t i = 0; i < n; i++) {
        int unsent = PQflush(list[i].pg);
        fds[i] = (struct pollfd){.fd = PQsocket(list[i].pg), .events = (short)(POLLIN | (unsent > 0 ? POLLOUT : 0))};
    }
    if (poll(fds, n, 1000) < 0 && errno != EINTR) exit(1);
}

int main(int argc, char **argv) {
    if (argc != 5) return 2;
    size_t n = strtoul(argv[2], NULL, 10), in_flight = strtoul(argv[3], NULL, 10);
    depth = in_flight / n;
    struct connection *list = calloc(n, sizeof *list);
    struct pollfd *fds = calloc(n, sizeof *fds);
    if (!list || !fds || !depth) return 2;
    PGconn *first = PQconnectdb(argv[1]);
    if (PQstatus(first) != CONNECTION_OK) fail(first, "connecting");
    run(first, "SET client_min_messages = warning");
    run(first, "CREATE TABLE IF NOT EXISTS screening (id bytea PRIMARY KEY, body bytea NOT NULL)");
    for (size_t i = 0; i < n; i++) open_one(&list[i], argv[1]);
    work_make(&work, 1, WORK_MAX, (day)(time(NULL) / 86400));
    int64_t began = samples_now_us(), until = began + (int64_t)(strtod(argv[4], NULL) * 1e6);
    while (samples_now_us() < until) {
        for (size_t i = 0; i < n; i++)
            while (list[i].n < depth) send_one(&list[i]);
        wait_any(list, fds, n);
        for (size_t i = 0; i < n; i++)
            if (fds[i].revents & POLLIN) take(&list[i]);
    }
    char what[64];
    snprintf(what, sizeof what, "postgresql, %zu connections", n);
    samples_print(&samples, what, in_flight, (double)(samples_now_us() - began) / 1e6);
    for (size_t i = 0; i < n; i++) PQfinish(list[i].pg);
    PQfinish(first);
    return 0;
}
