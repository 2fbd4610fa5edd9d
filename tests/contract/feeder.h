/* An intake that says whatever a test wants, for services that follow intake; and one exchange with one engine. */
#pragma once
#include "harness.h"
#include "proto/intake.h"
#include "proto/intake_events.h"
#include "proto/node.h"

extern const struct service feeder_intake;
/* A scheduling that says who follows a family. */
extern const struct service feeder_scheduling;

/* The world needs a key "operator". The event goes to every daemon that follows intake; gives the record's id. */
void feeder_say(struct world *w, struct arena *a, struct id subject, const ProtobufCMessage *event);
/* The same as this daemon, by this operator's key. */
void feeder_say_as(struct world *w, struct arena *a, const char *daemon, const char *key, struct id subject,
                   const ProtobufCMessage *event);
/* Rules that hold from 2026: Montréal's zone, an acknowledgement ladder of 2 and 3 working days, CLSC 06511 and 06512,
 * the areas H2M, H2C and G1R. */
sippe__territory *feeder_territory(struct arena *a);
/* Adopts them everywhere. */
void feeder_adopt(struct world *w, struct arena *a, const sippe__territory *t);

/* Pushes a frame into one engine, runs one turn at the world's time and gives the answer; NULL: none came. */
sippe__envelope *feeder_exchange(struct world *w, struct arena *a, const char *daemon, const char *principal,
                                 const sippe__envelope *frame);
/* All of a stream, from its beginning, as this principal may see it. */
sippe__feed *feeder_fetch(struct world *w, struct arena *a, const char *daemon, const char *principal,
                          const char *stream);
/* What follows a position: from there it has read. */
sippe__feed *feeder_fetch_on(struct world *w, struct arena *a, const char *daemon, const char *principal,
                             const char *stream, sippe__position *from);
/* The records of a daemon's journal that are of this type: their number, the last of them unpacked into *event. */
size_t feeder_records(struct world *w, struct arena *a, const char *daemon, const ProtobufCMessageDescriptor *type,
                      void *event_out);
