// @ts-check
// One notice, for whoever has its link: no account and no session. Opening the address asks what stands behind it and changes nothing;
// what is personal comes after a press, in a browser that the organisation is known by; an answer is sent when she presses, and not before.
import { html, nothing, render } from '../vendor/lit-html/lit-html.js';
import { Act, ask } from '../lib/api.js';
import { longday } from '../lib/dates.js';
import { awaiting, draw, draws, focus } from '../lib/draw.js';
import { errorOf } from '../lib/status.js';
import { lang, mot, phone, say, speak, typo } from '../lib/words.js';
import { answerForm, answerForget, answerSent } from '../parts/notice/answer.js';
import { answeredPanel, noticePanel } from '../parts/notice/shown.js';
import { band, icon, refused } from '../parts/band.js';
import { field } from '../parts/fields.js';
import { waiting } from '../parts/panel.js';
import { words } from '../words/r.js';

const t = say(words);

/** @typedef {import('../proto/gateway_pb').OpenLinkReplyJson} Opened */
/** @typedef {import('../proto/notifications/link_pb').ReadByLinkReplyJson} Read */

export const needs = /** @type {string[]} */ ([]);
export const home = 0;
export const menu = false;
export const open = true;
export const states = /** @type {const} */ (['loading', 'waits', 'code', 'wrong', 'read', 'answered', 'answers', 'withdrawn', 'over', 'closed', 'away']);

const GATEWAY = '/sippe.gateway.Gateway/';
const token = location.pathname.split('/')[2] ?? '';

/** @type {Opened | null} */
let opened = null;
/** @type {Read | null} */
let read = null;
/** @type {import('../lib/status.js').ApiError | null} */
let fault = null;
let asked = false; // she pressed, and the browser is not known yet
let code = '';
let forgot = false; // the code was right, and the browser is not known all the same: it keeps no cookie
let correcting = false;
let done = '';
/** What was told of the last answer when it was not taken. @type {import('../lib/status.js').ApiError | null} */
let late = null;

const KNOWN = /** @type {Record<string, typeof states[number]>} */ ({
  LINK_STANDING_ENDED: 'over', LINK_STANDING_WITHDRAWN: 'withdrawn', LINK_STANDING_WAITING: 'waits', LINK_STANDING_ANSWERED: 'answers',
});
const OPEN = ['NOTICE_STATE_ISSUED', 'NOTICE_STATE_ACKNOWLEDGED'];
const isAnswered = () => !OPEN.includes(read?.notice?.state ?? OPEN[0]);

/** @returns {typeof states[number]} */
function state() {
  if (fault) return fault.word === 'TRIES_OVER' ? 'closed' : 'away';
  if (!opened) return 'loading';
  if (opened.standing === 'LINK_STANDING_ENDED' || opened.standing === 'LINK_STANDING_WITHDRAWN') return KNOWN[opened.standing];
  if (read) return isAnswered() && !correcting ? 'answered' : 'read';
  if (asked) return late ? 'wrong' : 'code';
  return KNOWN[opened.standing ?? ''] ?? 'over';
}

// ---- what is asked ----

async function look() {
  try {
    fault = null;
    opened = await ask(GATEWAY + 'OpenLink', { token }, { open: true });
  } catch (e) {
    fault = errorOf(e);
  }
  draw();
}

/** A refusal that says that the link, or the notice, is no more: it is asked anew what stands there. @param {unknown} e */
async function gone(e) {
  const error = errorOf(e);
  if (!['LINK_OVER', 'NOTICE_WITHDRAWN'].includes(error.word)) return error;
  read = null;
  asked = false;
  await look();
  return null;
}

async function press() {
  try {
    late = null;
    read = await ask(GATEWAY + 'ReadLink', { token }, { open: true });
    asked = false;
    focus('heading');
  } catch (e) {
    const error = await gone(e);
    if (error?.word === 'BROWSER_UNKNOWN') {
      asked = true;
      focus('code');
    } else if (error) fault = error;
  }
  draw();
}

/** @param {SubmitEvent} event */
async function meet(event) {
  event.preventDefault();
  try {
    await ask(GATEWAY + 'MeetLinkBrowser', { token, code }, { open: true });
    code = '';
    await press();
    forgot = asked;
  } catch (e) {
    late = await gone(e);
    focus('code');
  }
  draw();
}

/** @param {import('../parts/notice/answer.js').Said} said */
async function send(said) {
  const act = new Act(GATEWAY + 'AnswerLink', { token, version: read?.notice?.version, corrects: correcting, ...said });
  try {
    await act.send({ open: true });
    done = said.answer;
    late = null;
    correcting = false;
    answerForget();
  } catch (e) {
    late = await gone(e);
    if (!late) return;
    if (late.word === 'FIELDS_INVALID') return draw();
  }
  answerSent();
  await press0();
}

/** Read again behind an answer: what was said of it stays. */
async function press0() {
  const said = late;
  await press();
  late = said;
  focus('heading');
  draw();
}

const contactMade = () => send({ answer: 'NOTICE_STATE_FIRST_CONTACT', toldBy: read?.notice?.answeredBy ?? '', firstContactOn: read?.today });

// ---- before anything personal ----

/** @param {string} title @param {unknown} content */
const plain = (title, content) => html`<section class="panel door"><h1 tabindex="-1" id="heading">${title}</h1>${content}</section>`;

/** The number alone is what helps whoever is stuck. */
function call() {
  const number = opened?.clscPhone ?? '';
  return number ? html`<p>${icon('phone')} ${t('r.call')} <a href="tel:${number}">${phone(number)}</a>${opened?.clscName ? html`, ${opened.clscName}` : nothing}</p>`
    : html`<p>${t('r.callYours')}</p>`;
}

const waits = () => plain(t('r.waits'), html`
  <p class="lead">${opened?.need ? t('r.waitsNeed', { need: mot('sippe.Need', opened.need) }) : t('r.waitsLead')}</p>
  ${opened?.answerBy ? html`<p>${icon('clock')} ${t('r.before')} <b>${longday(opened.answerBy)}</b></p>` : nothing}
  <p><button class="button first wide" type="button" @click=${press}>${t('r.open')}</button></p>
  <p class="hint">${t('r.nothingYet')}</p>${call()}`);

const answers = () => plain(t('r.answers'), html`
  <p class="lead">${t('r.answersLead')}</p>
  <p><button class="button second wide" type="button" @click=${press}>${t('r.see')}</button></p>${call()}`);

const codeForm = () => plain(t('r.code'), html`
  <p class="lead">${t('r.codeLead')}</p>
  <form class="code-form" novalidate autocomplete="off" @submit=${meet}>
    ${late ? refused(t('r.codeRefused'), late) : forgot ? band('wait', t('r.forgot'), t('r.forgotMore'), true) : nothing}
    ${field('code', t('r.codeLabel'), code, (v) => { code = v; }, { hint: t('r.codeHint') })}
    <button class="button first wide" type="submit">${t('r.codeSend')}</button>
  </form>
  <p class="hint">${t('r.codeKept')}</p>${call()}`);

// ---- the notice ----

const answered = () => answeredPanel(read?.notice ?? {}, {
  late, done: Boolean(done), contactMade, correct: read?.correctUntil ? () => { correcting = true; late = null; focus('answer'); draw(); } : undefined,
  until: read?.correctUntil ? t('r.correctUntil', { date: longday(read.correctUntil) }) : t('r.correctOver'),
});

const form = () => answerForm({
  by: read?.notice?.acknowledgeBy, received: read?.notice?.state === 'NOTICE_STATE_ACKNOWLEDGED', correcting, late, send,
  back: () => { correcting = false; draw(); },
});

const both = () => html`<div class="two">${noticePanel(read?.notice ?? {})}${isAnswered() && !correcting ? answered() : form()}</div>`;

// ---- the page ----

/** @param {typeof states[number]} now */
function view(now) {
  switch (now) {
    case 'loading': return plain(t('r.heading'), waiting(3, look));
    case 'waits': return waits();
    case 'answers': return answers();
    case 'code': case 'wrong': return codeForm();
    case 'read': case 'answered': return both();
    case 'withdrawn': return plain(t('r.withdrawn'), html`<p class="lead">${t('r.withdrawnLead')}</p>${call()}`);
    case 'over': return plain(t('r.over'), html`<p class="lead">${t('r.overLead')}</p>${call()}`);
    case 'closed': return plain(t('r.closed'), html`<p class="lead">${fault?.sentence}</p>${call()}`);
    default: return plain(t('r.away'), html`${fault ? refused('', fault, look) : nothing}${call()}`);
  }
}

const page = () => {
  const now = state();
  return html`
    <header class="top">
      <span class="brand">SIPPE</span><span class="fill"></span>
      <div class="top-end">${read ? html`<span class="whose">${t('r.for', { name: typo(read.organizationName ?? '') })}</span>` : nothing}
        <button class="top-act" type="button" lang=${lang() === 'fr' ? 'en' : 'fr'} @click=${() => speak(lang() === 'fr' ? 'en' : 'fr')}>${
          lang() === 'fr' ? 'English' : 'Français'}</button></div>
    </header>
    <div class="whole"><main class="page ${now === 'read' || now === 'answered' ? 'reading' : 'narrow'}" id="main" data-page="r" data-state=${now}>${view(now)}</main></div>
    <footer class="foot"><p>${t('r.foot')}</p></footer>`;
};

const root = /** @type {HTMLElement} */ (document.getElementById('app'));
document.title = 'SIPPE';
draws(() => render(page(), root));
awaiting(look());
