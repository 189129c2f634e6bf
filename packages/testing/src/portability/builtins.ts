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
import { noteUse, unwatched, type Use } from './watch.ts';

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
  ['os', os, { kind: 'process' }],
  ['crypto', crypto, { kind: 'chance' }],
  ['timers', timers, { kind: 'timer', unrepeatable: true }],
  ['timers/promises', timersPromises, { kind: 'timer', unrepeatable: true }],
];

/**
 * The functions of Node's modules. A worker's bundler refuses their import; this finds them where the file is
 * not bundled, and says which line calls them. Classes are left alone: Node itself makes instances of them.
 */
export const BUILTIN_PATCHES: readonly Patch[] = MODULES.flatMap(([module, exports, kind]) =>
  Object.keys(exports)
    .filter((name) => /^[a-z]/.test(name))
    .map((name) => {
      const use: Use = {
        ...kind,
        message:
          `${name} of node:${module} is not there in a workflow on Temporal, whose bundler refuses the import: ` +
          'move the code into a file of activities, and call it by proxyActivities or proxyActivity.',
      };
      return wrapValue(
        exports,
        name,
        (real) =>
          // A proxy keeps what hangs on the function, such as its promisified form.
          new Proxy(real, {
            apply: function apply(target, self, args): unknown {
              const watch = noteUse(apply, use);
              if (watch === undefined) return Reflect.apply(target, self, args);
              return watch.reading(`${module}.${name}`, () =>
                unwatched((): unknown => Reflect.apply(target, self, args)),
              );
            },
          }),
      );
    }),
);
