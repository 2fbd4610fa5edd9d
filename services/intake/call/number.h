/* The number by which a family is known: one after the other, none twice. */
#pragma once
#include "engine/service.h"
#include "intake_rows.h"

/* The one that the next family gets; it is taken when the record that names it is applied. */
const char *intake_number_next(struct decide *d);
void intake_number_count(struct apply *a);
/* By which a family is looked up: of the number as it is told, with its check digit. */
struct id intake_number_hash(struct view *v, const char *number);
/* The row of a family that was given this number, which nobody has put yet. */
intake_rows__family *intake_family_numbered(struct apply *a, const struct record *r, const char *number,
                                            const char *clsc_code);
