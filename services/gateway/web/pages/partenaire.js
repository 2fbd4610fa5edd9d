// @ts-check
// What was referred to an organisation, for whoever is a member of it: what it is to answer, what it has taken up, what is over. One that is
// opened shows what a link shows, and is answered by the same form.
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { ask, askQuietly, bytesOf, hex } from '../lib/api.js';
import { begin } from '../lib/app.js';
import { Command } from '../lib/command.js';
import { civilOf, daysTo, shortDay, weekday } from '../lib/dates.js';
import { draw, focus } from '../lib/draw.js';
import { isPresent, onMoved } from '../lib/flux.js';
import { idHere } from '../lib/router.js';
import { now } from '../lib/session.js';
import { errorOf } from '../lib/status.js';
import { mot, phone, say } from '../lib/words.js';
import { band, icon, refused } from '../parts/band.js';
import { answerForget, answerForm } from '../parts/notice/answer.js';
import { answeredPanel, noticePanel, whoOf } from '../parts/notice/shown.js';
import { list, named, panel, waiting, waitsHere } from '../parts/panel.js';
import { places, placesRead, placesState } from '../parts/partner/places.js';
import { words } from '../words/partenaire.js';

const t = say(words);

/** @typedef {import('../parts/notice/shown.js').Notice} Notice */
/** @typedef {import('../lib/status.js').ApiError} ApiError */

export const needs = ['notifications.AcceptNotice', 'notifications.ListNotices'];
export const home = 3;
export const menu = true;
export const states = /** @type {const} */ (['loading', 'shown', 'empty', 'error', 'moved', 'opening', 'read', 'answered', 'refused', 'changed', 'withdrawn', 'unknown', 'placesUnread', 'placesWrong', 'placesRefused']);

const NOTICES = '/sippe.notifications.Notifications/';
const PAGE = 200, STEP = 20;
const TO_ANSWER = ['NOTICE_STATE_ISSUED', 'NOTICE_STATE_ACKNOWLEDGED'];
const UNDER_WAY = ['NOTICE_STATE_ACCEPTED', 'NOTICE_STATE_WAITLISTED'];
/** By which method each answer is given. */
const METHODS = /** @type {Record<string, string>} */ ({ NOTICE_STATE_ACKNOWLEDGED: 'AcknowledgeNotice', NOTICE_STATE_ACCEPTED: 'AcceptNotice',
  NOTICE_STATE_WAITLISTED: 'WaitlistNotice', NOTICE_STATE_DECLINED: 'DeclineNotice', NOTICE_STATE_WRONG_PARTNER: 'ReportWrongPartner',
  NOTICE_STATE_FIRST_CONTACT: 'ReportFirstContact' });

/** @type {Notice[] | null} */
let open = null;
/** @type {Notice[]} newest first, as far as it was read */
let over = [];
let more = false;
let shown = STEP;
/** @type {Notice | null} the one that is opened */
let one = null;
let correcting = false;
/** Of what is shown something is another thing now. */
let moved = false;
/** @type {ApiError | null} */
let error = null;
let round = 0;
const answering = new Command('answer');

const isIn = (/** @type {string[]} */ states) => (/** @type {Notice} */ n) => states.includes(n.state ?? '');
const isOpen = isIn([...TO_ANSWER, ...UNDER_WAY]);

// ---- what is asked ----

/** All that somebody still has to do something about. @param {(procedure: string, body: object) => Promise<any>} how */
async function openNotices(how) {
  const all = /** @type {Notice[]} */ ([]);
  for (let after = ''; ;) {
    const { notices = [], next = '' } = await how(`${NOTICES}ListNotices`, { openOnly: true, after, limit: PAGE });
    all.push(...notices);
    if (!next) return all;
    after = next;
  }
}

/** @param {() => Promise<void>} what */
async function reading(what) {
  const turn = ++round;
  error = null;
  moved = false;
  draw();
  try {
    await what();
  } catch (fault) {
    if (turn === round) error = errorOf(fault);
  }
  draw();
}

const readLists = () => reading(async () => {
  const turn = round;
  const [mine, all] = await Promise.all([openNotices(ask), ask(`${NOTICES}ListNotices`, { limit: PAGE })]);
  if (turn !== round) return;
  open = mine;
  over = (all.notices ?? []).filter((/** @type {Notice} */ n) => !isOpen(n));
  more = Boolean(all.next);
});

const readOne = () => reading(async () => {
  const turn = round;
  const reply = await ask(`${NOTICES}GetNotice`, { noticeId: bytesOf(idHere()) });
  if (turn === round) one = reply.notice ?? null;
});

/** What was taken back is told at once; else what she reads stays as it is until she asks. */
async function look() {
  const turn = round;
  try {
    const { notice } = await askQuietly(`${NOTICES}GetNotice`, { noticeId: one?.noticeId });
    if (turn !== round || !one || notice.version === one.version) return;
    if (notice.state === 'NOTICE_STATE_WITHDRAWN') one = notice;
    else moved = true;
  } catch {
    moved = true;
  }
}

/** In their places; what came since is seen when she asks. */
async function lookAll() {
  const turn = round;
  const states = new Map((await openNotices(askQuietly)).map((n) => [n.noticeId, n]));
  if (turn !== round || !open) return;
  moved ||= states.size !== open.length || open.some((n) => states.get(n.noticeId)?.version !== n.version);
  open = open.map((n) => states.get(n.noticeId) ?? n);
}

let soon = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);
async function tell() {
  if (!isPresent() || answering.sending) return;
  await (idHere() ? one && look() : lookAll().catch(() => { moved = true; }));
  draw();
}
function heard() {
  clearTimeout(soon);
  soon = setTimeout(tell, 100);
}

// ---- what is answered ----

/** @param {import('../parts/notice/answer.js').Said} said */
async function send(said) {
  const body = { noticeId: one?.noticeId, version: one?.version, ...(said.note && { note: said.note }), ...(said.declineReason && { reason: said.declineReason }),
    ...(said.firstContactOn && { on: said.firstContactOn }) };
  const done = await answering.send(NOTICES + METHODS[said.answer], body, { done: async () => {
    answerForget();
    correcting = false;
    await readOne();
    return t('partenaire.done');
  } });
  if (done) focus('answer');
}

const contactMade = () => send({ answer: 'NOTICE_STATE_FIRST_CONTACT', toldBy: '', firstContactOn: civilOf(now()) });

// ---- one ----

/** @returns {typeof states[number]} */
function stateOfOne() {
  if (error) return error.code === 'not_found' ? 'unknown' : 'error';
  if (!one) return 'opening';
  if (one.state === 'NOTICE_STATE_WITHDRAWN') return 'withdrawn';
  if (answering.error) return 'refused';
  if (moved) return 'changed';
  return TO_ANSWER.includes(one.state ?? '') || correcting ? 'read' : 'answered';
}

function answer() {
  if (answering.waits) return panel(t('partenaire.answer'), waitsHere(answering));
  const n = /** @type {Notice} */ (one);
  if (TO_ANSWER.includes(n.state ?? '') || correcting) {
    return answerForm({ by: n.acknowledgeBy, received: n.state === 'NOTICE_STATE_ACKNOWLEDGED', correcting, late: answering.error, send, signed: true,
      back: () => { correcting = false; answering.changed(); draw(); } });
  }
  const ended = n.state === 'NOTICE_STATE_FIRST_CONTACT';
  return answeredPanel(n, { late: answering.error, done: Boolean(answering.done), contactMade, until: t(ended ? 'partenaire.over' : 'partenaire.may'),
    correct: ended ? undefined : () => { correcting = true; answering.changed(); focus('answer'); draw(); } });
}

const retold = () => (moved ? band('info', t('partenaire.changed'), html`<button class="link" type="button" @click=${() => { answering.changed(); readOne(); }}>${t('act.refresh')}</button>`, true) : nothing);

/** @param {string} title @param {unknown} content */
const instead = (title, content) => html`<section class="panel door"><h1 tabindex="-1">${title}</h1>${content}</section>`;
/** @param {Notice} n */
const callClsc = (n) => (n.clscPhone ? html`<p>${icon('phone')} ${t('partenaire.call')} <a href="tel:${n.clscPhone}">${phone(n.clscPhone)}</a></p>` : nothing);

function shownOne() {
  const state = stateOfOne();
  if (state === 'unknown') return instead(t('partenaire.unknown'), html`<p class="lead">${t('partenaire.unknownLead')}</p>`);
  if (state === 'error') return refused(t('partenaire.unread'), /** @type {ApiError} */ (error), readOne);
  if (!one) return panel(t('partenaire.title'), waiting(6, readOne));
  if (state === 'withdrawn') return html`<div role="status">${instead(t('partenaire.withdrawn'), html`<p class="lead">${t('partenaire.withdrawnLead')}</p>${callClsc(one)}`)}</div>`;
  return html`<div class="bands">${retold()}</div><div class="two">${noticePanel(one)}${answer()}</div>`;
}

// ---- all ----

/** @returns {typeof states[number]} */
function stateOfAll() {
  if (error) return 'error';
  if (!open) return 'loading';
  const of = placesState();
  if (of !== 'read') return /** @type {const} */ ({ unread: 'placesUnread', wrong: 'placesWrong', refused: 'placesRefused' })[of];
  if (moved) return 'moved';
  return open.length + over.length ? 'shown' : 'empty';
}

/** @param {Notice} n */
function due(n) {
  if (n.state !== 'NOTICE_STATE_ISSUED' || !n.acknowledgeBy) return nothing;
  const late = n.overdue || daysTo(n.acknowledgeBy, now()) < 0;
  return html`${weekday(n.acknowledgeBy)} ${late ? html`<span class="chip error">${icon('alert')}${t('partenaire.late')}</span>` : nothing}`;
}

/** @param {Notice} n @param {boolean} toAnswer */
const cells = (n, toAnswer) => [
  html`<a href="/partenaire/${hex(n.noticeId)}">${whoOf(n) || t('partenaire.someone')}</a>`,
  named(t('partenaire.need'), n.need ? mot('sippe.Need', n.need) : nothing),
  named(t('partenaire.received'), shortDay(Number(n.issuedAt?.ms ?? 0), now())),
  ...(toAnswer ? [named(t('partenaire.before'), due(n))] : []),
  t(/** @type {any} */ (`partenaire.${n.state}`)),
];

/** @param {string} id @param {string} title @param {Notice[]} all @param {unknown} [foot] @param {boolean} [atLeast] there are more than were read */
const group = (id, title, all, foot = nothing, atLeast = false) => html`
  <section class="panel work" aria-labelledby=${id}><header><h2 id=${id}>${title} (${all.length}${atLeast ? '+' : ''})</h2></header>
    ${all.length ? list(title, ['request', 'need', 'received', ...(id === 'act' ? ['before'] : []), 'step'].map((key) => t(/** @type {any} */ (`partenaire.${key}`))),
      (id === 'over' ? all.slice(0, shown) : all).map((n) => cells(n, id === 'act'))) : html`<p class="hint">${t('partenaire.none')}</p>`}
    ${foot}</section>`;

const rest = () => (over.length > shown ? html`<p class="acts"><button class="button second" type="button" @click=${() => { shown += STEP; draw(); }}>${t('act.more')}</button></p>` : nothing);

function shownAll() {
  if (error) return refused(t('partenaire.unread'), error, readLists);
  if (!open) return panel(t('partenaire.title'), waiting(6, readLists));
  return html`
    <div class="bands">${moved ? band('info', t('partenaire.moved'), html`<button class="link" type="button" @click=${readLists}>${t('act.refresh')}</button>`, true) : nothing}</div>
    ${places()}
    ${open.length + over.length ? nothing : band('ok', t('partenaire.empty'), t('partenaire.emptyMore'))}
    ${group('act', t('partenaire.act'), open.filter(isIn(TO_ANSWER)))}
    ${group('way', t('partenaire.way'), open.filter((n) => !TO_ANSWER.includes(n.state ?? '')))}
    ${group('over', t('partenaire.ended'), over, rest(), more)}`;
}

// ---- the page ----

/** @type {(() => void)[]} */
let unwatch = [];

function enter() {
  one = null;
  correcting = false;
  answerForget();
  answering.forget();
  unwatch.forEach((end) => end());
  unwatch = [onMoved('notices_in_order', heard, true)];
  if (idHere()) readOne();
  else {
    readLists();
    placesRead();
  }
}
function leave() {
  unwatch.forEach((end) => end());
  unwatch = [];
  clearTimeout(soon);
  round += 1;
}

const state = () => (idHere() ? stateOfOne() : stateOfAll());

const heading = () => html`<div class="head"><h1 tabindex="-1">${t('partenaire.title')}</h1></div>`;

const view = () => (idHere() ? html`<p class="back"><a href="/partenaire">${t('partenaire.all')}</a></p>
  ${['error', 'opening'].includes(stateOfOne()) ? heading() : nothing}${shownOne()}` : html`${heading()}${shownAll()}`);

begin({ enter, leave, state, view });
