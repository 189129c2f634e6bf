export * from '@mcp-agent/conformance/agents/activities';
export * from '@mcp-agent/conformance/engine/activities';
