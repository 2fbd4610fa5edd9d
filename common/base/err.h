/* Outcomes below the handlers. 0 is done; negative is a fault of the infrastructure, forwarded unchanged to whoever can
 * act on it; positive is a Reason of the contract (proto/status.proto), an answer for the caller.
 *
 * A header lists those that its functions give. Handlers of a service never see a negative one: the store keeps
 * the first of a transaction, and the engine takes the turn back. */
#pragma once

enum err {
    ERR_NOMEM = -1,    /* memory */
    ERR_IO = -2,       /* disk or network; after a failed commit the daemon stops acknowledging and exits */
    ERR_FULL = -3,     /* the map or the disk is full; queries go on */
    ERR_CORRUPT = -4,  /* what our own store holds does not decode */
    ERR_VERSION = -5,  /* a store of a newer format */
    ERR_BUSY = -6,     /* another process owns it */
    ERR_INVALID = -7,  /* input that does not decode, a call that cannot be */
    ERR_NOTFOUND = -8, /* no such row, file or name */
    ERR_DENIED = -9,   /* permissions */
    ERR_TIMEOUT = -10, /* nobody answered in time; whether it was done is not known */
    ERR_CLOSED = -11,  /* that connection is gone */
    ERR_NAME = -12,    /* nobody says in time which address a host's name has; nothing was sent */
    ERR_ERASED = -13,  /* the key of whom this is about was destroyed, for ever: no damage */
};

/* A sentence in English for a log line; never NULL. */
const char *err_text(int err);
