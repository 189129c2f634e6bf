import { z } from 'zod';
import type { RecordedCall } from '../ledger/calls.ts';
import { isPerformed, type Receipt, type Work } from '../plan/work.ts';
import type { Evidence } from './evidence.ts';

const ReceiptSchema = z.object({ step: z.number(), receipt: z.number() });
const Receipts = z.array(ReceiptSchema);
const Texts = z.array(z.string());
const OfParent = z.object({ own: Receipts, children: z.array(Receipts) });
const OfMessages = z.object({ receipts: Receipts, sendings: z.array(z.number()) });

/** Returns where the result of a workflow that has completed differs from the plan and the ledger. */
export function checkResults({ outcomes, calls }: Evidence): string[] {
  return outcomes.flatMap(({ work, result, error }) => {
    if (error !== undefined) return [];
    try {
      return differences(work, result, (workflow) => calls.get(workflow) ?? []);
    } catch (cause) {
      return [`${work.id} returned ${JSON.stringify(result)}, which is not as planned: ${String(cause)}`];
    }
  });
}

function differences(
  work: Work,
  result: unknown,
  callsOf: (workflow: string) => readonly RecordedCall[],
): string[] {
  if (work.kind === 'parent') {
    const { own, children } = OfParent.parse(result);
    return [
      ...compare(work, own, callsOf(work.id)),
      ...work.children.flatMap((child, index) => compare(child, children[index] ?? [], callsOf(child.id))),
    ];
  }
  if (work.kind === 'messages') {
    const { receipts, sendings } = OfMessages.parse(result);
    const twice = sendings.filter((sending, index) => sendings.indexOf(sending) !== index);
    return [
      ...compare(work, receipts, callsOf(work.id)),
      ...twice.map((sending) => `${work.id} received the message ${sending} twice`),
    ];
  }
  if (work.kind === 'agent' || work.kind === 'approval') {
    return compare(work, receiptsOf(z.string().parse(result)), callsOf(work.id));
  }
  return compare(work, Receipts.parse(result), callsOf(work.id));
}

/** Returns the receipts in a model's last answer. The result of a rejected call is none. */
function receiptsOf(answer: string): Receipt[] {
  return Texts.parse(JSON.parse(answer)).flatMap((text) => {
    try {
      return [ReceiptSchema.parse(JSON.parse(text))];
    } catch {
      return [];
    }
  });
}

function compare(work: Work, receipts: readonly Receipt[], calls: readonly RecordedCall[]): string[] {
  const planned = work.stages
    .flat()
    .filter(isPerformed)
    .map(({ number }) => number);
  const returned = receipts.map(({ step }) => step);
  const wrong = receipts.filter(
    ({ step, receipt }) => !calls.some((call) => call.number === receipt && call.step === step),
  );
  return [
    ...(planned.join() === returned.toSorted((left, right) => left - right).join()
      ? []
      : [`${work.id} returned receipts for the steps [${returned.join()}], not for [${planned.join()}]`]),
    ...wrong.map(
      ({ step, receipt }) =>
        `${work.id} returned receipt ${receipt} for step ${step}, which the ledger lacks`,
    ),
  ];
}
