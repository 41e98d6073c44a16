// Basic authentication, a client assertion signed with ES256, a fresh token over kept connections for each request.
import { createHash, createPrivateKey, randomUUID, sign, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import express from 'express';
import { Pool } from 'undici';

const { PORT, TOKEN_URL, PRIVATE_KEY_FILE, USERNAME, PASSWORD } = process.env;
const tokenUrl = new URL(TOKEN_URL);
// An object, not PEM: parsing the key for each signature would cost as much as the signature.
const key = { key: createPrivateKey(readFileSync(PRIVATE_KEY_FILE)), dsaEncoding: 'ieee-p1363' };
const pool = new Pool(tokenUrl.origin, { connections: 128, pipelining: 1, keepAliveTimeout: 60_000 });

const sha256 = text => createHash('sha256').update(text).digest();
const expected = sha256(`Basic ${Buffer.from(`${USERNAME}:${PASSWORD}`).toString('base64')}`);

const base64url = value => Buffer.from(JSON.stringify(value)).toString('base64url');
const header = base64url({ alg: 'ES256', typ: 'JWT', kid: 'bench' });

function assertion() {
  const now = Math.floor(Date.now() / 1000);
  const claims = { iss: 'bench', sub: 'bench', aud: TOKEN_URL, iat: now, exp: now + 300, jti: randomUUID() };
  const signed = `${header}.${base64url(claims)}`;
  return `${signed}.${sign('sha256', signed, key).toString('base64url')}`;
}

const formStart = `${new URLSearchParams({
  grant_type: 'client_credentials',
  scope: 'visual-sessions:execute',
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
})}&client_assertion=`;
const options = {
  path: tokenUrl.pathname,
  method: 'POST',
  headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
};

const app = express();
app.disable('x-powered-by');
app.disable('etag');
app.get('/token', async (request, response) => {
  if (!timingSafeEqual(sha256(request.headers.authorization ?? ''), expected)) {
    response.status(401).set('WWW-Authenticate', 'Basic').end();
    return;
  }
  const { statusCode, body } = await pool.request({ ...options, body: formStart + assertion() });
  const grant = await body.json();
  if (statusCode !== 200) {
    response.status(502).end();
    return;
  }
  response.set('Cache-Control', 'no-store').json({
    identity: USERNAME,
    token: grant.access_token,
    token_type: grant.token_type,
    expires_in: grant.expires_in,
    scope: grant.scope,
  });
});
app.get('/health', (_, response) => response.end());
app.listen(Number(PORT), '127.0.0.1');
