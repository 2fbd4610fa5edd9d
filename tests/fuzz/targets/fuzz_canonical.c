/* A body of the Connect protocol: the first byte says of which message. What can be read is written and reads as the
 * same, is the same by the names of the .proto, and is never half written; a refusal says why, and repeats no more of a
 * name than could be one. */
#include "base/message.h"
#include "base/reason.h"
#include "fault.h"
#include "fuzz.h"
#include "json_types.h"
#include "tests/kinds_proto.h"
#include "text/canonical/canonical.h"

enum { MOST = 16 << 20, PATH_MAX_LEN = 4096 }; /* 32 levels, names of at most 64 letters, and numbers of elements */

static void check_refusal(struct arena *a, int rc, const struct text_errors *errors) {
    if (rc == REASON_TOO_LARGE) return;
    if (rc != REASON_JSON_INVALID || errors->n == 0) fault("refused without a reason: %d", rc);
    const sippe__status *s = canonical_status(a, rc, errors);
    if (s->n_violations != errors->n) fault("a fault without its violation");
    for (size_t i = 0; i < errors->n; i++)
        if (strlen(errors->list[i].path) > PATH_MAX_LEN) fault("a path of %zu bytes", strlen(errors->list[i].path));
}

static void check_written(struct arena *a, const ProtobufCMessage *m) {
    struct text_errors errors = {0};
    void *again = NULL;
    const char *text = canonical_write(a, m, MOST);
    if (!text) fault("not written");
    size_t len = strlen(text);
    if (canonical_write(a, m, len - 1) || !canonical_write(a, m, len)) fault("another length than its own");
    if (len > CANONICAL_READ_MAX) return;
    if (canonical_read(a, m->descriptor, text, len, &again, &errors))
        fault("%s\n%s", text_errors_print(a, &errors, NULL, false), text);
    if (!span_equal(message_pack(a, m), message_pack(a, again))) fault("another message: %s", text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
    if (len < 1) return 0;
    struct arena a;
    struct text_errors errors = {0};
    void *m = NULL;
    size_t which = data[0] % (JSON_TYPES + 1);
    arena_init(&a);
    int rc = canonical_read(&a, which < JSON_TYPES ? json_types[which] : &kinds__kinds__descriptor,
                            (const char *)data + 1, len - 1, &m, &errors);
    if ((rc == 0) != (m != NULL)) fault("%d, and a message or none", rc);
    if (m)
        check_written(&a, m);
    else
        check_refusal(&a, rc, &errors);
    arena_close(&a);
    return 0;
}
