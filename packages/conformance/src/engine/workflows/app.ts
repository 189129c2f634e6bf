import { MCPApp } from '@mcp-agent/core';

export const app: MCPApp = new MCPApp({ name: 'conformance' });
