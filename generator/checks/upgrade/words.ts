/** Reads a property by its name: `x.name`, or `x['the name']`. */
export function access(object: string, name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name)
    ? `${object}.${name}`
    : `${object}[${JSON.stringify(name)}]`;
}

/** An object literal. */
export function objectLiteral(entries: readonly (readonly [string, string])[]): string {
  const fields = entries.map(([name, value]) => `${JSON.stringify(name)}: ${value}`);
  return `{ ${fields.join(', ')} }`;
}
