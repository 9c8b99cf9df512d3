import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { connect, instanceUrl, path, refusal } from './support.mjs';

// Faults strike City__c under one text each, so that no other test meets them.
let conn;
let renewals = 0;
before(async () => {
  conn = await connect({
    async refreshFn(self, done) {
      renewals++;
      done(null, (await connect()).accessToken);
    },
  });
});
after(() => fetch(`${instanceUrl}/_sim/faults`, { method: 'DELETE' }));

async function fault(effect, text, more = {}) {
  const answer = await fetch(`${instanceUrl}/_sim/faults`, {
    method: 'POST', body: JSON.stringify({ effect, text, object: 'City__c', ...more }),
  });
  assert.equal(answer.status, 204, await answer.text());
}

const ask = (text) => conn.query(`SELECT Id FROM City__c WHERE Name != '${text}'`, { autoFetch: false });

test('an org that is away is asked again', async () => {
  for (const effect of ['503-json', '503-html', '502-html', '500', 'reset']) {
    await fault(effect, effect, { times: 1 });
    assert.equal((await ask(effect)).totalSize, 7, effect);
  }
});

test('an expired session is renewed', async () => {
  renewals = 0;
  await fault('expire-session', 'expired', { times: 1 });
  assert.equal((await ask('expired')).totalSize, 7);
  assert.equal(renewals, 1);
});

test('a session that may not use the REST API is not renewed', async () => {
  renewals = 0;
  await fault('wrong-session', 'wrong', { times: 1 });
  await assert.rejects(ask('wrong'), refusal('INVALID_SESSION_ID', /^This session is not valid for use with the REST API$/));
  assert.equal(renewals, 0);
});

test('limits and locks', async () => {
  await fault('daily-limit', 'daily', { times: 1 });
  await assert.rejects(ask('daily'), refusal('REQUEST_LIMIT_EXCEEDED', /^TotalRequests Limit exceeded\.$/));
  await fault('concurrent-limit', 'at once', { times: 1 });
  await assert.rejects(ask('at once'), refusal('REQUEST_LIMIT_EXCEEDED', /^ConcurrentRequests/));
  await fault('lock-row', 'locked', { times: 1, verb: 'create' });
  await assert.rejects(conn.sobject('City__c').create({ Name: 'locked' }), refusal('UNABLE_TO_LOCK_ROW'));
});

test('a locator that expired', async () => {
  const page = await ask('locator');
  const { pathname } = new URL(page.nextRecordsUrl, instanceUrl);
  await fault('expired-locator', undefined, { object: undefined, path: pathname, times: 1 });
  await assert.rejects(conn.queryMore(page.nextRecordsUrl), refusal('INVALID_QUERY_LOCATOR'));
});

test('an address that is too long', async () => {
  await assert.rejects(ask('x'.repeat(3000).concat("' OR Name = '".repeat(1100))), (err) => /^ERROR_HTTP_4(14|31)$/.test(err.errorCode));
  const q = encodeURIComponent(`SELECT Id FROM City__c WHERE Name IN ('${Array(1500).fill('a00000000000000').join("','")}')`);
  const { compositeResponse: [query] } = await conn.requestPost('/composite', {
    compositeRequest: [{ method: 'GET', url: `${path('/query')}?q=${q}`, referenceId: 'long' }],
  });
  assert.equal(query.httpStatusCode, 200);
  assert.equal(query.body.totalSize, 0);
});
