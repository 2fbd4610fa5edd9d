/* The parts of the check of a territory, one per group of its file; see territory_check.h. */
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "intake/domain/territory/territory_check.h"

void intake_territory_check_places(const sippe__territory *t, struct findings *f);
void intake_territory_check_admission(const sippe__territory *t, struct findings *f);
void intake_territory_check_visits(const sippe__territory *t, struct findings *f);
/* `attempts` may be absent: nothing is proposed, and no letter printed. */
void intake_territory_check_letters(const sippe__territory *t, struct findings *f);
/* NULL: nothing is ever erased. */
void intake_territory_check_erasure(const sippe__erasure *e, struct findings *f);
/* Each may be absent: nothing is urgent, no priority is suggested, nobody is asked once more. */
void intake_territory_check_urgent(const sippe__urgent_rules *u, struct findings *f);
void intake_territory_check_priorities(const sippe__territory *t, struct findings *f);
void intake_territory_check_second_offer(const sippe__second_offer *o, struct findings *f);

/* Small checks that all of them use; paths must outlive the findings. Both ends belong to a range. */
void intake_rule_range(struct findings *f, const char *path, int64_t value, int64_t from, int64_t to);
/* At most `max` bytes, so fewer characters where they carry accents; a required one is not blank. */
void intake_rule_text(struct findings *f, const char *path, const char *text, size_t max, bool required);
/* "ON_REQUEST": required, capitals, digits and "_". It stands in records for ever, and is typed by people. False:
 * told. */
bool intake_rule_code(struct findings *f, const char *path, const char *code);
/* A word of the contract without its prefix ("NURSE" of DISCIPLINE_NURSE), as a person writes it in a file; its value,
 * or 0 with a finding. UNSPECIFIED is no word. */
int intake_rule_word(struct findings *f, const char *path, const char *word, const ProtobufCEnumDescriptor *type,
                     const char *prefix);
/* TOO_MANY, and false: then the list is not gone through. */
bool intake_rule_count(struct findings *f, const char *path, size_t n, size_t most);
/* Each is a word, none twice, and so no more than there are; what is no word is told once, as that. */
void intake_rule_words(struct findings *f, const char *path, const char *const *words, size_t n,
                       const ProtobufCEnumDescriptor *type, const char *prefix);
/* Ten digits, or absent. */
void intake_rule_phone(struct findings *f, const char *path, const char *phone);
