// What the tests share: the org that tools/clients.sh started, and ways into it.
import jsforce from 'jsforce';

function setting(name) {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set; run these tests with "make test-clients"`);
  }
  return value;
}

export const instanceUrl = setting('FASTCALL_INSTANCE_URL');
export const version = '62.0';

// Those of org.json that the simulator does not print.
export const presetToken = '00DgL0000000001!AQforeignClientsPresetAccessToken';
export const ada = { username: 'ada@acme.example', password: 'correct horse', securityToken: 'Token1' };

export function oauth2(secret = setting('FASTCALL_CLIENT_SECRET'), id = setting('FASTCALL_CLIENT_ID')) {
  return { loginUrl: instanceUrl, clientId: id, clientSecret: secret };
}

export function connection(options = {}) {
  return new jsforce.Connection({ instanceUrl, loginUrl: instanceUrl, version, oauth2: oauth2(), ...options });
}

/** A connection that has logged in as the API user. */
export async function connect(options = {}) {
  const conn = connection(options);
  await conn.authorize({ grant_type: 'client_credentials' });
  return conn;
}

/** Expectation for assert.rejects: jsforce's error of this code. */
export function refusal(errorCode, message = /./) {
  return (err) => {
    if (err.errorCode !== errorCode || !message.test(err.message)) {
      throw new Error(`got ${err.errorCode ?? err.name}: ${err.message}; want ${errorCode} ${message}`);
    }
    return true;
  };
}

/** A path below the version root, as batches, composites and graphs want it. */
export const path = (rest) => `/services/data/v${version}${rest}`;

export const id18 = /^[a-zA-Z0-9]{15}[A-Z0-5]{3}$/;

export const fields = (record) => {
  const { attributes, ...rest } = record;
  return rest;
};
