/* In whose name a file is, and what it is found by beside its calls: as a person said it last, where one has.
 *
 *   ContactChanged ─┐
 *   KinChanged ─────┼─▶ one row of look-ups, under the family's own id: the numbers that are in force of her, with
 *   a call changed ─┘   the names and birth dates of her adults
 *
 * What her calls say goes on finding her (call/match.h): whoever remembers the name of before finds the file too. */
#pragma once
#include "intake/rows.h"

struct named {
    sippe__person_name *name; /* NULL: not known; the next likewise */
    sippe__date *birth_date;
};
/* `answers`: those of her latest call, which tell it where nobody has said otherwise; NULL: none. */
struct named intake_family_named(struct view *v, ProtobufCBinaryData family_id, const intake__screening *answers);
/* When she was born, in whose name it is; DAY_NONE: nobody has said, or it was erased. */
day intake_family_born(struct view *v, ProtobufCBinaryData family_id);
/* Of an apply after which something else is in force of her, or her calls say something else. */
void intake_family_found_by(struct apply *a, ProtobufCBinaryData family_id);
