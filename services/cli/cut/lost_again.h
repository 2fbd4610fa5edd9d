/* Revocations and withdrawals done again, those that the caller's key may do.
 *
 *   done      it is so again, by this run                         marked
 *   already   somebody has done it since, by hand or by a run     marked
 *             that broke off
 *   gone      what it took back was made after the cut as well,   marked as left: there is nothing to take back
 *             and is lost
 *   refused   as LAST_OPERATOR; said, with the way to leave it    stays
 *   left      another role's                                      stays
 *
 * By what was meant, not by how it was called: a member by its id, a key by its public half, and a consent where the
 * family is now, since she may have been merged. */
#pragma once
#include "cli/cut/lost.h"

/* CLI_DONE; CLI_PARTIAL: something stays; or the exit code of what ended the run, said. */
int lost_again(struct cli *c, struct loss *l);
