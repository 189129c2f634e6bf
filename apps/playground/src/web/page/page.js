// The page's whole program: what the server says is shown with textContent alone, never as HTML.

const byId = (id) => document.getElementById(id);

const KINDS = {
  activity: 'Activity',
  timer: 'Timer',
  child: 'Child workflow',
  signal: 'Signal',
  update: 'Update',
};
const STATES = {
  opening: 'starting the engine',
  running: 'running',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** The runs as they were last told, by their ids. */
const runs = new Map();

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

async function ask(path, options) {
  const response = await fetch(path, options);
  const body = await response.json();
  if (!response.ok) throw new Error(body.error ?? `The playground answered ${response.status}.`);
  return body;
}

const number = (value) => value.toLocaleString('en');
const duration = (ms) => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);
const tokens = (input, output) =>
  `${number(input + output)} tokens (${number(input)} in, ${number(output)} out)`;

function heading(step) {
  if (step.kind === 'model') return 'Model called';
  if (step.kind === 'tool') return `Tool called: ${step.tool}, of the server ${step.server}`;
  return step.name === '' ? KINDS[step.kind] : `${KINDS[step.kind]}: ${step.name}`;
}

function said(step) {
  if (step.kind === 'tool') {
    return Object.entries(step.arguments).map(([name, value]) => `with ${name} = ${JSON.stringify(value)}`);
  }
  if (step.kind !== 'model' || step.answer === undefined) return [];
  const { model, toolCalls } = step.answer;
  const names = toolCalls.map(({ name, known }) => (known ? name : `${name}, which no server has`));
  return [names.length === 0 ? `${model} answered` : `${model} chose the tool ${names.join(' and ')}`];
}

function figures(step) {
  const { answer, durationMs, attempts, status } = step;
  return [
    status === 'completed' ? '' : status.replace('_', ' '),
    answer === undefined ? '' : tokens(answer.inputTokens, answer.outputTokens),
    durationMs === undefined ? '' : duration(durationMs),
    attempts > 1 ? `${attempts} attempts` : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

function stepItem(step, isOpen) {
  const state = step.result?.isError ? 'said-no' : step.status;
  const item = element('li', { className: state }, element('strong', { textContent: heading(step) }));
  for (const line of said(step)) item.append(element('p', { textContent: line }));
  item.append(element('p', { className: 'quiet', textContent: figures(step) }));
  if (step.kind === 'tool' && step.result !== undefined) {
    const { characters, isError, text } = step.result;
    const label = `${isError ? 'It said that it failed' : 'What it gave'} (${number(characters)} characters)`;
    const content = element('pre', { textContent: text, tabIndex: 0 });
    item.append(element('details', { open: isOpen }, element('summary', { textContent: label }), content));
  }
  for (const { code, message } of step.error ?? []) {
    item.append(element('p', { className: 'error', textContent: `${code}: ${message}` }));
  }
  return item;
}

function runArticle(run, openDetails) {
  const summary = [STATES[run.status]];
  if (run.durationMs !== undefined) summary.push(duration(run.durationMs));
  if (run.steps.length > 0) summary.push(tokens(run.tokens.input, run.tokens.output));
  const state = element('p', { className: 'state' });
  const [first, ...others] = summary;
  state.append('on ', element('b', { textContent: run.engine }), ': ');
  state.append(element('span', { className: run.status, textContent: first }));
  if (others.length > 0) state.append(`, ${others.join(', ')}`);

  const article = element(
    'article',
    { className: 'run' },
    element('h3', { textContent: run.question }),
    state,
  );
  article.dataset.id = run.id;
  if (run.steps.length === 0 && run.notes.length > 0) {
    const notes = run.notes.map((note) => element('li', { textContent: note }));
    article.append(element('ul', { className: 'notes' }, ...notes));
  }
  const items = run.steps.map((step, index) => stepItem(step, openDetails.has(index)));
  article.append(element('ol', { className: 'steps' }, ...items));
  if (run.answer !== undefined)
    article.append(element('p', { className: 'answer', textContent: run.answer }));
  for (const { code, message } of run.error ?? []) {
    article.append(element('p', { className: 'error', textContent: `${code}: ${message}` }));
  }
  return article;
}

/** Which tool results a person has opened in a run, so that an update does not close them. */
function openSteps(article) {
  const items = [...(article?.querySelectorAll('.steps > li') ?? [])];
  return new Set(items.flatMap((item, index) => (item.querySelector('details')?.open ? [index] : [])));
}

function show(run) {
  const before = runs.get(run.id);
  if (JSON.stringify(before) === JSON.stringify(run)) return;
  runs.set(run.id, run);
  const old = document.querySelector(`[data-id="${run.id}"]`);
  const article = runArticle(run, openSteps(old));
  if (old !== null) old.replaceWith(article);
  else {
    byId('runs').querySelector('.empty')?.remove();
    byId('runs').prepend(article);
  }
  if (before !== undefined && before.status !== run.status) {
    byId('status').textContent = `${run.question}: ${STATES[run.status]} on ${run.engine}.`;
  }
}

const isOpen = (run) => run.status === 'opening' || run.status === 'running';

/** Asks after the runs that are under way, as long as there are any. */
async function follow() {
  for (const run of [...runs.values()].filter(isOpen)) {
    try {
      show(await ask(`/api/runs/${run.id}`));
    } catch {
      // The playground was ended, or is slow; the next time will tell.
    }
  }
  setTimeout(() => void follow(), [...runs.values()].some(isOpen) ? 250 : 1000);
}

async function submit(event) {
  event.preventDefault();
  const form = new FormData(event.target);
  byId('problem').textContent = '';
  try {
    show(
      await ask('/api/runs', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ engine: form.get('engine'), question: form.get('question') }),
      }),
    );
  } catch (error) {
    byId('problem').textContent = error.message;
  }
}

function engineChoice(name, index) {
  const input = element('input', { type: 'radio', name: 'engine', value: name, checked: index === 0 });
  return element('label', {}, input, name);
}

const { engines, model, tools, question, workflow } = await ask('/api/playground');
byId('notice').textContent = `${model.notice} Tools: ${tools}.`;
byId('notice').hidden = false;
byId('reads').hidden = model.kind !== 'stand-in';
byId('engines').append(...engines.map(engineChoice));
byId('question').value = question;
byId('file').textContent = workflow.file;
byId('source').textContent = workflow.source;
byId('ask').addEventListener('submit', (event) => void submit(event));
for (const run of await ask('/api/runs')) show(run);
void follow();
