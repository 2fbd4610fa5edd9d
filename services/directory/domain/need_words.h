/* What people call a need, in both languages, beside its name in the contract: a service that says of itself that it is
 * for FOOD_AID is found by « aide alimentaire », « panier » or "food bank", whatever its own description says. */
#pragma once
#include "proto/types.h"

/* Words, parted by blanks; "" for a need of a newer contract. */
const char *directory_need_words(sippe__need need);
