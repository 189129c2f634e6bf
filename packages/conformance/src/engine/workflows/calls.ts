import { proxyActivity } from '@mcp-agent/core';
import type * as activities from '../activities/index.ts';

// Calls by name, because workflow code must not import the activities, which use Node.
type Call<A extends (input: never) => Promise<unknown>> = ReturnType<typeof proxyActivity<A>>;

export const mark: Call<typeof activities.mark> = proxyActivity<typeof activities.mark>('conformance.mark');
export const echoActivity: Call<typeof activities.echoActivity> =
  proxyActivity<typeof activities.echoActivity>('conformance.echo');
export const identity: Call<typeof activities.identity> =
  proxyActivity<typeof activities.identity>('conformance.identity');
export const hang: Call<typeof activities.hang> = proxyActivity<typeof activities.hang>('conformance.hang');
export const hold: Call<typeof activities.hold> = proxyActivity<typeof activities.hold>('conformance.hold');
export const slow: Call<typeof activities.slow> = proxyActivity<typeof activities.slow>('conformance.slow');
export const askBack: Call<typeof activities.askBack> =
  proxyActivity<typeof activities.askBack>('conformance.askBack');
export const tellBack: Call<typeof activities.tellBack> =
  proxyActivity<typeof activities.tellBack>('conformance.tellBack');
export const haveBack: Call<typeof activities.haveBack> = proxyActivity<typeof activities.haveBack>(
  'conformance.haveBack',
  { retry: { maximumAttempts: 1 } },
);
export const useResource: Call<typeof activities.useResource> =
  proxyActivity<typeof activities.useResource>('conformance.useResource');
