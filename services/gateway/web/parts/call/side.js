// @ts-check
// Beside the questions: the week of the pregnancy, what the criteria say, what is proposed and why; then what a person decides.
import { html, nothing, svg } from '../../vendor/lit-html/lit-html.js';
import { civil, weeks } from '../../lib/dates.js';
import { dateOf, daysOf, TERM_DAYS } from '../../lib/days.js';
import { Mot, mot, say } from '../../lib/words.js';
import { icon, refused } from '../band.js';
import { words } from '../../words/appel.js';
import { readAnswer } from './answers.js';
import { call, territory, today, unproposed } from './call.js';
import { choose, deciding, needsReason, proposed, rank, reason, ROUTES } from './deciding.js';
import { questionOf, QUESTIONS } from './questions.js';
import { daysGone, fieldOf, labelOf } from './rows.js';

const t = say(words);

/** What leads to a question: its name, or other words; without one, the words alone. @param {string} path @param {(id: string) => void} go @param {string} [name] */
const link = (path, go, name) => {
  const q = questionOf(path);
  if (!q) return html`<span>${name ?? path}</span>`;
  return html`<a href="#${fieldOf(q.id)}" @click=${(/** @type {Event} */ e) => { e.preventDefault(); go(q.id); }}>${name ?? labelOf(q.id)}</a>`;
};
const FEW = 3;
/** The first of a list, between commas. @param {unknown[]} parts */
const listed = (parts) => html`${parts.slice(0, FEW).map((part, i) => html`${i ? ', ' : ''}${part}`)}${
  parts.length > FEW ? ` ${t('appel.andMore', { n: parts.length - FEW })}` : nothing}`;

// ---- the week ----

const [FROM, TO, WIDE] = [0, 40, 306];
/** @param {number} week */
const x = (week) => 6 + (Math.min(Math.max(week, FROM), TO) / TO) * (WIDE - 16);

function ruler(/** @type {number} */ week, /** @type {number} */ start, /** @type {number} */ by) {
  return html`<svg class="ruler" viewBox="0 0 ${WIDE} 32" aria-hidden="true" focusable="false">
    <rect class="r0" x="6" y="8" width=${WIDE - 16} height="5" rx="2"></rect>
    ${svg`<rect class="r1" x=${x(start)} y="8" width=${x(by) - x(start)} height="5"></rect>`}
    ${svg`<circle class="r2" cx=${x(week)} cy="10.5" r="5"></circle>`}
    ${[start, by, TO].map((w) => svg`<text x=${x(w)} y="29">${w}</text>`)}
  </svg>`;
}

function week() {
  const due = readAnswer(/** @type {any} */ (QUESTIONS.find((q) => q.kind === 'dating')), call.answers.get('pregnancy.due_date'), today()).value;
  const start = territory?.admission?.startWeek ?? 12;
  const by = territory?.admission?.reachByWeek || 20;
  if (!due) return html`<section class="pan"><h2 class="big none">${t('appel.noWeek')}</h2><p class="sub">${t('appel.noWeekWhy')}</p></section>`;
  const gone = daysGone(due);
  const last = dateOf(daysOf(due) - TERM_DAYS + 7 * by);
  const left = daysOf(last) - daysOf(today());
  return html`
    <section class="pan">
      <div class="top-line"><h2 class="big">${weeks(gone)}</h2><p class="sub">${
        left >= 0 ? html`${t('appel.enrolBefore')}<br><b>${civil(last)}</b>, ${t('appel.days', { n: left })}` : t('appel.pastWeek', { n: by })}</p></div>
      ${ruler(gone / 7, start, by)}
    </section>`;
}

// ---- criteria and proposal ----

/** One route is left, or it begins later. */
export const isReady = () => Boolean(call.preview?.proposal) && proposed() !== 'ROUTE_CALL_BACK';

const SIGNS = /** @type {Record<string, string>} */ ({ MET_YES: 'check', MET_NO: 'cross' });

/** @param {any} c @param {(id: string) => void} go */
function criterion(c, go) {
  const open = c.met !== 'MET_YES' && c.met !== 'MET_NO';
  const name = Mot('sippe.intake.CriterionKind', c.kind);
  return html`<li class=${open ? 'open' : c.met === 'MET_NO' ? 'no' : 'yes'}>${
    open ? html`<span class="ask" aria-hidden="true">?</span>` : icon(/** @type {any} */ (SIGNS[c.met]))}<span class="hidden">${
    t('appel.pair', { a: mot('sippe.intake.Met', c.met), b: '' })}</span>${
    link(open ? c.factsMissing?.[0] ?? '' : '', go, name)}</li>`;
}

/** Those that count for nearly nobody are told where they decide. */
const SELDOM = ['CRITERION_KIND_SOURCE_ACCEPTED', 'CRITERION_KIND_PREGNANCY_DATED', 'CRITERION_KIND_IN_OLO_AGE', 'CRITERION_KIND_IN_PROGRAMME_AGE',
  'CRITERION_KIND_OLO_START_WEEK_REACHED'];

/** @param {(id: string) => void} go */
function criteria(go) {
  const p = call.preview?.proposal;
  return html`
    <section class="pan">
      <h2>${t('appel.criteria')}</h2>
      <ul class="crit">${(p?.criteria ?? []).filter((c) => c.met === 'MET_NO' || !SELDOM.includes(c.kind ?? '')).map((c) => criterion(c, go))}</ul>
      ${p?.urgent?.length ? html`<p class="sub urgent">${icon('alert')} <b>${t('appel.urgent')}</b> ${p.urgent.map((u) => mot('sippe.Urgency', u.need)).join(', ')}</p>` : nothing}
      ${p?.flags?.length ? html`<p class="sub"><b>${t('appel.consider')}</b> ${p.flags.map((f) => mot('sippe.intake.Flag', f)).join(', ')}.</p>` : nothing}
    </section>`;
}

/** What is still open: how it may end, and what decides it. @param {any} p @param {(id: string) => void} go */
function undecided(p, go) {
  const first = (/** @type {any} */ a) => (questionOf(a.fact)?.required ? 0 : 1);
  const ask = (p.ask ?? []).filter((/** @type {any} */ a) => a.whom !== 'WHOM_US')
    .sort((/** @type {any} */ a, /** @type {any} */ b) => first(a) - first(b)).map((/** @type {any} */ a) => link(a.fact, go));
  const us = (p.ask ?? []).filter((/** @type {any} */ a) => a.whom === 'WHOM_US').map((/** @type {any} */ a) => link(a.fact, go));
  const possible = [...new Set((p.possible ?? []).map((/** @type {any} */ o) => t(/** @type {any} */ (`appel.route.${o.route}`))))];
  return html`
    <p class="route">${p.ask?.length ? t('appel.notYet') : t('appel.yours')}</p>
    ${ask.length ? html`<p class="sub">${t('appel.missing')} ${listed(ask)}.</p>` : nothing}
    ${us.length ? html`<p class="sub">${t('appel.forUs')} ${listed(us)}.</p>` : nothing}
    ${p.declined?.length ? html`<p class="sub">${t('appel.declinedFacts')} ${listed(p.declined.map((/** @type {string} */ f) => link(f, go)))}.</p>` : nothing}
    ${possible.length ? html`<p class="sub">${t('appel.possible')} ${possible.join(', ')}.</p>` : nothing}`;
}

/** @param {any} p */
function clause(p) {
  const route = p.route;
  if (route === 'ROUTE_SIPPE') return t('appel.why.sippe');
  if (route === 'ROUTE_OLO_ONLY') return t('appel.why.olo');
  if (route === 'ROUTE_PRE_REGISTER') return p.recallOn ? t('appel.why.later', { date: civil(p.recallOn) }) : '';
  return [p.because ? Mot('sippe.intake.OtherReason', p.because) : '', p.rightDoor].filter(Boolean).join(' · ');
}

/** @param {(id: string) => void} go */
function proposal(go) {
  const p = call.preview?.proposal;
  if (unproposed && !p) return html`<section class="pan">${refused(t('appel.notProposed'), unproposed)}</section>`;
  const ready = isReady();
  const today_ = call.preview?.today;
  return html`
    <section class="pan proposal ${ready ? 'ready' : ''}" role="status" aria-labelledby="p-title">
      <h2 id="p-title">${t('appel.proposal')}</h2>
      ${p ? (ready ? html`<p class="route">${t(/** @type {any} */ (`appel.route.${p.route}`))}</p><p class="sub">${clause(p)}</p>` : undecided(p, go))
        : html`<p class="route">${t('appel.notYet')}</p>`}
      ${(p?.contradictions ?? []).map((c) => html`<p class="sub warn">${icon('alert')} ${Mot('sippe.intake.ContradictionKind', c.kind)}</p>`)}
      ${today_ ? html`<p class="sub">${t('appel.todayRules')} ${mot('sippe.intake.Route', today_.route)}.</p>` : nothing}
    </section>`;
}

// ---- the decision ----

function pad() {
  const p = call.preview?.proposal;
  return html`<div class="voies" role="radiogroup" aria-labelledby="d-title">${ROUTES.map((route, i) => html`
    <label class="vo ${p?.route !== 'ROUTE_CALL_BACK' && proposed() === route ? 'prop' : ''}"><input type="radio" name="route" value=${route} id=${i === 0 ? 'd-route' : nothing}
      .checked=${deciding.route === route} autocomplete="off" spellcheck="false" @change=${() => choose(route)}><span>${
      route === 'ROUTE_CALL_BACK' && proposed() === 'ROUTE_PRE_REGISTER' ? t('appel.route.ROUTE_PRE_REGISTER') : t(/** @type {any} */ (`appel.route.${route}`))}</span></label>`)}</div>`;
}

function priorities() {
  const rules = territory?.priorities ?? [];
  const suggested = call.preview?.proposal?.priority;
  if (!rules.length) return nothing;
  return html`
    <div class="prio"><p id="prio-title"><span>${t('appel.priority')}</span><span class="sub">${
      suggested && isReady() ? t('appel.suggested', { n: suggested }) : t('appel.firstContact')}</span></p>
    <span class="seg full" role="group" aria-labelledby="prio-title">${rules.map((rule) => html`
      <button class="pr" type="button" aria-pressed=${deciding.priority === rule.priority ? 'true' : 'false'}
        @click=${() => rank(rule.priority ?? 0)}>P${rule.priority} <small>${t('appel.inDays', { n: rule.days ?? 0 })}</small></button>`)}</span></div>`;
}

/** @param {() => void} confirm */
function decision(confirm) {
  const route = deciding.route;
  const label = route ? t('appel.confirm', { route: t(/** @type {any} */ (`appel.route.${route}`)) }) : t('appel.chooseRoute');
  return html`
    <section class="pan dec" id="decision">
      ${deciding.error && !deciding.wrong.length ? refused(t('appel.notDecided'), deciding.error) : nothing}
      <h2 id="d-title">${t('appel.decision')}</h2>
      ${pad()}
      ${needsReason() ? html`
        <div class="derog"><label for="d-reason">${t('appel.reason')}<span class="req" aria-hidden="true">*</span></label>
          ${deciding.unreasoned ? html`<p class="field-fault" id="d-reason-e">${t('appel.reasonMissing')}</p>` : nothing}
          <input class="in" id="d-reason" type="text" maxlength="1000" autocomplete="off" spellcheck="false" .value=${deciding.reason}
            placeholder=${t('appel.reasonExample')} aria-invalid=${deciding.unreasoned ? 'true' : nothing} aria-describedby=${deciding.unreasoned ? 'd-reason-e' : nothing}
            @input=${(/** @type {Event} */ e) => reason(/** @type {HTMLInputElement} */ (e.target).value)}></div>` : nothing}
      ${priorities()}
      <button class="button first wide" type="button" id="d-confirm" aria-disabled=${!route || deciding.sending ? 'true' : nothing}
        @click=${confirm}>${deciding.sending ? t('appel.sending') : label}</button>
    </section>`;
}

/** @param {{ go: (id: string) => void, confirm: () => void }} hands */
export const side = ({ go, confirm }) => html`${week()}${criteria(go)}${proposal(go)}${decision(confirm)}`;
