/* Why a daemon stops or does not start: a sentence in French, one in English, and an exit code (sysexits.h) by which a
 * supervisor tells what a restart can heal from what a person must. deploy/systemd/sippe@.service names the latter
 * (RestartPreventExitStatus), help.c and the runbook list all: a new code goes to all three. */
#pragma once
#include "sys/log.h"

/* 64 to 66 and 76 to 78 stay down: a person must look. After the others it is started again, for ever: a disk is
 * emptied, a port becomes free. */
enum exit_code {
    EXIT_SERVED = 0,
    EXIT_DIFFERENT = 1,    /* --verify: rows differ from what the journal gives */
    EXIT_OPTIONS = 64,     /* an unknown option, or one without its value */
    EXIT_DAMAGED = 65,     /* the store does not decode */
    EXIT_OTHER_STORE = 66, /* empty or another's: the other daemons follow another journal under this name */
    EXIT_PORT_TAKEN = 69,
    EXIT_TURN_FAILED = 70, /* a commit failed: nothing of it was acknowledged; a restart takes up from the disk */
    EXIT_SYSTEM = 71,      /* memory, descriptors, the guard's self-test */
    EXIT_DISK = 74,        /* reading or writing failed, or no space left at start */
    EXIT_STORE_IN_USE = 75,
    EXIT_NEWER_STORE = 76,
    EXIT_RIGHTS = 77, /* a key that others may read, a folder that we may not write */
    EXIT_CONFIGURATION = 78,
};

/* What one call noted; the caller hands it up unchanged, to where it is told. */
struct fault {
    enum exit_code code;
    const char *event; /* a word for the log line, a literal: paths and names stand in the sentences alone */
    char fr[512], en[512];
};

/* Both formats take the same arguments. Gives -1, so that a caller can return it. */
__attribute__((format(printf, 4, 6), format(printf, 5, 6))) int
fault_set(struct fault *f, enum exit_code code, const char *event, const char *fr, const char *en, ...);
/* "place : why": the sentences of a line_fault (keys/lines.h) after where they apply. Gives -1. */
struct line_fault;
int fault_at(struct fault *f, enum exit_code code, const char *event, const char *place_fr, const char *place_en,
             const struct line_fault *why);
/* The two sentences on standard error, then the log line. Gives the exit code. */
int fault_tell(const struct fault *f, const char *program, const struct log *log);
