/* The vaults of a restore (seal/vault.h): the one that stands in a store is never replaced. It holds all that the cut's
 * holds, and what was erased since; the older one would give that back. Nothing here has a key.
 *
 *   no vault there         the cut's is put there, before the store
 *   one of this store      it stays; refused when it is older than the cut
 *   another's, or damaged  refused: a person moves it away, knowing which */
#pragma once
#include "cli/cut/copies.h"

/* The vault beside a copy is the one that was made, the store's own, and not behind it. 0, or CLI_REFUSED, said. */
int vault_of_copy(struct cli *c, int i, const node__manifest_part *told, struct copies *s);
/* What stands in the store: 0 and *stands, or CLI_REFUSED, said. */
int vault_standing(struct cli *c, int i, const struct copies *s, const char *store, bool *stands);
/* Puts incoming at path, where none is. */
int vault_put(const char *incoming, const char *path);
/* Which stayed, and what follows from one that came from the cut. */
void vaults_say(struct cli *c, const struct copies *s, const bool stood[DAEMONS]);
