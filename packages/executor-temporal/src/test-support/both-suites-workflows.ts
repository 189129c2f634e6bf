export * from '@mcp-agent/conformance/agents/workflows';
export * from '@mcp-agent/conformance/engine/workflows';
