// Our canonical JSON beside that of @bufbuild/protobuf, both ways, on messages drawn by chance: what we write they read as
// the same message, and what they write, in each of the ways that the mapping allows, we read as the same bytes.
//
// SIPPE_MESSAGES how many (10,000, and of each type at least 20); SIPPE_SEED where chance begins: 0 takes another each time.
import { equals, fromBinary, fromJson, toJson } from '@bufbuild/protobuf';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { program, registry } from './contract.mjs';

const EACH_TYPE = 20;
const BATCH = 5000;
const seed = Number(process.env.SIPPE_SEED ?? 1) || Math.floor(Math.random() * 2 ** 40);
const types = program('connect-canonical', ['types']).trim().split('\n');
const messages = Math.max(Number(process.env.SIPPE_MESSAGES ?? 10000), EACH_TYPE * types.length);

const ways = {
  usual: {},
  'defaults written': { alwaysEmitImplicit: true },
  'names of the .proto': { useProtoFieldName: true },
  'numbers of enumerations': { enumAsInteger: true, alwaysEmitImplicit: true, useProtoFieldName: true },
};

function batch(first, count) {
  const lines = program('connect-canonical', ['make', seed, first, count].map(String)).trimEnd().split('\n');
  assert.equal(lines.length, count);
  return lines.map((line, i) => {
    const [type, packed, json] = line.split('\t');
    const schema = registry.getMessage(type);
    assert.ok(schema, `${type} is unknown to protoc-gen-es`);
    return { schema, packed, json, name: `SIPPE_SEED=${seed}, message ${first + i}, ${type}`,
      message: fromBinary(schema, Buffer.from(packed, 'base64')) };
  });
}

// The same for each: a difference names its message, and shows both texts.
function theirsOfOurs(all) {
  for (const one of all) {
    const read = fromJson(one.schema, JSON.parse(one.json));
    if (!equals(one.schema, read, one.message))
      assert.deepEqual(JSON.parse(one.json), toJson(one.schema, one.message), one.name);
    assert.ok(equals(one.schema, read, one.message), one.name);
    assert.deepEqual(JSON.parse(one.json), toJson(one.schema, one.message), one.name);
  }
}

function oursOfTheirs(all, way) {
  const texts = all.map((one) => JSON.stringify(toJson(one.schema, one.message, ways[way])));
  const read = program('connect-canonical', ['read'], all.map((one, i) => `${one.schema.typeName}\t${texts[i]}\n`).join(''));
  read.trimEnd().split('\n').forEach((packed, i) =>
    assert.equal(packed, all[i].packed, `${all[i].name}, ${way}: ${texts[i].slice(0, 2000)}`));
}

test(`${messages} messages of ${types.length} types, both ways, from seed ${seed}`, () => {
  assert.ok(types.length > 300);
  for (let first = 0; first < messages; first += BATCH) {
    const all = batch(first, Math.min(BATCH, messages - first));
    theirsOfOurs(all);
    for (const way of Object.keys(ways)) oursOfTheirs(all, way);
  }
});
