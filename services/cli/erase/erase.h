/* Erasing a family, for the commands of it. Both say what is wrong themselves and then give NULL, c->exit set. */
#pragma once
#include "cli/cli.h"
#include "proto/intake.h"

/* By the first digits of its id, or by the number of the family; whole, with its holders and answers. */
intake__erasure *lookup_erasure(struct cli *c, const char *text);
/* By the first digits of its id. */
intake__hold *lookup_hold(struct cli *c, const char *text);
/* Of a family, by her number or id. A privacy officer opens no file: she finds her by her ids (IdentifyFamily). False
 * after saying why. */
bool warden_family_id(struct cli *c, const char *text, ProtobufCBinaryData *id);
/* The certificate on paper, French and English. */
void certificate_sheet(struct cli *c, const intake__erasure *e);
/* Copies on the disks of this machine, under the folder where the stores are. */
int report_run(struct cli *c);
/* All holds that stand, or a family's. */
void holds_show(struct cli *c, intake__hold *const *holds, size_t n);
