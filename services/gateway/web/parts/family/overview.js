// @ts-check
// Her file on one sheet: what is to be done, what was decided and by which rules, how she is reached, whom she was referred to.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { ask } from '../../lib/api.js';
import { civil, dayAndHour, longDay, moment, shortDay } from '../../lib/dates.js';
import { draw, focus } from '../../lib/draw.js';
import { INTAKE, latestCall } from '../../lib/family.js';
import { Later } from '../../lib/later.js';
import { languageName, Mot, mot, say, typo } from '../../lib/words.js';
import { allows, now } from '../../lib/session.js';
import { errorOf } from '../../lib/status.js';
import { band, icon, refused } from '../band.js';
import { facts, list, named, opening, panel, waiting } from '../panel.js';
import { childAge, phoneOf, weeksOf } from '../person.js';
import { acts, followUpText } from './follow_up.js';
import { isChild, lastOf, personText, pregnancyText } from './kin.js';
import { words } from '../../words/famille.js';

const t = say(words);

/** @typedef {import('../../lib/family.js').Family} Family */
/** @typedef {import('../../lib/family.js').File} File */
/** @typedef {import('../../proto/intake/family_pb').GetScreeningReplyJson} Call */
/** @typedef {import('../../proto/intake/referral_pb').ReferralJson} Referral */
/** @typedef {import('../../proto/intake/proposal_pb').CriterionJson} Criterion */

/** Her latest call, with what was proposed and decided. @type {Call | null} */
let call = null;
/** @type {import('../../lib/status.js').ApiError | null} */
let error = null;

/** @param {Family} family */
async function read(family) {
  const latest = family.file ? latestCall(family.file) : undefined;
  error = null;
  if (!latest) return;
  try {
    call = await ask(INTAKE + 'GetScreening', { screeningId: latest.screeningId });
  } catch (fault) {
    error = errorOf(fault);
  }
  draw();
}

/** Whose it is. @type {Family | null} */
let of = null;
const reaching = new Later(() => import('./contact.js'));
const following = new Later(() => import('./follow_up_form.js'));
/** The place that a line of the list of work leads to. */
const FOLLOW_UP = 'suivi';

/** @param {Family} family */
export function enter(family) {
  if (of !== family) [reaching, following].forEach(({ module }) => module?.forget());
  of = family;
  call = null;
  if (location.hash === `#${FOLLOW_UP}`) focus(FOLLOW_UP);
  if (family.file) read(family);
}

/** @param {File} f */
const loads = (f) => (f.screenings ?? []).length > 0 && !call && !error;

/** @param {Family} family */
export function state({ file }) {
  if (reaching.module?.isOpen()) return reaching.module.state();
  if (following.module?.isOpen()) return following.module.state();
  return file && loads(file) ? 'loading' : 'summary';
}

/** @param {import('../../proto/work_pb').WorkItemJson} w */
function due(w) {
  if (w.notYet) return t('famille.notBefore', { date: civil(w.dueOn ?? {}) });
  if (!w.dueOn) return nothing;
  const when = w.dueAt ? moment(Number(w.dueAt.ms), now()) : civil(w.dueOn);
  return w.overdue ? html`<span class="chip error">${t('famille.late', { when })}</span>` : t(w.dueAt ? 'famille.beforeHour' : 'famille.beforeDay', { when });
}

/** @param {File} f */
function work(f) {
  const items = f.next ?? [];
  if (!items.length) return panel(t('famille.now'), html`<p class="hint">${t('famille.nothing')}</p>`);
  return panel(t('famille.now'), list(t('famille.now'), [t('famille.what'), t('famille.whose'), t('famille.due')], items.map((w) => [
    html`<b>${Mot('sippe.WorkKind', w.kind)}</b>${w.urgent ? html` · ${mot('sippe.Urgency', w.urgent)}` : nothing}`,
    named(t('famille.whose'), html`${mot('sippe.Role', w.role)}${w.takenBy ? html` · ${t('famille.taken', { who: w.takenBy })}` : nothing}`),
    named(t('famille.due'), due(w))])));
}

const ACTS = /** @type {const} */ ({ Suspend: 'famille.suspend', Resume: 'famille.resume', End: 'famille.end', Reopen: 'famille.reopen' });

/** @param {import('./follow_up.js').Act} act @param {Family} family */
const follow = async (act, family) => (await following.open())?.begin(act, family);

/** Where her follow-up stands, and what may be done about it. @param {Family} family @param {File} f */
function followUp(family, { enrolment: e }) {
  if (!e?.state) return nothing;
  const of = following.module;
  if (of?.isOpen()) return panel(t('famille.followUp'), of.view(), nothing, FOLLOW_UP);
  const buttons = acts(e).map((act) => html`<button class="link" type="button" @click=${() => follow(act, family)}>${t(ACTS[act])}</button>`);
  return panel(t('famille.followUp'), html`${of?.outcome()}<p>${followUpText(family, e)}</p>${following.failed ? opening(following, () => following.open()) : nothing}`,
    html`<p class="heading-acts no-print">${buttons}</p>`, FOLLOW_UP);
}

const MET = /** @type {const} */ ({ MET_YES: ['check', 'ok'], MET_NO: ['alert', 'err'], MET_TO_VERIFY: ['clock', 'att'] });

const OF_AGE = ['CRITERION_KIND_IN_PROGRAMME_AGE', 'CRITERION_KIND_IN_OLO_AGE'];

/**
 * As the program shows them: an age that is right, and a week that says what the one before said, say nothing.
 * @param {Criterion[]} all @param {Criterion} c
 */
function speaks(all, c) {
  if (OF_AGE.includes(c.kind ?? '')) return c.met !== 'MET_YES';
  return c.kind !== 'CRITERION_KIND_OLO_START_WEEK_REACHED' || !all.some((k) => k.kind === 'CRITERION_KIND_START_WEEK_REACHED' && k.met === c.met);
}

/** @param {Criterion} c */
function criterion(c) {
  const [shape, tone] = MET[/** @type {keyof typeof MET} */ (c.met)] ?? MET.MET_TO_VERIFY;
  const met = c.met === 'MET_YES' ? nothing : html` · ${mot('sippe.intake.Met', c.met)}`;
  return html`<li>${icon(shape, tone)} ${Mot('sippe.intake.CriterionKind', c.kind)}${met}</li>`;
}

/** @param {import('../../proto/intake/decision_pb').DecisionJson} d */
const decision = (d) => facts([
  [t('famille.route'), html`<b>${Mot('sippe.intake.Route', d.route)}</b>${d.priority ? ` · P${d.priority}` : ''}`],
  [t('famille.decided'), t('famille.byOn', { who: d.by ?? '', date: dayAndHour(Number(d.at?.ms)) })],
  [t(d.revised ? 'famille.revisedWhy' : d.override ? 'famille.overrideWhy' : 'famille.why'), d.overrideReason],
  [t('famille.rules'), d.rules ? t('famille.rulesFrom', { label: d.rules.label ?? '', date: civil(d.rules.validFrom ?? {}) }) : nothing],
]);

/** What was decided; until then what is proposed, by name, so that nobody takes it for a decision. */
function route() {
  const p = call?.proposal, d = call?.decision, criteria = p?.criteria ?? [];
  const proposed = p && !d?.route ? facts([[t('famille.proposed'), Mot('sippe.intake.Route', p.route)], [t('famille.rules'), p.rules?.label]]) : nothing;
  return html`${d?.route ? decision(d) : proposed}
    ${criteria.length ? html`<h3>${t('famille.criteria')}</h3>
      <ul class="criteria">${criteria.filter((c) => speaks(criteria, c)).map(criterion)}</ul>` : nothing}
    ${p?.flags?.length ? html`<h3>${t('famille.consider')}</h3><p>${p.flags.map((flag) => mot('sippe.intake.Flag', flag)).join(', ')}</p>` : nothing}`;
}

/** @param {Family} family */
function decided(family) {
  const f = /** @type {File} */ (family.file);
  const again = () => read(family);
  const content = error ? refused(t('famille.callUnread'), error, again) : call ? route() : loads(f) ? waiting(5, again)
    : html`<p class="hint">${f.takenOver ? t('famille.takenOver', { date: civil(f.takenOver.on ?? {}) }) : t('famille.noCall')}</p>`;
  return panel(t('famille.orientation'), content);
}

/** @typedef {import('../../proto/intake/contact_pb').ContactDetailsJson} Contact */
/** @typedef {import('../../proto/intake/contact_pb').ContactNumberJson} Numbered */

/** @param {Contact} c */
const address = (c) => [c.address?.street, c.address?.municipality, c.address?.postalCode?.code?.replace(/^(...)/, '$1 ')].filter(Boolean).join(', ');

/** Whose it is, and what may be left there, beside the number itself. @param {Numbered} n */
const numbered = (n) => html`${phoneOf(n.number, n.extension)}${n.whose ? html` <span class="hint">(${n.whose})</span>` : nothing}${
  n.safeToLeaveMessage ? html` <span class="hint">· ${t('famille.messageIs', { answer: mot('sippe.VoiceMail', n.safeToLeaveMessage) })}</span>` : nothing}`;

/** @param {Contact} c */
const numbers = (c) => (c.numbers ?? []).map((n, i) => /** @type {[string, unknown]} */ ([t(i ? 'famille.otherPhone' : 'famille.phone'), numbered(n)]));

/** @param {import('../../proto/intake/contact_pb').ContactDetailsJson} c */
function interpreter(c) {
  if (c.interpreterNeeded !== 'YES_NO_YES') return mot('sippe.YesNo', c.interpreterNeeded);
  return languageName(c.interpreterLanguage?.code) || mot('sippe.YesNo', c.interpreterNeeded);
}

/** @param {File} f */
function reached(f) {
  const c = f.contact ?? {};
  return facts([
    ...numbers(c),
    [t('famille.voice'), Mot('sippe.VoiceMail', c.safeToLeaveMessage)], [t('famille.hours'), typo(c.safeContactHours ?? '')],
    [t('famille.ways'), (c.channels ?? []).map((way) => mot('sippe.intake.ContactChannel', way)).join(', ')],
    [t('famille.language'), languageName(c.language?.code)], [t('famille.interpreter'), interpreter(c)], [t('famille.address'), address(c)],
    [t('famille.email'), c.email],
    [t('famille.restriction'), f.restrictionRequested === 'YES_NO_YES' ? html`<span class="chip wait">${t('famille.restrictionAsked')}</span>` : nothing],
  ]);
}

/** @param {'begin' | 'showHistory'} what @param {Family} family */
const reach = async (what, family) => (await reaching.open())?.[what](family);

/** @param {Family} family */
function reachActs(family) {
  const button = (/** @type {'begin' | 'showHistory'} */ what, /** @type {'famille.change' | 'famille.before'} */ key) => html`
    <button class="link" type="button" @click=${() => reach(what, family)}>${t(key)}<span class="hidden"> ${t('famille.ofContact')}</span></button>`;
  return html`<p class="heading-acts no-print">${allows(['intake.ChangeContact']) ? button('begin', 'famille.change') : nothing}
    ${allows(['intake.ListContactDetails']) ? button('showHistory', 'famille.before') : nothing}</p>`;
}

/** In its place; behind the others, as wide as they are together, while it is changed. @param {Family} family @param {File} f */
function contact(family, f) {
  const of = reaching.module;
  if (of?.isOpen()) return html`<div class="wide">${of.view(family)}</div>`;
  return panel(t('famille.contact'), html`${of?.outcome()}${reaching.failed ? opening(reaching, () => reach('begin', family)) : reached(f)}`, reachActs(family));
}

/** A pregnancy that ended asks for tact before anything else. @param {File} f */
function ended(f) {
  const last = lastOf(f.kin);
  if (last?.state !== 'PREGNANCY_STATE_ENDED') return nothing;
  return html`<span class=${last.spokenTo === 'YES_NO_YES' ? nothing : 'told-first'}>${pregnancyText(last)}</span>`;
}

/** @param {Family} family @param {File} f */
function people(family, f) {
  const all = (f.kin?.people ?? []).filter((p) => p.personId !== f.kin?.holderId);
  const named = (/** @type {boolean} */ children) => all.filter((p) => isChild(p) === children).map((p) => html`<p>${personText(p)}</p>`);
  const some = (/** @type {unknown[]} */ rows) => (rows.length ? rows : nothing);
  return panel(t('famille.children'), facts([
    [t('famille.dueDate'), f.dueDate ? html`${civil(f.dueDate)} <span class="hint">(${weeksOf(f)})</span>` : nothing],
    [t('famille.pregnancy'), ended(f)],
    [t('famille.born'), f.childBirthDate ? html`${civil(f.childBirthDate)} <span class="hint">(${childAge(f)})</span>` : nothing],
    [t('famille.childrenAre'), some(named(true))], [t('famille.adults'), some(named(false))],
    [t('famille.needs'), (f.needs ?? []).map((n) => mot('sippe.Need', n)).join(', ')],
  ]), html`<p class="heading-acts no-print"><a class="link" href="/famille/${family.hex}/personnes">${t('famille.change')}<span class="hidden"> ${t('famille.ofPeople')}</span></a></p>`);
}

const WITH_PARTNER = ['REFERRAL_STATE_SENT', 'REFERRAL_STATE_ACKNOWLEDGED', 'REFERRAL_STATE_ACCEPTED', 'REFERRAL_STATE_WAITLISTED'];

/** Who must act is whose work it is; while it is nobody's here, the partner's. @param {File} f @param {Referral} r */
function whose(f, r) {
  const item = (f.next ?? []).find((w) => w.thing === r.referralId);
  if (item) return mot('sippe.Role', item.role);
  return WITH_PARTNER.includes(r.state ?? '') ? mot('sippe.Role', 'ROLE_PARTNER') : nothing;
}

/** Until when the partner should answer. @param {Referral} r */
function answer(r) {
  if (!r.dueOn) return nothing;
  return r.overdue ? html`<span class="chip error">${t('famille.late', { when: civil(r.dueOn) })}</span>` : civil(r.dueOn);
}

/** What the partner was told and no longer holds. @param {Referral} r */
function outdated(r) {
  if (!r.outdated) return nothing;
  const differing = (r.differs ?? []).map((item) => mot('sippe.intake.SharedItem', item)).join(', ');
  return html` <span class="chip wait">${mot('sippe.intake.OutdatedBecause', r.outdated)}${differing ? html` (${differing})` : nothing}</span>`;
}

/** @param {File} f */
function referrals(f) {
  const all = f.referrals ?? [];
  if (!all.length) return panel(t('famille.referrals'), html`<p class="hint">${t('famille.noReferral')}</p>`);
  const heads = [t('famille.service'), t('famille.need'), t('famille.state'), t('famille.whose'), t('famille.due')];
  return panel(t('famille.referrals'), list(t('famille.referrals'), heads, all.map((r) => [
    html`${r.serviceName} <span class="hint">${r.organizationName}</span>`, named(t('famille.need'), mot('sippe.Need', r.need)),
    html`${mot('sippe.intake.ReferralState', r.state)} <span class="hint">${shortDay(Number((r.changedAt ?? r.sentAt)?.ms), now())}</span>${outdated(r)}`,
    named(t('famille.whose'), whose(f, r)), named(t('famille.due'), answer(r))])));
}

/** Offered to another CLSC, she is this one's until that accepts. @param {File} f */
function move(f) {
  const m = (f.moves ?? [])[0];
  if (m?.state !== 'MOVE_STATE_OFFERED') return nothing;
  return band('info', t('famille.moveOffered', { clsc: m.toClscCode ?? '', date: civil(m.answerBy ?? {}) }));
}

/** @param {Family} family */
export function view(family) {
  const f = /** @type {File} */ (family.file);
  return html`
    ${move(f)}${work(f)}${followUp(family, f)}
    <div class="sheets">${decided(family)}${reaching.module?.isOpen() ? [people(family, f), contact(family, f)] : [contact(family, f), people(family, f)]}</div>
    ${referrals(f)}
    <p class="acts no-print"><button class="button second" type="button" @click=${() => print()}>${t('famille.print')}</button></p>
    <p class="only-print hint">${t('famille.printed', { date: longDay(now()), territory: f.clscCode ?? '' })}</p>`;
}
