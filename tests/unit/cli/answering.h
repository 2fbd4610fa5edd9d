/* Runs of the program whose daemons say what a test says (tests/lib/answered). */
#pragma once
#include "run.h"
#include "answered.h"
#include "base/daemons.h"
#include "base/message.h"

/* What each method of a run is answered; of a method that is not there comes CODE_NOT_FOUND. */
struct said {
    const char *method;
    ProtobufCMessage *(*make)(struct arena *a);
    sippe__reason reason; /* else: refused with it */
};

/* One run before these answers. */
struct run answering(const char *line, const struct said *said, size_t n, bool terminal);
#define ANSWERING(line, said) answering((line), (said), sizeof(said) / sizeof *(said), false)
/* Of a group: the profile of a desk. */
int answering_setup(void **state);
int answering_teardown(void **state);
