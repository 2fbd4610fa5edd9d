// What a family's scenes need to have happened, told through the gateway as a program of hers would: each answer is the contract's own.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { world } from './browser.mjs';

const INTAKE = '/sippe.intake.Intake/', SCHEDULING = '/sippe.scheduling.Scheduling/';
const HEARD_MS = 3000; // until the daemons have heard of each other's news
const id = () => randomBytes(16).toString('base64');

/** As the one who is signed in at this station, whatever its page does. */
export async function asks(tab, procedure, body) {
  const cookies = await tab.page.context().cookies();
  const headers = { 'Content-Type': 'application/json', 'Connect-Protocol-Version': '1', Cookie: cookies.map((c) => `${c.name}=${c.value}`).join('; ') };
  const call = (to, of, more) => fetch(world.url + to, { method: 'POST', headers: { ...headers, ...more }, body: JSON.stringify(of) });
  const { memberships: [acts] } = await (await call('/sippe.gateway.Gateway/WhoAmI', {})).json();
  const answer = await call(procedure, body, { 'Sippe-As': Buffer.from(acts.id, 'base64').toString('hex') });
  const said = await answer.json();
  assert.equal(answer.status, 200, `${procedure}: ${JSON.stringify(said)}`);
  return said;
}

let told = 0;

/** A call as a desk records it; each has a telephone of its own. */
export async function screened(tab, { given = 'Samira', family = 'Benali', clsc = '99001', voice = 'VOICE_MAIL_WITHOUT_NAMING_US',
  born = { year: 1999, month: 3, day: 14 }, due = { year: 2027, month: 5, day: 22 }, more = {} } = {}) {
  told += 1;
  const { now } = await world.tell('state');
  const at = { ms: String(now - 600000) };
  const phone = `514555${String(2000 + told)}`;
  const screening = {
    call: { startedAt: at, calledBy: 'poste 1', clscCode: clsc, source: 'REFERRAL_SOURCE_SELF_OLO_CALL', language: { code: 'fr' },
      interpreterNeeded: 'YES_NO_YES', interpreterLanguage: { code: 'ar' } },
    consent: { noticeReadAt: at, noticeVersion: '2026-1', consentStore: 'YES_NO_YES', safeToLeaveMessage: voice,
      safeContactHours: '9 h à 11 h 30', channels: ['CONTACT_CHANNEL_PHONE', 'CONTACT_CHANNEL_MAIL'] },
    identity: { name: { given, family }, birthDate: born, phone,
      address: { street: '8, rue Inventée', municipality: 'Montréal', postalCode: { code: clsc === '99001' ? 'H2M1B7' : 'H1G1A1' } } },
    pregnancy: { dueDate: { value: due } },
    household: { size: { value: 3 }, children: [{ givenName: 'Yanis', birthDate: { year: 2023, month: 2, day: 3 } }] },
    income: { annual: { value: { cents: '2100000' } } }, schooling: { highestDiploma: 'DIPLOMA_NONE' },
    urgent: { needs: ['NEED_BABY_EQUIPMENT'], foodToday: 'YES_NO_NO' }, support: { feelsAlone: 'FREQUENCY_SOMETIMES' }, ...more,
  };
  const said = await asks(tab, INTAKE + 'SubmitScreening', { screening });
  return { ...said, phone, hex: Buffer.from(said.familyId, 'base64').toString('hex') };
}

/** Decided for SIPPE and enrolled. */
export async function enrolled(tab, family) {
  await asks(tab, INTAKE + 'DecideRoute', { screeningId: family.screeningId, version: family.version, route: 'ROUTE_SIPPE', priority: 2 });
  const { enrolmentId } = await asks(tab, INTAKE + 'EnrolFamily', { familyId: family.familyId, screeningId: family.screeningId });
  await world.tell('pass', HEARD_MS);
  return enrolmentId;
}

const worker = (code, name, discipline) => ({ code, name, discipline, languages: [{ code: 'fr' }, { code: 'ar' }], startArea: { code: 'H2M' }, capTenths: 300, clscCode: '99001',
  hours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, fromMinute: 480, toMinute: 990 })) });

/** By a coordinator: somebody keeps the bond, and a first visit is proposed. */
export async function followed(coordinator, enrolmentId) {
  await asks(coordinator, SCHEDULING + 'PutWorker', { worker: worker('inf-01', 'Julie Gagnon', 'DISCIPLINE_NURSE') });
  await asks(coordinator, SCHEDULING + 'PutWorker', { worker: worker('ts-02', 'Marie Tremblay', 'DISCIPLINE_SOCIAL_WORKER') });
  const { enrolmentVersion } = await asks(coordinator, SCHEDULING + 'ListCandidates', { enrolmentId });
  await asks(coordinator, SCHEDULING + 'ConfirmKeyWorker', { enrolmentId, enrolmentVersion, worker: 'inf-01', jointWorker: 'ts-02' });
  await world.tell('pass', HEARD_MS);
}

/** By a coordinator: an organisation of the directory with one service. */
export async function organized(coordinator, name) {
  const organizationId = id(), serviceId = id();
  await asks(coordinator, '/sippe.directory.Directory/PutOrganization', { organization: { organizationId, name,
    services: [{ serviceId, name: 'Dépannage', needs: ['NEED_BABY_EQUIPMENT'], verifiedOn: { year: 2026, month: 11, day: 1 } }] } });
  await world.tell('pass', HEARD_MS);
  return { organizationId, serviceId };
}

/** She agrees, and is referred. */
export async function referred(tab, family, { organizationId, serviceId }) {
  await consented(tab, family, organizationId, 'CONSENT_PURPOSE_PARTNER_REFERRAL');
  await asks(tab, INTAKE + 'ReferToPartner', { familyId: family.familyId, serviceId, need: 'NEED_BABY_EQUIPMENT' });
  await world.tell('pass', HEARD_MS);
}

export async function consented(tab, family, organizationId, purpose) {
  const { now } = await world.tell('state');
  await asks(tab, INTAKE + 'RecordConsent', { familyId: family.familyId, consent: { purpose, organizationId, givenBy: 'CONSENT_GIVER_SELF',
    mode: 'CONSENT_MODE_VERBAL', givenAt: { ms: String(now) }, textVersion: '2026-1',
    covers: ['SHARED_ITEM_GIVEN_NAME', 'SHARED_ITEM_PHONE', 'SHARED_ITEM_LANGUAGE', 'SHARED_ITEM_POSTAL_AREA'] } });
}

/** Told by a person to whoever interprets. */
export async function disclosed(tab, family, organizationId) {
  await consented(tab, family, organizationId, 'CONSENT_PURPOSE_INTERPRETER');
  await asks(tab, INTAKE + 'Disclose', { familyId: family.familyId, purpose: 'CONSENT_PURPOSE_INTERPRETER', organizationId });
}
