/* Was this asked and answered? By descriptor, so that lists of paths stand for code. UNKNOWN and DECLINED are answers.
 * proto3 does not tell 0 from absent: a plain number that is 0 counts as not told, so a number for which 0 is an answer
 * stands in a oneof (IntAnswer) or is Money. */
#pragma once
#include <stdbool.h>
#include <protobuf-c/protobuf-c.h>

/* The value of a singular message field that is set, else NULL: other kinds, absent, or another member of its oneof. */
const ProtobufCMessage *intake_message_part(const ProtobufCMessage *m, const ProtobufCFieldDescriptor *field);
/* "identity.name.family" of a screening. A blank text, an enumeration's 0, an all-zero date or an empty list are no
 * answers; a path that the message does not have is none either. */
bool intake_message_answers(const ProtobufCMessage *m, const char *path);
/* In place: as if it had not been asked. Of a message of the screening. */
void intake_message_clear(ProtobufCMessage *m, const ProtobufCFieldDescriptor *field);
