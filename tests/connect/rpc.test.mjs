// Connect's own clients against a real gateway and real daemons: connect-node and connect-web, in JSON and in binary.
import { create, createFileRegistry, fromBinary, fromJson, toBinary, toJson } from '@bufbuild/protobuf';
import { FileDescriptorSetSchema } from '@bufbuild/protobuf/wkt';
import { Code } from '@connectrpc/connect';
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { registry, services } from './contract.mjs';
import { bearer, client, outcome, post, serve, ways } from './gateway.mjs';

const INTAKE = 'sippe.intake.Intake';
const SUBMIT = registry.getMessage('sippe.intake.SubmitScreeningRequest');
const NOT_ALLOWED = registry.getEnum("sippe.Reason").values.find((one) => one.name === "REASON_NOT_ALLOWED").number;
const reasonOf = (got) => registry.getEnum('sippe.Reason').values.find((one) => one.number === got.status?.reason)?.name;
const requestId = () => randomBytes(16).toString('hex');

// "intake intake.SubmitScreening: desk": which roles may ask it, as the daemons' tables have it.
const rights = new Map(readFileSync(join(process.env.SIPPE_SOURCE, 'tests/golden/roles.txt'), 'utf8').trimEnd().split('\n')
  .filter((line) => !line.startsWith('#')).map((line) => line.split(/: ?/))
  .map(([key, roles]) => [key, roles.split(' ')])); // of a door's alone: nobody's
const daemons = [...new Set([...rights.keys()].map((key) => key.split(' ')[0]))];
const mayAsk = (role) => [...rights].filter(([, roles]) => roles.includes(role)).map(([key]) => key.split(' ')[1]);

let gateway;
let people;
let families;
before(async () => {
  gateway = await serve();
  people = gateway.people;
  families = gateway.families.values();
}, { timeout: 60000 });
after(async () => assert.equal(await gateway?.stop(), 0));

const nextFamily = () => families.next().value;
const submission = (family) => fromJson(SUBMIT, { screening: family.screening });
const refused = (got, code, reason) => assert.deepEqual([Code[got.code], reasonOf(got)], [Code[code], reason]);

for (const way of ways) {
  test(`${way.name}: a screening, its proposal, the decision, the family`, async () => {
    const intake = client(gateway, way, INTAKE, bearer(people.martine));
    const family = nextFamily();
    const { screening } = submission(family);
    const preview = await intake.previewRoute({ screening });
    assert.ok(preview.proposal?.route > 0);
    const submitted = await intake.submitScreening({ screening });
    assert.match(submitted.familyNumber, /^\d+-\d$/);
    assert.equal(submitted.proposedRoute, preview.proposal.route);
    await intake.decideRoute({ screeningId: submitted.screeningId, version: submitted.version, route: submitted.proposedRoute });
    const { families: found } = await intake.findFamily({ phone: family.phone });
    assert.deepEqual(found.map((one) => one.number), [submitted.familyNumber]);
    const file = await intake.getFamily({ familyId: submitted.familyId });
    assert.equal(file.number, submitted.familyNumber);
  });

  test(`${way.name}: a command again under its id has one effect; another body under it is refused`, async () => {
    const headers = { ...bearer(people.martine), 'Sippe-Request-Id': requestId() };
    const intake = client(gateway, way, INTAKE, headers);
    const family = nextFamily();
    const first = await intake.submitScreening(submission(family));
    const again = await intake.submitScreening(submission(family));
    assert.equal(first.known, false); // a second effect would be told as known
    assert.deepEqual(again, first);
    const other = submission(family);
    other.screening.identity.name.given = 'Autre';
    refused(await outcome(intake.submitScreening(other)), Code.InvalidArgument, 'REASON_REQUEST_ID_REUSED');
  });

  test(`${way.name}: what is wrong is told by its path, in both languages`, async () => {
    const intake = client(gateway, way, INTAKE, bearer(people.martine));
    const wrong = fromJson(SUBMIT, { screening: gateway.families[0].screening });
    Object.assign(wrong.screening.identity, { phone: '12' });
    wrong.screening.household.size = undefined;
    const got = await outcome(intake.submitScreening(wrong));
    refused(got, Code.InvalidArgument, 'REASON_FIELDS_INVALID');
    const paths = got.status.violations.map((one) => one.path);
    assert.deepEqual(paths.sort(), ['screening.household.size', 'screening.identity.phone']);
    for (const one of got.status.violations) assert.ok(one.messageFr && one.messageEn && one.path);
    assert.equal(got.error.rawMessage, got.status.messageFr);
  });

  test(`${way.name}: who may not, and who is not known`, async () => {
    const desk = client(gateway, way, INTAKE, bearer(people.martine));
    refused(await outcome(desk.listMembers({})), Code.PermissionDenied, 'REASON_NOT_ALLOWED');
    const nobody = client(gateway, way, INTAKE, bearer({ token: `sippe_${randomBytes(32).toString('base64url')}` }));
    refused(await outcome(nobody.getTerritory({})), Code.Unauthenticated, 'REASON_SIGNED_OUT');
  });

  test(`${way.name}: whoever waits a millisecond is told that it is over`, async () => {
    const directory = client(gateway, way, 'sippe.directory.Directory',
      { ...bearer(people.martine), 'Connect-Timeout-Ms': '1' });
    process.kill(gateway.pids.directory, 'SIGSTOP');
    try {
      const began = performance.now();
      refused(await outcome(directory.listOrganizations({})), Code.DeadlineExceeded, 'REASON_TIME_OVER');
      assert.ok(performance.now() - began < 2000);
    } finally {
      process.kill(gateway.pids.directory, 'SIGCONT');
    }
    const patient = client(gateway, way, 'sippe.directory.Directory', bearer(people.martine));
    await patient.listOrganizations({}, { timeoutMs: 10000 });
  });

  test(`${way.name}: one id, two people, at the same time: each her own answer`, async () => {
    const id = requestId();
    const both = await Promise.all([people.martine, people.ines].map(async (person) => {
      const intake = client(gateway, way, INTAKE, { ...bearer(person), 'Sippe-Request-Id': id });
      const family = nextFamily() ?? assert.fail('more families are needed (serve.py)');
      const reply = await intake.submitScreening(submission(family));
      const { families: found } = await intake.findFamily({ phone: family.phone });
      return { number: reply.familyNumber, known: reply.known, found: found.map((one) => one.number) };
    }));
    assert.notEqual(both[0].number, both[1].number);
    for (const one of both) assert.deepEqual([one.known, one.found], [false, [one.number]]);
  });
}

for (const way of ways) {
  test(`${way.name}: what has no side effects is asked by GET, and by nobody who is not signed in`, async () => {
    const tags = [];
    const seeing = (next) => async (request) => {
      const answer = await next(request);
      tags.push(answer.header.get('etag'));
      return answer;
    };
    const options = (person) => ({ useHttpGet: true, interceptors: [seeing, (next) => (request) => {
      request.header.set('Authorization', bearer(person).Authorization);
      return next(request);
    }] });
    const intake = client(gateway, way, INTAKE, {}, '', options(people.martine));
    const byPost = client(gateway, way, INTAKE, bearer(people.martine));
    const { territory } = await intake.getTerritory({ on: { year: 2026, month: 11, day: 30 } });
    assert.deepEqual(territory, (await byPost.getTerritory({ on: { year: 2026, month: 11, day: 30 } })).territory);
    assert.match(tags[0], /^"[0-9a-f]{32}"$/); // of a POST there is none
    await intake.listScreenings({}).catch((error) => assert.equal(error.code, Code.InvalidArgument)); // by POST, as it is logged
    const nobody = client(gateway, way, INTAKE, {}, '', options({ token: `sippe_${randomBytes(32).toString('base64url')}` }));
    refused(await outcome(nobody.getTerritory({})), Code.Unauthenticated, 'REASON_SIGNED_OUT');
    const wrong = client(gateway, way, INTAKE, {}, '', options(people.martine));
    const early = await outcome(wrong.getTerritory({ on: { year: 1900, month: 1, day: 1 } }));
    refused(early, Code.FailedPrecondition, 'REASON_TERRITORY_MISSING');
  });
}

test('by GET: a tag and 304; what is no question of ours, and what is POST alone', async () => {
  const asked = '?connect=v1&encoding=json&message=%7B%7D';
  const get = (path, headers = {}, method = 'GET') =>
    fetch(gateway.url + path, { method, headers: { ...bearer(people.ines), ...headers } });
  const first = await get(`/${INTAKE}/GetTerritory${asked}`);
  const tag = first.headers.get('etag');
  assert.equal(first.status, 200);
  assert.equal(first.headers.get('cache-control'), 'private, no-cache');
  assert.match(first.headers.get('vary'), /Cookie.*Sippe-As/);
  assert.ok((await first.json()).territory);
  for (const given of [tag, `W/${tag}`, `"x", ${tag}`]) {
    const again = await get(`/${INTAKE}/GetTerritory${asked}`, { 'If-None-Match': given });
    assert.deepEqual([again.status, again.headers.get('etag'), await again.text()], [304, tag, ''], given);
  }
  assert.equal((await get(`/${INTAKE}/GetTerritory${asked}`, { 'If-None-Match': '"x"' })).status, 200);
  assert.equal((await get(`/${INTAKE}/GetTerritory?connect=v1&encoding=proto&message=`, { 'If-None-Match': tag })).status, 200);
  const head = await get(`/${INTAKE}/GetTerritory${asked}`, {}, 'HEAD');
  assert.deepEqual([head.status, head.headers.get('etag')], [200, tag]);
  for (const [query, status] of [['', 400], ['?encoding=json&message=%7B%7D', 400], ['?connect=v1&message=%7B%7D', 415],
    ['?connect=v1&encoding=json', 400], ['?connect=v1&encoding=json&message=%7B', 400], [`${asked}&message=%7B%7D`, 400]])
    assert.equal((await get(`/${INTAKE}/GetTerritory${query}`)).status, status, query);
  assert.equal((await get(`/${INTAKE}/GetTerritory${asked}`, { 'Sippe-As': people.martine.member })).status, 403);
  assert.equal((await get(`/${INTAKE}/GetTerritory${asked}`, { Origin: gateway.origin })).status, 403); // a program is no page
  for (const path of [`/${INTAKE}/FindFamily`, `/${INTAKE}/SubmitScreening`, '/sippe.gateway.Gateway/WhoAmI', '/flux',
    '/sippe.directory.Directory/SearchServices', '/sippe.directory.Directory/GetService', '/intake/sippe.node.Node/GetHealth']) {
    const post = await get(path + asked);
    assert.deepEqual([post.status, post.headers.get('allow'), post.headers.get('etag')], [405, 'POST', null], path);
  }
});

test('the contract is given as protoc has it: a client is made of it alone', async () => {
  const answer = await fetch(`${gateway.url}/contrat.binpb`);
  assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'application/protobuf']);
  const given = createFileRegistry(fromBinary(FileDescriptorSetSchema, new Uint8Array(await answer.arrayBuffer())));
  const named = [...given].filter((type) => type.kind === 'service').map((type) => type.typeName);
  assert.deepEqual(named.sort(), services.map((service) => service.typeName).sort());
  const intake = client(gateway, ways[0], given.getService(INTAKE), bearer(people.martine));
  assert.ok((await intake.getTerritory({})).territory.territory);
  assert.ok(given.getMessage('sippe.Status'));
  assert.deepEqual([...given].filter((type) => /_events\.proto$|^sippe\.(Record|Envelope)$/.test(type.file?.name ?? type.typeName)), []);
});

test('an error looks as the document says', async () => {
  const { components } = await (await fetch(`${gateway.url}/openapi.json`)).json();
  const detail = components.schemas['connect.Error'].properties.details.items;
  const answer = await post(gateway, `/${INTAKE}/SubmitScreening`, '{"screning": 1}', bearer(people.martine));
  const body = JSON.parse(answer.bytes);
  assert.deepEqual(Object.keys(body).sort(), Object.keys(components.schemas['connect.Error'].properties).sort());
  assert.deepEqual(Object.keys(body.details[0]).sort(), Object.keys(detail.properties).sort());
  assert.equal(body.details[0].type, detail.properties.type.const);
});

test('what was waited for intake is not waited again: the time is counted from the question', async () => {
  const headers = { ...bearer(people.julie), 'Connect-Timeout-Ms': '1500' };
  const directory = client(gateway, ways[0], 'sippe.directory.Directory', headers);
  await directory.listOrganizations({});
  process.kill(gateway.pids.intake, 'SIGSTOP');
  try {
    await setTimeout(600); // longer than what intake said of her is taken as it is
    refused(await outcome(directory.listOrganizations({})), Code.DeadlineExceeded, 'REASON_TIME_OVER');
  } finally {
    process.kill(gateway.pids.intake, 'SIGCONT');
  }
});

test('one id twice at once by one person: the same bytes twice', async () => {
  for (const form of ['json', 'proto']) {
    const message = submission(nextFamily());
    const body = form === 'json' ? JSON.stringify(toJson(SUBMIT, message)) : toBinary(SUBMIT, message);
    const headers = { ...bearer(people.ines), 'Sippe-Request-Id': requestId() };
    const twice = await Promise.all([1, 2, 3, 4].map(() => post(gateway, `/${INTAKE}/SubmitScreening`, body, headers, form)));
    for (const one of twice) {
      assert.equal(one.status, 200, one.bytes.toString());
      assert.deepEqual(one.bytes, twice[0].bytes);
    }
  }
});

test('a day code opens a session, whose cookies a client may send', async () => {
  const headers = { Origin: gateway.origin, 'Sec-Fetch-Site': 'same-origin' };
  const opened = await post(gateway, '/sippe.gateway.Gateway/SignIn', JSON.stringify({ code: gateway.code }), headers);
  assert.equal(opened.status, 200, opened.bytes.toString());
  const Cookie = opened.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
  for (const way of ways) {
    const mine = client(gateway, way, 'sippe.gateway.Gateway', { ...headers, Cookie });
    const who = await mine.whoAmI({});
    assert.deepEqual(who.memberships.map((one) => one.name), ['martine']);
    assert.deepEqual(who.away, []);
    assert.deepEqual(new Set(who.memberships[0].methods), new Set(mayAsk('desk')));
    assert.equal((await mine.listSessions({})).sessions.length, 1);
    await client(gateway, way, INTAKE, { ...headers, Cookie }).getTerritory({});
  }
});

test('what packs to more than a message may have is refused, and nobody waits for it', async () => {
  const escalate = Array(60000).fill(-1); // three bytes each in JSON, ten packed
  const body = JSON.stringify({ territory: { delays: { escalate } } });
  assert.ok(body.length < 200 << 10);
  const began = performance.now();
  const got = await post(gateway, `/${INTAKE}/CheckTerritory`, body, bearer(people.odile));
  assert.equal(got.status, 400, got.bytes.toString());
  const { code, details } = JSON.parse(got.bytes);
  assert.deepEqual([code, details[0].json.reason], ['invalid_argument', 'REASON_TOO_LARGE']);
  assert.ok(performance.now() - began < 3000);
  await client(gateway, ways[0], INTAKE, bearer(people.odile)).listTerritories({}); // the link lives
});

// ---- each procedure of the contract

// Where a service is answered: a daemon's name, and the path before its own.
function places(service) {
  const name = service.typeName.split('.')[1];
  return name === 'node' ? daemons.map((daemon) => ({ daemon, name, where: `/${daemon}` })) : [{ daemon: name, name, where: '' }];
}

async function ask(way, person, service, method, place) {
  const one = client(gateway, way, service, bearer(person), place.where);
  const got = await outcome(one[method.localName]({}));
  const name = `${place.daemon} ${place.name}.${method.name} as ${person.role}, ${way.name}`;
  const said = `${name}: ${got.error ?? 'done'}`;
  if (got.code) assert.ok(got.status?.messageFr && got.status.messageEn && got.status.reason, said);
  assert.notEqual(got.code, Code.Unimplemented, said);
  if (place.name === 'gateway') return;
  const may = rights.get(`${place.daemon} ${place.name}.${method.name}`);
  assert.ok(may, `${name} is not in tests/golden/roles.txt`);
  assert.equal(got.code === Code.PermissionDenied && got.status.reason === NOT_ALLOWED,
    !may.includes(person.role), said);
}

const inTurn = ['martine', 'julie', 'odile', 'rose'];
inTurn.forEach((name, i) =>
  test(`each procedure can be named, and the tables say who may: ${name}, ${ways[i].name}`, async () => {
    let asked = 0;
    for (const service of services)
      for (const place of places(service))
        for (const method of service.methods) {
          await ask(ways[i], people[name], service, method, place);
          asked++;
        }
    assert.ok(asked > rights.size, `${asked} of ${rights.size}`);
  }));

test('what is not there is not implemented', async () => {
  for (const path of [`/${INTAKE}/NoSuch`, `/${INTAKE}/getTerritory`, '/sippe.node.Node/GetHealth', '/nobody/sippe.node.Node/GetHealth'])
    assert.equal((await post(gateway, path, '{}', bearer(people.martine))).status, 501, path);
});
