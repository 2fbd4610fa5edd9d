// @ts-check
// A notice as its organisation is shown it, by a link or in its own list; and what it has answered.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { civil } from '../../lib/dates.js';
import { languageName, mot, phone, say, typo } from '../../lib/words.js';
import { words } from '../../words/r.js';
import { band, icon, refused } from '../band.js';

const t = say(words);

/** @typedef {import('../../proto/notifications/notice_pb').NoticeJson} Notice */

/** @param {string} name @param {unknown} value */
const fact = (name, value) => (value ? html`<div><dt>${name}</dt><dd>${value}</dd></div>` : nothing);

/** @param {NonNullable<Notice['content']>} c */
const reach = (c) => html`
  ${c.phone ? html`<p class="number"><a href="tel:${c.phone}">${icon('phone')} ${phone(c.phone)}</a>${c.phoneExtension ? ` ${t('r.extension', { n: c.phoneExtension })}` : ''}</p>` : nothing}
  ${c.safeContactHours ? html`<p>${icon('clock')} ${typo(c.safeContactHours)}</p>` : nothing}
  ${c.phone ? html`<p class="chip ${c.safeToLeaveMessage === 'VOICE_MAIL_YES' ? '' : 'wait'}">${c.safeToLeaveMessage === 'VOICE_MAIL_YES' ? nothing : icon('mute')} ${t('r.message', { answer: mot('sippe.VoiceMail', c.safeToLeaveMessage ?? 'VOICE_MAIL_NO') })}</p>` : nothing}
  ${c.email ? html`<p>${c.email}</p>` : nothing}`;

/** @param {Notice} n as far as she agreed to it */
export const whoOf = (n) => typo([n.content?.givenName, n.content?.familyName].filter(Boolean).join(' '));

/** What it says, without whom to ask. @param {Notice} n */
export function noticeFacts(n) {
  const c = n.content ?? {};
  return html`
    ${fact(t('r.service'), typo(n.serviceName ?? ''))}
    ${fact(t('r.need'), n.need ? mot('sippe.Need', n.need) : '')}
    ${c.phone || c.email ? html`<div><dt>${t('r.reach')}</dt><dd>${reach(c)}</dd></div>` : nothing}
    ${fact(t('r.language'), c.language?.code ? languageName(c.language.code) : '')}
    ${fact(t('r.area'), c.postalArea)}
    ${fact(t('r.due'), c.dueDate ? civil(c.dueDate) : '')}
    ${fact(t('r.note'), typo(c.note ?? ''))}`;
}

/** @param {Notice} n */
export function noticePanel(n) {
  const who = whoOf(n), until = n.content?.agreedUntil;
  return html`
    <section class="panel notice" aria-labelledby="heading">
      <h1 tabindex="-1" id="heading">${who ? t('r.wants', { who }) : t('r.wantsNobody')}</h1>
      <dl class="facts">
        ${noticeFacts(n)}
        ${fact(t('r.clsc'), html`${typo(n.clscName ?? '')}<br><a href="tel:${n.clscPhone}">${phone(n.clscPhone ?? '')}</a>`)}
      </dl>
      <p class="band info">${icon('lock')}<span>${until ? t('r.agreedUntil', { date: civil(until) }) : t('r.agreed')}</span></p>
    </section>`;
}

/** What was answered. @param {Notice} n */
export const answerFacts = (n) => html`
  ${fact(t('r.said'), mot('sippe.notifications.NoticeState', n.state ?? ''))}
  ${fact(t('r.why'), n.declineReason ? mot('sippe.notifications.DeclineReason', n.declineReason) : '')}
  ${fact(t('r.noteSaid'), typo(n.note ?? ''))}
  ${fact(t('r.by'), typo(n.answeredBy ?? ''))}
  ${fact(t('r.contactOn'), n.firstContactOn ? civil(n.firstContactOn) : '')}`;

/**
 * `correct`: none once it cannot be corrected; `until`: how long it can be.
 * @typedef {{ late: import('../../lib/status.js').ApiError | null, done: boolean, contactMade: () => void, correct?: () => void, until: string }} Answered
 */

/** @param {Notice} n @param {Answered} how */
export function answeredPanel(n, how) {
  const accepted = n.state === 'NOTICE_STATE_ACCEPTED' || n.state === 'NOTICE_STATE_WAITLISTED';
  return html`
    <section class="panel answer" aria-labelledby="answer">
      <h2 tabindex="-1" id="answer">${t('r.yours')}</h2>
      ${how.late ? refused(t('r.notTaken'), how.late) : how.done ? band('ok', t('r.done'), t('r.doneMore'), true) : nothing}
      <dl class="facts">${answerFacts(n)}</dl>
      <div class="acts">
        ${accepted ? html`<button class="button first" type="button" @click=${how.contactMade}>${t('r.contactMade')}</button>` : nothing}
        ${how.correct ? html`<button class="button second" type="button" @click=${how.correct}>${t('r.correct')}</button>` : nothing}
      </div>
      <p class="hint">${how.until}</p>
    </section>`;
}
