/* What a correction changed: of two states of the answers those that differ, each side with nothing else in it, so that
 * who reads it sees old and new and no more of her than that.
 *
 *   income.annual 20 000 ─┐                      before { income { annual 20 000 } }
 *   nom Côté              ├─ corrected to 32 000 ▶ after { income { annual 32 000 } }   paths { "income.annual" }
 *   ...                  ─┘
 *
 * An answer is one value, however many parts the contract gives it; a list is one answer, told whole. */
#pragma once
#include "base/arena.h"
#include "proto/intake/screening.h"

struct corrected {
    intake__screening *before, *after; /* parts of neither are copied: they live as long as the two states */
    const char **paths;                /* "identity.name.family", in the order of the contract */
    size_t n_paths;
};

/* Neither is changed; one that is NULL is taken for no answers at all. */
struct corrected intake_screening_corrected(struct arena *a, const intake__screening *before,
                                            const intake__screening *after);
