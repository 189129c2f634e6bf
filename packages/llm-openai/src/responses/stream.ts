import type { ModelEvent } from '@mcp-agent/core/provider';
import type { Response, ResponseStreamEvent } from 'openai/resources/responses/responses';

/**
 * Emits the chunks of a stream and returns the complete response from its last event.
 *
 * @returns `undefined` if the stream ended before the response was complete
 */
export async function gatherResponse(
  events: AsyncIterable<ResponseStreamEvent>,
  emit: (event: ModelEvent) => void,
): Promise<Response | undefined> {
  let response: Response | undefined;
  for await (const event of events) {
    switch (event.type) {
      case 'response.output_text.delta':
      case 'response.refusal.delta':
        emit({ type: 'text', delta: event.delta });
        break;
      case 'response.reasoning_summary_text.delta':
      case 'response.reasoning_text.delta':
        emit({ type: 'reasoning', delta: event.delta });
        break;
      case 'response.completed':
      case 'response.incomplete':
      case 'response.failed':
        response = event.response;
    }
  }
  return response;
}
