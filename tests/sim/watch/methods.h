/* Methods and event types by the services' own tables: nothing here is kept by hand. */
#pragma once
#include "engine/service.h"

/* A method by "intake.SubmitScreening"; NULL: nobody has it. *service: its daemon's number, DAEMONS for node's. */
const struct method *method_named(const char *name, int *service, size_t *nth);
/* The tables of a daemon, or with DAEMONS node's. */
const struct service *service_at(int service);
/* The row of a type that this daemon writes: its own, or node's. */
const struct event *event_named(int daemon, const char *type);

/* coverage.c: over all seeds of this process. */
void coverage_asked(const char *method);
void coverage_answered(const char *method, int reason);
void coverage_written(int daemon, const char *type);
/* A cell of scheduling/domain/crossings.h was taken, and what followed is what it says. */
void coverage_crossed(int told, int met);
void coverage_seed_over(void);
/* How often each method was accepted, in how many seeds, and how often its handler refused. */
void coverage_print(void);
/* False, and each is named: a method that was never sent or never accepted, a command that its handler never
 * refused, an event that was never written, a crossing that was never taken; and what a few seeds alone reached, once there are forty of them. */
bool coverage_is_whole(void);
