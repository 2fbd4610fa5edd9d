// @ts-check
// What happened with her, in one list. What notes and calls say is shown when it is asked for.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { civil, hour, longDay } from '../../lib/dates.js';
import { ask } from '../../lib/api.js';
import { draw } from '../../lib/draw.js';
import { INTAKE } from '../../lib/family.js';
import { Mot, mot, say } from '../../lib/words.js';
import { errorOf } from '../../lib/status.js';
import { refused } from '../band.js';
import { panel, rest, waiting } from '../panel.js';
import { words as ofPage } from '../../words/famille.js';
import { words } from '../../words/family/history.js';

const t = say({ ...ofPage, ...words });

/** @typedef {import('../../lib/family.js').Family} Family */
/** @typedef {import('../../proto/intake/family_pb').HistoryEntryJson} Entry */

/** @type {Entry[] | null} */
let entries = null;
let next = '0';
let withWords = false;
/** @type {import('../../lib/status.js').ApiError | null} */
let error = null;

/** @param {Family} family */
async function page(family) {
  error = null;
  try {
    const answer = await ask(INTAKE + 'ListHistory', { familyId: family.id, before: next, limit: 50, words: withWords });
    entries = [...(entries ?? []), ...(answer.entries ?? [])];
    next = answer.next ?? '0';
  } catch (fault) {
    error = errorOf(fault);
  }
  draw();
}

/** @param {Family} family @param {boolean} [also] what was said too */
export function enter(family, also = false) {
  entries = null;
  next = '0';
  withWords = also;
  page(family);
}

export const state = () => (error ? 'error' : entries ? 'history' : 'loading');

/** "premier contact fait, 21 novembre" @param {string | undefined} state @param {import('../../proto/types_pb').DateJson} [on] */
const answer = (state, on) => mot('sippe.intake.ReferralState', state) + (on ? `, ${civil(on)}` : '');

/** From what to what, of what has one value at a time. @param {Entry} e */
function changed(e) {
  if (e.routeBefore) return `${mot('sippe.intake.Route', e.routeBefore)} → ${mot('sippe.intake.Route', e.route)}`;
  if (e.referralBefore) return `${answer(e.referralBefore, e.firstContactBefore)} → ${answer(e.referralState, e.firstContactOn)}`;
  if (e.referralState) return answer(e.referralState, e.firstContactOn);
  if (e.kind === 'HISTORY_KIND_KEY_WORKER' && e.keyWorkerBefore) return `${e.keyWorkerBefore} → ${e.keyWorker || t('history.nobody')}`;
  return e.keyWorker || (e.endReason ? mot('sippe.intake.EndReason', e.endReason) : '');
}

/** @param {Entry} e */
function what(e) {
  const more = changed(e) || (e.route ? mot('sippe.intake.Route', e.route) : e.call ? mot('sippe.intake.CallOutcome', e.call.outcome)
    : e.kind === 'HISTORY_KIND_CALL_CORRECTED' ? t('famille.struck') : '');
  return html`<b>${Mot('sippe.intake.HistoryKind', e.kind)}</b>${more ? html` · ${more}` : nothing}${
    e.call?.whom === 'CALL_WHOM_OTHER' ? html` · ${t('famille.other')}` : nothing}`;
}

/** @param {Entry} e */
const reason = (e) => e.why || e.whyAnswers || e.whyContact || e.whyMatch || e.whyReferral || e.whyDecision || '';

/** @param {Entry} e */
const more = (e) => html`
  ${reason(e) ? html`<p class="hint">${t('history.reasonWas', { reason: reason(e) })}</p>` : nothing}
  ${e.call?.note || e.note ? html`<p class="words">${e.call?.note || e.note}</p>` : nothing}`;

/** @typedef {{ at: number, what: unknown, by?: string, more?: unknown }} Line newest first */

/** Those of one day stand under it. @param {Line[]} entries */
function days(entries) {
  /** @type {{ day: string, entries: Line[] }[]} */
  const all = [];
  for (const entry of entries) {
    const day = longDay(entry.at);
    if (all.at(-1)?.day !== day) all.push({ day, entries: [] });
    all.at(-1)?.entries.push(entry);
  }
  return all;
}

/** @param {Line} e */
const line = (e) => html`
  <li><span class="line-at">${hour(e.at)}</span>
    <div><p>${e.what}${e.by ? html` <span class="hint">${e.by}</span>` : nothing}</p>${e.more ?? nothing}</div></li>`;

/** What happened, by day. @param {Line[]} entries */
const timeline = (entries) => html`
  <div class="timeline">${days(entries).map(({ day, entries: of }) => html`<h3>${day}</h3><ol>${of.map(line)}</ol>`)}</div>`;

/** @param {Family} family */
function shown(family) {
  const all = entries ?? [];
  if (!all.length) return html`<p class="hint">${t('history.none')}</p>`;
  return html`${timeline(all.map((e) => ({ at: Number(e.at?.ms ?? 0), what: what(e), by: e.by, more: more(e) })))}
    ${next === '0' ? nothing : rest(() => page(family))}`;
}

/** @param {Family} family */
export function view(family) {
  const aside = withWords ? nothing : html`<button class="button second" type="button" @click=${() => enter(family, true)}>${t('history.withWords')}</button>`;
  return panel(t('famille.fil'), error ? refused(t('history.unread'), error, () => page(family)) : entries ? shown(family)
    : waiting(6, () => enter(family)), aside);
}
