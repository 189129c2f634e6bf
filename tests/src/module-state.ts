import { readFileSync } from 'node:fs';
import { parseSync } from 'oxc-parser';

/** The part of the parser's tree that is used here. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly [key: string]: unknown;
}

/** Returns a file's mutable module variables, each with its line. */
export function moduleState(file: string, source: string = readFileSync(file, 'utf8')): readonly string[] {
  const { program, errors } = parseSync(file, source);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${file}: ${error.message}`);
  return program.body.flatMap((statement) => {
    const declaration = asNode(asNode(statement)?.['declaration']) ?? asNode(statement);
    return declaration === undefined ? [] : found(declaration).map((what) => lineOf(source, what));
  });
}

function found(declaration: Node): Node[] {
  if (declaration.type === 'ClassDeclaration') {
    return nodes(asNode(declaration['body'])?.['body']).filter(
      (member) =>
        member.type === 'PropertyDefinition' && member['static'] === true && member['readonly'] !== true,
    );
  }
  if (declaration.type !== 'VariableDeclaration' || declaration['declare'] === true) return [];
  if (declaration['kind'] !== 'const') return [declaration];
  return nodes(declaration['declarations']).filter((one) => {
    const made = asNode(one['init']);
    return made !== undefined && canChange(made) && !isReadonly(asNode(one['id']));
  });
}

/** Whether a value is mutable: a collection, an empty array or object, a stateful regular expression. */
function canChange(made: Node): boolean {
  if (made.type === 'NewExpression') {
    // A weak collection holds values by a key that belongs to the run.
    return !['WeakMap', 'WeakSet'].includes(String(asNode(made['callee'])?.['name']));
  }
  if (made.type === 'ArrayExpression') return nodes(made['elements']).length === 0;
  if (made.type === 'ObjectExpression') return nodes(made['properties']).length === 0;
  return made.type === 'Literal' && /[gy]/.test(/\/(\w*)$/.exec(String(made['raw']))?.[1] ?? '');
}

/** Whether its type is readonly, which the compiler enforces. */
function isReadonly(id: Node | undefined): boolean {
  const type = asNode(asNode(id?.['typeAnnotation'])?.['typeAnnotation']);
  if (type?.type === 'TSTypeOperator') return type['operator'] === 'readonly';
  return String(asNode(type?.['typeName'])?.['name']).startsWith('Readonly');
}

function nodes(value: unknown): Node[] {
  return Array.isArray(value) ? value.flatMap((one) => asNode(one) ?? []) : [];
}

function asNode(value: unknown): Node | undefined {
  return isNode(value) ? value : undefined;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function lineOf(source: string, { start }: Node): string {
  const before = source.slice(0, start).split('\n').length;
  return `${before}: ${source.slice(start).split('\n', 1)[0]}`;
}
