// @ts-check
// What is asked in a call, in the order of the conversation and not of the contract. The id of a question is the path of the answer in
// sippe.intake.Screening, as refusals and proposals name it; its label, what is said and why it is asked stand under that id in the
// words of the page. Whoever adds a field to the contract asks it here, or says in NOT_ASKED why nobody is asked for it: a test counts.

/**
 * @typedef {object} Question
 * @property {string} id
 * @property {'phone' | 'text' | 'name' | 'date' | 'dating' | 'month' | 'postal' | 'count' | 'choice' | 'chips' | 'notice' | 'income' | 'language'} kind
 * @property {string[]} [values]  those that are offered, in this order
 * @property {'answer' | 'value' | 'told'} [open]  how it is kept that she does not know or would rather not say: as an answer's not_known,
 *                                as two values of the enumeration, or as one of them alone (she does not know)
 * @property {boolean} [required] without it no route is proposed
 * @property {boolean} [beside]   it stands on the line of the one before
 * @property {string} [when]      asked when this other question has the value `is`
 * @property {string[]} [is]
 * @property {boolean} [whole]    of a date: with its year
 * @property {string} [wide]      of a text: how wide its field is
 */
/** @typedef {{ id: string, column: 1 | 2 | 3, free?: boolean, questions: Question[] }} Block `free`: before she has agreed */

export const YES_NO = ['YES_NO_YES', 'YES_NO_NO'];

/** @param {string} id @param {Partial<Question>} [more] @returns {Question} */
const yesNo = (id, more = {}) => ({ id, kind: 'choice', values: YES_NO, open: 'value', ...more });
/** @param {string} id @param {string[]} values @param {Partial<Question>} [more] @returns {Question} */
const choice = (id, values, more = {}) => ({ id, kind: 'choice', values, ...more });
/** @param {string} id @param {string[]} values @returns {Question} */
const chips = (id, values) => ({ id, kind: 'chips', values });
/** @param {string} id @param {Partial<Question>} [more] @returns {Question} */
const text = (id, more = {}) => ({ id, kind: 'text', ...more });
/** The values of an enumeration that share a beginning. @param {string} of @param {string} names */
const each = (of, names) => names.split(' ').map((name) => of + name);

/** @type {Block[]} */
export const BLOCKS = [
  { id: 'welcome', column: 1, free: true, questions: [
    { id: 'identity.phone', kind: 'phone' },
    yesNo('call.can_talk_now', { open: undefined }),
    { id: 'consent.notice_read_at', kind: 'notice', required: true },
    yesNo('consent.consent_store', { open: undefined, required: true, beside: true }),
    choice('consent.safe_to_leave_message', each('VOICE_MAIL_', 'YES WITHOUT_NAMING_US NO'), { open: 'told', required: true }),
  ] },
  { id: 'identity', column: 1, questions: [
    { id: 'identity.name', kind: 'name', required: true },
    { id: 'identity.birth_date', kind: 'date', whole: true, required: true },
    { id: 'identity.address.postal_code', kind: 'postal', required: true },
    yesNo('identity.no_fixed_address', { open: undefined, values: ['YES_NO_YES'], beside: true }),
    text('consent.safe_contact_hours', { wide: 'm' }),
    text('identity.nam', { wide: 'm', beside: true }),
  ] },
  { id: 'pregnancy', column: 1, questions: [
    { id: 'pregnancy.due_date', kind: 'dating', open: 'answer', required: true },
    yesNo('pregnancy.has_prenatal_provider'),
  ] },
  { id: 'household', column: 1, questions: [
    { id: 'household.size', kind: 'count', open: 'answer', required: true },
    { id: 'income.annual', kind: 'income', open: 'answer', required: true },
    chips('income.sources', each('INCOME_SOURCE_', 'WORK EI LAST_RESORT_AID FAMILY_ALLOWANCE_MAX STUDENT_AID ASYLUM NONE')),
  ] },
  { id: 'schooling', column: 2, questions: [
    choice('schooling.highest_diploma', each('DIPLOMA_', 'NONE DES DEP_AEP DEC UNIV FOREIGN'), { open: 'value', required: true }),
    { id: 'schooling.years_abroad', kind: 'count', open: 'answer', when: 'schooling.highest_diploma', is: ['DIPLOMA_NONE', 'DIPLOMA_FOREIGN'] },
  ] },
  { id: 'support', column: 2, questions: [
    { id: 'migration.arrival_date', kind: 'month', open: 'answer' },
    choice('support.feels_alone', each('FREQUENCY_', 'NEVER SOMETIMES OFTEN'), { open: 'value' }),
    yesNo('support.can_count_on_someone'),
  ] },
  { id: 'urgent', column: 2, questions: [
    yesNo('urgent.food_today'),
    yesNo('urgent.housing_risk', { beside: true }),
    yesNo('income.difficulty_groceries_or_rent'),
    chips('urgent.needs', each('NEED_', 'FOOD_AID HOUSING CLOTHING BABY_EQUIPMENT MEDICAL_FOLLOW_UP LEGAL_FILE')),
    yesNo('urgent.wants_to_talk_to_professional'),
    yesNo('urgent.safety_concern', { beside: true, when: 'call.can_talk_now', is: ['YES_NO_YES'] }),
  ] },
  { id: 'olo', column: 2, questions: [
    chips('olo.diets', each('DIET_', 'LACTOSE EGG HALAL KOSHER VEGETARIAN VEGAN GLUTEN OTHER')),
    choice('olo.voucher_delivery', each('VOUCHER_DELIVERY_', 'PICKUP HOME MAIL')),
  ] },
  { id: 'more', column: 3, questions: [
    yesNo('call.caller_is_subject'),
    choice('call.source', each('REFERRAL_SOURCE_',
      'SELF_OLO_CALL PREGNANCY_NOTICE PHYSICIAN_OR_INSTITUTION COMMUNITY_ORG OUTREACH_WORKER PRAIDA OTHER')),
    text('call.source_reference'),
    yesNo('call.interpreter_needed'),
    { id: 'call.interpreter_language', kind: 'language', when: 'call.interpreter_needed', is: ['YES_NO_YES'] },
    chips('consent.channels', each('CONTACT_CHANNEL_', 'PHONE SMS EMAIL MAIL')),
    yesNo('consent.restriction_requested'),
    choice('consent.given_by', each('CONSENT_GIVER_', 'SELF PARENT TUTOR REPRESENTATIVE')),
    text('identity.name.preferred'),
    choice('identity.gender', each('GENDER_', 'F M X DECLINED')),
    text('identity.no_ramq_reason'),
    text('identity.other_id_type'),
    text('identity.other_id_number'),
    { id: 'identity.alt_phone', kind: 'phone' },
    text('identity.alt_phone_of'),
    text('identity.email'),
    text('identity.address.street', { wide: 'l' }),
    text('identity.address.municipality'),
    text('identity.parent_names', { wide: 'l' }),
    { id: 'pregnancy.last_menstrual_date', kind: 'date', open: 'answer' },
    { id: 'pregnancy.parity', kind: 'count', open: 'answer' },
    yesNo('pregnancy.multiple_pregnancy'),
    text('pregnancy.provider_name', { when: 'pregnancy.has_prenatal_provider', is: ['YES_NO_YES'] }),
    yesNo('pregnancy.followed_elsewhere'),
    text('pregnancy.followed_where', { when: 'pregnancy.followed_elsewhere', is: ['YES_NO_YES'] }),
    yesNo('pregnancy.pregnancy_notice_filed'),
    yesNo('pregnancy.already_delivered'),
    { id: 'pregnancy.child_birth_date', kind: 'date', when: 'pregnancy.already_delivered', is: ['YES_NO_YES'] },
    { id: 'household.adults', kind: 'count', open: 'answer' },
    yesNo('household.partner_present'),
    yesNo('household.father_wants_involvement'),
    yesNo('household.single_parent'),
    yesNo('income.proof_seen'),
    yesNo('schooling.currently_studying'),
    choice('schooling.partner_highest_diploma', each('DIPLOMA_', 'NONE DES DEP_AEP DEC UNIV FOREIGN'), { open: 'value' }),
    choice('migration.status', each('IMMIGRATION_STATUS_', 'CITIZEN PR REFUGEE ASYLUM_CLAIMANT TEMP NO_STATUS'), { open: 'value' }),
    yesNo('migration.praida_client'),
    yesNo('support.attends_community_org'),
    yesNo('support.has_car'),
    yesNo('olo.prenatal_vitamins'),
    text('olo.store_nearby'),
  ] },
];

/** What no question is put for, and who says it instead. @type {Record<string, 'the page' | 'another question' | 'the file'>} */
export const NOT_ASKED = {
  'call.started_at': 'the page', 'call.ended_at': 'the page', 'call.called_by': 'the page', 'call.clsc_code': 'the page',
  'call.attempt': 'the page', 'call.outcome': 'the page', 'call.language': 'the page', 'consent.notice_version': 'the page',
  'identity.name.family': 'another question', 'identity.name.given': 'another question',
  'identity.phone_extension': 'another question', 'identity.alt_phone_extension': 'another question',
  'pregnancy.weeks_stated': 'another question', 'household.children': 'the file', 'local_reference': 'the file',
};

export const QUESTIONS = BLOCKS.flatMap((block) => block.questions);
/** @type {Map<string, Question>} */
const byId = new Map(QUESTIONS.map((q) => [q.id, q]));
const blockOf = new Map(BLOCKS.flatMap((block) => block.questions.map((q) => [q.id, block])));

/** The question that brings the answer of this path, whoever names it: "screening.identity.name.given". @param {string} path */
export function questionOf(path) {
  const own = path.replace(/^screening\./, '').replace(/\[\d+\].*$/, '');
  const parts = own.split('.');
  for (let n = parts.length; n > 0; n -= 1) {
    const found = byId.get(parts.slice(0, n).join('.'));
    if (found) return found;
  }
  return own === 'pregnancy.weeks_stated' ? byId.get('pregnancy.due_date') : undefined;
}
/** @param {string} id */
export const blockHolding = (id) => blockOf.get(id);
