import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { EngineUnavailableError, ExecutorClosedError } from '@mcp-agent/core/errors';
import type { Interruption } from '@mcp-agent/engine-kit';
import type { Entry, RunRecord, RunState, StoredRun } from '@mcp-agent/engine-kit/replay';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS runs (
    seq INTEGER PRIMARY KEY, run_id TEXT UNIQUE NOT NULL, workflow_id TEXT NOT NULL, parent_run TEXT,
    record TEXT NOT NULL, state TEXT NOT NULL, open INTEGER NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS runs_of_workflow ON runs (workflow_id, seq);
  CREATE INDEX IF NOT EXISTS open_runs ON runs (parent_run) WHERE open = 1;
  CREATE TABLE IF NOT EXISTS journal (run_id TEXT NOT NULL, position INTEGER PRIMARY KEY, entry TEXT NOT NULL) STRICT;
  CREATE INDEX IF NOT EXISTS journal_of_run ON journal (run_id, position);
  CREATE UNIQUE INDEX IF NOT EXISTS journal_key ON journal (entry ->> '$.came.key')
    WHERE entry ->> '$.came.key' IS NOT NULL;
  CREATE TABLE IF NOT EXISTS attempts (
    run_id TEXT NOT NULL, step INTEGER NOT NULL, attempt TEXT NOT NULL, PRIMARY KEY (run_id, step)) STRICT;`;

/** The file, locked by one process at a time. Each call writes atomically. */
export class Database {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  /** @throws EngineUnavailableError when another process locks the file, or it is not a valid database */
  constructor(file: string) {
    this.#db = new DatabaseSync(file);
    try {
      // The operating system releases the lock when the process ends in any way.
      this.#db.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;');
      this.#db.exec(`BEGIN EXCLUSIVE; ${SCHEMA} COMMIT;`);
    } catch (cause) {
      this.#db.close();
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new EngineUnavailableError(
        `Workflow file ${file} cannot be opened: ${reason}. Only one process at a time can open it: stop the other one, or use another file.`,
        { address: file, cause },
      );
    }
  }

  insert(record: RunRecord): void {
    const { runId, workflowId, parent } = record.info;
    this.#run(
      'INSERT INTO runs (run_id, workflow_id, parent_run, record, state, open) VALUES (?, ?, ?, ?, ?, 1)',
      runId,
      workflowId,
      parent?.runId ?? null,
      JSON.stringify(record),
      JSON.stringify({ status: 'running' } satisfies RunState),
    );
  }

  /** Writes the entries of a turn, the new state of the run, and the run that continues it. */
  commit(runId: string, entries: readonly string[], state: RunState, next: RunRecord | undefined): void {
    this.#db.exec('BEGIN IMMEDIATE');
    try {
      for (const entry of entries)
        this.#run('INSERT INTO journal (run_id, entry) VALUES (?, ?)', runId, entry);
      const open = state.closedAt === undefined ? 1 : 0;
      this.#run('UPDATE runs SET state = ?, open = ? WHERE run_id = ?', JSON.stringify(state), open, runId);
      if (next !== undefined) this.insert(next);
      if (open === 0) this.#run('DELETE FROM attempts WHERE run_id = ?', runId);
      this.#db.exec('COMMIT');
    } catch (error) {
      this.#db.exec('ROLLBACK');
      throw error;
    }
  }

  journal(runId: string): Entry[] {
    return [
      ...this.#rows<Entry>('SELECT entry AS json FROM journal WHERE run_id = ? ORDER BY position', runId),
    ];
  }

  /** Whether a run has received the signal with this key. */
  hasSignal(key: string): boolean {
    return this.#first("SELECT 1 AS json FROM journal WHERE entry ->> '$.came.key' = ?", key) !== undefined;
  }

  run(runId: string): StoredRun | undefined {
    return this.#first(`${RUNS} WHERE run_id = ?`, runId);
  }

  latest(workflowId: string): StoredRun | undefined {
    return this.#first(`${RUNS} WHERE workflow_id = ? ORDER BY seq DESC LIMIT 1`, workflowId);
  }

  open(): Iterable<StoredRun> {
    return this.#rows(`${RUNS} WHERE open = 1 ORDER BY seq`);
  }

  openChildren(runId: string): Iterable<StoredRun> {
    return this.#rows(`${RUNS} WHERE open = 1 AND parent_run = ?`, runId);
  }

  /** Returns the latest run of each ID, last started first. */
  all(): Iterable<StoredRun> {
    return this.#rows(
      `${RUNS} WHERE seq IN (SELECT max(seq) FROM runs GROUP BY workflow_id) ORDER BY seq DESC`,
    );
  }

  saveAttempt(runId: string, step: number, attempt: Interruption): void {
    // An activity may send a heartbeat while the executor closes.
    if (!this.#db.isOpen) return;
    this.#run('INSERT OR REPLACE INTO attempts VALUES (?, ?, ?)', runId, step, JSON.stringify(attempt));
  }

  attempt(runId: string, step: number): Interruption | undefined {
    return this.#first('SELECT attempt AS json FROM attempts WHERE run_id = ? AND step = ?', runId, step);
  }

  close(): void {
    this.#db.close();
  }

  #run(sql: string, ...values: SQLInputValue[]): void {
    this.#prepare(sql).run(...values);
  }

  #first<T>(sql: string, ...values: SQLInputValue[]): T | undefined {
    return this.#rows<T>(sql, ...values).next().value;
  }

  /** Parses the column `json`, which this class wrote. */
  *#rows<T>(sql: string, ...values: SQLInputValue[]): Generator<T, undefined> {
    for (const row of this.#prepare(sql).all(...values)) yield JSON.parse(String(row['json']));
    return undefined;
  }

  #prepare(sql: string): StatementSync {
    if (!this.#db.isOpen)
      throw new ExecutorClosedError(
        'The file cannot be used: the executor is closed. Create a new executor for it.',
      );
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

const RUNS = `SELECT json_object('record', json(record), 'state', json(state)) AS json FROM runs`;
