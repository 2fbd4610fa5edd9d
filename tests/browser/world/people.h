/* Who works in the territory: memberships through the gateway's key, and what is done before a page is opened. */
#pragma once
#include "base/id.h"
#include "harness.h"

#define PEOPLE_GATEWAY     "passerelle"
#define PEOPLE_COORDINATOR "coordinator"

struct family_case; /* families.h, whose names meet the gateway's */

struct people {
    struct world *world;
    struct id login;     /* the way in that was made last */
    uint32_t screenings; /* recorded so far */
};

/* The directory's organisations have numbers here, from 1. */
struct id people_organization(int number);
/* The rules and the memberships of the first morning. */
void people_open(struct people *p, struct world *w);
/* A code that opens these memberships, divided by blanks; false: one is not known, or may not be invited. */
bool people_invite(struct people *p, char *names, char code[16]);
/* False: she is not known, or has ended. */
bool people_end(struct people *p, const char *name);
/* Ends the way in that was made last; false: there is none. */
bool people_login_end(struct people *p);
/* The next invented family: the calls of the two weeks before today, one after the other. */
void people_family(struct people *p, struct family_case *one);
/* Her call, as a desk records it; false: refused. */
bool people_screening(struct people *p, struct id *screening);
