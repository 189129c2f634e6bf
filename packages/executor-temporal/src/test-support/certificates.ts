import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];

/** Certificates of an authority that no process trusts by itself, made by `openssl`. */
export class Certificates implements AsyncDisposable {
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async create(): Promise<Certificates> {
    const certificates = new Certificates(await mkdtemp(join(tmpdir(), 'mcp-agent-certificates-')));
    const files = ['-keyout', 'authority.key', '-out', 'authority.pem'];
    await certificates.#openssl([
      'req',
      '-x509',
      ...NEW_KEY,
      ...files,
      '-days',
      '2',
      '-subj',
      '/CN=authority',
    ]);
    return certificates;
  }

  /** The file with the authority's certificate. */
  get authority(): string {
    return join(this.#folder, 'authority.pem');
  }

  /** Issues a certificate for a server. */
  async issue(name: string): Promise<{ readonly key: Buffer; readonly cert: Buffer }> {
    const request = ['-keyout', 'server.key', '-out', 'server.csr', '-subj', '/CN=server'];
    await this.#openssl(['req', ...NEW_KEY, ...request]);
    await writeFile(join(this.#folder, 'extensions'), `subjectAltName=${name}\nbasicConstraints=CA:FALSE\n`);
    const authority = ['-CA', 'authority.pem', '-CAkey', 'authority.key', '-CAcreateserial'];
    const output = ['-out', 'server.pem', '-days', '2', '-extfile', 'extensions'];
    await this.#openssl(['x509', '-req', '-in', 'server.csr', ...authority, ...output]);
    const [key, cert] = await Promise.all(
      ['server.key', 'server.pem'].map((file) => readFile(join(this.#folder, file))),
    );
    if (key === undefined || cert === undefined) throw new Error('openssl created no certificate.');
    return { key, cert };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #openssl(args: string[]): Promise<void> {
    await run('openssl', args, { cwd: this.#folder });
  }
}
