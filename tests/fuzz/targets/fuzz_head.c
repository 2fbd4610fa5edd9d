/* The head of a request, byte after byte, as it comes from the net: first more is wanted, then it is good or bad and
 * stays so whatever follows; a good one has no place that two readers could read as two things. */
#include <string.h>
#include "fault.h"
#include "fuzz.h"
#include "gateway/http/head/head.h"

enum { EACH_BYTE = 600 }; /* longer ones are asked at fewer places: each is read from its beginning */

static size_t count(struct span head, const char *name) {
    size_t n = 0, len = strlen(name);
    for (size_t i = 0; i + len < head.len; i++)
        n += head.data[i] == '\n' && strncasecmp((const char *)head.data + i + 1, name, len) == 0;
    return n;
}

static void good_check(struct span head) {
    for (size_t i = 0; i < head.len; i++) {
        uint8_t c = head.data[i];
        if ((c < ' ' && c != '\t' && c != '\r' && c != '\n') || c == 0x7f) fault("a control passes at %zu", i);
        if (c == '\n' && (i == 0 || head.data[i - 1] != '\r')) fault("LF without CR at %zu", i);
        if (c == '\r' && (i + 1 == head.len || head.data[i + 1] != '\n')) fault("CR without LF at %zu", i);
        if (c == '\n' && i + 1 < head.len && strchr(" \t", head.data[i + 1])) fault("folded at %zu", i);
    }
    const uint8_t *end = memmem(head.data, head.len, "\r\n\r\n", 4);
    if (!end || (size_t)(end + 4 - head.data) != head.len) fault("it does not end at its empty line");
    if (count(head, "host:") != 1) fault("%zu hosts", count(head, "host:"));
    if (count(head, "content-length:") + count(head, "transfer-encoding:") > 1) fault("two lengths");
    if (count(head, "host ") + count(head, "content-length ") + count(head, "transfer-encoding "))
        fault("a blank before a colon");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
    struct head whole, part;
    struct span all = span_of(data, len);
    enum head_outcome outcome = head_check(all, &whole);
    size_t step = len / EACH_BYTE + 1;
    bool is_over = false;
    for (size_t n = 0; n <= len; n += step) {
        enum head_outcome rc = head_check(span_of(data, n), &part);
        if (is_over && rc == HEAD_MORE) fault("more is wanted at %zu, after it was judged", n);
        if (rc != HEAD_MORE && (rc != outcome || part.kind != whole.kind || part.len != whole.len))
            fault("%zu bytes of it are judged in another way: %s, not %s", n, part.fault, whole.fault);
        if (rc == HEAD_GOOD && part.len > n) fault("%zu bytes of %zu are good", part.len, n);
        is_over = rc != HEAD_MORE;
    }
    if (outcome == HEAD_BAD && (whole.status < 400 || !*whole.fault)) fault("bad, without a word");
    if (outcome == HEAD_GOOD) good_check(span_of(data, whole.len));
    return 0;
}
