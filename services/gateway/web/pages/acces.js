// @ts-check
// Who she is here: as whom this tab acts, what that lets her do, where else her session is open.
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { Act, ask } from '../lib/api.js';
import { begin } from '../lib/app.js';
import { civil, daysTo, moment } from '../lib/dates.js';
import { draw } from '../lib/draw.js';
import { Mot, say } from '../lib/words.js';
import { actAs, acting, allows, gone, idOf, now, signedIn } from '../lib/session.js';
import { errorOf } from '../lib/status.js';
import { band, icon, refused } from '../parts/band.js';
import { facts, list, panel, waiting } from '../parts/panel.js';
import { leave } from '../parts/kept.js';
import { keptPanel } from '../parts/kept_list.js';
import { tasks } from '../parts/tasks.js';
import { words } from '../words/acces.js';

const t = say(words);

/** @typedef {import('../lib/types.js').Membership} Membership */
/** @typedef {import('../proto/gateway_pb').SessionJson} Session */

export const needs = /** @type {string[]} */ ([]);
export const home = 1;
export const menu = false;
export const states = /** @type {const} */ (['loading', 'shown', 'choose', 'error', 'unended']);

const GATEWAY = '/sippe.gateway.Gateway/';
const SOON_DAYS = 30;

/** @type {Session[] | null} */
let sessions = null;
/** @type {import('../lib/status.js').ApiError | null} */
let error = null;
/** A session that was not ended, and why. @type {{ again: () => void, error: import('../lib/status.js').ApiError } | null} */
let unended = null;

async function read() {
  error = null;
  try {
    sessions = (await ask(GATEWAY + 'ListSessions')).sessions ?? [];
  } catch (fault) {
    error = errorOf(fault);
  }
  draw();
}

/** @param {Act} act @param {() => void} then */
async function end(act, then) {
  unended = null;
  try {
    await act.send();
    then();
  } catch (fault) {
    unended = { again: () => end(act, then), error: errorOf(fault) };
    draw();
  }
}

function enter() {
  sessions = null;
  unended = null;
  read();
}

function state() {
  if (unended) return 'unended';
  if (error) return 'error';
  if (sessions === null) return 'loading';
  return acting() ? 'shown' : 'choose';
}

/** Past or near, it is said; far, it is a date. @param {Membership} m */
function training(m) {
  if (!m.trainedUntil) return nothing;
  const days = daysTo(m.trainedUntil, now());
  const chip = days < 0 ? html`<span class="chip error">${t('acces.trainingOver')}</span>`
    : days <= SOON_DAYS ? html`<span class="chip wait">${t('acces.trainingSoon', { n: days })}</span>` : nothing;
  return html`${t('acces.until', { date: civil(m.trainedUntil) })} ${chip}`;
}

/** @param {Membership} m */
const about = (m) => facts([
  [t('acces.role'), Mot('sippe.Role', m.role)],
  [t('acces.organization'), m.organization],
  [t('acces.worker'), m.worker],
  [t('acces.ends'), m.until ? t('acces.until', { date: civil(m.until) }) : nothing],
  [t('acces.training'), training(m)],
  [t('acces.tasks'), tasks(m.methods ?? [])],
]);

/** @param {Membership} m */
function membership(m) {
  const here = acting() === m;
  const many = (signedIn()?.memberships ?? []).length > 1;
  const aside = !many ? nothing : here ? html`<span class="chip ok">${icon('check')}${t('acces.here')}</span>`
    : html`<button class="button second" type="button" @click=${() => actAs(m)}>${t('acces.choose', { name: m.name ?? '' })}</button>`;
  return panel(m.name ?? idOf(m), about(m), aside);
}

/** @param {Session} s */
function sessionEnd(s) {
  const act = new Act(GATEWAY + 'EndSession', { id: s.id });
  return html`<button class="link" type="button" @click=${() => end(act, read)}>${t('acces.endOne')}<span class="hidden"> ${s.station}, ${
    moment(Number(s.begunMs), now())}</span></button>`;
}

/** @param {Session[]} all */
const table = (all) => list(t('acces.sessions'), [t('acces.station'), t('acces.begun'), t('acces.used'), null], all.map((s) => [
  html`${icon('station')} ${s.station}`,
  html`<span class="narrow-name">${t('acces.begun')}</span> ${moment(Number(s.begunMs), now())}`,
  s.here ? html`<span class="chip ok">${t('acces.thisOne')}</span>`
    : html`<span class="narrow-name">${t('acces.used')}</span> ${moment(Number(s.usedMs), now())}`,
  s.here ? html`<button class="link" type="button" @click=${() => leave()}>${t('act.signOut')}</button>` : sessionEnd(s),
]));

function open() {
  const all = new Act(GATEWAY + 'EndSession', {});
  const content = error ? refused(t('acces.sessionsUnknown'), error, read) : sessions === null ? waiting(3, read)
    : html`${unended ? refused(t('acces.unended'), unended.error, unended.again) : nothing}${table(sessions)}
      <p class="acts"><button class="button second" type="button" @click=${() => end(all, () => gone('ended'))}>${t('acces.endAll')}</button>
        <span class="hint">${t('acces.endAllHint')}</span></p>`;
  return panel(t('acces.sessions'), content);
}

const view = () => html`
  <div class="head"><h1 tabindex="-1">${t('acces.title')}</h1></div>
  ${acting() ? nothing : band('info', t('acces.chooseTitle'), t('acces.chooseMore'))}
  <div class="memberships">${(signedIn()?.memberships ?? []).map(membership)}</div>
  ${keptPanel()}
  ${open()}
  ${allows(['intake.GetTerritory']) ? html`<p class="acts"><a href="/reglages">${t('acces.rules')}</a></p>` : nothing}`;

begin({ enter, state, view });
