#include "family_screening.h"

#include "base/message.h"

static const char *text(struct arena *a, const char *from) {
    return *from ? arena_text(a, from) : protobuf_c_empty_string;
}

static sippe__instant *instant(struct arena *a, int64_t ms) {
    if (ms == 0) return NULL;
    sippe__instant *to = NEW(a, sippe__instant);
    to->ms = ms;
    return to;
}

static sippe__date *date(struct arena *a, day d) {
    if (d == DAY_NONE) return NULL;
    int year, month, dom;
    day_parts(d, &year, &month, &dom);
    sippe__date *to = NEW(a, sippe__date);
    *to = (sippe__date){to->base, year, month, dom};
    return to;
}

static sippe__language *language(struct arena *a, const char *code) {
    if (!*code) return NULL;
    sippe__language *to = NEW(a, sippe__language);
    to->code = text(a, code);
    return to;
}

static sippe__not_known absent(struct answer from) {
    return from.how == ANSWER_UNKNOWN ? NOT_KNOWN_UNKNOWN : NOT_KNOWN_DECLINED;
}

static sippe__int_answer *number(struct arena *a, struct answer from) {
    if (from.how == ANSWER_NOT_ASKED) return NULL;
    sippe__int_answer *to = NEW(a, sippe__int_answer);
    bool there = from.how == ANSWER_VALUE;
    to->answer_case = there ? SIPPE__INT_ANSWER__ANSWER_VALUE : SIPPE__INT_ANSWER__ANSWER_NOT_KNOWN;
    if (there)
        to->value = (int32_t)from.value;
    else
        to->not_known = absent(from);
    return to;
}

static sippe__date_answer *date_answer(struct arena *a, struct answer from) {
    if (from.how == ANSWER_NOT_ASKED) return NULL;
    sippe__date_answer *to = NEW(a, sippe__date_answer);
    bool there = from.how == ANSWER_VALUE;
    to->answer_case = there ? SIPPE__DATE_ANSWER__ANSWER_VALUE : SIPPE__DATE_ANSWER__ANSWER_NOT_KNOWN;
    if (there)
        to->value = date(a, (day)from.value);
    else
        to->not_known = absent(from);
    return to;
}

static sippe__money_answer *money_answer(struct arena *a, struct answer from) {
    if (from.how == ANSWER_NOT_ASKED) return NULL;
    sippe__money_answer *to = NEW(a, sippe__money_answer);
    if (from.how == ANSWER_UNKNOWN || from.how == ANSWER_DECLINED) {
        to->answer_case = SIPPE__MONEY_ANSWER__ANSWER_NOT_KNOWN;
        to->not_known = absent(from);
        return to;
    }
    sippe__money *amount = NEW(a, sippe__money);
    amount->cents = from.value;
    if (from.how == ANSWER_VALUE) {
        to->answer_case = SIPPE__MONEY_ANSWER__ANSWER_VALUE;
        to->value = amount;
        return to;
    }
    to->answer_case = SIPPE__MONEY_ANSWER__ANSWER_RANGE;
    to->range = NEW(a, sippe__money_range);
    *(from.how == ANSWER_ABOVE ? &to->range->above : &to->range->at_most) = amount;
    return to;
}

static void call_and_consent(struct arena *a, const struct family_case *c, intake__screening *s) {
    intake__call *call = s->call = NEW(a, intake__call);
    call->started_at = instant(a, c->call_started_ms);
    call->ended_at = instant(a, c->call_ended_ms);
    call->called_by = text(a, c->called_by);
    call->clsc_code = text(a, c->clsc_code);
    call->source = (intake__referral_source)c->source;
    call->source_reference = text(a, c->source_reference);
    call->caller_is_subject = (sippe__yes_no)c->caller_is_subject;
    call->language = language(a, c->language);
    call->interpreter_needed = (sippe__yes_no)c->interpreter_needed;
    call->interpreter_language = language(a, c->interpreter_language);
    call->attempt = c->attempt;
    call->outcome = (intake__call_outcome)c->outcome;
    intake__notice_and_consent *consent = s->consent = NEW(a, intake__notice_and_consent);
    consent->notice_read_at = instant(a, c->notice_read_ms);
    consent->notice_version = text(a, c->notice_version);
    consent->consent_store = (sippe__yes_no)c->consent_store;
    for (size_t i = 0; i < c->n_channels; i++) APPEND(a, consent, channels, (intake__contact_channel)c->channels[i]);
    consent->safe_to_leave_message = (sippe__voice_mail)c->safe_to_leave_message;
    consent->safe_contact_hours = text(a, c->safe_contact_hours);
    consent->restriction_requested = (sippe__yes_no)c->restriction_requested;
}

static sippe__address *address(struct arena *a, const struct family_case *c) {
    if (!*c->postal_code) return NULL;
    sippe__address *to = NEW(a, sippe__address);
    to->street = text(a, c->street);
    to->municipality = text(a, c->municipality);
    to->postal_code = NEW(a, sippe__postal_code);
    to->postal_code->code = text(a, c->postal_code);
    return to;
}

static void identity(struct arena *a, const struct family_case *c, intake__screening *s) {
    intake__identity *to = s->identity = NEW(a, intake__identity);
    to->name = NEW(a, sippe__person_name);
    to->name->family = text(a, c->family);
    to->name->given = text(a, c->given);
    to->name->preferred = text(a, c->preferred);
    to->birth_date = date(a, c->birth_date);
    to->gender = (intake__gender)c->gender;
    to->nam = text(a, c->nam);
    to->no_ramq_reason = text(a, c->no_ramq_reason);
    to->other_id_type = text(a, c->other_id_type);
    to->other_id_number = text(a, c->other_id_number);
    to->phone = text(a, c->phone);
    to->alt_phone = text(a, c->alt_phone);
    to->address = address(a, c);
    to->no_fixed_address = (sippe__yes_no)c->no_fixed_address;
    to->parent_names = text(a, c->parent_names);
}

static void pregnancy_and_household(struct arena *a, const struct family_case *c, intake__screening *s) {
    intake__pregnancy *pregnancy = s->pregnancy = NEW(a, intake__pregnancy);
    pregnancy->due_date = date_answer(a, c->due_date);
    pregnancy->last_menstrual_date = date_answer(a, c->last_menstrual_date);
    pregnancy->weeks_stated = number(a, c->weeks_stated);
    pregnancy->parity = number(a, c->parity);
    pregnancy->multiple_pregnancy = (sippe__yes_no)c->multiple_pregnancy;
    pregnancy->has_prenatal_provider = (sippe__yes_no)c->has_prenatal_provider;
    pregnancy->provider_name = text(a, c->provider_name);
    pregnancy->pregnancy_notice_filed = (sippe__yes_no)c->pregnancy_notice_filed;
    pregnancy->already_delivered = (sippe__yes_no)c->already_delivered;
    pregnancy->child_birth_date = date(a, c->child_birth_date);
    intake__household *household = s->household = NEW(a, intake__household);
    household->size = number(a, c->household_size);
    household->adults = number(a, c->adults);
    for (size_t i = 0; i < c->n_children; i++) {
        intake__child *child = NEW(a, intake__child);
        child->birth_date = date(a, c->children[i].birth_date);
        child->given_name = text(a, c->children[i].given_name);
        APPEND(a, household, children, child);
    }
    household->partner_present = (sippe__yes_no)c->partner_present;
    household->father_wants_involvement = (sippe__yes_no)c->father_wants_involvement;
    household->single_parent = (sippe__yes_no)c->single_parent;
}

static void situation(struct arena *a, const struct family_case *c, intake__screening *s) {
    intake__income *income = s->income = NEW(a, intake__income);
    income->annual = money_answer(a, c->annual_income);
    for (size_t i = 0; i < c->n_income_sources; i++)
        APPEND(a, income, sources, (intake__income_source)c->income_sources[i]);
    income->proof_seen = (sippe__yes_no)c->income_proof_seen;
    income->difficulty_groceries_or_rent = (sippe__yes_no)c->difficulty_groceries_or_rent;
    intake__schooling *schooling = s->schooling = NEW(a, intake__schooling);
    schooling->highest_diploma = (intake__diploma)c->highest_diploma;
    schooling->years_abroad = number(a, c->years_abroad);
    schooling->currently_studying = (sippe__yes_no)c->currently_studying;
    schooling->partner_highest_diploma = (intake__diploma)c->partner_highest_diploma;
    intake__migration *migration = s->migration = NEW(a, intake__migration);
    migration->arrival_date = date_answer(a, c->arrival_date);
    migration->status = (intake__immigration_status)c->immigration_status;
    migration->praida_client = (sippe__yes_no)c->praida_client;
    intake__support *support = s->support = NEW(a, intake__support);
    support->feels_alone = (intake__frequency)c->feels_alone;
    support->can_count_on_someone = (sippe__yes_no)c->can_count_on_someone;
    support->attends_community_org = (sippe__yes_no)c->attends_community_org;
    support->has_car = (sippe__yes_no)c->has_car;
}

static void needs_and_olo(struct arena *a, const struct family_case *c, intake__screening *s) {
    intake__urgent_needs *urgent = s->urgent = NEW(a, intake__urgent_needs);
    for (size_t i = 0; i < c->n_needs; i++) APPEND(a, urgent, needs, (sippe__need)c->needs[i]);
    urgent->food_today = (sippe__yes_no)c->food_today;
    urgent->housing_risk = (sippe__yes_no)c->housing_risk;
    urgent->wants_to_talk_to_professional = (sippe__yes_no)c->wants_to_talk_to_professional;
    urgent->safety_concern = (sippe__yes_no)c->safety_concern;
    intake__olo_logistics *olo = s->olo = NEW(a, intake__olo_logistics);
    for (size_t i = 0; i < c->n_diets; i++) APPEND(a, olo, diets, (intake__diet)c->diets[i]);
    olo->prenatal_vitamins = (sippe__yes_no)c->prenatal_vitamins;
    olo->voucher_delivery = (intake__voucher_delivery)c->voucher_delivery;
    olo->store_nearby = text(a, c->store_nearby);
}

intake__screening *family_screening(struct arena *a, const struct family_case *c) {
    intake__screening *s = NEW(a, intake__screening);
    call_and_consent(a, c, s);
    identity(a, c, s);
    pregnancy_and_household(a, c, s);
    situation(a, c, s);
    needs_and_olo(a, c, s);
    s->local_reference = text(a, c->local_reference);
    return s;
}
