// The ledger: a process of its own, which is never killed. It writes each entry to a file before it confirms it, and
// sends it to everyone who reads.
// Arguments: the run file.
import { appendFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { readRunFile } from '../run-file.ts';
import { announce } from '../services/announce.ts';
import { forgetsEntry, repeatsEntry } from '../services/fault.ts';
import type { Entry } from './entry.ts';

const { ledgerFile, ports, fault } = readRunFile();
const readers = new Set<ServerResponse>();
let entries = 0;
let effects = 0;

function append(entry: Omit<Entry, 'number' | 'at'>): number {
  entries += 1;
  const line = `${JSON.stringify({ ...entry, number: entries, at: Date.now() })}\n`;
  appendFileSync(ledgerFile, line);
  for (const reader of readers) reader.write(line);
  return entries;
}

function record(entry: Omit<Entry, 'number' | 'at'>): number {
  if (!('step' in entry)) return append(entry);
  effects += 1;
  if (forgetsEntry(fault, effects)) return entries;
  if (repeatsEntry(fault, effects)) append(entry);
  return append(entry);
}

const server = createServer(async (request, response) => {
  if (request.method === 'POST') {
    response.end(String(record(JSON.parse(await text(request)))));
    return;
  }
  response.writeHead(200).flushHeaders();
  readers.add(response);
  response.on('close', () => readers.delete(response));
});
announce(server, ports.ledger);
