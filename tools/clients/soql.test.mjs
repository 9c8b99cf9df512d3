import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { apexParser, soqlCommon } from './soql.mjs';
import { connect } from './support.mjs';

const corpus = readFileSync(new URL('soql/corpus.txt', import.meta.url), 'utf8').split('\n')
  .filter((line) => line && !line.startsWith('#'))
  .map((line) => ({ marks: line.slice(0, 5).split(' '), statement: line.slice(6) }));

const mark = (accepts) => (accepts ? '+' : '-');

test('the corpus is well formed', () => {
  const statements = corpus.map(({ statement }) => statement);
  assert.deepEqual(statements.filter((s, i) => statements.indexOf(s) !== i), [], 'said twice');
  for (const { marks: [apex, common, org], statement } of corpus) {
    assert.match(apex + common + org, /^[-+]{2}[-+~]$/, statement);
    assert.ok(org === '-' || apex === '+' || common === '+', `no grammar takes it for SOQL: ${statement}`);
  }
});

for (const [i, name, grammar] of [[0, 'apex-parser', apexParser], [1, 'soql-common', soqlCommon]]) {
  test(`${name} takes what is marked, and nothing else`, () => {
    const wrong = corpus.filter(({ marks, statement }) => mark(grammar(statement)) !== marks[i]);
    assert.deepEqual(wrong.map(({ statement }) => statement), []);
  });
}

test('the org takes what is marked, and nothing else', async () => {
  const conn = await connect();
  for (const { marks: [, , org], statement } of corpus) {
    const code = await conn.query(statement, { autoFetch: false }).then(() => undefined, (err) => err.errorCode);
    // Most statements are about objects that no org has.
    const want = org === '+' ? [undefined, 'INVALID_TYPE', 'INVALID_FIELD'] : ['MALFORMED_QUERY'];
    assert.ok(want.includes(code), `${statement}: ${code}`);
  }
});
