// @ts-check
// One referral, opened: what the organisation knows, what it answered, and the ways to it: a link made anew or ended, digits to be read out,
// the browsers that it is known by.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { Act, ask } from '../../lib/api.js';
import { Command } from '../../lib/command.js';
import { hour, moment, shortDay } from '../../lib/dates.js';
import { draw, focus } from '../../lib/draw.js';
import { allows, now } from '../../lib/session.js';
import { errorOf } from '../../lib/status.js';
import { mot, Mot, phone, say, typo } from '../../lib/words.js';
import { dialled } from '../../lib/work.js';
import { words } from '../../words/referral/detail.js';
import { band, icon, refused } from '../band.js';
import { waitsHere } from '../kept.js';
import { answerFacts, noticeFacts } from '../notice/shown.js';
import { list } from '../panel.js';

const t = say(words);
const NOTICES = '/sippe.notifications.Notifications/';

/** @typedef {import('../../lib/referrals.js').Referral} Referral */
/** @typedef {import('../../proto/notifications/link_pb').LinkJson} Link */
/** @typedef {import('../../proto/notifications/link_pb').MakeLinkReplyJson} Made */
/** @typedef {import('../../proto/notifications/link_pb').MakeBrowserCodeReplyJson} Digits */
/** @typedef {import('../../proto/notifications/link_pb').BrowserJson} Browser */
/** @typedef {import('../../lib/status.js').ApiError} ApiError */

let thing = '';
/** How often it moved what lists tell of. @type {(moves: number) => void} */
let acted = () => {};
/** @type {Made | null} told once, and gone with the line */
let made = null;
/** @type {Digits | null} */
let digits = null;
/** @type {Browser[] | null} */
let browsers = null;
/** @type {ApiError | null} */
let fault = null;
const ending = new Command('end');

/** @returns {'open' | 'made' | 'digits' | 'refused'} */
export function detailState() {
  if (fault || ending.error) return 'refused';
  if (made) return 'made';
  return digits ? 'digits' : 'open';
}

export function detailEnd() {
  thing = '';
  made = null;
  digits = null;
  browsers = null;
  fault = null;
  ending.forget();
}

/** @param {Referral} r @param {(moves: number) => void} then told when something was done here */
export function detailOpen(r, then) {
  detailEnd();
  thing = r.thing;
  acted = then;
  if (allows(['notifications.ListBrowsers'])) readBrowsers(r);
}

/** An answer for a line that was closed meanwhile is nobody's. @param {Referral} r @param {() => Promise<void>} what */
async function doing(r, what) {
  fault = null;
  try {
    await what();
  } catch (e) {
    if (thing === r.thing) fault = errorOf(e);
  }
  draw();
}

/** @param {Referral} r */
const readBrowsers = (r) => doing(r, async () => {
  const { browsers: all = [] } = await ask(`${NOTICES}ListBrowsers`, { organizationId: r.notice?.organizationId, limit: 200 });
  if (thing === r.thing) browsers = all;
});

// ---- what is done ----

/** @param {Referral} r @param {string} channel */
const makeLink = (r, channel) => doing(r, async () => {
  const reply = await new Act(`${NOTICES}MakeLink`, { referralId: r.thing, channel }).send();
  if (thing !== r.thing) return;
  made = reply;
  digits = null;
  acted(1);
  focus('made');
});

/** @param {Referral} r */
const makeDigits = (r) => doing(r, async () => {
  const reply = await new Act(`${NOTICES}MakeBrowserCode`, { referralId: r.thing }).send();
  if (thing !== r.thing) return;
  digits = reply;
  made = null;
  acted(1);
  focus('digits');
});

/** @param {Link} l */
const endLink = (l) => ending.send(`${NOTICES}EndLink`, { linkId: l.linkId }, { done: () => {
  made = null;
  acted(0);
  return t('detail.linkEnded');
} });
/** @param {Browser} b */
const endBrowser = (b) => ending.send(`${NOTICES}EndBrowser`, { knownId: b.knownId }, { done: () => {
  browsers = (browsers ?? []).filter((x) => x.knownId !== b.knownId);
  return t('detail.browserEnded');
} });

// ---- what is shown ----

/** @param {Referral} r */
const isWithdrawn = (r) => r.notice?.state === 'NOTICE_STATE_WITHDRAWN';

/** @param {Referral} r */
const knows = (r) => html`
  <h3>${t('detail.knows')}</h3>
  ${isWithdrawn(r) ? band('wait', t('detail.withdrawn'), t(r.sent?.recallReceivedAt ? 'detail.recallRead' : 'detail.recallUnread'), true)
    : html`<dl class="facts">${noticeFacts(r.notice ?? {})}${answerFacts(r.notice ?? {})}</dl>`}`;

/** @param {Link} l */
const isOpen = (l) => l.standing !== 'LINK_STANDING_ENDED';

/** @param {Link} l */
const standing = (l) => t(isOpen(l) ? 'detail.until' : 'detail.ended',
  { channel: Mot('sippe.notifications.LinkChannel', l.channel), date: shortDay(Number(l.until?.ms ?? 0), now()) });

/** @param {Link} l */
const linkLine = (l) => html`
  <p>${standing(l)} · ${l.readAt?.ms ? t('detail.read', { moment: moment(Number(l.readAt.ms), now()) }) : t('detail.notRead')}
    ${isOpen(l) && allows(['notifications.EndLink']) ? html`<button class="link" type="button" @click=${() => endLink(l)}>${t('detail.endLink')}<span class="hidden"> ${mot('sippe.notifications.LinkChannel', l.channel)}</span></button>` : nothing}</p>`;

const madeBand = () => (made ? html`
  <div class="band ok" tabindex="-1" id="made">${icon('check')}<div>
    <p><b>${t('detail.made', { date: shortDay(Number(made.until?.ms ?? 0), now()) })}</b> ${t('detail.madeMore')}</p>
    <p><label for="address">${t('detail.address')}</label><textarea class="in" id="address" rows="2" readonly autocomplete="off" spellcheck="false" .value=${made.link ?? ''}></textarea></p>
  </div></div>` : nothing);

const digitsBand = () => (digits ? html`
  <div class="band ok" tabindex="-1" id="digits">${icon('phone')}<div>
    <p class="digits">${digits.code}</p>
    <p>${t('detail.digits', { name: typo(digits.organizationName ?? ''), hour: hour(Number(digits.until?.ms ?? 0)) })}
      <a class="bound" href=${dialled(digits.organizationPhone ?? '')}>${phone(digits.organizationPhone ?? '')}</a></p>
  </div></div>` : nothing);

/** @param {Referral} r */
const ways = (r) => html`
  <h3>${t('detail.ways')}</h3>
  ${fault ? refused(t('detail.notDone'), fault) : nothing}${ending.error ? refused(t('detail.notDone'), ending.error) : nothing}
  ${ending.waits ? waitsHere(ending) : ending.done ? band('ok', ending.done, nothing, true) : nothing}
  ${(r.sent?.links ?? []).map(linkLine)}${madeBand()}${digitsBand()}
  ${isWithdrawn(r) ? nothing : html`<p class="acts">
    ${allows(['notifications.MakeLink']) ? html`<button class="button second" type="button" @click=${() => makeLink(r, 'LINK_CHANNEL_MAIL')}>${t('detail.mailLink')}</button>
      <button class="button second" type="button" @click=${() => makeLink(r, 'LINK_CHANNEL_SHEET')}>${t('detail.sheetLink')}</button>` : nothing}
    ${allows(['notifications.MakeBrowserCode']) ? html`<button class="button second" type="button" @click=${() => makeDigits(r)}>${t('detail.makeDigits')}</button>` : nothing}</p>`}`;

/** @param {Browser} b */
const browserEnd = (b) => (allows(['notifications.EndBrowser']) ? html`<button class="link" type="button" @click=${() => endBrowser(b)}>${t('detail.endBrowser')}<span class="hidden"> ${b.place}</span></button>` : nothing);

const known = () => (browsers === null ? nothing : html`
  <h3>${t('detail.browsers')}</h3>
  ${browsers.length ? list(t('detail.browsers'), [t('detail.place'), t('detail.since'), null], browsers.map((b) => [
    html`${icon('station')} ${b.place || t('detail.placeNone')}`,
    t('detail.knownBy', { moment: moment(Number(b.knownAt?.ms ?? 0), now()), way: mot('sippe.notifications.BrowserWay', b.way) }), browserEnd(b),
  ])) : html`<p class="hint">${t('detail.browsersNone')}</p>`}`);

/** @param {Referral} r */
export const detail = (r) => html`<div class="detail"><div>${knows(r)}</div><div>${ways(r)}${known()}</div></div>`;
