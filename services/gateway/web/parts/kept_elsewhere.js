// @ts-check
// Stations at which something waits to be sent, for whoever may bring people in: after four hours somebody must go and see to it.
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { ask, hex } from '../lib/api.js';
import { moment } from '../lib/dates.js';
import { allows, now } from '../lib/session.js';
import { say } from '../lib/words.js';
import { words } from '../words/etat.js';
import { icon } from './band.js';
import { list, panel } from './panel.js';

const t = say(words);

/** @typedef {import('../proto/gateway_pb').KeptJson} Kept */

/** @type {Kept[]} */
let kept = [];
/** @type {Map<string, string>} by a membership's id in base64 */
const names = new Map();

/** Names are asked only when one is to be said, and once: where none is told the id stands. @param {typeof ask} how */
async function name(how) {
  if (!allows(['intake.ListMembers']) || kept.every((k) => names.has(k.memberId ?? ''))) return;
  for (let after = ''; ;) {
    const page = await how('/sippe.intake.Intake/ListMembers', after ? { after } : {});
    for (const m of page.members ?? []) names.set(m.id, m.name);
    after = page.next ?? '';
    if (!after) break;
  }
  for (const k of kept) names.set(k.memberId ?? '', names.get(k.memberId ?? '') ?? '');
}

/** It says nothing of its own trouble: the daemons' cards beside it do. @param {typeof ask} how */
export async function readKept(how) {
  if (!allows(['intake.InviteMember'])) return;
  try {
    kept = (await how('/sippe.gateway.Gateway/ListKept')).kept ?? [];
    await name(how);
  } catch { /* what was read before stays */ }
}

export const lateKept = () => kept.filter((k) => k.late).length;

/** @param {Kept} k */
const row = (k) => [
  t('ailleurs.row', { n: k.count ?? 0, name: names.get(k.memberId ?? '') || hex(k.memberId).slice(0, 8) }),
  html`${icon('station')} ${k.station}`, moment(Number(k.sinceMs), now()),
  k.late ? html`<span class="chip wait">${icon('clock')}${t('ailleurs.late')}</span>` : nothing,
];

/** Nothing when there is none. */
export const keptElsewhere = () => (kept.length ? panel(t('ailleurs.title'), html`
  <p class="hint">${t('ailleurs.lead')}</p>
  ${list(t('ailleurs.title'), [t('ailleurs.what'), t('ailleurs.station'), t('parked.since'), t('ailleurs.state')], kept.map(row))}`) : nothing);
