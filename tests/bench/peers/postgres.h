/* A statement of PostgreSQL, prepared, each time its own transaction, so many unanswered in all, spread over the
 * connections and pipelined on each. */
#pragma once
#include <libpq-fe.h>
#include <stddef.h>

struct statement {
    const char *what; /* in the line that is printed: "postgresql" */
    const char *sql;
    int n; /* parameters, all binary */
    /* Of the i-th that is sent, before the call returns. */
    void (*parameters)(size_t i, const char *values[], int lengths[]);
};

enum { POSTGRES_PARAMETERS_MAX = 64 };

/* Runs each, up to the NULL, in a connection of its own; ends the program where one fails. */
void postgres_setup(const char *info, const char *const sql[]);
/* Prints its line as samples_print() does, "WHAT, n connections"; ends the program where a statement fails. */
void postgres_load(const char *info, size_t connections, size_t in_flight, double seconds,
                   const struct statement *statement);
