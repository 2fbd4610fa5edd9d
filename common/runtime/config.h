/* What a daemon is told where it runs: paths, ports, keys. The programme's rules are not here (proto/territory.proto):
 * they are adopted, dated and journaled, and the same for all four.
 *
 * Each value can stand in a file of "name = value" lines (keys/lines.h), in the environment (SIPPE_MAP_SIZE for
 * map-size) and on the command line (--map-size); the later of these wins. `trust` may be given several times; the
 * later source adds to the earlier ones. Nothing is read again while the daemon runs.
 *
 *   command line: --config, --check, --help ...  ─▶  file  ─▶  environment  ─▶  the rest of the command line
 *                 (first: it names the file)
 *
 * To add a value: a field here and a row in settings.c; the file, the environment, the option and the help follow. */
#pragma once
#include <stdbool.h>
#include <stdint.h>
#include "keys/key.h"
#include "keys/peers.h"
#include "runtime/fault.h"
#include "sys/log.h"

enum { TRUST_MAX = 16, CONFIG_PATH_MAX = 511, CONFIG_FILE_MAX = 64 << 10 };

enum mode { MODE_RUN, MODE_CHECK, MODE_VERIFY, MODE_HELP, MODE_VERSION };

/* A key that speaks without being in the key table: whoever sets up a territory, before there is a table. */
struct trust {
    char name[KEY_NAME_MAX + 1];
    sippe__role role;
    char organization[KEY_ORGANIZATION_MAX + 1];
    uint8_t public_key[KEY_LEN];
};

struct config {
    enum mode mode;
    char file[CONFIG_PATH_MAX + 1]; /* empty: no file */
    char territory[64];
    char dir[CONFIG_PATH_MAX + 1];
    char key[CONFIG_PATH_MAX + 1];
    char peers[CONFIG_PATH_MAX + 1];
    char internal[PEER_ENDPOINT_MAX + 1]; /* empty: what the peers file says of us */
    char public_side[PEER_ENDPOINT_MAX + 1];
    char scratch[CONFIG_PATH_MAX + 1]; /* --verify: where the rows are made anew; empty: in dir */
    uint64_t map_bytes;
    enum log_level level;
    int ready_fd; /* -1: none */
    struct trust trust[TRUST_MAX];
    size_t n_trust;
};

/* 0; -1 and the fault. With MODE_HELP and MODE_VERSION nothing else is read. */
int config_load(struct config *c, int argc, char **argv, struct fault *fault);

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
    const char *fr, *en; /* for the help */
};
/* In the order of the help; 64 at most (line_read keeps a bit of each). */
extern const struct setting settings[];
extern const size_t n_settings;

void help_print(const char *program);
