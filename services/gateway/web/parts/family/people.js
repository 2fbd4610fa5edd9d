// @ts-check
// Her people and her pregnancies: shown, and changed in their place. What was told of a loss, and which files were merged into hers, is
// asked for by a press, and by nothing else: each reading is recorded.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { ask } from '../../lib/api.js';
import { civil, civilOf, moment } from '../../lib/dates.js';
import { ageOn } from '../../lib/days.js';
import { draw, focus } from '../../lib/draw.js';
import { INTAKE } from '../../lib/family.js';
import { Later } from '../../lib/later.js';
import { allows, now } from '../../lib/session.js';
import { errorOf } from '../../lib/status.js';
import { Mot, mot } from '../../lib/words.js';
import { icon, refused } from '../band.js';
import { opening, panel } from '../panel.js';
import { Change } from './change.js';
import { isChild, personName, pregnancyText, whereText } from './kin.js';
import { isApart, mayGo, returnForm, separateForm } from './people/apart_form.js';
import { birthForm } from './people/birth_form.js';
import * as files from './people/files.js';
import { t } from './people/kin_form.js';
import { lossForm, mayRead } from './people/loss_form.js';
import { personForm, strikeForm } from './people/person_form.js';
import { dateForm, reopenForm } from './people/pregnancy_form.js';

/** @typedef {import('../../lib/family.js').Family} Family */
/** @typedef {import('./kin.js').Person} Person */
/** @typedef {import('./kin.js').Pregnancy} Pregnancy */
/** @typedef {import('./people/kin_form.js').KinForm} KinForm */
/** @typedef {Parameters<typeof t>[0]} Key */

/** @type {Family | null} */
let of = null;
const change = new Change('kin');
const typing = () => change.typed();
/** @type {import('../../proto/intake/kin_pb').LossJson[] | null} */
let losses = null;
/** @type {import('../../lib/status.js').ApiError | null} */
let error = null;
const merging = new Later(() => import('./merges.js'));
/** The place that a line of the list of work leads to. */
const MERGES = 'reunions';

/** @param {Family} family */
export function enter(family) {
  if (of !== family) [change, merging.module].forEach((part) => part?.forget());
  of = family;
  leave();
  if (location.hash === `#${MERGES}`) openMerges(family);
}

/** @param {Family} family */
async function openMerges(family) {
  const part = await merging.open();
  if (of !== family) return;
  part?.open(family);
  focus(MERGES);
}

/** What was read apart does not stay on a page that was left. */
export function leave() {
  losses = null;
  error = null;
  files.forget();
}

export function state() {
  if (change.theirs) return 'conflict';
  if (merging.module?.state()) return merging.module.state();
  const form = /** @type {KinForm | null} */ (change.form);
  return form ? form.state : losses ? 'losses' : files.isOpen() ? 'files' : 'people';
}

/** @param {Key} key @param {string} whom @param {() => KinForm} form */
const act = (key, whom, form) => html`
  <button class="link" type="button" @click=${() => change.open(form())}>${t(key)}<span class="hidden"> ${whom}</span></button>`;

/** @param {string} at @param {Key} key @param {() => KinForm} form */
const begin = (at, key, form) => (change.form?.at === at ? nothing : html`
  <button class="button second" type="button" @click=${() => change.open(form())}>${t(key)}</button>`);

/* ---- people ---- */

/** @param {Person} p */
function age(p) {
  if (!p.birthDate || p.left) return '';
  const years = ageOn(/** @type {import('../../lib/days.js').Civil} */ (p.birthDate), civilOf(now()));
  return years > 1 || !isChild(p) ? ` (${t('person.age', { n: years })})` : '';
}

/** @param {Family} family @param {Person} p */
function one(family, p) {
  const holder = p.personId === family.file?.kin?.holderId;
  const about = [mot('sippe.intake.PersonKind', p.kind), p.relation, p.birthDate ? civil(p.birthDate) + age(p) : ''].filter(Boolean).join(' · ');
  const acts = () => html`<p class="acts">${act('people.correct', personName(p), () => personForm(family, p, typing))}
    ${mayGo(p) && allows(['intake.SeparateChild']) ? act('people.separate', personName(p), () => separateForm(family, p, typing)) : nothing}
    ${isApart(p) && allows(['intake.ReturnChild']) ? act('people.return', personName(p), () => returnForm(family, p, typing)) : nothing}
    ${holder || isApart(p) ? nothing : act('people.strike', personName(p), () => strikeForm(family, p, typing))}</p>`;
  return html`<li class="note">
    <p><b>${personName(p)}</b> · ${about}${holder ? html` <span class="chip">${t('people.holder')}</span>` : nothing}</p>
    ${whereText(p) ? html`<p>${whereText(p)}</p>` : nothing}
    ${allows(['intake.ChangePerson']) ? change.viewAt(p.personId ?? '', acts) : nothing}</li>`;
}

/** @param {Family} family */
function people(family) {
  const all = family.file?.kin?.people ?? [];
  const add = allows(['intake.ChangePerson']) ? begin('person', 'people.addOne', () => personForm(family, null, typing)) : nothing;
  return panel(t('people.title'), html`${change.viewAt('person')}
    ${all.length ? html`<ul class="notes">${all.map((p) => one(family, p))}</ul>` : html`<p class="hint">${t('people.none')}</p>`}`, add);
}

/* ---- pregnancies ---- */

/** @param {Family} family @param {Pregnancy} p */
function pregnancyActs(family, p) {
  const which = t('people.whichPregnancy', { date: civil(p.dueDate ?? p.endedOn ?? {}) });
  const may = (/** @type {string} */ method, /** @type {Key} */ key, /** @type {() => KinForm} */ form) => (allows([`intake.${method}`]) ? act(key, which, form) : nothing);
  const lost = () => may('RecordLoss', p.state === 'PREGNANCY_STATE_OPEN' ? 'people.lost' : 'people.spokeWith', () => lossForm(family, p, typing));
  const reopen = (/** @type {Key} */ key) => may('ReopenPregnancy', key, () => reopenForm(family, p, typing));
  if (p.state === 'PREGNANCY_STATE_OPEN') {
    return html`${may('RecordBirth', 'people.birth', () => birthForm(family, p, typing))} ${may('DatePregnancy', 'people.redate', () => dateForm(family, p, typing))}
      ${lost()} ${reopen('people.inError')}`;
  }
  return html`${p.state === 'PREGNANCY_STATE_ENDED' ? lost() : nothing} ${reopen('people.reopen')}`;
}

/** @param {Family} family @param {Pregnancy} p */
const pregnancy = (family, p) => html`<li class="note">
  <p class=${p.state === 'PREGNANCY_STATE_ENDED' && p.spokenTo !== 'YES_NO_YES' ? 'told-first' : nothing}>${pregnancyText(p).replace(/^./u, (c) => c.toLocaleUpperCase())}</p>
  ${change.viewAt(p.pregnancyId ?? '', () => (p.state === 'PREGNANCY_STATE_IN_ERROR' ? nothing : html`<p class="acts">${pregnancyActs(family, p)}</p>`))}</li>`;

/** @param {Family} family */
function pregnancies(family) {
  const all = family.file?.kin?.pregnancies ?? [];
  const goesOn = all.some((p) => p.state === 'PREGNANCY_STATE_OPEN');
  const acts = html`<p class="heading-acts">
    ${goesOn || !allows(['intake.RecordBirth']) ? nothing : begin('birth', 'people.birth', () => birthForm(family, null, typing))}
    ${allows(['intake.DatePregnancy']) ? begin('pregnancy', 'people.another', () => dateForm(family, null, typing)) : nothing}</p>`;
  return panel(t('people.pregnancies'), html`${change.viewAt('birth')}${change.viewAt('pregnancy')}
    ${all.length ? html`<ul class="notes">${all.map((p) => pregnancy(family, p))}</ul>` : html`<p class="hint">${t('people.noPregnancy')}</p>`}
    ${mayRead() && all.some((p) => p.state === 'PREGNANCY_STATE_ENDED') ? apart(family) : nothing}`, acts);
}

/* ---- what was told of a loss ---- */

/** @param {Family} family */
async function readLosses(family) {
  leave();
  try {
    losses = (await ask(INTAKE + 'GetLosses', { familyId: family.id })).losses ?? [];
  } catch (fault) {
    error = errorOf(fault);
  }
  draw();
}

/** @param {import('../../proto/intake/kin_pb').LossJson} l */
const loss = (l) => html`<li class="note">
  <p class="hint">${moment(Number(l.writtenAt?.ms), now())} · ${l.by}${l.inError ? html` <span class="chip">${t('famille.struck')}</span>` : nothing}</p>
  <p>${[Mot('sippe.intake.LossKind', l.kind), t('people.saidBy', { who: l.toldBy ?? '' })].filter(Boolean).join(' · ')}</p>
  ${l.note ? html`<p class="words">${l.note}</p>` : nothing}</li>`;

/** @param {Family} family */
function apart(family) {
  if (error) return refused(t('people.lossesUnread'), error, () => readLosses(family));
  if (losses) return html`<h3>${t('people.losses')}</h3><ul class="notes">${losses.map(loss)}</ul>`;
  return html`<p class="hint">${icon('lock')} ${t('people.lossesLogged')}</p>
    <p class="acts"><button class="button second" type="button" @click=${() => readLosses(family)}>${t('people.readLosses')}</button></p>`;
}

/* ---- files that were merged into hers ---- */

/** @param {Family} family */
function merges(family) {
  const part = merging.module;
  const begin = html`<button class="button second" type="button" @click=${() => openMerges(family)}>${t('people.merges')}</button>`;
  return panel(t('people.merged'), merging.failed ? opening(merging, () => openMerges(family)) : part?.isOpen() ? part.view(family) : nothing,
    part?.isOpen() ? nothing : begin, MERGES);
}

/** @param {Family} family */
export const view = (family) => html`${change.outcome()}<div class="columns"><div>${people(family)}</div><div>${pregnancies(family)}</div></div>
  ${allows(['intake.ListSeparations']) ? files.view(family) : nothing}
  ${allows(['intake.ListMerges']) ? merges(family) : nothing}`;
