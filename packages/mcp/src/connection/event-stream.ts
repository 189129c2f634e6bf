/** An event of an event stream: its fields, and how many bytes it has. */
export interface ServerEvent {
  /** Lines of the event as they came, without line ends. */
  readonly lines: readonly string[];
  /** Text of its `data` lines; `undefined` for an event without data. */
  readonly data: string | undefined;
  /** Name of the event; `message` if it has none. */
  readonly name: string;
  /** Whether the event has an ID, from which the stream can be resumed. */
  readonly hasId: boolean;
}

/** The shortest delay before a stream is reopened, in milliseconds. */
const MIN_RETRY_MS = 250;

/** Thrown for an event that exceeds the limit. */
export class EventTooLarge extends Error {}

/**
 * Splits an event stream into its events, at most one limit large each. Lines end with LF, CRLF or CR, wherever a chunk
 * is cut (HTML Standard, "Parsing an event stream").
 *
 * @throws {@link EventTooLarge}
 */
export async function* eventsOf(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<ServerEvent, void, undefined> {
  const decoder = new TextDecoder();
  let lines: string[] = [];
  /** Parts of the line that has not ended. */
  let parts: string[] = [];
  let bytes = 0;
  let afterReturn = false;
  for await (const chunk of body) {
    let from = 0;
    const text = decoder.decode(chunk, { stream: true });
    bytes += chunk.length;
    for (const { index, 0: end } of text.matchAll(/\r\n|\r|\n/g)) {
      // The second half of a CRLF that was cut.
      const isHalf = afterReturn && index === 0 && end === '\n';
      afterReturn = end === '\r' && index + 1 === text.length;
      if (!isHalf) {
        const line = parts.join('') + text.slice(from, index);
        parts = [];
        if (line !== '') lines.push(line);
        else if (lines.length > 0) {
          yield eventFrom(lines);
          lines = [];
          bytes = chunk.length;
        }
      }
      from = index + end.length;
    }
    if (from < text.length) {
      parts.push(text.slice(from));
      afterReturn = false;
    }
    if (bytes > maxBytes) {
      if (lines.length > 0 || parts.length > 0) throw new EventTooLarge('The event is too large.');
      bytes = 0;
    }
  }
  // Some servers end the stream without the line that ends the event.
  const line = parts.join('');
  if (line !== '') lines.push(line);
  if (lines.length > 0) yield eventFrom(lines);
}

/** Returns an event as text, with other data than it came with. */
export function eventText({ lines }: ServerEvent, data: string | undefined): string {
  const others = lines.filter((line) => fieldOf(line).name !== 'data').map(slowRetry);
  return `${[...others, ...(data === undefined ? [] : [`data: ${data}`])].join('\n')}\n\n`;
}

/** The delay before a stream is reopened: with `retry: 0`, it would be reopened without a pause. */
function slowRetry(line: string): string {
  const { name, value } = fieldOf(line);
  return name === 'retry' && Number(value) < MIN_RETRY_MS ? `retry: ${MIN_RETRY_MS}` : line;
}

function eventFrom(lines: readonly string[]): ServerEvent {
  const data: string[] = [];
  let name = 'message';
  let hasId = false;
  for (const line of lines) {
    const field = fieldOf(line);
    if (field.name === 'data') data.push(field.value);
    else if (field.name === 'event' && field.value !== '') name = field.value;
    else if (field.name === 'id') hasId ||= field.value !== '';
  }
  return { lines, data: data.length === 0 ? undefined : data.join('\n'), name, hasId };
}

function fieldOf(line: string): { readonly name: string; readonly value: string } {
  const colon = line.indexOf(':');
  if (colon === -1) return { name: line, value: '' };
  const value = line.slice(colon + 1);
  return { name: line.slice(0, colon), value: value.startsWith(' ') ? value.slice(1) : value };
}
