/* Knowing a family again: by NAM, by a birth date and the same folded name or one that sounds alike, by telephone. What
 * is looked up by is a keyed hash per screening; no personal value stands in a row, and what a call is looked up by
 * goes with its answers.
 *
 * The hashes stand in rows (intake_lookups), so whoever changes what is hashed, or how a value is folded before, raises
 * LAYOUT in tables.def: else old calls are found by nothing that is asked from then on. The key is the store's own: a
 * hash of one territory says nothing in another. */
#pragma once
#include "intake/rows.h"

/* Hashes of one value as it is looked up. NULL or nothing to hash: false. Each kind has its own domain, so that a birth
 * date never meets a telephone number. */
bool intake_hash_phone(struct view *v, const char *phone, struct id *hash);
bool intake_hash_birth(struct view *v, const sippe__date *birth, struct id *hash);
/* A word of a name, or several as one. */
bool intake_hash_word(struct view *v, const char *word, struct id *hash);
/* The desk's own number of a call. */
bool intake_hash_reference(struct view *v, const char *reference, struct id *hash);
/* What spellings of one name share, for finding and for matching: folded, without blanks, doubled letters once
 * ("Diallo", "Dialo"), "St" written out: "Tremblay-Roy", "Tremblay Roy" and "TremblayRoy" are one name. */
char *intake_name_key(struct arena *a, const char *name);
/* The pieces of a name between blanks, "N'Guessan" whole; their number. */
size_t intake_name_pieces(struct arena *a, const char *name, const char ***out);

/* Where it was said: whose CLSC's it is, and whose words. */
struct lookup_of {
    const char *clsc_code;
    ProtobufCBinaryData sealed_for;
};
/* From now on a call, or the row of a sheet, is found by these answers and by no earlier ones; NULL: by none (they were
 * erased, or taken back), and `of` is not asked. */
void intake_lookup_replace(struct apply *a, struct id said, const struct lookup_of *of,
                           const intake__screening *answers);
/* A family is found by what she is reached by, together with who she is; and by that alone where a person has said it
 * (`named`). Else, without a number, by her calls alone. */
struct lookup_by {
    const intake__contact_details *contact; /* NULL: nothing of her own */
    const intake__identity *const *who;
    size_t n_who;
    bool named;
};
void intake_lookup_of_family(struct apply *a, struct id family, const struct lookup_of *of, const struct lookup_by *by);
/* It is another CLSC's now. */
void intake_lookup_move(struct apply *a, struct id screening, const char *clsc_code);
/* The calls that have a hash: of one CLSC, or of all ("", for who may see them or matches them), CLSC by CLSC. */
struct key intake_lookup_key(const char *scope, struct id hash);
/* The call that such a key leads to. */
struct id intake_lookup_said(const struct key *key);

/* As many as a person can go through, the likeliest first; the record keeps them. */
enum { INTAKE_MATCHES_MAX = 20 };
/* Families that this one may be, of all CLSCs; `own` (zero: none) is left out. For a decide: the event keeps what was
 * found, because the same search finds others later. A birth date alone is no match: too many share one; nor is
 * the number of a shelter or a switchboard, which families share who are strangers. */
struct matches intake_match_find(struct view *v, const intake__screening *answers, struct id own);
/* Is one of them another CLSC's than this one? Joining those is a coordinator's. */
bool intake_match_elsewhere(struct view *v, struct matches found, const char *clsc_code);
/* Who is now the family of a call, of the row of a sheet, of a separation that made it, or that is named herself; NULL:
 * there is none. */
const intake_rows__family *intake_family_of_said(struct view *v, struct id said, struct id *family);
