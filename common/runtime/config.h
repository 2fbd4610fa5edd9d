/* What a daemon is told where it runs: paths, ports, keys. The programme's rules are not here (proto/territory.proto):
 * they are adopted, dated and journaled, and the same for all four.
 *
 * Each value can stand in a file of "name = value" lines (keys/lines.h), in the environment (SIPPE_MAP_SIZE for
 * map-size) and on the command line (--map-size); the later of these wins. `trust`, `secret` and `post-private-hosts`
 * may be given several times; the later source adds to the earlier ones. Nothing is read again while the daemon runs.
 *
 *   command line: --config, --check, --help ...  ─▶  file  ─▶  environment  ─▶  the rest of the command line
 *                 (first: it names the file)
 *
 * To add a value of all daemons: a field here and a row in settings.c; the file, the environment, the option, the help
 * and the example follow. One of a single service: a row of the table in its main.c (runtime/runtime.h), and whoever
 * needs it asks config_own. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "keys/key.h"
#include "keys/peers.h"
#include "runtime/fault.h"
#include "runtime/runtime.h"
#include "sys/log.h"

enum { TRUST_MAX = 16, CONFIG_PATH_MAX = 511, CONFIG_FILE_MAX = 64 << 10 };
enum { SETTINGS_MAX = 64, OWN_MAX = 16, SECRETS_MAX = 16, POST_HOSTS_MAX = 16 };

enum mode { MODE_RUN, MODE_CHECK, MODE_VERIFY, MODE_REWRAP, MODE_HELP, MODE_EXAMPLE, MODE_VERSION };

/* A key that speaks without being in the key table: whoever sets up a territory, before there is a table. */
struct trust {
    char name[KEY_NAME_MAX + 1];
    sippe__role role;
    char organization[KEY_ORGANIZATION_MAX + 1];
    uint8_t public_key[KEY_LEN];
};

/* Where a secret is to be read (runtime/secrets.h). */
struct secret_file {
    char name[KEY_NAME_MAX + 1];
    char path[CONFIG_PATH_MAX + 1];
};

struct config;

/* One value of the configuration by its name. */
struct setting {
    const char *name;
    /* 0, or ERR_INVALID with the sentences of the fault set */
    int (*read)(struct config *c, const struct setting *s, const char *value, struct line_fault *fault);
    size_t offset, size; /* of a text */
    const char *value;   /* what stands for it in the help; NULL: it takes none */
    enum mode mode;      /* of a setting without a value */
    bool line_only;      /* on the command line only */
    bool repeats;
    const char *fr, *en;               /* for the help */
    const char *standard;              /* for the example: the value where none is given; NULL: none */
    const struct service_setting *own; /* of the service alone; NULL: of all daemons */
};

/* Filled in where it stands, and not moved: some of it points into it. */
struct config {
    enum mode mode;
    char file[CONFIG_PATH_MAX + 1]; /* empty: no file */
    char territory[64];
    char dir[CONFIG_PATH_MAX + 1];
    char key[CONFIG_PATH_MAX + 1];
    char wrapping[CONFIG_PATH_MAX + 1]; /* empty: beside the key (identity.h) */
    char peers[CONFIG_PATH_MAX + 1];
    char internal[PEER_ENDPOINT_MAX + 1]; /* empty: what the peers file says of us */
    char public_side[PEER_ENDPOINT_MAX + 1];
    char scratch[CONFIG_PATH_MAX + 1]; /* --verify: where the rows are made anew; empty: in dir */
    char rewrap[CONFIG_PATH_MAX + 1];  /* --rewrap: the file of the key that is to be */
    bool dry_run;                      /* --rewrap: nothing is changed */
    uint64_t map_bytes;
    enum log_level level;
    int ready_fd; /* -1: none */
    struct trust trust[TRUST_MAX];
    size_t n_trust;
    struct secret_file secrets[SECRETS_MAX];
    size_t n_secrets;
    char post_ca_file[CONFIG_PATH_MAX + 1]; /* empty: the system's list */
    char hosts_text[2048];                  /* of post_hosts, each with its NUL */
    size_t hosts_len;
    const char *post_hosts[POST_HOSTS_MAX];
    size_t n_post_hosts;
    struct setting all[SETTINGS_MAX]; /* those of all daemons, then the service's: in the order of the help */
    size_t n_all;
    char own[OWN_MAX][CONFIG_PATH_MAX + 1]; /* by the service's table */
    char hint_fr[160], hint_en[160];        /* the sentences about a name that is not known */
};

/* settings: the service's own, or NULL. 0; -1 and the fault. With MODE_HELP, MODE_EXAMPLE and MODE_VERSION nothing else
 * is read. */
int config_load(struct config *c, const struct service_settings *settings, int argc, char **argv, struct fault *fault);

/* Those of all daemons (settings.c). */
extern const struct setting settings[];
extern const size_t n_settings;

/* own.c: the settings of one service, and names that are meant for others. */
/* All of them into c->all, their standard values into c->own. A table that cannot be is a fault of the program. */
void own_open(struct config *c, const struct service_settings *own);
/* The value, or the standard one; "" is none. Of a name that the service has not declared: NULL. */
const char *config_own(const struct config *c, const char *name);
/* NULL: there is none. */
const struct setting *setting_find(const struct config *c, struct span name);
/* The sentences about a name that is not known, with the one that was meant, if one is near. */
void setting_hint(struct config *c, struct span name, bool is_option, struct line_fault *why);

/* outside.c: what leaves for the outside. */
int secret_read(struct config *c, const struct setting *s, const char *value, struct line_fault *fault);
int hosts_read(struct config *c, const struct setting *s, const char *value, struct line_fault *fault);
int ca_file_read(struct config *c, const struct setting *s, const char *value, struct line_fault *fault);

/* help.c */
void help_print(const char *program, const struct config *c);
/* A file with a line for each value, each a comment. */
void example_print(const char *program, const struct config *c);
