// @ts-check
// The call for Olo's food coupons: the door to the programme. A tired worker with a caller on the line has all of it on one screen: what to
// say, what was answered, what is proposed and why, and what she decides. Nothing moves under her hand, and nothing that she typed is lost.
import { html, nothing } from '../vendor/lit-html/lit-html.js';
import { begin } from '../lib/app.js';
import { lapse } from '../lib/dates.js';
import { draw, focus } from '../lib/draw.js';
import { Later } from '../lib/later.js';
import { go as goTo, idHere } from '../lib/router.js';
import { now } from '../lib/session.js';
import { languages, phone as phoneText, say } from '../lib/words.js';
import { band, icon, notCome, refused, summary } from '../parts/band.js';
import { saveState } from '../parts/kept.js';
import { words } from '../words/appel.js';
import { firstGap, isAsked } from '../parts/call/answers.js';
import { agreed, call, forget, know, look, opening, proposeSoon, today, unopened } from '../parts/call/call.js';
import { confirm, deciding, forgetDecision, isWaiting, proposed } from '../parts/call/deciding.js';
import { BLOCKS, QUESTIONS, YES_NO } from '../parts/call/questions.js';
import { column, faultOf, fieldOf, labelOf, more, spoken } from '../parts/call/rows.js';
import { forgetSaved, resume, saveNow, saveSoon, saving, takeHere } from '../parts/call/saving.js';
import { isReady, side } from '../parts/call/side.js';
import { readPhone } from '../parts/call/typed.js';

/** @typedef {import('../parts/call/questions.js').Question} Question */

const t = say(words);
/** What is read to her whole; what is shown once it is over, or broke off. */
const after = new Later(() => import('../parts/call/after.js'));
/** What is shown of somebody else: whose number it may be, who writes on the same call. */
const others = new Later(() => import('../parts/call/others.js'));
/** What an organisation asked, where an address begins with it. */
const received = new Later(() => import('../parts/call/received.js'));
/** @param {Later<any>} part */
const late = (part) => (part.failed ? notCome(() => part.open()) : nothing);

export const needs = ['intake.SubmitScreening', 'intake.SaveDraft', 'intake.PreviewRoute'];
export const home = 5;
export const menu = true;
export const states = /** @type {const} */ (['begun', 'agreed', 'proposed', 'wrong', 'cut', 'decided', 'both', 'elsewhere', 'opening', 'unopened', 'known', 'notice']);

let here = '';
let cut = false;
let shownMore = false;
let shownNotice = false;
/** @type {ReturnType<typeof setInterval> | undefined} */
let ticking;

// ---- what is said ----

/** @param {Question} q @param {Partial<import('../parts/call/answers.js').Answer>} change */
function answer(q, change) {
  const before = call.answers.get(q.id) ?? {};
  const next = { ...before, ...change };
  if (change.text !== undefined || change.second !== undefined || change.chosen || change.range) delete next.open;
  if (change.open) Object.assign(next, { text: undefined, second: undefined, chosen: undefined, range: undefined, money: undefined });
  if (change.range) next.money = undefined;
  if (change.atMs === -1) next.atMs = now();
  call.answers.set(q.id, next);
  deciding.wrong = deciding.wrong.filter((w) => w.id !== q.id);
  if (q.id === 'identity.phone') look();
  proposeSoon();
  saveSoon(change.text !== undefined || change.second !== undefined);
}

/** Whoever answers by keys: o and n, ? and –, where no text is written. @param {KeyboardEvent} event @param {Question} q */
function byKey(event, q) {
  const target = /** @type {HTMLInputElement} */ (event.target);
  const typing = target.type === 'text' && target.value !== '';
  const open = event.key === '?' ? 'UNKNOWN' : event.key === '-' || event.key === '–' ? 'DECLINED' : '';
  if (open && q.open && !typing && (q.open !== 'told' || open === 'UNKNOWN')) {
    event.preventDefault();
    answer(q, { open: /** @type {'UNKNOWN' | 'DECLINED'} */ (open) });
    next(q.id, 1);
  } else if (target.type === 'radio' && q.values === YES_NO && /^[onyON]$/.test(event.key)) {
    event.preventDefault();
    answer(q, { chosen: [/n/i.test(event.key) ? 'YES_NO_NO' : 'YES_NO_YES'] });
    next(q.id, 1);
  }
}

// ---- where she is ----

const order = () => BLOCKS.filter((b) => b.column < 3 || shownMore).flatMap((b) => (b.free || agreed() ? b.questions : []))
  .filter((q) => isAsked(q, call.answers));

/** @param {string} id @param {1 | -1} step */
function next(id, step) {
  const all = order();
  const i = all.findIndex((q) => q.id === id);
  const to = all[i + step];
  if (to) toQuestion(to.id);
  else if (step > 0) focus(agreed() ? 'd-route' : fieldOf('consent.notice_read_at'));
}

/** @param {string} id */
function toQuestion(id) {
  if (BLOCKS[BLOCKS.length - 1].questions.some((q) => q.id === id)) shownMore = true;
  draw();
  const chosen = () => document.querySelector(`[data-q="${id}"] input:checked`) ?? document.getElementById(fieldOf(id));
  queueMicrotask(() => queueMicrotask(() => /** @type {HTMLElement | null} */ (chosen())?.focus()));
}

/** @param {1 | -1} step */
function toBlock(step) {
  const blocks = BLOCKS.filter((b) => b.column < 3 && (b.free || agreed()));
  const i = blocks.findIndex((b) => b.questions.some((q) => q.id === here));
  const to = blocks[Math.min(Math.max(i + step, 0), blocks.length - 1)].questions.find((q) => isAsked(q, call.answers));
  if (to) toQuestion(to.id);
}

const KEYS = /** @type {Record<string, (event: KeyboardEvent) => void>} */ ({
  F4: () => (cut ? uncut() : cutCall()),
  F8: (event) => toBlock(event.shiftKey ? -1 : 1),
  F9: () => { here = ''; focus('d-route'); draw(); },
});

/** @param {KeyboardEvent} event */
function keys(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || deciding.done) return;
  if (KEYS[event.key]) {
    event.preventDefault();
    KEYS[event.key](event);
    return;
  }
  const target = event.target instanceof HTMLElement ? event.target : null;
  const id = target?.closest('[data-q]')?.getAttribute('data-q');
  const q = QUESTIONS.find((one) => one.id === id);
  if (!q || !(target instanceof HTMLInputElement)) return;
  if (event.key === 'Enter') {
    event.preventDefault();
    next(q.id, event.shiftKey ? -1 : 1);
  } else byKey(event, q);
}

// ---- the line breaks ----

function cutCall() {
  cut = true;
  saveNow();
  after.open().then((part) => { part?.cutBegin(); focus('cut-title'); });
}
function uncut() {
  cut = false;
  draw();
  const gap = firstGap(call.answers, today());
  if (gap) toQuestion(gap.id);
}

function anew() {
  goTo('/appel');
  enter();
}

// ---- confirmed ----

async function confirmed() {
  if (await confirm()) {
    if (deciding.done) after.open().then(() => focus('done-title'));
    return;
  }
  focus(deciding.wrong.length || deciding.route === '' ? 'summary' : deciding.unreasoned ? 'd-reason' : 'd-confirm');
}

/** What keeps it from being confirmed, above all, each a link to its question. */
function wrongs() {
  if (!deciding.wrong.length) return nothing;
  return summary(t('appel.notDecided'), deciding.wrong.map(({ id }) => {
    const q = /** @type {Question} */ (QUESTIONS.find((one) => one.id === id));
    return { field: fieldOf(id), text: t('appel.pair', { a: labelOf(id), b: faultOf(q) }) };
  }));
}

// ---- the page ----

function enter() {
  forget();
  forgetSaved();
  forgetDecision();
  cut = false;
  shownMore = false;
  shownNotice = false;
  here = '';
  know();
  clearInterval(ticking);
  ticking = setInterval(() => !document.hidden && !deciding.done && !cut && draw(), 1000);
  document.removeEventListener('keydown', keys);
  document.addEventListener('keydown', keys);
  document.addEventListener('visibilitychange', keepWhenHidden);
  if (idHere()) resume(idHere()).then(() => toGap());
  else {
    proposeSoon();
    focus(fieldOf('identity.phone'));
    if (location.hash) received.open().then((part) => part?.receive());
  }
}
function leave() {
  clearInterval(ticking);
  document.removeEventListener('keydown', keys);
  document.removeEventListener('visibilitychange', keepWhenHidden);
  return saveNow();
}

/** A laptop that is closed, a tab that is left. */
function keepWhenHidden() {
  if (document.hidden) saveNow();
}

/** Nothing that she has answered is asked again. */
function toGap() {
  const gap = firstGap(call.answers, today());
  if (gap && !unopened) toQuestion(gap.id);
}

function state() {
  if (opening) return 'opening';
  if (unopened) return 'unopened';
  if (deciding.done) return 'decided';
  if (cut) return 'cut';
  if (saving.elsewhere) return 'elsewhere';
  if (saving.both.length) return 'both';
  if (deciding.wrong.length || deciding.error) return 'wrong';
  if (shownNotice) return 'notice';
  if (call.matches?.length && !call.family) return 'known';
  if (!agreed()) return 'begun';
  return isReady() ? 'proposed' : 'agreed';
}

const SAFE = /** @type {Record<string, keyof typeof words>} */ ({
  VOICE_MAIL_YES: 'appel.safe.yes', VOICE_MAIL_WITHOUT_NAMING_US: 'appel.safe.quiet', VOICE_MAIL_NO: 'appel.safe.no',
});

/** Before she agrees nothing is kept, and it is said. */
const saved = () => (agreed() || call.kept ? saveState() : html`<span class="save">${t('appel.notKeptYet')}</span>`);

function bar() {
  const name = call.answers.get('identity.name');
  const phone = readPhone(call.answers.get('identity.phone')?.text ?? '').value;
  const mail = call.answers.get('consent.safe_to_leave_message')?.chosen?.[0] ?? '';
  const who = [name?.text, name?.second].filter(Boolean).join(' ');
  return html`
    <div class="call-bar">
      <h1 tabindex="-1"><span class="pulse ${cut || deciding.done ? 'off' : ''}" aria-hidden="true"></span>${
        t(cut ? 'appel.titleCut' : call.kept ? 'appel.titleKept' : 'appel.heading')} <span class="clock">${lapse(Math.max(0, now() - call.startedAt))}</span></h1>
      ${who || phone ? html`<p class="who">${who} <span>${phone ? phoneText(phone) : nothing}</span></p>` : nothing}
      <label class="lg">${t('appel.language')} <select class="in" autocomplete="off" @change=${(/** @type {Event} */ e) => {
        call.language = /** @type {HTMLSelectElement} */ (e.target).value;
        saveSoon();
      }}>${languages(call.language).map(([code, name]) => html`<option value=${code} .selected=${call.language === code}>${name}</option>`)}</select></label>
      ${SAFE[mail] ? html`<span class="safe">${icon('phone')} ${t(SAFE[mail])}</span>` : nothing}
      <span class="push"></span>${saved()}
      ${deciding.done ? nothing : html`<button class="button second" type="button" @click=${() => (cut ? uncut() : cutCall())}>${
        t(cut ? 'appel.resumeShort' : 'appel.cutShort')} <kbd>F4</kbd></button>`}
    </div>`;
}
function strip() {
  const id = here || 'identity.phone';
  const offer = agreed() && !here && isReady();
  const [text, why] = deciding.done ? after.module?.thanks() ?? [] : offer ? [t('appel.offer'), t('appel.offerWhy')] : [spoken(id, 1), spoken(id, 2)];
  return html`<section class="say" aria-label=${t('appel.toSay')}><p class="said"><span class="tag" aria-hidden="true">${t('appel.toSay')}</span> ${text}</p><p class="why">${why}</p></section>`;
}

function bands() {
  return html`
    ${saving.elsewhere ? band('wait', t('appel.elsewhere'), html`<button class="link" type="button" @click=${takeHere}>${t('appel.takeHere')}</button>`, true) : nothing}
    ${saving.both.length ? others.wanted()?.chooser() ?? late(others) : nothing}
    ${wrongs()}${received.module?.notReceived()}
    ${saving.error ? refused(t('appel.notSaved'), saving.error, () => { saveNow(); }) : nothing}
    ${isWaiting() ? band('wait', t('appel.waits'), html`${t('appel.waitsMore')} <button class="link" type="button" @click=${anew}>${t('appel.nextCall')}</button>`, true) : nothing}
    ${call.resumed && !deciding.done ? band('info', t('appel.resumed'), t('appel.resumedMore')) : nothing}
    ${call.matches?.length && !call.family ? others.wanted()?.knownBand() ?? late(others) : nothing}
    ${shownNotice ? after.wanted()?.noticePanel(() => { shownNotice = false; focus(fieldOf('consent.notice_read_at')); draw(); }) ?? late(after) : nothing}`;
}

function hands() {
  return {
    answer, here, more: shownMore,
    at: (/** @type {Question} */ q) => {
      if (here === q.id) return;
      here = q.id;
      saving.at = q.id;
      saveNow();
      draw();
    },
    toggleMore: () => { shownMore = !shownMore; draw(); },
    showNotice: () => { shownNotice = true; after.open().then(() => focus('notice-title')); },
  };
}

const noteField = () => html`
  <section class="bloc notes" aria-labelledby="notes-l">
    <h2><label id="notes-l" for="notes">${t('appel.notes')}</label></h2>
    <textarea class="in" id="notes" rows="1" maxlength="4000" autocomplete="off" spellcheck="false" ?disabled=${!agreed()} placeholder=${t('appel.notesExample')}
      .value=${call.notes} @focus=${() => { here = ''; draw(); }}
      @input=${(/** @type {Event} */ e) => { call.notes = /** @type {HTMLTextAreaElement} */ (e.target).value; saveSoon(true); }} @blur=${() => saveNow()}></textarea>
  </section>`;

const legend = () => html`<p class="legend"><span><span class="req">*</span> ${t('appel.legendRequired')}</span><span><kbd>?</kbd> ${t('appel.unknown')}</span>
  <span><kbd>–</kbd> ${t('appel.declined')}</span><span><kbd>${t('appel.enter')}</kbd> ${t('appel.legendNext')}</span>
  <span><kbd>F8</kbd> ${t('appel.legendBlock')}</span><span><kbd>F9</kbd> ${t('appel.legendDecide')}</span></p>`;

function panel() {
  if (!deciding.done && !cut) return side({ go: toQuestion, confirm: confirmed });
  const part = after.wanted();
  if (!part) return late(after);
  if (deciding.done) return part.donePanel({ next: anew });
  return part.cutPanel({ back: uncut, anew });
}

/** On a phone what is decided stands below: this leads there. */
const foot = () => html`
  <p class="resume"><span>${isReady() ? t(/** @type {any} */ (`appel.route.${proposed()}`)) : t('appel.noProposal')}</span>
    <a class="button" href="#decision" @click=${(/** @type {Event} */ e) => { e.preventDefault(); focus('d-route'); }}>${t('appel.toDecide')}</a></p>`;

function view() {
  if (opening) return html`<h1 tabindex="-1">${t('appel.heading')}</h1><p role="status">${t('state.loading')}</p>`;
  if (unopened) return html`<h1 tabindex="-1">${t('appel.heading')}</h1>${refused(t('appel.unopened'), unopened, enter)}<p><a class="button second" href="/appel" @click=${anew}>${t('appel.nextCall')}</a></p>`;
  return html`
    ${bar()}
    <div class="call-grid">
      <div class="call-form">${strip()}${bands()}
        <div class="cols"><div class="col">${column(1, hands())}</div><div class="col">${column(2, hands())}${noteField()}</div></div>
        ${legend()}${more(hands())}</div>
      <aside class="side" aria-label=${t('appel.side')}>${panel()}</aside>
    </div>
    ${deciding.done || cut ? nothing : foot()}`;
}
begin({ enter, leave, state, view });
