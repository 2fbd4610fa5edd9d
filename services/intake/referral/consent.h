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
/* The record by which it is asked for again. `by_family`: of whom something was recorded that says so. */
void intake_consent_emit_asked(struct decide *d, struct id consent, const intake_rows__consent *row,
                               ProtobufCBinaryData by_family, intake__consent_ask why, day by);

/* It was recorded of another family: gathers the same of this one, to be confirmed with her. NOT_FOUND (its words are
 * gone), CONSENT_WITHDRAWN, CONSENT_RENEWED. */
int intake_consent_hand_over(struct decide *d, ProtobufCBinaryData to_family_id, const intake_rows__consent *row,
                             ProtobufCBinaryData *as, ProtobufCBinaryData *version);
/* Of an apply: it was another family's, and covers nothing. What rests on it stays for a person to say. */
void intake_consent_strike(struct apply *a, const struct record *r, struct id consent);
/* Of an apply: she has confirmed it. False: this is no consent. */
bool intake_consent_confirmed(struct apply *a, const struct record *r, struct id consent);
/* Of an apply: these are a file of their own again. What another one's consent renewed stands by itself; that another
 * one consents for her asks for nothing. */
void intake_consents_part(struct apply *a, const struct record *r, const struct id_list *members);
