// @ts-check
// Families that became this one: since when, by whom, and that they never were. Taking that back gives each what she had; what was recorded
// in between stays with this one until somebody who coordinates says, one by one, that it was the other's.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { ask, hex } from '../../lib/api.js';
import { moment, shortDay } from '../../lib/dates.js';
import { draw } from '../../lib/draw.js';
import { INTAKE } from '../../lib/family.js';
import { allows, now } from '../../lib/session.js';
import { errorOf } from '../../lib/status.js';
import { Mot, mot, say } from '../../lib/words.js';
import { refused } from '../band.js';
import { field } from '../fields.js';
import { list, named, waiting } from '../panel.js';
import { Change, changed } from './change.js';
import { words as ofPage } from '../../words/famille.js';
import { words } from '../../words/family/merges.js';

const t = say({ ...ofPage, ...words });

/** @typedef {import('../../lib/family.js').Family} Family */
/** @typedef {import('../../proto/intake/match_pb').MergeJson} Merge */
/** @typedef {import('../../proto/intake/match_pb').RecordedSinceJson} Recorded */
/** @typedef {import('./change.js').Form} Form */

const KIND = 'sippe.intake.RecordedKind';

let opened = false;
/** @type {Merge[] | null} */
let merges = null;
/** @type {import('../../lib/status.js').ApiError | null} */
let error = null;
const change = new Change('merge');

export function forget() {
  change.forget();
  opened = false;
  merges = null;
  error = null;
}
export const isOpen = () => opened;

/** @returns {'conflict' | 'unmerging' | 'merges' | ''} */
export function state() {
  if (change.theirs) return 'conflict';
  if (change.form) return 'unmerging';
  return merges ? 'merges' : '';
}

/** @param {Family} family */
async function read(family) {
  error = null;
  try {
    merges = (await ask(INTAKE + 'ListMerges', { familyId: family.id })).merges ?? [];
  } catch (fault) {
    error = errorOf(fault);
  }
  draw();
}

/** Each look at it is an entry of the access journal. @param {Family} family */
export function open(family) {
  opened = true;
  change.leave();
  read(family);
}

/* ---- in words ---- */

/** Of a CLSC that who asks does not see there is no number. @param {string | undefined} number */
const numberOf = (number) => number || t('merges.other');

/** @param {Merge} m */
const mergeText = (m) => t(m.undoneAt ? 'merges.undone' : 'merges.stands', { number: numberOf(m.familyNumber),
  date: shortDay(Number((m.undoneAt ?? m.mergedAt)?.ms), now()), by: (m.undoneAt ? m.undoneBy : m.mergedBy) ?? '' });

/* ---- the forms ---- */

/** @param {Family} family @param {string} at @param {() => string} text what it is, as it was read last
 * @param {Pick<Form, 'procedure' | 'verb' | 'lead' | 'body'> & { said: string }} own @returns {Form} */
function reasoned(family, at, text, { said, procedure, body, ...own }) {
  let reason = '';
  return {
    ...own, at, first: 'reason', procedure: INTAKE + procedure, undone: t('merges.notDone'), body: () => ({ ...body(), reason }),
    check: () => (reason.trim() ? /** @type {Record<string, string>} */ ({}) : { reason: t('merges.reasonMissing') }),
    fields: (faults) => field('merge-reason', t('merges.reason'), reason, (value) => { reason = value; change.typed(); }, { rows: 2, fault: faults.reason }),
    meet: async () => {
      const before = text();
      await read(family);
      return html`<p><b>${t('merges.theyChanged')}</b></p>${changed([{ before, after: text() }])}`;
    },
    done: async () => {
      await Promise.all([family.read(), read(family)]);
      return said;
    },
  };
}

/** Of that merge, as it was read last. @param {string | undefined} id */
const mergeOf = (id) => (merges ?? []).find((m) => m.familyId === id) ?? {};

/** @param {Family} family @param {Merge} was */
const undoForm = (family, { familyId }) => reasoned(family, `undo ${familyId}`, () => mergeText(mergeOf(familyId)), {
  procedure: 'UndoMatch', verb: t('merges.undoNow'), said: t('merges.done'), lead: t('merges.undoLead', { number: numberOf(family.file?.number) }),
  body: () => ({ familyId, version: mergeOf(familyId).version }),
});

/** @param {Family} family @param {Merge} merge @param {Recorded} was */
function reassignForm(family, { familyId, familyNumber }, { thing, kind }) {
  const is = () => (mergeOf(familyId).since ?? []).find((r) => r.thing === thing);
  const text = () => (is()?.reassignedAs ? t('merges.reassigned', { number: numberOf(familyNumber) }) : t('merges.stays'));
  return reasoned(family, `reassign ${thing}`, text, {
    procedure: 'ReassignThing', verb: t('merges.reassignNow'), said: t('merges.reassignDone', { what: Mot(KIND, kind), number: numberOf(familyNumber) }),
    lead: t(kind === 'RECORDED_KIND_CONSENT' ? 'merges.consentLead' : 'merges.reassignLead', { number: numberOf(familyNumber) }),
    body: () => ({ thing, version: is()?.version, familyId }),
  });
}

/* ---- shown ---- */

/** @param {Family} family @param {Merge} m @param {Recorded} r */
function became(family, m, r) {
  if (r.reassignedAs) return t('merges.reassigned', { number: numberOf(m.familyNumber) });
  if (!m.undoneAt || !r.canReassign || !allows(['intake.ReassignThing'])) return t('merges.stays');
  return html`<button class="link" type="button" @click=${() => change.open(reassignForm(family, m, r))}>${t('merges.reassign', { number: numberOf(m.familyNumber) })}<span
    class="hidden"> ${mot(KIND, r.kind)}, ${moment(Number(r.at?.ms), now())}</span></button>`;
}

/** @param {Family} family @param {Merge} m */
function since(family, m) {
  const all = m.since ?? [];
  if (!all.length) return html`<p class="hint">${t('merges.nothingSince')}</p>`;
  return html`
    <p>${t('merges.since', { number: numberOf(family.file?.number) })}</p>
    ${list(t('merges.since', { number: numberOf(family.file?.number) }), [t('merges.what'), t('merges.at'), t('merges.by'), t('merges.now')], all.map((r) => [
    html`<b>${Mot(KIND, r.kind)}</b>`, named(t('merges.at'), moment(Number(r.at?.ms), now())), named(t('merges.by'), r.by),
    named(t('merges.now'), became(family, m, r))]))}
    ${all.map((r) => change.viewAt(`reassign ${r.thing}`))}`;
}

/** @param {Family} family @param {Merge} m */
const merge = (family, m) => html`<li class="note">
  <p>${m.familyNumber ? html`<a class="bound" href="/famille/${hex(m.familyId)}">${m.familyNumber}</a> · ` : nothing}${mergeText(m)}
    ${m.toReview ? html`<span class="chip wait">${t('merges.toReview')}</span>` : nothing}</p>
  ${m.reason ? html`<p class="words">${m.reason}</p>` : nothing}
  ${since(family, m)}
  ${m.undoneAt || !m.version || !allows(['intake.UndoMatch']) ? nothing : change.viewAt(`undo ${m.familyId}`, () => html`
    <p class="acts"><button class="link" type="button" @click=${() => change.open(undoForm(family, m))}>${t('merges.undo')}<span class="hidden"> ${numberOf(m.familyNumber)}</span></button></p>`)}</li>`;

/** @param {Family} family */
export function view(family) {
  if (error) return refused(t('merges.unread'), error, () => read(family));
  if (!merges) return waiting(2, () => read(family));
  return html`${change.outcome()}${merges.length ? html`<ul class="notes">${merges.map((m) => merge(family, m))}</ul>` : html`<p class="hint">${t('merges.none')}</p>`}`;
}
