import { randomUUID } from 'node:crypto';
import { Session } from 'node:inspector/promises';
import { isFunction } from './patches.ts';

interface RemoteObject {
  readonly type: string;
  readonly description?: string;
  readonly objectId?: string;
  readonly value?: unknown;
}

/** A variable that a function sees, and what it holds. */
export interface Variable {
  readonly name: string;
  readonly value: unknown;
}

/** Looks into functions, as a debugger does. Dispose of it. */
export class Inspector implements Disposable {
  readonly #session = new Session();
  readonly #scripts = new Map<string, string>();
  readonly #slot = `mcp-agent-${randomUUID()}`;
  readonly #held: unknown[] = [];

  private constructor() {
    this.#session.connect();
    this.#session.on('Debugger.scriptParsed', ({ params: { scriptId, url } }) => {
      this.#scripts.set(scriptId, url);
    });
    Object.defineProperty(globalThis, this.#slot, { value: this.#held, configurable: true });
  }

  static async open(): Promise<Inspector> {
    const inspector = new Inspector();
    // Tells of every script there is.
    await inspector.#session.post('Debugger.enable');
    await inspector.#session.post('Debugger.disable');
    return inspector;
  }

  /** The address of the script that a function is in, and how to get at the variables around it. */
  async look(fn: object): Promise<{ script: string; variables: () => Promise<Variable[]> }> {
    const objectId = await this.#idOf(fn);
    const { internalProperties = [] } = await this.#session.post('Runtime.getProperties', {
      objectId,
      ownProperties: true,
    });
    const internal = (name: string): RemoteObject | undefined =>
      internalProperties.find((property) => property.name === name)?.value;
    const scriptId = scriptIdOf(internal('[[FunctionLocation]]'));
    const script = scriptId === undefined ? '' : (this.#scripts.get(scriptId) ?? '');
    const scopes = internal('[[Scopes]]')?.objectId;
    return { script, variables: async () => (scopes === undefined ? [] : this.#variables(scopes)) };
  }

  [Symbol.dispose](): void {
    this.#session.disconnect();
    Reflect.deleteProperty(globalThis, this.#slot);
  }

  async #variables(scopes: string): Promise<Variable[]> {
    const variables: Variable[] = [];
    const { result } = await this.#session.post('Runtime.getProperties', {
      objectId: scopes,
      ownProperties: true,
    });
    for (const { value: scope } of result) {
      if (scope?.objectId === undefined || !/^(?:Closure|Module|Block)/.test(scope.description ?? ''))
        continue;
      const properties = await this.#session.post('Runtime.getProperties', {
        objectId: scope.objectId,
        ownProperties: true,
      });
      for (const { name, value } of properties.result) {
        if (value !== undefined) variables.push({ name, ...(await this.#valueOf(value)) });
      }
    }
    return variables;
  }

  async #idOf(fn: object): Promise<string> {
    this.#held.push(fn);
    const { result } = await this.#session.post('Runtime.evaluate', {
      expression: `globalThis[${JSON.stringify(this.#slot)}].pop()`,
    });
    return result.objectId ?? '';
  }

  /** The value itself, which the debugger only describes; held, because a promise of it would be followed. */
  async #valueOf({ objectId, value, type, description }: RemoteObject): Promise<{ value: unknown }> {
    if (objectId === undefined) return { value: value ?? `${type} ${description ?? ''}` };
    await this.#session.post('Runtime.callFunctionOn', {
      objectId,
      functionDeclaration: `function () { globalThis[${JSON.stringify(this.#slot)}].push(this); }`,
    });
    return { value: this.#held.pop() };
  }
}

function scriptIdOf(location: RemoteObject | undefined): string | undefined {
  const value = location?.value;
  return typeof value === 'object' && value !== null && 'scriptId' in value
    ? String(value.scriptId)
    : undefined;
}

/** The functions that a module gives to those who import it. */
export function functionsOf(namespace: unknown): object[] {
  if (typeof namespace !== 'object' || namespace === null) return [];
  return Object.values(Object.getOwnPropertyDescriptors(namespace))
    .map((property): unknown => property.value ?? property.get?.call(namespace))
    .filter(isFunction);
}
