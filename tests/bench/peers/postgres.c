#include "peers/postgres.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include "samples.h"

struct connection {
    PGconn *pg;
    int64_t *sent_us; /* a ring of what is unanswered */
    size_t first, n;
};

struct load {
    const struct statement *statement;
    struct connection *list;
    struct pollfd *fds;
    size_t n, depth, sent;
    struct samples samples;
};

static void fail(PGconn *pg, const char *what) {
    fprintf(stderr, "postgres: %s: %s\n", what, PQerrorMessage(pg));
    exit(1);
}

static PGconn *connected(const char *info) {
    PGconn *pg = PQconnectdb(info);
    if (PQstatus(pg) != CONNECTION_OK) fail(pg, "connecting");
    return pg;
}

void postgres_setup(const char *info, const char *const sql[]) {
    PGconn *pg = connected(info);
    for (size_t i = 0; sql[i]; i++) {
        PGresult *r = PQexec(pg, sql[i]);
        if (PQresultStatus(r) != PGRES_COMMAND_OK && PQresultStatus(r) != PGRES_TUPLES_OK) fail(pg, sql[i]);
        PQclear(r);
    }
    PQfinish(pg);
}

static void open_one(struct load *l, struct connection *c, const char *info) {
    c->pg = connected(info);
    c->sent_us = calloc(l->depth, sizeof *c->sent_us);
    if (!c->sent_us) fail(c->pg, "memory");
    PGresult *r = PQprepare(c->pg, "one", l->statement->sql, 0, NULL);
    if (PQresultStatus(r) != PGRES_COMMAND_OK) fail(c->pg, "preparing");
    PQclear(r);
    if (PQsetnonblocking(c->pg, 1) || !PQenterPipelineMode(c->pg)) fail(c->pg, "pipeline");
}

static void send_one(struct load *l, struct connection *c) {
    static int binary[POSTGRES_PARAMETERS_MAX];
    const char *values[POSTGRES_PARAMETERS_MAX];
    int lengths[POSTGRES_PARAMETERS_MAX];
    for (int i = 0; i < l->statement->n; i++) binary[i] = 1;
    l->statement->parameters(l->sent++, values, lengths);
    int64_t now = samples_now_us();
    if (!PQsendQueryPrepared(c->pg, "one", l->statement->n, values, lengths, binary, 1) || !PQpipelineSync(c->pg))
        fail(c->pg, "sending");
    c->sent_us[(c->first + c->n++) % l->depth] = now;
}

/* Each statement gives its result, a NULL, and the mark of its sync. */
static void take(struct load *l, struct connection *c) {
    if (!PQconsumeInput(c->pg)) fail(c->pg, "receiving");
    while (c->n && !PQisBusy(c->pg)) {
        PGresult *r = PQgetResult(c->pg);
        if (!r) continue;
        ExecStatusType status = PQresultStatus(r);
        PQclear(r);
        if (status == PGRES_PIPELINE_SYNC) {
            samples_add(&l->samples, samples_now_us() - c->sent_us[c->first]);
            c->first = (c->first + 1) % l->depth;
            c->n--;
        } else if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
            fail(c->pg, l->statement->sql);
        }
    }
}

static void wait_any(struct load *l) {
    for (size_t i = 0; i < l->n; i++) {
        int unsent = PQflush(l->list[i].pg);
        l->fds[i] =
            (struct pollfd){.fd = PQsocket(l->list[i].pg), .events = (short)(POLLIN | (unsent > 0 ? POLLOUT : 0))};
    }
    if (poll(l->fds, l->n, 1000) < 0 && errno != EINTR) exit(1);
}

void postgres_load(const char *info, size_t connections, size_t in_flight, double seconds,
                   const struct statement *statement) {
    char what[64];
    struct load l = {.statement = statement, .n = connections, .depth = in_flight / connections};
    l.list = calloc(l.n, sizeof *l.list);
    l.fds = calloc(l.n, sizeof *l.fds);
    if (!l.list || !l.fds || !l.depth) exit(2);
    for (size_t i = 0; i < l.n; i++) open_one(&l, &l.list[i], info);
    int64_t began = samples_now_us(), until = began + (int64_t)(seconds * 1e6);
    while (samples_now_us() < until) {
        for (size_t i = 0; i < l.n; i++)
            while (l.list[i].n < l.depth) send_one(&l, &l.list[i]);
        wait_any(&l);
        for (size_t i = 0; i < l.n; i++)
            if (l.fds[i].revents & POLLIN) take(&l, &l.list[i]);
    }
    snprintf(what, sizeof what, "%s, %zu connections", statement->what, l.n);
    samples_print(&l.samples, what, in_flight, (double)(samples_now_us() - began) / 1e6);
    for (size_t i = 0; i < l.n; i++) {
        PQfinish(l.list[i].pg);
        free(l.list[i].sent_us);
    }
    free(l.list);
    free(l.fds);
    samples_close(&l.samples);
}
