/* An invented family as the message that a desk submits. */
#pragma once
#include "base/arena.h"
#include "families.h"
#include "proto/intake/screening.h"

/* Blocks A to K in the arena; every block is there. What was not asked is absent. */
intake__screening *family_screening(struct arena *a, const struct family_case *c);
