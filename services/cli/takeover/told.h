/* What is said of the rows of a sheet: by line, column and header, as of any file that a person hands over. */
#pragma once
#include "cli/takeover/sheet.h"
#include "proto/intake.h"
#include "proto/scheduling.h"
#include "proto/status.h"

struct takeover_counts {
    size_t taken, known, refused, unreadable;
};
/* "58 reprises, 1 déjà reprise, 1 refusée". */
const char *takeover_counts_text(struct cli *c, const struct takeover_counts *n);
/* Whether all, some or none of it stands. */
int takeover_counts_exit(const struct takeover_counts *n);

/* "Léo (3 mai 2026), sans prénom (15 janv. 2024)"; "" where there is none. */
const char *takeover_children_text(struct cli *c, intake__child *const *list, size_t n);
/* "elle-même, le 10 nov. 2025" */
const char *takeover_agreed_text(struct cli *c, intake__consent_giver by, const sippe__date *on);
/* What a row says of her that no column of a preview holds: children, since when she is followed, who agreed. */
const char *takeover_row_text(struct cli *c, const intake__taken_over_family *f);

/* Added to the faults of the file: what a daemon refuses of a row; */
void takeover_told_violations(struct cli *c, const struct sheet *s, const struct sheet_row *row,
                              sippe__violation *const *list, size_t n, struct text_errors *errors);
/* a whole refusal; */
void takeover_told_refused(struct cli *c, const struct sheet *s, const struct sheet_row *row, const sippe__status *st,
                           struct text_errors *errors);
/* whom she may be, by number, and the refusal that follows from it; */
void takeover_told_matches(struct cli *c, const struct sheet *s, const struct sheet_row *row,
                           const intake__preview_take_over_reply *p, struct text_errors *errors);
/* a key worker whom nobody knows or who does not work: no refusal, but somebody must then be found. */
void takeover_told_worker(struct cli *c, const struct sheet *s, const struct sheet_row *row,
                          const scheduling__list_workers_reply *workers, struct text_errors *errors);
