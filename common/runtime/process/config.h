/* What a process is told where it runs: paths, ports, keys. The programme's rules are not here (proto/territory.proto):
 * they are adopted, dated and journaled, and the same for all.
 *
 * Each value can stand in a file of "name = value" lines (keys/lines.h), in the environment (SIPPE_MAP_SIZE for
 * map-size) and on the command line (--map-size); the later of these wins. One that `repeats` may be given several
 * times; the later source adds to the earlier ones. Nothing is read again while the process runs.
 *
 *   command line: --config, --check, --help ...  ─▶  file  ─▶  environment  ─▶  the rest of the command line
 *                 (first: it names the file)
 *
 * A process has the values of every process (settings.c), those of its work (struct work: a daemon's are in
 * runtime/settings.c) and those of one service (struct service_setting). To add one of the first two: a field in its
 * structure and a row in its table; the file, the environment, the option, the help and the example follow. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "keys/lines.h"
#include "runtime/process/fault.h"
#include "runtime/process/setting.h"
#include "sys/log.h"

enum { CONFIG_PATH_MAX = 511, CONFIG_FILE_MAX = 64 << 10, SETTINGS_MAX = 64, OWN_MAX = 16 };

/* A work's own modes begin at the last. */
enum { MODE_RUN, MODE_CHECK, MODE_HELP, MODE_EXAMPLE, MODE_VERSION, MODE_OTHER };

struct config;

/* One value of the configuration by its name. */
struct setting {
    const char *name;
    /* 0, or ERR_INVALID with the sentences of the fault set */
    int (*read)(struct config *c, const struct setting *s, const char *value, struct line_fault *fault);
    size_t offset, size; /* of a text: its place in the structure of which struct config is the head */
    const char *value;   /* what stands for it in the help; NULL: it takes none */
    int mode;            /* of a setting without a value */
    bool line_only;      /* on the command line only */
    bool repeats;
    bool required;                     /* of a text: the process does not start without */
    const char *fr, *en;               /* for the help */
    const char *standard;              /* for the example: the value where none is given; NULL: none */
    const struct service_setting *own; /* of the service alone; NULL: of all daemons */
};
/* The place of a text in the structure `in`. */
#define SETTING_TEXT(in, field) .offset = offsetof(in, field), .size = sizeof(((in *)0)->field)

/* The first member of the structure that has a work's own values. Filled in where it stands, and not moved: some of it
 * points into it. */
struct config {
    int mode;
    char file[CONFIG_PATH_MAX + 1]; /* empty: no file */
    char territory[64];
    char dir[CONFIG_PATH_MAX + 1];
    char key[CONFIG_PATH_MAX + 1];
    char peers[CONFIG_PATH_MAX + 1];
    uint64_t map_bytes;
    enum log_level level;
    int ready_fd; /* -1: none */
    struct setting
        all[SETTINGS_MAX]; /* those of every process, of the work, of the service: in the order of the help */
    size_t n_all;
    bool keeps_journal;                     /* for the help: struct work */
    char own[OWN_MAX][CONFIG_PATH_MAX + 1]; /* by the service's table */
    char hint_fr[160], hint_en[160];        /* the sentences about a name that is not known */
};

struct config_tables {
    const struct setting *settings; /* of the work */
    size_t n_settings;
    const struct service_settings *own; /* or NULL */
    bool keeps_journal;
};

/* Into a structure that is all zero. 0; -1 and the fault. With MODE_HELP, MODE_EXAMPLE and MODE_VERSION nothing else is
 * read. */
int config_load(struct config *c, const struct config_tables *t, int argc, char **argv, struct fault *fault);

/* settings.c: those of every process; the `read` of a text, of an address (tcp://HOST:PORT), of a mode; and what a
 * `read` gives when it refuses. */
extern const struct setting settings[];
extern const size_t n_settings;
int setting_text(struct config *c, const struct setting *s, const char *value, struct line_fault *f);
int setting_endpoint(struct config *c, const struct setting *s, const char *value, struct line_fault *f);
int setting_mode(struct config *c, const struct setting *s, const char *value, struct line_fault *f);
int setting_refuse(struct line_fault *f, const char *fr, const char *en);

/* own.c: the settings of one service, and names that are meant for others. */
/* All tables into c->all, the standard values of the service's own into c->own. A table that cannot be is a fault of
 * the program. */
void config_tables_open(struct config *c, const struct config_tables *t);
/* The value, or the standard one; "" is none. Of a name that the service has not declared: NULL. */
const char *config_own(const struct config *c, const char *name);
/* NULL: there is none. */
const struct setting *setting_find(const struct config *c, struct span name);
/* The sentences about a name that is not known, with the one that was meant, if one is near. */
void setting_hint(struct config *c, struct span name, bool is_option, struct line_fault *why);

/* help.c */
void help_print(const char *program, const struct config *c);
/* A file with a line for each value, each a comment. */
void example_print(const char *program, const struct config *c);
