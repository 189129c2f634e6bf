import { NODE_GLOBALS } from '@mcp-agent/core/engine';
import { GLOBALS } from '../internal-names.ts';
import type { WebpackCompiler } from './webpack.ts';

const NAME = 'mcp-agent-node-globals';

type Range = readonly [number, number];

/**
 * Puts a member of an object of the isolate in place of each global of Node.js that workflow code uses, so that the
 * code gets an error that names the replacement instead of a bare `ReferenceError`. `typeof fetch`, `globalThis.fetch`
 * and `globalThis.crypto?.randomUUID` stay as they are: libraries test for globals that way.
 */
export class NodeGlobals {
  /** For webpack's `plugins`. */
  apply(compiler: WebpackCompiler): void {
    const { ConstDependency } = compiler.webpack.dependencies;
    compiler.hooks.compilation.tap(NAME, (_compilation, { normalModuleFactory }) => {
      for (const type of ['javascript/auto', 'javascript/dynamic', 'javascript/esm'] as const) {
        normalModuleFactory.hooks.parser.for(type).tap(NAME, (parser) => {
          const replace = (text: string, [from, to]: Range): void => {
            parser.state.module.addPresentationalDependency(new ConstDependency(text, [from, to]));
          };
          for (const name of Object.keys(NODE_GLOBALS)) {
            parser.hooks.typeof.for(name).tap(NAME, () => true);
            parser.hooks.expression.for(name).tap(NAME, ({ range }) => {
              const key = parser.scope.inShorthand === false ? '' : `${name}: `;
              if (range !== undefined) replace(`${key}${GLOBALS}.${name}`, range);
              return true;
            });
            parser.hooks.new.for(`globalThis.${name}`).tap(NAME, ({ callee }) => {
              const root = callee.type === 'MemberExpression' ? callee.object.range : undefined;
              if (root !== undefined) replace(GLOBALS, root);
            });
          }
          // `globalThis.crypto.randomUUID` throws without `crypto`, as does the call `globalThis.fetch()`.
          const readMember = (members: readonly string[], isUsed: boolean, root: Range | undefined): void => {
            if (isUsed && root !== undefined && Object.hasOwn(NODE_GLOBALS, members[0] ?? ''))
              replace(GLOBALS, root);
          };
          parser.hooks.expressionMemberChain
            .for('globalThis')
            .tap(NAME, (_expression, members, optionals, ranges) =>
              readMember(members, optionals[1] === false, ranges[0]),
            );
          parser.hooks.callMemberChain
            .for('globalThis')
            .tap(NAME, (call, members, optionals, ranges) =>
              readMember(
                members,
                members.length === 1 ? !('optional' in call && call.optional) : optionals[1] === false,
                ranges[0],
              ),
            );
        });
      }
    });
  }
}
