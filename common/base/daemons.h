/* The daemons of a territory: the one list. What else needs it reads this file: CMake, the scripts of deploy/ and the
 * tests by the lines that begin with X(; docker-compose.yml and sippe.target, which cannot read, are held to it by
 * tests/tree/lists.py.
 *
 * A daemon's name is that of its journal, of its service's package and folder, of its key and of its program after
 * "sippe-". A name without @ is of the own territory; "intake@nord" is what intake of the territory nord is called in
 * our key table and our peers file.
 *
 * An event's audience is a set of these numbers (TO in engine/service.h), and a record joins the streams of its
 * audience in this order. A new daemon comes last, so that records go on looking as they always did. */
#pragma once
#include <stdbool.h>

/* One to a line, in both spellings, as the preprocessor cannot change case. Nothing else here may look like such a
 * line, a comment neither: not all who read this file know C. */
#define DAEMONS_EACH(X)                                                                                                \
    X(INTAKE, intake)                                                                                                  \
    X(SCHEDULING, scheduling)                                                                                          \
    X(DIRECTORY, directory)                                                                                            \
    X(NOTIFICATIONS, notifications)

#define DAEMON_NUMBER(NAME, name) DAEMON_##NAME,
enum daemon_name { DAEMONS_EACH(DAEMON_NUMBER) DAEMONS };
#undef DAEMON_NUMBER

/* By enum daemon_name. */
extern const char *const daemon_names[DAEMONS];
/* The number of exactly this name; -1: none of the own territory ("intake@nord" is another's). */
int daemon_find(const char *name);
