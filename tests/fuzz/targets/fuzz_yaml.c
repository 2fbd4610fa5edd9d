/* A territory file: read, examined by intake's rules, written as JSON and read again. */
#include "reading.h"
#include "base/message.h"
#include "fault.h"
#include "fuzz.h"
#include "intake/domain/territory/territory_check.h"
#include "proto/territory.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
    struct arena a;
    struct text_errors errors = {0}, more = {0};
    arena_init(&a);
    sippe__territory *t = yaml_read(&a, &sippe__territory__descriptor, (const char *)data, len, &errors);
    if (!t && errors.n == 0) fault("refused without a reason");
    if (t) {
        struct findings found = findings_in(&a);
        intake_territory_check(t, &found);
        char *json = json_write(&a, &t->base, true);
        sippe__territory *again = json_read(&a, &sippe__territory__descriptor, json, strlen(json), &more);
        if (!again) fault("%s\n%s", text_errors_print(&a, &more, NULL, false), json);
        if (!span_equal(message_pack(&a, &t->base), message_pack(&a, &again->base)))
            fault("another territory: %s", json);
    }
    arena_close(&a);
    return 0;
}
