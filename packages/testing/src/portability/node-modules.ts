import childProcess from 'node:child_process';
import crypto from 'node:crypto';
import dgram from 'node:dgram';
import dns from 'node:dns';
import dnsPromises from 'node:dns/promises';
import fs from 'node:fs';
import fsPromises from 'node:fs/promises';
import http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import net from 'node:net';
import os from 'node:os';
import timers from 'node:timers';
import timersPromises from 'node:timers/promises';
import tls from 'node:tls';
import { type Patch, wrapValue } from './patches.ts';
import { reportUse, unwatched, type Use } from './code-watch.ts';

const MODULES: readonly (readonly [name: string, module: object, use: Omit<Use, 'message'>])[] = [
  ['http', http, { kind: 'network', unrepeatable: true }],
  ['https', https, { kind: 'network', unrepeatable: true }],
  ['http2', http2, { kind: 'network', unrepeatable: true }],
  ['net', net, { kind: 'network', unrepeatable: true }],
  ['tls', tls, { kind: 'network', unrepeatable: true }],
  ['dgram', dgram, { kind: 'network', unrepeatable: true }],
  ['dns', dns, { kind: 'network', unrepeatable: true }],
  ['dns/promises', dnsPromises, { kind: 'network', unrepeatable: true }],
  ['fs', fs, { kind: 'disk', unrepeatable: true }],
  ['fs/promises', fsPromises, { kind: 'disk', unrepeatable: true }],
  ['child_process', childProcess, { kind: 'process', unrepeatable: true }],
  ['os', os, { kind: 'process', optional: true }],
  ['crypto', crypto, { kind: 'chance', optional: true }],
  ['timers', timers, { kind: 'timer', unrepeatable: true, optional: true }],
  ['timers/promises', timersPromises, { kind: 'timer', unrepeatable: true, optional: true }],
];

/**
 * Patches of the functions of Node's modules, for workflow files that are not bundled: the bundler of a worker rejects
 * these imports. Classes are not patched, because Node creates instances of them.
 */
export const NODE_MODULE_PATCHES: readonly Patch[] = MODULES.flatMap(([module, exports, kind]) =>
  Object.keys(exports)
    .filter((name) => /^[a-z]/.test(name))
    .map((name) => {
      const use: Use = {
        ...kind,
        message:
          `${name} of node:${module} does not exist in a workflow on Temporal: its bundler rejects the import. ` +
          'Move the code into a file with activities, and call it by proxyActivities or proxyActivity.',
      };
      return wrapValue(
        exports,
        name,
        (real) =>
          // A proxy keeps the properties of the function, such as its promisified form.
          new Proxy(real, {
            apply: function apply(target, self, args): unknown {
              const watch = reportUse(apply, use);
              if (watch === undefined) return Reflect.apply(target, self, args);
              return watch.reading(`${module}.${name}`, () =>
                unwatched((): unknown => Reflect.apply(target, self, args)),
              );
            },
          }),
      );
    }),
);
