/* JSON of a message of the contract: the first byte says of which. What can be read is written and reads as the same;
 * what the quick reader takes the other takes too, for the same tree. */
#include "reading.h"
#include "base/message.h"
#include "fault.h"
#include "fuzz.h"
#include "json_types.h"
#include "text/json/json_sound.h"

static void check_readers(struct arena *a, struct span text) {
    struct text_errors errors = {0};
    struct text_place begin = {3, 14};
    const struct tree *sound = json_sound(a, text, begin);
    const struct tree *told = sound ? json_told(a, text, begin, &errors) : NULL;
    if (sound && !told) fault("taken by one reader alone: %s", text_errors_print(a, &errors, NULL, false));
    if (sound && !tree_is_same(sound, told)) fault("another tree");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
    if (len < 1) return 0;
    struct arena a;
    struct text_errors errors = {0}, more = {0};
    const ProtobufCMessageDescriptor *type = json_types[data[0] % JSON_TYPES];
    arena_init(&a);
    check_readers(&a, span_of(data + 1, len - 1));
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
