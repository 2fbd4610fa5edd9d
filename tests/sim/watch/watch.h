/* Who watches a run: whose each thing is, what each step was, what left the daemons. All of it is a model of its own,
 * made of what was asked and answered, so that a daemon that is wrong is not believed. */
#pragma once
#include "harness.h"
#include "ids.h"

struct sim;

/* One request, kept until it is answered. */
struct asked {
    const char *daemon, *method; /* live as long as the program */
    char key[32];
    struct id id;
    const ProtobufCMessage *request; /* in the task's arena */
    int64_t sent_ms;
    bool command;
    bool stale; /* it carries a version that is known to be past */
};

/* The first fault of a run; `about`: whose steps are printed with it, zero: everybody's. Gives false. */
__attribute__((format(__printf__, 3, 4))) bool sim_fault(struct sim *s, struct id about, const char *format, ...);

/* owners.c: which family each thing belongs to, and which CLSC or partner she, and a notice, is of. */
struct owners *owners_new(void);
void owners_free(struct owners *o);
/* Before it is sent: now and then with a version that was current once. After it was answered, however, the other. */
void owners_age(struct sim *s, struct asked *q);
void owners_answered(struct sim *s, const struct asked *q);
/* An accepted request teaches; a reply that shows what its key may not see is a fault. */
void owners_look(struct sim *s, const struct asked *q, const ProtobufCMessage *reply);
/* A restore may make current again what was past. */
void owners_forget(struct sim *s);
/* A number for the family of a thing, the same for all that was merged; -1: not known. */
int owners_family(struct sim *s, struct id thing);
/* Was she one with another family for a time? What was recorded in between may be either's. */
bool owners_parted(struct sim *s, int family);
/* The partner that a notice or referral was sent to; -1: not known, or something else. */
int owners_partner(struct sim *s, struct id thing);

/* looked.c: each look at a family that was answered; whether each left its entry (checks_looked, sim.h). */
struct looked *looked_new(void);
void looked_free(struct looked *l);
void looked_at(struct sim *s, const struct asked *q, const ProtobufCMessage *reply);
/* A restore loses entries, as it loses records; after years their months are ended. */
void looked_forget(struct sim *s);

/* kept_from.c: whom a family keeps from her file, in writing. Before a request is sent; after one was accepted. */
struct kept_from *kept_from_new(void);
void kept_from_free(struct kept_from *k);
void kept_from_asked(struct sim *s, const struct asked *q);
void kept_from_look(struct sim *s, const struct asked *q, const ProtobufCMessage *reply);
/* A restore loses what was asked for in writing. */
void kept_from_forget(struct sim *s);

/* trace.c */
struct trace *trace_new(void);
void trace_free(struct trace *t);
void trace_step(struct sim *s, const struct asked *q, int reason, const ProtobufCMessage *reply);
/* The last 40 steps of the fault's family, and how to see it again. */
void trace_print(struct sim *s, uint64_t seed);
/* Over each step and its answer, and the chains of all journals, so of every byte in them: the same for the same seed,
 * in every process and from every compiler. */
void digest_print(struct sim *s, uint64_t seed);

/* leaves.c: what leaves the daemons, whoever asked for it. */
struct leaves *leaves_new(void);
void leaves_free(struct leaves *l);
void leaves_watch(struct sim *s);
/* From now on a second reply to this command must be the first one. */
void leaves_remember(struct sim *s, const struct asked *q);
/* A restore loses what was remembered. */
void leaves_forget(struct sim *s);
/* Names that are planted in all families: the first may leave to nobody but desks and teams, the second to a partner
 * whom the consent names, and neither may stand in the open part of a record. */
extern const char *const planted_secret, *const planted_given;

/* echo.c: a command is sent again: by its own key, by its own key with another body, by another key. */
void echo_some(struct sim *s, const struct asked *q, const sippe__reply *reply);
