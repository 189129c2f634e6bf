import type { Environment } from './find-files.ts';

/** The reason why a text with `${...}` cannot be used. */
export class InterpolationFailure {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

const MAX_NESTING = 8;
const START = /\$\$\{|\$\{/g;
const NAME = /^[A-Za-z_]\w*/;

/**
 * Replaces `${NAME}` and `${NAME:-default}` by environment variables; `$${` stands for a literal `${`. Inserted
 * values are not interpolated again, but a default may contain variables.
 */
export function interpolate(text: string, env: Environment, nesting = 0): string | InterpolationFailure {
  if (nesting > MAX_NESTING)
    return new InterpolationFailure(`nests defaults deeper than ${MAX_NESTING} levels: remove some`);
  let result = '';
  let position = 0;
  for (;;) {
    START.lastIndex = position;
    const start = START.exec(text);
    if (start === null) return result + text.slice(position);
    result += text.slice(position, start.index);
    position = start.index + start[0].length;
    if (start[0] === '$${') {
      result += '${';
      continue;
    }
    const end = closingBrace(text, position);
    if (end === undefined) return new InterpolationFailure(malformed('has a "${" without a closing "}"'));
    const value = variable(text.slice(position, end), env, nesting);
    if (value instanceof InterpolationFailure) return value;
    result += value;
    position = end + 1;
  }
}

function variable(inside: string, env: Environment, nesting: number): string | InterpolationFailure {
  const name = NAME.exec(inside)?.[0];
  const rest = inside.slice(name?.length ?? 0);
  if (name === undefined || (rest !== '' && !rest.startsWith(':-'))) {
    return new InterpolationFailure(malformed('has a "${...}" without the name of an environment variable'));
  }
  const value = Object.hasOwn(env, name) ? env[name] : undefined;
  if (rest === '') {
    if (value !== undefined) return value;
    return new InterpolationFailure(
      `needs environment variable ${name}, which is not set: set it, or write \${${name}:-default}`,
    );
  }
  // As in a shell, the default also applies if the variable is empty.
  return value === undefined || value === '' ? interpolate(rest.slice(2), env, nesting + 1) : value;
}

function closingBrace(text: string, from: number): number | undefined {
  let open = 1;
  for (let index = from; index < text.length; index += 1) {
    if (text.startsWith('${', index)) open += 1;
    else if (text[index] === '}') open -= 1;
    if (open === 0) return index;
  }
  return undefined;
}

function malformed(what: string): string {
  return `${what}: write \${NAME} or \${NAME:-default}; for a literal "\${", write $\${`;
}
