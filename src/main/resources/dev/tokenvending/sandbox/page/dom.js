/** An element with these attributes and children; texts are texts and never markup. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    made.setAttribute(key, value);
  }
  made.append(...children.flat());
  return made;
}

/** A text whose parts in backticks are code, as in the descriptions of openapi.yaml. */
export function prose(text) {
  return (text ?? '').trim().split('`').map((part, i) => (i % 2 ? element('code', {}, part) : part));
}

export function pre(text) {
  return element('pre', { tabindex: '0' }, element('code', {}, text));
}

/** A table that can be scrolled by itself, with the keyboard too, where the screen is too narrow for it. */
export function table(label, heads, rows, kind = '') {
  return element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': label },
    element('table', { class: kind },
      element('thead', {}, element('tr', {}, heads.map(head => element('th', { scope: 'col' }, head)))),
      element('tbody', {}, rows.map(row => element('tr', {}, row.map(cell => element('td', {}, cell)))))));
}

/** openapi.yaml, with each reference replaced by what it stands for. */
export const api = fetch('/sandbox/openapi.json', { credentials: 'omit' })
  .then(answer => answer.json())
  .then(root => {
    const resolved = node => {
      if (Array.isArray(node)) {
        return node.map(resolved);
      }
      if (node === null || typeof node !== 'object') {
        return node;
      }
      if (typeof node.$ref === 'string') {
        return resolved(node.$ref.slice(2).split('/').reduce((at, name) => at[name], root));
      }
      return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, resolved(value)]));
    };
    return resolved(root);
  });

/** The codes there are: what each means, what to do, and an example, in the order of their statuses. */
export async function errors() {
  const found = new Map();
  const { paths } = await api;
  for (const item of Object.values(paths)) {
    for (const operation of Object.values(item)) {
      for (const [status, response] of Object.entries(operation.responses ?? {})) {
        const examples = response.content?.['application/problem+json']?.examples ?? {};
        for (const [code, example] of Object.entries(examples)) {
          if (code === example.value.code && !found.has(code)) {
            found.set(code, {
              status, code, meaning: example.description ?? response.description, todo: example.summary, example: example.value,
            });
          }
        }
      }
    }
  }
  return [...found.values()].sort((a, b) => a.status - b.status);
}
