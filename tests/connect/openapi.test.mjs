// The document that describes the contract, before a validator that we did not write; and against protoc-gen-es's view of
// the same contract, in which each method must stand.
import { Validator } from '@seriousme/openapi-schema-validator';
import { toJson, fromBinary, create } from '@bufbuild/protobuf';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { program, registry, services } from './contract.mjs';

const document = JSON.parse(program('connect-openapi', []));

test('it is OpenAPI 3.1', async () => {
  const validator = new Validator();
  const result = await validator.validate(structuredClone(document));
  assert.equal(result.valid, true, JSON.stringify(result.errors, null, 1)?.slice(0, 4000));
  assert.equal(validator.version, '3.1');
});

test('the validator does refuse', async () => {
  for (const spoil of [
    (d) => { delete d.info.version; },
    (d) => { Object.values(d.paths)[0].post.parameters.push({ name: 'x', in: 'nowhere' }); },
    (d) => { d.components.securitySchemes.token = { type: 'http' }; },
  ]) {
    const spoiled = structuredClone(document);
    spoil(spoiled);
    assert.equal((await new Validator().validate(spoiled)).valid, false, spoil.toString());
  }
});

test('each method of each service stands in it, and no other', () => {
  const expected = services.flatMap((service) => service.methods.map((method) =>
    `${service.typeName === 'sippe.node.Node' ? '/{daemon}' : ''}/${service.typeName}/${method.name}`));
  assert.ok(expected.length > 100);
  assert.deepEqual(Object.keys(document.paths).sort(), expected.sort());
});

test('each message has the fields that protoc-gen-es has, by their JSON names', () => {
  for (const [name, schema] of Object.entries(document.components.schemas)) {
    const type = registry.getMessage(name);
    if (!type) continue;
    assert.deepEqual(Object.keys(schema.properties).sort(), type.fields.map((field) => field.jsonName).sort(), name);
    const groups = (schema.allOf ?? []).map((group) => group.oneOf.flatMap((one) => one.required ?? []));
    assert.deepEqual(groups, type.oneofs.map((oneof) => oneof.fields.map((field) => field.jsonName)), name);
  }
});
