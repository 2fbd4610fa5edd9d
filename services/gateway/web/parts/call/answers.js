// @ts-check
// The answers of a call: what was typed or chosen, question by question, and the same as sippe.intake.Screening in JSON. The paths of
// questions.js are the contract's own names, which its JSON takes as they stand (proto3 JSON mapping, "field names").
import { dateOf, daysOf, readDate, TERM_DAYS } from '../../lib/days.js';
import { phone } from '../../lib/words.js';
import { BLOCKS, QUESTIONS } from './questions.js';
import { postalText, readCount, readPhone, readPostal, readWeeks } from './typed.js';

/** @typedef {import('./questions.js').Question} Question */
/** @typedef {import('../../lib/days.js').Civil} Civil */
/** @typedef {{ cents?: string }} Money */
/**
 * An answer: what stands in its field, what was chosen of several, or why there is none.
 * @typedef {object} Answer
 * @property {string} [text]
 * @property {string} [second]    of a name: the family name
 * @property {string[]} [chosen]  values of an enumeration
 * @property {{ above?: Money, atMost?: Money }} [range]  of an income: more than this, at most that
 * @property {Money} [money]     of an income that was told to the dollar
 * @property {number} [atMs]      of the notice: when it was read
 * @property {'UNKNOWN' | 'DECLINED'} [open]
 */
/** @typedef {Map<string, Answer>} Answers by the ids of their questions */

/** What a text says. @param {Question} q @param {string} text @param {Civil} today @returns {import('./typed.js').Read<any>} */
function read(q, text, today) {
  switch (q.kind) {
    case 'date': return readDate(text, { today, whole: q.whole });
    case 'month': return readDate(text, { today, months: true });
    case 'dating': {
      const weeks = readWeeks(text);
      if (weeks.none) return weeks;
      if (!weeks.value) return readDate(text, { today, ahead: true });
      return { value: dateOf(daysOf(today) + TERM_DAYS - 7 * weeks.value.weeks - weeks.value.days) };
    }
    case 'count': return readCount(text, q.id === 'household.size' ? 25 : 30);
    case 'postal': return readPostal(text);
    case 'phone': return readPhone(text);
    default: return text.trim() ? { value: text.trim() } : {};
  }
}

/** Of what is typed: its value, or what is wrong with it. @param {Question} q @param {Answer | undefined} answer @param {Civil} today */
export const readAnswer = (q, answer, today) => (answer?.open ? {} : read(q, answer?.text ?? '', today));

/** @param {Question} q @param {Answers} answers */
export function isAsked(q, answers) {
  if (!q.when) return true;
  return (answers.get(q.when)?.chosen ?? []).some((value) => q.is?.includes(value));
}

/** Whether she was asked and said something, be it that she does not know. @param {Question} q @param {Answers} answers @param {Civil} today */
export function isAnswered(q, answers, today) {
  const a = answers.get(q.id);
  if (!a) return false;
  if (a.open || a.range || a.money || a.atMs || a.chosen?.length) return true;
  if (q.kind === 'name') return Boolean(a.text?.trim() && a.second?.trim());
  return readAnswer(q, a, today).value !== undefined;
}

/** Something stands there, whole or not. @param {Answer | undefined} a */
export const isBegun = (a) => Boolean(a && (a.open || a.range || a.money || a.atMs || a.chosen?.length || a.text?.trim() || a.second?.trim()));

/** How many of a block's that are asked have an answer. @param {import('./questions.js').Block} block @param {Answers} answers @param {Civil} today */
export function counted(block, answers, today) {
  const asked = block.questions.filter((q) => isAsked(q, answers));
  return { asked: asked.length, answered: asked.filter((q) => isAnswered(q, answers, today)).length };
}

/** The first in the order of the call that has no answer; of those without which nothing is proposed, first. @param {Answers} answers @param {Civil} today */
export function firstGap(answers, today) {
  const asked = BLOCKS.filter((b) => b.column < 3).flatMap((b) => b.questions).filter((q) => isAsked(q, answers));
  return asked.find((q) => q.required && !isAnswered(q, answers, today) && !isExcused(q, answers))
    ?? asked.find((q) => !isAnswered(q, answers, today));
}

/** She has no fixed address: there is no postal code to ask for. @param {Question} q @param {Answers} answers */
export const isExcused = (q, answers) =>
  q.id === 'identity.address.postal_code' && (answers.get('identity.no_fixed_address')?.chosen ?? []).includes('YES_NO_YES');

/** Required and not answered. @param {Answers} answers @param {Civil} today */
export const missing = (answers, today) =>
  QUESTIONS.filter((q) => q.required && isAsked(q, answers) && !isExcused(q, answers) && !isAnswered(q, answers, today));

/** What is typed and cannot be read. @param {Answers} answers @param {Civil} today */
export const unread = (answers, today) => QUESTIONS.filter((q) => readAnswer(q, answers.get(q.id), today).none !== undefined
  || (answers.get(q.id)?.text?.trim() && readAnswer(q, answers.get(q.id), today).value === undefined && !answers.get(q.id)?.open));

// ---- as a message ----

/** @param {any} into @param {string} path @param {unknown} value */
function put(into, path, value) {
  const parts = path.split('.');
  const last = /** @type {string} */ (parts.pop());
  for (const part of parts) into = into[part] ??= {};
  into[last] = value;
}

/** An enumeration's value of "does not know", which has its own beginning: "DIPLOMA_UNKNOWN". @param {Question} q @param {string} open */
const openValue = (q, open) => (q.values?.[0] ?? '').replace(/(^YES_NO|^VOICE_MAIL|^DIPLOMA|^FREQUENCY|^IMMIGRATION_STATUS)_.*$/, '$1') + '_' + open;

/** @param {any} into @param {Question} q @param {Answer} a @param {Civil} today */
function putAnswer(into, q, a, today) {
  if (a.open) return put(into, q.id, q.open === 'answer' ? { not_known: `NOT_KNOWN_${a.open}` } : openValue(q, a.open));
  if (q.kind === 'choice' && a.chosen?.length) return put(into, q.id, a.chosen[0]);
  if (q.kind === 'chips' && a.chosen?.length) return put(into, q.id, a.chosen);
  if (q.kind === 'notice' && a.atMs) return put(into, q.id, { ms: String(a.atMs) });
  if (q.kind === 'income' && a.range) return put(into, q.id, { range: a.range });
  if (q.kind === 'income' && a.money) return put(into, q.id, { value: a.money });
  if (q.kind === 'name') {
    if (a.text?.trim()) put(into, 'identity.name.given', a.text.trim());
    if (a.second?.trim()) put(into, 'identity.name.family', a.second.trim());
    return undefined;
  }
  return putRead(into, q, a, today);
}

/** @param {any} into @param {Question} q @param {Answer} a @param {Civil} today */
function putRead(into, q, a, today) {
  const { value } = readAnswer(q, a, today);
  if (value === undefined) return;
  if (q.kind === 'postal' || q.kind === 'language') put(into, q.id, { code: value });
  else put(into, q.id, q.open === 'answer' ? { value } : value);
  const weeks = q.kind === 'dating' ? readWeeks(a.text ?? '').value : undefined;
  if (weeks) put(into, 'pregnancy.weeks_stated', { value: weeks.weeks });
}

/** @param {Answers} answers @param {Civil} today @param {Record<string, unknown>} own what the page says itself, by its paths */
export function screeningOf(answers, today, own) {
  const out = {};
  for (const [path, value] of Object.entries(own)) put(out, path, value);
  for (const q of QUESTIONS) {
    const a = answers.get(q.id);
    if (a && isAsked(q, answers)) putAnswer(out, q, a, today);
  }
  return /** @type {any} */ (out);
}

// ---- and back ----

/** @param {any} message @param {string} path of the contract's names; its JSON has them in camel case */
export function at(message, path) {
  return path.split('.').reduce((m, part) => m?.[part.replace(/_(\w)/g, (_, c) => c.toUpperCase())], message);
}

const DATE = (/** @type {Civil} */ d) => `${d.year}-${String(d.month).padStart(2, '0')}-${String(d.day).padStart(2, '0')}`;

/** @param {Question} q @param {any} value @returns {Answer | null} */
function answerOfEnum(q, value) {
  const open = q.open && /_(UNKNOWN|DECLINED)$/.exec(value);
  return open && !q.values?.includes(value) ? { open: /** @type {any} */ (open[1]) } : { chosen: [value] };
}

/** @param {Question} q @param {any} value @returns {Answer | null} */
function answerOfText(q, value) {
  if (q.kind === 'postal') return { text: postalText(value.code ?? '') };
  if (q.kind === 'language') return { text: value.code ?? '' };
  if (q.kind === 'phone') return value ? { text: phone(String(value)) } : null;
  if (q.kind === 'date' || q.kind === 'dating' || q.kind === 'month') return { text: DATE(value) };
  return value === '' ? null : { text: String(value) };
}

/** @param {Question} q @param {any} message @returns {Answer | null} */
function answerOf(q, message) {
  const held = at(message, q.id);
  if (q.kind === 'name') return held?.given || held?.family ? { text: held.given ?? '', second: held.family ?? '' } : null;
  if (held === undefined || held === null) return null;
  if (q.kind === 'choice') return answerOfEnum(q, held);
  if (q.kind === 'chips') return held.length ? { chosen: held } : null;
  if (q.kind === 'notice') return { atMs: Number(held.ms) };
  if (q.open === 'answer') {
    if (held.notKnown) return { open: /** @type {any} */ (held.notKnown.replace('NOT_KNOWN_', '')) };
    if (held.range) return { range: held.range };
    if (q.kind === 'income') return held.value ? { money: held.value } : null;
    return held.value === undefined ? null : answerOfText(q, held.value);
  }
  return answerOfText(q, held);
}

/** Of a screening that a daemon gave. @param {any} message @returns {Answers} */
export function answersOf(message) {
  const out = new Map();
  for (const q of QUESTIONS) {
    const a = answerOf(q, message);
    if (a) out.set(q.id, a);
  }
  return out;
}

/** Whether two answers to a question say the same, however each was typed. @param {Question} q @param {Answer | undefined} a @param {Answer | undefined} b @param {Civil} today */
export function same(q, a, b, today) {
  const message = (/** @type {Answer | undefined} */ answer) => {
    const into = {};
    if (answer) putAnswer(into, q, answer, today);
    return JSON.stringify(into);
  };
  return message(a) === message(b);
}
