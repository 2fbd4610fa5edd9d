/* Knowing a family again: by telephone, or by the same folded name and birth date. What is looked up by is a keyed hash
 * per screening; no personal value stands in a row, and what a call is looked up by goes with its answers. */
#pragma once
#include "intake/rows.h"

/* Hashes of one value as it is looked up. NULL or nothing to hash: false. */
bool intake_hash_phone(struct view *v, const char *phone, struct id *hash);
bool intake_hash_birth(struct view *v, const sippe__date *birth, struct id *hash);
struct id intake_hash_word(struct view *v, const char *folded);

/* From now on the call is found by these answers and by no earlier ones; NULL: by none. */
void intake_lookup_replace(struct apply *a, struct id screening, const intake__screening *answers);

enum { INTAKE_MATCHES_MAX = 20 };
/* Families that this one may be; `own` (zero: none) is left out. */
struct matches intake_match_find(struct view *v, const intake__screening *answers, struct id own);
/* The family that a screening belongs to now; NULL: no such screening. */
const intake_rows__family *intake_family_of_screening(struct view *v, struct id screening, struct id *family);
