import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';

/** Serves MCP over the standard streams, until the client closes the input. Nothing else may be printed to the output. */
export async function serveStdio(server: McpServer, signal: AbortSignal): Promise<void> {
  await server.connect(new StdioServerTransport());
  await new Promise<void>((resolve) => {
    // The transport does not see the end of the input (MCP 2025-06-18, "Lifecycle: Shutdown").
    process.stdin.once('end', resolve);
    process.stdin.once('close', resolve);
    signal.addEventListener('abort', () => resolve(), { once: true });
    if (signal.aborted) resolve();
  });
  await server.close();
}
