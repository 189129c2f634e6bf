import { readFileSync } from 'node:fs';
import { parseSync, type TSSignature, type TSType, Visitor } from 'oxc-parser';

interface Member {
  readonly doc: string;
  readonly type: TSType | undefined;
}

type Members = Map<string, Member>;

/** The step of a path from a map or a list to its values. */
export const EACH = '*';

/** The doc comments of interfaces in TypeScript files. Interfaces with one name are merged, as in TypeScript. */
export class DocComments {
  readonly #interfaces: Map<string, Members> = new Map();
  readonly #bases: Map<string, readonly string[]> = new Map();
  readonly #docs: WeakMap<TSSignature, string> = new WeakMap();

  constructor(files: readonly URL[]) {
    for (const file of files) this.#read(file);
  }

  /**
   * Returns the doc comment of a setting as one paragraph, without its tags; empty if there is none.
   *
   * @param path the properties from `Settings`, `ProviderSettings` or the named interface to the one described, such as
   * `['mcp', 'servers', EACH, 'url']` or `['ModelServiceSettings', 'apiKey']`
   */
  of(path: readonly string[]): string {
    return this.#at(path)?.doc ?? '';
  }

  /** Returns the names and the doc comments of the settings in a section. */
  in(path: readonly string[]): readonly (readonly [string, string])[] {
    const type = this.#at(path)?.type;
    const members = type === undefined ? [] : this.#membersOf(type);
    const docs = new Map<string, string>();
    for (const [name, { doc }] of members.flatMap((one) => [...one])) {
      if (!docs.has(name)) docs.set(name, doc);
    }
    return [...docs];
  }

  /** Returns the names of all settings. */
  names(): ReadonlySet<string> {
    return new Set([...this.#interfaces.values()].flatMap((members) => [...members.keys()]));
  }

  #at(path: readonly string[]): Member | undefined {
    const [first = ''] = path;
    const isInterface = this.#interfaces.has(first);
    const roots = isInterface ? [first] : ['Settings', 'ProviderSettings'];
    let members = roots.flatMap((name) => this.#withBases(name));
    let found: Member | undefined;
    for (const step of isInterface ? path.slice(1) : path) {
      const type: TSType | undefined = found?.type;
      if (step === EACH) found = { doc: '', type: type && elementOf(type) };
      else found = members.map((one) => one.get(step)).find((one) => one !== undefined);
      members = found?.type === undefined ? [] : this.#membersOf(found.type);
    }
    return found;
  }

  #read(file: URL): void {
    const source = readFileSync(file, 'utf8');
    const { program, comments, errors } = parseSync(file.pathname, source);
    const [error] = errors;
    if (error !== undefined) throw new Error(`Cannot parse ${file.pathname}: ${error.message}`);
    const docs = new Map(
      comments
        .filter(({ type, value }) => type === 'Block' && value.startsWith('*'))
        .map(({ value, end }) => [end + source.slice(end).search(/\S/), paragraph(value)]),
    );
    new Visitor({
      TSPropertySignature: (signature) => {
        this.#docs.set(signature, docs.get(signature.start) ?? '');
      },
      'TSInterfaceDeclaration:exit': ({ id: { name }, body: { body }, extends: bases }) => {
        const members = this.#interfaces.get(name) ?? new Map<string, Member>();
        // The first declaration with a comment describes a property that is declared more than once.
        for (const [key, member] of this.#signatures(body)) {
          if (!members.has(key) || members.get(key)?.doc === '') members.set(key, member);
        }
        this.#interfaces.set(name, members);
        const names = bases.flatMap(({ expression }) =>
          expression.type === 'Identifier' ? [expression.name] : [],
        );
        this.#bases.set(name, [...(this.#bases.get(name) ?? []), ...names]);
      },
    }).visit(program);
  }

  #signatures(signatures: readonly TSSignature[]): Members {
    const members: Members = new Map();
    for (const one of signatures) {
      if (one.type !== 'TSPropertySignature') continue;
      const { key } = one;
      const name =
        key.type === 'Identifier' ? key.name : key.type === 'Literal' ? String(key.value) : undefined;
      if (name === undefined) continue;
      members.set(name, {
        doc: this.#docs.get(one) ?? '',
        type: one.typeAnnotation?.typeAnnotation,
      });
    }
    return members;
  }

  #membersOf(type: TSType): Members[] {
    if (type.type === 'TSTypeLiteral') return [this.#signatures(type.members)];
    if (type.type === 'TSUnionType') return type.types.flatMap((one) => this.#membersOf(one));
    const name = referenceName(type);
    return name === undefined ? [] : this.#withBases(name);
  }

  /** Returns the members of an interface, followed by those of the interfaces that it extends. */
  #withBases(name: string): Members[] {
    const members = this.#interfaces.get(name);
    const bases = this.#bases.get(name) ?? [];
    return [...(members === undefined ? [] : [members]), ...bases.flatMap((base) => this.#withBases(base))];
  }
}

/** Returns the type of the values of a `Record` or of an array. */
function elementOf(type: TSType): TSType | undefined {
  if (type.type === 'TSArrayType') return type.elementType;
  if (type.type === 'TSTypeOperator') return elementOf(type.typeAnnotation);
  if (type.type !== 'TSTypeReference') return undefined;
  const [first, second] = type.typeArguments?.params ?? [];
  if (referenceName(type) === 'Record') return second;
  return first === undefined ? undefined : elementOf(first);
}

function referenceName(type: TSType): string | undefined {
  return type.type === 'TSTypeReference' && type.typeName.type === 'Identifier'
    ? type.typeName.name
    : undefined;
}

/** Returns the text of a comment up to its first tag, in one line. */
function paragraph(comment: string): string {
  const lines = comment.split('\n').map((line) => line.replace(/^\s*\*+\s?/, '').trim());
  const end = lines.findIndex((line) => line.startsWith('@'));
  return lines
    .slice(0, end < 0 ? undefined : end)
    .join(' ')
    .trim();
}
