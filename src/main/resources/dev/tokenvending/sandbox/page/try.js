import { api, element, errors, pre, prose, table } from './dom.js';

const ask = document.getElementById('ask');
const order = document.getElementById('order');
const shown = document.getElementById('answer');

/** Never more than one at a time. */
function whenSubmitted(form, work) {
  const button = form.querySelector('button');
  form.addEventListener('submit', async event => {
    event.preventDefault();
    if (button.getAttribute('aria-disabled') === 'true') {
      return;
    }
    button.setAttribute('aria-disabled', 'true');
    try {
      await work(Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()])), form);
    } finally {
      button.removeAttribute('aria-disabled');
    }
  });
}

whenSubmitted(ask, async ({ username, app, method, format, min_ttl }) => {
  const password = ask.elements.password.value;
  const query = new URLSearchParams(Object.entries({ format, min_ttl }).filter(([, value]) => value !== ''));
  const target = '/token' + (app && `/${encodeURIComponent(app)}`) + (query.size ? `?${query}` : '');
  show(element('p', {}, 'Asking…'));
  try {
    const start = performance.now();
    // Without the browser's own credentials, and so without its login window when these are wrong.
    const answer = await fetch(target, {
      method,
      credentials: 'omit',
      cache: 'no-store',
      headers: { Authorization: `Basic ${base64(`${username}:${password}`)}` },
    });
    const body = await answer.text();
    const millis = Math.round(performance.now() - start);
    show(...await told(answer, body, millis), ...curl(method, target, username, password));
  } catch (failure) {
    show(element('p', { class: 'status bad' }, 'No answer'),
      element('p', {}, `The server cannot be reached (${failure.message}). Is it running?`));
  }
  shown.focus();
});

function show(...parts) {
  shown.hidden = false;
  shown.replaceChildren(...parts);
}

async function told(answer, body, millis) {
  const type = answer.headers.get('Content-Type') ?? '';
  const json = type.includes('json') ? parsed(body) : null;
  const token = json ? json.token ?? json.auth_token : answer.ok ? body : null;
  return [
    element('p', { class: `status ${answer.ok ? 'good' : 'bad'}` },
      `${answer.status} ${json?.title ?? (answer.ok ? 'A token' : '')}`, ' ',
      element('span', { class: 'muted' }, `after ${millis} ms`)),
    ...(json?.code ? await advice(json.code) : []),
    ...(token ? await facts(token) : []),
    element('h3', {}, 'Body'),
    pre(json ? JSON.stringify(json, (_, value) => (value === token ? cut(value) : value), 2) : token ? cut(token) : body),
    element('h3', {}, 'Headers'),
    table('Headers of the answer', ['Header', 'Value'],
      [...answer.headers].map(([name, value]) => [element('code', {}, name), element('code', {}, value)])),
  ];
}

/** Null for what only claims to be JSON. */
function parsed(body) {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}

async function advice(code) {
  const error = (await errors()).find(it => it.code === code);
  return error ? [element('p', {}, element('code', {}, code), ' – ', prose(error.meaning)),
    element('p', {}, element('strong', {}, 'In your app: '), prose(error.todo))] : [];
}

/** What can be told of a token without showing it. It is kept nowhere. */
async function facts(token) {
  const claims = decoded(token);
  return [
    element('p', {}, 'The token itself is not shown, and kept nowhere. Its SHA-256, which the audit log has as ',
      element('code', {}, 'token_sha256'), ': ', element('code', { id: 'fingerprint' }, await sha256(token))),
    ...(claims ? [element('h3', {}, 'What is in it'), pre(claims)] : []),
  ];
}

function decoded(token) {
  try {
    return token.split('.').slice(0, 2)
      .map(part => new TextDecoder().decode(Uint8Array.from(
        atob(part.replaceAll('-', '+').replaceAll('_', '/')), it => it.charCodeAt(0))))
      .map(part => JSON.stringify(JSON.parse(part), null, 2))
      .join('\n');
  } catch {
    return null;
  }
}

async function sha256(text) {
  if (!globalThis.crypto?.subtle) {
    return 'not to be had here; browsers compute it on localhost and over https alone';
  }
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map(byte => byte.toString(16).padStart(2, '0')).join('');
}

function curl(method, target, username, password) {
  const own = username !== 'app-user' || password !== 'sandbox';
  const credential = own ? quoted(username) : `${username}:${password}`;
  const verb = method === 'GET' ? '' : ` -X ${method}`;
  return [element('h3', {}, 'The same by curl'),
    pre(`curl -i${verb} -u ${credential} ${quoted(location.origin + target)}`)];
}

function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function cut(token) {
  return `${token.slice(0, 12)}…`;
}

function base64(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

whenSubmitted(order, async ({ fault, times }) => {
  const answer = await fetch('/sandbox/faults', {
    method: 'PUT',
    credentials: 'omit',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ fault, ...(times && { times: /^\d+$/.test(times) ? Number(times) : times }) }),
  });
  tell(await answer.json());
});

function tell({ fault, times, detail }) {
  document.getElementById('in-force').replaceChildren(...(detail
    ? [element('strong', { class: 'bad' }, 'Not ordered: '), detail]
    : ['In force: ', element('code', {}, fault), times ? ` for ${times} more` : '']));
}

const { components } = await api;
order.elements.fault.replaceChildren(...components.schemas.Fault.properties.fault.enum
  .map(fault => element('option', {}, fault)));
const inForce = await (await fetch('/sandbox/faults', { credentials: 'omit' })).json();
order.elements.fault.value = inForce.fault;
tell(inForce);
