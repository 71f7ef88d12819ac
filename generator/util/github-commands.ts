/**
 * A workflow command of GitHub Actions, which annotates a line: `::error file=a.ts,line=1::message`. Nothing in the texts
 * ends it or adds another one.
 */
export function formatCommand(
  name: 'error' | 'warning',
  properties: Readonly<Record<string, string | number>>,
  message: string,
): string {
  const pairs = Object.entries(properties).map(
    ([key, value]) => `${key}=${escapeCommandProperty(String(value))}`,
  );
  return `::${name} ${pairs.join(',')}::${escapeData(message)}`;
}

/** Like `escapeData` of `@actions/core`. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** Like `escapeProperty` of `@actions/core`. */
export function escapeCommandProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
