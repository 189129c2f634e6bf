import type { WebpackConfig } from './webpack.ts';

type Rule = NonNullable<NonNullable<WebpackConfig['module']>['rules']>[number];

/**
 * Compiles TypeScript to the syntax of the Node that runs the isolate. Temporal's own target, `es2017`, replaces each
 * private field by a `WeakMap` and its helpers, in every module.
 */
export function compileForNode(rule: Rule): Rule {
  if (typeof rule !== 'object' || rule === null) return rule;
  const { use } = rule;
  if (typeof use !== 'object' || Array.isArray(use)) return rule;
  const { options } = use;
  if (typeof options !== 'object' || !('jsc' in options)) return rule;
  return { ...rule, use: { ...use, options: { ...options, jsc: { ...options['jsc'], target: 'es2022' } } } };
}
