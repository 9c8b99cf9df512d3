import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { connect, id18, refusal } from './support.mjs';

let conn;
let invoices;
before(async () => {
  conn = await connect();
  invoices = conn.sobject('Invoice__c');
});

test('one record', async () => {
  const values = { Name: 'First', Code__c: 'one-1', Amount__c: 12.5, Due__c: '2026-02-28', Sent__c: '2026-02-01T08:00:00Z', State__c: 'Draft' };
  const made = await invoices.create(values);
  assert.deepEqual(made, { id: made.id, success: true, errors: [] });
  assert.match(made.id, id18);

  const read = await invoices.retrieve(made.id);
  assert.deepEqual([read.Name, read.Amount__c, read.Paid__c, read.Due__c, read.Sent__c, read.Agent__c],
    ['First', 12.5, false, '2026-02-28', '2026-02-01T08:00:00.000+0000', null]);
  assert.match(read.CreatedDate, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);
  assert.equal((await invoices.retrieve(made.id.slice(0, 15))).Id, made.id);

  assert.deepEqual(await invoices.update({ Id: made.id, Paid__c: true, Amount__c: null }),
    { id: made.id, success: true, errors: [] });
  const part = await conn.retrieve('Invoice__c', made.id, { fields: ['Paid__c', 'Amount__c'] });
  assert.deepEqual([part.Paid__c, part.Amount__c, part.Name], [true, null, undefined]);

  assert.deepEqual(await invoices.destroy(made.id), { id: made.id, success: true, errors: [] });
  await assert.rejects(invoices.retrieve(made.id), refusal('ENTITY_IS_DELETED', /^entity is deleted$/));
  await assert.rejects(invoices.destroy(made.id), refusal('ENTITY_IS_DELETED'));
});

test('refused writes', async () => {
  const unknown = await invoices.create({ Nothing__c: 1 }).catch((err) => err);
  assert.equal(unknown.errorCode, 'INVALID_FIELD');
  assert.match(unknown.message, /^No such column 'Nothing__c' on sobject of type Invoice__c$/);
  await assert.rejects(invoices.create({ CreatedDate: '2026-01-01T00:00:00Z' }), refusal('INVALID_FIELD_FOR_INSERT_UPDATE'));
  await assert.rejects(invoices.create({ State__c: 'Lost' }), refusal('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'));
  await assert.rejects(invoices.create({ Code__c: 'x'.repeat(21) }), refusal('STRING_TOO_LONG'));
  const missing = await conn.sobject('PermissionSet').create({ Label: 'No name' }).catch((err) => err);
  assert.equal(missing.errorCode, 'REQUIRED_FIELD_MISSING');
  assert.deepEqual(missing.data.fields, ['Name']);
  await assert.rejects(conn.sobject('User').destroy(conn.userInfo.id), (err) => Boolean(err.errorCode));
  await assert.rejects(invoices.retrieve('foo'),
    refusal('NOT_FOUND', /^Provided external ID field does not exist or is not accessible: foo$/));
  await assert.rejects(conn.sobject('Nothing').create({ Name: 'x' }), refusal('NOT_FOUND', /^The requested resource does not exist$/));
});

test('upsert by external id', async () => {
  const made = await invoices.upsert({ Code__c: 'up 1 ä', Name: 'Made' }, 'Code__c');
  assert.deepEqual([made.success, made.created], [true, true]);
  const again = await invoices.upsert({ Code__c: 'up 1 ä', Name: 'Changed' }, 'Code__c');
  assert.deepEqual([again.success, again.created, again.id], [true, false, made.id]);
  assert.equal((await invoices.retrieve(made.id)).Name, 'Changed');
  await assert.rejects(invoices.create({ Code__c: 'up 1 ä' }), refusal('DUPLICATE_VALUE', new RegExp(made.id.slice(0, 15))));
  // jsforce leaves the encoding of the value to its caller.
  const slash = await invoices.upsert({ Code__c: 'up%2F2', Name: 'Slash' }, 'Code__c');
  assert.equal((await invoices.retrieve(slash.id)).Code__c, 'up/2');
  await assert.rejects(invoices.upsert({ Nope__c: 'x', Name: 'y' }, 'Nope__c'), refusal('NOT_FOUND'));
});

test('other versions of the API', async () => {
  for (const version of ['31.0', '45.0', '67.0']) {
    const other = (await connect({ version })).sobject('Invoice__c');
    const made = await other.upsert({ Code__c: `v${version}`, Name: 'Made' }, 'Code__c');
    const again = await other.upsert({ Code__c: `v${version}`, Name: 'Changed' }, 'Code__c');
    // Before 46.0 an upsert does not say what it did, and one that updates has no answer at all.
    const says = Number(version) >= 46;
    assert.deepEqual([made.success, made.created], [true, says ? true : undefined]);
    assert.deepEqual([again.success, again.created, again.id], [true, ...(says ? [false, made.id] : [undefined, undefined])]);
    const [one, two] = await other.create([{ Name: 'one' }, { Name: 'two' }]);
    assert.deepEqual((await other.retrieve([one.id, two.id])).map((r) => r.Name), ['one', 'two']);
    assert.deepEqual((await other.destroy([one.id, two.id, made.id])).map((r) => r.success), [true, true, true]);
  }
});

test('upsert that matches several records', async () => {
  await invoices.create([{ Batch__c: 'twins', Name: 'A' }, { Batch__c: 'twins', Name: 'B' }]);
  const several = await invoices.upsert({ Batch__c: 'twins', Name: 'C' }, 'Batch__c').catch((err) => err);
  assert.equal(several.errorCode, 'MULTIPLE_CHOICES');
  assert.equal(several.data.length, 2);
  assert.match(several.data[0], /\/sobjects\/Invoice__c\//);
});

test('collections', async () => {
  const made = await invoices.create([{ Name: 'a', Code__c: 'c-1' }, { Name: 'b', Code__c: 'c-1' }, { Name: 'c', Code__c: 'c-3' }]);
  assert.deepEqual(made.map((r) => r.success), [true, false, true]);
  assert.equal(made[1].errors[0].statusCode, 'DUPLICATE_VALUE');
  assert.equal(made[1].id, undefined);
  const ids = [made[0].id, made[2].id];

  const read = await invoices.retrieve([...ids, 'a00000000000000AAA'], { fields: ['Name'] });
  assert.deepEqual(read.map((r) => r?.Name ?? null), ['a', 'c', null]);

  const changed = await invoices.update([{ Id: ids[0], Name: 'aa' }, { Id: ids[1], State__c: 'Lost' }], { allOrNone: true });
  assert.deepEqual(changed.map((r) => r.errors[0].statusCode),
    ['ALL_OR_NONE_OPERATION_ROLLED_BACK', 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST']);
  assert.equal((await invoices.retrieve(ids[0])).Name, 'a');
  const kept = await invoices.update(ids.map((Id) => ({ Id, State__c: 'Sent' })));
  assert.deepEqual(kept, ids.map((id) => ({ id, success: true, errors: [] })));

  const upserted = await invoices.upsert([{ Code__c: 'c-1', Name: 'up' }, { Code__c: 'c-4', Name: 'new' }], 'Code__c');
  assert.deepEqual(upserted.map((r) => [r.success, r.created]), [[true, false], [true, true]]);
  ids.push(upserted[1].id);

  const gone = await invoices.destroy(ids);
  assert.deepEqual(gone, ids.map((id) => ({ id, success: true, errors: [] })));
  const twice = await invoices.destroy(ids);
  assert.deepEqual(twice.map((r) => [r.success, r.errors[0].statusCode]), ids.map(() => [false, 'ENTITY_IS_DELETED']));
});

test('more records than one call takes', async () => {
  const rows = Array.from({ length: 201 }, (_, i) => ({ Name: `many ${i}` }));
  await assert.rejects(invoices.create(rows), (err) => Boolean(err.errorCode ?? err.message));
  const made = await invoices.create(rows, { allowRecursive: true });
  assert.equal(made.filter((r) => r.success).length, rows.length);
  const found = await invoices.find({ Name: { $like: 'many %' } }, 'Id').execute({ autoFetch: true, maxFetch: 1000 });
  assert.equal(found.length, rows.length);
  const gone = await invoices.destroy(made.map((r) => r.id), { allowRecursive: true });
  assert.equal(gone.filter((r) => r.success).length, rows.length);
});

test('package seats', async () => {
  const [seats] = await conn.sobject('PackageLicense').find({ NamespacePrefix: 'FastCall' });
  assert.deepEqual([seats.AllowedLicenses, seats.Status], [3, 'Active']);
  const users = await conn.sobject('User').find({ Username: { $in: ['grace@acme.example', 'linus@acme.example', 'terraform@acme.example'] } }, 'Id');
  const taken = await conn.sobject('UserPackageLicense').create(users.map((u) => ({ UserId: u.Id, PackageLicenseId: seats.Id })));
  assert.deepEqual(taken.map((r) => r.success), [true, true, false]);
  assert.equal(taken[2].errors[0].statusCode, 'LICENSE_LIMIT_EXCEEDED');
  assert.equal((await conn.sobject('PackageLicense').retrieve(seats.Id)).UsedLicenses, 3);
  await conn.sobject('UserPackageLicense').destroy(taken.slice(0, 2).map((r) => r.id));
  assert.equal((await conn.sobject('PackageLicense').retrieve(seats.Id)).UsedLicenses, 1);
});
