// @ts-check
// Somebody else in a call: a family whose telephone it may be, and a colleague who wrote on the same call, of whose answers a person chooses.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { say } from '../../lib/words.js';
import { icon } from '../band.js';
import { words as ofPage } from '../../words/appel.js';
import { words } from '../../words/call/others.js';
import { call, clscName, isShe } from './call.js';
import { QUESTIONS } from './questions.js';
import { labelOf, option } from './rows.js';
import { NOTES, saving, settle } from './saving.js';
import { dollars } from './typed.js';

const t = say({ ...ofPage, ...words });

/** Whose number it may be: only what is the same is told. */
export function knownBand() {
  const first = call.matches?.[0];
  if (!first) return nothing;
  const name = `${first.name?.given ?? ''} ${(first.name?.family ?? '').slice(0, 1)}.`.trim();
  return html`
    <div class="band info known" role="status">${icon('info')}
      <p><b>${t('appel.samePhone', { n: call.matches?.length ?? 1 })}</b> ${name}, ${first.number} · ${clscName(first.clscCode ?? '')}. ${t('appel.askKnown')}</p>
      <p class="acts"><button class="button second" type="button" @click=${() => isShe(first)}>${t('appel.isShe')}</button>
        <button class="button second" type="button" @click=${() => isShe(null)}>${t('appel.isOther')}</button></p></div>`;
}

/** An answer in words, for a chooser. @param {import('./questions.js').Question} q @param {import('./answers.js').Answer | undefined} a */
function inWords(q, a) {
  if (!a) return '';
  if (a.open) return t(a.open === 'UNKNOWN' ? 'appel.unknown' : 'appel.declined');
  if (a.money) return dollars(a.money);
  if (a.range?.atMost) return t('appel.lessThan', { sum: dollars(a.range.atMost) });
  if (a.range?.above) return t('appel.moreThan', { sum: dollars(a.range.above) });
  if (a.chosen) return a.chosen.map((value) => option(q, value)).join(', ');
  return [a.text, a.second].filter(Boolean).join(' ');
}

/** @param {string} id @param {import('./answers.js').Answer | undefined} a */
function bothText(id, a) {
  const q = QUESTIONS.find((one) => one.id === id);
  return (q ? inWords(q, a) : a?.text) || t('appel.nothing');
}

export function chooser() {
  return html`
    <div class="band wait both" role="alert">${icon('alert')}<div>
      <h2>${t('appel.both', { who: saving.by })}</h2>
      <ul>${saving.both.map(({ id, mine, theirs }) => html`<li><b>${id === NOTES ? t('appel.notes') : labelOf(id)}</b>
        <button class="button second" type="button" @click=${() => settle(id, true)}>${t('appel.keepMine')} ${bothText(id, mine)}</button>
        <button class="button second" type="button" @click=${() => settle(id, false)}>${t('appel.takeTheirs')} ${bothText(id, theirs)}</button></li>`)}</ul></div></div>`;
}
