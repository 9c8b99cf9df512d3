import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ada, connect, connection, id18, instanceUrl, oauth2, presetToken, refusal } from './support.mjs';

test('client credentials', async () => {
  const conn = connection();
  const user = await conn.authorize({ grant_type: 'client_credentials' });
  assert.match(user.id, /^005/);
  assert.match(user.organizationId, /^00D/);
  assert.equal(user.url, `${instanceUrl}/id/${user.organizationId}/${user.id}`);
  assert.equal(conn.instanceUrl, instanceUrl);
  assert.equal(conn.accessToken.split('!')[0], user.organizationId.slice(0, 15));
  assert.equal((await conn.query('SELECT Id FROM Organization')).records[0].Id, user.organizationId);
});

test('refused client credentials', async () => {
  await assert.rejects(connection({ oauth2: oauth2('wrong') }).authorize({ grant_type: 'client_credentials' }),
    { name: 'invalid_client', message: 'invalid client credentials' });
  await assert.rejects(connection({ oauth2: oauth2('wrong', 'nobody') }).authorize({ grant_type: 'client_credentials' }),
    { name: 'invalid_client_id', message: 'client identifier invalid' });
  await assert.rejects(connection().authorize({ grant_type: 'of course' }), { name: 'unsupported_grant_type' });
});

test('user name and password', async () => {
  const conn = connection();
  const user = await conn.login(ada.username, ada.password + ada.securityToken);
  const { records } = await conn.query(`SELECT Username FROM User WHERE Id = '${user.id}'`);
  assert.equal(records[0].Username, ada.username);
  await assert.rejects(connection().login(ada.username, ada.password),
    { name: 'invalid_grant', message: /^authentication failure/ });
});

test('access token', async () => {
  const conn = connection({ accessToken: presetToken, oauth2: undefined });
  const { user_id: id } = await conn.identity();
  assert.match(id, id18);
  const stranger = connection({ accessToken: `${presetToken}x`, oauth2: undefined });
  await assert.rejects(stranger.query('SELECT Id FROM User'),
    refusal('INVALID_SESSION_ID', /^Session expired or invalid$/));
});

test('identity', async () => {
  const conn = await connect();
  const { id: userId, organizationId, url } = conn.userInfo;
  // Twice: the first answer tells jsforce where to ask the second time.
  for (let i = 0; i < 2; i++) {
    const me = await conn.identity();
    assert.equal(me.id, url);
    assert.equal(me.user_id, userId);
    assert.equal(me.organization_id, organizationId);
    assert.equal(me.username, 'terraform@acme.example');
    assert.equal(me.display_name, 'Terraform Automation');
    assert.equal(me.user_type, 'STANDARD');
    for (const key of ['nick_name', 'email', 'language']) {
      assert.equal(typeof me[key], 'string', key);
    }
    for (const key of ['enterprise', 'metadata', 'partner', 'rest', 'sobjects', 'search', 'query', 'profile']) {
      assert.ok(me.urls[key]?.startsWith(instanceUrl), `urls.${key}: ${me.urls[key]}`);
    }
    assert.deepEqual(conn.userInfo, { id: userId, organizationId, url });
  }
});

test('userinfo', async () => {
  const conn = await connect();
  const me = await conn.request(`${instanceUrl}/services/oauth2/userinfo`);
  assert.equal(me.sub, conn.userInfo.url);
  assert.equal(me.preferred_username, 'terraform@acme.example');
  assert.equal(me.user_id, conn.userInfo.id);
  assert.equal(me.active, true);
});

test('revoke', async () => {
  const conn = await connect();
  const token = conn.accessToken;
  await conn.logout();
  assert.ok(!conn.accessToken);
  await assert.rejects(connection({ accessToken: token, oauth2: undefined }).limits(), refusal('INVALID_SESSION_ID'));
  await assert.rejects(conn.oauth2.revokeToken(token), { name: 'unsupported_token_type', message: /./ });
});

test('a session that ended is renewed once', async () => {
  let renewals = 0;
  const conn = await connect({
    async refreshFn(self, done) {
      renewals++;
      const fresh = await connect();
      done(null, fresh.accessToken);
    },
  });
  await conn.oauth2.revokeToken(conn.accessToken);
  const [users, limits] = await Promise.all([conn.query('SELECT Id FROM User LIMIT 1'), conn.limits()]);
  assert.equal(users.totalSize, 1);
  assert.ok(limits.DailyApiRequests.Max > 0);
  assert.equal(renewals, 1);
});
