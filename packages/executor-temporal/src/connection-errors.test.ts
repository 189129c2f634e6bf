import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { errorOf, testTimeout } from '@mcp-agent/testing/support';
import { describeWithTemporal } from '@mcp-agent/testing/temporal-vitest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TemporalExecutor, type TemporalOptions } from './index.ts';
import { Certificates } from './test-support/certificates.ts';
import { GrpcProxy, type Intercept } from './test-support/grpc-proxy.ts';
import { loops } from './test-support/odd-workflows.ts';
import { bundleWorkflows, startWorker, type WorkflowBundle } from './worker/index.ts';

const workflows = new URL('test-support/odd-workflows.ts', import.meta.url);

const NOT_FOUND = 5;
const PERMISSION_DENIED = 7;
const UNAUTHENTICATED = 16;

/** The names of the promises below: what connects. */
const CONNECTS = ['an executor', 'a worker'] as const;

describeWithTemporal('an error of the connection', ({ address: server, namespace }) => {
  let workflowBundle: WorkflowBundle;
  let certificates: Certificates;
  let certificate: Awaited<ReturnType<Certificates['issue']>>;

  beforeAll(async () => {
    workflowBundle = await bundleWorkflows(workflows);
    certificates = await Certificates.create();
    certificate = await certificates.issue('IP:127.0.0.1');
  });

  afterAll(() => certificates[Symbol.asyncDispose]());

  const connect = async (what: (typeof CONNECTS)[number], given: TemporalOptions): Promise<void> => {
    const options = { namespace, taskQueue: 'connecting', ...given };
    if (what === 'an executor') {
      await using executor = new TemporalExecutor(options);
      await executor.listWorkflows();
    } else {
      await using _worker = await startWorker({ workflows, workflowBundle, ...options });
    }
  };

  describe.each(CONNECTS)('of %s says', (what) => {
    it('that no server listens at the address', async () => {
      expect(await errorOf(connect(what, { temporalHost: '127.0.0.1:1' }))).toMatchObject({
        code: 'ENGINE_UNAVAILABLE',
        address: '127.0.0.1:1',
        message: expect.stringMatching(/No Temporal server listens.*ECONNREFUSED.*temporal server start-dev/),
      });
    });

    it('that the host is unknown', async () => {
      expect(await errorOf(connect(what, { temporalHost: 'nowhere.invalid:7233' }))).toMatchObject({
        code: 'ENGINE_UNAVAILABLE',
        message: expect.stringMatching(/host .*nowhere\.invalid:7233 is unknown.*temporalHost/),
      });
    });

    it('that the server expects TLS', async () => {
      await using proxy = await GrpcProxy.start(server, { tls: certificate });
      expect(await errorOf(connect(what, { temporalHost: proxy.address }))).toMatchObject({
        code: 'ENGINE_TLS',
        problem: 'tls_expected',
        message: expect.stringContaining('Set tls to true'),
      });
    });

    it('that the server does not speak TLS', async () => {
      expect(await errorOf(connect(what, { temporalHost: server, tls: true }))).toMatchObject({
        code: 'ENGINE_TLS',
        problem: 'no_tls',
        message: expect.stringContaining('Set tls to false'),
      });
    });

    it('that the certificate is of an unknown authority', async () => {
      await using proxy = await GrpcProxy.start(server, { tls: certificate });
      expect(await errorOf(connect(what, { temporalHost: proxy.address, tls: true }))).toMatchObject({
        code: 'ENGINE_TLS',
        problem: 'certificate',
        message: expect.stringMatching(/certificate .* not accepted.*NODE_EXTRA_CA_CERTS.*SSL_CERT_FILE/),
      });
    });

    it.each([
      [UNAUTHENTICATED, 'UNAUTHENTICATED', 'does not accept the API key: no such key'],
      [
        PERMISSION_DENIED,
        'PERMISSION_DENIED',
        `denied the permission for namespace "${namespace}": no such key`,
      ],
    ])('that the server rejects the API key: status %s', async (code, status, message) => {
      const intercept: Intercept = () => ({ code, message: 'no such key' });
      await using proxy = await GrpcProxy.start(server, { intercept });
      const options = { temporalHost: proxy.address, apiKey: 'wrong', tls: false };
      expect(await errorOf(connect(what, options))).toMatchObject({
        code: 'ENGINE_ACCESS',
        status,
        message: expect.stringContaining(message),
      });
    });

    it('that the namespace does not exist', async () => {
      expect(await errorOf(connect(what, { temporalHost: server, namespace: 'not-there' }))).toMatchObject({
        code: 'CONFIGURATION',
        path: 'temporal.namespace',
        message: expect.stringContaining('no namespace "not-there"'),
      });
    });

    it('nothing of a namespace that an overloaded server misses twice', async () => {
      let misses = 0;
      const intercept: Intercept = (method) => {
        const isOfNamespace = method === 'DescribeNamespace' || method === 'ListWorkflowExecutions';
        if (!isOfNamespace || misses === 2) return undefined;
        misses += 1;
        return { code: NOT_FOUND, message: `Namespace ${namespace} is not found.` };
      };
      await using proxy = await GrpcProxy.start(server, { intercept });
      await connect(what, { temporalHost: proxy.address });
      expect(misses).toBe(2);
    });
  });

  it('says that the server demands a client certificate, where its own is trusted', async () => {
    const tls = { ...certificate, requestCert: true, rejectUnauthorized: true };
    await using proxy = await GrpcProxy.start(server, { tls });
    const trusted = { NODE_EXTRA_CA_CERTS: certificates.authority, SSL_CERT_FILE: certificates.authority };
    const program = fileURLToPath(new URL('test-support/connecting-program.ts', import.meta.url));
    const env = { ...process.env, ...trusted };
    const { stdout } = await promisify(execFile)(process.execPath, [program, proxy.address], { env });
    const problem = { code: 'ENGINE_TLS', fields: { problem: 'client_certificate' } };
    expect(JSON.parse(stdout)).toMatchObject([problem, problem]);
  });

  it('says that a later request lacks a permission', async () => {
    const intercept: Intercept = (method) =>
      method === 'StartWorkflowExecution' ? { code: PERMISSION_DENIED, message: 'read only' } : undefined;
    await using proxy = await GrpcProxy.start(server, { intercept });
    await using executor = new TemporalExecutor({ temporalHost: proxy.address, namespace });
    expect(await errorOf(executor.startWorkflow(loops))).toMatchObject({
      code: 'ENGINE_ACCESS',
      status: 'PERMISSION_DENIED',
      message: expect.stringContaining('read only'),
    });
  });

  it('comes in seconds', async () => {
    const before = Date.now();
    await errorOf(connect('an executor', { temporalHost: 'nowhere.invalid:7233' }));
    expect(Date.now() - before).toBeLessThan(testTimeout(30_000));
  });
});
