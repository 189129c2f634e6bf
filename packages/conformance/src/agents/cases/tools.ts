import { humanInputAnswer, nextHumanInput, type WorkflowHandle } from '@mcp-agent/core';
import { expect } from 'vitest';
import { Cases } from '../../contract/case.ts';
import { type Report, script, type ScriptedCall } from '../model.ts';
import type { AgentRequirementId } from '../requirements.ts';
import { askCatalog } from '../workflows/tools.ts';

export const tools: Cases<AgentRequirementId> = new Cases();
const { verifies } = tools;

const callOf = (name: string): ScriptedCall => ({
  name,
  arguments: { reference: 'R1' },
});

function toolsOf(report: string | undefined): readonly string[] {
  const read: Report = JSON.parse(report ?? '');
  return read.tools;
}

verifies('agent.allowed-tools', async ({ executor }) => {
  const call = [callOf('create_parcel'), callOf('cancel_parcel'), callOf('list_parcel')];
  const texts = await executor.executeWorkflow(askCatalog, {
    questions: [script({ report: true, call }, { recite: true })],
    allowedTools: ['*_parcel', 'catalog/*_invoice', '!cancel_*', { readOnlyHint: true }],
    params: { allowedTools: { catalog: ['!list_invoice', '!list_payment'], '*': [] } },
  });
  const listed = [
    'list_parcel',
    'list_contract',
    'list_customer',
    'list_warehouse',
    'list_voucher',
    'list_meeting',
  ];
  expect(toolsOf(texts[0]).toSorted()).toEqual([...listed, 'create_invoice', 'create_parcel'].toSorted());
  const results = texts[1]?.split('\n').filter((line) => line.startsWith('tool'));
  expect(results).toEqual([
    'tool: create_parcel R1 done',
    expect.stringMatching(/^tool failed: There is no tool named "cancel_parcel"/),
    'tool: list_parcel R1 done',
  ]);
});

verifies('agent.tool-search', async ({ executor }) => {
  const search = (query: string, limit = 2): ScriptedCall => ({
    name: 'search_tools',
    arguments: { query, limit },
  });
  const handle = await executor.startWorkflow(askCatalog, {
    toolSearch: { tokens: 300 },
    questions: [
      script(
        { report: true, call: [search('cancelling parcels')] },
        { report: true, call: [callOf('cancel_parcel'), callOf('list_meeting')] },
        { recite: true },
      ),
      script({ report: true, call: [search('xyzzy')] }, { recite: true }),
    ],
  });
  const [first, second, third, later, last] = await handle.result();
  expect(toolsOf(first)).toEqual(['search_tools']);
  const [, ...found] = toolsOf(second);
  expect(found).toHaveLength(2);
  expect(found[0]).toBe('cancel_parcel');
  // A tool that was not found can be called, too, and is then offered like those that were.
  const results = third?.split('\n').filter((line) => line.startsWith('tool'));
  expect(results).toEqual([
    `tool: Found these tools, which you can call now: ${found.join(', ')}`,
    'tool: cancel_parcel R1 done',
    'tool: list_meeting R1 done',
  ]);
  expect(toolsOf(later)).toEqual(['search_tools', ...found, 'list_meeting']);
  expect(last?.split('\n').at(-1)).toMatch(/^tool: No tool matches/);
  // A search is not a step of its own.
  const steps = (await handle.history()).filter(({ type }) => type === 'activity').map(({ name }) => name);
  expect(steps.filter((name) => name === 'mcp.call_tool')).toHaveLength(2);
  expect(steps).toHaveLength(7);
});

verifies('agent.server-instructions', async ({ executor }) => {
  const questions = [script({ recite: true })];
  const instruction = 'Be brief.';
  const [told = ''] = await executor.executeWorkflow(askCatalog, {
    questions,
    instruction,
    serverInstructions: true,
  });
  expect(told).toMatch(/^system: Be brief\.\n\n.*written by the MCP servers/);
  expect(told).toContain('<server_instructions server="catalog">\nCancel parcels, not contracts.');
  expect(told.split('</server_instructions>')).toHaveLength(2);
  const [plain] = await executor.executeWorkflow(askCatalog, { questions, instruction });
  expect(plain).toBe('system: Be brief.\nuser');
});

/** Answers the requests for approval of a workflow, and returns the tools that were asked for. */
async function answered(handle: WorkflowHandle<string[]>): Promise<string[]> {
  const asked: string[] = [];
  for (
    let request = await nextHumanInput(handle);
    request !== undefined;
    request = await nextHumanInput(handle)
  ) {
    const { id, kind } = request;
    if (request.kind !== 'approval') throw new Error(`The request is of the kind ${kind}.`);
    asked.push(request.changed === true ? `${request.name} changed` : request.name);
    await handle.signal(humanInputAnswer, { id, kind: 'approval', approved: true, remember: true });
  }
  return asked;
}

verifies('agent.approval-names', async ({ executor }) => {
  const question = script(
    { call: [callOf('cancel_parcel')] },
    { call: [callOf('list_parcel')] },
    { say: 'done' },
  );
  for (const patterns of [['cancel_*'], ['catalog/cancel_*'], ['!list_*'], ['!catalog/list_*']]) {
    const handle = await executor.startWorkflow(askCatalog, {
      questions: [question],
      approval: { tools: patterns },
    });
    expect(await answered(handle)).toEqual(['cancel_parcel']);
    expect((await handle.result()).at(-1)).toBe('done');
  }
});

verifies('agent.approval-changed', async ({ executor }) => {
  const change = { call: [{ name: 'change', arguments: {} }] };
  const use = { call: [{ name: 'changing', arguments: {} }] };
  const handle = await executor.startWorkflow(askCatalog, {
    questions: [script(use, use, change, use, use, { recite: true })],
    approval: { tools: ['changing'] },
  });
  expect(await answered(handle)).toEqual(['changing', 'changing changed']);
  const texts = await handle.result();
  expect(
    texts
      .at(-1)
      ?.split('\n')
      .filter((line) => line === 'tool: changing done'),
  ).toHaveLength(4);
});
