"""Faults made by rule in services: written by propose.py; places.py says what a row is."""
PLACES = {
    "services/directory/domain/need_words.c": [
        (254, "goes on", "if (⟦names[i].need == need⟧) return names[i].words;"),
    ],
    "services/directory/domain/organization.c": [
        (250, "edge", "else if (⟦d > c->today⟧)"),
        (253, "one more", "if (!text_is_blank(phone) && (digits < ⟦3⟧ || strlen(phone) > 60)) fault(c, \"phone\", "
         "REASON_PHONE_INVALID);"),
        (256, "negated", "if (⟦strlen(text) > max⟧) fault(c, field, REASON_TEXT_TOO_LONG);"),
        (258, "either", "if (⟦o->services[i]->service_id.len && id_came_before(o, i)⟧) fault(&c, \"service_id\", "
         "REASON_DUPLICATE);"),
        (259, "left out", "⟦p->organization_id = o->organization_id;⟧"),
    ],
    "services/directory/organization.c": [
        (261, "goes on", "if (⟦!put⟧) return REASON_INTERNAL;", "equivalent: the record of a row is there"),
        (263, "edge", "if (limit > PAGE_MAX || ⟦in->after.len > KEY_MAX⟧) return REASON_NUMBER_OUT_OF_RANGE;", "survives: no page's place that we give is as long as a key may be"),
        (264, "either", "if (out->n_organizations == limit || (⟦out->n_organizations && query_time_is_up(q)⟧)) {"),
    ],
    "services/directory/rows.c": [
        (262, "negated", "if (⟦before⟧) services_withdraw(a, before->record);"),
    ],
    "services/directory/search.c": [
        (249, "negated", "if (⟦!reason && in->near⟧) reason = read_near(s, in->near->code);"),
        (252, "left out", "⟦h->distance_m = metres;⟧"),
        (255, "swapped", "const directory_rows__hit *row = candidate_row(s, ⟦from, by_word⟧, ids[i]);"),
        (257, "edge", "return ⟦in->limit > LIMIT_MAX⟧ ? REASON_NUMBER_OUT_OF_RANGE : 0;"),
        (260, "one more", "size_t max = *n * ⟦4⟧ + 64, m;", "equivalent: chooses between two ways to the same result"),
    ],
    "services/directory/service.c": [
        (251, "either", "if (⟦!row || !id_from(row->organization_id, &organization_id)⟧) return REASON_NOT_FOUND;"),
    ],
    "services/intake/call/match.c": [
        (333, "swapped", "if (!row || id_equal(⟦family, search->own⟧)) continue;", "equivalent: the same either way round"),
        (354, "edge", "if (⟦row->n_hashes < HASHES_MAX⟧) APPEND(a, row, hashes, id_field(a, hash));", "survives: a name of forty-eight words"),
    ],
    "services/intake/call/proposing.c": [
        (334, "negated", "if (⟦p->route == ROUTE_PRE_REGISTER && recall != DAY_NONE⟧) return recall;"),
    ],
    "services/intake/call/route.c": [
        (356, "left out", "⟦m.priority = priority_after(now, in->route, in->priority);⟧"),
    ],
    "services/intake/call/screening_read.c": [
        (357, "one more", "struct id id = key_id_at(&key, (size_t)prefix.len + ⟦8⟧);"),
    ],
    "services/intake/call/screening_rows.c": [
        (327, "left out", "⟦row->clsc_code = now->clsc_code;⟧"),
    ],
    "services/intake/call/start_week.c": [
        (345, "one more", "emit_for(d, id_of(row->sealed_for), subjects, ⟦2⟧, &e->base);", "equivalent: reads past an array, which the sanitizers of tests/run see and this build is without"),
    ],
    "services/intake/call/taking.c": [
        (358, "goes on", "if (⟦reason⟧) return reason;"),
    ],
    "services/intake/contact/contact.c": [
        (520, "goes on", "if (⟦intake_contact_same(a, c.before, after)⟧) return REASON_CONTACT_SAME;"),
        (521, "negated", "return said(d, &c, ⟦intake_contact_row(VIEW(d), family_id)⟧ ? was : told);"),
        (522, "left out", "    if (!same) emit_change(d, c);\n"
         "    ⟦number_found(d, c);⟧"),
    ],
    "services/intake/domain/consent/sharing.c": [
        (363, "negated", "if (⟦intake_consent_covers(covers, n, SHARED_ITEM_DUE_DATE)⟧) out->due_date = civil_date(a, of->due);"),
    ],
    "services/intake/domain/contact/contact.c": [
        (523, "negated", "    while (⟦hers && old < c->n_numbers && !is_hers(c->numbers[old])⟧) old++;"),
        (524, "negated", "    number_insert(a, c, ⟦hers⟧ ? 0 : c->n_numbers, n);"),
        (525, "goes on", "    size_t at = at_of(c, was->number);\n"
         "    if (⟦at == c->n_numbers⟧) return;"),
    ],
    "services/intake/domain/kin/kin_done.c": [
        (526, "edge", "(birth < due - EARLY_DAYS || ⟦birth > due + LATE_DAYS⟧);"),
        (527, "negated", "p->state = ⟦alive⟧ ? PREGNANCY_STATE_BORN : PREGNANCY_STATE_ENDED;"),
    ],
    "services/intake/domain/kin/kin_later.c": [
        (528, "negated", "    return ⟦!intake_kin_birth_is_odd(day_of(told->due_date), ended)⟧;"),
    ],
    "services/intake/kin/pregnancy.c": [
        (328, "edge", "if (⟦in->children < 0⟧ || in->children > BORN_MAX) violation(d, \"children\", "
         "REASON_NUMBER_OUT_OF_RANGE);"),
        (529, "goes on", "    if (⟦was && intake_kin_same(a, c.before, c.after)⟧) return REASON_KIN_SAME;"),
    ],
    "services/intake/domain/proposal/asking.c": [
        (372, "either", "if (⟦!(f->inside & SET_YES) || !(f->accepted & SET_YES)⟧) return false;"),
    ],
    "services/intake/domain/proposal/bounds.c": [
        (364, "edge", "if (⟦more <= 0⟧) return 100 * i->dollars[persons - 1];", "equivalent: both read the last row of the table"),
        (378, "edge", "return set_of(⟦at_most > least⟧, f->income_from <= most);"),
    ],
    "services/intake/domain/proposal/facts.c": [
        (376, "swapped", "return v && strncmp(⟦v->name, prefix⟧, len) == 0 && strcmp(v->name + len, word) == 0;", "equivalent: the same either way round"),
    ],
    "services/intake/domain/proposal/proposal.c": [
        (380, "left out", "    ⟦p->because = because(o);⟧"),
    ],
    "services/intake/domain/screening/normal.c": [
        (367, "one more", "if (birth == DAY_NONE) return day_from(2000, month, two(nam + ⟦8⟧)) != DAY_NONE;"),
        (373, "left out", "if (p) ⟦p->code = or_as_written(intake_postal_normal(a, p->code), p->code);⟧"),
        (384, "negated", "if (⟦!begins_like(nam, family, 3) || !begins_like(nam + 3, given, 1)⟧) return false;"),
    ],
    "services/intake/domain/screening/phone.c": [
        (379, "either", "if (⟦n == 0 || n > EXTENSION_MAX⟧) return false;"),
    ],
    "services/intake/domain/screening/screening_check.c": [
        (369, "swapped", "return check(a, s, t, ⟦now_ms, taken_ms⟧, SCREENING_SUBMIT);"),
    ],
    "services/intake/domain/screening/screening_forms.c": [
        (371, "edge", "if (⟦text_characters(text) > limit_of(m, field->name)⟧) found(c, REASON_TEXT_TOO_LONG, &here);"),
        (382, "goes on", "if (⟦!s->name⟧) return arena_printf(a, \"%s[%zu]\", up, s->index);"),
    ],
    "services/intake/domain/screening/screening_values.c": [
        (368, "goes on", "if (⟦!p⟧) return;"),
        (385, "edge", "if (call->started_at && call->ended_at && ⟦call->ended_at->ms < call->started_at->ms⟧)"),
    ],
    "services/intake/domain/territory/territory_admission.c": [
        (374, "one more", "intake_rule_range(f, \"admission.income.year\", i->year, ⟦1992⟧, 2199); /* the thresholds' base year is "
         "the first */", "survives: income thresholds of 1992"),
        (375, "goes on", "if (⟦!intake_rule_count(f, \"admission.income.dollars\", i->n_dollars, PERSONS_MAX)⟧) return;"),
        (377, "negated", "if (⟦strcmp(word, \"NONE\") == 0 || strcmp(word, \"UNKNOWN\") == 0 || strcmp(word, \"DECLINED\") == 0⟧)"),
    ],
    "services/intake/domain/territory/territory_check.c": [
        (370, "negated", "else if (⟦civil_day(t->valid_from) == DAY_NONE⟧)"),
    ],
    "services/intake/domain/territory/territory_places.c": [
        (366, "left out", "⟦intake_rule_range(f, arena_printf(f->arena, \"areas[%zu].latitude_e4\", i), area->latitude_e4, 400000, "
         "840000);⟧"),
        (383, "swapped", "claim(claims, f, d->postal_prefixes[k], arena_printf(f->arena, \"doors[%zu].postal_prefixes[%zu]\", ⟦i, "
         "k⟧));", "survives: the path of a postal prefix that two doors claim"),
        (386, "either", "if (⟦!*c->phone && t->partners⟧ && t->partners->referrals) finding_add(f, REASON_FIELD_REQUIRED, phone);"),
    ],
    "services/intake/domain/territory/territory_visits.c": [
        (365, "either", "return p->to_day == 0 || (⟦p->to_day > p->from_day && p->to_day >= PREGNANCY_DAYS⟧);", "survives: of the last phase of a pregnancy, one that ends before it begins ends before the birth"),
        (381, "one more", "if (v->slot_minutes < 1 || v->slot_minutes > ⟦60⟧ || 60 % v->slot_minutes != 0)", "equivalent: 60 is no multiple of 61"),
    ],
    "services/intake/family/shown.c": [
        (361, "either", "out->overdue = intake_referral_is_open(p->state) && (p->overdue || (⟦due != DAY_NONE && due < "
         "today⟧));"),
    ],
    "services/intake/follow/schedule_note.c": [
        (351, "one more", "emit_for(d, id_of(row->sealed_for), subjects, ⟦2⟧, event);", "equivalent: reads past an array, which the sanitizers of tests/run see and this build is without"),
    ],
    "services/intake/follow/access_clock.c": [
        (360, "negated", "if (⟦s.on == civil_day(row->personal->stopped_on)⟧) return;"),
        (630, "left out", "if (span_equal(span_pb(row->met_in), span_pb(met->enrolment_id))) ⟦met_otherwise(d, list.ids[i], row, met);⟧"),
    ],
    "services/scheduling/bond/struck.c": [
        (631, "goes on", "if (⟦!e || agreed > f->row->struck[i] || agreed < e->confirmed || !e->personal->worker[0]⟧) continue;"),
        (632, "negated", "if (⟦row->personal->state == VISIT_STATE_PROPOSED⟧)"),
        (633, "left out", "⟦row->confirmed = e->follows;⟧"),
    ],
    "services/scheduling/encounter/encounter.c": [
        (515, "goes on", "if (⟦began > start_ms || began <= best⟧) continue;"),
        (516, "left out", "⟦scheduling_seen_say(d, &r->f, &(struct seen_change){.touched = true, .meeting = &meeting});⟧"),
        (517, "goes on", "if (!reason && ⟦row->personal->in_error⟧) reason = REASON_STRUCK_OUT;"),
    ],
    "services/scheduling/encounter/encounter_rows.c": [
        (518, "negated", "row->personal->state = ⟦facts⟧ ? encounter_visit_state(facts->missed) : VISIT_STATE_CONFIRMED;"),
        (519, "left out", "⟦row->personal->in_error = e->personal->in_error;⟧"),
    ],
    "services/scheduling/seen/seen.c": [
        (510, "goes on", "if (⟦!one->done⟧) return;"),
        (511, "either", "e->key_worker_overdue = !c->key_worker && (⟦c->overdue || f->row->key_worker_overdue⟧);"),
        (512, "goes on", "if (⟦change && id_equal(change->encounter, list.encounters[i].id)⟧) continue;"),
    ],
    "services/intake/referral/referral_cancel.c": [
        (330, "left out", "⟦row->personal->state = REFERRAL_STATE_CANCELLED;⟧"),
        (332, "goes on", "if (⟦reason⟧) return reason;"),
    ],
    "services/intake/referral/referral_note.c": [
        (337, "left out", "⟦out->personal->first_contact_on = e->personal->first_contact_on;⟧"),
        (353, "negated", "                                  const notifications__notice_answered *e) {\n"
         "    struct id referral;\n"
         "    if (!id_from(e->referral_id, &referral)) return REASON_ID_INVALID;\n"
         "    const intake_rows__referral *row = intake_referral_row(VIEW(d), e->referral_id);\n"
         "    if (⟦!row⟧) return WAIT;"),
        (362, "left out", "⟦out->personal->reason = reason_text(a, e);⟧"),
    ],
    "services/intake/referral/service_note.c": [
        (338, "one more", "emit_about(d, subjects, ⟦2⟧, &e->base);", "equivalent: reads past an array, which the sanitizers of tests/run see and this build is without"),
    ],
    "services/intake/merge/settle.c": [
        (340, "negated", "if (⟦r->n_subjects == 3⟧) merge(a, r, e->family_id, id_field(arena_of(a), r->subjects[2]));"),
    ],
    "services/intake/people/member_checks.c": [
        (343, "either", "else if (⟦daemon_find(m->name) >= 0 || member_name_is_taken(VIEW(d), m->name, own)⟧)"),
    ],
    "services/intake/referral/withdraw.c": [
        (347, "negated", "    int reason = CHANGE_BEGIN(d, row, in);\n"
         "    if (⟦reason⟧) return reason;"),
    ],
    "services/intake/people/members.c": [
        (348, "edge", "return ⟦operators <= 1⟧;"),
        (352, "goes on", "if (⟦!m⟧) return violation(d, \"member\", REASON_FIELD_REQUIRED);"),
    ],
    "services/intake/rules/territory.c": [
        (341, "negated", "if (⟦!rules_on(v, on, &used)⟧) return false;"),
        (346, "goes on", "if (⟦violations_add(d, \"territory.\", &f)⟧) return REASON_FIELDS_INVALID;"),
        (350, "left out", "⟦out->digest = row ? row->digest : \"\";⟧"),
    ],
    "services/intake/work/chosen.c": [
        (335, "edge", "return c->due_by == DAY_NONE || ⟦due <= c->due_by⟧;"),
    ],
    "services/intake/work/item.c": [
        (349, "either", "item->overdue = late || (⟦of->kind == WORK_KIND_REFERRAL_OVERDUE && !of->silent⟧);"),
    ],
    "services/intake/work/work_settle.c": [
        (331, "negated", "if (⟦!can_be_settled(VIEW(d), in->kind, thing)⟧) return REASON_MOVE_ILLEGAL;"),
    ],
    "services/intake/work/worklist.c": [
        (329, "either", "return p->out->n_items == p->limit || ⟦p->read == READ_MAX || (p->read >= READ_MIN && query_time_is_up(q))⟧;", "survives: a worklist of thousands of items, or one that takes 5 ms"),
        (342, "edge", "return ⟦w->at.due < w->today⟧ || (w->at.kind == WORK_KIND_REFERRAL_OVERDUE && !is_silent(w));"),
        (344, "left out", "⟦w->looked++;⟧", "survives: how many items a page looks at"),
        (355, "either", "if (⟦span_equal(key_span(&w->key), span_pb(p->in->after)) || (p->in->overdue_only && !is_late(w))⟧) "
         "return;"),
    ],
    "services/notifications/answer.c": [
        (399, "negated", "if (⟦answer->state == NOTICE_STATE_FIRST_CONTACT⟧) p->first_contact_on = (sippe__date "
         "*)(uintptr_t)answer->contact_on;"),
        (403, "one more", "struct id version = emit_for(d, id_of(n->sealed_for), (const struct id[]){notice, referral}, ⟦2⟧, &e->base);", "equivalent: reads past an array, which the sanitizers of tests/run see and this build is without"),
    ],
    "services/notifications/domain/code.c": [
        (408, "negated", "if (⟦!spoken_read(typed, CODE_LEN, out)⟧) return false;"),
        (410, "one more", "for (int i = 0; i < 8; i++) number = number << ⟦8⟧ | from.bytes[i];", "equivalent: another part of the same chance"),
    ],
    "services/notifications/domain/notice.c": [
        (400, "edge", "return ⟦input < 0⟧ || sm_next(&notifications_notice_states, (int)from, input) < 0 ? REASON_MOVE_ILLEGAL "
         ": 0;", "equivalent: no answer is the first of the inputs"),
        (405, "swapped", "int fault = contact_fault(answer->contact_on, ⟦issued, today⟧);"),
        (407, "edge", "if (⟦strlen(answer->told_by) > PERSON_MAX⟧) finding_add(wrong, REASON_TEXT_TOO_LONG, \"told_by\");"),
        (413, "edge", "return ⟦d < issued⟧ ? REASON_DATE_TOO_OLD : 0;"),
    ],
    "services/notifications/notice.c": [
        (401, "either", "if (⟦out->n_notices == limit || bytes > PAGE_BYTES_MAX⟧ || (bytes && query_time_is_up(q))) {"),
        (406, "negated", "if (⟦!n || !row⟧) return 0;"),
        (411, "goes on", "if (⟦!e⟧) return NULL;", "equivalent: the record of a row is there"),
        (414, "either", "if (⟦limit > PAGE_MAX || in->after.len > KEY_MAX⟧) return REASON_NUMBER_OUT_OF_RANGE;"),
    ],
    "services/notifications/recall.c": [
        (404, "negated", "if (⟦id_from(e->issued_record, &issued)⟧) record_recall(a, issued);"),
        (409, "left out", "⟦n->personal->state = NOTICE_STATE_WITHDRAWN;⟧"),
    ],
    "services/notifications/rows.c": [
        (402, "left out", "⟦n->clsc_code = e->clsc_code;⟧"),
        (412, "negated", "    (void)r;\n"
         "    struct id notice;\n"
         "    notifications_rows__notice *n = notifications_notice_row(VIEW(a), e->notice_id, &notice);\n"
         "    if (⟦!n⟧) return;"),
    ],
    "services/scheduling/domain/cadence/cadence.c": [
        (439, "negated", "w->period_to = ⟦is_last⟧ ? s->last : w->grid + after;"),
        (443, "edge", "bool is_last = ⟦w->grid > s->last - w->interval_days⟧;"),
        (444, "left out", "for (size_t i = 0; i < n; i++) ⟦served[i]->w.carries = !holds_carrier(l, &served[i]->w);⟧"),
        (447, "edge", "if (⟦l.out[i].w.earliest <= until⟧) (*out)[n++] = l.out[i].w;"),
        (448, "either", "if (⟦other->carries && w->period_from <= other->grid⟧ && other->grid <= w->period_to) return true;"),
        (489, "goes on", "if (⟦cadence_span_holds(&l->spans[i], laid->w.grid) && goes_before(l, i, laid->rank)⟧) return false;"),
        (490, "edge", "return ⟦working <= s->end⟧ ? working : latest;"),
        (491, "either", "if (⟦windows[i].carries && cadence_is_due(&windows[i])⟧) return &windows[i];"),
        (575, "edge", "if (⟦windows[i].earliest <= on⟧ && on <= windows[i].latest) return true;"),
        (576, "left out", "⟦has_rhythm = has_rhythm || windows[i].kind != WINDOW_ANCHOR_ENROLMENT;⟧"),
        (492, "one more", "return until + ⟦3⟧ * longest;", "equivalent: further than what is given in either case"),
    ],
    "services/scheduling/domain/cadence/cadence_met.c": [
        (493, "goes on", "if (⟦laid->filled && !(is_missed(laid->filled->fate) && is_missed(v->fate))⟧) return false;"),
        (494, "left out", "⟦laid->outside = by_period;⟧"),
        (495, "goes on", "if (⟦is_before(c, w)⟧) return WINDOW_STATE_NOT_OWED_BEFORE;"),
        (496, "edge", "if (known_on != DAY_NONE && ⟦w->latest < known_on⟧) return WINDOW_STATE_NOT_OWED_UNKNOWN;"),
        (497, "edge", "if (v && ⟦today <= made_up_until(w)⟧) return WINDOW_STATE_MAKE_UP;"),
        (498, "negated", "return ⟦laid->cut⟧ ? WINDOW_STATE_NOT_OWED_ENDED : WINDOW_STATE_LAPSED;"),
        (499, "edge", "bool counts = v->fate == CADENCE_MADE || (v->fate == CADENCE_BOOKED && ⟦v->on < laid->w.grid⟧);", "equivalent: a visit that is booked for a grid day fills its window, and none is proposed"),
        (500, "goes on", "if (⟦laid->filled⟧) return;", "equivalent: of several that were missed the last one would be named, in the order of days"),
    ],
    "services/scheduling/domain/cadence/cadence_spans.c": [
        (501, "goes on", "if (⟦version > 0 && has_phase(&l->rules[version - 1], s.digest)⟧) return;"),
        (502, "left out", "if (!has_phase(&l->rules[i], s.digest)) ⟦s.until = l->rules[i].valid_from - 1;⟧"),
        (503, "goes on", "if (⟦numbers[i] < 0 || numbers[i] > CADENCE_FAR⟧) return false;"),
        (504, "left out", "⟦s->ends = false;⟧"),
        (505, "goes on", "if (⟦off > distance || (off == distance && !denser)⟧) continue;"),
        (506, "edge", "if (n->kind != WINDOW_ANCHOR_PREGNANCY || ⟦s->end <= n->due + CADENCE_PAST_DUE_DAYS⟧) return;"),
    ],
    "services/scheduling/domain/candidates.c": [
        (449, "left out", "⟦c->name = arena_text(a, w->name);⟧"),
        (451, "goes on", "if (⟦x->load_after_tenths != y->load_after_tenths⟧) return x->load_after_tenths < y->load_after_tenths "
         "? -1 : 1;"),
        (452, "negated", "if (⟦w->n_hours == 0⟧) return EXCLUSION_REASON_NO_HOURS;"),
        (570, "edge", "if (⟦load > c->cap_tenths⟧ && !c->over_cap_on)"),
        (571, "goes on", "if (⟦load <= c->peak_tenths⟧) continue;"),
        (572, "goes on", "if (⟦!candidates_serves(w, j->clsc_code)⟧) continue;"),
        (573, "goes on", "if (⟦!candidates_serves(w, f->clsc_code)⟧) return EXCLUSION_REASON_OTHER_CLSC;"),
    ],
    "services/scheduling/domain/intensity.c": [
        (560, "negated", "return ⟦p->ended == DAY_NONE⟧ ? last : min(last, p->ended - 1);"),
        (561, "goes on", "if (⟦out->until < out->from⟧) return false;"),
        (562, "edge", "if (out->from <= encounters[i].on && ⟦encounters[i].on <= out->until⟧)"),
        (563, "edge", "(d->from == DAY_NONE || ⟦w->grid >= d->from⟧)"),
        (564, "edge", "(d->ended == DAY_NONE || ⟦w->latest < d->ended⟧)"),
        (565, "edge", "return booked && ⟦w->visit_on < d->today⟧;"),
        (566, "either", "if (⟦windows[i].carries && is_counted(&windows[i], days)⟧)"),
        (567, "either", "return ⟦f->kind == w->kind && id_equal(f->anchor, w->anchor)⟧;"),
        (568, "left out", "⟦f->excused += w->state == WINDOW_STATE_EXCUSED;⟧"),
        (569, "negated", "f->percent = ⟦f->owed⟧ ?"),
    ],
    "services/scheduling/domain/work.c": [
        (577, "either", "if (!v->over && v->left_outside && (⟦!first || v->on < first->on⟧)) first = v;"),
        (578, "goes on", "if (⟦!m->f->open[i].over && m->f->open[i].uncovered⟧)"),
        (579, "left out", "⟦w->thing = v->id;⟧\n    w->clsc = v->clsc;\n    return w;"),
    ],
    "services/scheduling/domain/booking.c": [
        (580, "negated", "i < n_workers && ⟦!b->outside_hours⟧; i++)"),
    ],
    "services/scheduling/work/cover.c": [
        (581, "goes on", "if (⟦!id_equal(taken[i].visit, c->visit)⟧) return false;"),
        (582, "either", "if (⟦*other && is_free(c, other) && is_there(c, other, chain + 1)⟧) return true;"),
        (583, "goes on", "if (⟦!w || w->inactive || w->personal->n_hours == 0⟧) return false;"),
    ],
    "services/scheduling/encounter/list.c": [
        (584, "goes on", "if (⟦!ref.row || ref.row->personal->in_error⟧) return NULL;"),
        (585, "left out", "⟦out->facts->note = \"\";⟧"),
        (586, "edge", "bool over = ⟦key_i64_at(&key, 0) >= p.to_ms⟧;"),
        (587, "goes on", "if (⟦in->after.len && key_order(&key, &from) == 0⟧) continue;"),
        (588, "goes on", "if (⟦scheduling_family_seen(v, query_principal(p->q), &f, ref.row->clsc_code, NEEDS) != NEEDS⟧) return NULL;"),
    ],
    "services/scheduling/intensity/intensity.c": [
        (589, "goes on", "if (⟦p->role != ROLE_COORDINATOR && !own⟧) return false;"),
        (590, "goes on", "if (⟦!is_latest(VIEW(q), f)⟧) return false;"),
        (591, "goes on", "if (⟦p->in_error || !encounter_is_done(p->missed)⟧) continue;"),
        (592, "goes on", "if (⟦c->enrolled == DAY_NONE⟧) return INTENSITY_BASIS_ERASED;", "survives: an erasure takes the row too, so that she is not found"),
    ],
    "services/cli/csv/encounter_csv.c": [
        (593, "left out", "for (size_t i = 0; i < COLUMNS; i++) ⟦cells[i] = cell_text(a, cells[i]);⟧"),
        (594, "goes on", "if (⟦!e->day_only⟧) cells[AT] ="),
    ],
    "services/scheduling/domain/slots.c": [
        (445, "swapped", "return (int64_t)travel_minutes(p->territory->visits, travel_metres(p->territory, ⟦from, to⟧)) * "
         "MS_PER_MIN;", "equivalent: the way is as long either way round"),
        (446, "negated", "if (⟦h->to_minute > to⟧) to = h->to_minute;"),
    ],
    "services/scheduling/domain/travel.c": [
        (450, "one more", "int64_t minutes = (rules->travel_minutes_base > 0 ? rules->travel_minutes_base : 0) + (ms + 59999) / "
         "⟦60000⟧;", "survives: a minute in sixty thousand of a way"),
    ],
    "services/scheduling/domain/team/worker_check.c": [
        (440, "edge", "if (w->cap_tenths < 0 || ⟦w->cap_tenths > CAP_MOST⟧) finding_add(f, REASON_NUMBER_OUT_OF_RANGE, "
         "\"cap_tenths\");"),
        (441, "either", "if (⟦h->to_minute <= h->from_minute || h->to_minute > MIN_PER_DAY⟧)"),
        (442, "left out", "if (n > 1) ⟦qsort(hours, n, sizeof *hours, by_time);⟧"),
    ],
    "services/scheduling/windows/anchors.c": [
        (422, "negated", "if (⟦id_is(row->enrolment_id, f->enrolment_id) && visit_is_open(row->personal->state)⟧)"),
        (513, "goes on", "if (⟦p->in_error⟧) return;"),
        (514, "negated", "else if (⟦encounter_is_in_presence(p->mode)⟧)"),
        (507, "left out", "⟦n.known_on = civil_day(told->known_on);⟧"),
        (508, "goes on", "if (⟦!f->row->taken_over⟧) return;"),
        (509, "left out", "⟦n.ended = civil_day(told->ended_on);⟧"),
    ],
    "services/scheduling/follow_up.c": [
        (438, "one more", "emit_about(d, (struct id[]){f->enrolment_id, f->family_id}, ⟦2⟧, &ended->base);", "equivalent: reads past an array, which the sanitizers of tests/run see and this build is without"),
    ],
    "services/scheduling/index.c": [
        (432, "negated", "if (⟦members.n > 1 && list.n > 1⟧) qsort(list.visits, list.n, sizeof *list.visits, by_start);"),
    ],
    "services/scheduling/key_worker.c": [
        (415, "negated", "if (⟦(reason = check_worker(d, &rules, &f, in->worker, &out->over_cap_on))⟧) return reason;"),
        (423, "edge", "return w && !w->inactive && ⟦w->personal->n_hours > 0⟧;"),
        (431, "left out", "⟦out->n_excluded = ranked.n_excluded;⟧"),
    ],
    "services/scheduling/plan.c": [
        (417, "either", "p->minutes = ⟦p->first && first⟧ ? first->minutes : cadence_minutes_on(windows, n, on);"),
        (418, "goes on", "if (⟦!w⟧) return false;\n    *p =", "survives: rules without a phase from the enrolment, which intake refuses"),
        (419, "goes on", "if (⟦p->minutes > 0⟧) return;"),
    ],
    "services/scheduling/plan_check.c": [
        (436, "either", "joined = joined || (⟦i > 0 && candidates_can_join(rules->visits, &facts)⟧);"),
    ],
    "services/scheduling/request.c": [
        (429, "edge", "if (⟦n > WORKERS_MOST⟧) violation(d, \"workers\", REASON_TOO_MANY);"),
    ],
    "services/scheduling/team.c": [
        (421, "swapped", "size_t n = scheduling_taken_by_worker(v, p->code, ⟦from_ms, to_ms⟧, &taken);"),
        (434, "negated", "if (⟦version⟧) *version = id_of(row->version);"),
    ],
    "services/scheduling/visit.c": [
        (416, "edge", "if (start && ⟦start->ms > decide_now_ms(d) + BOOKING_DAYS_AHEAD * INT64_C(86400000)⟧)", "survives: one millisecond of a year"),
        (425, "left out", "⟦f->note = arena_text(a, in->reason);⟧"),
        (426, "one more", "(struct id[]){c->visit_id, c->f.enrolment_id, c->f.family_id}, ⟦3⟧,", "equivalent: reads past an array, which the sanitizers of tests/run see and this build is without"),
        (427, "goes on", "    if (f.row->state != FOLLOW_UP_STATE_FOLLOWED) return REASON_KEY_WORKER_MISSING;\n"
         "    if (⟦!scheduling_rules(VIEW(d), decide_now_ms(d), &rules)⟧) return REASON_TERRITORY_MISSING;"),
        (428, "negated", "if (⟦c.f.row->state == FOLLOW_UP_STATE_ENDED⟧) return REASON_NOT_ENROLLED;"),
    ],
    "services/scheduling/visit_rows.c": [
        (433, "goes on", "void scheduling_on_visit_cancelled(struct apply *a, const struct record *r, const "
         "scheduling__visit_cancelled *e) {\n"
         "    struct id id;\n"
         "    scheduling_rows__visit *row = changed(a, r, e->visit_id, &id);\n"
         "    if (⟦!row⟧) return;", "equivalent: a record of a visit follows its booking"),
    ],
    "services/scheduling/week.c": [
        (420, "goes on", "if (⟦!w⟧) return REASON_WORKER_UNKNOWN;"),
        (435, "edge", "if (in->minutes != 0 && (in->minutes < BOOKING_MINUTES_MIN || ⟦in->minutes > BOOKING_MINUTES_MAX⟧))"),
        (437, "left out", "if (p->n_workers == 0) ⟦p->workers[p->n_workers++] = f->row->personal->key_worker;⟧"),
    ],
    "services/scheduling/worker.c": [
        (430, "either", "out->changed = ⟦!was || !same(a, was, e)⟧;"),
    ],
}
