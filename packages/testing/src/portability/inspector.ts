import { randomUUID } from 'node:crypto';
import { Session } from 'node:inspector/promises';
import { isFunction } from './patches.ts';

interface RemoteObject {
  readonly type: string;
  readonly description?: string;
  readonly objectId?: string;
  readonly value?: unknown;
}

/** A variable in the scope of a function. */
export interface Variable {
  readonly name: string;
  readonly value: unknown;
}

/** Reads the variables in the scopes of functions by Node's inspector. Dispose of it. */
export class Inspector implements Disposable {
  readonly #session = new Session();
  readonly #scripts = new Map<string, string>();
  readonly #slot = `mcp-agent-${randomUUID()}`;
  readonly #values: unknown[] = [];

  private constructor() {
    this.#session.connect();
    this.#session.on('Debugger.scriptParsed', ({ params: { scriptId, url } }) => {
      this.#scripts.set(scriptId, url);
    });
    Object.defineProperty(globalThis, this.#slot, { value: this.#values, configurable: true });
  }

  static async open(): Promise<Inspector> {
    const inspector = new Inspector();
    // Emits scriptParsed for every script.
    await inspector.#session.post('Debugger.enable');
    await inspector.#session.post('Debugger.disable');
    return inspector;
  }

  /** Returns the address of a function's script, and a function that reads the variables in its scopes. */
  async inspect(fn: object): Promise<{ script: string; variables: () => Promise<Variable[]> }> {
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
    this.#values.push(fn);
    const { result } = await this.#session.post('Runtime.evaluate', {
      expression: `globalThis[${JSON.stringify(this.#slot)}].pop()`,
    });
    return result.objectId ?? '';
  }

  /** Returns the value of a remote object, wrapped: a promise would resolve a value that is a promise itself. */
  async #valueOf({ objectId, value, type, description }: RemoteObject): Promise<{ value: unknown }> {
    if (objectId === undefined) return { value: value ?? `${type} ${description ?? ''}` };
    await this.#session.post('Runtime.callFunctionOn', {
      objectId,
      functionDeclaration: `function () { globalThis[${JSON.stringify(this.#slot)}].push(this); }`,
    });
    return { value: this.#values.pop() };
  }
}

function scriptIdOf(location: RemoteObject | undefined): string | undefined {
  const value = location?.value;
  return typeof value === 'object' && value !== null && 'scriptId' in value
    ? String(value.scriptId)
    : undefined;
}

/** Returns the functions that a module exports. */
export function exportedFunctions(namespace: unknown): object[] {
  if (typeof namespace !== 'object' || namespace === null) return [];
  return Object.values(Object.getOwnPropertyDescriptors(namespace))
    .map((property): unknown => property.value ?? property.get?.call(namespace))
    .filter(isFunction);
}
