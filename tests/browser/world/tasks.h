/* What makes work in the territory: calls that broke off, families enrolled and followed, what a colleague has in hand. Each
 * answers what it was done about; false: a service refused it. */
#pragma once
#include "people.h"

/* A call that broke off after her name, as a desk keeps it. */
bool tasks_draft(struct people *p, struct id *draft);
/* The next invented family whose call a SIPPE decision can be made of, enrolled: she has no key worker. */
bool tasks_enrol(struct people *p, struct id *family);
/* The same, with a key worker and a first visit that is proposed. */
bool tasks_follow(struct people *p, struct id *family);
/* Rules that are in force from April 2027 on: another start week, another telephone. */
bool tasks_rules(struct people *p, struct id *version);
/* What stands first on the desk's list and nobody has: a colleague takes it. */
bool tasks_take(struct people *p, struct id *thing);
