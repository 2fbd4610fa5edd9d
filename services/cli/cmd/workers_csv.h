/* The team as a table: code;nom;discipline;langues;lundi;mardi;mercredi;jeudi;vendredi;depart;plafond;actif;clsc. Lists
 * in a cell are parted by "|": "fr|en", "08:30-12:00|13:00-16:30". plafond is in caseload points, "13.5". samedi and
 * dimanche may be columns too; columns that are not known are refused. */
#pragma once
#include "cli/cli.h"
#include "proto/scheduling.h"
#include "text/errors.h"

struct worker_row {
    unsigned line;
    scheduling__worker *worker; /* NULL: the errors say why */
};

struct worker_rows {
    struct worker_row *list;
    size_t n;
};

/* False: the file as a whole cannot be read. Columns of errors are cell numbers. */
bool workers_read(struct cli *c, struct span text, struct worker_rows *out, struct text_errors *errors);
