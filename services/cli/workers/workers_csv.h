/* The team as a table, as a coordinator keeps it:
 * code;nom;discipline;langues;lundi;mardi;mercredi;jeudi;vendredi;depart;plafond;actif;clsc. Lists in a cell are parted
 * by "|": "fr|en", "08:30-12:00|13:00-16:30". plafond is in caseload points, "13.5". samedi and dimanche may be columns
 * too; columns that are not known are refused, or a mistyped day would be a day off. Columns may stand in any order;
 * only code, nom and discipline must be there. */
#pragma once
#include "cli/cli.h"
#include "proto/scheduling.h"
#include "text/errors.h"

/* A row, good or not; its line is the file's. */
struct worker_row {
    unsigned line;
    scheduling__worker *worker; /* NULL: the errors say why */
};

/* Rows in the order of the file, in the run's arena. */
struct worker_rows {
    struct worker_row *list;
    size_t n;
};

/* False: the file as a whole cannot be read. Columns of errors are cell numbers. */
bool workers_read(struct cli *c, struct span text, struct worker_rows *out, struct text_errors *errors);
