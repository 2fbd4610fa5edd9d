/* Key files and the list of daemons: what a person copies from an e-mail. What is refused has a reason with a place. */
#include "base/err.h"
#include "fault.h"
#include "fuzz.h"
#include "keys/peers.h"

static void sound(int rc, const struct line_fault *f, const char *what) {
    if (rc == ERR_INVALID && (!f->fr || !*f->fr || !f->en || !*f->en)) fault("%s: refused without a reason", what);
    if (rc != 0 && rc != ERR_INVALID) fault("%s: outcome %d", what, rc);
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
    return 0;
}
