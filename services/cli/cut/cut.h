/* A cut: a copy of each of the four stores, of which none is ahead of another. A follower whose copy had taken what its
 * producer's copy does not hold would have effects of records that never were.
 *
 *   backup    hold all ─▶ copy all ─▶ the twelve pairs agree ─▶ the manifest beside each copy: now it is a cut
 *   restore   the four manifests are one ─▶ each file is the one named there ─▶ journals, pairs and chains agree
 *             ─▶ what stands there is moved aside ─▶ the copies are in place */
#pragma once
#include "base/daemons.h"
#include "cli/cli.h"
#include "proto/node.h"

/* The daemons' own rule for a name that becomes a folder: one answer for four refusals of one mistake. 0 or the exit
 * code, said. */
int cut_name_check(struct cli *c, const char *name);
/* Is none of the four ahead of another? 0, or CLI_REFUSED after saying which is. */
int cut_agrees(struct cli *c, node__manifest_part *const parts[DAEMONS]);
/* The text of the manifest that stands beside each copy. */
char *cut_manifest(struct cli *c, const char *cut, node__manifest_part *const parts[DAEMONS]);
/* Where this part stands in another's journal; NULL: it has taken nothing of it. */
const sippe__position *cut_position(const node__manifest_part *part, const char *journal);
