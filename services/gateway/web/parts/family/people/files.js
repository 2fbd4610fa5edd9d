// @ts-check
// Which children went from this file to one of their own, or came to it so, and which the other file is, for who sees both: asked for by a
// press, and by nothing else, as it is noted of both.
import { html, nothing } from '../../../vendor/lit-html/lit-html.js';
import { ask, hex } from '../../../lib/api.js';
import { civil, moment } from '../../../lib/dates.js';
import { draw } from '../../../lib/draw.js';
import { INTAKE } from '../../../lib/family.js';
import { now } from '../../../lib/session.js';
import { errorOf } from '../../../lib/status.js';
import { refused } from '../../band.js';
import { panel } from '../../panel.js';
import { personName } from '../kin.js';
import { t } from './kin_form.js';

/** @typedef {import('../../../lib/family.js').Family} Family */
/** @typedef {import('../../../proto/intake/kin_pb').SeparationJson} Separation */

/** @type {Separation[] | null} */
let all = null;
/** @type {import('../../../lib/status.js').ApiError | null} */
let error = null;

export function forget() {
  all = null;
  error = null;
}
export const isOpen = () => all !== null;

/** @param {Family} family */
async function read(family) {
  forget();
  try {
    all = (await ask(INTAKE + 'ListSeparations', { familyId: family.id })).separations ?? [];
  } catch (fault) {
    error = errorOf(fault);
  }
  draw();
}

/** @param {Family} family @param {Separation} s */
const names = (family, s) => (family.file?.kin?.people ?? []).filter((p) => s.children?.includes(p.personId ?? '')).map(personName).join(', ');

/** @param {Separation} s */
const other = (s) => (s.otherNumber ? html`<a class="bound" href="/famille/${hex(s.otherFamilyId)}">${s.otherNumber}</a>` : t('files.closedToYou'));

/** @param {{ ms?: string | number } | undefined} at @param {string | undefined} by */
const said = (at, by) => `${moment(Number(at?.ms ?? 0), now())} · ${by ?? ''}`;

/** @param {Family} family @param {Separation} s */
const one = (family, s) => html`<li class="note">
  <p><b>${names(family, s)}</b> · ${t('files.since', { date: civil(s.since ?? {}) })} · ${t(s.came ? 'files.from' : 'files.to')} ${other(s)}</p>
  <p class="hint">${said(s.at, s.by)}</p>${s.reason ? html`<p class="words">${s.reason}</p>` : nothing}
  ${s.endedAt ? html`<p>${t(s.inError ? 'files.inError' : 'files.back')} <span class="hint">${said(s.endedAt, s.endedBy)}</span></p>
    ${s.endedReason ? html`<p class="words">${s.endedReason}</p>` : nothing}` : nothing}</li>`;

/** @param {Family} family */
export function view(family) {
  const begin = html`<button class="button second" type="button" @click=${() => read(family)}>${t('files.show')}</button>`;
  const list = () => (all?.length ? html`<ul class="notes">${all.map((s) => one(family, s))}</ul>` : html`<p class="hint">${t('files.none')}</p>`);
  return panel(t('files.title'), error ? refused(t('files.unread'), error, () => read(family)) : all ? list() : nothing, all ? nothing : begin);
}
