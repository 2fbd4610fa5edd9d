/* One visit out of a worker's week: of a family that has gone to another CLSC nothing else is shown to those who agreed
 * it, and they have to write it down, move it or call it off. */
#pragma once
#include "cli/cli.h"
#include "proto/scheduling.h"

#define OPTIONS_OF_WEEK                                                                                                \
    {"worker",                                                                                                         \
     OPTION_TEXT,                                                                                                      \
     0,                                                                                                                \
     NULL,                                                                                                             \
     NULL,                                                                                                             \
     NULL,                                                                                                             \
     "famille partie à un autre CLSC : la visite est de la semaine de cette intervenante",                             \
     "a family gone to another CLSC: the visit is of this worker's week"},                                             \
    {                                                                                                                  \
        "week", OPTION_DATE, 0, NULL, NULL, NULL, "avec --worker : un jour de cette semaine (sinon celle-ci)",         \
            "with --worker: a day of that week (else this one)"                                                        \
    }

/* That of the family (its number is operand 0) which operand `at` names, or her only open one; --worker and --week say
 * whose week. NULL: said. */
scheduling__visit *visit_of_week(struct cli *c, size_t at);
