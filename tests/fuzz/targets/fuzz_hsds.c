/* A directory's package: the tables in the order of hsds_names, parted by NUL, joined into organisations. */
#include <string.h>
#include "cli/hsds/hsds.h"
#include "fault.h"
#include "fuzz.h"

static void joined(struct hsds *h) {
    struct hsds_organization *list;
    size_t n = hsds_join(h, &list);
    if (n > h->tables[HSDS_ORGANIZATIONS].n) fault("more organisations than rows");
    for (size_t i = 0; i < n; i++) {
        const directory__organization *o = list[i].organization;
        if (o->organization_id.len != ID_LEN) fault("an organisation without an id");
        for (size_t k = 0; k < o->n_services; k++)
            if (o->services[k]->service_id.len != ID_LEN || !o->services[k]->hours) fault("half a service");
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t len) {
    struct arena a;
    arena_init(&a);
    struct hsds h = {.arena = &a, .today = day_from(2026, 11, 26)};
    bool read = true;
    for (int i = 0; i < HSDS_TABLES && read; i++) {
        struct text_errors errors = {0};
        const uint8_t *end = len ? memchr(data, 0, len) : NULL;
        size_t n = end ? (size_t)(end - data) : len;
        read = hsds_table_read(&h.tables[i], &a, hsds_names[i], span_of(data, n), &errors);
        if (!read && !errors.n) fault("refused without a reason");
        data += end ? n + 1 : n;
        len -= end ? n + 1 : n;
    }
    if (read) joined(&h);
    arena_close(&a);
    return 0;
}
