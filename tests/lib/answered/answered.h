/* The program `sippe` in one process with daemons that a test makes up: in place of the bus (linked by --wrap) stands a
 * function that answers. No socket and no waiting; the clock goes on by itself with each question, from
 * 2026-11-24T15:00:00Z, and no disk is waited for. */
#pragma once
#include "bus/client.h"
#include "proto/types.h"

struct answered {
    /* 0, with the reply filled in (its status too; the request id is put in afterwards); or why none comes: an error of
     * base/err.h. It goes through its packed form, as over the wire. */
    int (*reply)(void *owner, struct arena *a, const char *method, sippe__reply *out);
    int (*feed)(void *owner, struct arena *a, sippe__feed *out); /* NULL: none ever comes */
    int (*connect)(void *owner);                                 /* NULL: at once */
    void *owner;
    bool terminal; /* what is printed goes to one; nobody types */
};

/* While `reply` answers: on whose behalf it was asked; "": the key's own. */
const char *answered_under(void);
/* Likewise: what was asked, packed. */
struct span answered_body(void);
/* From the next question on. */
void answered_by(const struct answered *a);
/* A profile for it in a folder that is there: the file peers, and a key of this name. */
void answered_profile(const char *folder, const char *name, sippe__role role, const char *organization);
