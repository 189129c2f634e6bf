/** The title of a text, if it has one, and its first sentences. */
export interface Summary {
  readonly title: string | undefined;
  readonly beginning: string;
}

const SENTENCES = 2;
const MAX_BEGINNING_LENGTH = 400;
const MAX_READ_LENGTH = 20_000;

/** Summarizes the result of a tool: plain text, Markdown, HTML, or JSON with a title and a text. */
export function summarize(result: string): Summary {
  const { title, body } = splitTitle(stripHtml(textInJson(result).slice(0, MAX_READ_LENGTH)));
  return { title, beginning: firstSentences(body) };
}

/** Returns the title and the text of a JSON result as Markdown. */
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

/** Converts HTML to a Markdown title and plain text. */
function stripHtml(text: string): string {
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

function splitTitle(text: string): { title: string | undefined; body: string } {
  const lines = text.split('\n').map((line) => line.trim());
  const content = lines.filter((line) => line !== '' && !/^(contents of|source|url)\b.*:/i.test(line));
  const heading = content.findIndex((line) => /^(#+ |title: )/i.test(line));
  const title = content[heading]?.replace(/^(#+|title:)\s*/i, '');
  const body = content.slice(heading + 1).filter((line) => !line.startsWith('#'));
  return { title, body: body.join(' ') };
}

function firstSentences(body: string): string {
  const clean = withoutPorts(body).replace(/\s+/g, ' ').trim();
  const sentences = clean.match(/[^.!?]+(?:[.!?]+(?=\s|$)|[.!?]+(?=\S)[^.!?]*)*[.!?]*/g) ?? [clean];
  const beginning = sentences.slice(0, SENTENCES).join('').trim();
  return beginning.length > MAX_BEGINNING_LENGTH
    ? `${beginning.slice(0, MAX_BEGINNING_LENGTH).trimEnd()}…`
    : beginning;
}

/** Removes the ports of URLs, which differ between runs. */
function withoutPorts(text: string): string {
  return text.replace(/(https?:\/\/[^\s/:]+):\d+/g, '$1');
}
