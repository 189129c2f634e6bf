import { Fragment } from 'react';
import type { JsonObject } from '@mcp-agent/core';
import type { RunHead } from '../../interface/run.ts';
import { MessageForm } from './message-form.tsx';
import { Name } from './name.tsx';

const KINDS = [
  { kind: 'signal', names: 'signals', verb: 'Send' },
  { kind: 'query', names: 'queries', verb: 'Query' },
  { kind: 'update', names: 'updates', verb: 'Update' },
] as const;

/** The signals, queries and updates that a run accepts now. */
export function Messages({ run, schemas }: { run: RunHead; schemas: Readonly<Record<string, JsonObject>> }) {
  const { signals, queries, updates } = run.messages;
  if (signals.length + queries.length + updates.length === 0) return null;
  return (
    <div className="messages">
      {signals.length > 0 && (
        <p className="waiting" role="status">
          Waiting for a signal:{' '}
          {signals.map((name, index) => (
            <Fragment key={name}>
              {index > 0 && ', '}
              <Name of={name} />
            </Fragment>
          ))}
        </p>
      )}
      {KINDS.flatMap(({ kind, names, verb }) =>
        run.messages[names].map((name) => (
          <MessageForm
            key={`${kind} ${name}`}
            {...{ run, kind, name, verb }}
            schema={Object.hasOwn(schemas, name) ? schemas[name] : undefined}
          />
        )),
      )}
    </div>
  );
}
