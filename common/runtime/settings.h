/* What a daemon with an engine is told beside what every process is: its store's keys, where it listens, whom it
 * trusts, what leaves for the outside. */
#pragma once
#include "keys/key.h"
#include "keys/peers.h"
#include "runtime/process/config.h"

enum { TRUST_MAX = 16, SECRETS_MAX = 16, POST_HOSTS_MAX = 16 };

enum { MODE_VERIFY = MODE_OTHER, MODE_REWRAP };

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

/* As struct config: filled in where it stands, and not moved. */
struct daemon_config {
    struct config process;                /* first */
    char wrapping[CONFIG_PATH_MAX + 1];   /* empty: beside the key (identity.h) */
    char internal[PEER_ENDPOINT_MAX + 1]; /* empty: what the peers file says of us */
    char public_side[PEER_ENDPOINT_MAX + 1];
    char scratch[CONFIG_PATH_MAX + 1]; /* --verify: where the rows are made anew; empty: in dir */
    char rewrap[CONFIG_PATH_MAX + 1];  /* --rewrap: the file of the key that is to be */
    bool dry_run;                      /* --rewrap: nothing is changed */
    struct trust trust[TRUST_MAX];
    size_t n_trust;
    struct secret_file secrets[SECRETS_MAX];
    size_t n_secrets;
    char post_ca_file[CONFIG_PATH_MAX + 1]; /* empty: the system's list */
    char hosts_text[2048];                  /* of post_hosts, each with its NUL */
    size_t hosts_len;
    const char *post_hosts[POST_HOSTS_MAX];
    size_t n_post_hosts;
};

/* Of its head. */
static inline struct daemon_config *daemon_config(struct config *c) { return (struct daemon_config *)c; }

enum { DAEMON_SETTINGS = 11 };
extern const struct setting daemon_settings[DAEMON_SETTINGS];

/* outside.c: what leaves for the outside. */
int secret_read(struct config *c, const struct setting *s, const char *value, struct line_fault *fault);
int hosts_read(struct config *c, const struct setting *s, const char *value, struct line_fault *fault);
int ca_file_read(struct config *c, const struct setting *s, const char *value, struct line_fault *fault);
