/* Files of lines: public keys and the list of daemons, which a person copies from an e-mail, secret keys, a daemon's
 * settings. What is refused has a reason with a place. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "base/err.h"
#include "fault.h"
#include "fuzz.h"
#include "keys/peers.h"
#include "runtime/settings.h"

static void sound(int rc, const struct line_fault *f, const char *what) {
    if (rc == ERR_INVALID && (!f->fr || !*f->fr || !f->en || !*f->en)) fault("%s: refused without a reason", what);
    if (rc != 0 && rc != ERR_INVALID) fault("%s: outcome %d", what, rc);
}

/* ---- what is read from a file alone ---- */

static char path[64];

static void path_remove(void) { unlink(path); }

static void path_write(const uint8_t *data, size_t len) {
    static int fd;
    if (!*path) {
        snprintf(path, sizeof path, "/tmp/sippe-lines-XXXXXX");
        fd = mkstemp(path);
        atexit(path_remove);
    }
    if (fd < 0 || ftruncate(fd, 0) || pwrite(fd, data, len, 0) != (ssize_t)len) fault("%s cannot be written", path);
}

static void check_secret(void) {
    struct line_fault why = {0};
    struct key_file key;
    static const struct key_pair none;
    int rc = key_secret_load(path, &key, &why);
    sound(rc, &why, "secret");
    if (rc && memcmp(key.pair.secret_key, none.secret_key, KEY_LEN) != 0) fault("a secret is left after a fault");
    key_wipe(&key.pair);
}

static void check_settings(void) {
    static char program[] = "sippe-intake", option[] = "--config";
    char *argv[] = {program, option, path, NULL};
    static struct daemon_config c;
    c = (struct daemon_config){.n_trust = 0};
    struct fault why = {.code = EXIT_SERVED};
    int rc =
        config_load(&c.process, &(struct config_tables){daemon_settings, DAEMON_SETTINGS, NULL, true}, 3, argv, &why);
    if (rc && (!why.fr[0] || !why.en[0] || why.code == EXIT_SERVED)) fault("settings: refused without a reason");
    if (!rc && (!c.process.territory[0] || !c.process.dir[0] || c.n_trust > TRUST_MAX))
        fault("settings: taken without what is needed");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
    static struct peers peers;
    struct line_fault fault_of_peers = {0}, fault_of_key = {0};
    struct key_file key;
    int rc = peers_read(span_of(data, len), &peers, &fault_of_peers);
    sound(rc, &fault_of_peers, "peers");
    for (size_t i = 0; rc == 0 && i < peers.n; i++)
        if (peers_find(&peers, peers.list[i].name) != &peers.list[i]) fault("peer %zu is not found by its name", i);
    sound(key_public_read(span_of(data, len), &key, &fault_of_key), &fault_of_key, "key");
    path_write(data, len);
    check_secret();
    check_settings();
    return 0;
}
