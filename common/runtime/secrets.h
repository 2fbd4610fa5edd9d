/* Secrets for what leaves for the outside: a token, a user and a password. The configuration has a name and a file for
 * each, never the value; the file is read once, at the start.
 *
 * The file is the daemon's alone, like that of a key (sys/file.h): 0400 or 0600 and its own, or root's and 0440 for a
 * group of the daemon's. It holds one line of 1 to 1,024 bytes without control characters; the line end after it is
 * passed over, since most editors write one. The value lies in memory that is locked, left out of dumps and overwritten
 * at the end (sodium_malloc(3)); no log and no sentence has it, whatever is wrong with it. */
#pragma once
#include "runtime/settings.h"

enum { SECRET_MAX = 1024 };

struct secret {
    const char *name; /* the configuration's */
    char *value;
};

struct secrets {
    struct secret list[SECRETS_MAX];
    size_t n;
};

/* libsodium must have started; the configuration must outlive it. 0; -1 and the fault, and then there is none. */
int secrets_load(struct secrets *s, const struct daemon_config *c, struct fault *fault);
/* NULL: none of this name. `secrets` is a struct secrets: it is what common/post asks (post/post.h). */
const char *secret_find(void *secrets, const char *name);
void secrets_close(struct secrets *s);
