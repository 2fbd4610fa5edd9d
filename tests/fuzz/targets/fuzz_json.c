/* JSON of a message of the contract: the first byte says of which. What can be read is written and reads as the
 * same. */
#include "reading.h"
#include "base/message.h"
#include "fault.h"
#include "fuzz.h"
#include "json_types.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
    if (len < 1) return 0;
    struct arena a;
    struct text_errors errors = {0}, more = {0};
    const ProtobufCMessageDescriptor *type = json_types[data[0] % JSON_TYPES];
    arena_init(&a);
    ProtobufCMessage *m = json_read(&a, type, (const char *)data + 1, len - 1, &errors);
    if (!m && errors.n == 0) fault("refused without a reason");
    if (m) {
        char *text = json_write(&a, m, data[0] & 0x80);
        ProtobufCMessage *again = json_read(&a, type, text, strlen(text), &more);
        if (!again) fault("%s\n%s", text_errors_print(&a, &more, NULL, false), text);
        if (!span_equal(message_pack(&a, m), message_pack(&a, again))) fault("another message: %s", text);
    }
    arena_close(&a);
    return 0;
}
