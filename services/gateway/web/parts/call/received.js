// @ts-check
// A call that comes of what an organisation asked (`sippe inbound screen`): what it told of her stands there as answers, to be heard from
// herself, and nothing of it is kept before she agrees. The address names the referral; her decision takes it up.
import { ask, bytesOf } from '../../lib/api.js';
import { draw } from '../../lib/draw.js';
import { errorOf } from '../../lib/status.js';
import { say } from '../../lib/words.js';
import { refused } from '../band.js';
import { words } from '../../words/call/received.js';
import { call, look } from './call.js';
import { questionOf } from './questions.js';

const t = say(words);

/** @typedef {import('../../proto/intake/inbound_pb').InboundReferralJson} Referral */

/** @type {import('../../lib/status.js').ApiError | null} */
let error = null;

/** An answer that is one of those that are offered. @param {string} id @param {string | undefined} value */
function choose(id, value) {
  if (value && questionOf(id)?.values?.includes(value)) call.answers.set(id, { chosen: [value] });
}

/** @param {Referral} r @param {string} number */
function fill(r, number) {
  const texts = { 'identity.phone': r.phone, 'identity.name': r.givenName, 'consent.safe_contact_hours': r.safeContactHours, 'call.source_reference': number };
  for (const [id, text] of Object.entries(texts)) if (text) call.answers.set(id, { text });
  choose('consent.safe_to_leave_message', r.safeToLeaveMessage);
  choose('urgent.needs', r.need);
  choose('call.source', 'REFERRAL_SOURCE_COMMUNITY_ORG');
  if (r.language?.code) call.language = r.language.code;
}

/** `/appel#recue-…`; of another address it does nothing. */
export async function receive() {
  const inboundId = bytesOf(/^#recue-(\w+)$/.exec(location.hash)?.[1] ?? ''), mine = call;
  error = null;
  if (!inboundId) return;
  try {
    const { summary, referral } = await ask('/sippe.intake.Intake/GetInboundReferral', { inboundId });
    if (mine !== call) return;
    call.inbound = { inboundId };
    fill(referral ?? {}, summary?.number ?? '');
    look();
  } catch (fault) {
    error = errorOf(fault);
  }
  draw();
}

export const notReceived = () => (error ? refused(t('received.unread'), error, receive) : undefined);
