/* A request as a skeleton that a person fills in: every field, in JSON, with a value of its form. For `sippe call
 * METHOD --template`; input_request reads what comes of it, and says what was left as it was. */
#pragma once
#include <jansson.h>
#include <protobuf-c/protobuf-c.h>
#include "base/arena.h"

/* A new value, the caller's to json_decref. Choices stand side by side ("SIPPE|OLO_ONLY|..."), so that a person must
 * make one: left as they are they do not bind, and the fault names them all. Lists have one element. A message that
 * holds itself would have no end, and members of a oneof would exclude each other: requests have neither. */
json_t *skeleton_of(struct arena *a, const ProtobufCMessageDescriptor *type);
