/* A consent among others: what stands in its place, whether it is asked for again, and the words that were read. */
#pragma once
#include "intake/rows.h"

/* It, and those in whose place it stands, the oldest last: what rests on any of them rests on it. */
struct id_list intake_consent_with_renewed(struct view *v, struct id consent);
/* What stands in its place today: itself, where it was not renewed. */
struct id intake_consent_now(struct view *v, ProtobufCBinaryData consent);
/* Why it is to be asked for again today; UNSPECIFIED: it is not. One that ends is asked for while a referral is open
 * under it. */
intake__consent_ask intake_consent_asked(struct view *v, struct id consent, const intake_rows__consent *row);
/* The words, of the rules that it names; of one from before these were named, of those of its day. NULL: none. */
sippe__text *intake_consent_text(struct view *v, const intake__consent_recorded *e, day today);
/* The record by which it is asked for again. */
void intake_consent_emit_asked(struct decide *d, struct id consent, const intake_rows__consent *row,
                               intake__consent_ask why, day by);
