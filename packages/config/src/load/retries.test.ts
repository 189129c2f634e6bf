import { describe, expect, test } from 'vitest';
import { CONFIG, testProject } from '../test-project.ts';

describe('retry policies of mcp-agent', () => {
  test('load unchanged, with intervals in seconds', async () => {
    await using project = await testProject({
      [CONFIG]: `workflow_task_retry_policies:
  my_project.tasks.summarize: { maximum_attempts: 1 }
  custom_tasks.*: { initial_interval: 1.5, backoff_coefficient: 1.2 }
  tasks.pay: { initial_interval: "2", maximum_interval: 1 minute, non_retryable_error_types: [Declined] }
  "*": { maximum_attempts: 0 }
temporal: { timeout_seconds: 30 }
`,
    });
    const { workflowTaskRetryPolicies, temporal, warnings } = await project.load();
    expect(workflowTaskRetryPolicies).toEqual({
      'my_project.tasks.summarize': { maximumAttempts: 1 },
      'custom_tasks.*': { initialInterval: { seconds: 1.5 }, backoffCoefficient: 1.2 },
      'tasks.pay': {
        initialInterval: { seconds: 2 },
        maximumInterval: '1 minute',
        nonRetryableErrorTypes: ['Declined'],
      },
      '*': { maximumAttempts: 0 },
    });
    expect(temporal.timeoutSeconds).toBe(30);
    expect(warnings).toEqual([]);
  });

  test.each([
    ['initial_interval: soon', 'initial_interval: expected a number of seconds, or text such as "1 minute"'],
    ['maximum_attempts: -1', 'maximum_attempts: expected an integer of at least 0'],
    ['backoff_coefficient: 0.5', 'backoff_coefficient: expected a number of at least 1'],
  ])('with %s are rejected', async (line, problem) => {
    await using project = await testProject({
      [CONFIG]: `workflow_task_retry_policies: { pay: { ${line} } }\n`,
    });
    await expect(project.load()).rejects.toThrow(problem);
  });
});

test('timeouts and retries of calls load in seconds, or as text', async () => {
  await using project = await testProject({
    [CONFIG]: `calls:
  model: { start_to_close_timeout: 90, retry: { maximum_attempts: 0, unavailable_timeout: 2 hours } }
  tool: { retry: { unavailable_timeout: 0 } }
  function: { start_to_close_timeout: 1 minute }
`,
  });
  const { calls, warnings } = await project.load();
  expect(calls).toEqual({
    model: {
      startToCloseTimeout: { seconds: 90 },
      retry: { maximumAttempts: 0, unavailableTimeout: '2 hours' },
    },
    tool: { retry: { unavailableTimeout: { seconds: 0 } } },
    function: { startToCloseTimeout: '1 minute' },
  });
  expect(warnings).toEqual([]);
});
