/* From a document to a message of the contract, by descriptor: every key a field, every value of its field's type, all
 * faults gathered. What browsers send is read by canonical/canonical.h, through the same walk; this is for files. The
 * conventions are those of proto/types.proto; besides:
 * - null (in YAML also an empty value) is the same as no key; an element of a list cannot be null;
 * - a plain value may also be written as the map of its fields ({year: 2026, month: 11, day: 21}), an answer likewise;
 * - 64-bit numbers and amounts may be written as texts, which hold what a number of JSON cannot;
 * - a bare word of YAML is read as what its field is; true, false, oui and non are the truth values.
 *
 * It knows no particular message, so a new one can be written in files at once. Whether values make sense together is
 * asked by whoever takes the message in. */
#pragma once
#include <protobuf-c/protobuf-c.h>
#include "text/errors.h"
#include "text/tree.h"

/* In the arena, like its faults, and independent of the tree; NULL: it has faults. */
void *bind_message(struct arena *a, const ProtobufCMessageDescriptor *type, const struct tree *tree,
                   struct text_errors *errors);
