import type { BundleOptions } from '@temporalio/worker';

/** The configuration of the bundler that Temporal's SDK uses. */
export type WebpackConfig = Parameters<NonNullable<BundleOptions['webpackConfigHook']>>[0];

type WebpackPlugin = Exclude<
  NonNullable<WebpackConfig['plugins']>[number],
  ((...args: never[]) => unknown) | null | undefined | false | '' | 0
>;

export type WebpackCompiler = Parameters<WebpackPlugin['apply']>[0];
