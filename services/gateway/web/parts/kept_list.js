// @ts-check
// What is kept at this station, one by one: by kind and time, nobody's name. What waits goes by itself; what was refused is sent again or
// given up by a person, in words.
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { moment } from '../lib/dates.js';
import { draw, focus } from '../lib/draw.js';
import { drop, flush, kept, resend } from '../lib/envois.js';
import { now } from '../lib/session.js';
import { say } from '../lib/words.js';
import { pages } from '../pages.js';
import { words } from '../words/acces.js';
import { band } from './band.js';
import { list, panel } from './panel.js';

const t = say(words);

/** @typedef {import('../lib/envois.js').Kept} Kept */

const ACTS = /** @type {Record<string, keyof typeof words>} */ ({
  SaveDraft: 'act.draft', SubmitScreening: 'act.screening', AmendScreening: 'act.amended', DecideRoute: 'act.decision',
  ReviseDecision: 'act.decision', RecordFamilyCall: 'act.call', RecordConsent: 'act.consent', WithdrawConsent: 'act.withdrawal',
  ReferToPartner: 'act.referral', RecordNote: 'act.note', RecordVisit: 'act.visit', WithdrawAllConsents: 'act.withdrawal', CorrectFamilyCall: 'act.call',
  CorrectNote: 'act.note', WithdrawNote: 'act.note', RecordSafetyNote: 'act.note', CorrectSafetyNote: 'act.note', OpenFile: 'act.opening',
  AnswerByCode: 'act.answer', ReportCapacity: 'act.places', TakeWork: 'act.work', GiveBackWork: 'act.work', SettleWork: 'act.work', CloseInboundReferral: 'act.work', RetryParked: 'act.parked', DropParked: 'act.parked',
});

/** The one that she is asked about. */
let chosen = '';

/** @param {Kept} item */
function kind(item) {
  if (!item.mine) return t('gardes.closed');
  const act = ACTS[item.procedure.split('/').pop() ?? ''];
  return act ? t(act) : t('gardes.of', { page: pages[item.page]?.title ?? item.page });
}

/** @param {Kept} item */
function state(item) {
  if (!item.mine) return t('gardes.unopenable');
  if (item.state === 'refused') return html`${t('gardes.refused')} ${item.error?.sentence} <small class="word" translate="no">${item.error?.word}</small>`;
  return t(item.state === 'held' ? 'gardes.held' : item.state === 'sent' ? 'gardes.sent' : 'gardes.waiting');
}

/** @param {string} id */
function choose(id) {
  chosen = id;
  draw();
  if (id) focus('giving-up');
}
/** @param {Kept} item */
function giveUp(item) {
  chosen = '';
  drop(item.id);
}

/** @param {Kept} item */
const named = (item) => html`<span class="hidden"> ${kind(item)}, ${moment(item.at, now())}</span>`;

/** @param {Kept} item */
const acts = (item) => html`
  ${item.state === 'refused' ? html`<button class="link" type="button" @click=${() => resend(item.id)}>${t('gardes.resend')}${named(item)}</button>` : nothing}
  ${item.state === 'sent' && item.mine ? nothing : html`<button class="link" type="button" @click=${() => choose(item.id)}>${t('gardes.drop')}${named(item)}</button>`}`;

/** @param {Kept} item */
const asked = (item) => html`
  <div class="band error" role="alert" tabindex="-1" id="giving-up"><div>
    <p><b>${t('gardes.sure', { what: kind(item), when: moment(item.at, now()) })}</b> ${t('gardes.sureMore')}</p>
    <p class="acts"><button class="button second" type="button" @click=${() => giveUp(item)}>${t('gardes.yes')}</button>
      <button class="button second" type="button" @click=${() => choose('')}>${t('gardes.no')}</button></p>
  </div></div>`;

/** Nothing when there is nothing. */
export function keptPanel() {
  const { items, lost, others, persisted, stalled } = kept();
  const all = [...items, ...lost];
  if (!all.length && !others) return nothing;
  const one = all.find((item) => item.id === chosen);
  const again = stalled ? html`<button class="button second" type="button" @click=${() => flush()}>${t('gardes.now')}</button>` : nothing;
  return html`<div id="gardes" tabindex="-1">${panel(t('gardes.title'), html`
    ${all.length ? html`<p class="hint">${persisted ? t('gardes.lead') : t('gardes.leadClosing')}</p>` : nothing}
    ${lost.length ? band('error', t('gardes.lost', { n: lost.length, when: moment(Math.min(...lost.map((item) => item.at)), now()) }), t('gardes.lostMore')) : nothing}
    ${others ? band('info', t('gardes.others', { n: others }), t('gardes.othersMore')) : nothing}
    ${one ? asked(one) : nothing}
    ${all.length ? list(t('gardes.title'), [t('gardes.what'), t('gardes.since'), t('gardes.state'), null],
      all.map((item) => [kind(item), moment(item.at, now()), state(item), acts(item)])) : nothing}`, again)}</div>`;
}
