#include "scheduling/domain/terms.h"

#include <string.h>

/* The contract's names carry their enumeration before them; the territory's file does without. */
const char *terms_discipline(scheduling__discipline d) {
    const ProtobufCEnumValue *v = protobuf_c_enum_descriptor_get_value(&scheduling__discipline__descriptor, (int)d);
    return v ? v->name + strlen("DISCIPLINE_") : "";
}

bool terms_discipline_in(scheduling__discipline d, const char *const *list, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (strcmp(list[i], terms_discipline(d)) == 0) return true;
    return false;
}

const char *terms_postal(const sippe__postal_code *p) { return p ? p->code : ""; }
