import { describe, expect, it } from 'vitest';
import { checkParams } from './check-params.ts';

describe('checkParams', () => {
  it.each([
    [{ max_tokens: 5 }, 'max_tokens', 'maxTokens'],
    [{ maxtokens: 5 }, 'maxtokens', 'maxTokens'],
    [{ temprature: 1 }, 'temprature', 'temperature'],
    [{ top_p: 1 }, 'top_p', 'topP'],
    [{ stop_sequences: [] }, 'stop_sequences', 'stopSequences'],
    [{ use_history: false }, 'use_history', 'useHistory'],
    [{ maxRepairs: 1 }, 'maxRepairs', 'Use one of'],
    [{ interval: 1 }, 'interval', 'Use one of'],
    [{ limit: { token: 5 } }, 'token', 'tokens'],
    [{ promptCache: { TTL: '5m' } }, 'TTL', 'ttl'],
    [{ promptCache: { retention: '24h' } }, 'retention', 'Use one of'],
    [JSON.parse('{ "__proto__": 5 }'), '__proto__', 'Use one of'],
  ])('rejects the unknown name in %j with the nearest known one', (params, name, nearest) => {
    expect(() => checkParams(params)).toThrow(`no property "${name}"`);
    expect(() => checkParams(params)).toThrow(nearest);
  });

  it.each([
    [{ maxTokens: Number.NaN }],
    [{ maxTokens: -1 }],
    [{ maxTokens: 1.5 }],
    [{ maxTokens: null }],
    [{ maxIterations: 0 }],
    [{ temperature: -0.1 }],
    [{ temperature: '0.5' }],
    [{ topP: 1.1 }],
    [{ model: '' }],
    [{ onTurnLimit: 'stop' }],
    [{ toolChoice: 'any' }],
    [{ toolChoice: { name: 'add' } }],
    [{ stopSequences: 'END' }],
    [{ allowedTools: 'search' }],
    [{ allowedTools: { github: ['search', 5] } }],
    [{ useHistory: 'no' }],
    [{ promptCache: { ttl: 5 } }],
    [{ promptCache: { key: '' } }],
    [{ metadata: { run: 4 } }],
    [{ extraHeaders: { 'x-run': null } }],
    [{ serviceTools: 'web_search' }],
    [{ serviceTools: [''] }],
    [{ serviceTools: [null] }],
    [{ serviceTools: [{ name: 'web_search' }] }],
    [{ limit: 5 }],
    [{ limit: { tokens: -1 } }],
    [{ limit: { cost: Number.NaN } }],
    [{ limit: { time: 'soon' } }],
  ])('rejects the invalid value in %j', (params: object) => {
    expect(() => checkParams(params)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
  });

  it.each(['null', '[]', '"gpt"', '5'])('rejects %s in place of parameters', (params) => {
    expect(() => checkParams(JSON.parse(params))).toThrow('params is');
  });

  it.each([
    [{}],
    [{ model: 'm', maxTokens: 5, temperature: 0, topP: 0.5, seed: -1, maxIterations: Infinity }],
    [{ toolChoice: { tool: 'add' }, limit: { tokens: 0, cost: 0.5, time: '1 minute' }, promptCache: false }],
    [{ promptCache: { ttl: '1h', key: undefined }, serviceTools: ['web_search', { type: 'mcp', a: 1 }] }],
    [{ metadata: { run: '4' }, extraHeaders: {} }],
    [{ maxTokens: undefined, systemPrompt: '' }],
  ])('accepts %j', (params: object) => {
    expect(() => checkParams(params)).not.toThrow();
  });

  it('accepts the parameters of structured requests and streams for these only', () => {
    expect(() => checkParams({ name: 'answer', maxRepairs: 0 }, 'structured')).not.toThrow();
    expect(() => checkParams({ interval: '1s' }, 'stream')).not.toThrow();
    expect(() => checkParams({ interval: '1s', name: 'a' }, 'structured-stream')).not.toThrow();
    expect(() => checkParams({ interval: '1s' }, 'structured')).toThrow('interval');
  });
});
