/* The daemons of a territory: the one list. What else needs it reads this file: CMake, the scripts of deploy/ and the
 * tests by the lines that begin with X(; docker-compose.yml and sippe.target, which cannot read, are held to it by
 * tests/tree/lists.py.
 *
 * A daemon's name is that of its journal, of its service's package and folder, of its key and of its program after
 * "sippe-". A name without @ is of the own territory; "intake@nord" is what intake of the territory nord is called in
 * our key table and our peers file.
 *
 * The order is for ever: an event's audience is a set of these numbers. A new daemon comes last. */
#pragma once
#include <stdbool.h>

#define DAEMONS_EACH(X)                                                                                                \
    X(INTAKE, intake)                                                                                                  \
    X(SCHEDULING, scheduling)                                                                                          \
    X(DIRECTORY, directory)                                                                                            \
    X(NOTIFICATIONS, notifications)

#define DAEMON_NUMBER(NAME, name) DAEMON_##NAME,
enum daemon_name { DAEMONS_EACH(DAEMON_NUMBER) DAEMONS };
#undef DAEMON_NUMBER

extern const char *const daemon_names[DAEMONS];
/* -1: none of the own territory. */
int daemon_find(const char *name);
