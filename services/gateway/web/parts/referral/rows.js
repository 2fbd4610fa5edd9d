// @ts-check
// The lines of referrals: until when, what is to be done, of whom, to whom, and whether it arrived. What is open stands below its line.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { hex } from '../../lib/api.js';
import { daysTo, moment, shortDay, weekday } from '../../lib/dates.js';
import { now } from '../../lib/session.js';
import { mot, Mot, phone, say, typo } from '../../lib/words.js';
import { dialled, personName } from '../../lib/work.js';
import { words } from '../../words/demandes.js';
import { icon } from '../band.js';
import { named } from '../panel.js';

const t = say(words);

/** @typedef {import('../../lib/referrals.js').Referral} Referral */
/** @typedef {import('../../lib/referrals.js').Sent} Sent */
/** `open`: which is, and what stands below it.
 * @typedef {{ open: string, toggle: (r: Referral) => void, detail: (r: Referral) => unknown }} How */

/** @param {Referral} r « Samira Benali, 1042-9 » for whoever hears a button by itself */
export const whom = (r) => [personName(r.work[0].name), r.work[0].familyNumber].filter(Boolean).join(', ');

/** @param {unknown} content */
const line = (content) => html`<span class="line">${content}</span>`;

// ---- until when ----

/** @param {Referral} r */
function due(r) {
  const [w] = r.work;
  const days = w.dueOn ? daysTo(w.dueOn, now()) : null;
  const text = days === null || !w.dueOn ? t('demandes.noDay') : days === 0 ? t('demandes.today') : days === 1 ? t('demandes.tomorrow') : weekday(w.dueOn);
  return html`<b>${text}</b> ${w.overdue ? html`<span class="chip error">${icon('alert')}${t('demandes.late')}</span>` : nothing}`;
}

// ---- what ----

/** Whose turn is a partner's: which step is next. @param {Referral} r */
const theirStep = (r) => (r.notice?.state ? t(/** @type {any} */ (`step.${r.notice.state}`)) : t('step.none'));

/** @param {Referral} r */
function what(r) {
  const n = r.notice ?? {};
  const steps = r.ours ? r.work.map((w) => Mot('sippe.WorkKind', w.kind)) : [theirStep(r)];
  return html`
    ${steps.map((s) => html`<b>${s}</b> `)}${r.changed ? html`<span class="chip ok">${icon('check')}${t('demandes.changed')}</span>` : nothing}
    ${n.need || n.serviceName ? line([n.need ? mot('sippe.Need', n.need) : '', typo(n.serviceName ?? '')].filter(Boolean).join(' · ')) : nothing}
    ${r.ours && n.state ? line(said(n)) : nothing}`;
}

/** What the partner said last. @param {import('../../lib/referrals.js').Notice} n */
function said(n) {
  const state = Mot('sippe.notifications.NoticeState', n.state);
  return n.declineReason ? t('demandes.because', { state, reason: mot('sippe.notifications.DeclineReason', n.declineReason) }) : state;
}

// ---- how it was told ----

/** @param {Sent['links']} links */
const linkText = (links) => (links ?? []).map((l) => {
  const channel = mot('sippe.notifications.LinkChannel', l.channel), until = shortDay(Number(l.until?.ms ?? 0), now());
  return l.standing === 'LINK_STANDING_ENDED' ? t('demandes.linkOver', { channel }) : t('demandes.linkOpen', { channel, until });
});

/** That it was received is a fact, or is not known. @param {Sent} s */
function received(s) {
  const at = s.readByLinkAt ?? s.receivedAt;
  if (!at) return html`<span class="chip wait">${icon('clock')}${t('demandes.notReceived')}</span>`;
  const text = t(s.readByLinkAt ? 'demandes.readByLink' : 'demandes.received', { moment: moment(Number(at.ms), now()) });
  return html`<span class="chip ok">${icon('check')}${text}</span>`;
}

/** @param {Referral} r */
export function channel(r) {
  const s = r.sent;
  if (!s) return nothing;
  const ways = [s.readsStream ? t('demandes.stream') : '', s.printedAt ? t('demandes.printed', { moment: moment(Number(s.printedAt.ms), now()) }) : '', ...linkText(s.links)].filter(Boolean);
  if (!ways.length && !s.receivedAt) return html`<span class="chip error">${icon('alert')}${t('demandes.unsent')}</span>`;
  return html`${received(s)}${ways.map(line)}`;
}

// ---- the line ----

/** @param {Referral} r */
const family = (r) => html`
  ${personName(r.work[0].name) ? html`<b>${personName(r.work[0].name)}</b> ` : nothing}
  ${r.work[0].familyId ? html`<a class="bound" href="/famille/${hex(r.work[0].familyId)}">${r.work[0].familyNumber || t('demandes.file')}</a>` : nothing}`;

/** @param {Referral} r */
const organization = (r) => html`
  ${typo(r.sent?.organizationName ?? '')}
  ${r.sent?.organizationPhone ? line(html`<a class="bound" href=${dialled(r.sent.organizationPhone)}>${icon('phone')} ${t('demandes.call')} ${phone(r.sent.organizationPhone)}</a>`) : nothing}`;

/** @param {Referral} r @param {How} how */
const row = (r, how) => html`
  <tr>
    <td>${due(r)}</td><td>${what(r)}</td><td>${family(r)}</td><td>${named(t('demandes.organization'), organization(r))}</td><td>${channel(r)}</td>
    <td class="row-acts">${r.notice ? html`<button class="button second" type="button" aria-expanded=${how.open === r.thing ? 'true' : 'false'} @click=${() => how.toggle(r)}>${
      how.open === r.thing ? t('demandes.close') : t('demandes.open')}<span class="hidden"> ${whom(r)}</span></button>` : nothing}</td>
  </tr>
  ${how.open === r.thing ? html`<tr class="row-form"><td colspan="6">${how.detail(r)}</td></tr>` : nothing}`;

/** @param {string} caption @param {Referral[]} list @param {How} how */
export const table = (caption, list, how) => html`
  <table class="list referrals">
    <caption class="hidden">${caption}</caption>
    <thead><tr>${['due', 'what', 'family', 'organization', 'channel'].map((key) => html`<th scope="col">${t(/** @type {any} */ (`demandes.${key}`))}</th>`)}<td></td></tr></thead>
    <tbody>${list.map((r) => row(r, how))}</tbody>
  </table>`;
