/* Screenings in a CSV file. A row that can be read is written and read again, and is the same screening. */
#include <string.h>
#include "base/message.h"
#include "fuzz.h"
#include "fault.h"
#include "cli/csv/screening_file.h"

static const struct zone montreal = {-300, true};

static intake__screening *first_row(struct arena *a, struct span text, struct text_errors *errors) {
    struct screening_file f;
    struct screening_row row;
    if (!screening_file_open(&f, a, text, &(struct screening_reading){.zone = montreal}, errors)) return NULL;
    return screening_file_next(&f, a, &row, errors) == 1 ? row.screening : NULL;
}

static void writes_the_same(struct arena *a, const intake__screening *s) {
    struct text_errors errors = {0};
    struct screening_layout layout = screening_layout_usual();
    screening_layout_fit(&layout, s);
    char *text =
        arena_printf(a, "%s%s", screening_file_header(a, &layout), screening_file_row(a, &layout, montreal, s, NULL));
    intake__screening *again = first_row(a, span_text(text), &errors);
    if (!again) fault("what was written is not read: %s", text_errors_print(a, &errors, NULL, false));
    if (!span_equal(message_pack(a, &s->base), message_pack(a, &again->base))) fault("another screening: %s", text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
    static struct arena a; /* its block is kept from one input to the next */
    struct screening_file f;
    struct text_errors errors = {0};
    if (!a.block) arena_init(&a);
    arena_reset(&a);
    if (screening_file_open(&f, &a, span_of(data, len), &(struct screening_reading){.zone = montreal}, &errors)) {
        struct screening_row row;
        int rc = 1;
        for (int rows = 0; rc == 1 && rows < 50; rows++) {
            struct text_errors own = {0};
            rc = screening_file_next(&f, &a, &row, &own);
            if (rc == 1 && !row.screening && own.n == 0) fault("a row is refused without a reason");
            if (rc == 1 && row.screening && rows < 3) writes_the_same(&a, row.screening);
        }
    } else if (errors.n == 0) {
        fault("the file is refused without a reason");
    }
    return 0;
}
