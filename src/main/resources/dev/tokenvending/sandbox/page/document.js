import { api, element, errors, pre, prose, table } from './dom.js';

const METHODS = ['get', 'post', 'put', 'delete', 'head', 'options'];

document.getElementById('error-table').append(table('Errors', ['Status', 'Code', 'Meaning', 'In your app'],
  (await errors()).map(({ status, code, meaning, todo, example }) => [
    element('strong', {}, status),
    element('code', {}, code),
    prose(meaning),
    element('div', {}, prose(todo), element('details', {},
      element('summary', {}, 'Example'), pre(JSON.stringify(example, null, 2)))),
  ]), 'wide'));

const { paths, tags } = await api;
document.getElementById('operations').append(...tags.flatMap(tag => [
  element('h3', {}, tag.name),
  element('p', {}, prose(tag.description)),
  ...Object.entries(paths).flatMap(([path, item]) => METHODS
    .filter(method => item[method]?.tags.includes(tag.name))
    .map(method => operation(method, path, item, item[method]))),
]));

function operation(method, path, item, { summary, description, parameters = [], requestBody, responses }) {
  const all = [...(item.parameters ?? []), ...parameters];
  return element('details', {},
    element('summary', {}, element('code', {}, `${method.toUpperCase()} ${path}`), ' ', prose(summary)),
    element('p', {}, prose(description)),
    all.length ? table('Parameters', ['Parameter', 'In', 'Form', 'Meaning'], all.map(parameter => [
      element('code', {}, parameter.name),
      parameter.in,
      form(parameter.schema),
      prose(parameter.description),
    ]), 'wide') : [],
    Object.entries(requestBody?.content ?? {}).map(([type, { example }]) =>
      [element('h4', {}, 'Body'), body(type, example)]),
    element('h4', {}, 'Answers'),
    Object.entries(responses).map(([status, response]) => answer(status, response)));
}

function answer(status, { description, headers = {}, content = {} }) {
  return element('details', {},
    element('summary', {}, element('strong', {}, status), ' ', prose(description)),
    Object.keys(headers).length ? table('Headers', ['Header', 'Meaning'],
      Object.entries(headers).map(([name, header]) => [element('code', {}, name), prose(header.description)])) : [],
    Object.entries(content).map(([type, { example, examples = {} }]) =>
      [example, ...Object.values(examples).map(({ value }) => value)]
        .filter(it => it !== undefined)
        .map(it => body(type, it))));
}

function body(type, example) {
  return element('div', {},
    element('p', { class: 'muted' }, type),
    pre(typeof example === 'string' ? example : JSON.stringify(example, null, 2)));
}

function form({ type, enum: values, pattern, minimum, maximum }) {
  if (values) {
    return values.join(', ');
  }
  if (minimum !== undefined) {
    return `${minimum} to ${maximum ?? '…'}`;
  }
  return pattern ? element('code', {}, pattern) : String(type);
}
