/* What an encounter says to whoever counts: does it meet a due visit, whose doing was it that it did not take place,
 * and what is the appointment that it closes from then on. */
#pragma once
#include <stdbool.h>
#include "proto/scheduling.h"

/* It took place, in whatever way. */
bool encounter_is_done(scheduling__encounter_missed missed);
/* In person: what is not is a contact, and no visit. */
bool encounter_is_in_presence(scheduling__encounter_mode mode);
/* It did not take place for a reason of ours. */
bool encounter_is_missed_by_us(scheduling__encounter_missed missed);
scheduling__visit_state encounter_visit_state(scheduling__encounter_missed missed);
