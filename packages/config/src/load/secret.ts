import { inspect } from 'node:util';
import type { Path, TreeNode } from './tree.ts';

const SECRET_KEY =
  /key|token|secret|password|credential|^auth$|headers$|^env$|metadata$|params$|^executor_?options$/i;

// Keys that match but are not secret.
const NO_SECRET = /^(?:token_?(?:type|store|cache_?ttl_?seconds)|max_?tokens)$/i;

// A URL with user information or a query.
const SECRET_ADDRESS = /:\/\/\S*[@?]/;

/** Whether a value under this key, or anything inside it, may be a secret. */
function isSecretKey(key: string | number): boolean {
  return typeof key === 'string' && SECRET_KEY.test(key) && !NO_SECRET.test(key);
}

/** Whether a value must never be shown: because of its key, its form or its source. */
export function isSecret(path: Path, node: TreeNode): boolean {
  if (node.source.kind !== 'config' || path.some((step) => isSecretKey(step))) return true;
  return node.kind === 'scalar' && SECRET_ADDRESS.test(node.text);
}

/**
 * Hides secrets from `console.log` and `util.inspect`. Field access, `JSON.stringify` and copies still contain them.
 *
 * @param texts texts to treat as secret anywhere
 * @param secret whether everything in the settings is secret
 */
export function hideSecrets<T extends object>(settings: T, texts: ReadonlySet<string>, secret = false): T {
  for (const [key, value] of Object.entries(settings)) {
    if (typeof value === 'object' && value !== null) hideSecrets(value, texts, secret || isSecretKey(key));
  }
  if (!Array.isArray(settings)) {
    const value = (): unknown => withoutSecrets(settings, texts, secret);
    Object.defineProperty(settings, inspect.custom, { value, configurable: true });
  }
  return settings;
}

function withoutSecrets(value: unknown, texts: ReadonlySet<string>, secret: boolean): unknown {
  if (typeof value === 'string') {
    return secret || texts.has(value) || SECRET_ADDRESS.test(value) ? '<hidden>' : value;
  }
  if (Array.isArray(value)) return value.map((item) => withoutSecrets(item, texts, secret));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      withoutSecrets(inner, texts, secret || isSecretKey(key)),
    ]),
  );
}
