/* Checks that several requests share; each notes what is wrong as a violation. */
#pragma once
#include "engine/service.h"

enum { NAME_MAX_LEN = 120, REASON_MAX_LEN = 1000 };

/* False after noting a violation: not a 16-byte id. */
bool scheduling_request_id(struct decide *d, ProtobufCBinaryData field, const char *path, struct id *out);
/* The person who acts: required. */
void scheduling_request_by(struct decide *d, const char *by);
void scheduling_request_text(struct decide *d, const char *text, const char *path, size_t most);
/* Absent, or a time of 1970 to 2199. */
void scheduling_request_instant(struct decide *d, const sippe__instant *at, const char *path, bool required);
/* At most four codes, none twice. */
void scheduling_request_workers(struct decide *d, const char *const *workers, size_t n);
