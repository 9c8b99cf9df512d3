import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { connect, id18, path, refusal } from './support.mjs';

let conn;
before(async () => { conn = await connect(); });

const invoiceUrl = path('/sobjects/Invoice__c');
const lineUrl = path('/sobjects/Line__c');
const count = async (object, name) => (await conn.query(`SELECT COUNT() FROM ${object} WHERE Name = '${name}'`)).totalSize;

test('composite with references', async () => {
  const { compositeResponse: [invoice, line, query] } = await conn.requestPost('/composite', {
    allOrNone: true,
    collateSubrequests: false,
    compositeRequest: [
      { method: 'POST', url: invoiceUrl, referenceId: 'invoice', body: { Name: 'Composite' } },
      { method: 'POST', url: lineUrl, referenceId: 'line', body: { Name: 'Line', Invoice__c: '@{invoice.id}', Quantity__c: 2 } },
      { method: 'GET', url: `${path('/query')}?q=${encodeURIComponent("SELECT Name, (SELECT Quantity__c FROM Lines__r) FROM Invoice__c WHERE Id = '")}@{invoice.id}%27`,
        referenceId: 'query' },
    ],
  });
  assert.deepEqual([invoice.httpStatusCode, invoice.referenceId, invoice.body.success], [201, 'invoice', true]);
  assert.match(invoice.body.id, id18);
  assert.equal(invoice.httpHeaders.Location, `${invoiceUrl}/${invoice.body.id}`);
  assert.equal(line.httpStatusCode, 201);
  assert.equal(query.httpStatusCode, 200);
  assert.equal(query.body.records[0].Lines__r.records[0].Quantity__c, 2);
});

test('composite that is rolled back', async () => {
  const { compositeResponse } = await conn.requestPost('/composite', {
    allOrNone: true,
    compositeRequest: [
      { method: 'POST', url: invoiceUrl, referenceId: 'good', body: { Name: 'Rolled back' } },
      { method: 'POST', url: invoiceUrl, referenceId: 'bad', body: { State__c: 'Lost' } },
    ],
  });
  assert.deepEqual(compositeResponse.map((r) => [r.httpStatusCode, r.body[0].errorCode]),
    [[400, 'PROCESSING_HALTED'], [400, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST']]);
  assert.equal(await count('Invoice__c', 'Rolled back'), 0);
});

test('composite with collections', async () => {
  const { compositeResponse: [made, refused] } = await conn.requestPost('/composite', {
    compositeRequest: [
      { method: 'POST', url: path('/composite/sobjects'), referenceId: 'made',
        body: { allOrNone: false, records: ['x', 'y'].map((Name) => ({ attributes: { type: 'Invoice__c' }, Name })) } },
      { method: 'DELETE', url: `${path('/composite/sobjects')}?ids=a00000000000000AAA&allOrNone=false`, referenceId: 'refused' },
    ],
  });
  assert.equal(made.httpStatusCode, 200);
  assert.deepEqual(made.body.map((r) => r.success), [true, true]);
  assert.equal(refused.httpStatusCode, 200);
  assert.equal(refused.body[0].success, false);
});

test('composites that are too large', async () => {
  const get = (i) => ({ method: 'GET', url: path('/sobjects/User/describe'), referenceId: `r${i}` });
  await assert.rejects(conn.requestPost('/composite', { compositeRequest: Array.from({ length: 26 }, (_, i) => get(i)) }),
    (err) => Boolean(err.errorCode));
  const query = (i) => ({ method: 'GET', url: `${path('/query')}?q=SELECT+Id+FROM+User`, referenceId: `r${i}` });
  await assert.rejects(conn.requestPost('/composite', { compositeRequest: Array.from({ length: 6 }, (_, i) => query(i)) }),
    (err) => Boolean(err.errorCode));
});

test('batch', async () => {
  const { hasErrors, results } = await conn.requestPost('/composite/batch', {
    batchRequests: [
      { method: 'POST', url: 'v62.0/sobjects/Invoice__c', richInput: { Name: 'Batch' } },
      { method: 'GET', url: 'v62.0/sobjects/Nothing/describe' },
      { method: 'GET', url: "v62.0/query?q=SELECT+Id+FROM+Invoice__c+WHERE+Name='Batch'" },
    ],
  });
  assert.equal(hasErrors, true);
  assert.deepEqual(results.map((r) => r.statusCode), [201, 404, 200]);
  assert.equal(results[1].result[0].errorCode, 'NOT_FOUND');
  assert.equal(results[2].result.records[0].Id, results[0].result.id);
});

test('batch that halts', async () => {
  const { results } = await conn.requestPost('/composite/batch', {
    haltOnError: true,
    batchRequests: [
      { method: 'DELETE', url: 'v62.0/sobjects/Invoice__c/a00000000000000AAA' },
      { method: 'POST', url: 'v62.0/sobjects/Invoice__c', richInput: { Name: 'Never' } },
    ],
  });
  assert.deepEqual([results[0].statusCode, results[1].statusCode], [404, 412]);
  assert.equal(results[1].result[0].errorCode, 'BATCH_PROCESSING_HALTED');
  assert.equal(await count('Invoice__c', 'Never'), 0);
});

test('graphs, each all or none', async () => {
  const graph = (graphId, quantity) => ({
    graphId,
    compositeRequest: [
      { method: 'POST', url: invoiceUrl, referenceId: 'invoice', body: { Name: `Graph ${graphId}` } },
      { method: 'POST', url: lineUrl, referenceId: 'line', body: { Name: `Line ${graphId}`, Invoice__c: '@{invoice.id}', Quantity__c: quantity } },
      { method: 'PATCH', url: `${invoiceUrl}/@{invoice.id}`, referenceId: 'paid', body: { Paid__c: true } },
    ],
  });
  const { graphs } = await conn.requestPost('/composite/graph', { graphs: [graph('good', 1), graph('bad', 'many')] });
  assert.deepEqual(graphs.map((g) => [g.graphId, g.isSuccessful]), [['good', true], ['bad', false]]);
  assert.deepEqual(graphs[0].graphResponse.compositeResponse.map((r) => r.httpStatusCode), [201, 201, 204]);
  assert.ok(graphs[1].graphResponse.compositeResponse.every((r) => r.httpStatusCode === 400));
  assert.equal(await count('Invoice__c', 'Graph good'), 1);
  assert.equal(await count('Invoice__c', 'Graph bad'), 0);
});

test('setup beside other objects', async () => {
  const [group] = await conn.sobject('Group').find({ DeveloperName: 'Fastcall_Support' }, 'Id');
  const { compositeResponse } = await conn.requestPost('/composite', {
    allOrNone: true,
    collateSubrequests: false, // Else nobody can tell which of the two comes first.
    compositeRequest: [
      { method: 'POST', url: invoiceUrl, referenceId: 'invoice', body: { Name: 'Mixed' } },
      { method: 'POST', url: path('/sobjects/GroupMember'), referenceId: 'member', body: { GroupId: group.Id, UserOrGroupId: conn.userInfo.id } },
    ],
  });
  assert.deepEqual(compositeResponse.map((r) => r.body[0].errorCode), ['PROCESSING_HALTED', 'MIXED_DML_OPERATION']);
});

test('bodies that are no JSON', async () => {
  await assert.rejects(conn.request({ method: 'POST', url: path('/composite'), body: '{', headers: { 'content-type': 'application/json' } }),
    refusal('JSON_PARSER_ERROR'));
});
