// @ts-check
// The questions as they stand on the page: eight blocks in two columns, and what is asked seldom below. A question is one line: its name,
// its answer, what the answer comes to, and « ? » and « – » for who does not know or would rather not say.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { ageOn, daysOf, TERM_DAYS } from '../../lib/days.js';
import { civil, hour, weeks } from '../../lib/dates.js';
import { Later } from '../../lib/later.js';
import { say, typo } from '../../lib/words.js';
import { icon } from '../band.js';
import { options, questions, words } from '../../words/appel.js';
import { counted, isAsked, isExcused, readAnswer } from './answers.js';
import { agreed, call, clscName, today } from './call.js';
import { deciding } from './deciding.js';
import { BLOCKS } from './questions.js';
import { dollars, postalText } from './typed.js';

/** @typedef {import('./questions.js').Question} Question */
/** @typedef {import('./questions.js').Block} Block */
/** @typedef {import('./answers.js').Answer} Answer */

const t = say(words);

/**
 * What the page does with an answer, and where it is.
 * @typedef {object} Hands
 * @property {(q: Question, change: Partial<Answer>) => void} answer
 * @property {(q: Question) => void} at       she is at this question now
 * @property {string} here                    its id
 * @property {boolean} more                   what is asked seldom is shown
 * @property {() => void} toggleMore
 * @property {() => void} showNotice
 */

const seldom = new Later(() => import('./seldom.js'));
/** Of a question that is asked seldom they come when it is first spoken of. @param {string} id @returns {string[]} */
const told = (id) => /** @type {Record<string, string[]>} */ (questions)[id] ?? /** @type {Record<string, string[]> | undefined} */ (seldom.wanted()?.questions)?.[id] ?? ['', '', ''];
/** A name of the question, what is said, why. @param {string} id */
export const labelOf = (id) => typo(told(id)[0]);
/** The word on a value: a question's own, else the value's. @param {Question} q @param {string} value */
export const option = (q, value) => {
  const all = /** @type {Record<string, string>} */ ({ ...options, ...seldom.module?.options });
  return typo(all[`${q.id} ${value}`] ?? all[value] ?? value);
};

/** "household.size" as an id of the document. @param {string} id */
export const fieldOf = (id) => 'q-' + id.replaceAll('.', '-');

/** The threshold that she is asked about, in the words of the proposal. @returns {{ cents?: string } | undefined} */
export const threshold = () => {
  const p = call.preview?.proposal;
  return p?.ask?.find((a) => a.fact === 'income.annual')?.below ?? p?.incomeThreshold;
};

/** @param {string} id @param {number} which 1: what is said, 2: why */
export function spoken(id, which) {
  const low = threshold();
  const text = told(id)[which] ?? '';
  const [known, unknown = known] = text.split(' | ');
  return typo((low ? known : unknown).replace('{below}', low ? dollars(low) : ''));
}

// ---- one field ----

const EXTRA = /** @type {const} */ ([['UNKNOWN', '?', 'appel.unknown'], ['DECLINED', '–', 'appel.declined']]);

/** Several that exclude each other. @param {Question} q @param {Hands} hands @param {string[]} values @param {(value: string) => string} word */
const radios = (q, hands, values, word) => {
  const chosen = call.answers.get(q.id)?.chosen?.[0];
  return html`<span class="seg" role="radiogroup" aria-labelledby="${fieldOf(q.id)}-l">${values.map((value, i) => html`
    <label class="so"><input type="radio" name=${q.id} value=${value} .checked=${chosen === value} autocomplete="off" spellcheck="false"
      id=${i === 0 ? fieldOf(q.id) : nothing} ?disabled=${isLocked(q)}
      @change=${() => hands.answer(q, { chosen: [value] })}><span>${word(value)}</span></label>`)}</span>`;
};

/** @param {Question} q @param {Hands} hands @param {string} value @param {string} word */
const tick = (q, hands, value, word, first = false) => {
  const chosen = call.answers.get(q.id)?.chosen ?? [];
  const next = chosen.includes(value) ? chosen.filter((v) => v !== value) : [...chosen, value];
  return html`<label class="pu"><input type="checkbox" name=${q.id} value=${value} .checked=${chosen.includes(value)} autocomplete="off"
    spellcheck="false" id=${first ? fieldOf(q.id) : nothing} ?disabled=${isLocked(q)}
    @change=${() => hands.answer(q, { chosen: next })}><span>${word}</span></label>`;
};
/** @param {Question} q @param {Hands} hands */
const ticks = (q, hands) => html`<span class="puces" role="group" aria-labelledby="${fieldOf(q.id)}-l">${
  (q.values ?? []).map((value, i) => tick(q, hands, value, option(q, value), i === 0))}</span>`;

/** @param {Question} q @param {Hands} hands @param {string} size @param {{ second?: boolean, label?: string }} [how] */
function input(q, hands, size, { second = false, label } = {}) {
  const a = call.answers.get(q.id);
  const text = (second ? a?.second : a?.text) ?? '';
  const id = second ? `${fieldOf(q.id)}-2` : fieldOf(q.id);
  const wrong = faultOf(q);
  return html`<input class="in ${size}" id=${id} type="text" inputmode=${q.kind === 'count' ? 'numeric' : q.kind === 'phone' ? 'tel' : nothing}
    autocomplete="off" spellcheck="false" maxlength="160" .value=${a?.open ? '' : text} ?disabled=${isLocked(q)}
    placeholder=${a?.open ? t(a.open === 'UNKNOWN' ? 'appel.unknown' : 'appel.noAnswer') : typo(told(q.id)[3] ?? '')}
    aria-label=${label ?? nothing} aria-invalid=${wrong ? 'true' : nothing} aria-describedby="${fieldOf(q.id)}-e"
    @input=${(/** @type {Event} */ e) => {
      const { value } = /** @type {HTMLInputElement} */ (e.target);
      hands.answer(q, second ? { second: value } : { text: value });
    }}>`;
}

/** @param {Question} q @param {Hands} hands */
function noticeField(q, hands) {
  const at = call.answers.get(q.id)?.atMs;
  return html`<label class="coche"><input type="checkbox" id=${fieldOf(q.id)} .checked=${Boolean(at)} autocomplete="off" spellcheck="false"
      @change=${() => hands.answer(q, { atMs: at ? undefined : -1 })}><span>${t('appel.read')}</span></label>
    <span class="echo">${at ? hour(at) : nothing}</span>
    <button class="link" type="button" @click=${hands.showNotice}>${t('appel.noticeText')}</button>`;
}

/** Less or more than the threshold; nobody is asked for an amount. @param {Question} q @param {Hands} hands */
function incomeField(q, hands) {
  const low = threshold();
  const a = call.answers.get(q.id);
  const sums = low ? dollars(low) : '';
  const labels = { low: low ? t('appel.lessThan', { sum: sums }) : t('appel.low'), high: t('appel.more') };
  const is = a?.range ? (a.range.atMost ? 'low' : 'high') : '';
  return html`<span class="seg" role="radiogroup" aria-labelledby="${fieldOf(q.id)}-l">${(/** @type {const} */ (['low', 'high'])).map((which, i) => html`
    <label class="so"><input type="radio" name=${q.id} value=${which} .checked=${is === which} id=${i === 0 ? fieldOf(q.id) : nothing}
      autocomplete="off" spellcheck="false" ?disabled=${isLocked(q)}
      @change=${() => hands.answer(q, low ? { range: which === 'low' ? { atMost: low } : { above: low } } : {})}><span>${labels[which]}</span></label>`)}</span>`;
}

/** @param {Question} q @param {Hands} hands */
function field(q, hands) {
  switch (q.kind) {
    case 'choice':
      return q.values?.length === 1 ? html`<span class="puces">${tick(q, hands, q.values[0], option(q, q.values[0]), true)}</span>`
        : radios(q, hands, q.values ?? [], (value) => option(q, value));
    case 'chips': return ticks(q, hands);
    case 'income': return incomeField(q, hands);
    case 'notice': return noticeField(q, hands);
    case 'name': return html`${input(q, hands, 'half', { label: t('appel.given') })}${input(q, hands, 'half', { second: true, label: t('appel.family') })}`;
    case 'count': return input(q, hands, 'xs');
    case 'postal': return input(q, hands, 's');
    case 'date': case 'dating': case 'month': case 'phone': return input(q, hands, 'm');
    default: return input(q, hands, q.wide ?? 'm');
  }
}

/** She does not know, or would rather not say; pressed again it is taken back. @param {Question} q @param {Hands} hands */
function openings(q, hands) {
  if (!q.open) return nothing;
  const open = call.answers.get(q.id)?.open;
  return html`<span class="x">${EXTRA.filter(([value]) => q.open !== 'told' || value === 'UNKNOWN').map(([value, sign, name]) => html`
    <button class="xb" type="button" aria-pressed=${open === value ? 'true' : 'false'} ?disabled=${isLocked(q)}
      aria-label=${t('appel.pair', { a: labelOf(q.id), b: t(name) })} title=${t(name)}
      @click=${() => hands.answer(q, { open: open === value ? undefined : value })}>${sign}</button>`)}</span>`;
}

// ---- what an answer comes to ----

/** What is wrong with it, in words; nothing. @param {Question} q */
export function faultOf(q) {
  const { none } = readAnswer(q, call.answers.get(q.id), today());
  const wrong = deciding.wrong.find((w) => w.id === q.id);
  if (wrong) return wrong.text ?? (none ? t(`appel.none.${none}`) : t('appel.toAnswer'));
  return none === 'day' ? t('appel.none.day') : '';
}

/** Days of the pregnancy until today. @param {import('../../lib/days.js').Civil} due */
export const daysGone = (due) => Math.max(0, TERM_DAYS - (daysOf(due) - daysOf(today())));

/** @param {Question} q */
function echoOf(q) {
  const { value } = readAnswer(q, call.answers.get(q.id), today());
  if (q.id === 'identity.phone' && call.matches) return call.matches.length ? t('appel.files', { n: call.matches.length }) : t('appel.noFile');
  if (q.id === 'household.size' && threshold()) return t('appel.threshold', { sum: dollars(/** @type {any} */ (threshold())) });
  if (value === undefined) return '';
  if (q.id === 'identity.birth_date') return t('appel.age', { n: ageOn(value, today()) });
  if (q.kind === 'dating') return `${civil(value)} · ${weeks(daysGone(value))}`;
  if (q.kind === 'postal') return call.preview?.clscCode && call.preview.proposal?.criteria?.some((c) => c.kind === 'CRITERION_KIND_IN_TERRITORY' && c.met === 'MET_YES')
    ? clscName(call.preview.proposal.clscSuggested || call.preview.clscCode) : postalText(value);
  return q.kind === 'date' || q.kind === 'month' ? civil(value) : '';
}

/** @param {Question} q */
const isLocked = (q) => !agreed() && !BLOCKS[0].questions.includes(q);

/** @param {Question} q @param {Hands} hands */
export function row(q, hands) {
  const wrong = faultOf(q);
  const echo = wrong || echoOf(q);
  return html`
    <div class="q ${q.beside ? 'second' : ''} ${hands.here === q.id ? 'here' : ''} ${wrong ? 'wrong' : ''}" data-q=${q.id}
      @focusin=${() => hands.at(q)}>
      <label class="l" id="${fieldOf(q.id)}-l" for=${fieldOf(q.id)}>${labelOf(q.id)}${
        q.required && !isExcused(q, call.answers) ? html`<span class="req" aria-hidden="true">*</span><span class="hidden"> ${t('appel.required')}</span>` : nothing}</label>
      <span class="c">${field(q, hands)}<span class="echo ${wrong ? 'err' : ''}" id="${fieldOf(q.id)}-e">${echo}</span>${openings(q, hands)}</span>
    </div>`;
}

/** Those that share a line. @param {Question[]} all @returns {Question[][]} */
function lines(all) {
  /** @type {Question[][]} */
  const out = [];
  for (const q of all) {
    if (q.beside && out.length) out[out.length - 1].push(q);
    else out.push([q]);
  }
  return out;
}

/** @param {Block} block @param {number} number @param {Hands} hands */
function blockOf(block, number, hands) {
  const locked = !block.free && !agreed();
  const asked = block.questions.filter((q) => isAsked(q, call.answers));
  const { answered, asked: all } = counted(block, call.answers, today());
  const state = locked ? t('appel.locked') : answered === all ? icon('check', 'good') : `${answered}/${all}`;
  return html`
    <section class="bloc ${locked ? 'locked' : ''}" aria-labelledby="b-${block.id}">
      <h2 id="b-${block.id}"><span class="num" aria-hidden="true">${number}</span>${t(/** @type {any} */ (`appel.block.${block.id}`))}<span
        class="state">${state}</span></h2>
      ${lines(asked).map((line) => (line.length === 1 ? row(line[0], hands) : html`<div class="rang">${line.map((q) => row(q, hands))}</div>`))}
    </section>`;
}

/** @param {1 | 2} column @param {Hands} hands */
export const column = (column, hands) =>
  BLOCKS.map((block, i) => (block.column === column ? blockOf(block, i + 1, hands) : nothing));

/** What is asked seldom, on request. @param {Hands} hands */
export function more(hands) {
  const block = BLOCKS[BLOCKS.length - 1];
  return html`
    <section class="bloc seldom" aria-labelledby="b-more">
      <h2 id="b-more">${t('appel.block.more')}</h2>
      <button class="link" type="button" aria-expanded=${hands.more ? 'true' : 'false'} @click=${hands.toggleMore}>${
        hands.more ? t('appel.fewer') : t('appel.showMore', { n: block.questions.filter((q) => isAsked(q, call.answers)).length })}</button>
      ${hands.more ? html`<div class="rows">${block.questions.filter((q) => isAsked(q, call.answers)).map((q) => row(q, hands))}</div>` : nothing}
    </section>`;
}
