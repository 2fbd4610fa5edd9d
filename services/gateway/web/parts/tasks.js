// @ts-check
// What a membership may do, in words: each task stands for the method without which it cannot be done.
import { html } from '../vendor/lit-html/lit-html.js';
import { say } from '../lib/words.js';
import { words } from '../words/acces.js';

const t = say(words);

const TASKS = /** @type {const} */ ([
  ['intake.SubmitScreening', 'task.screen'], ['intake.DecideRoute', 'task.decide'], ['intake.FindFamily', 'task.find'],
  ['intake.GetFamily', 'task.family'], ['intake.ReferToPartner', 'task.refer'], ['scheduling.BookVisit', 'task.plan'],
  ['scheduling.RecordVisit', 'task.visit'], ['notifications.AcceptNotice', 'task.answer'], ['directory.PutOrganization', 'task.directory'],
  ['intake.InviteMember', 'task.invite'], ['node.GetStatus', 'task.status'], ['node.ListAccess', 'task.audit'],
]);

/** @param {string[]} methods */
export function tasks(methods) {
  const mine = TASKS.filter(([method]) => methods.includes(method));
  if (mine.length === 0) return t('task.none');
  return html`<ul class="tasks">${mine.map(([, key]) => html`<li>${t(key)}</li>`)}</ul>`;
}
