import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { connect, instanceUrl, path, refusal, version } from './support.mjs';

let conn;
before(async () => { conn = await connect(); });

test('versions and resources', async () => {
  const versions = await conn.request(`${instanceUrl}/services/data`);
  assert.ok(versions.some((v) => v.version === version && v.url === `/services/data/v${version}` && v.label));
  const resources = await conn.request(path(''));
  for (const key of ['sobjects', 'query', 'queryAll', 'limits', 'tooling', 'composite', 'identity']) {
    assert.ok(resources[key], key);
  }
  assert.equal(resources.identity, conn.userInfo.url);
  await assert.rejects(conn.request('/services/data/v99.0/'), refusal('NOT_FOUND'));
});

test('describe global', async () => {
  const { encoding, maxBatchSize, sobjects } = await conn.describeGlobal();
  assert.deepEqual([encoding, maxBatchSize], ['UTF-8', 200]);
  const user = sobjects.find((o) => o.name === 'User');
  assert.equal(user.keyPrefix, '005');
  assert.equal(user.deletable, false);
  assert.equal(user.urls.describe, path('/sobjects/User/describe'));
  assert.equal(sobjects.find((o) => o.name === 'Invoice__c').custom, true);
  // jsforce keeps what it was told.
  assert.deepEqual((await conn.describeGlobal$()).sobjects.length, sobjects.length);
});

test('describe an object', async () => {
  const invoice = await conn.sobject('Invoice__c').describe();
  assert.deepEqual([invoice.name, invoice.label, invoice.createable], ['Invoice__c', 'Invoice', true]);
  const field = (name) => invoice.fields.find((f) => f.name === name);
  assert.deepEqual([field('Code__c').type, field('Code__c').externalId, field('Code__c').unique, field('Code__c').idLookup],
    ['string', true, true, true]);
  assert.deepEqual(field('State__c').picklistValues.map((v) => v.value), ['Draft', 'Sent']);
  assert.deepEqual(field('Agent__c').referenceTo, ['User']);
  assert.equal(field('Agent__c').relationshipName, 'Agent__r');
  assert.deepEqual(invoice.childRelationships.filter((c) => c.relationshipName).map((c) => [c.childSObject, c.field, c.relationshipName]),
    [['Line__c', 'Invoice__c', 'Lines__r']]);
  await assert.rejects(conn.describe('Nothing'), refusal('NOT_FOUND', /^The requested resource does not exist$/));
});

// What jsforce's types list is there in any org.
const types = readFileSync(new URL('node_modules/jsforce/lib/types/common.d.ts', import.meta.url), 'utf8');

function keysOf(type) {
  const [, body] = types.match(new RegExp(`type ${type} = (?:\\w+ & )?\\{\\n([^]*?)\\n\\};`));
  return [...body.matchAll(/^ {4}(\w+):/gm)].map(([, key]) => key)
    .filter((key) => key !== 'idEnabled'); // Of SOAP alone.
}

test('describes have all keys', async () => {
  const { sobjects: [summary] } = await conn.describeGlobal();
  const invoice = await conn.describe('Invoice__c');
  const examples = {
    DescribeGlobalSObjectResult: summary,
    DescribeSObjectResult: invoice,
    Field: invoice.fields[0],
    ChildRelationship: invoice.childRelationships[0],
  };
  for (const [type, example] of Object.entries(examples)) {
    const keys = keysOf(type);
    assert.ok(keys.length > 3, type);
    assert.deepEqual(keys.filter((key) => !(key in example)), [], type);
  }
});

test('recent items', async () => {
  assert.deepEqual(await conn.recent('Invoice__c', 5), []);
});

test('limits', async () => {
  const { DailyApiRequests: first } = await conn.limits();
  assert.equal(typeof first.Max, 'number');
  const { DailyApiRequests: second } = await conn.limits();
  assert.ok(second.Remaining < first.Remaining);
  assert.equal(conn.limitInfo.apiUsage.limit, first.Max);
  assert.ok(conn.limitInfo.apiUsage.used > 0);
});

test('record counts', async () => {
  const { sObjects } = await conn.request(path('/limits/recordCount?sObjects=City__c'));
  assert.deepEqual(sObjects, [{ count: 7, name: 'City__c' }]);
});
