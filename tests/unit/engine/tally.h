/* Two tiny services for tests of the engine: "intake" counts, "scheduling" follows it and counts what it heard. The
 * names are those of real journals because streams are addressed to them. */
#pragma once
#include "engine/engine.h"
#include "tally_proto.h"

extern const struct service tally_counts;
extern const struct service tally_hears;
extern const struct service tally_deaf;         /* like tally_hears, before it had a reaction */
extern const struct service tally_hears_abroad; /* the same of the territory "nord" */
extern const struct service tally_looked_at;    /* like tally_counts, but what is read leaves an entry */
extern const struct service tally_laid_out;     /* like tally_counts, with its rows in another layout */
/* What tally_counts was two releases ago, and what it is since: what was written is lifted (`hears`: what was sent). */
extern const struct service tally_before, tally_lifts, tally_lifts_laid_out, tally_hears_lifted;
/* Two that answer each other's echo for ever. */
extern const struct service tally_echoes_here, tally_echoes_there;

/* tally_counts with an index of its counters by their total; with another one beside it; and the first by tens. */
extern const struct service tally_indexed, tally_indexed_twice, tally_indexed_anew, tally_indexed_in_memory;

/* With a list of its counters by their total, and a question that gives how many stand in it: of "odd" in an index
 * of those whose total is odd. In the other one what is read leaves an entry. */
extern const struct service tally_listed, tally_listed_looked_at;

/* The counter's id: whom its records are about, for whom it is sealed, and its row's key. */
struct id tally_subject(const char *name);

/* Amounts that the follower parks, or waits for, or whose apply fails there or here. */
enum { TALLY_POISON = 99, TALLY_WAITS = 98, TALLY_BREAKS_THERE = 97, TALLY_BREAKS_HERE = 96 };
/* An amount with which a counter is forgotten. */
enum { TALLY_FORGETS = 95 };
/* A reminder of a counter whose name begins so cannot be applied; of the other one, cannot be written. */
#define TALLY_BREAKS_LATE "breaks"
#define TALLY_TOO_MANY    "many"
/* Its reminder puts off that of TALLY_PUT_OFF by an hour. */
#define TALLY_PUTS_OFF "first"
#define TALLY_PUT_OFF  "second"
