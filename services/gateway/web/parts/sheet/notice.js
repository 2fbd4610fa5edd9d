// @ts-check
// The sheet of a notice, as `sippe notices print --html` writes it (services/cli/out/sheet_page.c) and by the same style (css/sheet.css):
// one leaf, black on white, the code and the link in letters that a fax leaves legible. What is longer than there is room for is cut, and
// says where the rest is.
import { html, nothing } from '../../vendor/lit-html/lit-html.js';
import { both, civilOf, dayOf, languageOf, wordIn } from '../../lib/both.js';
import { phone, typo } from '../../lib/words.js';

/** @typedef {import('../../proto/notifications_pb').GetSheetReplyJson} Sheet */
/** @typedef {import('../../lib/both.js').Both} Both */
/** @typedef {{ english: boolean, lines: number }} Leaf `lines`: taken so far, as far as a count of characters says */

const VALUE_CHARS = 56, PAGE_CHARS = 78, PAGE_LINES = 29, NAME_CHARS = 90, TEXT_LEAST = 2;
const MORE = both('[la suite : appelez le CLSC]', '[the rest: call the CLSC]');
const VOICE = 'sippe.VoiceMail', NEED = 'sippe.Need';

/* ---- text ---- */

/** @param {string} text @param {number} line */
const linesOf = (text, line) => Math.ceil([...text].length / line);
/** @param {Leaf} leaf */
const linesLeft = (leaf) => Math.max(PAGE_LINES - leaf.lines, TEXT_LEAST);

/** At most so many characters, up to the end of a word; then where the rest is. @param {string} text @param {number} most @param {string} [more] */
function cut(text, most, more = '') {
  const all = [...text];
  if (all.length <= most) return text;
  const room = all.slice(0, Math.max(most - more.length, 0)).join('');
  const word = room.lastIndexOf(' ');
  return `${word > 0 ? room.slice(0, word) : room}…${more ? ` ${more}` : ''}`;
}

/** @param {Leaf} leaf @param {Both} s */
const said = (leaf, s) => html`${s.fr}${leaf.english && s.en && s.en !== s.fr ? html` <i lang="en">${s.en}</i>` : nothing}`;

/** What the consent does not cover is not there: no line is no answer, not "none". @param {Leaf} leaf @param {Both} name @param {Both} value */
function fact(leaf, name, value) {
  if (!value.fr) return nothing;
  leaf.lines += linesOf(value.fr, VALUE_CHARS) + (leaf.english ? linesOf(value.en, VALUE_CHARS) / 2 : 0);
  return html`<tr><th scope="row">${said(leaf, name)}</th><td>${said(leaf, value)}</td></tr>`;
}

/* ---- parts ---- */

/** @param {Leaf} leaf @param {Both} title */
const head = (leaf, title) => html`<header><h1>${said(leaf, title)}</h1><p>${said(leaf, both('Confidentiel – page 1 de 1', 'page 1 of 1'))}</p></header>`;

/** @param {Leaf} leaf @param {Sheet} s */
const addresses = (leaf, s) => html`
  ${fact(leaf, both('À', 'To'), both(`${cut(s.organizationName ?? '', NAME_CHARS)}, ${phone(s.organizationPhone ?? '')}`))}
  ${fact(leaf, both('De', 'From'), both(`${cut(s.notice?.clscName ?? '', NAME_CHARS)}, ${phone(s.notice?.clscPhone ?? '')}`))}`;

/** Whoever hears a message may be the danger. @param {string | undefined} value @returns {Both} */
function message(value) {
  const w = wordIn(VOICE, value);
  if (!w.fr || value === 'VOICE_MAIL_YES') return w;
  if (value === 'VOICE_MAIL_WITHOUT_NAMING_US') return both(`${w.fr} – NE DITES NI QUI APPELLE NI POURQUOI`, `${w.en} – DO NOT SAY WHO CALLS OR WHY`);
  return both(`${w.fr} – NE LAISSEZ PAS DE MESSAGE`, `${w.en} – DO NOT LEAVE A MESSAGE`);
}

/** Whole when there is room for it beside the territory's words; those give way before it does. @param {Leaf} leaf @param {string} note @param {Sheet} s */
function noteOf(leaf, note, s) {
  const words = linesOf(s.textFr ?? '', PAGE_CHARS) + (leaf.english ? linesOf(s.textEn ?? '', PAGE_CHARS) : 0);
  const left = Math.max(linesLeft(leaf) - words, TEXT_LEAST);
  return fact(leaf, both('Note', 'Note'), both(cut(note, left * VALUE_CHARS, MORE.fr)));
}

/** @param {Leaf} leaf @param {Sheet} s @param {NonNullable<NonNullable<Sheet['notice']>['content']>} c */
const content = (leaf, s, c) => html`
  <h2>${said(leaf, both('Ce que la famille a accepté de vous dire', 'What the family agreed to tell you'))}</h2>
  <table>
    ${fact(leaf, both('Qui', 'Who'), both([c.givenName, c.familyName].filter(Boolean).join(' ')))}
    ${fact(leaf, both('Téléphone', 'Phone'), both(c.phone ? phone(c.phone) + (c.phoneExtension ? `, poste ${c.phoneExtension}` : '') : ''))}
    ${fact(leaf, both('Message', 'Message'), message(c.safeToLeaveMessage))}
    ${fact(leaf, both('Heures sûres', 'Safe hours'), both(c.safeContactHours ?? ''))}
    ${fact(leaf, both('Courriel', 'E-mail'), both(c.email ?? ''))}
    ${fact(leaf, both('Langue', 'Language'), languageOf(c.language?.code ?? ''))}
    ${fact(leaf, both('Secteur', 'Area'), both(c.postalArea ?? ''))}
    ${fact(leaf, both('Date prévue', 'Due date'), civilOf(c.dueDate))}
    ${fact(leaf, both('Accord jusqu’au', 'Until'), civilOf(c.agreedUntil))}
    ${noteOf(leaf, c.note ?? '', s)}
  </table>`;

/** @param {Leaf} leaf @param {Sheet} s */
function territorysWords(leaf, s) {
  const chars = Math.floor(linesLeft(leaf) * PAGE_CHARS / (leaf.english ? 2 : 1));
  return s.textFr ? html`<p>${said(leaf, both(cut(s.textFr, chars, MORE.fr), cut(s.textEn ?? '', chars, MORE.en)))}</p>` : nothing;
}

/** In groups of four that no character parts: what is between them is no part of the address. @param {string} token */
const tokenOf = (token) => html`<span class="token">${(token.match(/.{1,4}/g) ?? []).map((four) => html`<span>${four}</span>`)}</span>`;

/** The address in its own line, its end, which nobody can guess, in letters as large as the code's. @param {Leaf} leaf @param {Sheet} s */
function link(leaf, s) {
  if (!s.link) return nothing;
  const end = s.answerCode?.split('-').at(-1) ?? '', until = civilOf(s.linkUntil), at = s.link.lastIndexOf('/') + 1;
  return html`
    <p>${said(leaf, both(`Ou dans un navigateur, jusqu’au ${until.fr}, avec la fin du code (${end}), à cette adresse :`, `Or in a browser, until ${until.en}, with the end of the code (${end}):`))}</p>
    <p class="link">${s.link.slice(0, at)}<wbr>${tokenOf(s.link.slice(at))}</p>`;
}

/** Boxes to be ticked by hand, in the words of what notes the answer. */
const BOXES = [both('Bien reçu, réponse plus tard', 'Received, answer later'), both('Accepté', 'Accepted'), both('En liste d’attente', 'On the waiting list'), both('Décliné', 'Declined'),
  both('Reçu par erreur', 'Received by mistake'), both('Premier contact fait', 'First contact made')];

/** @param {Leaf} leaf @param {Sheet} s */
function answer(leaf, s) {
  const by = civilOf(s.notice?.acknowledgeBy), line = html`<span class="line long"></span>`;
  return html`
    <section class="answer">
      <h2>${said(leaf, both(`Votre réponse, au plus tard le ${by.fr}`, `Your answer, by ${by.en}`))}</h2>
      <p>${said(leaf, both(`Appelez le CLSC au ${phone(s.notice?.clscPhone ?? '')} et donnez ce code :`, 'Call the CLSC and give this code:'))}</p>
      <p class="code">${s.answerCode}</p>
      ${link(leaf, s)}
      <ul>${BOXES.map((box) => html`<li><span class="box"></span>${said(leaf, box)}</li>`)}</ul>
      <p>${said(leaf, both('Motif, ou jour du contact :', 'Reason, or day:'))} ${line}</p>
      <p>${said(leaf, both('Votre nom :', 'Your name:'))} ${line}</p>
    </section>`;
}

/* ---- the sheet ---- */

/** Nothing of what it asked for: which sheets it is about, and that they are void. @param {Leaf} leaf @param {Sheet} s */
const withdrawn = (leaf, s) => html`
  ${head(leaf, both('Avis retiré', 'Notice withdrawn'))}<table>${addresses(leaf, s)}</table>
  <p>${said(leaf, both('L’avis dont la feuille porte ce code a été retiré : n’y donnez pas suite, et détruisez la feuille et ce que vous avez noté.',
    'The notice whose sheet bears this code was withdrawn: do not act on it, and destroy the sheet and what you wrote down.'))}</p>
  <p class="code">${s.answerCode}</p>`;

/** @param {Leaf} leaf @param {Sheet} s */
const whole = (leaf, s) => html`
  ${head(leaf, both('Avis de référence', 'Referral notice'))}
  <table>
    ${addresses(leaf, s)}
    ${fact(leaf, both('Envoyé', 'Sent'), dayOf(Number(s.notice?.issuedAt?.ms ?? 0)))}
    ${fact(leaf, both('Service', 'Service'), both(cut(typo(s.notice?.serviceName ?? ''), NAME_CHARS)))}
    ${fact(leaf, both('Besoin', 'Need'), wordIn(NEED, s.notice?.need))}
  </table>
  ${s.notice?.content ? content(leaf, s, s.notice.content) : nothing}${territorysWords(leaf, s)}${answer(leaf, s)}`;

/** @param {Sheet} s */
export function sheet(s) {
  const code = s.notice?.content?.language?.code ?? '', leaf = { english: code !== '' && code !== 'fr', lines: 0 };
  return html`<section class="sheet" lang="fr">${s.notice?.state === 'NOTICE_STATE_WITHDRAWN' ? withdrawn(leaf, s) : whole(leaf, s)}</section>`;
}
