/* What a service says of the values that are its own. */
#pragma once
#include <stddef.h>
#include "keys/lines.h"

/* A value of one service's configuration, beside those that all daemons have (runtime/settings.c). It is read like
 * them, from file, environment and command line; `--help` and `--example` show it. What the programme's rules say is
 * none (proto/territory.proto), and a secret is none: those have files of their own (the setting `secret`). */
struct service_setting {
    const char *name;     /* "figures-folder": a to z and hyphens, 56 at most; no other setting's */
    const char *value;    /* what stands for it in the help: "FOLDER" */
    const char *standard; /* its value where none is given; "": none */
    const char *fr, *en;  /* what it is, for the help; a sentence without its period */
    /* 0, or ERR_INVALID with the sentences set; asked of what is given, but not of an empty one, which is "none". NULL:
     * any text of printable ASCII will do. */
    int (*check)(const char *value, struct line_fault *why);
};

struct service_settings {
    const struct service_setting *list;
    size_t n; /* 16 at most */
};

/* A check: the path of a folder that is there and that the daemon may write to. */
int setting_is_folder(const char *value, struct line_fault *why);
/* A check: an address as browsers write it in Origin, without a path and in lower case. */
int setting_is_origin(const char *value, struct line_fault *why);
