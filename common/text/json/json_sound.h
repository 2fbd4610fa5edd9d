/* The two readers behind json.h. Nearly every text that comes is good, and is read in one pass; what is not taken there
 * is read again by jansson, whose faults are told. Inside text only. */
#pragma once
#include "base/arena.h"
#include "base/span.h"
#include "text/errors.h"
#include "text/tree.h"

/* The tree of a text that stands at `begin`, without a byte order mark. NULL: it may be wrong, or is one of the few
 * good ones that are left to the other reader: an object of more than 64 keys, a number of more than 64 characters or
 * an exponent of more than two digits. What it takes the other takes too, for the same tree, places included: fuzz-json
 * compares them. */
struct tree *json_sound(struct arena *a, struct span text, struct text_place begin);
/* By jansson. NULL: the faults say why. */
struct tree *json_told(struct arena *a, struct span text, struct text_place begin, struct text_errors *errors);
