/** What a person would tell of a text: its title, where it has one, and how it begins. */
export interface Reading {
  readonly title: string | undefined;
  readonly beginning: string;
}

const SENTENCES = 2;
const MAX_BEGINNING_LENGTH = 400;
/** A flood is not read to its end. */
const MAX_READ = 20_000;

/** Reads what a tool returned: plain text, Markdown, HTML, or JSON with a title and a text in it. */
export function readText(returned: string): Reading {
  const { title, body } = titled(withoutMarks(textInJson(returned).slice(0, MAX_READ)));
  return { title, beginning: firstSentences(body) };
}

/** A page's title and text, where a tool gives them as JSON. */
function textInJson(text: string): string {
  if (!text.trimStart().startsWith('{')) return text;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return text;
    const fields = new Map(Object.entries(value));
    const find = (...names: string[]): string | undefined =>
      names.map((name) => fields.get(name)).find((field) => typeof field === 'string');
    const body = find('text', 'content', 'body', 'markdown');
    if (body === undefined) return text;
    const title = find('title', 'name');
    return title === undefined ? body : `# ${title}\n\n${body}`;
  } catch {
    return text;
  }
}

/** HTML as Markdown's titles and plain text. */
function withoutMarks(text: string): string {
  if (!/<(html|body|h1|p|title)\b/i.test(text)) return text;
  const title = /<title[^>]*>([^<]*)</i.exec(text)?.[1] ?? /<h1[^>]*>([^<]*)</i.exec(text)?.[1];
  const body = text
    .replace(/<(head|script|style|h1)\b[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
  return title === undefined ? body : `# ${title.trim()}\n\n${body}`;
}

function titled(text: string): { title: string | undefined; body: string } {
  const lines = text.split('\n').map((line) => line.trim());
  const content = lines.filter((line) => line !== '' && !/^(contents of|source|url)\b.*:/i.test(line));
  const heading = content.findIndex((line) => /^(#+ |title: )/i.test(line));
  const title = content[heading]?.replace(/^(#+|title:)\s*/i, '');
  const body = content.slice(heading + 1).filter((line) => !line.startsWith('#'));
  return { title, body: body.join(' ') };
}

function firstSentences(body: string): string {
  const clean = withoutAddresses(body).replace(/\s+/g, ' ').trim();
  const sentences = clean.match(/[^.!?]+(?:[.!?]+(?=\s|$)|[.!?]+(?=\S)[^.!?]*)*[.!?]*/g) ?? [clean];
  const beginning = sentences.slice(0, SENTENCES).join('').trim();
  return beginning.length > MAX_BEGINNING_LENGTH
    ? `${beginning.slice(0, MAX_BEGINNING_LENGTH).trimEnd()}…`
    : beginning;
}

/** Ports differ from one run to the next, and what is told should not. */
function withoutAddresses(text: string): string {
  return text.replace(/(https?:\/\/[^\s/:]+):\d+/g, '$1');
}
