import type { EmitContext, PackageSettings } from './context.js';
import { renderTemplate } from './templates.js';

/** The path of {@link emitMcpProgram} in a package. */
export const MCP_PROGRAM_PATH = 'bin/mcp.js';

/** The name that npm gives the program: `<package without its scope>-mcp`. */
export function getMcpProgramName({ packageName }: PackageSettings): string {
  return `${packageName.replace(/^.*\//, '')}-mcp`;
}

/** What starts the program in any folder; undefined for a package without it. */
export function getMcpCommand(settings: PackageSettings): string | undefined {
  if (settings.mcpGenerator === undefined) return undefined;
  return `npx -p ${settings.packageName} -p optimum-sdk-generator ${getMcpProgramName(settings)}`;
}

/** Emits the program that serves the package's API to assistants; none without the switch `mcp`. */
export function emitMcpProgram(
  { header }: EmitContext,
  settings: PackageSettings,
): readonly (readonly [path: string, text: string])[] {
  const command = getMcpCommand(settings);
  if (command === undefined) return [];
  const values = { header, command, versions: settings.mcpGenerator };
  return [[MCP_PROGRAM_PATH, renderTemplate('mcp.js', values)]];
}
