// @ts-check
// What she agreed to: taking part in the programme, and what may be told, to whom, until when; taken back in one press once it was shown
// who is told of it; and the register of what has left.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { ask } from '../../lib/api.js';
import { Command } from '../../lib/command.js';
import { civil, shortDay } from '../../lib/dates.js';
import { draw, focus } from '../../lib/draw.js';
import { INTAKE } from '../../lib/family.js';
import { Mot, mot, say } from '../../lib/words.js';
import { allows, now } from '../../lib/session.js';
import { errorOf } from '../../lib/status.js';
import { band, refused } from '../band.js';
import { field } from '../fields.js';
import { list, named, panel, waiting, waitsHere } from '../panel.js';
import * as agree from './agree.js';
import * as programme from './programme.js';
import { words as ofPage } from '../../words/famille.js';
import { words } from '../../words/family/agreements.js';

const t = say({ ...ofPage, ...words });

/** @typedef {import('../../lib/family.js').Family} Family */
/** @typedef {import('../../proto/intake/consent_pb').ConsentJson} Consent */
/** @typedef {import('../../proto/intake/disclosure_pb').DisclosureJson} Disclosure */
/** @typedef {import('../../proto/intake/disclosure_pb').PreviewWithdrawalReplyJson} Preview */
/** @typedef {import('../../lib/status.js').ApiError} ApiError */
/** @typedef {{ consent: Consent | null, preview: Preview | null, reason: string, error: ApiError | null }} Leaving `consent` null: all */

/** @type {Disclosure[] | null} */
let register = null;
/** @type {ApiError | null} */
let error = null;
/** What is about to be taken back. @type {Leaving | null} */
let leaving = null;
/** Who is told of what was taken back last. @type {Preview | null} */
let told = null;
/** Whose they are. @type {Family | null} */
let of = null;
const withdrawing = new Command('withdraw');
/** Those that lines of the list of work lead to. */
const PLACES = ['#participation', '#aide'];

/** @param {Family} family */
async function read(family) {
  error = null;
  try {
    register = (await ask(INTAKE + 'ListDisclosures', { familyId: family.id })).disclosures ?? [];
  } catch (fault) {
    error = errorOf(fault);
  }
  draw();
}

/** @param {Family} family */
export function enter(family) {
  if (of !== family) {
    withdrawing.forget();
    agree.forget();
    programme.forget();
  }
  of = family;
  register = null;
  if (!withdrawing.sending) {
    leaving = null;
    told = null;
    withdrawing.changed();
  }
  agree.enter();
  if (PLACES.includes(location.hash)) focus(location.hash.slice(1));
  read(family);
}

export function state() {
  if (leaving) return 'withdrawing';
  if (agree.open()) return 'agreeing';
  if (programme.state()) return programme.state();
  return register || error ? 'agreements' : 'loading';
}

/* ---- taking back ---- */

/** @param {Family} family @param {Consent | null} consent */
async function preview(family, consent) {
  if (withdrawing.sending) withdrawing.next();
  leaving = { consent, preview: null, reason: '', error: null };
  told = null;
  withdrawing.changed();
  draw();
  const mine = leaving;
  try {
    mine.preview = await ask(INTAKE + 'PreviewWithdrawal', { familyId: family.id, ...(consent && { consentId: consent.consentId }) });
  } catch (fault) {
    mine.error = errorOf(fault);
  }
  draw();
  focus('withdraw');
}

/** @param {Family} family @param {Leaving} l */
function withdraw(family, l) {
  const [method, body] = l.consent ? ['WithdrawConsent', { consentId: l.consent.consentId, version: l.consent.version, reason: l.reason }]
    : ['WithdrawAllConsents', { familyId: family.id, reason: l.reason }];
  const clear = () => { leaving = null; };
  return withdrawing.send(INTAKE + method, body, { clear, done: async (answer) => {
    told = l.preview;
    await Promise.all([family.read(), read(family)]);
    return [t('agreements.withdrawn'), answer.referralsCancelled ? t('agreements.cancelled', { n: answer.referralsCancelled }) : '',
      answer.toTell ? t('agreements.toTell', { n: answer.toTell }) : ''].filter(Boolean).join(' ');
  } });
}

/** @param {string | undefined} name */
const organization = (name) => name || t('agreements.unnamed');

/** Each that holds something of her, and how it learns of it. @param {Preview} p */
function holders(p) {
  const referrals = (p.referrals ?? []).map((r) => ({ who: organization(r.organizationName),
    how: t('agreements.referral', { service: r.serviceName ?? '', state: mot('sippe.intake.ReferralState', r.state) }) }));
  const heard = (p.told ?? []).map((d) => ({ who: organization(d.organizationName), how: t('agreements.byPerson', { date: shortDay(Number(d.at?.ms), now()) }) }));
  const all = [...referrals, ...heard];
  return all.length ? html`<ul class="holders">${all.map(({ who, how }) => html`<li><b>${who}</b> · ${how}</li>`)}</ul>` : html`<p>${t('agreements.nobody')}</p>`;
}

/** @param {Family} family @param {Leaving} l */
function confirm(family, l) {
  const what = !l.consent ? t('agreements.all')
    : t('agreements.one', { purpose: mot('sippe.intake.ConsentPurpose', l.consent.purpose), who: organization(l.consent.organizationName) });
  if (withdrawing.waits) return waitsHere(withdrawing);
  if (l.error) return refused(t('agreements.unpreviewed'), l.error, () => preview(family, l.consent));
  if (!l.preview) return waiting(3, () => preview(family, l.consent));
  return html`<div class="withdraw" id="withdraw" tabindex="-1">
    ${withdrawing.error ? refused(t('agreements.notWithdrawn'), withdrawing.error) : nothing}
    <p><b>${what}</b></p><p>${t('agreements.toldBefore')}</p>
    ${holders(l.preview)}
    ${field('withdraw-reason', t('agreements.reason'), l.reason, (value) => { l.reason = value; withdrawing.changed(); })}
    <p class="acts">
      <button class="button first" type="button" @click=${() => withdraw(family, l)}>${t(withdrawing.sending ? 'famille.sending' : 'agreements.withdrawNow')}</button>
      <button class="button second" type="button" @click=${() => { leaving = null; draw(); }}>${t('agreements.leave')}</button></p>
  </div>`;
}

/* ---- shown ---- */

/** @param {Consent} c */
function until(c) {
  if (c.withdrawnAt) return html`<span class="chip error">${t('agreements.gone', { date: shortDay(Number(c.withdrawnAt.ms), now()) })}</span>`;
  if (c.renewedBy) return html`<span class="hint">${t('agreements.renewed')}</span>`;
  return c.expiresOn ? civil(c.expiresOn) : nothing;
}

/** What can be taken back: not what has gone, nor what another stands in the place of. @param {Consent} c */
const holdsStill = (c) => !c.withdrawnAt && !c.renewedBy;

/** @param {string[]} [of] */
const items = (of = []) => of.map((i) => mot('sippe.intake.SharedItem', i)).join(', ');

/** @param {Family} family @param {Consent} c */
const row = (family, c) => [
  html`<b>${Mot('sippe.intake.ConsentPurpose', c.purpose)}</b>`, organization(c.organizationName), items(c.covers),
  named(t('agreements.given'), html`${shortDay(Number(c.givenAt?.ms), now())}
    <span class="hint">${mot('sippe.intake.ConsentGiver', c.givenBy)}${c.givenByName ? ` (${c.givenByName})` : ''}, ${mot('sippe.intake.ConsentMode', c.mode)}</span>`), named(t('agreements.until'), until(c)),
  !holdsStill(c) || !allows(['intake.WithdrawConsent']) ? nothing : html`<button class="link" type="button" @click=${() => preview(family, c)}>${
    t('agreements.withdraw')}<span class="hidden"> ${mot('sippe.intake.ConsentPurpose', c.purpose)}, ${organization(c.organizationName)}</span></button>`];

/** @param {Family} family */
function consents(family) {
  const all = family.file?.consents ?? [], live = all.filter(holdsStill);
  const heads = [t('agreements.purpose'), t('agreements.to'), t('agreements.covers'), t('agreements.given'), t('agreements.until'), null];
  return html`
    ${withdrawing.done ? band('ok', withdrawing.done, '', true) : nothing}
    ${told ? html`<p>${t('agreements.whoTold')}</p>${holders(told)}` : nothing}
    ${all.length ? list(t('agreements.title'), heads, all.map((c) => row(family, c))) : html`<p class="hint">${t('agreements.none')}</p>`}
    ${leaving ? confirm(family, leaving) : live.length < 2 ? nothing
    : html`<p class="acts"><button class="link" type="button" @click=${() => preview(family, null)}>${t('agreements.withdrawAll')}</button></p>`}`;
}

/** @param {Disclosure} d */
function holds(d) {
  if (d.toldAt) return t('agreements.toldOf', { who: d.toldPerson ?? '', date: shortDay(Number(d.toldAt.ms), now()) });
  if (d.toTell) return html`<span class="chip wait">${t('agreements.tell')}</span>`;
  return d.recalledAt ? t('agreements.recalled', { date: shortDay(Number(d.recalledAt.ms), now()) }) : nothing;
}

/** @param {Family} family */
function left(family) {
  if (error) return refused(t('agreements.unread'), error, () => read(family));
  if (!register) return waiting(3, () => read(family));
  if (!register.length) return html`<p class="hint">${t('agreements.nothingLeft')}</p>`;
  const heads = [t('agreements.on'), t('agreements.to'), t('agreements.what'), t('agreements.by'), t('agreements.became')];
  return list(t('agreements.register'), heads, register.map((d) => [
    shortDay(Number(d.at?.ms), now()), html`${organization(d.organizationName)} <span class="hint">${mot('sippe.intake.DisclosureWay', d.way)}</span>`,
    items(d.items), d.disclosedBy, holds(d)]));
}

/** @param {Family} family */
export const view = (family) => html`
  ${programme.view(family)}
  ${panel(t('agreements.title'), consents(family))}
  ${allows(['intake.RecordConsent']) ? panel(t('agree.title'), agree.view(family)) : nothing}
  ${panel(t('agreements.register'), left(family))}`;
