/* Lists of words.c that stand in a file of their own; their lengths are told here, so that its table can be one. */
#pragma once
#include "cli/show/words.h"

extern const struct word words_work_kind[14], words_thing_kind[6], words_erasure_state[5], words_hold_kind[4];
