/* What must hold between four journals after anything that stopped and started the daemons. Each fault has a short
 * code, so that a test can doctor a journal and demand that this very fault is found. */
#pragma once
#include "base/daemons.h"
#include "book.h"

enum { BOOKS = DAEMONS };

struct report {
    unsigned long faults, records, followed, effects, screenings, referrals, answers, parked;
};

__attribute__((format(printf, 3, 4))) void fault_found(struct report *r, const char *code, const char *format, ...);

/* One journal: numbers without gaps, chain, ids used once, streams numbered without gaps, head as stored. */
void check_journal(const struct book *b, struct report *r);
/* Between journals: each record up to the cursor was heard and had its one effect; none past it had any. settled: the
 * cursors must stand at the heads. */
void check_following(const struct book books[BOOKS], bool settled, struct report *r);
/* Referrals and notices: none twice, each notice of a referral. settled: each referral has its notice. */
void check_referrals(const struct book books[BOOKS], bool settled, struct report *r);
/* Lines of what clients were told: "screening|referral|answer PRINCIPAL REQUEST-ID THING-ID", ids in hexadecimal. Each
 * has exactly one record, caused by that request, of that thing, and a remembered reply. False: the file cannot be
 * read. */
bool check_acknowledged(const struct book books[BOOKS], const char *path, struct report *r);
/* Lines of texts that may stand in a sealed part only. False: the file cannot be read. */
bool check_absent(const struct book books[BOOKS], const char *path, struct report *r);

const struct book *book_of(const struct book books[BOOKS], const char *name);
