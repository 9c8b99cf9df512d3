import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import jsforce from 'jsforce';
import { connect, fields, id18, path, refusal } from './support.mjs';

// As many rows as org.json has cities, and the page size that tools/clients.sh asks for.
const cities = ['Antwerp', 'Bern', 'Cork', 'Delft', 'Evora', 'Fulda', 'Graz'];
const pageSize = 3;

let conn;
before(async () => { conn = await connect(); });

test('pages by hand', async () => {
  let page = await conn.query('SELECT Id, Name, Inhabitants__c FROM City__c ORDER BY Name', { autoFetch: false });
  assert.equal(page.totalSize, cities.length);
  assert.deepEqual(fields(page.records[0]), { Id: page.records[0].Id, Name: 'Antwerp', Inhabitants__c: 530000 });
  assert.match(page.records[0].Id, id18);
  assert.equal(page.records[0].attributes.type, 'City__c');
  assert.ok(page.records[0].attributes.url.endsWith(`/sobjects/City__c/${page.records[0].Id}`));
  const seen = [];
  for (;;) {
    assert.ok(page.records.length <= pageSize);
    seen.push(...page.records.map((r) => r.Name));
    if (page.done) {
      break;
    }
    assert.match(page.nextRecordsUrl, new RegExp(`/query/01g[^/]*-${seen.length}$`));
    page = await conn.queryMore(page.nextRecordsUrl);
    assert.equal(page.totalSize, cities.length);
  }
  assert.equal(page.nextRecordsUrl, undefined);
  assert.deepEqual(seen, cities);
});

test('pages fetched and streamed', async () => {
  const soql = 'SELECT Name FROM City__c ORDER BY Name';
  const all = await conn.query(soql, { autoFetch: true });
  assert.deepEqual(all.records.map((r) => r.Name), cities);
  const streamed = [];
  await new Promise((resolve, reject) => {
    conn.query(soql).on('record', (r) => streamed.push(r.Name)).on('end', resolve).on('error', reject)
      .run({ autoFetch: true, maxFetch: 100 });
  });
  assert.deepEqual(streamed, cities);
});

test('a batch size and a bad locator', async () => {
  const page = await conn.query('SELECT Id FROM City__c', { autoFetch: false, headers: { 'Sforce-Query-Options': 'batchSize=200' } });
  assert.equal(page.records.length, pageSize);
  await assert.rejects(conn.queryMore('01gRO0000016PIAYA2-2000'), refusal('INVALID_QUERY_LOCATOR'));
});

test('queryAll shows what is in the recycle bin', async () => {
  const soql = "SELECT Name, IsDeleted FROM City__c WHERE Name = 'Gone'";
  assert.equal((await conn.query(soql)).totalSize, 0);
  const { records } = await conn.query(soql, { scanAll: true });
  assert.deepEqual(records.map(fields), [{ Name: 'Gone', IsDeleted: true }]);
});

test('counts and aggregates', async () => {
  const count = await conn.query('SELECT COUNT() FROM City__c');
  assert.deepEqual([count.totalSize, count.done, count.records], [cities.length, true, []]);
  assert.equal(await conn.sobject('City__c').count({ Inhabitants__c: { $gt: 200000 } }), 3);
  const { records } = await conn.query('SELECT MAX(Inhabitants__c), COUNT(Id) n FROM City__c');
  assert.deepEqual(fields(records[0]), { expr0: 530000, n: cities.length });
  assert.deepEqual(records[0].attributes, { type: 'AggregateResult' });
});

test('parents and children', async () => {
  const { records } = await conn.query(`SELECT Username, Profile.Name, Manager.Name,
    (SELECT PermissionSet.Name, PermissionSet.IsOwnedByProfile FROM PermissionSetAssignments)
    FROM User WHERE Username = 'ada@acme.example'`);
  const [ada] = records;
  assert.equal(ada.Profile.Name, 'Standard User');
  assert.equal(ada.Profile.attributes.type, 'Profile');
  assert.equal(ada.Manager, null);
  assert.equal(ada.PermissionSetAssignments.done, true);
  assert.equal(ada.PermissionSetAssignments.totalSize, ada.PermissionSetAssignments.records.length);
});

test('statements that jsforce writes', async () => {
  const big = await conn.sobject('City__c').find({ Inhabitants__c: { $gte: 200000 } }, ['Name']).sort({ Name: -1 }).limit(2);
  assert.deepEqual(big.map((r) => r.Name), ['Graz', 'Cork']);
  const like = await conn.sobject('City__c').find({ $or: [{ Name: { $like: 'B%' } }, { Name: { $in: ['Graz', "O'Brien"] } }] }, 'Name')
    .sort('Name').execute();
  assert.deepEqual(like.map((r) => r.Name), ['Bern', 'Graz']);
  const none = await conn.sobject('City__c').findOne({ Name: "Nowhere'" });
  assert.equal(none, null);
  const since = await conn.sobject('City__c').find({ CreatedDate: { $gt: jsforce.SfDate.toDateTimeLiteral('1970-01-01T00:00:00Z') } }, 'Id').limit(1);
  assert.equal(since.length, 1);
  const star = await conn.sobject('City__c').findOne({ Name: 'Bern' });
  assert.equal(star.Inhabitants__c, 135000);
});

test('records found, then changed', async () => {
  const invoices = conn.sobject('Invoice__c');
  const made = await invoices.create(['q-1', 'q-2'].map((Code__c) => ({ Code__c, Name: 'found' })));
  await conn.sobject('Line__c').create({ Invoice__c: made[0].id, Quantity__c: 3 });
  const found = await invoices.find({ Name: 'found' }, 'Id, Code__c').include('Lines__r').select('Quantity__c').end().sort('Code__c');
  assert.deepEqual(found.map((r) => r.Lines__r?.records.map((l) => l.Quantity__c) ?? null), [[3], null]);
  const changed = await invoices.find({ Name: 'found' }).update({ Name: 'changed ${Code__c}' }, { allowBulk: false });
  assert.deepEqual(changed.map((r) => r.success), [true, true]);
  assert.equal((await invoices.retrieve(made[0].id)).Name, 'changed q-1');
  const gone = await invoices.find({ Name: { $like: 'changed %' } }).destroy({ allowBulk: false });
  assert.deepEqual(gone.map((r) => r.success), [true, true]);
});

test('tooling', async () => {
  const page = await conn.tooling.query('SELECT Id, SubscriberPackage.NamespacePrefix FROM InstalledSubscriberPackage');
  assert.equal(page.records[0].SubscriberPackage.NamespacePrefix, 'FastCall');
  const raw = await conn.request(path('/tooling/query?q=SELECT+Id+FROM+InstalledSubscriberPackage'));
  assert.deepEqual([raw.size, raw.entityTypeName, raw.queryLocator], [1, 'InstalledSubscriberPackage', null]);
});

test('refused statements', async () => {
  await assert.rejects(conn.query('SELECT Id FROM'), refusal('MALFORMED_QUERY', /unexpected token/));
  await assert.rejects(conn.query('SELECT Nothing FROM User'),
    refusal('INVALID_FIELD', /No such column 'Nothing' on entity 'User'/));
  await assert.rejects(conn.query('SELECT Id FROM Nothing'), refusal('INVALID_TYPE', /sObject type 'Nothing' is not supported/));
});
